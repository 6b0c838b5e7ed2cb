#!/bin/sh
# A Slurm array: 16 tasks, each works on one part of the people. `sbatch slurm.sh`; the same again does
# what is left.
#SBATCH --job-name=regimen
#SBATCH --array=0-15
#SBATCH --cpus-per-task=2
#SBATCH --mem=400M
#SBATCH --signal=TERM@30
exec regimen batch people --output plans --resume --jobs 2 \
    --shard "$SLURM_ARRAY_TASK_ID/16" --report "plans/report-$SLURM_ARRAY_TASK_ID.json"

#!/bin/sh
# GNU parallel: 16 parts, as many at a time as there are cores, on this machine or (--sshlogin) on others
# that see the same folders.
exec parallel --halt soon,fail=0 --joblog plans.log \
    regimen batch people --output plans --resume --jobs 1 \
    --shard {}/16 --report plans/report-{}.json ::: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15

//! Least squares: weighted equations, gathered and solved.

/// The normal equations of a set of weighted linear equations.
#[derive(Debug, Clone)]
pub(super) struct Normal {
    size: usize,
    /// The lower triangle, by rows.
    matrix: Vec<f64>,
    /// The right side.
    slope: Vec<f64>,
    /// The sum of the squared weighted errors.
    pub(super) cost: f64,
}

impl Normal {
    pub(super) fn new(size: usize) -> Self {
        Self { size, matrix: vec![0.0; size * size], slope: vec![0.0; size], cost: 0.0 }
    }

    /// Adds an equation: by how much it is off, how that changes with each unknown, and how far off
    /// costs one.
    pub(super) fn add(&mut self, row: &[(usize, f64)], off: f64, tolerance: f64) {
        let weight = 1.0 / (tolerance * tolerance);
        self.cost += weight * off * off;
        for (i, gain_i) in row {
            self.slope[*i] -= weight * gain_i * off;
            for (j, gain_j) in row {
                if j <= i {
                    self.matrix[i * self.size + j] += weight * gain_i * gain_j;
                }
            }
        }
    }

    /// The step to the least cost, with the diagonal made heavier by a part of itself; none if the
    /// equations cannot be solved.
    pub(super) fn step(&self, damping: f64) -> Option<Vec<f64>> {
        let n = self.size;
        let mut lower = self.matrix.clone();
        for i in 0..n {
            lower[i * n + i] += damping * lower[i * n + i] + 1e-9;
        }
        for i in 0..n {
            for j in 0..=i {
                let mut sum = lower[i * n + j];
                for k in 0..j {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if i == j {
                    if sum.is_nan() || sum <= 0.0 {
                        return None;
                    }
                    lower[i * n + i] = libm::sqrt(sum);
                } else {
                    lower[i * n + j] = sum / lower[j * n + j];
                }
            }
        }
        let mut step = self.slope.clone();
        for i in 0..n {
            for k in 0..i {
                step[i] -= lower[i * n + k] * step[k];
            }
            step[i] /= lower[i * n + i];
        }
        for i in (0..n).rev() {
            for k in i + 1..n {
                step[i] -= lower[k * n + i] * step[k];
            }
            step[i] /= lower[i * n + i];
        }
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_equations_in_two_unknowns_are_solved() {
        // x + y = 3 and x - y = 1, from 0, 0.
        let mut system = Normal::new(2);
        system.add(&[(0, 1.0), (1, 1.0)], -3.0, 1.0);
        system.add(&[(0, 1.0), (1, -1.0)], -1.0, 1.0);
        let step = system.step(0.0).unwrap();
        assert!((step[0] - 2.0).abs() < 1e-6 && (step[1] - 1.0).abs() < 1e-6, "{step:?}");
    }

    #[test]
    fn a_smaller_tolerance_wins() {
        let mut system = Normal::new(1);
        system.add(&[(0, 1.0)], -1.0, 0.01);
        system.add(&[(0, 1.0)], -2.0, 1.0);
        let step = system.step(0.0).unwrap();
        assert!((step[0] - 1.0).abs() < 0.001, "{step:?}");
    }
}

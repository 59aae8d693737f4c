//! Whether two rows of measurements come from the same source: the test of Mann and Whitney,
//! which asks for ranks only, so that a few slow moments of the machine decide nothing.

/// How likely two rows that differ at least as much are, if both have one source: near 0 they
/// have not. By the normal approximation with the correction for ties: for rows of 20 and more.
pub fn likeliness(one: &[u64], other: &[u64]) -> f64 {
    let (n, m) = (one.len() as f64, other.len() as f64);
    let mut all: Vec<(u64, bool)> = one.iter().map(|v| (*v, true)).chain(other.iter().map(|v| (*v, false))).collect();
    all.sort_unstable();
    let (mut of_one, mut ties, mut rank) = (0.0, 0.0, 0.0);
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        let size = tied.len() as f64;
        let shared = rank + (size + 1.0) / 2.0;
        of_one += shared * tied.iter().filter(|(_, first)| *first).count() as f64;
        ties += size.powi(3) - size;
        rank += size;
    }
    let statistic = of_one - n * (n + 1.0) / 2.0;
    let total = n + m;
    let spread = (n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)))).sqrt();
    if spread == 0.0 {
        return 1.0;
    }
    let distance = ((statistic - n * m / 2.0).abs() - 0.5).max(0.0) / spread;
    (2.0 * upper_tail(distance)).min(1.0)
}

/// The part of a normal distribution above `z` (Abramowitz and Stegun, 26.2.17).
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum = series.iter().rev().fold(0.0, |sum, factor| (sum + factor) * t);
    (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

/// The middle of the row; 0 of an empty one.
pub fn median(row: &[u64]) -> u64 {
    let mut sorted = row.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without order and without a source of randomness.
    fn scattered(count: u64, seed: u64, shift: u64) -> Vec<u64> {
        (0..count).map(|i| (i * 7_919 + seed * 104_729) % 1_009 + shift).collect()
    }

    #[test]
    fn rows_of_one_source_are_likely_and_shifted_ones_are_not() {
        assert!(likeliness(&scattered(400, 1, 0), &scattered(400, 2, 0)) > 0.3);
        assert!(likeliness(&scattered(400, 1, 0), &scattered(400, 2, 100)) < 0.001);
    }

    #[test]
    fn a_few_outliers_decide_nothing() {
        let mut slow = scattered(400, 2, 0);
        slow.iter_mut().take(8).for_each(|value| *value = 1_000_000);
        assert!(likeliness(&scattered(400, 1, 0), &slow) > 0.1);
    }

    #[test]
    fn the_tail_is_the_tables() {
        for (z, tail) in [(0.0, 0.5), (1.0, 0.158_655), (1.96, 0.024_998), (3.0, 0.001_350)] {
            assert!((upper_tail(z) - tail).abs() < 1e-5, "{z}");
        }
    }

    #[test]
    fn equal_rows_are_certain() {
        assert!((likeliness(&[5; 30], &[5; 30]) - 1.0).abs() < f64::EPSILON);
        assert_eq!(median(&[3, 1, 2]), 2);
    }
}

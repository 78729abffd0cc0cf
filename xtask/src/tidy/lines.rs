//! Quantiles of counted lines, as the house targets name them.

/// The smallest value that at least `percent` per cent of the values do not exceed; 0 for none.
pub(super) fn quantile(values: &[usize], percent: usize) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_are_values_that_occur() {
        let values: Vec<usize> = (1..=10).rev().collect();
        assert_eq!([50, 90, 99].map(|percent| quantile(&values, percent)), [5, 9, 10]);
        assert_eq!(quantile(&[7], 50), 7);
        assert_eq!(quantile(&[], 90), 0);
    }
}

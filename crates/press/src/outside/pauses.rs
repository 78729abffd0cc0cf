//! How long a job that failed is left alone: twice as long each time, up to a bound, and never for all at the same moment.

const FIRST: i64 = 30_000;
const LONGEST: i64 = 6 * 3_600_000;

/// The pause after so many tries, in milliseconds: between half of the whole and the whole of it, as chance has it.
pub(super) fn pause_after(tries: i64, chance: [u8; 16]) -> i64 {
    let doublings = u32::try_from((tries - 1).clamp(0, 20)).unwrap_or(0);
    let whole = (FIRST << doublings).min(LONGEST);
    let part = i64::from(u16::from_be_bytes([chance[14], chance[15]]));
    whole / 2 + whole / 2 * part / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LONGEST, pause_after};

    #[test]
    fn pauses_grow_to_a_bound_and_chance_moves_them_by_half() {
        let all = |chance| [1, 2, 3, 11, 99].map(|tries| pause_after(tries, [chance; 16]));
        assert_eq!(all(u8::MAX), [FIRST, 2 * FIRST, 4 * FIRST, LONGEST, LONGEST]);
        assert_eq!(all(0), [FIRST / 2, FIRST, 2 * FIRST, LONGEST / 2, LONGEST / 2]);
    }
}

//! The processor time of the programs that were started from here, where the system tells it.

use std::fs;
use std::time::Duration;

/// Linux counts in hundredths of a second, whatever the machine.
const TICK: Duration = Duration::from_millis(10);

/// What all ended children and theirs have used so far.
pub(crate) fn spent() -> Option<Duration> {
    of_stat(&fs::read_to_string("/proc/self/stat").ok()?)
}

/// What they have used since.
pub(crate) fn since(before: Option<Duration>) -> Option<Duration> {
    spent()?.checked_sub(before?)
}

/// Fields 16 and 17 of `/proc/self/stat` (proc(5)); the second, the name, may hold spaces and ends with a parenthesis.
fn of_stat(stat: &str) -> Option<Duration> {
    let (_, after_name) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u32>().ok();
    Some(TICK * (ticks(13)?.checked_add(ticks(14)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_counted_in_both_ways_of_working() {
        let stat = "123 (x) task) S 1 123 123 0 -1 4194304 10 20 0 0 5 6 700 80 20 0 1 0 99 1 1";
        assert_eq!(of_stat(stat), Some(Duration::from_millis(7800)));
        assert_eq!(of_stat("nothing"), None);
    }
}

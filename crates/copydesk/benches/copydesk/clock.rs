//! CPU time: of this process to the nanosecond, of its children to the tick.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// What this process has used.
pub(crate) fn cpu() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec as u64, spent.tv_nsec as u32)
}

/// What work takes of this process, and what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let before = cpu();
    let done = work();
    (cpu().saturating_sub(before), done)
}

/// What children that have ended took, in CPU and on the wall.
pub(crate) fn of_child(run: impl FnOnce()) -> (Duration, Duration) {
    let (began, before) = (Instant::now(), children());
    run();
    (children().saturating_sub(before), began.elapsed())
}

/// proc(5): `cutime` and `cstime`, in hundredths of a second.
fn children() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks: u64 = fields[13].parse::<u64>().unwrap() + fields[14].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

/// The value below which so many percent of all are.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

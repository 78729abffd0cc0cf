//! How much time is left for a request: what is waited for out of politeness does not count.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::Unanswered;

/// The time of one request, over all its redirects and its body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLeft {
    whole: Duration,
    left: Duration,
}

impl TimeLeft {
    pub(crate) const fn of(whole: Duration) -> Self {
        Self { whole, left: whole }
    }

    /// Does some of the work in what is left.
    pub(crate) async fn spend<T>(&mut self, work: impl Future<Output = Result<T, Unanswered>>) -> Result<T, Unanswered> {
        let began = Instant::now();
        let done = timeout(self.left, work).await;
        self.left = self.left.saturating_sub(began.elapsed());
        done.unwrap_or(Err(Unanswered::TooSlow(self.whole.as_secs() as u32)))
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep_until;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_is_spent_is_gone_and_what_is_waited_for_is_not() {
        let mut time = TimeLeft::of(Duration::from_secs(30));
        let work = |seconds| async move {
            sleep_until(Instant::now() + Duration::from_secs(seconds)).await;
            Ok(seconds)
        };
        assert_eq!(time.spend(work(20)).await, Ok(20));
        tokio::time::advance(Duration::from_secs(100)).await;
        assert_eq!(time.spend(work(9)).await, Ok(9));
        assert_eq!(time.spend(work(2)).await, Err(Unanswered::TooSlow(30)));
    }
}

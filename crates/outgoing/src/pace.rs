//! Politeness: a host is asked once in so long, whoever asks.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// When each host may be asked again.
#[derive(Debug)]
pub(crate) struct Pace {
    pause: Duration,
    free_at: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    pub(crate) fn of(pause: Duration) -> Self {
        Self {
            pause,
            free_at: Mutex::default(),
        }
    }

    /// Waits until it is one's turn at a host. Those who wait for the same one come one after the other.
    pub(crate) async fn turn(&self, host: String) {
        sleep_until(self.next(host)).await;
    }

    /// Takes the next free moment; hosts that may be asked again are forgotten.
    fn next(&self, host: String) -> Instant {
        let now = Instant::now();
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        free_at.retain(|_, at| *at > now);
        let turn = free_at.get(&host).copied().unwrap_or(now);
        free_at.insert(host, turn + self.pause);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_second_request_at_a_host_waits_and_one_at_another_does_not() {
        let (pace, began) = (Pace::of(Duration::from_secs(10)), Instant::now());
        pace.turn("a.example".into()).await;
        pace.turn("b.example".into()).await;
        assert_eq!(began.elapsed(), Duration::ZERO);
        pace.turn("a.example".into()).await;
        assert_eq!(began.elapsed().as_secs(), 10);
        pace.turn("b.example".into()).await;
        assert_eq!(began.elapsed().as_secs(), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_wait_together_come_one_after_the_other() {
        let (pace, began) = (Pace::of(Duration::from_secs(10)), Instant::now());
        let turn = async || {
            pace.turn("a.example".into()).await;
            began.elapsed().as_secs()
        };
        let (first, second, third) = tokio::join!(turn(), turn(), turn());
        assert_eq!([first, second, third], [0, 10, 20]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_may_be_asked_again_is_forgotten() {
        let pace = Pace::of(Duration::from_secs(10));
        pace.turn("a.example".into()).await;
        tokio::time::advance(Duration::from_secs(11)).await;
        pace.turn("b.example".into()).await;
        assert_eq!(pace.free_at.lock().unwrap().len(), 1);
    }
}

//! What is broken now: said when it begins, again each minute with how often it was met, and when it is over.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How often what stays broken is said again.
const AGAIN: Duration = Duration::from_mins(1);
/// How often it is looked whether something must be said again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What nobody has met for so long, and nobody may ever meet again, is over.
const UNMET: Duration = Duration::from_mins(5);
/// So many things of one kind are kept apart; beyond that they are counted on the kind alone.
const MOST: usize = 200;

/// One kind of trouble: a code for machines that never changes, and what the log says when it begins and ends.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// Dotted words, `record.not_applied`.
    pub code: &'static str,
    /// What is so while it stands.
    pub is: &'static str,
    /// What is so once it is over.
    pub was: &'static str,
    pub ends: Ends,
}

/// How a trouble ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ends {
    /// Whoever met it is at it again and again, and says when it works.
    WhenItWorks,
    /// Nobody may ever come back to it, as to a page: it ends, too, once it was not met for a while.
    WhenUnmet,
}

/// Everything that is broken now in this process. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Troubles {
    standing: Arc<Mutex<BTreeMap<Key, Trouble>>>,
}

/// A kind, and the thing that it befell: a task, a page, a kind of job; empty where there is only one.
type Key = (&'static Kind, String);

#[derive(Debug)]
struct Trouble {
    since: Instant,
    met_at: Instant,
    times: u64,
    said_at: Instant,
    said_times: u64,
    reason: String,
}

/// A trouble as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub code: &'static str,
    pub says: &'static str,
    /// Empty where there is only one thing that it can befall.
    pub thing: String,
    pub reason: String,
    /// How long it has stood.
    pub since: Duration,
    /// How often it was met.
    pub times: u64,
}

impl Troubles {
    /// Something is broken. The first time is said at once, further ones each minute with their number.
    pub fn stands(&self, kind: &'static Kind, thing: &str, reason: &impl Display) {
        let mut standing = self.lock();
        let now = Instant::now();
        let reason = reason.to_string();
        if let Some(trouble) = standing.get_mut(&(kind, thing.to_owned())) {
            (trouble.met_at, trouble.times) = (now, trouble.times + 1);
            trouble.reason = reason;
            trouble.say_if_due(kind, thing, now);
            return;
        }
        let many = standing.keys().filter(|(known, _)| known.code == kind.code).count() >= MOST;
        let key = if many { String::new() } else { thing.to_owned() };
        let trouble = standing.entry((kind, key)).or_insert_with(|| Trouble {
            since: now,
            met_at: now,
            times: 0,
            said_at: now,
            said_times: 0,
            reason: String::new(),
        });
        (trouble.met_at, trouble.times) = (now, trouble.times + 1);
        trouble.reason = reason;
        if trouble.times == 1 {
            trouble.say(kind, thing);
        }
    }

    /// It works again. Nothing is said of what was not broken.
    pub fn is_over(&self, kind: &'static Kind, thing: &str) {
        if let Some(trouble) = self.lock().remove(&(kind, thing.to_owned())) {
            let lasted = millis(trouble.since.elapsed());
            tracing::info!(event = kind.was, code = kind.code, thing, times = trouble.times, lasted_ms = lasted);
        }
    }

    /// Nothing of this kind is broken any more.
    pub fn are_over(&self, kind: &'static Kind) {
        let things: Vec<String> = self.things_of(kind);
        for thing in things {
            self.is_over(kind, &thing);
        }
    }

    /// Tells how something went: what broke stands, what worked is over.
    pub fn tell<T, E: Display>(&self, kind: &'static Kind, thing: &str, went: &Result<T, E>) {
        match went {
            Ok(_) => self.is_over(kind, thing),
            Err(reason) => self.stands(kind, thing, reason),
        }
    }

    /// What is broken now, by code.
    pub fn now(&self) -> Vec<Standing> {
        let standing = self.lock();
        let seen = standing.iter().map(|((kind, thing), trouble)| Standing {
            code: kind.code,
            says: kind.is,
            thing: thing.clone(),
            reason: trouble.reason.clone(),
            since: trouble.since.elapsed(),
            times: trouble.times,
        });
        seen.collect()
    }

    /// What things of one kind are broken now.
    pub fn things_of(&self, kind: &'static Kind) -> Vec<String> {
        let standing = self.lock();
        let of_kind = standing.keys().filter(|(known, _)| known.code == kind.code);
        of_kind.map(|(_, thing)| thing.clone()).collect()
    }

    /// Says again what stays broken, also where nobody meets it any more, until told to stop.
    pub async fn keep_saying(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let now = Instant::now();
            self.end_unmet(now);
            for ((kind, thing), trouble) in self.lock().iter_mut() {
                trouble.say_if_due(kind, thing, now);
            }
        }
    }

    /// Ends what nobody meets any more: pages that nobody asks for again, and what was only counted, of too many.
    fn end_unmet(&self, now: Instant) {
        let unmet: Vec<Key> = {
            let standing = self.lock();
            let unmet = standing
                .iter()
                .filter(|((kind, _), trouble)| kind.ends == Ends::WhenUnmet && now.duration_since(trouble.met_at) >= UNMET);
            unmet.map(|(key, _)| key.clone()).collect()
        };
        for (kind, thing) in unmet {
            self.is_over(kind, &thing);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, Trouble>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trouble {
    fn say_if_due(&mut self, kind: &Kind, thing: &str, now: Instant) {
        if now.duration_since(self.said_at) >= AGAIN {
            self.say(kind, thing);
            self.said_at = now;
        }
    }

    fn say(&mut self, kind: &Kind, thing: &str) {
        let Self { reason, times, since, .. } = self;
        let since_ms = millis(since.elapsed());
        let again = *times - self.said_times;
        tracing::error!(event = kind.is, code = kind.code, thing, %reason, times, again, since_ms);
        self.said_times = self.times;
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    static AWAY: Kind = Kind {
        code: "database.away",
        is: "the database is away",
        was: "the database is back",
        ends: Ends::WhenItWorks,
    };

    fn said(troubles: &Troubles) -> Vec<(u64, u64)> {
        let standing = troubles.lock();
        standing.values().map(|trouble| (trouble.times, trouble.said_times)).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn what_stays_broken_is_said_at_once_and_then_each_minute_with_its_number() {
        let troubles = Troubles::default();
        for _ in 0..59 {
            troubles.stands(&AWAY, "", &"no route");
            tokio::time::advance(Duration::from_secs(1)).await;
        }
        assert_eq!(said(&troubles), [(59, 1)]);
        tokio::time::advance(Duration::from_secs(1)).await;
        troubles.stands(&AWAY, "", &"no route");
        assert_eq!(said(&troubles), [(60, 60)]);
        let standing = troubles.now();
        assert_eq!((standing[0].times, standing[0].since), (60, Duration::from_mins(1)));
        troubles.is_over(&AWAY, "");
        assert_eq!(troubles.now(), []);
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_meets_again_is_said_again_all_the_same() {
        let troubles = Troubles::default();
        troubles.stands(&AWAY, "", &"no route");
        troubles.stands(&AWAY, "", &"no route");
        let stop = CancellationToken::new();
        let saying = tokio::spawn(troubles.clone().keep_saying(stop.clone()));
        let _ = tokio::time::timeout(Duration::from_secs(90), std::future::pending::<()>()).await;
        assert_eq!(said(&troubles), [(2, 2)]);
        stop.cancel();
        saying.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_may_meet_again_ends_once_it_was_not_met_for_a_while() {
        static STALE: Kind = Kind {
            code: "page.stale",
            is: "stale",
            was: "fresh",
            ends: Ends::WhenUnmet,
        };
        let troubles = Troubles::default();
        for page in 0..2 * MOST {
            troubles.stands(&STALE, &format!("/{page}"), &"torn");
        }
        troubles.stands(&AWAY, "", &"no route");
        let stop = CancellationToken::new();
        let saying = tokio::spawn(troubles.clone().keep_saying(stop.clone()));
        let _ = tokio::time::timeout(UNMET + Duration::from_secs(2), std::future::pending::<()>()).await;
        let codes: Vec<&str> = troubles.now().iter().map(|standing| standing.code).collect();
        assert_eq!(codes, ["database.away"]);
        stop.cancel();
        saying.await.unwrap();
    }

    #[tokio::test]
    async fn things_without_end_are_counted_on_their_kind() {
        let troubles = Troubles::default();
        for page in 0..10_000 {
            troubles.stands(&AWAY, &format!("/{page}"), &"no route");
        }
        assert_eq!(troubles.now().len(), MOST + 1);
        assert_eq!(troubles.now()[0].times, 10_000 - MOST as u64);
        troubles.are_over(&AWAY);
        assert_eq!(troubles.now(), []);
    }
}

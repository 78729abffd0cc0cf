//! `check_links`: what readers have links to is asked for politely, every so many days; of what is dead the house is told.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use acts::notices::LINK_DEAD;
use acts::outside_links::{Place, Places};
use manuscript::Instant;
use manuscript::paper::Paper;
use outgoing::links::{Checked, Checks, Grade, Verdict};
use outgoing::{Client, Unanswered};
use press::house::House;
use press::outside::{Doing, Failed, OutsideKind, Planned, Work};
use serde_json::{Value, json};

use crate::configuration::Configuration;
use crate::links::to_check;

/// Asks for outside links.
pub(super) struct CheckLinks {
    pub(super) configuration: Configuration,
    pub(super) house: Arc<House>,
}

impl OutsideKind for CheckLinks {
    fn name(&self) -> &'static str {
        "check_links"
    }

    fn queue(&self) -> &'static str {
        "links"
    }

    /// The next one comes anyway.
    fn attempts(&self) -> i64 {
        3
    }

    fn lease(&self) -> Duration {
        Duration::from_mins(2)
    }

    fn planned(&self, paper: &Paper, now: Instant) -> Option<Planned> {
        let every = i64::from(paper.links.as_ref()?.every_days.max(1));
        let today = now.in_zone(&paper.time_zone()).date();
        let days = i64::from((today - jiff::civil::date(1970, 1, 1)).get_days());
        Some(Planned {
            once: format!("check_links {every} {}", days / every),
            due_at: now,
            payload: json!({ "days": days }),
        })
    }

    fn perform<'a>(&'a self, work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(self.check(work))
    }
}

impl CheckLinks {
    /// The links are read from one snapshot, which is closed before anybody is asked.
    async fn check(&self, work: &Work<'_>) -> Result<Value, Failed> {
        let (settings, places) = to_check(&mut work.store.snapshot().await?, &self.configuration)
            .await
            .map_err(|stopped| Failed::because(stopped.as_said().en))?;
        self.end_of_links_that_are_gone(work, &places).await?;
        let mut checks = Checks::begin(&Arc::new(Client::new(settings)), places.keys().cloned().collect());
        let (mut asked, mut dead) = (0, 0);
        while let Some(checked) = checks.next().await {
            if let Verdict::Unanswered(refused @ Unanswered::NoRoots) = &checked.verdict {
                return Err(Failed::because(refused));
            }
            asked += 1;
            dead += i64::from(checked.verdict.grade() == Grade::Dead);
            self.tell(&checked, places.get(&checked.address).map(Vec::as_slice).unwrap_or_default())
                .await?;
        }
        Ok(json!({ "asked": asked, "dead": dead }))
    }

    /// Of a host that keeps programs out nobody is told, and what was said of it before stays.
    async fn tell(&self, checked: &Checked, places: &[Place]) -> Result<(), Failed> {
        let dead = match checked.verdict.grade() {
            Grade::Dead => Some(detail(checked, places)),
            Grade::Fine | Grade::Moved => None,
            Grade::NotSure | Grade::NotChecked => return Ok(()),
        };
        Ok(self.house.tell_each_time(&LINK_DEAD, &checked.address, dead).await?)
    }

    /// A link that nothing has any more is nobody's.
    async fn end_of_links_that_are_gone(&self, work: &Work<'_>, places: &Places) -> Result<(), Failed> {
        let standing = store::notices::standing(&mut work.store.snapshot().await?).await?;
        let of_links = standing.into_iter().filter(|notice| notice.kind == LINK_DEAD.word);
        for gone in of_links.filter(|notice| !places.contains_key(&notice.subject)) {
            self.house.tell_each_time(&LINK_DEAD, &gone.subject, None).await?;
        }
        Ok(())
    }
}

fn detail(checked: &Checked, places: &[Place]) -> Value {
    let articles: BTreeSet<String> = places.iter().map(|place| place.article.to_string()).collect();
    json!({ "reason": checked.verdict.reason(), "articles": articles })
}

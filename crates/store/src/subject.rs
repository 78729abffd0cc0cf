//! The article that an act is about, with everything that acts ask of it.

use manuscript::Uuid;

use crate::articles::{self, Draft, DraftRow, Placed, PlacedRow};
use crate::plans::{self, Embargo, Schedule};
use crate::row::{joined, row};
use crate::versions::{Last, LastRow};
use crate::{Broken, Snapshot};

row! { PlansRow { path: Option<String>, schedule: Option<Uuid>, embargo: Option<Uuid> } }

joined! { SubjectRow { placed: PlacedRow, draft: DraftRow, plans: PlansRow, last: Option<LastRow> } }

/// An article, its draft, its newest version, its address, and what is planned for it.
#[derive(Clone, Debug)]
pub struct Subject {
    pub placed: Placed,
    pub draft: Draft,
    pub last: Option<Last>,
    pub path: Option<String>,
    pub schedule: Option<Schedule>,
    pub embargo: Option<Embargo>,
}

/// Reads an article in few questions.
pub async fn of_article(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<Subject>, Broken> {
    let Some(row) = query!(optional snapshot, "subject/of_article.sql", SubjectRow, article)? else {
        return Ok(None);
    };
    let (schedule, embargo) = planned(snapshot, article, &row.plans).await?;
    Ok(Some(Subject {
        placed: row.placed.placed(articles::memberships(snapshot, article).await?)?,
        draft: row.draft.draft()?,
        last: row.last.map(LastRow::last).transpose()?,
        path: row.plans.path,
        schedule,
        embargo,
    }))
}

/// Few articles have plans: they are read where there are any.
async fn planned(snapshot: &mut Snapshot, article: Uuid, plans: &PlansRow) -> Result<(Option<Schedule>, Option<Embargo>), Broken> {
    let schedule = match plans.schedule {
        Some(_) => plans::schedule_of(snapshot, article).await?,
        None => None,
    };
    let embargo = match plans.embargo {
        Some(_) => plans::embargo_of(snapshot, article).await?,
        None => None,
    };
    Ok((schedule, embargo))
}

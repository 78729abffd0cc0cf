//! The article that an act is about, with everything that acts ask of it.

use manuscript::{Instant, Uuid};

use crate::articles::{self, Draft, Placed, PlacedRow};
use crate::plans::{self, Embargo, Schedule};
use crate::row::row;
use crate::versions::{Last, LastRow};
use crate::{Broken, Stacks};

row! {
    SubjectRow {
        section: Option<Uuid>,
        series: Option<Uuid>,
        access: String,
        teaser_ends_after: i64,
        translation_set: Option<String>,
        pinned_at: Option<i64>,
        first_published_at: Option<i64>,
        live_version: Option<i64>,
        created_by: String,
        revision: i64,
        draft: String,
        changed_at: i64,
        changed_by: String,
        path: Option<String>,
        schedule: Option<Uuid>,
        embargo: Option<Uuid>,
        number: Option<i64>,
        nature: Option<String>,
        link: Option<Vec<u8>>,
        copy: Option<String>,
        leaves: Option<String>,
    }
}

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
pub async fn of_article(stacks: &mut Stacks, article: Uuid) -> Result<Option<Subject>, Broken> {
    let Some(mut row) = query!(optional stacks, "subject/of_article.sql", SubjectRow, article)? else {
        return Ok(None);
    };
    let last = row.last();
    let placed = PlacedRow {
        section: row.section,
        series: row.series,
        access: row.access,
        teaser_ends_after: row.teaser_ends_after,
        translation_set: row.translation_set,
        pinned_at: row.pinned_at,
        first_published_at: row.first_published_at,
        live_version: row.live_version,
        created_by: row.created_by,
    };
    let (schedule, embargo) = planned(stacks, article, (row.schedule, row.embargo)).await?;
    Ok(Some(Subject {
        placed: placed.placed(articles::memberships(stacks, article).await?)?,
        draft: Draft {
            revision: row.revision,
            copy: articles::copy_of(&row.draft)?,
            changed_at: Instant(row.changed_at),
            changed_by: row.changed_by,
        },
        last: last.map(LastRow::last).transpose()?,
        path: row.path,
        schedule,
        embargo,
    }))
}

impl SubjectRow {
    fn last(&mut self) -> Option<LastRow> {
        Some(LastRow {
            number: self.number?,
            nature: self.nature.take()?,
            link: self.link.take()?,
            copy: self.copy.take()?,
            leaves: self.leaves.take()?,
        })
    }
}

/// Few articles have plans: they are read where there are any.
async fn planned(
    stacks: &mut Stacks,
    article: Uuid,
    (schedule, embargo): (Option<Uuid>, Option<Uuid>),
) -> Result<(Option<Schedule>, Option<Embargo>), Broken> {
    let schedule = match schedule {
        Some(_) => plans::schedule_of(stacks, article).await?,
        None => None,
    };
    let embargo = match embargo {
        Some(_) => plans::embargo_of(stacks, article).await?,
        None => None,
    };
    Ok((schedule, embargo))
}

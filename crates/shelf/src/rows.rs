//! How the rows of the shelf are read: each column by its name.

use std::fmt::Display;
use std::str::FromStr;

use manuscript::Instant;
use manuscript::ids::Thing;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row as _};

use crate::reading::{
    Article, CatalogueThing, Corrected, Explained, Filled, Listed, MediaTouched, MediaUse, Retracted, Step, Suspended, Versioned,
};

impl FromRow<'_, SqliteRow> for CatalogueThing {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            thing: sort_of(row)?,
            key: row.try_get("key")?,
            name: row.try_get("name")?,
            parent: row.try_get("parent")?,
            details: row.try_get("details")?,
            position: row.try_get("position")?,
            path: row.try_get("path")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Article {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            path: row.try_get("path")?,
            number: row.try_get("number")?,
            first_published_at: Instant(row.try_get("first_published_at")?),
            updated_at: Instant(row.try_get("updated_at")?),
            section: row.try_get("section")?,
            access: parsed(row, "access")?,
            teaser_ends_after: row.try_get::<i64, _>("teaser_ends_after")?.try_into().unwrap_or_default(),
            translation_set: row.try_get("translation_set")?,
            card: row.try_get("card")?,
            rendering: row.try_get("impression")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Listed {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            path: row.try_get("path")?,
            first_published_at: Instant(row.try_get("first_published_at")?),
            updated_at: Instant(row.try_get("updated_at")?),
            section: row.try_get("section")?,
            access: parsed(row, "access")?,
            translation_set: row.try_get("translation_set")?,
            card: row.try_get("card")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for MediaUse {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            public: row.try_get("public")?,
            media_type: row.try_get("media_type")?,
            bytes: row.try_get("bytes")?,
            width: row.try_get("width")?,
            height: row.try_get("height")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Retracted {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            path: row.try_get("path")?,
            number: row.try_get("number")?,
            first_published_at: Instant(row.try_get("first_published_at")?),
            at: Instant(row.try_get("at")?),
            section: row.try_get("section")?,
            language: row.try_get("language")?,
            headline: row.try_get("headline")?,
            reason: row.try_get("reason")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Versioned {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            number: row.try_get("number")?,
            nature: parsed(row, "nature")?,
            at: Instant(row.try_get("at")?),
            copy: row.try_get("copy")?,
            leaves: row.try_get("leaves")?,
            previous: row.try_get("previous")?,
            link: row.try_get("link")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Step {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            number: row.try_get("number")?,
            nature: parsed(row, "nature")?,
            at: Instant(row.try_get("at")?),
            leaves: row.try_get("leaves")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Explained {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            number: row.try_get("number")?,
            nature: parsed(row, "nature")?,
            at: Instant(row.try_get("at")?),
            place: parsed(row, "place")?,
            text: row.try_get("text")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Corrected {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            article: row.try_get("article")?,
            number: row.try_get("number")?,
            nature: parsed(row, "nature")?,
            at: Instant(row.try_get("at")?),
            text: row.try_get("text")?,
            path: row.try_get::<Option<_>, _>("path")?.unwrap_or_default(),
            card: row.try_get("card")?,
            headline: row.try_get("headline")?,
            language: row.try_get("language")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Suspended {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            thing: row.try_get("thing")?,
            subject: row.try_get("subject")?,
            begins_at: Instant(row.try_get("begins_at")?),
            ends_at: row.try_get::<Option<i64>, _>("ends_at")?.map(Instant),
            review_on: row.try_get("review_on")?,
            reason: row.try_get("reason")?,
            ended_at: row.try_get::<Option<i64>, _>("ended_at")?.map(Instant),
            end_reason: row.try_get("end_reason")?,
        })
    }
}

impl FromRow<'_, SqliteRow> for Filled {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            list: row.try_get("list")?,
            count: row.try_get("count")?,
            newest: Instant(row.try_get("newest")?),
        })
    }
}

impl FromRow<'_, SqliteRow> for MediaTouched {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            number: row.try_get("number")?,
            hash: row.try_get("hash")?,
            public: row.try_get("public")?,
        })
    }
}

/// A word of a row as the type that it stands for.
fn parsed<T>(row: &SqliteRow, column: &str) -> sqlx::Result<T>
where
    T: FromStr<Err: Display>,
{
    let word: String = row.try_get(column)?;
    word.parse().map_err(|error: T::Err| unreadable(column, &error))
}

fn sort_of(row: &SqliteRow) -> sqlx::Result<Thing> {
    let word: String = row.try_get("thing")?;
    Thing::from_word(&word).ok_or_else(|| unreadable("thing", &word))
}

fn unreadable(column: &str, error: &dyn Display) -> sqlx::Error {
    sqlx::Error::Decode(format!("the column `{column}`: {error}").into())
}

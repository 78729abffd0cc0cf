//! The paper lives in another database: nothing more is entered in this one.

use manuscript::Instant;
use manuscript::refusal::{Refusal, Said};

/// The paper moved away from this database: what was written here would be lost to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedAway {
    pub since: Instant,
}

impl MovedAway {
    /// Of the moment as the database keeps it.
    pub(crate) const fn at(since: i64) -> Self {
        Self { since: Instant(since) }
    }
}

impl std::error::Error for MovedAway {}

impl std::fmt::Display for MovedAway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl Refusal for MovedAway {
    fn said(&self) -> Said {
        let since = self.since.rfc3339();
        Said::new(
            format!(
                "le journal a quitté cette base de données pour une autre ({since}), rien de ceci n’a été gardé : mettez `database` à l’adresse de l’autre ; s’il doit revenir ici, arrêtez l’autre, puis `rotative wake`"
            ),
            format!(
                "the paper left this database for another one ({since}), nothing of this was kept: set `database` to the address of the other; if it is to come back here, stop the other, then `rotative wake`"
            ),
        )
    }

    fn code(&self) -> String {
        "database.moved".into()
    }

    fn codes() -> Vec<String> {
        vec!["database.moved".into()]
    }
}

//! Waiting that came to its end: who holds what was waited for, and since when.

use std::time::Duration;

use manuscript::refusal::{Refusal, Said};

/// How long whoever wants to write waits for whoever does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Somebody stands at the door, or a job that is tried again: two seconds.
    Door,
    /// Work that lasts for minutes itself and would begin anew: five minutes.
    Long,
}

impl Patience {
    /// How long that is.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Door => Duration::from_secs(2),
            Self::Long => Duration::from_mins(5),
        }
    }
}

/// Who holds what others wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Another process on this machine, by its program and command, and for how long it has run.
    Process { command: String, pid: u32, runs: Option<Duration> },
    /// A session of the database's server, by the name that its program gave, and how long its transaction has lasted.
    Session {
        program: Option<String>,
        session: i32,
        lasts: Duration,
    },
    /// An act of this very process, and how long it has lasted.
    Here { lasts: Duration },
    /// All connections that there may be are taken.
    Connections,
    /// The machine does not tell.
    Unknown,
}

/// What was waited for was not given in time. Nothing was done, and it can be asked for again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// For how long, where that is known.
    pub waited: Option<Duration>,
    pub holder: Holder,
}

impl std::error::Error for Busy {}

impl std::fmt::Display for Busy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl Refusal for Busy {
    fn said(&self) -> Said {
        let waited = self.waited.map_or_else(
            || Said::alike(""),
            |waited| {
                let waited = lasting(waited);
                Said::new(
                    format!("après {} d’attente, ", waited.fr),
                    format!("after waiting for {}, ", waited.en),
                )
            },
        );
        let held = self.holder.said();
        Said::new(
            format!(
                "la base de données est occupée ; {}rien de ceci n’a été fait. {}",
                waited.fr, held.fr
            ),
            format!("the database is busy; {}nothing of this was done. {}", waited.en, held.en),
        )
    }

    fn code(&self) -> String {
        "database.busy".into()
    }

    fn codes() -> Vec<String> {
        vec!["database.busy".into()]
    }
}

impl Holder {
    /// Whether it is the same one, whatever time has passed.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Process { pid, .. }, Self::Process { pid: other, .. }) => pid == other,
            (Self::Session { session, .. }, Self::Session { session: other, .. }) => session == other,
            (one, other) => one == other,
        }
    }

    /// Who it is, since when, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Self::Process { command, pid, runs } => process_said((command, *pid), *runs),
            Self::Session { program, session, lasts } => session_said((program.as_deref(), *session), *lasts),
            Self::Here { lasts } => {
                let lasts = lasting(*lasts);
                Said::new(
                    format!(
                        "Un acte de ce même processus écrit depuis {} ; recommencez dans un moment, et s’il n’avance pas, redémarrez ce processus",
                        lasts.fr
                    ),
                    format!(
                        "An act of this very process has been writing for {}; try again in a moment, and if it stands still, start this process again",
                        lasts.en
                    ),
                )
            }
            Self::Connections => Said::new(
                "Toutes les connexions à la base sont prises ; recommencez dans un moment, et si cela dure, permettez-en davantage au serveur (`max_connections`)",
                "All connections to the database are taken; try again in a moment, and if it stays so, let the server have more (`max_connections`)",
            ),
            Self::Unknown => Said::new(
                "Cette machine ne dit pas qui écrit ; recommencez dans un moment, et si cela dure, cherchez un autre `rotative` qui n’avance pas",
                "This machine does not tell who is writing; try again in a moment, and if it stays so, look for another `rotative` that stands still",
            ),
        }
    }
}

fn process_said((command, pid): (&str, u32), runs: Option<Duration>) -> Said {
    let since = runs.map_or_else(
        || Said::alike(""),
        |runs| {
            let runs = lasting(runs);
            Said::new(format!(", lancé il y a {}", runs.fr), format!(", started {} ago", runs.en))
        },
    );
    Said::new(
        format!(
            "« {command} », processus {pid}{}, est en train d’écrire ; recommencez dans un moment, et s’il n’avance pas, laissez-le reprendre (`kill -CONT {pid}`) ou mettez-y fin (`kill -KILL {pid}`) : ce qui a été confirmé reste",
            since.fr
        ),
        format!(
            "`{command}`, process {pid}{}, is writing; try again in a moment, and if it stands still, let it go on (`kill -CONT {pid}`) or end it (`kill -KILL {pid}`): what was acknowledged stays",
            since.en
        ),
    )
}

fn session_said((program, session): (Option<&str>, i32), lasts: Duration) -> Said {
    let lasts = lasting(lasts);
    let (french, english) = match program {
        Some(program) => (format!("« {program} »"), format!("`{program}`")),
        None => ("Un programme qui ne dit pas son nom".into(), "A program that gives no name".into()),
    };
    Said::new(
        format!(
            "{french}, session {session} du serveur, écrit depuis {} ; recommencez dans un moment, et si elle n’avance pas, mettez-y fin (`select pg_terminate_backend({session})`) : ce qui a été confirmé reste",
            lasts.fr
        ),
        format!(
            "{english}, session {session} of the server, has been writing for {}; try again in a moment, and if it stands still, end it (`select pg_terminate_backend({session})`): what was acknowledged stays",
            lasts.en
        ),
    )
}

/// A span in words: seconds for two minutes, minutes for two hours, then hours.
fn lasting(span: Duration) -> Said {
    match span.as_secs() {
        seconds @ ..120 => Said::alike(format!("{seconds} s")),
        seconds @ ..7_200 => Said::alike(format!("{} min", seconds / 60)),
        seconds => Said::alike(format!("{} h", seconds / 3_600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waited_in_vain_is_told_who_writes_and_what_to_do() {
        let holder = Holder::Process {
            command: "rotative import".into(),
            pid: 4711,
            runs: Some(Duration::from_secs(200)),
        };
        let busy = Busy {
            waited: Some(Duration::from_secs(2)),
            holder,
        };
        let said = busy.said();
        assert!(said.en.contains("after waiting for 2 s") && said.en.contains("`rotative import`, process 4711, started 3 min ago"));
        assert!(
            said.fr.contains("« rotative import », processus 4711, lancé il y a 3 min"),
            "{}",
            said.fr
        );
        assert_eq!(busy.code(), "database.busy");
    }

    #[test]
    fn where_nobody_can_be_named_that_is_said() {
        assert!(Holder::Unknown.said().en.contains("does not tell who is writing"));
        let nameless = Holder::Session {
            program: None,
            session: 12,
            lasts: Duration::from_hours(3),
        };
        assert!(
            nameless
                .said()
                .en
                .starts_with("A program that gives no name, session 12 of the server, has been writing for 3 h")
        );
    }
}

//! What acts answer that plan something for a time.

use manuscript::Said;
use manuscript::planned::Planned;

use super::outcome::Answer;

/// The time as it was understood; `said` is what stands before it, in French and in English.
pub(super) fn answer(done: &'static str, said: [&str; 2], at: &Planned) -> Answer {
    let local = at.local.replace('T', " ");
    let [french, english] = said.map(|words| format!("{words} {local} ({})", at.zone));
    Answer::plain(done, Said::new(french, english))
        .with("at", at.local.as_str())
        .with("zone", at.zone.as_str())
        .with("instant", at.at.rfc3339())
}

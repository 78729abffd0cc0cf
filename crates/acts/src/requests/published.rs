//! What every act answers by which a version went live.

use manuscript::Said;

use super::answer::Answer;
use crate::publication::Published;

/// The version and where it stands; `done` and its French word say how it came to be live.
pub(super) fn answer(done: &'static str, french: &str, went_live: &Published) -> Answer {
    let Published { article, number, path } = went_live;
    let said = Said::new(
        format!("{french} : version {number}, {path}"),
        format!("{done}: version {number}, {path}"),
    );
    Answer::plain(done, said)
        .with("article", article.to_string())
        .with("version", *number)
        .with("path", path.as_str())
}

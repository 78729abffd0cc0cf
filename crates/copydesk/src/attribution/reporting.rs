//! The words of a line that report what somebody said.

use super::verbs;
use crate::line::Line;
use crate::tokens::{Kind, Token};

/// The tokens of a line that report, by their index; what stands inside quotations does not.
pub(crate) fn reporting(line: &Line) -> Vec<usize> {
    let says = |(at, token): (usize, &Token)| {
        let word = line.words_of(token);
        let is_after_of = word == "après" && line.text()[..token.start].ends_with(['’', '\'']);
        let says = token.kind == Kind::Word && !line.is_said(token.start) && (is_after_of || verbs::reports(word, line.passage.tongue));
        says.then_some(at)
    };
    if line.quotations.is_empty() && line.quantities.is_empty() {
        return Vec::new();
    }
    line.tokens.iter().enumerate().filter_map(says).collect()
}

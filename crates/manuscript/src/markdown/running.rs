//! Running text that stands as blocks: paragraphs alone, joined into one.

use super::Malformed;
use super::origin::{Origins, Sort};
use super::reading::{Reading, Source};
use super::refused::ManuscriptRefused;
use crate::body::{Block, Body};
use crate::text::{Inline, Mark, Text};

/// The running text inside a directive that holds no blocks; noted under the directive's id.
pub(super) fn text_of(inner: &Source<'_>, id: &str) -> Result<Text, Malformed> {
    let (text, origins) = text_in(inner)?;
    inner.reading.renote(id, |noted| noted.texts.push(origins));
    Ok(text)
}

fn text_in(inner: &Source<'_>) -> Result<(Text, Origins), Malformed> {
    let text = running_text(inner.reading, inner.blocks()?);
    text.ok_or_else(|| Malformed::at_line(inner.first_line, ManuscriptRefused::OnlyRunningText))
}

/// Paragraphs as one running text, a line break between two; nothing if there is another block among them.
pub(super) fn running_text(reading: &Reading, blocks: Body) -> Option<(Text, Origins)> {
    let (mut text, mut origins) = (Text::new(), Origins::default());
    for block in blocks {
        let (id, content) = match block {
            Block::Paragraph(paragraph) => (paragraph.attrs.id, paragraph.content),
            Block::Code(code) => (code.attrs.id.clone(), code_in_text(&code.letters())),
            _ => return None,
        };
        let noted = reading.take(&id).texts.pop().unwrap_or_default();
        if !text.is_empty() {
            text.push(Inline::HardBreak { marks: Vec::new() });
            let between = origins.source_of(origins.text.len()..origins.text.len()).zip(noted.source_of(0..0));
            match between.filter(|(before, after)| before.end <= after.start) {
                Some((before, after)) => origins.push("\n", before.end..after.start, Sort::Whole),
                None => origins.push("\n", 0..0, Sort::Nowhere),
            }
        }
        text.extend(content);
        origins.append(&noted);
    }
    Some((crate::text::normal(text), origins))
}

/// Code where only running text stands: a line break for each line's end.
pub(super) fn code_in_text(letters: &str) -> Text {
    let mut text = Text::new();
    for line in letters.split('\n') {
        if !text.is_empty() {
            text.push(Inline::HardBreak { marks: Vec::new() });
        }
        text.push(Inline::Text {
            text: line.to_owned(),
            marks: vec![Mark::Code],
        });
    }
    text
}

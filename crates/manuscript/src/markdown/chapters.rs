//! Chapters of a recording as a manuscript writes them: `0:00 The yard; 1:04 The bell`.

use super::refused::{ManuscriptRefused, Read};
use crate::body::Chapter;

/// Reads chapters; they follow each other, and none begins after the end.
pub(super) fn read(text: &str, duration: Option<u32>) -> Read<Vec<Chapter>> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for one in text.split(';').map(str::trim).filter(|one| !one.is_empty()) {
        let chapter = chapter(one)?;
        if chapters.last().is_some_and(|before| before.at >= chapter.at) {
            return Err(ManuscriptRefused::ChapterOrder(one.to_owned()));
        }
        if duration.is_some_and(|end| chapter.at >= end) {
            return Err(ManuscriptRefused::ChapterPastEnd(one.to_owned()));
        }
        chapters.push(chapter);
    }
    Ok(chapters)
}

/// Where in such a text the titles stand.
pub(crate) fn titles(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    let parts = text.split(';').map(move |part| {
        let begins = at;
        at += part.len() + 1;
        (begins + part.len() - part.trim_start().len(), part.trim())
    });
    parts.filter_map(|(begins, part)| {
        let title = part.split_once(char::is_whitespace)?.1.trim_start();
        let end = begins + part.len();
        Some(end - title.len()..end)
    })
}

/// Chapters as [`read`] reads them.
pub(super) fn write(chapters: &[Chapter]) -> Option<String> {
    let written = chapters.iter().map(|one| format!("{} {}", one.clock(), one.title));
    (!chapters.is_empty()).then(|| written.collect::<Vec<_>>().join("; "))
}

fn chapter(text: &str) -> Read<Chapter> {
    let wrong = || ManuscriptRefused::NoChapter(text.to_owned());
    let (clock, title) = text.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let at = seconds(clock).ok_or_else(wrong)?;
    let title = title.trim().to_owned();
    if title.is_empty() {
        Err(wrong())
    } else {
        Ok(Chapter { at, title })
    }
}

/// `1:04`, `1:00:04`: minutes and seconds have two digits after something larger.
fn seconds(clock: &str) -> Option<u32> {
    let parts: Vec<&str> = clock.split(':').collect();
    let (first, rest) = parts.split_first()?;
    let is_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(rest.len(), 1 | 2) || !parts.iter().all(is_digits) || rest.iter().any(|part| part.len() != 2) {
        return None;
    }
    rest.iter().try_fold(first.parse::<u32>().ok()?, |sum, part| {
        let part = part.parse::<u32>().ok().filter(|part| *part < 60)?;
        sum.checked_mul(60)?.checked_add(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn chapters_are_read_as_they_are_written() {
        for text in [
            "0:00 La cour; 1:04 La cloche",
            "0:07 Un « mot »; 59:59 Fin; 1:00:00 Après; 26:03:09 Loin",
        ] {
            assert_eq!(write(&read(text, None).unwrap()).unwrap(), text);
        }
        assert_eq!(write(&read(" 0:00 A ;; 0:05  B;", Some(6)).unwrap()).unwrap(), "0:00 A; 0:05 B");
        assert_eq!(write(&[]), None);
    }

    #[test]
    fn what_is_no_chapter_is_shown_and_told_how_it_should_be() {
        for (text, said) in [
            ("la cour", "`la cour` is no chapter"),
            ("0:00", "is no chapter"),
            ("0:61 A", "is no chapter"),
            ("0:5 A", "is no chapter"),
            ("99999999999:00 A", "is no chapter"),
            ("0:04 A; 0:04 B", "`0:04 B` does not begin after"),
            ("0:00 A; 1:00 B", "begins after the end"),
        ] {
            let refused = read(text, Some(60)).unwrap_err();
            assert!(refused.to_string().contains(said), "{text}: {refused}");
        }
    }
}

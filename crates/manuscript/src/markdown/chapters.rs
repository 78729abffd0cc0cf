//! Chapters of a recording as a manuscript writes them: `0:00 The yard; 1:04 The bell`. A title's own `;` is `\;`.

use std::ops::Range;

use super::origin::{Origins, Sort};
use super::refused::{ManuscriptRefused, Read};
use crate::body::Chapter;

/// Reads chapters; they follow each other, and none begins after the end.
pub(super) fn read(text: &str, duration: Option<u32>) -> Read<Vec<Chapter>> {
    let mut chapters: Vec<Chapter> = Vec::new();
    for one in parts(text).into_iter().map(|range| &text[range]) {
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

/// The titles in such a text, each with where it stood.
pub(crate) fn titles(written: &Origins) -> Vec<Origins> {
    let title_in = |part: Range<usize>| {
        let title = written.text[part.clone()].split_once(char::is_whitespace)?.1.trim_start();
        Some(unescaped(&written.slice(part.end - title.len()..part.end)))
    };
    parts(&written.text).into_iter().filter_map(title_in).collect()
}

/// Chapters as [`read`] reads them.
pub(super) fn write(chapters: &[Chapter]) -> Option<String> {
    let escaped = |title: &str| title.replace('\\', "\\\\").replace(';', "\\;");
    let written = chapters.iter().map(|one| format!("{} {}", one.clock(), escaped(&one.title)));
    (!chapters.is_empty()).then(|| written.collect::<Vec<_>>().join("; "))
}

/// Where the chapters of a text stand, between the signs that part them.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut ends: Vec<usize> = Vec::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            // Whatever stands behind it parts nothing.
            '\\' => drop(letters.next()),
            ';' => ends.push(at),
            _ => {}
        }
    }
    ends.push(text.len());
    let mut begins = 0;
    let mut parts = Vec::new();
    for end in ends {
        let part = &text[begins..end];
        let from = begins + part.len() - part.trim_start().len();
        if !part.trim().is_empty() {
            parts.push(from..from + part.trim().len());
        }
        begins = end + 1;
    }
    parts
}

/// A title without the signs that keep its `;` and `\` from parting anything.
fn unescaped(written: &Origins) -> Origins {
    let mut title = Origins::default();
    let mut rest = 0..0;
    while let Some((at, sign)) = escape_in(&written.text, rest.end) {
        title.push(&written.text[rest.end..at], rest.end..at, Sort::Same);
        rest = at..at + 2;
        title.push(sign, rest.clone(), Sort::Whole);
    }
    title.push(&written.text[rest.end..], rest.end..written.text.len(), Sort::Same);
    title.through(written)
}

fn escape_in(text: &str, from: usize) -> Option<(usize, &str)> {
    let found = text[from..].match_indices('\\').map(|(at, _)| from + at);
    found
        .filter_map(|at| Some((at, text.get(at + 1..at + 2)?)))
        .find(|(_, sign)| matches!(*sign, ";" | "\\"))
}

fn chapter(text: &str) -> Read<Chapter> {
    let wrong = || ManuscriptRefused::NoChapter(text.to_owned());
    let (clock, title) = text.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let at = seconds(clock).ok_or_else(wrong)?;
    let title = unescaped(&Origins::same(title.trim(), 0)).text;
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
    use super::{Chapter, Origins, read, titles, write};

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
    fn a_title_keeps_its_own_signs() {
        for title in ["A; B", ";", "A;; 1:04 B;", "\\", "A\\; B\\\\", "A \\\\\\; 0:07 é", "A\\é"] {
            let chapters = vec![
                Chapter {
                    at: 0,
                    title: title.to_owned(),
                },
                Chapter {
                    at: 7,
                    title: "Fin".to_owned(),
                },
            ];
            let written = write(&chapters).unwrap();
            assert_eq!(read(&written, None).unwrap(), chapters, "{written}");
            let found = titles(&Origins::same(&written, 10));
            assert_eq!(found.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), [title, "Fin"]);
            let fin = found[1].source_of(0..3).unwrap();
            assert_eq!(&written[fin.start - 10..fin.end - 10], "Fin");
        }
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

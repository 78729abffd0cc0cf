//! Which Markdown is read: CommonMark, with GFM's tables, struck words, tasks, footnotes and alerts; and what opens and closes code.

use pulldown_cmark::Options;

/// What is read beyond CommonMark, by whoever looks at a text.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM
}

/// The signs that opened code, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fence {
    sign: char,
    length: usize,
}

impl Fence {
    /// A line that opens code. What stands behind backticks holds none, or it would be code in a line.
    pub(crate) fn opened_by(content: &str) -> Option<Self> {
        let sign = content.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let behind = content.trim_start_matches(sign);
        let length = content.len() - behind.len();
        (length >= 3 && (sign == '~' || !behind.contains('`'))).then_some(Self { sign, length })
    }

    /// As many of the same signs, or more, and nothing else.
    pub(crate) fn is_closed_by(self, content: &str) -> bool {
        content.len() >= self.length && content.chars().all(|sign| sign == self.sign)
    }
}

#[cfg(test)]
mod tests {
    use super::Fence;

    #[test]
    fn code_ends_with_no_fewer_signs_than_it_began_with() {
        let fence = Fence::opened_by("````rust").unwrap();
        for (line, closes) in [
            ("````", true),
            ("`````", true),
            ("```", false),
            ("~~~~", false),
            ("```` x", false),
            ("", false),
        ] {
            assert_eq!(fence.is_closed_by(line), closes, "{line}");
        }
        for line in ["``", "a", "", "``` a`b", "` ` `"] {
            assert_eq!(Fence::opened_by(line), None, "{line}");
        }
        assert!(Fence::opened_by("~~~ a`b").is_some());
    }
}

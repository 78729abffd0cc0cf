//! What pieces are read with: the house style, sources, the version before.

use copydesk::showing::{Extent, Room, Shown, shown};
use copydesk::{Applicability, Context, Finding, House, HouseRefused, Source, fixes};
use manuscript::{Copy, Instant, Locale};

use crate::checked::Checked;
use crate::fixing;
use crate::piece::Piece;

/// What pieces are read with.
pub struct Reader {
    house: House,
    /// For pieces without fields: nobody can sign a text that has no place for it.
    bare: House,
    pub sources: Vec<Source>,
    /// The version that readers have.
    pub previous: Option<Copy>,
    pub now: Instant,
    pub extent: Extent,
    /// In which language findings are told, if one was asked for.
    pub locale: Option<Locale>,
}

/// Texts without front matter have no byline, dateline or description to miss.
const BARE: &str = "[severity]\n\"ART-01\" = \"off\"\n\"ART-02\" = \"off\"\n\"ART-03\" = \"off\"\n";

impl Reader {
    /// One of a house, with nothing beside the text.
    pub fn of(house: House, now: Instant) -> Result<Self, HouseRefused> {
        Ok(Self {
            bare: house.overlaid(BARE)?,
            house,
            sources: Vec::new(),
            previous: None,
            now,
            extent: Extent::Few,
            locale: None,
        })
    }

    /// Reads a piece, and before that makes the fixes that are asked for.
    pub fn check(&self, piece: Piece, fix: Option<Applicability>) -> Checked {
        let (piece, mended) = match fix {
            Some(at_most) => fixing::fixed(piece, at_most, &|piece| self.read(piece)),
            None => (piece, 0),
        };
        let findings = self.read(&piece);
        Checked { piece, findings, mended }
    }

    /// What is shown of a piece; spellings are looked for only now.
    pub fn shown<'a>(&self, checked: &'a Checked) -> (Shown<'a>, Vec<Finding>) {
        let room = Room {
            words: checked.piece.words(),
            house: self.house_of(&checked.piece),
            extent: self.extent,
        };
        let shown = shown(&checked.findings, &room);
        let marks = shown
            .marks
            .iter()
            .map(|finding| fixes::with_suggestions((*finding).clone(), &checked.piece.copy));
        let marks = marks.collect();
        (shown, marks)
    }

    /// What machines are told of a piece: what is shown, and one by one all typography if all is asked for.
    pub(crate) fn reported<'a>(&self, checked: &'a Checked) -> (Shown<'a>, Vec<Finding>) {
        let (shown, mut marks) = self.shown(checked);
        if self.extent == Extent::All {
            marks.extend(checked.findings.iter().filter(|finding| finding.is_typography()).cloned());
        }
        (shown, marks)
    }

    /// In which language the findings of a piece are told: the one that was asked for, else that of the text.
    pub fn locale_of(&self, piece: &Piece) -> Locale {
        self.locale.unwrap_or_else(|| Locale::of(&piece.copy.language))
    }

    fn read(&self, piece: &Piece) -> Vec<Finding> {
        copydesk::read(&piece.copy, &self.context(piece), self.house_of(piece))
    }

    fn house_of(&self, piece: &Piece) -> &House {
        if piece.has_fields { &self.house } else { &self.bare }
    }

    fn context<'a>(&'a self, piece: &'a Piece) -> Context<'a> {
        Context {
            previous: self.previous.as_ref(),
            sources: &self.sources,
            published_at: Some(piece.published.unwrap_or(self.now)),
            section: piece.section.as_deref(),
            dismissals: &[],
            closed: &piece.closed,
        }
    }
}

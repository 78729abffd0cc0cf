//! `rotative check`: reads files, folders, standard input or everything published, and says what the copy desk finds.

mod files;
mod fixing;
mod github;
mod json;
mod learning;
mod lines;
mod published;
mod reading;
mod sarif;
mod text;

use std::process::ExitCode;

use copydesk::showing::{Extent, Room, Shown, gravest, shown};
use copydesk::{Applicability, Context, Finding, House, Severity, Source, mending};
use manuscript::Instant;
use manuscript::language::Language;
use rayon::prelude::*;

use crate::clockwork::WallClock;
use crate::command::{CheckOptions, Form, Mending};
use crate::configuration::Configuration;
use crate::{Stopped, terminal};
pub(crate) use learning::learn;
use reading::{Piece, Unread};

/// What pieces are read with.
struct Desk {
    house: House,
    /// For pieces without fields: nobody can sign a text that has no place for it.
    bare: House,
    sources: Vec<Source>,
    previous: Option<Piece>,
    now: Instant,
    extent: Extent,
    /// In which language findings are told, if one was asked for.
    language: Option<Language>,
}

/// A piece, and what was found in it.
struct Checked {
    piece: Piece,
    findings: Vec<Finding>,
    mended: usize,
}

/// `rotative check`
pub(crate) async fn command(configuration: &Configuration, options: &CheckOptions) -> Result<ExitCode, Stopped> {
    let desk = Desk::for_options(configuration, options)?;
    if options.published {
        return published::command(configuration, &desk.house).await;
    }
    let files = files::named(&options.paths)?;
    let progress = terminal::progress(files.len(), "check");
    let read: Vec<Result<Checked, Unread>> = files
        .par_iter()
        .map(|file| {
            let checked = Piece::read(file).and_then(|piece| desk.check(piece, options.fix));
            progress.inc(1);
            checked
        })
        .collect();
    progress.finish_and_clear();
    let (checked, unread): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    let checked: Vec<Checked> = checked.into_iter().flatten().collect();
    desk.tell(&checked, options);
    let unread: Vec<Unread> = unread.into_iter().filter_map(Result::err).collect();
    unread.iter().for_each(|unread| unread.complain(configuration.locale()));
    Ok(code_of(&checked, &unread))
}

impl Desk {
    fn for_options(configuration: &Configuration, options: &CheckOptions) -> Result<Self, Stopped> {
        let house = files::house(options)?;
        let bare = house.overlaid(BARE).map_err(Stopped::broken)?;
        let previous = options.previous.as_deref().map(Piece::read).transpose();
        Ok(Self {
            bare,
            house,
            sources: files::sources(&options.source)?,
            previous: previous.map_err(|unread| Stopped::refused(unread.message(configuration.locale())))?,
            now: manuscript::Clock::now(&WallClock),
            language: configuration.language.clone(),
            extent: if options.all { Extent::All } else { Extent::Few },
        })
    }

    fn check(&self, piece: Piece, fix: Option<Mending>) -> Result<Checked, Unread> {
        let (piece, mended) = match fix {
            Some(mending) => fixing::fixed(piece, self, applicability(mending))?,
            None => (piece, 0),
        };
        let findings = self.read(&piece);
        Ok(Checked { piece, findings, mended })
    }

    fn read(&self, piece: &Piece) -> Vec<Finding> {
        copydesk::read(&piece.copy, &self.context(piece), self.house_of(piece))
    }

    fn house_of(&self, piece: &Piece) -> &House {
        if piece.has_fields { &self.house } else { &self.bare }
    }

    fn context<'a>(&'a self, piece: &'a Piece) -> Context<'a> {
        Context {
            previous: self.previous.as_ref().map(|piece| &piece.copy),
            sources: &self.sources,
            published_at: Some(piece.published.unwrap_or(self.now)),
            section: piece.section.as_deref(),
            dismissals: &[],
            closed: &piece.closed,
        }
    }

    fn tell(&self, checked: &[Checked], options: &CheckOptions) {
        // Where the mended text of standard input is the answer, what is told of it stands beside.
        let answers_text = options.fix.is_some() && checked.iter().any(|checked| checked.piece.file.is_none());
        let say = if answers_text { terminal::say_beside } else { terminal::say };
        match options.format {
            Form::Text => checked.iter().for_each(|checked| text::tell(checked, self, say)),
            Form::Github => checked.iter().for_each(|checked| github::tell(checked, self, say)),
            Form::Json => say(&json::report(checked, self)),
            Form::Sarif => say(&sarif::report(checked, self)),
        }
        if options.format == Form::Text {
            text::sum_up(checked, self);
        }
    }
}

impl Checked {
    /// What is shown of it; spellings are looked for only now.
    fn shown(&self, desk: &Desk) -> (Shown<'_>, Vec<Finding>) {
        let room = Room {
            words: self.piece.words(),
            house: desk.house_of(&self.piece),
            extent: desk.extent,
        };
        let shown = shown(&self.findings, &room);
        let marks = shown
            .marks
            .iter()
            .map(|finding| mending::with_suggestions((*finding).clone(), &self.piece.copy));
        let marks = marks.collect();
        (shown, marks)
    }
}

/// Texts without front matter have no byline, dateline or description to miss.
const BARE: &str = "[severity]\n\"ART-01\" = \"off\"\n\"ART-02\" = \"off\"\n\"ART-03\" = \"off\"\n";

const fn applicability(mending: Mending) -> Applicability {
    match mending {
        Mending::Safe => Applicability::Safe,
        Mending::Maybe => Applicability::Maybe,
    }
}

/// 0 nothing worse than a note, 1 warnings, 3 something that blocks or that a lawyer reads, 2 something could not be read.
fn code_of(checked: &[Checked], unread: &[Unread]) -> ExitCode {
    let worst = checked.iter().filter_map(|checked| gravest(&checked.findings)).min();
    match worst {
        _ if !unread.is_empty() => ExitCode::from(2),
        Some(Severity::Legal | Severity::Block) => ExitCode::from(3),
        Some(Severity::Warning) => ExitCode::from(1),
        Some(Severity::Note) | None => ExitCode::SUCCESS,
    }
}

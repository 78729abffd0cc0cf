//! `rotative check`: reads files, folders, standard input or everything published, and says what the copy desk finds.

mod files;
mod learning;
mod published;
mod reading;
mod text;

use std::process::ExitCode;

use copydesk::showing::{Extent, gravest};
use copydesk::{Applicability, Severity};
use manuscript::{Clock as _, Locale};
use proofs::checked::Checked;
use proofs::reader::Reader;
use proofs::{github, json, sarif};
use rayon::prelude::*;

use crate::clockwork::WallClock;
use crate::command::{CheckOptions, Fixing, Form};
use crate::configuration::Configuration;
use crate::{Stopped, terminal};
pub(crate) use learning::learn;
use reading::{TextFile, Unread};

/// `rotative check`
pub(crate) async fn command(configuration: &Configuration, options: &CheckOptions) -> Result<ExitCode, Stopped> {
    if options.published {
        return published::command(configuration, &files::house(options)?).await;
    }
    let reader = reader(configuration, options)?;
    let files = files::named(&options.paths)?;
    let progress = terminal::progress(files.len(), "check");
    let read: Vec<Result<(Checked, bool), Unread>> = files
        .par_iter()
        .map(|file| {
            let checked = TextFile::read(file).and_then(|file| check(file, &reader, options.fix));
            progress.inc(1);
            checked
        })
        .collect();
    progress.finish_and_clear();
    let (checked, unread): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    let checked: Vec<(Checked, bool)> = checked.into_iter().flatten().collect();
    // Where the mended text of standard input is the answer, what is told of it stands beside.
    let answers_text = checked.iter().any(|(_, is_answer)| *is_answer);
    let checked: Vec<Checked> = checked.into_iter().map(|(checked, _)| checked).collect();
    let telling = Telling {
        form: options.format,
        say: if answers_text { terminal::say_beside } else { terminal::say },
    };
    telling.tell(&checked, &reader);
    let unread: Vec<Unread> = unread.into_iter().filter_map(Result::err).collect();
    for unread in &unread {
        unread.complain(configuration.locale());
    }
    Ok(code_of(&checked, &unread))
}

fn reader(configuration: &Configuration, options: &CheckOptions) -> Result<Reader, Stopped> {
    let mut reader = Reader::of(files::house(options)?, WallClock.now()).map_err(Stopped::broken)?;
    let previous = options.previous.as_deref().map(TextFile::read).transpose();
    reader.sources = files::sources(&options.source)?;
    reader.previous = previous
        .map_err(|unread| Stopped::Refused(unread.message()))?
        .map(|file| file.piece.copy);
    reader.locale = configuration.language.as_ref().map(Locale::of);
    reader.extent = if options.all { Extent::All } else { Extent::Few };
    Ok(reader)
}

/// Checks a file, and whether its mended text was the answer.
fn check(file: TextFile, reader: &Reader, fix: Option<Fixing>) -> Result<(Checked, bool), Unread> {
    let TextFile { piece, file } = file;
    let before = piece.text.clone();
    let checked = reader.check(piece, fix.map(applicability));
    match &file {
        Some(file) if checked.piece.text != before => reading::write(file, &checked.piece.text)?,
        None if fix.is_some() => terminal::say_as_it_is(&checked.piece.text),
        _ => {}
    }
    Ok((checked, file.is_none() && fix.is_some()))
}

/// How findings are told, and where.
struct Telling {
    form: Form,
    say: fn(&str),
}

impl Telling {
    fn tell(&self, checked: &[Checked], reader: &Reader) {
        let say = self.say;
        match self.form {
            Form::Text => {
                for checked in checked {
                    text::tell(checked, reader, say);
                }
                text::sum_up(checked, reader);
            }
            Form::Github => {
                let lines = checked.iter().flat_map(|checked| github::lines(checked, reader));
                lines.for_each(|line| say(&line));
            }
            Form::Json => say(&json::report(checked, reader)),
            Form::Sarif => say(&sarif::report(checked, reader)),
        }
    }
}

const fn applicability(fixes: Fixing) -> Applicability {
    match fixes {
        Fixing::Safe => Applicability::Safe,
        Fixing::Maybe => Applicability::Maybe,
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

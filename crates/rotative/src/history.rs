//! `rotative history`: what became of an article, in the terminal: versions with their differences in words, checkpoints,
//! what is planned, what waits for somebody.

use std::process::ExitCode;

use acts::addressing::AddressRefused;
use acts::requests::finding;
use acts::requests::outcome::NotDone;
use jiff::tz::TimeZone;
use manuscript::commitment::hex;
use manuscript::difference::{self, Changed, Run};
use manuscript::ids::{Thing, ThingId};
use manuscript::{Instant, Uuid};
use store::catalogue::Entry;
use store::explanations::Explanation;
use store::versions::Version;
use store::{Snapshot, addresses, articles, catalogue, explanations, notes, plans, versions, withholdings};

use crate::command::HistoryOptions;
use crate::configuration::Configuration;
use crate::people::locale;
use crate::{Stopped, database, terminal};

/// Words left around a change.
const AROUND: usize = 6;

/// `rotative history ARTICLE`
pub(crate) async fn command(configuration: &Configuration, options: &HistoryOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let locale = locale(configuration, &store).await?;
    let mut snapshot = store.snapshot().await?;
    if let Some(entry) = described(&mut snapshot, &options.article).await? {
        tell_formers(&mut snapshot, &entry).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let article = match finding::article(&mut snapshot, &options.article).await.map_err(NotDone::from) {
        Ok(article) => article,
        Err(NotDone::Refused(refused)) => return Err(Stopped::refused(refused.said.told(locale))),
        Err(NotDone::Broken(broken)) => return Err(broken.into()),
    };
    let zone = match store::paper::settings(&mut snapshot).await? {
        Some(settings) => settings.paper()?.time_zone(),
        None => TimeZone::UTC,
    };
    let Some(placed) = articles::placed(&mut snapshot, article).await? else {
        return Err(Stopped::both(
            "il n’y a pas d’article de cette identité",
            "there is no article with this identity",
        ));
    };
    let told = Teller { zone };
    if options.version.is_none() {
        told.article(&mut snapshot, article, &placed.created_by).await?;
    }
    told.versions(&mut snapshot, article, options.version).await?;
    if options.version.is_none() {
        told.draft(&mut snapshot, article).await?;
    }
    drop(snapshot);
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A section, person, dossier, series, topic or page, if that is what the word means.
async fn described(snapshot: &mut Snapshot, word: &str) -> Result<Option<Entry>, Stopped> {
    match finding::thing(snapshot, word).await {
        Ok(thing) if thing.thing != Thing::Article => Ok(catalogue::entry(snapshot, thing.id).await?),
        Err(AddressRefused::Broken(broken)) => Err(broken.into()),
        // An article, or nothing: what follows says which.
        _ => Ok(None),
    }
}

/// What was said of a thing before, oldest first, and what is said now.
async fn tell_formers(snapshot: &mut Snapshot, entry: &Entry) -> Result<(), Stopped> {
    for former in catalogue::formers_of(snapshot, entry.id).await? {
        let until = Instant(former.until).rfc3339();
        terminal::say(&format!(
            "{}  until {until}, when {} changed it: {}",
            former.name, former.by, former.details
        ));
    }
    let details = serde_json::to_string(&entry.details).map_err(Stopped::broken)?;
    terminal::say(&format!("{}  now: {details}", entry.name));
    Ok(())
}

/// Says instants in the paper's zone.
struct Teller {
    zone: TimeZone,
}

impl Teller {
    fn at(&self, at: Instant) -> String {
        at.in_zone(&self.zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    async fn article(&self, snapshot: &mut Snapshot, article: Uuid, created_by: &str) -> Result<(), Stopped> {
        terminal::say(&format!("article {article}, begun by {created_by}"));
        let thing = ThingId {
            thing: Thing::Article,
            id: article,
        };
        for span in addresses::of(snapshot, thing).await? {
            let until = span.until.map_or_else(String::new, |until| format!(", until {}", self.at(until)));
            terminal::say(&format!("  address {} since {}{until}", span.path, self.at(span.since)));
        }
        if let Some(embargo) = plans::embargo_of(snapshot, article).await? {
            terminal::say(&format!(
                "  embargo until {} ({}): {}",
                embargo.until.local, embargo.until.zone, embargo.reason
            ));
        }
        if let Some(schedule) = plans::schedule_of(snapshot, article).await? {
            let (planned, frozen) = (&schedule.planned, schedule.checkpoint);
            terminal::say(&format!("  planned for {} ({}), checkpoint {frozen}", planned.local, planned.zone));
        }
        for withheld in withholdings::of(snapshot, article).await? {
            terminal::say(&format!(
                "  withheld {} on {}: {} ({}, by {})",
                withheld.what,
                self.at(withheld.at),
                withheld.ground,
                withheld.reason,
                withheld.by
            ));
        }
        Ok(())
    }

    async fn versions(&self, snapshot: &mut Snapshot, article: Uuid, only: Option<i64>) -> Result<(), Stopped> {
        let all = versions::of(snapshot, article).await?;
        let told = explanations::of(snapshot, article).await?;
        if let Some(number) = only.filter(|number| all.iter().all(|version| version.number != *number)) {
            let count = all.len();
            return Err(Stopped::both(
                format!("il n’y a pas de version {number} ; il y en a {count}"),
                format!("there is no version {number}; there are {count}"),
            ));
        }
        let mut before: Option<&Version> = None;
        for version in &all {
            if only.is_none_or(|number| number == version.number) {
                self.version(before, version, &told)?;
            }
            before = Some(version);
        }
        Ok(())
    }

    fn version(&self, before: Option<&Version>, version: &Version, told: &[Explanation]) -> Result<(), Stopped> {
        let at = self.at(version.at);
        terminal::say(&format!(
            "version {}  {at}  {}  by {}  link {}",
            version.number,
            version.nature,
            version.by,
            &hex(&version.link)[..16]
        ));
        if let Some(explanation) = told.iter().find(|one| one.version == version.number) {
            terminal::say(&format!("  told: {}", explanation.text.as_deref().unwrap_or("(withheld)")));
        }
        let readable = version.readable()?;
        for path in &readable.withheld {
            terminal::say(&format!("  {path}: withheld"));
        }
        if let Some(before) = before {
            for changed in difference::between(&before.readable()?.copy, &readable.copy) {
                terminal::say(&format!("  {}", line_of(&changed)));
            }
        } else {
            terminal::say(&format!("  {}", readable.copy.headline));
        }
        Ok(())
    }

    async fn draft(&self, snapshot: &mut Snapshot, article: Uuid) -> Result<(), Stopped> {
        for checkpoint in articles::checkpoints_of(snapshot, article).await? {
            terminal::say(&format!(
                "checkpoint {}  {}  revision {}  {}  by {}",
                checkpoint.number,
                self.at(Instant(checkpoint.at)),
                checkpoint.revision,
                checkpoint.why,
                checkpoint.by
            ));
        }
        if let Some(draft) = articles::draft_of(snapshot, article).await? {
            let at = self.at(draft.changed_at);
            terminal::say(&format!("draft  {at}  revision {}  by {}", draft.revision, draft.changed_by));
            if let Some(last) = versions::last(snapshot, article).await? {
                for changed in difference::between(&last.copy, &draft.copy) {
                    terminal::say(&format!("  {}", line_of(&changed)));
                }
            }
        }
        for note in notes::open_of(snapshot, article).await? {
            terminal::say(&format!(
                "note {}  {}  {}: {}",
                note.id,
                self.at(Instant(note.at)),
                note.place,
                note.text
            ));
        }
        Ok(())
    }
}

/// One change in a line: `[-gone-]` and `{+new+}`, as other tools write them.
fn line_of(changed: &Changed) -> String {
    let words: String = difference::shortened(&changed.runs, AROUND)
        .iter()
        .map(|run| match run {
            Run::Same(text) => text.clone(),
            Run::Added(text) => format!("{{+{text}+}}"),
            Run::Removed(text) => format!("[-{text}-]"),
        })
        .collect();
    format!("{} ({}): {}", changed.place, changed.change, words.replace('\n', " / "))
}

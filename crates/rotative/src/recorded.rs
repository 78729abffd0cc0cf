//! `rotative record`: the record of all acts, filtered, followed, or as JSON lines that can be verified elsewhere.

use std::collections::BTreeMap;
use std::process::ExitCode;

use acts::requests::finding;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use manuscript::act::Act;
use manuscript::commitment::hex;
use manuscript::{Instant, Uuid};
use serde_json::json;
use store::record::{self, Entered};
use store::watch::Watch;
use store::{Snapshot, Store, accounts};

use crate::command::RecordOptions;
use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

const AT_A_TIME: i64 = 500;

/// `rotative record`
pub(crate) async fn command(configuration: &Configuration, options: &RecordOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let wanted = Wanted::read(&store, options).await?;
    let mut number = options.from.max(1) - 1;
    number = show(&mut store.snapshot().await?, number, &wanted).await?;
    if options.follow {
        let mut watch = Watch::begin(&store).await;
        while terminal::is_heard() {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => break,
                () = watch.next(&store) => number = show(&mut store.snapshot().await?, number, &wanted).await?,
            }
        }
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Which entries are shown, and how.
struct Wanted {
    acts: Vec<String>,
    by: Option<String>,
    about: Option<Uuid>,
    since: Option<Instant>,
    before: Option<Instant>,
    zone: TimeZone,
    as_json: bool,
}

impl Wanted {
    async fn read(store: &Store, options: &RecordOptions) -> Result<Self, Stopped> {
        let mut snapshot = store.snapshot().await?;
        let zone = match store::paper::settings(&mut snapshot).await? {
            Some(settings) => settings.paper()?.time_zone(),
            None => TimeZone::UTC,
        };
        for act in &options.act {
            act.parse::<Act>().map_err(Stopped::refused)?;
        }
        let about = match &options.about {
            Some(word) => Some(about(&mut snapshot, word).await?),
            None => None,
        };
        Ok(Self {
            acts: options.act.clone(),
            by: by(&mut snapshot, options.by.as_deref()).await?,
            about,
            since: options.since.as_deref().map(|text| instant(text, &zone)).transpose()?,
            before: options.before.as_deref().map(|text| instant(text, &zone)).transpose()?,
            zone,
            as_json: options.json,
        })
    }

    fn holds(&self, entered: &Entered) -> bool {
        let entry = &entered.entry;
        (self.acts.is_empty() || self.acts.contains(&entry.act))
            && self.by.as_ref().is_none_or(|by| *by == entry.by)
            && self.about.is_none_or(|id| entry.thing == Some(id))
            && self.since.is_none_or(|since| entry.at >= since)
            && self.before.is_none_or(|before| entry.at < before)
    }

    fn line(&self, entered: &Entered, words: &BTreeMap<String, String>) -> String {
        let entry = &entered.entry;
        if self.as_json && !words.is_empty() {
            return json!({ "entry": entry, "hash": hex(&entered.hash), "words": words }).to_string();
        }
        if self.as_json {
            return json!({ "entry": entry, "hash": hex(&entered.hash) }).to_string();
        }
        let at = entry.at.in_zone(&self.zone).strftime("%Y-%m-%d %H:%M:%S");
        let thing = entry.thing.map_or_else(String::new, |id| format!("  {id}"));
        let detail = if entry.detail.is_null() {
            String::new()
        } else {
            format!("  {}", entry.detail)
        };
        let words: Vec<String> = words.iter().map(|(name, text)| format!("  {name}: {text}")).collect();
        let words = words.concat();
        format!("{:>6}  {at}  {:<14}  {}{thing}{detail}{words}", entry.number, entry.act, entry.by)
    }
}

async fn about(snapshot: &mut Snapshot, word: &str) -> Result<Uuid, Stopped> {
    // A suspension or an account has an identity, and nothing else by which it is found.
    match Uuid::try_parse(word) {
        Ok(id) => Ok(id),
        Err(_) => Ok(finding::thing(snapshot, word).await.map_err(|refused| Stopped::said(&refused))?.id),
    }
}

/// An account by its key; anything else as the record writes it.
async fn by(snapshot: &mut Snapshot, word: Option<&str>) -> Result<Option<String>, Stopped> {
    let Some(word) = word else { return Ok(None) };
    let account = accounts::by_key(snapshot, word).await?;
    Ok(Some(
        account.map_or_else(|| word.to_owned(), |account| format!("person:{}", account.id)),
    ))
}

fn instant(text: &str, zone: &TimeZone) -> Result<Instant, Stopped> {
    let local = text.trim().replace(' ', "T");
    let local = if local.contains('T') { local } else { format!("{local}T00:00") };
    let parsed: Option<DateTime> = local.parse().ok();
    let zoned = parsed.and_then(|local| local.to_zoned(zone.clone()).ok());
    let zoned = zoned.ok_or_else(|| {
        Stopped::both(
            format!("« {text} » n’est pas un moment ; écrivez `2026-11-24` ou `2026-11-24 06:00`"),
            format!("`{text}` is no time; write `2026-11-24` or `2026-11-24 06:00`"),
        )
    })?;
    Ok(zoned.timestamp().into())
}

async fn show(snapshot: &mut Snapshot, mut number: i64, wanted: &Wanted) -> Result<i64, Stopped> {
    loop {
        let entries = record::after(snapshot, number, AT_A_TIME).await?;
        let Some(last) = entries.last().filter(|_| terminal::is_heard()) else {
            return Ok(number);
        };
        number = last.entry.number;
        for entered in entries.iter().filter(|entered| wanted.holds(entered)) {
            let words = record::words_of(snapshot, &entered.entry).await?;
            terminal::say(&wanted.line(entered, &words));
        }
    }
}

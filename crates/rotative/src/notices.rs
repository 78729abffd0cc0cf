//! `rotative notices`: what somebody here must know or settle.

use std::process::ExitCode;

use acts::notices::said;
use acts::requests::{Request, SettleNotice};
use jiff::tz::TimeZone;
use manuscript::Locale;
use serde_json::{Value, json};
use store::Store;
use store::notices::{self, Notice};

use crate::command::{AskedOfNotices, NoticesOptions};
use crate::configuration::Configuration;
use crate::people::{done, locale};
use crate::{Stopped, database, terminal};

/// `rotative notices`, `rotative notices settle NOTICE`
pub(crate) async fn command(configuration: &Configuration, options: NoticesOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let told = match options.asked {
        Some(AskedOfNotices::Settle { notice }) => {
            let request = Request::SettleNotice(SettleNotice { notice });
            let line = done(&store, options.who.as_deref(), (request, configuration)).await;
            line.map(|line| vec![line])
        }
        None => list(&store, configuration, options.json).await,
    };
    store.close().await;
    told?.iter().for_each(|line| terminal::say(line));
    Ok(ExitCode::SUCCESS)
}

async fn list(store: &Store, configuration: &Configuration, as_json: bool) -> Result<Vec<String>, Stopped> {
    let locale = locale(configuration, store).await?;
    let mut snapshot = store.snapshot().await?;
    let zone = match store::paper::settings(&mut snapshot).await? {
        Some(settings) => settings.paper()?.time_zone(),
        None => TimeZone::UTC,
    };
    let standing = notices::standing(&mut snapshot).await?;
    if as_json {
        return Ok(standing.iter().map(|notice| object(notice, locale).to_string()).collect());
    }
    if standing.is_empty() {
        return Ok(vec![locale.choose("aucun avis", "no notices").to_owned()]);
    }
    Ok(standing.iter().map(|notice| line(notice, &zone, locale)).collect())
}

fn line(notice: &Notice, zone: &TimeZone, locale: Locale) -> String {
    let since = notice.since.in_zone(zone).strftime("%Y-%m-%d %H:%M");
    let (id, told) = (notice.id, said(notice));
    let times = match notice.times {
        1 => String::new(),
        times => locale.choose(format!(" ({times} fois)"), format!(" ({times} times)")),
    };
    format!("{id}  {since}  {}{times}", told.told(locale))
}

fn object(notice: &Notice, locale: Locale) -> Value {
    json!({
        "notice": notice.id,
        "kind": notice.kind,
        "subject": notice.subject,
        "for": notice.capability.as_str(),
        "account": notice.account,
        "since": notice.since.0,
        "met_at": notice.met_at.0,
        "times": notice.times,
        "detail": notice.detail,
        "said": said(notice).told(locale),
    })
}

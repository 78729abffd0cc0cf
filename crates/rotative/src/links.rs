//! `rotative links`: asks whether what the articles of the last 90 days link to is still there, and lists what is not.
//!
//! It reads one snapshot, closes the database, and only then asks anybody.

use std::process::ExitCode;
use std::sync::Arc;

use acts::outside_links::{Place, Places, in_articles_since};
use indicatif::ProgressBar;
use manuscript::{Clock as _, Instant, Locale};
use outgoing::links::{Checked, Checks, Grade, Verdict};
use outgoing::{Client, Settings, Unanswered};
use serde_json::{Value, json};
use store::{Snapshot, Store};

use crate::clockwork::WallClock;
use crate::command::LinksOptions;
use crate::configuration::Configuration;
use crate::people::locale;
use crate::{Stopped, database, terminal};

/// How far back articles are looked at.
const DAYS: i64 = 90;

const DAY: i64 = 86_400_000;

/// `rotative links`
pub(crate) async fn command(configuration: &Configuration, options: LinksOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_to_read(configuration).await?;
    let read = read(&store, configuration).await;
    store.close().await;
    let ToCheck { settings, places, locale } = read?;
    let checks = Checks::begin(&Arc::new(Client::new(settings)), places.keys().cloned().collect());
    let bar = terminal::progress(places.len(), locale.choose("liens", "links"));
    let mut teller = Teller {
        places,
        options,
        locale,
        bar,
        tally: Tally::default(),
    };
    teller.tell(checks).await?;
    terminal::say_beside(&teller.tally.line(locale));
    Ok(if teller.tally.dead == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What is to be checked, by whom, and in which language it is told.
struct ToCheck {
    settings: Settings,
    places: Places,
    locale: Locale,
}

async fn read(store: &Store, configuration: &Configuration) -> Result<ToCheck, Stopped> {
    let locale = locale(configuration, store).await?;
    let (settings, places) = to_check(&mut store.snapshot().await?, configuration).await?;
    Ok(ToCheck { settings, places, locale })
}

/// The links of the last days with where they stand, and how others are asked from this machine.
pub(crate) async fn to_check(snapshot: &mut Snapshot, configuration: &Configuration) -> Result<(Settings, Places), Stopped> {
    let paper = match store::paper::settings(snapshot).await? {
        Some(settings) => settings.paper()?,
        None => return Err(Stopped::broken("the paper is gone")),
    };
    let since = Instant(WallClock.now().0 - DAYS * DAY);
    let places = in_articles_since(snapshot, &paper, since).await?;
    let address = paper.address.or_else(|| configuration.address().map(str::to_owned));
    let mut settings = Settings::of(address);
    settings.allowed = configuration.outgoing.allowed.clone();
    settings.pause = configuration.outgoing.pause;
    settings.limits.whole = configuration.outgoing.whole;
    Ok((settings, places))
}

/// Tells each verdict as it is found, unless all is well.
struct Teller {
    places: Places,
    options: LinksOptions,
    locale: Locale,
    bar: ProgressBar,
    tally: Tally,
}

impl Teller {
    async fn tell(&mut self, mut checks: Checks) -> Result<(), Stopped> {
        while let Some(checked) = checks.next().await {
            // Without anybody to trust no link over https can be checked: that is to be mended first.
            if let Verdict::Unanswered(refused @ Unanswered::NoRoots) = &checked.verdict {
                return Err(Stopped::said(refused));
            }
            self.bar.inc(1);
            self.tally.count(checked.verdict.grade());
            if checked.verdict.grade() != Grade::Fine {
                self.bar.suspend(|| self.say(&checked));
            }
            if !terminal::is_heard() {
                break;
            }
        }
        Ok(())
    }

    fn say(&self, checked: &Checked) {
        let places = self.places.get(&checked.address).map(Vec::as_slice).unwrap_or_default();
        if self.options.json {
            return terminal::say(&self.object(checked, places).to_string());
        }
        self.lines(checked, places).iter().for_each(|line| terminal::say(line));
    }

    /// The address with what is wrong, and below it where it stands.
    fn lines(&self, checked: &Checked, places: &[Place]) -> Vec<String> {
        let (said, grade) = (checked.verdict.said(), word_of(checked.verdict.grade(), self.locale));
        let colon = self.locale.choose(" :", ":");
        let first = format!("{grade:<13}{}{colon} {}", checked.address, said.told(self.locale));
        let of_place = |place: &Place| {
            let Place { path, headline, words, .. } = place;
            self.locale.choose(
                format!("  {path}  {headline}  « {words} »"),
                format!("  {path}  {headline}  “{words}”"),
            )
        };
        std::iter::once(first).chain(places.iter().map(of_place)).collect()
    }

    fn object(&self, checked: &Checked, places: &[Place]) -> Value {
        let verdict = &checked.verdict;
        let (status, to) = match verdict {
            Verdict::Gone(status) | Verdict::Refuses(status) => (Some(*status), None),
            Verdict::Moved(to) => (None, Some(to)),
            Verdict::Answers | Verdict::Unanswered(_) => (None, None),
        };
        let of_place =
            |place: &Place| json!({ "article": place.article, "path": place.path, "headline": place.headline, "words": place.words });
        json!({
            "address": checked.address,
            "grade": verdict.grade().as_str(),
            "reason": verdict.reason(),
            "status": status,
            "moved_to": to,
            "said": verdict.said().told(self.locale),
            "places": places.iter().map(of_place).collect::<Vec<_>>(),
        })
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn word_of(grade: Grade, locale: Locale) -> &'static str {
    match grade {
        Grade::Fine => locale.choose("bien", "fine"),
        Grade::Moved => locale.choose("déplacé", "moved"),
        Grade::NotSure => locale.choose("incertain", "not sure"),
        Grade::NotChecked => locale.choose("non vérifié", "not checked"),
        Grade::Dead => locale.choose("mort", "dead"),
    }
}

/// How many addresses there are of each sort.
#[derive(Debug, Default)]
struct Tally {
    fine: u32,
    moved: u32,
    not_sure: u32,
    not_checked: u32,
    dead: u32,
}

impl Tally {
    const fn count(&mut self, grade: Grade) {
        let counted = match grade {
            Grade::Fine => &mut self.fine,
            Grade::Moved => &mut self.moved,
            Grade::NotSure => &mut self.not_sure,
            Grade::NotChecked => &mut self.not_checked,
            Grade::Dead => &mut self.dead,
        };
        *counted += 1;
    }

    fn line(&self, locale: Locale) -> String {
        let Self {
            fine,
            moved,
            not_sure,
            not_checked,
            dead,
        } = self;
        locale.choose(
            format!("morts : {dead}, incertains : {not_sure}, non vérifiés : {not_checked}, déplacés : {moved}, en ordre : {fine}"),
            format!("{dead} dead, {not_sure} not sure, {not_checked} not checked, {moved} moved, {fine} fine"),
        )
    }
}

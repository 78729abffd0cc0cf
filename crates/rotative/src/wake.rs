//! `rotative wake`: says what a copy that sleeps would do at once, then wakes it.

use std::process::ExitCode;
use std::sync::Arc;

use acts::requests::context::NoFiles;
use acts::requests::outcome::NotDone;
use acts::requests::{Asking, Request, Wake, WakeRefused, Who};
use jiff::tz::TimeZone;
use manuscript::{Clock as _, Instant, Locale, Said};
use store::asleep::{self, Asleep, FellDue, Why};
use store::{Broken, Snapshot, Store, articles};

use crate::clockwork::{Chance, WallClock};
use crate::command::WakeOptions;
use crate::configuration::Configuration;
use crate::people::locale;
use crate::{Stopped, database, terminal};

/// `rotative wake`
pub(crate) async fn command(configuration: &Configuration, options: &WakeOptions) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let done = shown_and_woken(configuration, &store, options).await;
    store.close().await;
    done
}

async fn shown_and_woken(configuration: &Configuration, store: &Store, options: &WakeOptions) -> Result<ExitCode, Stopped> {
    let locale = locale(configuration, store).await?;
    for line in what_waits(&mut store.snapshot().await?).await? {
        terminal::say(line.told(locale));
    }
    if options.dry_run || !(options.yes || terminal::agrees(question().told(locale))) {
        terminal::say(sleeps_on().told(locale));
        return Ok(ExitCode::SUCCESS);
    }
    woken(store, (options.who.as_deref(), locale)).await
}

fn question() -> Said {
    Said::new("Réveiller cette copie ? [o/N] ", "Wake this copy? [y/N] ")
}

fn sleeps_on() -> Said {
    Said::new("elle continue de dormir", "it sleeps on")
}

/// Why the copy sleeps, then what fell due in its order; refuses one that is awake.
async fn what_waits(snapshot: &mut Snapshot) -> Result<Vec<Said>, Stopped> {
    let slept = asleep::state(snapshot).await?;
    let slept = slept.ok_or_else(|| Stopped::said(&WakeRefused::Awake))?;
    let zone = match store::paper::settings(snapshot).await? {
        Some(settings) => settings.paper()?.time_zone(),
        None => TimeZone::UTC,
    };
    let fell_due = asleep::fell_due(snapshot, WallClock.now()).await?;
    let mut lines = vec![why(slept, &zone)];
    lines.extend(asleep::restored_without(snapshot).await?.map(|reason| without_erasures(&reason)));
    lines.push(how_much(fell_due.len()));
    for job in &fell_due {
        lines.push(what(snapshot, job, &zone).await?);
    }
    Ok(lines)
}

fn why(slept: Asleep, zone: &TimeZone) -> Said {
    let since = local(slept.since, zone);
    match slept.why {
        Why::Restored => Said::new(
            format!("cette copie a été restituée le {since} et dort depuis ; avant de la réveiller, arrêtez l’autre, s’il y en a une"),
            format!("this copy was restored on {since} and has slept since; before you wake it, stop the other one, if there is one"),
        ),
        Why::Moved => Said::new(
            format!(
                "le journal a quitté cette base de données le {since} ; ce qui a été inscrit depuis dans l’autre n’est pas ici : arrêtez l’autre avant de réveiller celle-ci"
            ),
            format!(
                "the paper left this database on {since}; what was entered in the other since is not here: stop the other before you wake this one"
            ),
        ),
    }
}

fn without_erasures(reason: &str) -> Said {
    Said::new(
        format!(
            "elle a été restituée sans la liste des effacements ({reason}) : ce qui a été effacé ou retiré depuis la sauvegarde est encore ici"
        ),
        format!("it was restored without the list of erasures ({reason}): what was erased or withheld since the backup is still here"),
    )
}

fn how_much(count: usize) -> Said {
    match count {
        0 => Said::new(
            "rien n’est échu : au réveil rien ne se fait d’un coup",
            "nothing fell due: nothing is done at once",
        ),
        _ => Said::new(
            format!(
                "{count} travaux sont échus et se feront au réveil ; ce qui ne doit pas se faire, défaites-le d’abord (`rotative act unschedule`…) :"
            ),
            format!("{count} jobs fell due and are done once it is awake; take back first what must not be (`rotative act unschedule`…):"),
        ),
    }
}

/// A job as people know it: when it was due, what it is, and of which article.
async fn what(snapshot: &mut Snapshot, job: &FellDue, zone: &TimeZone) -> Result<Said, Broken> {
    let due = local(Instant(job.due_at), zone);
    let Said { fr: french, en: english } = words_of(&job.kind);
    let of = match job.thing {
        Some(article) => articles::draft_of(snapshot, article).await?.map(|draft| draft.copy.headline),
        None => None,
    };
    let (of_french, of_english) = of.map_or_else(Default::default, |headline| (format!(" « {headline} »"), format!(" “{headline}”")));
    Ok(Said::new(
        format!("  {due}\t{french}{of_french}"),
        format!("  {due}\t{english}{of_english}"),
    ))
}

/// What a job of a kind does, as the house says it.
fn words_of(kind: &str) -> Said {
    let (french, english) = match kind {
        "publish" => ("publier", "publish"),
        "lift_embargo" => ("lever l’embargo", "lift the embargo"),
        "begin_suspension" => ("suspendre les commentaires", "suspend comments"),
        "end_suspension" => ("rouvrir les commentaires", "reopen comments"),
        "forget_media" => ("effacer un fichier retiré", "throw a withheld file away"),
        "make_backup" => ("faire la sauvegarde programmée", "make the planned backup"),
        "make_renditions" => (
            "préparer les images d’un article programmé",
            "prepare the pictures of a planned article",
        ),
        "check_links" => (
            "vérifier les liens vers d’autres sites",
            "look whether links to other sites are dead",
        ),
        newer => {
            return Said::new(
                format!("un travail que ce programme ne connaît pas (`{newer}`)"),
                format!("a job that this program does not know (`{newer}`)"),
            );
        }
    };
    Said::new(french, english)
}

fn local(at: Instant, zone: &TimeZone) -> String {
    at.in_zone(zone).strftime("%Y-%m-%d %H:%M").to_string()
}

async fn woken(store: &Store, (who, locale): (Option<&str>, Locale)) -> Result<ExitCode, Stopped> {
    let mut tx = acts::begin(store).await?;
    let asking = Asking {
        who: Who::at_machine(who),
        clock: Arc::new(WallClock),
        ids: Arc::new(Chance),
        files: &NoFiles,
    };
    match Request::Wake(Wake {}).done(&mut tx, &asking).await.done {
        Ok(answer) => {
            tx.commit().await?;
            terminal::say(answer.said.told(locale));
            Ok(ExitCode::SUCCESS)
        }
        Err(NotDone::Broken(broken)) => Err(broken.into()),
        Err(NotDone::Refused(refused)) => Err(Stopped::Refused(refused.said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_job_has_words_in_both_languages() {
        let in_time = ["publish", "lift_embargo", "begin_suspension", "end_suspension"];
        for kind in in_time.into_iter().chain(store::outside::KINDS) {
            let said = words_of(kind);
            assert!(said.fr != said.en && !said.en.contains('_'), "{kind}: {said:?}");
            assert!(!said.en.contains("does not know"), "{kind}");
        }
        assert!(words_of("boil_eggs").en.contains("does not know (`boil_eggs`)"));
    }
}

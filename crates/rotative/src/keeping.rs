//! `rotative export`, `verify`, `backup`, `restore` and `db move-to`: tells what safe-keeping did.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::tz::TimeZone;
use manuscript::{Instant, Locale, Said};
use safekeeping::backup::{self, Backup, Restored, Source, Target, Unsealing, Wanted, Written};
use safekeeping::moving::{self, Laid, Leaving};
use safekeeping::new_copy::{NewCopy, Since};
use safekeeping::rebuilding::Rebuilding;
use safekeeping::traces::{Redone, TracesFile};
use safekeeping::verifying::{self, Report};
use safekeeping::{exporting, rebuilding};
use store::Store;
use store::articles::Unproven;

use crate::clockwork::{Chance, WallClock};
use crate::command::{Sealing, ToRestore};
use crate::configuration::Configuration;
use crate::terminal::Bar;
use crate::{Stopped, database, terminal};

/// What is said of an export and of a backup that hold media.
fn as_received() -> Said {
    Said::new(
        "les médias y sont tels qu’ils ont été reçus, avec tout ce qu’appareils et programmes y ont noté d’une source : gardez-le comme vous gardez le nom de la source",
        "it holds the media as they were received, with whatever cameras and programs noted in them of a source: keep it as you keep the source's name",
    )
}

/// `rotative export DIR`
pub(crate) async fn export(configuration: &Configuration, folder: &Path) -> Result<ExitCode, Stopped> {
    exporting::refuse_if_full(folder)?;
    let store = database::open_existing(configuration).await?;
    let exported = exporting::export(&mut store.snapshot().await?, &configuration.media.received, folder).await?;
    store.close().await;
    let locale = configuration.locale();
    if exported.has_media {
        terminal::say_beside(as_received().told(locale));
    }
    let (count, folder) = (exported.articles, folder.display());
    let said = Said::new(
        format!("{count} articles exportés dans {folder}"),
        format!("exported {count} articles to {folder}"),
    );
    terminal::say(said.told(locale));
    Ok(ExitCode::SUCCESS)
}

/// Rebuilds a paper that is lost from the export in a folder, if it is one.
pub(crate) async fn rebuild(configuration: &Configuration, store: &Store, folder: &Path) -> Result<(), Stopped> {
    if let Some(articles) = rebuilt(configuration, store, folder).await? {
        let said = Said::new(
            format!("{articles} articles reconstruits depuis l’export, chaque version vérifiée"),
            format!("rebuilt {articles} articles from the export, every version verified"),
        );
        terminal::say(said.told(configuration.locale()));
        terminal::say(sleeps().told(configuration.locale()));
        // An export from before entries carried state: they do from here on.
        acts::base::commit_to_base(store, &WallClock, &Chance).await?;
    }
    Ok(())
}

async fn rebuilt(configuration: &Configuration, store: &Store, folder: &Path) -> Result<Option<u64>, Stopped> {
    let wanted = Rebuilding {
        folder,
        media: &configuration.media.received,
        copy: &NewCopy {
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            originals: None,
            since: since_export(configuration),
        },
    };
    Ok(rebuilding::rebuild_if_empty(store, &wanted).await?)
}

/// `rotative verify`
pub(crate) async fn verify(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let mut snapshot = store.snapshot().await?;
    let report = verifying::verify(&mut snapshot).await?;
    let settings = store::paper::settings(&mut snapshot).await?;
    drop(snapshot);
    store.close().await;
    let zone = settings
        .map(|settings| settings.paper())
        .transpose()?
        .map(|paper| paper.time_zone());
    let zone = zone.unwrap_or(TimeZone::UTC);
    let locale = configuration.locale();
    for wrong in &report.wrong {
        terminal::complain(wrong.told(locale));
    }
    let (counts, wrong) = (counts_of(&report), report.wrong.len());
    if wrong == 0 {
        let said = Said::new(
            format!("vérifié : {} ; tout tient", counts.fr),
            format!("verified: {}; everything holds", counts.en),
        );
        terminal::say(said.told(locale));
        terminal::say(proven(report.proven_from).told(locale));
        tell_unproven(&report.unproven, &zone, locale);
        return Ok(ExitCode::SUCCESS);
    }
    let said = Said::new(
        format!("NON vérifié : {} ; {wrong} fautes", counts.fr),
        format!("NOT verified: {}; {wrong} found wrong", counts.en),
    );
    terminal::say(said.told(locale));
    Ok(ExitCode::from(1))
}

/// From which entry on the record proves what.
fn proven(from: Option<i64>) -> Said {
    match from {
        Some(number) => Said::new(
            format!(
                "versions en ligne, accès, placement, épingles, adresses, permissions, réglages, programmations, suspensions et retraits sont prouvés à partir de l’inscription {number} du registre"
            ),
            format!(
                "live versions, access, placement, pins, addresses, permissions, settings, plans, suspensions and withholdings are proven from entry {number} of the record on"
            ),
        ),
        None => Said::new(
            "aucune inscription du registre ne porte encore l’état du journal : il est prouvé à partir du prochain acte",
            "no entry of the record carries the state of the paper yet: it is proven from the next act on",
        ),
    }
}

/// What was typed since an entry committed to a draft is proven by nothing yet, and that is no fault. So many are told one by one.
const TOLD: usize = 20;

fn tell_unproven(unproven: &[Unproven], zone: &TimeZone, locale: Locale) {
    let (typed, never): (Vec<&Unproven>, Vec<&Unproven>) = unproven.iter().partition(|draft| draft.committed_revision.is_some());
    for draft in typed.iter().take(TOLD) {
        terminal::say(typed_since(draft, zone).told(locale));
    }
    let more = typed.len().saturating_sub(TOLD);
    if more > 0 {
        let said = Said::new(
            format!("… et {more} autres brouillons de même"),
            format!("… and {more} more drafts likewise"),
        );
        terminal::say(said.told(locale));
    }
    if !never.is_empty() {
        let never = never.len();
        let said = Said::new(
            format!("brouillons dont rien n’est prouvé, jusqu’à leur prochain enregistrement : {never}"),
            format!("drafts of which nothing is proven until they are saved next: {never}"),
        );
        terminal::say(said.told(locale));
    }
}

fn typed_since(draft: &Unproven, zone: &TimeZone) -> Said {
    let committed = draft.committed_revision.unwrap_or_default();
    let (article, changes) = (draft.article, draft.revision - committed);
    let since = draft
        .kept_since
        .map(|since| Instant(since).in_zone(zone).strftime("%Y-%m-%d %H:%M:%S").to_string());
    let (depuis, since) = since.map_or_else(Default::default, |since| (format!(" depuis {since}"), format!(" since {since}")));
    Said::new(
        format!(
            "brouillon de l’article {article} : {changes} changement(s){depuis} que rien ne prouve encore ; prouvé jusqu’à la révision {committed}"
        ),
        format!("draft of article {article}: {changes} change(s){since} that nothing proves yet; proven up to revision {committed}"),
    )
}

fn counts_of(report: &Report) -> Said {
    let Report {
        versions,
        articles,
        entries,
        ..
    } = report;
    Said::new(
        format!("{versions} versions de {articles} articles, {entries} inscriptions du registre"),
        format!("{versions} versions of {articles} articles, {entries} entries of the record"),
    )
}

/// `rotative backup FILE`
pub(crate) async fn backup(configuration: &Configuration, file: &Path, sealing: &Sealing) -> Result<ExitCode, Stopped> {
    let backup = Backup::of(Wanted {
        file,
        sealing: &backup::Sealing {
            recipients: sealing.recipients.clone(),
            passphrase_file: sealing.passphrase_file.clone(),
        },
        media: &configuration.media.received,
    })?;
    let store = database::open_existing(configuration).await?;
    let written = backup.write(&store, &WallClock, &Bar::named("copying")).await;
    store.close().await;
    let written = written?;
    tell_backup(configuration, file, &written);
    Ok(if written.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn tell_backup(configuration: &Configuration, file: &Path, written: &Written) {
    let locale = configuration.locale();
    for path in &written.missing {
        let said = Said::new(
            format!("« {path} » manque ou est abîmé et n’est pas dans la sauvegarde"),
            format!("`{path}` is missing or damaged and is not in the backup"),
        );
        terminal::complain(said.told(locale));
    }
    for wrong in &written.wrong {
        terminal::complain(wrong.told(locale));
    }
    if !written.wrong.is_empty() {
        terminal::complain(locale.choose(
            "ce journal ne se vérifie pas ; la sauvegarde est écrite, mais `restore` la refusera tant que le journal n’est pas réparé",
            "this paper does not verify; the backup is written, but `restore` will refuse it until the paper is mended",
        ));
    }
    if written.files > 0 {
        terminal::say_beside(as_received().told(locale));
    }
    let Written {
        articles, entries, files, ..
    } = written;
    let (file, megabytes) = (file.display(), written.bytes as f64 / 1e6);
    let said = Said::new(
        format!("{articles} articles, {entries} inscriptions du registre et {files} fichiers sauvegardés dans {file} ({megabytes:.1} Mo)"),
        format!("backed up {articles} articles, {entries} entries of the record and {files} files in {file} ({megabytes:.1} MB)"),
    );
    terminal::say(said.told(locale));
}

/// `rotative restore FILE TARGET`
pub(crate) async fn restore(configuration: &Configuration, asked: &ToRestore) -> Result<ExitCode, Stopped> {
    let keys = Unsealing {
        identity: asked.keys.identity.clone(),
        passphrase_file: asked.keys.passphrase_file.clone(),
    };
    let source = Source {
        file: &asked.file,
        keys: &keys,
        copy: &NewCopy {
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            originals: configuration.media.received.originals().cloned(),
            since: since(configuration, asked)?,
        },
    };
    let is_address = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| asked.target.starts_with(scheme));
    let restored = if is_address {
        let target = Target {
            address: &asked.target,
            data: &configuration.data,
        };
        backup::into_database(source, &target, &Bar::named("copying")).await?
    } else {
        backup::into_folder(source, Path::new(&asked.target)).await?
    };
    tell_restored(configuration, &restored);
    let next = if is_address {
        Said::new(
            "mettez maintenant `database`, dans rotative.toml (ou ROTATIVE_DATABASE, ou --database), à l’adresse que vous avez nommée",
            "now set `database` in rotative.toml (or ROTATIVE_DATABASE, or --database) to the address that you named",
        )
    } else {
        how_to_serve(configuration, &asked.target)
    };
    terminal::say(next.told(configuration.locale()));
    terminal::say(sleeps().told(configuration.locale()));
    Ok(ExitCode::SUCCESS)
}

/// What is known of what was erased and withheld since a backup was made: an older one must not bring it back.
fn since(configuration: &Configuration, asked: &ToRestore) -> Result<Since, Stopped> {
    let unsaid = || {
        Stopped::both(
            "une sauvegarde peut contenir qui a été effacé et ce qui a été retiré depuis : nommez la liste qu’en tient le journal (`--erasures FILE`, ou `erasures` dans rotative.toml) ; si elle est perdue, `--without-erasures RAISON`",
            "a backup may hold who was erased and what was withheld since: name the list that the paper keeps of it (`--erasures FILE`, or `erasures` in rotative.toml); if that is lost, `--without-erasures REASON`",
        )
    };
    match (&asked.without_erasures, asked.erasures.as_ref().or(configuration.erasures.as_ref())) {
        (Some(reason), _) if reason.trim().is_empty() => Err(unsaid()),
        (Some(reason), _) => Ok(Since::Unknown(reason.trim().to_owned())),
        (None, Some(file)) => Ok(Since::Listed(TracesFile::at(file))),
        (None, None) => Err(unsaid()),
    }
}

/// The same of an export: it is imported by those who have no list yet, too, and `wake` says so.
fn since_export(configuration: &Configuration) -> Since {
    let list = configuration.erasures.as_ref().filter(|list| list.exists());
    list.map_or_else(|| Since::Unknown("export".into()), |list| Since::Listed(TracesFile::at(list)))
}

/// What is said of a copy that was just made.
fn sleeps() -> Said {
    Said::new(
        "cette copie dort : elle sert les lecteurs et prend les actes, mais rien de prévu ne se fait et rien ne part tant que `rotative wake` ne l’a pas réveillée",
        "this copy sleeps: it serves readers and takes acts, but nothing that was planned happens and nothing leaves until `rotative wake`",
    )
}

fn tell_restored(configuration: &Configuration, restored: &Restored) {
    let locale = configuration.locale();
    for path in &restored.missing {
        let said = Said::new(
            format!("« {path} » manquait quand la sauvegarde a été faite"),
            format!("`{path}` was missing when the backup was made"),
        );
        terminal::complain(said.told(locale));
    }
    let (paper, files, counts) = (&restored.paper, restored.files, counts_of(&restored.report));
    let said = Said::new(
        format!("{paper} restitué : {}, {files} fichiers ; tout est vérifié", counts.fr),
        format!("restored {paper}: {}, {files} files; everything verified", counts.en),
    );
    terminal::say(said.told(locale));
    let Redone { erased, withheld } = restored.redone;
    if erased + withheld > 0 {
        let said = Said::new(
            format!("refait depuis la sauvegarde : {erased} effacements, {withheld} mises en retrait"),
            format!("done again since the backup: {erased} erasures, {withheld} withholdings"),
        );
        terminal::say(said.told(locale));
    }
}

/// Where a database is configured, the restored one must be named beside its folder.
fn how_to_serve(configuration: &Configuration, folder: &str) -> Said {
    let is_in_its_folder = configuration.database == Configuration::database_in(&configuration.data);
    let database = if is_in_its_folder {
        String::new()
    } else {
        format!(" --database {}", Configuration::database_in(Path::new(folder)))
    };
    let command = format!("`rotative serve --data {folder}{database}`");
    Said::new(format!("servez-le par {command}"), format!("serve it with {command}"))
}

/// `rotative db move-to URL`
pub(crate) async fn move_to(configuration: &Configuration, address: &str) -> Result<ExitCode, Stopped> {
    let from = database::open_existing(configuration).await?;
    let leaving = Leaving {
        store: &from,
        clock: &WallClock,
    };
    let moved = moving::move_to(leaving, address, &Bar::named("copying")).await;
    from.close().await;
    let laid = moved?;
    let counts = counts_of(&laid.report);
    let said = Said::new(
        format!("déplacé : {} ; tout est vérifié", counts.fr),
        format!("moved: {}; everything verified", counts.en),
    );
    terminal::say(said.told(configuration.locale()));
    terminal::say(what_now(configuration, address, &laid).told(configuration.locale()));
    Ok(ExitCode::SUCCESS)
}

/// An address may hold a password: it is not said again.
fn what_now(configuration: &Configuration, address: &str, laid: &Laid) -> Said {
    let (media, entry) = (configuration.media.received.called(), laid.head.0);
    let (french, english) = if address.starts_with("sqlite:") {
        (address, address)
    } else {
        ("l’adresse que vous avez nommée", "the address that you named")
    };
    Said::new(
        format!(
            "mettez maintenant `database`, dans rotative.toml (ou ROTATIVE_DATABASE, ou --database), à {french} et redémarrez ; les médias restent dans « {media} » ; l’ancienne base dort et refuse tout acte après l’inscription {entry}"
        ),
        format!(
            "now set `database` in rotative.toml (or ROTATIVE_DATABASE, or --database) to {english} and start again; media stay in `{media}`; the old database sleeps and refuses every act after entry {entry}"
        ),
    )
}

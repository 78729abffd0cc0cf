//! What the newsroom's database and this node's shelf must be.

use std::path::Path;

use manuscript::Instant;
use shelf::file_state::look;
use store::{Broken, Snapshot, Store, doctor, paper, record};

use super::patient::Patient;
use super::remark::{Depth, Remark};
use super::{erased, files, reserved, work};
use crate::verifying;

/// How many entries of the record are checked without being asked for all.
const NEWEST: i64 = 1_000;

/// Looks at everything that the database knows, unless its schema is not this program's.
pub(super) async fn examine(store: &Store, patient: &Patient<'_>, depth: Depth, remarks: &mut Vec<Remark>) -> Result<(), Broken> {
    let snapshot = &mut store.snapshot().await?;
    let schema = schema_remark(snapshot).await?;
    let is_ours = matches!(schema, Remark::Ok(_));
    remarks.push(schema);
    if !is_ours {
        return Ok(());
    }
    let now = patient.clock.now();
    remarks.push(record_remark(snapshot, depth).await?);
    remarks.push(clock_remark(doctor::newest_entry(snapshot).await?, now));
    remarks.push(shelf_remark(snapshot, &patient.shelf_file()).await?);
    remarks.push(files::media_remark(snapshot, patient.media).await?);
    remarks.extend(files::left_remark(patient.media, patient.data));
    remarks.push(files::public_media_remark(snapshot).await?);
    remarks.push(work::writing_remark(store.writer_that_stays().await));
    remarks.extend(erased::remark(snapshot, patient.erasures).await?);
    remarks.extend(work::asleep_remark(snapshot, now).await?);
    remarks.extend(work::job_remarks(snapshot, now).await?);
    remarks.extend(work::suspension_remarks(doctor::unended_reviews(snapshot).await?, now));
    remarks.push(work::people_remark(snapshot).await?);
    remarks.extend(reserved::reserved_remarks(snapshot).await?);
    Ok(())
}

async fn schema_remark(snapshot: &mut Snapshot) -> Result<Remark, Broken> {
    if !paper::has_schema(snapshot).await? || paper::settings(snapshot).await?.is_none() {
        return Ok(Remark::wrong(
            "base de données : il n’y a pas de journal dedans ; importez un dossier, restituez une sauvegarde, ou nommez la bonne `--database`",
            "database: there is no paper in it; import a folder, restore a backup, or name the right `--database`",
        ));
    }
    let (number, oldest) = (paper::schema_number(snapshot).await?, paper::oldest_node(snapshot).await?);
    let known = store::release::schema();
    Ok(if oldest > known {
        Remark::wrong(
            format!(
                "base de données : son schéma en est à {number}, ce programme est trop vieux pour elle (il connaît {known}) ; installez la version plus récente"
            ),
            format!("database: its schema is at {number}, this program is too old for it (it knows {known}); install the newer release"),
        )
    } else if number < known {
        Remark::warning(
            format!(
                "base de données : son schéma en est à {number}, ce programme a besoin de {known} ; lancez `rotative db upgrade`, puis redemandez"
            ),
            format!("database: its schema is at {number}, this program needs {known}; run `rotative db upgrade`, then ask again"),
        )
    } else {
        Remark::ok(
            format!("base de données : elle répond, son schéma en est à {number}"),
            format!("database: it answers, its schema is at {number}"),
        )
    })
}

async fn record_remark(snapshot: &mut Snapshot, depth: Depth) -> Result<Remark, Broken> {
    let (wrong, checked) = match depth {
        Depth::Newest => {
            let checked = record::head(snapshot).await?.0.min(NEWEST);
            let told = Remark::ok(
                format!("registre : ses {checked} dernières inscriptions s’enchaînent"),
                format!("record: its newest {checked} entries are chained"),
            );
            (verifying::verify_newest(snapshot, NEWEST).await?, told)
        }
        Depth::Whole => {
            let report = verifying::verify(snapshot).await?;
            let (entries, versions) = (report.entries, report.versions);
            let told = Remark::ok(
                format!("registre : {entries} inscriptions et {versions} versions se vérifient"),
                format!("record: {entries} entries and {versions} versions verify"),
            );
            (report.wrong, told)
        }
    };
    let count = wrong.len();
    Ok(match wrong.first() {
        None => checked,
        Some(first) => Remark::wrong(
            format!(
                "registre : {count} fautes, la première : {} ; gardez cette base comme elle est, et restituez à côté la dernière bonne sauvegarde",
                first.fr
            ),
            format!(
                "record: {count} found wrong, first: {}; keep this database as it is, and restore the last good backup beside it",
                first.en
            ),
        ),
    })
}

fn clock_remark(newest: Option<Instant>, now: Instant) -> Remark {
    let told = now.rfc3339();
    match newest.filter(|newest| *newest > now) {
        None => Remark::ok(format!("horloge : il est {told}"), format!("clock: it is {told}")),
        Some(newest) => {
            let newest = newest.rfc3339();
            Remark::wrong(
                format!("horloge : elle dit {told}, mais un acte a été inscrit à {newest} ; mettez l’horloge de cette machine à l’heure"),
                format!("clock: it says {told}, but an act was entered at {newest}; set the clock of this machine"),
            )
        }
    }
}

async fn shelf_remark(snapshot: &mut Snapshot, file: &Path) -> Result<Remark, Broken> {
    if !file.is_file() {
        return Ok(Remark::ok(
            "présentoir : il n’y en a pas encore, `serve` le fait",
            "shelf: there is none yet, `serve` makes it",
        ));
    }
    let seen = match look(file).await {
        Ok(Some(seen)) => seen,
        Ok(None) => {
            return Ok(Remark::warning(
                "présentoir : un autre programme l’a fait ; `serve` le refait",
                "shelf: another program made it; `serve` makes it anew",
            ));
        }
        Err(broken) => {
            return Ok(Remark::warning(
                format!("présentoir : {broken} ; `serve` le refait"),
                format!("shelf: {broken}; `serve` makes it anew"),
            ));
        }
    };
    let here = paper::settings(snapshot).await?.map(|settings| settings.identity.to_string());
    let behind = record::head(snapshot).await?.0 - seen.applied;
    if seen.identity.is_some() && seen.identity != here {
        return Ok(Remark::wrong(
            "présentoir : il a été fait pour un autre journal ; nommez le bon `--data` ou la bonne `--database`",
            "shelf: it was made for another paper; name the right `--data` or `--database`",
        ));
    }
    Ok(distance(behind))
}

/// How far the shelf is behind the record, or ahead of it.
fn distance(behind: i64) -> Remark {
    match behind {
        0 => Remark::ok("présentoir : il en est à la fin du registre", "shelf: it is at the record's head"),
        1.. => Remark::warning(
            format!(
                "présentoir : il a {behind} inscriptions de retard sur le registre ; `serve` les y met, voyez son journal de bord s’il tourne"
            ),
            format!("shelf: it is {behind} entries behind the record; `serve` lays them, see its log if it runs"),
        ),
        _ => {
            let ahead = -behind;
            Remark::warning(
                format!("présentoir : il a {ahead} inscriptions d’avance sur le registre, comme après une restitution ; `serve` le refait"),
                format!("shelf: it is {ahead} entries ahead of the record, as after a restore; `serve` makes it anew"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Instant, Remark, clock_remark};

    #[test]
    fn a_clock_behind_the_record_is_wrong() {
        assert!(matches!(clock_remark(Some(Instant(2)), Instant(1)), Remark::Wrong(_)));
        assert!(matches!(clock_remark(Some(Instant(1)), Instant(1)), Remark::Ok(_)));
        assert!(matches!(clock_remark(None, Instant(1)), Remark::Ok(_)));
    }
}

//! The kinds of notices: their words, whom they are for, and what they say in both languages.

use manuscript::Instant;
use manuscript::refusal::Said;
use manuscript::role::Capability;
use serde_json::Value;

use super::kind::Kind;

/// Every kind that this program knows.
pub static KINDS: [&Kind; 8] = [
    &PLAN_GIVEN_UP,
    &JOB_DEAD,
    &JOB_UNKNOWN,
    &BACKUP_FAILED,
    &BACKUP_UNTRIED,
    &LINK_DEAD,
    &CLOCK_WRONG,
    &DISK_LOW,
];

/// A planned publication was refused in its time. The subject is the article.
pub static PLAN_GIVEN_UP: Kind = Kind {
    word: "plan_given_up",
    capability: Capability::Publish,
    says: |article, detail| {
        let code = text(&detail["refused"]["code"]);
        Said::new(
            format!(
                "la publication programmée de l’article {article} a été refusée ({code}) et abandonnée ; voyez-le par `history {article}`, puis programmez ou publiez-le à nouveau"
            ),
            format!(
                "the planned publication of article {article} was refused ({code}) and given up; look at it with `history {article}`, then schedule or publish it again"
            ),
        )
    },
};

/// An outside job was tried too often. The subject is the job.
pub static JOB_DEAD: Kind = Kind {
    word: "job_dead",
    capability: Capability::SetPaper,
    says: |job, detail| {
        let (kind, attempts) = (text(&detail["kind"]), number(&detail["attempts"]));
        Said::new(
            format!(
                "le travail `{kind}` a échoué {attempts} fois et n’est plus tenté ; `doctor` dit pourquoi : corrigez la cause, puis relancez-le par `act revive-job {job}`"
            ),
            format!(
                "the job `{kind}` failed {attempts} times and is tried no more; `doctor` says why: mend the cause, then have it tried again by `act revive-job {job}`"
            ),
        )
    },
};

/// A node was lost in the middle of what may not be repeated. The subject is the job.
pub static JOB_UNKNOWN: Kind = Kind {
    word: "job_unknown",
    capability: Capability::SetPaper,
    says: |job, detail| {
        let kind = text(&detail["kind"]);
        Said::new(
            format!(
                "nul ne sait si le travail `{kind}` a été fait, son nœud s’est arrêté au milieu ; voyez au-dehors si c’est fait, et seulement sinon refaites-le par `act revive-job {job}`"
            ),
            format!(
                "nobody knows whether the job `{kind}` was done, its node stopped in the middle; see outside whether it is, and only if it is not have it done by `act revive-job {job}`"
            ),
        )
    },
};

/// Why a planned backup failed, where it was for that.
pub const NO_ROOM: &str = "no_room";

/// A planned backup could not be made, or not be read back. The subject is the folder.
pub static BACKUP_FAILED: Kind = Kind {
    word: "backup_failed",
    capability: Capability::SetPaper,
    says: |folder, detail| match text(&detail["because"]) {
        NO_ROOM => Said::new(
            format!(
                "il n’y avait pas assez de place pour faire ou relire la sauvegarde programmée dans « {folder} » ; `doctor` dit où : faites-en, elle est reprise où elle en est. Aucune plus ancienne n’a été supprimée"
            ),
            format!(
                "there was not enough room to make the planned backup in `{folder}` or to read it back; `doctor` says where: make some, it goes on from where it is. No older one was removed"
            ),
        ),
        _ => Said::new(
            format!(
                "la sauvegarde programmée dans « {folder} » a échoué, ou ne se relit pas ; `doctor` dit pourquoi. Aucune plus ancienne n’a été supprimée"
            ),
            format!("the planned backup in `{folder}` failed, or cannot be read back; `doctor` says why. No older one was removed"),
        ),
    },
};

/// Backups are planned, and none was made and read back for too long. The subject is `backups`.
pub static BACKUP_UNTRIED: Kind = Kind {
    word: "backup_untried",
    capability: Capability::SetPaper,
    says: |_, detail| {
        let (french, english) = match detail["last"].as_i64() {
            Some(last) => {
                let last = Instant(last).rfc3339();
                (format!("aucune depuis {last}"), format!("none since {last}"))
            }
            None => ("aucune, jamais".to_owned(), "none, ever".to_owned()),
        };
        Said::new(
            format!(
                "des sauvegardes sont programmées dans `paper.toml`, et {french} n’a été faite et relue ; nommez un dossier dans `rotative.toml` (`[backups]`), ou voyez si `rotative serve` tourne sur la machine qui en a un"
            ),
            format!(
                "backups are planned in `paper.toml`, and {english} was made and read back; name a folder in `rotative.toml` (`[backups]`), or see that `rotative serve` runs on the machine that has one"
            ),
        )
    },
};

/// A link of what readers have is dead. The subject is its address.
pub static LINK_DEAD: Kind = Kind {
    word: "link_dead",
    capability: Capability::Correct,
    says: |address, detail| {
        let reason = text(&detail["reason"]);
        let articles: Vec<&str> = detail["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let articles = articles.join(", ");
        Said::new(
            format!("le lien {address} est mort ({reason}) ; il se trouve dans {articles} : corrigez-le, ou réglez cet avis"),
            format!("the link {address} is dead ({reason}); it stands in {articles}: mend it, or settle this notice"),
        )
    },
};

/// An entry of the record lies in the future of this machine's clock. The subject is the machine.
pub static CLOCK_WRONG: Kind = Kind {
    word: "clock_wrong",
    capability: Capability::SetPaper,
    says: |machine, detail| {
        let seconds = number(&detail["ahead_ms"]) / 1_000;
        Said::new(
            format!(
                "l’horloge de « {machine} » retarde, ou celle d’une autre machine avance : le registre a une inscription {seconds} s plus tard ; mettez-les à l’heure"
            ),
            format!(
                "the clock of `{machine}` is slow, or another machine’s is fast: the record has an entry {seconds} s later; set them right"
            ),
        )
    },
};

/// Little room is left on the disk of a data folder. The subject is the machine with the folder.
pub static DISK_LOW: Kind = Kind {
    word: "disk_low",
    capability: Capability::SetPaper,
    says: |folder, detail| {
        let (free, all) = (number(&detail["free_mb"]), number(&detail["all_mb"]));
        Said::new(
            format!("il reste peu de place sur le disque de « {folder} » : {free} Mo sur {all} Mo ; faites-en avant qu’il soit plein"),
            format!("little room is left on the disk of `{folder}`: {free} MB of {all} MB; make some before it is full"),
        )
    },
};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_word_of_its_own_and_says_it_of_anything() {
        let words: BTreeSet<&str> = KINDS.iter().map(|kind| kind.word).collect();
        assert_eq!(words.len(), KINDS.len());
        for kind in KINDS {
            let said = (kind.says)("a subject", &Value::Null);
            assert!(!said.fr.is_empty() && said.fr != said.en, "{}", kind.word);
        }
    }
}

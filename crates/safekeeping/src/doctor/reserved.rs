//! Reserved words that the paper had before they were: they stay its own, and what they are kept for takes another word.

use std::collections::BTreeSet;

use manuscript::Locale;
use manuscript::paper::Paper;
use manuscript::reserved::{self, Keeper, Room};
use store::{Broken, Snapshot, addresses, paper};

use super::remark::Remark;

pub(super) async fn reserved_remarks(snapshot: &mut Snapshot) -> Result<Vec<Remark>, Broken> {
    let Some(settings) = paper::settings(snapshot).await? else {
        return Ok(Vec::new());
    };
    let paper = settings.paper()?;
    let had = had(snapshot, &paper).await?;
    let mut remarks = Vec::new();
    for word in &had {
        let Some(keeper) = reserved::keeper_of(word) else { continue };
        let path = addresses::first_under(snapshot, word).await?;
        let path = path.unwrap_or_else(|| format!("/{word}"));
        remarks.push(match keeper {
            Keeper::Room(room) => beside(&path, keeper, word_of(room, &paper, &had)),
            _ => although(&path, keeper),
        });
    }
    if remarks.is_empty() {
        remarks.push(Remark::ok(
            "adresses : le journal n’en a aucune sous un mot réservé",
            "addresses: the paper has none under a reserved word",
        ));
    }
    Ok(remarks)
}

/// The reserved words that the paper has, by its addresses or by its settings.
async fn had(snapshot: &mut Snapshot, paper: &Paper) -> Result<BTreeSet<String>, Broken> {
    let of_addresses = addresses::first_words(snapshot).await?;
    let own = paper.first_words().map(str::to_owned).chain(of_addresses);
    Ok(own.filter(|word| reserved::keeper_of(word).is_some()).collect())
}

fn word_of(room: Room, paper: &Paper, had: &BTreeSet<String>) -> Option<&'static str> {
    room.word(Locale::of(&paper.language()), |word| had.contains(word))
}

/// The paper keeps its address, and the room has its next word.
fn beside(path: &str, keeper: Keeper, word: Option<&str>) -> Remark {
    let kept = keeper.said();
    match word {
        Some(word) => Remark::ok(
            format!("adresses : « {path} » reste une adresse du journal ; le mot réservé {kept:#} est ici « /{word} »"),
            format!("addresses: `{path}` stays an address of the paper; the word kept for {kept} is `/{word}` here"),
        ),
        None => Remark::warning(
            format!("adresses : « {path} » reste une adresse du journal, qui a tous les mots réservés {kept:#} ; demandez-en un autre"),
            format!("addresses: `{path}` stays an address of the paper, which has every word kept for {kept}; ask for another one"),
        ),
    }
}

fn although(path: &str, keeper: Keeper) -> Remark {
    let kept = keeper.said();
    Remark::ok(
        format!("adresses : « {path} » reste une adresse du journal, bien que ce mot soit réservé {kept:#}"),
        format!("addresses: `{path}` stays an address of the paper, although the word is kept for {kept}"),
    )
}

#[cfg(test)]
mod tests {
    use manuscript::reserved::{Keeper, Room};

    use super::{Remark, beside};

    #[test]
    fn a_room_that_has_no_word_left_is_a_warning() {
        let search = Keeper::Room(Room::Search);
        assert!(matches!(beside("/recherche", search, Some("rechercher")), Remark::Ok(_)));
        let Remark::Warning(said) = beside("/recherche", search, None) else {
            panic!("no warning");
        };
        assert!(said.fr.contains("tous les mots réservés à la recherche") && said.en.contains("every word kept for search"));
    }
}

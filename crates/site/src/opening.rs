//! How the first page of a list opens: in the manner of the front.

use typeset::context::{CardOnPage, Opening};

/// Among so many of the newest one is sought that can lead.
const CANDIDATES: usize = 6;
/// Fewer others than this stand beside the lead all of them.
const FEW: usize = 5;
/// Two with photographs stand as high as three without.
const PICTURED: usize = 2;
const UNPICTURED: usize = 3;
/// Among so many others those with photographs are sought.
const SEEN: usize = 8;

/// Takes the opening from the cards of a list, the newest first; an article in another language never opens it unless
/// there is no other.
pub(crate) fn take(cards: &mut Vec<CardOnPage>) -> Option<Opening> {
    let all = std::mem::take(cards);
    let (mut ours, foreign): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.language.is_none());
    if ours.is_empty() {
        ours = foreign;
    } else {
        cards.extend(foreign);
    }
    if ours.is_empty() {
        return None;
    }
    let lead = ours.remove(leads(&ours));
    let seconds = if ours.len() < FEW {
        ours.drain(..ours.len().div_ceil(2)).collect()
    } else {
        seconds(&mut ours)
    };
    let thirds = ours.drain(..ours.len().min(FEW)).collect();
    cards.extend(ours);
    cards.sort_by_key(|one| std::cmp::Reverse(one.published.at));
    Some(Opening { lead, seconds, thirds })
}

/// Which one leads: it has a photograph and something to say, or at least one of them.
fn leads(ours: &[CardOnPage]) -> usize {
    let worth = |one: &CardOnPage| (one.picture.is_some(), !one.standfirst.is_empty());
    let seen = ours.iter().take(CANDIDATES).enumerate();
    seen.rev().max_by_key(|(_, one)| worth(one)).map_or(0, |(index, _)| index)
}

fn seconds(ours: &mut Vec<CardOnPage>) -> Vec<CardOnPage> {
    let pictured = ours.iter().take(SEEN).filter(|one| one.picture.is_some()).count();
    if pictured == 0 {
        return ours.drain(..UNPICTURED).collect();
    }
    let mut seconds = Vec::new();
    while seconds.len() < PICTURED {
        let next = ours.iter().take(SEEN).position(|one| one.picture.is_some()).unwrap_or(0);
        seconds.push(ours.remove(next));
    }
    seconds
}

#[cfg(test)]
mod tests {
    use manuscript::Instant;
    use manuscript::language::Language;
    use typeset::Messages;
    use typeset::card::CardPicture;
    use typeset::context::{CardOnPage, Moment};

    use super::take;

    /// `p` a photograph, `s` a standfirst, `e` in English; the newest first.
    fn cards(sorts: &[&str]) -> Vec<CardOnPage> {
        let messages = Messages::of(&Language::french()).unwrap();
        let card = |(index, sort): (usize, &&str)| {
            let mut card = CardOnPage::sample(&messages);
            card.path = index.to_string();
            card.published.at = Instant(-i64::try_from(index).unwrap());
            card.standfirst = if sort.contains('s') { "Un chapô.".into() } else { String::new() };
            card.language = sort.contains('e').then(|| "en".into());
            card.picture = sort.contains('p').then(|| CardPicture {
                address: "/media/a.jpg".into(),
                alt: String::new(),
                credit: String::new(),
                width: None,
                height: None,
                focal: None,
            });
            card
        };
        sorts.iter().enumerate().map(card).collect()
    }

    /// The paths of lead, seconds, thirds and the rest.
    fn opened(sorts: &[&str]) -> String {
        let mut rest = cards(sorts);
        let opening = take(&mut rest).unwrap();
        let paths = |cards: &[CardOnPage]| cards.iter().map(|one| one.path.as_str()).collect::<Vec<_>>().join(" ");
        format!(
            "{} | {} | {} | {}",
            opening.lead.path,
            paths(&opening.seconds),
            paths(&opening.thirds),
            paths(&rest)
        )
    }

    #[test]
    fn a_photograph_with_something_to_say_leads_and_two_photographs_are_beside_it() {
        assert_eq!(
            opened(&["", "s", "ps", "p", "s", "", "p", "", "s", "s"]),
            "2 | 3 6 | 0 1 4 5 7 | 8 9"
        );
        assert_eq!(opened(&["s", "", "", "", "", "", "", "", ""]), "0 | 1 2 3 | 4 5 6 7 8 | ");
        assert_eq!(opened(&["", "p", "s", "", "", "", "", "", ""]), "1 | 0 2 3 | 4 5 6 7 8 | ");
    }

    #[test]
    fn the_hour_that_comes_twice_in_autumn_is_in_the_order_of_its_instants() {
        // 25 October 2026 in Paris: 02:30 summer time, then, half an hour later, 02:00 winter time.
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let messages = Messages::of(&Language::french()).unwrap();
        let moment = |at: &str| Moment::of(at.parse::<jiff::Timestamp>().unwrap().into(), &zone, &messages);
        let (before, after) = (moment("2026-10-25T00:30:00Z"), moment("2026-10-25T01:00:00Z"));
        assert!(before.machine > after.machine, "their names are the other way round");
        let mut rest = cards(&[""; 13]);
        for (one, published) in rest.iter_mut().rev().zip([&before, &after]) {
            one.published = published.clone();
        }
        take(&mut rest).unwrap();
        let paths: Vec<&str> = rest.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(
            paths,
            ["11", "12", "9", "10"],
            "the later instant stands first, whatever the clocks said"
        );
    }

    #[test]
    fn few_articles_stand_all_beside_the_lead_and_one_stands_alone() {
        assert_eq!(opened(&["s", "", ""]), "0 | 1 | 2 | ");
        assert_eq!(opened(&["s", "", "", ""]), "0 | 1 2 | 3 | ");
        assert_eq!(opened(&[""]), "0 |  |  | ");
        assert!(take(&mut Vec::new()).is_none());
    }

    #[test]
    fn another_language_comes_after_unless_there_is_no_other() {
        assert_eq!(opened(&["pse", "s", "s"]), "1 | 2 |  | 0");
        assert_eq!(opened(&["e", "pse"]), "1 | 0 |  | ");
    }
}

//! Paths that need no row on the shelf: what answers there follows from the path and from the paper's words.

use jiff::civil::Date;
use manuscript::address::day_in;
use manuscript::ids::Thing;
use manuscript::paper::{FormatEntry, Paper};

/// What a path asks for, where it is nobody's own address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Route<'a> {
    Corrections,
    CorrectionsFeed,
    Suspensions,
    /// The history of the article at a path.
    History(&'a str),
    /// The chain of the article at a path.
    Chain(&'a str),
    /// The feed of the section at a path.
    Feed(&'a str),
    Day(Date),
    Latest,
    Archive,
    /// All dossiers, series, topics or people.
    Overview(Thing),
    Format(&'a FormatEntry),
    /// Something, written with a slash too many behind it.
    SlashBehind(&'a str),
}

impl<'a> Route<'a> {
    /// What a path asks for, in the words of a paper.
    pub(crate) fn of(path: &'a str, paper: &'a Paper) -> Option<Self> {
        let (above, last) = path.rsplit_once('/')?;
        if last.is_empty() {
            let trimmed = path.trim_end_matches('/');
            return (!trimmed.is_empty()).then_some(Self::SlashBehind(trimmed));
        }
        Self::below(above, last, paper)
            .or_else(|| Some(Self::Day(day_in(path)?)))
            .or_else(|| Self::word(path.strip_prefix('/')?, paper))
    }

    /// What stands below something: a feed, a history, a chain.
    fn below(above: &'a str, last: &str, paper: &Paper) -> Option<Self> {
        let words = &paper.paths;
        match last {
            "feed.xml" if above.strip_prefix('/') == Some(&words.corrections) => Some(Self::CorrectionsFeed),
            "feed.xml" => Some(Self::Feed(above)),
            "chain.json" => {
                let article = above.strip_suffix(words.history.as_str())?.strip_suffix('/')?;
                Some(Self::Chain(article))
            }
            word if *word == words.history && !above.is_empty() => Some(Self::History(above)),
            _ => None,
        }
    }

    /// What one word of the paper's stands for.
    fn word(word: &str, paper: &'a Paper) -> Option<Self> {
        let words = &paper.paths;
        let all = [
            (&words.corrections, Self::Corrections),
            (&words.suspensions, Self::Suspensions),
            (&words.latest, Self::Latest),
            (&words.archive, Self::Archive),
            (&words.dossiers, Self::Overview(Thing::Dossier)),
            (&words.series, Self::Overview(Thing::Series)),
            (&words.topics, Self::Overview(Thing::Topic)),
            (&words.people, Self::Overview(Thing::Person)),
        ];
        let known = all.into_iter().find(|(known, _)| *known == word).map(|(_, route)| route);
        known.or_else(|| Some(Self::Format(paper.formats.iter().find(|format| format.path == word)?)))
    }
}

/// Whether every one of these days has a page of its own, whatever stands on the shelf.
pub(crate) fn is_day(path: &str) -> bool {
    day_in(path).is_some()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use manuscript::Kind;
    use manuscript::ids::Thing;
    use manuscript::paper::{FormatEntry, Paper};

    use super::Route;

    fn paper() -> Paper {
        let mut paper = Paper::named("Le Bief");
        paper.formats.push(FormatEntry {
            kind: Kind::Video,
            path: "videos".into(),
            name: "Vidéos".into(),
            description: None,
        });
        paper
    }

    /// Where a route answers.
    fn path_of(route: &Route<'_>, paper: &Paper) -> String {
        let words = &paper.paths;
        match route {
            Route::Corrections => format!("/{}", words.corrections),
            Route::CorrectionsFeed => format!("/{}/feed.xml", words.corrections),
            Route::Suspensions => format!("/{}", words.suspensions),
            Route::History(article) => format!("{article}/{}", words.history),
            Route::Chain(article) => format!("{article}/{}/chain.json", words.history),
            Route::Feed(section) => format!("{section}/feed.xml"),
            Route::Day(day) => format!("/{}", day.strftime("%Y/%m/%d")),
            Route::Latest => format!("/{}", words.latest),
            Route::Archive => format!("/{}", words.archive),
            Route::Overview(Thing::Dossier) => format!("/{}", words.dossiers),
            Route::Overview(Thing::Series) => format!("/{}", words.series),
            Route::Overview(Thing::Person) => format!("/{}", words.people),
            Route::Overview(_) => format!("/{}", words.topics),
            Route::Format(format) => format!("/{}", format.path),
            Route::SlashBehind(path) => format!("{path}/"),
        }
    }

    #[test]
    fn every_route_is_found_at_its_path() {
        let paper = paper();
        let routes = [
            Route::Corrections,
            Route::CorrectionsFeed,
            Route::Suspensions,
            Route::History("/2026/11/22/un-titre"),
            Route::Chain("/2026/11/22/un-titre"),
            Route::Feed("/international/europe"),
            Route::Day(date(2026, 11, 22)),
            Route::Latest,
            Route::Archive,
            Route::Overview(Thing::Dossier),
            Route::Overview(Thing::Series),
            Route::Overview(Thing::Topic),
            Route::Overview(Thing::Person),
            Route::Format(&paper.formats[0]),
            Route::SlashBehind("/2026/11/22"),
        ];
        for route in routes {
            let path = path_of(&route, &paper);
            assert_eq!(Route::of(&path, &paper), Some(route), "{path}");
        }
    }

    #[test]
    fn any_other_path_asks_for_nothing_by_itself() {
        let paper = paper();
        for path in [
            "",
            "/",
            "//",
            "/2026/11/31",
            "/2026/1/22",
            "/+026/11/22",
            "/2026/+1/22",
            "/2026/11/22/un-titre",
            "/chain.json",
            "/historique",
            "/rien",
        ] {
            assert_eq!(Route::of(path, &paper), None, "{path}");
        }
    }
}

//! From a step to a deed: what exactly is asked for, given what there is when its turn comes.

use manuscript::{Access, Nature};

use super::oracle::Article;
use super::steps::{Edit, Put, Step, Taken, To};
use super::words::{Said, Words};

pub(crate) const SECTIONS: [&str; 4] = ["monde", "monde/europe", "culture", "sport"];
pub(crate) const DOSSIERS: [&str; 3] = ["Dossier Rhone", "Dossier Ports", "Dossier Ecoles"];
pub(crate) const TOPICS: [&str; 3] = ["Eau", "Trains", "Justice"];
const MINUTE: i64 = 60_000;

/// Where an article stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) section: Option<String>,
    pub(crate) dossiers: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) access: Access,
    pub(crate) teaser: u32,
}

/// How the live text is changed.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Passage(String, String),
    Whole,
}

/// What is withheld.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    Word(String),
    Leaf(String),
    Whole,
    Picture,
}

/// What exactly is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Save {
        words: Words,
        unseen: bool,
    },
    Publish {
        unseen: bool,
    },
    /// No words: there is nothing that such a correction would give.
    Correct {
        words: Option<Words>,
        change: Change,
        nature: Nature,
        told: Option<Vec<String>>,
    },
    Retract(String),
    Restore {
        version: Option<usize>,
        reason: String,
    },
    Withhold {
        what: Held,
        version: Option<usize>,
    },
    Schedule(i64),
    Unschedule,
    Embargo(i64),
    Lift {
        said: bool,
    },
    Pass(i64),
    Place(Placed, Option<bool>),
    /// No path: whatever is sent is refused.
    Move(Option<String>),
    Suspend {
        from: Option<i64>,
        until: Option<i64>,
        reason: String,
    },
    Resume(String),
}

impl Article {
    /// What a step means here and now; `taken` is an address that something else has.
    pub(crate) fn deed(&mut self, step: Step, now: i64) -> Deed {
        match step {
            Step::Save(edit) => self.save(edit, false),
            Step::SaveUnseen(edit) => self.save(edit, true),
            Step::Publish => Deed::Publish { unseen: false },
            Step::PublishUnseen => Deed::Publish { unseen: true },
            Step::CorrectPassage { at, nature, told } => self.correct_passage(at, (nature, told)),
            Step::CorrectWhole { edit, nature, told } => self.correct_whole(edit, (nature, told)),
            Step::Retract => Deed::Retract(self.mint()),
            Step::RetractUnsaid => Deed::Retract(String::new()),
            Step::Restore(version) => Deed::Restore {
                version: (version > 0).then_some(version),
                reason: self.mint(),
            },
            Step::Withhold { what, at, version } => self.withholding(what, at, version),
            Step::Schedule(turn) => Deed::Schedule(self.time(turn, now)),
            Step::Unschedule => Deed::Unschedule,
            Step::Embargo(turn) => Deed::Embargo(self.time(turn, now)),
            Step::Lift(turn) => Deed::Lift { said: turn > 0 },
            Step::Pass(turn) => Deed::Pass([1, MINUTE, 11 * MINUTE, 61 * MINUTE, 13 * 60 * MINUTE, 1_000][turn]),
            Step::PassToThePlan => {
                let next = self.plan.as_ref().map(|plan| plan.at).or(self.embargo);
                Deed::Pass(next.map_or(1, |at| at - now))
            }
            Step::Place(put, at) => self.placing(put, at),
            Step::Move(to, at) => self.moving(to, at),
            Step::Suspend { later, until } => Deed::Suspend {
                from: (later == 1).then_some(now + 30 * MINUTE),
                until: [Some(now + 20 * MINUTE), Some(now + 60 * MINUTE), None, None][until],
                reason: self.mint(),
            },
            Step::Resume => Deed::Resume(self.mint()),
        }
    }

    /// The first text of an article.
    pub(crate) fn begin(&mut self) -> Words {
        let mut words = Words {
            headline: Some(self.mint()),
            standfirst: Some(self.mint()),
            ..Words::default()
        };
        for turn in 0..=self.number % 4 {
            words.blocks.push((format!("b{turn}"), Said::Pair(self.mint(), self.mint())));
        }
        if self.number.is_multiple_of(3) {
            words.byline = Some(self.mint());
            words.lead = Some(self.mint());
        }
        words
    }

    fn time(&self, turn: usize, now: i64) -> i64 {
        match turn {
            0 => now - MINUTE,
            1 => self.embargo.unwrap_or(now + MINUTE),
            2 | 3 => now + MINUTE,
            4 => now + 10 * MINUTE,
            5 => now + 12 * 60 * MINUTE,
            _ => now + 60 * MINUTE,
        }
    }

    fn save(&mut self, edit: Edit, unseen: bool) -> Deed {
        let words = self.edited(&self.draft.clone(), edit);
        Deed::Save { words, unseen }
    }

    fn edited(&mut self, words: &Words, edit: Edit) -> Words {
        let mut words = words.clone();
        let new = self.mint();
        let blocks = words.blocks.len();
        match edit.what {
            0 => words.headline = Some(new),
            1 => words.kicker = words.kicker.is_none().then_some(new),
            2 => words.standfirst = Some(new),
            3 => words.byline = Some(new),
            4 => words.lead = (words.lead.is_none() || edit.at.is_multiple_of(2)).then_some(new),
            5 if blocks > 0 => drop(words.blocks.remove(edit.at % blocks)),
            6 => words.byline = None,
            7 => words
                .blocks
                .insert(edit.at % (blocks + 1), (format!("n{}", self.minted), self.pair(new))),
            // What was withheld is written once more.
            8 => {
                let gone = self.gone_words();
                let back = if gone.is_empty() { new } else { gone[edit.at % gone.len()].clone() };
                words.blocks.push((format!("n{}", self.minted), self.pair(back)));
            }
            _ if blocks > 0 => match &mut words.blocks[edit.at % blocks].1 {
                Said::Pair(a, _) if edit.what.is_multiple_of(2) => *a = new,
                Said::Pair(_, b) => *b = new,
                Said::Reason(_) | Said::Hole => {}
            },
            _ => {}
        }
        words
    }

    fn pair(&mut self, first: String) -> Said {
        Said::Pair(first, self.mint())
    }

    fn natured(&mut self, (nature, told): (usize, usize), old: Option<&String>) -> (Nature, Option<Vec<String>>) {
        let nature = match nature {
            0..3 => Nature::Typo,
            3..6 => Nature::Update,
            6..9 => Nature::Clarification,
            9 => Nature::Restoration,
            _ => Nature::Correction,
        };
        let is_told = match nature {
            Nature::Typo => told == 0,
            Nature::Update => told > 3,
            _ => told > 0,
        };
        let words = [Some(self.mint()), old.cloned().filter(|_| told == 5)];
        (nature, is_told.then(|| words.into_iter().flatten().collect()))
    }

    fn correct_passage(&mut self, at: usize, how: (usize, usize)) -> Deed {
        let live = self.live().unwrap_or_default();
        let words: Vec<String> = live.words().into_iter().collect();
        let old = if words.is_empty() {
            self.mint()
        } else {
            words[at % words.len()].clone()
        };
        let new = self.mint();
        let (nature, told) = self.natured(how, Some(&old));
        Deed::Correct {
            words: live.with(&old, &new),
            change: Change::Passage(old, new),
            nature,
            told,
        }
    }

    fn correct_whole(&mut self, edit: Edit, how: (usize, usize)) -> Deed {
        let live = self.live().unwrap_or_else(|| self.draft.clone());
        let words = self.edited(&live, edit);
        let (nature, told) = self.natured(how, None);
        Deed::Correct {
            words: Some(words),
            change: Change::Whole,
            nature,
            told,
        }
    }

    fn withholding(&mut self, what: Taken, at: usize, version: usize) -> Deed {
        let version = (1..=self.versions.len() + 1).contains(&version).then_some(version);
        let mut paths: Vec<String> = self
            .versions
            .iter()
            .flat_map(|one| one.words.parts())
            .map(|part| part.path)
            .collect();
        paths.push("body/none".into());
        let mut words: Vec<String> = self.versions.iter().flat_map(|one| one.words.words()).collect();
        words.extend(self.draft.words());
        words.push(self.mint());
        let what = match what {
            Taken::Words => Held::Word(words[at % words.len()].clone()),
            Taken::Leaf => Held::Leaf(paths[at % paths.len()].clone()),
            Taken::Never => Held::Leaf("kind".into()),
            Taken::Byline => Held::Leaf("byline".into()),
            Taken::Whole => Held::Whole,
            Taken::Picture => Held::Picture,
        };
        Deed::Withhold { what, version }
    }

    fn placing(&mut self, put: Put, at: usize) -> Deed {
        let mut placed = self.placed.clone();
        let mut pin = None;
        match put {
            Put::Section => placed.section = SECTIONS.get(at % 5).map(|path| (*path).to_owned()),
            Put::Dossiers => placed.dossiers = DOSSIERS.iter().take(at % 3).map(|name| (*name).to_owned()).collect(),
            Put::Topics => placed.topics = vec![TOPICS[at % 3].to_owned()],
            Put::NewTopic => placed.topics.push(format!("Sujet {}", self.mint())),
            Put::Access => placed.access = [Access::Everyone, Access::Registered, Access::Subscribers][at % 3],
            Put::Teaser => placed.teaser = (at % 4) as u32,
            Put::Pin => pin = Some(true),
            Put::Unpin => pin = Some(false),
        }
        Deed::Place(placed, pin)
    }

    fn moving(&mut self, to: To, at: usize) -> Deed {
        let new = format!("/ailleurs/{}-{}", self.number, self.minted);
        self.mint();
        Deed::Move(match to {
            To::New => Some(new),
            To::Former if !self.former.is_empty() => Some(self.former[at % self.former.len()].clone()),
            To::Former | To::Same => Some(self.path.clone().unwrap_or(new)),
            To::AnothersPlace | To::Unfit | To::Day => None,
        })
    }
}

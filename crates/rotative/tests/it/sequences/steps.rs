//! Random sequences: dice that fall the same way for the same seed, and steps that mean something in any state.

use std::fmt::Debug;

/// Dice of a seed (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// How a text is changed: which part, where in it. Means something for any text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edit {
    pub(crate) what: usize,
    pub(crate) at: usize,
}

/// What is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Words,
    Leaf,
    Never,
    Byline,
    Whole,
    Picture,
}

/// How an article is placed anew.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Put {
    Section,
    Dossiers,
    Topics,
    NewTopic,
    Access,
    Teaser,
    Pin,
    Unpin,
}

/// Where an article moves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum To {
    New,
    Former,
    Same,
    AnothersPlace,
    Unfit,
    Day,
}

/// One step of a sequence. Its numbers choose among whatever there is when its turn comes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Save(Edit),
    SaveUnseen(Edit),
    Publish,
    PublishUnseen,
    CorrectPassage { at: usize, nature: usize, told: usize },
    CorrectWhole { edit: Edit, nature: usize, told: usize },
    Retract,
    RetractUnsaid,
    Restore(usize),
    Withhold { what: Taken, at: usize, version: usize },
    Schedule(usize),
    Unschedule,
    Embargo(usize),
    Lift(usize),
    Pass(usize),
    PassToThePlan,
    Place(Put, usize),
    Move(To, usize),
    Suspend { later: usize, until: usize },
    Resume,
}

/// A sequence of a seed.
pub(crate) fn sequence(seed: u64) -> Vec<Step> {
    let mut dice = Dice::of(seed);
    // Some begin as most articles do; others find everything unpublished.
    let mut steps = if dice.below(4) > 0 { vec![Step::Publish] } else { Vec::new() };
    let many = 2 + dice.below(9);
    steps.extend((0..many).map(|_| step(&mut dice)));
    steps
}

fn step(dice: &mut Dice) -> Step {
    let (at, nature, told) = (dice.below(64), dice.below(16), dice.below(8));
    let edit = Edit {
        what: dice.below(14),
        at: dice.below(64),
    };
    match dice.below(100) {
        0..14 => Step::Save(edit),
        14 => Step::SaveUnseen(edit),
        15..27 => Step::Publish,
        27 => Step::PublishUnseen,
        28..36 => Step::CorrectPassage { at, nature, told },
        36..43 => Step::CorrectWhole { edit, nature, told },
        43..48 => Step::Retract,
        48 => Step::RetractUnsaid,
        49..55 => Step::Restore(dice.below(5)),
        55..66 => Step::Withhold {
            what: taken(dice),
            at,
            version: dice.below(5),
        },
        66..71 => Step::Schedule(dice.below(8)),
        71 => Step::Unschedule,
        72..75 => Step::Embargo(dice.below(8)),
        75 => Step::Lift(dice.below(3)),
        76..81 => Step::Pass(dice.below(6)),
        81..84 => Step::PassToThePlan,
        84..92 => Step::Place(put(dice), at),
        92..95 => Step::Move(to(dice), at),
        95..98 => Step::Suspend {
            later: dice.below(4),
            until: dice.below(4),
        },
        _ => Step::Resume,
    }
}

fn taken(dice: &mut Dice) -> Taken {
    use Taken::{Byline, Leaf, Never, Picture, Whole, Words};
    [Words, Words, Words, Leaf, Leaf, Leaf, Never, Byline, Whole, Whole, Picture][dice.below(11)]
}

fn put(dice: &mut Dice) -> Put {
    use Put::{Access, Dossiers, NewTopic, Pin, Section, Teaser, Topics, Unpin};
    [Section, Dossiers, Topics, NewTopic, Access, Access, Teaser, Pin, Unpin][dice.below(9)]
}

fn to(dice: &mut Dice) -> To {
    use To::{AnothersPlace, Day, Former, New, Same, Unfit};
    [New, New, New, Former, Former, Same, AnothersPlace, Unfit, Day][dice.below(9)]
}

/// The shortest sequence that still fails, by leaving one step after another out.
pub(crate) fn shrunk<T: Clone + Debug>(steps: Vec<T>, mut fails: impl FnMut(&[T]) -> bool) -> Vec<T> {
    let mut steps = steps;
    let mut at = 0;
    while at < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(at);
        if fails(&fewer) {
            steps = fewer;
            at = 0;
        } else {
            at += 1;
        }
    }
    steps
}

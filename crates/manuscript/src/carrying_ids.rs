//! Carrying the ids of blocks from a former body to the next one: a text that comes as Markdown names none, and notes, findings
//! and comments hang on them.
//!
//! A block that says the same keeps its id wherever it stands now; one that was edited keeps it where it can be recognised: by
//! its words, or by its place between the same neighbours. Blocks within others are carried as those at the top.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;
use std::mem::{Discriminant, discriminant};

use crate::body::{Block, Body, each_block, each_block_mut};

/// How alike the words of two blocks must be for one to be the other, edited: twice the words that both have, in hundredths of
/// all words.
const ALIKE: usize = 50;

/// More pairs than these are not compared word by word: such a text was written anew.
const COMPARED: usize = 250_000;

/// Carries the ids of a former body over to a new one. A block that is none of the former has no id after this, unless whoever
/// made it gave it one that no former block has.
pub fn carry_ids(former: &[Block], body: &mut Body) {
    let (old, new) = (flat(former), flat(body));
    let mut found = Found::nothing(old.len(), new.len());
    found.same(&old, &new);
    found.alike(&old, &new);
    found.in_place(&old, &new);
    let known: HashSet<&str> = old.iter().map(|block| block.id.as_str()).collect();
    let mut at = 0;
    each_block_mut(body, &mut |block| {
        match found.of_new[at] {
            Some(one) => block.id_mut().clone_from(&old[one].id),
            None if known.contains(block.id()) => block.id_mut().clear(),
            None => {}
        }
        at += 1;
    });
    forget_repeated_ids(body);
}

/// What of a block is compared.
struct Seen {
    place: Place,
    id: String,
    sort: Discriminant<Block>,
    /// Everything that it says but ids.
    content: String,
    words: Vec<String>,
}

/// Whether a block stands in the text itself or in another block.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Top,
    Within,
}

/// Every block in the order of the text, those within others after what they are in.
fn flat(body: &[Block]) -> Vec<Seen> {
    let mut blocks = Vec::new();
    for top in body {
        let mut place = Place::Top;
        each_block(std::slice::from_ref(top), &mut |block| {
            blocks.push(Seen {
                place: std::mem::replace(&mut place, Place::Within),
                id: block.id().to_owned(),
                sort: discriminant(block),
                content: content_of(block),
                words: words_of(block),
            });
        });
    }
    blocks
}

fn content_of(block: &Block) -> String {
    let mut bare = block.clone();
    each_block_mut(std::slice::from_mut(&mut bare), &mut |block| block.id_mut().clear());
    serde_json::to_string(&bare).unwrap_or_default()
}

fn words_of(block: &Block) -> Vec<String> {
    let mut words: Vec<String> = block.words().split_whitespace().map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// Which former block each new one is.
struct Found {
    of_new: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Found {
    fn nothing(old: usize, new: usize) -> Self {
        Self {
            of_new: vec![None; new],
            is_taken: vec![false; old],
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.of_new[new] = Some(old);
        self.is_taken[old] = true;
    }

    /// What says the same: from both ends first, so that of several equal blocks each keeps its own; then wherever it stands,
    /// in the text or within others as before if it can be.
    fn same<'a>(&mut self, old: &'a [Seen], new: &'a [Seen]) {
        let is_same = |(one, other): &(&Seen, &Seen)| one.place == other.place && one.content == other.content;
        let head = old.iter().zip(new).take_while(is_same).count();
        let most = old.len().min(new.len()) - head;
        let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(is_same).count();
        (0..head).for_each(|at| self.pair(at, at));
        (1..=tail).for_each(|back| self.pair(old.len() - back, new.len() - back));
        self.anywhere(old, new, |block| (Some(block.place), block.content.as_str()));
        self.anywhere(old, new, |block| (None::<Place>, block.content.as_str()));
    }

    fn anywhere<'a, K: Eq + Hash>(&mut self, old: &'a [Seen], new: &'a [Seen], key: impl Fn(&'a Seen) -> K) {
        let (lost, met) = self.left();
        let mut left: HashMap<K, VecDeque<usize>> = HashMap::new();
        for one in lost {
            left.entry(key(&old[one])).or_default().push_back(one);
        }
        for at in met {
            if let Some(one) = left.get_mut(&key(&new[at])).and_then(VecDeque::pop_front) {
                self.pair(one, at);
            }
        }
    }

    /// What was edited and can be recognised by its words, the most alike first.
    fn alike(&mut self, old: &[Seen], new: &[Seen]) {
        let (lost, met) = self.left();
        if lost.len() * met.len() > COMPARED {
            return;
        }
        let pairs = met.iter().flat_map(|&at| lost.iter().map(move |&one| (one, at)));
        let mut alike: Vec<(usize, usize, usize)> = pairs
            .filter(|&(one, at)| old[one].sort == new[at].sort)
            .map(|(one, at)| (likeness(&old[one].words, &new[at].words), one, at))
            .filter(|(likeness, ..)| *likeness >= ALIKE)
            .collect();
        alike.sort_by(|one, other| other.0.cmp(&one.0).then(one.cmp(other)));
        for (_, one, at) in alike {
            self.pair_free(one, at);
        }
    }

    /// What was written anew between the same neighbours, the first with the first.
    fn in_place(&mut self, old: &[Seen], new: &[Seen]) {
        let mut next = 0;
        for (at, block) in new.iter().enumerate() {
            if let Some(one) = self.of_new[at] {
                next = one + 1;
                continue;
            }
            let gap = (next..old.len()).take_while(|&one| !self.is_taken[one]);
            let Some(one) = gap.into_iter().find(|&one| old[one].sort == block.sort) else {
                continue;
            };
            self.pair(one, at);
            next = one + 1;
        }
    }

    fn pair_free(&mut self, one: usize, at: usize) {
        if !self.is_taken[one] && self.of_new[at].is_none() {
            self.pair(one, at);
        }
    }

    /// The former blocks that are none of the new ones so far, and the new ones that are none of the former.
    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let lost = (0..self.is_taken.len()).filter(|&one| !self.is_taken[one]).collect();
        let met = (0..self.of_new.len()).filter(|&at| self.of_new[at].is_none()).collect();
        (lost, met)
    }
}

/// Twice the words that both have, in hundredths of all words; both are sorted.
fn likeness(one: &[String], other: &[String]) -> usize {
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let (mut left, mut right, mut both) = (0, 0, 0);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => (left, right, both) = (left + 1, right + 1, both + 1),
        }
    }
    200 * both / all
}

fn forget_repeated_ids(body: &mut Body) {
    let mut seen = HashSet::new();
    each_block_mut(body, &mut |block| {
        if !block.id().is_empty() && !seen.insert(block.id().to_owned()) {
            block.id_mut().clear();
        }
    });
}

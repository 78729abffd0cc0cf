//! What must be public after each act, said without any of the paper's own machinery: the rules of the house, by hand.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use manuscript::body::{Block, Node, Plain};
use manuscript::settled::give_ids;
use manuscript::{Access, Instant, Nature, Uuid, text};

use super::deeds::{Change, Deed, Held, Placed};
use super::words::{Part, Said, Words, name_of, reason_of};

/// What readers were told about a version.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) words: Vec<String>,
    pub(crate) is_withheld: bool,
}

/// What was published.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub(crate) nature: Nature,
    pub(crate) words: Words,
    /// The paths that are withheld.
    pub(crate) held: BTreeSet<String>,
    pub(crate) told: Option<Told>,
}

impl Version {
    /// The parts that may be read.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part> {
        self.words.parts().into_iter().filter(|part| !self.held.contains(&part.path))
    }

    /// With holes where something is withheld.
    pub(crate) fn readable(&self) -> Words {
        let mut words = self.words.clone();
        words.take_out(&|part| self.held.contains(&part.path));
        words
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) at: i64,
    pub(crate) words: Words,
}

/// What may not come back.
#[derive(Clone, Debug)]
enum Gone {
    Word(String),
    Bare(String),
}

impl Gone {
    fn is_in(&self, part: &Part) -> bool {
        match self {
            Self::Word(word) => part.words.contains(word),
            Self::Bare(bare) => part.bare.as_ref() == Some(bare),
        }
    }
}

/// Comments closed for the article.
#[derive(Clone, Debug)]
pub(crate) struct Suspension {
    pub(crate) id: Option<Uuid>,
    pub(crate) begins: i64,
    pub(crate) until: Option<i64>,
    pub(crate) has_begun: bool,
    pub(crate) has_ended: bool,
    pub(crate) reason: String,
    pub(crate) why_ended: Option<String>,
}

/// One article as it must be.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) number: usize,
    pub(crate) id: Option<Uuid>,
    pub(crate) minted: usize,
    pub(crate) draft: Words,
    pub(crate) versions: Vec<Version>,
    pub(crate) plan: Option<Plan>,
    pub(crate) embargo: Option<i64>,
    pub(crate) placed: Placed,
    pub(crate) pinned_at: Option<i64>,
    pub(crate) path: Option<String>,
    pub(crate) former: Vec<String>,
    pub(crate) first_at: Option<i64>,
    pub(crate) retracted_at: Option<i64>,
    /// When the model was last asked to do something.
    pub(crate) seen_at: i64,
    pub(crate) suspensions: Vec<Suspension>,
    /// Names of people, sections, dossiers and topics that readers know because of it.
    pub(crate) known: BTreeSet<String>,
    gone: Vec<Gone>,
    pub(crate) is_picture_gone: bool,
}

impl Article {
    pub(crate) fn new(number: usize, placed: Placed) -> Self {
        Self {
            number,
            id: None,
            minted: 0,
            draft: Words::default(),
            versions: Vec::new(),
            plan: None,
            embargo: None,
            placed,
            pinned_at: None,
            path: None,
            former: Vec::new(),
            first_at: None,
            retracted_at: None,
            seen_at: 0,
            suspensions: Vec::new(),
            known: BTreeSet::new(),
            gone: Vec::new(),
            is_picture_gone: false,
        }
    }

    /// A word that stands nowhere else.
    pub(crate) fn mint(&mut self) -> String {
        self.minted += 1;
        format!("W{}X{}Z", self.number, self.minted)
    }

    pub(crate) fn is_retracted(&self) -> bool {
        self.versions.last().is_some_and(|last| last.nature == Nature::Retraction)
    }

    pub(crate) fn is_live(&self) -> bool {
        !self.versions.is_empty() && !self.is_retracted()
    }

    /// What readers read now.
    pub(crate) fn live(&self) -> Option<Words> {
        self.versions.last().filter(|_| self.is_live()).map(Version::readable)
    }

    pub(crate) fn can_come(&self, words: &Words) -> bool {
        let picture = self.is_picture_gone && words.lead.is_some();
        !picture && !words.parts().iter().any(|part| self.gone.iter().any(|gone| gone.is_in(part)))
    }

    pub(crate) fn gone_words(&self) -> Vec<String> {
        let words = self.gone.iter().filter_map(|gone| match gone {
            Gone::Word(word) => Some(word.clone()),
            Gone::Bare(_) => None,
        });
        words.collect()
    }

    /// Does what is asked for, or refuses and stays as it is.
    pub(crate) fn after(&mut self, deed: &Deed, now: i64) -> bool {
        self.seen_at = now;
        let mut next = self.clone();
        let done = next.did(deed, now).is_some();
        if done {
            *self = next;
        }
        done
    }

    fn did(&mut self, deed: &Deed, now: i64) -> Option<()> {
        match deed {
            Deed::Save { words, unseen } => {
                (!unseen).then_some(())?;
                self.draft = words.clone();
            }
            Deed::Publish { unseen } => self.publish(*unseen, now)?,
            Deed::Correct {
                words,
                change,
                nature,
                told,
            } => self.correct((words.as_ref()?, change), *nature, told.as_ref(), now)?,
            Deed::Retract(reason) => self.retract(reason, now)?,
            Deed::Restore { version, reason } => self.restore(*version, reason, now)?,
            Deed::Withhold { what, version } => self.withhold(what, *version)?,
            Deed::Schedule(at) => self.schedule(*at, now)?,
            Deed::Unschedule => drop(self.plan.take()?),
            Deed::Embargo(until) => self.put_under_embargo(*until, now)?,
            Deed::Lift { said } => {
                said.then_some(())?;
                self.embargo.take()?;
            }
            Deed::Pass(_) => {}
            Deed::Place(placed, pin) => self.place(placed, *pin, now)?,
            Deed::Move(path) => self.moves(path.as_ref()?)?,
            Deed::Suspend { from, until, reason } => self.suspend(*from, *until, reason, now)?,
            Deed::Resume(reason) => self.resume(reason)?,
        }
        Some(())
    }

    fn publish(&mut self, unseen: bool, now: i64) -> Option<()> {
        let is_new = self.is_new(&self.draft);
        let may = !unseen && self.embargo.is_none() && !self.is_retracted() && is_new && self.can_come(&self.draft);
        may.then_some(())?;
        self.plan = None;
        self.goes_live(self.draft.clone(), (Nature::Update, None), now);
        Some(())
    }

    /// Whether readers would read anything else than they do.
    fn is_new(&self, words: &Words) -> bool {
        self.versions.last().is_none_or(|last| last.readable() != *words)
    }

    fn goes_live(&mut self, words: Words, (nature, told): (Nature, Option<Vec<String>>), now: i64) {
        let nature = if self.versions.is_empty() { Nature::First } else { nature };
        let first_at = *self.first_at.get_or_insert(now);
        if self.path.is_none() {
            let slug = words.headline.clone().unwrap_or_default().to_lowercase();
            self.path = Some(format!("{}/titre-{slug}", day_path(first_at)));
        }
        let told = told.map(|words| Told { words, is_withheld: false });
        self.versions.push(Version {
            nature,
            words,
            held: BTreeSet::new(),
            told,
        });
        self.is_known();
    }

    /// What a public article names is known from then on.
    fn is_known(&mut self) {
        let Some(last) = self.versions.last() else { return };
        self.known.extend(last.readable().byline.iter().map(|word| name_of(word)));
        let section = self.placed.section.clone().unwrap_or_default();
        self.known
            .extend(section.split('/').map(str::to_owned).filter(|name| !name.is_empty()));
        self.known.extend(self.placed.dossiers.iter().chain(&self.placed.topics).cloned());
    }

    fn correct(&mut self, (words, _): (&Words, &Change), nature: Nature, told: Option<&Vec<String>>, now: i64) -> Option<()> {
        let live = self.live()?;
        let is_told_well = match nature {
            Nature::Typo => told.is_none(),
            Nature::Update => true,
            Nature::Clarification | Nature::Correction => told.is_some(),
            _ => false,
        };
        (is_told_well && *words != live && self.can_come(words)).then_some(())?;
        if let Some(plan) = &mut self.plan {
            let (carried, all) = carried(&live, words, &plan.words);
            all.then_some(())?;
            plan.words = carried;
        }
        self.draft = carried(&live, words, &self.draft).0;
        self.goes_live(words.clone(), (nature, told.cloned()), now);
        Some(())
    }

    fn retract(&mut self, reason: &str, now: i64) -> Option<()> {
        let live = self.live().filter(|_| !reason.is_empty())?;
        self.plan = None;
        let notice = Words {
            headline: live.headline,
            blocks: vec![(id_of_reason(reason), Said::Reason(reason.to_owned()))],
            ..Words::default()
        };
        // A reason that was withheld once may not come back either; it is a new word each time.
        self.can_come(&notice).then_some(())?;
        self.retracted_at = Some(now);
        self.goes_live(notice, (Nature::Retraction, Some(vec![reason.to_owned()])), now);
        Some(())
    }

    fn restore(&mut self, wanted: Option<usize>, reason: &str, now: i64) -> Option<()> {
        let all = self.versions.len();
        let mut chosen = (1..all)
            .rev()
            .filter(|number| self.versions[number - 1].nature != Nature::Retraction);
        let chosen = chosen.find(|number| wanted.is_none_or(|wanted| wanted == *number))?;
        let words = self.versions[chosen - 1].readable();
        self.can_come(&words).then_some(())?;
        self.goes_live(words, (Nature::Restoration, Some(vec![reason.to_owned()])), now);
        Some(())
    }

    fn schedule(&mut self, at: i64, now: i64) -> Option<()> {
        let is_open = self.embargo.map_or(!self.is_retracted(), |until| at >= until);
        let is_new = self.is_new(&self.draft);
        (self.plan.is_none() && is_open && is_new && at > now && self.can_come(&self.draft)).then_some(())?;
        self.plan = Some(Plan {
            at,
            words: self.draft.clone(),
        });
        Some(())
    }

    fn put_under_embargo(&mut self, until: i64, now: i64) -> Option<()> {
        let is_before_the_plan = self.plan.as_ref().is_none_or(|plan| plan.at >= until);
        let is_not_sooner = self.embargo.is_none_or(|before| until >= before);
        (self.versions.is_empty() && until > now && is_before_the_plan && is_not_sooner).then_some(())?;
        self.embargo = Some(until);
        Some(())
    }

    fn place(&mut self, placed: &Placed, pin: Option<bool>, now: i64) -> Option<()> {
        let pinned_at = pin.map_or(self.pinned_at, |pin| pin.then_some(now));
        (*placed != self.placed || pinned_at != self.pinned_at).then_some(())?;
        self.placed = placed.clone();
        self.pinned_at = pinned_at;
        self.is_known();
        Some(())
    }

    fn moves(&mut self, path: &str) -> Option<()> {
        let before = self.path.replace(path.to_owned())?;
        self.former.retain(|former| former != path);
        if before != path {
            self.former.push(before);
        }
        Some(())
    }

    fn suspend(&mut self, from: Option<i64>, until: Option<i64>, reason: &str, now: i64) -> Option<()> {
        let begins = from.unwrap_or(now);
        until.is_none_or(|until| until > now && until > begins).then_some(())?;
        self.suspensions.push(Suspension {
            id: None,
            begins,
            until,
            has_begun: begins <= now,
            has_ended: false,
            reason: reason.to_owned(),
            why_ended: None,
        });
        Some(())
    }

    fn resume(&mut self, reason: &str) -> Option<()> {
        let standing = self.suspensions.iter_mut().find(|one| !one.has_ended)?;
        standing.has_ended = true;
        standing.why_ended = Some(reason.to_owned());
        Some(())
    }

    /// What was planned for now, or before, happens now.
    pub(crate) fn time_passes(&mut self, now: i64) {
        for one in self.suspensions.iter_mut().filter(|one| !one.has_ended) {
            one.has_begun |= one.begins <= now;
            one.has_ended = one.until.is_some_and(|until| until <= now);
        }
        self.embargo = self.embargo.filter(|until| *until > now);
        if let Some(plan) = self.plan.take_if(|plan| plan.at <= now)
            && self.can_come(&plan.words)
            && self.is_new(&plan.words)
        {
            self.goes_live(plan.words, (Nature::Update, None), now);
        }
    }

    fn withhold(&mut self, what: &Held, version: Option<usize>) -> Option<()> {
        let asked: Vec<usize> = (0..self.versions.len())
            .filter(|index| version.is_none_or(|number| number == index + 1))
            .collect();
        // Words and files go from every version.
        (version.is_none() || !matches!(what, Held::Word(_) | Held::Picture)).then_some(())?;
        match what {
            Held::Word(word) => self.withhold_all(&|part| part.words.contains(word), vec![Gone::Word(word.clone())]),
            Held::Leaf(path) => {
                let named = asked
                    .iter()
                    .flat_map(|index| self.versions[*index].parts())
                    .filter(|part| part.path == *path);
                let bares: Vec<String> = named.filter_map(|part| part.bare).collect();
                (!bares.is_empty()).then_some(())?;
                for index in asked {
                    self.versions[index].held.insert(path.clone());
                }
                let gone: Vec<Gone> = bares.into_iter().map(Gone::Bare).collect();
                // The same words elsewhere go too; that there are none any more is no refusal.
                let _ = self.withhold_all(&|part| gone.iter().any(|gone| gone.is_in(part)), gone.clone());
                self.remember(gone);
                Some(())
            }
            Held::Whole => self.withhold_whole(&asked),
            Held::Picture => {
                self.withhold_picture();
                Some(())
            }
        }
    }

    fn withhold_all(&mut self, is_gone: &dyn Fn(&Part) -> bool, gone: Vec<Gone>) -> Option<()> {
        let mut any = false;
        for version in &mut self.versions {
            let paths: Vec<String> = version.parts().filter(|part| is_gone(part)).map(|part| part.path).collect();
            any |= !paths.is_empty();
            version.held.extend(paths);
        }
        any.then(|| self.remember(gone))
    }

    fn withhold_whole(&mut self, asked: &[usize]) -> Option<()> {
        let parts = |index: &usize| self.versions[*index].parts().collect::<Vec<_>>();
        let named: Vec<usize> = asked.iter().copied().filter(|index| !parts(index).is_empty()).collect();
        (!named.is_empty()).then_some(())?;
        let others = (0..self.versions.len()).filter(|index| !named.contains(index));
        let remaining: BTreeSet<String> = others.flat_map(|index| parts(&index)).map(|part| part.exact).collect();
        let all: Vec<Part> = named.iter().flat_map(parts).collect();
        for index in &named {
            let paths: Vec<String> = self.versions[*index].parts().map(|part| part.path).collect();
            self.versions[*index].held.extend(paths);
        }
        let gone = all.into_iter().filter(|part| !remaining.contains(&part.exact));
        self.remember(gone.filter_map(|part| part.bare).map(Gone::Bare).collect());
        Some(())
    }

    fn withhold_picture(&mut self) {
        let mut same = BTreeSet::new();
        for version in &mut self.versions {
            same.extend(version.parts().filter(|part| part.path == "lead").map(|part| part.exact));
            version.held.insert("lead".into());
        }
        self.is_picture_gone = true;
        let plan = self.plan.iter_mut().map(|plan| &mut plan.words);
        for working in plan.chain([&mut self.draft]) {
            working.take_out(&|part| same.contains(&part.exact));
        }
    }

    /// From now on it may not come back, and it goes from what is being written and what readers were told.
    fn remember(&mut self, gone: Vec<Gone>) {
        let plan = self.plan.iter_mut().map(|plan| &mut plan.words);
        for working in plan.chain([&mut self.draft]) {
            working.take_out(&|part| gone.iter().any(|gone| gone.is_in(part)));
        }
        for told in self.versions.iter_mut().filter_map(|version| version.told.as_mut()) {
            told.is_withheld |= told.words.iter().any(|word| {
                gone.iter().any(|gone| match gone {
                    Gone::Word(gone) => gone == word,
                    Gone::Bare(bare) => *bare == reason_of(word),
                })
            });
        }
        self.gone.extend(gone);
    }

    pub(crate) fn access(&self) -> Access {
        self.placed.access
    }
}

/// A change from one text to another, made in a third; whether all of it could be.
fn carried(base: &Words, mended: &Words, into: &Words) -> (Words, bool) {
    let mut here = into.clone();
    let mut all = true;
    let mut field = |base: &Option<String>, mended: &Option<String>, here: &mut Option<String>| {
        if base != mended && here != mended {
            if here == base {
                here.clone_from(mended);
            } else {
                all = false;
            }
        }
    };
    field(&base.headline, &mended.headline, &mut here.headline);
    field(&base.kicker, &mended.kicker, &mut here.kicker);
    field(&base.standfirst, &mended.standfirst, &mut here.standfirst);
    field(&base.byline, &mended.byline, &mut here.byline);
    field(&base.lead, &mended.lead, &mut here.lead);
    let blocks = blocks_carried(base, mended, &mut here.blocks);
    (here, all && blocks)
}

fn blocks_carried(base: &Words, mended: &Words, here: &mut Vec<(String, Said)>) -> bool {
    let with = |blocks: &[(String, Said)], id: &str| blocks.iter().position(|(other, _)| other == id);
    let mut all = true;
    for (index, (id, new)) in mended.blocks.iter().enumerate() {
        match (with(&base.blocks, id), with(here, id)) {
            (Some(old), _) if base.blocks[old].1 == *new => {}
            (Some(old), Some(at)) => all &= block_carried(&base.blocks[old].1, new, &mut here[at].1),
            (Some(_), None) => all = false,
            (None, Some(_)) => {}
            (None, None) if index == 0 => here.insert(0, (id.clone(), new.clone())),
            (None, None) => match with(here, &mended.blocks[index - 1].0) {
                Some(before) => here.insert(before + 1, (id.clone(), new.clone())),
                None => all = false,
            },
        }
    }
    for (id, old) in base.blocks.iter().filter(|(id, _)| with(&mended.blocks, id).is_none()) {
        match with(here, id) {
            Some(at) if here[at].1 == *old => drop(here.remove(at)),
            Some(_) => all = false,
            None => {}
        }
    }
    all
}

fn block_carried(base: &Said, mended: &Said, here: &mut Said) -> bool {
    if here == mended || here == base {
        here.clone_from(mended);
        return true;
    }
    let (Said::Pair(a, b), Said::Pair(new_a, new_b), Said::Pair(here_a, here_b)) = (base, mended, &mut *here) else {
        return false;
    };
    if a != new_a && b != new_b {
        return false;
    }
    let (old, new, here) = if a == new_a { (b, new_b, here_b) } else { (a, new_a, here_a) };
    let can = here == old;
    if can {
        new.clone_into(here);
    }
    can
}

/// `/2026/11/22`, the day of an instant in Paris.
pub(crate) fn day_path(at: i64) -> String {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    Instant(at).in_zone(&paris).strftime("/%Y/%m/%d").to_string()
}

fn id_of_reason(reason: &str) -> String {
    let mut body = vec![Block::Paragraph(Node {
        attrs: Plain::default(),
        content: text::plain(&reason_of(reason)),
    })];
    give_ids(&mut body);
    body[0].id().to_owned()
}

//! What the record proves of the present: the state of every subject, derived from its entries and from the base that stands
//! for those of form 1, and held against what the tables say.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::act::Act;
use crate::canonical::{self, NotCanonical};
use crate::commitment::{Hash, hex};
use crate::record::{Entry, Form};
use crate::sentence::Said;

/// A subject whose state entries carry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Article(Uuid),
    /// What of an article's draft the record commits to.
    Draft(Uuid),
    Address(String),
    /// A section, person, dossier, series, topic or page.
    Catalogue(Uuid),
    Account(Uuid),
    Suspension(Uuid),
    /// The publication that is planned for an article.
    Schedule(Uuid),
    /// The embargo on an article.
    Embargo(Uuid),
    Withholding(Uuid),
    /// A file, by the SHA-256 of what was received.
    Media(Hash),
    /// The paper's own settings.
    Setting,
}

/// The sorts of keys that this program can hold against its tables. Later ones may stand beside them.
const SORTS: [&str; 11] = [
    "account",
    "address",
    "article",
    "catalogue",
    "draft",
    "embargo",
    "media",
    "schedule",
    "setting",
    "suspension",
    "withholding",
];

impl Key {
    /// As entries write it: `article:UUID`, `address:/path`.
    pub fn as_entry(&self) -> String {
        match self {
            Self::Article(id) => format!("article:{id}"),
            Self::Draft(article) => format!("draft:{article}"),
            Self::Address(path) => format!("address:{path}"),
            Self::Catalogue(id) => format!("catalogue:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Suspension(id) => format!("suspension:{id}"),
            Self::Schedule(article) => format!("schedule:{article}"),
            Self::Embargo(article) => format!("embargo:{article}"),
            Self::Withholding(id) => format!("withholding:{id}"),
            Self::Media(hash) => format!("media:{}", hex(hash)),
            Self::Setting => "setting:paper".into(),
        }
    }
}

/// What an entry `state_committed` says of the base.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Committed {
    number: i64,
    digest: Option<String>,
    count: Option<i64>,
}

impl Committed {
    fn is_of(&self, base: &BTreeMap<String, String>) -> bool {
        self.digest.as_ref() == Some(&hex(&base_digest(base))) && self.count == i64::try_from(base.len()).ok()
    }
}

/// What is known of one subject: the entry that said it last, and its canonical text.
type Last = (i64, String);

/// The state of every subject as entries say it, the newest last.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    said: HashMap<String, Last>,
    /// Drafts that an older program has written over since somebody committed to them.
    unsaid: HashSet<String>,
    last: Option<Form>,
    /// Whether the record begins with entries that carry no state.
    has_form_one: bool,
    /// From which entry on the state is proven.
    from: Option<i64>,
    base: Option<Committed>,
    /// The digests of words that stand outside of their entries, by entry and name.
    words: BTreeMap<(i64, String), String>,
    wrong: Vec<Said>,
}

/// What the tables say.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// The base that stands for what entries of form 1 do not carry, by key.
    pub base: BTreeMap<String, String>,
    /// Every subject as canonical text, by key.
    pub subjects: BTreeMap<String, String>,
    /// The digests of the words of entries, by entry and name.
    pub words: BTreeMap<(i64, String), String>,
}

/// What came of holding the record against the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// From this entry on the state is proven; nothing where no entry commits to it yet.
    pub from: Option<i64>,
    pub wrong: Vec<Said>,
}

impl Derived {
    /// Takes the next entry.
    pub fn take(&mut self, entry: &Entry) -> Result<(), NotCanonical> {
        match entry.form {
            Form::One => self.take_first_form(entry),
            Form::Two => self.take_state(entry)?,
        }
        self.last = Some(entry.form);
        Ok(())
    }

    fn take_first_form(&mut self, entry: &Entry) {
        self.has_form_one = true;
        if self.last == Some(Form::Two) {
            let number = entry.number;
            self.wrong.push(Said::new(
                format!(
                    "l’inscription {number} du registre ne dit rien de l’état, que disent celles d’avant : un ancien programme l’a écrite"
                ),
                format!("entry {number} of the record says nothing of the state, as those before it do: an older program wrote it"),
            ));
        }
    }

    fn take_state(&mut self, entry: &Entry) -> Result<(), NotCanonical> {
        let is_first = self.last != Some(Form::Two);
        if entry.act == Act::StateCommitted.as_str() {
            self.take_base(entry, is_first);
        } else if is_first && self.has_form_one && self.base.is_none() {
            let number = entry.number;
            self.wrong.push(Said::new(
                format!("l’inscription {number} du registre porte un état, et aucune avant elle n’engage celui des plus anciennes"),
                format!("entry {number} of the record carries state, and none before it commits to what older ones do not carry"),
            ));
        } else if is_first {
            self.from = self.from.or(Some(entry.number));
        }
        for (name, digest) in entry.detail[WORDS].as_object().into_iter().flatten() {
            let digest = digest.as_str().unwrap_or_default().to_owned();
            self.words.insert((entry.number, name.clone()), digest);
        }
        self.take_older_draft(entry);
        for (key, value) in &entry.state {
            self.said.insert(key.clone(), (entry.number, canonical::text_of(value)?));
        }
        Ok(())
    }

    /// A program that does not commit to drafts writes them all the same: what another one said of this draft is over.
    fn take_older_draft(&mut self, entry: &Entry) {
        let writes_drafts = [Act::Saved.as_str(), Act::Withheld.as_str()].contains(&entry.act.as_str());
        let Some(article) = entry.thing.filter(|_| writes_drafts) else {
            return;
        };
        let key = Key::Draft(article).as_entry();
        if entry.state.contains_key(&key) {
            self.unsaid.remove(&key);
        } else {
            self.said.remove(&key);
            self.unsaid.insert(key);
        }
    }

    /// A base is committed to once, right after the last entry that carries no state.
    fn take_base(&mut self, entry: &Entry, is_first: bool) {
        if !is_first || self.base.is_some() {
            let number = entry.number;
            self.wrong.push(Said::new(
                format!("l’inscription {number} du registre engage une base de l’état, et une autre l’a fait avant elle"),
                format!("entry {number} of the record commits to a base of its state, and another one did before"),
            ));
            return;
        }
        self.from = Some(entry.number);
        self.base = Some(Committed {
            number: entry.number,
            digest: entry.detail["digest"].as_str().map(str::to_owned),
            count: entry.detail["count"].as_i64(),
        });
    }

    /// Holds what was derived against the tables.
    pub fn held_against(mut self, now: &Present) -> Proof {
        let mut wrong = std::mem::take(&mut self.wrong);
        wrong.extend(self.wrong_base(&now.base));
        if self.from.is_some() {
            self.add_base(&now.base);
            wrong.extend(self.differences(&now.subjects));
        }
        wrong.extend(self.wrong_words(&now.words));
        Proof { from: self.from, wrong }
    }

    fn wrong_words(&self, now: &BTreeMap<(i64, String), String>) -> Vec<Said> {
        let is_said = |(said, digest): &(&(i64, String), &String)| now.get(*said) == Some(*digest);
        let changed = self.words.iter().filter(|said| !is_said(said)).map(|((number, name), _)| {
            Said::new(
                format!("ce que l’inscription {number} du registre dit comme `{name}` a disparu, ou n’est pas ce qui a été dit"),
                format!("what entry {number} of the record says as `{name}` is gone, or is not what was said"),
            )
        });
        let added = now.keys().filter(|said| !self.words.contains_key(*said)).map(|(number, name)| {
            Said::new(
                format!("l’inscription {number} du registre ne sait rien de ce qu’elle dirait comme `{name}`"),
                format!("entry {number} of the record knows nothing of what it is to say as `{name}`"),
            )
        });
        changed.chain(added).collect()
    }

    fn wrong_base(&self, base: &BTreeMap<String, String>) -> Option<Said> {
        match &self.base {
            None if base.is_empty() => None,
            None => Some(Said::new(
                "une base de l’état est gardée, et aucune inscription du registre ne l’engage",
                "a base of the state is kept, and no entry of the record commits to it",
            )),
            Some(said) if said.is_of(base) => None,
            Some(Committed { number, .. }) => Some(Said::new(
                format!("la base de l’état n’est pas celle que l’inscription {number} du registre engage"),
                format!("the base of the state is not what entry {number} of the record commits to"),
            )),
        }
    }

    fn add_base(&mut self, base: &BTreeMap<String, String>) {
        let Some(committed) = &self.base else { return };
        for (key, value) in base {
            self.said.entry(key.clone()).or_insert_with(|| (committed.number, value.clone()));
        }
    }

    fn differences(&self, present: &BTreeMap<String, String>) -> Vec<Said> {
        let mut wrong = Vec::new();
        for (key, now) in present {
            match self.said.get(key) {
                Some((_, said)) if said == now => {}
                Some(last) => wrong.push(difference(key, now, last)),
                None if self.unsaid.contains(key) => {}
                None => wrong.push(at(
                    key,
                    "cela existe, et aucune inscription du registre n’en sait rien",
                    "it is there, and no entry of the record knows of it",
                )),
            }
        }
        let is_gone = |(key, (_, said)): &(&String, &Last)| is_known(key) && said != GONE && !present.contains_key(*key);
        let mut gone: Vec<_> = self.said.iter().filter(is_gone).collect();
        gone.sort();
        wrong.extend(gone.into_iter().map(|(key, (number, _))| {
            at(
                key,
                &format!("cela n’existe plus, et l’inscription {number} du registre dit que si"),
                &format!("it is gone, and entry {number} of the record says that it is there"),
            )
        }));
        wrong
    }
}

/// The text of a subject that is there no more.
const GONE: &str = "null";

fn is_known(key: &str) -> bool {
    key.split_once(':').is_some_and(|(sort, _)| SORTS.contains(&sort))
}

/// A sentence about a subject, which stands before it: `article UUID: …`.
fn at(key: &str, french: &str, english: &str) -> Said {
    let place = key.replacen(':', " ", 1);
    Said::new(format!("{place} : {french}"), format!("{place}: {english}"))
}

/// What of a subject is otherwise than an entry says, by field.
fn difference(key: &str, now: &str, last: &Last) -> Said {
    let (number, said) = last;
    let fields = |text: &str| serde_json::from_str::<BTreeMap<String, Value>>(text).unwrap_or_default();
    let (now, said) = (fields(now), fields(said));
    if said.is_empty() {
        return at(
            key,
            &format!("cela existe, et l’inscription {number} du registre dit que cela n’existe plus"),
            &format!("it is there, and entry {number} of the record says that it is gone"),
        );
    }
    let field = now.keys().chain(said.keys()).find(|field| now.get(*field) != said.get(*field));
    let field = field.map_or(WORDS, String::as_str);
    if field == WORDS {
        return at(
            key,
            &format!("ses mots ne sont pas ceux que l’inscription {number} du registre engage"),
            &format!("its words are not those that entry {number} of the record commits to"),
        );
    }
    let shown = |fields: &BTreeMap<String, Value>, nothing: &str| fields.get(field).map_or_else(|| nothing.to_owned(), Value::to_string);
    at(
        key,
        &format!(
            "`{field}` est {}, et l’inscription {number} du registre dit {}",
            shown(&now, "absent"),
            shown(&said, "absent")
        ),
        &format!(
            "`{field}` is {}, and entry {number} of the record says {}",
            shown(&now, "nothing"),
            shown(&said, "nothing")
        ),
    )
}

/// The field in which a subject's words stand, as their salted digest.
pub const WORDS: &str = "words";

/// The digest of a base: `SHA-256("rotative base 1" 00 (key 00 value 00)…)`, keys in the order of their bytes.
pub fn base_digest(base: &BTreeMap<String, String>) -> Hash {
    let mut digest = Sha256::new().chain_update(b"rotative base 1\0");
    for (key, value) in base {
        digest.update(key);
        digest.update([0]);
        digest.update(value);
        digest.update([0]);
    }
    digest.finalize().into()
}

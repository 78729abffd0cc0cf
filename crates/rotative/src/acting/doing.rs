//! From what was asked to the act that does it.

use std::path::Path;

use acts::Desk;
use acts::catalogue::Describing;
use acts::correction::{Change, Correction};
use acts::drafting::Draft;
use acts::placing::{Pin, Placing};
use acts::planning::{Beside, Embargoing, Lifting, Scheduling};
use acts::publication::{Publication, Published, Told};
use acts::retraction::{Restoration, Retraction};
use acts::suspending::Suspending;
use acts::withholding::{What, Withholding};
use acts::{addressing, catalogue, correction, drafting, paper, placing, planning, publication, retraction, suspending, withholding};
use manuscript::commitment::unhex;
use manuscript::ids::Thing;
use manuscript::markdown::{self, Defaults, Manuscript};
use manuscript::paper::MenuEntry;
use manuscript::planned::{Planned, Turn};
use manuscript::words::Place;
use manuscript::{By, Uuid};
use serde_json::{Value, json};
use store::catalogue::Details;
use store::media::MediaFolders;
use store::suspensions::Where;
use store::{Tx, plans};

use super::asked::{self, Asked};
use super::finding;
use super::refused::{NotDone, refused};
use crate::media::{Intake, Sources};

/// Who asks, with what is at hand.
pub(crate) struct Acting {
    pub(crate) desk: Desk,
    pub(crate) by: By,
    pub(crate) media: MediaFolders,
    /// Where files are looked for.
    pub(crate) root: std::path::PathBuf,
}

/// What was done: for machines, and in a line for people (French, English).
pub(crate) struct Done {
    pub(crate) answer: Value,
    pub(crate) french: String,
    pub(crate) english: String,
}

fn done(answer: Value, (french, english): (impl Into<String>, impl Into<String>)) -> Done {
    Done {
        answer,
        french: french.into(),
        english: english.into(),
    }
}

impl Acting {
    /// Does one act.
    pub(crate) async fn act(&self, tx: &mut Tx, asked: Asked) -> Result<Done, NotDone> {
        match asked {
            Asked::Save(asked) => self.save(tx, asked).await,
            Asked::Publish(asked) => self.publish(tx, asked).await,
            Asked::Correct(asked) => self.correct(tx, asked).await,
            Asked::Retract(asked) => self.retract(tx, asked).await,
            Asked::Restore(asked) => self.restore(tx, asked).await,
            Asked::Withhold(asked) => self.withhold(tx, asked).await,
            Asked::Schedule(asked) => self.schedule(tx, asked).await,
            Asked::Unschedule(asked) => self.unschedule(tx, asked).await,
            Asked::Embargo(asked) => self.embargo(tx, asked).await,
            Asked::Lift(asked) => self.lift(tx, asked).await,
            other => self.act_on_the_paper(tx, other).await,
        }
    }

    /// Acts that leave the copy as it is.
    async fn act_on_the_paper(&self, tx: &mut Tx, asked: Asked) -> Result<Done, NotDone> {
        match asked {
            Asked::MoveAddress(asked) => self.move_address(tx, asked).await,
            Asked::MoveSection(asked) => {
                let section = Some(asked.section);
                self.place(
                    tx,
                    (
                        &asked.article,
                        Placing {
                            section,
                            ..Placing::default()
                        },
                    ),
                )
                .await
            }
            Asked::Place(asked) => self.place(tx, (&asked.article.clone(), placing_of(asked))).await,
            Asked::Pin(asked) => self.place(tx, (&asked.article, pinning(Pin::Pinned))).await,
            Asked::Unpin(asked) => self.place(tx, (&asked.article, pinning(Pin::Free))).await,
            Asked::Describe(asked) => self.describe(tx, asked).await,
            Asked::Menu(asked) => self.menu(tx, asked).await,
            Asked::Label(asked) => self.label(tx, asked).await,
            Asked::Page(asked) => self.page(tx, asked).await,
            Asked::SuspendComments(asked) => self.suspend(tx, asked).await,
            Asked::ResumeComments(asked) => self.resume(tx, asked).await,
            Asked::SettleNote(asked) => self.settle_note(tx, asked).await,
            _ => Err(NotDone::Broken("this act belongs elsewhere".into())),
        }
    }

    async fn save(&self, tx: &mut Tx, asked: asked::Save) -> Result<Done, NotDone> {
        let mut manuscript = self.manuscript(asked.file.as_deref(), asked.text)?;
        self.take_in(tx, asked.file.as_deref(), &mut manuscript).await?;
        let article = match &asked.article {
            Some(word) => Some(finding::article(tx, word).await.map_err(refused)?),
            None => known(tx, manuscript.id).await?,
        };
        let wanted = Draft {
            article,
            seen: asked.seen,
            manuscript,
        };
        let saved = drafting::save(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        let since = saved.since_frozen.filter(|changes| *changes > 0);
        let (french, english) = match since {
            Some(changes) => (
                format!(" ; {changes} changement(s) depuis la version programmée, qui partira sans eux"),
                format!("; {changes} change(s) since the planned version, which will go without them"),
            ),
            None => (String::new(), String::new()),
        };
        Ok(done(
            json!({ "done": "saved", "article": saved.article, "revision": saved.revision, "since_frozen": saved.since_frozen }),
            (
                format!("enregistré : article {}, révision {}{french}", saved.article, saved.revision),
                format!("saved: article {}, revision {}{english}", saved.article, saved.revision),
            ),
        ))
    }

    async fn publish(&self, tx: &mut Tx, asked: asked::Publish) -> Result<Done, NotDone> {
        let wanted = Publication {
            article: finding::article(tx, &asked.article).await.map_err(refused)?,
            seen: asked.seen,
            nature: asked.nature,
            tell: told(asked.tell, asked.top),
        };
        let published = publication::publish(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        Ok(went_live("published", &published, ("publié", "published")))
    }

    async fn correct(&self, tx: &mut Tx, asked: asked::Correct) -> Result<Done, NotDone> {
        let article = finding::article(tx, &asked.article).await.map_err(refused)?;
        if !asked.replace.is_empty() && (asked.file.is_some() || asked.text.is_some()) {
            return Err(NotDone::said(
                "corrigez par passages (`replace`) ou par le texte entier (`file`), pas les deux",
                "correct by passages (`replace`) or by the whole text (`file`), not both",
            ));
        }
        let change = if asked.replace.is_empty() {
            let mut manuscript = self.manuscript(asked.file.as_deref(), asked.text)?;
            self.take_in(tx, asked.file.as_deref(), &mut manuscript).await?;
            Change::Whole(Box::new(manuscript.copy))
        } else {
            let pairs = asked.replace.chunks_exact(2);
            if !pairs.remainder().is_empty() {
                return Err(NotDone::said(
                    "`replace` est une suite de paires : le passage, puis ce qu’il devient",
                    "`replace` is a row of pairs: the passage, then what it becomes",
                ));
            }
            Change::Passages(pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect())
        };
        let wanted = Correction {
            article,
            seen: asked.seen,
            change,
            nature: asked.nature,
            tell: told(asked.tell, asked.top),
        };
        let corrected = correction::correct(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        let mut done = went_live("corrected", &corrected.published, ("corrigé", "corrected"));
        if !corrected.noted.is_empty() {
            let places = corrected.noted.join(", ");
            done.french
                .extend([format!(" ; le brouillon garde son texte à : {places} (une note le dit)")]);
            done.english
                .extend([format!("; the draft keeps its text at: {places} (a note says so)")]);
        }
        done.answer["noted"] = json!(corrected.noted);
        Ok(done)
    }

    async fn retract(&self, tx: &mut Tx, asked: asked::Reasoned) -> Result<Done, NotDone> {
        let wanted = Retraction {
            article: finding::article(tx, &asked.article).await.map_err(refused)?,
            reason: asked.reason,
        };
        let published = retraction::retract(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        Ok(went_live("retracted", &published, ("rétracté", "retracted")))
    }

    async fn restore(&self, tx: &mut Tx, asked: asked::Restore) -> Result<Done, NotDone> {
        let wanted = Restoration {
            article: finding::article(tx, &asked.article).await.map_err(refused)?,
            version: asked.version,
            reason: asked.reason,
        };
        let published = retraction::restore(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        Ok(went_live("restored", &published, ("rétabli", "restored")))
    }

    async fn withhold(&self, tx: &mut Tx, asked: asked::Withhold) -> Result<Done, NotDone> {
        let wanted = Withholding {
            article: finding::article(tx, &asked.article).await.map_err(refused)?,
            what: what(&asked)?,
            version: asked.version,
            ground: asked.ground,
            reason: asked.reason,
        };
        let withheld = withholding::withhold(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        let counts = (withheld.leaves, withheld.versions);
        let mut done = done(
            json!({ "done": "withheld", "article": wanted.article, "leaves": counts.0, "versions": counts.1, "addresses": withheld.addresses }),
            (
                format!("retiré : {} partie(s) dans {} version(s)", counts.0, counts.1),
                format!("withheld: {} part(s) in {} version(s)", counts.0, counts.1),
            ),
        );
        if let Some(path) = withheld.addresses.first() {
            done.french.extend([format!(
                " ; l’adresse {path} contient encore ces mots : donnez-en une autre à l’article (`act move-address`)"
            )]);
            done.english.extend([format!(
                "; the address {path} still holds these words: give the article another one (`act move-address`)"
            )]);
        }
        Ok(done)
    }

    async fn schedule(&self, tx: &mut Tx, asked: asked::Schedule) -> Result<Done, NotDone> {
        let article = finding::article(tx, &asked.article).await.map_err(refused)?;
        let at = match &asked.at {
            Some(at) => self.planned((at, asked.zone.as_deref(), asked.turn))?,
            None => plans::embargo_of(tx, article)
                .await?
                .map(|embargo| embargo.until)
                .ok_or_else(|| NotDone::said("dites pour quand (`at`)", "say for when (`at`)"))?,
        };
        let wanted = Scheduling {
            article,
            seen: asked.seen,
            nature: asked.nature,
            at: at.clone(),
        };
        planning::schedule(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        Ok(planned(("scheduled", article), &at, ("programmé pour le", "scheduled for")))
    }

    async fn unschedule(&self, tx: &mut Tx, asked: asked::OfArticle) -> Result<Done, NotDone> {
        let article = finding::article(tx, &asked.article).await.map_err(refused)?;
        planning::unschedule(tx, &self.desk, &self.by, article).await.map_err(refused)?;
        Ok(done(
            json!({ "done": "unscheduled", "article": article }),
            ("déprogrammé", "unscheduled"),
        ))
    }

    async fn embargo(&self, tx: &mut Tx, asked: asked::Embargo) -> Result<Done, NotDone> {
        let article = finding::article(tx, &asked.article).await.map_err(refused)?;
        let until = self.planned((&asked.until, asked.zone.as_deref(), asked.turn))?;
        let wanted = Embargoing {
            article,
            until: until.clone(),
            reason: asked.reason,
        };
        planning::embargo(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        Ok(planned(
            ("embargoed", article),
            &until,
            ("sous embargo jusqu’au", "under embargo until"),
        ))
    }

    async fn lift(&self, tx: &mut Tx, asked: asked::Lift) -> Result<Done, NotDone> {
        let article = finding::article(tx, &asked.article).await.map_err(refused)?;
        let beside = match (asked.second, asked.alone_on_duty) {
            (Some(key), _) => Beside::Second(key),
            (None, true) => Beside::AloneOnDuty,
            (None, false) => Beside::Unsaid,
        };
        let wanted = Lifting {
            article,
            reason: asked.reason,
            beside,
        };
        planning::lift(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        Ok(done(
            json!({ "done": "lifted", "article": article }),
            ("embargo levé", "embargo lifted"),
        ))
    }

    async fn move_address(&self, tx: &mut Tx, asked: asked::MoveAddress) -> Result<Done, NotDone> {
        let thing = finding::thing(tx, &asked.thing).await.map_err(refused)?;
        let path = addressing::move_address(tx, &self.desk, &self.by, thing, &asked.path)
            .await
            .map_err(refused)?;
        let said = (format!("nouvelle adresse : {path}"), format!("new address: {path}"));
        Ok(done(json!({ "done": "address_moved", "thing": thing.id, "path": path }), said))
    }

    async fn place(&self, tx: &mut Tx, (word, mut wanted): (&str, Placing)) -> Result<Done, NotDone> {
        wanted.article = finding::article(tx, word).await.map_err(refused)?;
        placing::place(tx, &self.desk, &self.by, &wanted).await.map_err(refused)?;
        Ok(done(json!({ "done": "placed", "article": wanted.article }), ("placé", "placed")))
    }

    async fn describe(&self, tx: &mut Tx, asked: asked::Describe) -> Result<Done, NotDone> {
        let thing = Thing::from_word(&asked.sort).filter(|thing| !matches!(thing, Thing::Article | Thing::Page));
        let thing = thing.ok_or_else(|| {
            NotDone::said(
                "écrivez ce que c’est : section, dossier, series, topic ou person",
                "write what it is: section, dossier, series, topic or person",
            )
        })?;
        let wanted = Describing {
            thing,
            key: asked.key,
            name: asked.name,
            details: Details {
                description: asked.description,
                rhythm: asked.rhythm,
                standing: asked.standing,
                biography: asked.biography,
                interests: asked.interests,
                ..Details::default()
            },
            position: asked.position,
        };
        let id = catalogue::describe_one(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        Ok(done(
            json!({ "done": "described", "thing": id }),
            (format!("décrit : {id}"), format!("described: {id}")),
        ))
    }

    async fn menu(&self, tx: &mut Tx, asked: asked::Menu) -> Result<Done, NotDone> {
        let rows = [(1, &asked.entries), (2, &asked.second)];
        let entries = rows
            .into_iter()
            .flat_map(|(row, texts)| texts.iter().map(move |text| menu_entry(text, row)))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| {
                NotDone::said(
                    "une entrée de menu s’écrit `Libellé=section/chemin` ou `Libellé=/adresse`",
                    "a menu entry is written `Label=section/path` or `Label=/address`",
                )
            })?;
        paper::set_menu(tx, &self.desk, &self.by, entries).await.map_err(refused)?;
        Ok(done(json!({ "done": "paper_set" }), ("menu changé", "menu set")))
    }

    async fn label(&self, tx: &mut Tx, asked: asked::Label) -> Result<Done, NotDone> {
        let (kind, text) = (asked.kind.as_str().to_owned(), asked.text.trim().to_owned());
        let set = move |paper: &mut manuscript::paper::Paper| {
            paper.labels.insert(kind, text);
        };
        paper::change(tx, &self.desk, &self.by, set).await.map_err(refused)?;
        Ok(done(json!({ "done": "paper_set" }), ("libellé changé", "label set")))
    }

    async fn page(&self, tx: &mut Tx, asked: asked::Page) -> Result<Done, NotDone> {
        let manuscript = self.manuscript(asked.file.as_deref(), asked.text)?;
        let wanted = (asked.key.as_str(), &manuscript.copy);
        let id = catalogue::write_page(tx, &self.desk, &self.by, wanted, None)
            .await
            .map_err(refused)?;
        let path = store::catalogue::entry(tx, id)
            .await?
            .and_then(|entry| entry.path)
            .unwrap_or_default();
        let said = (format!("page écrite : {path}"), format!("page written: {path}"));
        Ok(done(json!({ "done": "described", "thing": id, "path": path }), said))
    }

    async fn suspend(&self, tx: &mut Tx, asked: asked::SuspendComments) -> Result<Done, NotDone> {
        let place = place(tx, (asked.article.as_deref(), asked.section.as_deref(), asked.paper)).await?;
        let at = |text: &Option<String>| {
            text.as_ref()
                .map(|text| self.planned((text, asked.zone.as_deref(), asked.turn)))
                .transpose()
        };
        let wanted = Suspending {
            place,
            from: at(&asked.from)?,
            until: at(&asked.until)?,
            review_on: asked.review,
            reason: asked.reason,
        };
        let id = suspending::suspend(tx, &self.desk, &self.by, wanted).await.map_err(refused)?;
        let said = (format!("commentaires suspendus : {id}"), format!("comments suspended: {id}"));
        Ok(done(json!({ "done": "suspended", "suspension": id }), said))
    }

    async fn resume(&self, tx: &mut Tx, asked: asked::ResumeComments) -> Result<Done, NotDone> {
        let id = if let Some(word) = &asked.suspension {
            Uuid::try_parse(word.trim()).map_err(|_| refused(suspending::SuspendRefused::NoSuspension))?
        } else {
            let place = place(tx, (asked.article.as_deref(), asked.section.as_deref(), asked.paper)).await?;
            suspending::standing_at(tx, place).await.map_err(refused)?
        };
        suspending::resume(tx, &self.desk, &self.by, (id, &asked.reason))
            .await
            .map_err(refused)?;
        Ok(done(
            json!({ "done": "resumed", "suspension": id }),
            ("commentaires rouverts", "comments open again"),
        ))
    }

    async fn settle_note(&self, tx: &mut Tx, asked: asked::SettleNote) -> Result<Done, NotDone> {
        let id = Uuid::try_parse(asked.note.trim()).map_err(|_| refused(drafting::SaveRefused::NoNote))?;
        let article = drafting::settle_note(tx, &self.desk, &self.by, id).await.map_err(refused)?;
        Ok(done(
            json!({ "done": "saved", "article": article }),
            ("note réglée", "note settled"),
        ))
    }

    fn planned(&self, (text, zone, turn): (&str, Option<&str>, Option<Turn>)) -> Result<Planned, NotDone> {
        Planned::read(text, zone.unwrap_or(&self.desk.paper.zone), turn).map_err(refused)
    }

    /// The manuscript in a file, on standard input, or in the line itself.
    fn manuscript(&self, file: Option<&Path>, text: Option<String>) -> Result<Manuscript, NotDone> {
        let (name, text) = match (file, text) {
            (None, Some(text)) => ("text".to_owned(), text),
            // Lines come from standard input: it is no file for one of them.
            (Some(file), None) if file == Path::new("-") => {
                return Err(NotDone::said(
                    "dans une ligne, écrivez le manuscrit lui-même (`text`)",
                    "in a line, write the manuscript itself (`text`)",
                ));
            }
            (Some(file), None) => (file.display().to_string(), self.read(file)?),
            _ => {
                return Err(NotDone::said(
                    "nommez le fichier du manuscrit (ou `-` pour l’entrée standard)",
                    "name the manuscript’s file (or `-` for standard input)",
                ));
            }
        };
        let defaults = Defaults {
            language: self.desk.paper.language(),
            zone: self.desk.paper.time_zone(),
        };
        markdown::read(&text, &defaults).map_err(|malformed| {
            let place = format!("{name}:{}:{}: {}", malformed.line, malformed.column, malformed.message);
            NotDone::said(place.clone(), place)
        })
    }

    fn read(&self, file: &Path) -> Result<String, NotDone> {
        std::fs::read_to_string(self.root.join(file)).map_err(|error| {
            NotDone::said(
                format!("« {} » ne peut pas être lu : {error}", file.display()),
                format!("`{}` cannot be read: {error}", file.display()),
            )
        })
    }

    /// Files stand beside the manuscript, or in the folder where the command runs.
    async fn take_in(&self, tx: &mut Tx, file: Option<&Path>, manuscript: &mut Manuscript) -> Result<(), NotDone> {
        let beside = file
            .and_then(Path::parent)
            .map_or_else(|| self.root.clone(), |folder| self.root.join(folder));
        let intake = Intake {
            desk: &self.desk,
            by: &self.by,
            folders: &self.media,
            sources: Sources {
                root: if file.is_some() { &beside } else { &self.root },
                beside: &beside,
            },
        };
        Ok(intake.take_in_all(tx, &mut manuscript.copy).await?)
    }
}

/// At the foot, unless the meaning changed.
fn told(text: Option<String>, is_at_top: bool) -> Option<Told> {
    let place = if is_at_top { Place::Top } else { Place::Foot };
    text.map(|text| Told::at(place, manuscript::settled::nfc(text.trim())))
}

/// A manuscript that names an article which is there is that article.
async fn known(tx: &mut Tx, id: Option<Uuid>) -> Result<Option<Uuid>, NotDone> {
    let Some(id) = id else { return Ok(None) };
    Ok(store::articles::placed(tx, id).await?.map(|_| id))
}

fn went_live(word: &str, published: &Published, (french, english): (&str, &str)) -> Done {
    let Published { article, number, path } = published;
    done(
        json!({ "done": word, "article": article, "version": number, "path": path }),
        (
            format!("{french} : version {number}, {path}"),
            format!("{english}: version {number}, {path}"),
        ),
    )
}

fn planned((word, article): (&str, Uuid), at: &Planned, (french, english): (&str, &str)) -> Done {
    let local = at.local.replace('T', " ");
    done(
        json!({ "done": word, "article": article, "at": at.local, "zone": at.zone, "instant": at.at.rfc3339() }),
        (
            format!("{french} {local} ({})", at.zone),
            format!("{english} {local} ({})", at.zone),
        ),
    )
}

fn what(asked: &asked::Withhold) -> Result<What, NotDone> {
    let no_hash = || NotDone::said("`picture` est le SHA-256 du fichier", "`picture` is the file’s SHA-256");
    match (&asked.leaf, &asked.words, &asked.picture, asked.byline, asked.whole) {
        (Some(leaf), None, None, false, false) => Ok(What::Leaf(leaf.clone())),
        (None, Some(words), None, false, false) => Ok(What::Words(words.clone())),
        (None, None, Some(hash), false, false) => Ok(What::Picture(unhex(hash.trim()).ok_or_else(no_hash)?)),
        (None, None, None, true, false) => Ok(What::Byline),
        (None, None, None, false, true) => Ok(What::Whole),
        _ => Err(NotDone::said(
            "dites quoi, et une seule chose : `leaf`, `words`, `picture`, `byline` ou `whole`",
            "say what, and one thing: `leaf`, `words`, `picture`, `byline` or `whole`",
        )),
    }
}

fn placing_of(asked: asked::Place) -> Placing {
    Placing {
        dossiers: asked.dossiers,
        topics: asked.topics,
        series: asked.series,
        access: asked.access,
        teaser_ends_after: asked.teaser_ends_after,
        translation_set: asked.translation_set,
        ..Placing::default()
    }
}

fn pinning(pin: Pin) -> Placing {
    Placing {
        pin: Some(pin),
        ..Placing::default()
    }
}

fn menu_entry(text: &str, row: u8) -> Option<MenuEntry> {
    let (label, target) = text.split_once('=')?;
    let (label, target) = (label.trim().to_owned(), target.trim().to_owned());
    let is_address = target.starts_with('/') || target.contains("://");
    (!label.is_empty() && !target.is_empty()).then(|| MenuEntry {
        label,
        section: (!is_address).then(|| target.clone()),
        address: is_address.then_some(target),
        row,
    })
}

/// Where comments are suspended, or open again.
async fn place(tx: &mut Tx, (article, section, paper): (Option<&str>, Option<&str>, bool)) -> Result<Where, NotDone> {
    match (article, section, paper) {
        (Some(word), None, false) => Ok(Where::Article(finding::article(tx, word).await.map_err(refused)?)),
        (None, Some(word), false) => Ok(Where::Section(finding::section(tx, word).await.map_err(refused)?)),
        (None, None, true) => Ok(Where::Paper),
        _ => Err(NotDone::said(
            "dites où : `article`, `section` ou `paper`",
            "say where: `article`, `section` or `paper`",
        )),
    }
}

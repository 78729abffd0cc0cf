//! Random sequences of acts on both databases: after each, every channel shows what a model of the rules says, and no more.
//!
//! A sequence is a seed; the same seed does the same. One that fails is done again alone and without the steps that it
//! does not need, and what is left is printed.

mod channels;
mod deeds;
mod night;
mod oracle;
mod steps;
mod words;

use manuscript::Access;
use testpaper::{Answer, Engine, engines, skipped};

use channels::World;
use deeds::{Deed, Placed, SECTIONS};
use night::Night;
use oracle::Article;
use steps::{Dice, Step, sequence, shrunk};
use words::said_in;

/// Sequences that share a paper: enough that articles stand beside each other in every list.
const ON_ONE_PAPER: u64 = 50;

impl World {
    fn begin(engine: Engine) -> Self {
        Self {
            night: Night::begin(engine),
            articles: Vec::new(),
            pictures: Vec::new(),
        }
    }

    /// Does a sequence on an article of its own; answers what was wrong first.
    fn play(&mut self, seed: u64, steps: &[Step]) -> Result<(), String> {
        let index = self.articles.len();
        let number = seed as usize;
        let placed = Placed {
            section: SECTIONS.get(number % 5).map(|path| (*path).to_owned()),
            dossiers: Vec::new(),
            topics: Vec::new(),
            access: Access::Everyone,
            teaser: 2,
        };
        self.articles.push(Article::new(number, placed));
        self.pictures.push(self.night.picture(number));
        let words = self.articles[index].begin();
        self.play_one(index, &Deed::Save { words, unseen: false })?;
        let mut dice = Dice::of(seed ^ 1);
        for step in steps {
            let now = self.night.now();
            let deed = self.articles[index].deed(*step, now);
            self.play_one(index, &deed).map_err(|wrong| format!("{deed:?}: {wrong}"))?;
            // Pages that are kept must be the ones that go when they are touched.
            if dice.below(3) == 0 {
                self.look(index).map_err(|wrong| format!("after {deed:?}: {wrong}"))?;
            }
        }
        self.look(index)
    }

    fn look(&self, index: usize) -> Result<(), String> {
        let wrong = self.check(index).0;
        if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n  ")) }
    }

    fn play_one(&mut self, index: usize, deed: &Deed) -> Result<(), String> {
        let (before, draft) = (self.night.head(), self.draft_of(index));
        let done = self.night.act(deed, &self.articles[index], &self.pictures[index]);
        if let Deed::Pass(_) = deed {
            let now = self.night.now();
            self.articles.iter_mut().for_each(|article| article.time_passes(now));
        }
        let must = self.articles[index].after(deed, self.night.now());
        match (&done, must) {
            (Err(refusal), true) => return Err(format!("refused: {refusal}")),
            (Ok(_), false) => return Err("done, and must be refused".into()),
            _ => {}
        }
        let article = &mut self.articles[index];
        match (done, deed) {
            (Ok(id), Deed::Save { .. }) => article.id = id,
            (Ok(id), Deed::Suspend { .. }) => article.suspensions.last_mut().unwrap().id = id,
            (Err(_), _) if (before, draft) != (self.night.head(), self.draft_of(index)) => {
                return Err("refused, and something changed".into());
            }
            _ => {}
        }
        self.compare_draft(index)?;
        self.night.paper.clock.pass(1);
        Ok(())
    }

    fn draft_of(&self, index: usize) -> Option<(i64, Vec<String>)> {
        let draft = self.night.draft(self.articles[index].id?);
        Some((draft.revision, said_in(&draft.copy)))
    }

    fn compare_draft(&self, index: usize) -> Result<(), String> {
        let wanted = said_in(&self.articles[index].draft.copy(&self.pictures[index]));
        match self.draft_of(index) {
            Some((_, said)) if said != wanted => Err(format!("the draft says {said:?} and not {wanted:?}")),
            _ => Ok(()),
        }
    }

    /// The whole paper: every article, no kept page that is old, a shelf from nothing that answers the same bytes.
    fn check_all(&self) -> Result<(), String> {
        for index in 0..self.articles.len() {
            self.look(index).map_err(|wrong| format!("article {}: {wrong}", index + 1))?;
        }
        let paths = self.all_paths();
        let mut kept = Vec::new();
        for path in &paths {
            kept.push((path, self.night.get(path)));
        }
        self.night.paper.site.purge_all();
        self.compare(&kept, "a page that was kept is old")?;
        self.night.paper.lose_shelf();
        self.compare(&kept, "a shelf from nothing answers otherwise")?;
        let report = self.night.paper.wait(async {
            let mut snapshot = self.night.paper.store.snapshot().await.unwrap();
            safekeeping::verifying::verify(&mut snapshot).await.unwrap()
        });
        if report.wrong.is_empty() {
            Ok(())
        } else {
            let wrong: Vec<&str> = report.wrong.iter().map(|wrong| wrong.en.as_str()).collect();
            Err(wrong.join("\n"))
        }
    }

    fn compare(&self, kept: &[(&String, Answer)], why: &str) -> Result<(), String> {
        for (path, answer) in kept {
            let now = self.night.get(path);
            if now != *answer {
                return Err(format!("{path}: {why}\n--- kept\n{}\n--- now\n{}", answer.text(), now.text()));
            }
        }
        Ok(())
    }
}

/// Does sequences on a paper, then looks at the whole.
fn play_all(engine: Engine, seeds: &[u64], steps: &dyn Fn(u64) -> Vec<Step>) -> Result<(), (Option<u64>, String)> {
    let mut world = World::begin(engine);
    for seed in seeds {
        let played = world.play(*seed, &steps(*seed));
        played.map_err(|wrong| (Some(*seed), wrong))?;
    }
    world.check_all().map_err(|wrong| (None, wrong))
}

/// Fails with the shortest sequence that goes wrong by itself, where there is one.
fn tell(engine: Engine, seed: Option<u64>, wrong: &str) -> ! {
    let Some(seed) = seed else {
        panic!("{engine:?}, the whole paper: {wrong}")
    };
    let alone = |steps: &[Step]| play_all(engine, &[seed], &|_| steps.to_vec());
    let fails = |steps: &[Step]| alone(steps).is_err();
    let steps = sequence(seed);
    assert!(fails(&steps), "{engine:?}, seed {seed}, beside other articles: {wrong}\n{steps:#?}");
    let fewer = shrunk(steps, fails);
    let wrong = alone(&fewer).err().map_or_else(|| wrong.to_owned(), |(_, wrong)| wrong);
    panic!("{engine:?}, seed {seed}: {wrong}\n{fewer:#?}");
}

fn play_on(engine: Engine, first: u64, count: u64) {
    if !engines().contains(&engine) {
        skipped("after_any_sequence_of_acts", "there is no PostgreSQL");
        return;
    }
    let seeds: Vec<u64> = (first..first + count).collect();
    for seeds in seeds.chunks(ON_ONE_PAPER as usize) {
        if let Err((seed, wrong)) = play_all(engine, seeds, &sequence) {
            tell(engine, seed, &wrong);
        }
    }
}

#[test]
fn after_any_sequence_of_acts_every_channel_shows_what_the_rules_say_on_sqlite() {
    play_on(Engine::Sqlite, 1, 700);
}

#[test]
fn after_any_sequence_of_acts_every_channel_shows_what_the_rules_say_on_postgresql() {
    play_on(Engine::Postgres, 10_001, 300);
}

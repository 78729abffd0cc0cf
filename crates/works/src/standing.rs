//! Whether the newsroom is there: being opened, there, or away and why.

use std::sync::Arc;

use manuscript::Said;
use tokio::sync::watch;

use crate::newsroom::Newsroom;
use crate::refused::WorksRefused;

/// How the newsroom's side of a node stands.
#[derive(Clone)]
pub enum Standing {
    /// It was not tried yet, or the trying goes on.
    Opening,
    /// It can be asked.
    Here(Arc<Newsroom>),
    /// Its database could not be opened; it is tried again.
    Away(Said),
}

/// The newsroom's side of a node, as doors ask it. Cheap to clone.
#[derive(Clone)]
pub struct Works {
    standing: watch::Receiver<Standing>,
}

/// Whoever opens the newsroom says here how it stands.
#[derive(Clone)]
pub struct Opener {
    standing: Arc<watch::Sender<Standing>>,
}

impl Works {
    /// Works that are being opened, and whoever opens them.
    pub fn opening() -> (Self, Opener) {
        let (opener, standing) = watch::channel(Standing::Opening);
        let opener = Opener {
            standing: Arc::new(opener),
        };
        (Self { standing }, opener)
    }

    /// How they stand now.
    pub fn now(&self) -> Standing {
        self.standing.borrow().clone()
    }

    /// The newsroom, if it may be asked.
    pub fn newsroom(&self) -> Result<Arc<Newsroom>, WorksRefused> {
        match self.now() {
            Standing::Here(newsroom) if newsroom.press.is_damaged() => Err(WorksRefused::Damaged),
            Standing::Here(newsroom) => Ok(newsroom),
            Standing::Opening => Err(WorksRefused::Opening),
            Standing::Away(why) => Err(WorksRefused::Away(why.fr, why.en)),
        }
    }

    /// Waits until they were opened, or could not be.
    pub async fn tried(&mut self) -> Standing {
        match self.standing.wait_for(|standing| !matches!(standing, Standing::Opening)).await {
            Ok(standing) => standing.clone(),
            Err(_) => Standing::Opening,
        }
    }
}

impl Opener {
    /// The newsroom can be asked from now on.
    pub fn is_here(&self, newsroom: Arc<Newsroom>) {
        self.standing.send_replace(Standing::Here(newsroom));
    }

    /// It could not be opened.
    pub fn is_away(&self, why: Said) {
        self.standing.send_replace(Standing::Away(why));
    }
}

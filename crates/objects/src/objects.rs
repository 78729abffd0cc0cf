//! The store, asked for one object after the other.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::{Buf as _, Bytes};
use manuscript::commitment::Hash;
use outgoing::house::{Answered, Sending};
use store::media::{Away, Originals};
use tokio::sync::mpsc;

use crate::line::Line;
use crate::reach::Reach;
use crate::settings::{Settings, SettingsRefused};
use crate::unhelpful::Unhelpful;

/// The pauses after which a request is sent once more, before the store is said to be away.
const PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(400)];
/// A store that was away is not asked again for so long: whoever comes meanwhile hears it at once.
const REST: Duration = Duration::from_secs(2);
/// Bytes of a file are sent in pieces of this size.
const PIECE: usize = 256 << 10;

/// A store of originals.
#[derive(Debug)]
pub struct Objects {
    name: String,
    reach: Arc<Reach>,
    line: Arc<Line>,
    rests: Mutex<Option<(Instant, Away)>>,
}

impl Objects {
    /// The store of some settings. Nothing is asked yet.
    pub fn open(settings: &Settings) -> Result<Self, SettingsRefused> {
        Ok(Self {
            name: settings.name(),
            reach: Arc::new(Reach::of(settings)?),
            line: Arc::new(Line::open().map_err(|error| SettingsRefused::NoLine(error.to_string()))?),
            rests: Mutex::default(),
        })
    }

    /// Does something with the store, again where that may help, and waits for it.
    fn asked<T, F>(&self, ask: impl Fn(Arc<Reach>) -> F) -> io::Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Unhelpful>> + Send + 'static,
    {
        self.refuse_while_it_rests()?;
        let mut pauses = PAUSES.iter();
        loop {
            let why = match self.line.wait(ask(Arc::clone(&self.reach)))? {
                Ok(answer) => return Ok(answer),
                Err(why) => why,
            };
            match pauses.next().filter(|_| why.is_worth_another_try()) {
                Some(pause) => std::thread::sleep(*pause),
                None => return Err(self.is_away(&why)),
            }
        }
    }

    fn refuse_while_it_rests(&self) -> io::Result<()> {
        let mut rests = self.rests.lock().unwrap_or_else(PoisonError::into_inner);
        match &*rests {
            Some((until, away)) if Instant::now() < *until => Err(away.clone().into()),
            _ => {
                *rests = None;
                Ok(())
            }
        }
    }

    fn is_away(&self, why: &Unhelpful) -> io::Error {
        let away = Away {
            store: self.name.clone(),
            why: why.said(),
        };
        if why.may_pass() {
            let until = Instant::now() + REST;
            *self.rests.lock().unwrap_or_else(PoisonError::into_inner) = Some((until, away.clone()));
        }
        away.into()
    }
}

impl Originals for Objects {
    fn put(&self, hash: &Hash, file: &File, length: u64) -> io::Result<()> {
        let (file, hash) = (Arc::new(file.try_clone()?), *hash);
        self.asked(|reach| {
            let (sender, sending) = Sending::pieces(length);
            let file = Arc::clone(&file);
            self.line.beside(move || give((&file, length), &sender));
            async move { reach.put(&hash, sending).await }
        })
    }

    fn get(&self, hash: &Hash) -> io::Result<Box<dyn Read + Send>> {
        let hash = *hash;
        let answered = self.asked(|reach| async move { reach.get(&hash).await })?;
        let coming = answered.ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(Coming {
            line: Arc::clone(&self.line),
            answered: Some(coming),
            name: self.name.clone(),
            piece: Bytes::new(),
        }))
    }

    fn length(&self, hash: &Hash) -> io::Result<Option<u64>> {
        let hash = *hash;
        self.asked(|reach| async move { reach.length(&hash).await })
    }

    fn forget(&self, hash: &Hash) -> io::Result<()> {
        let hash = *hash;
        self.asked(|reach| async move { reach.forget(&hash).await })
    }

    fn all(&self) -> io::Result<Vec<(Hash, u64)>> {
        let (mut all, mut next) = (Vec::new(), None);
        loop {
            let from: Option<String> = next.take();
            let page = self.asked(|reach| {
                let from = from.clone();
                async move { reach.page(from).await }
            })?;
            all.extend(page.objects);
            next = page.next;
            if next.is_none() {
                return Ok(all);
            }
        }
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// Gives a file piece by piece, from its begin, for as long as somebody takes it.
fn give((file, length): (&File, u64), sender: &mpsc::Sender<Bytes>) {
    let mut at = 0;
    while at < length {
        let mut piece = vec![0; PIECE.min(usize::try_from(length - at).unwrap_or(PIECE))];
        // A file that cannot be read is cut short, and whoever sends it says so.
        let Ok(read) = file.read_at(&mut piece, at) else { return };
        piece.truncate(read);
        at += read as u64;
        if read == 0 || sender.blocking_send(piece.into()).is_err() {
            return;
        }
    }
}

/// The bytes of an object as they come.
struct Coming {
    line: Arc<Line>,
    /// Nothing while a piece is waited for, and after the last one.
    answered: Option<Answered>,
    name: String,
    piece: Bytes,
}

impl Read for Coming {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            let Some(mut answered) = self.answered.take() else { return Ok(0) };
            let (piece, answered) = self.line.wait(async move {
                let piece = answered.piece().await;
                (piece, answered)
            })?;
            match piece {
                Ok(None) => return Ok(0),
                Ok(Some(piece)) => (self.piece, self.answered) = (piece, Some(answered)),
                Err(why) => {
                    return Err(Away {
                        store: self.name.clone(),
                        why: Unhelpful::from(why).said(),
                    }
                    .into());
                }
            }
        }
        let length = into.len().min(self.piece.len());
        self.piece.copy_to_slice(&mut into[..length]);
        Ok(length)
    }
}

//! Links: whether what an address leads to is still there.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use http::StatusCode;
use manuscript::Said;
use manuscript::refusal::Refusal as _;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::client::{Client, Method};
use crate::destination::Destination;
use crate::unanswered::Unanswered;

/// So many hosts are asked at the same time.
const AT_ONCE: usize = 16;

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Answers,
    /// It is there, and its host says that it stands at another address for ever.
    Moved(String),
    /// 404 or 410.
    Gone(u16),
    /// It asks for a key, for patience, or is out of order: somebody must look.
    Refuses(u16),
    Unanswered(Unanswered),
}

/// What follows for who keeps the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Fine,
    Moved,
    NotSure,
    /// By a rule of ours: nothing is known of the address.
    NotChecked,
    Dead,
}

impl Grade {
    /// Its name for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Moved => "moved",
            Self::NotSure => "not_sure",
            Self::NotChecked => "not_checked",
            Self::Dead => "dead",
        }
    }
}

impl Verdict {
    pub const fn grade(&self) -> Grade {
        match self {
            Self::Answers => Grade::Fine,
            Self::Moved(_) => Grade::Moved,
            Self::Gone(_) => Grade::Dead,
            Self::Refuses(_) => Grade::NotSure,
            Self::Unanswered(why) => grade_of(why),
        }
    }

    /// Its name for machines: `gone`, `no_such_host`, `special`.
    pub fn reason(&self) -> String {
        let reason = match self {
            Self::Answers => "answers",
            Self::Moved(_) => "moved",
            Self::Gone(_) => "gone",
            Self::Refuses(_) => "refuses",
            Self::Unanswered(why) => return why.code().rsplit('.').next().unwrap_or_default().to_owned(),
        };
        reason.to_owned()
    }

    pub fn said(&self) -> Said {
        match self {
            Self::Answers => Said::new("elle répond", "it answers"),
            Self::Moved(to) => Said::new(
                format!("elle est pour toujours à {to} ; corrigez le lien"),
                format!("it is at {to} for ever; mend the link"),
            ),
            Self::Gone(status) => Said::new(
                format!("la page n’est plus là ({status})"),
                format!("the page is not there any more ({status})"),
            ),
            Self::Refuses(status) => Said::new(
                format!("elle répond {status} à un programme ; voyez vous-même si la page est là"),
                format!("it answers {status} to a program; see yourself whether the page is there"),
            ),
            Self::Unanswered(why) => why.said(),
        }
    }
}

/// A link is dead where a reader finds nothing either. One that keeps a program out, or a machine of ours that is cut off,
/// makes no dead link: a wall of cookies redirects for ever who keeps none.
const fn grade_of(why: &Unanswered) -> Grade {
    match why {
        Unanswered::NoSuchHost(_)
        | Unanswered::NoConnection(..)
        | Unanswered::NoConnectionInTime(..)
        | Unanswered::Certificate(..)
        | Unanswered::TooSlow(_)
        | Unanswered::StoodStill(..)
        | Unanswered::Broken(..) => Grade::Dead,
        Unanswered::NamesAway(..)
        | Unanswered::NoWay(..)
        | Unanswered::TooManyRedirects(_)
        | Unanswered::HeadTooLarge(_)
        | Unanswered::BodyTooLarge(_) => Grade::NotSure,
        Unanswered::Destination(_) | Unanswered::NoRoots => Grade::NotChecked,
    }
}

/// An address with its verdict.
#[derive(Clone, Debug)]
pub struct Checked {
    pub address: String,
    pub verdict: Verdict,
}

/// Asks whether an address is still there: for its head, and for the whole where the head alone is refused. Of the body
/// nothing is read.
pub async fn check(client: &Client, address: &str) -> Verdict {
    let asked = client
        .ask(Method::Head, address)
        .await
        .map(|answer| (answer.status, answer.moved_to));
    if is_settled(&asked) {
        return verdict_of(asked);
    }
    verdict_of(
        client
            .ask(Method::Get, address)
            .await
            .map(|answer| (answer.status, answer.moved_to)),
    )
}

type Asked = Result<(StatusCode, Option<String>), Unanswered>;

/// Many hosts answer to HEAD otherwise than to GET, or not at all: nothing is called dead by a HEAD. Who asks for patience
/// is not asked twice.
fn is_settled(asked: &Asked) -> bool {
    match asked {
        Ok((status, _)) => status.as_u16() < 400 || [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(status),
        Err(Unanswered::TooSlow(_) | Unanswered::Broken(..) | Unanswered::HeadTooLarge(_)) => false,
        Err(_) => true,
    }
}

fn verdict_of(asked: Asked) -> Verdict {
    let (status, moved_to) = match asked {
        Ok(answered) => answered,
        Err(why) => return Verdict::Unanswered(why),
    };
    match (status.as_u16(), moved_to) {
        (status @ (404 | 410), _) => Verdict::Gone(status),
        (status @ 400.., _) => Verdict::Refuses(status),
        (_, Some(to)) => Verdict::Moved(to),
        (_, None) => Verdict::Answers,
    }
}

/// Checks that go on beside whoever listens; they end when nobody does.
#[derive(Debug)]
pub struct Checks {
    verdicts: mpsc::Receiver<Checked>,
    _workers: JoinSet<()>,
}

impl Checks {
    /// Begins to check addresses: several hosts at once, one address after the other at each, the longest list first.
    pub fn begin(client: &Arc<Client>, addresses: Vec<String>) -> Self {
        let lists = Arc::new(Mutex::new(by_host(addresses)));
        let (tell, verdicts) = mpsc::channel(AT_ONCE);
        let mut workers = JoinSet::new();
        for _ in 0..AT_ONCE {
            workers.spawn(check_lists(Arc::clone(client), Arc::clone(&lists), tell.clone()));
        }
        Self {
            verdicts,
            _workers: workers,
        }
    }

    /// The next verdict, in the order in which they are found; nothing after the last.
    pub async fn next(&mut self) -> Option<Checked> {
        self.verdicts.recv().await
    }
}

type Lists = VecDeque<Vec<String>>;

fn by_host(addresses: Vec<String>) -> Lists {
    let mut by_host: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let host = Destination::read(&address).map_or_else(|_| String::new(), |to| to.host_name());
        by_host.entry(host).or_default().push(address);
    }
    let mut lists: Vec<Vec<String>> = by_host.into_values().collect();
    lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
    lists.into()
}

async fn check_lists(client: Arc<Client>, lists: Arc<Mutex<Lists>>, tell: mpsc::Sender<Checked>) {
    let next = || lists.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    while let Some(list) = next() {
        for address in list {
            let verdict = check(&client, &address).await;
            if tell.send(Checked { address, verdict }).await.is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> Option<Asked> {
        Some(Ok((StatusCode::from_u16(status).ok()?, None)))
    }

    #[test]
    fn only_what_is_gone_for_readers_too_is_dead() {
        let grade = |status| answered(status).map(|asked| verdict_of(asked).grade());
        assert_eq!([200, 204, 304].map(grade), [Some(Grade::Fine); 3]);
        assert_eq!([404, 410].map(grade), [Some(Grade::Dead); 2]);
        assert_eq!([400, 401, 403, 405, 429, 451, 500, 503].map(grade), [Some(Grade::NotSure); 8]);
    }

    #[test]
    fn nothing_is_called_dead_by_its_head_alone() {
        let settled = |status| answered(status).map(|asked| is_settled(&asked));
        assert_eq!([403, 404, 405, 410, 500, 501].map(settled), [Some(false); 6]);
        assert_eq!([200, 429, 503].map(settled), [Some(true); 3]);
        assert!(!is_settled(&Err(Unanswered::TooSlow(30))) && is_settled(&Err(Unanswered::NoRoots)));
    }

    #[test]
    fn the_longest_list_of_a_host_comes_first() {
        let addresses = ["https://a.fr/1", "https://b.fr/1", "http://B.fr/2", "nothing", "https://b.fr:443/3"];
        let lists = by_host(addresses.map(str::to_owned).into());
        assert_eq!(lists[0], ["https://b.fr/1", "http://B.fr/2", "https://b.fr:443/3"]);
        assert_eq!(lists.len(), 3);
    }
}

//! Stories of the client, against servers of the test on this machine.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::client::{Client, Method, Settings};
use crate::destination::DestinationRefused;
use crate::links::{Checks, Verdict, check};
use crate::names::{Looking, Names};
use crate::{Allowed, Unanswered};

/// A server of one test: what it answers stands in the path that is asked.
struct Server {
    port: u16,
    heads: Arc<Mutex<Vec<(Instant, String)>>>,
    /// Told when whoever reads an endless answer has gone.
    left: mpsc::Receiver<()>,
    _serving: JoinSet<()>,
}

impl Server {
    async fn begin() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads: Arc<Mutex<Vec<(Instant, String)>>> = Arc::default();
        let (tell, left) = mpsc::channel(8);
        let (seen, mut serving) = (Arc::clone(&heads), JoinSet::new());
        serving.spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&seen), tell.clone()));
            }
        });
        Self {
            port,
            heads,
            left,
            _serving: serving,
        }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn heads(&self) -> Vec<(Instant, String)> {
        self.heads.lock().unwrap().clone()
    }

    /// The first lines of what was asked.
    fn asked(&self) -> Vec<String> {
        let first = |(_, head): &(Instant, String)| head.lines().next().unwrap_or_default().to_owned();
        self.heads().iter().map(first).collect()
    }

    /// Settings that allow this server, and are in no hurry to be polite.
    fn settings(&self) -> Settings {
        let allowed = ["127.0.0.1", "known.example"].map(|host| format!("{host}:{}", self.port));
        Settings {
            allowed: Allowed::read(&allowed).unwrap(),
            pause: Duration::ZERO,
            ..Settings::of(Some("https://paper.example".into()))
        }
    }

    fn client(&self) -> Client {
        Client::new(self.settings())
    }
}

async fn serve(mut stream: TcpStream, heads: Arc<Mutex<Vec<(Instant, String)>>>, left: mpsc::Sender<()>) {
    let mut head = vec![0; 4096];
    let read = stream.read(&mut head).await.unwrap_or_default();
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    heads.lock().unwrap().push((Instant::now(), head.clone()));
    let mut words = head.split([' ', '\r']);
    let (method, path) = (
        words.next().unwrap_or_default().to_owned(),
        words.next().unwrap_or_default().to_owned(),
    );
    if path == "/stall" {
        // Until the other side goes.
        let _ = stream.read(&mut [0; 1]).await;
    } else if path == "/endless" {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(&[b'a'; 8192]).await.is_ok() {}
        let _ = left.send(()).await;
    } else {
        let _ = stream.write_all(answer(&method, &path).as_bytes()).await;
    }
}

fn answer(method: &str, path: &str) -> String {
    if let Some((status, location)) = path.strip_prefix("/to/").and_then(|rest| rest.split_once('/')) {
        return format!("HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
    }
    match (method, path) {
        ("HEAD", "/by-get-only") => "HTTP/1.1 405 No\r\n\r\n".into(),
        (_, "/loop") => "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n".into(),
        (_, "/big-head") => format!("HTTP/1.1 200 OK\r\nX-Big: {}\r\n\r\n", "a".repeat(100_000)),
        (_, "/garbage") => "good day\r\n\r\n".into(),
        (_, "/gone") => "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n".into(),
        _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK".into(),
    }
}

/// Names that lead somewhere once, and to another address each time after: an attacker's name server.
#[derive(Debug, Default)]
struct Turncoat {
    asked: AtomicUsize,
    leads_to: HashMap<&'static str, Vec<&'static str>>,
}

impl Turncoat {
    fn of(names: &[(&'static str, &[&'static str])]) -> Arc<Self> {
        Arc::new(Self {
            asked: AtomicUsize::new(0),
            leads_to: names.iter().map(|(name, answers)| (*name, answers.to_vec())).collect(),
        })
    }
}

impl Names for Turncoat {
    fn look_up<'a>(&'a self, host: &'a str) -> Looking<'a> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let answers = self.leads_to.get(host).cloned().unwrap_or_default();
        let address = answers.get(asked).or(answers.last()).map(|address| address.parse().unwrap());
        Box::pin(async move { Ok(address.into_iter().collect()) })
    }
}

async fn refused(client: &Client, address: &str) -> Unanswered {
    client.ask(Method::Get, address).await.unwrap_err()
}

#[tokio::test]
async fn what_is_asked_says_who_asks_and_the_answer_has_its_body() {
    let server = Server::begin().await;
    let answer = server.client().ask(Method::Get, &server.at("/a?b#c")).await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.address.clone()), (200, server.at("/a?b")));
    assert_eq!(answer.body().await.unwrap(), "OK");
    let head = server.heads()[0].1.to_lowercase();
    assert!(head.starts_with("get /a?b http/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("host: 127.0.0.1:{}\r\n", server.port)), "{head}");
    let agent = format!("user-agent: rotative/{} (+https://paper.example)\r\n", env!("CARGO_PKG_VERSION"));
    assert!(head.contains(&agent) && !head.contains("cookie"), "{head}");
}

#[tokio::test]
async fn a_host_is_looked_up_once_and_connected_to_where_it_was_checked() {
    let server = Server::begin().await;
    let names = Turncoat::of(&[("known.example", &["127.0.0.1", "127.0.0.9"])]);
    let settings = Settings {
        names: Arc::clone(&names) as Arc<dyn Names>,
        ..server.settings()
    };
    let answer = Client::new(settings)
        .ask(Method::Get, &format!("http://known.example:{}/", server.port))
        .await;
    assert_eq!(answer.unwrap().status.as_u16(), 200);
    assert_eq!(names.asked.load(Ordering::SeqCst), 1, "no second look-up");
}

#[tokio::test]
async fn a_name_that_turns_is_checked_again_after_a_redirect() {
    let server = Server::begin().await;
    let names = Turncoat::of(&[("turns.example", &["127.0.0.1", "10.0.0.1"])]);
    let settings = Settings {
        names: Arc::clone(&names) as Arc<dyn Names>,
        ..server.settings()
    };
    let refused = refused(&Client::new(settings), &server.at("/to/302/http://turns.example/")).await;
    assert!(matches!(refused, Unanswered::Destination(DestinationRefused::Special(host, ..)) if host == "turns.example"));
}

#[tokio::test]
async fn a_redirect_into_the_house_is_refused_before_anybody_is_asked() {
    let (outside, inside) = (Server::begin().await, Server::begin().await);
    let client = outside.client();
    for path in [
        "/to/301/http://127.0.0.1/",
        "/to/302/http://10.1.2.3/",
        "/to/307/http://[::1]/",
        "/to/308/http://localhost/",
    ] {
        let refused = refused(&client, &outside.at(path)).await;
        assert!(
            matches!(refused, Unanswered::Destination(DestinationRefused::Special(..))),
            "{path}: {refused}"
        );
    }
    let refused = refused(&client, &outside.at(&format!("/to/302/{}", inside.at("/")))).await;
    assert!(
        matches!(refused, Unanswered::Destination(DestinationRefused::Port(..))),
        "{refused}"
    );
    assert_eq!(inside.heads().len(), 0);
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::begin().await;
    assert_eq!(
        refused(&server.client(), &server.at("/loop")).await,
        Unanswered::TooManyRedirects(10)
    );
    assert_eq!(server.heads().len(), 11);
}

#[tokio::test]
async fn what_has_moved_for_ever_is_known_as_far_as_it_has() {
    let server = Server::begin().await;
    let client = server.client();
    let moved = async |path: &str| client.ask(Method::Head, &server.at(path)).await.unwrap().moved_to;
    assert_eq!(moved("/to/301//a").await, Some(server.at("/a")));
    assert_eq!(moved("/to/308//to/301//a").await, Some(server.at("/a")));
    assert_eq!(moved("/to/301//to/302//a").await, Some(server.at("/to/302//a")));
    assert_eq!(moved("/to/302//to/301//a").await, None);
    assert_eq!(moved("/a").await, None);
}

#[tokio::test]
async fn a_head_and_a_body_are_bounded_in_bytes() {
    let mut server = Server::begin().await;
    let client = server.client();
    assert_eq!(refused(&client, &server.at("/big-head")).await, Unanswered::HeadTooLarge(64));
    let endless = client.ask(Method::Get, &server.at("/endless")).await.unwrap();
    assert_eq!(endless.body().await, Err(Unanswered::BodyTooLarge(1024)));
    assert_eq!(server.left.recv().await, Some(()), "the connection is closed");
}

#[tokio::test]
async fn an_answer_that_nobody_reads_on_closes_its_connection() {
    let mut server = Server::begin().await;
    let answer = server.client().ask(Method::Get, &server.at("/endless")).await.unwrap();
    drop(answer);
    assert_eq!(server.left.recv().await, Some(()));
}

#[tokio::test]
async fn the_whole_is_bounded_in_time() {
    let server = Server::begin().await;
    let mut settings = server.settings();
    settings.limits.whole = Duration::from_millis(200);
    settings.limits.body = usize::MAX;
    let client = Client::new(settings);
    let began = Instant::now();
    assert_eq!(refused(&client, &server.at("/stall")).await, Unanswered::TooSlow(0));
    let endless = client.ask(Method::Get, &server.at("/endless")).await.unwrap();
    assert_eq!(endless.body().await, Err(Unanswered::TooSlow(0)));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test]
async fn who_takes_no_connection_or_speaks_no_http_has_not_answered() {
    let server = Server::begin().await;
    assert!(matches!(
        refused(&server.client(), &server.at("/garbage")).await,
        Unanswered::Broken(..)
    ));
    let address = server.at("/");
    let client = server.client();
    drop(server);
    assert!(matches!(refused(&client, &address).await, Unanswered::NoConnection(..)));
}

#[tokio::test]
async fn a_host_is_left_in_peace_between_two_requests() {
    let server = Server::begin().await;
    let client = Client::new(Settings {
        pause: Duration::from_millis(150),
        ..server.settings()
    });
    client.ask(Method::Head, &server.at("/a")).await.unwrap();
    client.ask(Method::Head, &server.at("/to/302//b")).await.unwrap();
    let at: Vec<Instant> = server.heads().iter().map(|(at, _)| *at).collect();
    assert_eq!(at.len(), 3);
    // The first is asked when its turn comes and arrives a little later: so the next may seem to come a little early.
    assert!(at.windows(2).all(|pair| pair[1] - pair[0] > Duration::from_millis(100)), "{at:?}");
}

#[tokio::test(start_paused = true)]
async fn who_is_not_there_or_may_not_be_asked_is_not_waited_for() {
    let settings = Settings {
        names: Turncoat::of(&[("inside.example", &["10.0.0.1"])]),
        ..Settings::of(None)
    };
    let (client, began) = (Client::new(settings), Instant::now());
    for _ in 0..2 {
        assert!(matches!(
            refused(&client, "https://nobody.example/").await,
            Unanswered::NoSuchHost(_)
        ));
        assert!(matches!(
            refused(&client, "https://inside.example/").await,
            Unanswered::Destination(_)
        ));
    }
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test]
async fn a_link_is_asked_for_its_head_and_whole_where_the_head_is_refused() {
    let server = Server::begin().await;
    let client = server.client();
    assert_eq!(check(&client, &server.at("/a")).await, Verdict::Answers);
    assert_eq!(check(&client, &server.at("/by-get-only")).await, Verdict::Answers);
    assert_eq!(check(&client, &server.at("/gone")).await, Verdict::Gone(410));
    let asked = ["HEAD /a", "HEAD /by-get-only", "GET /by-get-only", "HEAD /gone", "GET /gone"];
    assert_eq!(server.asked(), asked.map(|asked| format!("{asked} HTTP/1.1")));
}

#[tokio::test]
async fn many_addresses_are_checked_each_once() {
    let server = Server::begin().await;
    let addresses: Vec<String> = (0..40).map(|number| server.at(&format!("/{number}"))).collect();
    let mut checks = Checks::begin(&Arc::new(server.client()), addresses.clone());
    let mut found = Vec::new();
    while let Some(checked) = checks.next().await {
        assert_eq!(checked.verdict, Verdict::Answers);
        found.push(checked.address);
    }
    assert_eq!((found, server.heads().len()), (addresses, 40));
}

//! Machines that are not the paper's, on this one: each has an address of its own in 127.0.0.0/8, and does what the path
//! says that is asked for.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The first of the machines, 127.0.0.2; 127.0.0.1 is the paper's own.
const FIRST: u8 = 2;

/// Some machines that listen at the same port.
pub(crate) struct Elsewhere {
    pub(crate) port: u16,
    machines: u8,
    heads: Arc<Mutex<Vec<String>>>,
    /// One word lets one answer of `/held` go.
    release: Sender<()>,
    /// Says that somebody asked for `/held`.
    held: Receiver<()>,
}

impl Elsewhere {
    /// So many machines.
    pub(crate) fn with(machines: u8) -> Self {
        let (port, listeners) = std::iter::repeat_with(|| at_one_port(machines)).flatten().next().unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let ((release, released), (tell, held)) = (mpsc::channel(), mpsc::channel());
        let gate = Gate {
            tell,
            released: Arc::new(Mutex::new(released)),
        };
        for (machine, listener) in (FIRST..).zip(listeners) {
            let (heads, gate) = (Arc::clone(&heads), gate.clone());
            let next = if machine + 1 < FIRST + machines { machine + 1 } else { FIRST };
            let next = format!("127.0.0.{next}:{port}");
            std::thread::spawn(move || {
                for stream in listener.incoming().map_while(Result::ok) {
                    let (heads, gate, next) = (Arc::clone(&heads), gate.clone(), next.clone());
                    std::thread::spawn(move || serve(stream, &next, (&heads, &gate)));
                }
            });
        }
        Self {
            port,
            machines,
            heads,
            release,
            held,
        }
    }

    /// An address at the n-th machine.
    pub(crate) fn at(&self, machine: u8, path: &str) -> String {
        format!("http://127.0.0.{}:{}{path}", FIRST + machine, self.port)
    }

    /// What `outgoing.allow` says, so that they may all be asked.
    pub(crate) fn allowed(&self) -> Vec<String> {
        let machines = FIRST..FIRST + self.machines;
        machines.map(|machine| format!("127.0.0.{machine}:{}", self.port)).collect()
    }

    /// The first line of every request for a path, with the host that was asked.
    pub(crate) fn asked_for(&self, path: &str) -> Vec<String> {
        let heads = self.heads();
        let first = heads.iter().filter_map(|head| head.lines().next());
        first
            .filter(|line| line.split(' ').nth(1) == Some(path))
            .map(str::to_owned)
            .collect()
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// Waits until `/held` was asked for.
    pub(crate) fn wait_until_held(&self) {
        self.held.recv_timeout(testpaper::waiting::BOUND).unwrap();
    }

    pub(crate) fn release(&self) {
        self.release.send(()).unwrap();
    }
}

/// Holds an answer back until the story goes on.
#[derive(Clone)]
struct Gate {
    tell: Sender<()>,
    released: Arc<Mutex<Receiver<()>>>,
}

/// A port that is free at all of them, or none.
fn at_one_port(machines: u8) -> Option<(u16, Vec<TcpListener>)> {
    let first = TcpListener::bind(("127.0.0.2", 0)).ok()?;
    let port = first.local_addr().ok()?.port();
    let others = (FIRST + 1..FIRST + machines).map(|machine| TcpListener::bind((format!("127.0.0.{machine}"), port)));
    let others: Vec<TcpListener> = others.collect::<Result<_, _>>().ok()?;
    Some((port, std::iter::once(first).chain(others).collect()))
}

fn serve(mut stream: impl Read + Write, next: &str, (heads, gate): (&Mutex<Vec<String>>, &Gate)) {
    let mut head = vec![0; 8192];
    let read = stream.read(&mut head).unwrap_or_default();
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    heads.lock().unwrap().push(head.clone());
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match path {
        // The other side goes at last.
        "/stall" => drop(stream.read(&mut [0])),
        "/held" => {
            gate.tell.send(()).unwrap();
            gate.released.lock().unwrap().recv().unwrap();
        }
        "/endless" if method == "GET" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'a'; 8192]).is_ok() {}
        }
        _ => {}
    }
    let _ = stream.write_all(answer(method, path, next).as_bytes());
}

fn answer(method: &str, path: &str, next: &str) -> String {
    let status = match (method, path) {
        (_, "/gone") => "404 Not Found",
        (_, "/shut") => "403 Forbidden",
        ("HEAD", "/by-get-only" | "/endless") => "405 Method Not Allowed",
        (_, "/moved") => "301 Moved\r\nLocation: /new",
        (_, "/inside") => "302 Found\r\nLocation: http://10.0.0.1/",
        (_, "/loopback") => "302 Found\r\nLocation: http://localhost/",
        (_, "/ring") => return format!("HTTP/1.1 302 Found\r\nLocation: http://{next}/ring\r\nContent-Length: 0\r\n\r\n"),
        (_, "/big-head") => return format!("HTTP/1.1 200 OK\r\nX-Big: {}\r\n\r\n", "a".repeat(200_000)),
        _ => "200 OK",
    };
    format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
}

/// A certificate or a key of the tests.
pub(crate) fn certificates(name: &str) -> String {
    format!("{}/tests/samples/certificates/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A server that speaks TLS as `localhost`, and answers whatever it is asked; its port.
pub(crate) fn secure() -> u16 {
    let chain = vec![CertificateDer::from_pem_file(certificates("localhost.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_file(certificates("localhost.key")).unwrap();
    let settings = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let settings = Arc::new(settings);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let settings = Arc::clone(&settings);
            std::thread::spawn(move || answer_safely(settings, stream));
        }
    });
    port
}

/// Whoever does not trust it ends the conversation, and that is no failure of this side.
fn answer_safely(settings: Arc<ServerConfig>, stream: TcpStream) {
    let Ok(connection) = ServerConnection::new(settings) else { return };
    let mut stream = StreamOwned::new(connection, stream);
    if stream.read(&mut [0; 8192]).is_ok() {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        stream.conn.send_close_notify();
        let _ = stream.flush();
    }
}

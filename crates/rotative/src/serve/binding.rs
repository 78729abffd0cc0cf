//! Where the node listens: for readers on an address, for operators on another one or on a socket that has a file's name.

use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use tokio::net::TcpListener;

use crate::configuration::Serving;
use crate::listener::OperatorsAt;
use crate::{Stopped, clockwork};

/// What was bound. Nobody is let in yet; who comes waits.
pub(super) struct Doors {
    pub(super) readers: std::net::TcpListener,
    pub(super) readers_at: SocketAddr,
    pub(super) operators: Option<Bound>,
}

/// The operators' listening socket.
pub(super) enum Bound {
    Network(std::net::TcpListener),
    Socket(UnixListener, PathBuf),
}

impl Doors {
    /// Where operators are let in.
    pub(super) fn operators_at(&self) -> Option<String> {
        match self.operators.as_ref()? {
            Bound::Network(listener) => Some(format!("http://{}", listener.local_addr().ok()?)),
            Bound::Socket(_, file) => Some(format!("unix:{}", file.display())),
        }
    }
}

/// The file of a socket goes with whoever listened.
impl Drop for Doors {
    fn drop(&mut self) {
        if let Some(Bound::Socket(_, file)) = &self.operators {
            let _ = std::fs::remove_file(file);
        }
    }
}

pub(super) async fn bind(serving: &Serving) -> Result<Doors, Stopped> {
    let readers = network(serving.listen, "listen").await?;
    let readers_at = readers.local_addr().map_err(Stopped::broken)?;
    let operators = match &serving.operators {
        None => None,
        Some(OperatorsAt::Network(address)) => Some(Bound::Network(network(*address, "operators").await?)),
        Some(OperatorsAt::Socket(file)) => Some(Bound::Socket(socket(file)?, file.clone())),
    };
    Ok(Doors {
        readers,
        readers_at,
        operators,
    })
}

async fn network(listen: SocketAddr, option: &str) -> Result<std::net::TcpListener, Stopped> {
    if clockwork::is_a_file() && !listen.ip().is_loopback() {
        return Err(Stopped::both(
            format!(
                "impossible d’écouter sur {listen} : l’horloge est un fichier, pour des tests, et un tel journal n’est servi qu’à cette machine"
            ),
            format!("cannot listen on {listen}: the clock is a file, for tests only, and such a paper is served to this machine alone"),
        ));
    }
    let bound = TcpListener::bind(listen).await.and_then(TcpListener::into_std);
    bound.map_err(|error| not_bound(&error, (&listen.to_string(), option)))
}

fn not_bound(error: &std::io::Error, (address, option): (&str, &str)) -> Stopped {
    let (french, english) = match error.kind() {
        std::io::ErrorKind::AddrInUse => (
            format!(
                "un autre programme y écoute ; arrêtez-le, ou choisissez un autre port par `--{option} ADDR` (le port 0 en prend un libre)"
            ),
            format!("another program listens there; stop it, or choose another port with `--{option} ADDR` (port 0 takes a free one)"),
        ),
        std::io::ErrorKind::PermissionDenied => (
            format!("ce port est au système ; choisissez-en un au-dessus de 1023 par `--{option} ADDR`"),
            format!("this port is for the system; choose one above 1023 with `--{option} ADDR`"),
        ),
        _ => (
            format!("choisissez une adresse de cette machine par `--{option} ADDR`"),
            format!("choose an address of this machine with `--{option} ADDR`"),
        ),
    };
    Stopped::both(
        format!("impossible d’écouter sur {address} : {french}"),
        format!("cannot listen on {address}: {english}"),
    )
}

/// A socket that nobody answers any more was left by a process that was killed: it is taken over.
fn socket(file: &Path) -> Result<UnixListener, Stopped> {
    let shown = file.display();
    if UnixStream::connect(file).is_ok() {
        return Err(Stopped::both(
            format!("un autre programme écoute sur « {shown} » ; arrêtez-le, ou choisissez un autre socket par `--operators unix:FICHIER`"),
            format!("another program listens on `{shown}`; stop it, or choose another socket with `--operators unix:FILE`"),
        ));
    }
    let bound = remove_stale(file).and_then(|()| UnixListener::bind(file)).and_then(|listener| {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o660))?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    bound.map_err(|error| {
        Stopped::both(
            format!("le socket « {shown} » ne peut pas être ouvert : {error} ; nommez un fichier dans un dossier qui existe et où ce programme peut écrire"),
            format!("the socket `{shown}` cannot be opened: {error}; name a file in a folder that is there and that this program may write to"),
        )
    })
}

/// Removes a socket that stands there; anything else that has the name stays, and the binding says so.
fn remove_stale(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::FileTypeExt as _;
    match std::fs::symlink_metadata(file) {
        Ok(found) if found.file_type().is_socket() => std::fs::remove_file(file),
        _ => Ok(()),
    }
}

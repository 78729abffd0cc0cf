//! Where connections come from: the network, or a socket of this machine that has a file's name.

use std::io;
use std::net::IpAddr;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

/// A connection as bytes.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for T {}

/// A connection that was let in.
pub(crate) struct Accepted<T> {
    pub(super) stream: T,
    /// Nothing for a socket of this machine.
    pub(super) from: Option<IpAddr>,
}

/// Something that lets connections in.
pub(crate) trait Listens: Send + Sync + 'static {
    type Stream: Stream;

    fn accept(&self) -> impl Future<Output = io::Result<Accepted<Self::Stream>>> + Send;

    /// Whom the system has let in and we have not taken yet: closing the listener would cut them off.
    fn at_the_door(self) -> impl Iterator<Item = Accepted<Self::Stream>> + Send;
}

/// The network.
pub(crate) struct Remote(TcpListener);

/// A socket with a file’s name.
pub(crate) struct Local(UnixListener);

impl Remote {
    /// Another hold on the same listening socket: a task that is begun again listens on.
    pub(crate) fn on(listener: &std::net::TcpListener) -> io::Result<Self> {
        TcpListener::from_std(listener.try_clone()?).map(Self)
    }
}

impl Local {
    pub(crate) fn on(listener: &std::os::unix::net::UnixListener) -> io::Result<Self> {
        UnixListener::from_std(listener.try_clone()?).map(Self)
    }
}

impl Listens for Remote {
    type Stream = TcpStream;

    async fn accept(&self) -> io::Result<Accepted<TcpStream>> {
        let (stream, from) = self.0.accept().await?;
        Ok(from_network(stream, from.ip()))
    }

    fn at_the_door(self) -> impl Iterator<Item = Accepted<TcpStream>> + Send {
        let listener = self.0.into_std().ok();
        std::iter::from_fn(move || {
            let (stream, from) = listener.as_ref()?.accept().ok()?;
            stream.set_nonblocking(true).ok()?;
            Some(from_network(TcpStream::from_std(stream).ok()?, from.ip()))
        })
    }
}

fn from_network(stream: TcpStream, from: IpAddr) -> Accepted<TcpStream> {
    let _ = stream.set_nodelay(true);
    Accepted { stream, from: Some(from) }
}

impl Listens for Local {
    type Stream = UnixStream;

    async fn accept(&self) -> io::Result<Accepted<UnixStream>> {
        let (stream, _) = self.0.accept().await?;
        Ok(Accepted { stream, from: None })
    }

    fn at_the_door(self) -> impl Iterator<Item = Accepted<UnixStream>> + Send {
        let listener = self.0.into_std().ok();
        std::iter::from_fn(move || {
            let (stream, _) = listener.as_ref()?.accept().ok()?;
            stream.set_nonblocking(true).ok()?;
            let stream = UnixStream::from_std(stream).ok()?;
            Some(Accepted { stream, from: None })
        })
    }
}

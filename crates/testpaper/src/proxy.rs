//! A way to a server that can be cut, as when a database goes away.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Forwards a port of its own to a server until it is cut.
pub struct Proxy {
    pub address: SocketAddr,
    way: Arc<Mutex<Way>>,
}

/// How the way is.
enum Way {
    /// With every end of every connection.
    Open(Vec<TcpStream>),
    /// Whoever comes is sent away; it may open again.
    Interrupted,
    /// The port is given up.
    Cut,
}

impl Proxy {
    /// Begins to forward to a server (`127.0.0.1:5432`).
    pub fn to(server: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let way = Arc::new(Mutex::new(Way::Open(Vec::new())));
        let (seen, server) = (Arc::clone(&way), server.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut way = seen.lock().unwrap_or_else(PoisonError::into_inner);
                let open = match &mut *way {
                    Way::Open(open) => open,
                    Way::Interrupted => continue,
                    Way::Cut => return,
                };
                if let Ok(there) = TcpStream::connect(&server) {
                    open.extend([&stream, &there].into_iter().filter_map(|end| end.try_clone().ok()));
                    join(stream, there);
                }
            }
        });
        Ok(Self { address, way })
    }

    /// Cuts every connection, and refuses new ones from now on.
    pub fn cut(&self) {
        self.become_of(Way::Cut);
        // Wakes the listener, which then gives its port up.
        let _ = TcpStream::connect(self.address);
    }

    /// Cuts every connection, and sends whoever comes away until it is mended.
    pub fn interrupt(&self) {
        self.become_of(Way::Interrupted);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.become_of(Way::Open(Vec::new()));
    }

    fn become_of(&self, now: Way) {
        let before = std::mem::replace(&mut *self.way.lock().unwrap_or_else(PoisonError::into_inner), now);
        if let Way::Open(connections) = before {
            for stream in connections {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

fn join(here: TcpStream, there: TcpStream) {
    let (Ok(mut from_here), Ok(mut from_there)) = (here.try_clone(), there.try_clone()) else {
        return;
    };
    let (mut here, mut there) = (here, there);
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from_here, &mut there);
        let _ = there.shutdown(Shutdown::Both);
    });
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut from_there, &mut here);
        let _ = here.shutdown(Shutdown::Both);
    });
}

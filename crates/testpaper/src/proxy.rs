//! A way to a server that can be cut, or on which all stands still, as when a database or a store goes away.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Forwards a port of its own to a server until it is cut.
pub struct Proxy {
    pub address: SocketAddr,
    way: Arc<Mutex<Way>>,
    still: Arc<Still>,
}

/// Whether bytes stand still.
#[derive(Default)]
struct Still {
    is_so: Mutex<bool>,
    ends: Condvar,
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
        let still = Arc::<Still>::default();
        let (seen, server, stands) = (Arc::clone(&way), server.to_owned(), Arc::clone(&still));
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
                    join((stream, there), &stands);
                }
            }
        });
        Ok(Self { address, way, still })
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

    /// Lets no byte through any more; every connection stays.
    pub fn stand_still(&self) {
        *self.still.is_so.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    /// Lets bytes through again.
    pub fn go_on(&self) {
        *self.still.is_so.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.still.ends.notify_all();
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

impl Still {
    fn wait(&self) {
        let still = self.is_so.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.ends.wait_while(still, |is_so| *is_so));
    }
}

fn join((here, there): (TcpStream, TcpStream), still: &Arc<Still>) {
    let (Ok(from_here), Ok(from_there)) = (here.try_clone(), there.try_clone()) else {
        return;
    };
    for (from, to) in [(from_here, there), (from_there, here)] {
        let still = Arc::clone(still);
        std::thread::spawn(move || {
            let _ = carry((&from, &to), &still);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
}

fn carry((mut from, mut to): (&TcpStream, &TcpStream), still: &Still) -> std::io::Result<()> {
    let mut piece = vec![0; 16 << 10];
    loop {
        let length = from.read(&mut piece)?;
        still.wait();
        match length {
            0 => return Ok(()),
            length => to.write_all(&piece[..length])?,
        }
    }
}

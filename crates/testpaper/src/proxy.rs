//! A way to a server that can be cut, as when a database goes away.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Forwards a port of its own to a server until it is cut.
pub struct Proxy {
    pub address: SocketAddr,
    connections: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Proxy {
    /// Begins to forward to a server (`127.0.0.1:5432`).
    pub fn to(server: &str) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let connections = Arc::new(Mutex::new(Some(Vec::new())));
        let (open, server) = (Arc::clone(&connections), server.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
                // Cut: nobody is let through any more, and the port is given up.
                let Some(open) = open.as_mut() else { return };
                if let Ok(there) = TcpStream::connect(&server) {
                    open.extend([&stream, &there].into_iter().filter_map(|end| end.try_clone().ok()));
                    join(stream, there);
                }
            }
        });
        Ok(Self { address, connections })
    }

    /// Cuts every connection, and refuses new ones from now on.
    pub fn cut(&self) {
        let open = self.connections.lock().unwrap_or_else(PoisonError::into_inner).take();
        for stream in open.into_iter().flatten() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the listener, which then gives its port up.
        let _ = TcpStream::connect(self.address);
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

//! What a name leads to. It is asked once for each connection, and what it answers is what is connected to.

use std::fmt::Debug;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;

/// The addresses of a host, when they are there.
pub type Looking<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Who is asked what a name leads to.
pub trait Names: Debug + Send + Sync {
    /// No address, or an error of the kind `NotFound`, where there is no such host.
    fn look_up<'a>(&'a self, host: &'a str) -> Looking<'a>;
}

/// The machine's own resolver.
#[derive(Clone, Copy, Debug)]
pub struct NamesOfTheSystem;

impl Names for NamesOfTheSystem {
    fn look_up<'a>(&'a self, host: &'a str) -> Looking<'a> {
        Box::pin(async move {
            if never_exists(host) {
                return Ok(Vec::new());
            }
            let found = tokio::net::lookup_host((host, 0)).await.map_err(told_apart)?;
            Ok(found.map(|address: SocketAddr| address.ip()).collect())
        })
    }
}

/// Names that are promised to nobody (RFC 6761, section 6.4), or are none of the public network (RFC 7686): no resolver
/// need be asked.
fn never_exists(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    ["invalid", "onion"].iter().any(|last| host.rsplit('.').next() == Some(*last))
}

/// The standard library has one error for a name that does not exist and for a resolver that is away; what it says, in
/// the C library's words, is all that tells them apart. Only the former makes a link a dead one.
fn told_apart(error: io::Error) -> io::Error {
    let said = error.to_string();
    let is_away = ["emporary failure", "ry again", "on-recoverable", "ystem error"];
    if is_away.iter().any(|words| said.contains(words)) || error.raw_os_error().is_some() {
        error
    } else {
        io::Error::new(io::ErrorKind::NotFound, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_promised_to_nobody_is_looked_up_nowhere() {
        assert!(NamesOfTheSystem.look_up("nulle-part.invalid").await.unwrap().is_empty());
        assert!(never_exists("a.onion.") && !never_exists("invalid.example"));
    }

    #[test]
    fn a_resolver_that_is_away_makes_no_name_disappear() {
        let kind = |said: &str| told_apart(io::Error::other(said.to_owned())).kind();
        assert_eq!(
            kind("failed to lookup address information: Name or service not known"),
            io::ErrorKind::NotFound
        );
        assert_ne!(
            kind("failed to lookup address information: Temporary failure in name resolution"),
            io::ErrorKind::NotFound
        );
    }
}

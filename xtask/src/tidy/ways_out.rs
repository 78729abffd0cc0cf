//! Nothing leaves over HTTP but through `outgoing`: no other crate looks a host up, connects to one, or takes a client
//! (decision 44). The database has its own way, in its own crate's driver.

use super::Remark;
use super::lexer::lines_of;
use super::tree::Tree;

/// The one crate that asks other machines.
const HOME: &str = "outgoing";

/// What shows that something leaves, sign by sign.
const SIGNS: [(&[&str], &str); 10] = [
    (&["TcpStream", ":", ":", "connect"], "TcpStream::connect"),
    (&["TcpStream", ":", ":", "connect_timeout"], "TcpStream::connect_timeout"),
    (&["TcpSocket"], "TcpSocket"),
    (&["UdpSocket"], "UdpSocket"),
    (&["lookup_host"], "lookup_host"),
    (&["to_socket_addrs"], "to_socket_addrs"),
    (&["hyper", ":", ":", "client"], "hyper’s client"),
    (&["hyper_util", ":", ":", "client"], "hyper-util’s client"),
    (&["client", ":", ":", "conn"], "hyper’s client"),
    (&["client", ":", ":", "legacy"], "hyper-util’s client"),
];

/// Every such sign in what ships, outside of that crate.
pub(super) fn ways_out(tree: &Tree) -> Vec<Remark> {
    let mut found = Vec::new();
    for file in tree.rust().iter().filter(|file| file.crate_name() != HOME) {
        let tokens = file.tokens();
        for (signs, name) in SIGNS {
            let shipped = lines_of(&tokens, signs).into_iter().filter(|line| !file.is_test(*line));
            found.extend(shipped.map(|line| {
                let sentence = format!("`{name}`: nothing leaves this machine but through `{HOME}`, which checks where to.");
                Remark::new(&file.path, line, sentence)
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn lines(path: &str, code: &str) -> Vec<usize> {
        let source = format!("//! A.\n{code}\n");
        ways_out(&tree(&[(path, &source)])).iter().map(|remark| remark.line).collect()
    }

    #[test]
    fn who_connects_looks_up_or_takes_a_client_is_found() {
        for code in [
            "fn a() { tokio::net::TcpStream::connect(b) }",
            "fn a() { std::net::TcpStream::connect_timeout(b, c) }",
            "use tokio::net::lookup_host;",
            "fn a() { (b, 80).to_socket_addrs() }",
            "use hyper::client;",
            "fn a() { client::conn::http1::handshake(b) }",
            "use hyper_util::client::{legacy};",
            "use std::net::UdpSocket;",
        ] {
            assert_eq!(lines("crates/press/src/a.rs", code), [2], "{code}");
        }
    }

    #[test]
    fn outgoing_does_so_and_tests_may() {
        let code = "fn a() { TcpStream::connect(b) }";
        assert_eq!(lines("crates/outgoing/src/a.rs", code), []);
        assert_eq!(lines("crates/site/tests/it/a.rs", code), []);
        assert_eq!(lines("crates/testpaper/src/a.rs", code), []);
        assert_eq!(lines("crates/site/src/a.rs", &format!("#[cfg(test)]\nmod tests {{ {code} }}")), []);
    }

    #[test]
    fn who_listens_passes() {
        let code = "use tokio::net::{TcpListener, TcpStream};\nfn a(stream: TcpStream) { TcpStream::from_std(stream) }";
        assert_eq!(lines("crates/rotative/src/listener.rs", code), []);
    }
}

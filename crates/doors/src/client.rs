//! The address of whoever asks: that of the connection, or behind proxies that are trusted the one that they name.

use std::net::IpAddr;
use std::str::FromStr;

use http::{Extensions, HeaderMap};
use serde::Deserialize;

/// The address of whoever asks, as a request carries it. Never logged, never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// The address from which a connection came, as each of its requests carries it; nothing for a local socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connection(pub Option<IpAddr>);

/// The address from which the connection of a request came.
pub fn connection_of(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<Connection>().and_then(|connection| connection.0)
}

/// Addresses of proxies: one, or a network of them (`10.0.0.0/8`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// Something that is neither an address nor a network.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no address and no network; write `127.0.0.1` or `10.0.0.0/8`")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let written: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let address = written.to_canonical();
        if written != address {
            // One of IPv4 that is written as IPv6 has no bits of its own before the last 32.
            let bits: u8 = bits.unwrap_or("128").trim().parse().map_err(|_| wrong())?;
            let bits = bits.checked_sub(96).filter(|bits| *bits <= 32).ok_or_else(wrong)?;
            return Ok(Self { address, bits });
        }
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse().map_err(|_| wrong()))?;
        if bits > most {
            return Err(wrong());
        }
        Ok(Self { address, bits })
    }
}

impl TryFrom<String> for Network {
    type Error = NoNetwork;

    fn try_from(text: String) -> Result<Self, NoNetwork> {
        text.parse()
    }
}

impl Network {
    /// Whether an address is of it. One of IPv4 that is written as IPv6 is one of IPv4.
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same(own.to_bits().into(), other.to_bits().into(), 32 - self.bits),
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), 128 - self.bits),
            _ => false,
        }
    }
}

/// Whether two numbers are the same but for their last bits.
fn same(one: u128, other: u128, last: u8) -> bool {
    let without = |number: u128| number.checked_shr(last.into()).unwrap_or(0);
    without(one) == without(other)
}

/// Whoever asks: going back from the connection, the first address that is no trusted proxy. What stands before that in
/// `X-Forwarded-For` anybody could have written. A connection without an address is a local socket, whose other end is
/// the proxy.
pub fn address_of(connection: Option<IpAddr>, headers: &HeaderMap, trusted: &[Network]) -> Option<Client> {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.holds(address));
    if let Some(address) = connection.filter(|address| !is_trusted(*address)) {
        return Some(Client(address.to_canonical()));
    }
    let mut last = connection;
    for address in forwarded(headers) {
        let Some(address) = address else { break };
        last = Some(address);
        if !is_trusted(address) {
            break;
        }
    }
    last.map(|address| Client(address.to_canonical()))
}

/// The addresses of `X-Forwarded-For`, the last one first; nothing for what is none.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines = headers.get_all("x-forwarded-for").into_iter().rev();
    lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(',').map(|text| address_in(text.trim())))
}

/// An address, with or without a port.
fn address_in(text: &str) -> Option<IpAddr> {
    let socket = || text.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    text.parse().ok().or_else(socket).or_else(bracketed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(connection: Option<&str>, forwarded: &[&'static str], trusted: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let connection = connection.map(|text| text.parse().unwrap());
        address_of(connection, &headers, &trusted).map(|client| client.0.to_string())
    }

    #[test]
    fn a_stranger_is_known_by_the_connection_alone() {
        let own = asked(Some("203.0.113.9"), &["198.51.100.1"], &["127.0.0.1"]);
        assert_eq!(own.as_deref(), Some("203.0.113.9"));
        assert_eq!(asked(Some("127.0.0.1"), &["198.51.100.1"], &[]).as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn behind_trusted_proxies_it_is_the_last_address_that_is_none_of_theirs() {
        let told = |forwarded: &[&'static str]| asked(Some("127.0.0.1"), forwarded, &["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"]);
        assert_eq!(told(&["198.51.100.1"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(told(&["9.9.9.9, 198.51.100.1, 10.2.3.4"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(told(&["9.9.9.9", "198.51.100.1", "10.2.3.4"]).as_deref(), Some("198.51.100.1"));
        assert_eq!(told(&["9.9.9.9, 2001:db8::7"]).as_deref(), Some("9.9.9.9"));
        assert_eq!(told(&["[2001:db9::7]:4711"]).as_deref(), Some("2001:db9::7"));
        assert_eq!(told(&["::ffff:198.51.100.1"]).as_deref(), Some("198.51.100.1"));
    }

    #[test]
    fn what_is_no_address_ends_the_way_back() {
        let told = |forwarded: &[&'static str]| asked(Some("127.0.0.1"), forwarded, &["127.0.0.1", "10.0.0.0/8"]);
        assert_eq!(told(&["198.51.100.1, unknown, 10.1.1.1"]).as_deref(), Some("10.1.1.1"));
        assert_eq!(told(&[""]).as_deref(), Some("127.0.0.1"));
        assert_eq!(told(&[]).as_deref(), Some("127.0.0.1"));
        assert_eq!(asked(None, &["198.51.100.1"], &[]).as_deref(), Some("198.51.100.1"));
        assert_eq!(asked(None, &[], &[]), None);
    }

    #[test]
    fn networks_hold_what_they_say() {
        let network: Network = "10.0.0.0/8".parse().unwrap();
        assert!(network.holds("10.255.255.255".parse().unwrap()) && !network.holds("11.0.0.0".parse().unwrap()));
        assert!(network.holds("::ffff:10.1.2.3".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.holds("203.0.113.9".parse().unwrap()) && !all.holds("::1".parse().unwrap()));
        let mapped: Network = "::ffff:10.0.0.0/104".parse().unwrap();
        assert!(mapped.holds("10.9.9.9".parse().unwrap()) && !mapped.holds("11.0.0.0".parse().unwrap()));
        for wrong in [
            "",
            "::ffff:10.0.0.0/95",
            "::ffff:10.0.0.0/129",
            "10.0.0.0/33",
            "::/129",
            "proxy",
            "10.0.0.0/-1",
            "10.0.0/8",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}

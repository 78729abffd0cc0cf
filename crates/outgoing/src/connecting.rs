//! Connecting: a host is looked up once, its addresses are checked, and the connection goes to one that was.

use std::fmt::Debug;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::Host;

use crate::allowed::Allowed;
use crate::destination::{Destination, DestinationRefused};
use crate::names::Names;
use crate::special::special;
use crate::tls::Tls;
use crate::unanswered::Unanswered;

/// So many addresses of a host are tried.
const TRIED: usize = 4;

/// The ports at which the web is. Other services listen at others, and what is sent there would be an order to them.
const OF_THE_WEB: [u16; 2] = [80, 443];

/// A connection, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Debug + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Debug + Send + Unpin> Stream for S {}

/// What is needed to connect.
#[derive(Debug)]
pub(crate) struct Connector {
    pub(crate) allowed: Allowed,
    pub(crate) names: Arc<dyn Names>,
    pub(crate) tls: Tls,
    /// How long looking a host up may take, and how long connecting to it, handshakes included.
    pub(crate) time: Duration,
}

impl Connector {
    /// Connects to a host at one of the addresses that were checked for it.
    pub(crate) async fn connect(&self, to: &Destination, checked: &[IpAddr]) -> Result<Box<dyn Stream>, Unanswered> {
        let connected = timeout(self.time, self.connected(to, checked)).await;
        connected.unwrap_or_else(|_| Err(self.too_slow(to)))
    }

    async fn connected(&self, to: &Destination, checked: &[IpAddr]) -> Result<Box<dyn Stream>, Unanswered> {
        // Before anybody hears of us: without whom to trust nothing can be asked.
        let settings = if to.is_secure() { Some(self.tls.settings().await?) } else { None };
        let stream = self.first_of(checked, to).await?;
        match settings {
            Some(settings) => secured(TlsConnector::from(settings), stream, to).await,
            None => Ok(Box::new(stream)),
        }
    }

    /// The addresses at which the host may be asked. One that has none is refused; of one that has some, the others are not
    /// touched: a host is not dead because its operator also wrote an address of his own network into its name.
    pub(crate) async fn checked(&self, to: &Destination) -> Result<Vec<IpAddr>, Unanswered> {
        let is_allowed = self.allowed.holds(to);
        if !is_allowed && !OF_THE_WEB.contains(&to.port()) {
            return Err(DestinationRefused::Port(to.host_name(), to.port().to_string()).into());
        }
        let found = self.look_up(to).await?;
        if is_allowed {
            return Ok(found);
        }
        let (refused, open): (Vec<IpAddr>, Vec<IpAddr>) = found.into_iter().partition(|address| special(*address).is_some());
        match refused.first().filter(|_| open.is_empty()) {
            Some(address) => Err(why(to, *address).into()),
            None => Ok(open),
        }
    }

    async fn look_up(&self, to: &Destination) -> Result<Vec<IpAddr>, Unanswered> {
        let found = match to.host() {
            Host::Ipv4(address) => Ok(vec![(*address).into()]),
            Host::Ipv6(address) => Ok(vec![(*address).into()]),
            Host::Domain(name) => {
                let found = timeout(self.time, self.names.look_up(name)).await;
                found.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
            }
        };
        match found {
            Ok(found) if !found.is_empty() => Ok(found),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Unanswered::NamesAway(to.host_name(), error.to_string())),
            _ => Err(Unanswered::NoSuchHost(to.host_name())),
        }
    }

    /// A connection to the first address that takes one. Each has its part of the time.
    async fn first_of(&self, addresses: &[IpAddr], to: &Destination) -> Result<TcpStream, Unanswered> {
        let tried = &addresses[..addresses.len().min(TRIED)];
        let mut why = Unanswered::NoSuchHost(to.host_name());
        for address in tried {
            let at = SocketAddr::new(*address, to.port());
            let connected = timeout(self.time / tried.len() as u32, TcpStream::connect(at)).await;
            let now = match connected {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => unconnected(&error, to),
                Err(_) => self.too_slow(to),
            };
            // That this machine has no IPv6 says nothing of a host that was silent elsewhere.
            let is_ours = matches!(now, Unanswered::NoWay(..));
            if !is_ours || matches!(why, Unanswered::NoSuchHost(_)) {
                why = now;
            }
        }
        Err(why)
    }

    fn too_slow(&self, to: &Destination) -> Unanswered {
        Unanswered::NoConnectionInTime(to.host_name(), self.time.as_secs() as u32)
    }
}

/// What this machine refuses itself (no network, no IPv6, a fire wall) says nothing of the other one.
fn unconnected(error: &io::Error, to: &Destination) -> Unanswered {
    match error.kind() {
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::PermissionDenied => Unanswered::NoWay(to.host_name(), error.to_string()),
        _ => Unanswered::NoConnection(to.host_name(), error.to_string()),
    }
}

fn why(to: &Destination, address: IpAddr) -> DestinationRefused {
    let (english, french) = special(address).map_or(("", ""), |special| (special.english, special.french));
    DestinationRefused::Special(to.host_name(), address.to_string(), english.into(), french.into())
}

async fn secured(connector: TlsConnector, stream: TcpStream, to: &Destination) -> Result<Box<dyn Stream>, Unanswered> {
    let name = match to.host() {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(|_| Unanswered::NoSuchHost(to.host_name()))?,
        Host::Ipv4(address) => IpAddr::V4(*address).into(),
        Host::Ipv6(address) => IpAddr::V6(*address).into(),
    };
    let secured = connector.connect(name, stream).await.map_err(|error| not_secured(&error, to))?;
    Ok(Box::new(secured))
}

fn not_secured(error: &io::Error, to: &Destination) -> Unanswered {
    let of_tls = error.get_ref().and_then(|error| error.downcast_ref::<rustls::Error>());
    match of_tls {
        Some(rustls::Error::InvalidCertificate(reason)) => Unanswered::Certificate(to.host_name(), reason.to_string()),
        _ => Unanswered::NoConnection(to.host_name(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Looking;

    /// Every name leads to the same addresses.
    #[derive(Debug)]
    struct AllLeadTo(&'static [&'static str]);

    impl Names for AllLeadTo {
        fn look_up<'a>(&'a self, _host: &'a str) -> Looking<'a> {
            let found = self.0.iter().map(|address| address.parse().unwrap()).collect();
            Box::pin(async move { Ok(found) })
        }
    }

    async fn checked(address: &str, leads_to: &'static [&'static str]) -> Result<Vec<String>, Unanswered> {
        let connector = Connector {
            allowed: Allowed::read(&["known.example:8080".into()]).unwrap(),
            names: Arc::new(AllLeadTo(leads_to)),
            tls: Tls::default(),
            time: Duration::from_secs(1),
        };
        let checked = connector.checked(&Destination::read(address).unwrap()).await?;
        Ok(checked.iter().map(ToString::to_string).collect())
    }

    fn leads_to(refused: &Result<Vec<String>, Unanswered>, address: &str) -> bool {
        matches!(refused, Err(Unanswered::Destination(DestinationRefused::Special(_, found, ..))) if found == address)
    }

    #[tokio::test]
    async fn of_several_addresses_only_those_that_may_be_asked_are() {
        let open = checked(
            "https://a.example/",
            &["fd00::1", "93.184.215.14", "10.0.0.1", "2606:2800:220:1::1"],
        )
        .await;
        assert_eq!(open, Ok(vec!["93.184.215.14".into(), "2606:2800:220:1::1".into()]));
        assert!(leads_to(&checked("https://a.example/", &["fd00::1", "10.0.0.1"]).await, "fd00::1"));
    }

    #[tokio::test]
    async fn an_ip_address_is_checked_however_it_is_written() {
        for address in ["http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.1/"] {
            assert!(leads_to(&checked(address, &[]).await, "127.0.0.1"), "{address}");
        }
        assert!(leads_to(
            &checked("http://[::ffff:93.184.215.14]/", &[]).await,
            "::ffff:93.184.215.14"
        ));
        assert!(leads_to(&checked("http://[64:ff9b::a00:1]/", &[]).await, "64:ff9b::a00:1"));
    }

    #[tokio::test]
    async fn another_port_than_the_webs_is_asked_only_where_it_is_allowed() {
        let port = |host: &str| Err(DestinationRefused::Port(host.into(), "8080".into()).into());
        assert_eq!(checked("http://a.example:8080/", &["93.184.215.14"]).await, port("a.example"));
        assert_eq!(
            checked("http://known.example:8080/", &["10.0.0.1"]).await,
            Ok(vec!["10.0.0.1".into()])
        );
        assert!(leads_to(&checked("http://known.example/", &["10.0.0.1"]).await, "10.0.0.1"));
    }

    #[tokio::test]
    async fn a_name_that_leads_nowhere_is_no_host() {
        assert_eq!(
            checked("https://a.example/", &[]).await,
            Err(Unanswered::NoSuchHost("a.example".into()))
        );
    }
}

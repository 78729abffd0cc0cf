//! The machines of the house: what `outgoing.allow` names, the only exception to every rule about where is asked.

use manuscript::refusals;
use url::Host;

use crate::destination::Destination;

refusals! {
    /// Why an entry of `outgoing.allow` is none.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum AllowRefused [] {
        NoHostAndPort(entry: String):
            "`{entry}` in `outgoing.allow` is no host with a port; write `name:port`, `192.168.1.4:8080` or `[fd00::4]:8080`"
            / "« {entry} » dans `outgoing.allow` n’est pas un hôte avec un port ; écrivez `nom:port`, `192.168.1.4:8080` ou `[fd00::4]:8080`",
    }
}

/// Hosts with their ports, as addresses name them: a name allows what it leads to, an IP address itself alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<(Host, u16)>);

impl Allowed {
    /// Reads `host:port`, one after the other.
    pub fn read(entries: &[String]) -> Result<Self, AllowRefused> {
        let read = |entry: &String| one(entry).ok_or_else(|| AllowRefused::NoHostAndPort(entry.clone()));
        entries.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// One destination alone.
    pub(crate) fn just(destination: &Destination) -> Self {
        Self(vec![(destination.host().clone(), destination.port())])
    }

    /// Whether somebody who keeps this machine said that it may be asked there.
    pub(crate) fn holds(&self, destination: &Destination) -> bool {
        let mut allowed = self.0.iter();
        allowed.any(|(host, port)| host == destination.host() && *port == destination.port())
    }
}

fn one(entry: &str) -> Option<(Host, u16)> {
    let (host, port) = entry.rsplit_once(':')?;
    let port = port.parse().ok().filter(|port| *port != 0)?;
    Some((Host::parse(host).ok()?, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(entry: &str, address: &str) -> bool {
        let allowed = Allowed::read(&[entry.to_owned()]).unwrap();
        allowed.holds(&Destination::read(address).unwrap())
    }

    #[test]
    fn a_host_is_allowed_with_its_port_alone() {
        assert!(allows("Intranet.example:8080", "http://intranet.example:8080/a"));
        assert!(allows("127.0.0.1:80", "http://127.1/") && allows("[::1]:443", "https://[0:0::1]/"));
        assert!(!allows("intranet.example:8080", "http://intranet.example/"));
        assert!(!allows("intranet.example:8080", "http://a.intranet.example:8080/"));
        assert!(!allows("127.0.0.1:8080", "http://localhost:8080/"));
    }

    #[test]
    fn what_is_no_host_with_a_port_is_refused_by_its_name() {
        for entry in [
            "intranet.example",
            "intranet.example:",
            ":80",
            "a b:80",
            "a:0",
            "a:65536",
            "::1",
            "http://a.example:80",
        ] {
            let refused = Allowed::read(&[entry.to_owned()]).unwrap_err();
            assert!(refused.to_string().contains(entry), "{entry}");
        }
    }
}

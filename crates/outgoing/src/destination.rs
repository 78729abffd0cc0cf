//! Where is asked: an address as browsers read it, of which all is known that can be known before its host is looked up.

use manuscript::refusals;
use url::{Host, Url};

refusals! {
    /// Why nothing is asked at an address: a rule of ours, and no word about whoever answers there.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum DestinationRefused [] {
        NoAddress(address: String):
            "`{address}` is no address on the web; write `https://`, a host and a path"
            / "« {address} » n’est pas une adresse du web ; écrivez `https://`, un hôte et un chemin",
        Credentials(host: String):
            "the address at `{host}` holds a name or a password: take it out, and change the password, for readers have it too"
            / "l’adresse chez « {host} » contient un nom ou un mot de passe : enlevez-le, et changez le mot de passe, car les lecteurs l’ont aussi",
        Port(host: String, port: String):
            "`{host}` is to be asked at port {port}: only 80 and 443 are, unless `outgoing.allow` names `{host}:{port}`"
            / "« {host} » serait appelé au port {port} : seuls 80 et 443 le sont, sauf si `outgoing.allow` nomme `{host}:{port}`",
        Special(host: String, address: String, english: String, french: String):
            "`{host}` leads to {address}, {english}: nothing is asked there unless `outgoing.allow` names the host with its port"
            / "« {host} » mène à {address}, {french} : rien n’y est demandé, sauf si `outgoing.allow` nomme l’hôte avec son port",
        Downgrade(host: String):
            "`{host}` redirects from https to http: what is asked so would be read and changed on its way; link to an https address"
            / "« {host} » redirige de https vers http : ce qui est demandé ainsi serait lu et changé en chemin ; faites un lien vers une adresse https",
    }
}

/// An address at which may be asked, as far as it says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    url: Url,
    host: Host,
    port: u16,
}

impl Destination {
    /// Reads an address as browsers do: `http://2130706433/` is 127.0.0.1.
    pub fn read(address: &str) -> Result<Self, DestinationRefused> {
        let no_address = || DestinationRefused::NoAddress(address.to_owned());
        let mut url = Url::parse(address).map_err(|_| no_address())?;
        url.set_fragment(None);
        if !["http", "https"].contains(&url.scheme()) {
            return Err(no_address());
        }
        let (Some(host), Some(port)) = (url.host().map(|host| host.to_owned()), url.port_or_known_default()) else {
            return Err(no_address());
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(DestinationRefused::Credentials(host.to_string()));
        }
        Ok(Self { url, host, port })
    }

    /// Where a redirect leads; a safe connection is not given up for one that is not.
    pub(crate) fn redirected(&self, location: &str) -> Result<Self, DestinationRefused> {
        // What somebody else wrote is told at a terminal.
        let told: String = location.chars().filter(|sign| !sign.is_control()).take(200).collect();
        let joined = self.url.join(location).map_err(|_| DestinationRefused::NoAddress(told))?;
        let next = Self::read(joined.as_str())?;
        if self.is_secure() && !next.is_secure() {
            return Err(DestinationRefused::Downgrade(self.host.to_string()));
        }
        Ok(next)
    }

    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) const fn host(&self) -> &Host {
        &self.host
    }

    /// The host as it is written in addresses: `[2a00::1]`.
    pub fn host_name(&self) -> String {
        self.host.to_string()
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// What the head of a request calls the host: the port stands there unless it is the usual one.
    pub(crate) fn authority(&self) -> String {
        let port = self.url.port().map(|port| format!(":{port}"));
        format!("{}{}", self.host, port.unwrap_or_default())
    }

    /// What is asked for there.
    pub(crate) fn target(&self) -> String {
        let query = self.url.query().map(|query| format!("?{query}"));
        format!("{}{}", self.url.path(), query.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Destination {
        Destination::read(address).unwrap()
    }

    #[test]
    fn an_ip_address_is_itself_however_it_is_written() {
        for address in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.01/",
            "http://127.1/",
            "http://１２７.1/",
        ] {
            assert_eq!(read(address).host_name(), "127.0.0.1", "{address}");
        }
        assert_eq!(read("https://[0:0:0:0:0:ffff:7f00:1]/").host_name(), "[::ffff:7f00:1]");
    }

    #[test]
    fn what_is_asked_for_has_no_fragment_and_the_usual_port_is_not_said() {
        let asked = read("https://Exemple.fr:443/a b?c=d#e");
        assert_eq!((asked.authority().as_str(), asked.target().as_str()), ("exemple.fr", "/a%20b?c=d"));
        assert_eq!((asked.port(), asked.as_str()), (443, "https://exemple.fr/a%20b?c=d"));
        assert_eq!(read("http://exemple.fr:8080").authority(), "exemple.fr:8080");
    }

    #[test]
    fn what_is_no_address_on_the_web_is_refused() {
        for address in [
            "",
            "exemple.fr",
            "/a",
            "http://",
            "https://a b/",
            "ftp://exemple.fr/",
            "file:///etc/passwd",
            "mailto:a@b.fr",
        ] {
            assert_eq!(Destination::read(address), Err(DestinationRefused::NoAddress(address.to_owned())));
        }
    }

    #[test]
    fn names_and_passwords_have_no_place_in_an_address() {
        for address in ["https://a@exemple.fr/", "https://a:b@exemple.fr/", "https://:b@exemple.fr/"] {
            assert_eq!(
                Destination::read(address),
                Err(DestinationRefused::Credentials("exemple.fr".into()))
            );
        }
        let redirected = read("https://exemple.fr/").redirected("https://a:b@exemple.fr/");
        assert_eq!(redirected, Err(DestinationRefused::Credentials("exemple.fr".into())));
    }

    #[test]
    fn what_others_wrote_cannot_write_on_a_terminal() {
        let refused = read("https://exemple.fr/").redirected("https://\u{9b}31m a/").unwrap_err();
        assert_eq!(refused, DestinationRefused::NoAddress("https://31m a/".into()));
    }

    #[test]
    fn a_redirect_leads_on_from_where_it_is_and_never_from_https_to_http() {
        let from = read("https://exemple.fr/a/b");
        assert_eq!(from.redirected("../c").unwrap().as_str(), "https://exemple.fr/c");
        assert_eq!(from.redirected("//autre.fr").unwrap().as_str(), "https://autre.fr/");
        assert_eq!(
            from.redirected("http://exemple.fr/a/b"),
            Err(DestinationRefused::Downgrade("exemple.fr".into()))
        );
        assert!(read("http://exemple.fr/").redirected("https://exemple.fr/").is_ok());
    }
}

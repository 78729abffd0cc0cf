//! Where operators are let in: never where everybody is.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use crate::Stopped;

/// Where operators are let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperatorsAt {
    /// An address that only this machine or a network of the house reaches.
    Network(SocketAddr),
    /// `unix:FILE`
    Socket(PathBuf),
}

impl FromStr for OperatorsAt {
    type Err = Stopped;

    fn from_str(text: &str) -> Result<Self, Stopped> {
        if let Some(file) = text.strip_prefix("unix:").filter(|file| !file.is_empty()) {
            return Ok(Self::Socket(file.into()));
        }
        let wrong = || {
            Stopped::both(
                format!(
                    "« {text} » n’est pas une adresse pour `operators` ; écrivez `127.0.0.1:9090` ou `unix:/run/rotative/operators.sock`"
                ),
                format!("`{text}` is no address for `operators`; write `127.0.0.1:9090` or `unix:/run/rotative/operators.sock`"),
            )
        };
        let address: SocketAddr = text.parse().map_err(|_| wrong())?;
        if is_of_the_house(address.ip()) {
            return Ok(Self::Network(address));
        }
        Err(Stopped::both(
            format!(
                "tout le monde atteindrait {address} : la porte des opérateurs n’écoute qu’à cette machine (`127.0.0.1:9090`, `unix:FICHIER`) ou sur un réseau privé"
            ),
            format!(
                "everybody would reach {address}: the operators’ door listens to this machine alone (`127.0.0.1:9090`, `unix:FILE`) or on a private network"
            ),
        ))
    }
}

fn is_of_the_house(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(four) => four.is_loopback() || four.is_private() || four.is_link_local(),
        IpAddr::V6(six) => six.is_loopback() || six.is_unique_local() || six.is_unicast_link_local(),
    }
}

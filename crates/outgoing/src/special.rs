//! Addresses at which nothing public is reached: the table, with where each row comes from.
//!
//! The rows are IANA's registries of special-purpose addresses (IPv4 and IPv6, RFC 6890 and RFC 8190) as of November 2026,
//! those of them that a page of the public web never has; and forms of IPv6 addresses that hold an IPv4 one, whichever it
//! is: who asks there would ask a second address that nobody checked. Of IPv6 only 2000::/3 is given out (RFC 4291,
//! section 2.4): all that lies outside is refused too, named in the table or not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses, by the address at which it begins and how many of its first bits all of them share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    V4([u8; 4], u32),
    V6([u16; 8], u32),
}

impl Block {
    /// Whether an address lies in it.
    pub fn holds(self, address: IpAddr) -> bool {
        match (self, address) {
            (Self::V4(first, shared), IpAddr::V4(address)) => {
                let differ = u32::from(Ipv4Addr::from(first)) ^ u32::from(address);
                differ.leading_zeros() >= shared
            }
            (Self::V6(first, shared), IpAddr::V6(address)) => {
                let differ = u128::from(Ipv6Addr::from(first)) ^ u128::from(address);
                differ.leading_zeros() >= shared
            }
            (Self::V4(..), IpAddr::V6(_)) | (Self::V6(..), IpAddr::V4(_)) => false,
        }
    }
}

/// A block in which nothing public is, what it is for, and who says so.
#[derive(Debug, PartialEq, Eq)]
pub struct Special {
    pub block: Block,
    pub english: &'static str,
    pub french: &'static str,
    pub source: &'static str,
}

macro_rules! special {
    ($($family:ident $first:tt / $shared:literal $english:literal / $french:literal $source:literal;)*) => {
        &[$(Special { block: Block::$family($first, $shared), english: $english, french: $french, source: $source }),*]
    };
}

/// The table. The first row that holds an address names it.
pub const SPECIAL: &[Special] = special! {
    V4 [0, 0, 0, 0] / 8             "this network" / "ce réseau même" "RFC 791, section 3.2";
    V4 [10, 0, 0, 0] / 8            "a private network" / "un réseau privé" "RFC 1918";
    V4 [100, 64, 0, 0] / 10         "a provider’s own network" / "le réseau interne d’un fournisseur" "RFC 6598";
    V4 [127, 0, 0, 0] / 8           "the machine itself" / "la machine elle-même" "RFC 1122, section 3.2.1.3";
    V4 [169, 254, 0, 0] / 16        "the same cable" / "le même câble" "RFC 3927";
    V4 [172, 16, 0, 0] / 12         "a private network" / "un réseau privé" "RFC 1918";
    V4 [192, 0, 0, 0] / 24          "kept for protocols" / "réservée à des protocoles" "RFC 6890, section 2.1";
    V4 [192, 0, 2, 0] / 24          "for documentation" / "pour la documentation" "RFC 5737";
    V4 [192, 88, 99, 0] / 24        "the old relay of 6to4" / "l’ancien relais de 6to4" "RFC 7526";
    V4 [192, 168, 0, 0] / 16        "a private network" / "un réseau privé" "RFC 1918";
    V4 [198, 18, 0, 0] / 15         "for measuring devices" / "pour mesurer des appareils" "RFC 2544";
    V4 [198, 51, 100, 0] / 24       "for documentation" / "pour la documentation" "RFC 5737";
    V4 [203, 0, 113, 0] / 24        "for documentation" / "pour la documentation" "RFC 5737";
    V4 [224, 0, 0, 0] / 4           "for many at once (multicast)" / "pour plusieurs à la fois (multicast)" "RFC 5771";
    V4 [255, 255, 255, 255] / 32    "for everybody (broadcast)" / "pour tout le monde (broadcast)" "RFC 8190; RFC 919, section 7";
    V4 [240, 0, 0, 0] / 4           "reserved" / "réservée" "RFC 1112, section 4";
    V6 [0, 0, 0, 0, 0, 0, 0, 0] / 128           "no address at all" / "aucune adresse" "RFC 4291, section 2.5.2";
    V6 [0, 0, 0, 0, 0, 0, 0, 1] / 128           "the machine itself" / "la machine elle-même" "RFC 4291, section 2.5.3";
    V6 [0, 0, 0, 0, 0, 0xffff, 0, 0] / 96       "an IPv4 address in another form" / "une adresse IPv4 sous une autre forme" "RFC 4291, section 2.5.5.2";
    V6 [0, 0, 0, 0, 0, 0, 0, 0] / 96            "an IPv4 address in an old form" / "une adresse IPv4 sous une forme ancienne" "RFC 4291, section 2.5.5.1";
    V6 [0x64, 0xff9b, 0, 0, 0, 0, 0, 0] / 96    "an IPv4 address behind NAT64" / "une adresse IPv4 derrière NAT64" "RFC 6052";
    V6 [0x64, 0xff9b, 1, 0, 0, 0, 0, 0] / 48    "an IPv4 address behind a NAT64 of somebody’s own" / "une adresse IPv4 derrière un NAT64 local" "RFC 8215";
    V6 [0x100, 0, 0, 0, 0, 0, 0, 0] / 64        "a place where all is thrown away" / "un lieu où tout est jeté" "RFC 6666";
    V6 [0x100, 0, 0, 1, 0, 0, 0, 0] / 64        "a mere mark" / "une simple marque" "RFC 9780";
    V6 [0x2001, 0, 0, 0, 0, 0, 0, 0] / 32       "an IPv4 address behind Teredo" / "une adresse IPv4 derrière Teredo" "RFC 4380";
    V6 [0x2001, 2, 0, 0, 0, 0, 0, 0] / 48       "for measuring devices" / "pour mesurer des appareils" "RFC 5180";
    V6 [0x2001, 0x10, 0, 0, 0, 0, 0, 0] / 28    "an identifier and no place (ORCHID)" / "un identifiant et non un lieu (ORCHID)" "RFC 4843";
    V6 [0x2001, 0x20, 0, 0, 0, 0, 0, 0] / 28    "an identifier and no place (ORCHID)" / "un identifiant et non un lieu (ORCHID)" "RFC 7343";
    V6 [0x2001, 0, 0, 0, 0, 0, 0, 0] / 23       "kept for protocols" / "réservée à des protocoles" "RFC 2928";
    V6 [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0] / 32   "for documentation" / "pour la documentation" "RFC 3849";
    V6 [0x2002, 0, 0, 0, 0, 0, 0, 0] / 16       "an IPv4 address behind 6to4" / "une adresse IPv4 derrière 6to4" "RFC 3056";
    V6 [0x3fff, 0, 0, 0, 0, 0, 0, 0] / 20       "for documentation" / "pour la documentation" "RFC 9637";
    V6 [0x5f00, 0, 0, 0, 0, 0, 0, 0] / 16       "a segment of a route" / "un segment de route" "RFC 9602";
    V6 [0xfc00, 0, 0, 0, 0, 0, 0, 0] / 7        "a private network (unique-local)" / "un réseau privé (unique-local)" "RFC 4193";
    V6 [0xfe80, 0, 0, 0, 0, 0, 0, 0] / 10       "the same cable" / "le même câble" "RFC 4291, section 2.5.6";
    V6 [0xfec0, 0, 0, 0, 0, 0, 0, 0] / 10       "a private network (site-local)" / "un réseau privé (site-local)" "RFC 3879";
    V6 [0xff00, 0, 0, 0, 0, 0, 0, 0] / 8        "for many at once (multicast)" / "pour plusieurs à la fois (multicast)" "RFC 4291, section 2.7";
};

/// All of IPv6 that is given out to machines of the public network.
const GIVEN_OUT: Block = Block::V6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// What is said of the rest.
pub const NOT_GIVEN_OUT: Special = Special {
    block: Block::V6([0; 8], 0),
    english: "given out to nobody",
    french: "attribuée à personne",
    source: "RFC 4291, section 2.4",
};

/// Why nothing is asked at an address; nothing where something may be.
pub fn special(address: IpAddr) -> Option<&'static Special> {
    let named = SPECIAL.iter().find(|special| special.block.holds(address));
    named.or_else(|| (address.is_ipv6() && !GIVEN_OUT.holds(address)).then_some(&NOT_GIVEN_OUT))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each row by its first and last address, with the nearest addresses outside that may be asked.
    const ROWS: &[(&str, &str, &[&str])] = &[
        ("0.0.0.0", "0.255.255.255", &["1.0.0.0"]),
        ("10.0.0.0", "10.255.255.255", &["9.255.255.255", "11.0.0.0"]),
        ("100.64.0.0", "100.127.255.255", &["100.63.255.255", "100.128.0.0"]),
        ("127.0.0.0", "127.255.255.255", &["126.255.255.255", "128.0.0.0"]),
        ("169.254.0.0", "169.254.255.255", &["169.253.255.255", "169.255.0.0"]),
        ("172.16.0.0", "172.31.255.255", &["172.15.255.255", "172.32.0.0"]),
        ("192.0.0.0", "192.0.0.255", &["191.255.255.255", "192.0.1.0"]),
        ("192.0.2.0", "192.0.2.255", &["192.0.1.255", "192.0.3.0"]),
        ("192.88.99.0", "192.88.99.255", &["192.88.98.255", "192.88.100.0"]),
        ("192.168.0.0", "192.168.255.255", &["192.167.255.255", "192.169.0.0"]),
        ("198.18.0.0", "198.19.255.255", &["198.17.255.255", "198.20.0.0"]),
        ("198.51.100.0", "198.51.100.255", &["198.51.99.255", "198.51.101.0"]),
        ("203.0.113.0", "203.0.113.255", &["203.0.112.255", "203.0.114.0"]),
        ("224.0.0.0", "239.255.255.255", &["223.255.255.255"]),
        ("255.255.255.255", "255.255.255.255", &[]),
        ("240.0.0.0", "255.255.255.254", &[]),
        ("::", "::", &[]),
        ("::1", "::1", &[]),
        ("::ffff:0:0", "::ffff:ffff:ffff", &[]),
        ("::2", "::ffff:ffff", &[]),
        ("64:ff9b::", "64:ff9b::ffff:ffff", &[]),
        ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", &[]),
        ("100::", "100::ffff:ffff:ffff:ffff", &[]),
        ("100:0:0:1::", "100::1:ffff:ffff:ffff:ffff", &[]),
        (
            "2001::",
            "2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
            &["2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
        ),
        ("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", &[]),
        ("2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", &["2001:200::"]),
        (
            "2001:db8::",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            &["2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"],
        ),
        (
            "2002::",
            "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            &["2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"],
        ),
        (
            "3fff::",
            "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
            &["3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"],
        ),
        ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
        ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", &[]),
    ];

    fn parsed(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_row_holds_from_its_first_to_its_last_address_and_no_further() {
        assert_eq!(ROWS.len(), SPECIAL.len(), "each row of the table has its test");
        for ((first, last, outside), row) in ROWS.iter().zip(SPECIAL) {
            for address in [first, last] {
                assert_eq!(special(parsed(address)), Some(row), "{address}");
            }
            for address in *outside {
                assert_eq!(special(parsed(address)), None, "{address}");
            }
        }
    }

    #[test]
    fn of_ipv6_only_what_is_given_out_may_be_asked() {
        for address in [
            "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "4000::",
            "64:ff9b:2::",
            "::ffff:0:a00:1",
            "8000::",
            "fe00::",
        ] {
            assert_eq!(special(parsed(address)), Some(&NOT_GIVEN_OUT), "{address}");
        }
        for address in ["2000::", "2606:2800:220:1::1", "2a00:1450:4007:80e::200e", "3fff:ffff::"] {
            assert_eq!(special(parsed(address)), None, "{address}");
        }
    }

    #[test]
    fn every_row_names_its_source() {
        assert!(SPECIAL.iter().all(|row| row.source.starts_with("RFC ") && !row.french.is_empty()));
    }

    proptest! {
        /// What the standard library knows of an address is a second opinion.
        #[test]
        fn nothing_passes_that_the_standard_library_takes_for_special(bits: u32) {
            let address = Ipv4Addr::from(bits);
            let is_special = address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast()
                || address.is_broadcast() || address.is_documentation() || address.is_unspecified();
            prop_assert!(!is_special || special(address.into()).is_some(), "{address}");
        }

        #[test]
        fn no_address_of_ipv4_comes_in_through_one_of_ipv6(bits: u32, port: u16) {
            let address = Ipv4Addr::from(bits);
            let [a, b, c, d] = address.octets().map(u16::from);
            let (high, low) = (a << 8 | b, c << 8 | d);
            let forms = [
                address.to_ipv6_mapped(),
                Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 1, port, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, port, 0, 0, 0, 1),
                Ipv6Addr::new(0x2001, 0, high, low, 0, port, !high, !low),
                Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, high, low),
            ];
            for form in forms {
                prop_assert!(special(form.into()).is_some(), "{form}");
            }
        }

        #[test]
        fn whatever_lies_in_a_block_is_refused(row in 0..SPECIAL.len(), bits: u128) {
            let address: IpAddr = match SPECIAL[row].block {
                Block::V4(first, shared) => {
                    let rest = u32::MAX.checked_shr(shared).unwrap_or(0);
                    Ipv4Addr::from(u32::from_be_bytes(first) | bits as u32 & rest).into()
                }
                Block::V6(first, shared) => {
                    let rest = u128::MAX.checked_shr(shared).unwrap_or(0);
                    Ipv6Addr::from(u128::from(Ipv6Addr::from(first)) | bits & rest).into()
                }
            };
            prop_assert!(SPECIAL[row].block.holds(address) && special(address).is_some(), "{address}");
        }

        #[test]
        fn what_may_be_asked_in_ipv6_is_global_unicast(bits: u128) {
            let address = Ipv6Addr::from(bits);
            prop_assert!(special(address.into()).is_some() || bits >> 125 == 1, "{address}");
        }
    }
}

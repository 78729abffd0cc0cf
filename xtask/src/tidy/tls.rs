//! One TLS provider in the whole tree: ring (decision 44). With two in it, rustls cannot choose and panics at the first
//! connection that has not chosen itself, on the machine of whoever has one.

use super::Remark;
use super::lock::{LOCK, Package, packages};
use super::tree::Tree;

/// What rustls encrypts with; each is an optional dependency of it, and stands in the lock file once a feature takes it.
const OF_RUSTLS: &str = "ring";

/// Crates that encrypt connections, beside ring: providers of rustls, and what goes without it.
const OTHERS: [&str; 12] = [
    "aws-lc-rs",
    "boring",
    "mbedtls",
    "native-tls",
    "openssl",
    "rustls-graviola",
    "rustls-mbedcrypto-provider",
    "rustls-openssl",
    "rustls-rustcrypto",
    "rustls-symcrypt",
    "rustls-wolfcrypt-provider",
    "s2n-tls",
];

/// A second provider, and a rustls that has another one than ring, or none.
pub(super) fn providers(tree: &Tree) -> Vec<Remark> {
    let packages = tree.text(LOCK).map(packages).unwrap_or_default();
    let others = packages.iter().filter(|package| OTHERS.contains(&package.name.as_str()));
    let others = others.map(|package| {
        let sentence = format!(
            "`{}` is a second TLS provider: see who takes it (`cargo tree -e features -i {0}`), and take it with ring.",
            package.name
        );
        Remark::new(LOCK, package.line, sentence)
    });
    others.chain(packages.iter().filter_map(of_rustls)).collect()
}

fn of_rustls(package: &Package) -> Option<Remark> {
    let lacks = package.name == "rustls" && !package.takes.iter().any(|taken| taken == OF_RUSTLS);
    let sentence = "rustls is taken without `ring`, the one TLS provider: turn its feature on.";
    lacks.then(|| Remark::new(LOCK, package.line, sentence))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn package(name: &str, takes: &[&str]) -> String {
        let takes = takes.iter().fold(String::new(), |lines, taken| lines + " \"" + taken + "\",\n");
        format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\ndependencies = [\n{takes}]\n\n")
    }

    fn sentences(packages: &[String]) -> Vec<String> {
        providers(&tree(&[(LOCK, &packages.concat())]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn ring_alone_passes() {
        assert_eq!(
            sentences(&[package("ring", &[]), package("rustls", &["once_cell", "ring"])]),
            [""; 0]
        );
    }

    #[test]
    fn a_second_provider_is_found_whoever_takes_it() {
        let both = [
            package("aws-lc-rs", &[]),
            package("ring", &[]),
            package("rustls", &["aws-lc-rs", "ring"]),
        ];
        let found = sentences(&both);
        assert!(
            found[0].starts_with("Cargo.lock:2: `aws-lc-rs` is a second TLS provider"),
            "{found:?}"
        );
        assert_eq!(sentences(&[package("native-tls", &["openssl"]), package("openssl", &[])]).len(), 2);
    }

    #[test]
    fn rustls_with_another_provider_than_ring_is_found() {
        assert_eq!(sentences(&[package("rustls", &["once_cell"])]).len(), 1);
    }
}

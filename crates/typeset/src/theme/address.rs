//! Addresses as browsers read them: whether one leads to another site.

/// Whether an address leads away from the paper, however it is written (URL Standard, basic URL parser): white space
/// around it and line ends inside it are nothing, `\` is `/`, letters have no case, and `//host` has the page's scheme.
pub(super) fn is_remote(address: &str) -> bool {
    let plain = as_read(address);
    let schemes = ["http:", "https:", "ws:", "wss:", "ftp:"];
    plain.starts_with("//") || schemes.iter().any(|scheme| plain.starts_with(scheme))
}

/// Whether an address is itself a script or a document: the policy of pages lets none in.
pub(super) fn is_code(address: &str) -> bool {
    let plain = as_read(address);
    plain.starts_with("javascript:") || plain.starts_with("vbscript:")
}

/// Whether the bytes stand in the address itself.
pub(super) fn is_data(address: &str) -> bool {
    as_read(address).starts_with("data:")
}

fn as_read(address: &str) -> String {
    let inner = address.trim_matches(|c: char| c <= ' ');
    let letters = inner.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r'));
    letters.map(|c| if c == '\\' { '/' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_code, is_data, is_remote};

    #[test]
    fn an_address_is_remote_however_it_is_written() {
        for remote in [
            "https://cdn.example/x.png",
            " \n//cdn.example/x.png",
            "HTTP:cdn.example",
            "\\\\cdn.example\\x",
            "/\\cdn.example",
            "ht\ntps://cdn.example",
            "wss://cdn.example",
        ] {
            assert!(is_remote(remote), "{remote}");
        }
        for own in [
            "/media/a.jpg",
            "a.jpg",
            "#top",
            "?page=2",
            "",
            "data:image/png;base64,//8=",
            "mailto:a@b.fr",
            "httpx",
        ] {
            assert!(!is_remote(own), "{own}");
        }
        assert!(is_code(" JavaScript:x()") && is_data("DATA:,x") && !is_code("/javascript:"));
    }
}

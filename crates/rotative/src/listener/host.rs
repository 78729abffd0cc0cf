//! `Host` (RFC 9112, section 3.2): a request of HTTP/1.1 has exactly one, and it is written as one.

use http::header::HOST;
use http::{Request, Version};

/// Whether a request may be answered at all.
pub(super) fn is_right<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_written_right(host.as_bytes()),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// A name or an address, maybe with a port: `uri-host [ ":" port ]` (RFC 9110, section 7.2).
fn is_written_right(host: &[u8]) -> bool {
    if let [b'[', rest @ ..] = host {
        let inside = rest
            .iter()
            .take_while(|byte| byte.is_ascii_hexdigit() || b":.".contains(byte))
            .count();
        return inside > 0 && rest.get(inside) == Some(&b']') && is_port(&rest[inside + 1..]);
    }
    let name = host.iter().take_while(|byte| IN_NAMES[usize::from(**byte)]).count();
    name > 0 && is_port(&host[name..])
}

/// Nothing, or a colon and digits; the digits may be missing.
fn is_port(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b':', digits @ ..] => digits.len() <= 5 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Which bytes may stand in a registered name: unreserved ones, sub-delimiters and `%` (RFC 3986, section 3.2.2).
const IN_NAMES: [bool; 256] = {
    let mut allowed = [false; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        allowed[at] = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b'%'
            );
        at += 1;
    }
    allowed
};

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(version: Version, hosts: &[&'static [u8]]) -> bool {
        let mut request = Request::builder().version(version).uri("/").body(()).unwrap();
        let headers = request.headers_mut();
        for host in hosts {
            headers.append(HOST, http::HeaderValue::from_bytes(host).unwrap());
        }
        is_right(&request)
    }

    #[test]
    fn a_request_has_exactly_one_host_that_is_written_as_one() {
        let right: [&[u8]; 7] = [
            b"journal.example",
            b"journal.example:8080",
            b"127.0.0.1:80",
            b"[::1]",
            b"[::1]:8080",
            b"xn--caf-dma.example",
            b"localhost:",
        ];
        for host in right {
            assert!(asked(Version::HTTP_11, &[host]), "{}", String::from_utf8_lossy(host));
        }
        let wrong: [&[u8]; 9] = [
            b"",
            b":80",
            b"journal.example/",
            b"a b",
            b"user@journal.example",
            b"journal.example:http",
            b"journal.example:123456",
            b"[]",
            b"caf\xc3\xa9.example",
        ];
        for host in wrong {
            assert!(!asked(Version::HTTP_11, &[host]), "{}", String::from_utf8_lossy(host));
        }
        assert!(!asked(Version::HTTP_11, &[]));
        assert!(!asked(Version::HTTP_11, &[b"a.example", b"a.example"]));
        assert!(asked(Version::HTTP_10, &[]));
        assert!(!asked(Version::HTTP_10, &[b"a.example", b"b.example"]));
    }
}

//! Negotiation and questions, by table.

use http::{HeaderMap, HeaderValue, Uri};
use site::negotiation::{Encoding, encoding, has_it};
use site::question::Question;

fn headers(name: &'static str, value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(http::HeaderName::from_static(name), HeaderValue::from_static(value))])
}

#[test]
fn the_best_encoding_that_the_reader_takes_is_chosen() {
    let table = [
        ("gzip, deflate, br, zstd", Encoding::Brotli),
        ("gzip", Encoding::Gzip),
        ("br;q=0.5, gzip;q=0.8", Encoding::Gzip),
        ("br;q=0, gzip;q=0", Encoding::Plain),
        ("*", Encoding::Brotli),
        ("gzip;q=0, *;q=0.1", Encoding::Brotli),
        ("identity", Encoding::Plain),
        ("", Encoding::Plain),
        ("GZIP;q=nonsense", Encoding::Plain),
    ];
    for (accepted, chosen) in table {
        assert_eq!(encoding(&headers("accept-encoding", accepted)), chosen, "{accepted}");
    }
    assert_eq!(encoding(&HeaderMap::new()), Encoding::Plain);
}

#[test]
fn a_known_etag_is_recognised() {
    for known in ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*"] {
        assert!(has_it(&headers("if-none-match", known), "\"a\""), "{known}");
    }
    for unknown in ["\"b\"", "a", ""] {
        assert!(!has_it(&headers("if-none-match", unknown), "\"a\""), "{unknown}");
    }
}

#[test]
fn a_question_is_a_decoded_path_and_a_page_number() {
    let table = [
        ("/a", Some(("/a", 1))),
        ("/a?page=3", Some(("/a", 3))),
        ("/a?utm_source=x&page=2", Some(("/a", 2))),
        ("/%C3%A9t%C3%A9", Some(("/été", 1))),
        ("/e%CC%81", Some(("/é", 1))),
        ("/a?page=0", None),
        ("/a?page=99999999", None),
        ("/%ff", None),
        ("/%0a", None),
        ("/%zz", None),
        ("/a%3Fpage=2", None),
        ("/a%23b", None),
        ("/%", None),
    ];
    for (address, expected) in table {
        let question = Question::of(&address.parse::<Uri>().unwrap());
        let expected = expected.map(|(path, number)| Question {
            path: path.to_owned(),
            number,
        });
        assert_eq!(question, expected, "{address}");
    }
}

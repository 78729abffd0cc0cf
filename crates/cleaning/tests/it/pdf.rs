//! PDF: pages that go on saying what they show, and nothing of how they came to be.

use cleaning::Uncleanable::{CutShort, Encrypted, Malformed, Unknown};
use cleaning::clean;
use lopdf::{Document, Object};

use crate::builders::pdf::{self, file, objects, stream};
use crate::builders::{cleaned, decoded, icc, jpeg, occurrences, png};

const PDF: &str = "application/pdf";

#[test]
fn of_a_page_that_says_everything_only_what_it_shows_stays() {
    let received = pdf::with_secrets_everywhere();
    let clean = cleaned(PDF, &received, occurrences(&received, b"SECRET"));
    for shown in [
        "(Bonsoir)",
        "/AF Do",
        "/Helvetica",
        "(https://example.org/)",
        "(Une note)",
        "(nom)",
        "(visible)",
        "(Une partie)",
        "(top)",
    ] {
        assert_eq!(occurrences(&clean, shown.as_bytes()), 1, "{shown}");
    }
    for gone in [
        "(Bonjour)",
        "/Info 1",
        "/ID",
        "/Metadata",
        "/JavaScript",
        "/FileAttachment",
        "/Prev",
        "/Next <<",
        "/GoToR",
    ] {
        assert_eq!(occurrences(&clean, gone.as_bytes()), usize::from(gone == "/Info 1"), "{gone}");
    }
    assert_eq!(occurrences(&clean, b"%%EOF"), 1);
    let document = Document::load_mem(&clean).unwrap();
    let page = document.page_iter().next().unwrap();
    assert_eq!(document.get_page_annotations(page).unwrap().len(), 3, "the attachment is gone");
    assert_eq!(document.get_page_fonts(page).unwrap().len(), 1);
}

#[test]
fn a_picture_in_a_page_is_cleaned_and_shows_the_same() {
    let clean = cleaned(PDF, &file(&objects(), ""), 29);
    assert_eq!(picture_of(&clean), jpeg::plain());
}

fn picture_of(pdf: &[u8]) -> Vec<u8> {
    let document = Document::load_mem(pdf).unwrap();
    let pictures = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.has(b"Width"));
    pictures.map(|stream| stream.content.clone()).next().expect("a picture")
}

#[test]
fn a_picture_that_is_compressed_twice_is_cleaned_too() {
    let mut objects = objects();
    let received = jpeg::dressed(&jpeg::plain(), &[jpeg::segment(0xfe, b"SECRET".repeat(9).as_slice())]);
    let twice = png::deflated(&received);
    objects[4] = stream(
        "/Type /XObject /Subtype /Image /Width 40 /Height 24 /Filter [ /FlateDecode /DCTDecode ]",
        &twice,
    );
    let picture = picture_of(&cleaned(PDF, &file(&objects, ""), 28));
    assert_eq!(occurrences(&picture, b"SECRET"), 0);
    assert_eq!(decoded(&picture), decoded(&received));
}

#[test]
fn the_profile_of_a_page_says_nothing_of_the_screen() {
    for (entries, content, secrets) in [
        ("", icc::profile(2), 35),
        ("/Filter /FlateDecode", png::deflated(&icc::profile(2)), 29),
    ] {
        let mut objects = objects();
        objects[17] = stream(&format!("/N 3 {entries}"), &content);
        objects[4] = stream("/Subtype /Image /Width 40 /ColorSpace [ /ICCBased 18 0 R ]", b"");
        let secrets = secrets - 2;
        let clean = cleaned(PDF, &file(&objects, ""), secrets);
        assert_eq!(occurrences(&clean, b"curv"), 1);
        assert_eq!(occurrences(&clean, b"/Filter"), 0);
    }
}

#[test]
fn a_picture_that_breaks_off_spoils_its_page() {
    let mut objects = objects();
    objects[4] = stream("/Subtype /Image /Filter /DCTDecode", b"\xff\xd8\xff\xe0");
    assert_eq!(clean(PDF, &file(&objects, "")).unwrap_err(), CutShort);
}

#[test]
fn a_signature_goes_with_the_signer() {
    let mut objects = objects();
    objects[12] =
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [ 0 0 9 9 ] /T (SECRET) /V << /Type /Sig /Name (SECRET) /Location (SECRET) >> >>"
            .to_vec();
    let clean = cleaned(PDF, &file(&objects, ""), 31);
    assert_eq!(occurrences(&clean, b"/Sig"), 0);
}

#[test]
fn a_page_of_which_nothing_had_to_go_is_written_once() {
    let clean = cleaned(PDF, &pdf::plain(), 0);
    let document = Document::load_mem(&clean).unwrap();
    assert_eq!(document.objects.len(), 3);
    assert!(
        document
            .trailer
            .iter()
            .all(|(key, _)| [&b"Root"[..], b"Size"].contains(&key.as_slice()))
    );
    assert_eq!(document.catalog().unwrap().get(b"Pages").unwrap(), &Object::Reference((2, 0)));
}

#[test]
fn a_locked_file_is_refused() {
    let mut objects = objects();
    let owner = "00".repeat(32);
    objects.push(format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner}> /U <{owner}> >>").into_bytes());
    assert_eq!(
        clean(PDF, &file(&objects, "/Encrypt 19 0 R /ID [ (a) (b) ]")).unwrap_err(),
        Encrypted
    );
}

#[test]
fn what_is_no_pdf_or_has_no_pages_or_no_end_is_refused() {
    let plain = pdf::plain();
    assert_eq!(clean(PDF, b"%!PS-Adobe").unwrap_err(), Unknown);
    assert_eq!(clean(PDF, &plain[..plain.len() / 2]).unwrap_err(), CutShort);
    assert_eq!(clean(PDF, &file(&[b"<< /Type /Catalog >>".to_vec()], "")).unwrap_err(), Malformed);
    let astray = String::from_utf8_lossy(&plain).replace("startxref\n", "startxref\n9");
    assert_eq!(
        clean(PDF, astray.as_bytes()).unwrap_err(),
        Malformed,
        "a table that must be guessed"
    );
}

#[test]
fn objects_that_inflate_without_end_are_refused_at_once() {
    let packed = |numbers: usize| [b"30 0 [", "1 ".repeat(numbers).as_bytes(), b"]"].concat();
    let with = |count: usize, entries: &str, numbers: usize| {
        let entries = format!("/Type /ObjStm /N 1 /First 5 {entries}");
        let mut objects = objects();
        objects.resize(objects.len() + count, stream(&entries, &png::deflated(&packed(numbers))));
        clean(PDF, &file(&objects, "")).map(|_| ())
    };
    assert_eq!(with(1, "/Filter /FlateDecode", 500_000), Ok(()));
    assert_eq!(
        with(9, "/Filter /FlateDecode", 500_000),
        Err(Malformed),
        "together they are too much"
    );
    assert_eq!(
        with(1, "/Filter [ /FlateDecode /ASCIIHexDecode ]", 5),
        Err(Malformed),
        "packed otherwise than anybody does"
    );
    assert_eq!(
        with(1, "/Filter /FlateDecode /X (stream)", 5),
        Err(Malformed),
        "a dictionary that hides"
    );
}

#[test]
fn objects_that_go_round_in_circles_end() {
    let mut objects = objects();
    objects[17] = b"[ 18 0 R 18 0 R ]".to_vec();
    objects[3] = stream("/Round 18 0 R", b"q Q");
    assert!(clean(PDF, &file(&objects, "")).is_ok());
}

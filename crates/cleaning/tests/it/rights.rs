//! Whose a picture is: which of its words count, in which order, and how they are written.

use cleaning::{Rights, rights_of};

use crate::builders::jpeg;
use crate::builders::metadata::{self, Order};
use crate::builders::{cleaned, rights};

const JPEG: &str = "image/jpeg";

fn of(segments: &[Vec<u8>]) -> Rights {
    let received = jpeg::dressed(&jpeg::plain(), segments);
    let found = rights_of(JPEG, &received);
    let clean = cleaning::clean(JPEG, &received).unwrap();
    assert_eq!(rights_of(JPEG, &clean), found, "what was found is what stays");
    found
}

fn of_packet(description: &str) -> Rights {
    of(&[jpeg::xmp(packet(description).as_bytes())])
}

fn packet(description: &str) -> String {
    format!(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>{description}</rdf:RDF>"
    )
}

#[test]
fn xmp_counts_before_iim_and_iim_before_exif() {
    let exif = || jpeg::exif(Order::Big, 1);
    let iim = || jpeg::iim(&[(2, 110, b"Credit IIM"), (2, 115, b"Source IIM"), (2, 116, b"Copyright IIM")]);
    let xmp = || jpeg::xmp(&metadata::xmp());
    assert_eq!(of(&[exif()]), rights("", "", "Agence Exif"));
    assert_eq!(of(&[exif(), iim()]), rights("Credit IIM", "Source IIM", "Copyright IIM"));
    assert_eq!(of(&[exif(), iim(), xmp()]), metadata::rights_of_xmp());
    let only_credit = jpeg::xmp(packet("<rdf:Description photoshop:Credit='XMP'/>").as_bytes());
    assert_eq!(of(&[only_credit, exif(), iim()]), rights("XMP", "Source IIM", "Copyright IIM"));
}

#[test]
fn iim_is_read_in_the_characters_that_it_says_or_seems_to_have() {
    let utf8 = "Été".as_bytes();
    assert_eq!(of(&[jpeg::iim(&[(1, 90, b"\x1b%G"), (2, 110, utf8)])]), rights("Été", "", ""));
    assert_eq!(of(&[jpeg::iim(&[(2, 110, utf8)])]), rights("Été", "", ""));
    assert_eq!(of(&[jpeg::iim(&[(2, 110, b"\xc9t\xe9")])]), rights("Été", "", ""), "Latin-1");
}

#[test]
fn resources_may_be_spread_over_segments() {
    let whole = jpeg::iim(&[(2, 110, b"Credit IIM"), (2, 116, b"Copyright IIM")]);
    let (head, tail) = whole[18..].split_at(60);
    let spread = [head, tail].map(|part| jpeg::segment(0xed, &[b"Photoshop 3.0\0", part].concat()));
    assert_eq!(of(&spread), rights("Credit IIM", "", "Copyright IIM"));
}

#[test]
fn properties_are_elements_or_attributes_under_any_prefix() {
    let element = "<rdf:Description><p:Credit xmlns:p='http://ns.adobe.com/photoshop/1.0/'>A<![CDATA[ & ]]>B&#x21;&quot;</p:Credit></rdf:Description>";
    assert_eq!(of_packet(element), rights("A & B!\"", "", ""));
    assert_eq!(of_packet("<rdf:Description photoshop:Source='D&apos;où'/>"), rights("", "D'où", ""));
    let stranger = "<rdf:Description><photoshop:Credit xmlns:photoshop='urn:other'>Not this</photoshop:Credit></rdf:Description>";
    assert_eq!(of_packet(stranger), Rights::default());
}

#[test]
fn of_several_languages_the_default_counts_and_else_the_first() {
    let alt = |items: &str| format!("<rdf:Description><dc:rights><rdf:Alt>{items}</rdf:Alt></dc:rights></rdf:Description>");
    let (fr, en, default) = (
        "<rdf:li xml:lang='fr'>Droits</rdf:li>",
        "<rdf:li xml:lang='en'>Rights</rdf:li>",
        "<rdf:li xml:lang='x-default'>All</rdf:li>",
    );
    assert_eq!(of_packet(&alt(&[fr, en].concat())), rights("", "", "Droits"));
    assert_eq!(of_packet(&alt(&[fr, default, en].concat())), rights("", "", "All"));
}

#[test]
fn the_credit_of_a_picture_that_this_one_was_made_of_is_not_its_own() {
    let derived = "<rdf:Description><m:DerivedFrom xmlns:m='urn:m'><rdf:Description photoshop:Credit='Another'>\
                   <photoshop:Source>Other</photoshop:Source></rdf:Description></m:DerivedFrom></rdf:Description>";
    assert_eq!(of_packet(derived), Rights::default());
}

#[test]
fn what_cannot_be_seen_is_no_credit_and_too_much_is_cut() {
    assert_eq!(
        of(&[jpeg::iim(&[(2, 110, b" \0\x07\t "), (2, 115, b"  Le\nFonds\x1b ")])]),
        rights("", "Le Fonds", "")
    );
    let bidi = "\u{202e}Agence\u{2066} \u{feff}X\u{fdd0}\u{10ffff}\u{e0041}";
    assert_eq!(of(&[jpeg::iim(&[(2, 110, bidi.as_bytes())])]), rights("Agence X", "", ""));
    let narrow = "©\u{a0}2026\u{202f}– الوكالة";
    assert_eq!(
        of(&[jpeg::iim(&[(2, 110, narrow.as_bytes())])]),
        rights(narrow, "", ""),
        "the writer's spaces are no controls"
    );
    let long = "é".repeat(3_000);
    let cut = of(&[jpeg::iim(&[(1, 90, b"\x1b%G"), (2, 110, long.as_bytes())])]).credit.unwrap();
    assert_eq!(cut.chars().count(), 2_000);
}

#[test]
fn hostile_packets_say_nothing_and_harm_nobody() {
    let bomb = "<!DOCTYPE x [<!ENTITY a 'SECRET'><!ENTITY b '&a;&a;'>]>";
    let credit = "<rdf:Description><photoshop:Credit>&b;&unknown;</photoshop:Credit></rdf:Description>";
    assert_eq!(of(&[jpeg::xmp(format!("{bomb}{}", packet(credit)).as_bytes())]), Rights::default());
    let declared = format!("{bomb}{}", packet("<rdf:Description photoshop:Credit='Agence'/>"));
    assert_eq!(
        of(&[jpeg::xmp(declared.as_bytes())]),
        Rights::default(),
        "nothing after a document type"
    );
    assert_eq!(of_packet(credit), Rights::default(), "entities that nobody declared");
    assert_eq!(of_packet(&"<a>".repeat(10_000)), Rights::default());
    assert_eq!(
        of_packet(&format!("<rdf:Description {}/>", "photoshop:x='' ".repeat(3_000))),
        Rights::default()
    );
    let declarations: Vec<String> = (0..1_500).map(|number| format!("xmlns:n{number}='urn:{number}'")).collect();
    let declarations = declarations.join(" ");
    assert_eq!(
        of_packet(&format!("<rdf:Description {declarations} photoshop:Credit='Late'/>")),
        Rights::default()
    );
    assert_eq!(of(&[jpeg::xmp(b"\xff\xfe<\0r\0")]), Rights::default());
}

#[test]
fn a_packet_that_breaks_off_says_what_it_said_until_there() {
    let broken = packet("<rdf:Description photoshop:Credit='Agence'><photoshop:Source>Le Fonds");
    assert_eq!(
        of(&[jpeg::xmp(broken.trim_end_matches("</rdf:RDF>").as_bytes())]),
        rights("Agence", "", "")
    );
}

#[test]
fn the_packet_of_a_clean_picture_is_escaped_and_holds_nothing_else() {
    let received = jpeg::dressed(&jpeg::plain(), &[jpeg::xmp(&metadata::xmp())]);
    let clean = cleaned(JPEG, &received, 6);
    let start = clean.windows(9).position(|it| it == b"<?xpacket").unwrap();
    let end = clean.windows(19).position(|it| it == b"<?xpacket end=\"r\"?>").unwrap();
    let packet = std::str::from_utf8(&clean[start..end]).unwrap();
    assert_eq!(
        packet,
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\">\
         <photoshop:Credit>Agence &amp; Fils</photoshop:Credit><photoshop:Source>Le Fonds</photoshop:Source>\
         <dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">© 2026 &lt;Agence&gt;</rdf:li></rdf:Alt></dc:rights>\
         </rdf:Description></rdf:RDF></x:xmpmeta>"
    );
}

#[test]
fn a_file_that_is_no_picture_is_nobodys() {
    assert_eq!(rights_of("application/pdf", b"%PDF-1.4"), Rights::default());
    assert_eq!(rights_of(JPEG, b"\xff\xd8\xff"), Rights::default());
}

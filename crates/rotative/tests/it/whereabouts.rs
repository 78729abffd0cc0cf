//! What a file says of who made it, with what, when and where: readers get none of it, and whose it is stays.

use sha2::{Digest, Sha256};
use testpaper::{Served, TestPaper};

use crate::acts::{act, refused_act, until};
use crate::{news, on_both};

const SECRET: &str = "Secret-Mata-Hari";
const CREDIT: &str = "Agence des Écluses";

/// A photograph whose maker, place and machine stand in it, with a remark, and whose credit does.
fn photograph() -> Vec<u8> {
    let mut pixels = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(600, 400, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    picture.write_to(&mut pixels, image::ImageFormat::Jpeg).unwrap();
    let bare = pixels.into_inner();
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" xmlns:aux=\"http://ns.adobe.com/exif/1.0/aux/\" \
         photoshop:Credit=\"{CREDIT}\" aux:SerialNumber=\"{SECRET}\"/></rdf:RDF></x:xmpmeta>"
    );
    let mut bytes = bare[..2].to_vec();
    bytes.extend(segment(0xe1, xmp.as_bytes()));
    bytes.extend(segment(0xe1, &exif()));
    bytes.extend(segment(0xfe, SECRET.as_bytes()));
    bytes.extend(&bare[2..]);
    bytes.extend(SECRET.as_bytes());
    bytes
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// EXIF with an artist (TIFF, tag 0x013B).
fn exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x3b\0\x02".to_vec();
    exif.extend(u32::try_from(SECRET.len()).unwrap().to_be_bytes());
    exif.extend(26u32.to_be_bytes());
    exif.extend([0, 0, 0, 0]);
    exif.extend(SECRET.as_bytes());
    exif
}

fn with_picture(headline: &str) -> String {
    let lead = "lead:\n  picture: photo.jpg\n  credit: Une photographe\n  alt: Un pont\n";
    news(headline, "Texte.").replacen("published:", &format!("{lead}published:"), 1)
}

fn brought_in(paper: &TestPaper) -> String {
    paper
        .write_bytes("photo.jpg", &photograph())
        .write("a.md", &with_picture("La photo"));
    paper.import().well();
    format!("/media/{}.jpg", hex(&photograph()))
}

fn hex(bytes: &[u8]) -> String {
    manuscript::commitment::hex(&Sha256::digest(bytes))
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[track_caller]
fn cleaned(served: &Served, address: &str) -> Vec<u8> {
    let answer = served.get(address);
    assert_eq!(answer.status, 200);
    assert!(!holds(&answer.body, SECRET), "{address} tells of the source");
    assert!(holds(&answer.body, CREDIT), "{address} does not say whose it is");
    answer.body
}

#[test]
fn readers_get_a_picture_that_says_whose_it_is_and_nothing_else() {
    on_both(|paper, _| {
        assert!(holds(&photograph(), SECRET) && holds(&photograph(), CREDIT));
        let address = brought_in(paper);
        let served = paper.serve();
        let body = cleaned(&served, &address);
        let digest = served.get(&address).header("repr-digest").unwrap_or_default().to_owned();
        assert_eq!(
            digest,
            format!("sha-256=:{}:", base64(&Sha256::digest(&body))),
            "a stranger can check the bytes"
        );
        let page = served.get("/2026/11/20/la-photo").page();
        assert!(page.contains(&address), "the address is the received file's: {page}");
        for print in ["360.webp", "360.jpg"] {
            let print = address.replace(".jpg", &format!("-{print}"));
            assert!(served.wait_until(|| served.get(&print).body != body), "{print} is never printed");
            cleaned(&served, &print);
        }
        assert_eq!(served.get_with(&address, &[("range", "bytes=0-9")]).body, body[..10]);
    });
}

#[test]
fn both_hashes_stand_in_the_record_in_the_chain_and_in_the_export() {
    on_both(|paper, _| {
        let address = brought_in(paper);
        let served = paper.serve();
        let (received, public) = (hex(&photograph()), hex(&cleaned(&served, &address)));
        assert_ne!(received, public);
        let record = paper.run(&["record", "--json", "--act", "media_cleaned"]).well().said;
        assert!(
            record.contains(&received) && record.contains(&public) && record.lines().count() == 1,
            "{record}"
        );
        let chain = served.get("/2026/11/20/la-photo/historique/chain.json").text();
        let chain: serde_json::Value = serde_json::from_str(&chain).unwrap();
        assert_eq!(chain["files"], serde_json::json!([{ "received": received, "public": public }]));
        let export = paper.data.with_file_name("export");
        let ran = paper.run(&["export", &export.display().to_string()]).well();
        assert!(ran.complained.contains("as they were received"), "{}", ran.complained);
        let file = export.join(".rotative/media").join(&received[..2]).join(&received[2..]);
        assert!(std::fs::read(file).unwrap() == photograph());
        paper.run(&["verify"]).well();
    });
}

#[test]
fn files_that_are_there_already_are_cleaned_before_they_answer_again() {
    on_both(|paper, _| {
        let address = brought_in(paper);
        let before = cleaned(&paper.serve(), &address);
        // As a paper stands that an older program filled.
        paper.database.tamper("delete from public_media");
        std::fs::remove_dir_all(paper.data.join("public")).unwrap();
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(paper.data.join(format!("shelf.db{suffix}")));
        }
        let served = paper.serve();
        let is_back = served.wait_until(|| {
            let answer = served.get(&address);
            assert!(!holds(&answer.body, SECRET), "it answers before it is cleaned");
            assert!(matches!(answer.status, 200 | 503), "{}", answer.status);
            answer.status == 200
        });
        assert!(is_back && cleaned(&served, &address) == before);
        let record = paper.run(&["record", "--json", "--by", "job:clean_media"]).well().said;
        assert!(record.contains(&hex(&before)), "{record}");
        assert!(paper.run(&["doctor"]).said.contains("media"), "the examination knows of them");
    });
}

#[test]
fn a_restored_paper_cleans_what_it_was_given_and_the_backup_says_what_it_holds() {
    on_both(|paper, _| {
        let address = brought_in(paper);
        let before = cleaned(&paper.serve(), &address);
        let file = paper.data.with_file_name("nuit.backup").display().to_string();
        let ran = paper.run(&["backup", &file]).well();
        assert!(ran.complained.contains("as they were received"), "{}", ran.complained);
        let folder = paper.data.with_file_name("autre");
        paper
            .run(&["restore", &file, &folder.display().to_string(), "--without-erasures", "un essai"])
            .well();
        assert!(!folder.join("public").exists());
        let database = format!("sqlite:{}", folder.join("paper.db").display());
        let restored = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data",
            &folder.display().to_string(),
            "--database",
            &database,
        ];
        let served = paper.serve_elsewhere(&restored);
        assert!(served.wait_until(|| served.get(&address).status == 200));
        assert!(cleaned(&served, &address) == before, "the same program cleans alike");
    });
}

#[test]
fn a_withheld_picture_does_not_come_back_through_the_bytes_that_readers_had() {
    on_both(|paper, _| {
        let address = brought_in(paper);
        let served = paper.serve();
        let readers_have = cleaned(&served, &address);
        let reason = ["--ground", "court_order", "--reason", "Le droit."];
        let withhold = ["withhold", "/2026/11/20/la-photo", "--picture", &hex(&photograph())];
        act(paper, &[&withhold[..], &reason].concat());
        until(&served, &address, 404);
        for (name, bytes) in [("reçue", photograph()), ("lue", readers_have)] {
            paper.write_bytes("photo.jpg", &bytes).write("b.md", &with_picture(name));
            paper.import().refused("withheld");
        }
        let place = |folder: &str, hash: &str| paper.data.join(folder).join(&hash[..2]).join(&hash[2..]);
        let received = place("media", &hex(&photograph()));
        assert!(served.wait_until(|| !received.exists()), "the received file goes");
        let left = std::fs::read_dir(paper.data.join("public")).unwrap().flatten();
        let left = left.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap()).count();
        assert_eq!(left, 0, "so do the cleaned bytes");
    });
}

#[test]
fn what_is_no_whole_picture_is_refused_at_its_place() {
    on_both(|paper, _| {
        let whole = photograph();
        let mut empty = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\0\x08\x06\0\0\0".to_vec();
        empty.extend(0x1a0c_04b5_u32.to_be_bytes());
        empty.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
        let cases: [(&str, &[u8], &str); 4] = [
            ("tronquee.jpg", &whole[..whole.len() / 2], "is cut short"),
            ("vide.png", &empty, "holds none that can be shown"),
            ("texte.jpg", b"Ceci n'est pas une image.", "is no picture"),
            ("tronquee.png", &crate::png([1, 2, 3])[..40], "is cut short"),
        ];
        for (name, bytes, _) in cases {
            let text = with_picture("Une photo").replace("photo.jpg", name);
            paper.write_bytes(name, bytes).write(&format!("{name}.md"), &text);
        }
        let ran = paper.import().refused("is cut short");
        assert!(ran.said.contains("0 new") && ran.said.contains("4 refused"), "{}", ran.said);
        for (name, _, words) in cases {
            let place = format!("{name}.md:4:1:");
            let line = ran.complained.lines().find(|line| line.contains(&place));
            let line = line.unwrap_or_else(|| panic!("{place} is not told: {}", ran.complained));
            assert!(line.contains(words), "{line}");
        }
        assert!(!paper.data.join("media").exists(), "nothing of them is kept");
        let file = paper.folder.join("vide.png.md").display().to_string();
        refused_act(paper, &["save", &file]).refused("holds none that can be shown");
    });
}

#[test]
fn captions_say_what_is_said_and_no_remark_of_those_who_made_them() {
    on_both(|paper, _| {
        let captions = format!("WEBVTT {SECRET}\n\nNOTE {SECRET}\n\n00:00.000 --> 00:02.000\nBonjour à tous.\n\nNOTE\n{SECRET}\n");
        paper
            .write_bytes("film.mp4", include_bytes!("../../../../demo/media/ecluse-a-sas.mp4"))
            .write("film.vtt", &captions)
            .write(
                "a.md",
                &news(
                    "Le film",
                    ":::video file=\"film.mp4\" title=\"Film\" credit=\"Nous\" captions=\"film.vtt\"\n:::",
                ),
            );
        paper.import().well();
        let served = paper.serve();
        let answer = served.get(&format!("/media/{}.vtt", hex(captions.as_bytes())));
        assert_eq!(answer.status, 200);
        let text = answer.text();
        assert!(text.contains("Bonjour à tous.") && !text.contains(SECRET), "{text}");
    });
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let whole = chunk.iter().fold(0u32, |whole, byte| whole << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        let signs = (0..4).map(move |at| {
            if at > chunk.len() {
                '='
            } else {
                char::from(SIGNS[(whole >> (18 - 6 * at) & 63) as usize])
            }
        });
        signs.collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

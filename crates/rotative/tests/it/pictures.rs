//! Pictures: a page offers widths of them, the press makes these, and they go when the picture goes.

use testpaper::TestPaper;

use crate::acts::{act, until};
use crate::{news, on_both};

/// A photograph of the demo, about a thousand pixels high.
const PHOTOGRAPH: &[u8] = include_bytes!("../../../../demo/pictures/allium-blossfeldt.jpg");

fn with_picture(headline: &str) -> String {
    let lead = "lead:\n  picture: pont.jpg\n  credit: Une photographe\n  alt: Un pont\n  caption: Le pont.\n  focal: [20, 80]\n";
    news(headline, "Texte.").replacen("published:", &format!("{lead}published:"), 1)
}

/// The addresses of prints on a page, with the type that each is offered as.
fn offered(page: &str) -> Vec<(String, &'static str)> {
    let sets = page.split("srcset=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let addresses = sets.flat_map(|set| set.split(", ")).filter_map(|one| one.split(' ').next());
    let all = addresses.map(|address| {
        let media_type = if is_webp(address) { "image/webp" } else { "image/jpeg" };
        (address.to_owned(), media_type)
    });
    all.collect()
}

fn is_webp(address: &str) -> bool {
    address.rsplit('.').next() == Some("webp")
}

/// Waits until every print that a page offers is one, and answers their addresses.
fn printed(served: &testpaper::Served, path: &str) -> Vec<String> {
    let offered = offered(&served.get(path).page());
    assert!(offered.len() >= 4, "{offered:?}");
    for (address, media_type) in &offered {
        assert_eq!(served.get(address).status, 200, "it answers before it is made: {address}");
        let is_printed = || {
            let print = served.get(address);
            print.header("content-type") == Some(media_type) && print.body != PHOTOGRAPH
        };
        assert!(served.wait_until(is_printed), "{address}");
    }
    offered.into_iter().map(|(address, _)| address).collect()
}

fn folder_of(paper: &TestPaper, address: &str) -> std::path::PathBuf {
    let hash = &address["/media/".len()..][..64];
    paper.data.join("prints/3").join(&hash[..2]).join(&hash[2..])
}

#[test]
fn a_page_offers_the_picture_at_every_width_and_the_press_makes_them() {
    on_both(|paper, _| {
        paper.write_bytes("pont.jpg", PHOTOGRAPH).write("a.md", &with_picture("Le pont"));
        paper.import().well();
        let served = paper.serve();
        let prints = printed(&served, "/2026/11/20/le-pont");
        let page = served.get("/2026/11/20/le-pont").page();
        let (own, _) = darkroom::size_of(PHOTOGRAPH).unwrap();
        assert!(
            page.contains("class=\"x2 y8\"") && page.contains(&format!("width=\"{own}\"")),
            "{page}"
        );
        let mut sizes: Vec<(u32, usize)> = Vec::new();
        for address in prints.iter().filter(|address| is_webp(address)) {
            let print = served.get(address);
            let (width, _) = darkroom::size_of(&print.body).unwrap();
            assert!(address.contains(&format!("-{width}.")), "{address} is {width} wide");
            assert!(print.body.len() < PHOTOGRAPH.len() && print.header("etag").is_some());
            sizes.push((width, print.body.len()));
        }
        assert!(sizes.is_sorted(), "the narrower is the lighter: {sizes:?}");
        let base = prints[0].rsplit_once('-').unwrap().0.to_owned();
        for other in ["-241.webp", "-1600.webp", "-240.png", "-240", "-0240.webp"] {
            assert_eq!(served.get(&format!("{base}{other}")).status, 404, "{other}");
        }
    });
}

#[test]
fn prints_that_were_lost_are_made_again_and_those_of_a_retracted_article_are_thrown_away() {
    on_both(|paper, _| {
        paper.write_bytes("pont.jpg", PHOTOGRAPH).write("a.md", &with_picture("Le pont"));
        paper.write("b.md", &with_picture("L’autre")).import().well();
        let served = paper.serve();
        let prints = printed(&served, "/2026/11/20/le-pont");
        let folder = folder_of(paper, &prints[0]);
        assert!(served.stop());
        std::fs::remove_dir_all(paper.data.join("prints")).unwrap();
        let stray = paper.data.join("prints/3/ab/cdef");
        std::fs::create_dir_all(&stray).unwrap();
        let served = paper.serve();
        printed(&served, "/2026/11/20/le-pont");
        assert!(served.wait_until(|| !stray.exists()), "what nothing uses is swept away");
        act(paper, &["retract", "/2026/11/20/le-pont", "--reason", "Faux."]);
        until(&served, "/2026/11/20/le-pont", 410);
        printed(&served, "/2026/11/20/l-autre");
        act(paper, &["retract", "/2026/11/20/l-autre", "--reason", "Faux aussi."]);
        until(&served, &prints[0], 404);
        assert!(
            served.wait_until(|| !folder.exists()),
            "prints of what is not public are thrown away"
        );
    });
}

#[test]
fn a_withheld_picture_leaves_no_print_behind() {
    on_both(|paper, _| {
        paper.write_bytes("pont.jpg", PHOTOGRAPH).write("a.md", &with_picture("Le pont"));
        paper.import().well();
        let served = paper.serve();
        let prints = printed(&served, "/2026/11/20/le-pont");
        let hash = &prints[0]["/media/".len()..][..64];
        act(
            paper,
            &[
                "withhold",
                "/2026/11/20/le-pont",
                "--picture",
                hash,
                "--ground",
                "rights",
                "--reason",
                "Volée.",
            ],
        );
        for print in &prints {
            until(&served, print, 404);
        }
        assert!(served.wait_until(|| !folder_of(paper, &prints[0]).exists()));
    });
}

/// 400 × 300 points of red, green and blue, of eight bits each (PNG, section 11.2.1).
const HEAD: [u8; 13] = [0, 0, 1, 0x90, 0, 0, 1, 0x2c, 8, 2, 0, 0, 0];

/// A part of a PNG, with its checksum.
fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(content);
    [&length[..], &name, content, &sum.sum().to_be_bytes()].concat()
}

#[test]
fn a_picture_that_cannot_be_printed_is_shown_as_it_is() {
    on_both(|paper, _| {
        // Every part of the file is whole, but its pixels are none.
        let half = &[
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(*b"IHDR", &HEAD),
            &chunk(*b"IDAT", b"rien"),
            &chunk(*b"IEND", b""),
        ]
        .concat();
        paper.write_bytes("pont.jpg", half).write("a.md", &with_picture("Le pont"));
        paper.write_bytes("b/pont.jpg", PHOTOGRAPH).write("b/b.md", &with_picture("Le bac"));
        paper.import().well();
        let served = paper.serve();
        printed(&served, "/2026/11/20/le-bac");
        let spoilt = offered(&served.get("/2026/11/20/le-pont").page());
        assert!(!spoilt.is_empty());
        let folder = folder_of(paper, &spoilt[0].0);
        assert!(served.wait_until(|| folder.is_dir()), "it is not tried again and again");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        for (address, _) in spoilt {
            assert!(served.get(&address).body == *half, "{address}");
        }
    });
}

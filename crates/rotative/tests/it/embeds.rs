//! Contents of other sites: nothing of them before a click, and only of places that the paper lists.

use crate::{news, on_both};

const FILM: &str = ":::embed address=\"https://www.youtube.com/watch?v=abc\" title=\"Un <film>\" provider=\"YouTube\" still=\"pont.jpg\" credit=\"DR\" alt=\"Un pont\"\nCe qu’on y voit.\n:::";
const PHOTOGRAPH: &[u8] = include_bytes!("../../../../demo/pictures/allium-blossfeldt.jpg");

#[test]
fn a_page_may_frame_the_places_of_its_own_embeds_and_no_others() {
    on_both(|paper, _| {
        let other = ":::embed address=\"https://ailleurs.example/x\" title=\"Autre\"\n:::";
        paper
            .write_bytes("pont.jpg", PHOTOGRAPH)
            .write("a.md", &news("Le film", &format!("{FILM}\n\n{other}")))
            .write("b.md", &news("Sans film", &format!("Texte.\n\n{other}")));
        paper.import().well();
        let served = paper.serve();
        let answer = served.get("/2026/11/20/le-film");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.ends_with("; frame-src https://www.youtube-nocookie.com"), "{policy}");
        let page = answer.page();
        for part in [
            "<a href=\"https://www.youtube.com/watch?v=abc\" rel=\"noopener\">Un &lt;film&gt;</a>",
            "alt=\"Un pont\"",
            "<p>Ce qu’on y voit.</p>",
            "\"address\":\"https://www.youtube-nocookie.com/embed/abc\"",
            "\"show\":\"Afficher ici\"",
            "src=\"/assets/embeds-",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains("<iframe") && !page.contains("ailleurs.example/x\","), "{page}");
        let without = served.get("/2026/11/20/sans-film");
        assert!(!without.header("content-security-policy").unwrap_or_default().contains("frame-src"));
        assert!(!without.page().contains("embeds-"));
        assert!(
            !served
                .get("/")
                .header("content-security-policy")
                .unwrap_or_default()
                .contains("frame-src")
        );
    });
}

#[test]
fn a_closed_article_frames_nothing_of_what_is_closed() {
    on_both(|paper, _| {
        let closed =
            news("Le film", &format!("Un.\n\n{FILM}")).replace("published:", "access: subscribers\nteaser_ends_after: 1\npublished:");
        paper.write_bytes("pont.jpg", PHOTOGRAPH).write("a.md", &closed);
        paper.import().well();
        let answer = paper.serve().get("/2026/11/20/le-film");
        assert!(!answer.header("content-security-policy").unwrap_or_default().contains("frame-src"));
        assert!(!answer.page().contains("youtube"));
    });
}

#[test]
fn a_paper_lists_the_places_that_it_wants() {
    on_both(|paper, _| {
        let toot = ":::embed address=\"https://piaille.example/@jeanne/12\" title=\"Un message\"\n:::";
        paper
            .write(
                "paper.toml",
                "name = \"Paper\"\naddress = \"https://paper.example\"\n[[embed]]\nname = \"Mastodon\"\nhosts = [\"piaille.example\"]\n",
            )
            .write_bytes("pont.jpg", PHOTOGRAPH)
            .write("a.md", &news("Le message", &format!("{toot}\n\n{FILM}")));
        paper.import().well();
        let answer = paper.serve().get("/2026/11/20/le-message");
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(policy.ends_with("; frame-src https://piaille.example"), "{policy}");
        paper.write("paper.toml", "name = \"Paper\"\naddress = \"https://paper.example\"\n[[embed]]\nname = \"X\"\naddress = \"x.example/{id}\"\nframe = \"http://x.example\"\n");
        paper.import().refused("the embed “X” is not whole");
    });
}

//! The paper that the benches import and serve.

use std::fmt::Write as _;

use testpaper::TestPaper;

/// How many articles it has.
pub(crate) const ARTICLES: usize = 2_000;

/// Writes two thousand manuscripts of six paragraphs, in ten sections, over two hundred days.
pub(crate) fn write(paper: &TestPaper) {
    for index in 0..ARTICLES {
        let (month, day) = (index / 28 % 10 + 1, index % 28 + 1);
        let mut text = format!(
            "---\nheadline: \"Article {index} : ce que l’eau emporte, ce que le canal retient\"\nkicker: Canal\nstandfirst: \"Un chapô de deux phrases. Il dit l’essentiel, et au moins {index} choses.\"\n\
             byline: [Léa Rivet, Paul Anselme]\ntopics: [Eau]\npublished: 2026-{month:02}-{day:02} 10:00\n---\n"
        );
        for paragraph in 0..6 {
            let _ = write!(
                text,
                "\nParagraphe {paragraph} de l’article {index}. La préfecture évoque « une situation *stable* » ; les riverains, eux, \
                 comptent les jours depuis que le [pont](https://exemple.example/pont-{index}) est fermé : il a coûté 3,5 millions d’euros, \
                 et **personne** ne sait quand il rouvrira. À 14 h 30, on attendait encore.\n"
            );
        }
        paper.write(&format!("section-{}/{index}.md", index % 10), &text);
    }
}

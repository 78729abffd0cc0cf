//! The paper on which the acts are done: 20 sections, 50 people, 130 topics, articles of three hundred words.

use std::fmt::Write as _;

use testpaper::TestPaper;

const SECTIONS: usize = 20;
const PEOPLE: usize = 50;
const TOPICS: usize = 130;

/// Writes so many manuscripts; another edition says something else in each.
pub(crate) fn write(paper: &TestPaper, articles: usize, edition: usize) {
    for index in 0..articles {
        paper.write(&format!("section-{}/{index}.md", index % SECTIONS), &manuscript(index, edition));
    }
}

fn manuscript(index: usize, edition: usize) -> String {
    let (month, day) = (index / 28 % 12 + 1, index % 28 + 1);
    let (first, second) = (index % PEOPLE, (index / 7 + 1) % PEOPLE);
    let (topic, other) = (index % TOPICS, (index / 3 + 1) % TOPICS);
    let mut text = format!(
        "---\nheadline: \"Article {index} : ce que l’eau emporte, ce que le canal retient\"\nkicker: Canal\nstandfirst: \"Un chapô de deux phrases. Il dit l’essentiel, et au moins {index} choses.\"\n\
         byline: [Personne {first}, Personne {second}]\ntopics: [Sujet {topic}, Sujet {other}]\npublished: 2025-{month:02}-{day:02} 10:00\n---\n"
    );
    for paragraph in 0..6 {
        let _ = write!(
            text,
            "\nParagraphe {paragraph} de l’article {index}, dit {edition} fois. La préfecture évoque « une situation *stable* » ; les \
             riverains, eux, comptent les jours depuis que le [pont](https://exemple.example/pont-{index}) est fermé : il a coûté \
             3,5 millions d’euros, et **personne** ne sait quand il rouvrira. À 14 h 30, on attendait encore, sans nouvelles.\n"
        );
    }
    text
}

//! The copies that the invariants are held against: an article with something of everything, and copies of given texts.

use copydesk::{Context, Finding, House, Source, Span, passages};
use manuscript::body::{Block, Node, Plain};
use manuscript::copy::{Agency, Signatory, Signature, SourceCredit};
use manuscript::language::Language;
use manuscript::markdown::{Defaults, read_loosely};
use manuscript::picture::{Lead, Media, Picture};
use manuscript::{Copy, text};

/// An article with quotations, figures, pictures and repetitions.
pub(crate) const ARTICLE: &str = include_str!("../corpus/article.md");

/// A copy from Markdown.
pub(crate) fn article(markdown: &str) -> Copy {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    read_loosely(markdown, &defaults).unwrap().0.copy
}

/// A paragraph.
pub(crate) fn paragraph(id: &str, words: &str) -> Block {
    Block::Paragraph(Node {
        attrs: Plain { id: id.to_owned() },
        content: text::plain(words),
    })
}

/// A copy of paragraphs, named `p0`, `p1`, …
pub(crate) fn paragraphs(texts: &[&str]) -> Copy {
    let mut copy = Copy::headed("", Language::french());
    let blocks = texts.iter().enumerate();
    copy.body = blocks.map(|(at, words)| paragraph(&format!("p{at}"), words)).collect();
    copy
}

/// A copy with texts in every field that has one: they are dealt out in turn.
pub(crate) fn everywhere(texts: &[String]) -> Copy {
    let mut turn = texts.iter().cycle().cloned();
    let mut next = move || turn.next().unwrap_or_default();
    let mut copy = Copy::headed(next(), Language::french());
    copy.kicker = Some(next());
    copy.short_headline = Some(next());
    copy.search_headline = Some(next());
    copy.social_headline = Some(next());
    copy.alert_headline = Some(next());
    copy.description = Some(next());
    copy.standfirst = text::plain(&next());
    copy.dateline = Some(next());
    copy.byline = vec![
        Signature::Agency(Agency { agency: next() }),
        Signature::Person(Signatory {
            name: next(),
            ..Signatory::default()
        }),
    ];
    copy.source_credit = Some(SourceCredit {
        name: next(),
        address: None,
    });
    copy.lead = Some(Lead {
        image: picture(&mut next),
        caption: text::plain(&next()),
    });
    copy.body = vec![
        paragraph("p0", &next()),
        manuscript::body::Block::Heading(Node {
            attrs: manuscript::body::Heading {
                id: "h".into(),
                level: 2,
                anchor: None,
            },
            content: text::plain(&next()),
        }),
        Block::Quotation(Node {
            attrs: manuscript::body::Quotation {
                id: "q".into(),
                speaker: Some(next()),
                ..Default::default()
            },
            content: vec![paragraph("qp", &next())],
        }),
        Block::Image(Node {
            attrs: manuscript::body::Image {
                link: None,
                id: "i".into(),
                image: picture(&mut next),
            },
            content: text::plain(&next()),
        }),
        paragraph("p1", &next()),
    ];
    copy
}

fn picture(next: &mut impl FnMut() -> String) -> Picture {
    Picture {
        picture: Media::File("p.jpg".into()),
        credit: next(),
        alt: next(),
        focal: None,
        taken: Some("2019-06-02".into()),
        archives: false,
    }
}

/// A source with some of the words of the article, and one with all of them.
pub(crate) fn sources() -> Vec<Source> {
    let of = |name: &str, text: &str| Source {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    vec![
        of(
            "AFP",
            "« Nous n’avons rien vu arriver et personne ne nous a prévenus », a dit la maire. Au moins 31 personnes sont mortes.",
        ),
        of("dépêche", ARTICLE.split_once("\n---\n").unwrap().1),
    ]
}

/// Reads a copy with nothing beside it, by the house that ships.
pub(crate) fn read(copy: &Copy) -> Vec<Finding> {
    copydesk::read(copy, &Context::default(), House::shipped())
}

/// Every place that a finding names stands on letters of its text; what is missing stands at an empty place.
pub(crate) fn assert_places(findings: &[Finding], (copy, sources): (&Copy, &[Source])) {
    let passages = passages(copy);
    let fits = |span: &Span| {
        let text = passages
            .iter()
            .find(|passage| passage.spot == span.spot)
            .map(|passage| &*passage.text);
        let text = text.or_else(|| match span.spot {
            copydesk::Spot::Source(at) => sources.get(at).map(|source| source.text.as_str()),
            _ => None,
        });
        text.unwrap_or_default().get(span.range()).is_some()
    };
    for finding in findings {
        assert!(fits(&finding.primary), "{finding:?}");
        assert!(finding.related.iter().all(|related| fits(&related.span)), "{finding:?}");
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
        assert!(edits.into_iter().all(|edit| fits(&edit.span)), "{finding:?}");
        assert_eq!(finding.context.len(), 16);
    }
}

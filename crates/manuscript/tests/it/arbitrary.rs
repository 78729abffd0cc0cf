//! Arbitrary manuscripts: every block, every mark, the signs that Markdown and YAML stumble over.

use manuscript::body::{
    Block, Cell, CellForm, Chapter, Code, Column, Correction, Document, Embed, Entry, Footnote, Heading, Image, Letters, List, ListItem,
    Node, Plain, PullQuote, Quotation, ReadAlso, Recording, Row, Scope, Table, Task, Titled,
};
use manuscript::copy::{Agency, Copy, Signatory, Signature, SourceCredit};
use manuscript::figure::Figure;
use manuscript::headline::HeadlineMark;
use manuscript::language::Language;
use manuscript::markdown::{Manuscript, Stage};
use manuscript::picture::{Lead, Media, Picture};
use manuscript::settled::{nfc, settle};
use manuscript::text::{Abbreviation, Called, Inline, Lang, Link, Mark, NoteAnchor, Quote, Suggestion, Text};
use manuscript::words::{Access, Bound, Kind, Standing, Status};
use manuscript::{Instant, Uuid};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Words, and everything that a parser could take for its own.
pub(crate) fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zàéèœÉ]{1,6}",
        2 => Just(" ".to_owned()),
        2 => "[*_`\\\\\\[\\](){}<>#+\\-.!|~^:=&'\"«»;?%$@/,0-9]{1,3}",
        1 => prop_oneof![
            Just("\u{a0}".to_owned()), Just("\u{202f}".to_owned()), Just("  ".to_owned()), Just("\t".to_owned()), Just("\u{ad}".to_owned()),
            Just("1. ".to_owned()), Just("- ".to_owned()), Just(":::box".to_owned()), Just("---".to_owned()), Just("***".to_owned()),
            Just("&amp;".to_owned()), Just("&#42;".to_owned()), Just("![x](y)".to_owned()), Just("[a]{strong}".to_owned()),
            Just("<b>".to_owned()), Just("<!-- -->".to_owned()), Just("\u{1f600}".to_owned()), Just("\u{2028}".to_owned()), Just("http://x.fr".to_owned()),
            Just("\u{5e9}\u{5dc}".to_owned()), Just("{figure".to_owned()), Just("```".to_owned()), Just("    x".to_owned()), Just("> ".to_owned()),
            Just("# ".to_owned()), Just("[x]: /y".to_owned()), Just("\\".to_owned()), Just("e\u{301}".to_owned()),
        ],
    ];
    vec(piece, 1..8).prop_map(|pieces| nfc(&pieces.concat()))
}

/// A field: not empty, no white space at its ends.
fn field() -> impl Strategy<Value = String> {
    words()
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not empty", |text| !text.is_empty())
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![Just("fr"), Just("en"), Just("fr-CA"), Just("ar")].prop_map(|tag| tag.parse().unwrap())
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9]{1,6}", "-?[0-9]{1,3}\\.[0-9]{1,3}"]
}

fn figure() -> impl Strategy<Value = Figure> {
    let bounds = prop_oneof![Just(Bound::AtLeast), Just(Bound::About), Just(Bound::Exact)];
    let standings = prop_oneof![Just(Standing::Claimed), Just(Standing::Confirmed)];
    (
        number(),
        option::of(bounds),
        option::of(field()),
        option::of(field()),
        words(),
        option::of(field()),
        option::of(standings),
    )
        .prop_map(|(value, bound, unit, what, who, as_of, status)| Figure {
            value: Some(value),
            bound,
            unit,
            what,
            who: Some(who),
            as_of,
            status,
            ..Figure::default()
        })
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        3 => Just(Mark::Strong),
        3 => Just(Mark::Emphasis),
        1 => Just(Mark::Superscript),
        1 => Just(Mark::Struck),
        2 => Just(Mark::Code),
        1 => words().prop_map(|title| Mark::Abbreviation(Abbreviation { title })),
        1 => Just(Mark::Subscript),
        2 => (prop_oneof![Just("https://x.fr/a".to_owned()), words()], option::of(words())).prop_map(|(href, title)| Mark::Link(Link { href, title })),
        2 => figure().prop_map(Mark::Figure),
        1 => words().prop_map(|speaker| Mark::Quote(Quote { speaker })),
        1 => language().prop_map(|lang| Mark::Lang(Lang { lang })),
        1 => words().prop_map(|by| Mark::Insertion(Suggestion { by })),
        1 => words().prop_map(|by| Mark::Deletion(Suggestion { by })),
        1 => words().prop_map(|id| Mark::Note(NoteAnchor { id })),
    ]
}

pub(crate) fn text() -> impl Strategy<Value = Text> {
    let piece = prop_oneof![
        8 => (words(), vec(mark(), 0..3)).prop_map(|(text, marks)| Inline::Text { text, marks }),
        1 => vec(mark(), 0..2).prop_map(|marks| Inline::HardBreak { marks }),
        1 => (words(), vec(mark(), 0..2)).prop_map(|(label, marks)| Inline::FootnoteReference { attrs: Called { label }, marks }),
    ];
    vec(piece, 0..5)
}

fn media() -> impl Strategy<Value = Media> {
    prop_oneof![
        // A file has a name, also once comments are left out of it.
        words().prop_map(|name| Media::from(format!("p{name}"))),
        (any::<u128>(), any::<[u8; 32]>()).prop_map(|(asset, hash)| Media::Asset {
            asset: Uuid::from_u128(asset),
            hash: manuscript::commitment::hex(&hash)
        }),
    ]
}

fn picture() -> impl Strategy<Value = Picture> {
    (
        media(),
        field(),
        prop_oneof![Just(String::new()), words()],
        option::of((0u8..=100, 0u8..=100)),
        option::of(field()),
        any::<bool>(),
    )
        .prop_map(|(picture, credit, alt, focal, taken, archives)| Picture {
            picture,
            credit,
            alt,
            focal,
            taken,
            archives,
        })
}

fn paragraph() -> impl Strategy<Value = Block> {
    text().prop_map(|content| {
        Block::Paragraph(Node {
            attrs: Plain::default(),
            content,
        })
    })
}

fn image() -> impl Strategy<Value = Block> {
    (picture(), option::of(words()), text()).prop_map(|(image, link, content)| {
        Block::Image(Node {
            attrs: Image {
                id: String::new(),
                image,
                link,
            },
            content,
        })
    })
}

fn recording() -> impl Strategy<Value = Node<Recording, Block>> {
    (
        media(),
        words(),
        words(),
        option::of(any::<u32>()),
        option::of(media()),
        option::of(media()),
        vec("[A-Z][a-zé’ ]{0,8}[a-z]", 0..3),
        vec(paragraph(), 0..2),
    )
        .prop_map(|(file, title, credit, duration, poster, captions, titles, content)| Node {
            attrs: Recording {
                id: String::new(),
                file,
                title,
                credit,
                duration,
                poster,
                captions,
                chapters: chapters(titles, duration),
            },
            content,
        })
}

/// One after the other, none after the end.
fn chapters(titles: Vec<String>, duration: Option<u32>) -> Vec<Chapter> {
    let all = (0..).step_by(1_900).zip(titles).map(|(at, title)| Chapter { at, title });
    all.take_while(|one| duration.is_none_or(|end| one.at < end)).collect()
}

fn table() -> impl Strategy<Value = Block> {
    let column = prop_oneof![Just(Column::None), Just(Column::Left), Just(Column::Center), Just(Column::Right)];
    let scope = prop_oneof![Just(Scope::Column), Just(Scope::Row), Just(Scope::None)];
    let form = (option::of(scope), 1u32..4, 1u32..4).prop_map(|(scope, colspan, rowspan)| CellForm { scope, colspan, rowspan });
    let cell = (prop_oneof![4 => Just(CellForm::default()), 1 => form], text());
    let rows = vec(vec(cell, 0..4), 0..3);
    (option::of(words()), option::of(words()), vec(column, 0..4), rows).prop_map(|(caption, source, columns, rows)| {
        let content = rows
            .into_iter()
            .map(|cells| Row {
                content: cells.into_iter().map(|(attrs, content)| Cell { attrs, content }).collect(),
            })
            .collect();
        Block::Table(Node {
            attrs: Table {
                id: String::new(),
                caption,
                source,
                columns,
            },
            content,
        })
    })
}

fn document() -> impl Strategy<Value = Block> {
    let names = (words(), option::of(words()), option::of(words()));
    (media(), names, option::of(any::<u32>()), text()).prop_map(|(file, (title, publisher, credit), pages, content)| {
        let id = String::new();
        let attrs = Document {
            id,
            file,
            title,
            publisher,
            pages,
            credit,
        };
        Block::Document(Node { attrs, content })
    })
}

/// Code, whose bytes nothing may change: fences in it, white space at every end, letters in two pieces.
fn code() -> impl Strategy<Value = Block> {
    let line = prop_oneof![
        4 => words(),
        1 => Just(String::new()),
        1 => prop_oneof![
            Just("```".to_owned()), Just("~~~~".to_owned()), Just(":::".to_owned()), Just("  \t".to_owned()), Just("e\u{301}".to_owned()),
            Just("<!-- a -->".to_owned()), Just("</code></pre>".to_owned()), Just("````rust".to_owned()), Just("\u{a0};".to_owned()),
        ],
    ];
    let language = prop_oneof![2 => Just(None), 2 => Just(Some("rust".to_owned())), 1 => words().prop_map(Some)];
    (language, vec(line, 0..5)).prop_map(|(language, lines)| {
        let text = lines.join("\n");
        Block::Code(Node {
            attrs: Code {
                id: String::new(),
                language,
            },
            content: vec![Letters { text }],
        })
    })
}

fn simple() -> impl Strategy<Value = Block> {
    let id = String::new;
    prop_oneof![
        6 => paragraph(),
        2 => (2u8..=6, option::of("[a-z][a-z0-9-]{4,9}"), text())
            .prop_map(move |(level, anchor, content)| Block::Heading(Node { attrs: Heading { id: id(), level, anchor }, content })),
        1 => (option::of(words()), option::of(words()), text())
            .prop_map(move |(speaker, standing, content)| Block::PullQuote(Node { attrs: PullQuote { id: id(), speaker, standing }, content })),
        1 => image(),
        1 => (words(), words(), option::of(words()), option::of(picture()), text()).prop_map(move |(address, title, provider, still, content)| Block::Embed(Node {
            attrs: Embed { id: id(), address, title, provider, still },
            content
        })),
        1 => document(),
        1 => recording().prop_map(Block::Audio),
        1 => recording().prop_map(Block::Video),
        2 => table(),
        1 => (words(), text()).prop_map(move |(address, content)| Block::ReadAlso(Node { attrs: ReadAlso { id: id(), address }, content })),
        1 => (option::of(words()), text()).prop_map(move |(at, content)| Block::Correction(Node { attrs: Correction { id: id(), at }, content })),
        2 => code(),
        1 => Just(()).prop_map(move |()| Block::Separator(Node { attrs: Plain::default(), content: Vec::new() })),
    ]
}

pub(crate) fn block() -> impl Strategy<Value = Block> {
    simple().prop_recursive(2, 12, 3, |inner| {
        let id = String::new;
        let blocks = vec(inner.clone(), 0..3);
        prop_oneof![
            (
                any::<bool>(),
                0u32..30,
                vec(
                    (
                        option::weighted(0.3, any::<bool>().prop_map(|done| Task { done })),
                        vec(inner.clone(), 0..3)
                    ),
                    0..3
                )
            )
                .prop_map(move |(ordered, start, items)| Block::List(Node {
                    attrs: List {
                        id: id(),
                        ordered,
                        start: if ordered { start } else { 1 }
                    },
                    content: items.into_iter().map(|(attrs, content)| ListItem { attrs, content }).collect(),
                })),
            (option::of(words()), option::of(words()), option::of(words()), blocks.clone()).prop_map(
                move |(speaker, standing, source, content)| Block::Quotation(Node {
                    attrs: Quotation {
                        id: id(),
                        speaker,
                        standing,
                        source
                    },
                    content
                })
            ),
            (paragraph(), vec(inner.clone(), 1..3)).prop_map(|(question, mut answer)| {
                answer.insert(0, question);
                Block::QuestionAnswer(Node {
                    attrs: Plain::default(),
                    content: answer,
                })
            }),
            (option::of(words()), blocks.clone()).prop_map(move |(title, content)| Block::Box(Node {
                attrs: Titled { id: id(), title },
                content
            })),
            (option::of(words()), vec(image(), 0..3)).prop_map(move |(title, content)| Block::Gallery(Node {
                attrs: Titled { id: id(), title },
                content
            })),
            (option::of(words()), vec((words(), blocks.clone()), 0..3)).prop_map(move |(title, entries)| Block::Timeline(Node {
                attrs: Titled { id: id(), title },
                content: entries.into_iter().map(|(when, content)| Entry { when, content }).collect(),
            })),
            (words(), blocks.clone()).prop_map(move |(label, content)| Block::Footnote(Node {
                attrs: Footnote { id: id(), label },
                content
            })),
            blocks.prop_map(|content| Block::Stash(Node {
                attrs: Plain::default(),
                content
            })),
        ]
    })
}

fn signature() -> impl Strategy<Value = Signature> {
    prop_oneof![
        1 => field().prop_map(|agency| Signature::Agency(Agency { agency })),
        3 => (field(), option::of(any::<u128>()), option::of(words()), option::of(words()), option::of(words()), option::of(words())).prop_map(
            |(name, person, role, standing, biography, interests)| Signature::Person(Signatory {
                name,
                person: person.map(Uuid::from_u128),
                role,
                standing,
                biography,
                interests,
            })
        ),
    ]
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![Just(Status::Developing), Just(Status::Updated), words().prop_map(Status::from)]
}

fn copy() -> impl Strategy<Value = Copy> {
    let mark = (0u32..12, 1u32..8, option::of(language())).prop_map(|(from, length, lang)| HeadlineMark {
        from,
        to: from + length,
        lang,
    });
    let heads = (
        (field(), vec(mark, 0..3)),
        option::of(field()),
        option::of(status()),
        option::of(field()),
        option::of(field()),
        option::of(field()),
        text(),
    );
    let rest = (
        prop_oneof![Just(Kind::News), Just(Kind::Analysis), Just(Kind::Pickup)],
        language(),
        vec(signature(), 0..3),
        option::of(field()),
        (words(), option::of(words())),
        option::of((picture(), text())),
        vec(block(), 0..5),
    );
    (heads, rest).prop_map(|(heads, rest)| {
        let ((headline, headline_marks), kicker, status, short_headline, alert_headline, description, standfirst) = heads;
        let (kind, language, byline, dateline, (name, address), lead, body) = rest;
        Copy {
            kind,
            headline_marks,
            kicker,
            status,
            short_headline,
            alert_headline,
            description,
            standfirst,
            byline,
            dateline,
            source_credit: Some(SourceCredit {
                name: format!("x{name}"),
                address,
            }),
            lead: lead.map(|(image, caption)| Lead { image, caption }),
            body,
            ..Copy::headed(headline, language)
        }
    })
}

/// A settled manuscript with everything that a file can say.
pub(crate) fn manuscript() -> impl Strategy<Value = Manuscript> {
    let placement = (
        option::of(words()),
        vec(words(), 0..3),
        option::of(words()),
        vec(words(), 0..3),
        option::of(0u32..9),
        any::<bool>(),
    );
    (
        option::of(any::<u128>()),
        copy(),
        placement,
        option::of(0i64..4_000_000_000_000),
        prop_oneof![Just(Access::Everyone), Just(Access::Subscribers)],
    )
        .prop_filter_map("settled", |(id, copy, placement, published, access)| {
            let (section, dossiers, series, topics, teaser_ends_after, pinned) = placement;
            Some(Manuscript {
                id: id.map(Uuid::from_u128),
                copy: settle(copy).ok()?,
                section,
                dossiers,
                series,
                topics,
                access,
                teaser_ends_after,
                translation_set: None,
                pinned,
                stage: if pinned { Stage::Newsroom } else { Stage::Readers },
                published: published.map(Instant),
                address: None,
            })
        })
}

//! What a page would run, or fetch from other sites, read as browsers read HTML.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::address::{is_code, is_data, is_remote};
use super::fault::{At, Fault, line_at};
use super::loading;

/// What is wrong in a page, or in a template whose own tags were made blank.
pub(super) fn in_page(html: &str) -> Vec<At> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut faults = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let own = in_element(&tag).map(|fault| (line_at(html, tag.span.start), fault));
        faults.extend(own);
        for (name, value) in &tag.attributes {
            let attribute = Attribute {
                element: text_of(&tag.name),
                name: text_of(name),
                value: text_of(value),
            };
            let line = line_at(html, value.span.start.max(tag.span.start));
            faults.extend(in_attribute(&attribute, &tag).into_iter().map(|fault| (line, fault)));
        }
    }
    faults
}

/// A template with its own tags and comments made blank, line for line; what it fills in is made a word.
pub(super) fn without_tags(template: &str) -> String {
    let mut bare = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((begins, closing)) = tag_in(rest) {
        bare.push_str(&rest[..begins]);
        let length = rest[begins..].find(closing).map_or(rest.len() - begins, |at| at + closing.len());
        // What a page puts in its place is some word: nobody knows yet whether an address begins with it.
        let blank = if closing == "}}" { 'x' } else { ' ' };
        bare.extend(rest[begins..begins + length].chars().map(|c| if c == '\n' { '\n' } else { blank }));
        rest = &rest[begins + length..];
    }
    bare + rest
}

fn tag_in(text: &str) -> Option<(usize, &'static str)> {
    let tags = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    tags.into_iter()
        .filter_map(|(opening, closing)| Some((text.find(opening)?, closing)))
        .min()
}

struct Attribute {
    element: String,
    name: String,
    value: String,
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn value_of(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let (_, value) = tag.attributes.iter().find(|(known, _)| known.as_slice() == name.as_bytes())?;
    Some(text_of(value))
}

/// An element that browsers are told to ignore.
fn in_element(tag: &StartTag<usize>) -> Option<Fault> {
    match tag.name.as_slice() {
        b"style" => Some(Fault::Inline("<style".into())),
        b"script" => {
            let is_data = value_of(tag, "type").is_some_and(|sort| {
                let sort = sort.trim();
                ["application/ld+json", "application/json"]
                    .iter()
                    .any(|data| sort.eq_ignore_ascii_case(data))
            });
            (!is_data && value_of(tag, "src").is_none()).then(|| Fault::Inline("<script".into()))
        }
        _ => None,
    }
}

fn in_attribute(attribute: &Attribute, tag: &StartTag<usize>) -> Vec<Fault> {
    let Attribute { element, name, value } = attribute;
    if name == "style" {
        return vec![Fault::Inline(" style=".into())];
    }
    if name
        .strip_prefix("on")
        .is_some_and(|event| event.bytes().all(|byte| byte.is_ascii_lowercase()))
        && name.len() > 2
    {
        return vec![Fault::Inline(format!(" {name}"))];
    }
    if is_code(value) {
        return vec![Fault::Inline("javascript:".into())];
    }
    if is_data(value) && is_document(element, tag) {
        return vec![Fault::Inline("data:".into())];
    }
    let mut faults: Vec<Fault> = addresses(attribute, tag)
        .into_iter()
        .filter(|address| is_remote(address))
        .map(|address| Fault::Stranger(address.to_owned()))
        .collect();
    faults.extend(loading::in_value(value));
    if name == "srcdoc" {
        faults.extend(in_page(value).into_iter().map(|(_, fault)| fault));
    }
    faults
}

/// Elements that would read a `data:` address as a script, a style sheet or a page of its own.
fn is_document(element: &str, tag: &StartTag<usize>) -> bool {
    let is_icon = value_of(tag, "rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("icon"));
    matches!(element, "script" | "iframe" | "frame" | "object" | "embed") || (element == "link" && !is_icon)
}

/// The addresses that an attribute makes a browser fetch, or send its reader to, without being asked.
fn addresses<'a>(attribute: &'a Attribute, tag: &StartTag<usize>) -> Vec<&'a str> {
    let value = attribute.value.as_str();
    match attribute.name.as_str() {
        "srcset" | "imagesrcset" | "ping" | "archive" => value.split(|c: char| c.is_whitespace() || c == ',').collect(),
        "content" => match value_of(tag, "http-equiv") {
            Some(what) if what.trim().eq_ignore_ascii_case("refresh") => value
                .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '=' | '"' | '\''))
                .collect(),
            _ => Vec::new(),
        },
        _ if is_inert(attribute, tag) => Vec::new(),
        _ => vec![value],
    }
}

/// Attributes of words, and of names that only look like addresses.
const SAID_ONLY: [&str; 15] = [
    "cite",
    "value",
    "placeholder",
    "title",
    "alt",
    "label",
    "summary",
    "itemtype",
    "itemid",
    "vocab",
    "prefix",
    "resource",
    "about",
    "property",
    "typeof",
];

/// What no browser fetches by itself: links that a reader may follow, where something was said first, words. Every
/// other attribute that holds an address is taken for one that does.
fn is_inert(attribute: &Attribute, tag: &StartTag<usize>) -> bool {
    let name = attribute.name.as_str();
    match name {
        "href" | "xlink:href" => match attribute.element.as_str() {
            "a" | "area" => true,
            "link" => value_of(tag, "rel").is_some_and(|rel| rel.split_whitespace().all(is_said_only)),
            _ => false,
        },
        _ if SAID_ONLY.contains(&name) => true,
        _ => ["data-", "aria-", "xmlns"].iter().any(|begins| name.starts_with(begins)),
    }
}

/// Relations of a link that tell and fetch nothing.
fn is_said_only(relation: &str) -> bool {
    let said = [
        "canonical",
        "alternate",
        "author",
        "license",
        "help",
        "next",
        "prev",
        "me",
        "shortlink",
        "amphtml",
        "tag",
    ];
    // An alternate style sheet is fetched as well: it says `stylesheet` too.
    said.iter().any(|known| relation.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::{Fault, in_page, without_tags};

    #[test]
    fn nothing_that_a_browser_fetches_from_another_site_is_missed() {
        for html in [
            "<img src=https://a.b/c>",
            "<IMG SRC='HTTPS://a.b/c'>",
            "<img src=\"//a.b/c\">",
            "<img\n src = \"\\\\a.b/c\">",
            "<img src=\"ht&#10;tps://a.b/c\">",
            "<img src=\"&#104;ttps://a.b/c\">",
            "<img srcset=\"/x.png 1x, //a.b/c 2x\">",
            "<source SRCSET='https://a.b/c,/x 2x'>",
            "<link rel=preload imagesrcset='//a.b/c 1x'>",
            "<link rel=StyleSheet href=//a.b/c>",
            "<link rel='alternate stylesheet' href=//a.b/c>",
            "<link rel=dns-prefetch href=//a.b>",
            "<link rel=preconnect href=https://a.b>",
            "<link rel=icon href=https://a.b/c>",
            "<link rel=manifest href=https://a.b/c>",
            "<link href=https://a.b/c>",
            "<form action=https://a.b/c>",
            "<button formaction='//a.b/c'>",
            "<input type=image SRC=//a.b/c>",
            "<video poster=https://a.b/c>",
            "<track src=https://a.b/c>",
            "<object data=https://a.b/c>",
            "<embed src=//a.b/c>",
            "<iframe src=//a.b/c>",
            "<iframe srcdoc=\"<img src=//a.b/c>\">",
            "<body background=//a.b/c>",
            "<svg><use href=https://a.b/c#d /></svg>",
            "<svg><image xlink:href=https://a.b/c /></svg>",
            "<svg><rect fill=\"url(https://a.b/c#d)\" /></svg>",
            "<a href=/x ping='/y https://a.b/c'>",
            "<base href=https://a.b/>",
            "<script src=https://a.b/c></script>",
            "<meta http-equiv=Refresh content='0; URL=https://a.b/c'>",
            "<meta content='0;//a.b' http-equiv=refresh>",
            "<video autoplay controls src\n=\n//a.b/c>",
        ] {
            let found = in_page(html);
            let strangers = found.iter().filter(|(_, fault)| matches!(fault, Fault::Stranger(_)));
            assert_eq!(strangers.count(), 1, "{html}: {found:?}");
        }
    }

    #[test]
    fn links_that_readers_may_follow_and_words_are_no_strangers() {
        for html in [
            "<a href=https://a.b/c rel=noopener>x</a>",
            "<link rel=canonical href=https://a.b/c><link rel=alternate hreflang=en href=https://a.b/c>",
            "<meta property=og:image content=https://a.b/c>",
            "<blockquote cite=https://a.b/c>x</blockquote>",
            "<input placeholder='https://a.b' value=//a.b>",
            "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
            "<link rel=icon href='data:image/svg+xml,x'><img src='data:image/png;base64,//8='>",
            "<!-- <img src=//a.b/c> --><p>https://a.b/c</p><textarea><img src=//a.b/c></textarea>",
            "<script type='Application/LD+JSON'>{\"a\": \"<img src=//a.b/c>\"}</script><script src=/a.js></script>",
        ] {
            assert_eq!(in_page(html), [], "{html}");
        }
    }

    #[test]
    fn what_the_policy_forbids_is_seen_in_any_letters() {
        for (html, what) in [
            ("<P STYLE='x'>", " style="),
            ("<p style=x>", " style="),
            ("<STYLE>a{}</STYLE>", "<style"),
            ("<Script>x()</Script>", "<script"),
            ("<script type=module>x()</script>", "<script"),
            ("<p OnClick=x()>", " onclick"),
            ("<a href='JavaScript:x()'>", "javascript:"),
            ("<a href=' java&#10;script:x()'>", "javascript:"),
            ("<link rel=stylesheet href='data:text/css,x'>", "data:"),
        ] {
            assert_eq!(in_page(html), [(1, Fault::Inline(what.into()))], "{html}");
        }
    }

    #[test]
    fn the_tags_of_a_template_are_blank_and_its_lines_stay() {
        let bare = without_tags("<p{% if a %} class=\"{{ b }}\"{% endif %}>{# é\n#}x\n{{ unfinished");
        assert_eq!(bare.lines().count(), 3);
        assert!(!bare.contains(['{', '%', '#', 'b']) && bare.contains("class=\"xxx"), "{bare}");
    }
}

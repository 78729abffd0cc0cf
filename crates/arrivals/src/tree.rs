//! What the tree builder of HTML made of the bare tags, with what their numbers stand for.

use dom_query::{Document, NodeRef};
use manuscript::markup::{At, Element, Tree};

use crate::marked::{Marked, NUMBER, Numbered};

pub(crate) fn of(marked: &Marked) -> Vec<Tree> {
    let document = Document::fragment(marked.html.as_str());
    content(&document.root(), marked)
}

fn content(node: &NodeRef<'_>, marked: &Marked) -> Vec<Tree> {
    let mut trees = Vec::new();
    for child in node.children_it(false) {
        if child.is_element() {
            element(&child, marked, &mut trees);
        } else if child.is_text() {
            trees.push(Tree::Space);
        }
    }
    trees
}

fn element(node: &NodeRef<'_>, marked: &Marked, trees: &mut Vec<Tree>) {
    let number = node.attr(NUMBER).and_then(|number| number.parse::<usize>().ok());
    match number.and_then(|number| marked.numbered.get(number)) {
        Some(Numbered::Letters { letters, part, range }) => trees.push(Tree::Letters {
            letters: letters.clone(),
            part: *part,
            range: range.clone(),
        }),
        Some(Numbered::Read(part)) => trees.push(Tree::Read(*part)),
        Some(Numbered::Element { element, at }) => trees.push(Tree::Element {
            element: element.clone(),
            at: *at,
            content: content(node, marked),
        }),
        // The tree builder adds what tags may leave out.
        None => match node.node_name().as_deref().and_then(implied) {
            Some(element) => trees.push(Tree::Element {
                element,
                at: At::default(),
                content: content(node, marked),
            }),
            None => trees.extend(content(node, marked)),
        },
    }
}

fn implied(name: &str) -> Option<Element> {
    match name {
        "tbody" => Some(Element::Rows),
        "tr" => Some(Element::Row),
        "p" => Some(Element::Apart),
        "br" => Some(Element::Break),
        _ => None,
    }
}

//! A document as a card: what it is, whose it is, how long and how large, and the way to it.

use manuscript::address::slug;
use manuscript::body::{Document, Node};

use super::blocks::Setter;
use super::handed::Handed;
use crate::html::escape;
use crate::media::FoundMedia;

impl Setter<'_> {
    /// Without its file there is nothing to hand on.
    pub(super) fn document(&mut self, node: &Node<Document, manuscript::Inline>) -> String {
        let a = &node.attrs;
        let Some(found) = self.media.find(&a.file) else {
            return String::new();
        };
        let facts = self.facts(a, found);
        let text = self.text(&node.content);
        let text = if text.is_empty() { text } else { format!("<p>{text}</p>") };
        let credit = a
            .credit
            .as_deref()
            .map_or_else(String::new, |credit| format!("<p class=\"credit\">{}</p>", escape(credit)));
        let (address, media_type, title) = (escape(&found.address), escape(&found.media_type), escape(&a.title));
        let name = escape(&file_name(&a.title, &found.address));
        self.documents.push(Handed {
            title: a.title.clone(),
            publisher: a.publisher.clone(),
            pages: a.pages,
            address: found.address.clone(),
            media_type: found.media_type.clone(),
            bytes: found.bytes,
        });
        format!(
            "<div class=\"document\"><p class=\"document-title\"><a href=\"{address}\" type=\"{media_type}\" download=\"{name}\">{title}</a></p>\
             <p class=\"document-facts\">{facts}</p>{text}{credit}</div>"
        )
    }

    fn facts(&self, document: &Document, found: &FoundMedia) -> String {
        let publisher = document.publisher.as_deref().map(escape);
        let pages = document
            .pages
            .map(|pages| self.say("document-pages", &[("count", pages.to_string())]));
        let size = found.bytes.map(|bytes| self.size(bytes));
        let kind = self.say("document-kind", &[("kind", kind_of(&found.address))]);
        let facts = [publisher, Some(kind), pages, size];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// As far as it matters to who waits for it: whole kilobytes, then tenths of megabytes.
    fn size(&self, bytes: i64) -> String {
        let kilobytes = (bytes + 500) / 1_000;
        if kilobytes < 1_000 {
            return self.say("size-kilobytes", &[("size", kilobytes.max(1).to_string())]);
        }
        let tenths = (bytes + 50_000) / 100_000;
        let sign = self.say("decimal-sign", &[]);
        let size = format!("{}{sign}{}", tenths / 10, tenths % 10);
        self.say("size-megabytes", &[("size", size)])
    }
}

/// `PDF` of a file that ends so.
fn kind_of(address: &str) -> String {
    address.rsplit('.').next().unwrap_or_default().to_ascii_uppercase()
}

/// What a reader's program calls the file: its title, and how it ends.
fn file_name(title: &str, address: &str) -> String {
    let ending = address.rsplit('.').next().unwrap_or("bin");
    format!("{}.{ending}", slug(title))
}

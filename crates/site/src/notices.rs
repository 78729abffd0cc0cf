//! Pages that say one thing: nothing is here, something failed, the paper is opening.

use http::StatusCode;
use manuscript::Tag;
use typeset::context::Notice;

use crate::furnishing::{Furnishing, tags_at};
use crate::page::Page;
use crate::{PageBroken, Site};

const HTML: &str = "text/html; charset=utf-8";

impl Site {
    /// A notice in the paper's own furniture where there is one, in plain words where there is none yet.
    pub(crate) async fn refusal(&self, status: StatusCode, message: &str) -> Page {
        let furnishing = self.furnishings.on(&self.shelf.now()).await;
        let body = furnishing
            .and_then(|furnishing| notice(&furnishing, message))
            .unwrap_or_else(|_| bare(message));
        let page = Page::new(HTML, body, Vec::new()).answering(status);
        if status.is_server_error() { page.come_back() } else { page }
    }
}

/// Nothing stands at this path now. A day or a further page of a list comes to be with a publication.
pub(crate) fn not_found(furnishing: &Furnishing, path: &str) -> Result<Page, PageBroken> {
    let body = notice(furnishing, "not-found")?;
    let mut tags = tags_at(path);
    tags.push(Tag::Latest);
    Ok(Page::new(HTML, body, tags).answering(StatusCode::NOT_FOUND))
}

fn notice(furnishing: &Furnishing, message: &str) -> Result<String, PageBroken> {
    let say = |name: &str| furnishing.templates.messages().say(name, &[]);
    let heading = say(message);
    let context = Notice {
        furniture: furnishing.furniture(""),
        head: furnishing.unlisted(&[&heading]),
        text: say(&format!("{message}-text")),
        heading,
    };
    Ok(furnishing.templates.fill("notice.html", &context)?)
}

/// Before anything is on the shelf there is no paper to speak for.
fn bare(message: &str) -> String {
    let (heading, text) = match message {
        "not-ready" => (
            "Le journal ouvre · The paper is opening",
            "Réessayez dans quelques secondes. Try again in a few seconds.",
        ),
        "not-found" => (
            "Page introuvable · Not found",
            "Rien ne répond à cette adresse. Nothing answers at this address.",
        ),
        _ => ("Panne · Failure", "Réessayez dans une minute. Try again in a minute."),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{heading}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\
         <body><main><h1>{heading}</h1><p>{text}</p></main></body></html>\n"
    )
}

//! Structured data (schema.org `NewsArticle`): what the page says, for machines, and nothing more than it shows.

use manuscript::words::Kind;
use serde_json::{Value, json};

use crate::rendering::{Handed, Rendering};

/// What the page knows besides the rendering. Addresses are absolute.
#[derive(Clone, Debug)]
pub struct About<'a> {
    pub kind: Kind,
    pub address: &'a str,
    pub language: &'a str,
    pub paper: &'a str,
    pub paper_address: &'a str,
    pub section: Option<&'a str>,
    /// RFC 3339.
    pub published: &'a str,
    pub modified: &'a str,
    pub free: bool,
    pub picture: Option<String>,
    /// Names with the absolute addresses of their pages.
    pub authors: Vec<(String, Option<String>)>,
}

/// The article as schema.org describes it.
pub fn news_article(rendering: &Rendering, about: &About<'_>) -> Value {
    let authors: Vec<Value> = about
        .authors
        .iter()
        .map(|(name, address)| match address {
            Some(address) => json!({ "@type": "Person", "name": name, "url": address }),
            None => json!({ "@type": "Person", "name": name }),
        })
        .collect();
    let publisher = json!({ "@type": "NewsMediaOrganization", "name": about.paper, "url": about.paper_address });
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": schema_type(about.kind),
        "headline": rendering.search_headline,
        "description": rendering.description,
        "inLanguage": about.language,
        "datePublished": about.published,
        "dateModified": about.modified,
        "mainEntityOfPage": about.address,
        "url": about.address,
        "isAccessibleForFree": about.free,
        "wordCount": rendering.words,
        "publisher": publisher,
    });
    article["author"] = if authors.is_empty() { publisher } else { Value::Array(authors) };
    if let Some(section) = about.section {
        article["articleSection"] = json!(section);
    }
    if let Some(picture) = &about.picture {
        article["image"] = json!([picture]);
    }
    let documents: Vec<Value> = rendering.documents.iter().map(|handed| document(handed, about)).collect();
    if about.free && !documents.is_empty() {
        article["hasPart"] = Value::Array(documents);
    }
    if !about.free {
        article["hasPart"] = json!({ "@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".closed" });
    }
    article
}

/// A document that the article hands on (schema.org `DigitalDocument`).
fn document(handed: &Handed, about: &About<'_>) -> Value {
    let address = format!("{}{}", about.paper_address.trim_end_matches('/'), handed.address);
    let mut file = json!({ "@type": "MediaObject", "contentUrl": address, "encodingFormat": handed.media_type });
    if let Some(bytes) = handed.bytes {
        file["contentSize"] = json!(format!("{bytes} B"));
    }
    let mut document = json!({ "@type": "DigitalDocument", "name": handed.title, "url": address, "encoding": file });
    if let Some(publisher) = &handed.publisher {
        document["publisher"] = json!({ "@type": "Organization", "name": publisher });
    }
    if let Some(pages) = handed.pages {
        document["numberOfPages"] = json!(pages);
    }
    document
}

fn schema_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Analysis => "AnalysisNewsArticle",
        Kind::Opinion | Kind::Column => "OpinionNewsArticle",
        Kind::Report => "ReportageNewsArticle",
        _ => "NewsArticle",
    }
}

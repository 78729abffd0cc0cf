//! The chain of an article's versions as data, by which anyone can check that nothing was rewritten.
//!
//! How it is checked stands in `docs/verify/`, which the site serves beside it.

use std::collections::{HashMap, HashSet};

use manuscript::Tag;
use manuscript::commitment::pieces_of;
use serde_json::{Value, json};
use shelf::Versioned;

use crate::furnishing::{Furnishing, tags_at};
use crate::histories::leaves_of;
use crate::page::{Page, percent_encoded};
use crate::reader::Reader;
use crate::{PageBroken, Site};

impl Site {
    /// The chain as everybody may see it: what is withheld, or is for others, has its digest only.
    pub(crate) async fn chain(&self, furnishing: &Furnishing, article: &str, path: &str) -> Result<Option<Page>, PageBroken> {
        let Some(public) = self.public_at(article).await? else {
            return Ok(None);
        };
        let versions = self.shelf.now().versions(public.id).await?;
        let open = public.open_blocks(&versions, Reader::WithoutAccount)?;
        let versions = versions
            .iter()
            .map(|version| link(version, open.as_ref()))
            .collect::<Result<Vec<_>, _>>()?;
        let media = self.shelf.now().media_of(public.id).await?;
        let files: Vec<Value> = media
            .iter()
            .map(|(received, public)| json!({ "received": received, "public": public }))
            .collect();
        let chain = json!({
            "rotative": "chain 1",
            "article": public.id,
            "address": format!("{}{}", self.base(furnishing), percent_encoded(&public.path)),
            "versions": versions,
            "files": files,
        });
        let mut tags = tags_at(path);
        tags.extend(media.into_iter().map(|(received, _)| Tag::Media(received)));
        tags.extend([Tag::Article(public.id), Tag::Address(article.to_owned())]);
        let page = Page::new("application/json; charset=utf-8", chain.to_string(), tags);
        Ok(Some(page))
    }
}

fn link(version: &Versioned, open: Option<&HashSet<String>>) -> Result<Value, PageBroken> {
    let pieces: HashMap<String, String> = match &version.copy {
        Some(copy) => pieces_of(copy)
            .map_err(|error| PageBroken::Copy(error.to_string()))?
            .into_iter()
            .collect(),
        None => HashMap::new(),
    };
    let is_open = |path: &String| open.is_none_or(|open| !path.starts_with("body/") || open.contains(path));
    let leaves: Vec<Value> = leaves_of(&version.leaves)?
        .into_iter()
        .map(|leaf| match (&leaf.salt, pieces.get(&leaf.path)) {
            (Some(salt), Some(text)) if is_open(&leaf.path) => {
                json!({ "path": leaf.path, "digest": leaf.digest, "salt": salt, "text": text })
            }
            _ => json!({ "path": leaf.path, "digest": leaf.digest }),
        })
        .collect();
    Ok(json!({
        "number": version.number,
        "nature": version.nature,
        "at": version.at,
        "previous": version.previous,
        "link": version.link,
        "leaves": leaves,
    }))
}

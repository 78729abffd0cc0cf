//! Sharing on Mastodon: which instance a reader has, only the reader knows; one step asks, the next is a plain link.

use http::Uri;
use manuscript::ids::Thing;
use manuscript::language::Language;
use shelf::AtPath;
use typeset::context::OnMastodon;
use typeset::sharing::{STEP, Shared};
use typeset::{Card, sharing};

use crate::page::{Page, percent_encoded};
use crate::question::parameter;
use crate::{PageBroken, Site};

/// Longest name of a host (RFC 1035).
const LONGEST: usize = 253;

impl Site {
    /// The step for an article; nothing if the address asks about none.
    pub(crate) async fn on_mastodon(&self, uri: &Uri) -> Result<Option<Page>, PageBroken> {
        let shelf = self.shelf.now();
        let Some(path) = parameter(uri, "article") else { return Ok(None) };
        let Some(AtPath::Thing(at)) = shelf.at_path(&path).await? else {
            return Ok(None);
        };
        if at.thing != Thing::Article {
            return Ok(None);
        }
        let Some(article) = shelf.article(at.id).await? else {
            return Ok(None);
        };
        let furnishing = self.furnishings.on(&shelf).await?;
        let card: Card = serde_json::from_str(&article.card)?;
        let language = Language::try_from(card.language.clone()).unwrap_or_else(|_| furnishing.language.clone());
        let voice = furnishing.voice_around(&language);
        let path = percent_encoded(&article.path);
        let shared = Shared {
            base: self.base(&furnishing),
            path: &path,
            headline: &card.full_headline,
        };
        let asked = parameter(uri, "instance").unwrap_or_default();
        let instance = host_in(&asked);
        let context = OnMastodon {
            furniture: furnishing.furniture(STEP),
            head: furnishing.unlisted(&[&voice.say("on-mastodon")]),
            headline: card.full_headline.clone(),
            language: voice.unless_spoken(&card.language),
            speaks: voice.speaks.clone(),
            article: article.path.clone(),
            path: path.clone(),
            is_wrong: instance.is_none() && !asked.is_empty(),
            step: STEP,
            onward: instance.as_ref().map(|instance| sharing::on_mastodon(instance, &shared)),
            asked: instance.unwrap_or(asked),
        };
        let body = furnishing.templates.fill("mastodon.html", &context)?;
        Ok(Some(Page::new("text/html; charset=utf-8", body, Vec::new())))
    }
}

/// The instance in what somebody wrote: `piaille.fr`, `https://piaille.fr/`, `@me@piaille.fr`.
fn host_in(asked: &str) -> Option<String> {
    let asked = asked.trim().trim_end_matches('/');
    let asked = asked.strip_prefix("https://").unwrap_or(asked);
    let host = asked.rsplit('@').next().unwrap_or_default().to_lowercase();
    let is_label = |label: &str| {
        let is_plain = label.chars().all(|c| c.is_alphanumeric() || c == '-');
        !label.is_empty() && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_host = host.len() <= LONGEST && host.contains('.') && host.split('.').all(is_label);
    is_host.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::host_in;

    #[test]
    fn an_instance_is_found_in_what_people_write_and_nothing_else_is_one() {
        for written in ["piaille.fr", " https://piaille.fr/ ", "@jeanne@piaille.fr", "Piaille.FR"] {
            assert_eq!(host_in(written).as_deref(), Some("piaille.fr"), "{written}");
        }
        for wrong in [
            "",
            "piaille",
            "a/b.fr",
            "a.fr?x=1",
            "a.fr:443",
            "-a.fr",
            "a..fr",
            "<script>.fr",
            "javascript:a.fr",
        ] {
            assert_eq!(host_in(wrong), None, "{wrong}");
        }
    }
}

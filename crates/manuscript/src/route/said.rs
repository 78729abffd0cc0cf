//! What stands at a route, as a refusal says it.

use super::{Overview, Route};
use crate::refusal::Phrase;

impl Route<'_> {
    /// As it stands behind “is” and « est ».
    pub fn said(&self) -> Phrase {
        let (fr, en) = match self {
            Self::Front => ("la une", "the front"),
            Self::Asset(_) => ("un fichier du site", "a file of the site"),
            Self::Media(_) => ("un média du journal", "a file of the paper"),
            Self::OnMastodon => ("une page de partage", "a page for sharing"),
            Self::Robots => ("ce que lisent les robots", "what robots read"),
            Self::Sitemap | Self::SitemapOfLists | Self::SitemapOfArticles(_) => ("un plan du site", "a sitemap"),
            Self::Feed(_) | Self::CorrectionsFeed => ("un flux", "a feed"),
            Self::Corrections => ("la page des corrections", "the page of corrections"),
            Self::Suspensions => ("la page des commentaires suspendus", "the page of suspended comments"),
            Self::History(_) => ("l’historique d’un article", "the history of an article"),
            Self::Chain(_) => ("la chaîne d’un article", "the chain of an article"),
            Self::Day(_) => ("la page d’un jour", "the page of a day"),
            Self::Latest => ("le fil", "the list of the latest articles"),
            Self::Archive => ("la page des archives", "the archive"),
            Self::Overview(Overview::People) => ("la liste des auteurs", "the list of people"),
            Self::Overview(Overview::Dossiers) => ("la liste des dossiers", "the list of dossiers"),
            Self::Overview(Overview::Series) => ("la liste des rendez-vous", "the list of series"),
            Self::Overview(Overview::Topics) => ("la liste des thèmes", "the list of topics"),
            Self::Format(_) => ("la page d’un format", "the page of a format"),
            Self::SlashBehind(_) => ("une adresse à barre finale", "an address with a slash behind it"),
            Self::Reserved(reserved) => return reserved.keeper.said(),
        };
        Phrase { fr, en }
    }
}

//! The whole list of reserved first words, as decision 43 has it.
//!
//! Words are written here in small letters without accents; they are reserved in whatever letters somebody writes them.

use super::keeper::Keeper;
use super::rooms::Room;

/// What the site has answered, or refused to give away, since its first release: no paper has any of these.
pub(super) const OF_THE_SITE: [(&str, Keeper); 9] = [
    ("media", Keeper::Media),
    ("assets", Keeper::Assets),
    ("share", Keeper::Sharing),
    ("feed.xml", Keeper::Feeds),
    ("sitemap.xml", Keeper::Sitemaps),
    ("sitemaps", Keeper::Sitemaps),
    ("robots.txt", Keeper::WellKnown),
    ("favicon.ico", Keeper::WellKnown),
    (".well-known", Keeper::WellKnown),
];

/// All others, beside the words of the rooms themselves. Papers that were there before may have some of them.
pub(super) const WORDS: [(Keeper, &str); 10] = [
    (
        Keeper::Room(Room::Newsroom),
        "admin administration back-office backoffice dashboard tableau-de-bord",
    ),
    (
        Keeper::Room(Room::Account),
        "connexion deconnexion inscription mot-de-passe s-inscrire se-connecter log-in log-out login logout \
         password register sign-in sign-out sign-up signin signout signup",
    ),
    (Keeper::Room(Room::Comments), "commentaire moderation signalement signaler comment"),
    (
        Keeper::Room(Room::Newsletters),
        "desabonnement desinscription infolettre lettre-d-information se-desabonner unsubscribe",
    ),
    (Keeper::Room(Room::Previews), "brouillon brouillons draft drafts"),
    (
        Keeper::Feeds,
        "atom atom.xml backend backend.php backend.php3 feed feed.atom feed.json feed.php feed.rss feeds \
         flux-rss flux.xml index.rdf index.xml rdf rss rss.php rss.xml rss2",
    ),
    (
        Keeper::Sitemaps,
        "news-sitemap.xml sitemap sitemap-index.xml sitemap-news.xml sitemap.txt sitemap.xml.gz sitemap.xsl \
         sitemap_index.xml",
    ),
    (
        Keeper::WellKnown,
        "ads.txt ai.txt app-ads.txt apple-app-site-association bingsiteauth.xml browserconfig.xml carbon.txt \
         clientaccesspolicy.xml crossdomain.xml firebase-messaging-sw.js humans.txt keybase.txt llms-full.txt \
         llms.txt manifest.json manifest.webmanifest offline.html onesignalsdkworker.js opensearch.xml \
         osd.xml security.txt sellers.json service-worker.js serviceworker.js site.webmanifest sw.js \
         trust.txt",
    ),
    (
        Keeper::Programs,
        "activitypub actor acts api graphql healthz hub inbox livez metrics nodeinfo oauth oembed outbox \
         readyz webhook webhooks websub ws",
    ),
    (
        Keeper::OtherSystems,
        "administrator cgi-bin ecrire ghost phpmyadmin spip spip.php trackback typo3 wp-admin wp-content \
         wp-includes wp-json xmlrpc xmlrpc.php",
    ),
];

/// How the names of files begin of which only the beginning is fixed: `favicon-32x32.png`, `wp-login.php`, `.env`. A point
/// stands in each of them: a text about favicons is none.
pub(super) const BEGINNINGS: [(&str, Keeper); 6] = [
    (".", Keeper::WellKnown),
    ("favicon", Keeper::WellKnown),
    ("apple-touch-icon", Keeper::WellKnown),
    ("android-chrome-", Keeper::WellKnown),
    ("mstile-", Keeper::WellKnown),
    ("wp-", Keeper::OtherSystems),
];

//! `robots.txt`: everything public may be read; the sitemap is named.

use manuscript::route::Route;

use crate::Site;
use crate::furnishing::{Furnishing, tags_at};
use crate::page::Page;

impl Site {
    pub(crate) fn robots(&self, furnishing: &Furnishing) -> Page {
        let text = format!(
            "User-agent: *\nAllow: /\n\nSitemap: {}{}\n",
            self.base(furnishing),
            furnishing.address(Route::Sitemap)
        );
        Page::new("text/plain; charset=utf-8", text, tags_at(&furnishing.address(Route::Robots)))
    }
}

//! Files that readers ask for and that this node has no copy of: the site asks, the press brings them from the store.

use std::sync::Arc;

use manuscript::commitment::unhex;
use press::bringing::{Bringer, Brought, Wanted};
use site::bringing::{AllIsHere, Bringing, BringsMedia};
use store::media::MediaFolders;

/// Who brings files: nobody where all of them are in a folder of this node.
pub(super) fn from_store(media: &MediaFolders) -> Arc<dyn BringsMedia> {
    match media.received.originals() {
        Some(_) => Arc::new(FromStore(Bringer::of(media.clone()))),
        None => Arc::new(AllIsHere),
    }
}

#[derive(Debug)]
struct FromStore(Arc<Bringer>);

impl BringsMedia for FromStore {
    fn bring<'a>(&'a self, asked: site::bringing::Wanted<'a>) -> Bringing<'a> {
        Box::pin(async move {
            let public = asked.used.public.as_deref().and_then(unhex::<32>);
            let (Some(received), Some(public)) = (unhex::<32>(asked.received), public) else {
                return site::bringing::Brought::Nowhere;
            };
            let wanted = Wanted {
                received,
                public,
                media_type: asked.used.media_type.clone(),
            };
            match self.0.bring(wanted).await {
                Brought::Here => site::bringing::Brought::Here,
                Brought::Coming | Brought::Away => site::bringing::Brought::NotNow,
                Brought::Lost => site::bringing::Brought::Nowhere,
            }
        })
    }
}

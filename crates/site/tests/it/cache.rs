//! The cache: never older than a purge, made once, never empty-handed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use http::StatusCode;
use manuscript::Tag;
use site::PageBroken;
use site::cache::Cache;
use site::negotiation::Encoding;
use site::page::Page;
use tokio::sync::Notify;

fn page(text: &str, tags: &[Tag]) -> Page {
    Page::new("text/html; charset=utf-8", text.to_owned(), tags.to_vec())
}

fn tag(path: &str) -> Tag {
    Tag::Address(path.into())
}

fn text(page: &Page) -> String {
    String::from_utf8_lossy(&page.rendition(Encoding::Plain).body).into_owned()
}

/// What the page shows, as a reader would read it from the shelf.
#[derive(Default)]
struct Shelf(AtomicUsize);

impl Shelf {
    fn now(&self) -> String {
        format!("state {}", self.0.load(Ordering::SeqCst))
    }

    fn change(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_paused_render_never_caches_a_stale_page() {
    let (cache, shelf) = (Arc::new(Cache::holding(1 << 20)), Arc::new(Shelf::default()));
    let (has_read, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let rendering = tokio::spawn({
        let (cache, shelf, has_read, go_on) = (Arc::clone(&cache), Arc::clone(&shelf), Arc::clone(&has_read), Arc::clone(&go_on));
        async move {
            let first = AtomicUsize::new(0);
            cache
                .page("/a", || async {
                    let read = shelf.now();
                    if first.fetch_add(1, Ordering::SeqCst) == 0 {
                        has_read.notify_one();
                        go_on.notified().await;
                    }
                    Ok(page(&read, &[tag("/a")]))
                })
                .await
                .map(|page| text(&page))
        }
    });
    has_read.notified().await;
    shelf.change();
    cache.purge(&[tag("/a")]);
    go_on.notify_one();
    assert_eq!(
        rendering.await.unwrap().unwrap(),
        "state 1",
        "it is made again, even for the one who asked before the purge"
    );
    assert_eq!(text(&cache.fresh("/a").unwrap()), "state 1");
}

#[tokio::test]
async fn a_page_that_is_purged_whenever_it_is_made_is_answered_and_not_kept() {
    let cache = Cache::holding(1 << 20);
    let made = AtomicUsize::new(0);
    let answer = cache
        .page("/a", || async {
            made.fetch_add(1, Ordering::SeqCst);
            cache.purge(&[tag("/a")]);
            Ok(page("always late", &[tag("/a")]))
        })
        .await;
    assert_eq!(text(&answer.unwrap()), "always late");
    assert_eq!(made.load(Ordering::SeqCst), 3);
    assert!(cache.fresh("/a").is_none());
}

#[tokio::test]
async fn a_purge_is_exact() {
    let cache = Cache::holding(1 << 20);
    for path in ["/a", "/b"] {
        cache
            .page(path, || async { Ok(page(path, &[tag(path), Tag::Paper])) })
            .await
            .unwrap();
    }
    cache.purge(&[tag("/a")]);
    assert!(cache.fresh("/a").is_none() && cache.fresh("/b").is_some());
    cache.purge(&[tag("/c")]);
    assert!(cache.fresh("/b").is_some(), "what it does not show does not touch it");
    cache.purge(&[Tag::Paper]);
    assert!(cache.fresh("/b").is_none());
    cache.page("/b", || async { Ok(page("/b", &[tag("/b")])) }).await.unwrap();
    cache.purge_all();
    assert!(cache.fresh("/b").is_none());
}

#[tokio::test]
async fn many_purges_are_folded_and_none_is_forgotten() {
    let cache = Cache::holding(1 << 20);
    cache.page("/a", || async { Ok(page("a", &[tag("/a")])) }).await.unwrap();
    cache.purge(&[tag("/a")]);
    let others: Vec<Tag> = (0..60_000).map(|number| tag(&format!("/{number}"))).collect();
    others.chunks(1_000).for_each(|some| cache.purge(some));
    assert!(cache.fresh("/a").is_none());
}

#[tokio::test]
async fn concurrent_misses_make_the_page_once() {
    let (cache, made) = (Arc::new(Cache::holding(1 << 20)), Arc::new(AtomicUsize::new(0)));
    let readers = (0..50).map(|_| {
        let (cache, made) = (Arc::clone(&cache), Arc::clone(&made));
        tokio::spawn(async move {
            let make = || async {
                made.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok(page("one", &[tag("/a")]))
            };
            text(&cache.page("/a", make).await.unwrap())
        })
    });
    for reader in readers.collect::<Vec<_>>() {
        assert_eq!(reader.await.unwrap(), "one");
    }
    assert_eq!(made.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_purge_never_leaves_nothing_to_serve() {
    let cache = Cache::holding(1 << 20);
    cache.page("/a", || async { Ok(page("older", &[tag("/a")])) }).await.unwrap();
    cache.purge(&[tag("/a")]);
    let answer = cache.page("/a", || async { Err(PageBroken::NotReady) }).await;
    assert_eq!(text(&answer.unwrap()), "older");
    assert!(matches!(
        cache.page("/b", || async { Err(PageBroken::NotReady) }).await,
        Err(PageBroken::NotReady)
    ));
}

#[tokio::test]
async fn one_who_hangs_up_leaves_the_place_to_the_next() {
    let cache = Arc::new(Cache::holding(1 << 20));
    let stuck = tokio::spawn({
        let cache = Arc::clone(&cache);
        async move { cache.page("/a", || async { std::future::pending().await }).await.map(|_| ()) }
    });
    tokio::task::yield_now().await;
    stuck.abort();
    assert!(stuck.await.is_err());
    assert_eq!(
        text(&cache.page("/a", || async { Ok(page("next", &[tag("/a")])) }).await.unwrap()),
        "next"
    );
}

#[tokio::test]
async fn refusals_share_a_small_room_and_push_no_page_out() {
    let cache = Cache::holding(1 << 20);
    cache.page("/a", || async { Ok(page("kept", &[tag("/a")])) }).await.unwrap();
    for number in 0..20_000 {
        let path = format!("/nothing/{number}");
        let refuse =
            || async { Ok(Page::new("text/html; charset=utf-8", "x".repeat(1_000), vec![tag(&path)]).answering(StatusCode::NOT_FOUND)) };
        cache.page(&path, refuse).await.unwrap();
    }
    assert!(cache.fresh("/a").is_some());
    let kept = (0..20_000)
        .filter(|number| cache.fresh(&format!("/nothing/{number}")).is_some())
        .count();
    assert!((1..2_000).contains(&kept), "{kept} refusals are kept");
}

#[tokio::test]
async fn a_refusal_becomes_a_page_when_its_address_is_taken() {
    let cache = Cache::holding(1 << 20);
    let refuse = || async { Ok(Page::new("text/html; charset=utf-8", "nothing", vec![tag("/a")]).answering(StatusCode::NOT_FOUND)) };
    cache.page("/a", refuse).await.unwrap();
    cache.purge(&[tag("/a")]);
    cache.page("/a", || async { Ok(page("something", &[tag("/a")])) }).await.unwrap();
    assert_eq!(text(&cache.fresh("/a").unwrap()), "something");
}

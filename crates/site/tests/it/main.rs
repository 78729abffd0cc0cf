//! The cache of pages, the small rendition of HTTP, and in whose words pages speak.

mod cache;
#[cfg(test)]
mod paper;
mod small_print;
mod voices;

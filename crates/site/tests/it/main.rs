//! The cache of pages and the small print of HTTP.

mod cache;
mod small_print;

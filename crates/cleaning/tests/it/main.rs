//! What may be public of a file, told as stories. Every file is built here, with a secret wherever one may stand.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on says where")]

mod any_bytes;
mod builders;
mod bytes;
mod colour;
mod fragments;
mod gif;
mod jpeg;
mod mp3;
mod mp4;
mod mp4_builder;
mod mp4_entries;
mod mp4_refusals;
mod nal;
mod ogg;
mod pdf;
mod png;
mod properties;
mod renditions;
mod rights;
mod vtt;
mod webm;
mod webp;
mod where_it_lies;

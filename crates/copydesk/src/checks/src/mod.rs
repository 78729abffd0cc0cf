//! SRC: sources.

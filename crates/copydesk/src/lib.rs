//! Reads copy the way a compiler reads source: findings with places, reasons and mends.
//! Never in it: clock, database, network, files, threads, HTML.

pub mod quantity;

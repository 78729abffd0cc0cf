//! Taking in what people hand over: files that a text uses, folders of manuscripts.
//!
//! Never in it: printing, questions at a terminal, the environment, a clock of its own, SQL. What is told goes out as values.

pub mod belonging;
mod bringing;
pub mod counts;
mod crossing;
mod examining;
mod folder;
pub mod importing;
mod known;
pub mod listening;
mod made;
pub mod media;
mod media_refused;
mod media_type;
pub mod originals;
mod own_time;
pub mod preparing;
mod reading;
pub mod refused;
mod settings;
mod settings_words;
pub mod sources;
mod turns;

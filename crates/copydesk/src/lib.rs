//! Reads copy the way a compiler reads source: findings with places, reasons and mends.
//! Never in it: clock, database, network, files, threads, HTML.

mod attribution;
pub mod checks;
mod desk;
mod facts;
mod finding;
mod house;
pub mod learning;
pub mod lexicon;
pub mod mending;
mod passage;
pub mod phrases;
pub mod quantity;
mod quotation;
mod sentences;
pub mod showing;
mod spot;
pub mod tokens;
pub mod utf16;
mod words;

pub use attribution::Speaker;
pub use desk::{Context, Desk, Reading, Source, read};
pub use facts::{Attribution, Line};
pub use finding::{Applicability, Code, Dismissal, Edit, Finding, Mend, Related, Said, Severity, Span};
pub use house::{House, HouseRefused, Space, Spacing};
pub use passage::{Marked, Passage, Role, Tongue, passages};
pub use quotation::{Manner, Quotation};
pub use spot::{Part, Spot};
pub use words::Word;

//! Reads copy the way a compiler reads source: findings with places, reasons and fixes.
//! Never in it: clock, database, network, files, threads, HTML.

mod attribution;
mod check;
pub mod checks;
mod copy_editor;
mod facts;
mod finding;
pub mod fixes;
pub mod folding;
mod house;
mod house_file;
pub mod learning;
pub mod lexicon;
mod line;
mod passage;
mod phrases;
pub mod quantity;
mod quotation;
mod reading;
mod sentences;
pub mod showing;
pub mod tokens;
pub mod utf16;
mod words;

pub use check::{Check, Reads};
pub use copy_editor::{CopyEditor, read};
pub use finding::{Applicability, Code, Dismissal, Edit, Finding, Fix, Related, Severity, Span};
pub use house::{House, Space, Spacing};
pub use house_file::{HouseFault, HouseRefused};
pub use line::{Attribution, Line, Speaker};
pub use manuscript::{Part, Said, Spot};
pub use passage::{Marked, Passage, Role, Tongue, passages};
pub use quotation::{Manner, Quotation};
pub use reading::{Context, Reading, Source};
pub use words::Word;

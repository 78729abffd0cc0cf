//! The paper's words as types: articles, their copy, people, sections, the paper itself.
//!
//! Never in it: input or output, SQL, HTML, HTTP, a clock of its own, randomness of its own.

pub mod act;
pub mod address;
pub mod anchor;
pub mod body;
pub mod canonical;
pub mod clock;
pub mod colour;
pub mod commitment;
pub mod copy;
pub mod difference;
pub mod faint_colours;
pub mod figure;
pub mod headline;
pub mod ids;
pub mod language;
pub mod located;
pub mod markdown;
pub mod markup;
pub mod mending;
pub mod paper;
pub mod picture;
pub mod placement;
pub mod plain;
pub mod planned;
pub mod publishable;
pub mod reader_words;
pub mod record;
pub mod refusal;
pub mod reserved;
pub mod role;
pub mod route;
pub mod sentence;
pub mod settled;
pub mod spacing;
pub mod spot;
pub mod state;
pub mod tag;
pub mod text;
pub mod unfit;
pub mod upgrade;
pub mod walk;
pub mod withheld;
pub mod words;

pub use act::{Act, By};
pub use body::{Block, Body};
pub use clock::{Clock, Ids, Instant};
pub use copy::Copy;
pub use placement::Placement;
pub use sentence::{Locale, Said};
pub use spot::{Part, Spot};
pub use tag::Tag;
pub use text::{Inline, Mark, Text};
pub use uuid::Uuid;
pub use words::{Access, Kind, Nature, View};

//! The body of an article: its blocks, and the one list of what each of them holds.

mod blocks;
mod parts;

pub use blocks::{
    Block, Cell, CellForm, Chapter, Code, Column, Correction, Document, Embed, Entry, Footnote, Heading, Image, Letters, List, ListItem,
    Never, Node, Plain, PullQuote, Quotation, ReadAlso, Recording, Row, Scope, Table, Task, Titled, clock,
};
pub use parts::{Around, Held, HeldMut, Words, WordsMut, each_block, each_block_mut, each_running_text_mut, held_by, held_by_mut};

/// The schema that this code writes. Older ones are read through pure upgrades.
pub const SCHEMA: u32 = 2;

/// The blocks of an article, in order.
pub type Body = Vec<Block>;

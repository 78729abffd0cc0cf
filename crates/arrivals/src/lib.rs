//! Arrivals: what others wrote, in HTML and in the codes of their systems, as elements that the paper has blocks and marks for.
//!
//! HTML is read as browsers read it: cut into tags by the tokenizer of the standard, nested by its tree builder. What goes into
//! the tree builder are bare tags with numbers, what comes out is looked up by these: no attribute, no script, no style of
//! others is carried on.
//!
//! Never in it: I/O, SQL, blocks with ids.

mod codes;
mod elements;
mod letters;
mod marked;
mod tags;
mod tree;
mod words;

use manuscript::markup::{Element, Markup, Part, Understood};

/// The reader of all that arrives.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals;

impl Markup for Arrivals {
    fn read(&self, parts: &[Part<'_>]) -> Understood {
        let marked = marked::Marked::of(parts);
        Understood {
            trees: tree::of(&marked),
            told: marked.told,
        }
    }

    fn code(&self, code: &str) -> Option<Element> {
        codes::meaning(code)
    }

    fn opens_code(&self, line: &str) -> Option<(String, &'static [&'static str])> {
        codes::opens_code(line)
    }

    fn leaves_open(&self, markup: &str) -> isize {
        tags::tags(markup).map(|tag| elements::opens(&tag)).sum()
    }
}

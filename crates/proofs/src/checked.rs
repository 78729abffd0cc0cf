//! A piece, and what was found in it.

use copydesk::Finding;

use crate::piece::Piece;

/// A piece, and what was found in it.
pub struct Checked {
    pub piece: Piece,
    pub findings: Vec<Finding>,
    /// How many fixes were made.
    pub mended: usize,
}

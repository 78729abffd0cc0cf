//! What a check is: its code, its weight, and what it asks for.

use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::reading::Reading;

/// A check: one file, one proof sheet, one page of the manual.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    pub code: Code,
    pub title_fr: &'static str,
    pub title_en: &'static str,
    /// What it weighs where the house says nothing. New checks advise, they never block.
    pub severity: Severity,
    /// How much it would hurt to print it, from 0 to 100: the marks that are shown first.
    pub harm: u8,
    pub reads: Reads,
}

/// What a check asks for.
#[derive(Clone, Copy, Debug)]
pub enum Reads {
    /// One passage: what it finds is kept until the passage changes.
    Passage(fn(&Line, &House) -> Vec<Finding>),
    /// The whole copy, what was published before, the sources.
    Whole(fn(&Reading<'_>) -> Vec<Finding>),
}

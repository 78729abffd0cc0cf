//! How a scalar of YAML may be written.

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// Plain, between brackets or braces.
    PlainInFlow,
    Single,
    Double,
    /// Folded or literal.
    Block,
}

//! HSE: what the paper's own house file says.

pub(crate) mod name;
pub(crate) mod phrase;

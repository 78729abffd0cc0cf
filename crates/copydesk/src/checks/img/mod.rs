//! IMG: pictures.

pub(crate) mod alt_is_caption;
pub(crate) mod alt_missing;
pub(crate) mod alt_says_nothing;
pub(crate) mod caption_missing;
pub(crate) mod credit_form;
pub(crate) mod credit_in_caption;
pub(crate) mod credit_missing;
pub(crate) mod old_picture;
mod shots;

//! Who says a quotation: reporting verbs, *selon*, inversion, and the run of quotations that goes on.

mod evidence;
mod reporting;
mod speakers;
mod verbs;
mod window;

pub(crate) use evidence::is_attributed;
pub(crate) use reporting::reporting;
pub(crate) use speakers::{named_beside, speaker_of};
pub(crate) use window::sentences_around;

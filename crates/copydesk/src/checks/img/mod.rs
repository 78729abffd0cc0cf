//! IMG: pictures.

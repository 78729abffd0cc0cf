//! ART: the article as a whole.

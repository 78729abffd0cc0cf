//! The checks, in the order of their codes: this list is the policy of the desk. `docs/checks/codes.md` has every code for life.

pub(crate) mod art;
pub(crate) mod fig;
pub(crate) mod hse;
pub(crate) mod img;
pub(crate) mod quo;
pub(crate) mod rep;
pub(crate) mod spe;
pub(crate) mod src;
pub(crate) mod typ;

pub use crate::check::{Check, Reads};

static ALL: &[Check] = &[
    typ::high_signs::CHECK,
    typ::colon::CHECK,
    typ::guillemets::CHECK,
    typ::straight_quotes::CHECK,
    typ::pairs::CHECK,
    typ::apostrophes::CHECK,
    typ::ellipsis::CHECK,
    typ::dashes::CHECK,
    typ::ligatures::CHECK,
    typ::thousands::CHECK,
    typ::decimals::CHECK,
    typ::units::CHECK,
    typ::percent::CHECK,
    typ::currency::CHECK,
    typ::ordinals::CHECK,
    typ::centuries::CHECK,
    typ::civilities::CHECK,
    typ::numero::CHECK,
    typ::hours::CHECK,
    typ::dates::CHECK,
    typ::telephones::CHECK,
    typ::capital_accents::CHECK,
    typ::capitals_of_peoples::CHECK,
    typ::spaces::CHECK,
    typ::invisible::CHECK,
    typ::scientific::CHECK,
    typ::copyright::CHECK,
    typ::digits_in_prose::CHECK,
    typ::acronyms::CHECK,
    typ::median_dot::CHECK,
    spe::unknown_word::CHECK,
    fig::contradiction::CHECK,
    fig::bound_dropped::CHECK,
    fig::bound_reversed::CHECK,
    fig::nowhere::CHECK,
    fig::part_over_whole::CHECK,
    fig::sum::CHECK,
    fig::drift::CHECK,
    fig::percentage::CHECK,
    fig::unsourced::CHECK,
    fig::changed::CHECK,
    fig::proposal::CHECK,
    quo::unattributed::CHECK,
    quo::headline_quotation::CHECK,
    quo::two_names::CHECK,
    quo::changed::CHECK,
    quo::against_source::CHECK,
    quo::reattributed::CHECK,
    quo::unclosed::CHECK,
    rep::doubled_word::CHECK,
    rep::passage_twice::CHECK,
    rep::quotation_twice::CHECK,
    rep::standfirst_again::CHECK,
    img::alt_is_caption::CHECK,
    img::alt_missing::CHECK,
    img::alt_says_nothing::CHECK,
    img::credit_missing::CHECK,
    img::credit_form::CHECK,
    img::credit_in_caption::CHECK,
    img::caption_missing::CHECK,
    img::old_picture::CHECK,
    art::byline::CHECK,
    art::dateline::CHECK,
    art::description::CHECK,
    art::headline_length::CHECK,
    src::copied_share::CHECK,
    src::copied_whole::CHECK,
    src::pickup::CHECK,
    hse::phrase::CHECK,
    hse::name::CHECK,
];

/// Every check.
pub fn all() -> &'static [Check] {
    ALL
}

/// The check with a code.
pub fn named(code: &str) -> Option<&'static Check> {
    ALL.iter().find(|check| check.code == code)
}

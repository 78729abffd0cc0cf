//! Amounts that are no figures: ages, years, labels, names, addresses, set phrases, "les deux".

use super::amounts::{Amount, Spread};
use super::classes::{Class, class_of};
use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::nouns::singular;
use super::number::{Form, Part, Shape};
use super::sequel::Sequel;
use super::spoken::part;
use super::stretches;
use super::units::Measure;
use super::vocabulary::List;

/// An amount and what was found around it.
pub(super) struct Candidate<'a> {
    pub(super) galley: &'a Galley<'a>,
    pub(super) amount: &'a Amount,
    pub(super) sequel: &'a Sequel,
    /// The token the bound starts at, or the amount where there is none.
    pub(super) start: usize,
}

impl Candidate<'_> {
    /// Not a figure at all.
    pub(super) fn is_none(&self) -> bool {
        self.is_label()
            || self.is_in_a_name()
            || self.is_year()
            || self.is_day()
            || self.is_tied()
            || self.is_age()
            || self.is_clock()
            || self.is_both()
            || self.is_set_phrase()
            || self.is_address()
            || self.is_score()
    }

    fn before(&self, back: usize) -> &str {
        self.galley.word(self.start.wrapping_sub(back))
    }

    fn next(&self, ahead: usize) -> &str {
        self.galley.word(self.amount.tokens.end + ahead)
    }

    fn is_bounded(&self) -> bool {
        self.start < self.amount.tokens.start
    }

    fn measures(&self, measure: Measure) -> bool {
        self.sequel.unit.is_some_and(|unit| unit.measure == measure)
    }

    /// Counts something from the lists, or measures something: sure enough to overrule what stands before.
    fn is_sure(&self) -> bool {
        let listed = self.sequel.counted.as_ref().is_some_and(|counted| counted.class != Class::Other);
        self.sequel.unit.is_some() || listed
    }

    /// `article 5`, `articles 3 et 4`, `numéro un`, `chapitre 3`.
    fn is_label(&self) -> bool {
        let label = self.start.wrapping_sub(1);
        let dotted =
            self.galley.mark(label) == Some('.') && self.galley.is_on(List::Label, label.wrapping_sub(1)) && self.before(2).len() <= 3;
        let ahead = self.galley.is_on(List::Label, label) && self.amount.spread != Spread::Vague;
        ahead && !self.sequel.unit.is_some_and(|unit| unit.measure != Measure::Length) || dotted && !self.is_sure()
    }

    /// `France 24`, `Falcon 9`, `Boeing 737`, `HD 188753`.
    fn is_in_a_name(&self) -> bool {
        let name = self.start.wrapping_sub(1);
        let digits = matches!(self.amount.shape, Shape::Digits) && !self.is_bounded();
        let named = self.galley.is_capital(name) && !self.galley.is_on(List::Stop, name) && part(self.galley, name).is_none();
        let opens = !self.galley.is_word(name.wrapping_sub(1)) && self.galley.is_on(List::BeforeNoun, name);
        digits && named && !opens && !self.is_sure() && self.galley.word(name).len() > 1 && !self.galley.word(name).ends_with('\'')
    }

    fn is_year(&self) -> bool {
        let Some(value) = self.amount.small_digits() else {
            return false;
        };
        let first = self.amount.tokens.start;
        let yearlike = (1000..=2100).contains(&value) && stretches::is_year(self.galley, self.amount.tokens.end - 1);
        let years = self.amount.spread != Spread::One && stretches::is_year(self.galley, first) && yearlike;
        let announced = self.galley.is_on(List::BeforeYear, first.wrapping_sub(1)) || self.galley.is_on(List::Month, first.wrapping_sub(1));
        let counts = if announced {
            self.is_sure()
        } else {
            self.sequel.counted.is_some() || self.is_sure()
        };
        yearlike && !counts && !self.is_bounded() || years && !self.is_sure()
    }

    /// `le trois mai`, `le 12` without anything counted.
    fn is_day(&self) -> bool {
        let month = self.galley.is_on(List::Month, self.amount.tokens.end);
        month && (self.galley.tongue == Tongue::French || self.galley.is_capital(self.amount.tokens.end))
    }

    /// `deux-pièces`, `trois-mâts`, `29-storey`, `G-20`.
    fn is_tied(&self) -> bool {
        let end = self.amount.tokens.end;
        let hyphens = ['-', '\u{2011}'];
        let after =
            self.galley.joins(end, &hyphens) && self.galley.is_word(end + 1) && self.sequel.unit.is_none_or(|_| self.sequel.end <= end + 1);
        let start = self.amount.tokens.start;
        let before = self.galley.joins(start.wrapping_sub(1), &hyphens) && self.galley.is_word(start.wrapping_sub(2));
        after || before
    }

    /// `un homme de 45 ans`, `Marie Durand, 45 ans,`, `âgé de 45 ans`, `les moins de 25 ans`, `elle a 45 ans`.
    fn is_age(&self) -> bool {
        if self.galley.tongue == Tongue::English {
            return self.is_english_age();
        }
        let years = self.measures(Measure::Duration) && matches!(self.galley.word(self.sequel.end.wrapping_sub(1)), "ans" | "an" | "mois");
        if self.amount.tokens.end >= self.sequel.end {
            return self.is_age_of();
        }
        let last = self.galley.start(self.start.wrapping_sub(1));
        let printed_a = self.galley.text[last..].starts_with('à');
        let sentenced = self.before(2).starts_with("condamn") || self.before(2).starts_with("ramene");
        let group = self.is_bounded() && matches!(self.before(1), "les" | "des" | "aux");
        let stands = years && !self.galley.is_of(self.sequel.end) && self.galley.word(self.sequel.end) != "ferme";
        let borne = matches!(self.before(1), "a" | "avait" | "aurait" | "ont" | "ait" | "avaient" | "eu") && !(printed_a && sentenced);
        self.is_age_of() || stands && (borne || group || self.is_apposition() || self.is_of_someone() || self.before(1) == "les")
    }

    fn is_age_of(&self) -> bool {
        (1..=3).any(|back| matches!(self.before(back), "age" | "agee" | "ages" | "agees" | "aged"))
            && (1..=3).all(|back| self.galley.mark(self.start.wrapping_sub(back)).is_none_or(|_| back > 1))
    }

    /// Between commas or brackets, behind a name.
    fn is_apposition(&self) -> bool {
        let opens = matches!(self.galley.mark(self.start.wrapping_sub(1)), Some(',' | '('));
        let closes = self.sequel.end >= self.galley.len() || self.galley.mark(self.sequel.end).is_some();
        opens && closes
    }

    /// `un homme armé de 45 ans`, `un Toulousain de 23 ans`.
    fn is_of_someone(&self) -> bool {
        let of = self.past_other_ages();
        if !matches!(self.galley.word(of), "de" | "d'") {
            return false;
        }
        (1..=3).any(|back| {
            let at = of.wrapping_sub(back);
            let named = back == 1 && self.galley.is_capital(at) && self.galley.word(at).len() > 3;
            let person = class_of(self.galley.tongue, &singular(self.galley.tongue, self.galley.word(at))) == Some(Class::People);
            person || named
        })
    }

    /// Back over the other ages of `de 18, 24 et 26 ans`.
    fn past_other_ages(&self) -> usize {
        let mut at = self.start.wrapping_sub(1);
        for _ in 0..8 {
            let other = self.galley.is_digits(at) || self.galley.mark(at) == Some(',') || matches!(self.galley.word(at), "et" | "ou");
            if !other {
                break;
            }
            at = at.wrapping_sub(1);
        }
        at
    }

    fn is_english_age(&self) -> bool {
        let bare = self.sequel.end == self.amount.tokens.end && self.amount.small_digits().is_some_and(|age| age < 120);
        let close = matches!(self.galley.mark(self.amount.tokens.end), Some(',' | ')'));
        let open =
            matches!(self.galley.mark(self.start.wrapping_sub(1)), Some(',' | '(')) && self.galley.is_capital(self.start.wrapping_sub(2));
        bare && open && close || self.is_age_of() || self.galley.word(self.sequel.end) == "old"
    }

    /// `vers dix-huit heures`, `à huit heures`, `quatre heures et demie du matin`.
    fn is_clock(&self) -> bool {
        let hours =
            matches!(self.next(0), "heure" | "heures") && self.amount.high <= Decimal::whole(24) && self.amount.shape == Shape::Words;
        let time_of_day = self
            .sequel
            .counted
            .as_ref()
            .is_some_and(|counted| matches!(counted.head.as_str(), "matin" | "soir" | "apres-midi"));
        let of_day = self.galley.word(self.sequel.end) == "du" && matches!(self.galley.word(self.sequel.end + 1), "matin" | "soir");
        let before = self.start.wrapping_sub(1);
        let told = matches!(self.galley.printed(before), "à" | "vers" | "dès") && !self.galley.is_of(self.amount.tokens.end + 1);
        hours && (time_of_day || of_day || told)
    }

    /// `les deux`, `tous deux`, `the two men`: known already; `tous les trois mois`: how often.
    fn is_both(&self) -> bool {
        let words = self.amount.shape == Shape::Words && self.amount.form == Form::Plain;
        let two = words && self.amount.high == Decimal::whole(2);
        let pointed = matches!(
            self.before(1),
            "les"
                | "ces"
                | "ses"
                | "leurs"
                | "nos"
                | "vos"
                | "mes"
                | "tous"
                | "toutes"
                | "des"
                | "aux"
                | "the"
                | "these"
                | "those"
                | "his"
                | "her"
                | "their"
                | "its"
                | "our"
                | "both"
                | "every"
        );
        let often = matches!((self.before(2), self.before(1)), ("tous" | "toutes", "les") | (_, "every"));
        let alike = matches!((self.before(1), self.next(0)), ("a", "a")) && words && self.sequel.counted.is_none();
        two && pointed || often || alike
    }

    /// `cent fois`, `mille excuses`, `trois fois plus`, `24 heures sur 24`, `quart de finale`.
    fn is_set_phrase(&self) -> bool {
        let times = matches!(self.next(0), "fois" | "times");
        let round = matches!(self.amount.shape, Shape::Words | Shape::Collective)
            && [100, 1000].iter().any(|round| self.amount.low == Decimal::whole(*round));
        let more = times && matches!(self.next(1), "plus" | "moins" | "superieur" | "superieure" | "more" | "less" | "as");
        let courtesy = round && matches!(self.next(0), "excuses" | "mercis" | "bravos" | "feuilles" | "et");
        let sport =
            matches!(self.next(0), "de" | "d'") && matches!(self.next(1), "finale" | "finales" | "tour") || matches!(self.next(0), "temps");
        let wheel = self.galley.word(self.sequel.end) == "sur" && matches!(self.galley.printed(self.sequel.end + 1), "24" | "7");
        let pages = self.amount.form == Form::Share && self.shares_nothing();
        let corners = self.next(0) == "coins" && self.amount.high == Decimal::whole(4);
        round && times || more || courtesy || corners || sport && self.amount.form == Form::Share || wheel || pages
    }

    /// A share needs a whole: "de", "of", a bound, or digits of its own.
    fn shares_nothing(&self) -> bool {
        let end = self.amount.tokens.end;
        let of_number = self.galley.is_of(end) && (self.galley.is_digits(end + 1) || part(self.galley, end + 1).is_some());
        let whole = self.sequel.counted.is_some() || self.sequel.end > end || of_number;
        let ranked = matches!(
            self.before(1),
            "first" | "second" | "latter" | "other" | "premiere" | "seconde" | "this"
        );
        let ratio =
            self.amount.tokens.len() >= 3 && !matches!(part(self.galley, self.amount.tokens.end - 1), Some(Part::Demi | Part::Fraction(_)));
        let alone =
            self.galley.tongue == Tongue::French && matches!(self.galley.word(self.amount.tokens.start), "demi" | "demie" | "demis");
        let untied = alone && self.sequel.unit.is_none_or(|unit| unit.measure == Measure::Share);
        ranked || untied || !whole && !self.is_bounded() && !ratio
    }

    /// `12, rue de la Paix`, `75019 Paris`, `10 Downing Street`.
    fn is_address(&self) -> bool {
        if self.amount.small_digits().is_none() {
            return false;
        }
        let end = self.amount.tokens.end;
        let street = if self.galley.mark(end) == Some(',') { end + 1 } else { end };
        let named =
            self.galley.is_capital(end) && (end + 1..end + 3).any(|at| self.galley.is_capital(at) && self.galley.is_on(List::Street, at));
        let french = self.galley.tongue == Tongue::French && self.galley.is_on(List::Street, street);
        let five = self.galley.printed(self.amount.tokens.start).len() == 5;
        let town = five && self.galley.is_capital(end) && !self.is_sure() && !is_nation(self.galley.word(end));
        !self.is_bounded() && (french || named || town)
    }

    /// `2-1`, `6-4` with nothing measured or known behind.
    fn is_score(&self) -> bool {
        let dashed = self.amount.spread == Spread::Dashed;
        let goals = matches!(
            self.galley.word(self.amount.tokens.end),
            "but" | "buts" | "goals" | "points" | "sets"
        );
        dashed && (self.sequel.unit.is_none() && self.sequel.counted.is_none() || goals)
    }
}

/// The plural of a people, as its ending tells.
fn is_nation(word: &str) -> bool {
    const ENDINGS: [&str; 9] = ["iens", "iennes", "eens", "ains", "aines", "aises", "oises", "ians", "ans"];
    ENDINGS.iter().any(|ending| word.ends_with(ending)) && word.len() > 6
}

//! The figures of a copy with the texts in which they stand, and which of them speak of the same thing.

use std::sync::Arc;

use crate::finding::Span;
use crate::line::Line;
use crate::passage::Role;
use crate::quantity::{Class, Measure, Quantity};
use crate::reading::Reading;

/// A figure and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub(super) line: &'a Line,
    pub(super) quantity: &'a Quantity,
}

/// What is known of two figures before their values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kin {
    /// They count the same thing.
    Same,
    /// They count people under two names.
    Drifting,
    Unrelated,
}

impl<'a> Placed<'a> {
    pub(super) fn span(&self) -> Span {
        Span::new(&self.line.passage.spot, self.quantity.span.clone())
    }

    pub(super) fn text(&self) -> &'a str {
        &self.line.passage.text[self.quantity.span.clone()]
    }

    pub(super) fn role(&self) -> Role {
        self.line.passage.role()
    }

    pub(super) fn class(&self) -> Option<Class> {
        self.quantity.counted.as_ref().map(|counted| counted.class)
    }

    pub(super) fn is_fate(&self) -> bool {
        self.class().is_some_and(Class::is_fate)
    }

    pub(super) fn is_money(&self) -> bool {
        matches!(self.quantity.unit.map(|unit| unit.measure), Some(Measure::Money(_)))
    }

    /// Least and most, in the base of the unit.
    pub(super) fn range(&self) -> (f64, f64) {
        let base = self.quantity.in_base();
        base.map_or((self.quantity.low.to_f64(), self.quantity.high.to_f64()), |(low, high)| {
            (low.to_f64(), high.to_f64())
        })
    }

    pub(super) fn has_value_of(&self, other: &Self) -> bool {
        self.range() == other.range()
    }

    /// What the two count.
    pub(super) fn kin(&self, other: &Self) -> Kin {
        let measure = |placed: &Self| placed.quantity.unit.map(|unit| unit.measure);
        match (measure(self), measure(other)) {
            (Some(left), Some(right)) if left == right => self.kin_of_measures(other),
            (None, None) => kin_of_counted(self, other).unwrap_or(Kin::Unrelated),
            _ => Kin::Unrelated,
        }
    }

    /// Money, shares and lengths are of the same thing only where both say of what.
    fn kin_of_measures(&self, other: &Self) -> Kin {
        match (&self.quantity.counted, &other.quantity.counted) {
            (Some(left), Some(right)) if left.head == right.head => Kin::Same,
            _ => Kin::Unrelated,
        }
    }
}

fn kin_of_counted(placed: &Placed<'_>, other: &Placed<'_>) -> Option<Kin> {
    let (left, right) = (placed.quantity.counted.as_ref()?, other.quantity.counted.as_ref()?);
    let same_class = left.class == right.class;
    let compatible =
        left.complement.is_empty() || right.complement.is_empty() || left.complement.iter().any(|word| right.complement.contains(word));
    Some(match (left.class, right.class) {
        // "eleven libraries open on Sundays" are not "nineteen libraries".
        (Class::Other, Class::Other)
            if left.head == right.head && (compatible && left.complement.is_empty() == right.complement.is_empty()) =>
        {
            Kin::Same
        }
        (Class::Jobs | Class::Votes | Class::Homes | Class::Money, _) if same_class && compatible => Kin::Same,
        (Class::People, Class::People) if are_one_sort(&left.head, &right.head) => {
            if compatible && (left.head == right.head || may_be_one_number(placed, other)) {
                Kin::Same
            } else {
                Kin::Unrelated
            }
        }
        (Class::People, Class::People) => drift(placed.is_people_by_name(), other.is_people_by_name()),
        (Class::Other, Class::Other) if placed.is_people_by_name() != other.is_people_by_name() => Kin::Drifting,
        // "57 Savoyards": whose people they are is on no list.
        (Class::People, Class::Other) if other.is_people_by_name() => drift(placed.is_people_by_name(), true),
        (Class::Other, Class::People) if placed.is_people_by_name() => drift(true, other.is_people_by_name()),
        (left, right) if left.is_fate() && right.is_fate() => match same_class {
            true if compatible => Kin::Same,
            true => Kin::Unrelated,
            false if left == Class::Victims || right == Class::Victims => Kin::Unrelated,
            false => Kin::Drifting,
        },
        _ => Kin::Unrelated,
    })
}

/// "68 policiers" are not the "deux personnes" that are still looked for.
fn may_be_one_number(left: &Placed<'_>, right: &Placed<'_>) -> bool {
    const TIMES: f64 = 8.0;
    let (left, right) = (left.range().0.max(1.0), right.range().0.max(1.0));
    left.max(right) <= left.min(right) * TIMES
}

/// *civils* and *Arméniens*: a sort of people and a people.
const fn drift(left: bool, right: bool) -> Kin {
    if left == right { Kin::Unrelated } else { Kin::Drifting }
}

impl Placed<'_> {
    /// A people, a town's people: in French their name begins with a capital.
    fn is_people_by_name(&self) -> bool {
        let counted = self.quantity.counted.as_ref();
        counted.is_some_and(|counted| self.line.text()[counted.span.clone()].starts_with(char::is_uppercase))
    }
}

/// Sorts of people that are said one for the other; the first group goes for all.
const SORTS: [&str; 14] = [
    "personne gens individu people person habitant membre",
    "salarie salariee employe employee travailleur travailleuse ouvrier ouvriere agent worker employee staff",
    "soldat militaire combattant soldier troop fighter",
    "policier policiere agent gendarme fonctionnaire police policeman officer",
    "eleve ecolier collegien lyceen etudiant enfant jeune adolescent mineur pupil student child teenager",
    "habitant resident riverain villageois citoyen inhabitant resident citizen villager",
    "migrant migrante refugie exile demandeur immigre migrant immigrant asylum-seeker",
    "manifestant manifestante participant militant protester demonstrator participant",
    "passager passagere voyageur passenger traveller",
    "touriste visiteur vacancier tourist visitor",
    "medecin soignant infirmier infirmiere doctor nurse",
    "elu elue depute deputee parlementaire lawmaker deputy",
    "rebelle insurge combattant jihadiste djihadiste terroriste assaillant rebel insurgent militant",
    "spectateur spectatrice festivalier supporteur supporter fan spectator",
];

fn are_one_sort(left: &str, right: &str) -> bool {
    let holds = |sort: &str, head: &str| sort.split(' ').any(|word| word == head);
    left == right
        || SORTS.iter().any(|sort| holds(sort, left) && holds(sort, right))
        || [left, right].iter().any(|head| holds(SORTS[0], head) && *head != "habitant")
}

/// The figures of texts of some roles, in their order; what is quoted is somebody's own, and a part of a whole is not the whole.
pub(super) fn figures_in<'a>(lines: &'a [Arc<Line>], roles: &'a [Role]) -> impl Iterator<Item = Placed<'a>> {
    let of_roles = lines.iter().filter(|line| roles.contains(&line.passage.role()));
    of_roles.flat_map(|line| line.quantities.iter().map(move |quantity| Placed { line, quantity }))
}

/// The body: paragraphs, answers, cells.
pub(super) fn in_body<'a>(reading: &'a Reading<'_>) -> Vec<Placed<'a>> {
    figures_in(&reading.lines, &[Role::Body, Role::Heading]).collect()
}

/// How many words the body has.
pub(super) fn body_words(reading: &Reading<'_>) -> usize {
    let bodies = reading.lines.iter().filter(|line| line.passage.role() == Role::Body);
    bodies.map(|line| line.words.len()).sum()
}

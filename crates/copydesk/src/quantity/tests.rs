//! What the reader makes of news copy, told in one line a figure.

mod english;
mod french_measures;
mod french_people;
mod numbers;
mod silence;

use super::{Quantity, Tongue, read};

/// Each copy beside what is read in it.
fn all_read_as(tongue: Tongue, table: &[(&str, &str)]) {
    for (copy, expected) in table {
        assert_eq!(&told_all(copy, tongue), expected, "in {copy:?}");
    }
}

fn told_all(copy: &str, tongue: Tongue) -> String {
    let told: Vec<String> = read(copy, tongue).iter().map(|quantity| told(quantity, copy)).collect();
    told.join(" | ")
}

/// `29 ⟨au moins 29 morts⟩ AtLeast Dead:mort`: values, span, bound, unit×factor, class:head+complement, `~` for elided, the whole.
fn told(quantity: &Quantity, copy: &str) -> String {
    let (low, high) = (quantity.low, quantity.high);
    let value = if low == high { low.to_string() } else { format!("{low}..{high}") };
    let unit = quantity.unit.map(|unit| format!(" {:?}×{}", unit.measure, unit.factor()));
    let counted = quantity.counted.as_ref().map(|counted| {
        let words = [std::slice::from_ref(&counted.head), counted.complement.as_slice()].concat();
        format!(" {:?}:{}{}", counted.class, words.join("+"), if counted.elided { "~" } else { "" })
    });
    let part = quantity.part_of.as_ref();
    let whole = part.map(|part| format!(" of#{}", part.whole.map_or_else(|| "?".to_owned(), |whole| whole.to_string())));
    let rest: String = [unit, counted, whole].into_iter().flatten().collect();
    format!("{value} ⟨{}⟩ {:?}{rest}", &copy[quantity.span.clone()], quantity.bound)
}

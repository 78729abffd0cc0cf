//! Names of peoples: the masculine singular in lower case, from which the other forms are made.

/// Peoples and inhabitants that the news names most.
const PEOPLES: &[&str] = &[
    "afghan",
    "africain",
    "albanais",
    "algérien",
    "allemand",
    "américain",
    "andorran",
    "anglais",
    "angolais",
    "argentin",
    "arménien",
    "asiatique",
    "australien",
    "autrichien",
    "azerbaïdjanais",
    "bangladais",
    "belge",
    "béninois",
    "biélorusse",
    "birman",
    "bolivien",
    "bosniaque",
    "brésilien",
    "breton",
    "britannique",
    "bulgare",
    "burkinabé",
    "burundais",
    "cambodgien",
    "camerounais",
    "canadien",
    "chilien",
    "chinois",
    "chypriote",
    "colombien",
    "congolais",
    "coréen",
    "croate",
    "cubain",
    "danois",
    "écossais",
    "égyptien",
    "équatorien",
    "espagnol",
    "estonien",
    "éthiopien",
    "européen",
    "finlandais",
    "flamand",
    "français",
    "gabonais",
    "gallois",
    "géorgien",
    "ghanéen",
    "grec",
    "guinéen",
    "haïtien",
    "hongrois",
    "indonésien",
    "irakien",
    "iranien",
    "irlandais",
    "islandais",
    "israélien",
    "italien",
    "ivoirien",
    "japonais",
    "jordanien",
    "kényan",
    "kosovar",
    "letton",
    "libanais",
    "libyen",
    "lituanien",
    "luxembourgeois",
    "malien",
    "marocain",
    "mexicain",
    "néerlandais",
    "norvégien",
    "pakistanais",
    "palestinien",
    "parisien",
    "polonais",
    "portugais",
    "québécois",
    "roumain",
    "russe",
    "sénégalais",
    "serbe",
    "suédois",
    "suisse",
];

/// More of them.
const MORE: &[&str] = &[
    "syrien",
    "tchadien",
    "tchèque",
    "tunisien",
    "turc",
    "ukrainien",
    "vénézuélien",
    "vietnamien",
    "yéménite",
];

/// Whether a word, in any case, gender and number, names a people.
pub(super) fn is_people(word: &str) -> bool {
    if word.len() < 4 || word.len() > 24 {
        return false;
    }
    let lower = word.to_lowercase();
    let stem = masculine(&lower);
    [lower.as_str(), lower.trim_end_matches('s'), stem.as_str()]
        .iter()
        .any(|form| PEOPLES.contains(form) || MORE.contains(form))
}

/// "françaises" and "italienne" as their masculine singular.
fn masculine(word: &str) -> String {
    let singular = word.strip_suffix('s').filter(|rest| rest.ends_with('e')).unwrap_or(word);
    let endings = [("enne", "en"), ("onne", "on"), ("ecque", "ec"), ("turque", "turc"), ("e", "")];
    let made = endings
        .iter()
        .find_map(|(feminine, masculine)| Some(format!("{}{masculine}", singular.strip_suffix(feminine)?)));
    made.unwrap_or_else(|| singular.to_owned())
}

#[cfg(test)]
mod tests {
    use super::is_people;

    #[test]
    fn genders_and_numbers() {
        for word in [
            "Français",
            "françaises",
            "italienne",
            "Ukrainiens",
            "turque",
            "Grecque",
            "belges",
            "tchèques",
        ] {
            assert!(is_people(word), "{word}");
        }
        for word in ["francs", "suites", "table", "Paris"] {
            assert!(!is_people(word), "{word}");
        }
    }
}

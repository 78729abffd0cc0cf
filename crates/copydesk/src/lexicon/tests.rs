//! What the lexicon knows, says of words, and offers in their place.

use super::{Lexicon, Tags};

#[test]
fn well_known_forms_are_known() {
    let french = Lexicon::french();
    for word in [
        "aujourd’hui",
        "aujourd'hui",
        "cœur",
        "mangeassions",
        "chevaux",
        "yeux",
        "États-Unis",
        "est",
        "a",
        "à",
        "quelqu’un",
        "entr’ouvrir",
        "c’est-à-dire",
        "événement",
        "évènement",
        "Paris",
        "ONU",
        "kWh",
        "kilomètres",
        "l’",
        "jusqu’",
        "autrice",
        "mégabassines",
        "écoanxieuse",
        "télétravaillait",
        "podcasts",
        "Covid-19",
        "prud’homaux",
    ] {
        assert!(french.knows(word), "{word}");
    }
}

#[test]
fn slips_are_unknown() {
    let french = Lexicon::french();
    for word in [
        "hopital",
        "evenement",
        "language",
        "malgrès",
        "coeur",
        "Etat",
        "parmis",
        "acceuil",
        "comission",
        "vis-a-vis",
        "recomander",
        "peut-etre",
        "reunir",
        "mangeassent-ils-elle-x",
        "preparer",
        "interressant",
        "apparament",
        "-",
        "",
        "developper",
    ] {
        assert!(!french.knows(word), "{word}");
    }
}

#[test]
fn sentences_may_begin_with_any_word() {
    let french = Lexicon::french();
    for word in ["Les", "Aujourd’hui", "FRANCE", "France", "Celui-ci", "Télétravail"] {
        assert!(french.knows_in_any_case(word), "{word}");
    }
    assert!(!french.knows("Les"));
    assert!(!french.knows_in_any_case("Hopital"));
}

#[test]
fn composed_words_are_known_by_their_parts() {
    let french = Lexicon::french();
    for word in [
        "porte-parole",
        "vice-président",
        "franco-allemand",
        "franco-malienne",
        "va-t-il",
        "celui-ci",
        "ex-ministre",
        "mi-septembre",
        "non-lieu",
        "quasi-unanimité",
        "post-Brexit",
        "pro-palestinien",
        "antibassine",
        "cyberespionnage",
        "néofasciste",
        "ultradroite",
        "interprofessionnelles",
        "autopartage",
        "dit-elle",
        "israélo-palestinien",
        "a-t-on",
        "cofondatrices",
    ] {
        assert!(french.knows(word), "{word}");
    }
}

#[test]
fn kinds_are_told() {
    let french = Lexicon::french();
    let house = french.tags("maison");
    assert!(house.is_noun() && !house.is_verb() && !house.is_adjective());
    let door = french.tags("porte");
    assert!(door.is_noun() && door.is_verb());
    assert!(french.tags("nationaux").is_adjective());
    for verb in ["manger", "mangeassions", "mangé", "mangeant"] {
        assert!(french.tags(verb).is_verb(), "{verb}");
    }
    assert_eq!(french.tags("hopital"), Tags::default());
}

#[test]
fn the_likeliest_word_is_offered_first() {
    let french = Lexicon::french();
    for (written, meant) in [
        ("hopital", "hôpital"),
        ("acceuil", "accueil"),
        ("language", "langage"),
        ("malgrès", "malgré"),
        ("parmis", "parmi"),
        ("developper", "développer"),
        ("apparament", "apparemment"),
        ("interressant", "intéressant"),
        ("comission", "commission"),
        ("dévelopement", "développement"),
        ("Acceuil", "Accueil"),
        ("Gouvernment", "Gouvernement"),
        ("farmacie", "pharmacie"),
        ("profesionnel", "professionnel"),
        ("occurence", "occurrence"),
        ("hippothèse", "hypothèse"),
        ("etats-unis", "États-Unis"),
        ("cauchemard", "cauchemar"),
        ("aggresseur", "agresseur"),
        ("connection", "connexion"),
        ("traffic", "trafic"),
        ("abscence", "absence"),
        ("rénumération", "rémunération"),
        ("infractus", "infarctus"),
        ("aréoport", "aéroport"),
        ("telephone", "téléphone"),
        ("ministére", "ministère"),
    ] {
        let offered = french.suggest(written, 5);
        assert_eq!(offered.first().map(String::as_str), Some(meant), "{written}: {offered:?}");
    }
}

#[test]
fn lost_accents_come_back_when_only_one_word_is_meant() {
    let french = Lexicon::french();
    for (written, meant) in [
        ("Etat", "État"),
        ("coeur", "cœur"),
        ("Ecole", "École"),
        ("Etats-Unis", "États-Unis"),
        ("ETAT", "ÉTAT"),
        ("hopital", "hôpital"),
    ] {
        assert_eq!(french.accented(written).as_deref(), Some(meant), "{written}");
    }
    // Both spellings of *événement* are right, and *maison* has all it needs.
    assert_eq!(french.accented("evenement"), None);
    assert_eq!(french.accented("maison"), None);
}

#[test]
fn ligatures_come_back_when_only_they_are_known() {
    let french = Lexicon::french();
    assert_eq!(french.ligature("soeur").as_deref(), Some("sœur"));
    assert_eq!(french.ligature("Oeuvre").as_deref(), Some("Œuvre"));
    assert_eq!(french.ligature("moelle"), None);
    assert_eq!(french.ligature("sœur"), None);
    assert_eq!(french.ligature("phoenixe"), None);
}

#[test]
fn english_words_are_known_with_their_possessives() {
    let english = Lexicon::english();
    for word in [
        "house",
        "houses",
        "newspaper’s",
        "doesn’t",
        "colour",
        "well-known",
        "unlocking",
        "Brexit",
        "journalists'",
    ] {
        assert!(english.knows_in_any_case(word), "{word}");
    }
    for word in ["recieve", "goverment", "hous’s"] {
        assert!(!english.knows_in_any_case(word), "{word}");
    }
    assert_eq!(english.suggest("recieve", 3).first().map(String::as_str), Some("receive"));
}

#[test]
fn data_that_cannot_be_opened_gives_a_lexicon_without_opinions() {
    let none = Lexicon::open(b"no map", &[], super::Language::French);
    assert!(none.forms.is_none() && none.knows("hopital") && none.knows_in_any_case("Hopital"));
    assert!(none.tags("maison") == Tags::default() && none.suggest("hopital", 5).is_empty() && none.accented("Etat").is_none());
}

#[test]
fn the_lists_hold_what_the_packages_hold() {
    let forms = |lexicon: &Lexicon| lexicon.forms.as_ref().map_or(0, fst::Map::len);
    assert!((440_000..480_000).contains(&forms(Lexicon::french())));
    assert!((80_000..110_000).contains(&forms(Lexicon::english())));
}

//! House files: what is wrong in one is refused at its place, what is right lies over what ships.

use copydesk::{Context, House, Severity, Space};

use crate::copies::paragraphs;

#[track_caller]
fn refused(toml: &str, (line, column): (usize, usize), words: &str) {
    let refused = House::read(toml).map(|_| ()).unwrap_err();
    assert_eq!((refused.line, refused.column), (line, column), "{refused}");
    assert!(refused.fault.to_string().contains(words), "`{words}` in {refused}");
}

#[test]
fn an_example_that_does_not_hold_is_refused_at_its_place() {
    refused(
        "[[phrase]]\navoid = \"au niveau de\"\nwrong = [\"Au niveau de la mer.\", \"À l’été, rien.\"]\n",
        (3, 34),
        "“au niveau de”",
    );
    refused(
        "[[phrase]]\navoid = \"impacter\"\nright = [\n  \"Rien.\",\n  \"Cela va impacter tout.\",\n]\n",
        (5, 3),
        "right example",
    );
    refused(
        "[[name]]\npreferred = \"Kyïv\"\nvariants = [\"Kiev\"]\nwrong = [\"À Kyïv.\"]\n",
        (4, 10),
        "“Kyïv”",
    );
    refused(
        "[[name]]\npreferred = \"Kyïv\"\nvariants = [\"Kiev\"]\nright = [\"À Kiev.\"]\n",
        (4, 10),
        "right example",
    );
}

#[test]
fn an_entry_answers_for_its_own_examples() {
    // The example holds something that the other entry finds: that proves nothing of this one.
    refused(
        "[[phrase]]\navoid = \"impacter\"\nwrong = [\"Voire même deux.\"]\n",
        (3, 10),
        "“impacter”",
    );
    let others = "[[phrase]]\navoid = \"impacter\"\nright = [\"Voire même deux.\"]\n";
    assert!(
        House::read(others).is_ok(),
        "what another entry finds there is no fault of this one"
    );
}

#[test]
fn unknown_keys_codes_and_types_are_located() {
    refused("[spacing]\ncolon = \"no-break\"\ncolom = \"narrow\"\n", (3, 1), "colom");
    refused("[spacign]\n", (1, 2), "spacign");
    refused("[severity]\n\"TYP-99\" = \"note\"\n", (2, 1), "`TYP-99` is no check");
    refused("[severity]\n\"é\" = \"off\" \n", (2, 1), "`é` is no check");
    refused(
        "[severity.sport]\n\"REP-301\" = \"off\"\n\"REP-999\" = \"note\"\n",
        (3, 1),
        "`REP-999` is no check",
    );
    refused("[thresholds]\nheadline = \"cent\"\n", (2, 12), "invalid type");
    refused("[thresholds]\nheadline = -1\n", (2, 12), "");
    refused("[spacing]\ncolon = \"wide\"\n", (2, 9), "wide");
    refused("[agencies]\nnames = [\"AFP\", 3]\n", (2, 17), "invalid type");
    refused("[[phrase]]\nprefer = \"x\"\n", (1, 1), "avoid");
    refused("[[name]]\npreferred = \"x\"\nvariant = [\"y\"]\n", (3, 1), "variant");
    refused("# é\n[spacing\n", (2, 9), "");
}

#[test]
fn a_severity_that_is_none_is_refused_at_its_place_and_says_which_there_are() {
    refused(
        "[severity]\n\"REP-301\" = \"loud\"\n",
        (2, 13),
        "`legal`, `block`, `warning`, `note`, `off`",
    );
    refused("[severity]\n\"REP-301\" = 3\n", (2, 13), "");
    refused("[severity.sport]\n\"REP-301\" = \"loud\"\n", (2, 13), "loud");
}

fn severity(house: &House, section: Option<&str>) -> Option<Severity> {
    house.severity("REP-301", section, Severity::Warning)
}

#[test]
fn sections_inherit_from_those_above_them() {
    let house = House::read(
        "[severity]\n\"REP-301\" = \"note\"\n[severity.sport]\n\"REP-301\" = \"block\"\n[severity.\"sport/football\"]\n\"REP-302\" = \"off\"\n[severity.\"sport/football/mercato\"]\n\"REP-301\" = \"off\"\n",
    )
    .unwrap();
    assert_eq!(severity(&house, None), Some(Severity::Note));
    assert_eq!(severity(&house, Some("politique")), Some(Severity::Note));
    assert_eq!(severity(&house, Some("sport")), Some(Severity::Block));
    assert_eq!(severity(&house, Some("/sport/")), Some(Severity::Block));
    assert_eq!(severity(&house, Some("sport/rugby")), Some(Severity::Block));
    // Its own section says nothing of this check: the one above it does.
    assert_eq!(severity(&house, Some("sport/football")), Some(Severity::Block));
    assert_eq!(severity(&house, Some("sport/football/mercato")), None);
    assert_eq!(severity(&house, Some("sportif")), Some(Severity::Note));
}

#[test]
fn off_silences_and_a_section_may_turn_it_on_again() {
    let house = House::read("[severity]\n\"REP-301\" = \"off\"\n[severity.sport]\n\"REP-301\" = \"warning\"\n").unwrap();
    let copy = paragraphs(&["Le maire a a refusé."]);
    let count = |section: Option<&str>| {
        let context = Context {
            section,
            ..Context::default()
        };
        let found = copydesk::read(&copy, &context, &house);
        found.iter().filter(|finding| finding.code == "REP-301").count()
    };
    assert_eq!((count(None), count(Some("sport/rugby"))), (0, 1));
}

#[test]
fn a_file_keeps_what_it_does_not_name() {
    let shipped = House::shipped();
    let house = House::read("[thresholds]\nheadline = 90\n[spacing]\ncolon = \"narrow\"\n[agencies]\nnames = [\"Bief Presse\"]\n").unwrap();
    assert_eq!((house.thresholds.headline, house.spacing.colon), (90, Space::Narrow));
    assert_eq!(house.thresholds.description, shipped.thresholds.description);
    assert_eq!(house.spacing.guillemets, shipped.spacing.guillemets);
    assert_eq!(
        (&house.phrases, &house.names, &house.units),
        (&shipped.phrases, &shipped.names, &shipped.units)
    );
    assert!(house.is_agency("Bief Presse") && house.is_agency("AFP") && !shipped.is_agency("Bief Presse"));
    let twice = house.overlaid("[words]\nknown = [\"Biefois\"]\n").unwrap();
    assert_eq!(twice.thresholds.headline, 90);
    assert!(twice.knows("biefois") && !house.knows("biefois"));
    assert_ne!(twice.edition(), house.edition());
    assert_eq!(House::read("").unwrap().thresholds, shipped.thresholds);
}

#[test]
fn a_phrase_of_the_paper_takes_the_place_of_the_one_that_ships() {
    let house = House::read("[[phrase]]\navoid = \"Voire même\"\nprefer = \"et même\"\n").unwrap();
    let of = |house: &House| -> Vec<Option<String>> {
        let same = house
            .phrases
            .iter()
            .filter(|phrase| phrase.avoid.eq_ignore_ascii_case("voire même"));
        same.map(|phrase| phrase.prefer.clone()).collect()
    };
    assert_eq!(of(&house), [Some("et même".to_owned())]);
    assert_eq!(of(House::shipped()), [Some("voire".to_owned())]);
}

#[test]
fn the_house_that_ships_is_read_and_not_replaced_by_an_empty_one() {
    let shipped = House::shipped();
    assert!(shipped.phrases.len() >= 3 && shipped.agencies.len() >= 30 && shipped.units.contains("km²"));
    let thresholds = shipped.thresholds;
    assert_eq!((thresholds.marks_per_hundred_words, thresholds.marks_per_text), (1, 7));
    assert_eq!(
        (thresholds.headline, thresholds.copied_block, thresholds.repeated_words),
        (120, 60, 12)
    );
    for code in ["TYP-26", "TYP-28", "TYP-29", "TYP-30"] {
        assert_eq!(shipped.severity(code, None, Severity::Warning), None, "{code} ships switched off");
    }
    let whole = House::read(include_str!("../../house/default.toml"));
    assert!(whole.is_ok(), "read as a paper's own it holds, examples and all: {whole:?}");
}

//! The manual of the house file names every key, and its examples hold.

use std::path::Path;

use copydesk::House;

fn manual() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/checks/house.md");
    std::fs::read_to_string(path).unwrap()
}

fn shipped() -> toml::Table {
    include_str!("../../house/default.toml").parse().unwrap()
}

/// Whether the manual names a key of a table: in its own row, or as `table.key`.
fn names(manual: &str, table: &str, key: &str) -> bool {
    manual.contains(&format!("`{table}.{key}`")) || manual.contains(&format!("`{key}`"))
}

#[test]
fn every_key_of_the_house_that_ships_is_in_the_manual() {
    let manual = manual();
    for (table, value) in shipped() {
        assert!(manual.contains(&format!("[{table}]")), "[{table}] is not in docs/checks/house.md");
        let entries = value.as_array().cloned().unwrap_or_else(|| vec![value]);
        for key in entries.iter().filter_map(toml::Value::as_table).flat_map(toml::Table::keys) {
            assert!(names(&manual, &table, key), "`{key}` of [{table}] is not in docs/checks/house.md");
        }
    }
}

#[test]
fn the_manual_says_what_ships() {
    let manual = manual();
    for table in ["spacing", "thresholds"] {
        for (key, value) in shipped()[table].as_table().unwrap() {
            let row = manual.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).unwrap();
            let says = [format!("| {value} |"), format!("| `{value}` |")];
            assert!(says.iter().any(|says| row.ends_with(says)), "`{key}` ships as {value}: {row}");
        }
    }
}

#[test]
fn the_examples_of_the_manual_are_house_files() {
    let manual = manual();
    let examples = manual.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut read = 0;
    for example in examples {
        House::read(example).unwrap_or_else(|refused| panic!("{refused}\n{example}"));
        read += 1;
    }
    assert!(read >= 6);
}

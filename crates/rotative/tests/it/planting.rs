//! Rows that no act of today makes, planted straight into the database on either engine.

use testpaper::{Engine, TestPaper};

/// Sixteen bytes as a UUID.
pub(crate) fn id(engine: Engine, number: u8) -> String {
    match engine {
        Engine::Sqlite => format!("x'{}'", format!("{number:02x}").repeat(16)),
        Engine::Postgres => format!("cast('{}' as uuid)", format!("{number:02x}").repeat(16)),
    }
}

/// Bytes from hexadecimal.
pub(crate) fn bytes(engine: Engine, hex: &str) -> String {
    match engine {
        Engine::Sqlite => format!("x'{hex}'"),
        Engine::Postgres => format!("decode('{hex}', 'hex')"),
    }
}

/// Someone who works for the paper, with a role and an invitation.
pub(crate) fn account(paper: &TestPaper, engine: Engine, role: &str) {
    let (one, invitation) = (id(engine, 1), bytes(engine, &"ab".repeat(32)));
    paper.database.tamper(&format!(
        "insert into accounts (id, key, name, email, made_at, made_by, invitation, invited_until, joined_at)
         values ({one}, 'lea', 'Léa', 'lea@paper.example', 1, 'command-line', {invitation}, 2, 3);
         insert into grants (account, position, role, scope) values ({one}, 1, '{role}', 'paper')"
    ));
}

/// A job, due at an instant, tried so often.
pub(crate) fn job(paper: &TestPaper, engine: Engine, due_at: i64, attempts: i64) {
    let one = id(engine, 2);
    paper.database.tamper(&format!(
        "insert into jobs (id, kind, due_at, left_at, attempts, failure) values ({one}, 'call_hub', {due_at}, 1, {attempts}, 'the hub is away')"
    ));
}

/// Comments of the whole paper closed, to be looked at again on a day.
pub(crate) fn suspension(paper: &TestPaper, engine: Engine, review_on: &str) {
    let one = id(engine, 3);
    paper.database.tamper(&format!(
        "insert into suspensions (id, thing, begins_at, begins_local, zone, review_on, reason, made_at, made_by)
         values ({one}, 'paper', 1, '1970-01-01T01:00:00', 'Europe/Paris', '{review_on}', 'un procès', 1, 'command-line')"
    ));
}

/// A file that nobody may have any more, as a withholding leaves it: gone from the folder, known by its hash.
pub(crate) fn withheld_media(paper: &TestPaper, engine: Engine) -> String {
    let media = paper.data.join("media");
    let folder = std::fs::read_dir(&media).unwrap().next().unwrap().unwrap().path();
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let hash = [&folder, &file]
        .map(|part| part.file_name().unwrap().to_string_lossy().into_owned())
        .concat();
    let (one, salt, withheld) = (id(engine, 4), bytes(engine, &"0c".repeat(16)), bytes(engine, &hash));
    paper.database.tamper(&format!(
        "insert into withholdings (id, article, what, ground, reason, salt, words, at, by_whom)
         select {one}, id, 'body/b1', 'stolen', 'une photographie volée', {salt}, 0, 1, 'command-line' from articles limit 1;
         insert into withheld_media (hash, withholding) values ({withheld}, {one})"
    ));
    std::fs::remove_file(file).unwrap();
    hash
}

//! Salts that a transaction draws for the words of its subjects: all are written before its commit, in one question.

use std::collections::BTreeMap;

use manuscript::commitment::hex;
use manuscript::state::Key;

use crate::engine::Connection;
use crate::{Broken, Snapshot};

/// Salts by the keys of their subjects, in the order in which they were drawn; none where the subject is gone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Salts {
    drawn: Vec<(String, Option<[u8; 16]>)>,
}

impl Salts {
    /// The words of a subject have another salt from now on.
    pub(super) fn draw(&mut self, key: &Key, salt: [u8; 16]) {
        self.drawn.push((key.as_entry(), Some(salt)));
    }

    /// The subject is gone, and with it its words.
    pub(super) fn forget(&mut self, key: &Key) {
        self.drawn.push((key.as_entry(), None));
    }

    /// How many were drawn so far.
    pub(crate) const fn count(&self) -> usize {
        self.drawn.len()
    }

    /// Only the first so many were drawn.
    pub(crate) fn undo_to(&mut self, count: usize) {
        self.drawn.truncate(count);
    }

    /// Writes the newest of each subject.
    pub(crate) async fn write(self, snapshot: &mut Snapshot) -> Result<(), Broken> {
        let mut put = Vec::new();
        for (key, salt) in self.drawn.into_iter().collect::<BTreeMap<_, _>>() {
            match salt {
                Some(salt) => put.push((key, salt)),
                None => drop(query!(run snapshot, "state/forget_salt.sql", key)?),
            }
        }
        if put.is_empty() { Ok(()) } else { put_all(snapshot, put).await }
    }
}

/// The engines take a list in their own ways.
async fn put_all(snapshot: &mut Snapshot, salts: Vec<(String, [u8; 16])>) -> Result<(), Broken> {
    match &mut snapshot.connection {
        Connection::Sqlite(tx) => {
            let pairs: serde_json::Value = salts.iter().map(|(key, salt)| serde_json::json!([key, hex(salt)])).collect();
            let put = sqlx::query(include_str!("../../sql/dialect/sqlite/put_salts.sql")).bind(pairs.to_string());
            put.execute(&mut **tx).await.map(drop)?;
        }
        Connection::Postgres(tx) => {
            let (keys, salts): (Vec<String>, Vec<Vec<u8>>) = salts.into_iter().map(|(key, salt)| (key, salt.to_vec())).unzip();
            let put = sqlx::query(include_str!("../../sql/dialect/postgres/put_salts.sql"))
                .bind(keys)
                .bind(salts);
            put.execute(&mut **tx).await.map(drop)?;
        }
    }
    Ok(())
}

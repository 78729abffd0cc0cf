//! Throw-away databases: a SQLite file, or a schema of its own on the PostgreSQL of the test run.

use std::path::Path;

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::skipping::skipped;

/// The two engines that every story runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Both engines; only SQLite where no PostgreSQL was started for the tests (`cargo xtask test` always starts one).
pub fn engines() -> Vec<Engine> {
    if postgres().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "CI runs every story on PostgreSQL too: set ROTATIVE_TEST_POSTGRES"
    );
    skipped("on PostgreSQL", "ROTATIVE_TEST_POSTGRES is not set, the story ran on SQLite only");
    vec![Engine::Sqlite]
}

/// The address of the test run's PostgreSQL.
pub fn postgres() -> Option<String> {
    std::env::var("ROTATIVE_TEST_POSTGRES").ok()
}

/// Whether the test run's PostgreSQL waits for the disk at each commit: most tests have one that does not.
pub fn postgres_is_durable() -> bool {
    let (tell, told) = std::sync::mpsc::channel();
    let asked = postgres().map(|address| {
        on_its_own_thread(async move {
            let mut connection = PgConnection::connect(&address).await?;
            let found: (String,) = sqlx::query_as("show fsync").fetch_one(&mut connection).await?;
            let _ = tell.send(found.0 == "on");
            connection.close().await
        })
    });
    asked.is_some_and(|done| done.is_ok()) && told.recv().unwrap_or_default()
}

/// A database for one test.
#[derive(Debug)]
pub struct ThrowAway {
    pub address: String,
    schema: Option<(String, String)>,
}

impl ThrowAway {
    /// Makes one in a folder, or on the server.
    pub fn make(engine: Engine, folder: &Path) -> Self {
        match engine {
            Engine::Sqlite => Self {
                address: format!("sqlite:{}", folder.join("paper.db").display()),
                schema: None,
            },
            Engine::Postgres => Self::on(&postgres().unwrap_or_default()),
        }
    }

    /// Makes a schema on a server.
    pub fn on(server: &str) -> Self {
        let schema = format!("paper_{}", unlike_any_other());
        run(server, &format!("create schema {schema}"));
        Self {
            address: in_schema(server, &schema),
            schema: Some((server.to_owned(), schema)),
        }
    }

    /// The same schema reached by way of another host and port.
    pub fn through(&self, host_and_port: &str) -> String {
        let Some((server, schema)) = &self.schema else {
            return self.address.clone();
        };
        let (scheme, rest) = server.split_once("://").unwrap_or(("postgres", server));
        let (user, rest) = rest.split_once('@').unwrap_or(("rotative", rest));
        let path = rest.split_once('/').map_or("postgres", |(_, path)| path);
        in_schema(&format!("{scheme}://{user}@{host_and_port}/{path}"), schema)
    }

    /// The first column of every row that a query answers, as text.
    pub fn texts(&self, query: &str) -> Vec<String> {
        let (address, query) = (self.address.clone(), query.to_owned());
        let (tell, told) = std::sync::mpsc::channel();
        let asked = on_its_own_thread(async move {
            let _ = tell.send(texts(&address, query).await?);
            Ok(())
        });
        match asked {
            Ok(()) => told.recv().unwrap_or_default(),
            Err(error) => panic!("a query of the test did not run: {error}"),
        }
    }

    /// Every row of every table, as text, by table.
    pub fn rows(&self) -> Vec<(String, Vec<String>)> {
        let is_file = self.schema.is_none();
        let tables = if is_file {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
        } else {
            "select cast(table_name as text) from information_schema.tables where table_schema = current_schema()"
        };
        let rows_of = |table: String| {
            let query = if is_file {
                let columns = self.texts(&format!("select 'quote(\"' || name || '\")' from pragma_table_info('{table}')"));
                format!("select {} from {table}", columns.join(" || '|' || "))
            } else {
                format!("select cast({table} as text) from {table}")
            };
            let rows = self.texts(&query);
            (table, rows)
        };
        self.texts(tables).into_iter().map(rows_of).collect()
    }

    /// Runs a statement directly, as an attacker or an accident would.
    pub fn tamper(&self, statement: &str) {
        run(&self.address, statement);
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if let Some((server, schema)) = self.schema.take() {
            // A transaction that the test left open would hold the schema; the server goes with the test run anyway.
            let _ = tried(&server, &format!("set lock_timeout = '5s'; drop schema if exists {schema} cascade"));
        }
    }
}

fn in_schema(server: &str, schema: &str) -> String {
    let joint = if server.contains('?') { '&' } else { '?' };
    format!("{server}{joint}options=-csearch_path%3D{schema}")
}

fn unlike_any_other() -> String {
    let nanos = std::time::UNIX_EPOCH.elapsed().map(|since| since.as_nanos()).unwrap_or_default();
    format!("{}_{nanos}", std::process::id())
}

/// Runs a statement on a SQLite file directly, as an accident would.
pub fn tamper_with(file: &std::path::Path, statement: &str) {
    run(&format!("sqlite:{}", file.display()), statement);
}

/// Runs one statement and waits for it, from a thread of its own: the caller may be inside a runtime already.
fn run(address: &str, statement: &str) {
    if let Err(error) = tried(address, statement) {
        panic!("a statement of the test did not run: {error}");
    }
}

fn tried(address: &str, statement: &str) -> Result<(), String> {
    let (address, statement) = (address.to_owned(), statement.to_owned());
    on_its_own_thread(async move { execute(&address, statement).await })
}

fn on_its_own_thread(work: impl Future<Output = Result<(), sqlx::Error>> + Send + 'static) -> Result<(), String> {
    let done = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime
            .map_err(|error| error.to_string())?
            .block_on(work)
            .map_err(|error| error.to_string())
    });
    done.join().unwrap_or_else(|_| Err("it broke".into()))
}

async fn texts(address: &str, query: String) -> Result<Vec<String>, sqlx::Error> {
    if let Some(file) = address.strip_prefix("sqlite:") {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
        return sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await;
    }
    let mut connection = PgConnection::connect(address).await?;
    sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await
}

async fn execute(address: &str, statement: String) -> Result<(), sqlx::Error> {
    if let Some(file) = address.strip_prefix("sqlite:") {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
        connection.execute(AssertSqlSafe(statement)).await?;
        return connection.close().await;
    }
    let mut connection = PgConnection::connect(address).await?;
    connection.execute(AssertSqlSafe(statement)).await?;
    connection.close().await
}

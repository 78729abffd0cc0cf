//! An S3-compatible store of one test: a program of its own, reached by a way that can be cut and on which all can stand still.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::TestPaper;
use crate::proxy::Proxy;

const BUCKET: &str = "journal";
const ACCESS_KEY: &str = "redaction";
/// Planted where secrets are looked for.
pub const SECRET_KEY: &str = "chut-une-cle-secrete";

/// The store, as long as the test lives.
pub struct ObjectStore {
    server: Child,
    root: tempfile::TempDir,
    pub way: Proxy,
}

impl Drop for ObjectStore {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The program that `cargo xtask test` builds.
fn program() -> PathBuf {
    let named = std::env::var_os("ROTATIVE_TEST_OBJECT_STORE").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin/s3s-fs"))
}

impl Default for ObjectStore {
    fn default() -> Self {
        Self::begin()
    }
}

impl ObjectStore {
    /// Begins one with an empty bucket.
    pub fn begin() -> Self {
        let root = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder for the store: {error}"));
        std::fs::create_dir(root.path().join(BUCKET)).unwrap_or_else(|error| panic!("no bucket: {error}"));
        let program = program();
        let begun = Command::new(&program)
            .args([
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--access-key",
                ACCESS_KEY,
                "--secret-key",
                SECRET_KEY,
            ])
            .arg(root.path())
            .env("RUST_LOG", "s3s_fs=info")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = begun.unwrap_or_else(|error| panic!("`{}`: {error}; `cargo xtask test` builds it", program.display()));
        let at = listens_at(&mut server);
        let way = Proxy::to(&at).unwrap_or_else(|error| panic!("no way to the store: {error}"));
        Self { server, root, way }
    }

    /// Lets a paper keep its media here from now on: every command of it reads so from its `rotative.toml`.
    pub fn keeps_media_of(&self, paper: &TestPaper, copies_megabytes: u64) {
        let (table, beside) = (
            self.table(&paper.data, copies_megabytes),
            paper.data.with_file_name("rotative.toml"),
        );
        std::fs::write(beside, table).unwrap_or_else(|error| panic!("no configuration: {error}"));
    }

    /// The table `[media]` of a node with a data folder.
    pub fn table(&self, data: &Path, copies_megabytes: u64) -> String {
        let secret = data.with_file_name("secret-key");
        write_secret(&secret);
        format!(
            "[media]\nendpoint = \"http://{}\"\nbucket = \"{BUCKET}\"\nprefix = \"paper\"\naccess_key = \"{ACCESS_KEY}\"\n\
             secret_key_file = \"{}\"\ncopies_megabytes = {copies_megabytes}\nseconds_to_answer = 1\n",
            self.way.address,
            secret.display()
        )
    }

    /// The names of all objects of the paper, and nothing that came only by half.
    pub fn objects(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter(|entry| entry.path().is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Where an object stands, for whoever damages it.
    pub fn object(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join(BUCKET).join("paper")
    }
}

fn write_secret(file: &Path) {
    let written = std::fs::write(file, SECRET_KEY).and_then(|()| std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)));
    written.unwrap_or_else(|error| panic!("no secret: {error}"));
}

fn listens_at(server: &mut Child) -> String {
    let Some(said) = server.stdout.take() else {
        panic!("the store says nothing")
    };
    let mut lines = BufReader::new(said).lines();
    let line = lines.by_ref().map_while(Result::ok).find(|line| line.contains("http://"));
    let line = line.unwrap_or_else(|| panic!("the store does not say where it listens"));
    // What it says later fills no pipe.
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    let address = line.split("http://").nth(1).unwrap_or_default();
    address
        .chars()
        .take_while(|sign| sign.is_ascii_digit() || ".:".contains(*sign))
        .collect()
}

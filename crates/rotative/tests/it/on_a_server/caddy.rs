//! Debian's Caddy with the Caddyfile of README. Changed is only what a test must: ports and folders of its own, on
//! this machine alone, and certificates that Caddy signs itself.

use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use testpaper::Answer;
use testpaper::reader::answer_in;
use testpaper::waiting::Lines;

use super::block;
use super::debian::{run, text_of, well};

/// Where readers of these stories ask from: an address that no server here has, so that it can be looked for.
pub(super) const READER: &str = "127.0.0.77";
/// The paper that the Caddyfile proxies to.
pub(super) const PAPER: &str = "127.0.0.1:8080";

/// README's Caddyfile with folders of the test in place of `/var/log/caddy` and `/var/lib/caddy`.
pub(super) fn caddyfile_in(folder: &Path) -> PathBuf {
    let there = text_of(folder);
    let text = block("caddyfile").replace("/var/log/caddy", there).replace("/var/lib/caddy", there);
    let file = folder.join("Caddyfile");
    std::fs::write(&file, text).unwrap();
    file
}

/// The configuration that Caddy reads in a Caddyfile.
pub(super) fn adapted(caddyfile: &Path) -> Value {
    let arguments = ["adapt", "--adapter", "caddyfile", "--config", text_of(caddyfile)];
    serde_json::from_str(&well(&run("caddy", &arguments))).unwrap()
}

/// A running Caddy; ended with the test.
pub(super) struct Caddy {
    child: Child,
    folder: tempfile::TempDir,
    said: Arc<Lines>,
    https: SocketAddr,
    http: SocketAddr,
}

impl Caddy {
    /// Starts it before a paper, and waits until it shows both certificates.
    pub(super) fn before(paper: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (https, http) = (free_address(), free_address());
        let mut settings = adapted(&caddyfile_in(folder.path()));
        move_to_this_test(&mut settings, folder.path(), [https, http]);
        let settings = settings.to_string().replace(PAPER, paper.trim_start_matches("http://"));
        let file = folder.path().join("caddy.json");
        std::fs::write(&file, settings).unwrap();
        let (child, said) = start(&file);
        let caddy = Self {
            child,
            folder,
            said,
            https,
            http,
        };
        let certificates = || caddy.said().matches("certificate obtained successfully").count();
        assert!(caddy.said.wait_until(|| certificates() == 2), "{}", caddy.said());
        // It says so a moment before it shows them; a name that is not asked of the paper is greeted by itself.
        for name in ["journal.example", "www.journal.example"] {
            assert!(caddy.said.wait_until(|| caddy.greets(name)), "{}", caddy.said());
        }
        caddy
    }

    /// Whether it shows a certificate for a name: a handshake and nothing more, which the paper does not hear of.
    fn greets(&self, name: &str) -> bool {
        let mut shaking = Command::new("openssl");
        shaking
            .args(["s_client", "-brief", "-servername", name, "-connect"])
            .arg(self.https.to_string());
        shaking.stdin(Stdio::null()).output().is_ok_and(|ran| ran.status.success())
    }

    /// What it has logged beside what readers ask for.
    pub(super) fn said(&self) -> String {
        self.said.text()
    }

    /// What it has logged of what readers ask for, once it says these words of it.
    #[track_caller]
    pub(super) fn log_with(&self, words: &str) -> String {
        let log = || std::fs::read_to_string(self.folder.path().join("journal.log")).unwrap_or_default();
        assert!(self.said.wait_until(|| log().contains(words)), "no `{words}` in:\n{}", log());
        log()
    }

    /// Asks as a reader who knows Caddy's own authority and takes nothing else.
    #[track_caller]
    pub(super) fn get(&self, address: &str, headers: &[&str]) -> Answer {
        let ran = self.asking(address, headers).arg("--include").output().unwrap();
        let said = well(&ran);
        answer_in(&ran.stdout).unwrap_or_else(|| panic!("{address}: no answer in {said}"))
    }

    /// In which version of HTTP an address answers.
    #[track_caller]
    pub(super) fn version(&self, address: &str) -> String {
        let mut asking = self.asking(address, &[]);
        well(
            &asking
                .args(["--output", "/dev/null", "--write-out", "%{http_version}"])
                .output()
                .unwrap(),
        )
    }

    /// Begins to ask, and does not wait.
    pub(super) fn begin_to_get(&self, address: &str) -> Child {
        let mut asking = self.asking(address, &[]);
        asking.arg("--include").stdout(Stdio::piped()).spawn().unwrap()
    }

    /// curl with nothing of this machine's own settings, led from the names of the Caddyfile to this test's ports.
    fn asking(&self, address: &str, headers: &[&str]) -> Command {
        let mut curl = Command::new("curl");
        curl.args(["-q", "--silent", "--show-error", "--noproxy", "*", "--max-time", "30"]);
        curl.args(["--interface", READER, "--cacert"]);
        curl.arg(self.folder.path().join("kept/pki/authorities/local/root.crt"));
        for (port, there) in [(443, self.https), (80, self.http)] {
            curl.args(["--connect-to", &format!(":{port}:{there}")]);
        }
        for header in headers {
            curl.args(["--header", header]);
        }
        curl.arg(address);
        curl
    }
}

impl Drop for Caddy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(settings: &Path) -> (Child, Arc<Lines>) {
    let folder = settings.parent().unwrap();
    let mut command = Command::new("caddy");
    command.arg("run").arg("--config").arg(settings);
    for home in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(home, folder);
    }
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let said: Arc<Lines> = Arc::default();
    let (lines, errors) = (Arc::clone(&said), child.stderr.take().unwrap());
    std::thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            lines.add(&line);
        }
    });
    (child, said)
}

/// Ports of its own on this machine alone, what it keeps in a folder of the test, nothing asked of an authority elsewhere,
/// and no certificate of the test made known to this machine.
fn move_to_this_test(settings: &mut Value, folder: &Path, [https, http]: [SocketAddr; 2]) {
    assert_eq!(settings["apps"]["http"]["servers"]["srv0"]["listen"], json!([":443"]));
    assert_eq!(
        settings["apps"].as_object().map(serde_json::Map::len),
        Some(1),
        "only `http` is set"
    );
    settings["admin"] = json!({"disabled": true, "config": {"persist": false}});
    settings["storage"] = json!({"module": "file_system", "root": folder.join("kept")});
    let server = &mut settings["apps"]["http"];
    server["http_port"] = json!(http.port());
    server["https_port"] = json!(https.port());
    server["servers"]["srv0"]["listen"] = json!([https.to_string()]);
    settings["apps"]["tls"] = json!({"automation": {"policies": [{"issuers": [{"module": "internal"}]}]}});
    settings["apps"]["pki"] = json!({"certificate_authorities": {"local": {"install_trust": false}}});
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

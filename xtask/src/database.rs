//! A throw-away PostgreSQL: made in a temporary folder, stopped and removed when its value goes.

use std::ffi::OsStr;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::temporary::TempFolder;
use crate::{Outcome, install, temporary, workspace};

/// The variable in which tests and benches find a PostgreSQL they may fill with databases.
pub(crate) const ADDRESS: &str = "ROTATIVE_TEST_POSTGRES";

const PATIENCE: Duration = Duration::from_mins(1);

/// The longest folder name under which a Unix socket still fits into its 107 bytes.
const SOCKET_FOLDER_ROOM: usize = 80;

/// A running server. The one the environment already names is used as it is and left running.
#[derive(Debug)]
pub(crate) struct Postgres {
    address: String,
    _server: Option<Server>,
}

impl Postgres {
    /// Starts a server, or takes the one named by `ROTATIVE_TEST_POSTGRES`.
    pub(crate) fn start() -> Outcome<Self> {
        if let Some(address) = env::var(ADDRESS).ok().filter(|address| !address.is_empty()) {
            return Ok(Self { address, _server: None });
        }
        temporary::sweep();
        Self::start_own("fsync=off")
    }

    /// Starts a server that waits for the disk at each commit, whatever server the environment names: what is not
    /// durable is not worth measuring.
    pub(crate) fn start_durable() -> Outcome<Self> {
        temporary::sweep();
        Self::start_own("fsync=on")
    }

    fn start_own(disk: &str) -> Outcome<Self> {
        let programs = install::postgres_folder().ok_or("No PostgreSQL server on this machine.")?;
        let server = Server::start(Keeper::find(programs)?, disk)?;
        let address = format!("postgres://rotative@127.0.0.1:{}/postgres", server.port);
        Ok(Self {
            address,
            _server: Some(server),
        })
    }

    /// Where it answers, as a `postgres://` address of a superuser without a password.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

/// Who runs the server's programs: this account, or another one when this is the superuser,
/// under whom PostgreSQL refuses to run.
#[derive(Debug)]
struct Keeper {
    programs: PathBuf,
    account: Option<Account>,
}

#[derive(Debug, Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Keeper {
    fn find(programs: PathBuf) -> Outcome<Self> {
        if !workspace::is_root() {
            return Ok(Self { programs, account: None });
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let account = account_of(&accounts, "postgres").or_else(|| account_of(&accounts, "nobody"));
        let account = account.ok_or("No account to run PostgreSQL under: neither postgres nor nobody.")?;
        Ok(Self {
            programs,
            account: Some(account),
        })
    }

    fn own(&self, folder: &Path) -> Outcome {
        let Some(Account { user, group }) = self.account else {
            return Ok(());
        };
        chown(folder, Some(user), Some(group)).map_err(|fault| format!("{} could not be handed over: {fault}.", folder.display()))
    }

    fn command(&self, program: &str, folder: &Path) -> Command {
        let program = self.programs.join(program);
        let mut command = match self.account {
            Some(account) => as_account(account, program.as_os_str()),
            None => Command::new(program),
        };
        command.current_dir(folder).stdin(Stdio::null()).env_remove("PGDATA");
        command
    }
}

fn account_of(accounts: &str, name: &str) -> Option<Account> {
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    Some(Account {
        user: numbers.next()?.ok()?,
        group: numbers.next()?.ok()?,
    })
}

/// The server is to end with this process, even when it is killed.
fn as_account(account: Account, program: &OsStr) -> Command {
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={}", account.user))
        .arg(format!("--regid={}", account.group))
        .args(["--clear-groups", "--pdeathsig", "QUIT"])
        .arg(program);
    command
}

#[derive(Debug)]
struct Server {
    port: u16,
    child: Child,
    keeper: Keeper,
    folder: TempFolder,
}

impl Server {
    fn start(keeper: Keeper, disk: &str) -> Outcome<Self> {
        let folder = TempFolder::new("postgres")?;
        keeper.own(folder.path())?;
        make_cluster(&keeper, folder.path())?;
        let port = free_port()?;
        let child = start_in(&keeper, folder.path(), &Setting { port, disk })?;
        let mut server = Self {
            port,
            child,
            keeper,
            folder,
        };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The eighth line of its `postmaster.pid` says whether the server takes connections.
    fn wait_until_ready(&mut self) -> Outcome {
        let start = Instant::now();
        let notes = self.folder.path().join("data/postmaster.pid");
        while start.elapsed() < PATIENCE {
            let said = fs::read_to_string(&notes).unwrap_or_default();
            if said.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(format!("PostgreSQL ended with {status}:\n{}", log_in(self.folder.path())));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(format!("PostgreSQL was not ready within {} s.", PATIENCE.as_secs()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.keeper.command("pg_ctl", self.folder.path());
        stop.args(["stop", "-m", "immediate", "-s", "-D", "data"]);
        let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !stopped.is_ok_and(|status| status.success()) {
            let _ended_already = self.child.kill();
        }
        let _reaped = self.child.wait();
    }
}

fn make_cluster(keeper: &Keeper, folder: &Path) -> Outcome {
    let mut initdb = keeper.command("initdb", folder);
    initdb.args([
        "--auth=trust",
        "--no-sync",
        "-U",
        "rotative",
        "--encoding=UTF8",
        "--locale=C",
        "-D",
        "data",
    ]);
    let made = initdb.output().map_err(|fault| format!("initdb could not be started: {fault}."))?;
    if made.status.success() {
        return Ok(());
    }
    Err(format!("initdb failed:\n{}", String::from_utf8_lossy(&made.stderr)))
}

/// Where a server listens, and how much it trusts the disk.
struct Setting<'a> {
    port: u16,
    disk: &'a str,
}

/// Started as our own child and not by `pg_ctl`, so that Ctrl-C in a terminal reaches it too:
/// on that signal PostgreSQL closes by itself.
fn start_in(keeper: &Keeper, folder: &Path, setting: &Setting<'_>) -> Outcome<Child> {
    let Setting { port, disk } = setting;
    let log = fs::File::create(folder.join("log")).map_err(|fault| format!("The log of PostgreSQL could not be made: {fault}."))?;
    let mut postgres = keeper.command("postgres", folder);
    postgres.args(["-D", "data", "-h", "127.0.0.1", "-p", &port.to_string()]);
    for setting in [disk, "jit=off", "max_connections=200", &socket_setting(folder)] {
        postgres.args(["-c", setting]);
    }
    postgres.stdout(Stdio::null()).stderr(log);
    postgres
        .spawn()
        .map_err(|fault| format!("PostgreSQL could not be started: {fault}."))
}

fn socket_setting(folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let fits = folder.len() <= SOCKET_FOLDER_ROOM;
    format!("unix_socket_directories={}", if fits { &folder } else { "" })
}

fn log_in(folder: &Path) -> String {
    fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// A port that was free a moment ago; the tests of one machine do not race for it.
fn free_port() -> Outcome<u16> {
    let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    free.map(|address| address.port())
        .map_err(|fault| format!("No free port: {fault}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "postgresql:x:1:2::/:/bin/sh\npostgres:x:101:104:Admin:/var:/bin/bash\n";
        let account = account_of(accounts, "postgres").unwrap();
        assert_eq!((account.user, account.group), (101, 104));
        assert!(account_of(accounts, "nobody").is_none());
    }

    #[test]
    fn a_socket_that_would_not_fit_is_left_out() {
        assert_eq!(socket_setting(Path::new("/tmp/a")), "unix_socket_directories=/tmp/a");
        assert_eq!(socket_setting(Path::new(&"x".repeat(90))), "unix_socket_directories=");
    }
}

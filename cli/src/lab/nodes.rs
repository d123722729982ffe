//! One node of a laboratory: its directory, its process. Must not know the others.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bigre_protocol::id::CoopId;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use serde::{Deserialize, Serialize};

/// End of the log that is shown when a node does not start, in bytes.
const LAST_WORDS: u64 = 600;

/// A node.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Node {
    /// Its cooperative's name.
    pub name: String,
    /// Its data directory.
    pub dir: PathBuf,
    /// The loopback port it listens on, TCP and QUIC.
    pub port: u16,
    /// The port that its card announces.
    pub reach: u16,
    /// Its cooperative.
    pub coop: CoopId,
    /// Its process, when it was last started.
    pub pid: Option<i32>,
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

/// Loopback ports that were free a moment ago.
pub(super) fn free_ports(count: usize) -> io::Result<Vec<u16>> {
    // All are held at once, so that none is given twice.
    let held = (0..count).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<io::Result<Vec<_>>>()?;
    held.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

impl Node {
    pub(super) fn new(lab: &Path, name: &str, port: u16, reach: u16) -> Node {
        let dir = lab.join(slug(name));
        Node { name: name.into(), dir, port, reach, coop: CoopId([0; 32]), pid: None }
    }

    /// Its name as a file name.
    pub fn slug(&self) -> String {
        slug(&self.name)
    }

    pub(super) fn address(&self) -> String {
        format!("/ip4/127.0.0.1/tcp/{}", self.reach)
    }

    /// Writes its settings, before it has an identity.
    pub(super) fn configure(&self) -> io::Result<()> {
        std::fs::DirBuilder::new().mode(0o700).create(&self.dir)?;
        let port = self.port;
        let text = format!(
            "laboratory = true\n\n[network]\nlisten = [\"/ip4/127.0.0.1/tcp/{port}\", \
             \"/ip4/127.0.0.1/udp/{port}/quic-v1\"]\n\n[storage]\ndisk_floor = \"64 MiB\"\n"
        );
        std::fs::write(self.dir.join("config.toml"), text)?;
        std::fs::set_permissions(
            self.dir.join("config.toml"),
            std::os::unix::fs::PermissionsExt::from_mode(0o600),
        )
    }

    fn log(&self) -> PathBuf {
        self.dir.join("node.log")
    }

    /// Starts its process, which outlives this one.
    pub(super) fn spawn(&mut self, program: &Path) -> io::Result<()> {
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(self.log())?;
        let child = Command::new(program)
            .args(["node", "run", "--data"])
            .arg(&self.dir)
            .env_remove("BIGRE_DATA")
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // Ctrl-C on the terminal is for this process alone: it stops the nodes itself.
            .process_group(0)
            .spawn()?;
        self.pid = i32::try_from(child.id()).ok();
        Ok(())
    }

    fn process(&self) -> Option<Pid> {
        self.pid.and_then(Pid::from_raw)
    }

    /// Whether its process lives.
    pub fn is_running(&self) -> bool {
        let Some(pid) = self.process() else { return false };
        match rustix::process::waitpid(Some(pid), rustix::process::WaitOptions::NOHANG) {
            // A child of ours keeps its number until it is waited for.
            Ok(status) => status.is_none(),
            // Another program started it; its number may have been given to another process since.
            Err(_) => {
                let command =
                    std::fs::read(format!("/proc/{}/cmdline", pid.as_raw_nonzero())).unwrap_or_default();
                let is_ours = |word: &[u8]| word == self.dir.as_os_str().as_encoded_bytes();
                test_kill_process(pid).is_ok() && command.split(|byte| *byte == 0).any(is_ours)
            }
        }
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Ends it at once, as a power cut would.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
    }

    fn signal(&self, signal: Signal) {
        if let Some(pid) = self.process().filter(|_| self.is_running()) {
            let _ = kill_process(pid, signal);
        }
    }

    /// The end of its log.
    pub(super) fn last_words(&self) -> String {
        let read = || -> io::Result<String> {
            let mut file = File::open(self.log())?;
            let length = file.metadata()?.len();
            file.seek(io::SeekFrom::Start(length.saturating_sub(LAST_WORDS)))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        read().unwrap_or_default()
    }
}

//! A federation of real processes on this machine, each with its keys, its data and its socket.
//!
//! Knows how to found it, start it, cut it and stop it; must not know what is tried on it.

mod nodes;

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bigre_node::api::model::{Block, Status};
use bigre_node::identity::{self, IdentityError, InitOptions, Passphrase};
use bigre_protocol::id::CoopId;
use serde::{Deserialize, Serialize};

pub use nodes::Node;

use crate::client::Client;
use crate::failure::{Exit, Failure};

/// Name of the file that lists the nodes.
const FILE: &str = "lab.json";
/// The cooperatives' names, in order; further ones are numbered.
pub const NAMES: [&str; 6] =
    ["Coopaname", "Oxalis", "Smart", "Crealead", "Grands Ensemble", "La Manufacture"];
/// The passphrase of every key of a laboratory: it protects nothing.
const PASSPHRASE: &str = "laboratoire";
/// Work of the lock, as a power of two: trials do not wait.
const WORK_FACTOR: u8 = 10;
/// How long a node may take to start or to stop (guess: a slow disk).
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked at meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// A laboratory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lab {
    /// Its directory.
    #[serde(skip)]
    pub dir: PathBuf,
    /// Its nodes.
    pub nodes: Vec<Node>,
    /// The federation's name.
    pub federation: String,
    /// The federation's fingerprint in words.
    pub fingerprint: String,
    /// The program that runs the nodes: by default this one.
    #[serde(skip)]
    pub program: PathBuf,
}

fn failed(code: &str, path: &Path, error: &dyn std::fmt::Display) -> Failure {
    let args = [("path", path.display().to_string()), ("error", error.to_string())];
    Failure::new(Exit::Refused, code, &args)
}

impl Lab {
    /// Reads the laboratory of a directory; `None` when there is none.
    pub fn open(dir: &Path) -> Result<Option<Lab>, Failure> {
        let path = dir.join(FILE);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("cli-lab-file", &path, &error)),
        };
        let lab: Lab =
            serde_json::from_slice(&text).map_err(|error| failed("cli-lab-file", &path, &error))?;
        Ok(Some(Lab { dir: dir.into(), program: this_program(), ..lab }))
    }

    /// The laboratory of a directory, which must be there.
    pub fn there(dir: &Path) -> Result<Lab, Failure> {
        let none = || Failure::new(Exit::Refused, "cli-no-lab", &[("path", dir.display().to_string())]);
        Lab::open(dir)?.ok_or_else(none)
    }

    /// Makes the keys, cards and founding page of a new federation. Nothing runs yet.
    pub fn found(dir: &Path, federation: &str, names: &[String]) -> Result<Lab, Failure> {
        Lab::found_through(dir, federation, names, |_, port| port)
    }

    /// The same, with cards that announce another port than the one listened on, as behind a proxy.
    pub fn found_through(
        dir: &Path,
        federation: &str,
        names: &[String],
        reach: impl Fn(usize, u16) -> u16,
    ) -> Result<Lab, Failure> {
        let file = |error| failed("cli-lab-file", dir, &error);
        std::fs::create_dir_all(dir).map_err(file)?;
        let ports = nodes::free_ports(names.len()).map_err(file)?;
        let nodes = names.iter().zip(ports).enumerate();
        let nodes = nodes.map(|(at, (name, port))| Node::new(dir, name, port, reach(at, port))).collect();
        Lab::make(dir, federation, nodes)
    }

    fn make(dir: &Path, federation: &str, mut nodes: Vec<Node>) -> Result<Lab, Failure> {
        let passphrase = Passphrase::new(PASSPHRASE.into());
        let told = |error: IdentityError| Failure::refused(error.problem());
        let mut cards = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            node.configure().map_err(|error| failed("cli-lab-file", &node.dir, &error))?;
            let options = InitOptions {
                name: node.name.clone(),
                legal: format!("FR:SIREN:{:09}", 900_000_000 + at),
                addresses: vec![node.address()],
                passphrase: passphrase.clone(),
                work_factor: Some(WORK_FACTOR),
            };
            identity::init(&node.dir, &options).map_err(told)?;
            cards.push(node.dir.join("card.cbor"));
        }
        let mut fingerprint = String::new();
        for node in &mut nodes {
            let founded = identity::found(&node.dir, federation, &cards, &passphrase).map_err(told)?;
            node.coop = founded.coop;
            fingerprint = founded.founding.federation().words();
        }
        let (dir, program) = (dir.to_owned(), this_program());
        let lab = Lab { dir, nodes, federation: federation.into(), fingerprint, program };
        lab.save()?;
        Ok(lab)
    }

    fn save(&self) -> Result<(), Failure> {
        let path = self.dir.join(FILE);
        let draft = self.dir.join("lab.json.new");
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        std::fs::write(&draft, text)
            .and_then(|()| std::fs::rename(&draft, &path))
            .map_err(|error| failed("cli-lab-file", &path, &error))
    }

    /// Starts the nodes that do not run, and waits until each answers.
    pub fn start(&mut self) -> Result<(), Failure> {
        self.start_some(|_| true)
    }

    /// Starts some of the nodes that do not run, and waits until each answers.
    pub fn start_some(&mut self, which: impl Fn(&Node) -> bool) -> Result<(), Failure> {
        for node in self.nodes.iter_mut().filter(|node| which(node)) {
            if !node.is_running() {
                node.spawn(&self.program).map_err(|error| failed("cli-lab-start", &node.dir, &error))?;
            }
        }
        self.save()?;
        for node in self.nodes.iter().filter(|node| which(node)) {
            let client = node.client()?;
            let mut is_up = false;
            wait(|| {
                is_up = client.get::<Status>("/v1/status").is_ok();
                is_up || !node.is_running()
            });
            if !is_up {
                return Err(failed("cli-lab-start", &node.dir, &node.last_words()));
            }
        }
        Ok(())
    }

    /// Stops every node, cleanly.
    pub fn stop(&self) {
        self.nodes.iter().for_each(Node::terminate);
        self.nodes.iter().for_each(|node| wait(|| !node.is_running()));
    }

    /// Erases the laboratory. Only what `found` made goes.
    pub fn erase(&self) -> Result<(), Failure> {
        for node in &self.nodes {
            std::fs::remove_dir_all(&node.dir).map_err(|error| failed("cli-lab-file", &node.dir, &error))?;
        }
        let path = self.dir.join(FILE);
        std::fs::remove_file(&path).map_err(|error| failed("cli-lab-file", &path, &error))?;
        // Stays if somebody else put something there.
        let _ = std::fs::remove_dir(&self.dir);
        Ok(())
    }

    /// The node that a number (from 1) or a name means.
    pub fn node(&self, text: &str) -> Result<&Node, Failure> {
        let by_number = text.parse::<usize>().ok().and_then(|at| self.nodes.get(at.checked_sub(1)?));
        let folded = text.to_lowercase();
        let by_name =
            || self.nodes.iter().find(|node| node.name.to_lowercase() == folded || node.slug() == folded);
        by_number.or_else(by_name).ok_or_else(|| {
            let names: Vec<&str> = self.nodes.iter().map(|node| node.name.as_str()).collect();
            let args = [("node", text.to_owned()), ("names", names.join(", "))];
            Failure::new(Exit::Refused, "cli-no-such-node", &args)
        })
    }

    /// Cuts two sides off from each other; an empty side joins everybody.
    pub fn partition(&self, side: &[CoopId]) -> Result<(), Failure> {
        for node in self.nodes.iter().filter(|node| node.is_running()) {
            let mine = side.contains(&node.coop);
            let others = self.nodes.iter().map(|node| node.coop);
            let coops = if side.is_empty() {
                Vec::new()
            } else {
                others.filter(|coop| side.contains(coop) != mine).collect()
            };
            let _: serde_json::Value =
                node.client()?.send(hyper::Method::POST, "/v1/lab/block", &Block { coops })?;
        }
        Ok(())
    }
}

fn this_program() -> PathBuf {
    std::env::current_exe().unwrap_or_else(|_| "bigre".into())
}

/// Waits until something is so, or patience ends.
pub fn wait(mut is: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is() && Instant::now() < end {
        std::thread::park_timeout(LOOK);
    }
}

impl Node {
    /// A client of this node.
    pub fn client(&self) -> Result<Client, Failure> {
        Ok(Client::new(self.dir.join("api.sock"))?)
    }
}

//! What every verb has at hand: where the data are, the reader's language, the way out. Must not know the verbs.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use bigre_node::config::{Config, Overrides};
use etcetera::BaseStrategy as _;

use crate::args::Global;
use crate::client::Client;
use crate::failure::{Exit, Failure};
use crate::i18n::Translator;
use crate::out::Out;
use crate::render::wrap;

/// What every verb has at hand.
#[derive(Debug)]
pub struct Context {
    /// The data directory.
    pub dir: PathBuf,
    /// The reader's language.
    pub tr: Translator,
    /// Where results go.
    pub out: Out,
    /// Whether JSON is asked for.
    pub json: bool,
    /// Whether only results and errors are.
    pub quiet: bool,
    /// How much more is.
    pub verbose: u8,
    /// When the program started, in milliseconds since the Unix epoch.
    pub now: u64,
}

impl Context {
    /// The data directory that the flags or the environment name, or the default one.
    pub fn data_dir(global: &Global) -> Result<PathBuf, Failure> {
        if let Some(dir) = &global.data {
            return Ok(dir.clone());
        }
        let strategy =
            etcetera::choose_base_strategy().map_err(|_| Failure::new(Exit::Usage, "cli-no-home", &[]))?;
        Ok(strategy.data_dir().join("bigre"))
    }

    /// From the global flags.
    pub fn new(dir: PathBuf, global: &Global, tr: Translator) -> Context {
        Context {
            dir,
            tr,
            out: Out::process(global.color),
            json: global.json,
            quiet: global.quiet,
            verbose: global.verbose,
            now: Context::clock(),
        }
    }

    /// What the clock says, in milliseconds since the Unix epoch: for verbs that last.
    pub fn clock() -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
    }

    /// The settings in force.
    pub fn config(&self) -> Result<Config, Failure> {
        Config::load(&self.dir, &Overrides::default()).map_err(|error| Failure::refused(error.problem()))
    }

    /// A client of this data directory's node.
    pub fn client(&self) -> Result<Client, Failure> {
        Ok(Client::new(self.config()?.socket(&self.dir))?)
    }

    /// A paragraph of results, broken at the width, unless JSON or quiet is asked for.
    pub fn paragraph(&self, text: &str) {
        self.note(&wrap(text, usize::from(self.out.columns)).join("\n"));
    }

    /// One line of results, unless JSON or quiet is asked for.
    pub fn note(&self, text: &str) {
        if !self.json && !self.quiet {
            self.out.line(text);
        }
    }
}

//! Asks for a passphrase: from a file, or on the terminal without showing it. Must not know what it opens.

use std::fs::File;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::path::Path;

use bigre_node::identity::Passphrase;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use crate::args::PassphraseArgs;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::say;

/// Syllables of a made-up passphrase: each tells 6 bits (16 consonants, 4 vowels).
const SYLLABLES: usize = 20;

/// The passphrase of an existing key.
pub(crate) fn existing(context: &Context, args: &PassphraseArgs) -> Result<Passphrase, Failure> {
    match &args.passphrase_file {
        Some(path) => from_file(path),
        None => Terminal::open()?.ask(&say!(context.tr, "passphrase-ask")),
    }
}

/// The passphrase of a key that somebody keeps in a file.
pub(crate) fn of_file(context: &Context, args: &PassphraseArgs, key: &Path) -> Result<Passphrase, Failure> {
    match &args.passphrase_file {
        Some(path) => from_file(path),
        None => Terminal::open()?.ask(&say!(context.tr, "passphrase-of", file = key.display().to_string())),
    }
}

/// What a person types after a question.
pub(crate) fn typed(context: &Context, question: &str) -> Result<String, Failure> {
    context.out.error(question);
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::file("cli-read", Path::new("-"), &error))?;
    Ok(line)
}

/// Asks whether to go on, when a person sits at the terminal; a program is not asked.
pub(crate) fn confirmed(context: &Context, question: &str) -> Result<bool, Failure> {
    if context.json || !std::io::stdin().is_terminal() {
        return Ok(true);
    }
    Ok(matches!(
        typed(context, question)?.trim().to_lowercase().as_str(),
        "o" | "oui" | "j" | "ja" | "y" | "yes"
    ))
}

/// A new passphrase: typed twice.
pub(crate) fn chosen(context: &Context, args: &PassphraseArgs) -> Result<Passphrase, Failure> {
    if let Some(path) = &args.passphrase_file {
        return from_file(path);
    }
    let mut terminal = Terminal::open()?;
    let first = terminal.ask(&say!(context.tr, "passphrase-choose"))?;
    let again = terminal.ask(&say!(context.tr, "passphrase-again"))?;
    if first == again { Ok(first) } else { Err(Failure::new(Exit::Usage, "cli-passphrase-differs", &[])) }
}

/// A made-up passphrase of 120 bits that can be read aloud, as `bafo-kiru-…`.
pub(crate) fn generated() -> Result<Passphrase, Failure> {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aiou";
    let mut bytes = Zeroizing::new([0u8; SYLLABLES]);
    getrandom::fill(bytes.as_mut_slice())
        .map_err(|error| Failure::new(Exit::Refused, "identity-random", &[("error", error.to_string())]))?;
    let mut text = Passphrase::new(String::with_capacity(SYLLABLES * 3));
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && at % 2 == 0 {
            text.push('-');
        }
        text.push(char::from(CONSONANTS[usize::from(byte >> 4)]));
        text.push(char::from(VOWELS[usize::from(byte & 3)]));
    }
    Ok(text)
}

fn from_file(path: &Path) -> Result<Passphrase, Failure> {
    let file = File::open(path).map_err(|error| Failure::file("cli-read", path, &error))?;
    let mut line = Passphrase::default();
    BufReader::new(file).read_line(&mut line).map_err(|error| Failure::file("cli-read", path, &error))?;
    Ok(without_end(&line))
}

fn without_end(line: &Passphrase) -> Passphrase {
    Passphrase::new(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The terminal, even when standard input is something else.
struct Terminal {
    file: BufReader<File>,
}

/// Shows again what is typed, whatever happened.
struct Hidden<'a> {
    terminal: &'a File,
    before: Termios,
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Flush, &self.before);
    }
}

impl Terminal {
    fn open() -> Result<Terminal, Failure> {
        let none = |_| Failure::new(Exit::Usage, "cli-no-terminal", &[]);
        let file = File::options().read(true).write(true).open("/dev/tty").map_err(none)?;
        Ok(Terminal { file: BufReader::new(file) })
    }

    fn ask(&mut self, prompt: &str) -> Result<Passphrase, Failure> {
        let path = Path::new("/dev/tty");
        let broken = |error| Failure::file("cli-read", path, &error);
        let handle = self.file.get_ref().try_clone().map_err(broken)?;
        let before = tcgetattr(&handle).map_err(|error| broken(error.into()))?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        silent.local_modes.insert(LocalModes::ECHONL);
        let hidden = Hidden { terminal: &handle, before };
        tcsetattr(&handle, OptionalActions::Flush, &silent).map_err(|error| broken(error.into()))?;
        write!(&handle, "{prompt} ").map_err(broken)?;
        let mut line = Passphrase::default();
        self.file.read_line(&mut line).map_err(broken)?;
        drop(hidden);
        if line.is_empty() {
            return Err(Failure::new(Exit::Usage, "cli-no-terminal", &[]));
        }
        Ok(without_end(&line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_passphrases_differ_and_can_be_read() {
        let (one, two) = (generated().unwrap(), generated().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.split('-').count(), SYLLABLES / 2);
        assert!(one.chars().all(|c| c == '-' || c.is_ascii_lowercase()));
    }

    #[test]
    fn the_first_line_of_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "deux mots \r\nautre").unwrap();
        assert_eq!(from_file(file.path()).unwrap().as_str(), "deux mots ");
    }
}

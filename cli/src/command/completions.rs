//! `bigre completions`: what a shell needs to complete the verbs and their flags.

use clap_complete::{Shell, generate};

use crate::args::{CompletionsArgs, ShellName};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::help;

pub(super) fn run(context: &Context, args: &CompletionsArgs) -> Result<Exit, Failure> {
    let shell = match args.shell {
        ShellName::Fish => Shell::Fish,
        ShellName::Bash => Shell::Bash,
        ShellName::Zsh => Shell::Zsh,
    };
    let mut script = Vec::new();
    generate(shell, &mut help::command(&context.tr), "bigre", &mut script);
    context.out.line(String::from_utf8_lossy(&script).trim_end());
    Ok(Exit::Done)
}

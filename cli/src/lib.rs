//! The command line `bigre`: every verb is a client of the local API, but those that make or run a node.
//!
//! Knows how to parse, ask and show; must not know how a node works.

pub mod args;
pub mod client;
pub mod command;
pub mod context;
pub mod exported;
pub mod failure;
mod help;
pub mod i18n;
pub mod invent;
pub mod lab;
pub mod mapping;
pub mod out;
mod passphrase;
pub mod progress;
pub mod query;
pub mod render;
pub mod report;
pub mod sheet;
pub mod statement;
mod usage;
pub mod watches;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Args, ColorWhen};
use context::Context;
use failure::Exit;
use i18n::{Lang, Translator};
use out::Out;

/// The program: reads the arguments of the process, does what they say, and gives the exit code.
pub fn main() -> ExitCode {
    run(std::env::args_os().collect()).into()
}

/// The same with other arguments, the first being the program's name.
pub fn run(arguments: Vec<OsString>) -> Exit {
    let lang = Lang::choose(&arguments, &|name| std::env::var(name).ok());
    let translator = Translator::new(lang);
    let parsed = help::command(&translator).try_get_matches_from(&arguments).and_then(|matches| {
        Args::from_arg_matches(&matches).map_err(|error| error.format(&mut help::command(&translator)))
    });
    let args = match parsed {
        Ok(args) => args,
        Err(error) => return usage::explain(&error, &translator, &Out::process(ColorWhen::Auto)),
    };
    let context = match Context::data_dir(&args.global) {
        Ok(dir) => Context::new(dir, &args.global, translator),
        Err(failure) => return failure.show(&Out::process(args.global.color), &translator, args.global.json),
    };
    match command::run(&context, args.verb) {
        Ok(exit) => exit,
        Err(failure) => failure.show(&context.out, &context.tr, context.json),
    }
}

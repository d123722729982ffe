//! One file a noun: what each verb does. This one only leads to them.

mod about;
mod backup;
mod bundle;
mod card;
pub mod charter;
mod completions;
mod config;
pub mod demo;
mod doctor;
mod draft;
mod entry;
mod fair;
mod federation;
mod fund;
mod init;
mod invite;
mod join;
mod key;
mod listing;
mod matching;
mod member;
mod members;
pub mod mesh;
mod node;
mod place;
mod proposal;
mod register;
mod search;
mod signing;
mod status;
mod store;
mod suspend;
mod vocabulary;
mod watch;
mod words;

use crate::args::Verb;
use crate::context::Context;
use crate::failure::{Exit, Failure};

/// Does what a verb says.
pub fn run(context: &Context, verb: Verb) -> Result<Exit, Failure> {
    match verb {
        Verb::Init(args) => init::run(context, &args),
        Verb::Card(verb) => card::run(context, &verb),
        Verb::Federation(verb) => federation::run(context, &verb),
        Verb::Invite(args) => invite::run(context, &args),
        Verb::Join(args) => join::run(context, &args),
        Verb::Charter(verb) => charter::run(context, &verb),
        Verb::Register(verb) => register::run(context, &verb),
        Verb::Suspend(args) => suspend::run(context, &args),
        Verb::Fund(verb) => fund::run(context, &verb),
        Verb::Guarantee(verb) => fund::guarantee(context, &verb),
        Verb::Node(verb) => node::run(context, &verb),
        Verb::Status => status::run(context),
        Verb::Peers => status::peers(context),
        Verb::Sync(verb) => status::sync(context, &verb),
        Verb::Member(verb) => member::run(context, &verb),
        Verb::Offer(verb) => listing::run(context, listing::Noun::Offer, &verb),
        Verb::Need(verb) => listing::run(context, listing::Noun::Need, &verb),
        Verb::Service(verb) => listing::run(context, listing::Noun::Service, &verb),
        Verb::Search(args) => search::run(context, &args),
        Verb::Match(verb) => matching::run(context, &verb),
        Verb::Watch(verb) => watch::run(context, &verb),
        Verb::Trades(args) => fair::trades(context, &args),
        Verb::Places(args) => fair::count(context, "place", &args),
        Verb::Coops(args) => fair::count(context, "coop", &args),
        Verb::Vocabulary(verb) => vocabulary::run(context, &verb),
        Verb::Export(args) => bundle::export(context, &args.file),
        Verb::Import(args) => bundle::import(context, &args.file),
        Verb::Config(verb) => config::run(context, &verb),
        Verb::Store(verb) => store::run(context, &verb),
        Verb::Backup(verb) => backup::run(context, &verb),
        Verb::Restore(args) => backup::restore(context, &args),
        Verb::Doctor(args) => doctor::run(context, &args),
        Verb::Key(verb) => key::run(context, &verb),
        Verb::Mesh(verb) => mesh::run(context, verb),
        Verb::Demo(args) => demo::run(context, &args),
        Verb::Completions(args) => completions::run(context, &args),
        Verb::About(args) => about::run(context, &args),
    }
}

#[cfg(test)]
mod tests;

//! The help in the reader's language: walks the tree of verbs and replaces the English sentences of the code.
//!
//! Keys: `help-<verb>-<verb>` for a verb, `help-<verb>-<verb>-<argument>` for an argument, or `help-arg-<argument>` for
//! one that several verbs share.

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::args::Args;
use crate::i18n::{Lang, Translator};

/// The verbs, in the reader's language.
pub(crate) fn command(tr: &Translator) -> Command {
    // What every verb takes comes after what is its own.
    let last = |arg: Arg| if arg.is_global_set() { arg.display_order(900) } else { arg };
    let mut command = with_lang(Args::command().mut_args(last), true);
    if tr.lang() != Lang::En {
        command = translated(command, tr, "help").version_flag(tr);
    }
    command
}

/// Gives each verb `--lang` after it too, but those of searches, whose `--lang` is the language of work.
fn with_lang(command: Command, top: bool) -> Command {
    if !top
        && command.get_arguments().any(|arg| arg.get_id() == "languages" && arg.get_long() == Some("lang"))
    {
        return command;
    }
    let command = match (top, command.has_subcommands()) {
        (false, false) => command.arg(
            Arg::new("message-lang")
                .long("lang")
                .hide(true)
                .value_name("LANG")
                .value_parser(["fr", "nl", "en"]),
        ),
        _ => command,
    };
    command.mut_subcommands(|sub| with_lang(sub, false))
}

fn translated(command: Command, tr: &Translator, path: &str) -> Command {
    let about = tr.find(path, &[]);
    let heading = |key: &str| tr.say(key, &[]);
    let mut command = command
        .disable_help_flag(true)
        .subcommand_help_heading(heading("help-heading-verbs"))
        .subcommand_value_name(heading("help-heading-verb"))
        .help_template(template(tr))
        .arg(
            Arg::new("aide")
                .short('h')
                .long("help")
                .alias("aide")
                .action(ArgAction::Help)
                .help(heading("help-arg-help"))
                .help_heading(heading("help-heading-options")),
        );
    if let Some(about) = about {
        command = command.about(about);
    }
    command = command.mut_args(|arg| {
        let own = format!("{path}-{}", arg.get_id());
        let shared = format!("help-arg-{}", arg.get_id());
        let which = if arg.is_positional() { "help-heading-arguments" } else { "help-heading-options" };
        let arg = arg.help_heading(heading(which));
        match tr.find(&own, &[]).or_else(|| tr.find(&shared, &[])) {
            Some(help) => explained(arg, help, tr),
            None => arg,
        }
    });
    command.mut_subcommands(|sub| {
        let path = format!("{path}-{}", sub.get_name());
        translated(sub, tr, &path)
    })
}

/// The help of an argument with its values, its default and its variable, which clap would tell in English.
fn explained(arg: Arg, help: String, tr: &Translator) -> Arg {
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let takes_value = arg.get_action().takes_values();
    let variable = arg.get_env().map(|name| name.to_string_lossy().into_owned());
    let mut parts = vec![help];
    if !values.is_empty() && takes_value {
        parts.push(tr.say("help-heading-values", &[("values", values.join(", ").into())]));
    }
    if !defaults.is_empty() && takes_value {
        parts.push(tr.say("help-heading-default", &[("value", defaults.join(", ").into())]));
    }
    if let Some(name) = variable {
        parts.push(tr.say("help-heading-variable", &[("name", name.into())]));
    }
    let arg = arg.help(parts.join(" "));
    if takes_value { arg.hide_possible_values(true).hide_default_value(true).hide_env(true) } else { arg }
}

fn template(tr: &Translator) -> String {
    format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}", tr.say("help-heading-usage", &[]))
}

/// `--version` in the reader's language, at the top only.
trait VersionFlag {
    fn version_flag(self, tr: &Translator) -> Self;
}

impl VersionFlag for Command {
    fn version_flag(self, tr: &Translator) -> Command {
        self.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(tr.say("help-arg-version", &[]))
                .help_heading(tr.say("help-heading-options", &[])),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(command: &Command, path: &str, found: &mut Vec<Vec<String>>) {
        found.push(vec![path.to_string()]);
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let id = arg.get_id();
            found.push(vec![format!("{path}-{id}"), format!("help-arg-{id}")]);
        }
        for sub in command.get_subcommands() {
            keys(sub, &format!("{path}-{}", sub.get_name()), found);
        }
    }

    #[test]
    fn every_verb_and_argument_has_a_french_and_a_dutch_help() {
        every_help_is_there(Lang::Fr, include_str!("../locales/help.fr.ftl"));
        every_help_is_there(Lang::Nl, include_str!("../locales/help.nl.ftl"));
    }

    fn every_help_is_there(lang: Lang, text: &str) {
        let tr = Translator::new(lang);
        let mut wanted = Vec::new();
        keys(&Args::command(), "help", &mut wanted);
        let missing: Vec<&Vec<String>> =
            wanted.iter().filter(|keys| !keys.iter().any(|key| tr.has(key))).collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:#?}");
        let known: BTreeSet<&String> = wanted.iter().flatten().collect();
        let defined = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key.to_string());
        let spare: Vec<String> = defined
            .filter(|key| !known.contains(key) && !key.starts_with("help-heading-"))
            .filter(|key| !matches!(key.as_str(), "help-arg-help" | "help-arg-version"))
            .collect();
        assert!(spare.is_empty(), "{lang:?}: {spare:#?}");
    }

    #[test]
    fn both_commands_are_sound() {
        for lang in [Lang::Fr, Lang::En, Lang::Nl] {
            command(&Translator::new(lang)).debug_assert();
        }
    }

    #[test]
    fn help_is_in_one_language_throughout() {
        let words =
            [&["bigre", "--help"][..], &["bigre", "member", "import", "--help"], &["bigre", "search", "-h"]];
        for (lang, words) in
            [Lang::Fr, Lang::Nl].into_iter().flat_map(|lang| words.map(|words| (lang, words)))
        {
            let tr = Translator::new(lang);
            let help = command(&tr).try_get_matches_from(words).unwrap_err().to_string();
            for english in ["Usage:", "Commands:", "Print", "ossible", "default", "env", "alias"] {
                assert!(!help.contains(english), "{english} in {help}");
            }
        }
    }
}

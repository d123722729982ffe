//! What is typed is understood as it is meant, and mistakes are refused.

use clap::Parser as _;

use super::*;

fn parse(words: &str) -> Result<Args, clap::error::ErrorKind> {
    Args::try_parse_from(words.split_whitespace().map(|word| word.replace('_', " ")))
        .map_err(|error| error.kind())
}

fn verb(words: &str) -> Verb {
    parse(words).unwrap_or_else(|kind| panic!("{words}: {kind:?}")).verb
}

/// What the guides show, and more.
const SHOWN: &[&str] = &[
    "bigre init --name Oxalis --legal-id FR:SIREN:123456789",
    "bigre init --name Oxalis --legal-id FR:SIREN:123456789 --announce /ip4/1.2.3.4/tcp/1 --generate-passphrase",
    "bigre card show",
    "bigre card export",
    "bigre card export oxalis.card",
    "bigre federation found --name Bigre one.card two.card",
    "bigre federation show",
    "bigre node run",
    "bigre node run --listen /ip4/127.0.0.1/tcp/0 --set storage.cache=1MiB",
    "bigre status",
    "bigre peers --json",
    "bigre sync status",
    "bigre member import members.csv --dry-run --delimiter ; --encoding latin1 --remove-missing --force",
    "bigre member import members.xlsx --sheet Membres --mapping m.toml --review later.csv --replace --yes",
    "bigre member import members.xlsx --mapping-template",
    "bigre member tag members.csv --out tagged.csv --review review.csv --min 0,7",
    "bigre member add --name Ada --title Graphiste --trade graphiste --skill mise-en-page --available yes",
    "bigre member list --page 2",
    "bigre member show abcd",
    "bigre member edit abcd --available non",
    "bigre member remove abcd",
    "bigre offer add Pain --by Ada --trade boulanger --exchange gift --exchange mutual-aid --until 2027-06-30",
    "bigre offer withdraw abcd",
    "bigre need list",
    "bigre need show abcd",
    "bigre search graphiste --near Montpellier --within 50km --coop oxalis --lang fr --kind member --sort distance",
    "bigre search --available --page 2 --json",
    "bigre search comptabilité --other-trade --same-place --sort fresh",
    "bigre watch add soudure --near Nantes --within 30km --name chantier --lang fr --kind offer",
    "bigre watch list --json",
    "bigre watch run",
    "bigre watch run chantier --follow",
    "bigre watch remove chantier",
    "bigre trades",
    "bigre trades art et culture --near Lyon --within 50km --kind member",
    "bigre trades --sectors --coop oxalis --page 2 --per-page 100 --json",
    "bigre places --trade menuisier --kind offer",
    "bigre coops --near Gent --sector bouw",
    "bigre export bundle.cbor",
    "bigre import bundle.cbor",
    "bigre completions fish",
    "bigre config show",
    "bigre config check",
    "bigre store compact",
    "bigre backup create oxalis.bigre --force --identity-only",
    "bigre backup verify oxalis.bigre",
    "bigre restore oxalis.bigre --data new",
    "bigre doctor",
    "bigre doctor --bundle help.txt",
    "bigre key new anne.age --use vote --label Anne",
    "bigre key show anne.age",
    "bigre about data",
    "bigre mesh up",
    "bigre mesh heal",
    "bigre demo",
    "bigre -q --data /tmp/x --color never --lang nl status",
];

#[test]
fn everything_that_the_guide_shows_is_understood() {
    for words in SHOWN {
        verb(words);
    }
}

#[test]
fn what_is_decided_together_is_understood() {
    for words in [
        "bigre charter show",
        "bigre charter sign --federation aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --key anne.age --key bo.age",
        "bigre register list --json",
        "bigre register show 3",
        "bigre register log",
        "bigre register propose admit --card x.card --charter x.cbor --minutes pv.pdf",
        "bigre register propose expel Oxalis --grounds 6 --cut-journal 3 --cut-directory 9",
        "bigre register propose leave",
        "bigre register propose rules --members 100 --megabytes 10",
        "bigre register propose recognise Oxalis abcd",
        "bigre register propose upgrade 2 --minutes pv.pdf",
        "bigre register approve abcd --from a --from b --key anne.age --yes",
        "bigre register withdraw 3 --save a",
        "bigre register export dir",
        "bigre register verify --offline dir",
        "bigre suspend Oxalis --reason stolen --incident 2",
        "bigre card rotate node --cut-journal 3 --cut-directory 4",
        "bigre card rotate root --key aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --threshold 1 --save x",
        "bigre card rotate vote --sign-with anne.age",
        "bigre card renew --name Oxalis2",
        "bigre card address --add /dns/a.coop/tcp/1 --remove /dns/b.coop/tcp/1",
        "bigre card recover --vote",
        "bigre card sign x --key anne.age --yes",
        "bigre card publish x",
        "bigre card verify",
    ] {
        verb(words);
    }
}

#[test]
fn mistakes_are_refused() {
    use clap::error::ErrorKind;
    let cases = [
        ("bigre init --name Oxalis", ErrorKind::MissingRequiredArgument),
        ("bigre federation found --name Bigre", ErrorKind::MissingRequiredArgument),
        ("bigre member import list.csv --force", ErrorKind::MissingRequiredArgument),
        ("bigre search --other-trade", ErrorKind::MissingRequiredArgument),
        ("bigre search --near Lyon --within far", ErrorKind::ValueValidation),
        ("bigre search --page 0", ErrorKind::ValueValidation),
        ("bigre search --kind person", ErrorKind::InvalidValue),
        ("bigre watch add --other-trade", ErrorKind::MissingRequiredArgument),
        ("bigre watch add soudure --page 2", ErrorKind::UnknownArgument),
        ("bigre watch remove", ErrorKind::MissingRequiredArgument),
        ("bigre places --within 50km", ErrorKind::MissingRequiredArgument),
        ("bigre trades --near Lyon --within 0", ErrorKind::ValueValidation),
        ("bigre places Lyon", ErrorKind::UnknownArgument),
        ("bigre coops --kind person", ErrorKind::InvalidValue),
        ("bigre offer add Pain --exchange money", ErrorKind::InvalidValue),
        ("bigre member add --precision street", ErrorKind::InvalidValue),
        ("bigre node run --set storage", ErrorKind::ValueValidation),
        ("bigre key new anne.age --label Anne", ErrorKind::MissingRequiredArgument),
        ("bigre key new anne.age --label Anne --use node", ErrorKind::InvalidValue),
        ("bigre register propose expel Oxalis", ErrorKind::MissingRequiredArgument),
        ("bigre register verify dir", ErrorKind::UnknownArgument),
        ("bigre card rotate node --cut-journal 3", ErrorKind::MissingRequiredArgument),
        ("bigre card rotate vote --threshold 2", ErrorKind::MissingRequiredArgument),
        ("bigre card rotate vote --key nokey", ErrorKind::ValueValidation),
        ("bigre card address", ErrorKind::MissingRequiredArgument),
        ("bigre card address --address /x --add /y", ErrorKind::ArgumentConflict),
        ("bigre statut", ErrorKind::InvalidSubcommand),
        ("bigre status --jason", ErrorKind::UnknownArgument),
        (
            "bigre init --name A --legal-id B --generate-passphrase --passphrase-file f",
            ErrorKind::ArgumentConflict,
        ),
    ];
    for (words, kind) in cases {
        assert_eq!(parse(words).map(|args| args.verb).expect_err(words), kind, "{words}");
    }
}

#[test]
fn a_search_says_all_that_it_looks_for() {
    let words = "bigre search mise_en page --near Saint-Étienne --within 50,5km --lang fr --language nl --kind offer --kind need";
    let Verb::Search(args) = verb(words) else { panic!("a search") };
    let flags = &args.flags;
    assert_eq!(flags.words, ["mise en", "page"]);
    assert_eq!(flags.within, Some(50.5));
    assert_eq!(flags.languages, ["fr", "nl"]);
    assert_eq!(flags.kind.iter().map(|kind| kind.name()).collect::<Vec<_>>(), ["offer", "need"]);
    assert_eq!((args.page, args.per_page, flags.available), (1, 10, false));
}

#[test]
fn oui_and_non_are_answers_too() {
    for (word, expected) in [("yes", YesNo::Yes), ("oui", YesNo::Yes), ("no", YesNo::No), ("non", YesNo::No)]
    {
        let Verb::Member(MemberVerb::Add(flags)) =
            verb(&format!("bigre member add --name A --available {word}"))
        else {
            panic!("a member")
        };
        assert_eq!(flags.available, Some(expected), "{word}");
    }
}

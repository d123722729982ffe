//! The defaults, the order of the sources, and what each mistake says.

use super::*;

fn load(file: &str, environment: &[(&str, &str)], overrides: &Overrides) -> Result<Config, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE), file).unwrap();
    let lookup =
        |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_string());
    let values = gather(dir.path(), overrides, &lookup)?;
    Config::build(Path::new("/d"), &values)
}

#[test]
fn the_documented_example_is_the_defaults() {
    let example = load(&Config::default_toml(), &[], &Overrides::default()).unwrap();
    assert_eq!(example, Config::default());
    assert_eq!(example.storage, Storage { cache: 64 << 20, disk_floor: 1 << 30 });
    assert_eq!(example.network.listen.len(), 4);
    assert_eq!(example.socket(Path::new("/d")), Path::new("/d/api.sock"));
    for (key, _) in SETTINGS {
        let name = key.rsplit('.').next().unwrap();
        assert!(DEFAULTS.lines().any(|line| line.starts_with(&format!("{name} ="))), "{key} is documented");
    }
}

#[test]
fn a_new_file_sets_nothing_but_the_addresses() {
    let announce = vec!["/dns/oxalis.example/tcp/4040".to_string()];
    let initial = load(&Config::initial_toml(&announce), &[], &Overrides::default()).unwrap();
    let mut expected = Config::default();
    expected.network.announce = announce;
    assert_eq!(initial, expected);
    let bare = Config::initial_toml(&[]).parse::<toml::Table>().unwrap();
    assert!(bare.values().all(|section| section.as_table().is_some_and(toml::Table::is_empty)));
}

#[test]
fn flags_win_over_the_environment_over_the_file() {
    let file = "[log]\nlevel = \"warn\"\n[network]\ngossip = false\n[api]\nsocket = \"/run/b.sock\"";
    let environment =
        [("BIGRE_LOG_LEVEL", "debug"), ("BIGRE_NETWORK_LISTEN", "/ip4/127.0.0.1/tcp/0, /ip6/::1/tcp/0")];
    let config = load(file, &environment, &Overrides::default().with("log.level", "trace")).unwrap();
    assert_eq!(config.log.level, "trace");
    assert!(!config.network.gossip);
    assert_eq!(config.network.listen, ["/ip4/127.0.0.1/tcp/0", "/ip6/::1/tcp/0"]);
    assert_eq!(config.socket(Path::new("/d")), Path::new("/run/b.sock"));
    assert_eq!(load(file, &environment, &Overrides::default()).unwrap().log.level, "debug");
    assert_eq!(load(file, &[], &Overrides::default()).unwrap().log.level, "warn");
}

#[test]
fn each_mistake_is_named() {
    let long = format!("[api]\nsocket = \"/{}\"", "x".repeat(110));
    let cases = [
        ("[network", "config-syntax", "line 1"),
        ("\n\na = = 2", "config-syntax", "line 3"),
        ("colour = 1", "config-unknown-key", "`colour`"),
        ("[network]\nlistn = []", "config-unknown-key", "`network.listen`?"),
        ("[network.listen]\ntcp = 1", "config-not-list", "network.listen"),
        ("gossip = true", "config-unknown-key", "`network.gossip`?"),
        ("[network]\ngossip = 1", "config-not-bool", "`network.gossip` is `1` (from the file)"),
        ("[network]\nlisten = \"/ip4/0.0.0.0/tcp/1\"", "config-not-list", "a list"),
        ("[network]\nannounce = [\"oxalis.coop:4040\"]", "config-not-address", "oxalis.coop:4040"),
        ("[storage]\ncache = \"64 megs\"", "config-not-size", "64 megs"),
        ("[storage]\ncache = -1", "config-not-size", "-1"),
        ("[api]\nsocket = \"\"", "config-not-path", "a path"),
        (long.as_str(), "config-socket-too-long", "111 bytes"),
        ("[log]\nlevel = \"loud\"", "config-not-level", "loud"),
        ("[log]\nformat = \"xml\"", "config-not-format", "xml"),
    ];
    for (file, code, part) in cases {
        let error = load(file, &[], &Overrides::default()).expect_err(file);
        assert_eq!(error.problem().code, code, "{file}");
        assert!(error.to_string().contains(part), "{file}: {error}");
    }
    let error = load("", &[("BIGRE_LABORATORY", "maybe")], &Overrides::default()).unwrap_err();
    assert!(error.to_string().contains("BIGRE_LABORATORY"), "{error}");
    let error = load("", &[], &Overrides::default().with("log.levle", "info")).unwrap_err();
    assert!(error.to_string().contains("`log.level`?"), "{error}");
}

#[test]
fn addresses() {
    for good in
        ["/ip4/1.2.3.4/tcp/4040", "/ip6/::1/udp/0/quic-v1", "/dns/a-b.example.coop/tcp/1", "/dns4/x/tcp/1"]
    {
        assert_eq!(check_address(good), Ok(()), "{good}");
    }
    let peer = "/ip4/1.2.3.4/tcp/4040/p2p/12D3KooWRuv";
    for bad in [
        "",
        "/",
        "ip4/1.2.3.4/tcp/1",
        "/ip4/1.2.3/tcp/1",
        "/ip4/1.2.3.4/tcp/70000",
        "/ip4/1.2.3.4/udp/1",
        peer,
    ] {
        assert!(check_address(bad).is_err(), "{bad}");
    }
}

#[test]
fn sizes() {
    let cases = [
        ("0", Some(0)),
        ("64 MiB", Some(64 << 20)),
        ("1GB", Some(1_000_000_000)),
        ("x", None),
        ("-1", None),
        ("1.5 GiB", None),
    ];
    for (text, bytes) in cases {
        assert_eq!(value::parse_size(text), bytes, "{text}");
    }
    assert_eq!(value::parse_size("99999999999 TiB"), None);
}

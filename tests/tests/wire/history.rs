//! A register of four pages, as it is exported: an admission, an expulsion, and cards in between. The vectors of
//! pages, approvals and seals are judged after some of its pages. Must not know what is judged.

use std::path::{Path, PathBuf};

use bigre_protocol::card::Cut;
use bigre_protocol::codec;
use bigre_protocol::register::{Act, Rules, Sealed};
use bigre_protocol::text::Code;
use serde_bytes::ByteBuf;

use super::council::{Council, founding, keys};

/// What is exported, and the federation after each number of pages.
pub(crate) struct History {
    pub(crate) pages: Vec<Sealed>,
    pub(crate) cards: Vec<Vec<u8>>,
    /// After that many pages, and the cards that came before the next.
    pub(crate) states: Vec<Council>,
}

/// New limits and a new charter.
pub(crate) fn rules() -> Act {
    let charter = ByteBuf::from("Charte, deuxième version.\n".as_bytes());
    Act::Rules(Rules { members: Some(40_000), charter: Some(charter), ..Rules::default() })
}

/// The expulsion of a cooperative.
pub(crate) fn expulsion(council: &Council, coop: usize) -> Act {
    let cut = Cut { journal: council.tip(coop), directory: 7 };
    Act::Expel { cut, coop: council.coops[coop], grounds: Code::new("charte-6").unwrap() }
}

/// The same every time.
pub(crate) fn history() -> History {
    let mut council = Council::new();
    let mut states = vec![council.clone()];
    let mut pages = vec![council.write(council.admission(), &[0, 1, 2])];
    // The second takes another node key, the third another root.
    let node = council.rotation(1, 5);
    let root = council.next_card(2, |card| card.root = keys(2, &[1, 8, 9], 2));
    let root = council.sign_card(2, &[1, 2, 8], &root);
    for card in [&node, &root] {
        council.register.admit_card(card).unwrap();
    }
    council.rekey(1, 11);
    states.push(council.clone());
    pages.push(council.write(rules(), &[1, 0, 2, 4]));
    states.push(council.clone());
    let act = expulsion(&council, 3);
    pages.push(council.write(act, &[4, 0, 1, 2]));
    states.push(council.clone());
    let act = Act::Sleep(council.coops[2]);
    pages.push(council.write(act, &[0, 1, 2]));
    states.push(council);
    History { pages, cards: vec![root, node], states }
}

fn file(dir: &str, number: usize) -> PathBuf {
    Path::new(dir).join(format!("{number:04}.cbor"))
}

/// Writes the directory that `bigre register export` would, or checks it.
pub(crate) fn check() {
    let history = history();
    let mut files = vec![(PathBuf::from("founding.cbor"), founding().to_bytes())];
    let cards = history.cards.iter().enumerate();
    files.extend(cards.map(|(at, card)| (file("cards", at + 1), card.clone())));
    let pages = history.pages.iter().enumerate();
    files.extend(pages.map(|(at, page)| (file("pages", at + 1), page.to_bytes())));
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/register"));
    for (name, bytes) in files {
        assert_eq!(codec::check(&bytes), Ok(()));
        let path = root.join(name);
        if std::env::var_os("BIGRE_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).unwrap_or_default() == bytes, "{path:?} is not what the code makes");
    }
}

# Why what is asked is not done: what happened, why, what to do. The codes are those of the node's API, then of the
# command line, the identity and the settings. An empty argument is "none".

problem-ambiguous-coop = Several cooperatives answer to "{ $coop }".
problem-ambiguous-coop-hint = Say which: { $matches }.
problem-ambiguous-id = Several entries begin with "{ $id }".
problem-ambiguous-id-hint = Give more characters: { $matches }.
problem-ambiguous-member = Several people answer to "{ $member }".
problem-ambiguous-member-hint = Give the id: { $matches }.
problem-ambiguous-place = Several places are called "{ $place }".
problem-ambiguous-place-hint = Say which: { $choices }.
problem-bad-bundle = This file is not an export of this federation.
problem-bad-bundle-why = { $detail }
problem-bad-bundle-hint = Ask for a new one: `bigre export`.
problem-bad-id = "{ $id }" is not the id of an entry.
problem-bad-id-hint = An id is made of letters a-z and digits 2-7, as `bigre member list` shows.
problem-bad-json = The node did not understand the request.
problem-bad-json-why = { $detail }
problem-bad-json-hint = The command and the node may be of different versions: `bigre status`, `bigre about`.
problem-bad-parameter = "{ $parameter }" cannot be used.
problem-bad-parameter-why = { $detail }
problem-bad-vocabulary = This is no name for a vocabulary.
problem-bad-vocabulary-why = { $detail }
problem-bad-vocabulary-hint = A name has 1 to 32 of A-Z a-z 0-9 - . : ; `words` is kept for the words proposed.
problem-body-too-large = This is too large to be sent at once (limit: { $limit } bytes).
problem-body-too-large-hint = Split the file.
problem-busy = The node is busy with other requests.
problem-busy-hint = Try again in a moment.
problem-byte-order-mark = The file begins with a byte order mark, as Excel writes.
problem-byte-order-mark-hint = Add { $flag }.
problem-contact-in-text = "{ $field }" seems to hold an address, an e-mail or a telephone: the whole federation will read it.
problem-contact-in-text-hint = Take it out unless the person asked for it to be published.
problem-disk-low = The disk is nearly full: the node only reads.
problem-disk-low-hint = Make room, or try `bigre store compact`.
problem-duplicate-column = The columns "{ $column }" and "{ $other }" say the same.
problem-duplicate-column-hint = Keep one.
problem-duplicate-member = This person is on line { $other_line } already.
problem-duplicate-member-hint = Keep one of the lines { $line } and { $other_line }.
problem-duplicate-term = The code "{ $code }" stands on line { $line } already.
problem-duplicate-term-hint = Keep one of the two lines.
problem-empty-file = The file is empty.
problem-entry-not-found = No entry has the id "{ $id }".
problem-entry-not-found-hint = `bigre member list` and `bigre search` show ids.
problem-entry-too-large = The entry is too long: { $found } bytes, { $limit } at most.
problem-entry-too-large-hint = Shorten the texts.
problem-forbidden-column = The column "{ $column }" holds { $what }: this is never published in a directory.
problem-forbidden-column-hint = Take this column out of the file.
problem-forked = This node signs nothing more: two contradictory versions of its directory carry its signature.
problem-forked-hint = A copy of the node may be running elsewhere: stop it. The cooperative's keys must be renewed, see the guide.
problem-id-too-short = "{ $id }" is too short.
problem-id-too-short-hint = Give { $least } characters at least.
problem-internal = The node could not answer.
problem-internal-why = { $detail }
problem-internal-hint = Look at its log, and report this if it comes back.
problem-invisible-character = "{ $field }" holds the invisible character { $character }.
problem-invisible-character-hint = Type the text again without it.
problem-kind-mismatch = "{ $id }" is { $is ->
    [member] a person
    [offer] an offer
    [need] a need
   *[other] something else
}, not { $wanted ->
    [member] a person
    [offer] an offer
   *[need] a need
}.
problem-kind-mismatch-hint = Try `bigre { $is }`.
problem-labels-dropped = { $count } labels do not fit into their term, or stand there twice: they are left out.
problem-lapsed = The directory of { $coop } is no longer confirmed by its cooperative: it is hidden until it is.
problem-large-shrink = { $removed } of { $held } people would be taken out: that is a lot.
problem-large-shrink-hint = Check the file; if it is meant, add --force.
problem-line-too-long = The line is too long ({ $limit } bytes at most).
problem-line-too-long-hint = A quotation mark may be left open above.
problem-listings-removed = { $count } { $count ->
    [one] offer or need
   *[other] offers and needs
} went with it.
problem-member-not-found = Nobody in the directory answers to "{ $member }".
problem-member-not-found-hint = `bigre member list` shows names and ids.
problem-missing-column = The column "{ $column }" is missing.
problem-missing-column-hint = Add it to the first line of the file.
problem-missing-field = "{ $field }" is missing.
problem-no-header = The first line does not name the columns.
problem-no-header-hint = Columns that can be used: { $allowed }.
problem-no-place = A distance is measured from a place, and none is given.
problem-no-place-hint = --near and a place, or say it at the end of the words: “plumber near Lille”.
problem-no-words = There is no word to look for in that.
problem-no-words-hint = A trade, a skill, a place; or no word at all, to see everything.
problem-not-a-laboratory = This node is not a laboratory: it cuts nobody off.
problem-not-csv = This is not a CSV file but { $found }.
problem-not-csv-hint = In the spreadsheet: "Save as", format CSV.
problem-not-ours = This entry ({ $id }) belongs to { $coop }: it alone may change it.
problem-own-word = "{ $word }" is in no list: it is kept as it is.
problem-place-chosen = "{ $place }" is understood as { $chosen }.
problem-place-chosen-hint = If it is another one: { $others }.
problem-quota = The directory would hold { $found } { $what ->
    [members] members
    [entries] entries
   *[other] { $what }
}; { $limit } at most are allowed. Nothing changed.
problem-restoring = This node comes from an older backup: it fetches its own directory back from the others before it changes anything.
problem-restoring-hint = Wait until it has it: `bigre status`.
problem-stopping = The node is stopping.
problem-stopping-hint = Start it again: `bigre node run`.
problem-timeout = The node did not answer within { $seconds } s.
problem-timeout-hint = Try again, and look at the load of the machine.
problem-title-is-trade = "{ $title }" is also the trade "{ $label }" of the list.
problem-title-is-trade-hint = Add --trade "{ $label }": it will be found better.
problem-too-long = "{ $field }" is too long: { $found } characters, { $limit } at most.
problem-too-many = "{ $field }" has too many values: { $found }, { $limit } at most.
problem-too-many-hint = Keep the most important ones.
problem-too-many-heads = The directory changed too many times in one day.
problem-too-many-heads-hint = Try again later; `bigre member import` changes many entries at once.
problem-unbalanced-quotes = A quotation mark is opened and not closed.
problem-unexpected-field = "{ $field }" means nothing for { $kind ->
    [member] a person
    [offer] an offer
    [need] a need
   *[other] { $kind }
}.
problem-unknown-column = The column "{ $column }" is unknown.
problem-unknown-column-hint = { $suggestions ->
    [none] Columns that can be used: { $allowed }.
   *[other] Did you mean { $suggestions }? Columns that can be used: { $allowed }.
}
problem-unknown-coop = No cooperative answers to "{ $coop }".
problem-unknown-coop-hint = The federation has { $known }.
problem-unknown-delimiter = "{ $delimiter }" does not separate columns.
problem-unknown-delimiter-hint = One of: { $allowed }.
problem-unknown-encoding = The encoding "{ $encoding }" is unknown.
problem-unknown-encoding-hint = One of: { $allowed }.
problem-unknown-exchange = "{ $exchange }" is not a way to exchange.
problem-unknown-exchange-hint = One of: { $allowed }.
problem-unknown-kind = "{ $kind }" is not a kind of entry.
problem-unknown-kind-hint = One of: { $allowed }.
problem-unknown-language = "{ $language }" is not a known language.
problem-unknown-language-hint = Give two letters (fr, nl, en…) or the name of the language.
problem-unknown-mode = The way of working "{ $mode }" is not in the list.
problem-unknown-mode-hint = { $suggestions ->
    [none] Say it in your own words: --word "{ $mode }".
   *[other] Perhaps: { $suggestions }. Else in your own words: --word "{ $mode }".
}
problem-unknown-place = The place "{ $place }" is unknown.
problem-unknown-place-hint = { $suggestions ->
    [none] Give a commune, a postal code, a department or a region of France or Belgium.
   *[other] Perhaps: { $suggestions }.
}
problem-unknown-precision = "{ $precision }" is not a precision.
problem-unknown-precision-hint = One of: { $allowed }.
problem-unknown-route = The node does not know "{ $path }".
problem-unknown-route-hint = The command and the node may be of different versions: `bigre status`, `bigre about`.
problem-unknown-sector = The sector "{ $sector }" is not in the list.
problem-unknown-sector-hint = { $suggestions ->
    [none] `bigre trades --sectors` shows those in use. In an entry, your own words do too: --word "{ $sector }".
   *[other] Perhaps: { $suggestions }. In an entry, your own words do too: --word "{ $sector }".
}
problem-unknown-skill = The skill "{ $skill }" is not in the list.
problem-unknown-skill-hint = { $suggestions ->
    [none] Search it as a word, without --skill.
   *[other] Perhaps: { $suggestions }.
}
problem-unknown-sort = "{ $sort }" is not an order.
problem-unknown-sort-hint = One of: { $allowed }.
problem-unknown-term = "{ $term }" is not a term of a vocabulary in force.
problem-unknown-term-hint = { $suggestions ->
    [none] Look for it with `bigre vocabulary lookup`.
   *[other] Perhaps: { $suggestions }.
}
problem-unknown-trade = The trade "{ $trade }" is not in the list.
problem-unknown-trade-hint = { $suggestions ->
    [none] Search it as a word, without --trade.
   *[other] Perhaps: { $suggestions }.
}
problem-unknown-value = "{ $field }" has an unknown value.
problem-unknown-value-hint = One of: { $allowed }.
problem-unknown-vocabulary = This cooperative publishes no vocabulary "{ $name }".
problem-unknown-vocabulary-hint = `bigre vocabulary list` shows those that are published.
problem-unknown-word = No word proposed, or more than one, is called "{ $word }".
problem-unknown-word-hint = `bigre vocabulary words` shows them with their codes.
problem-utf16 = The file is in UTF-16, which this program does not read.
problem-utf16-hint = In the spreadsheet: "Save as", format CSV UTF-8.
problem-waiting-for-peers = The node may not sign yet.
problem-waiting-for-peers-why = It waits to hear { $needed } cooperatives ({ $heard } so far), so as to contradict nothing that it signed before.
problem-waiting-for-peers-hint = Wait until others are connected: `bigre peers`.
problem-wrong-cell-count = The line has { $found } { $found ->
    [one] cell
   *[other] cells
} instead of { $expected }.
problem-wrong-cell-count-hint = A comma or a semicolon within a text needs quotation marks around it.
problem-wrong-content-type = The node expected { $expected }.
problem-wrong-delimiter = The columns seem to be separated by "{ $found }".
problem-wrong-delimiter-hint = Add { $flag }.
problem-wrong-encoding = The file seems to be encoded in { $found }.
problem-wrong-encoding-hint = Try with { $flag }.
problem-wrong-method = The node does not take { $method } at "{ $path }".

problem-listen-failed = The node cannot listen on { $address }.
problem-listen-failed-why = { $reason }
problem-listen-failed-hint = Another program may use this port.
problem-store-truncated = The last writes are missing, as after a backup was put back: they are asked of the others again.
problem-store-damaged = The data could not be read: they are put aside in { $path }, and asked of the others again.
problem-lock-behind = The sign-lock is older than the data: the others are asked before anything is signed.
problem-bundle-refused = This directory is refused ({ $why }).

problem-cli-no-node = The node of this cooperative is not running.
problem-cli-no-node-why = Nobody answers on { $socket }.
problem-cli-no-node-hint = Start it in another terminal: `bigre node run`. If its data are elsewhere: --data.
problem-cli-socket = The door of the node does not open: { $socket }.
problem-cli-socket-why = The system says: { $error }
problem-cli-socket-hint = Use the account that runs the node.
problem-cli-timeout = The node did not answer within { $seconds } s.
problem-cli-timeout-hint = Try again, and look at the load of the machine and at the node's log.
problem-cli-broken = The answer of the node cannot be read.
problem-cli-broken-why = { $error }
problem-cli-broken-hint = The node may have stopped, or be of another version: `bigre status`.
problem-cli-no-home = The default data directory cannot be found: there is no home directory.
problem-cli-no-home-hint = Name it: --data DIR.
problem-cli-no-terminal = A passphrase is needed, and there is no terminal to ask for it.
problem-cli-no-terminal-hint = Give it in a file: --passphrase-file FILE.
problem-cli-passphrase-differs = The two passphrases differ.
problem-cli-passphrase-differs-hint = Start again: nothing was written.
problem-cli-read = { $path } cannot be read.
problem-cli-read-why = The system says: { $error }
problem-cli-write = { $path } cannot be written.
problem-cli-write-why = The system says: { $error }
problem-cli-watch-damaged = The file of the kept searches cannot be read: { $path }.
problem-cli-watch-damaged-hint = Move it aside, then keep the searches again: `bigre watch add`. It was left as it is.
problem-cli-watch-empty = A kept search needs something to look for.
problem-cli-watch-empty-hint = Give words, or flags of `bigre search`: --near, --trade, --kind…
problem-cli-watch-full = { $limit } searches are kept already: there is no room for more.
problem-cli-watch-full-hint = Forget one: `bigre watch remove NAME`.
problem-cli-watch-name = "{ $name }" cannot be the name of a search.
problem-cli-watch-name-hint = Give one with --name: 1 to { $limit } characters, on one line.
problem-cli-watch-newer = The file of the kept searches comes from a later version: { $path }.
problem-cli-watch-newer-hint = Use that version of `bigre`. The file was left as it is.
problem-cli-watch-none = No search is kept.
problem-cli-watch-none-hint = Keep one: `bigre watch add WORDS`, with the flags of `bigre search`.
problem-cli-watch-signals = The system does not let interruptions be heard.
problem-cli-watch-signals-why = The system says: { $error }
problem-cli-watch-taken = There is already a search named "{ $name }".
problem-cli-watch-taken-hint = Give this one another name with --name, or forget the other: `bigre watch remove NAME`.
problem-cli-watch-unknown = No search is named "{ $name }".
problem-cli-watch-unknown-hint = { $names ->
    [none] Keep one: `bigre watch add WORDS`, with the flags of `bigre search`.
   *[other] There are: { $names }.
}
problem-cli-choice = { $typed } is none of the trades proposed.
problem-cli-choice-hint = Numbers from 1 to { $most }, separated by spaces; Enter for none.
problem-cli-place-choice = “{ $typed }” is none of the numbers proposed.
problem-cli-place-choice-hint = A number from 1 to { $most }, or --near with the place's code.
problem-cli-date = "{ $date }" is not a date.
problem-cli-date-hint = Write it as 2027-06-30 or 30/06/2027.
problem-cli-not-founded = This node is in no federation yet.
problem-cli-not-founded-hint = With the cards of all founders: `bigre federation found --name NAME CARDS…`.
problem-cli-not-yet = This verb is not there yet.
problem-node-stopped = The node stopped.
problem-node-stopped-why = { $error }

problem-usage-unknown-argument = "{ $argument }" is unknown here.
problem-usage-unknown-argument-hint = { $suggested ->
    [none] --help tells what is possible.
   *[other] Did you mean { $suggested }? --help tells what is possible.
}
problem-usage-unknown-verb = "{ $verb }" is unknown.
problem-usage-unknown-verb-hint = { $suggested ->
    [none] `bigre --help` tells what is possible.
   *[other] Did you mean { $suggested }? `bigre --help` tells what is possible.
}
problem-usage-no-value = { $argument } needs a value.
problem-usage-no-value-hint = { $valid ->
    [none] --help gives an example.
   *[other] One of: { $valid }.
}
problem-usage-bad-value = { $argument } cannot be "{ $value }".
problem-usage-bad-value-hint = { $valid ->
    [none] --help gives an example.
   *[other] One of: { $valid }.
}
problem-usage-missing = { $argument } is missing.
problem-usage-missing-hint = --help tells what is needed.
problem-usage-no-verb = A verb is missing.
problem-usage-no-verb-hint = One of: { $valid }.
problem-usage-conflict = { $argument } and { $other } do not go together.

problem-identity-io = There is something wrong with { $path }.
problem-identity-io-why = The system says: { $error }
problem-identity-io-hint = Check that the file exists, its owner and its permissions.
problem-identity-none = There is no identity in { $path }.
problem-identity-none-hint = Make one with `bigre init`, or name the right directory: --data.
problem-identity-exists = { $path } already holds the identity of { $name }: nothing was written.
problem-identity-exists-hint = Choose another directory: --data.
problem-identity-leftover = { $path } is there without the card that goes with it: nothing was written.
problem-identity-leftover-hint = Put card.cbor back from a backup, or move { $path } away.
problem-identity-loose = Other accounts of this machine may use { $path } (mode { $mode }).
problem-identity-loose-hint = Run: { $command }
problem-identity-locked = { $path } is in use by another node (process { $pid }).
problem-identity-locked-hint = Stop that one first.
problem-identity-newer = { $path } was written by a later version of bigre (layout { $found }, this one knows layout { $known }).
problem-identity-newer-hint = Install that version.
problem-identity-bad-format = { $path } does not hold the number of a layout.
problem-identity-bad-format-hint = Put it back from a backup.
problem-identity-bad-key = { $path } does not hold a key.
problem-identity-bad-key-hint = Put it back from a backup.
problem-identity-not-the-cards = The key in { $path } is not the one that this cooperative's card names.
problem-identity-not-the-cards-hint = Put the right one back from a backup.
problem-identity-passphrase = This passphrase does not open { $path }.
problem-identity-passphrase-hint = Try again.
problem-identity-short-passphrase = The passphrase has fewer than { $least } characters.
problem-identity-short-passphrase-hint = Choose a longer one: several words are best.
problem-identity-name = "{ $name }" cannot be the name of a cooperative.
problem-identity-name-why = { $error }
problem-identity-legal = "{ $legal }" is not a legal id.
problem-identity-legal-hint = Write FR:SIREN: and 9 digits, or BE:BCE: and 10 digits.
problem-identity-address = "{ $address }" is not an address where a node can be reached.
problem-identity-address-hint = Write it as /dns/bigre.example.coop/tcp/4040 or /ip4/192.0.2.1/udp/4040/quic-v1.
problem-identity-addresses = { $found } addresses are too many: a card holds 8 at most.
problem-identity-bad-card = { $path } is not a founder's card.
problem-identity-bad-card-why = { $error }
problem-identity-bad-card-hint = Ask the cooperative for it again: `bigre card export`.
problem-identity-founding = These cards make no federation.
problem-identity-founding-why = { $error }
problem-identity-not-a-founder = The card of { $name }, this cooperative, is not among those given.
problem-identity-not-a-founder-hint = Add it: `bigre card export`.
problem-identity-other-federation = This node is in the federation { $name } ({ $words }) already.
problem-identity-other-federation-why = Other cards, or another name, make another federation.
problem-identity-other-federation-hint = To found another one, start with a new directory: --data.
problem-identity-bad-founding = { $path } is damaged.
problem-identity-bad-founding-why = { $error }
problem-identity-bad-founding-hint = Put it back from a backup, or remove { $folder } and found again with the same cards.
problem-identity-encrypt = { $path } cannot be encrypted.
problem-identity-encrypt-why = { $error }
problem-identity-random = The system gives no random numbers: no key can be made.
problem-identity-random-why = { $error }

problem-config-unreadable = The settings { $path } cannot be read.
problem-config-unreadable-why = The system says: { $error }
problem-config-unreadable-hint = Check the owner of the file and its permissions.
problem-config-syntax = The settings { $path } are not well written, line { $line }.
problem-config-syntax-why = { $error }
problem-config-syntax-hint = Correct this line; `bigre config show --example` shows a model.
problem-config-unknown-key = There is no setting "{ $key }".
problem-config-unknown-key-hint = { $near ->
    [none] `bigre config show --example` shows them all.
   *[other] Did you mean "{ $near }"? `bigre config show --example` shows them all.
}
problem-config-not-bool = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-bool-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-bool-hint = Write true or false.
problem-config-not-list = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-list-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-list-hint = Write a list: ["/ip4/0.0.0.0/tcp/4040"].
problem-config-not-address = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-address-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-address-hint = "{ $address }" is not an address; write /ip4/192.0.2.1/tcp/4040, /ip6/::/udp/4040/quic-v1 or /dns/bigre.example.coop/tcp/4040.
problem-config-not-size = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-size-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-size-hint = Write a number of bytes, or a number and a unit: "64 MiB", "1 GiB".
problem-config-not-path = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-path-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-path-hint = Write a path: "api.sock" or "/run/bigre/api.sock".
problem-config-socket-too-long = The setting "{ $key }" cannot be "{ $value }".
problem-config-socket-too-long-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-socket-too-long-hint = The whole path takes { $bytes } bytes, the system allows { $most }: set a shorter one, as "/run/bigre/api.sock".
problem-config-not-level = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-level-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-level-hint = Write error, warn, info, debug or trace, or by module: "info,libp2p=warn".
problem-config-not-format = The setting "{ $key }" cannot be "{ $value }".
problem-config-not-format-why = { $origin ->
    [environment] The value comes from the variable { $variable }.
    [flag] The value comes from the command line.
   *[file] The value comes from the configuration file.
}
problem-config-not-format-hint = Write text or json.

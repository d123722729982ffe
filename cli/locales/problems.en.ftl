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
problem-bad-parameter-why = { $parameter ->
    [page] only the first 10,000 hits can be read: search more precisely.
    [into] a word is not merged into itself.
    [within_km] kilometres above 0, up to 2,000.
   *[other] { $detail }
}
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

# The fund.
problem-fund-repeated = Another act was stated under this name.
problem-fund-repeated-hint = nothing changed; choose another --id.
problem-fund-currency = It dates from before the fund changed its currency.
problem-fund-currency-hint = state it again in today’s currency.
problem-fund-nothing = An amount of nothing says nothing.
problem-fund-nothing-hint = give an amount.
problem-fund-overflow = The amount is more than the fund can record.
problem-fund-overflow-hint = check the number of zeros.
problem-fund-line = The fund has no line `{ $line }`.
problem-fund-line-hint = the lines: bigre fund rules
problem-fund-over-maximum = { $found } asked; this line goes up to { $limit }.
problem-fund-over-maximum-hint = the maxima: bigre fund rules
problem-fund-too-many-open = Your cooperative has { $limit } open requests already, the most there may be.
problem-fund-too-many-open-hint = have one decided, or withdraw one.
problem-fund-plan = The instalments do not make the amount, or this line is not paid back.
problem-fund-plan-hint = for example --repay 6x250 for 1500, on a line that is: bigre fund rules
problem-fund-over-pledge = { $found } committed, but only { $limit } of your pledge is left.
problem-fund-over-pledge-hint = raise the pledge (bigre fund pledge), commit less, or help directly (--direct).
problem-fund-below-committed = The pledge can be lowered by { $limit } at most: the rest is committed.
problem-fund-below-committed-hint = take commits back first: bigre fund release
problem-fund-over-capacity = { $found } guaranteed, but only { $limit } of your capacity is left.
problem-fund-over-capacity-hint = declare more: bigre fund pledge YEAR --line guarantee AMOUNT
problem-fund-not-yours = It is for another cooperative to say.
problem-fund-not-yours-hint = what awaits you: bigre fund inbox
problem-fund-oneself = Nobody does this to oneself.
problem-fund-oneself-hint = choose another cooperative or another request.
problem-fund-wrong-kind = That entry is of another kind than is needed.
problem-fund-wrong-kind-hint = look at the request: bigre fund request show
problem-fund-cites-void = Entry { $id } has no effect, or was reversed.
problem-fund-cites-void-hint = look at the request: bigre fund request show
problem-fund-withdrawn = This request was withdrawn.
problem-fund-withdrawn-hint = nothing changed.
problem-fund-decided = This request is decided already.
problem-fund-decided-hint = one decision a request; a new request can be made.
problem-fund-not-decided = This request is not granted yet.
problem-fund-not-decided-hint = wait for the decision, or help directly: bigre fund commit … --direct
problem-fund-over-asked = { $found }, while { $limit } was asked.
problem-fund-over-asked-hint = no more than the request.
problem-fund-over-granted = { $found } accepted, but only { $limit } of what is granted is left.
problem-fund-over-granted-hint = accept less, or decline the commit.
problem-fund-over-commit = { $found }, but only { $limit } of this commit is left.
problem-fund-over-commit-hint = look at the request: bigre fund request show
problem-fund-over-accept = { $found } sent, but only { $limit } of what was accepted is left.
problem-fund-over-accept-hint = send what is accepted, no more.
problem-fund-twice = It was said already.
problem-fund-twice-hint = nothing changed.
problem-fund-other-amount = That payment is of { $limit }.
problem-fund-other-amount-hint = a receipt is of the payment’s amount; if money lacks, contest it: bigre fund dispute
problem-fund-over-receipt = { $found } paid back, but only { $limit } is left to pay back.
problem-fund-over-receipt-hint = pay back what is left.
problem-fund-not-repayable = What this line pays is not paid back.
problem-fund-not-repayable-hint = the lines: bigre fund rules
problem-fund-over-ceiling = { $found }, but only { $limit } of this guarantee is left.
problem-fund-over-ceiling-hint = the guarantees: bigre guarantee list
problem-fund-not-accepted = Your cooperative did not accept this guarantee.
problem-fund-not-accepted-hint = first: bigre guarantee accept
problem-fund-recused = Your cooperative vouches for this request: it gives no opinion.
problem-fund-recused-hint = the others decide.
problem-fund-not-participant = Your cooperative takes no part in it.
problem-fund-not-participant-hint = who gives an opinion: bigre fund rules
problem-fund-consents = { $found } consents of { $limit } needed.
problem-fund-consents-hint = who is missing: bigre fund request show
problem-fund-objection = An objection stands.
problem-fund-objection-hint = answer it, amend the request (--amends), or have it voted: bigre register propose overrule
problem-fund-rested-on = Other entries of your cooperative rest on it.
problem-fund-rested-on-hint = reverse those first.
problem-fund-relied-on = Another cooperative accepted it and relies on it.
problem-fund-relied-on-hint = an accepted guarantee is taken back after its term; settle the rest with it.
problem-fund-irreversible = It can’t be reversed.
problem-fund-irreversible-hint = a request is withdrawn, an opinion replaced, a dispute settled.
problem-fund-not-held = Entry { $id } is not here yet.
problem-fund-not-held-hint = wait, or: bigre sync now
problem-fund-unconfirmed = Entry { $id } is held by { $found } cooperatives of the { $needed } needed.
problem-fund-unconfirmed-why = Only what is confirmed is acted upon. Missing: { $missing }.
problem-fund-unconfirmed-hint = wait until they are reached: bigre peers
problem-fund-suspended = { $coop } is suspended: what concerns its money waits.
problem-fund-suspended-hint = see: bigre register list
problem-fund-isolated = Too few cooperatives were heard in 24 hours: no payment is stated.
problem-fund-isolated-hint = check the connection: bigre peers
problem-fund-ambiguous = Several entries begin with `{ $id }`: { $matches }.
problem-fund-ambiguous-hint = give more characters.
problem-fund-no-entry = No entry of the fund begins with `{ $id }`.
problem-fund-no-entry-hint = the requests: bigre fund request list --all
problem-fund-other-kind = `{ $id }` is a `{ $is }` entry; `{ $wanted }` is needed.
problem-fund-other-kind-hint = what awaits you: bigre fund inbox
problem-fund-mixed = Money can’t be raised and hours lowered, or the reverse, at once.
problem-fund-mixed-hint = state one, then the other.
problem-fund-no-commit-left = Nothing of commit { $id } is accepted.
problem-fund-no-commit-left-hint = the cooperative that asks accepts it first.
problem-fund-bad-year = `{ $year }` is not a year.
problem-fund-bad-year-hint = for example 2027.
problem-cli-no-amount = An amount is needed.
problem-cli-no-amount-hint = for example: bigre fund repay ID 250
problem-cli-pledge-line = The pledge’s year and line are needed.
problem-cli-pledge-line-hint = for example: bigre fund pledge 2027 --line aid 12000 --hours 40
problem-cli-bad-plan = `{ $plan }` is not a repayment.
problem-cli-bad-plan-hint = for example 6x250: six instalments of 250.
problem-cli-objection-code = An objection has a code.
problem-cli-objection-code-hint = for example --code rule-2, without a name or a story: those are talked over.
problem-cli-bad-day = `{ $day }` is not a date.
problem-cli-bad-day-hint = for example 2027-06-30.
problem-cli-not-an-amount = `{ $amount }` is not an amount.
problem-cli-not-an-amount-hint = digits, a point before the cents: 1500 or 1500.50.
problem-cli-amount-decimals = `{ $amount }` has too many decimals: { $currency } has { $most }.
problem-cli-amount-decimals-hint = no thousands separator: 1500 or 1500.50.
problem-cli-amount-too-much = `{ $amount }` is more than the fund can record.
problem-cli-amount-too-much-hint = check the number of zeros.
problem-cli-other-currency = `{ $other }` is not the fund’s currency, { $currency }.
problem-cli-other-currency-hint = give the amount in { $currency }.
problem-cli-unknown-currency = `{ $currency }` is not a currency (ISO 4217).
problem-cli-unknown-currency-hint = for example EUR.
problem-cli-bad-line = `{ $line }` is not a line of the fund.
problem-cli-bad-line-hint = for example --line advance:10000:7d:repaid, or --quick aid:500:48h.
problem-cli-statement = The statement { $path } can’t be used: { $why ->
    [unreadable] it can’t be read to its end
    [empty] it is empty
    [large] it is too large
    [not-xml] it is not XML ({ $detail })
    [utf16] it is in UTF-16
    [encoding] its encoding is not UTF-8 ({ $detail })
    [not-utf8] its bytes are not UTF-8
    [nul] it holds NUL bytes
    [syntax] its XML is malformed
    [truncated] it is cut short
    [doctype] it has a DOCTYPE, which is never read
    [entity] it has entities, which are never expanded
    [deep] it is nested too deep
    [namespace] it is not an ISO 20022 statement
    [other-message] it is another message ({ $detail }); a camt.053 statement is needed
    [version] its version is not read ({ $detail })
    [no-statement] it holds no statement
    [lines] it has too many lines
    [amount] an amount is not one ({ $detail })
    [negative] an amount is negative ({ $detail })
    [decimals] an amount has too many decimals ({ $detail })
    [no-currency] an amount has no currency ({ $detail })
   *[other] a line of it can’t be used ({ $detail })
}.
problem-cli-statement-hint = ask the bank for a camt.053 statement as XML.

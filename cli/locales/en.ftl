# What the command line says. A card is a cooperative's identity, an entry what its directory says of a person, an
# offer or a need.

number = { $n }
kilometres = { $km } km
listed = { $most } and { $last }
yes = yes
no = no
hint = hint: { $hint }
note = note: { $text }

date-now = just now
date-past = { $n } { $unit ->
    [minute] min
    [hour] h
    [day] { $n ->
        [one] day
       *[other] days
    }
    [month] { $n ->
        [one] month
       *[other] months
    }
   *[year] { $n ->
        [one] year
       *[other] years
    }
} ago
date-future = in { $n } { $unit ->
    [minute] min
    [hour] h
    [day] { $n ->
        [one] day
       *[other] days
    }
    [month] { $n ->
        [one] month
       *[other] months
    }
   *[year] { $n ->
        [one] year
       *[other] years
    }
}

column-activity = activity
column-addresses = addresses
column-by = from
column-code = code
column-confirmed = confirmed
column-coop = cooperative
column-directories = directories
column-directory = directory
column-entries = entries
column-exchange = exchange
column-founder = founder
column-heard = heard
column-held-by = held by
column-id = id
column-legal = registry
column-members = people
column-name = name
column-needs = needs
column-number = version
column-offers = offers
column-origin = comes from
column-place = place
column-services = services
column-search = search
column-setting = setting
column-shown = shown
column-since = since
column-state = state
column-title = title
column-until = until
column-value = value
column-what = what
column-where = where
column-who = who
column-why = why

label-about = about
label-activity = activity
label-addresses = addresses
label-available = available
label-by = from
label-card = card
label-confirmed = confirmed
label-coop = cooperative
label-directory = directory
label-exchange = exchange
label-federation = federation
label-fingerprint = fingerprint
label-founders = founders
label-held = held here
label-id = id
label-languages = languages
label-learn = wants to learn
label-legal = registry
label-listening = listening
label-modes = ways of working
label-node-key = node key
label-place = place
label-sectors = sectors
label-skills = skills
label-started = started
label-store = disk
label-trades = trades
label-until = until
label-valid-until = valid until
label-version = version
label-words = own words

passphrase-ask = Passphrase:
passphrase-choose = Choose a passphrase (several words, 8 characters at least):
passphrase-again = Once more:

init-doing = Making keys…
init-passphrase = Passphrase, shown only once. Keep it safe: without it, the root key is lost.
init-done = The identity of { $name } is in { $dir }.
init-card = Its card has the id { $id }.
init-next = Next: `bigre card export` writes the card to send to the other founders; with all their cards, `bigre federation found`.

card-no-address = none: the node only dials the others
card-exported = The card is in { $file }. Send it to the other founding cooperatives.

federation-doing = Signing the founding page…
federation-founded = Founding page signed: { $name }, { $count } founding { $count ->
    [one] cooperative
   *[other] cooperatives
}.
federation-already = { $name } is founded with these same cards already: nothing changed.
federation-own = { $name } (here)
federation-next = Read the fingerprint aloud with the other founders: it must be the same everywhere. Then start the node: `bigre node run`.

node-ready = { $name } is ready in { $federation } ({ $words }) — listening: { $addresses } — socket: { $socket }

status-first = { $state ->
    [well] Up to date
    [behind] Behind
    [bad] Needs repair
   *[watch] To be watched
}: { $current } of { $directories } { $directories ->
    [one] directory
   *[other] directories
} up to date, { $connected } of { $others } { $others ->
    [one] cooperative
   *[other] cooperatives
} connected
status-warning = ! { $text }
status-founders = { $signed } of { $all } have signed the founding page
status-register = page { $page }, { $cooperatives } { $cooperatives ->
    [one] cooperative
   *[other] cooperatives
}
status-awaiting = { $count } { $count ->
    [one] page
   *[other] pages
} of the register: `bigre register list`
label-register = register
label-awaiting = to approve
status-directory = version { $number }, { $signing }
status-held = { $entries } { $entries ->
    [one] entry
   *[other] entries
}, of which { $members } { $members ->
    [one] person
   *[other] people
}
status-store = { $disk } on disk, of which { $live } in use
signing-ready = may sign
signing-waiting = waits to hear { $needed } cooperatives before it signs ({ $heard } so far)
signing-restoring = fetches its own directory back from the others before it signs
signing-twin = signs no more: another node signs with its key
signing-not-member = does not sign: not a member, not yet or no more
signing-forked = signs no more: two contradictory versions carry its signature

peers-none = No other cooperative in the federation.
peers-state = { $state ->
    [connected] connected
   *[away] away
}{ $since ->
    [none] {""}
   *[other] {" "}{ $since }
}
peers-problem = { $state }: { $why }
peers-same = { $same } of { $all }
dial-refused = nobody listens at its address
dial-timeout = no answer
dial-wrong-peer = another key answers at its address
dial-failed = the call failed
dial-unreachable = address out of reach

sync-waiting = Comparing with the other cooperatives…
sync-complete = Up to date: just compared with { $count ->
    [one] the other cooperative
   *[other] the { $count } other cooperatives
}.
sync-incomplete = { $count ->
    [0] Not up to date yet: copying goes on.
   *[other] Not everybody was heard. Not joined: { $names }.
}
sync-count = { $held } of { $all }
directory-state = { $state ->
    [current] up to date
    [behind] behind
    [pulling] on its way
    [unknown] never received
    [lapsed] lapsed: hidden
   *[forked] contradictory: frozen
}

list-page = { $from } to { $to } of { $total }. More: --page { $next }

entry-removed = { $kind ->
    [member] { $name } ({ $id }) is no longer in the directory.
    [offer] The offer "{ $name }" ({ $id }) is withdrawn.
    [service] The service "{ $name }" ({ $id }) is withdrawn.
   *[need] The need "{ $name }" ({ $id }) is withdrawn.
}
member-added = { $name } ({ $id }) is in the directory.
member-changed = The entry of { $name } ({ $id }) is changed.
member-none = Nobody is in the directory yet. `bigre member import` takes in a list, `bigre member add` adds one person.
proposal-ask = Which of these trades is it? Numbers, separated by spaces; Enter for none.
proposal-hint = Trades near this title: { $terms }. With --trade it would be found in every language.
listing-added = { $kind ->
    [offer] The offer "{ $title }" ({ $id }) is published.
    [service] The service "{ $title }" ({ $id }) is published.
   *[need] The need "{ $title }" ({ $id }) is published.
}
listing-none = { $kind ->
    [offer] No offer. `bigre offer add` publishes one.
    [service] No service. `bigre service add` publishes one.
   *[need] No need. `bigre need add` publishes one.
}
listing-over = { $day } (over)
exchange = { $how ->
    [paid] paid
    [exchange] exchange
    [gift] gift
   *[mutual-aid] mutual aid
}

members-read = { $rows } { $rows ->
    [one] row read
   *[other] rows read
}
members-added = { $count } { $count ->
    [one] person to add
   *[other] people to add
}:
members-changed = { $count } { $count ->
    [one] entry to change
   *[other] entries to change
}:
members-removed = { $count } { $count ->
    [one] person to take out
   *[other] people to take out
}:
members-unchanged = { $count } { $count ->
    [one] entry unchanged
   *[other] entries unchanged
}
members-missing = { $count } { $count ->
    [one] person is
   *[other] people are
} in the directory and not in the file: nobody is taken out without --remove-missing.
members-more = … and { $count } more
members-own-words = Words that no list has, kept as they are: { $words }
members-dry = Dry run: nothing is written. Without --dry-run, it will be done.
members-nothing = Nothing to change.
members-done = Done: the directory is at version { $number }.
members-problems = { $file }: { $count } { $count ->
    [one] problem
   *[other] problems
}, nothing is written
members-more-problems = … and { $count } more { $count ->
    [one] problem
   *[other] problems
}
members-line = line { $line }: { $text }
members-line-column = line { $line }, column "{ $column }": { $text }

search-total = { $total } { $total ->
    [one] hit
   *[other] hits
}
search-around = { $text } within { $km } of { $place }
search-in = { $text }: { $place }
search-understood = understood as: { $terms }
search-nothing = Nothing like this in the directories.
search-suggestion = try: { $text }
search-listing = { $kind ->
    [offer] offer
    [service] service
   *[need] need
}: { $title }
why-trade = trade: { $label }
why-skill = skill: { $label }
why-sector = sector: { $label }
vocabulary-none = Nothing in the list is like { $words }. A word of your own can be added with --word: it is found as well.
column-term = term
column-kind = kind
column-elsewhere = elsewhere
term-kind = { $kind ->
    [trade] trade
    [skill] skill
    [sector] sector
   *[mode] way of working
}
match-for = { $kind ->
    [offer] Needs that the offer "{ $title }" could answer:
   *[need] Who could answer the need "{ $title }":
}
why-confirmed = confirmed by { $coop } { $when }
why-title = in the title
why-text = in the entry
why-spelling = close to "{ $word }"
why-place = in { $name }
why-same-place = same area: { $name }
facet = { $by ->
        [kind] By kind
        [coop] By cooperative
        [sector] By sector
        [place] By place
       *[mode] By way of working
    }: { $values }
facet-kind = { $kind ->
        [member] members
        [offer] offers
        [need] needs
       *[service] services
    }
place-several = Several places are called “{ $place }”:
place-ask = Which one? A number.

watch-added = Kept as "{ $name }": it finds { $total } { $total ->
    [one] entry
   *[other] entries
} now. What is new: `bigre watch run`
watch-many = It finds { $total } entries, and only the first { $limit } are looked at: search more precisely.
watch-none = No search is kept.
watch-removed = Forgotten: { $name }
watch-new = { $name }: { $count } new { $count ->
    [one] hit
   *[other] hits
}
watch-nothing = Nothing new.
watch-failed = { $name }:
watch-following = Looking every { $seconds } s; Ctrl-C ends.

fair-rows = { $by ->
    [trade] { $total } { $total ->
        [one] trade
       *[other] trades
    }
    [sector] { $total } { $total ->
        [one] sector
       *[other] sectors
    }
    [place] { $total } { $total ->
        [one] place
       *[other] places
    }
   *[coop] { $total } { $total ->
        [one] cooperative
       *[other] cooperatives
    }
}
fair-members = { $count } { $count ->
    [one] person
   *[other] people
}
fair-offers = { $count } { $count ->
    [one] offer
   *[other] offers
}
fair-needs = { $count } { $count ->
    [one] need
   *[other] needs
}
fair-services = { $count } { $count ->
    [one] service
   *[other] services
}
fair-total = { $rows }: { $counted }
fair-in = { $text } in { $place }
fair-column = { $by ->
    [trade] trade
    [sector] sector
    [place] place
   *[coop] cooperative
}
fair-place = { $precision ->
    [region] { $name } (region)
    [country] { $name } (country)
   *[other] { $name }
}
fair-apart = { $what ->
    [sector-trade] Without a trade of this sector: { $count }
    [trade] Without a trade of the list: { $count }
    [sector] Without a sector of the list: { $count }
   *[place] Without a known place: { $count }
}
fair-nothing-hint = { $case ->
    [empty] The directories here are still empty: `bigre sync status` tells which are missing, `bigre member add` adds one person.
    [words] `bigre search` also looks into each person's own words.
    [sector] `bigre search --sector "{ $sector }"` shows who is in it, with other trades.
    [near] Leave an option out, or look farther: --within 100km.
   *[narrow] Leave an option out.
}

export-doing = Writing all directories…
export-done = Everything that this node holds is in { $file } ({ $size }).
import-doing = Reading the file…
import-done = { $updated } of { $directories } { $directories ->
    [one] directory
   *[other] directories
} updated
import-updated = {"  "}{ $name }: version { $number }
import-unchanged = Up to date already: { $names }
import-refused = Refused, { $name }: { $why }

store-doing = Tidying the disk…
store-compacted = Disk tidied: { $before } before, { $after } after.

config-good = All good: the settings of { $path } can be used.
origin-default = default
origin-file = file
origin-environment = environment
origin-flag = command line

about-program = The federated network of work cooperatives: each keeps its directory, signs what it says, and searches those of the others.
about-licence = Free software under AGPL-3.0-or-later, without any warranty. Source code: { $source }
about-more = `bigre about data` tells where the data come from.
about-vocabulary = Vocabulary (trades, skills, sectors, ways of working): written for this project, under its licence. ISCO, ROME and NACE codes stand in it as facts.
about-places = Places: communes, departments or provinces, and regions of France and Belgium, from the following sources.

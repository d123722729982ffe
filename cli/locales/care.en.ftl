# What keeps a node well: backups, the doctor, keys that people hold.

column-finding = finding
label-files = files
label-key-holder = held by
label-key-use = serves to
label-made = made
label-published = published

key-doing = Making the key…
key-opening = Opening the key…
key-made = The key is in { $file }, locked by its passphrase. Without either, it is lost: keep a copy elsewhere. What follows is public.
key-use = { $usage ->
    [root] sign the cooperative's cards
   *[vote] approve pages of the register
}

backup-passphrase = The passphrase locks the backup: without it, the file is of no use. Keep it elsewhere than the file.
backup-doing = Saving and reading back…
backup-verifying = Verifying…
backup-no-node = The node does not run: the backup holds the identity alone. The other cooperatives keep what is published.
backup-done = The backup is in { $file }, read back and verified. Keep it on another machine. The sign-lock is not in it, on purpose.
backup-sound = The backup is good.
backup-not-founded = not founded yet
backup-key = { $key ->
    [root] root key
    [vote] vote key
    [node] node key
   *[transport] connection key
}
backup-key-state = { $state ->
    [checked] it is the card's
    [locked] locked by another passphrase: not compared
   *[elsewhere] not in the backup: the system or a person keeps it
}
backup-no-bundle = nothing: the identity alone
backup-bundle = { $entries } { $entries ->
    [one] entry
   *[other] entries
} of { $directories } { $directories ->
    [one] directory
   *[other] directories
} ({ $size })

restore-doing = Putting it back…
restore-only-one = Beware: two nodes with the same key must never run. If the old one still exists, stop and erase it before you start this one.
restore-done = { $name } is back in { $dir } (backup made { $made }).
restore-quarantine = The node signs nothing until { $needed } { $needed ->
    [one] cooperative, itself, has answered
   *[other] cooperatives, this one included, have answered
}: it first takes back from the others what it signed since. `bigre status` says when it may sign.
restore-not-founded = No federation was founded: `bigre federation found` with the same cards.
restore-node-key = The node key was not in the backup: put back the secret `{ $credential }` that the system keeps.
restore-start = To start it:
restore-import = Then, to have at once what the federation published (the file may be deleted afterwards):

doctor-calling = Waiting for others to call this node…
doctor-verdict = { $verdict ->
    [ok] ok
    [unknown] unknown
    [warn] look
   *[fail] mend
}
doctor-check = { $check ->
    [settings] settings
    [data] data
    [keys] keys
    [card] card
    [sign-lock] sign-lock
    [disk] disk
    [node] node
    [listen] listening
    [store] store
    [clock] clock
    [peers] cooperatives
    [directory] own directory
    [copies] directories
    [versions] versions
   *[reachability] reachability
}
doctor-summary = { $fail ->
    [0] { $warn ->
        [0] All is well
       *[other] Nothing to mend
    }
   *[other] { $fail } to mend
}, { $warn } to look at, of { $all } { $all ->
    [one] check
   *[other] checks
}.
doctor-file = The file to send when asking for help is { $file }. Read it before you send it: it holds no names, no keys, no passphrases.
doctor-file-title = Bigre: file for asking help
doctor-file-checks = checks
doctor-file-settings = settings
doctor-file-counts = what the node counts

problem-doctor-settings-ok = The settings can be read.
problem-doctor-data-ok = The data directory is private, and its federation is founded.
problem-doctor-data-not-founded = No federation is founded here yet.
problem-doctor-data-not-founded-hint = With the cards of all founders: `bigre federation found`.
problem-doctor-keys-ok = The keys can be read, and are the card's.
problem-doctor-keys-elsewhere = The node key is not in the data directory.
problem-doctor-keys-elsewhere-hint = If the system keeps it, all is well. Else put it back from a backup: `bigre backup verify`.
problem-doctor-card-ok = The card is valid until { $expires }.
problem-doctor-card-near = The card is valid until { $expires } only.
problem-doctor-card-near-hint = Plan to sign a new one with the root keys.
problem-doctor-card-over = The card's validity ended on { $expires }.
problem-doctor-card-over-hint = Sign a new one with the root keys.
problem-doctor-lock-ok = The sign-lock can be read (number { $number }).
problem-doctor-lock-absent = There is no sign-lock, as after a backup was put back.
problem-doctor-lock-absent-hint = The node makes one when it starts, and hears the others before it signs. Never put an old one back.
problem-doctor-lock-half = One of the two copies in the sign-lock cannot be read: a power cut, or a bad disk.
problem-doctor-lock-half-hint = If it comes again, have the disk examined.
problem-doctor-lock-damaged = The sign-lock { $path } cannot be read.
problem-doctor-lock-damaged-hint = Never put an old one back. Have the disk examined, move the file away and start again: the node asks the others what it signed.
problem-doctor-lock-unreadable = The sign-lock cannot be used.
problem-doctor-lock-unreadable-why = { $error }
problem-doctor-lock-unreadable-hint = Use the account that runs the node, and the same version.
problem-doctor-disk-ok = { $free } are free.
problem-doctor-disk-near = Only { $free } are free on the disk; below { $floor } the node only reads.
problem-doctor-disk-near-hint = Make room soon.
problem-doctor-disk-full = Only { $free } are free on the disk: below { $floor } the node only reads.
problem-doctor-disk-full-hint = Make room, or try `bigre store compact`.
problem-doctor-node-ok = The node runs and answers (version { $version }).
problem-doctor-node-other-version = The node runs version { $version }, this program is version { $program }.
problem-doctor-node-other-version-hint = Start the node again.
problem-doctor-listen-ok = The node listens on { $count } { $count ->
    [one] address
   *[other] addresses
}.
problem-doctor-listen-nowhere = The node listens nowhere yet.
problem-doctor-listen-nowhere-hint = Try again in a moment, then look at its log and `bigre config show`.
problem-doctor-store-ok = Nothing to tell.
problem-doctor-clock-ok = The clock agrees with the others'.
problem-doctor-clock-unknown = No other cooperative was heard in the last day: nothing to compare the clock with.
problem-doctor-clock-off = The clock is about { $minutes } min { $side ->
    [behind] behind
   *[ahead] ahead of
} the others'.
problem-doctor-clock-off-hint = Set it by the network, for instance with systemd-timesyncd.
problem-doctor-clock-wrong = The clock is { $minutes } min { $side ->
    [behind] behind
   *[ahead] ahead of
} the others': what the node signs is refused, or what the others sign.
problem-doctor-clock-wrong-hint = Set it by the network, for instance with systemd-timesyncd.
problem-doctor-peers-ok = Every other cooperative was heard in the last day ({ $connected } of { $count } connected now).
problem-doctor-peers-missing = { $count ->
    [one] One cooperative was
   *[other] { $count } cooperatives were
} not heard in the last day: { $names }.
problem-doctor-peers-missing-hint = `bigre peers` says why; tell their volunteers.
problem-doctor-peers-isolated = { $heard } { $heard ->
    [one] cooperative
   *[other] cooperatives
} heard in the last day, this one included; { $needed } are needed. Missing: { $names } ({ $count }).
problem-doctor-peers-isolated-hint = Check this machine's connection, then `bigre peers`.
problem-doctor-directory-ok = The node may sign.
problem-doctor-directory-waiting = The node signs nothing before it heard { $needed } cooperatives ({ $heard } so far).
problem-doctor-directory-waiting-hint = Wait until others are connected: `bigre peers`.
problem-doctor-directory-restoring = The node takes its own directory back from the others before it signs.
problem-doctor-directory-restoring-hint = Wait until it is done: `bigre status`.
problem-doctor-directory-twin = Another node signs with this node's key.
problem-doctor-directory-twin-hint = Stop the other one, or renew the node key: `bigre card rotate node`.
problem-doctor-directory-not-member = This cooperative is not a member of the federation, not yet or no more.
problem-doctor-directory-not-member-hint = Look at the register: `bigre register list`.
problem-doctor-directory-forked = Two contradictory versions of the directory carry this cooperative's signature.
problem-doctor-directory-forked-hint = A copy of the node may run elsewhere: stop it. The keys must be renewed, see the guide.
problem-doctor-copies-ok = { $count ->
    [0] No directory is published yet: all is
    [one] The directory is
   *[other] The { $count } directories are
} up to date.
problem-doctor-copies-forked = A directory is frozen, signed in two contradictory versions: { $names } ({ $count }).
problem-doctor-copies-forked-hint = Tell these cooperatives.
problem-doctor-copies-old = A directory was not confirmed for long, and is hidden: { $names } ({ $count }).
problem-doctor-copies-old-hint = Ask their volunteers whether their node runs.
problem-doctor-copies-behind = A newer version is known and on its way: { $names } ({ $count }).
problem-doctor-copies-behind-hint = Wait, or `bigre sync now`.
problem-doctor-versions-ok = No other cooperative runs a later version than { $own }.
problem-doctor-versions-unknown = No other cooperative's version is known yet.
problem-doctor-versions-old = { $count ->
    [one] One cooperative runs
   *[other] { $count } cooperatives run
} a later version: { $newest }, here { $own }.
problem-doctor-versions-old-hint = Install it.
problem-doctor-reach-ok = { $count ->
    [one] One other cooperative calls
   *[other] { $count } other cooperatives call
} this node.
problem-doctor-reach-dials = The card announces no address: this node calls the others, and none calls it.
problem-doctor-reach-unknown = No other cooperative has called this node yet, as far as it knows.
problem-doctor-reach-nobody = No other cooperative reaches this node.
problem-doctor-reach-nobody-hint = Open its port, for TCP and UDP, in the firewall and on the router, and check the address that `bigre card show` tells.

problem-backup-exists = { $path } is there already: nothing was written.
problem-backup-exists-hint = Choose another name, or replace it with --force.
problem-backup-inside = { $path } is in the directory to save ({ $dir }): it would be lost with it.
problem-backup-inside-hint = Choose another place, best on another disk.
problem-backup-too-large = { $path } is too large: { $most } bytes at most.
problem-backup-too-large-hint = If this file is not the node's, move it out of its directory. Else try --identity-only.
problem-backup-too-many = There are more than { $most } files in the node's directory.
problem-backup-too-many-hint = Move those that are not the node's elsewhere.
problem-backup-name = The name of { $path } is too long, or holds invisible characters.
problem-backup-name-hint = Rename this file, or move it elsewhere.
problem-backup-passphrase = This passphrase does not open { $path }.
problem-backup-passphrase-hint = Try again.
problem-backup-not-one = { $path } is not a backup.
problem-backup-not-one-hint = Look for the file that `bigre backup create` wrote.
problem-backup-newer = { $path } was made by a later version of bigre (layout { $layout }, this one knows layout { $known }).
problem-backup-newer-hint = Install that version.
problem-backup-damaged = { $path } is cut short or damaged.
problem-backup-damaged-why = { $error }
problem-backup-damaged-hint = Use another backup.
problem-backup-missing = { $what } is missing from { $path }: it is no whole identity.
problem-backup-missing-hint = Use another backup, or put this file back into the node's directory before you make one.
problem-backup-not-the-cards = The key { $what } of { $path } is not the one that the card names.
problem-backup-not-the-cards-hint = Use another backup.
problem-backup-not-empty = { $path } is not empty: nothing was written.
problem-backup-not-empty-hint = A backup is put into a new or empty directory: choose another one with --data.

problem-identity-file-exists = { $path } is there already: nothing was written.
problem-identity-file-exists-hint = Choose another name.
problem-identity-key-label = “{ $label }” cannot name a key.
problem-identity-key-label-why = { $error }
problem-identity-key-label-hint = Give the name of the person who holds it, 80 characters at most.

# The register, the charter, and the cards that several people sign.

column-card = card
column-date = date
column-page = page
column-valid-until = valid until
column-votes = votes
label-acknowledgements = acknowledged by
label-approved-by = approved by
label-ballots = ballots of
label-cut = cut
label-minutes = minutes
label-missing = missing
label-proposed-by = proposed by
label-root-keys = root keys
label-sealed-by = sealed by
label-state = state
label-vote-keys = vote keys

passphrase-of = Passphrase of { $file }:

charter-id = { $state ->
    [force] The charter in force has the id { $id }.
   *[built-in] No node answers: this is the charter that a federation begins with, id { $id }.
}
charter-signed = Charter { $id } signed: { $file }. Send this file with the card to the member that invites you.
charter-missing = { $needed } more { $needed ->
    [one] vote key has to sign
   *[other] vote keys have to sign
}: the same command with --key adds to the file.

register-keys = { $needed } of { $all } { $all ->
    [one] key
   *[other] keys
}
register-standing = { $standing ->
    [active] member
    [dormant] asleep
    [left] left
   *[expelled] expelled
}
register-suspended = suspended until { $until }
register-fault = { $fault ->
    [directory] two directories with one number
    [journal] two journal entries with one number
    [card] two cards with one number
   *[votes] contrary votes
}
register-branches = cards to choose from: { $cards }
register-sum = { $active } { $active ->
    [one] cooperative votes
   *[other] cooperatives vote
}; { $quorum } must agree. Pages in force: { $height }. Charter: { $charter }.
register-split-told = Page { $number } was sealed twice: the register is frozen. Proved to have contradicted themselves: { $guilty }. The assembly has to found anew.
register-isolated = Fewer than { $quorum } cooperatives were heard in 24 hours: nothing can be decided for now.
register-no-proposal = Nothing is proposed.
register-no-page = No page after the founding yet.
register-proposals = { $count ->
    [one] One page is proposed:
   *[other] { $count } pages are proposed; one of them will be the next:
}
register-act = { $act ->
    [admit] { $subject } joins
    [expel] { $subject } is expelled (grounds: { $detail })
    [leave] { $subject } leaves
    [sleep] { $subject } no longer votes
    [wake] { $subject } votes again
    [succeed] { $subject } goes on with new root keys
    [recognise] of the cards of { $subject }, { $detail } is recognised
    [rules] new rules: { $detail }
    [fund-rules] rules of the fund: { $detail }
    [overrule] the objections to request { $detail } are overruled
   *[upgrade] version { $detail } of the protocol is required
}
register-rule = { $rule ->
    [members] { $value } members a cooperative
    [entries] { $value } entries a cooperative
    [vocabularies] vocabularies in force: { $value }
    [bytes] { $value } a cooperative
   *[charter] charter { $value }
}
register-state = { $state ->
    [sealed] in force
    [certified] chosen, being sealed: { $acks } of { $of } acknowledgements
    [approved] approved, the nodes note it: { $ballots } of { $of } ballots
    [outdated] outdated: a cooperative changed its card since. Propose it again
   *[open] { $found } of { $of } approvals, { $more } more needed
}
register-page = Page { $number }: { $act }
register-seal = { $found } acknowledgements, { $needed } were needed
register-minutes = kept by the cooperatives; SHA-256 { $hash }
register-proposed = The page is proposed. It does not count as approved by you; each cooperative that agrees runs:
register-minutes-stay = Keep the minutes as they are: only their fingerprint is published.

approve-ask = Sign the approval of this page? (yes / no)
withdraw-ask = Take the approval of this page back? (yes / no)
approve-saved = { $file } holds what is signed so far. { $more ->
    [0] Enough have signed: the same command with --from and without --save publishes it.
    [one] One vote key more has to sign: the next person uses --from.
   *[other] { $more } vote keys more have to sign: the next person uses --from.
}
approve-done = Page { $page } approved; state: { $state }.
withdraw-done = Approval of page { $page } taken back; state: { $state }.

chain-exported = Register written to { $dir }: the founding page, { $cards } { $cards ->
    [one] card
   *[other] cards
}, { $pages } { $pages ->
    [one] page
   *[other] pages
}, { $entries } { $entries ->
    [one] journal entry
   *[other] journal entries
}. Anybody can verify it:
chain-founded = { $name } ({ $words }), founded by { $count } { $count ->
    [one] cooperative
   *[other] cooperatives
}. Compare these words with those of another member.
chain-act = { $act ->
    [admit] a cooperative joins
    [expel] a cooperative is expelled
    [leave] a cooperative leaves
    [sleep] a member no longer votes
    [wake] a member votes again
    [succeed] new root keys for a member
    [recognise] a card is recognised
    [rules] new rules
    [fund-rules] rules of the fund
    [overrule] objections overruled
   *[upgrade] a version is required
}
chain-page = Page { $number } ({ $date }), { $act }: { $approvals } approvals, { $ballots } ballots, { $acks } acknowledgements, { $needed } needed of each. Sealed by { $names }.
chain-sound = All is well: { $pages } { $pages ->
    [one] page
   *[other] pages
} verified, { $members } { $members ->
    [one] member
   *[other] members
}, last page { $head }.

suspend-in-force = { $name } is suspended until { $until }: { $count } { $count ->
    [one] cooperative
   *[other] cooperatives
} called for it. Nothing new is taken from its node; it stays a member.
suspend-called = Called for the suspension of { $name }. It takes effect once { $needed } { $needed ->
    [one] cooperative has
   *[other] cooperatives have
} called for it, this one included. This call stands until { $until }.
suspend-more = { $more ->
    [one] One more cooperative is needed. It runs `bigre suspend` for { $name }.
   *[other] At most { $more } more cooperatives are needed. Each runs `bigre suspend` for { $name }.
}

card-saved = The card is in { $file }.
card-enough = Enough keys have signed.
card-missing = { $more } more of the { $which ->
    [old] root keys before
   *[new] card's own root keys
} must sign. Not yet: { $names }.
card-in-force = Card { $number } is in force, until { $until }.
card-node-key = The node signs with its new key from now on. Save the directory again: `bigre backup create`.
card-ask = Sign this card? (yes / no)
card-signed-blind = Signed: { $file }. Without a node, nobody knows here who else has to sign: `bigre card verify` on the node tells.
card-number = { $name }, card { $number }
card-keys = { $needed } must sign, of { $names }
card-cut = what the old node key signed counts up to journal entry { $journal } and directory { $directory }
card-signer = Signed by { $key }, { $which ->
    [both] a root key before and after
    [old] a root key before
    [node] the new key of its node
   *[new] a root key of this card
}.
card-unproved = The new key of its node, { $key }, has not signed.
card-by-page = Put in force by page { $page } of the register, in the place of the root keys that were lost.
card-sound = This card is in force.
recover-done = The card with the new root keys is in { $file }. Give it to another member by a safe way, and tell them the key by voice. That member runs:

problem-bad-code = A code is not acceptable.
problem-bad-code-why = { $detail }
problem-bad-code-hint = Use letters, digits, hyphens and dots, 32 at most, as in the charter.
problem-bad-cut = This cut cannot be used.
problem-bad-cut-why = { $detail }
problem-bad-cut-hint = Leave the cut out: what this node holds is taken.
problem-bad-hexadecimal = What was sent is not hexadecimal.
problem-bad-hexadecimal-why = { $detail }
problem-card-refused = The card can't be put in force.
problem-card-refused-why = { $detail }
problem-card-refused-hint = `bigre card verify FILE` tells who signed and who is missing.
problem-no-voice = This cooperative does not vote.
problem-no-voice-why = { $detail }
problem-no-voice-hint = `bigre register list` shows who does.
problem-not-a-member = This cooperative is not a member any more.
problem-not-a-member-hint = `bigre register log` tells since which page.
problem-page-refused = The page can't be written.
problem-page-refused-why = { $detail }
problem-page-refused-hint = `bigre register list` shows the members and what is proposed.
problem-register-split = The register is frozen: one number was sealed twice.
problem-register-split-why = { $detail }
problem-register-split-hint = `bigre register list` names those who contradicted themselves. The assembly decides.
problem-too-many-proposals = Too many pages of this cooperative are proposed.
problem-too-many-proposals-why = { $detail }
problem-too-many-proposals-hint = Wait until one is decided: `bigre register list`.
problem-twin = Another node signs with the same key.
problem-twin-hint = Stop the other one, or renew the node key: `bigre card rotate node`.

problem-cli-no-such-page = No page answers to "{ $page }".
problem-cli-no-such-page-hint = `bigre register list` and `bigre register log` show the numbers and ids.
problem-cli-ambiguous-page = "{ $page }" means several pages: { $ids }.
problem-cli-ambiguous-page-hint = Give one of these ids.
problem-cli-page-sealed = Page { $page } is in force: it can't be approved or taken back any more.
problem-cli-page-sealed-hint = A page is not undone; another is written: `bigre register propose`.
problem-cli-page-outdated = Page { $page } is outdated: a cooperative changed its card since.
problem-cli-page-outdated-hint = Have it proposed again: `bigre register propose`.
problem-cli-not-approved = This cooperative has not approved page { $page }: there is nothing to take back.
problem-cli-not-approved-hint = Not to approve it is enough.
problem-cli-taken-back = This cooperative took its approval of page { $page } back: it can't be given again.
problem-cli-taken-back-hint = Have the page proposed again: `bigre register propose`.
problem-cli-no-rule = No rule is given.
problem-cli-no-rule-hint = Give --members, --entries, --megabytes, --charter or --vocabulary.
problem-cli-not-text = { $path } is not a text.
problem-cli-not-text-why = { $error }
problem-cli-not-text-hint = Save it as UTF-8 text.
problem-cli-draft-bad = { $path } is not a signed object of Bigre.
problem-cli-draft-bad-why = { $error }
problem-cli-draft-bad-hint = Ask for the file again, as --save wrote it.
problem-cli-draft-other = { $path } signs something else than page { $page }.
problem-cli-draft-other-hint = Ask for the file of this page; an approval and a withdrawal differ, and so does another charter.
problem-cli-signatures-bad = The signatures can't be used.
problem-cli-signatures-bad-why = { $error }
problem-cli-signatures-bad-hint = A key that the card does not name may have signed, or the file is for another federation. Begin again with --save.
problem-cli-key-use = The key in { $path } serves to { $is ->
    [root] sign cards
   *[vote] approve pages
}, not to { $wanted ->
    [root] sign cards
   *[vote] approve pages
}.
problem-cli-key-use-hint = Choose another key file: `bigre key show`.
problem-cli-key-stranger = The key { $key } is not one that the card names.
problem-cli-key-stranger-hint = `bigre card verify` shows the keys that count.
problem-cli-no-key = There is no { $use ->
    [root] root key
   *[vote] vote key
} in the data directory.
problem-cli-no-key-hint = Give the file of a person's key: --key FILE.
problem-cli-more-signatures = { $needed } more { $needed ->
    [one] signature is needed
   *[other] signatures are needed
}: nothing was sent.
problem-cli-more-signatures-hint = --save FILE keeps what is signed for the next person, who adds --from FILE.
problem-cli-card-unsigned = { $needed } more { $needed ->
    [one] signature is needed
   *[other] signatures are needed
}: the card was not sent.
problem-cli-card-unproved = The new key of the node, { $key }, has not signed this card.
problem-cli-card-unproved-hint = `bigre card rotate node` makes the card and signs it with that key, on the server that holds it.
problem-cli-card-unsigned-hint = --save FILE keeps the card; the others sign it with `bigre card sign FILE --key …`, then `bigre card publish FILE`.
problem-cli-card-certified = Page { $page } is being sealed: its votes count by the keys that it names.
problem-cli-card-certified-hint = Try again in a few minutes. If the key was stolen, say where it stops: --cut-journal, --cut-journal-id and --cut-directory.
problem-cli-card-impossible = Such a card can't be.
problem-cli-card-impossible-why = { $error }
problem-cli-card-impossible-hint = Check what you gave: `bigre card --help`.
problem-cli-card-follows-another = This card, number { $number }, does not follow the one in force, number { $current }.
problem-cli-card-follows-another-hint = Make it again from the card in force: `bigre card rotate`, `renew` or `address`.
problem-cli-card-before-unknown = The card before this one is not known here.
problem-cli-card-before-unknown-hint = Start the node of this cooperative, then run this again.
problem-cli-federation-unknown = The federation that the card is for is not known here.
problem-cli-federation-unknown-hint = Give its id: --federation ID.
problem-cli-cut-id = The id of journal entry { $number } is needed.
problem-cli-cut-id-hint = Another member sees it with `bigre register list --json`: give it with --cut-journal-id ID.
problem-cli-no-such-address = The card has no address { $address }.
problem-cli-no-such-address-hint = `bigre card verify` shows the addresses.
problem-cli-not-confirmed = Nothing was signed.
problem-cli-not-confirmed-hint = Answer yes, or give --yes.
problem-cli-not-empty = { $path } is not empty: nothing was written.
problem-cli-not-empty-hint = Give a new directory.
problem-cli-chain-unsound = { $file } does not verify.
problem-cli-chain-unsound-why = { $error }
problem-cli-chain-unsound-hint = Trust nothing from here on. Ask another member for `bigre register export`.

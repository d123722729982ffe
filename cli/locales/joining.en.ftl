# How a cooperative joins the federation: invitations, the answer, the wait.

column-guest = for

invite-given = Invitation for { $guest }, once, expiring { $until }. Pass it on by a safe way: whoever holds it may ask to join, and the assembly decides.
invite-next = To take it back: `bigre invite revoke { $id }`. Once the cooperative has answered, its page will be proposed: `bigre register list`.
invite-no-qr = (The terminal is too narrow for the QR code.)
invite-none = No invitation.
invite-revoked = The invitation for { $guest } is taken back: it serves no more.
invite-state = { $state ->
    [open] open
    [used] used
    [expired] expired
   *[revoked] taken back
}

join-ticket = Invitation for { $guest }, expiring { $until }. Fingerprint of the federation: { $words }. Compare these words aloud with whoever invites you.
join-asking = Asking { $address }…
join-charter-signed = The charter { $charter } is signed.
join-waiting = The page is proposed: { $found } of { $needed } approvals. { $missing ->
    [none] {""}
   *[other] Not yet approved by { $missing }.
}
join-welcome = Your cooperative is a member of "{ $name }" ({ $words }). Start the node: `bigre node run`.

problem-join-ticket-unreadable = This is not an invitation.
problem-join-ticket-unreadable-why = Its text begins with BIGRE1; letters may be missing.
problem-join-ticket-unreadable-hint = Copy it whole, or save it in a file: `bigre join FILE`.
problem-join-other-federation = This directory already belongs to a federation: { $name }.
problem-join-other-federation-hint = A cooperative in two federations has two directories: `bigre --data OTHER init`.
problem-join-no-address = The invitation does not say where to ask.
problem-join-no-address-hint = Ask for another: the cooperatives' cards must carry an address.
problem-join-nobody = No address of the invitation answers.
problem-join-nobody-hint = The lines above say at which step each one fails. Try again later, or tell whoever invites you.
problem-join-sponsor = Only the node of { $name } can take this invitation, and it did not answer.
problem-join-sponsor-hint = Try again later, or tell that cooperative.
problem-join-step-address = Step "address": { $address } leads nowhere from this machine.
problem-join-step-address-hint = Check this machine's connection, and the name.
problem-join-step-port = Step "port": nothing answers at { $address }.
problem-join-step-port-hint = The node may be stopped, or a firewall closes its port.
problem-join-step-not-node = Step "port": what answers at { $address } is not a Bigre node.
problem-join-step-not-node-hint = The address may be another service's: ask whoever invites you.
problem-join-step-key = Step "key": another node answers at { $address }.
problem-join-step-key-hint = The address changed hands, or the key was renewed: ask for another invitation.
problem-join-step-door = Step "door": the node at { $address } expects nobody, or too many at once.
problem-join-step-door-hint = Try again in a minute; else the invitation may have been taken back.
problem-join-step-answer = Step "answer": the node at { $address } gave no answer that can be read.
problem-join-step-answer-hint = Try again in a minute. If it goes on, the versions may differ.
problem-join-step-system = This machine could not ask.
problem-join-step-system-hint = See `bigre doctor`.
problem-join-charter = Step "charter": it is not signed ({ $charter }).
problem-join-charter-hint = Read it above, then answer: `bigre join … --sign-charter`.
problem-join-another-federation = The answer is of another federation than the invitation's: nothing is kept.
problem-join-another-federation-hint = Tell whoever invites you: that node lies, or is mistaken.
problem-join-ticket-forged = Step "invitation": no member of this federation signed it.
problem-join-ticket-forged-hint = Ask for another.
problem-join-ticket-expired = Step "invitation": it has expired.
problem-join-ticket-expired-hint = Ask for another.
problem-join-ticket-revoked = Step "invitation": it was taken back.
problem-join-ticket-revoked-hint = Ask whoever invited you.
problem-join-ticket-used = Step "invitation": another cooperative has used it.
problem-join-ticket-used-hint = Ask for another, and tell whoever invites you.
problem-join-ticket-unknown = Step "invitation": the node that signed it knows it no more.
problem-join-ticket-unknown-hint = Ask for another.
problem-join-card-refused = Step "card": yours is refused.
problem-join-card-refused-why = { $detail }
problem-join-card-refused-hint = Look at it: `bigre card show`.
problem-join-not-now = The page can't be proposed now.
problem-join-not-now-why = { $detail ->
    [none] {""}
   *[other] { $detail }
}
problem-join-not-now-hint = Try again later, or tell whoever invites you.
problem-invitation-refused = No invitation is given out.
problem-invitation-refused-why = { $detail }
problem-invitation-unknown = No invitation, or several, begin with { $detail }.
problem-invitation-unknown-hint = `bigre invite list` shows them.

problem-warn-card = This cooperative's card expires in { $days } days.
problem-warn-card-hint = With the root keys: `bigre card renew`.
problem-warn-fault = Contradictory signatures are proved of { $names }.
problem-warn-fault-hint = Tell them and the assembly: `bigre register list`.
problem-warn-split = Two pages number { $number } are sealed: the register is frozen. Contradicted themselves: { $names }.
problem-warn-split-hint = Directories go on. The cooperatives must meet and found the federation anew.
problem-warn-suspended = Suspended for now, nothing new is taken from { $names }.
problem-warn-suspended-hint = `bigre register list` says until when.
problem-warn-update = The assembly asks for version { $version } of the protocol.
problem-warn-update-hint = Install a later version of bigre.

federation-bringing = Publishing…
federation-brought = { $entries } entries of the federation before are published here.
problem-cli-not-in-book = The register before knows no cooperative with the legal id { $legal }.
problem-cli-not-in-book-hint = It is found by its legal id: `bigre card show`.
problem-warn-closed = { $closed } of { $others } cooperatives close this node's connections at once.
problem-warn-closed-hint = Another node may run with the same keys: keep one of the two. Or this cooperative is not a member any more: ask the others.

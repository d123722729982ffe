# The solidarity fund and guarantees.

column-amount = amount
column-command = command
column-line = line
column-maximum = at most
column-window = objections for
column-repaid = paid back
column-year = year
column-pledged = pledged
column-taken = committed
column-left = left
column-hours = hours
column-commit = commit
column-accepted = accepted
column-note = note
column-payment = payment
column-from = from
column-to = to
column-received = received
column-guarantor = guarantor
column-beneficiary = beneficiary
column-ceiling = ceiling
column-limit = can be called
column-exposure = exposure
column-call = call
column-capacity = capacity
column-called = called
column-share = share
column-doubtful = doubtful
column-reference = reference
label-asked = asked
label-plan = repayment
label-consents = consent
label-abstains = abstain
label-objects = object
label-silent = no opinion yet
label-consents-needed = consents needed
label-window = objections until
label-own-opinion = our opinion
label-granted = granted
label-accepted = accepted
label-disbursed = sent
label-received = received
label-repaid = paid back
label-overdue = overdue
label-confirmation = confirmation
label-amends = replaces
label-replaced = replaced by
fund-stated = { $kind ->
    [pledge] Pledge raised by { $amount } ({ $id }).
    [pledge-less] Pledge lowered by { $amount } ({ $id }).
    [request] Request { $id }: { $amount }. It names nobody.
    [withdraw] Request withdrawn ({ $id }).
    [opinion] Opinion given ({ $id }).
    [decision] Decision { $id }: { $amount } granted.
    [commit] Commit { $id }: { $amount }.
    [release] Taken back: { $amount } ({ $id }).
    [accept] Accepted: { $amount } ({ $id }).
    [decline] Commit declined ({ $id }).
    [disburse] Payment { $id }: { $amount }.
    [receipt] Received: { $amount } ({ $id }).
    [repay] Repayment { $id }: { $amount }.
    [guarantee] Guarantee { $id } offered, up to { $amount }.
    [guarantee-accept] Guarantee accepted ({ $id }).
    [call] Guarantee called: { $amount } ({ $id }).
    [honour] Guarantee honoured: { $amount } ({ $id }).
    [refuse] Call refused ({ $id }).
    [dispute] Contested ({ $id }).
    [settle] Contested no more ({ $id }).
   *[correct] Entry reversed ({ $id }).
}
fund-already = Stated before under this name, nothing changes: { $said }
fund-waiting = waiting for other cooperatives to hold it
fund-currency = Amounts in { $currency }.
fund-unchanged = It is so already: nothing changes.
fund-consent-waits = Consent to { $id } noted. Your node signs it on { $until }, when the window ends, unless somebody objects.
fund-end-to-end = End-to-end reference for the bank transfer: { $reference }
fund-next-request = The other cooperatives give their opinion; then: bigre fund decide { $id }
fund-next-disburse = The cooperative that receives will say: bigre fund receipt { $id }
fund-next-repay = The cooperative that receives will say: bigre fund receipt { $id }
fund-next-guarantee = The other cooperative accepts it: bigre guarantee accept { $id }
fund-inbox-empty = Nothing awaits your cooperative.
fund-not-confirmed = not confirmed yet
fund-task = { $what ->
    [opinion] opinion awaited
    [objection] an objection stands
    [decide] to decide
    [commit] to fund
    [accept] commit to accept
    [disburse] to pay
    [receipt] receipt to state
    [in-transit] sent over 15 days ago, no receipt
    [repay] to pay back
    [overdue] repayment overdue
    [guarantee-accept] guarantee to accept
    [call] guarantee called
   *[dispute] contested
}
fund-hours = { $count } h
fund-window-quick = { $count } h up to { $amount }
fund-participants = Opinions are given by { $names }.
fund-open-most = Open requests for each thousand members begun: { $count } at most.
fund-isolated = Too few cooperatives heard in 24 hours: no payment can be stated.
fund-no-pledge = No pledge.
fund-no-request = No request is open.
fund-no-guarantee = No guarantee.
fund-hidden = { $count ->
    [one] { $count } closed, withdrawn or refused request
   *[other] { $count } closed, withdrawn or refused requests
} : --all.
fund-state = { $state ->
    [open] open
    [granted] granted
    [part-funded] funded in part
    [funded] funded
    [paid] paid
    [closed] closed
    [withdrawn] withdrawn
    [refused] refused
    [disputed] contested
    [accepted] accepted
    [disbursed] sent
    [received] received
    [repaid] paid back
    [released] taken back
    [declined] declined
    [offered] offered
   *[in-suspense] in suspense
}
fund-call-state = { $state ->
    [waiting] awaits an answer
    [honoured] honoured, not received yet
    [received] received
   *[refused] refused
}
fund-held-by = held by { $held } of { $needed } needed
fund-request-title = Request { $id }, vouched for by { $coop }
fund-plan = { $count } × { $amount }
fund-state-until = { $state }, until { $until }
fund-consent-planned = consents when the window ends
fund-direct = direct aid
fund-disputed = contested
fund-stress = If { $names } called all { $count ->
    [one] its guarantees
   *[other] their guarantees
}: { $amount }.
reconcile-read = { $count ->
    [one] { $count } line read
   *[other] { $count } lines read
}, { $bare } of them without a reference.
reconcile-what = { $what ->
    [received] came, receipt to state
    [sent] went out
    [receipt-stated] came, receipt stated
    [other-amount] another amount
    [other-currency] another currency
    [wrong-way] the other way
    [pending] pending
    [reversed] reversed by the bank
    [twice] twice
   *[unknown] unknown reference
}
reconcile-problem = { $fault ->
    [sum] Entry { $at }: its details do not make its total; look at it by hand.
    [amounts] Entry { $at }: a detail has no amount; look at it by hand.
   *[batch] Entry { $at }: a batch without details; look at it by hand.
}
reconcile-absent = { $count ->
    [one] { $count } payment of the fund is not in it
   *[other] { $count } payments of the fund are not in it
}: { $ids }.
reconcile-hint = { $count ->
    [one] A transfer came without a receipt
   *[other] { $count } transfers came without a receipt
}: the same command with --receipts states them received.
reconcile-stated = { $count ->
    [one] { $count } receipt stated.
   *[other] { $count } receipts stated.
}
reconcile-more = … and { $count } more lines of unknown reference.

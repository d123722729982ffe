# The yearly report of the fund.

report-title = Solidarity fund: report of { $year }
report-identity = As of { $day }. Its six words: { $words } ({ $id }). Whoever holds the same entries has the same words: read them to each other by telephone.
report-few = fewer than { $least }
report-year = year
report-id = id
report-line = line
report-cooperative = cooperative
report-total = all together
report-line-given = Line { $line }: what each cooperative brings
report-line-asked = Line { $line }: what each cooperative asks for
report-asked-for = asked
report-chart = { $title }: pledged, committed, sent and received. The same figures stand in the table below.
report-pledged = pledged
report-hours = hours pledged
report-committed = committed
report-direct = direct aid in it
report-accepted = accepted
report-disbursed = sent
report-received = received
report-transit = on its way
report-late = for more than 15 days
report-repaid = paid back
report-returning = on its way back
report-overdue = overdue
report-suspended = commits in suspense
report-suspense = amount in suspense
report-owed = owed by a fork
report-requests = requests
report-asked = asked
report-granted = granted
report-states = how they stand
report-guarantees-given = Guarantees given
report-guarantees-received = Guarantees received
report-number = number
report-ceilings = ceilings
report-limit = can still be called
report-exposure = exposure
report-called = called
report-honoured = paid
report-refused = refused
report-exposures = Largest exposure to one cooperative
report-capacity = capacity declared
report-towards = towards
report-share = share of the capacity
report-percent = { $whole }.{ $tenths } %
report-journals = Journals
report-is = standing
report-entries = entries
report-confirmed = confirmed up to
report-unconfirmed = not confirmed
report-waiting = waiting for another
report-disputes = disputes open
report-corrections = corrected
report-voids = void, by reason
report-forked = fork
report-fork = two entries { $seq }
report-circle = Guarantees in a circle: { $names }. If one pays, in the end it pays for itself.
report-more-circles = There may be more circles of guarantees than those shown.
report-suppressed = Where a cooperative has fewer than { $least } requests, what it asks for is left out, so that nobody can tell who is in need; it is in the sum. Where only one has so few, the next smallest is left out too. The report in full has other words than this one.
report-check = Money moves by bank: these are promises and receipts. Anybody can count them again: bigre register export, then bigre fund audit --offline.
report-standing = { $standing ->
    [active] active
    [dormant] dormant
    [left] left
   *[expelled] expelled
}

# Het jaarverslag van het fonds.

report-title = Solidariteitsfonds: verslag { $year }
report-identity = Stand op { $day }. De zes woorden: { $words } ({ $id }). Wie dezelfde regels heeft, heeft dezelfde woorden: lees ze elkaar voor aan de telefoon.
report-few = minder dan { $least }
report-year = jaar
report-id = kenmerk
report-line = lijn
report-cooperative = coöperatie
report-total = alles samen
report-line-given = Lijn { $line }: wat elke coöperatie inbrengt
report-line-asked = Lijn { $line }: wat elke coöperatie vraagt
report-asked-for = gevraagd
report-chart = { $title }: toegezegd, vastgelegd, gestort en ontvangen. Dezelfde cijfers staan in de tabel hieronder.
report-pledged = toegezegd
report-hours = uren toegezegd
report-committed = vastgelegd
report-direct = waarvan rechtstreekse hulp
report-accepted = aanvaard
report-disbursed = gestort
report-received = ontvangen
report-transit = onderweg
report-late = al meer dan 15 dagen
report-repaid = terugbetaald
report-returning = onderweg terug
report-overdue = achterstallig
report-suspended = toezeggingen in beraad
report-suspense = bedrag in beraad
report-owed = verschuldigd door een splitsing
report-requests = aanvragen
report-asked = gevraagd
report-granted = toegekend
report-states = stand van zaken
report-guarantees-given = Gegeven borgstellingen
report-guarantees-received = Ontvangen borgstellingen
report-number = aantal
report-ceilings = plafonds
report-limit = nog opvraagbaar
report-exposure = blootstelling
report-called = opgevraagd
report-honoured = betaald
report-refused = geweigerd
report-exposures = Grootste blootstelling aan één coöperatie
report-capacity = verklaarde draagkracht
report-towards = tegenover
report-share = aandeel in de draagkracht
report-percent = { $whole },{ $tenths } %
report-journals = Journalen
report-is = status
report-entries = regels
report-confirmed = bevestigd tot
report-unconfirmed = niet bevestigd
report-waiting = wachtend op een andere
report-disputes = open geschillen
report-corrections = verbeterd
report-voids = nietig, per reden
report-forked = splitsing
report-fork = twee regels { $seq }
report-circle = Borgstellingen in een kring: { $names }. Wie betaalt, betaalt uiteindelijk voor zichzelf.
report-more-circles = Er kunnen meer kringen van borgstellingen zijn dan de getoonde.
report-suppressed = Heeft een coöperatie minder dan { $least } aanvragen, dan wordt niet getoond wat ze vraagt, zodat niemand kan raden wie hulp nodig heeft; de som telt het mee. Is er maar één met zo weinig, dan wordt ook de volgende kleinste niet getoond. Het volledige verslag heeft andere woorden dan dit.
report-check = Geld gaat via de bank: dit zijn beloften en ontvangstbewijzen. Iedereen kan ze natellen: bigre register export, daarna bigre fund audit --offline.
report-standing = { $standing ->
    [active] actief
    [dormant] slapend
    [left] vertrokken
   *[expelled] uitgesloten
}

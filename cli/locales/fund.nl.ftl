# Het solidariteitsfonds en de borgstellingen.

column-amount = bedrag
column-command = opdracht
column-line = lijn
column-maximum = hoogstens
column-window = bezwaren gedurende
column-repaid = terugbetaald
column-year = jaar
column-pledged = toegezegd
column-taken = vastgelegd
column-left = over
column-hours = uren
column-commit = toezegging
column-accepted = aanvaard
column-note = opmerking
column-payment = betaling
column-from = van
column-to = aan
column-received = ontvangen
column-guarantor = borg
column-beneficiary = begunstigde
column-ceiling = plafond
column-limit = opvraagbaar
column-exposure = blootstelling
column-call = oproep
column-capacity = draagkracht
column-called = opgevraagd
column-share = aandeel
column-doubtful = onzeker
column-reference = referentie
label-asked = gevraagd
label-plan = terugbetaling
label-consents = stemmen in
label-abstains = onthouden zich
label-objects = maken bezwaar
label-silent = nog geen mening
label-consents-needed = instemmingen nodig
label-window = bezwaren tot
label-own-opinion = onze mening
label-granted = toegekend
label-accepted = aanvaard
label-disbursed = betaald
label-received = ontvangen
label-repaid = terugbetaald
label-overdue = achterstallig
label-confirmation = bevestiging
label-amends = vervangt
label-replaced = vervangen door
fund-stated = { $kind ->
    [pledge] Toezegging verhoogd met { $amount } ({ $id }).
    [pledge-less] Toezegging verlaagd met { $amount } ({ $id }).
    [request] Aanvraag { $id }: { $amount }. Niemand wordt erin genoemd.
    [withdraw] Aanvraag ingetrokken ({ $id }).
    [opinion] Mening gegeven ({ $id }).
    [decision] Besluit { $id }: { $amount } toegekend.
    [commit] Vastlegging { $id }: { $amount }.
    [release] Teruggenomen: { $amount } ({ $id }).
    [accept] Aanvaard: { $amount } ({ $id }).
    [decline] Vastlegging afgewezen ({ $id }).
    [disburse] Betaling { $id }: { $amount }.
    [receipt] Ontvangen: { $amount } ({ $id }).
    [repay] Terugbetaling { $id }: { $amount }.
    [guarantee] Borgstelling { $id } aangeboden, tot { $amount }.
    [guarantee-accept] Borgstelling aanvaard ({ $id }).
    [call] Borgstelling ingeroepen: { $amount } ({ $id }).
    [honour] Borgstelling nagekomen: { $amount } ({ $id }).
    [refuse] Oproep geweigerd ({ $id }).
    [dispute] Betwist ({ $id }).
    [settle] Betwisting gesloten ({ $id }).
   *[correct] Boeking teruggedraaid ({ $id }).
}
fund-already = Al eerder gezegd onder deze naam, er verandert niets: { $said }
fund-waiting = wachten tot andere coöperaties het hebben
fund-currency = Bedragen in { $currency }.
fund-unchanged = Het is al zo: er verandert niets.
fund-consent-waits = Instemming met { $id } genoteerd. Uw knooppunt ondertekent ze op { $until }, aan het einde van de termijn, als niemand bezwaar maakt.
fund-end-to-end = End-to-endreferentie voor de overschrijving: { $reference }
fund-next-request = De andere coöperaties geven hun mening; daarna: bigre fund decide { $id }
fund-next-disburse = De ontvangende coöperatie zal zeggen: bigre fund receipt { $id }
fund-next-repay = De ontvangende coöperatie zal zeggen: bigre fund receipt { $id }
fund-next-guarantee = De andere coöperatie aanvaardt ze: bigre guarantee accept { $id }
fund-inbox-empty = Niets wacht op uw coöperatie.
fund-not-confirmed = nog niet bevestigd
fund-task = { $what ->
    [opinion] mening verwacht
    [objection] een bezwaar blijft staan
    [decide] te beslissen
    [commit] te financieren
    [accept] vastlegging te aanvaarden
    [disburse] te betalen
    [receipt] ontvangst te melden
    [in-transit] meer dan 15 dagen geleden betaald, geen ontvangst
    [repay] terug te betalen
    [overdue] terugbetaling achterstallig
    [guarantee-accept] borgstelling te aanvaarden
    [call] borgstelling ingeroepen
   *[dispute] betwist
}
fund-hours = { $count } u
fund-window-quick = { $count } u tot { $amount }
fund-participants = Geven hun mening: { $names }.
fund-open-most = Open aanvragen per begonnen duizend leden: hoogstens { $count }.
fund-isolated = Te weinig coöperaties gehoord in 24 uur: er kan geen betaling worden gemeld.
fund-no-pledge = Geen toezegging.
fund-no-request = Geen lopende aanvraag.
fund-no-guarantee = Geen borgstelling.
fund-hidden = { $count ->
    [one] { $count } gesloten, ingetrokken of geweigerde aanvraag
   *[other] { $count } gesloten, ingetrokken of geweigerde aanvragen
} : --all.
fund-state = { $state ->
    [open] open
    [granted] toegekend
    [part-funded] deels gefinancierd
    [funded] gefinancierd
    [paid] betaald
    [closed] gesloten
    [withdrawn] ingetrokken
    [refused] geweigerd
    [disputed] betwist
    [accepted] aanvaard
    [disbursed] betaald
    [received] ontvangen
    [repaid] terugbetaald
    [released] teruggenomen
    [declined] afgewezen
    [offered] aangeboden
   *[in-suspense] in beraad
}
fund-call-state = { $state ->
    [waiting] wacht op antwoord
    [honoured] nagekomen, nog niet ontvangen
    [received] ontvangen
   *[refused] geweigerd
}
fund-held-by = bij { $held } van de { $needed } vereiste
fund-request-title = Aanvraag { $id }, gesteund door { $coop }
fund-plan = { $count } × { $amount }
fund-state-until = { $state }, tot { $until }
fund-consent-planned = stemt in aan het einde van de termijn
fund-direct = rechtstreekse hulp
fund-disputed = betwist
fund-stress = Als { $names } alle borgstellingen { $count ->
    [one] inriep
   *[other] inriepen
}: { $amount }.
reconcile-read = { $count ->
    [one] { $count } regel gelezen
   *[other] { $count } regels gelezen
}, waarvan { $bare } zonder referentie.
reconcile-what = { $what ->
    [received] binnengekomen, ontvangst te melden
    [sent] vertrokken
    [receipt-stated] binnengekomen, ontvangst gemeld
    [other-amount] ander bedrag
    [other-currency] andere munt
    [wrong-way] de andere richting
    [pending] in behandeling
    [reversed] teruggeboekt door de bank
    [twice] tweemaal
   *[unknown] onbekende referentie
}
reconcile-problem = { $fault ->
    [sum] Boeking { $at }: de details kloppen niet met het totaal; kijk ze zelf na.
    [amounts] Boeking { $at }: een detail heeft geen bedrag; kijk ze zelf na.
   *[batch] Boeking { $at }: gebundelde betalingen zonder details; kijk ze zelf na.
}
reconcile-absent = { $count ->
    [one] { $count } betaling van het fonds staat er niet in
   *[other] { $count } betalingen van het fonds staan er niet in
}: { $ids }.
reconcile-hint = { $count ->
    [one] Een overschrijving is binnen zonder ontvangst
   *[other] { $count } overschrijvingen zijn binnen zonder ontvangst
}: dezelfde opdracht met --receipts meldt de ontvangst.
reconcile-stated = { $count ->
    [one] { $count } ontvangst gemeld.
   *[other] { $count } ontvangsten gemeld.
}
reconcile-more = … en nog { $count } regels met onbekende referentie.

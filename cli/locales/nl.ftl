# Wat de opdrachtregel zegt. Een kaart is de identiteitskaart van een coöperatie, een vermelding is wat haar gids zegt
# over een persoon, een aanbod of een vraag.

number = { $n }
kilometres = { $km } km
listed = { $most } en { $last }
yes = ja
no = nee
hint = → { $hint }
note = opmerking: { $text }

date-now = zojuist
date-past = { $unit ->
    [minute] { $n } min
    [hour] { $n } uur
    [day] { $n } { $n ->
        [one] dag
       *[other] dagen
    }
    [month] { $n } { $n ->
        [one] maand
       *[other] maanden
    }
   *[year] { $n } jaar
} geleden
date-future = over { $unit ->
    [minute] { $n } min
    [hour] { $n } uur
    [day] { $n } { $n ->
        [one] dag
       *[other] dagen
    }
    [month] { $n } { $n ->
        [one] maand
       *[other] maanden
    }
   *[year] { $n } jaar
}

column-activity = activiteit
column-addresses = adressen
column-by = van
column-code = code
column-confirmed = bevestigd
column-coop = coöperatie
column-directories = gidsen
column-directory = gids
column-entries = vermeldingen
column-exchange = uitwisseling
column-founder = oprichter
column-heard = gehoord
column-held-by = bij
column-id = nr.
column-legal = ondernemingsnr.
column-members = personen
column-name = naam
column-needs = vragen
column-number = versie
column-offers = aanbod
column-origin = herkomst
column-place = plaats
column-services = diensten
column-search = zoekopdracht
column-setting = instelling
column-shown = getoond
column-since = sinds
column-state = status
column-title = titel
column-until = tot
column-value = waarde
column-what = wat
column-where = waar
column-who = wie
column-why = waarom

label-about = toelichting
label-activity = activiteit
label-addresses = adressen
label-available = beschikbaar
label-by = van
label-card = kaart
label-confirmed = bevestigd
label-coop = coöperatie
label-directory = gids
label-exchange = uitwisseling
label-federation = federatie
label-fingerprint = vingerafdruk
label-founders = oprichters
label-held = hier
label-id = nr.
label-languages = talen
label-learn = wil leren
label-legal = ondernemingsnr.
label-listening = luistert op
label-modes = werkwijzen
label-node-key = knooppuntsleutel
label-place = plaats
label-sectors = sectoren
label-skills = vaardigheden
label-started = gestart
label-store = schijf
label-trades = beroepen
label-until = tot
label-valid-until = geldig tot
label-version = versie
label-words = eigen woorden

passphrase-ask = Wachtwoordzin:
passphrase-choose = Kies een wachtwoordzin (meerdere woorden, minstens 8 tekens):
passphrase-again = Nog een keer:

init-doing = Sleutels aanmaken…
init-passphrase = Hier is de wachtwoordzin, die maar één keer getoond wordt. Schrijf hem op en bewaar hem veilig: zonder die zin is de hoofdsleutel verloren.
init-done = Identiteit aangemaakt: { $name }, in { $dir }.
init-card = De kaart heeft nummer { $id }.
init-next = Daarna: “bigre card export” schrijft de kaart in een bestand voor de andere oprichters; met al hun kaarten volgt “bigre federation found”.

card-no-address = geen: het knooppunt zoekt zelf verbinding met de anderen
card-exported = De kaart staat in { $file }. Stuur dat bestand naar de andere oprichtende coöperaties.

federation-doing = De oprichtingsbladzijde ondertekenen…
federation-founded = Oprichtingsbladzijde ondertekend: { $name }, { $count } { $count ->
    [one] oprichtende coöperatie
   *[other] oprichtende coöperaties
}.
federation-already = { $name } is al opgericht met dezelfde kaarten: er is niets veranderd.
federation-own = { $name } (hier)
federation-next = Lees de vingerafdruk hardop voor, samen met de andere oprichters: hij moet overal gelijk zijn. Start daarna het knooppunt: “bigre node run”.

node-ready = { $name } is klaar in { $federation } ({ $words }) — luistert op: { $addresses } — socket: { $socket }

status-first = { $state ->
    [well] Bijgewerkt
    [behind] Loopt achter
    [bad] Te herstellen
   *[watch] In het oog te houden
}: { $current } van { $directories } { $directories ->
    [one] gids
   *[other] gidsen
} bijgewerkt, { $connected } van { $others } { $others ->
    [one] coöperatie
   *[other] coöperaties
} verbonden
status-warning = ! { $text }
status-founders = { $signed } van { $all } { $signed ->
    [one] heeft
   *[other] hebben
} de oprichtingsbladzijde ondertekend
status-register = bladzijde { $page }, { $cooperatives } { $cooperatives ->
    [one] coöperatie
   *[other] coöperaties
}
status-awaiting = { $count } { $count ->
    [one] bladzijde
   *[other] bladzijden
} van het register: “bigre register list”
label-register = register
label-awaiting = goed te keuren
status-directory = versie { $number }, { $signing }
status-held = { $entries } { $entries ->
    [one] vermelding
   *[other] vermeldingen
}, waarvan { $members } { $members ->
    [one] persoon
   *[other] personen
}
status-store = { $disk } op de schijf, waarvan { $live } in gebruik
signing-ready = kan ondertekenen
signing-waiting = wacht met ondertekenen tot { $needed } coöperaties gehoord zijn (nu { $heard })
signing-restoring = haalt eerst bij de anderen de eigen gids terug, en ondertekent dan pas
signing-twin = ondertekent niet meer: een ander knooppunt ondertekent met dezelfde sleutel
signing-not-member = ondertekent niet: geen lid, nog niet of niet meer
signing-forked = ondertekent niet meer: twee tegenstrijdige versies dragen zijn handtekening

peers-none = Er is geen andere coöperatie in de federatie.
peers-state = { $state ->
    [connected] verbonden
   *[away] afwezig
}{ $since ->
    [none] {""}
   *[other] {" "}({ $since })
}
peers-problem = { $state }: { $why }
peers-same = { $same } van { $all }
dial-refused = niemand luistert op dat adres
dial-timeout = geen antwoord
dial-wrong-peer = op dat adres antwoordt een andere sleutel
dial-failed = verbinden is mislukt
dial-unreachable = adres onbereikbaar

sync-waiting = Vergelijken met de andere coöperaties…
sync-complete = Bijgewerkt: zojuist vergeleken met { $count ->
    [one] de andere coöperatie
   *[other] de { $count } andere coöperaties
}.
sync-incomplete = { $count ->
    [0] Nog niet bijgewerkt: het kopiëren gaat door.
   *[other] Niet iedereen is gehoord. Onbereikbaar: { $names }.
}
sync-count = { $held } van { $all }
directory-state = { $state ->
    [current] bijgewerkt
    [behind] loopt achter
    [pulling] onderweg
    [unknown] nooit ontvangen
    [lapsed] verlopen: verborgen
   *[forked] tegenstrijdig: bevroren
}

list-page = { $from } t/m { $to } van { $total }. De volgende: --page { $next }

entry-removed = { $kind ->
    [member] { $name } ({ $id }) staat niet meer in de gids.
    [offer] Het aanbod “{ $name }” ({ $id }) is ingetrokken.
    [service] De dienst “{ $name }” ({ $id }) is ingetrokken.
   *[need] De vraag “{ $name }” ({ $id }) is ingetrokken.
}
member-added = { $name } ({ $id }) staat in de gids.
member-changed = Vermelding gewijzigd: { $name } ({ $id }).
member-none = Er staat nog niemand in de gids. “bigre member import” neemt een lijst over, “bigre member add” voegt één persoon toe.
proposal-ask = Welk van deze beroepen is het? Nummers, gescheiden door spaties; Enter voor geen.
proposal-hint = Beroepen dicht bij deze titel: { $terms }. Met --trade wordt het in elke taal gevonden.
listing-added = { $kind ->
    [offer] Het aanbod “{ $title }” ({ $id }) is gepubliceerd.
    [service] De dienst “{ $title }” ({ $id }) is gepubliceerd.
   *[need] De vraag “{ $title }” ({ $id }) is gepubliceerd.
}
listing-none = { $kind ->
    [offer] Geen aanbod. “bigre offer add” publiceert er een.
    [service] Geen diensten. “bigre service add” publiceert er een.
   *[need] Geen vragen. “bigre need add” publiceert er een.
}
listing-over = { $day } (voorbij)
exchange = { $how ->
    [paid] betaald
    [exchange] ruil
    [gift] gift
   *[mutual-aid] onderlinge hulp
}

members-read = { $rows } { $rows ->
    [one] regel gelezen
   *[other] regels gelezen
}
members-added = { $count } { $count ->
    [one] persoon toe te voegen
   *[other] personen toe te voegen
}:
members-changed = { $count } { $count ->
    [one] vermelding te wijzigen
   *[other] vermeldingen te wijzigen
}:
members-removed = { $count } { $count ->
    [one] persoon te verwijderen
   *[other] personen te verwijderen
}:
members-unchanged = { $count } { $count ->
    [one] vermelding ongewijzigd
   *[other] vermeldingen ongewijzigd
}
members-missing = { $count } { $count ->
    [one] persoon staat
   *[other] personen staan
} wel in de gids maar niet in het bestand: zonder --remove-missing wordt niemand verwijderd.
members-more = … en nog { $count }
members-own-words = Woorden die in geen enkele lijst staan, bewaard zoals ze zijn: { $words }
members-dry = Proef: er is niets weggeschreven. Zonder --dry-run gebeurt het echt.
members-nothing = Niets te wijzigen.
members-done = Klaar: de gids is nu versie { $number }.
members-problems = { $file }: { $count } { $count ->
    [one] probleem
   *[other] problemen
}, er is niets weggeschreven
members-more-problems = … en nog { $count } { $count ->
    [one] probleem
   *[other] problemen
}
members-line = regel { $line }: { $text }
members-line-column = regel { $line }, kolom “{ $column }”: { $text }

search-total = { $total } { $total ->
    [one] resultaat
   *[other] resultaten
}
search-around = { $text } binnen { $km } van { $place }
search-in = { $text }: { $place }
search-understood = begrepen als: { $terms }
search-nothing = Niets gevonden in de gidsen.
search-suggestion = probeer: { $text }
search-listing = { $kind ->
    [offer] aanbod
    [service] dienst
   *[need] vraag
}: { $title }
why-trade = beroep: { $label }
why-skill = vaardigheid: { $label }
why-sector = sector: { $label }
vocabulary-none = Niets in de lijst lijkt op { $words }. Een eigen woord voeg je toe met --word: ook dat wordt gevonden.
column-term = term
column-kind = soort
column-elsewhere = elders
term-kind = { $kind ->
    [trade] beroep
    [skill] vaardigheid
    [sector] sector
   *[mode] werkwijze
}
match-for = { $kind ->
    [offer] Vragen waarop het aanbod “{ $title }” een antwoord kan zijn:
   *[need] Wie de vraag “{ $title }” kan beantwoorden:
}
why-confirmed = bevestigd door { $coop }, { $when }
why-title = in de titel
why-text = in de vermelding
why-spelling = lijkt op “{ $word }”
why-place = in { $name }
why-same-place = dezelfde streek: { $name }
facet = { $by ->
        [kind] Naar soort
        [coop] Naar coöperatie
        [sector] Naar sector
        [place] Naar plaats
       *[mode] Naar werkwijze
    }: { $values }
facet-kind = { $kind ->
        [member] leden
        [offer] aanbod
        [need] vragen
       *[service] diensten
    }
place-several = Meerdere plaatsen heten “{ $place }”:
place-ask = Welke? Een nummer.

watch-added = Bewaard als “{ $name }”: vindt nu { $total } { $total ->
    [one] vermelding
   *[other] vermeldingen
}. Wat nieuw is: “bigre watch run”
watch-many = Vindt { $total } vermeldingen, en alleen de eerste { $limit } worden bekeken: zoek preciezer.
watch-none = Er is geen zoekopdracht bewaard.
watch-removed = Vergeten: { $name }
watch-new = { $name }: { $count } { $count ->
    [one] nieuw resultaat
   *[other] nieuwe resultaten
}
watch-nothing = Niets nieuws.
watch-failed = { $name }:
watch-following = Kijkt elke { $seconds } s; Ctrl-C stopt.

fair-rows = { $by ->
    [trade] { $total } { $total ->
        [one] beroep
       *[other] beroepen
    }
    [sector] { $total } { $total ->
        [one] sector
       *[other] sectoren
    }
    [place] { $total } { $total ->
        [one] plaats
       *[other] plaatsen
    }
   *[coop] { $total } { $total ->
        [one] coöperatie
       *[other] coöperaties
    }
}
fair-members = { $count } { $count ->
    [one] persoon
   *[other] personen
}
fair-offers = { $count } { $count ->
    [one] aanbod
   *[other] aanbiedingen
}
fair-needs = { $count } { $count ->
    [one] vraag
   *[other] vragen
}
fair-services = { $count } { $count ->
    [one] dienst
   *[other] diensten
}
fair-total = { $rows }: { $counted }
fair-in = { $text } in { $place }
fair-column = { $by ->
    [trade] beroep
    [sector] sector
    [place] plaats
   *[coop] coöperatie
}
fair-place = { $precision ->
    [region] { $name } (regio)
    [country] { $name } (land)
   *[other] { $name }
}
fair-apart = { $what ->
    [sector-trade] Zonder beroep uit deze sector: { $count }
    [trade] Zonder beroep uit de lijst: { $count }
    [sector] Zonder sector uit de lijst: { $count }
   *[place] Zonder bekende plaats: { $count }
}
fair-nothing-hint = { $case ->
    [empty] De gidsen zijn hier nog leeg: “bigre sync status” zegt welke ontbreken, “bigre member add” voegt één persoon toe.
    [words] “bigre search” zoekt ook in de eigen woorden van elke persoon.
    [sector] “bigre search --sector "{ $sector }"” toont wie erin zit, met andere beroepen.
    [near] Laat een optie weg, of kijk verder: --within 100km.
   *[narrow] Laat een optie weg.
}

export-doing = Alle gidsen wegschrijven…
export-done = Alles wat dit knooppunt kent staat in { $file } ({ $size }).
import-doing = Bestand inlezen…
import-done = { $updated } van { $directories } { $directories ->
    [one] gids
   *[other] gidsen
} bijgewerkt
import-updated = {"  "}{ $name }: versie { $number }
import-unchanged = Al bijgewerkt: { $names }
import-refused = Geweigerd, { $name }: { $why }

store-doing = De schijf opruimen…
store-compacted = Schijf opgeruimd: { $before } ervoor, { $after } erna.

config-good = Alles in orde: de instellingen in { $path } zijn goed.
origin-default = standaard
origin-file = bestand
origin-environment = omgeving
origin-flag = opdrachtregel

about-program = Het gefedereerde netwerk van werkcoöperaties: elke coöperatie houdt haar gids bij, ondertekent wat ze zegt, en zoekt in de gidsen van de anderen.
about-licence = Vrije software onder de licentie AGPL-3.0-or-later, zonder enige garantie. Broncode: { $source }
about-more = “bigre about data” zegt waar de gegevens vandaan komen.
about-vocabulary = Woordenlijst (beroepen, vaardigheden, sectoren, werkwijzen): geschreven voor dit project, onder dezelfde licentie. De codes van ISCO, ROME en NACE staan erin als feiten.
about-places = Plaatsen: gemeenten, departementen of provincies, en regio's van Frankrijk en België, volgens deze bronnen.

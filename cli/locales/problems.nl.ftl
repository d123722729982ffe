# Waarom niet gebeurt wat gevraagd is: wat er is, waarom, wat je kunt doen. De codes zijn die van de API van het
# knooppunt, dan die van de opdrachtregel, de identiteit en de instellingen. Een leeg argument is “none”.

problem-ambiguous-coop = “{ $coop }” past bij meerdere coöperaties.
problem-ambiguous-coop-hint = Zeg welke: { $matches }.
problem-ambiguous-id = Meerdere vermeldingen beginnen met “{ $id }”.
problem-ambiguous-id-hint = Geef meer tekens: { $matches }.
problem-ambiguous-member = “{ $member }” past bij meerdere personen.
problem-ambiguous-member-hint = Geef het nummer: { $matches }.
problem-ambiguous-place = Meerdere plaatsen heten “{ $place }”.
problem-ambiguous-place-hint = Zeg welke: { $choices }.
problem-bad-bundle = Dit bestand is geen export van deze federatie.
problem-bad-bundle-why = { $detail }
problem-bad-bundle-hint = Vraag een nieuwe: “bigre export”.
problem-bad-id = “{ $id }” is geen nummer van een vermelding.
problem-bad-id-hint = Een nummer bestaat uit letters a-z en cijfers 2-7, zoals in “bigre member list”.
problem-bad-json = Het knooppunt heeft het verzoek niet begrepen.
problem-bad-json-why = { $detail }
problem-bad-json-hint = Misschien hebben de opdracht en het knooppunt een andere versie: “bigre status”, “bigre about”.
problem-bad-parameter = “{ $parameter }” is niet bruikbaar.
problem-bad-parameter-why = { $parameter ->
    [page] alleen de eerste 10.000 resultaten zijn te lezen: zoek preciezer.
    [into] een woord wordt niet met zichzelf samengevoegd.
    [within_km] kilometers boven 0, tot 2.000.
   *[other] { $detail }
}
problem-bad-vocabulary = Deze naam van een woordenlijst past niet.
problem-bad-vocabulary-why = { $detail }
problem-bad-vocabulary-hint = Een naam telt 1 tot 32 tekens uit A-Z a-z 0-9 - . :; “words” is voor de voorgestelde woorden.
problem-body-too-large = Dit is te groot om in één keer te versturen (limiet: { $limit } bytes).
problem-body-too-large-hint = Splits het bestand in stukken.
problem-busy = Het knooppunt is bezig met andere verzoeken.
problem-busy-hint = Probeer het zo meteen opnieuw.
problem-byte-order-mark = Het bestand begint met een byte order mark (BOM), zoals Excel die schrijft.
problem-byte-order-mark-hint = Voeg { $flag } toe.
problem-contact-in-text = In “{ $field }” lijkt een adres, e-mailadres of telefoonnummer te staan: de hele federatie zal het lezen.
problem-contact-in-text-hint = Haal het weg als de persoon niet gevraagd heeft om het te publiceren.
problem-disk-low = De schijf is bijna vol: het knooppunt leest alleen nog.
problem-disk-low-hint = Maak plaats vrij, of probeer “bigre store compact”.
problem-duplicate-column = De kolommen “{ $column }” en “{ $other }” zeggen hetzelfde.
problem-duplicate-column-hint = Hou er één.
problem-duplicate-member = Deze persoon staat al op regel { $other_line }.
problem-duplicate-member-hint = Hou één van de regels { $line } en { $other_line }.
problem-duplicate-term = De code “{ $code }” staat al op regel { $line }.
problem-duplicate-term-hint = Houd één van beide regels.
problem-empty-file = Het bestand is leeg.
problem-entry-not-found = Geen enkele vermelding heeft nummer “{ $id }”.
problem-entry-not-found-hint = “bigre member list” en “bigre search” tonen de nummers.
problem-entry-too-large = De vermelding is te lang: { $found } bytes, hoogstens { $limit }.
problem-entry-too-large-hint = Maak de teksten korter.
problem-forbidden-column = De kolom “{ $column }” bevat { $what }: zoiets wordt nooit in een gids gepubliceerd.
problem-forbidden-column-hint = Haal die kolom uit het bestand.
problem-forked = Dit knooppunt ondertekent niets meer: twee tegenstrijdige versies van zijn gids dragen zijn handtekening.
problem-forked-hint = Misschien draait er elders een kopie van het knooppunt: stop die. De sleutels van de coöperatie moeten vernieuwd worden, zie de handleiding.
problem-id-too-short = “{ $id }” is te kort.
problem-id-too-short-hint = Geef minstens { $least } tekens.
problem-internal = Het knooppunt kon niet antwoorden.
problem-internal-why = { $detail }
problem-internal-hint = Kijk in zijn logboek, en meld de fout als ze terugkomt.
problem-invisible-character = “{ $field }” bevat het onzichtbare teken { $character }.
problem-invisible-character-hint = Typ die tekst opnieuw, zonder dat teken.
problem-kind-mismatch = “{ $id }” is { $is ->
    [member] een persoon
    [offer] een aanbod
    [need] een vraag
   *[other] iets anders
}, geen { $wanted ->
    [member] persoon
    [offer] aanbod
   *[need] vraag
}.
problem-kind-mismatch-hint = Probeer “bigre { $is }”.
problem-labels-dropped = { $count } benamingen passen niet in hun term, of staan er twee keer: ze zijn weggelaten.
problem-lapsed = Deze gids ({ $coop }) wordt niet meer bevestigd door de coöperatie zelf: hij blijft verborgen tot ze dat weer doet.
problem-large-shrink = { $removed } van de { $held } personen zouden verwijderd worden: dat is veel.
problem-large-shrink-hint = Controleer het bestand; is het de bedoeling, voeg dan --force toe.
problem-line-too-long = De regel is te lang (hoogstens { $limit } bytes).
problem-line-too-long-hint = Misschien is hoger een aanhalingsteken niet gesloten.
problem-listings-removed = { $count } { $count ->
    [one] aanbod of vraag is
   *[other] aanbiedingen en vragen zijn
} mee verdwenen.
problem-member-not-found = Niemand in de gids past bij “{ $member }”.
problem-member-not-found-hint = “bigre member list” toont de namen en de nummers.
problem-missing-column = De kolom “{ $column }” ontbreekt.
problem-missing-column-hint = Zet die op de eerste regel van het bestand.
problem-missing-field = “{ $field }” ontbreekt.
problem-no-header = De eerste regel noemt de kolommen niet.
problem-no-header-hint = Mogelijke kolommen: { $allowed }.
problem-no-place = Een afstand wordt vanaf een plaats gemeten, en er is geen plaats gegeven.
problem-no-place-hint = --near en een plaats, of zeg het aan het einde van de woorden: “loodgieter bij Gent”.
problem-no-words = Daar staat geen woord in om te zoeken.
problem-no-words-hint = Een beroep, een vaardigheid, een plaats; of geen woord, om alles te zien.
problem-not-a-laboratory = Dit knooppunt is geen laboratorium: het snijdt niemand af.
problem-not-csv = Dit is geen CSV-bestand, maar { $found }.
problem-not-csv-hint = In je spreadsheet: “Opslaan als”, formaat CSV.
problem-not-ours = Deze vermelding ({ $id }) is van { $coop }: alleen die coöperatie mag er iets aan wijzigen.
problem-own-word = “{ $word }” staat in geen enkele lijst: het wordt bewaard zoals het is.
problem-place-chosen = “{ $place }” is begrepen als { $chosen }.
problem-place-chosen-hint = Is het een andere plaats: { $others }.
problem-quota = De gids zou { $found } { $what ->
    [members] personen
    [entries] vermeldingen
   *[other] { $what }
} tellen; er mogen er hoogstens { $limit } zijn. Er is niets veranderd.
problem-restoring = Dit knooppunt komt uit een oudere back-up: het haalt eerst bij de anderen zijn gids terug, voordat het iets wijzigt.
problem-restoring-hint = Wacht tot het klaar is: “bigre status”.
problem-stopping = Het knooppunt stopt.
problem-stopping-hint = Start het opnieuw: “bigre node run”.
problem-timeout = Het knooppunt heeft niet geantwoord binnen { $seconds } s.
problem-timeout-hint = Probeer het opnieuw, en kijk hoe zwaar de machine belast is.
problem-title-is-trade = “{ $title }” is ook het beroep “{ $label }” van de lijst.
problem-title-is-trade-hint = Voeg --trade "{ $label }" toe: dan wordt het beter gevonden.
problem-too-long = “{ $field }” is te lang: { $found } tekens, hoogstens { $limit }.
problem-too-many = “{ $field }” heeft te veel waarden: { $found }, hoogstens { $limit }.
problem-too-many-hint = Hou de belangrijkste.
problem-too-many-heads = De gids is te vaak gewijzigd in één dag.
problem-too-many-heads-hint = Probeer het later opnieuw; “bigre member import” wijzigt veel vermeldingen in één keer.
problem-unbalanced-quotes = Een aanhalingsteken is geopend en niet gesloten.
problem-unexpected-field = “{ $field }” past niet bij { $kind ->
    [member] een persoon
    [offer] een aanbod
    [need] een vraag
   *[other] { $kind }
}.
problem-unknown-column = De kolom “{ $column }” is onbekend.
problem-unknown-column-hint = { $suggestions ->
    [none] Mogelijke kolommen: { $allowed }.
   *[other] Misschien { $suggestions }? Mogelijke kolommen: { $allowed }.
}
problem-unknown-coop = Geen enkele coöperatie past bij “{ $coop }”.
problem-unknown-coop-hint = In de federatie zitten { $known }.
problem-unknown-delimiter = “{ $delimiter }” scheidt geen kolommen.
problem-unknown-delimiter-hint = Kies uit: { $allowed }.
problem-unknown-encoding = De codering “{ $encoding }” is onbekend.
problem-unknown-encoding-hint = Kies uit: { $allowed }.
problem-unknown-exchange = “{ $exchange }” is geen manier van uitwisselen.
problem-unknown-exchange-hint = Kies uit: { $allowed }.
problem-unknown-kind = “{ $kind }” is geen soort vermelding.
problem-unknown-kind-hint = Kies uit: { $allowed }.
problem-unknown-language = “{ $language }” is geen bekende taal.
problem-unknown-language-hint = Geef twee letters (fr, nl, en…) of de naam van de taal.
problem-unknown-mode = De werkwijze “{ $mode }” staat niet in de lijst.
problem-unknown-mode-hint = { $suggestions ->
    [none] Zeg het met je eigen woorden: --word "{ $mode }".
   *[other] Misschien: { $suggestions }. Of met je eigen woorden: --word "{ $mode }".
}
problem-unknown-place = De plaats “{ $place }” is onbekend.
problem-unknown-place-hint = { $suggestions ->
    [none] Geef een gemeente, een postcode, een departement of provincie, of een regio van Frankrijk of België.
   *[other] Misschien: { $suggestions }.
}
problem-unknown-precision = “{ $precision }” is geen nauwkeurigheid.
problem-unknown-precision-hint = Kies uit: { $allowed }.
problem-unknown-route = Het knooppunt kent “{ $path }” niet.
problem-unknown-route-hint = Misschien hebben de opdracht en het knooppunt een andere versie: “bigre status”, “bigre about”.
problem-unknown-sector = De sector “{ $sector }” staat niet in de lijst.
problem-unknown-sector-hint = { $suggestions ->
    [none] “bigre trades --sectors” toont welke er in gebruik zijn. In een vermelding mogen ook je eigen woorden: --word "{ $sector }".
   *[other] Misschien: { $suggestions }. In een vermelding mogen ook je eigen woorden: --word "{ $sector }".
}
problem-unknown-skill = De vaardigheid “{ $skill }” staat niet in de lijst.
problem-unknown-skill-hint = { $suggestions ->
    [none] Zoek die als gewoon woord, zonder --skill.
   *[other] Misschien: { $suggestions }.
}
problem-unknown-sort = “{ $sort }” is geen volgorde.
problem-unknown-sort-hint = Kies uit: { $allowed }.
problem-unknown-term = “{ $term }” is geen term van een woordenlijst die van kracht is.
problem-unknown-term-hint = { $suggestions ->
    [none] Zoek hem met “bigre vocabulary lookup”.
   *[other] Misschien: { $suggestions }.
}
problem-unknown-trade = Het beroep “{ $trade }” staat niet in de lijst.
problem-unknown-trade-hint = { $suggestions ->
    [none] Zoek het als gewoon woord, zonder --trade.
   *[other] Misschien: { $suggestions }.
}
problem-unknown-value = “{ $field }” heeft een onbekende waarde.
problem-unknown-value-hint = Kies uit: { $allowed }.
problem-unknown-vocabulary = De coöperatie publiceert geen woordenlijst “{ $name }”.
problem-unknown-vocabulary-hint = “bigre vocabulary list” toont welke er zijn.
problem-unknown-word = Geen enkel voorgesteld woord, of meer dan één, heet “{ $word }”.
problem-unknown-word-hint = “bigre vocabulary words” toont ze met hun codes.
problem-utf16 = Het bestand is in UTF-16, en dat leest dit programma niet.
problem-utf16-hint = In je spreadsheet: “Opslaan als”, formaat CSV UTF-8.
problem-waiting-for-peers = Het knooppunt kan nog niet ondertekenen.
problem-waiting-for-peers-why = Het wacht tot { $needed } coöperaties gehoord zijn (nu { $heard }), om niet tegen te spreken wat het misschien al ondertekend heeft.
problem-waiting-for-peers-hint = Wacht tot er andere verbonden zijn: “bigre peers”.
problem-wrong-cell-count = De regel heeft { $found } { $found ->
    [one] cel
   *[other] cellen
} in plaats van { $expected }.
problem-wrong-cell-count-hint = Staat er een komma of puntkomma in een tekst, zet dan aanhalingstekens rond die tekst.
problem-wrong-content-type = Het knooppunt verwachtte { $expected }.
problem-wrong-delimiter = De kolommen lijken gescheiden door “{ $found }”.
problem-wrong-delimiter-hint = Voeg { $flag } toe.
problem-wrong-encoding = Het bestand lijkt gecodeerd in { $found }.
problem-wrong-encoding-hint = Probeer het met { $flag }.
problem-wrong-method = Het knooppunt aanvaardt { $method } niet op “{ $path }”.

problem-listen-failed = Het knooppunt kan niet luisteren op { $address }.
problem-listen-failed-why = { $reason }
problem-listen-failed-hint = Misschien gebruikt een ander programma deze poort.
problem-store-truncated = De laatste gegevens ontbreken, zoals na het terugzetten van een back-up: ze worden opnieuw aan de anderen gevraagd.
problem-store-damaged = De gegevens waren onleesbaar: ze staan nu apart in { $path }, en worden opnieuw aan de anderen gevraagd.
problem-lock-behind = Het handtekeningslot is ouder dan de gegevens: eerst worden de anderen geraadpleegd, daarna pas wordt er ondertekend.
problem-bundle-refused = Deze gids is geweigerd ({ $why }).

problem-cli-no-node = Het knooppunt van deze coöperatie draait niet.
problem-cli-no-node-why = Niemand antwoordt op { $socket }.
problem-cli-no-node-hint = Start het in een andere terminal: “bigre node run”. Staan de gegevens ergens anders: --data.
problem-cli-socket = De deur van het knooppunt gaat niet open: { $socket }.
problem-cli-socket-why = Het systeem antwoordt: { $error }
problem-cli-socket-hint = Gebruik de account waaronder het knooppunt draait.
problem-cli-timeout = Het knooppunt heeft niet geantwoord binnen { $seconds } s.
problem-cli-timeout-hint = Probeer het opnieuw, en kijk hoe zwaar de machine belast is en wat er in het logboek van het knooppunt staat.
problem-cli-broken = Het antwoord van het knooppunt is onleesbaar.
problem-cli-broken-why = { $error }
problem-cli-broken-hint = Misschien is het knooppunt gestopt, of heeft het een andere versie: “bigre status”.
problem-cli-no-home = De standaardmap voor de gegevens is niet te vinden: er is geen persoonlijke map.
problem-cli-no-home-hint = Geef er een op: --data MAP.
problem-cli-no-terminal = Er is een wachtwoordzin nodig, en er is geen terminal om hem te vragen.
problem-cli-no-terminal-hint = Geef hem in een bestand: --passphrase-file BESTAND.
problem-cli-passphrase-differs = De twee wachtwoordzinnen verschillen.
problem-cli-passphrase-differs-hint = Begin opnieuw: er is niets weggeschreven.
problem-cli-read = { $path } kan niet gelezen worden.
problem-cli-read-why = Het systeem antwoordt: { $error }
problem-cli-write = { $path } kan niet geschreven worden.
problem-cli-write-why = Het systeem antwoordt: { $error }
problem-cli-watch-damaged = Het bestand met de bewaarde zoekopdrachten is onleesbaar: { $path }.
problem-cli-watch-damaged-hint = Zet het opzij en bewaar de zoekopdrachten opnieuw: “bigre watch add”. Er is niets aan veranderd.
problem-cli-watch-empty = Een zoekopdracht om te bewaren moet iets zoeken.
problem-cli-watch-empty-hint = Geef woorden, of opties van “bigre search”: --near, --trade, --kind…
problem-cli-watch-full = Er zijn al { $limit } zoekopdrachten bewaard: er is geen plaats meer.
problem-cli-watch-full-hint = Vergeet er één: “bigre watch remove NAAM”.
problem-cli-watch-name = “{ $name }” kan niet de naam van een zoekopdracht zijn.
problem-cli-watch-name-hint = Geef er een met --name: 1 tot { $limit } tekens, op één regel.
problem-cli-watch-newer = Het bestand met de bewaarde zoekopdrachten komt van een latere versie: { $path }.
problem-cli-watch-newer-hint = Gebruik die versie van “bigre”. Er is niets aan het bestand veranderd.
problem-cli-watch-none = Er is geen zoekopdracht bewaard.
problem-cli-watch-none-hint = Bewaar er één: “bigre watch add WOORDEN”, met de opties van “bigre search”.
problem-cli-watch-signals = Het systeem laat onderbrekingen niet horen.
problem-cli-watch-signals-why = Het systeem zegt: { $error }
problem-cli-watch-taken = Er is al een zoekopdracht met de naam “{ $name }”.
problem-cli-watch-taken-hint = Geef deze een andere naam met --name, of vergeet de andere: “bigre watch remove NAAM”.
problem-cli-watch-unknown = Geen zoekopdracht heet “{ $name }”.
problem-cli-watch-unknown-hint = { $names ->
    [none] Bewaar er één: “bigre watch add WOORDEN”, met de opties van “bigre search”.
   *[other] Er zijn: { $names }.
}
problem-cli-choice = { $typed } is geen van de voorgestelde beroepen.
problem-cli-choice-hint = Nummers van 1 tot { $most }, gescheiden door spaties; Enter voor geen.
problem-cli-place-choice = “{ $typed }” is geen van de voorgestelde nummers.
problem-cli-place-choice-hint = Een nummer van 1 tot { $most }, of --near met de code van de plaats.
problem-cli-date = “{ $date }” is geen datum.
problem-cli-date-hint = Schrijf 2027-06-30 of 30/06/2027.
problem-cli-not-founded = Dit knooppunt zit nog in geen enkele federatie.
problem-cli-not-founded-hint = Met de kaarten van alle oprichters: “bigre federation found --name NAAM KAARTEN…”.
problem-cli-not-yet = Deze opdracht bestaat nog niet.
problem-node-stopped = Het knooppunt is gestopt.
problem-node-stopped-why = { $error }

problem-usage-unknown-argument = “{ $argument }” is hier onbekend.
problem-usage-unknown-argument-hint = { $suggested ->
    [none] --help zegt wat er kan.
   *[other] Misschien { $suggested }? --help zegt wat er kan.
}
problem-usage-unknown-verb = “{ $verb }” is onbekend.
problem-usage-unknown-verb-hint = { $suggested ->
    [none] “bigre --help” zegt wat er kan.
   *[other] Misschien { $suggested }? “bigre --help” zegt wat er kan.
}
problem-usage-no-value = { $argument } heeft een waarde nodig.
problem-usage-no-value-hint = { $valid ->
    [none] --help geeft een voorbeeld.
   *[other] Kies uit: { $valid }.
}
problem-usage-bad-value = { $argument } kan niet “{ $value }” zijn.
problem-usage-bad-value-hint = { $valid ->
    [none] --help geeft een voorbeeld.
   *[other] Kies uit: { $valid }.
}
problem-usage-missing = { $argument } ontbreekt.
problem-usage-missing-hint = --help zegt wat er nodig is.
problem-usage-no-verb = Er ontbreekt een opdracht.
problem-usage-no-verb-hint = Kies uit: { $valid }.
problem-usage-conflict = { $argument } en { $other } gaan niet samen.

problem-identity-io = Er is een probleem met { $path }.
problem-identity-io-why = Het systeem antwoordt: { $error }
problem-identity-io-hint = Controleer of het bestand bestaat, van wie het is en welke rechten het heeft.
problem-identity-none = Er is geen identiteit in { $path }.
problem-identity-none-hint = Maak er een met “bigre init”, of geef de juiste map op: --data.
problem-identity-exists = { $path } bevat al een identiteit, { $name }: er is niets weggeschreven.
problem-identity-exists-hint = Kies een andere map: --data.
problem-identity-leftover = { $path } is er, zonder de kaart die erbij hoort: er is niets weggeschreven.
problem-identity-leftover-hint = Zet card.cbor terug uit een back-up, of verplaats { $path } naar elders.
problem-identity-loose = Andere accounts op deze machine kunnen { $path } gebruiken (rechten { $mode }).
problem-identity-loose-hint = Voer uit: { $command }
problem-identity-locked = { $path } is al in gebruik bij een ander knooppunt (proces { $pid }).
problem-identity-locked-hint = Stop eerst dat knooppunt.
problem-identity-newer = { $path } is geschreven door een nieuwere versie van bigre (formaat { $found }, deze kent formaat { $known }).
problem-identity-newer-hint = Installeer die versie.
problem-identity-bad-format = { $path } bevat geen formaatnummer.
problem-identity-bad-format-hint = Zet het terug uit een back-up.
problem-identity-bad-key = { $path } bevat geen sleutel.
problem-identity-bad-key-hint = Zet het terug uit een back-up.
problem-identity-not-the-cards = De sleutel in { $path } is niet die van de kaart van deze coöperatie.
problem-identity-not-the-cards-hint = Zet de juiste terug uit een back-up.
problem-identity-passphrase = Deze wachtwoordzin opent { $path } niet.
problem-identity-passphrase-hint = Probeer het opnieuw.
problem-identity-short-passphrase = De wachtwoordzin heeft minder dan { $least } tekens.
problem-identity-short-passphrase-hint = Kies een langere: het best zijn meerdere woorden.
problem-identity-name = “{ $name }” kan geen naam van een coöperatie zijn.
problem-identity-name-why = { $error }
problem-identity-legal = “{ $legal }” is geen ondernemingsnummer.
problem-identity-legal-hint = Schrijf FR:SIREN: en 9 cijfers, of BE:BCE: en 10 cijfers.
problem-identity-address = “{ $address }” is geen adres waarop een knooppunt bereikbaar is.
problem-identity-address-hint = Schrijf het zo: /dns/bigre.voorbeeld.coop/tcp/4040 of /ip4/192.0.2.1/udp/4040/quic-v1.
problem-identity-addresses = { $found } adressen is te veel: op een kaart staan er hoogstens 8.
problem-identity-bad-card = { $path } is geen kaart van een oprichter.
problem-identity-bad-card-why = { $error }
problem-identity-bad-card-hint = Vraag de kaart opnieuw aan de coöperatie: “bigre card export”.
problem-identity-founding = Deze kaarten vormen geen federatie.
problem-identity-founding-why = { $error }
problem-identity-not-a-founder = Bij de opgegeven kaarten ontbreekt die van deze coöperatie, { $name }.
problem-identity-not-a-founder-hint = Voeg die toe: “bigre card export”.
problem-identity-other-federation = Dit knooppunt zit al in de federatie { $name } ({ $words }).
problem-identity-other-federation-why = Andere kaarten, of een andere naam, maken een andere federatie.
problem-identity-other-federation-hint = Wil je een andere oprichten, begin dan met een nieuwe map: --data.
problem-identity-bad-founding = { $path } is beschadigd.
problem-identity-bad-founding-why = { $error }
problem-identity-bad-founding-hint = Zet het terug uit een back-up, of verwijder { $folder } en richt opnieuw op met dezelfde kaarten.
problem-identity-encrypt = { $path } kan niet versleuteld worden.
problem-identity-encrypt-why = { $error }
problem-identity-random = Het systeem geeft geen willekeurige getallen: er kan geen sleutel gemaakt worden.
problem-identity-random-why = { $error }

problem-config-unreadable = De instellingen in { $path } kunnen niet gelezen worden.
problem-config-unreadable-why = Het systeem antwoordt: { $error }
problem-config-unreadable-hint = Controleer van wie het bestand is en welke rechten het heeft.
problem-config-syntax = De instellingen in { $path } zijn fout geschreven, regel { $line }.
problem-config-syntax-why = { $error }
problem-config-syntax-hint = Verbeter die regel; “bigre config show --example” toont een voorbeeld.
problem-config-unknown-key = Er is geen instelling “{ $key }”.
problem-config-unknown-key-hint = { $near ->
    [none] “bigre config show --example” toont ze allemaal.
   *[other] Misschien “{ $near }”? “bigre config show --example” toont ze allemaal.
}
problem-config-not-bool = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-bool-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-bool-hint = Schrijf true of false.
problem-config-not-list = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-list-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-list-hint = Schrijf een lijst: ["/ip4/0.0.0.0/tcp/4040"].
problem-config-not-address = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-address-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-address-hint = “{ $address }” is geen adres; schrijf /ip4/192.0.2.1/tcp/4040, /ip6/::/udp/4040/quic-v1 of /dns/bigre.voorbeeld.coop/tcp/4040.
problem-config-not-size = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-size-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-size-hint = Schrijf een aantal bytes, of een getal en een eenheid: "64 MiB", "1 GiB".
problem-config-not-path = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-path-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-path-hint = Schrijf een pad: "api.sock" of "/run/bigre/api.sock".
problem-config-socket-too-long = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-socket-too-long-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-socket-too-long-hint = Het hele pad telt { $bytes } bytes, het systeem aanvaardt er { $most }: kies een korter, zoals "/run/bigre/api.sock".
problem-config-not-level = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-level-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-level-hint = Schrijf error, warn, info, debug of trace, of per module: "info,libp2p=warn".
problem-config-not-format = De instelling “{ $key }” kan niet “{ $value }” zijn.
problem-config-not-format-why = { $origin ->
    [environment] De waarde komt uit de variabele { $variable }.
    [flag] De waarde komt van de opdrachtregel.
   *[file] De waarde komt uit het instellingenbestand.
}
problem-config-not-format-hint = Schrijf text of json.

# Het fonds.
problem-fund-repeated = Onder deze naam werd al een andere handeling gemeld.
problem-fund-repeated-hint = er is niets veranderd; kies een andere --id.
problem-fund-currency = Dit dateert van voor de munt van het fonds wijzigde.
problem-fund-currency-hint = meld het opnieuw in de huidige munt.
problem-fund-nothing = Een bedrag van nul zegt niets.
problem-fund-nothing-hint = geef een bedrag.
problem-fund-overflow = Het bedrag is groter dan het fonds kan noteren.
problem-fund-overflow-hint = controleer het aantal nullen.
problem-fund-line = Het fonds heeft geen lijn "{ $line }".
problem-fund-line-hint = de lijnen: bigre fund rules
problem-fund-over-maximum = { $found } gevraagd; deze lijn gaat tot { $limit }.
problem-fund-over-maximum-hint = de maxima: bigre fund rules
problem-fund-too-many-open = Uw coöperatie heeft al { $limit } open aanvragen, het hoogste aantal.
problem-fund-too-many-open-hint = laat er een beslissen of trek er een in.
problem-fund-plan = De termijnen maken het bedrag niet, of deze lijn wordt niet terugbetaald.
problem-fund-plan-hint = bijvoorbeeld --repay 6x250 voor 1500, op een terugbetaalbare lijn: bigre fund rules
problem-fund-over-pledge = { $found } vastgelegd, maar er is nog { $limit } van uw toezegging over.
problem-fund-over-pledge-hint = verhoog de toezegging (bigre fund pledge), leg minder vast, of help rechtstreeks (--direct).
problem-fund-below-committed = De toezegging kan hoogstens { $limit } lager: de rest is vastgelegd.
problem-fund-below-committed-hint = neem eerst vastleggingen terug: bigre fund release
problem-fund-over-capacity = { $found } gewaarborgd, maar er is nog { $limit } van uw draagkracht over.
problem-fund-over-capacity-hint = geef er meer op: bigre fund pledge JAAR --line guarantee BEDRAG
problem-fund-not-yours = Het is aan een andere coöperatie om dit te zeggen.
problem-fund-not-yours-hint = wat op u wacht: bigre fund inbox
problem-fund-oneself = Dat doet niemand voor zichzelf.
problem-fund-oneself-hint = kies een andere coöperatie of een andere aanvraag.
problem-fund-wrong-kind = Die boeking is van een andere aard dan nodig.
problem-fund-wrong-kind-hint = bekijk de aanvraag: bigre fund request show
problem-fund-cites-void = Boeking { $id } heeft geen gevolg of werd teruggedraaid.
problem-fund-cites-void-hint = bekijk de aanvraag: bigre fund request show
problem-fund-withdrawn = Deze aanvraag werd ingetrokken.
problem-fund-withdrawn-hint = er is niets veranderd.
problem-fund-decided = Over deze aanvraag is al beslist.
problem-fund-decided-hint = één besluit per aanvraag; een nieuwe aanvraag is mogelijk.
problem-fund-not-decided = Deze aanvraag is nog niet toegekend.
problem-fund-not-decided-hint = wacht op het besluit, of help rechtstreeks: bigre fund commit … --direct
problem-fund-over-asked = { $found }, terwijl { $limit } gevraagd is.
problem-fund-over-asked-hint = niet meer dan de aanvraag.
problem-fund-over-granted = { $found } aanvaard, maar er is nog { $limit } van het toegekende over.
problem-fund-over-granted-hint = aanvaard minder, of wijs de vastlegging af.
problem-fund-over-commit = { $found }, maar er is nog { $limit } van deze vastlegging over.
problem-fund-over-commit-hint = bekijk de aanvraag: bigre fund request show
problem-fund-over-accept = { $found } betaald, maar er is nog { $limit } van het aanvaarde over.
problem-fund-over-accept-hint = betaal wat aanvaard is, niet meer.
problem-fund-twice = Dat is al gezegd.
problem-fund-twice-hint = er is niets veranderd.
problem-fund-other-amount = Die betaling bedraagt { $limit }.
problem-fund-other-amount-hint = een ontvangst is gelijk aan de betaling; ontbreekt er geld, betwist ze: bigre fund dispute
problem-fund-over-receipt = { $found } terugbetaald, maar er is nog { $limit } terug te betalen.
problem-fund-over-receipt-hint = betaal terug wat overblijft.
problem-fund-not-repayable = Wat deze lijn betaalt, wordt niet terugbetaald.
problem-fund-not-repayable-hint = de lijnen: bigre fund rules
problem-fund-over-ceiling = { $found }, maar er is nog { $limit } van deze borgstelling over.
problem-fund-over-ceiling-hint = de borgstellingen: bigre guarantee list
problem-fund-not-accepted = Uw coöperatie heeft deze borgstelling niet aanvaard.
problem-fund-not-accepted-hint = eerst: bigre guarantee accept
problem-fund-recused = Uw coöperatie steunt deze aanvraag: zij geeft geen mening.
problem-fund-recused-hint = de anderen beslissen.
problem-fund-not-participant = Uw coöperatie neemt er niet aan deel.
problem-fund-not-participant-hint = wie een mening geeft: bigre fund rules
problem-fund-consents = { $found } van de { $limit } vereiste instemmingen.
problem-fund-consents-hint = wie ontbreekt: bigre fund request show
problem-fund-objection = Een bezwaar blijft staan.
problem-fund-objection-hint = beantwoord het, wijzig de aanvraag (--amends), of laat stemmen: bigre register propose overrule
problem-fund-rested-on = Andere boekingen van uw coöperatie steunen erop.
problem-fund-rested-on-hint = draai die eerst terug.
problem-fund-relied-on = Een andere coöperatie heeft het aanvaard en rekent erop.
problem-fund-relied-on-hint = een aanvaarde borgstelling neemt men terug na haar termijn; regel de rest met haar.
problem-fund-irreversible = Dit kan niet worden teruggedraaid.
problem-fund-irreversible-hint = een aanvraag trekt men in, een mening vervangt men, een betwisting sluit men.
problem-fund-not-held = Boeking { $id } is hier nog niet.
problem-fund-not-held-hint = wacht, of: bigre sync now
problem-fund-unconfirmed = Boeking { $id } staat maar bij { $found } van de { $needed } vereiste coöperaties.
problem-fund-unconfirmed-why = Men handelt alleen op wat bevestigd is. Ontbreken: { $missing }.
problem-fund-unconfirmed-hint = wacht tot ze bereikt zijn: bigre peers
problem-fund-suspended = { $coop } is geschorst: wat haar geld betreft, wacht.
problem-fund-suspended-hint = zie: bigre register list
problem-fund-isolated = Te weinig coöperaties gehoord in 24 uur: er wordt geen betaling gemeld.
problem-fund-isolated-hint = controleer de verbinding: bigre peers
problem-fund-ambiguous = Verschillende boekingen beginnen met "{ $id }": { $matches }.
problem-fund-ambiguous-hint = geef meer tekens.
problem-fund-no-entry = Geen boeking van het fonds begint met "{ $id }".
problem-fund-no-entry-hint = de aanvragen: bigre fund request list --all
problem-fund-other-kind = "{ $id }" is een boeking "{ $is }"; nodig is "{ $wanted }".
problem-fund-other-kind-hint = wat op u wacht: bigre fund inbox
problem-fund-mixed = Geld verhogen en uren verlagen, of omgekeerd, kan niet in één keer.
problem-fund-mixed-hint = meld eerst het ene, dan het andere.
problem-fund-no-commit-left = Niets van vastlegging { $id } is aanvaard.
problem-fund-no-commit-left-hint = de aanvragende coöperatie aanvaardt ze eerst.
problem-fund-bad-year = "{ $year }" is geen jaar.
problem-fund-bad-year-hint = bijvoorbeeld 2027.
problem-cli-no-amount = Er is een bedrag nodig.
problem-cli-no-amount-hint = bijvoorbeeld: bigre fund repay ID 250
problem-cli-pledge-line = Het jaar en de lijn van de toezegging zijn nodig.
problem-cli-pledge-line-hint = bijvoorbeeld: bigre fund pledge 2027 --line aid 12000 --hours 40
problem-cli-bad-plan = "{ $plan }" is geen terugbetaling.
problem-cli-bad-plan-hint = bijvoorbeeld 6x250: zes termijnen van 250.
problem-cli-objection-code = Een bezwaar heeft een code.
problem-cli-objection-code-hint = bijvoorbeeld --code rule-2, zonder naam of verhaal: die bespreekt men.
problem-cli-bad-day = "{ $day }" is geen datum.
problem-cli-bad-day-hint = bijvoorbeeld 2027-06-30.
problem-cli-not-an-amount = "{ $amount }" is geen bedrag.
problem-cli-not-an-amount-hint = cijfers, een komma voor de centen: 1500 of 1500,50.
problem-cli-amount-decimals = "{ $amount }" heeft te veel decimalen: { $currency } heeft er { $most }.
problem-cli-amount-decimals-hint = geen duizendtalscheiding: 1500 of 1500,50.
problem-cli-amount-too-much = "{ $amount }" is meer dan het fonds kan noteren.
problem-cli-amount-too-much-hint = controleer het aantal nullen.
problem-cli-other-currency = "{ $other }" is niet de munt van het fonds, { $currency }.
problem-cli-other-currency-hint = geef het bedrag in { $currency }.
problem-cli-unknown-currency = "{ $currency }" is geen munt (ISO 4217).
problem-cli-unknown-currency-hint = bijvoorbeeld EUR.
problem-cli-bad-line = "{ $line }" is geen lijn van het fonds.
problem-cli-bad-line-hint = bijvoorbeeld --line advance:10000:7d:repaid, of --quick aid:500:48h.
problem-cli-statement = Het uittreksel { $path } is onbruikbaar: { $why ->
    [unreadable] het kan niet tot het einde worden gelezen
    [empty] het is leeg
    [large] het is te groot
    [not-xml] het is geen XML ({ $detail })
    [utf16] het is in UTF-16
    [encoding] de codering is niet UTF-8 ({ $detail })
    [not-utf8] de bytes zijn geen UTF-8
    [nul] het bevat nulbytes
    [syntax] de XML is slecht gevormd
    [truncated] het is afgebroken
    [doctype] het heeft een DOCTYPE, die nooit wordt gelezen
    [entity] het heeft entiteiten, die nooit worden uitgevouwen
    [deep] het is te diep genest
    [namespace] het is geen ISO 20022-uittreksel
    [other-message] het is een ander bericht ({ $detail }); een camt.053-uittreksel is nodig
    [version] de versie wordt niet gelezen ({ $detail })
    [no-statement] het bevat geen uittreksel
    [lines] het heeft te veel regels
    [amount] een bedrag is er geen ({ $detail })
    [negative] een bedrag is negatief ({ $detail })
    [decimals] een bedrag heeft te veel decimalen ({ $detail })
    [no-currency] een bedrag heeft geen munt ({ $detail })
   *[other] een regel is onbruikbaar ({ $detail })
}.
problem-cli-statement-hint = vraag de bank een camt.053-uittreksel als XML.

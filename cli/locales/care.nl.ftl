# Wat een knooppunt gezond houdt: back-ups, controle, sleutels die personen bewaren.

column-finding = bevinding
label-files = bestanden
label-key-holder = bewaard door
label-key-use = dient om
label-made = gemaakt
label-published = gepubliceerd

key-doing = De sleutel aanmaken…
key-opening = De sleutel openen…
key-made = De sleutel staat in { $file }, vergrendeld met de wachtwoordzin. Raak je een van beide kwijt, dan is de sleutel verloren: bewaar elders een kopie. Wat volgt is openbaar.
key-use = { $usage ->
    [root] de kaarten van de coöperatie te ondertekenen
   *[vote] bladzijden van het register goed te keuren
}

backup-passphrase = De wachtwoordzin vergrendelt de back-up: zonder die zin is het bestand waardeloos. Bewaar hem niet bij het bestand.
backup-doing = Back-up maken en nalezen…
backup-verifying = Controleren…
backup-no-node = Het knooppunt draait niet: de back-up bevat alleen de identiteit. De andere coöperaties bewaren wat gepubliceerd is.
backup-done = De back-up staat in { $file }, nagelezen en gecontroleerd. Bewaar hem op een andere machine. Het handtekeningslot zit er niet in: dat hoort zo.
backup-sound = De back-up is goed.
backup-not-founded = nog niet opgericht
backup-key = { $key ->
    [root] hoofdsleutel
    [vote] stemsleutel
    [node] knooppuntsleutel
   *[transport] verbindingssleutel
}
backup-key-state = { $state ->
    [checked] het is die van de kaart
    [locked] vergrendeld met een andere wachtwoordzin: niet vergeleken
   *[elsewhere] niet in de back-up: het systeem of een persoon bewaart hem
}
backup-no-bundle = niets: alleen de identiteit
backup-bundle = { $entries } { $entries ->
    [one] vermelding
   *[other] vermeldingen
} uit { $directories } { $directories ->
    [one] gids
   *[other] gidsen
} ({ $size })

restore-doing = Terugzetten…
restore-only-one = Let op: er mogen nooit twee knooppunten met dezelfde sleutel draaien. Bestaat het oude nog, stop en wis het dan voordat je dit knooppunt start.
restore-done = { $name } staat weer in { $dir } (back-up gemaakt: { $made }).
restore-quarantine = Het knooppunt ondertekent niets totdat { $needed } { $needed ->
    [one] coöperatie, deze zelf, geantwoord heeft
   *[other] coöperaties, deze meegerekend, geantwoord hebben
}: het haalt eerst bij de anderen terug wat het sindsdien ondertekend heeft. “bigre status” zegt wanneer het kan ondertekenen.
restore-not-founded = Er was nog geen federatie opgericht: “bigre federation found” met dezelfde kaarten.
restore-node-key = De knooppuntsleutel zat niet in de back-up: zet het geheim “{ $credential }” terug dat het systeem bewaart.
restore-start = Om het te starten:
restore-import = Daarna, om meteen terug te hebben wat de federatie publiceerde (het bestand mag vervolgens weg):

doctor-calling = Wachten tot een ander knooppunt verbinding zoekt…
doctor-verdict = { $verdict ->
    [ok] goed
    [unknown] onbekend
    [warn] nakijken
   *[fail] herstellen
}
doctor-check = { $check ->
    [settings] instellingen
    [data] map
    [keys] sleutels
    [card] kaart
    [sign-lock] handtekeningslot
    [disk] schijf
    [node] knooppunt
    [listen] luisteren
    [store] gegevens
    [clock] klok
    [peers] coöperaties
    [directory] eigen gids
    [copies] gidsen
    [versions] versies
   *[reachability] bereikbaarheid
}
doctor-summary = { $fail ->
    [0] { $warn ->
        [0] Alles is in orde
       *[other] Niets te herstellen
    }
   *[other] { $fail } te herstellen
}, { $warn } na te kijken, op { $all } { $all ->
    [one] controle
   *[other] controles
}.
doctor-file = Het bestand voor je vraag om hulp staat in { $file }. Lees het na voordat je het verstuurt: er staan geen namen, sleutels of wachtwoordzinnen in.
doctor-file-title = Bigre: bestand voor een vraag om hulp
doctor-file-checks = controles
doctor-file-settings = instellingen
doctor-file-counts = wat het knooppunt telt

problem-doctor-settings-ok = De instellingen zijn leesbaar.
problem-doctor-data-ok = De map is privé, en de federatie is opgericht.
problem-doctor-data-not-founded = Hier is nog geen federatie opgericht.
problem-doctor-data-not-founded-hint = Met de kaarten van alle oprichters: “bigre federation found”.
problem-doctor-keys-ok = De sleutels zijn leesbaar, en het zijn die van de kaart.
problem-doctor-keys-elsewhere = De knooppuntsleutel staat niet in de map.
problem-doctor-keys-elsewhere-hint = Bewaart het systeem hem, dan is het goed. Zo niet, zet hem terug uit een back-up: “bigre backup verify”.
problem-doctor-card-ok = De kaart is geldig tot { $expires }.
problem-doctor-card-near = De kaart is nog maar geldig tot { $expires }.
problem-doctor-card-near-hint = Denk eraan een nieuwe te ondertekenen met de hoofdsleutels.
problem-doctor-card-over = De kaart is niet meer geldig sinds { $expires }.
problem-doctor-card-over-hint = Onderteken een nieuwe met de hoofdsleutels.
problem-doctor-lock-ok = Het handtekeningslot is leesbaar (versie { $number }).
problem-doctor-lock-absent = Er is geen handtekeningslot, zoals na het terugzetten van een back-up.
problem-doctor-lock-absent-hint = Het knooppunt maakt er een bij de start, en luistert naar de anderen voordat het ondertekent. Zet nooit een oud slot terug.
problem-doctor-lock-half = Een van de twee kopieën van het handtekeningslot is onleesbaar: een stroomuitval, of een slechte schijf.
problem-doctor-lock-half-hint = Komt dit terug, laat dan de schijf nakijken.
problem-doctor-lock-damaged = Het handtekeningslot { $path } is onleesbaar.
problem-doctor-lock-damaged-hint = Zet nooit een oud slot terug. Laat de schijf nakijken, verplaats het bestand naar elders en start opnieuw: het knooppunt vraagt aan de anderen wat het ondertekend heeft.
problem-doctor-lock-unreadable = Het handtekeningslot kan niet gebruikt worden.
problem-doctor-lock-unreadable-why = { $error }
problem-doctor-lock-unreadable-hint = Gebruik de account waaronder het knooppunt draait, en dezelfde versie.
problem-doctor-disk-ok = Er is { $free } vrij.
problem-doctor-disk-near = Er is nog maar { $free } vrij op de schijf; onder { $floor } leest het knooppunt alleen nog.
problem-doctor-disk-near-hint = Maak binnenkort plaats vrij.
problem-doctor-disk-full = Er is nog maar { $free } vrij op de schijf: onder { $floor } leest het knooppunt alleen nog.
problem-doctor-disk-full-hint = Maak plaats vrij, of probeer “bigre store compact”.
problem-doctor-node-ok = Het knooppunt draait en antwoordt (versie { $version }).
problem-doctor-node-other-version = Het knooppunt draait met versie { $version }, deze opdracht is versie { $program }.
problem-doctor-node-other-version-hint = Herstart het knooppunt.
problem-doctor-listen-ok = Het knooppunt luistert op { $count } { $count ->
    [one] adres
   *[other] adressen
}.
problem-doctor-listen-nowhere = Het knooppunt luistert nog nergens.
problem-doctor-listen-nowhere-hint = Probeer het zo meteen opnieuw, en kijk dan in zijn logboek en bij “bigre config show”.
problem-doctor-store-ok = Niets te melden.
problem-doctor-clock-ok = De klok loopt gelijk met die van de anderen.
problem-doctor-clock-unknown = In de laatste 24 uur is geen enkele andere coöperatie gehoord: er is niets om de klok mee te vergelijken.
problem-doctor-clock-off = De klok loopt ongeveer { $minutes } min { $side ->
    [behind] achter
   *[ahead] voor
} op die van de anderen.
problem-doctor-clock-off-hint = Zet de klok gelijk via het netwerk, bijvoorbeeld met systemd-timesyncd.
problem-doctor-clock-wrong = De klok loopt { $minutes } min { $side ->
    [behind] achter
   *[ahead] voor
} op die van de anderen: wat het knooppunt ondertekent wordt geweigerd, of wat de anderen ondertekenen.
problem-doctor-clock-wrong-hint = Zet de klok gelijk via het netwerk, bijvoorbeeld met systemd-timesyncd.
problem-doctor-peers-ok = Alle andere coöperaties zijn in de laatste 24 uur gehoord ({ $connected } van { $count } nu verbonden).
problem-doctor-peers-missing = { $count ->
    [one] Eén coöperatie is
   *[other] { $count } coöperaties zijn
} in de laatste 24 uur niet gehoord: { $names }.
problem-doctor-peers-missing-hint = “bigre peers” zegt waarom; laat het hun vrijwilligers weten.
problem-doctor-peers-isolated = { $heard } { $heard ->
    [one] coöperatie gehoord
   *[other] coöperaties gehoord
} in de laatste 24 uur, deze meegerekend; er zijn er { $needed } nodig. Er ontbreken: { $names } ({ $count }).
problem-doctor-peers-isolated-hint = Controleer de verbinding van deze machine, en dan “bigre peers”.
problem-doctor-directory-ok = Het knooppunt kan ondertekenen.
problem-doctor-directory-waiting = Het knooppunt ondertekent niets totdat { $needed } coöperaties gehoord zijn (nu { $heard }).
problem-doctor-directory-waiting-hint = Wacht tot er andere verbonden zijn: “bigre peers”.
problem-doctor-directory-restoring = Het knooppunt haalt bij de anderen zijn eigen gids terug voordat het ondertekent.
problem-doctor-directory-restoring-hint = Wacht tot het klaar is: “bigre status”.
problem-doctor-directory-twin = Een ander knooppunt ondertekent met de sleutel van dit knooppunt.
problem-doctor-directory-twin-hint = Stop het andere, of vernieuw de knooppuntsleutel: “bigre card rotate node”.
problem-doctor-directory-not-member = Deze coöperatie is geen lid van de federatie, nog niet of niet meer.
problem-doctor-directory-not-member-hint = Kijk in het register: “bigre register list”.
problem-doctor-directory-forked = Twee tegenstrijdige versies van de gids dragen de handtekening van deze coöperatie.
problem-doctor-directory-forked-hint = Misschien draait er elders een kopie van het knooppunt: stop die. De sleutels moeten vernieuwd worden, zie de handleiding.
problem-doctor-copies-ok = { $count ->
    [0] Er is nog geen gids gepubliceerd: alles is bijgewerkt
    [one] De gids is bijgewerkt
   *[other] De { $count } gidsen zijn bijgewerkt
}.
problem-doctor-copies-forked = Gids bevroren, want ondertekend in twee tegenstrijdige versies: { $names } ({ $count }).
problem-doctor-copies-forked-hint = Laat het die coöperaties weten.
problem-doctor-copies-old = Gids al lang niet meer bevestigd, en verborgen: { $names } ({ $count }).
problem-doctor-copies-old-hint = Vraag hun vrijwilligers of hun knooppunt draait.
problem-doctor-copies-behind = Er is een nieuwere versie bekend en onderweg: { $names } ({ $count }).
problem-doctor-copies-behind-hint = Wacht, of doe “bigre sync now”.
problem-doctor-versions-ok = Geen enkele andere coöperatie heeft een nieuwere versie dan { $own }.
problem-doctor-versions-unknown = Van geen enkele andere coöperatie is de versie al bekend.
problem-doctor-versions-old = { $count ->
    [one] Eén coöperatie heeft
   *[other] { $count } coöperaties hebben
} een nieuwere versie: { $newest }, hier { $own }.
problem-doctor-versions-old-hint = Installeer die versie.
problem-doctor-reach-ok = { $count ->
    [one] Eén andere coöperatie bereikt
   *[other] { $count } andere coöperaties bereiken
} dit knooppunt.
problem-doctor-reach-dials = Op de kaart staat geen adres: dit knooppunt zoekt zelf verbinding met de anderen, andersom kan niet.
problem-doctor-reach-unknown = Voor zover dit knooppunt weet, heeft nog geen enkele andere coöperatie het bereikt.
problem-doctor-reach-nobody = Geen enkele andere coöperatie kan dit knooppunt bereiken.
problem-doctor-reach-nobody-hint = Open zijn poort, voor TCP en UDP, in de firewall en op de router, en controleer het adres dat “bigre card show” geeft.

problem-backup-exists = { $path } bestaat al: er is niets weggeschreven.
problem-backup-exists-hint = Kies een andere naam, of vervang het met --force.
problem-backup-inside = { $path } zit in de map waarvan je een back-up maakt ({ $dir }): het zou mee verloren gaan.
problem-backup-inside-hint = Kies een andere plek, liefst een andere schijf.
problem-backup-too-large = { $path } is te groot: hoogstens { $most } bytes.
problem-backup-too-large-hint = Is dit bestand niet van het knooppunt, haal het dan uit zijn map. Zo niet, probeer het met --identity-only.
problem-backup-too-many = Er staan meer dan { $most } bestanden in de map van het knooppunt.
problem-backup-too-many-hint = Haal eruit wat niet van het knooppunt is.
problem-backup-name = De naam van { $path } is te lang, of bevat onzichtbare tekens.
problem-backup-name-hint = Geef dit bestand een andere naam, of verplaats het naar elders.
problem-backup-passphrase = Deze wachtwoordzin opent { $path } niet.
problem-backup-passphrase-hint = Probeer het opnieuw.
problem-backup-not-one = { $path } is geen back-up.
problem-backup-not-one-hint = Zoek het bestand dat “bigre backup create” geschreven heeft.
problem-backup-newer = { $path } is gemaakt door een nieuwere versie van bigre (formaat { $layout }, deze kent formaat { $known }).
problem-backup-newer-hint = Installeer die versie.
problem-backup-damaged = { $path } is onvolledig of beschadigd.
problem-backup-damaged-why = { $error }
problem-backup-damaged-hint = Neem een andere back-up.
problem-backup-missing = { $what } ontbreekt in { $path }: dit is geen volledige identiteit.
problem-backup-missing-hint = Neem een andere back-up, of zet dit bestand terug in de map van het knooppunt voordat je er een maakt.
problem-backup-not-the-cards = De sleutel { $what } in { $path } is niet die van de kaart.
problem-backup-not-the-cards-hint = Neem een andere back-up.
problem-backup-not-empty = { $path } is niet leeg: er is niets weggeschreven.
problem-backup-not-empty-hint = Een back-up komt in een nieuwe of lege map: kies een andere met --data.

problem-identity-file-exists = { $path } bestaat al: er is niets weggeschreven.
problem-identity-file-exists-hint = Kies een andere naam.
problem-identity-key-label = “{ $label }” kan geen naam van een sleutel zijn.
problem-identity-key-label-why = { $error }
problem-identity-key-label-hint = Geef de naam van de persoon die hem bewaart, in hoogstens 80 tekens.

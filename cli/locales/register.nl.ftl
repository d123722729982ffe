# Het register, het handvest, en de kaarten die meerdere personen ondertekenen.

column-card = kaart
column-date = datum
column-page = bladzijde
column-valid-until = geldig tot
column-votes = stemmen
label-acknowledgements = bevestigd door
label-approved-by = goedgekeurd door
label-ballots = stembriefjes van
label-cut = grens
label-minutes = notulen
label-missing = ontbreken
label-proposed-by = voorgesteld door
label-root-keys = hoofdsleutels
label-sealed-by = bezegeld door
label-state = status
label-vote-keys = stemsleutels

passphrase-of = Wachtwoordzin van { $file }:

charter-id = { $state ->
    [force] Het handvest dat van kracht is, heeft nummer { $id }.
   *[built-in] Geen enkel knooppunt antwoordt: dit is het handvest waarmee een federatie begint, nummer { $id }.
}
charter-signed = Handvest { $id } ondertekend: { $file }. Stuur dit bestand samen met de kaart naar de coöperatie die je uitnodigt.
charter-missing = { $needed ->
    [one] Eén stemsleutel moet nog ondertekenen
   *[other] { $needed } stemsleutels moeten nog ondertekenen
}: dezelfde opdracht met --key vult het bestand aan.

register-keys = { $needed } van { $all } { $all ->
    [one] sleutel
   *[other] sleutels
}
register-standing = { $standing ->
    [active] lid
    [dormant] slapend
    [left] uitgetreden
   *[expelled] uitgesloten
}
register-suspended = geschorst tot { $until }
register-fault = { $fault ->
    [directory] twee gidsen met dezelfde versie
    [journal] twee journaalposten met hetzelfde nummer
    [card] twee kaarten met hetzelfde nummer
   *[votes] tegenstrijdige stemmen
}
register-branches = kaarten om uit te kiezen: { $cards }
register-sum = { $active ->
    [one] { $active } coöperatie stemt
   *[other] { $active } coöperaties stemmen
}; het akkoord van { $quorum } is nodig. Bladzijden van kracht: { $height }. Handvest: { $charter }.
register-split-told = Bladzijde { $number } is twee keer bezegeld: het register is bevroren. Wie zichzelf bewezen tegensprak: { $guilty }. De vergadering moet de federatie opnieuw oprichten.
register-isolated = Minder dan { $quorum } coöperaties gehoord in 24 uur: er kan voorlopig niets beslist worden.
register-no-proposal = Er is niets voorgesteld.
register-no-page = Nog geen bladzijde sinds de oprichting.
register-proposals = { $count ->
    [one] Er is één bladzijde voorgesteld:
   *[other] Er zijn { $count } bladzijden voorgesteld; een ervan wordt de volgende:
}
register-act = { $act ->
    [admit] { $subject } treedt toe
    [expel] { $subject } wordt uitgesloten (reden: { $detail })
    [leave] { $subject } treedt uit
    [sleep] { $subject } stemt niet meer mee
    [wake] { $subject } stemt weer mee
    [succeed] { $subject } gaat verder met nieuwe hoofdsleutels
    [recognise] van de kaarten van { $subject } wordt { $detail } erkend
    [rules] nieuwe regels: { $detail }
    [fund-rules] regels van het fonds: { $detail }
    [overrule] de bezwaren tegen aanvraag { $detail } vervallen
   *[upgrade] versie { $detail } van het protocol is vereist
}
register-rule = { $rule ->
    [members] { $value } leden per coöperatie
    [entries] { $value } vermeldingen per coöperatie
    [vocabularies] woordenlijsten van kracht: { $value }
    [bytes] { $value } per coöperatie
   *[charter] handvest { $value }
}
register-state = { $state ->
    [sealed] van kracht
    [certified] gekozen, wordt bezegeld: { $acks } van { $of } bevestigingen
    [approved] goedgekeurd, de knooppunten noteren het: { $ballots } van { $of } stembriefjes
    [outdated] achterhaald: een coöperatie heeft sindsdien een andere kaart. Opnieuw voor te stellen
   *[open] { $found } van { $of } goedkeuringen, nog { $more } nodig
}
register-page = Bladzijde { $number }: { $act }
register-seal = { $found } bevestigingen, { $needed } waren nodig
register-minutes = bewaard door de coöperaties; SHA-256 { $hash }
register-proposed = De bladzijde is voorgesteld. Voorstellen is nog niet goedkeuren; elke coöperatie die akkoord gaat, typt:
register-minutes-stay = Bewaar de notulen zoals ze zijn: alleen hun vingerafdruk wordt gepubliceerd.

approve-ask = De goedkeuring van deze bladzijde ondertekenen? (ja / nee)
withdraw-ask = De goedkeuring van deze bladzijde intrekken? (ja / nee)
approve-saved = { $file } bevat wat tot nu toe ondertekend is. { $more ->
    [0] Dat is genoeg: dezelfde opdracht met --from en zonder --save publiceert de goedkeuring.
    [one] Eén stemsleutel moet nog ondertekenen: de volgende persoon gebruikt --from.
   *[other] { $more } stemsleutels moeten nog ondertekenen: de volgende persoon gebruikt --from.
}
approve-done = Bladzijde { $page } goedgekeurd; status: { $state }.
withdraw-done = Goedkeuring van bladzijde { $page } ingetrokken; status: { $state }.

chain-exported = Register weggeschreven in { $dir }: de oprichtingsbladzijde, { $cards } { $cards ->
    [one] kaart
   *[other] kaarten
}, { $pages } { $pages ->
    [one] bladzijde
   *[other] bladzijden
}, { $entries } { $entries ->
    [one] journaalregel
   *[other] journaalregels
}. Iedereen kan het controleren:
chain-founded = { $name } ({ $words }), opgericht door { $count } { $count ->
    [one] coöperatie
   *[other] coöperaties
}. Vergelijk deze woorden met die van een andere coöperatie.
chain-act = { $act ->
    [admit] een coöperatie treedt toe
    [expel] een coöperatie wordt uitgesloten
    [leave] een coöperatie treedt uit
    [sleep] een coöperatie stemt niet meer mee
    [wake] een coöperatie stemt weer mee
    [succeed] nieuwe hoofdsleutels van een coöperatie
    [recognise] een kaart wordt erkend
    [rules] nieuwe regels
    [fund-rules] regels van het fonds
    [overrule] bezwaren vervallen
   *[upgrade] een versie is vereist
}
chain-page = Bladzijde { $number } ({ $date }), { $act }: { $approvals } goedkeuringen, { $ballots } stembriefjes, { $acks } bevestigingen; van elk waren er { $needed } nodig. Bezegeld door { $names }.
chain-sound = Alles is in orde: { $pages } { $pages ->
    [one] bladzijde gecontroleerd
   *[other] bladzijden gecontroleerd
}, { $members } { $members ->
    [one] coöperatie
   *[other] coöperaties
}, laatste bladzijde { $head }.

suspend-in-force = { $name } is geschorst tot { $until }: { $count } { $count ->
    [one] coöperatie heeft
   *[other] coöperaties hebben
} dat gevraagd. Van haar knooppunt wordt niets nieuws overgenomen; ze blijft lid.
suspend-called = Schorsing van { $name } gevraagd. Ze gaat in zodra { $needed } { $needed ->
    [one] coöperatie erom gevraagd heeft
   *[other] coöperaties erom gevraagd hebben
}, deze meegerekend. Dit verzoek geldt tot { $until }.
suspend-more = { $more ->
    [one] Er is nog één coöperatie nodig, die “bigre suspend” typt voor { $name }.
   *[other] Er zijn nog hoogstens { $more } coöperaties nodig. Elk typt “bigre suspend” voor { $name }.
}

card-saved = De kaart staat in { $file }.
card-enough = Er hebben genoeg sleutels ondertekend.
card-missing = { $more ->
    [one] Er ontbreekt nog { $more } handtekening
   *[other] Er ontbreken nog { $more } handtekeningen
} van de { $which ->
    [old] vorige hoofdsleutels
   *[new] hoofdsleutels van deze kaart
}. Nog niet: { $names }.
card-in-force = Kaart { $number } is van kracht, tot { $until }.
card-node-key = Het knooppunt ondertekent voortaan met zijn nieuwe sleutel. Maak een nieuwe back-up: “bigre backup create”.
card-ask = Deze kaart ondertekenen? (ja / nee)
card-signed-blind = Ondertekend: { $file }. Zonder knooppunt weet niemand hier wie nog moet ondertekenen: “bigre card verify” op het knooppunt zegt het.
card-number = { $name }, kaart { $number }
card-keys = { $needed } { $needed ->
    [one] moet
   *[other] moeten
} ondertekenen, uit { $names }
card-cut = wat de vorige knooppuntsleutel ondertekende, telt tot en met journaalpost { $journal } en gidsversie { $directory }
card-signer = Ondertekend door { $key }, { $which ->
    [both] hoofdsleutel van de vorige en van deze kaart
    [old] hoofdsleutel van de vorige kaart
    [node] nieuwe knooppuntsleutel
   *[new] hoofdsleutel van deze kaart
}.
card-unproved = De nieuwe knooppuntsleutel, { $key }, heeft niet ondertekend.
card-by-page = Van kracht geworden door bladzijde { $page } van het register, in de plaats van de verloren hoofdsleutels.
card-sound = Deze kaart is van kracht.
recover-done = De kaart met de nieuwe hoofdsleutels staat in { $file }. Geef die via een veilig kanaal aan een andere coöperatie, en zeg de sleutel mondeling. Die coöperatie typt:

problem-bad-code = Een code is niet bruikbaar.
problem-bad-code-why = { $detail }
problem-bad-code-hint = Letters, cijfers, koppeltekens en punten, hoogstens 32, zoals in het handvest.
problem-bad-cut = Deze grens is niet bruikbaar.
problem-bad-cut-why = { $detail }
problem-bad-cut-hint = Geef geen grens op: dan telt wat dit knooppunt kent.
problem-bad-hexadecimal = Wat verstuurd is, is niet hexadecimaal.
problem-bad-hexadecimal-why = { $detail }
problem-card-refused = De kaart kan niet van kracht worden.
problem-card-refused-why = { $detail }
problem-card-refused-hint = “bigre card verify BESTAND” zegt wie ondertekend heeft en wie ontbreekt.
problem-no-voice = Deze coöperatie stemt niet.
problem-no-voice-why = { $detail }
problem-no-voice-hint = “bigre register list” toont wie stemt.
problem-not-a-member = Deze coöperatie is geen lid meer.
problem-not-a-member-hint = “bigre register log” zegt vanaf welke bladzijde.
problem-page-refused = De bladzijde kan niet geschreven worden.
problem-page-refused-why = { $detail }
problem-page-refused-hint = “bigre register list” toont de leden en wat er voorgesteld is.
problem-register-split = Het register is bevroren: eenzelfde nummer is twee keer bezegeld.
problem-register-split-why = { $detail }
problem-register-split-hint = “bigre register list” noemt de coöperaties die zichzelf tegenspraken. De vergadering beslist.
problem-too-many-proposals = Deze coöperatie stelt al te veel bladzijden voor.
problem-too-many-proposals-why = { $detail }
problem-too-many-proposals-hint = Wacht tot er over een beslist is: “bigre register list”.
problem-twin = Een ander knooppunt ondertekent met dezelfde sleutel.
problem-twin-hint = Stop het andere, of vernieuw de knooppuntsleutel: “bigre card rotate node”.

problem-cli-no-such-page = Geen enkele bladzijde past bij “{ $page }”.
problem-cli-no-such-page-hint = “bigre register list” en “bigre register log” tonen de nummers.
problem-cli-ambiguous-page = “{ $page }” past bij meerdere bladzijden: { $ids }.
problem-cli-ambiguous-page-hint = Geef een van deze nummers.
problem-cli-page-sealed = Bladzijde { $page } is van kracht: goedkeuren of intrekken kan niet meer.
problem-cli-page-sealed-hint = Een bladzijde wordt niet teruggedraaid; er komt een andere: “bigre register propose”.
problem-cli-page-outdated = Bladzijde { $page } is achterhaald: een coöperatie heeft sindsdien een andere kaart.
problem-cli-page-outdated-hint = Laat die opnieuw voorstellen: “bigre register propose”.
problem-cli-not-approved = Deze coöperatie heeft bladzijde { $page } niet goedgekeurd: er is niets in te trekken.
problem-cli-not-approved-hint = Niet goedkeuren is genoeg.
problem-cli-taken-back = Deze coöperatie heeft haar goedkeuring van bladzijde { $page } ingetrokken: ze kan die niet meer geven.
problem-cli-taken-back-hint = Laat de bladzijde opnieuw voorstellen: “bigre register propose”.
problem-cli-no-rule = Er is geen regel opgegeven.
problem-cli-no-rule-hint = Geef --members, --entries, --megabytes, --charter of --vocabulary.
problem-cli-not-text = { $path } is geen tekst.
problem-cli-not-text-why = { $error }
problem-cli-not-text-hint = Bewaar het als tekst in UTF-8.
problem-cli-draft-bad = { $path } is geen ondertekend bestand van Bigre.
problem-cli-draft-bad-why = { $error }
problem-cli-draft-bad-hint = Vraag het bestand opnieuw, zoals --save het geschreven heeft.
problem-cli-draft-other = { $path } ondertekent iets anders dan bladzijde { $page }.
problem-cli-draft-other-hint = Vraag het bestand van deze bladzijde; goedkeuren en intrekken verschillen, een ander handvest ook.
problem-cli-signatures-bad = De handtekeningen kloppen niet.
problem-cli-signatures-bad-why = { $error }
problem-cli-signatures-bad-hint = Misschien heeft een sleutel ondertekend die niet op de kaart staat, of is het bestand voor een andere federatie. Begin opnieuw met --save.
problem-cli-key-use = De sleutel in { $path } dient om { $is ->
    [root] kaarten te ondertekenen
   *[vote] bladzijden goed te keuren
}, niet om { $wanted ->
    [root] kaarten te ondertekenen
   *[vote] bladzijden goed te keuren
}.
problem-cli-key-use-hint = Kies een ander sleutelbestand: “bigre key show”.
problem-cli-key-stranger = De sleutel { $key } staat niet op de kaart.
problem-cli-key-stranger-hint = “bigre card verify” toont de sleutels die tellen.
problem-cli-no-key = Er is geen { $use ->
    [root] hoofdsleutel
   *[vote] stemsleutel
} in de map van het knooppunt.
problem-cli-no-key-hint = Geef het sleutelbestand van een persoon: --key BESTAND.
problem-cli-more-signatures = Er { $needed ->
    [one] ontbreekt nog { $needed } handtekening
   *[other] ontbreken nog { $needed } handtekeningen
}: er is niets verstuurd.
problem-cli-more-signatures-hint = --save BESTAND bewaart wat ondertekend is voor de volgende persoon, die --from BESTAND toevoegt.
problem-cli-card-unsigned = Er { $needed ->
    [one] ontbreekt nog { $needed } handtekening
   *[other] ontbreken nog { $needed } handtekeningen
}: de kaart is niet verstuurd.
problem-cli-card-unproved = De nieuwe knooppuntsleutel, { $key }, heeft deze kaart niet ondertekend.
problem-cli-card-unproved-hint = “bigre card rotate node” maakt en ondertekent de kaart met die sleutel, op de server die hem bewaart.
problem-cli-card-unsigned-hint = --save BESTAND bewaart de kaart; de anderen ondertekenen die met “bigre card sign BESTAND --key …”, daarna “bigre card publish BESTAND”.
problem-cli-card-certified = Bladzijde { $page } wordt net bezegeld: haar stemmen tellen met de sleutels die ze noemt.
problem-cli-card-certified-hint = Probeer het over enkele minuten opnieuw. Is de sleutel gestolen, zeg dan waar hij ophoudt: --cut-journal, --cut-journal-id en --cut-directory.
problem-cli-card-impossible = Zo'n kaart kan niet bestaan.
problem-cli-card-impossible-why = { $error }
problem-cli-card-impossible-hint = Controleer wat je opgeeft: “bigre card --help”.
problem-cli-card-follows-another = Deze kaart, nummer { $number }, volgt niet op de kaart die van kracht is, nummer { $current }.
problem-cli-card-follows-another-hint = Maak een nieuwe vanuit de kaart die van kracht is: “bigre card rotate”, “renew” of “address”.
problem-cli-card-before-unknown = De vorige kaart is hier niet bekend.
problem-cli-card-before-unknown-hint = Start het knooppunt van deze coöperatie, en probeer het dan opnieuw.
problem-cli-federation-unknown = De federatie waarvoor de kaart dient, is hier niet bekend.
problem-cli-federation-unknown-hint = Geef haar nummer: --federation NUMMER.
problem-cli-cut-id = Het kenmerk van journaalpost { $number } is nodig.
problem-cli-cut-id-hint = Een andere coöperatie ziet het met “bigre register list --json”: geef het op met --cut-journal-id.
problem-cli-no-such-address = Op de kaart staat geen adres { $address }.
problem-cli-no-such-address-hint = “bigre card verify” toont de adressen.
problem-cli-not-confirmed = Er is niets ondertekend.
problem-cli-not-confirmed-hint = Antwoord ja, of voeg --yes toe.
problem-cli-not-empty = { $path } is niet leeg: er is niets weggeschreven.
problem-cli-not-empty-hint = Geef een nieuwe map op.
problem-cli-chain-unsound = { $file } klopt niet.
problem-cli-chain-unsound-why = { $error }
problem-cli-chain-unsound-hint = Vertrouw vanaf daar niets meer. Vraag “bigre register export” aan een andere coöperatie.

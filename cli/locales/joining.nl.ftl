# Hoe een coöperatie tot de federatie toetreedt: uitnodigingen, antwoord, wachten.

column-guest = voor

invite-given = Uitnodiging voor { $guest }, voor één keer; ze vervalt { $until }. Geef de tekst door via een veilig kanaal: wie hem heeft, kan vragen om toe te treden, en de vergadering beslist.
invite-next = Intrekken kan: “bigre invite revoke { $id }”. Zodra de coöperatie geantwoord heeft, wordt haar bladzijde voorgesteld: “bigre register list”.
invite-no-qr = (De terminal is te smal voor de QR-code.)
invite-none = Geen uitnodigingen.
invite-revoked = De uitnodiging voor { $guest } is ingetrokken en werkt niet meer.
invite-state = { $state ->
    [open] open
    [used] gebruikt
    [expired] vervallen
   *[revoked] ingetrokken
}

join-ticket = Uitnodiging voor { $guest }, vervalt { $until }. Vingerafdruk van de federatie: { $words }. Vergelijk die woorden hardop met wie je uitnodigt.
join-asking = Aankloppen bij { $address }…
join-charter-signed = Het handvest { $charter } is ondertekend.
join-waiting = De bladzijde is voorgesteld: { $found } van { $needed } goedkeuringen. { $missing ->
    [none] {""}
   *[other] Nog niet goedgekeurd door: { $missing }.
}
join-welcome = Je coöperatie is lid van “{ $name }” ({ $words }). Start het knooppunt: “bigre node run”.

problem-join-ticket-unreadable = Dit is geen uitnodiging.
problem-join-ticket-unreadable-why = De tekst van een uitnodiging begint met BIGRE1; misschien ontbreken er letters.
problem-join-ticket-unreadable-hint = Kopieer de hele tekst, of bewaar hem in een bestand: “bigre join BESTAND”.
problem-join-other-federation = Deze map hoort al bij een federatie: { $name }.
problem-join-other-federation-hint = Een coöperatie in twee federaties heeft twee mappen: “bigre --data ANDERE init”.
problem-join-no-address = De uitnodiging zegt niet waar je moet aankloppen.
problem-join-no-address-hint = Vraag een andere: op de kaarten van de coöperaties moet een adres staan.
problem-join-nobody = Geen enkel adres van de uitnodiging antwoordt.
problem-join-nobody-hint = De regels hierboven zeggen bij welke stap elk adres vastloopt. Probeer het later opnieuw, of laat het weten aan wie je uitnodigt.
problem-join-sponsor = Alleen het knooppunt van { $name } kan deze uitnodiging aannemen, en het heeft niet geantwoord.
problem-join-sponsor-hint = Probeer het later opnieuw, of laat het die coöperatie weten.
problem-join-step-address = Stap “adres”: { $address } leidt vanaf deze machine nergens heen.
problem-join-step-address-hint = Controleer de verbinding van deze machine, en de naam.
problem-join-step-port = Stap “poort”: op { $address } antwoordt niets.
problem-join-step-port-hint = Misschien is het knooppunt gestopt, of sluit een firewall zijn poort af.
problem-join-step-not-node = Stap “poort”: wat op { $address } antwoordt, is geen knooppunt van Bigre.
problem-join-step-not-node-hint = Misschien is het adres van een andere dienst: vraag het aan wie je uitnodigt.
problem-join-step-key = Stap “sleutel”: op { $address } antwoordt een ander knooppunt.
problem-join-step-key-hint = Het adres is nu van iemand anders, of de sleutel is vernieuwd: vraag een andere uitnodiging.
problem-join-step-door = Stap “deur”: het knooppunt op { $address } verwacht niemand, of te velen tegelijk.
problem-join-step-door-hint = Probeer het over een minuut opnieuw; lukt het dan niet, dan is de uitnodiging misschien ingetrokken.
problem-join-step-answer = Stap “antwoord”: het knooppunt op { $address } gaf geen leesbaar antwoord.
problem-join-step-answer-hint = Probeer het over een minuut opnieuw. Blijft het zo, dan verschillen misschien de versies.
problem-join-step-system = Deze machine kon de vraag niet stellen.
problem-join-step-system-hint = Bekijk “bigre doctor”.
problem-join-charter = Stap “handvest”: het is niet ondertekend ({ $charter }).
problem-join-charter-hint = Lees het hierboven, en antwoord dan: “bigre join … --sign-charter”.
problem-join-another-federation = Het antwoord komt van een andere federatie dan die van de uitnodiging: er is niets bewaard.
problem-join-another-federation-hint = Laat het weten aan wie je uitnodigt: dat knooppunt liegt, of vergist zich.
problem-join-ticket-forged = Stap “uitnodiging”: geen enkel lid van deze federatie heeft die ondertekend.
problem-join-ticket-forged-hint = Vraag een andere.
problem-join-ticket-expired = Stap “uitnodiging”: ze is vervallen.
problem-join-ticket-expired-hint = Vraag een andere.
problem-join-ticket-revoked = Stap “uitnodiging”: ze is ingetrokken.
problem-join-ticket-revoked-hint = Vraag het aan wie je uitnodigde.
problem-join-ticket-used = Stap “uitnodiging”: een andere coöperatie heeft die al gebruikt.
problem-join-ticket-used-hint = Vraag een andere, en zeg het aan wie je uitnodigt.
problem-join-ticket-unknown = Stap “uitnodiging”: het knooppunt dat de uitnodiging ondertekende, kent die niet meer.
problem-join-ticket-unknown-hint = Vraag een andere.
problem-join-card-refused = Stap “kaart”: die van je coöperatie is geweigerd.
problem-join-card-refused-why = { $detail }
problem-join-card-refused-hint = Bekijk de kaart: “bigre card show”.
problem-join-not-now = De bladzijde kan nu niet voorgesteld worden.
problem-join-not-now-why = { $detail ->
    [none] {""}
   *[other] { $detail }
}
problem-join-not-now-hint = Probeer het later opnieuw, of laat het weten aan wie je uitnodigt.
problem-invitation-refused = Er is geen uitnodiging gemaakt.
problem-invitation-refused-why = { $detail }
problem-invitation-unknown = Geen enkele uitnodiging, of meer dan één, begint met { $detail }.
problem-invitation-unknown-hint = “bigre invite list” toont ze.

problem-warn-card = De kaart van deze coöperatie vervalt over { $days } dagen.
problem-warn-card-hint = Met de hoofdsleutels: “bigre card renew”.
problem-warn-fault = Bewezen tegenstrijdige handtekeningen: { $names }.
problem-warn-fault-hint = Laat het die coöperaties en de vergadering weten: “bigre register list”.
problem-warn-split = Twee bladzijden met nummer { $number } zijn bezegeld: het register is bevroren. Wie zichzelf tegensprak: { $names }.
problem-warn-split-hint = De gidsen werken verder. De coöperaties moeten samenkomen en de federatie opnieuw oprichten.
problem-warn-suspended = Er loopt een schorsing: van { $names } wordt niets nieuws overgenomen.
problem-warn-suspended-hint = “bigre register list” zegt tot wanneer.
problem-warn-update = De vergadering vraagt versie { $version } van het protocol.
problem-warn-update-hint = Installeer een nieuwere versie van bigre.

federation-bringing = Publiceren…
federation-brought = { $entries } { $entries ->
    [one] vermelding van de vorige federatie is
   *[other] vermeldingen van de vorige federatie zijn
} hier gepubliceerd.
problem-cli-not-in-book = Het vorige register kent geen coöperatie met ondernemingsnummer { $legal }.
problem-cli-not-in-book-hint = Ze wordt aan haar ondernemingsnummer herkend: “bigre card show”.
problem-warn-closed = { $closed } van de { $others } coöperaties sluiten de verbindingen van dit knooppunt meteen.
problem-warn-closed-hint = Misschien draait er een ander knooppunt met dezelfde sleutels: laat er maar één draaien. Of deze coöperatie is geen lid meer: vraag het aan de anderen.

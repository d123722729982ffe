# `bigre mesh` en `bigre demo`: een proeffederatie op één machine.

of = { $n } van { $total }

mesh-founding = Sleutels en oprichtingsbladzijde van { $count ->
    [one] { $count } coöperatie
   *[other] { $count } coöperaties
}…
mesh-starting = { $count ->
    [one] { $count } knooppunt
   *[other] { $count } knooppunten
} starten…
mesh-stopping = { $count ->
    [one] { $count } knooppunt
   *[other] { $count } knooppunten
} stoppen…
mesh-other-size = Er was al een proeffederatie van { $count } knooppunten, in { $path }: die draait nu.
mesh-title = Proeffederatie “{ $name }” — vingerafdruk: { $words }
mesh-column-state = status
mesh-column-joined = verbonden
mesh-column-entries = vermeldingen
mesh-column-process = proces
mesh-stopped = gestopt
mesh-up-to-date = bijgewerkt
mesh-behind = loopt achter
mesh-same = Alle draaiende knooppunten hebben dezelfde wortels.
mesh-different = De knooppunten hebben (nog) niet dezelfde wortels.
mesh-where = Gegevens: { $path }
mesh-healed = Iedereen kan iedereen weer bereiken.
mesh-partitioned = Gescheiden: { $here } aan de ene kant, { $there } aan de andere.
mesh-killed = { $name } is afgebroken, zoals bij een stroomuitval. “bigre mesh up” start dat knooppunt weer.
mesh-down = De knooppunten zijn gestopt. Hun gegevens blijven in { $path }.
mesh-erased = De knooppunten zijn gestopt en { $path } is gewist.

demo-welcome = Bigre! — vijf verzonnen coöperaties op deze machine, vijf processen, echte verbindingen.
demo-replaced = Een eerdere demonstratie is vervangen.
demo-founded = Federatie “{ $name }” opgericht door { $count } coöperaties. Vingerafdruk: { $words }
demo-importing = { $name }: { $members } leden, { $listings } keer vraag of aanbod
demo-spreading = De gidsen verspreiden zich
demo-converged = De vijf knooppunten hebben dezelfde wortels, na { $seconds } s: elk { $entries } vermeldingen.
demo-not-converged = De knooppunten hebben niet dezelfde wortels na { $seconds } s.
demo-column-number = nummer
demo-column-members = leden
demo-column-entries = vermeldingen
demo-column-root = wortel
demo-search = Vanuit { $name }: bigre search { $words }
demo-search-found = { $found } resultaten, in { $milliseconds } ms op het knooppunt; dezelfde op de vijf knooppunten.
demo-search-missing = { $missing } { $missing ->
    [one] persoon die gevonden moest worden, is
   *[other] personen die gevonden moesten worden, zijn
} niet gevonden.
demo-search-differs = De knooppunten antwoorden niet allemaal hetzelfde.
demo-next = Nu jij. Elk knooppunt heeft zijn map:
demo-next-search = Zoeken: { $command }
demo-next-look = Kijken: { $command }
demo-next-stop = Stoppen en wissen: { $command }
demo-next-data = Gegevens: { $path }
demo-well = De demonstratie is gelukt.
demo-badly = De demonstratie is mislukt.

problem-cli-lab-file = De proeffederatie kon niet gelezen of geschreven worden in { $path }.
problem-cli-lab-file-why = Het systeem antwoordt: { $error }
problem-cli-lab-file-hint = Controleer de rechten en de vrije ruimte, of kies een andere map met --lab.
problem-cli-lab-start = Een knooppunt van de proeffederatie is niet gestart: { $path }.
problem-cli-lab-start-why = { $error }
problem-cli-lab-start-hint = Het volledige logboek staat in { $path }/node.log.
problem-cli-no-lab = Er is geen proeffederatie in { $path }.
problem-cli-no-lab-hint = Maak er een met “bigre mesh up”.
problem-cli-no-such-node = Geen enkel knooppunt heet “{ $node }”.
problem-cli-no-such-node-hint = De knooppunten zijn: { $names } (of hun nummer, vanaf 1).

# Ledenlijsten: wat gelezen wordt, wat wijzigt, wat nog na te kijken is.

members-reading = De lijst wordt gelezen…
members-comparing = Vergelijking met de gids…
members-writing = Wegschrijven in de gids…
members-ask = Deze wijzigingen uitvoeren? (ja / nee)
members-sheets = Alleen het eerste werkblad wordt gelezen. De andere, met --sheet: { $sheets }
members-left = { $count } { $count ->
    [one] regel blijft
   *[other] regels blijven
} na te kijken.
members-set-aside = { $count ->
    [0] Misschien staat iemand er twee keer in: kijk in { $file }.
    [one] Eén regel blijft na te kijken, in { $file }. Verbeter die, en neem dat bestand over:
   *[other] { $count } regels blijven na te kijken, in { $file }. Verbeter ze, en neem dat bestand over:
}
members-map = Om kolommen te kiezen zonder de lijst te wijzigen: bigre member import { $file } --mapping-template > koppeling.toml
members-column = kolom “{ $column }”: { $text }
members-alike = { $count ->
    [one] Eén persoon staat er misschien
   *[other] { $count } personen staan er misschien
} al in (niets wordt samengevoegd):
members-alike-line = { $name }: dezelfde persoon als regel { $other }?
members-alike-held = { $name }: al in uw gids ({ $place }, { $id })?
members-alike-elsewhere = { $name }: ook bij { $coop } ({ $place })?

tag-doing = De beroepen worden opgezocht…
tag-sure = zeker
tag-likely = waarschijnlijk
tag-check = na te kijken
tag-none = onbekend
tag-unknown = Geen beroep van de lijst lijkt erop: kies een code (bigre vocabulary lookup), of laat deze woorden staan.
tag-choose = Niet zeker: zet de juiste code in “trades”, of laat deze woorden staan.
tag-suggestion = { $code } { $label } ({ $how }, { $confidence })
tag-done = { $lines } { $lines ->
    [one] regel weggeschreven
   *[other] regels weggeschreven
} naar { $file }, dat overgenomen kan worden.
tag-left = { $count } { $count ->
    [one] regel blijft
   *[other] regels blijven
} na te kijken in { $file }: kies uit de voorstellen, en neem dat bestand ook over.
column-sureness = Zekerheid
column-words = Woorden

mapping-head = Welke kolom van uw bestand welk veld van Bigre wordt. Wat hier niet genoemd is, wordt niet gelezen.
    Regels die met # beginnen, tellen niet mee: haal de # weg om ze te laten meetellen.
    Meerdere kolommen voor één veld: name = ["Voornaam", "Naam"]
mapping-perhaps = na te kijken
mapping-unread = Kolommen die niet gelezen worden: { $columns }
mapping-forbidden = Kolommen die nooit gepubliceerd mogen worden, ook niet als ze genoemd zijn: { $columns }
mapping-constants = Dezelfde waarde voor iedereen.
mapping-separators = Wat meerdere waarden in een cel scheidt; anders “|” of een regeleinde.
mapping-values = Uw woorden, en de onze (een code, een naam van de lijst, yes of no).

problem-nobody-removed = Niemand wordt verwijderd: { $count } { $count ->
    [one] regel kon niet gelezen worden
   *[other] regels konden niet gelezen worden
}, en niemand weet van wie ze zijn.
problem-nobody-removed-hint = Verbeter het hele bestand, en neem het over met --remove-missing.
problem-cli-cell-formula = De cel bevat een formule, die hier nooit berekend wordt.
problem-cli-cell-formula-hint = Vervang ze door haar waarde (plakken speciaal, waarden).
problem-cli-cell-date = De cel bevat een datum, of wat het rekenblad voor een datum nam.
problem-cli-cell-date-hint = Maak de cel Tekst en typ de waarde opnieuw.
problem-cli-cell-error = De cel bevat een fout van het rekenblad (#N/A, #REF!…).
problem-cli-cell-error-hint = Vervang ze door haar waarde, of maak ze leeg.
problem-cli-cell-merged = De cel is samengevoegd met andere: niemand weet van wie de waarde is.
problem-cli-cell-merged-hint = Splits de cellen en schrijf de waarde op elke regel.
problem-cli-cell-long = De cel, of de regel, is te lang.
problem-cli-cell-long-hint = Maak ze korter: een voorstelling telt 500 tekens.
problem-cli-not-a-sheet = { $found ->
    [csv] Dit bestand heet .xlsx maar lijkt tekst (CSV).
    [xls] Dit is een werkmap van het oude Excel-formaat (.xls).
    [xlsb] Dit is een binaire werkmap (.xlsb).
    [locked] Deze werkmap is met een wachtwoord beveiligd.
    [ods] Dit is een OpenDocument-werkmap (.ods).
    [word] Dit is een tekstdocument, geen werkmap.
    [pdf] Dit is een PDF-document, geen lijst.
    [image] Dit is een afbeelding, geen lijst.
    [html] Dit is een webpagina, geen lijst.
    [xml] Dit is XML, geen lijst.
    [rtf] Dit is een tekstdocument (RTF), geen lijst.
    [zip] Dit is een ZIP-archief, geen werkmap.
    [gzip] Dit is een gecomprimeerd bestand (gzip).
   *[binary] Dit is geen XLSX-werkmap en ook geen CSV-bestand.
}
problem-cli-not-a-sheet-hint = { $found ->
    [csv] Hernoem het naar .csv.
    [locked] Open ze en bewaar ze zonder wachtwoord.
    [zip] Pak het uit, en geef de lijst die erin zit.
    [gzip] Pak het uit, en geef de lijst die erin zit.
   *[other] In het rekenblad: “Opslaan als”, formaat XLSX of CSV (UTF-8).
}
problem-cli-sheet-large = De lijst is te groot: meer dan { $limit } MiB, of een van haar delen eens uitgepakt.
problem-cli-sheet-large-hint = Hou het werkblad van de leden over, zonder afbeeldingen en opmaak, en bewaar het als CSV.
problem-cli-sheet-damaged = Deze werkmap is beschadigd, of is niet wat ze zegt: ze wordt niet gelezen.
problem-cli-sheet-damaged-hint = Open ze in een rekenblad en bewaar ze opnieuw, als XLSX of CSV.
problem-cli-sheet-columns = De lijst heeft { $found } kolommen; hoogstens { $limit } worden gelezen.
problem-cli-sheet-columns-hint = Hou de kolommen van de leden in een werkblad apart.
problem-cli-sheet-lines = De lijst heeft meer dan { $limit } regels.
problem-cli-sheet-lines-hint = Een gids telt hoogstens 50.000 leden: kijk na of dit het juiste werkblad is.
problem-cli-sheet-unknown = De werkmap heeft geen werkblad “{ $sheet }”.
problem-cli-sheet-unknown-hint = Haar werkbladen: { $known }.
problem-cli-sheet-none = Een CSV-bestand heeft geen werkbladen.
problem-cli-sheet-none-hint = Laat --sheet weg.
problem-cli-sheet-merged = Regel { $line }, de eerste, heeft samengevoegde cellen: ze moet de kolommen benoemen.
problem-cli-sheet-merged-hint = Verwijder de titel, of splits de cellen.
problem-cli-sheet-heading = De naam van kolom { $column } is geen tekst.
problem-cli-sheet-heading-hint = De eerste regel moet de kolommen benoemen, als tekst.
problem-cli-import-not-confirmed = Er is niets gewijzigd.
problem-cli-import-not-confirmed-hint = Antwoord ja, of voeg --yes toe.
problem-cli-review-exists = { $path } is er al: misschien wachten daar regels om nagekeken te worden.
problem-cli-review-exists-hint = Neem het over of verwijder het, of noem een ander bestand.
problem-cli-review-replace = Een lijst van na te kijken regels is niet de hele gids: ze verwijdert niemand.
problem-cli-review-replace-hint = Laat --remove-missing weg.
problem-cli-tag-same = { $path } zou twee keer geschreven worden, of is de lijst zelf.
problem-cli-tag-same-hint = Geef andere namen met --out en --review.
problem-cli-mapping-syntax = { $path }, regel { $line }: dit is geen TOML.
problem-cli-mapping-syntax-why = { $error }
problem-cli-mapping-key = { $path }, regel { $line }: “{ $key }” is onbekend.
problem-cli-mapping-key-hint = Mogelijk: { $allowed }.
problem-cli-mapping-twice = { $path }, regel { $line }: “{ $key }” komt al uit een kolom.
problem-cli-mapping-twice-hint = Hou een van de twee regels.
problem-cli-mapping-text = { $path }, regel { $line }: “{ $key }” wil een tekst tussen aanhalingstekens.
problem-cli-mapping-table = { $path }, regel { $line }: “{ $key }” wil een sectie, zoals [{ $key }].
problem-cli-mapping-unmapped = { $path }, regel { $line }: “{ $key }” komt uit geen enkele kolom.
problem-cli-mapping-unmapped-hint = Noem de kolom in [columns].
problem-cli-mapping-name = { $path }: geen kolom is genoemd voor “name”.
problem-cli-mapping-name-hint = Voeg name = "…" toe in [columns].
problem-cli-mapping-column = { $path }, regel { $line }: “{ $key }”: de lijst heeft geen kolom “{ $column }”.
problem-cli-mapping-column-hint = Haar kolommen: { $known }.
problem-cli-mapping-columns = { $path }, regel { $line }: “{ $key }”: de lijst heeft meerdere kolommen “{ $column }”.
problem-cli-mapping-columns-hint = Geef ze verschillende namen in de lijst.
problem-cli-mapping-forbidden = { $path }, regel { $line }: “{ $key }”: de kolom “{ $column }” bevat wat nooit gepubliceerd wordt ({ $what }).
problem-cli-mapping-forbidden-hint = Verwijder deze regel: de kolom wordt niet gelezen.

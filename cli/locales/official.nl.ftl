# Woordenlijsten uit de officiële downloads van ESCO, ROME en NACE.

official-reading = Bestanden lezen…
official-terms = { $count } { $count ->
    [one] term
   *[other] termen
} gelezen voor de woordenlijst { $name }.
official-coverage = { $kind ->
    [trade] Beroepen
    [skill] Vaardigheden
    [sector] Sectoren
   *[mode] Werkwijzen
}: { $terms }. Met een naam: { $languages }.
official-dropped = { $what ->
    [withdrawn] Ingetrokken of nog niet uitgebrachte begrippen, weggelaten: { $count }.
    [unlabelled] Begrippen zonder enige naam, weggelaten: { $count }.
    [shortened] Te lange namen, ingekort: { $count }.
    [alternatives] Andere namen weggelaten, te lang of te veel voor één term: { $count }.
    [languages] Talen weggelaten, een term heeft er hoogstens acht: { $count }.
   *[links] Verwijzingen weggelaten, naar begrippen die er niet zijn of te veel voor één term: { $count }.
}
official-absent = Niet gevonden, en niet onmisbaar: { $files }. Wat ze verbinden, is weggelaten.
official-notice = Te tonen bij deze woordenlijst; `bigre about data` doet het: { $notice }

about-vocabularies-none = Ingevoerde woordenlijsten: in deze federatie is er geen van kracht.
about-vocabularies-unknown = Ingevoerde woordenlijsten: geen knooppunt antwoordt om te zeggen welke van kracht zijn. Als ze dat zijn:
about-vocabularies = Ingevoerde woordenlijsten die van kracht zijn: { $names }.

problem-official-unreadable = { $path } kan niet worden gelezen: { $error }.
problem-official-unreadable-hint = Kijk het pad na.
problem-official-missing = { $path }: dit is niet wat van { $format ->
    [esco] ESCO
    [rome] ROME
   *[nace] NACE
} wordt verwacht.
problem-official-missing-why = Er ontbreekt: { $files }.
problem-official-missing-hint = { $format ->
    [esco] Download de ESCO-gegevens in CSV, inhoud “classification”, eenmaal per taal, van { $page }
    [rome] Download ROME 4.0 in CSV van { $page }
   *[nace] Download NACE, NACE-BEL of NAF in CSV; NACE van { $page }
}: geef de map of het zipbestand.
problem-official-column = { $file }: geen kolom heet { $column }.
problem-official-column-hint = Het is een ander bestand, of het werd veranderd: download het opnieuw van { $page }
problem-official-line = { $file }, regel { $line }: { $what ->
    [wrong-cell-count] ze heeft niet evenveel cellen als de eerste regel.
    [unbalanced-quotes] hier gaat een aanhalingsteken open dat niet sluit.
   *[line-too-long] ze is te lang voor dit bestand.
}
problem-official-line-hint = Het bestand werd afgebroken of veranderd: download het opnieuw.
problem-official-value = { $file }, regel { $line }, kolom { $column }: “{ $value }” wordt niet begrepen.
problem-official-value-hint = Het bestand werd veranderd, misschien door een rekenblad: download het opnieuw en geef het zoals het is.
problem-official-not-text = { $file } is geen CSV-bestand.
problem-official-not-text-hint = Download de CSV in plaats van het rekenblad, of bewaar het als CSV (UTF-8): { $page }
problem-official-language = { $file }: de taal is niet bekend.
problem-official-language-hint = Zet ze achteraan in de naam, zoals in naam_fr.csv.
problem-official-archive = { $path } kan niet worden uitgepakt: { $error }.
problem-official-archive-hint = Download het opnieuw.
problem-official-too-large = { $file } is uitgepakt groter dan { $most } bytes: het is geen officieel bestand.
problem-official-too-large-hint = Zoek het juiste bestand.
problem-official-too-many = Er zijn meer dan { $most } bestanden in { $path }.
problem-official-too-many-hint = Geef alleen de map van de download.
problem-official-mixed = { $one } en { $other } zijn van twee herzieningen van NACE, waarin een code niet hetzelfde betekent.
problem-official-mixed-hint = Voer ze na elkaar in: elk is een woordenlijst op zich.
problem-official-clash = { $one } en { $other } zouden allebei de code { $term } hebben: niets werd ingevoerd.
problem-official-clash-hint = Meld het aan het project: dit zou nooit mogen voorkomen.
problem-cli-official-name = Een officiële woordenlijst heeft haar eigen naam: --name is voor eigen tabellen.
problem-cli-official-name-hint = Laat --name weg.
problem-cli-official-path = { $format }: de officiële downloads ontbreken.
problem-cli-official-path-hint = Geef de map, het zipbestand of de bestanden: `bigre vocabulary import { $format } DOWNLOAD`.
problem-cli-one-table = Eén tabel tegelijk, of eerst de naam van een officieel formaat: esco, rome of nace.
problem-cli-table-name = De woordenlijst heeft geen naam.
problem-cli-table-name-hint = Geef haar er een met --name, zoals --name crafts.

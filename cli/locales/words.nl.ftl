# De woordenlijsten die coöperaties publiceren, en de woorden die leden voorstellen.

column-vocabulary = woordenlijst
column-terms = termen
column-labels = benamingen
column-word = woord
column-meaning = betekent
column-listed-by = opgenomen door
vocabulary-starter = die van het programma
vocabulary-in-force = van kracht
vocabulary-not-in-force = gepubliceerd, niet van kracht
vocabulary-empty = van kracht, nog niets ontvangen
vocabulary-words = voorgestelde woorden
vocabulary-hint = De vergadering stelt woordenlijsten in werking: “bigre register propose rules --vocabulary COÖPERATIE:NAAM”. De voorgestelde woorden: “bigre vocabulary words”.
terms-doing = Woordenlijst inlezen…
terms-added = { $count } { $count ->
    [one] term toe te voegen
   *[other] termen toe te voegen
}:
terms-changed = { $count } { $count ->
    [one] term te wijzigen
   *[other] termen te wijzigen
}:
terms-removed = { $count } { $count ->
    [one] term te verwijderen
   *[other] termen te verwijderen
}:
terms-unchanged = { $count } { $count ->
    [one] term ongewijzigd
   *[other] termen ongewijzigd
}
terms-missing = { $count } { $count ->
    [one] term staat
   *[other] termen staan
} wel in de gids maar niet in het bestand: zonder --replace wordt niets verwijderd.
words-none = Er is geen woord voorgesteld. “bigre vocabulary propose bakhuis --lang nl --as t-baker” stelt er een voor.
words-new = nieuw: { $kind } { $broader }
words-approved = goedgekeurd
words-missing = nog { $count } { $count ->
    [one] goedkeuring nodig
   *[other] goedkeuringen nodig
}
words-listed = “{ $word }” ({ $code }), { $meaning }: { $state }.
words-withdrawn = De coöperatie neemt “{ $word }” niet meer op.

# The vocabularies that cooperatives publish, and the words that members propose.

column-vocabulary = vocabulary
column-terms = terms
column-labels = labels
column-word = word
column-meaning = means
column-listed-by = listed by
vocabulary-starter = the program's own
vocabulary-in-force = in force
vocabulary-not-in-force = published, not in force
vocabulary-empty = in force, nothing of it received
vocabulary-words = words proposed
vocabulary-hint = The assembly puts vocabularies in force: `bigre register propose rules --vocabulary COOP:NAME`. The words proposed: `bigre vocabulary words`.
terms-doing = Reading the vocabulary…
terms-added = { $count } { $count ->
    [one] term to add
   *[other] terms to add
}:
terms-changed = { $count } { $count ->
    [one] term to change
   *[other] terms to change
}:
terms-removed = { $count } { $count ->
    [one] term to take out
   *[other] terms to take out
}:
terms-unchanged = { $count } { $count ->
    [one] term unchanged
   *[other] terms unchanged
}
terms-missing = { $count } { $count ->
    [one] term is
   *[other] terms are
} in the directory and not in the file: nothing is taken out without --replace.
words-none = No word is proposed. `bigre vocabulary propose bakehouse --lang en --as t-baker` proposes one.
words-new = new: { $kind } { $broader }
words-approved = approved
words-missing = { $count } { $count ->
    [one] approval missing
   *[other] approvals missing
}
words-listed = "{ $word }" ({ $code }), { $meaning }: { $state }.
words-withdrawn = This cooperative lists "{ $word }" no more.

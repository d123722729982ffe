# Les vocabulaires que publient les coopératives, et les mots que proposent les membres.

column-vocabulary = vocabulaire
column-terms = termes
column-labels = libellés
column-word = mot
column-meaning = désigne
column-listed-by = inscrit par
vocabulary-starter = celui du programme
vocabulary-in-force = en vigueur
vocabulary-not-in-force = publié, pas en vigueur
vocabulary-empty = en vigueur, rien n'en est reçu
vocabulary-words = mots proposés
vocabulary-hint = L'assemblée met des vocabulaires en vigueur : « bigre register propose rules --vocabulary COOPÉRATIVE:NOM ». Les mots proposés : « bigre vocabulary words ».
terms-doing = Lecture du vocabulaire…
terms-added = { $count } { $count ->
    [one] terme à ajouter
   *[other] termes à ajouter
} :
terms-changed = { $count } { $count ->
    [one] terme à modifier
   *[other] termes à modifier
} :
terms-removed = { $count } { $count ->
    [one] terme à retirer
   *[other] termes à retirer
} :
terms-unchanged = { $count } { $count ->
    [one] terme inchangé
   *[other] termes inchangés
}
terms-missing = { $count } { $count ->
    [one] terme est
   *[other] termes sont
} dans l'annuaire et pas dans le fichier : rien n'est retiré sans --replace.
words-none = Aucun mot n'est proposé. « bigre vocabulary propose fournil --lang fr --as t-baker » en propose un.
words-new = nouveau : { $kind } { $broader }
words-approved = approuvé
words-missing = { $count } { $count ->
    [one] approbation manque
   *[other] approbations manquent
}
words-listed = « { $word } » ({ $code }), { $meaning } : { $state }.
words-withdrawn = La coopérative n'inscrit plus « { $word } ».

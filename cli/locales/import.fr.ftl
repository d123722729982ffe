# Listes de membres : ce qui est lu, ce qui change, ce qui reste à revoir.

members-reading = Lecture de la liste…
members-comparing = Comparaison avec l'annuaire…
members-writing = Écriture dans l'annuaire…
members-ask = Faire ces changements ? (oui / non)
members-sheets = Seule la première feuille est lue. Les autres, avec --sheet : { $sheets }
members-left = { $count } { $count ->
    [one] ligne reste
   *[other] lignes restent
} à revoir.
members-set-aside = { $count ->
    [0] Quelqu'un est peut-être là deux fois : voyez { $file }.
    [one] Une ligne reste à revoir, dans { $file }. Corrigez-la, puis reprenez ce fichier :
   *[other] { $count } lignes restent à revoir, dans { $file }. Corrigez-les, puis reprenez ce fichier :
}
members-map = Pour choisir les colonnes sans changer la liste : bigre member import { $file } --mapping-template > correspondance.toml
members-column = colonne « { $column } » : { $text }
members-alike = { $count ->
    [one] Une personne est peut-être
   *[other] { $count } personnes sont peut-être
} déjà là (rien n'est fusionné) :
members-alike-line = { $name } : même personne que la ligne { $other } ?
members-alike-held = { $name } : déjà dans votre annuaire ({ $place }, { $id }) ?
members-alike-elsewhere = { $name } : aussi chez { $coop } ({ $place }) ?

tag-doing = Recherche des métiers…
tag-sure = sûr
tag-likely = probable
tag-check = à vérifier
tag-none = inconnu
tag-unknown = Aucun métier de la liste n'y ressemble : choisissez un code (bigre vocabulary lookup), ou laissez ces mots.
tag-choose = Pas sûr : mettez le bon code dans « trades », ou laissez ces mots.
tag-suggestion = { $code } { $label } ({ $how }, { $confidence })
tag-done = { $lines } { $lines ->
    [one] ligne écrite
   *[other] lignes écrites
} dans { $file }, qui peut être importé.
tag-left = { $count } { $count ->
    [one] ligne est
   *[other] lignes sont
} à revoir dans { $file } : choisissez parmi les suggestions, puis importez ce fichier aussi.
column-sureness = Certitude
column-words = Mots

mapping-head = Quelle colonne de votre fichier devient quel champ de Bigre. Ce qui n'est pas nommé ici n'est pas lu.
    Les lignes qui commencent par # ne comptent pas : enlevez le # pour qu'elles comptent.
    Plusieurs colonnes pour un champ : name = ["Prénom", "Nom"]
mapping-perhaps = à vérifier
mapping-unread = Colonnes qui ne sont pas lues : { $columns }
mapping-forbidden = Colonnes qui ne peuvent jamais être publiées, même nommées : { $columns }
mapping-constants = La même valeur pour tout le monde.
mapping-separators = Ce qui sépare plusieurs valeurs dans une cellule ; sinon « | » ou un retour à la ligne.
mapping-values = Vos mots, et les nôtres (un code, un nom de la liste, yes ou no).

problem-nobody-removed = Personne n'est retiré : { $count } { $count ->
    [one] ligne n'a pas pu être lue
   *[other] lignes n'ont pas pu être lues
}, et nul ne sait de qui elle parle.
problem-nobody-removed-hint = Corrigez le fichier entier, puis reprenez-le avec --remove-missing.
problem-cli-cell-formula = La cellule contient une formule, qui n'est jamais calculée ici.
problem-cli-cell-formula-hint = Remplacez-la par sa valeur (collage spécial, valeurs).
problem-cli-cell-date = La cellule contient une date, ou ce que le tableur a pris pour une date.
problem-cli-cell-date-hint = Mettez la cellule au format Texte et tapez la valeur de nouveau.
problem-cli-cell-error = La cellule contient une erreur du tableur (#N/A, #REF!…).
problem-cli-cell-error-hint = Remplacez-la par sa valeur, ou videz-la.
problem-cli-cell-merged = La cellule est fusionnée avec d'autres : on ne sait pas à qui est sa valeur.
problem-cli-cell-merged-hint = Annulez la fusion et écrivez la valeur à chaque ligne.
problem-cli-cell-long = La cellule, ou la ligne, est trop longue.
problem-cli-cell-long-hint = Raccourcissez-la : une présentation tient en 500 caractères.
problem-cli-not-a-sheet = { $found ->
    [csv] Ce fichier s'appelle .xlsx mais ressemble à du texte (CSV).
    [xls] C'est un classeur de l'ancien format Excel (.xls).
    [xlsb] C'est un classeur binaire (.xlsb).
    [locked] Ce classeur est protégé par un mot de passe.
    [ods] C'est un classeur OpenDocument (.ods).
    [word] C'est un document de texte, pas un classeur.
    [pdf] C'est un document PDF, pas une liste.
    [image] C'est une image, pas une liste.
    [html] C'est une page web, pas une liste.
    [xml] C'est du XML, pas une liste.
    [rtf] C'est un document de texte (RTF), pas une liste.
    [zip] C'est une archive ZIP, pas un classeur.
    [gzip] C'est un fichier compressé (gzip).
   *[binary] Ce n'est ni un classeur XLSX ni un fichier CSV.
}
problem-cli-not-a-sheet-hint = { $found ->
    [csv] Renommez-le en .csv.
    [locked] Ouvrez-le et enregistrez-le sans mot de passe.
    [zip] Décompressez-la, et donnez la liste qu'elle contient.
    [gzip] Décompressez-le, et donnez la liste qu'il contient.
   *[other] Dans le tableur : « Enregistrer sous », format XLSX ou CSV (UTF-8).
}
problem-cli-sheet-large = La liste est trop grande : plus de { $limit } Mio, ou une de ses parties une fois dépliée.
problem-cli-sheet-large-hint = Gardez la feuille des membres, sans images ni mise en forme, et enregistrez-la en CSV.
problem-cli-sheet-damaged = Ce classeur est abîmé, ou n'est pas ce qu'il dit être : il n'est pas lu.
problem-cli-sheet-damaged-hint = Ouvrez-le dans un tableur et enregistrez-le de nouveau, en XLSX ou en CSV.
problem-cli-sheet-columns = La liste a { $found } colonnes ; au plus { $limit } sont lues.
problem-cli-sheet-columns-hint = Gardez les colonnes des membres dans une feuille à part.
problem-cli-sheet-lines = La liste a plus de { $limit } lignes.
problem-cli-sheet-lines-hint = Un annuaire compte 50 000 membres au plus : vérifiez que c'est la bonne feuille.
problem-cli-sheet-unknown = Le classeur n'a pas de feuille « { $sheet } ».
problem-cli-sheet-unknown-hint = Ses feuilles : { $known }.
problem-cli-sheet-none = Un fichier CSV n'a pas de feuilles.
problem-cli-sheet-none-hint = Enlevez --sheet.
problem-cli-sheet-merged = La ligne { $line }, la première, a des cellules fusionnées : elle doit nommer les colonnes.
problem-cli-sheet-merged-hint = Supprimez le titre, ou annulez la fusion.
problem-cli-sheet-heading = Le nom de la colonne { $column } n'est pas du texte.
problem-cli-sheet-heading-hint = La première ligne doit nommer les colonnes, en texte.
problem-cli-import-not-confirmed = Rien n'est changé.
problem-cli-import-not-confirmed-hint = Répondez oui, ou ajoutez --yes.
problem-cli-review-exists = { $path } est déjà là : des lignes y attendent peut-être d'être revues.
problem-cli-review-exists-hint = Importez-le ou supprimez-le, ou nommez un autre fichier.
problem-cli-review-replace = Une liste de lignes à revoir n'est pas tout l'annuaire : elle ne retire personne.
problem-cli-review-replace-hint = Enlevez --remove-missing.
problem-cli-tag-same = { $path } serait écrit deux fois, ou est la liste elle-même.
problem-cli-tag-same-hint = Donnez d'autres noms avec --out et --review.
problem-cli-mapping-syntax = { $path }, ligne { $line } : ce n'est pas du TOML.
problem-cli-mapping-syntax-why = { $error }
problem-cli-mapping-key = { $path }, ligne { $line } : « { $key } » est inconnu.
problem-cli-mapping-key-hint = Possibles : { $allowed }.
problem-cli-mapping-twice = { $path }, ligne { $line } : « { $key } » vient déjà d'une colonne.
problem-cli-mapping-twice-hint = Gardez l'une ou l'autre ligne.
problem-cli-mapping-text = { $path }, ligne { $line } : « { $key } » attend un texte entre guillemets.
problem-cli-mapping-table = { $path }, ligne { $line } : « { $key } » attend une section, comme [{ $key }].
problem-cli-mapping-unmapped = { $path }, ligne { $line } : « { $key } » ne vient d'aucune colonne.
problem-cli-mapping-unmapped-hint = Nommez sa colonne dans [columns].
problem-cli-mapping-name = { $path } : aucune colonne n'est nommée pour « name ».
problem-cli-mapping-name-hint = Ajoutez name = "…" dans [columns].
problem-cli-mapping-column = { $path }, ligne { $line } : « { $key } » : la liste n'a pas de colonne « { $column } ».
problem-cli-mapping-column-hint = Ses colonnes : { $known }.
problem-cli-mapping-columns = { $path }, ligne { $line } : « { $key } » : la liste a plusieurs colonnes « { $column } ».
problem-cli-mapping-columns-hint = Donnez-leur des noms différents dans la liste.
problem-cli-mapping-forbidden = { $path }, ligne { $line } : « { $key } » : la colonne « { $column } » contient ce qui n'est jamais publié ({ $what }).
problem-cli-mapping-forbidden-hint = Enlevez cette ligne : la colonne ne sera pas lue.

# Vocabulaires tirés des téléchargements officiels d'ESCO, du ROME et de la NACE.

official-reading = Lecture des fichiers…
official-terms = { $count } { $count ->
    [one] terme lu
   *[other] termes lus
} pour le vocabulaire { $name }.
official-coverage = { $kind ->
    [trade] Métiers
    [skill] Compétences
    [sector] Secteurs
   *[mode] Façons de faire
} : { $terms }. Avec un libellé : { $languages }.
official-dropped = { $what ->
    [withdrawn] Notions retirées ou pas encore publiées, laissées de côté : { $count }.
    [unlabelled] Notions sans aucun libellé, laissées de côté : { $count }.
    [shortened] Libellés trop longs, coupés : { $count }.
    [alternatives] Autres libellés laissés de côté, trop longs ou trop nombreux pour un terme : { $count }.
    [languages] Langues laissées de côté, un terme en a huit au plus : { $count }.
   *[links] Liens laissés de côté, vers des notions absentes ou trop nombreux pour un terme : { $count }.
}
official-absent = Introuvables, et pas indispensables : { $files }. Ce qu'ils relient est laissé de côté.
official-notice = À afficher avec ce vocabulaire ; « bigre about data » le fait : { $notice }

about-vocabularies-none = Vocabulaires importés : aucun n'est en vigueur dans cette fédération.
about-vocabularies-unknown = Vocabulaires importés : aucun nœud ne répond pour dire lesquels sont en vigueur. Quand ils le sont :
about-vocabularies = Vocabulaires importés en vigueur : { $names }.

problem-official-unreadable = { $path } ne peut pas être lu : { $error }.
problem-official-unreadable-hint = Vérifiez le chemin.
problem-official-missing = { $path } : ce n'est pas ce qui est attendu { $format ->
    [esco] d'ESCO
    [rome] du ROME
   *[nace] de la NACE
}.
problem-official-missing-why = Il manque : { $files }.
problem-official-missing-hint = { $format ->
    [esco] Téléchargez le jeu de données ESCO en CSV, contenu « classification », une fois par langue, sur { $page }
    [rome] Téléchargez le ROME 4.0 en CSV sur { $page }
   *[nace] Téléchargez la NACE, la NACE-BEL ou la NAF en CSV ; pour la NACE, sur { $page }
} : donnez son dossier ou son zip.
problem-official-column = { $file } : aucune colonne ne s'appelle { $column }.
problem-official-column-hint = C'est un autre fichier, ou il a été modifié : téléchargez-le à nouveau sur { $page }
problem-official-line = { $file }, ligne { $line } : { $what ->
    [wrong-cell-count] elle n'a pas autant de cellules que la première ligne.
    [unbalanced-quotes] un guillemet s'ouvre ici et ne se ferme pas.
   *[line-too-long] elle est trop longue pour être de ce fichier.
}
problem-official-line-hint = Le fichier a été coupé ou modifié : téléchargez-le à nouveau.
problem-official-value = { $file }, ligne { $line }, colonne { $column } : « { $value } » n'est pas compris.
problem-official-value-hint = Le fichier a été modifié, peut-être par un tableur : téléchargez-le à nouveau et donnez-le tel quel.
problem-official-not-text = { $file } n'est pas un fichier CSV.
problem-official-not-text-hint = Téléchargez le CSV plutôt que le classeur, ou enregistrez-le en CSV (UTF-8) : { $page }
problem-official-language = { $file } : sa langue n'est pas connue.
problem-official-language-hint = Mettez-la à la fin du nom, comme dans nom_fr.csv.
problem-official-archive = { $path } ne peut pas être décompressé : { $error }.
problem-official-archive-hint = Téléchargez-le à nouveau.
problem-official-too-large = { $file } dépasse { $most } octets une fois décompressé : ce n'est pas un fichier officiel.
problem-official-too-large-hint = Cherchez le bon fichier.
problem-official-too-many = Il y a plus de { $most } fichiers dans { $path }.
problem-official-too-many-hint = Donnez le seul dossier du téléchargement.
problem-official-mixed = { $one } et { $other } sont de deux révisions de la NACE, où un code n'a pas le même sens.
problem-official-mixed-hint = Importez-les l'un après l'autre : chacun est un vocabulaire à part.
problem-official-clash = { $one } et { $other } auraient tous deux le code { $term } : rien n'a été importé.
problem-official-clash-hint = Dites-le au projet : cela ne devrait jamais arriver.
problem-cli-official-name = Un vocabulaire officiel porte son propre nom : --name est pour vos propres tableaux.
problem-cli-official-name-hint = Retirez --name.
problem-cli-official-path = { $format } : il manque les téléchargements officiels.
problem-cli-official-path-hint = Donnez leur dossier, leur zip ou leurs fichiers : « bigre vocabulary import { $format } TÉLÉCHARGEMENT ».
problem-cli-one-table = Un tableau à la fois, ou d'abord le nom d'un format officiel : esco, rome ou nace.
problem-cli-table-name = Le vocabulaire n'a pas de nom.
problem-cli-table-name-hint = Donnez-lui-en un avec --name, comme --name crafts.

# `bigre mesh` et `bigre demo` : une fédération d'essai sur une seule machine.

of = { $n } sur { $total }

mesh-founding = Clés et page fondatrice de { $count ->
    [one] { $count } coopérative
   *[other] { $count } coopératives
}…
mesh-starting = Démarrage de { $count ->
    [one] { $count } nœud
   *[other] { $count } nœuds
}…
mesh-stopping = Arrêt de { $count ->
    [one] { $count } nœud
   *[other] { $count } nœuds
}…
mesh-other-size = Une fédération d'essai de { $count } nœuds était déjà là, dans { $path } : c'est elle qui tourne.
mesh-title = Fédération d'essai « { $name } » — empreinte : { $words }
mesh-column-state = état
mesh-column-joined = jointes
mesh-column-entries = notices
mesh-column-process = processus
mesh-stopped = arrêté
mesh-up-to-date = à jour
mesh-behind = en retard
mesh-same = Tous les nœuds qui tournent ont les mêmes racines.
mesh-different = Les nœuds n'ont pas (encore) les mêmes racines.
mesh-where = Données : { $path }
mesh-healed = Tout le monde peut de nouveau se joindre.
mesh-partitioned = Coupure : { $here } d'un côté, { $there } de l'autre.
mesh-killed = { $name } est tué, comme par une coupure de courant. « bigre mesh up » le redémarre.
mesh-down = Les nœuds sont arrêtés. Leurs données restent dans { $path }.
mesh-erased = Les nœuds sont arrêtés et { $path } est effacé.

demo-welcome = Bigre! — cinq coopératives inventées sur cette machine, cinq processus, de vraies connexions.
demo-replaced = Une démonstration précédente est remplacée.
demo-founded = Fédération « { $name } » fondée par { $count } coopératives. Empreinte : { $words }
demo-importing = { $name } : { $members } membres, { $listings } offres et besoins
demo-spreading = Les annuaires se propagent
demo-converged = Les cinq nœuds ont les mêmes racines, après { $seconds } s : { $entries } notices chacun.
demo-not-converged = Les nœuds n'ont pas les mêmes racines après { $seconds } s.
demo-column-number = numéro
demo-column-members = membres
demo-column-entries = notices
demo-column-root = racine
demo-search = Depuis { $name } : bigre search { $words }
demo-search-found = { $found } résultats, en { $milliseconds } ms au nœud ; les mêmes sur les cinq nœuds.
demo-search-missing = { $missing } personnes qui devaient être trouvées ne le sont pas.
demo-search-differs = Les nœuds ne répondent pas tous la même chose.
demo-next = À vous. Chaque nœud a son dossier :
demo-next-search = Chercher : { $command }
demo-next-look = Regarder : { $command }
demo-next-stop = Arrêter et effacer : { $command }
demo-next-data = Données : { $path }
demo-well = Démonstration réussie.
demo-badly = La démonstration a échoué.

problem-cli-lab-file = La fédération d'essai n'a pas pu être lue ou écrite dans { $path }.
problem-cli-lab-file-why = Le système répond : { $error }
problem-cli-lab-file-hint = Vérifiez les droits et la place, ou choisissez un autre dossier avec --lab.
problem-cli-lab-start = Un nœud de la fédération d'essai n'a pas démarré : { $path }.
problem-cli-lab-start-why = { $error }
problem-cli-lab-start-hint = Son journal entier est dans { $path }/node.log.
problem-cli-no-lab = Il n'y a pas de fédération d'essai dans { $path }.
problem-cli-no-lab-hint = Créez-la avec « bigre mesh up ».
problem-cli-no-such-node = Aucun nœud ne s'appelle « { $node } ».
problem-cli-no-such-node-hint = Les nœuds sont : { $names } (ou leur numéro, à partir de 1).

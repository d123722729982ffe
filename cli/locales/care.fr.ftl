# Ce qui garde un nœud en bonne santé : sauvegardes, examen, clés que tiennent des personnes.

column-finding = constat
label-files = fichiers
label-key-holder = tenue par
label-key-use = sert à
label-made = faite
label-published = publié

key-doing = Création de la clé…
key-opening = Ouverture de la clé…
key-made = La clé est dans { $file }, verrouillée par sa phrase de passe. Sans l'une ou l'autre, elle est perdue : gardez-en une copie ailleurs. Ce qui suit est public.
key-use = { $usage ->
    [root] signer les fiches de la coopérative
   *[vote] approuver les pages du registre
}

backup-passphrase = La phrase de passe verrouille la sauvegarde : sans elle, le fichier ne sert à rien. Gardez-la ailleurs que lui.
backup-doing = Sauvegarde et relecture…
backup-verifying = Vérification…
backup-no-node = Le nœud ne tourne pas : la sauvegarde ne contient que l'identité. Les autres coopératives gardent ce qui est publié.
backup-done = La sauvegarde est dans { $file }, relue et vérifiée. Gardez-la sur une autre machine. Le verrou de signature n'y est pas : c'est voulu.
backup-sound = La sauvegarde est bonne.
backup-not-founded = pas encore fondée
backup-key = { $key ->
    [root] clé racine
    [vote] clé de vote
    [node] clé du nœud
   *[transport] clé de connexion
}
backup-key-state = { $state ->
    [checked] c'est celle de la fiche
    [locked] verrouillée par une autre phrase de passe : pas comparée
   *[elsewhere] pas dans la sauvegarde : le système ou une personne la garde
}
backup-no-bundle = rien : l'identité seule
backup-bundle = { $entries } { $entries ->
    [one] notice
   *[other] notices
} de { $directories } { $directories ->
    [one] annuaire
   *[other] annuaires
} ({ $size })

restore-doing = Remise en place…
restore-only-one = Attention : deux nœuds avec la même clé ne doivent jamais tourner. Si l'ancien existe encore, arrêtez-le et effacez-le avant de démarrer celui-ci.
restore-done = { $name } est de retour dans { $dir } (sauvegarde faite { $made }).
restore-quarantine = Le nœud ne signera rien tant que { $needed } { $needed ->
    [one] coopérative, elle-même, n'a pas répondu
   *[other] coopératives, celle-ci comprise, n'ont pas répondu
} : il reprend d'abord auprès des autres ce qu'il a signé depuis. « bigre status » dit quand il peut signer.
restore-not-founded = Aucune fédération n'était fondée : « bigre federation found » avec les mêmes fiches.
restore-node-key = La clé du nœud n'était pas dans la sauvegarde : remettez le secret « { $credential } » que garde le système.
restore-start = Pour le démarrer :
restore-import = Puis, pour reprendre tout de suite ce que la fédération publiait (le fichier peut ensuite être supprimé) :

doctor-calling = Attente d'un appel des autres…
doctor-verdict = { $verdict ->
    [ok] bien
    [unknown] inconnu
    [warn] à voir
   *[fail] à réparer
}
doctor-check = { $check ->
    [settings] réglages
    [data] dossier
    [keys] clés
    [card] fiche
    [sign-lock] verrou de signature
    [disk] disque
    [node] nœud
    [listen] écoute
    [store] données
    [clock] horloge
    [peers] coopératives
    [directory] son annuaire
    [copies] annuaires
    [versions] versions
   *[reachability] accès
}
doctor-summary = { $fail ->
    [0] { $warn ->
        [0] Tout va bien
       *[other] Rien à réparer
    }
   *[other] { $fail } à réparer
}, { $warn } à voir, sur { $all } { $all ->
    [one] examen
   *[other] examens
}.
doctor-file = Le fichier à joindre à une demande d'aide est dans { $file }. Relisez-le avant de l'envoyer : il ne contient ni noms, ni clés, ni phrases de passe.
doctor-file-title = Bigre : fichier pour une demande d'aide
doctor-file-checks = examens
doctor-file-settings = réglages
doctor-file-counts = ce que le nœud compte

problem-doctor-settings-ok = Les réglages se lisent.
problem-doctor-data-ok = Le dossier est privé, et sa fédération est fondée.
problem-doctor-data-not-founded = Aucune fédération n'est encore fondée ici.
problem-doctor-data-not-founded-hint = Avec les fiches de toutes les fondatrices : « bigre federation found ».
problem-doctor-keys-ok = Les clés se lisent, et ce sont celles de la fiche.
problem-doctor-keys-elsewhere = La clé du nœud n'est pas dans le dossier.
problem-doctor-keys-elsewhere-hint = Si le système la garde, c'est bien. Sinon, remettez-la d'après une sauvegarde : « bigre backup verify ».
problem-doctor-card-ok = La fiche est valable jusqu'au { $expires }.
problem-doctor-card-near = La fiche n'est plus valable que jusqu'au { $expires }.
problem-doctor-card-near-hint = Prévoyez d'en signer une nouvelle avec les clés racines.
problem-doctor-card-over = La fiche n'est plus valable depuis le { $expires }.
problem-doctor-card-over-hint = Signez-en une nouvelle avec les clés racines.
problem-doctor-lock-ok = Le verrou de signature se lit (version { $number }).
problem-doctor-lock-absent = Il n'y a pas de verrou de signature, comme après la remise en place d'une sauvegarde.
problem-doctor-lock-absent-hint = Le nœud en refait un au démarrage, et écoute les autres avant de signer. N'en remettez jamais un ancien.
problem-doctor-lock-half = Une des deux copies du verrou de signature est illisible : une coupure de courant, ou un mauvais disque.
problem-doctor-lock-half-hint = Si cela revient, faites examiner le disque.
problem-doctor-lock-damaged = Le verrou de signature { $path } est illisible.
problem-doctor-lock-damaged-hint = N'en remettez jamais un ancien. Faites examiner le disque, déplacez le fichier ailleurs et redémarrez : le nœud demandera aux autres ce qu'il a signé.
problem-doctor-lock-unreadable = Le verrou de signature ne peut pas être utilisé.
problem-doctor-lock-unreadable-why = { $error }
problem-doctor-lock-unreadable-hint = Utilisez le compte qui fait tourner le nœud, et la même version.
problem-doctor-disk-ok = { $free } sont libres.
problem-doctor-disk-near = { $free } seulement sont libres sur le disque ; sous { $floor }, le nœud ne fait plus que lire.
problem-doctor-disk-near-hint = Faites bientôt de la place.
problem-doctor-disk-full = { $free } seulement sont libres sur le disque : sous { $floor }, le nœud ne fait plus que lire.
problem-doctor-disk-full-hint = Faites de la place, ou essayez « bigre store compact ».
problem-doctor-node-ok = Le nœud tourne et répond (version { $version }).
problem-doctor-node-other-version = Le nœud tourne en version { $version }, cette commande est en version { $program }.
problem-doctor-node-other-version-hint = Redémarrez le nœud.
problem-doctor-listen-ok = Le nœud écoute sur { $count } { $count ->
    [one] adresse
   *[other] adresses
}.
problem-doctor-listen-nowhere = Le nœud n'écoute encore nulle part.
problem-doctor-listen-nowhere-hint = Recommencez dans un instant, puis regardez son journal et « bigre config show ».
problem-doctor-store-ok = Rien à signaler.
problem-doctor-clock-ok = L'horloge s'accorde avec celles des autres.
problem-doctor-clock-unknown = Aucune autre coopérative n'a été entendue depuis un jour : rien à quoi comparer l'horloge.
problem-doctor-clock-off = L'horloge { $side ->
    [behind] retarde
   *[ahead] avance
} d'environ { $minutes } min sur celles des autres.
problem-doctor-clock-off-hint = Mettez-la à l'heure par le réseau, par exemple avec systemd-timesyncd.
problem-doctor-clock-wrong = L'horloge { $side ->
    [behind] retarde
   *[ahead] avance
} de { $minutes } min sur celles des autres : ce que le nœud signe est refusé, ou ce que signent les autres.
problem-doctor-clock-wrong-hint = Mettez-la à l'heure par le réseau, par exemple avec systemd-timesyncd.
problem-doctor-peers-ok = Toutes les autres coopératives ont été entendues depuis un jour ({ $connected } sur { $count } jointes en ce moment).
problem-doctor-peers-missing = { $count ->
    [one] Une coopérative n'a pas été entendue
   *[other] { $count } coopératives n'ont pas été entendues
} depuis un jour : { $names }.
problem-doctor-peers-missing-hint = « bigre peers » dit pourquoi ; prévenez leurs volontaires.
problem-doctor-peers-isolated = { $heard } { $heard ->
    [one] coopérative entendue
   *[other] coopératives entendues
} depuis un jour, celle-ci comprise ; il en faut { $needed }. Manquent : { $names } ({ $count }).
problem-doctor-peers-isolated-hint = Vérifiez la connexion de cette machine, puis « bigre peers ».
problem-doctor-directory-ok = Le nœud peut signer.
problem-doctor-directory-waiting = Le nœud ne signe rien avant d'avoir entendu { $needed } coopératives ({ $heard } pour l'instant).
problem-doctor-directory-waiting-hint = Attendez que d'autres soient jointes : « bigre peers ».
problem-doctor-directory-restoring = Le nœud reprend son propre annuaire auprès des autres avant de signer.
problem-doctor-directory-restoring-hint = Attendez qu'il ait fini : « bigre status ».
problem-doctor-directory-twin = Un autre nœud signe avec la clé de celui-ci.
problem-doctor-directory-twin-hint = Arrêtez l'autre, ou renouvelez la clé du nœud : `bigre card rotate node`.
problem-doctor-directory-not-member = Cette coopérative n'est pas membre de la fédération, pas encore ou plus.
problem-doctor-directory-not-member-hint = Consultez le registre : `bigre register list`.
problem-doctor-directory-forked = Deux versions contradictoires de l'annuaire portent la signature de cette coopérative.
problem-doctor-directory-forked-hint = Une copie du nœud tourne peut-être ailleurs : arrêtez-la. Les clés doivent être renouvelées, voir le guide.
problem-doctor-copies-ok = { $count ->
    [0] Aucun annuaire n'est encore publié : tout est à jour
    [one] L'annuaire est à jour
   *[other] Les { $count } annuaires sont à jour
}.
problem-doctor-copies-forked = Annuaire gelé, car signé en deux versions contradictoires : { $names } ({ $count }).
problem-doctor-copies-forked-hint = Prévenez ces coopératives.
problem-doctor-copies-old = Annuaire plus confirmé depuis longtemps, et caché : { $names } ({ $count }).
problem-doctor-copies-old-hint = Demandez à leurs volontaires si leur nœud tourne.
problem-doctor-copies-behind = Une version plus récente est connue et vient : { $names } ({ $count }).
problem-doctor-copies-behind-hint = Attendez, ou « bigre sync now ».
problem-doctor-versions-ok = Aucune autre coopérative n'a de version plus récente que { $own }.
problem-doctor-versions-unknown = Aucune version d'une autre coopérative n'est encore connue.
problem-doctor-versions-old = { $count ->
    [one] Une coopérative a une version plus récente
   *[other] { $count } coopératives ont une version plus récente
} : { $newest }, ici { $own }.
problem-doctor-versions-old-hint = Installez-la.
problem-doctor-reach-ok = { $count ->
    [one] Une autre coopérative appelle
   *[other] { $count } autres coopératives appellent
} ce nœud.
problem-doctor-reach-dials = La fiche n'annonce aucune adresse : ce nœud appelle les autres, et aucun ne l'appelle.
problem-doctor-reach-unknown = Aucune autre coopérative n'a encore appelé ce nœud, à ce qu'il sait.
problem-doctor-reach-nobody = Aucune autre coopérative n'arrive à appeler ce nœud.
problem-doctor-reach-nobody-hint = Ouvrez son port, en TCP et en UDP, dans le pare-feu et sur la box, et vérifiez l'adresse que dit « bigre card show ».

problem-backup-exists = { $path } est déjà là : rien n'est écrit.
problem-backup-exists-hint = Choisissez un autre nom, ou remplacez-le avec --force.
problem-backup-inside = { $path } est dans le dossier à sauvegarder ({ $dir }) : il serait perdu avec lui.
problem-backup-inside-hint = Choisissez un autre endroit, de préférence un autre disque.
problem-backup-too-large = { $path } est trop gros : { $most } octets au plus.
problem-backup-too-large-hint = Si ce fichier n'est pas du nœud, sortez-le de son dossier. Sinon, essayez avec --identity-only.
problem-backup-too-many = Il y a plus de { $most } fichiers dans le dossier du nœud.
problem-backup-too-many-hint = Sortez-en ceux qui ne sont pas du nœud.
problem-backup-name = Le nom de { $path } est trop long, ou contient des caractères invisibles.
problem-backup-name-hint = Renommez ce fichier, ou déplacez-le ailleurs.
problem-backup-passphrase = Cette phrase de passe n'ouvre pas { $path }.
problem-backup-passphrase-hint = Réessayez.
problem-backup-not-one = { $path } n'est pas une sauvegarde.
problem-backup-not-one-hint = Cherchez le fichier qu'a écrit « bigre backup create ».
problem-backup-newer = { $path } a été fait par une version plus récente de bigre (format { $layout }, celle-ci connaît le format { $known }).
problem-backup-newer-hint = Installez cette version-là.
problem-backup-damaged = { $path } est coupé ou abîmé.
problem-backup-damaged-why = { $error }
problem-backup-damaged-hint = Prenez une autre sauvegarde.
problem-backup-missing = { $what } manque dans { $path } : ce n'est pas une identité entière.
problem-backup-missing-hint = Prenez une autre sauvegarde, ou remettez ce fichier dans le dossier du nœud avant d'en faire une.
problem-backup-not-the-cards = La clé { $what } de { $path } n'est pas celle que nomme la fiche.
problem-backup-not-the-cards-hint = Prenez une autre sauvegarde.
problem-backup-not-empty = { $path } n'est pas vide : rien n'est écrit.
problem-backup-not-empty-hint = Une sauvegarde se remet dans un dossier nouveau ou vide : choisissez-en un autre avec --data.

problem-identity-file-exists = { $path } est déjà là : rien n'est écrit.
problem-identity-file-exists-hint = Choisissez un autre nom.
problem-identity-key-label = « { $label } » ne peut pas nommer une clé.
problem-identity-key-label-why = { $error }
problem-identity-key-label-hint = Donnez le nom de la personne qui la tient, en 80 caractères au plus.

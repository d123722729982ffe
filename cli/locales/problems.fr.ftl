# Pourquoi ce qui est demandé n'est pas fait : ce qui arrive, pourquoi, que faire. Les codes sont ceux de l'API du nœud,
# puis ceux de la ligne de commande, de l'identité et des réglages. Un argument vide vaut « none ».

problem-ambiguous-coop = Plusieurs coopératives répondent à « { $coop } ».
problem-ambiguous-coop-hint = Précisez : { $matches }.
problem-ambiguous-id = Plusieurs notices commencent par « { $id } ».
problem-ambiguous-id-hint = Donnez plus de caractères : { $matches }.
problem-ambiguous-member = Plusieurs personnes répondent à « { $member } ».
problem-ambiguous-member-hint = Donnez le numéro : { $matches }.
problem-ambiguous-place = Plusieurs lieux s'appellent « { $place } ».
problem-ambiguous-place-hint = Précisez : { $choices }.
problem-bad-bundle = Ce fichier n'est pas un export de cette fédération.
problem-bad-bundle-why = { $detail }
problem-bad-bundle-hint = Demandez-en un nouveau : « bigre export ».
problem-bad-id = « { $id } » n'est pas un numéro de notice.
problem-bad-id-hint = Un numéro est fait de lettres a-z et de chiffres 2-7, comme le montre « bigre member list ».
problem-bad-json = Le nœud n'a pas compris la demande.
problem-bad-json-why = { $detail }
problem-bad-json-hint = La commande et le nœud ont peut-être des versions différentes : « bigre status », « bigre about ».
problem-bad-parameter = « { $parameter } » ne convient pas.
problem-bad-parameter-why = { $parameter ->
    [page] seules les 10 000 premières réponses se lisent : précisez la recherche.
    [into] un mot ne se réunit pas à lui-même.
    [within_km] des kilomètres au-dessus de 0, jusqu’à 2 000.
   *[other] { $detail }
}
problem-bad-vocabulary = Ce nom de vocabulaire ne convient pas.
problem-bad-vocabulary-why = { $detail }
problem-bad-vocabulary-hint = Un nom a 1 à 32 caractères de A-Z a-z 0-9 - . : ; « words » est réservé aux mots proposés.
problem-body-too-large = C'est trop gros pour être envoyé en une fois (limite : { $limit } octets).
problem-body-too-large-hint = Partagez le fichier en plusieurs.
problem-busy = Le nœud est occupé par d'autres demandes.
problem-busy-hint = Réessayez dans un instant.
problem-byte-order-mark = Le fichier commence par une marque d'ordre des octets, comme en écrit Excel.
problem-byte-order-mark-hint = Ajoutez { $flag }.
problem-contact-in-text = « { $field } » semble contenir une adresse, un courriel ou un téléphone : toute la fédération le lira.
problem-contact-in-text-hint = Retirez-le si la personne n'a pas demandé qu'il soit publié.
problem-disk-low = Le disque est presque plein : le nœud ne fait plus que lire.
problem-disk-low-hint = Faites de la place, ou essayez « bigre store compact ».
problem-duplicate-column = Les colonnes « { $column } » et « { $other } » disent la même chose.
problem-duplicate-column-hint = Gardez-en une.
problem-duplicate-member = Cette personne est déjà à la ligne { $other_line }.
problem-duplicate-member-hint = Gardez une seule des lignes { $line } et { $other_line }.
problem-duplicate-term = Le code « { $code } » est déjà à la ligne { $line }.
problem-duplicate-term-hint = Gardez une seule des deux lignes.
problem-empty-file = Le fichier est vide.
problem-entry-not-found = Aucune notice n'a le numéro « { $id } ».
problem-entry-not-found-hint = « bigre member list » et « bigre search » montrent les numéros.
problem-entry-too-large = La notice est trop longue : { $found } octets, { $limit } au plus.
problem-entry-too-large-hint = Raccourcissez les textes.
problem-forbidden-column = La colonne « { $column } » contient { $what } : ce n'est jamais publié dans un annuaire.
problem-forbidden-column-hint = Supprimez cette colonne du fichier.
problem-forked = Ce nœud ne signe plus rien : deux versions contradictoires de son annuaire portent sa signature.
problem-forked-hint = Une copie du nœud tourne peut-être ailleurs : arrêtez-la. Les clés de la coopérative doivent être renouvelées, voir le guide.
problem-id-too-short = « { $id } » est trop court.
problem-id-too-short-hint = Donnez au moins { $least } caractères.
problem-internal = Le nœud n'a pas pu répondre.
problem-internal-why = { $detail }
problem-internal-hint = Regardez son journal, et signalez l'erreur si elle revient.
problem-invisible-character = « { $field } » contient le caractère invisible { $character }.
problem-invisible-character-hint = Retapez ce texte sans lui.
problem-kind-mismatch = « { $id } » est { $is ->
    [member] une personne
    [offer] une offre
    [need] un besoin
   *[other] autre chose
}, pas { $wanted ->
    [member] une personne
    [offer] une offre
   *[need] un besoin
}.
problem-kind-mismatch-hint = Essayez « bigre { $is } ».
problem-labels-dropped = { $count } libellés ne tiennent pas dans leur terme, ou y sont deux fois : ils sont laissés de côté.
problem-lapsed = Cet annuaire ({ $coop }) n'est plus confirmé par sa coopérative : il est caché jusqu'à ce qu'elle le confirme.
problem-large-shrink = { $removed } personnes sur { $held } seraient retirées : c'est beaucoup.
problem-large-shrink-hint = Vérifiez le fichier ; si c'est voulu, ajoutez --force.
problem-line-too-long = La ligne est trop longue ({ $limit } octets au plus).
problem-line-too-long-hint = Un guillemet n'est peut-être pas fermé plus haut.
problem-listings-removed = { $count } { $count ->
    [one] offre ou besoin est parti
   *[other] offres et besoins sont partis
} avec.
problem-member-not-found = Personne dans l'annuaire ne répond à « { $member } ».
problem-member-not-found-hint = « bigre member list » montre les noms et les numéros.
problem-missing-column = La colonne « { $column } » manque.
problem-missing-column-hint = Ajoutez-la à la première ligne du fichier.
problem-missing-field = Il manque « { $field } ».
problem-no-header = La première ligne ne nomme pas les colonnes.
problem-no-header-hint = Colonnes possibles : { $allowed }.
problem-no-place = Une distance se mesure depuis un lieu, et aucun n'est donné.
problem-no-place-hint = --near et un lieu, ou dites-le à la fin des mots : « plombier près de Sète ».
problem-no-words = Il n'y a aucun mot à chercher là-dedans.
problem-no-words-hint = Un métier, un savoir-faire, un lieu ; ou aucun mot, pour tout voir.
problem-not-a-laboratory = Ce nœud n'est pas un laboratoire : il ne coupe personne.
problem-not-csv = Ce n'est pas un fichier CSV, mais { $found }.
problem-not-csv-hint = Dans le tableur : « Enregistrer sous », format CSV.
problem-not-ours = Cette notice ({ $id }) appartient à { $coop }, qui seule peut la modifier.
problem-own-word = « { $word } » n'est dans aucune liste : il est gardé tel quel.
problem-place-chosen = « { $place } » est compris comme { $chosen }.
problem-place-chosen-hint = Si c'est un autre : { $others }.
problem-quota = L'annuaire compterait { $found } { $what ->
    [members] personnes
    [entries] notices
   *[other] { $what }
} ; { $limit } au plus sont permis. Rien n'a changé.
problem-restoring = Ce nœud vient d'une sauvegarde ancienne : il se reconstitue auprès des autres avant de rien changer.
problem-restoring-hint = Attendez qu'il ait fini : « bigre status ».
problem-stopping = Le nœud s'arrête.
problem-stopping-hint = Redémarrez-le : « bigre node run ».
problem-timeout = Le nœud n'a pas répondu en { $seconds } s.
problem-timeout-hint = Réessayez, et regardez la charge de la machine.
problem-title-is-trade = « { $title } » est aussi le métier « { $label } » de la liste.
problem-title-is-trade-hint = Ajoutez --trade "{ $label }" : on trouvera mieux.
problem-too-long = « { $field } » est trop long : { $found } caractères, { $limit } au plus.
problem-too-many = « { $field } » a trop de valeurs : { $found }, { $limit } au plus.
problem-too-many-hint = Gardez les plus importantes.
problem-too-many-heads = L'annuaire a changé trop de fois en un jour.
problem-too-many-heads-hint = Réessayez plus tard ; « bigre member import » change beaucoup de notices d'un coup.
problem-unbalanced-quotes = Un guillemet ouvert n'est pas fermé.
problem-unexpected-field = « { $field } » n'a pas de sens pour { $kind ->
    [member] une personne
    [offer] une offre
    [need] un besoin
   *[other] { $kind }
}.
problem-unknown-column = La colonne « { $column } » est inconnue.
problem-unknown-column-hint = { $suggestions ->
    [none] Colonnes possibles : { $allowed }.
   *[other] Peut-être { $suggestions } ? Colonnes possibles : { $allowed }.
}
problem-unknown-coop = Aucune coopérative ne répond à « { $coop } ».
problem-unknown-coop-hint = La fédération compte { $known }.
problem-unknown-delimiter = « { $delimiter } » ne sépare pas des colonnes.
problem-unknown-delimiter-hint = Au choix : { $allowed }.
problem-unknown-encoding = L'encodage « { $encoding } » est inconnu.
problem-unknown-encoding-hint = Au choix : { $allowed }.
problem-unknown-exchange = « { $exchange } » n'est pas une façon d'échanger.
problem-unknown-exchange-hint = Au choix : { $allowed }.
problem-unknown-kind = « { $kind } » n'est pas une sorte de notice.
problem-unknown-kind-hint = Au choix : { $allowed }.
problem-unknown-language = « { $language } » n'est pas une langue connue.
problem-unknown-language-hint = Donnez deux lettres (fr, nl, en…) ou le nom de la langue.
problem-unknown-mode = La façon de faire « { $mode } » n'est pas dans la liste.
problem-unknown-mode-hint = { $suggestions ->
    [none] Dites-la avec vos mots : --word "{ $mode }".
   *[other] Peut-être : { $suggestions }. Sinon, avec vos mots : --word "{ $mode }".
}
problem-unknown-place = Le lieu « { $place } » est inconnu.
problem-unknown-place-hint = { $suggestions ->
    [none] Donnez une commune, un code postal, un département ou une région de France ou de Belgique.
   *[other] Peut-être : { $suggestions }.
}
problem-unknown-precision = « { $precision } » n'est pas une précision.
problem-unknown-precision-hint = Au choix : { $allowed }.
problem-unknown-route = Le nœud ne connaît pas « { $path } ».
problem-unknown-route-hint = La commande et le nœud ont peut-être des versions différentes : « bigre status », « bigre about ».
problem-unknown-sector = Le secteur « { $sector } » n'est pas dans la liste.
problem-unknown-sector-hint = { $suggestions ->
    [none] « bigre trades --sectors » montre ceux qui servent. Dans une notice, vos mots conviennent aussi : --word "{ $sector }".
   *[other] Peut-être : { $suggestions }. Dans une notice, vos mots conviennent aussi : --word "{ $sector }".
}
problem-unknown-skill = La compétence « { $skill } » n'est pas dans la liste.
problem-unknown-skill-hint = { $suggestions ->
    [none] Cherchez-la comme un mot, sans --skill.
   *[other] Peut-être : { $suggestions }.
}
problem-unknown-sort = « { $sort } » n'est pas un ordre.
problem-unknown-sort-hint = Au choix : { $allowed }.
problem-unknown-term = « { $term } » n'est un terme d'aucun vocabulaire en vigueur.
problem-unknown-term-hint = { $suggestions ->
    [none] Cherchez-le avec « bigre vocabulary lookup ».
   *[other] Peut-être : { $suggestions }.
}
problem-unknown-trade = Le métier « { $trade } » n'est pas dans la liste.
problem-unknown-trade-hint = { $suggestions ->
    [none] Cherchez-le comme un mot, sans --trade.
   *[other] Peut-être : { $suggestions }.
}
problem-unknown-value = « { $field } » a une valeur inconnue.
problem-unknown-value-hint = Au choix : { $allowed }.
problem-unknown-vocabulary = La coopérative ne publie pas de vocabulaire « { $name } ».
problem-unknown-vocabulary-hint = « bigre vocabulary list » montre ceux qui sont publiés.
problem-unknown-word = Aucun mot proposé, ou plusieurs, répondent à « { $word } ».
problem-unknown-word-hint = « bigre vocabulary words » les montre avec leurs codes.
problem-utf16 = Le fichier est en UTF-16, que ce programme ne lit pas.
problem-utf16-hint = Dans le tableur : « Enregistrer sous », format CSV UTF-8.
problem-waiting-for-peers = Le nœud ne peut pas encore signer.
problem-waiting-for-peers-why = Il attend d'avoir entendu { $needed } coopératives ({ $heard } pour l'instant), pour ne rien contredire de ce qu'il aurait déjà signé.
problem-waiting-for-peers-hint = Attendez que d'autres soient jointes : « bigre peers ».
problem-wrong-cell-count = La ligne a { $found } { $found ->
    [one] case
   *[other] cases
} au lieu de { $expected }.
problem-wrong-cell-count-hint = Une virgule ou un point-virgule dans un texte demande des guillemets autour.
problem-wrong-content-type = Le nœud attendait { $expected }.
problem-wrong-delimiter = Les colonnes semblent séparées par « { $found } ».
problem-wrong-delimiter-hint = Ajoutez { $flag }.
problem-wrong-encoding = Le fichier semble encodé en { $found }.
problem-wrong-encoding-hint = Essayez avec { $flag }.
problem-wrong-method = Le nœud ne prend pas { $method } à « { $path } ».

problem-listen-failed = Le nœud ne peut pas écouter sur { $address }.
problem-listen-failed-why = { $reason }
problem-listen-failed-hint = Un autre programme utilise peut-être ce port.
problem-store-truncated = Les dernières écritures manquent, comme après une sauvegarde remise en place : elles sont redemandées aux autres.
problem-store-damaged = Les données étaient illisibles : elles sont mises de côté dans { $path }, et redemandées aux autres.
problem-lock-behind = Le verrou de signature est plus ancien que les données : les autres sont consultées avant toute signature.
problem-bundle-refused = Cet annuaire est refusé ({ $why }).

problem-cli-no-node = Le nœud de cette coopérative ne tourne pas.
problem-cli-no-node-why = Personne ne répond sur { $socket }.
problem-cli-no-node-hint = Démarrez-le dans un autre terminal : « bigre node run ». Si ses données sont ailleurs : --data.
problem-cli-socket = La porte du nœud ne s'ouvre pas : { $socket }.
problem-cli-socket-why = Le système répond : { $error }
problem-cli-socket-hint = Utilisez le compte qui fait tourner le nœud.
problem-cli-timeout = Le nœud n'a pas répondu en { $seconds } s.
problem-cli-timeout-hint = Réessayez, et regardez la charge de la machine et le journal du nœud.
problem-cli-broken = La réponse du nœud est illisible.
problem-cli-broken-why = { $error }
problem-cli-broken-hint = Le nœud s'est peut-être arrêté, ou il est d'une autre version : « bigre status ».
problem-cli-no-home = Le dossier de données par défaut est introuvable : il n'y a pas de dossier personnel.
problem-cli-no-home-hint = Donnez-le : --data DOSSIER.
problem-cli-no-terminal = Une phrase de passe est nécessaire, et il n'y a pas de terminal où la demander.
problem-cli-no-terminal-hint = Donnez-la dans un fichier : --passphrase-file FICHIER.
problem-cli-passphrase-differs = Les deux phrases de passe diffèrent.
problem-cli-passphrase-differs-hint = Recommencez : rien n'est écrit.
problem-cli-read = { $path } ne peut pas être lu.
problem-cli-read-why = Le système répond : { $error }
problem-cli-write = { $path } ne peut pas être écrit.
problem-cli-write-why = Le système répond : { $error }
problem-cli-watch-damaged = Le fichier des recherches gardées ne se lit pas : { $path }.
problem-cli-watch-damaged-hint = Mettez-le de côté, puis gardez de nouveau les recherches : « bigre watch add ». Il est resté tel quel.
problem-cli-watch-empty = Une recherche à garder doit chercher quelque chose.
problem-cli-watch-empty-hint = Donnez des mots, ou des options de « bigre search » : --near, --trade, --kind…
problem-cli-watch-full = { $limit } recherches sont déjà gardées : il n'y a plus de place.
problem-cli-watch-full-hint = Oubliez-en une : « bigre watch remove NOM ».
problem-cli-watch-name = « { $name } » ne peut pas être le nom d'une recherche.
problem-cli-watch-name-hint = Donnez-en un avec --name : 1 à { $limit } caractères, sur une ligne.
problem-cli-watch-newer = Le fichier des recherches gardées vient d'une version plus récente : { $path }.
problem-cli-watch-newer-hint = Prenez cette version de « bigre ». Le fichier est resté tel quel.
problem-cli-watch-none = Aucune recherche n'est gardée.
problem-cli-watch-none-hint = Gardez-en une : « bigre watch add MOTS », avec les options de « bigre search ».
problem-cli-watch-signals = Le système ne laisse pas entendre les interruptions.
problem-cli-watch-signals-why = Le système dit : { $error }
problem-cli-watch-taken = Une recherche s'appelle déjà « { $name } ».
problem-cli-watch-taken-hint = Donnez un autre nom à celle-ci avec --name, ou oubliez l'autre : « bigre watch remove NOM ».
problem-cli-watch-unknown = Aucune recherche ne s'appelle « { $name } ».
problem-cli-watch-unknown-hint = { $names ->
    [none] Gardez-en une : « bigre watch add MOTS », avec les options de « bigre search ».
   *[other] Il y a : { $names }.
}
problem-cli-choice = { $typed } n'est aucun des métiers proposés.
problem-cli-choice-hint = Des numéros de 1 à { $most }, séparés par des espaces ; Entrée pour aucun.
problem-cli-place-choice = « { $typed } » n'est aucun des numéros proposés.
problem-cli-place-choice-hint = Un numéro de 1 à { $most }, ou --near avec le code du lieu.
problem-cli-date = « { $date } » n'est pas une date.
problem-cli-date-hint = Écrivez-la 2027-06-30 ou 30/06/2027.
problem-cli-not-founded = Ce nœud n'est encore dans aucune fédération.
problem-cli-not-founded-hint = Avec les fiches de toutes les fondatrices : « bigre federation found --name NOM FICHES… ».
problem-cli-not-yet = Ce verbe n'existe pas encore.
problem-node-stopped = Le nœud s'est arrêté.
problem-node-stopped-why = { $error }

problem-usage-unknown-argument = « { $argument } » est inconnu ici.
problem-usage-unknown-argument-hint = { $suggested ->
    [none] --help dit ce qui est possible.
   *[other] Peut-être { $suggested } ? --help dit ce qui est possible.
}
problem-usage-unknown-verb = « { $verb } » est inconnu.
problem-usage-unknown-verb-hint = { $suggested ->
    [none] « bigre --help » dit ce qui est possible.
   *[other] Peut-être { $suggested } ? « bigre --help » dit ce qui est possible.
}
problem-usage-no-value = { $argument } demande une valeur.
problem-usage-no-value-hint = { $valid ->
    [none] --help en donne un exemple.
   *[other] Au choix : { $valid }.
}
problem-usage-bad-value = { $argument } ne peut pas être « { $value } ».
problem-usage-bad-value-hint = { $valid ->
    [none] --help en donne un exemple.
   *[other] Au choix : { $valid }.
}
problem-usage-missing = Il manque { $argument }.
problem-usage-missing-hint = --help dit ce qui est nécessaire.
problem-usage-no-verb = Il manque un verbe.
problem-usage-no-verb-hint = Au choix : { $valid }.
problem-usage-conflict = { $argument } et { $other } ne vont pas ensemble.

problem-identity-io = { $path } pose problème.
problem-identity-io-why = Le système répond : { $error }
problem-identity-io-hint = Vérifiez que le fichier existe, à qui il appartient et ses droits.
problem-identity-none = Il n'y a pas d'identité dans { $path }.
problem-identity-none-hint = Créez-la avec « bigre init », ou donnez le bon dossier : --data.
problem-identity-exists = { $path } contient déjà une identité, { $name } : rien n'est écrit.
problem-identity-exists-hint = Choisissez un autre dossier : --data.
problem-identity-leftover = { $path } est là, sans la fiche qui va avec : rien n'est écrit.
problem-identity-leftover-hint = Remettez card.cbor d'après une sauvegarde, ou déplacez { $path } ailleurs.
problem-identity-loose = D'autres comptes de cette machine peuvent utiliser { $path } (droits { $mode }).
problem-identity-loose-hint = Exécutez : { $command }
problem-identity-locked = { $path } est déjà utilisé par un autre nœud (processus { $pid }).
problem-identity-locked-hint = Arrêtez d'abord celui-là.
problem-identity-newer = { $path } a été écrit par une version plus récente de bigre (format { $found }, celle-ci connaît le format { $known }).
problem-identity-newer-hint = Installez cette version-là.
problem-identity-bad-format = { $path } ne contient pas un numéro de format.
problem-identity-bad-format-hint = Remettez-le d'après une sauvegarde.
problem-identity-bad-key = { $path } ne contient pas une clé.
problem-identity-bad-key-hint = Remettez-le d'après une sauvegarde.
problem-identity-not-the-cards = La clé de { $path } n'est pas celle que nomme la fiche de cette coopérative.
problem-identity-not-the-cards-hint = Remettez la bonne d'après une sauvegarde.
problem-identity-passphrase = Cette phrase de passe n'ouvre pas { $path }.
problem-identity-passphrase-hint = Réessayez.
problem-identity-short-passphrase = La phrase de passe a moins de { $least } caractères.
problem-identity-short-passphrase-hint = Choisissez-en une plus longue : plusieurs mots, c'est le mieux.
problem-identity-name = « { $name } » ne peut pas être le nom d'une coopérative.
problem-identity-name-why = { $error }
problem-identity-legal = « { $legal } » n'est pas un numéro de registre.
problem-identity-legal-hint = Écrivez FR:SIREN: et 9 chiffres, ou BE:BCE: et 10 chiffres.
problem-identity-address = « { $address } » n'est pas une adresse où joindre un nœud.
problem-identity-address-hint = Écrivez-la ainsi : /dns/bigre.exemple.coop/tcp/4040 ou /ip4/192.0.2.1/udp/4040/quic-v1.
problem-identity-addresses = { $found } adresses, c'est trop : une fiche en porte 8 au plus.
problem-identity-bad-card = { $path } n'est pas la fiche d'une fondatrice.
problem-identity-bad-card-why = { $error }
problem-identity-bad-card-hint = Redemandez-la à la coopérative : « bigre card export ».
problem-identity-founding = Ces fiches ne font pas une fédération.
problem-identity-founding-why = { $error }
problem-identity-not-a-founder = Parmi les fiches données manque celle de cette coopérative, { $name }.
problem-identity-not-a-founder-hint = Ajoutez-la : « bigre card export ».
problem-identity-other-federation = Ce nœud est déjà dans la fédération { $name } ({ $words }).
problem-identity-other-federation-why = D'autres fiches, ou un autre nom, font une autre fédération.
problem-identity-other-federation-hint = Pour en fonder une autre, partez d'un nouveau dossier : --data.
problem-identity-bad-founding = { $path } est abîmé.
problem-identity-bad-founding-why = { $error }
problem-identity-bad-founding-hint = Remettez-le d'après une sauvegarde, ou supprimez { $folder } et refondez avec les mêmes fiches.
problem-identity-encrypt = { $path } ne peut pas être chiffré.
problem-identity-encrypt-why = { $error }
problem-identity-random = Le système ne donne pas de nombres au hasard : aucune clé ne peut être créée.
problem-identity-random-why = { $error }

problem-config-unreadable = Les réglages { $path } ne peuvent pas être lus.
problem-config-unreadable-why = Le système répond : { $error }
problem-config-unreadable-hint = Vérifiez à qui est le fichier et ses droits.
problem-config-syntax = Les réglages { $path } sont mal écrits, ligne { $line }.
problem-config-syntax-why = { $error }
problem-config-syntax-hint = Corrigez cette ligne ; « bigre config show --example » montre un modèle.
problem-config-unknown-key = Il n'y a pas de réglage « { $key } ».
problem-config-unknown-key-hint = { $near ->
    [none] « bigre config show --example » les montre tous.
   *[other] Peut-être « { $near } » ? « bigre config show --example » les montre tous.
}
problem-config-not-bool = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-bool-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-bool-hint = Écrivez true ou false.
problem-config-not-list = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-list-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-list-hint = Écrivez une liste : ["/ip4/0.0.0.0/tcp/4040"].
problem-config-not-address = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-address-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-address-hint = « { $address } » n'est pas une adresse ; écrivez /ip4/192.0.2.1/tcp/4040, /ip6/::/udp/4040/quic-v1 ou /dns/bigre.exemple.coop/tcp/4040.
problem-config-not-size = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-size-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-size-hint = Écrivez un nombre d'octets, ou un nombre et une unité : "64 MiB", "1 GiB".
problem-config-not-path = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-path-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-path-hint = Écrivez un chemin : "api.sock" ou "/run/bigre/api.sock".
problem-config-socket-too-long = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-socket-too-long-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-socket-too-long-hint = Le chemin entier fait { $bytes } octets, le système en prend { $most } : choisissez plus court, comme "/run/bigre/api.sock".
problem-config-not-level = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-level-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-level-hint = Écrivez error, warn, info, debug ou trace, ou par module : "info,libp2p=warn".
problem-config-not-format = Le réglage « { $key } » ne peut pas être « { $value } ».
problem-config-not-format-why = { $origin ->
    [environment] La valeur vient de la variable { $variable }.
    [flag] La valeur vient de la ligne de commande.
   *[file] La valeur vient du fichier de réglages.
}
problem-config-not-format-hint = Écrivez text ou json.

# Le fonds de solidarité.
problem-fund-repeated = Une autre action a déjà été dite sous ce nom.
problem-fund-repeated-hint = rien n’a changé ; choisissez un autre --id.
problem-fund-currency = Cela date d’avant le changement de monnaie du fonds.
problem-fund-currency-hint = dites-le de nouveau dans la monnaie d’aujourd’hui.
problem-fund-nothing = Un montant nul ne dit rien.
problem-fund-nothing-hint = donnez un montant.
problem-fund-overflow = Le montant dépasse ce que le fonds peut noter.
problem-fund-overflow-hint = vérifiez le nombre de zéros.
problem-fund-line = Le fonds n’a pas de ligne « { $line } ».
problem-fund-line-hint = les lignes : bigre fund rules
problem-fund-over-maximum = { $found } demandés ; cette ligne va jusqu’à { $limit }.
problem-fund-over-maximum-hint = les maxima : bigre fund rules
problem-fund-too-many-open = Votre coopérative a déjà { $limit } demandes ouvertes, le plus possible.
problem-fund-too-many-open-hint = faites-en décider ou retirez-en une.
problem-fund-plan = Ces échéances ne font pas le montant, ou cette ligne ne se rembourse pas.
problem-fund-plan-hint = par exemple --repay 6x250 pour 1500, sur une ligne remboursable : bigre fund rules
problem-fund-over-pledge = { $found } engagés, mais il ne reste que { $limit } de votre apport.
problem-fund-over-pledge-hint = augmentez l’apport (bigre fund pledge), engagez moins, ou aidez directement (--direct).
problem-fund-below-committed = L’apport ne peut baisser que de { $limit } : le reste est engagé.
problem-fund-below-committed-hint = reprenez d’abord des engagements : bigre fund release
problem-fund-over-capacity = { $found } garantis, mais il ne reste que { $limit } de votre capacité.
problem-fund-over-capacity-hint = déclarez-en davantage : bigre fund pledge ANNÉE --line guarantee MONTANT
problem-fund-not-yours = C’est à une autre coopérative de le dire.
problem-fund-not-yours-hint = ce qui vous attend : bigre fund inbox
problem-fund-oneself = On ne se le fait pas à soi-même.
problem-fund-oneself-hint = choisissez une autre coopérative ou une autre demande.
problem-fund-wrong-kind = Cette écriture n’est pas de la nature qu’il faut.
problem-fund-wrong-kind-hint = regardez la demande : bigre fund request show
problem-fund-cites-void = L’écriture { $id } est sans effet, ou contre-passée.
problem-fund-cites-void-hint = regardez la demande : bigre fund request show
problem-fund-withdrawn = Cette demande a été retirée.
problem-fund-withdrawn-hint = rien n’a changé.
problem-fund-decided = Cette demande est déjà décidée.
problem-fund-decided-hint = une seule décision par demande ; une nouvelle demande peut être faite.
problem-fund-not-decided = Cette demande n’est pas encore accordée.
problem-fund-not-decided-hint = attendez la décision, ou aidez directement : bigre fund commit … --direct
problem-fund-over-asked = { $found }, alors que { $limit } sont demandés.
problem-fund-over-asked-hint = pas plus que la demande.
problem-fund-over-granted = { $found } acceptés, mais il ne reste que { $limit } de ce qui est accordé.
problem-fund-over-granted-hint = acceptez moins, ou déclinez l’engagement.
problem-fund-over-commit = { $found }, mais il ne reste que { $limit } de cet engagement.
problem-fund-over-commit-hint = regardez la demande : bigre fund request show
problem-fund-over-accept = { $found } versés, mais il ne reste que { $limit } de ce qui fut accepté.
problem-fund-over-accept-hint = versez ce qui est accepté, pas plus.
problem-fund-twice = C’est déjà dit.
problem-fund-twice-hint = rien n’a changé.
problem-fund-other-amount = Ce versement est de { $limit }.
problem-fund-other-amount-hint = un reçu est du montant du versement ; s’il manque de l’argent, contestez : bigre fund dispute
problem-fund-over-receipt = { $found } remboursés, mais il ne reste que { $limit } à rembourser.
problem-fund-over-receipt-hint = remboursez ce qui reste.
problem-fund-not-repayable = Ce que paie cette ligne ne se rembourse pas.
problem-fund-not-repayable-hint = les lignes : bigre fund rules
problem-fund-over-ceiling = { $found }, mais il ne reste que { $limit } de cette garantie.
problem-fund-over-ceiling-hint = les garanties : bigre guarantee list
problem-fund-not-accepted = Votre coopérative n’a pas accepté cette garantie.
problem-fund-not-accepted-hint = d’abord : bigre guarantee accept
problem-fund-recused = Votre coopérative porte cette demande : elle ne donne pas d’avis.
problem-fund-recused-hint = les autres décident.
problem-fund-not-participant = Votre coopérative n’y prend pas part.
problem-fund-not-participant-hint = qui donne son avis : bigre fund rules
problem-fund-consents = { $found } consentements sur { $limit } requis.
problem-fund-consents-hint = qui manque : bigre fund request show
problem-fund-objection = Une objection tient.
problem-fund-objection-hint = répondez-y, amendez la demande (--amends), ou faites voter : bigre register propose overrule
problem-fund-rested-on = D’autres écritures de votre coopérative en dépendent.
problem-fund-rested-on-hint = contre-passez-les d’abord.
problem-fund-relied-on = Une autre coopérative l’a accepté et compte dessus.
problem-fund-relied-on-hint = une garantie acceptée se reprend après son terme ; le reste se règle avec elle.
problem-fund-irreversible = Cela ne se contre-passe pas.
problem-fund-irreversible-hint = une demande se retire, un avis se remplace, une contestation se clôt.
problem-fund-not-held = L’écriture { $id } n’est pas encore ici.
problem-fund-not-held-hint = attendez, ou : bigre sync now
problem-fund-unconfirmed = L’écriture { $id } n’est tenue que par { $found } coopératives sur les { $needed } requises.
problem-fund-unconfirmed-why = On n’agit que sur ce qui est confirmé. Manquent : { $missing }.
problem-fund-unconfirmed-hint = attendez qu’elles soient jointes : bigre peers
problem-fund-suspended = { $coop } est suspendue : ce qui touche à son argent attend.
problem-fund-suspended-hint = voir : bigre register list
problem-fund-isolated = Trop peu de coopératives entendues en 24 heures : aucun versement ne se dit.
problem-fund-isolated-hint = vérifiez la connexion : bigre peers
problem-fund-ambiguous = Plusieurs écritures commencent par « { $id } » : { $matches }.
problem-fund-ambiguous-hint = donnez plus de caractères.
problem-fund-no-entry = Aucune écriture du fonds ne commence par « { $id } ».
problem-fund-no-entry-hint = les demandes : bigre fund request list --all
problem-fund-other-kind = « { $id } » est une écriture « { $is } », il faut « { $wanted } ».
problem-fund-other-kind-hint = ce qui vous attend : bigre fund inbox
problem-fund-mixed = On ne peut augmenter l’argent et réduire les heures, ou l’inverse, d’un seul coup.
problem-fund-mixed-hint = dites l’un, puis l’autre.
problem-fund-no-commit-left = Rien de l’engagement { $id } n’est accepté.
problem-fund-no-commit-left-hint = la coopérative qui demande l’accepte d’abord.
problem-fund-bad-year = « { $year } » n’est pas une année.
problem-fund-bad-year-hint = par exemple 2027.
problem-cli-no-amount = Il faut un montant.
problem-cli-no-amount-hint = par exemple : bigre fund repay ID 250
problem-cli-pledge-line = Il faut l’année et la ligne de l’apport.
problem-cli-pledge-line-hint = par exemple : bigre fund pledge 2027 --line aid 12000 --hours 40
problem-cli-bad-plan = « { $plan } » n’est pas un remboursement.
problem-cli-bad-plan-hint = par exemple 6x250 : six échéances de 250.
problem-cli-objection-code = Une objection porte un code.
problem-cli-objection-code-hint = par exemple --code rule-2, sans nom ni récit : ils se discutent de vive voix.
problem-cli-bad-day = « { $day } » n’est pas une date.
problem-cli-bad-day-hint = par exemple 2027-06-30.
problem-cli-not-an-amount = « { $amount } » n’est pas un montant.
problem-cli-not-an-amount-hint = des chiffres, une virgule avant les centimes : 1500 ou 1500,50.
problem-cli-amount-decimals = « { $amount } » a trop de décimales : { $currency } en a { $most }.
problem-cli-amount-decimals-hint = pas de séparateur de milliers : 1500 ou 1500,50.
problem-cli-amount-too-much = « { $amount } » dépasse ce que le fonds peut noter.
problem-cli-amount-too-much-hint = vérifiez le nombre de zéros.
problem-cli-other-currency = « { $other } » n’est pas la monnaie du fonds, { $currency }.
problem-cli-other-currency-hint = donnez le montant en { $currency }.
problem-cli-unknown-currency = « { $currency } » n’est pas une monnaie (ISO 4217).
problem-cli-unknown-currency-hint = par exemple EUR.
problem-cli-bad-line = « { $line } » n’est pas une ligne du fonds.
problem-cli-bad-line-hint = par exemple --line advance:10000:7d:repaid, ou --quick aid:500:48h.
problem-cli-statement = Le relevé { $path } ne peut pas servir : { $why ->
    [unreadable] il ne se lit pas jusqu’au bout
    [empty] il est vide
    [large] il est trop gros
    [not-xml] ce n’est pas du XML ({ $detail })
    [utf16] il est en UTF-16
    [encoding] son codage n’est pas UTF-8 ({ $detail })
    [not-utf8] ses octets ne sont pas de l’UTF-8
    [nul] il contient des octets nuls
    [syntax] son XML est mal formé
    [truncated] il est coupé avant la fin
    [doctype] il a un DOCTYPE, jamais lu
    [entity] il définit des entités, jamais développées
    [deep] il est trop imbriqué
    [namespace] ce n’est pas un relevé ISO 20022
    [other-message] c’est un autre message ({ $detail }), il faut un relevé camt.053
    [version] sa version n’est pas lue ({ $detail })
    [no-statement] il ne contient aucun relevé
    [lines] il a trop de lignes
    [amount] un montant n’en est pas un ({ $detail })
    [negative] un montant est négatif ({ $detail })
    [decimals] un montant a trop de décimales ({ $detail })
    [no-currency] un montant est sans monnaie ({ $detail })
   *[other] une de ses lignes est inutilisable ({ $detail })
}.
problem-cli-statement-hint = demandez à la banque un relevé camt.053 en XML.

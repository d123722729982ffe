# Ce que dit la ligne de commande. Une fiche est la carte d'identité d'une coopérative, une notice ce que son
# annuaire dit d'une personne, d'une offre ou d'un besoin.

number = { $n }
kilometres = { $km } km
listed = { $most } et { $last }
yes = oui
no = non
hint = → { $hint }
note = remarque : { $text }

date-now = à l'instant
date-past = il y a { $unit ->
    [minute] { $n } min
    [hour] { $n } h
    [day] { $n } { $n ->
        [one] jour
       *[other] jours
    }
    [month] { $n } mois
   *[year] { $n } { $n ->
        [one] an
       *[other] ans
    }
}
date-future = dans { $unit ->
    [minute] { $n } min
    [hour] { $n } h
    [day] { $n } { $n ->
        [one] jour
       *[other] jours
    }
    [month] { $n } mois
   *[year] { $n } { $n ->
        [one] an
       *[other] ans
    }
}

column-activity = activité
column-addresses = adresses
column-by = de
column-code = code
column-confirmed = confirmé
column-coop = coopérative
column-directories = annuaires
column-directory = annuaire
column-entries = notices
column-exchange = échange
column-founder = fondatrice
column-heard = entendue
column-held-by = chez
column-id = n°
column-legal = registre
column-members = personnes
column-name = nom
column-needs = besoins
column-number = version
column-offers = offres
column-origin = vient de
column-place = lieu
column-services = services
column-search = recherche
column-setting = réglage
column-shown = montrées
column-since = depuis
column-state = état
column-title = titre
column-until = jusqu'au
column-value = valeur
column-what = quoi
column-where = où
column-who = qui
column-why = pourquoi

label-about = à propos
label-activity = activité
label-addresses = adresses
label-available = disponible
label-by = de
label-card = fiche
label-confirmed = confirmé
label-coop = coopérative
label-directory = annuaire
label-exchange = échange
label-federation = fédération
label-fingerprint = empreinte
label-founders = fondatrices
label-held = ici
label-id = n°
label-languages = langues
label-learn = veut apprendre
label-legal = registre
label-listening = écoute
label-modes = façons de faire
label-node-key = clé du nœud
label-place = lieu
label-sectors = secteurs
label-skills = compétences
label-started = démarré
label-store = disque
label-trades = métiers
label-until = jusqu'au
label-valid-until = valable jusqu'au
label-version = version
label-words = ses mots

passphrase-ask = Phrase de passe :
passphrase-choose = Choisissez une phrase de passe (plusieurs mots, 8 caractères au moins) :
passphrase-again = Encore une fois :

init-doing = Création des clés…
init-passphrase = Phrase de passe, montrée une seule fois. Notez-la en lieu sûr : sans elle, la clé racine est perdue.
init-done = Identité créée : { $name }, dans { $dir }.
init-card = Sa fiche porte le numéro { $id }.
init-next = Ensuite : « bigre card export » écrit la fiche à envoyer aux autres fondatrices ; avec toutes leurs fiches, « bigre federation found ».

card-no-address = aucune : le nœud ne fait qu'appeler les autres
card-exported = La fiche est dans { $file }. Envoyez-la aux autres coopératives fondatrices.

federation-doing = Signature de la page fondatrice…
federation-founded = Page fondatrice signée : { $name }, { $count } { $count ->
    [one] coopérative fondatrice
   *[other] coopératives fondatrices
}.
federation-already = { $name } est déjà fondée avec ces mêmes fiches : rien n'a changé.
federation-own = { $name } (ici)
federation-next = Lisez l'empreinte à voix haute avec les autres fondatrices : elle doit être la même partout. Puis démarrez le nœud : « bigre node run ».

node-ready = { $name } est prête dans { $federation } ({ $words }) — écoute : { $addresses } — socket : { $socket }

status-first = { $state ->
    [well] À jour
    [behind] En retard
    [bad] À réparer
   *[watch] À surveiller
} : { $current } { $current ->
    [one] annuaire
   *[other] annuaires
} sur { $directories }, { $connected } { $connected ->
    [one] coopérative jointe
   *[other] coopératives jointes
} sur { $others }
status-warning = ! { $text }
status-founders = { $signed } sur { $all } ont signé la page fondatrice
status-register = page { $page }, { $cooperatives } { $cooperatives ->
    [one] coopérative
    [0] coopérative
   *[other] coopératives
}
status-awaiting = { $count } { $count ->
    [one] page
   *[other] pages
} du registre : « bigre register list »
label-register = registre
label-awaiting = à approuver
status-directory = version { $number }, { $signing }
status-held = { $entries } { $entries ->
    [one] notice
   *[other] notices
}, dont { $members } { $members ->
    [one] personne
   *[other] personnes
}
status-store = { $disk } sur le disque, dont { $live } utiles
signing-ready = peut signer
signing-waiting = attend d'avoir entendu { $needed } coopératives avant de signer ({ $heard } pour l'instant)
signing-restoring = se reconstitue auprès des autres avant de signer
signing-twin = ne signe plus : un autre nœud signe avec sa clé
signing-not-member = ne signe pas : pas membre, pas encore ou plus
signing-forked = ne signe plus : deux versions contradictoires portent sa signature

peers-none = Aucune autre coopérative dans la fédération.
peers-state = { $state ->
    [connected] jointe
   *[away] absente
}{ $since ->
    [none] {""}
   *[other] {" "}{ $since }
}
peers-problem = { $state } : { $why }
peers-same = { $same } sur { $all }
dial-refused = personne n'écoute à son adresse
dial-timeout = aucune réponse
dial-wrong-peer = une autre clé répond à son adresse
dial-failed = échec de l'appel
dial-unreachable = adresse injoignable

sync-waiting = Comparaison avec les autres coopératives…
sync-complete = À jour : comparé à l'instant avec { $count ->
    [one] l'autre coopérative
   *[other] les { $count } autres coopératives
}.
sync-incomplete = { $count ->
    [0] Pas encore à jour : la copie continue.
   *[other] Pas de nouvelles de tout le monde. Injoignables : { $names }.
}
sync-count = { $held } sur { $all }
directory-state = { $state ->
    [current] à jour
    [behind] en retard
    [pulling] en cours
    [unknown] jamais reçu
    [lapsed] échu : caché
   *[forked] contradictoire : gelé
}

list-page = { $from } à { $to } sur { $total }. La suite : --page { $next }

entry-removed = { $kind ->
    [member] { $name } ({ $id }) n'est plus dans l'annuaire.
    [offer] L'offre « { $name } » ({ $id }) est retirée.
    [service] Le service « { $name } » ({ $id }) est retiré.
   *[need] Le besoin « { $name } » ({ $id }) est retiré.
}
member-added = { $name } ({ $id }) est dans l'annuaire.
member-changed = Notice modifiée : { $name } ({ $id }).
member-none = L'annuaire ne compte encore personne. « bigre member import » reprend une liste, « bigre member add » ajoute une personne.
proposal-ask = Duquel de ces métiers s'agit-il ? Des numéros, séparés par des espaces ; Entrée pour aucun.
proposal-hint = Métiers proches de ce titre : { $terms }. Avec --trade, on le trouverait dans toutes les langues.
listing-added = { $kind ->
    [offer] L'offre « { $title } » ({ $id }) est publiée.
    [service] Le service « { $title } » ({ $id }) est publié.
   *[need] Le besoin « { $title } » ({ $id }) est publié.
}
listing-none = { $kind ->
    [offer] Aucune offre. « bigre offer add » en publie une.
    [service] Aucun service. « bigre service add » en publie un.
   *[need] Aucun besoin. « bigre need add » en publie un.
}
listing-over = { $day } (passé)
exchange = { $how ->
    [paid] payé
    [exchange] échange
    [gift] don
   *[mutual-aid] entraide
}

members-read = { $rows } { $rows ->
    [one] ligne lue
   *[other] lignes lues
}
members-added = { $count } { $count ->
    [one] personne à ajouter
   *[other] personnes à ajouter
} :
members-changed = { $count } { $count ->
    [one] notice à modifier
   *[other] notices à modifier
} :
members-removed = { $count } { $count ->
    [one] personne à retirer
   *[other] personnes à retirer
} :
members-unchanged = { $count } { $count ->
    [one] notice inchangée
   *[other] notices inchangées
}
members-missing = { $count } { $count ->
    [one] personne est
   *[other] personnes sont
} dans l'annuaire et pas dans le fichier : rien n'est retiré sans --remove-missing.
members-more = … et { $count } { $count ->
    [one] autre
   *[other] autres
}
members-own-words = Mots qu'aucune liste ne connaît, gardés tels quels : { $words }
members-dry = Essai à blanc : rien n'est écrit. Sans --dry-run, ce sera fait.
members-nothing = Rien à changer.
members-done = C'est fait : l'annuaire est à la version { $number }.
members-problems = { $file } : { $count } { $count ->
    [one] problème
   *[other] problèmes
}, rien n'est écrit
members-more-problems = … et { $count } { $count ->
    [one] autre problème
   *[other] autres problèmes
}
members-line = ligne { $line } : { $text }
members-line-column = ligne { $line }, colonne « { $column } » : { $text }

search-total = { $total } { $total ->
    [one] résultat
   *[other] résultats
}
search-around = { $text } à { $km } autour de { $place }
search-in = { $text } : { $place }
search-understood = compris comme : { $terms }
search-nothing = Rien de tel dans les annuaires.
search-suggestion = essayez : { $text }
search-listing = { $kind ->
    [offer] offre
    [service] service
   *[need] besoin
} : { $title }
why-trade = métier : { $label }
why-skill = compétence : { $label }
why-sector = secteur : { $label }
vocabulary-none = Rien dans la liste ne ressemble à { $words }. Un mot à vous s'ajoute avec --word : on le trouve aussi.
column-term = terme
column-kind = nature
column-elsewhere = ailleurs
term-kind = { $kind ->
    [trade] métier
    [skill] compétence
    [sector] secteur
   *[mode] manière de faire
}
match-for = { $kind ->
    [offer] Besoins auxquels l'offre « { $title } » pourrait répondre :
   *[need] Qui pourrait répondre au besoin « { $title } » :
}
why-confirmed = confirmé par { $coop } { $when }
why-title = dans le titre
why-text = dans sa notice
why-spelling = proche de « { $word } »
why-place = à { $name }
why-same-place = même territoire : { $name }
facet = { $by ->
        [kind] Par genre
        [coop] Par coopérative
        [sector] Par secteur
        [place] Par lieu
       *[mode] Par manière de faire
    } : { $values }
facet-kind = { $kind ->
        [member] membres
        [offer] offres
        [need] besoins
       *[service] services
    }
place-several = Plusieurs lieux s'appellent « { $place } » :
place-ask = Lequel ? Un numéro.

watch-added = Gardée sous le nom « { $name } » : elle trouve { $total } { $total ->
    [one] notice
   *[other] notices
} pour l'instant. Les nouveautés : « bigre watch run »
watch-many = Elle trouve { $total } notices, et seules les { $limit } premières sont regardées : cherchez plus précisément.
watch-none = Aucune recherche n'est gardée.
watch-removed = Oubliée : { $name }
watch-new = { $name } : { $count } { $count ->
    [one] nouveauté
   *[other] nouveautés
}
watch-nothing = Rien de nouveau.
watch-failed = { $name } :
watch-following = Regarde toutes les { $seconds } s ; Ctrl-C pour arrêter.

fair-rows = { $by ->
    [trade] { $total } { $total ->
        [one] métier
       *[other] métiers
    }
    [sector] { $total } { $total ->
        [one] secteur
       *[other] secteurs
    }
    [place] { $total } { $total ->
        [one] lieu
       *[other] lieux
    }
   *[coop] { $total } { $total ->
        [one] coopérative
       *[other] coopératives
    }
}
fair-members = { $count } { $count ->
    [one] personne
   *[other] personnes
}
fair-offers = { $count } { $count ->
    [one] offre
   *[other] offres
}
fair-needs = { $count } { $count ->
    [one] besoin
   *[other] besoins
}
fair-services = { $count } { $count ->
    [one] service
   *[other] services
}
fair-total = { $rows } : { $counted }
fair-in = { $text } — { $place }
fair-column = { $by ->
    [trade] métier
    [sector] secteur
    [place] lieu
   *[coop] coopérative
}
fair-place = { $precision ->
    [region] { $name } (région)
    [country] { $name } (pays)
   *[other] { $name }
}
fair-apart = { $what ->
    [sector-trade] Sans métier de ce secteur : { $count }
    [trade] Sans métier de la liste : { $count }
    [sector] Sans secteur de la liste : { $count }
   *[place] Sans lieu connu : { $count }
}
fair-nothing-hint = { $case ->
    [empty] Les annuaires d'ici sont encore vides : « bigre sync status » dit lesquels manquent, « bigre member add » ajoute une personne.
    [words] « bigre search » cherche aussi dans les mots de chaque personne.
    [sector] « bigre search --sector "{ $sector }" » montre qui en est, avec d'autres métiers.
    [near] Retirez une option, ou voyez plus loin : --within 100km.
   *[narrow] Retirez une option.
}

export-doing = Écriture de tous les annuaires…
export-done = Tout ce que ce nœud connaît est dans { $file } ({ $size }).
import-doing = Lecture du fichier…
import-done = { $updated } { $updated ->
    [one] annuaire mis à jour
   *[other] annuaires mis à jour
} sur { $directories }
import-updated = {"  "}{ $name } : version { $number }
import-unchanged = Déjà à jour : { $names }
import-refused = Refusé, { $name } : { $why }

store-doing = Rangement du disque…
store-compacted = Disque rangé : { $before } avant, { $after } après.

config-good = Rien à redire : les réglages de { $path } sont bons.
origin-default = défaut
origin-file = fichier
origin-environment = environnement
origin-flag = commande

about-program = Le réseau fédéré des coopératives de travail : chaque coopérative tient son annuaire, signe ce qu'elle dit, et cherche dans ceux des autres.
about-licence = Logiciel libre sous licence AGPL-3.0-or-later, sans aucune garantie. Code source : { $source }
about-more = « bigre about data » dit d'où viennent les données.
about-vocabulary = Vocabulaire (métiers, compétences, secteurs, façons de faire) : écrit pour ce projet, sous sa licence. Les codes ISCO, ROME et NACE y figurent comme des faits.
about-places = Lieux : communes, départements ou provinces, et régions de France et de Belgique, d'après les sources suivantes.

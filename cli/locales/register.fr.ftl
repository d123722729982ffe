# Le registre, la charte, et les fiches que plusieurs personnes signent.

column-card = fiche
column-date = date
column-page = page
column-valid-until = valable jusqu'au
column-votes = voix
label-acknowledgements = accusée par
label-approved-by = approuvée par
label-ballots = bulletins de
label-cut = coupure
label-minutes = compte rendu
label-missing = manquent
label-proposed-by = proposée par
label-root-keys = clés racines
label-sealed-by = scellée par
label-state = état
label-vote-keys = clés de vote

passphrase-of = Phrase de passe de { $file } :

charter-id = { $state ->
    [force] La charte en vigueur porte le numéro { $id }.
   *[built-in] Aucun nœud ne répond : voici la charte avec laquelle commence une fédération, numéro { $id }.
}
charter-signed = Charte { $id } signée : { $file }. Envoyez ce fichier avec la fiche à la coopérative qui vous invite.
charter-missing = { $needed ->
    [one] Une clé de vote doit encore signer
   *[other] { $needed } clés de vote doivent encore signer
} : la même commande avec --key complète le fichier.

register-keys = { $needed } sur { $all } { $all ->
    [one] clé
   *[other] clés
}
register-standing = { $standing ->
    [active] membre
    [dormant] en sommeil
    [left] partie
   *[expelled] exclue
}
register-suspended = suspendue jusqu'au { $until }
register-fault = { $fault ->
    [directory] deux annuaires de même version
    [journal] deux écritures de même numéro
    [card] deux fiches de même numéro
   *[votes] votes contraires
}
register-branches = fiches à départager : { $cards }
register-sum = { $active ->
    [one] { $active } coopérative vote
   *[other] { $active } coopératives votent
} ; { $quorum } doivent être d'accord. Pages en vigueur : { $height }. Charte : { $charter }.
register-split-told = La page { $number } a été scellée deux fois : le registre est gelé. Se sont contredites, preuve à l'appui : { $guilty }. L'assemblée doit refonder.
register-isolated = Moins de { $quorum } coopératives entendues en 24 heures : rien ne peut être décidé pour l'instant.
register-no-proposal = Rien n'est proposé.
register-no-page = Aucune page depuis la fondation.
register-proposals = { $count ->
    [one] Une page est proposée :
   *[other] { $count } pages sont proposées ; l'une d'elles sera la prochaine :
}
register-act = { $act ->
    [admit] { $subject } entre
    [expel] { $subject } est exclue (motif : { $detail })
    [leave] { $subject } part
    [sleep] { $subject } ne vote plus
    [wake] { $subject } vote de nouveau
    [succeed] { $subject } continue avec de nouvelles clés racines
    [recognise] des fiches de { $subject }, { $detail } est reconnue
    [rules] nouvelles règles : { $detail }
    [fund-rules] règles du fonds : { $detail }
    [overrule] les objections à la demande { $detail } sont levées
   *[upgrade] la version { $detail } du protocole est exigée
}
register-rule = { $rule ->
    [members] { $value } membres par coopérative
    [entries] { $value } notices par coopérative
    [vocabularies] vocabulaires en vigueur : { $value }
    [bytes] { $value } par coopérative
   *[charter] charte { $value }
}
register-state = { $state ->
    [sealed] en vigueur
    [certified] choisie, en cours de scellement : accusés { $acks } sur { $of }
    [approved] approuvée, les nœuds la notent : bulletins { $ballots } sur { $of }
    [outdated] dépassée : une coopérative a changé de fiche depuis. À proposer de nouveau
   *[open] { $found } { $found ->
        [one] approbation
       *[other] approbations
    } sur { $of }, il en manque { $more }
}
register-page = Page { $number } : { $act }
register-seal = { $found } accusés, il en fallait { $needed }
register-minutes = gardé par les coopératives ; SHA-256 { $hash }
register-proposed = La page est proposée. Proposer n'est pas approuver ; chaque coopérative d'accord tape :
register-minutes-stay = Gardez le compte rendu tel quel : seule son empreinte est publiée.

approve-ask = Signer l'approbation de cette page ? (oui / non)
withdraw-ask = Reprendre l'approbation de cette page ? (oui / non)
approve-saved = { $file } contient ce qui est signé jusqu'ici. { $more ->
    [0] C'est assez : la même commande avec --from et sans --save publie l'approbation.
    [one] Une clé de vote doit encore signer : la personne suivante utilise --from.
   *[other] { $more } clés de vote doivent encore signer : la personne suivante utilise --from.
}
approve-done = Page { $page } approuvée ; état : { $state }.
withdraw-done = Approbation de la page { $page } reprise ; état : { $state }.

chain-exported = Registre écrit dans { $dir } : la page fondatrice, { $cards } { $cards ->
    [one] fiche
   *[other] fiches
}, { $pages } { $pages ->
    [one] page
   *[other] pages
}, { $entries } { $entries ->
    [one] écriture des journaux
   *[other] écritures des journaux
}. N'importe qui peut le vérifier :
chain-founded = { $name } ({ $words }), fondée par { $count } { $count ->
    [one] coopérative
   *[other] coopératives
}. Comparez ces mots avec ceux d'une autre coopérative.
chain-act = { $act ->
    [admit] une coopérative entre
    [expel] une coopérative est exclue
    [leave] une coopérative part
    [sleep] une coopérative ne vote plus
    [wake] une coopérative vote de nouveau
    [succeed] nouvelles clés racines d'une coopérative
    [recognise] une fiche est reconnue
    [rules] nouvelles règles
    [fund-rules] règles du fonds
    [overrule] objections levées
   *[upgrade] une version est exigée
}
chain-page = Page { $number } ({ $date }), { $act } : { $approvals } approbations, { $ballots } bulletins, { $acks } accusés, { $needed } de chaque étaient nécessaires. Scellée par { $names }.
chain-sound = Tout est en ordre : { $pages } { $pages ->
    [one] page vérifiée
   *[other] pages vérifiées
}, { $members } { $members ->
    [one] coopérative
   *[other] coopératives
}, dernière page { $head }.

suspend-in-force = { $name } est suspendue jusqu'au { $until } : { $count } { $count ->
    [one] coopérative l'a demandé
   *[other] coopératives l'ont demandé
}. Rien de nouveau n'est repris de son nœud ; elle reste membre.
suspend-called = Suspension de { $name } demandée. Elle prend effet quand { $needed } { $needed ->
    [one] coopérative l'a demandée
   *[other] coopératives l'ont demandée
}, celle-ci comprise. Cette demande tient jusqu'au { $until }.
suspend-more = { $more ->
    [one] Il manque une coopérative, qui tape « bigre suspend » pour { $name }.
   *[other] Il manque au plus { $more } coopératives. Chacune tape « bigre suspend » pour { $name }.
}

card-saved = La fiche est dans { $file }.
card-enough = Assez de clés ont signé.
card-missing = { $more ->
    [one] Il manque { $more } signature
   *[other] Il manque { $more } signatures
} { $which ->
    [old] des clés racines d'avant
   *[new] des clés racines de cette fiche
}. Pas encore : { $names }.
card-in-force = La fiche { $number } est en vigueur, jusqu'au { $until }.
card-node-key = Le nœud signe désormais avec sa nouvelle clé. Refaites une sauvegarde : « bigre backup create ».
card-ask = Signer cette fiche ? (oui / non)
card-signed-blind = Signée : { $file }. Sans nœud, personne ne sait ici qui doit encore signer : « bigre card verify » le dit sur le nœud.
card-number = { $name }, fiche { $number }
card-keys = { $needed } { $needed ->
    [one] doit signer
   *[other] doivent signer
} parmi { $names }
card-cut = ce que l'ancienne clé du nœud a signé compte jusqu'à l'écriture { $journal } du journal et à la version { $directory } de l'annuaire
card-signer = Signée par { $key }, { $which ->
    [both] clé racine d'avant et de maintenant
    [old] clé racine d'avant
    [node] nouvelle clé de son nœud
   *[new] clé racine de cette fiche
}.
card-unproved = La nouvelle clé de son nœud, { $key }, n'a pas signé.
card-by-page = Mise en vigueur par la page { $page } du registre, à la place des clés racines perdues.
card-sound = Cette fiche est en vigueur.
recover-done = La fiche avec les nouvelles clés racines est dans { $file }. Donnez-la par un moyen sûr à une autre coopérative, et dites-lui la clé de vive voix. Cette coopérative tape :

problem-bad-code = Un code ne convient pas.
problem-bad-code-why = { $detail }
problem-bad-code-hint = Des lettres, chiffres, traits d'union et points, 32 au plus, comme dans la charte.
problem-bad-cut = Cette coupure ne convient pas.
problem-bad-cut-why = { $detail }
problem-bad-cut-hint = Ne donnez pas de coupure : ce que ce nœud connaît est pris.
problem-bad-hexadecimal = Ce qui a été envoyé n'est pas de l'hexadécimal.
problem-bad-hexadecimal-why = { $detail }
problem-card-refused = La fiche ne peut pas entrer en vigueur.
problem-card-refused-why = { $detail }
problem-card-refused-hint = « bigre card verify FICHIER » dit qui a signé et qui manque.
problem-no-voice = Cette coopérative ne vote pas.
problem-no-voice-why = { $detail }
problem-no-voice-hint = « bigre register list » montre qui vote.
problem-not-a-member = Cette coopérative n'est plus membre.
problem-not-a-member-hint = « bigre register log » dit depuis quelle page.
problem-page-refused = La page ne peut pas être écrite.
problem-page-refused-why = { $detail }
problem-page-refused-hint = « bigre register list » montre les membres et ce qui est proposé.
problem-register-split = Le registre est gelé : un même numéro a été scellé deux fois.
problem-register-split-why = { $detail }
problem-register-split-hint = « bigre register list » nomme les coopératives qui se sont contredites. L'assemblée décide.
problem-too-many-proposals = Cette coopérative propose déjà trop de pages.
problem-too-many-proposals-why = { $detail }
problem-too-many-proposals-hint = Attendez que l'une soit décidée : « bigre register list ».
problem-twin = Un autre nœud signe avec la même clé.
problem-twin-hint = Arrêtez l'autre, ou renouvelez la clé du nœud : « bigre card rotate node ».

problem-cli-no-such-page = Aucune page ne répond à « { $page } ».
problem-cli-no-such-page-hint = « bigre register list » et « bigre register log » montrent les numéros.
problem-cli-ambiguous-page = « { $page } » désigne plusieurs pages : { $ids }.
problem-cli-ambiguous-page-hint = Donnez l'un de ces numéros.
problem-cli-page-sealed = La page { $page } est en vigueur : elle ne s'approuve ni ne se reprend plus.
problem-cli-page-sealed-hint = On ne revient pas sur une page ; on en écrit une autre : « bigre register propose ».
problem-cli-page-outdated = La page { $page } est dépassée : une coopérative a changé de fiche depuis.
problem-cli-page-outdated-hint = Faites-la proposer de nouveau : « bigre register propose ».
problem-cli-not-approved = Cette coopérative n'a pas approuvé la page { $page } : il n'y a rien à reprendre.
problem-cli-not-approved-hint = Ne pas l'approuver suffit.
problem-cli-taken-back = Cette coopérative a repris son approbation de la page { $page } : elle ne peut plus la donner.
problem-cli-taken-back-hint = Faites proposer la page de nouveau : « bigre register propose ».
problem-cli-no-rule = Aucune règle n'est donnée.
problem-cli-no-rule-hint = Donnez --members, --entries, --megabytes, --charter ou --vocabulary.
problem-cli-not-text = { $path } n'est pas un texte.
problem-cli-not-text-why = { $error }
problem-cli-not-text-hint = Enregistrez-le en texte UTF-8.
problem-cli-draft-bad = { $path } n'est pas un objet signé de Bigre.
problem-cli-draft-bad-why = { $error }
problem-cli-draft-bad-hint = Redemandez le fichier, tel que --save l'a écrit.
problem-cli-draft-other = { $path } signe autre chose que la page { $page }.
problem-cli-draft-other-hint = Demandez le fichier de cette page ; approuver et reprendre diffèrent, une autre charte aussi.
problem-cli-signatures-bad = Les signatures ne conviennent pas.
problem-cli-signatures-bad-why = { $error }
problem-cli-signatures-bad-hint = Une clé que la fiche ne nomme pas a peut-être signé, ou le fichier vise une autre fédération. Recommencez avec --save.
problem-cli-key-use = La clé de { $path } sert à { $is ->
    [root] signer les fiches
   *[vote] approuver les pages
}, pas à { $wanted ->
    [root] signer les fiches
   *[vote] approuver les pages
}.
problem-cli-key-use-hint = Choisissez un autre fichier de clé : « bigre key show ».
problem-cli-key-stranger = La clé { $key } n'est pas de celles que nomme la fiche.
problem-cli-key-stranger-hint = « bigre card verify » montre les clés qui comptent.
problem-cli-no-key = Il n'y a pas de { $use ->
    [root] clé racine
   *[vote] clé de vote
} dans le dossier du nœud.
problem-cli-no-key-hint = Donnez le fichier de clé d'une personne : --key FICHIER.
problem-cli-more-signatures = Il manque { $needed } { $needed ->
    [one] signature
   *[other] signatures
} : rien n'est envoyé.
problem-cli-more-signatures-hint = --save FICHIER garde ce qui est signé pour la personne suivante, qui ajoute --from FICHIER.
problem-cli-card-unsigned = Il manque { $needed } { $needed ->
    [one] signature
   *[other] signatures
} : la fiche n'est pas envoyée.
problem-cli-card-unproved = La nouvelle clé du nœud, { $key }, n'a pas signé cette fiche.
problem-cli-card-unproved-hint = « bigre card rotate node » établit la fiche et la signe avec cette clé, sur le serveur qui la détient.
problem-cli-card-unsigned-hint = --save FICHIER garde la fiche ; les autres la signent avec « bigre card sign FICHIER --key … », puis « bigre card publish FICHIER ».
problem-cli-card-certified = La page { $page } est en train d'être scellée : ses votes comptent par les clés qu'elle nomme.
problem-cli-card-certified-hint = Recommencez dans quelques minutes. Si la clé a été volée, dites où elle s'arrête : --cut-journal, --cut-journal-id et --cut-directory.
problem-cli-card-impossible = Une telle fiche ne peut pas être.
problem-cli-card-impossible-why = { $error }
problem-cli-card-impossible-hint = Vérifiez ce que vous donnez : « bigre card --help ».
problem-cli-card-follows-another = Cette fiche, numéro { $number }, ne suit pas celle en vigueur, numéro { $current }.
problem-cli-card-follows-another-hint = Refaites-la d'après la fiche en vigueur : « bigre card rotate », « renew » ou « address ».
problem-cli-card-before-unknown = La fiche d'avant est inconnue ici.
problem-cli-card-before-unknown-hint = Démarrez le nœud de cette coopérative, puis recommencez.
problem-cli-federation-unknown = La fédération à laquelle sert la fiche est inconnue ici.
problem-cli-federation-unknown-hint = Donnez son numéro : --federation NUMÉRO.
problem-cli-cut-id = Il faut l'identifiant de l'écriture { $number } du journal.
problem-cli-cut-id-hint = Une autre coopérative le voit avec « bigre register list --json » : donnez-le avec --cut-journal-id.
problem-cli-no-such-address = La fiche n'a pas l'adresse { $address }.
problem-cli-no-such-address-hint = « bigre card verify » montre les adresses.
problem-cli-not-confirmed = Rien n'est signé.
problem-cli-not-confirmed-hint = Répondez oui, ou ajoutez --yes.
problem-cli-not-empty = { $path } n'est pas vide : rien n'est écrit.
problem-cli-not-empty-hint = Donnez un nouveau dossier.
problem-cli-chain-unsound = { $file } ne se vérifie pas.
problem-cli-chain-unsound-why = { $error }
problem-cli-chain-unsound-hint = Ne vous fiez à rien à partir de là. Demandez « bigre register export » à une autre coopérative.

# Le fonds de solidarité et les garanties.

column-amount = montant
column-command = commande
column-line = ligne
column-maximum = au plus
column-window = objections pendant
column-repaid = remboursé
column-year = année
column-pledged = apporté
column-taken = engagé
column-left = reste
column-hours = heures
column-commit = engagement
column-accepted = accepté
column-note = remarque
column-payment = versement
column-from = de
column-to = à
column-received = reçu
column-guarantor = garante
column-beneficiary = garantie
column-ceiling = plafond
column-limit = appelable
column-exposure = exposition
column-call = appel
column-capacity = capacité
column-called = appelé
column-share = part
column-doubtful = incertain
column-reference = référence
label-asked = demandé
label-plan = remboursement
label-consents = consentent
label-abstains = s’abstiennent
label-objects = objectent
label-silent = sans avis
label-consents-needed = consentements requis
label-window = objections jusqu’au
label-own-opinion = notre avis
label-granted = accordé
label-accepted = accepté
label-disbursed = versé
label-received = reçu
label-repaid = remboursé
label-overdue = en retard
label-confirmation = confirmation
label-amends = remplace
label-replaced = remplacée par
fund-stated = { $kind ->
    [pledge] Apport augmenté de { $amount } ({ $id }).
    [pledge-less] Apport réduit de { $amount } ({ $id }).
    [request] Demande { $id } : { $amount }. Personne n’y est nommé.
    [withdraw] Demande retirée ({ $id }).
    [opinion] Avis donné ({ $id }).
    [decision] Décision { $id } : { $amount } accordés.
    [commit] Engagement { $id } : { $amount }.
    [release] Repris : { $amount } ({ $id }).
    [accept] Accepté : { $amount } ({ $id }).
    [decline] Engagement décliné ({ $id }).
    [disburse] Versement { $id } : { $amount }.
    [receipt] Reçu : { $amount } ({ $id }).
    [repay] Remboursement { $id } : { $amount }.
    [guarantee] Garantie { $id } offerte, jusqu’à { $amount }.
    [guarantee-accept] Garantie acceptée ({ $id }).
    [call] Garantie appelée : { $amount } ({ $id }).
    [honour] Garantie honorée : { $amount } ({ $id }).
    [refuse] Appel refusé ({ $id }).
    [dispute] Contesté ({ $id }).
    [settle] Contestation close ({ $id }).
   *[correct] Écriture contre-passée ({ $id }).
}
fund-already = Déjà dit sous ce nom, rien ne change : { $said }
fund-waiting = j’attends que d’autres coopératives le tiennent
fund-currency = Montants en { $currency }.
fund-unchanged = C’est déjà ainsi : rien ne change.
fund-consent-waits = Consentement à { $id } noté. Votre nœud le signe le { $until }, à la fin du délai, si personne n’objecte.
fund-end-to-end = Référence de bout en bout à porter sur le virement : { $reference }
fund-next-request = Les autres coopératives donnent leur avis ; ensuite : bigre fund decide { $id }
fund-next-disburse = La coopérative qui reçoit dira : bigre fund receipt { $id }
fund-next-repay = La coopérative qui reçoit dira : bigre fund receipt { $id }
fund-next-guarantee = L’autre coopérative l’accepte : bigre guarantee accept { $id }
fund-inbox-empty = Rien n’attend votre coopérative.
fund-not-confirmed = pas encore confirmé
fund-task = { $what ->
    [opinion] avis attendu
    [objection] une objection tient
    [decide] à décider
    [commit] à financer
    [accept] engagement à accepter
    [disburse] à verser
    [receipt] réception à dire
    [in-transit] versé il y a plus de 15 jours, sans reçu
    [repay] à rembourser
    [overdue] remboursement en retard
    [guarantee-accept] garantie à accepter
    [call] garantie appelée
   *[dispute] contesté
}
fund-hours = { $count } h
fund-window-quick = { $count } h jusqu’à { $amount }
fund-participants = Donnent leur avis : { $names }.
fund-open-most = Demandes ouvertes par millier de membres entamé : { $count } au plus.
fund-isolated = Trop peu de coopératives entendues en 24 heures : aucun versement ne peut être dit.
fund-no-pledge = Aucun apport.
fund-no-request = Aucune demande en cours.
fund-no-guarantee = Aucune garantie.
fund-hidden = { $count ->
    [one] { $count } demande close, retirée ou refusée
   *[other] { $count } demandes closes, retirées ou refusées
} : --all.
fund-state = { $state ->
    [open] ouverte
    [granted] accordée
    [part-funded] financée en partie
    [funded] financée
    [paid] payée
    [closed] close
    [withdrawn] retirée
    [refused] refusée
    [disputed] contestée
    [accepted] accepté
    [disbursed] versé
    [received] reçu
    [repaid] remboursé
    [released] repris
    [declined] décliné
    [offered] offerte
   *[in-suspense] en souffrance
}
fund-call-state = { $state ->
    [waiting] attend une réponse
    [honoured] honoré, pas encore reçu
    [received] reçu
   *[refused] refusé
}
fund-held-by = tenue par { $held } sur { $needed } requises
fund-request-title = Demande { $id }, portée par { $coop }
fund-plan = { $count } × { $amount }
fund-state-until = { $state }, jusqu’au { $until }
fund-consent-planned = consent à la fin du délai
fund-direct = aide directe
fund-disputed = contesté
fund-stress = Si { $names } { $count ->
    [one] appelait toutes ses garanties
   *[other] appelaient toutes leurs garanties
} : { $amount }.
reconcile-read = { $count ->
    [one] { $count } ligne lue
   *[other] { $count } lignes lues
}, dont { $bare } sans référence.
reconcile-what = { $what ->
    [received] arrivé, reçu à dire
    [sent] parti
    [receipt-stated] arrivé, reçu dit
    [other-amount] autre montant
    [other-currency] autre monnaie
    [wrong-way] dans l’autre sens
    [pending] en attente
    [reversed] rejeté par la banque
    [twice] deux fois
   *[unknown] référence inconnue
}
reconcile-problem = { $fault ->
    [sum] Écriture { $at } : le détail ne fait pas le total ; à regarder à la main.
    [amounts] Écriture { $at } : un détail est sans montant ; à regarder à la main.
   *[batch] Écriture { $at } : virements groupés sans détail ; à regarder à la main.
}
reconcile-absent = { $count ->
    [one] { $count } versement du fonds n’y est pas
   *[other] { $count } versements du fonds n’y sont pas
} : { $ids }.
reconcile-hint = { $count ->
    [one] Un virement est arrivé sans reçu
   *[other] { $count } virements sont arrivés sans reçu
} : la même commande avec --receipts les dit reçus.
reconcile-stated = { $count ->
    [one] { $count } reçu dit.
   *[other] { $count } reçus dits.
}
reconcile-more = … et { $count } autres lignes de référence inconnue.

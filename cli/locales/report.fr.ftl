# Le rapport annuel du fonds.

report-title = Fonds de solidarité : rapport { $year }
report-identity = Arrêté au { $day }. Ses six mots : { $words } ({ $id }). Qui détient les mêmes écritures a les mêmes mots : lisez-les-vous par téléphone.
report-few = moins de { $least }
report-year = année
report-id = identifiant
report-line = ligne
report-cooperative = coopérative
report-total = ensemble
report-line-given = Ligne { $line } : ce que chaque coopérative apporte
report-line-asked = Ligne { $line } : ce que chaque coopérative demande
report-asked-for = demandes
report-chart = { $title } : apporté, engagé, versé et reçu. Les mêmes chiffres sont dans le tableau ci-dessous.
report-pledged = apporté
report-hours = heures apportées
report-committed = engagé
report-direct = dont aide directe
report-accepted = accepté
report-disbursed = versé
report-received = reçu
report-transit = en route
report-late = depuis plus de 15 jours
report-repaid = remboursé
report-returning = en cours de retour
report-overdue = en retard
report-suspended = engagements en souffrance
report-suspense = montant en souffrance
report-owed = dû par une bifurcation
report-requests = demandes
report-asked = demandé
report-granted = accordé
report-states = où elles en sont
report-guarantees-given = Garanties données
report-guarantees-received = Garanties reçues
report-number = nombre
report-ceilings = plafonds
report-limit = encore appelable
report-exposure = exposition
report-called = appelé
report-honoured = payé
report-refused = refusé
report-exposures = Plus grande exposition envers une coopérative
report-capacity = capacité déclarée
report-towards = envers
report-share = part de la capacité
report-percent = { $whole },{ $tenths } %
report-journals = Journaux
report-is = statut
report-entries = écritures
report-confirmed = confirmé jusqu'à
report-unconfirmed = non confirmées
report-waiting = en attente d'une autre
report-disputes = litiges ouverts
report-corrections = corrigées
report-voids = nulles, par motif
report-forked = bifurcation
report-fork = deux écritures { $seq }
report-circle = Garanties en cercle : { $names }. Si l'une paie, elle finit par payer pour elle-même.
report-more-circles = Il peut y avoir d'autres cercles de garanties que ceux montrés.
report-suppressed = Quand une coopérative a moins de { $least } demandes, ce qu'elle demande n'est pas montré, pour que personne ne devine qui a besoin d'aide ; la somme le compte. Si une seule en a si peu, la plus petite suivante n'est pas montrée non plus. Le rapport complet a d'autres mots que celui-ci.
report-check = L'argent passe par la banque : ce sont des promesses et des reçus. N'importe qui peut les recompter : bigre register export, puis bigre fund audit --offline.
report-standing = { $standing ->
    [active] active
    [dormant] en sommeil
    [left] partie
   *[expelled] exclue
}

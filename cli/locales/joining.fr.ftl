# Comment une coopérative entre dans la fédération : invitations, réponse, attente.

column-guest = pour

invite-given = Invitation pour { $guest }, une seule fois ; elle expire { $until }. Transmettez-la par un canal sûr : qui la tient peut demander à entrer, et l'assemblée décide.
invite-next = Reprise possible : « bigre invite revoke { $id } ». Quand la coopérative aura répondu, sa page sera proposée : « bigre register list ».
invite-no-qr = (Le terminal est trop étroit pour le code QR.)
invite-none = Aucune invitation.
invite-revoked = L'invitation pour { $guest } est reprise : elle ne sert plus.
invite-state = { $state ->
    [open] en cours
    [used] utilisée
    [expired] périmée
   *[revoked] reprise
}

join-ticket = Invitation pour { $guest }, qui expire { $until }. Empreinte de la fédération : { $words }. Comparez ces mots de vive voix avec qui vous invite.
join-asking = Question à { $address }…
join-charter-signed = La charte { $charter } est signée.
join-waiting = La page est proposée : { $found } approbation{ $found ->
    [one] {""}
    [0] {""}
   *[other] s
} sur { $needed }. { $missing ->
    [none] {""}
   *[other] Ne l'ont pas encore approuvée : { $missing }.
}
join-welcome = Votre coopérative est membre de « { $name } » ({ $words }). Démarrez le nœud : « bigre node run ».

problem-join-ticket-unreadable = Ce n'est pas une invitation.
problem-join-ticket-unreadable-why = Son texte commence par BIGRE1 ; il y manque peut-être des lettres.
problem-join-ticket-unreadable-hint = Copiez-la tout entière, ou enregistrez-la dans un fichier : « bigre join FICHIER ».
problem-join-other-federation = Ce dossier est déjà celui d'une fédération : { $name }.
problem-join-other-federation-hint = Une coopérative dans deux fédérations a deux dossiers : « bigre --data AUTRE init ».
problem-join-no-address = L'invitation ne dit pas où demander.
problem-join-no-address-hint = Demandez-en une autre : les fiches des coopératives doivent porter une adresse.
problem-join-nobody = Aucune adresse de l'invitation ne répond.
problem-join-nobody-hint = Les lignes ci-dessus disent à quelle étape chacune échoue. Réessayez plus tard, ou prévenez qui vous invite.
problem-join-sponsor = Seul le nœud de { $name } peut prendre cette invitation, et il n'a pas répondu.
problem-join-sponsor-hint = Réessayez plus tard, ou prévenez cette coopérative.
problem-join-step-address = Étape « adresse » : { $address } ne mène nulle part depuis cette machine.
problem-join-step-address-hint = Vérifiez la connexion de cette machine et le nom.
problem-join-step-port = Étape « port » : rien ne répond à { $address }.
problem-join-step-port-hint = Le nœud est peut-être arrêté, ou un pare-feu ferme son port.
problem-join-step-not-node = Étape « port » : ce qui répond à { $address } n'est pas un nœud Bigre.
problem-join-step-not-node-hint = L'adresse est peut-être celle d'un autre service : demandez à qui vous invite.
problem-join-step-key = Étape « clé » : un autre nœud répond à { $address }.
problem-join-step-key-hint = L'adresse a changé de main, ou la clé a été renouvelée : demandez une autre invitation.
problem-join-step-door = Étape « porte » : le nœud à { $address } n'attend personne, ou trop de monde à la fois.
problem-join-step-door-hint = Réessayez dans une minute ; sinon l'invitation a peut-être été reprise.
problem-join-step-answer = Étape « réponse » : le nœud à { $address } n'a pas donné de réponse lisible.
problem-join-step-answer-hint = Réessayez dans une minute. Si cela dure, les versions diffèrent peut-être.
problem-join-step-system = Cette machine n'a pas pu poser la question.
problem-join-step-system-hint = Regardez « bigre doctor ».
problem-join-charter = Étape « charte » : elle n'est pas signée ({ $charter }).
problem-join-charter-hint = Lisez-la ci-dessus, puis répondez : « bigre join … --sign-charter ».
problem-join-another-federation = La réponse vient d'une autre fédération que celle de l'invitation : rien n'est gardé.
problem-join-another-federation-hint = Prévenez qui vous invite : ce nœud ment, ou s'est trompé.
problem-join-ticket-forged = Étape « invitation » : elle n'est signée par aucun membre de cette fédération.
problem-join-ticket-forged-hint = Demandez-en une autre.
problem-join-ticket-expired = Étape « invitation » : elle est périmée.
problem-join-ticket-expired-hint = Demandez-en une autre.
problem-join-ticket-revoked = Étape « invitation » : elle a été reprise.
problem-join-ticket-revoked-hint = Demandez à qui vous a invité.
problem-join-ticket-used = Étape « invitation » : une autre coopérative l'a déjà utilisée.
problem-join-ticket-used-hint = Demandez-en une autre, et dites-le à qui vous invite.
problem-join-ticket-unknown = Étape « invitation » : le nœud qui l'a signée ne la connaît plus.
problem-join-ticket-unknown-hint = Demandez-en une autre.
problem-join-card-refused = Étape « fiche » : la vôtre est refusée.
problem-join-card-refused-why = { $detail }
problem-join-card-refused-hint = Regardez-la : « bigre card show ».
problem-join-not-now = La page ne peut pas être proposée maintenant.
problem-join-not-now-why = { $detail ->
    [none] {""}
   *[other] { $detail }
}
problem-join-not-now-hint = Réessayez plus tard, ou prévenez qui vous invite.
problem-invitation-refused = Aucune invitation n'est donnée.
problem-invitation-refused-why = { $detail }
problem-invitation-unknown = Aucune invitation, ou plusieurs, ne commence par { $detail }.
problem-invitation-unknown-hint = « bigre invite list » les montre.

problem-warn-card = La fiche de cette coopérative expire dans { $days } jours.
problem-warn-card-hint = Avec les clés racines : « bigre card renew ».
problem-warn-fault = Des signatures contradictoires sont prouvées : { $names }.
problem-warn-fault-hint = Prévenez ces coopératives et l'assemblée : « bigre register list ».
problem-warn-split = Deux pages numéro { $number } sont scellées : le registre est gelé. Se sont contredites : { $names }.
problem-warn-split-hint = Les annuaires continuent. Les coopératives doivent se réunir et refonder la fédération.
problem-warn-suspended = Suspension en cours, rien de nouveau n'est pris de { $names }.
problem-warn-suspended-hint = « bigre register list » dit jusqu'à quand.
problem-warn-update = L'assemblée demande la version { $version } du protocole.
problem-warn-update-hint = Installez une version plus récente de bigre.

federation-bringing = Publication…
federation-brought = { $entries } notices de la fédération d'avant sont publiées ici.
problem-cli-not-in-book = Le registre d'avant ne connaît aucune coopérative d'identifiant { $legal }.
problem-cli-not-in-book-hint = Elle est reconnue à son identifiant légal : « bigre card show ».
problem-warn-closed = { $closed } coopératives sur { $others } ferment aussitôt les connexions de ce nœud.
problem-warn-closed-hint = Un autre nœud tourne peut-être avec les mêmes clés : n'en gardez qu'un. Ou cette coopérative n'est plus membre : demandez aux autres.

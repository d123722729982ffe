# L'aide en français ; en anglais, elle est dans le code. Une clé par verbe et par argument.

help-heading-usage = Usage :
help-heading-verbs = Verbes
help-heading-verb = VERBE
help-heading-options = Options
help-heading-arguments = Arguments
help-heading-values = [{ $values }]
help-heading-default = [défaut : { $value }]
help-heading-variable = [variable : { $name }]
help-arg-help = Affiche cette aide
help-arg-version = Affiche la version

help = Bigre!, le réseau fédéré des coopératives de travail
help-data = Dossier du nœud : ses clés, ses réglages, ses données
help-json = Affiche du JSON, pour les programmes
help-lang = Langue des messages : fr, nl ou en (après « search », la langue de travail)
help-color = Couleurs
help-quiet = N'affiche que les résultats et les erreurs
help-verbose = En dit plus ; deux fois, encore plus

help-init = Crée les clés, la fiche et les réglages du nœud d'une nouvelle coopérative
help-init-name = Le nom de la coopérative
help-init-legal_id = Son numéro de registre : FR:SIREN: et 9 chiffres, ou BE:BCE: et 10 chiffres
help-init-announce = Où les autres joignent le nœud, comme /dns/bigre.exemple.coop/tcp/4040 (répétable)
help-arg-passphrase_file = Lit la phrase de passe à la première ligne d'un fichier
help-init-generate_passphrase = Invente une phrase de passe, affichée une seule fois

help-card = La fiche de la coopérative, que s'échangent les fondatrices
help-card-show = Montre la fiche de cette coopérative, ou celle d'un fichier
help-card-show-file = Une fiche reçue d'une autre coopérative
help-card-export = Écrit la fiche de cette coopérative dans un fichier, à envoyer aux autres fondatrices
help-card-export-file = Le fichier ; par défaut le nom de la coopérative suivi de .card

help-federation = La fédération
help-federation-found = Signe la page fondatrice que font les fiches des fondatrices ; chacune fait de même
help-federation-found-name = Le nom de la fédération, le même pour toutes
help-federation-found-cards = Les fiches des fondatrices, dans n'importe quel ordre, celle-ci comprise
help-federation-show = Montre la fédération, son empreinte en mots et ses fondatrices

help-node = Le nœud de cette machine
help-node-run = Fait tourner le nœud jusqu'à Ctrl-C ou SIGTERM
help-node-run-listen = Où écouter (répétable ; network.listen)
help-node-run-log = Ce que dit le journal (log.level)
help-node-run-settings = Tout autre réglage, comme storage.cache="128 MiB"

help-status = Dit si tout va bien
help-peers = Les autres coopératives, et si elles sont jointes
help-sync = Les annuaires et leur fraîcheur
help-sync-now = Comparer tout de suite avec tout le monde, et attendre ce qui est plus récent
help-sync-now-timeout = Combien de temps attendre, en secondes
help-sync-status = Une ligne par annuaire : combien de notices, de quand, et qui les a

help-member = Les personnes de la coopérative
help-member-import = Reprend une liste (CSV) ; montre ce qui change
help-arg-dry_run = Montre ce qui changerait, n'écrit rien
help-member-import-file = Le fichier CSV ; « - » pour l'entrée standard
help-member-import-delimiter = Ce qui sépare les colonnes : « , » (par défaut), « ; » ou « tab »
help-member-import-encoding = L'encodage du fichier ; UTF-8 par défaut
help-member-import-remove_missing = Retire les personnes que le fichier n'a plus
help-member-import-force = Même si plus d'un dixième des personnes disparaissent
help-member-add = Ajoute une personne
help-member-list = Liste les personnes d'une coopérative, celle-ci par défaut
help-member-show = Montre la notice d'une personne
help-member-edit = Modifie la notice d'une personne : ne change que ce qui est donné
help-member-remove = Retire une personne, avec ses offres et ses besoins
help-arg-id = Son numéro, ou le début
help-arg-coop = Une coopérative : nom, numéro ou début
help-arg-page = Quelle page
help-arg-name = Nom ou pseudonyme, tel qu'il sera montré
help-arg-title = L'activité principale, avec les mots de la personne
help-arg-learn = Ce que la personne veut apprendre (répétable)
help-arg-available = Si la personne prend du travail en ce moment
help-arg-trades = Un métier : code ou nom (répétable)
help-arg-skills = Une compétence : code ou nom (répétable)
help-arg-sectors = Un secteur : code ou nom (répétable)
help-arg-modes = Une façon de faire : code ou nom (répétable)
help-arg-words = Ses propres mots, pour ce qu'aucune liste ne connaît (répétable)
help-arg-place = Une commune, un code postal, un département, une région
help-arg-precision = Avec quelle précision le lieu est publié
help-arg-languages = Une langue de travail, comme fr (répétable)
help-arg-about = Quelques phrases, 500 caractères au plus

help-offer = Ce que les membres offrent
help-need = Ce que les membres cherchent
help-offer-add = Publie une offre
help-need-add = Publie un besoin
help-offer-add-title = Quoi, en quelques mots
help-need-add-title = Quoi, en quelques mots
help-arg-by = De qui : numéro, début, ou nom exact
help-arg-exchange = Contre quoi (répétable)
help-arg-until = Jusqu'à quand, comme 2027-06-30
help-offer-list = Liste les offres d'une coopérative, celle-ci par défaut
help-need-list = Liste les besoins d'une coopérative, celle-ci par défaut
help-offer-show = Montre une offre
help-need-show = Montre un besoin
help-offer-withdraw = Retire une offre
help-need-withdraw = Retire un besoin

help-search = Cherche dans les annuaires de toutes les coopératives
help-search-words = Des mots ; aucun pour tout ce que choisissent les options
help-search-near = Un lieu : nom, code postal ou code
help-search-within = Jusqu'à quelle distance, comme 50km
help-search-kind = Personnes, offres ou besoins (répétable)
help-search-trade = Un métier : code ou nom (répétable)
help-search-skill = Une compétence : code ou nom (répétable)
help-search-sector = Un secteur : code ou nom (répétable)
help-search-mode = Une façon de faire : code ou nom (répétable)
help-search-available = Seulement les personnes qui prennent du travail en ce moment
help-search-sort = Dans quel ordre
help-search-per_page = Résultats par page

help-export = Écrit tout ce qui est connu dans un fichier, pour une machine sans réseau
help-import = Reprend un tel fichier
help-arg-file = Le fichier ; « - » pour l'entrée ou la sortie standard

help-config = Les réglages
help-config-show = Montre chaque réglage, sa valeur et d'où elle vient
help-config-show-example = Affiche plutôt le modèle documenté
help-config-check = Dit ce qui ne va pas dans les réglages
help-store = Le disque
help-store-compact = Rend la place que prennent les notices effacées

help-backup = Les clés et les réglages du nœud dans un fichier verrouillé
help-backup-create = Écrit la sauvegarde, la relit et la vérifie
help-backup-create-file = Le fichier à écrire, ailleurs que dans le dossier du nœud
help-backup-create-force = Remplace un fichier déjà là
help-backup-create-identity_only = Sans le contenu des annuaires, que les autres coopératives gardent aussi
help-backup-verify = Ouvre une sauvegarde, vérifie tout et dit ce qu'elle contient, sans les secrets
help-backup-verify-file = La sauvegarde
help-restore = Remet une sauvegarde en place dans un nouveau dossier
help-restore-file = La sauvegarde
help-doctor = Cherche ce qui ne va pas, et dit que faire
help-doctor-bundle = Écrit aussi un fichier à joindre à une demande d'aide, sans noms, clés ni adresses
help-key = Les clés que tient une seule personne
help-key-new = Crée une clé dans un fichier verrouillé, et affiche sa partie publique
help-key-new-file = Le fichier à écrire
help-key-new-usage = À quoi elle sert : root signe les fiches, vote approuve les pages du registre
help-key-new-label = Qui la tient
help-key-show = Montre à quoi sert la clé d'un fichier, qui la tient, et sa partie publique
help-key-show-file = Le fichier de clé

help-mesh = Une fédération d'essai sur cette machine
help-mesh-up = Fonde une fédération d'essai sur cette machine et démarre ses nœuds ; redémarre ceux qui sont arrêtés
help-mesh-up-nodes = Combien de nœuds, une coopérative chacun
help-mesh-status = Montre les nœuds
help-mesh-partition = Coupe des nœuds des autres
help-mesh-partition-nodes = Les nœuds d'un côté, par numéro ou par nom ; par défaut la première moitié
help-mesh-heal = Rejoint tout le monde
help-mesh-kill = Tue un nœud comme une coupure de courant ; « up » le redémarre
help-mesh-kill-node = Le nœud, par numéro ou par nom
help-mesh-down = Arrête les nœuds
help-mesh-down-erase = Efface aussi leurs données
help-arg-lab = Dossier de la fédération d'essai ; par défaut à côté de celui du nœud
help-demo = Montre tout, avec une fédération d'essai et des membres inventés
help-demo-no_input = Ne demande rien, arrête tout à la fin, et dit par son code de sortie si tout s'est bien passé

help-completions = Affiche les complétions d'un shell
help-completions-shell = Le shell
help-about = Ce qu'est ce programme, et d'où viennent ses données
help-about-topic = « data » : d'où viennent le vocabulaire et les lieux
help-invite = Invite une coopérative à entrer dans la fédération
help-invite-guest = Pour qui est l'invitation
help-invite-days = Combien de jours elle sert
help-invite-no_qr = Sans le code QR
help-invite-list = Les invitations données, et ce qu'elles sont devenues
help-invite-revoke = Reprend une invitation
help-invite-revoke-id = Son identifiant, ou le début
help-join = Répond à une invitation, et dit à quelle étape on en est
help-join-ticket = L'invitation : son texte, ou un fichier qui la contient (« - » pour l'entrée standard)
help-join-sign_charter = Signe la charte, après l'avoir lue
help-join-wait = Attend la décision des coopératives, ce nombre de secondes au plus
help-join-passphrase_file = Lit la phrase de passe dans la première ligne d'un fichier

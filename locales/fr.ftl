# Texts of the program itself, in French: the same keys, in the same order, as en.ftl.

## Names of the program

product = Chautari
desk-name = Bureau Chautari
site-tagline = Des enfants à l’abri de la traite
the-program = Le programme
a-colleague = Un collègue
me = Mon compte
language = Langue
demo-banner = Démonstration : n’y entrez aucune personne réelle.

## Words used everywhere

blank = Vide
presumed-child = Enfant présumée
cancel = Laisser comme c’était
back = Retour
next = Suivant
print = Imprimer
skip-to-text = Aller au texte
skip-to-work = Aller au travail
you-are-here = Vous êtes ici
home = Accueil

## Public site

site-leave = Quitter ce site
site-help-short = Danger ? { $number }
site-menu = Menu
site-section-help = Aide
site-in-this-part = Dans cette partie
site-last-changed = Modifiée le { $date }
site-minutes-to-read = { $count ->
    [one] 1 minute de lecture
   *[other] { $count } minutes de lecture
}
site-share = Partager cette page
site-share-address = Adresse de cette page
site-share-text = Copiez cette adresse, ou envoyez-la par courriel. Personne ne saura que vous l’avez partagée.
site-share-mail = Envoyer par courriel
site-read-on = Lire la suite
site-five-caption = Les cinq réponses et ce que fait chacune
site-five-response = Réponse
site-five-what = Ce que nous faisons
site-no-pages = Rien n’est encore publié ici.
site-to-the-desk = Connexion de l’équipe
site-trail = Vous êtes ici :
site-trail-foot = Vous êtes ici, en bas de page
site-navigation = Navigation principale
site-need-help = Besoin d’aide ?
site-neutral-title = Informations
site-share-copy = Copier l’adresse
site-share-copied = Copiée
site-share-native = Partager avec une application
site-foot = Aucun cookie, rien de chargé d’ailleurs, personne n’est compté.
site-back-home = Vers la première page
site-help-free = C’est gratuit, et vous n’avez pas à donner votre nom.
site-strip-call = Un enfant est en danger ? { $country } : appelez le { $number }. Gratuit, jour et nuit.
site-search = Rechercher
site-search-label = Que cherchez-vous ?
site-search-button = Rechercher
site-search-private = Ce que vous tapez n’apparaît ni dans l’adresse ni dans l’historique, et nous ne le gardons pas.
site-search-found = { $count ->
    [one] Une page trouvée
   *[other] { $count } pages trouvées
}
site-search-none = Rien n’a été trouvé
site-search-none-text = Si c’est urgent, appelez d’abord. Sinon, essayez un seul mot, comme « travail », « école » ou « papiers », ou ouvrez le menu en bas de page.
site-search-nothing-typed = Tapez un ou deux mots
site-not-found-title = Cette page n’est pas ici
site-not-found-text = L’adresse est peut-être ancienne ou mal tapée. Si vous cherchez de l’aide, voici les numéros.
site-gone-title = Cette page a été retirée
site-gone-text = Elle était ici et n’y reviendra pas. Si vous cherchez de l’aide, voici les numéros.
site-busy-title = Trop de monde en ce moment
site-busy-text = Réessayez dans quelques secondes. Si c’est urgent, appelez.
site-fault-title = Cette page a failli
site-fault-text = C’est noté, sans rien sur vous. Si c’est urgent, appelez.
site-request-title = Ceci n’a pas été compris
site-request-text = Revenez en arrière et réessayez. Si c’est urgent, appelez.

## The ordinary page that the exit opens

leave-title = Les sortes de nuages
leave-lead = On nomme les nuages selon leur hauteur et leur forme. En voici quatre, faciles à reconnaître :
leave-name = Nom
leave-height = Hauteur
leave-looks = À quoi il ressemble
leave-high = élevée
leave-middle = moyenne
leave-low = basse
leave-cirrus = De fins fils blancs, comme des cheveux.
leave-cumulus = Des tas blancs à base plate, par beau temps.
leave-stratus = Une nappe grise sans forme, comme un brouillard levé.
leave-nimbostratus = Une couche sombre qui donne des heures de pluie.
leave-on = En lire plus sur les nuages
leave-on-address = https://fr.wikipedia.org/wiki/Nuage

## Sign-in

sign-in = Se connecter
sign-in-name = Votre identifiant
sign-in-password = Mot de passe
sign-in-code = Les 6 chiffres de votre application de codes
sign-in-code-hint = Ou l’un des codes de secours que vous avez notés.
sign-in-code-asked = Maintenant les 6 chiffres de votre application de codes.
sign-in-code-wrong = Ce code ne convient pas. Attendez le suivant dans votre application et réessayez.
sign-in-failed = Vous n’êtes pas connecté
sign-in-wrong = L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez les deux et réessayez.
sign-in-wait = { $seconds ->
    [one] Trop d’essais. Attendez 1 seconde, puis réessayez.
   *[other] Trop d’essais. Attendez { $seconds } secondes, puis réessayez.
}
shared-computer = Cet ordinateur est-il partagé ?
shared-computer-text = Ouvrez une fenêtre privée et appuyez sur Verrouiller en vous levant. Le bureau se verrouille seul après 15 minutes, et prévient deux minutes avant. Ce que vous écriviez est gardé.
lost-factor = Téléphone ou clé perdus ?
lost-factor-text = Connectez-vous avec l’un de vos codes de secours. Perdus aussi ? Prévenez aussitôt deux personnes qui administrent, à toute heure : ensemble elles retirent le second facteur, et vous en mettez un nouveau en place.
demo-accounts = Essayer en tant que
demo-accounts-hint = Chaque compte voit ce que son rôle peut voir. Connectez-vous avec l’un, puis avec un autre, et comparez.
demo-sign-in-as = Entrer comme { $name }
demo-try-this = À essayer
demo-try-open = Ouvrez un dossier et modifiez une réponse.
demo-try-history = Regardez l’historique de cette réponse.
demo-try-role = Connectez-vous avec un autre rôle : le dossier est introuvable.
demo-try-verify = Lancez { $command }, changez un octet de la base, et relancez.
link-title = Choisissez un mot de passe
link-text = Ce lien sert une seule fois. Choisissez un mot de passe que personne ne devinerait, et gardez-le pour vous.
link-used-title = Ce lien ne sert plus
link-used = Il a déjà servi, ou son temps est passé. Demandez-en un nouveau à l’administration.
new-password = Nouveau mot de passe
new-password-hint = Au moins 12 caractères. Quatre mots sans rapport entre eux se retiennent bien.
save-password = Enregistrer et se connecter
weak-password-short = Trop court : au moins 12 caractères.
weak-password-long = Trop long : 128 caractères au plus.
weak-password-common = Beaucoup de gens emploient ce mot de passe, on l’essaie donc en premier. Choisissez-en un autre.
second-factor-title = Ajoutez votre application de codes
second-factor-text = Votre rôle ouvre des noms : un mot de passe ne suffit pas. Lisez cette image avec votre application de codes, puis écrivez les 6 chiffres affichés.
recovery-codes-title = Vos codes de secours
recovery-codes-text = Chacun sert une fois, quand vous n’avez pas votre téléphone. Notez-les maintenant sur papier : ils ne seront plus affichés.
step-up-title = Encore une fois, est-ce bien vous ?
step-up-text = Ce que vous allez faire concerne beaucoup de gens ou ne peut être défait. Écrivez à nouveau votre mot de passe.
idle-warning = Le bureau se verrouille dans deux minutes. Appuyez sur une touche pour rester.
locked = Verrouillé. Ce que vous écriviez est gardé.
lock = Verrouiller
switch-membership = Agir comme
acting-as = { $role }, { $site }

## Desk navigation

desk-navigation = Parties du bureau
nav-my-day = Ma journée
nav-approvals = Approbations
nav-conflicts = Deux réponses
nav-settings = Réglages
nav-look-back = Regarder en arrière
the-office = Le bureau
to-the-desk = Vers le bureau
find-a-person = Trouver une personne
find-label = Trouver une personne, un dossier, un papier
find-placeholder = Nom, numéro ou téléphone
find-hint = Écrivez comme vous entendez, dans l’une ou l’autre écriture. Les graphies proches sont trouvées aussi.
find-button = Chercher
find-found = { $count ->
    [one] 1 trouvé
   *[other] { $count } trouvés
}
find-nothing = Personne trouvé
find-nothing-text = Essayez une partie du nom, ou l’autre écriture. Vous cherchez peut-être une personne suivie par une autre équipe ; vous ne la verriez pas ici.

## Kinds in the plural, for lists

kinds-case = Dossiers
kinds-htcds = Premières fiches (HTCDS)
kinds-person = Personnes
kinds-household = Foyers
kinds-organisation = Organisations
kinds-place = Lieux
kinds-page = Pages
kinds-consent = Consentements
kinds-document = Documents
kinds-note = Notes
kinds-follow-up = Suivis
kinds-suspect = Personnes peut-être impliquées
kinds-portrait = Photographies
kinds-user = Collègues
kinds-site = Sites
kinds-membership = Rôles sur les sites
kinds-assignment = Équipe autour d’elle
kinds-share = Partages
kinds-link = Liens
kinds-approval = Approbations

## Lists

column-stage = Étape
column-site = Site
column-owner = Référente
column-opened = Ouvert le
column-number = Numéro
column-person = Personne
column-title = Nom
column-changed = Modifié le
new-record = Nouveau : { $kind }
list-caption = { $kinds } que vous pouvez voir
filter-the-list = Filtrer la liste
filter = Filtrer
any-of = { $what } : tout
showing-only = Affiché seulement :
remove-filter = Retirer ce filtre
unknown-filter = Une valeur absente de la liste
list-empty = Rien ici pour l’instant
list-nothing-fits = Rien ne répond à ces filtres
list-nothing-fits-text = Vous cherchez peut-être ce qu’une autre équipe suit ; vous ne le verriez pas ici.
list-without-filters = Tout afficher
next-rows = Les 25 suivants
list-first-rows = Revenir aux premiers
list-sorted-by = Trié par { $what }
saved-views = Vues gardées
save-view = Garder cette vue
view-mine = Les miens
view-my-team = Mon équipe
late-by-hours = { $count ->
    [one] En retard d’une heure
   *[other] En retard de { $count } heures
}
late-by-days = { $count ->
    [one] En retard d’un jour
   *[other] En retard de { $count } jours
}
waiting-days = { $count ->
    [one] Attend depuis 1 jour
   *[other] Attend depuis { $count } jours
}
today = Aujourd’hui
tomorrow = Demain
yesterday = Hier

## Forms

form-draft-found = Vous avez commencé cette fiche le { $date }. Elle reprend où vous vous êtes arrêté.
form-draft-throw-away = Jeter le brouillon et recommencer
form-saved = Enregistré.
form-change-about = la réponse :
form-row-number = Numéro
form-sealed-field = Scellé : cela va à qui en a besoin, et vous ne le relirez pas.

## Errors of a form

unique-taken = Il existe déjà une fiche en cours avec ces réponses. Ouvrez-la et modifiez-la.
approval-needed = { $count ->
    [one] Une personne du rôle « { $role } » doit d’abord approuver.
   *[other] { $count } personnes du rôle « { $role } » doivent d’abord approuver.
}

## Pages of errors

error-not-found-title = Introuvable
error-not-found-text = Cela n’existe pas, ou ne vous est pas ouvert. Si vous pensez que cela devrait l’être, demandez à votre responsable.
error-forbidden-title = Vous pouvez voir ceci, mais pas faire cela
error-forbidden-text = Votre rôle ne le comprend pas. Le droit qui manque est nommé ci-dessous, pour que vous puissiez le demander.
error-invalid-title = Quelques réponses sont à revoir
error-invalid-text = Rien n’est perdu. Revenez en arrière, voyez ce qui est marqué, et enregistrez de nouveau.
error-refused-title = Une règle s’y oppose
error-refused-text = Rien n’a été enregistré, et ce que vous avez écrit est gardé comme brouillon.
error-stale-title = Quelqu’un l’a modifié pendant que vous écriviez
error-stale-text = Les deux versions sont gardées. Regardez-les côte à côte et choisissez.
error-request-title = Ceci n’a pas été compris
error-request-text = Quelque chose dans l’adresse ou la fiche n’est pas comme il faut. Revenez en arrière et réessayez.
error-busy-title = Trop de monde en ce moment
error-busy-text = Rien n’est perdu. Réessayez dans quelques secondes.
error-fault-title = Le programme a failli ici
error-fault-text = C’est noté pour qui s’en occupe, sans rien de personnel. Ce qui était enregistré est sauf.
error-method-title = Cette adresse s’emploie autrement
error-method-text = Revenez en arrière et employez les boutons de la page.
error-too-large-title = C’est trop gros
error-too-large-text = Une fiche peut contenir jusqu’à 2 Mo, un fichier jusqu’à 20 Mo.
error-late-title = L’envoi n’est pas arrivé à temps
error-late-text = La connexion était trop lente ou s’est interrompue. Rien n’a été modifié. Veuillez recommencer.
error-too-many-title = Trop d’essais
error-too-many-text = Attendez un peu, puis réessayez.
error-origin-title = Cette fiche vient d’ailleurs
error-origin-text = Pour votre sécurité, elle n’a pas été prise. Ouvrez la page ici et envoyez-la de nouveau.
error-starting-title = Un instant
error-starting-text = La démonstration se remplit : { $done } sur { $total }.
error-back = Revenir en arrière

## A record's page

change-answers = Modifier
stage = Étape
stage-of = Étape { $number } sur { $count }
stage-done = faite
move-to = Passer à
move-reason = Pourquoi ? (gardé avec le passage)
reopen = Rouvrir
six-rights = Ses six droits
right-not-known = Pas encore connu
right-next = Ensuite : { $what }
story-so-far = L’histoire jusqu’ici
story-made = Créé : { $kind }
story-changed = Modifié : { $kind }
story-moved = Passé à : { $stage }
story-part = Quelque chose de scellé a été écrit : { $part }
story-assigned = { $name } a rejoint l’équipe
story-nothing = Il ne s’est encore rien passé ici
show-earlier = Voir plus tôt
sealed-parts = Parties scellées
sealed-parts-hint = Toute fiche de ce type a ces parties, remplies ou non. Chaque ouverture est notée.
sealed-for = Scellé : pour { $roles }
sealed-people-facts = Parties scellées, personnes et faits
part-open = Ce qui n’identifie personne
part-identity = Qui elle est
part-legal = Dossier de l’avocate
part-health = Santé
part-mind = Notes de la psychologue
part-network = Personnes impliquées
part-story = Son récit pour le public
part-equality = Égalité
part-member = Paroles des membres
people-and-links = Personnes et liens
care-team = Équipe autour d’elle
facts = Faits
consent-until = Consentement jusqu’au { $date }
consent-none = Aucun consentement noté
consent-withdrawn = Consentement retiré
consent-ground = Sans consentement : { $ground }
text-draft = Ce texte est un brouillon dans votre langue ; le texte relu est à côté.
number-later = Numéro donné à l’arrivée au bureau

## History

history = Historique
history-of = Historique : { $field }
history-versions = { $count ->
    [one] 1 version
   *[other] { $count } versions
}
history-first = Première fois
history-now = Tel que c’est maintenant
history-from-to = de « { $from } » à « { $to } »
history-by = Écrit par { $name }
history-happened = Arrivé le { $happened }, noté le { $recorded }
back-to-record = Revenir à la fiche
seen-by = Qui l’a vu

## Two answers (conflicts)

conflict-title = Deux réponses à la même question
conflict-text = Deux personnes ont répondu à partir de la même version. Les deux réponses sont gardées. Choisissez la bonne, ou écrivez-en une troisième.
conflict-theirs = Ce qui s’y trouve maintenant
conflict-yours = Ce que vous avez écrit
conflict-other = Ce que { $name } a écrit
conflict-keep-theirs = Garder ce qui s’y trouve
conflict-take-yours = Prendre le mien
conflict-write-third = Écrire une autre réponse
conflict-solved = Réglé. Les deux réponses restent dans l’historique.
conflict-none = Aucune question n’a deux réponses.

## Approvals

approvals-title = En attente de votre approbation
approvals-none = Rien ne vous attend
approve-button = Approuver
send-back-button = Renvoyer
approve-version = Vous approuvez la version { $version }. Une modification ensuite annule votre approbation.
approve-not-you = Vous l’avez écrit ou en êtes référent : quelqu’un d’autre doit approuver.
approvals-have = { $have } approbations sur { $need }
approval-asked = Approbation demandée

## Ce qu’on fait d’un dossier, à part le remplir

act-share = Partager…
act-handover = Transmettre…
act-link = Relier…
act-break-glass = Ouvrir en urgence…
act-erase = Effacer…
nav-counted = { $what } ({ $count })
kinds-handover = Passations
handover-hands = Entre quelles mains
kinds-broken-glass = Ouvertures d’urgence
kinds-erasure = Effacements
kinds-legal-hold = Conservations obligatoires
share-until = jusqu’au { $date }
share-ended = terminé, dernier jour : { $date }
share-end = Mettre fin à ce partage
handover-title = Transmettre
handover-text = Le dossier reste où il est jusqu’à ce que votre collègue l’accepte. Il est alors à elle, avec la fiche de la personne, et celle qui l’avait ne le voit plus, sauf si elle fait partie de l’équipe.
handover-offer = Le lui proposer
handover-line = { $from } → { $to }
handover-from = jusqu’ici avec { $name }
handover-by = proposé par { $name }, { $when }
handover-withdraw = Retirer la proposition
handover-answer = Votre réponse, si vous voulez en dire plus
handover-take = Prendre le dossier
handover-decline = Refuser
handovers-title = Transmis à vous
handovers-text = Rien d’un dossier ne vous est ouvert avant que vous le preniez. Il est alors à vous aussitôt.
handovers-none = Aucun dossier ne vous est proposé
handovers-none-text = Quand une responsable vous transmet un dossier, il attend ici que vous le preniez ou le refusiez.
handovers-declined = Vous avez refusé. Le dossier reste où il est.
refused-handover-waiting = Il est déjà proposé à quelqu’un. Retirez d’abord cette proposition.
refused-handover-same = Elle a déjà ce dossier. Choisissez quelqu’un d’autre.
refused-handover-cannot = Avec ses rôles, elle ne pourrait pas travailler sur ce dossier à ce site. Choisissez un autre site ou une autre collègue.
refused-handover-moved = Le dossier a changé de mains depuis la proposition. Refusez, et demandez-en une nouvelle.
link-record-title = Relier à un autre dossier
link-record-text = Un lien dit comment deux dossiers vont ensemble. Rien n’est déplacé, et il peut être retiré à tout moment.
link-find-person = Trouver l’autre personne, par son nom, quelle que soit l’orthographe
link-find-case = Trouver l’autre dossier, par son numéro
link-found = Ce qui a été trouvé
link-alike = Noms qui se ressemblent
link-same-person = Autres dossiers à son sujet
link-none = Rien n’est proposé pour l’instant
link-none-text = Cherchez l’autre dossier ci-dessus. On ne trouve que ce qui vous est ouvert.
link-how = Comment vont-ils ensemble ?
link-suggested = Peut-être la même personne : à vérifier
link-same = La même personne
link-not-same = Deux personnes différentes
link-unsure = Pas certain que ce soit la même personne
link-make = Les relier
link-look = Regardez-les avant de décider :
link-take-back = Retirer le lien
link-choose-both = Choisissez l’autre dossier, et comment ils vont ensemble.
refused-share-organisation = Elle travaille pour une autre organisation. Partagez pour l’usage « avec une organisation nommée », ou pour la police ou un tribunal, et nommez la sienne.
refused-link-there = Ils sont déjà reliés ainsi.
erase-title = Effacer
erase-text = Effacer détruit les clés de ce qui est écrit ici. Personne ne pourra plus le lire, pas même dans les sauvegardes. Qu’il y avait un dossier, qui l’a effacé et quand, cela reste.
erase-goes = Ce qui disparaît
erase-propose-text = Dites pourquoi. Une seconde personne lit et approuve, ou non. Vous pourrez ensuite l’effacer ici.
erase-propose = Le proposer
erase-waits = C’est proposé, et cela attend une seconde personne. Vous verrez ici si c’est approuvé.
erase-who = L’approbation revient à : { $roles }.
erase-approved = Une seconde personne a approuvé. Ce que vous faites maintenant ne peut être défait.
erase-type = Écrivez le numéro de ce dossier
erase-type-hint = C’est { $number }.
erase-now = Effacer pour toujours
refused-legal-hold = Une conservation obligatoire protège ce dossier : rien ne peut y être effacé avant qu’elle prenne fin.
refused-erasure-waiting = C’est déjà proposé.
refused-erasure-unapproved = Une seconde personne doit d’abord approuver.
refused-erasure-number = Ce n’est pas le numéro de ce dossier. Rien n’a été effacé.
erased-title = Effacé : { $kind }
erased-text = Ce dossier a été effacé. Ce qu’il disait a disparu pour toujours ; qu’il a existé est conservé.
erased-on = Effacé le
erased-by = Effacé par
erased-ground = Fondement
erased-approved = Approuvé par
erasures-title = Effacements
erasures-text = Chacun attend une seconde personne. N’approuvez que ce que vous avez compris : on ne peut pas revenir en arrière.
erasures-none = Aucun effacement ne vous attend
erasures-none-text = Quand quelqu’un propose d’effacer un dossier, cela attend ici une seconde personne.
erasures-words = Un mot pour la personne qui propose, si vous voulez
erasures-approve = Approuver
erasures-refuse = Ne pas approuver
erasures-approved = Approuvé. La personne qui l’a proposé peut maintenant effacer.
erasures-refused = Non approuvé. Rien n’est effacé.
glass-title = Urgence
glass-text = Quand quelqu’un est en danger et que personne de son équipe n’est joignable, vous pouvez ouvrir son dossier.
glass-rule-time = Il vous reste ouvert pendant 2 heures.
glass-rule-parts = Vous lisez qui elle est et les réponses codées ; jamais les notes d’une psychologue, jamais qui est impliqué.
glass-rule-told = Sa responsable et la personne chargée de la protection des données l’apprennent aussitôt, et l’examinent dans les 48 heures.
glass-rule-week = Vous pouvez le faire deux fois par semaine, et pas tant qu’une de vos ouvertures attend depuis plus de 48 heures.
glass-number = Numéro du dossier
glass-number-hint = Comme on le dit au téléphone, par exemple CH‑000123‑4. Il n’est dans aucune adresse ni aucun journal.
glass-open = L’ouvrir pour 2 heures
glass-mine = Vos ouvertures
glass-not-found = Aucun dossier de ce numéro ne peut être ouvert ainsi par vous. Vérifiez le numéro, ou demandez à une responsable.
glass-open-until = Ouvert à vous en urgence jusqu’au { $when }. Les personnes qui y veillent sont prévenues.
glass-reviews-title = Ouvertures d’urgence
glass-reviews-text = Chacune doit être examinée dans les 48 heures. Parlez avec la personne qui a ouvert, puis dites ce que vous avez constaté.
glass-reviews-none = Aucune ouverture ne vous attend
glass-reviews-none-text = Quand quelqu’un ouvre un dossier en urgence, vous l’apprenez ici aussitôt.
glass-words = Ce que vous avez constaté
glass-review = Dire que vous l’avez examinée
glass-reviewed = Merci. C’est noté.
glass-due = à examiner avant le { $when }
refused-glass-overdue = Une de vos ouvertures attend depuis plus de 48 heures. Demandez d’abord à votre responsable de l’examiner.
refused-glass-quota = Vous avez ouvert deux dossiers en sept jours. Demandez à une responsable de vous ouvrir celui-ci.
refused-glass-needless = Vous pouvez déjà lire qui elle est.
print-how = Utilisez la commande d’impression de votre navigateur.
printed-by = Imprimé par { $name }, { $when }
confidential = Confidentiel
confidential-text = Gardez ce papier sous clé, ne le montrez qu’à qui en a besoin, et détruisez-le quand il ne sert plus.
log-print = A imprimé un dossier
log-break-glass = A ouvert un dossier en urgence

## Actions, for messages about rights

action-view = voir
action-create = créer
action-change = modifier
action-move = faire avancer
action-approve = approuver
action-assign = confier
action-share = partager
action-transfer = transmettre
action-resolve = régler deux réponses
action-link = relier
action-export = exporter
action-erase = effacer
action-break-glass = ouvrir sans être de l’équipe
action-manage = gérer

## Settings of one’s own account

settings-title = Mon compte
settings-language = Langue du bureau
settings-calendar = Calendrier pour écrire les dates
settings-theme = Clair ou sombre
settings-theme-device = Comme l’appareil
settings-theme-light = Clair
settings-theme-dark = Sombre
settings-password = Changer mon mot de passe
settings-old-password = Mot de passe actuel
settings-sessions = Où je suis connecté
settings-end-sessions = Me déconnecter partout ailleurs
settings-saved = Vos réglages sont enregistrés.

## Colleagues and invitations

invite-title = Inviter un collègue
invite-name = Identifiant
invite-link = Donnez-lui ce lien, en main propre ou sur papier. Il sert une fois, pendant 72 heures.
invite-taken = Cet identifiant est déjà pris. Choisissez-en un autre.
account-close = Fermer ce compte
account-closed = Compte fermé
not-to-oneself = Personne ne se donne un rôle. Demandez à une autre personne de l’administration.

## Publishing

publish-frozen = Les visiteurs lisent la version du { $date }.
publish-changed-since = Modifiée depuis sa publication.
publish-see-page = Voir la page
publish-language-missing = Pas encore écrit en { $language }
publish-language-outdated = Plus ancien que le texte en { $language }
error-look-again = À revoir

# form
# Communs à d’autres pages du bureau : ce qui manque, oui et non.
missing-unknown = Ne sait pas
missing-not-asked = Pas demandé
missing-refused = N’a pas voulu dire
answer-yes = Oui
answer-no = Non
language-en = Anglais
language-fr = Français
language-ne = Népalais

# Remplir un formulaire
form-next = Enregistrer et continuer
form-keep = Enregistrer et s’arrêter là
form-back = Retour
form-save = Enregistrer
form-leave = Quitter sans enregistrer
form-change = Modifier
form-pages = Pages de ce formulaire
form-page-of = Page { $number } sur { $count }
form-any-order = Vous pouvez les remplir dans n’importe quel ordre.
form-step-here = vous êtes ici
form-step-done = fait
form-step-todo = pas commencé
form-check-title = Vérifier les réponses
form-check-aloud = Lisez-les-lui à voix haute avant d’enregistrer. Elle peut tout corriger.
form-check-hint = Relisez-les avant d’enregistrer.
form-blank = Pas encore de réponse
form-tired = Si elle est fatiguée
form-tired-text = Arrêtez. Appuyez sur « Enregistrer et s’arrêter là ». Personne ne lui reposera ces questions ; vous reprendrez là où vous étiez.
form-unsaved = Vous n’avez pas encore enregistré.
form-kept-line = Gardé sous scellé, pour vous seule :
form-updated = La page tient compte de vos réponses.

# Une question
form-advice = Conseil pour vous
form-subject = De qui s’agit-il ?
form-subject-hint = Elle n’est pas dans la liste ?
form-subject-new = Inscrivez-la d’abord
form-subject-missing = Choisissez de qui il s’agit, en haut du formulaire.
form-choose = Choisir
form-several = Choisissez tout ce qui convient.
form-other = Autre
form-other-text = De quoi s’agit-il ?
form-acknowledge = Oui, c’est fait
form-no-answer = Pas de réponse ?
form-rank = Place { $place }
form-rank-hint = Le plus important d’abord. Laissez le reste vide.
form-range = Un nombre de { $start } à { $end }.
form-time = Heure et minutes, comme 14:30.
form-datetime = Jour et heure, comme 2026-11-24T14:30.
form-point = En degrés, comme le téléphone les montre.
form-point-lat = Latitude
form-point-lon = Longitude
form-point-acc = À combien de mètres près
form-district = District
form-municipality = Commune
form-municipality-show = Montrer ses communes
form-filter = Tapez les premières lettres
form-file-keep = Garder
form-file-instead = Choisissez-en un autre pour le remplacer ; décochez la case pour n’en laisser aucun.
form-file-any = Un PDF, une image, un enregistrement, un film, un texte ou un document Word, Excel ou LibreOffice. 20 Mo au plus.
form-file-picture = Une image : JPEG, PNG, WebP ou HEIC. 20 Mo au plus.
form-file-recording = Un enregistrement. 20 Mo au plus, soit environ une heure de parole.
form-file-film = Un film. 20 Mo au plus.
form-error-file = Ce type de fichier ne peut pas être gardé ici. Choisissez-en un autre ; le reste du formulaire est gardé.
form-error-file-too-long = Ce fichier dépasse 20 Mo. Réduisez-le ou envoyez-le en plusieurs parties.
file-pdf = PDF
file-picture = Image
file-recording = Enregistrement
file-film = Film
file-text = Texte
file-document = Document
file-size-kb = { $size } ko
file-size-mb = { $size } Mo
form-worked-out-later = Calculé à l’enregistrement
form-add = Ajouter : { $what }
form-row = { $what } { $number }
form-remove = Retirer de la liste : { $what } { $number }
form-text-state = État du texte
form-text-draft = Brouillon
form-text-reviewed = Relu
form-text-outdated = À revoir

# Dates
form-calendar = Calendrier
form-calendar-bs = Calendrier népalais (BS)
form-calendar-ad = International (AD)
form-calendar-show = Montrer les mois de ce calendrier
form-day = Jour
form-month = Mois
form-month-unknown = Inconnu
form-year = Année
form-date-hint = Laissez le jour et le mois vides si l’on ne connaît que l’année. Les deux sortes de chiffres conviennent.
form-other-calendar = Dans l’autre calendrier :
form-about-year = Vers cette année-là
form-about-age = Ou son âge : environ combien d’années ?

# Ce qu’il faut revoir
form-errors-title = { $count ->
    [one] Une chose à revoir
   *[other] { $count } choses à revoir
}
form-errors-kept = Tout le reste de cette page est gardé.
form-error-required = Donnez une réponse, ou dites pourquoi il n’y en a pas.
form-error-constraint = Cela ne va pas avec les autres réponses. Regardez de nouveau.
form-error-integer = Écrivez un nombre entier, en chiffres.
form-error-decimal = Écrivez un nombre, avec un point devant les décimales : 12.5.
form-error-time = Écrivez l’heure et les minutes, comme 14:30.
form-error-datetime = Écrivez le jour et l’heure, comme 2026-11-24T14:30.
form-error-point = Écrivez la latitude et la longitude en degrés : 27.7 et 85.3.
form-error-code = Choisissez l’une des réponses proposées.
form-error-code-not-in-use = Cette réponse n’est plus employée. Choisissez-en une autre.
form-error-code-filtered = Cette réponse ne va pas avec les autres. Choisissez-en une autre.
form-error-other = Écrivez de quoi il s’agit.
form-error-range = Écrivez un nombre de { $start } à { $end }, par pas de { $step }.
form-error-too-long = Ce texte est trop long. Mettez-en une partie dans une note.
form-error-rows = Il peut y en avoir { $most } au plus.
form-error-form = Le formulaire lui-même a un défaut ici. Signalez-le à qui s’occupe des formulaires ; vos autres réponses sont gardées.
form-error-date = Écrivez la date dans ses trois cases : jour, mois, année.
form-error-date-no-year = L’année manque. Elle peut être estimée.
form-error-date-year-digits = Écrivez l’année en chiffres.
form-error-date-month-digits = Choisissez le mois dans la liste.
form-error-date-day-digits = Écrivez le jour en chiffres.
form-error-date-year = Dans ce calendrier, l’année va de { $first } à { $last }. Vous avez écrit { $year }.
form-error-date-month = Une année a 12 mois. Vous avez écrit le mois { $month }.
form-error-date-day = Le mois de { $month } { $year } a { $days } jours. Vous avez écrit { $day }.
form-error-date-day-without-month = Un jour ne va pas sans son mois. Choisissez le mois, ou laissez le jour vide.
form-error-date-estimate = Une année approximative n’a pas de mois. Laissez le jour et le mois vides, ou décochez « vers cette année-là ».
form-error-date-outside = Le calendrier népalais n’est pas connu pour ce jour.
form-error-date-age = Un âge va de 0 à { $oldest }.

# Une règle n’est pas respectée, ou quelqu’un a écrit entre-temps
form-reason = Pourquoi est-il juste de continuer malgré tout ?
form-reason-hint = Vos mots restent avec le dossier.
add-to-record = Ajouter :
# Texts of writing a record that locales/fr.ftl does not have yet.
form-kept-title = C’est gardé
form-kept-text = Vos réponses sont gardées sous scellé. Vous seule pouvez les ouvrir.
form-kept-go-on = Reprendre ce formulaire
form-new = Nouveau : { $what }
form-edit = Modifier : { $what }
form-more-questions = Vos réponses amènent d’autres questions sur cette page.
form-rule-unique = Il y en a déjà un. Ouvrez-le et modifiez-le.
form-rule-approval = Quelqu’un d’autre doit d’abord l’approuver.
form-clash-title = Quelqu’un d’autre a changé les mêmes réponses
form-clash-text = Rien n’est perdu : les deux réponses sont ci-dessous. Pour chacune, choisissez ou réécrivez. Vos autres réponses sont gardées.
form-clash-theirs = Garder ce qui s’y trouve
form-clash-yours = Prendre la mienne
form-clash-again = La réécrire
form-clash-by = Par { $who }, { $when }
form-clash-hidden = Vous ne pouvez pas lire ce qui s’y trouve.
form-too-large = Le formulaire est arrivé coupé : il contient trop de réponses à la fois. Rien n’a été enregistré. Enregistrez-le par parties.

## The desk: one's own account

settings-look = Langue et lumière
settings-save = Enregistrer
settings-not-saved = Rien n’a été modifié
settings-no-role = Vous n’avez encore de rôle sur aucun site. L’administration vous en donne un.
settings-drafts = Formulaires commencés
settings-no-drafts = Aucun. Un formulaire inachevé est gardé ici jusqu’à ce que vous l’enregistriez ou le jetiez.
settings-draft-go-on = continuer
settings-draft-throw-away = Jeter
settings-draft-gone = Le brouillon est jeté.
settings-password-changed = Votre mot de passe est changé. Vous êtes déconnectée partout ailleurs.
settings-old-wrong = Le mot de passe actuel ne convient pas. Réessayez.
settings-this-session = ici, en ce moment
settings-session-times = Connexion le { $began }, dernier usage le { $seen }
settings-end-session = Déconnecter là-bas
settings-sessions-ended = C’est déconnecté.
settings-other-browser = Un autre programme
factor-title = Second facteur
factor-on = { $count ->
    [one] En vigueur. Il reste { $count } code de secours.
   *[other] En vigueur. Il reste { $count } codes de secours.
}
factor-off = Pas encore. Avec lui, un mot de passe volé n’ouvre rien à lui seul.
factor-set-up = Le mettre en place
factor-in-force = Votre second facteur est en vigueur.
factor-not-yet = Le second facteur n’est pas encore en vigueur
factor-demanded = Votre rôle ouvre des noms : un mot de passe ne suffit pas. Mettez en place un second facteur maintenant, en deux minutes. Le bureau s’ouvre ensuite.
factor-text = Une application de codes sur votre téléphone affiche six chiffres qui changent toutes les trente secondes. La connexion les demandera désormais.
factor-step-app = Préparez une application de codes sur votre téléphone. Toute application de « codes à usage unique » convient.
factor-step-secret = Vous verrez un code QR pour l’application, et le même secret en 32 lettres et chiffres à taper.
factor-step-codes = Vous verrez dix codes de secours. Préparez du papier et un stylo.
factor-begin = Afficher mon secret
factor-begin-again = Recommencer avec un nouveau secret
factor-secret = Votre secret
factor-secret-text = Faites-le lire par votre application comme nouveau compte. Il ne sera plus affiché.
factor-open-app = L’ouvrir dans une application de codes sur cet appareil
factor-first-code = Le premier code
factor-confirm = Mettre en vigueur
step-up-go-on = Continuer
step-up-failed = Pas encore
step-up-wrong = Le mot de passe ne convient pas. Réessayez.
tokens-title = Clés pour des programmes
tokens-hint = Avec une clé, un programme lit ou écrit des dossiers en votre nom, et jamais plus que ce que vous pouvez vous-même.
tokens-look = Voir mes clés
tokens-held = Clés en usage
tokens-none = Aucune. Faites-en une quand un programme en a besoin, et mettez-y fin quand il n’en a plus besoin.
tokens-times = Faite le { $made }, prend fin le { $ends }
tokens-end = Y mettre fin
tokens-new = Une nouvelle clé
tokens-fresh = Votre nouvelle clé
tokens-fresh-text = Copiez-la maintenant dans le programme. Elle ne sera plus affichée.
tokens-label = À quoi sert-elle ?
tokens-label-hint = Pour vous-même : le nom du programme, comme « chiffres du mois ».
tokens-actions = Que peut faire le programme ?
tokens-parts = Quelles parties peut-il voir ?
tokens-kinds = Seulement avec ces fiches
tokens-kinds-hint = Ne choisissez rien pour tout ce que vous pouvez voir.
tokens-all-kinds = Toutes les fiches
tokens-ends = Elle prend fin après
tokens-days = { $count ->
    [one] 1 jour
   *[other] { $count } jours
}
tokens-make = Faire la clé
tokens-incomplete = Dites à quoi sert la clé et choisissez au moins une chose qu’elle permet.

## The desk: conflicts and approvals

conflict-none-text = Quand deux personnes répondent à la même question à partir de la même version, les deux réponses viennent ici.
conflict-take-other = Prendre cette réponse
conflict-save-third = Écrire cette réponse
conflict-third-in-form = Aucune n’est juste ?
approvals-which = Quelles approbations
approvals-next = L’étape suivante
approvals-end = Clôture
approvals-end-text = Tous ces dossiers peuvent être clos si vous l’approuvez. Approuvez quand le travail est fini et que la raison est écrite.
approvals-none-text = Les dossiers viennent ici quand leur prochaine étape demande votre approbation.
approvals-move = Pour passer à : { $stage }
approvals-approved = C’est approuvé. La personne qui suit le dossier peut le faire avancer.
approvals-sent-back = C’est renvoyé, avec votre raison.
approvals-moved = Le dossier a changé pendant que vous le regardiez. Regardez-le encore une fois.
send-back-why = Que manque-t-il ? La personne qui suit le dossier le lira.

## The desk: looking back

news-title = Nouveau pour vous
news-text = Une règle des fiches vous demande de regarder ceci. Une ligne disparaît quand vous l’avez lue.
news-none = Rien de nouveau
news-none-text = Ce qui demande votre attention tout de suite sera ici.
news-read = J’ai lu
log-title = Qui a vu quoi
log-text = Chaque ouverture d’une partie scellée, chaque connexion et chaque refus. Les lignes sont enchaînées : aucune ne peut être changée ou retirée sans que cela se voie.
log-none = Rien n’a encore été noté
log-when = Heure
log-who = Qui
log-what = Quoi
log-records = Fiches
log-more = { $count ->
    [one] et 1 autre
   *[other] et { $count } autres
}
log-view = A ouvert une fiche
log-list = A lu une liste avec des noms
log-find = A cherché par nom
log-export = A sorti des fiches
log-file = A ouvert un fichier
log-sign-in = S’est connectée
log-refused = A été refusée
log-account = S’est occupée d’un compte
log-other = Autre chose
log-wrong-password = mot de passe faux
log-wrong-code = code faux
log-account-link = a donné un lien à usage unique
log-account-closed = l’a fermé
log-account-reopened = l’a rouvert
ledger-title = Le registre
ledger-text = Chaque changement est une entrée qui porte l’empreinte de la précédente. Ce qui est écrit ne peut être changé sans trace.
ledger-now = Où il en est
ledger-entries = Entrées
ledger-access = Lignes de « Qui a vu quoi »
ledger-last = Dernière écriture
ledger-head = Empreinte de la dernière entrée
ledger-access-head = Empreinte de la dernière ligne
ledger-verify = Tout vérifier maintenant
ledger-well = Tout va bien
ledger-wrong = { $count ->
    [one] Une chose n’est pas comme elle a été écrite
   *[other] { $count } choses ne sont pas comme elles ont été écrites
}
ledger-looked = Regardé : { $entries } entrées, { $records } fiches et { $access } lignes.
ledger-more = Il y en a d’autres. La commande « chautari verify » les nomme toutes.
ledger-what-to-do = N’écrivez plus rien. Gardez une copie de la base telle quelle, et appelez qui s’occupe du programme.
ledger-table = Table
ledger-row = Ligne
ledger-entry = Entrée
ledger-what = Ce qui ne va pas
ledger-checkpoints = Points de contrôle signés
ledger-checkpoints-text = Chacun signe où en étaient les deux chaînes. Gardé ailleurs, il montre si le registre a été raccourci.
ledger-no-checkpoints = Aucun n’a encore été signé.
ledger-signed = Signé
ledger-key = Clé

## The desk: people and roles

people-title = Collègues
people-text = Toutes les personnes du bureau, avec les rôles qu’elles ont en ce moment.
people-add = Ajouter une personne
people-account = Compte
people-no-role = aucun rôle
people-no-role-text = Aucun rôle encore. Sans rôle, rien n’est ouvert après la connexion.
people-record = Sa fiche
people-role = Rôle
people-role-hint = Ce que peut faire chaque rôle
people-team = Équipe { $team }
people-supervisor = Responsable : { $name }
people-until = Jusqu’au { $date }
people-team-label = Équipe, s’il y en a une
people-team-hint = Les personnes qui ont ici la même équipe partagent leurs dossiers, si leur rôle le dit.
people-supervisor-label = Responsable
people-nobody = Personne
people-give-role = Donner un rôle
people-end-role = Y mettre fin
people-ended = Rôles tenus avant
people-own-account = Votre propre compte
account-none = Pas invitée
account-invited = Invitée
account-open = Compte en usage
account-closed-text = Personne ne peut s’y connecter. Ce qu’elle a écrit reste.
account-reopen = Rouvrir le compte
account-reset = Donner un lien pour un nouveau mot de passe
account-reset-text = Pour un mot de passe oublié. Le second facteur reste tel quel.
account-close-text = Elle est aussitôt déconnectée partout, et ses clés pour des programmes prennent fin.
invite-text = Choisissez un nom de connexion. Vous recevez un lien à remettre.
invite-name-hint = Au moins 3 caractères, comme maya.gurung. Il ne change plus ensuite.
invite-short = Un nom de connexion a au moins 3 caractères.
invite-made = Lien à usage unique
invite-until = Jusqu’au { $when }. Il ne sera plus affiché.
roles-title = Rôles
roles-text = Ce que chaque rôle peut voir et faire. On les change dans les fichiers de la mission, à deux, et non ici.
roles-manages = S’occupe de
roles-factor = Demande un second facteur
roles-add-up = Les droits s’ajoutent, rien n’en retire.
roles-no-grants = Ce rôle ne permet rien.
grant-do = Peut
grant-where = Lesquelles
grant-see = Lit
grant-write = Écrit
grant-flag = Sait qu’il y a
grant-only = Seulement ces réponses
grant-stages = À ces étapes
grant-within = Combien de temps
grant-since-made = { $count ->
    [one] 1 jour depuis la création
   *[other] { $count } jours depuis la création
}
grant-since-stage = { $count } jours depuis l’étape « { $stage } »
grant-manage = S’occupe de : { $parts }
relation-tenant = toutes celles de l’association
relation-country = celles de son pays
relation-site = celles de son site
relation-team = celles de son équipe
relation-owner = les siennes
relation-care-team = les siennes et celles qui lui sont confiées
relation-assigned = celles qui lui sont confiées
relation-supervised = celles des personnes qu’elle encadre
relation-shared = celles qui lui sont ouvertes
relation-broken-glass = celles qu’elle a ouvertes en urgence, pour deux heures
relation-author = celles qu’elle a écrites
relation-self = ce qui la concerne elle-même
manage-users = collègues
manage-roles = rôles
manage-devices = appareils
manage-kinds = formulaires
manage-settings = réglages
manage-keys = clés
manage-audit = regard en arrière

## The desk: forms and code lists

forms-title = Formulaires et listes
forms-text = Ce qui est demandé, à quelle partie d’une fiche appartient chaque réponse, et les règles. On les change dans les fichiers de la mission.
strand-prevention = Prévention
strand-protection = Protection
strand-reintegration = Réintégration
strand-training = Formation
strand-advocacy = Plaidoyer
strand-shared = Communs à tous
strand-site = Site public
kind-form = Formulaire
kind-what-for = À quoi il sert
kind-questions = Questions
kind-question = Question
kind-stages = Étapes
kind-leads-to = Mène à
kind-approvals = Approbations
kind-approval = Vers « { $stage } » : { $role } ({ $count })
kind-name = Nom dans les fichiers
kind-group = Groupe, pour les rôles
kind-under = Dépend de
kind-kept = Conservé
kind-kept-years = { $count ->
    [one] 1 an
   *[other] { $count } ans
}
kind-unique = Un seul pour les mêmes
kind-repeat = { $what }, autant de fois qu’il faut
kind-type = Réponse
kind-part = Partie
kind-notes = Remarques
kind-required = réponse demandée
kind-indexed = les listes peuvent filtrer
kind-searched = peut être cherché
kind-safety = ne peut être retiré
kind-translated = un texte par langue
kind-hidden = n’est plus demandé
kind-rules = Règles
kind-download = Télécharger en XLSForm
kind-hash = Cette version :
rule-when = Quand
rule-require = Doit être vrai
rule-create = À la création
rule-change = Au changement
rule-stage = Au passage à « { $stage } »
rule-daily = Chaque jour
rule-at = Au jour qu’elle nomme
rule-refuse = sinon, rien n’est enregistré
rule-warn = sinon, seulement avec une raison
rule-task = sinon, une tâche est donnée
rule-move = sinon, passage à « { $stage } »
rule-revoke = sinon, ce qui était ouvert se ferme
rule-notify = sinon, quelqu’un est averti
type-text = Texte
type-number = Nombre
type-date = Date ou heure
type-one = Un choix d’une liste
type-several = Plusieurs choix d’une liste
type-rank = Une liste en ordre
type-yes-no = Oui ou non
type-acknowledge = Confirmation
type-note = Texte à lire
type-calculate = Calculé
type-file = Fichier
type-place = Lieu
type-point = Point sur la carte
type-barcode = Code-barres
type-ref = Une autre fiche
type-children = Fiches en dessous
type-filled = Rempli par le programme
type-foreign = Gardé pour d’autres programmes
codes-title = Listes de codes
codes-list = Liste
codes-id = Au catalogue
codes-count = Codes
codes-source = Source
codes-open = Hors de la liste
codes-open-text = On peut écrire « autre », et pourquoi il n’y a pas de réponse.
codes-closed-text = Ces codes seulement.
codes-used = Employée dans
codes-label = Ce qu’on lit
codes-code = Code
codes-state = État
codes-retired = En usage jusqu’au { $day }
codes-draft-text = Les textes marqués brouillon dans votre langue n’ont pas encore été relus par une deuxième personne.

## The desk: first steps

start-title = Cinq premiers pas
start-text = Avec ces cinq étapes, un bureau commence son travail.
start-sites-title = Sites
start-sites-text = Foyer, centre, poste, bureau : là où l’on travaille. Les fiches appartiennent à un site.
start-sites-link = Ajouter un site
start-people-title = Personnes
start-people-text = Ajoutez une première collègue, et une deuxième personne qui administre : un téléphone perdu en demande deux. Chacune se connecte avec un lien que vous lui remettez.
start-people-link = Ajouter une personne
start-roles-title = Rôles
start-roles-text = Donnez à chaque collègue un rôle sur un site. Sans rôle, rien ne lui est ouvert.
start-roles-link = Vers les collègues
start-form-title = Un premier formulaire
start-form-text = Regardez ce qui est demandé. Puis une travailleuse écrit la première fiche.
start-form-link = Vers les formulaires
start-backup-title = Une sauvegarde
start-backup-text = Faites-en une avant la première fiche, et gardez-la loin de cet ordinateur. Lancez :

# Lists that are kept
views = Listes gardées
view-all = Tout
view-keep = Garder cette liste
view-change = Renommer cette liste, ou la partager
view-name-label = Son nom
view-name-hint = À quoi elle sert, par exemple « Papiers à retirer ». Aucun nom de personne.
view-for = Qui s’en sert
view-for-me = Moi seule
view-for-role = Toutes les personnes qui ont le rôle : { $role }
view-save = Garder
view-drop = Oublier cette liste
view-not-kept = La liste n’a pas été gardée
view-name = Donnez-lui un nom de 1 à 60 caractères.
view-role = Une liste se partage avec un rôle que vous avez.
view-most = Vous gardez déjà 30 listes ici. Oubliez-en une d’abord.
filter-any = Tout
filter-more = Plus : dates, ordre, colonnes
filter-conflict = Avec deux réponses à une question
filter-me = Moi
sort = Ordre
sort-up = { $what }, croissant
sort-down = { $what }, décroissant
columns = Colonnes
span-period = Période
span-days = Toute période
span-first = du
span-last = au
span-between = du { $from } au { $to }
span-from = depuis le { $from }
span-to = jusqu’au { $to }
period-past-7 = les 7 derniers jours
period-past-30 = les 30 derniers jours
period-past-90 = les 90 derniers jours
period-past-365 = la dernière année
period-over = avant aujourd’hui
period-next-7 = les 7 prochains jours
period-next-30 = les 30 prochains jours
list-under = On les écrit sur la page d’une autre fiche : { $kinds }. Ouvrez-la et choisissez « Ajouter ».
list-no-right = Quand vos collègues en ajouteront que vous pouvez voir, ils seront ici.

# Under which role; going away and coming back
settings-acting-now = Vous agissez maintenant sous ce rôle. Le changement est noté dans « Qui a vu quoi ».
settings-posts = Vous avez plusieurs rôles et agissez sous un seul à la fois.
settings-post-here = vous agissez sous celui-ci
settings-post-switch = Agir sous celui-ci
settings-post-ended = Le rôle sous lequel vous agissiez a pris fin. Choisissez-en un autre ; d’ici là, rien ne s’ouvre.
settings-other-tenant = Pour une autre organisation, verrouillez le bureau et connectez-vous avec votre nom de là-bas.
idle-stay = Rester

# A second factor that was lost
lost-title = Le second facteur
lost-asked = { $one } a demandé le { $when } que le second facteur soit retiré. Une autre personne qui administre doit le confirmer dans les trois jours.
lost-asked-text = L’avez-vous perdu ? Alors il n’y a rien à faire ici. Si vous l’avez encore, dites-le maintenant : la demande sera retirée.
lost-i-have-it = Je l’ai encore
lost-dropped = { $one } et { $other } ont retiré le second facteur le { $when }.
lost-dropped-text = Si vous ne l’avez pas demandé, prévenez aujourd’hui la personne responsable de la protection des données.
lost-read = J’ai lu ceci
lost-settled = Merci. C’est noté.
lost-open-title = Une deuxième personne qui administre doit confirmer
lost-open-text = Une collègue a demandé que ces seconds facteurs soient retirés. Demandez à la personne elle-même, en face ou par téléphone, avant de confirmer.
lost-waits = Vous avez demandé ; quelqu’un d’autre doit confirmer. Prévenez une autre personne qui administre.
lost-confirm-text = Demandez-le-lui vous-même, en face ou par téléphone. Avec votre confirmation le facteur disparaît, elle est déconnectée partout, et elle en est informée.
lost-confirm = Retirer le second facteur
lost-take-back = Retirer la demande
lost-ask-text = Elle a perdu son téléphone et aussi ses codes de secours ? Vous demandez que le second facteur soit retiré, et une autre personne qui administre confirme. Personne ne peut le faire seul.
lost-ask = Demander le retrait de son second facteur
factor-qr = Code QR du secret, pour une application de codes
factor-type-it = Ou tapez-le comme nouveau compte « basé sur l’heure » :
factor-print = Imprimer les codes
invite-qr = Code QR du lien à usage unique
invite-qr-text = Ou faites-le lire par son téléphone :

# Backups
backups-title = Sauvegardes
backups-none = Aucune sauvegarde n’a encore été faite
backups-late = La dernière sauvegarde a plus d’un jour
backups-late-text = Si cet ordinateur est perdu maintenant, tout ce qui a été écrit depuis l’est aussi. Faites une sauvegarde aujourd’hui.
backups-last = Dernière sauvegarde
backups-hours = { $count ->
    [0] il y a moins d’une heure
    [1] il y a une heure
   *[other] il y a { $count } heures
}
backups-days = { $count ->
    [one] il y a un jour
   *[other] il y a { $count } jours
}
backups-take = En faire une
backups-take-text = Sur l’ordinateur où tourne le programme, avec un disque que l’on porte ensuite dans une autre maison :
backups-witness = Gardez ailleurs les lignes affichées : elles montrent plus tard si le registre a été raccourci. La clé maîtresse n’est dans aucune sauvegarde ; gardez-la à part.
backups-daily = Chaque jour, toute seule
backups-daily-text = Comme une ligne de l’horaire de l’ordinateur (cron), chaque soir à huit heures :
backups-restore = Faire revenir un bureau
backups-restore-text = Dans un dossier vide, à partir de la paire de fichiers la plus récente. Les personnes effacées depuis restent effacées. Essayez une fois avant d’en avoir besoin.

# The association
office-settings-title = L’association
office-name = Nom
office-prefix = Les numéros de dossier commencent par
office-languages = Langues
office-zone = Fuseau horaire de votre site
office-site = Site public
office-desk = Bureau
office-settings-where = Le nom et les langues sont dans le fichier chautari.toml, sur l’ordinateur où tourne le programme. Un changement vaut dès le prochain démarrage. Chaque site a son propre fuseau horaire.
start-sites-done = Il y a plusieurs sites
start-sites-todo = Le bureau principal seulement
start-people-done = Vous avez des collègues
start-people-todo = Vous êtes la seule personne pour l’instant
start-roles-done = Des collègues ont un rôle
start-roles-todo = Personne d’autre que vous n’a de rôle
start-form-done = La première fiche est écrite
start-form-todo = Aucune fiche encore
start-backup-link = Au sujet des sauvegardes
start-backup-done = Faite il y a moins d’un jour
start-backup-todo = Aucune depuis un jour

# Looking into the log
log-look = Chercher
log-anyone = Tout le monde
log-record = Fiche
log-record-hint = Une fiche par son numéro, ou par les huit signes de la dernière colonne.
log-day = Jour
log-no-record = Aucune fiche n’a ce numéro. Écrivez-le comme sur sa page.
log-nothing-fits = Rien ne correspond ici
log-none-text = Les lignes viennent d’elles-mêmes quand quelqu’un se connecte ou ouvre un nom.
log-switch = Agit sous un autre rôle
log-backup = A fait une sauvegarde
log-account-factor-asked = a demandé le retrait d’un second facteur
log-account-factor-dropped = a confirmé : un second facteur est retiré
log-account-factor-kept = demande retirée : un second facteur reste
log-account-factor-read = a lu que son second facteur a été retiré

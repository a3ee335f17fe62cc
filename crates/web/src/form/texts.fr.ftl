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
form-kept-title = C’est gardé
form-kept-text = Vos réponses sont gardées sous scellé. Vous seule pouvez les ouvrir.
form-kept-go-on = Reprendre ce formulaire
form-new = Nouveau : { $what }
form-edit = Modifier : { $what }
form-more-questions = Vos réponses amènent d’autres questions sur cette page.
form-updated = La page tient compte de vos réponses.

# Une question
form-advice = Conseil pour vous
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
form-file-later = Les fichiers s’ajoutent depuis la page du dossier, une fois ceci enregistré.
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
form-rule-unique = Il y en a déjà un. Ouvrez-le et modifiez-le.
form-rule-approval = Quelqu’un d’autre doit d’abord l’approuver.
form-reason = Pourquoi est-il juste de continuer malgré tout ?
form-reason-hint = Vos mots restent avec le dossier.
form-clash-title = Quelqu’un d’autre a changé les mêmes réponses
form-clash-text = Rien n’est perdu : les deux réponses sont ci-dessous. Pour chacune, choisissez ou réécrivez. Vos autres réponses sont gardées.
form-clash-theirs = Garder ce qui s’y trouve
form-clash-yours = Prendre la mienne
form-clash-again = La réécrire
form-clash-by = Par { $who }, { $when }
form-clash-hidden = Vous ne pouvez pas lire ce qui s’y trouve.
form-too-large = Le formulaire est arrivé coupé : il contient trop de réponses à la fois. Rien n’a été enregistré. Enregistrez-le par parties.

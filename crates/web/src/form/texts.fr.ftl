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

## Le site public

site-tagline = Des enfants à l’abri de la traite
site-home = Accueil
site-skip = Aller au texte
site-leave = Quitter ce site
site-help = Aide
# $number becomes a link.
site-strip-ask = Un enfant est en danger ?
site-strip-call = { $country } : appelez le { $number }.
site-strip-short = Danger ?
site-menu = Menu
site-navigation = Navigation principale
site-trail = Vous êtes ici :
site-trail-top = Vous êtes ici
site-trail-foot = Vous êtes ici, en bas de page
site-languages = Langue
site-changed = Modifié le { $date }
site-minutes =
    { $minutes ->
        [one] 1 minute de lecture
       *[other] { $minutes } minutes de lecture
    }
site-share = Partager cette page
site-share-address = Adresse de cette page
site-share-copy = Copier l’adresse
site-share-copied = Copiée
site-share-native = Partager avec une application
site-share-mail = Envoyer par courriel
site-share-private = Personne ne saura que vous l’avez partagée.
site-need-help = Besoin d’aide ?
site-help-free = C’est gratuit, et vous n’avez pas à donner votre nom.
site-part = Dans cette partie
site-five-caption = Les réponses et ce que fait chacune
site-five-name = Réponse
site-five-what = Ce que nous faisons
site-read-on = Lire la suite
site-foot = Aucun cookie, rien de chargé d’ailleurs, personne n’est compté.
site-neutral-title = Informations
site-empty-title = Rien n’est encore publié
site-empty-text = Les premières pages paraîtront ici dès qu’une rédactrice de l’association les aura publiées.
site-back-home = Aller à la première page
site-not-found-title = Il n’y a pas de page à cette adresse
site-not-found-text = Elle a pu changer de place, ou l’adresse n’a pas été copiée en entier. Ce que nous avons est listé en bas de cette page.
site-request-title = Ce n’est pas possible
site-request-text = La page n’a pas compris ce qui était demandé. Rien n’a été changé. Revenez en arrière et essayez encore.
site-busy-title = Trop de monde à la fois
site-busy-text = Réessayez dans un instant. Les numéros d’appel, eux, marchent toujours.
site-fault-title = Quelque chose s’est mal passé chez nous
site-fault-text = Vous n’y êtes pour rien, et rien de ce que vous avez fait n’a été gardé. Réessayez plus tard. Les numéros d’appel, eux, marchent toujours.
# The page that “Leave this site” opens. It must not say whose it is.
leave-title = Les sortes de nuages
leave-lead = On nomme les nuages d’après leur forme et leur hauteur. Quatre mots latins suffisent pour la plupart.
leave-name = Nuage
leave-height = Hauteur
leave-looks = À quoi il ressemble
leave-cirrus = De minces fils blancs ; souvent le temps change dans les deux jours
leave-cumulus = Des tas blancs à base plate, par un bel après-midi
leave-stratus = Une couche grise et unie, parfois avec de la bruine
leave-nimbostratus = Une couche sombre et épaisse qui apporte une longue pluie
leave-high = 6 à 12 km
leave-middle = 0,5 à 3 km
leave-low = 0 à 2 km
leave-on = En savoir plus sur les nuages dans Wikipédia
leave-on-address = https://fr.wikipedia.org/wiki/Nuage

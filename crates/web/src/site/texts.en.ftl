## The public site

site-tagline = Children safe from trafficking
site-home = Home
site-skip = Skip to the text
site-leave = Leave this site
site-help = Help
# $number becomes a link.
site-strip-ask = Is a child in danger?
site-strip-call = In { $country }, call { $number }.
site-strip-short = Child at risk?
site-menu = Menu
site-navigation = Main
site-trail = You are here:
site-trail-top = You are here
site-trail-foot = You are here, at the foot of the page
site-languages = Language
site-changed = Last changed on { $date }
site-minutes =
    { $minutes ->
        [one] 1 minute to read
       *[other] { $minutes } minutes to read
    }
site-share = Share this page
site-share-address = Address of this page
site-share-copy = Copy the address
site-share-copied = Copied
site-share-native = Share with an app
site-share-mail = Send it by e-mail
site-share-private = Nobody is told that you shared it.
site-need-help = Do you need help?
site-help-free = Free, and you do not have to give your name.
site-part = In this part
site-five-caption = The responses and what each one does
site-five-name = Response
site-five-what = What we do
site-read-on = Read on
site-foot = No cookies, nothing loaded from elsewhere, nobody counted.
site-neutral-title = Information
site-empty-title = Nothing is published yet
site-empty-text = The first pages appear here as soon as an editor of the association publishes them.
site-back-home = Go to the first page
site-not-found-title = There is no page at this address
site-not-found-text = It may have moved, or the address was not copied whole. What we have is listed at the foot of this page.
site-request-title = This cannot be done
site-request-text = The page did not understand what was asked. Nothing was changed. Go back and try once more.
site-busy-title = Too many people at once
site-busy-text = Please try again in a moment. The numbers to call always work.
site-fault-title = Something went wrong on our side
site-fault-text = It is not your fault, and nothing you did was kept. Please try again later. The numbers to call always work.
# The page that “Leave this site” opens. It must not say whose it is.
leave-title = Kinds of cloud
leave-lead = Clouds are named after their shape and their height. Four Latin words are enough for most of them.
leave-name = Cloud
leave-height = Height
leave-looks = What it looks like
leave-cirrus = Thin white threads; often a change of weather within a day or two
leave-cumulus = White heaps with a flat base on a fair afternoon
leave-stratus = A grey even layer, sometimes with drizzle
leave-nimbostratus = A dark thick layer that brings long rain
leave-high = 6 to 12 km
leave-middle = 0.5 to 3 km
leave-low = 0 to 2 km
leave-on = More about clouds at Wikipedia
leave-on-address = https://en.wikipedia.org/wiki/Cloud

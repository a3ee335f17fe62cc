# Texts of the program itself, in English. Labels of kinds and codes live with them under response/.

## Names of the program

product = Chautari
desk-name = Chautari desk
site-tagline = Children safe from trafficking
the-program = The program
a-colleague = A colleague
me = My account
language = Language
demo-banner = Demonstration: enter no real person.

## Words used everywhere

blank = Blank
presumed-child = Presumed child
cancel = Leave it as it was
back = Back
next = Next
print = Print
skip-to-text = Skip to the text
skip-to-work = Skip to the work
you-are-here = You are here
home = Home

## Public site

site-leave = Leave this site
site-help-short = Child at risk? { $number }
site-menu = Menu
site-section-help = Help
site-in-this-part = In this part
site-last-changed = Last changed on { $date }
site-minutes-to-read = { $count ->
    [one] 1 minute to read
   *[other] { $count } minutes to read
}
site-share = Share this page
site-share-address = Address of this page
site-share-text = Copy this address, or send it by e-mail. Nobody is told that you shared it.
site-share-mail = Send by e-mail
site-read-on = Read on
site-five-caption = The five responses and what each one does
site-five-response = Response
site-five-what = What we do
site-no-pages = Nothing is published here yet.
site-to-the-desk = Sign in for staff
site-trail = You are here:
site-trail-foot = You are here, at the foot of the page
site-navigation = Main
site-need-help = Do you need help?
site-neutral-title = Information
site-share-copy = Copy the address
site-share-copied = Copied
site-share-native = Share with an app
site-foot = No cookies, nothing loaded from elsewhere, nobody counted.
site-back-home = To the first page
site-help-free = Free, and you do not have to give your name.
site-strip-call = Is a child in danger? In { $country }, call { $number }. It is free, day and night.
site-search = Search
site-search-label = What are you looking for?
site-search-button = Search
site-search-private = What you type stays out of the address and the history, and we do not keep it.
site-search-found = { $count ->
    [one] One page found
   *[other] { $count } pages found
}
site-search-none = Nothing was found
site-search-none-text = Call first if it is urgent. Otherwise try one word, such as “work”, “school” or “papers”, or open the menu at the foot of the page.
site-search-nothing-typed = Type one or two words
site-not-found-title = This page is not here
site-not-found-text = The address may be old or mistyped. If you are looking for help, here are the numbers.
site-gone-title = This page was taken down
site-gone-text = It stood here once and will not come back. If you are looking for help, here are the numbers.
site-busy-title = Very busy just now
site-busy-text = Try again in a few seconds. If it is urgent, call.
site-fault-title = This page has failed
site-fault-text = It is noted, without anything about you. If it is urgent, call.
site-request-title = This could not be understood
site-request-text = Go back and try again. If it is urgent, call.

## The ordinary page that the exit opens

leave-title = Kinds of clouds
leave-lead = Clouds are named by their height and their shape. Four that are easy to tell apart:
leave-name = Name
leave-height = Height
leave-looks = What it looks like
leave-high = high
leave-middle = middle
leave-low = low
leave-cirrus = Thin white threads, like hair.
leave-cumulus = White heaps with flat feet, on a fine day.
leave-stratus = A grey sheet without shape, like lifted fog.
leave-nimbostratus = A dark layer that rains for hours.
leave-on = Read more about clouds
leave-on-address = https://en.wikipedia.org/wiki/Cloud

## Sign-in

sign-in = Sign in
sign-in-name = Your sign-in name
sign-in-password = Password
sign-in-code = 6 digits from your code app
sign-in-code-hint = Or one of the recovery codes you wrote down.
sign-in-code-asked = Now the 6 digits from your code app.
sign-in-code-wrong = This code does not fit. Wait for the next one in your app and try again.
sign-in-failed = You are not signed in
sign-in-wrong = Name and password do not fit together. Look at both and try again.
sign-in-wait = { $seconds ->
    [one] Too many tries. Wait 1 second, then try again.
   *[other] Too many tries. Wait { $seconds } seconds, then try again.
}
shared-computer = Is this computer shared?
shared-computer-text = Use a private window and press Lock when you stand up. The desk locks by itself after 15 minutes, and tells you two minutes before. What you were writing is kept.
lost-factor = Lost your phone or key?
lost-factor-text = Sign in with one of your recovery codes. Are they lost too? Tell two administrators at once, at any hour: together they drop the second factor, and you set up a new one.
demo-accounts = Try it as
demo-accounts-hint = Each account sees what its role may see. Sign in as one, then as another, and compare.
demo-sign-in-as = Sign in as { $name }
demo-try-this = Try this
demo-try-open = Open a case and change an answer.
demo-try-history = Look at the history of that answer.
demo-try-role = Sign in with another role, and do not find the case.
demo-try-verify = Run { $command }, change one byte of the database, and run it again.
link-title = Choose a password
link-text = This link works once. Choose a password that nobody could guess, and keep it to yourself.
link-used-title = This link no longer works
link-used = It has been used, or its time is over. Ask your administrator for a new one.
new-password = New password
new-password-hint = At least 12 characters. Four words that do not belong together are easy to keep in mind.
save-password = Save and sign in
weak-password-short = Too short: at least 12 characters.
weak-password-long = Too long: at most 128 characters.
weak-password-common = Many people use this password, so it is tried first. Choose another.
second-factor-title = Add your code app
second-factor-text = Your role opens names, so a password alone is not enough. Scan this picture with your code app, then write the 6 digits it shows.
recovery-codes-title = Your recovery codes
recovery-codes-text = Each works once, when your phone is not at hand. Write them on paper now: they are not shown again.
step-up-title = Once more, it is you?
step-up-text = What you are about to do concerns many people or cannot be undone. Write your password again.
idle-warning = The desk locks in two minutes. Press any key to stay.
locked = Locked. What you were writing is kept.
lock = Lock
switch-membership = Act as
acting-as = { $role }, { $site }

## Desk navigation

desk-navigation = Parts of the desk
nav-my-day = My day
nav-approvals = Approvals
nav-conflicts = Two answers
nav-settings = Settings
nav-look-back = Look back
the-office = The office
to-the-desk = To the desk
find-a-person = Find a person
find-label = Find a person, case or paper
find-placeholder = Name, number or phone
find-hint = Write it as you hear it, in either script. Close spellings are found too.
find-button = Search
find-found = { $count ->
    [one] 1 found
   *[other] { $count } found
}
find-nothing = Nobody found
find-nothing-text = Try only part of the name, or the other script. You may be looking for a person that another team holds; you would not see her here.

## Kinds in the plural, for lists

kinds-case = Cases
kinds-htcds = First records (HTCDS)
kinds-person = People
kinds-household = Households
kinds-organisation = Organisations
kinds-place = Places
kinds-page = Pages
kinds-consent = Consents
kinds-document = Documents
kinds-note = Notes
kinds-follow-up = Follow-ups
kinds-suspect = People who may have taken part
kinds-portrait = Photographs
kinds-user = Colleagues
kinds-site = Sites
kinds-membership = Roles at sites
kinds-assignment = Care team
kinds-share = Opened to others
kinds-link = Links
kinds-approval = Approvals

## Lists

column-stage = Stage
column-site = Site
column-owner = Worker
column-opened = Opened
column-number = Number
column-person = Person
column-title = Name
column-changed = Last changed
new-record = New: { $kind }
list-caption = { $kinds } you may see
filter-the-list = Filter the list
filter = Filter
any-of = { $what }: all
showing-only = Showing only:
remove-filter = Remove this filter
unknown-filter = A value that is not in the list
list-empty = Nothing here yet
list-nothing-fits = Nothing fits these filters
list-nothing-fits-text = You may also be looking for something that another team holds; you would not see it here.
list-without-filters = Show all
next-rows = Next 25
list-first-rows = Back to the first
list-sorted-by = Sorted by { $what }
saved-views = Saved views
save-view = Save this view
view-mine = Mine
view-my-team = My team
late-by-hours = { $count ->
    [one] Late by 1 hour
   *[other] Late by { $count } hours
}
late-by-days = { $count ->
    [one] Late by 1 day
   *[other] Late by { $count } days
}
waiting-days = { $count ->
    [one] Waiting 1 day
   *[other] Waiting { $count } days
}
today = Today
tomorrow = Tomorrow
yesterday = Yesterday

## Forms

form-draft-found = You began this form on { $date }. It goes on where you stopped.
form-draft-throw-away = Throw the draft away and begin again
form-saved = Saved.
form-change-about = the answer:
form-row-number = Number
form-sealed-field = Sealed: it goes to those who need it, and you will not read it again.

## Errors of a form

unique-taken = There is already a current record with these answers. Open it and change it there.
approval-needed = { $count ->
    [one] One person in the role “{ $role }” must approve first.
   *[other] { $count } people in the role “{ $role }” must approve first.
}

## Pages of errors

error-not-found-title = Not found
error-not-found-text = It does not exist, or it is not open to you. If you think it should be, ask your supervisor.
error-forbidden-title = You may see this, but not do that
error-forbidden-text = Your role does not include it. The missing right is named below, so that you can ask for it.
error-invalid-title = Some answers need another look
error-invalid-text = Nothing is lost. Go back, look at what is marked, and save again.
error-refused-title = A rule stands in the way
error-refused-text = Nothing was saved, and what you wrote is kept as a draft.
error-stale-title = Someone changed this while you were writing
error-stale-text = Both versions are kept. Look at them side by side and choose.
error-request-title = This could not be understood
error-request-text = Something in the address or the form is not as it should be. Go back and try again.
error-busy-title = Very busy just now
error-busy-text = Nothing is lost. Try again in a few seconds.
error-fault-title = The program has failed here
error-fault-text = It is noted for those who look after it, without anything personal. What was saved before is safe.
error-method-title = This address is used another way
error-method-text = Go back and use the buttons of the page.
error-too-large-title = This is too large
error-too-large-text = A form may hold up to 2 MB, a file up to 20 MB.
error-late-title = This did not arrive in time
error-late-text = The connection was too slow or broke off. Nothing was changed. Please send it again.
error-too-many-title = Too many tries
error-too-many-text = Wait a little, then try again.
error-origin-title = This form came from elsewhere
error-origin-text = For your safety it was not taken. Open the page here and send it again.
error-starting-title = Just a moment
error-starting-text = The demonstration is being filled: { $done } of { $total }.
error-back = Go back

## A record's page

change-answers = Change
stage = Stage
stage-of = Stage { $number } of { $count }
stage-done = done
move-to = Move to
move-reason = Why? (kept with the move)
reopen = Open again
six-rights = Her six rights
right-not-known = Not yet known
right-next = Next: { $what }
story-so-far = The story so far
story-made = Begun: { $kind }
story-changed = Changed: { $kind }
story-moved = Moved to: { $stage }
story-part = Something sealed was written: { $part }
story-assigned = { $name } joined the care team
story-nothing = Nothing has happened here yet
show-earlier = Show earlier
sealed-parts = Sealed parts
sealed-parts-hint = Every record of this kind has these parts, filled or not. Every opening is recorded.
sealed-for = Sealed: for { $roles }
sealed-people-facts = Sealed parts, people and facts
part-open = What identifies nobody
part-identity = Who she is
part-legal = Lawyer’s file
part-health = Health
part-mind = Psychologist’s notes
part-network = People who took part in it
part-story = Her story for the public
part-equality = Equality
part-member = Words of members
people-and-links = People and links
care-team = Care team
facts = Facts
consent-until = Consent until { $date }
consent-none = No consent recorded
consent-withdrawn = Consent withdrawn
consent-ground = Without consent: { $ground }
text-draft = This text is a draft in your language; the reviewed text stands beside it.
number-later = Number given when the office has it

## History

history = History
history-of = History: { $field }
history-versions = { $count ->
    [one] 1 version
   *[other] { $count } versions
}
history-first = First written
history-now = As it stands now
history-from-to = from “{ $from }” to “{ $to }”
history-by = Written by { $name }
history-happened = Happened { $happened }, written { $recorded }
back-to-record = Back to the record
seen-by = Who has seen it

## Two answers (conflicts)

conflict-title = Two answers to the same question
conflict-text = Two people answered from the same version. Both answers are kept. Choose the right one, or write a third.
conflict-theirs = What stands there now
conflict-yours = What you wrote
conflict-other = What { $name } wrote
conflict-keep-theirs = Keep what stands there
conflict-take-yours = Take mine
conflict-write-third = Write another answer
conflict-solved = Settled. Both answers stay in the history.
conflict-none = No question has two answers.

## Approvals

approvals-title = Waiting for your approval
approvals-none = Nothing waits for you
approve-button = Approve
send-back-button = Send back
approve-version = You approve version { $version }. A change after it voids your approval.
approve-not-you = You wrote or own this, so someone else must approve.
approvals-have = { $have } of { $need } approvals
approval-asked = Approval asked for

## What is done with a record beside filling it

act-share = Share…
act-handover = Hand over…
act-link = Link…
act-break-glass = Open in an emergency…
act-erase = Erase…
nav-counted = { $what } ({ $count })
kinds-handover = Handovers
handover-hands = In whose hands
kinds-broken-glass = Emergency openings
kinds-erasure = Erasures
kinds-legal-hold = Legal holds
share-until = until { $date }
share-ended = ended, last day { $date }
share-end = End this share
handover-title = Hand over
handover-text = The case stays where it is until your colleague takes it. Then it is hers, with the person’s record, and whoever had it sees it no more unless she is on its team.
handover-offer = Offer it to her
handover-line = { $from } → { $to }
handover-from = until now with { $name }
handover-by = offered by { $name }, { $when }
handover-withdraw = Take the offer back
handover-answer = Your answer, if you want to say more
handover-take = Take it over
handover-decline = Decline
handovers-title = Handed to you
handovers-text = Nothing of a case is open to you before you take it. Then it is yours at once.
handovers-none = No case is offered to you
handovers-none-text = When a supervisor hands you a case, it waits here until you take it or decline.
handovers-declined = You declined. The case stays where it is.
refused-handover-waiting = It is offered to someone already. Take that offer back first.
refused-handover-same = She has this case. Choose someone else.
refused-handover-cannot = With her roles she could not work on this case at that site. Choose another site or another colleague.
refused-handover-moved = The case has changed hands since it was offered. Decline, and ask for a new offer.
link-record-title = Link with another record
link-record-text = A link says how two records belong together. Nothing moves, and it can be taken back at any time.
link-find-person = Find the other person, by name in any spelling
link-find-case = Find the other case, by its number
link-found = What was found
link-alike = Names that sound alike
link-same-person = Other cases about her
link-none = Nothing is offered yet
link-none-text = Look for the other record above. Only what is open to you can be found.
link-how = How do the two belong together?
link-suggested = May be the same person: someone should look
link-same = The same person
link-not-same = Two different people
link-unsure = Not sure whether it is the same person
link-make = Link them
link-look = Look at them before you decide:
link-take-back = Take the link back
link-choose-both = Choose the other record, and how the two belong together.
refused-share-organisation = She works for another organisation. Share for the purpose “with one named organisation”, or for the police or a court, and name hers.
refused-link-there = They are linked in this way already.
erase-title = Erase
erase-text = Erasing deletes the keys of what is written here. Nobody can read it again, in backups neither. That there was a record, and who erased it when, stays.
erase-goes = What goes
erase-propose-text = Say why. A second person reads it and approves, or does not. Then you can carry it out here.
erase-propose = Propose it
erase-waits = It is proposed and waits for a second person. You will find here whether it was approved.
erase-who = It is approved by: { $roles }.
erase-approved = A second person has approved it. What you do now cannot be undone.
erase-type = Type the number of this record
erase-type-hint = It is { $number }.
erase-now = Erase it for good
refused-legal-hold = A legal hold keeps this record: nothing under it can be erased before the hold ends.
refused-erasure-waiting = It is proposed already.
refused-erasure-unapproved = A second person must approve it first.
refused-erasure-number = That is not the number of this record. Nothing was erased.
erased-title = Erased: { $kind }
erased-text = This record was erased. What it said is gone for good; that it was there is kept.
erased-on = Erased on
erased-by = Erased by
erased-ground = Ground
erased-approved = Approved by
erasures-title = Erasures
erasures-text = Each waits for a second person. Approve only what you have understood: it cannot be undone.
erasures-none = No erasure waits for you
erasures-none-text = When someone proposes to erase a record, it waits here for a second person.
erasures-words = A word to whoever proposed it, if you want
erasures-approve = Approve
erasures-refuse = Do not approve
erasures-approved = Approved. Whoever proposed it can carry it out now.
erasures-refused = Not approved. Nothing is erased.
glass-title = Emergency
glass-text = When someone is in danger and nobody of her team can be reached, you may open her record.
glass-rule-time = It stays open to you for 2 hours.
glass-rule-parts = You read who she is and the coded answers; never notes of a psychologist, never who took part.
glass-rule-told = Her supervisor and the data-protection lead are told at once, and look at it within 48 hours.
glass-rule-week = You may do it twice a week, and not while an opening of yours waits longer than 48 hours.
glass-number = Number of the record
glass-number-hint = As it is said on the telephone, such as CH‑000123‑4. It is in no address and in no log.
glass-open = Open it for 2 hours
glass-mine = Your openings
glass-not-found = There is no record of this number that you may open in this way. Look at the number again, or ask a supervisor.
glass-open-until = Open to you in an emergency until { $when }. Those who look after it have been told.
glass-reviews-title = Emergency openings
glass-reviews-text = Each must be looked at within 48 hours. Talk with whoever opened it, then say what you found.
glass-reviews-none = No opening waits for you
glass-reviews-none-text = When someone opens a record in an emergency, you are told here at once.
glass-words = What you found out
glass-review = Say that you looked at it
glass-reviewed = Thank you. It is noted.
glass-due = to be looked at by { $when }
refused-glass-overdue = An earlier opening of yours has waited for more than 48 hours. Ask your supervisor to look at it first.
refused-glass-quota = You have opened two records in seven days. Ask a supervisor to open this one to you.
refused-glass-needless = You can read who she is already.
print-how = Use the print command of your browser.
printed-by = Printed by { $name }, { $when }
confidential = Confidential
confidential-text = Keep it locked away, show it to nobody who does not need it, and destroy it when it is no longer needed.
log-print = Printed a record
log-break-glass = Opened a record in an emergency

## Actions, for messages about rights

action-view = see
action-create = make
action-change = change
action-move = move on
action-approve = approve
action-assign = assign
action-share = share
action-transfer = hand over
action-resolve = settle two answers
action-link = link
action-export = export
action-erase = erase
action-break-glass = open without being on the team
action-manage = manage

## Settings of one’s own account

settings-title = My account
settings-language = Language of the desk
settings-calendar = Calendar for typing dates
settings-theme = Light or dark
settings-theme-device = As the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-password = Change my password
settings-old-password = Password until now
settings-sessions = Where I am signed in
settings-end-sessions = Sign out everywhere else
settings-saved = Your settings are saved.

## Colleagues and invitations

invite-title = Invite a colleague
invite-name = Sign-in name
invite-link = Give her this link, in person or on paper. It works once, for 72 hours.
invite-taken = This sign-in name is taken. Choose another.
account-close = Close this account
account-closed = Account closed
not-to-oneself = Nobody gives a role to herself. Ask another administrator.

## Publishing

publish-frozen = Visitors read the version of { $date }.
publish-changed-since = Changed since it was published.
publish-see-page = See the page
publish-language-missing = Not written in { $language } yet
publish-language-outdated = Older than the { $language } text
error-look-again = Please look again

# form
# Shared with other pages of the desk: what is missing, yes and no.
missing-unknown = Does not know
missing-not-asked = Not asked
missing-refused = Refused to say
answer-yes = Yes
answer-no = No
language-en = English
language-fr = French
language-ne = Nepali

# Filling a form
form-next = Save and go on
form-keep = Save and stop here
form-back = Back
form-save = Save
form-leave = Leave without saving
form-change = Change
form-pages = Pages of this form
form-page-of = Page { $number } of { $count }
form-any-order = You may fill them in any order.
form-step-here = you are here
form-step-done = done
form-step-todo = not started
form-check-title = Check the answers
form-check-aloud = Read them aloud to her before you save. She can correct any of them.
form-check-hint = Read them once more before you save.
form-blank = No answer yet
form-tired = If she is tired
form-tired-text = Stop. Press “Save and stop here”. Nobody will ask her these questions again; you go on where you stopped.
form-unsaved = You have not saved yet.
form-kept-line = Kept sealed, for you alone:
form-updated = The page shows your answers worked out anew.

# One question
form-advice = Advice for you
form-subject = Who is it about?
form-subject-hint = Is she not in the list?
form-subject-new = Write her down first
form-subject-missing = Choose whom it is about, at the top of the form.
form-choose = Choose
form-several = Choose all that apply.
form-other = Other
form-other-text = What is it?
form-acknowledge = Yes, done
form-no-answer = No answer?
form-rank = Place { $place }
form-rank-hint = The most important first. Leave the rest open.
form-range = A number from { $start } to { $end }.
form-time = Hour and minute, as 14:30.
form-datetime = Day and time, as 2026-11-24T14:30.
form-point = In degrees, as the telephone shows them.
form-point-lat = Latitude
form-point-lon = Longitude
form-point-acc = Within how many metres
form-district = District
form-municipality = Municipality
form-municipality-show = Show its municipalities
form-filter = Type the first letters
form-file-keep = Keep
form-file-instead = Choose another to put it in its place; take the tick away to leave none.
form-file-any = A PDF, a picture, a recording, a film, a text, or a Word, Excel or LibreOffice document. At most 20 MB.
form-file-picture = A picture: JPEG, PNG, WebP or HEIC. At most 20 MB.
form-file-recording = A recording. At most 20 MB, about an hour of speech.
form-file-film = A film. At most 20 MB.
form-error-file = This file is not of a type that can be kept here. Choose another; the rest of the form is kept.
form-error-file-too-long = This file is larger than 20 MB. Make it smaller, or send it in parts.
file-pdf = PDF
file-picture = Picture
file-recording = Recording
file-film = Film
file-text = Text
file-document = Document
file-size-kb = { $size } kB
file-size-mb = { $size } MB
form-worked-out-later = Worked out when saved
form-add = Add: { $what }
form-row = { $what } { $number }
form-remove = Take { $what } { $number } off the list
form-text-state = State of the text
form-text-draft = Draft
form-text-reviewed = Read by another
form-text-outdated = Out of date

# Dates
form-calendar = Calendar
form-calendar-bs = Nepali calendar (BS)
form-calendar-ad = International (AD)
form-calendar-show = Show the months of this calendar
form-day = Day
form-month = Month
form-month-unknown = Not known
form-year = Year
form-date-hint = Leave day and month open if only the year is known. Both kinds of digits work.
form-other-calendar = In the other calendar:
form-about-year = About that year
form-about-age = Or her age: about how many years?

# What needs another look
form-errors-title = { $count ->
    [one] One thing to look at
   *[other] { $count } things to look at
}
form-errors-kept = Everything else on this page is kept.
form-error-required = Give an answer, or say why there is none.
form-error-constraint = This does not go together with the other answers. Look at it once more.
form-error-integer = Write a whole number, in digits.
form-error-decimal = Write a number, with a point before the parts: 12.5.
form-error-time = Write hour and minute, as 14:30.
form-error-datetime = Write day and time, as 2026-11-24T14:30.
form-error-point = Write latitude and longitude in degrees: 27.7 and 85.3.
form-error-code = Choose one of the answers offered.
form-error-code-not-in-use = This answer is no longer in use. Choose another one.
form-error-code-filtered = This answer does not go with the others. Choose another one.
form-error-other = Write what it is.
form-error-range = Write a number from { $start } to { $end }, in steps of { $step }.
form-error-too-long = This text is too long. Put a part of it into a note.
form-error-rows = There can be { $most } at most.
form-error-form = The form itself has a fault here. Tell whoever looks after the forms; your other answers are kept.
form-error-date = Write the day in its three boxes: day, month, year.
form-error-date-no-year = The year is missing. It can be an estimate.
form-error-date-year-digits = Write the year in digits.
form-error-date-month-digits = Choose the month from the list.
form-error-date-day-digits = Write the day in digits.
form-error-date-year = The year lies between { $first } and { $last } in this calendar. You wrote { $year }.
form-error-date-month = A year has 12 months. You wrote month { $month }.
form-error-date-day = { $month } { $year } has { $days } days. You wrote { $day }.
form-error-date-day-without-month = A day needs its month. Choose the month, or leave the day out.
form-error-date-estimate = A date about a year has no month. Leave day and month open, or do not tick “about that year”.
form-error-date-outside = The Nepali calendar is not known for that day.
form-error-date-age = An age lies between 0 and { $oldest }.

# A rule is not met, or someone else wrote meanwhile
form-reason = Why is it right to go on all the same?
form-reason-hint = Your words stay with the record.
add-to-record = Add:
# Texts of writing a record that locales/en.ftl does not have yet.
form-kept-title = Kept
form-kept-text = Your answers are kept sealed. Only you can open them.
form-kept-go-on = Go on with this form
form-new = New: { $what }
form-edit = Change: { $what }
form-more-questions = Your answers bring up more questions on this page.
form-rule-unique = There is one of these already. Open that one and change it.
form-rule-approval = Someone else must approve this first.
form-clash-title = Someone else changed the same answers
form-clash-text = Nothing is lost: both answers stand below. Choose one for each, or write a new one. Your other answers are kept.
form-clash-theirs = Keep what is there now
form-clash-yours = Take mine
form-clash-again = Write it again
form-clash-by = By { $who }, { $when }
form-clash-hidden = You may not read what is there now.
form-too-large = The form arrived cut off: it holds too many answers at once. Nothing was saved. Save it in parts.

## The desk: one's own account

settings-look = Language and light
settings-save = Save
settings-not-saved = Nothing was changed
settings-no-role = You hold no role at any site yet. An administrator gives you one.
settings-drafts = Forms I began
settings-no-drafts = None. A form that is not finished is kept here until you save it or throw it away.
settings-draft-go-on = go on
settings-draft-throw-away = Throw away
settings-draft-gone = The draft is gone.
settings-password-changed = Your password is changed. You are signed out everywhere else.
settings-old-wrong = The password until now does not fit. Try again.
settings-this-session = here and now
settings-session-times = Signed in on { $began }, last used on { $seen }
settings-end-session = Sign out there
settings-sessions-ended = Signed out.
settings-other-browser = Another program
factor-title = Second factor
factor-on = { $count ->
    [one] In force. One recovery code is left.
   *[other] In force. { $count } recovery codes are left.
}
factor-off = None yet. With one, a stolen password alone opens nothing.
factor-set-up = Set it up
factor-in-force = Your second factor is in force.
factor-not-yet = The second factor is not in force yet
factor-demanded = Your role opens names, so a password alone is not enough. Set up a second factor now; it takes two minutes. The desk opens when it is done.
factor-text = A code app on your phone shows six digits that change every half minute. From then on, signing in asks for them.
factor-step-app = Have a code app ready on your phone. Any app for “one-time codes” will do.
factor-step-secret = You will see a QR code for the app, and the same secret as 32 letters and digits to type.
factor-step-codes = You will see ten recovery codes. Have pen and paper ready.
factor-begin = Show my secret
factor-begin-again = Begin again with a new secret
factor-secret = Your secret
factor-secret-text = Let your code app read this as a new account. It is not shown again.
factor-open-app = Open it in a code app on this device
factor-first-code = The first code
factor-confirm = Put it into force
step-up-go-on = Go on
step-up-failed = Not yet
step-up-wrong = The password does not fit. Try again.
tokens-title = Keys for programs
tokens-hint = With a key, a program reads or writes records in your name, and never more than you may yourself.
tokens-look = Look at my keys
tokens-held = Keys in use
tokens-none = None. Make one when a program needs it, and end it when it no longer does.
tokens-times = Made on { $made }, ends on { $ends }
tokens-end = End it now
tokens-new = A new key
tokens-fresh = Your new key
tokens-fresh-text = Copy it into the program now. It is not shown again.
tokens-label = What is it for?
tokens-label-hint = For yourself: the name of the program, such as “monthly figures”.
tokens-actions = What may the program do?
tokens-parts = Which parts may it see?
tokens-kinds = Only with these records
tokens-kinds-hint = Choose none for all that you may see.
tokens-all-kinds = All records
tokens-ends = It ends after
tokens-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
tokens-make = Make the key
tokens-incomplete = Say what the key is for and choose at least one thing it may do.

## The desk: conflicts and approvals

conflict-none-text = When two people answer the same question from the same version, both answers come here.
conflict-take-other = Take this answer
conflict-save-third = Write this answer
conflict-third-in-form = Neither is right?
approvals-which = Which approvals
approvals-next = The next stage
approvals-end = Closing
approvals-end-text = All of these may be closed once you approve. Approve when the work is over and its reason is written.
approvals-none-text = Records come here when their next stage needs your approval.
approvals-move = To go on to: { $stage }
approvals-approved = Approved. The worker can move it on now.
approvals-sent-back = Sent back, with your reason.
approvals-moved = It was changed while you looked at it. Look at it once more.
send-back-why = What is missing? The worker reads this.

## The desk: looking back

news-title = New for you
news-text = A rule of the forms asks you to look at these. A line goes when you have read it.
news-none = Nothing new
news-none-text = What needs your attention at once will stand here.
news-read = I have read it
log-title = Who saw what
log-text = Every opening of a sealed part, every sign-in and every refusal. Lines are chained: none can be changed or taken out unseen.
log-none = Nothing was noted yet
log-when = Time
log-who = Who
log-what = What
log-records = Records
log-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
log-view = Opened a record
log-list = Read a list with names
log-find = Searched by name
log-export = Took records out
log-file = Opened a file
log-sign-in = Signed in
log-refused = Was refused
log-account = Looked after an account
log-other = Something else
log-wrong-password = wrong password
log-wrong-code = wrong code
log-account-link = gave a one-time link
log-account-closed = closed it
log-account-reopened = opened it again
ledger-title = The ledger
ledger-text = Every change is an entry that holds the hash of the one before it. What was written cannot be changed without a trace.
ledger-now = Where it stands
ledger-entries = Entries
ledger-access = Lines of “Who saw what”
ledger-last = Last written
ledger-head = Hash of the last entry
ledger-access-head = Hash of the last line
ledger-verify = Check everything now
ledger-well = All is well
ledger-wrong = { $count ->
    [one] One thing is not as it was written
   *[other] { $count } things are not as they were written
}
ledger-looked = Looked at { $entries } entries, { $records } records and { $access } lines.
ledger-more = There are more. The command “chautari verify” names all of them.
ledger-what-to-do = Write nothing more. Keep a copy of the database as it is, and call whoever looks after the program.
ledger-table = Table
ledger-row = Row
ledger-entry = Entry
ledger-what = What is wrong
ledger-checkpoints = Signed checkpoints
ledger-checkpoints-text = Each signs where both chains stood. One kept elsewhere shows if the ledger was cut short.
ledger-no-checkpoints = None was signed yet.
ledger-signed = Signed
ledger-key = Key

## The desk: people and roles

people-title = Colleagues
people-text = Everyone of the office, with the roles they hold now.
people-add = Add a colleague
people-account = Account
people-no-role = no role
people-no-role-text = No role yet. Without one, nothing is open after signing in.
people-record = Her record
people-role = Role
people-role-hint = What each role may do
people-team = Team { $team }
people-supervisor = Supervisor: { $name }
people-until = Until { $date }
people-team-label = Team, if there is one
people-team-hint = People who write the same team here share their cases, where their role says so.
people-supervisor-label = Supervisor
people-nobody = Nobody
people-give-role = Give a role
people-end-role = End it
people-ended = Roles held before
people-own-account = Your own account
account-none = Not invited
account-invited = Invited
account-open = Account in use
account-closed-text = Nobody can sign in with it. What she wrote stays.
account-reopen = Open the account again
account-reset = Give a link for a new password
account-reset-text = For a forgotten password. The second factor stays as it is.
account-close-text = She is signed out everywhere at once, and her keys for programs end.
invite-text = Choose a sign-in name. You get a link to hand over.
invite-name-hint = At least 3 characters, such as maya.gurung. It is not changed later.
invite-short = A sign-in name has at least 3 characters.
invite-made = One-time link
invite-until = Until { $when }. It is not shown again.
roles-title = Roles
roles-text = What each role may see and do. They are changed in the files of the mission, by two people, not here.
roles-manages = Looks after
roles-factor = Needs a second factor
roles-add-up = Rights add up, and nothing takes away.
roles-no-grants = This role may do nothing.
grant-do = May
grant-where = Of which
grant-see = Reads
grant-write = Writes
grant-flag = Knows that there is
grant-only = Only these answers
grant-stages = At these stages
grant-within = For how long
grant-since-made = { $count ->
    [one] 1 day from the making
   *[other] { $count } days from the making
}
grant-since-stage = { $count } days from the stage “{ $stage }”
grant-manage = Looks after: { $parts }
relation-tenant = all of the association
relation-country = those of her country
relation-site = those of her site
relation-team = those of her team
relation-owner = her own
relation-care-team = those she owns or is assigned to
relation-assigned = those she is assigned to
relation-supervised = those of people she supervises
relation-shared = those opened to her
relation-broken-glass = those she opened in an emergency, for two hours
relation-author = those she wrote
relation-self = what is about herself
manage-users = colleagues
manage-roles = roles
manage-devices = devices
manage-kinds = forms
manage-settings = settings
manage-keys = keys
manage-audit = looking back

## The desk: forms and code lists

forms-title = Forms and lists
forms-text = What is asked, which part of a record each answer belongs to, and the rules. They are changed in the files of the mission.
strand-prevention = Prevention
strand-protection = Protection
strand-reintegration = Reintegration
strand-training = Training
strand-advocacy = Advocacy
strand-shared = Shared by all
strand-site = Public site
kind-form = Form
kind-what-for = What it is for
kind-questions = Questions
kind-question = Question
kind-stages = Stages
kind-leads-to = Leads to
kind-approvals = Approvals
kind-approval = To “{ $stage }”: { $role } ({ $count })
kind-name = Name in files
kind-group = Group, for roles
kind-under = Hangs under
kind-kept = Kept
kind-kept-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
kind-unique = Only one of the same
kind-repeat = { $what }, as often as needed
kind-type = Answer
kind-part = Part
kind-notes = Notes
kind-required = must be answered
kind-indexed = lists can filter by it
kind-searched = can be searched
kind-safety = may not be taken out
kind-translated = one text a language
kind-hidden = no longer asked
kind-rules = Rules
kind-download = Download as XLSForm
kind-hash = This version:
rule-when = When
rule-require = Must be true
rule-create = When made
rule-change = When changed
rule-stage = When it moves to “{ $stage }”
rule-daily = Every day
rule-at = On a day it names
rule-refuse = else it is not saved
rule-warn = else only with a reason
rule-task = else a task is given
rule-move = else it moves to “{ $stage }”
rule-revoke = else what was opened is closed
rule-notify = else someone is told
type-text = Text
type-number = Number
type-date = Date or time
type-one = One of a list
type-several = Several of a list
type-rank = A list in order
type-yes-no = Yes or no
type-acknowledge = Confirmation
type-note = Text to read
type-calculate = Worked out
type-file = File
type-place = Place
type-point = Point on the map
type-barcode = Barcode
type-ref = Another record
type-children = Records below it
type-filled = Filled in by the program
type-foreign = Kept for other programs
codes-title = Code lists
codes-list = List
codes-id = In the catalogue
codes-count = Codes
codes-source = Source
codes-open = Beyond the list
codes-open-text = “Other” may be written, and why there is no answer.
codes-closed-text = Only these codes.
codes-used = Used in
codes-label = What people read
codes-code = Code
codes-state = State
codes-retired = In use until { $day }
codes-draft-text = Texts marked as draft in your language have not been read by a second person yet.

## The desk: first steps

start-title = Five first steps
start-text = With these five steps an office begins its work.
start-sites-title = Sites
start-sites-text = Shelter, centre, post, office: where work is done. Records belong to a site.
start-sites-link = Add a site
start-people-title = People
start-people-text = Add the first colleague, and a second administrator: a lost phone takes two. Each signs in with a link that you hand over.
start-people-link = Add a colleague
start-roles-title = Roles
start-roles-text = Give each colleague a role at a site. Without one, nothing is open to her.
start-roles-link = To the colleagues
start-form-title = A first form
start-form-text = Look at what is asked. Then a worker writes the first record.
start-form-link = To the forms
start-backup-title = A backup
start-backup-text = Make one before the first record, and keep it away from this computer. Run:

# Lists that are kept
views = Kept lists
view-all = All
view-keep = Keep this list
view-change = Rename this list, or share it
view-name-label = Its name
view-name-hint = What it is for, such as “Papers to fetch”. No name of a person.
view-for = Who uses it
view-for-me = Only me
view-for-role = Everyone with the role: { $role }
view-save = Keep
view-drop = Forget this list
view-not-kept = The list was not kept
view-name = Give it a name of 1 to 60 characters.
view-role = A list can be shared with a role that you hold.
view-most = You keep 30 lists here. Forget one first.
filter-any = All
filter-more = More: dates, order, columns
filter-conflict = With two answers to one question
filter-me = Me
sort = Order
sort-up = { $what }, rising
sort-down = { $what }, falling
columns = Columns
span-period = Time
span-days = Any time
span-first = from
span-last = to
span-between = { $from } to { $to }
span-from = from { $from } on
span-to = until { $to }
period-past-7 = the last 7 days
period-past-30 = the last 30 days
period-past-90 = the last 90 days
period-past-365 = the last year
period-over = before today
period-next-7 = the next 7 days
period-next-30 = the next 30 days
list-under = These are written on the page of another record: { $kinds }. Open it and choose “Add”.
list-no-right = When colleagues add some that you may see, they stand here.

# Under which role; going away and coming back
settings-acting-now = You act under this role now. The change is in the log “Who saw what”.
settings-posts = You hold several roles and act under one at a time.
settings-post-here = you act under this one
settings-post-switch = Act under this one
settings-post-ended = The role you acted under has ended. Choose another; until then nothing is open.
settings-other-tenant = For another organisation, lock the desk and sign in with your name there.
idle-stay = Stay

# A second factor that was lost
lost-title = The second factor
lost-asked = { $one } asked on { $when } that the second factor be dropped. Another administrator has to confirm it within three days.
lost-asked-text = Have you lost it? Then nothing is to be done here. If you still have it, say so now: the request is taken back.
lost-i-have-it = I still have it
lost-dropped = { $one } and { $other } dropped the second factor on { $when }.
lost-dropped-text = If you did not ask for this, tell the data-protection lead today.
lost-read = I have read this
lost-settled = Thank you. It is noted.
lost-open-title = A second administrator is needed
lost-open-text = A colleague asked that these second factors be dropped. Ask the person herself, face to face or by a call, before you confirm.
lost-waits = You asked; someone else has to confirm. Tell another administrator.
lost-confirm-text = Ask her yourself, face to face or by a call. With your confirmation the factor is gone, she is signed out everywhere, and she is told.
lost-confirm = Drop the second factor
lost-take-back = Take the request back
lost-ask-text = Her phone is lost and her recovery codes too? You ask that the second factor be dropped, and another administrator confirms. Neither can do it alone.
lost-ask = Ask that her second factor be dropped
factor-qr = QR code of the secret, for a code app
factor-type-it = Or type it in as a new account that is “time-based”:
factor-print = Print the codes
invite-qr = QR code of the one-time link
invite-qr-text = Or let her phone read it:

# Backups
backups-title = Backups
backups-none = No backup was taken yet
backups-late = The last backup is older than a day
backups-late-text = If this computer is lost now, so is everything written since. Take a backup today.
backups-last = Last backup
backups-hours = { $count ->
    [0] less than an hour ago
    [one] an hour ago
   *[other] { $count } hours ago
}
backups-days = { $count ->
    [one] a day ago
   *[other] { $count } days ago
}
backups-take = Take one
backups-take-text = On the computer where the program runs, with a disk that is then taken to another house:
backups-witness = Keep the lines it prints elsewhere: they show later whether the ledger was cut short. The master key is in no backup; keep it apart.
backups-daily = Every day by itself
backups-daily-text = As a line of the computer’s timetable (cron), each evening at eight:
backups-restore = Bring an office back
backups-restore-text = Into an empty folder, from the newest pair of files. Who was erased since stays erased. Try it once before you need it.

# The association
office-settings-title = The association
office-name = Name
office-prefix = Case numbers begin with
office-languages = Languages
office-zone = Time zone of your site
office-site = Public site
office-desk = Desk
office-settings-where = Name and languages stand in the file chautari.toml, on the computer where the program runs. A change holds from its next start. Each site has its own time zone.
start-sites-done = There are several sites
start-sites-todo = Only the main office so far
start-people-done = You have colleagues
start-people-todo = You are alone so far
start-roles-done = Colleagues hold roles
start-roles-todo = Nobody but you holds a role
start-form-done = The first record is written
start-form-todo = No record yet
start-backup-link = About backups
start-backup-done = Taken within a day
start-backup-todo = None within a day

# Looking into the log
log-look = Look
log-anyone = Anyone
log-record = Record
log-record-hint = A record by its number, or by the eight signs that stand in the last column.
log-day = Day
log-no-record = No record has this number. Write it as it stands on its page.
log-nothing-fits = Nothing fits here
log-none-text = Lines come by themselves when somebody signs in or opens a name.
log-switch = Acts under another role
log-backup = Took a backup
log-account-factor-asked = asked that a second factor be dropped
log-account-factor-dropped = confirmed: a second factor is dropped
log-account-factor-kept = took back: a second factor stays
log-account-factor-read = read that her second factor was dropped

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
form-kept-title = Kept
form-kept-text = Your answers are kept sealed. Only you can open them.
form-kept-go-on = Go on with this form
form-new = New: { $what }
form-edit = Change: { $what }
form-more-questions = Your answers bring up more questions on this page.
form-updated = The page shows your answers worked out anew.

# One question
form-advice = Advice for you
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
form-file-later = Files are added from the record’s page, once this is saved.
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
form-rule-unique = There is one of these already. Open that one and change it.
form-rule-approval = Someone else must approve this first.
form-reason = Why is it right to go on all the same?
form-reason-hint = Your words stay with the record.
form-clash-title = Someone else changed the same answers
form-clash-text = Nothing is lost: both answers stand below. Choose one for each, or write a new one. Your other answers are kept.
form-clash-theirs = Keep what is there now
form-clash-yours = Take mine
form-clash-again = Write it again
form-clash-by = By { $who }, { $when }
form-clash-hidden = You may not read what is there now.
form-too-large = The form arrived cut off: it holds too many answers at once. Nothing was saved. Save it in parts.

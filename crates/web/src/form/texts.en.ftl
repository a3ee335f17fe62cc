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

# Texts of the program itself, in Nepali: the same keys, in the same order, as en.ftl.

## Names of the program

product = चौतारी
desk-name = चौतारी डेस्क
site-tagline = बेचबिखनबाट सुरक्षित बालबालिका
the-program = कार्यक्रम
a-colleague = एक सहकर्मी
me = मेरो खाता
language = भाषा
demo-banner = नमुना प्रदर्शन: साँचो व्यक्तिको विवरण नलेख्नुहोस्।

## Words used everywhere

blank = खाली
presumed-child = बालबालिका मानिएको
cancel = जस्ताको तस्तै राख्ने
back = पछाडि
next = अगाडि
print = छाप्ने
skip-to-text = मुख्य पाठमा जानुहोस्
skip-to-work = काममा जानुहोस्
you-are-here = तपाईं यहाँ हुनुहुन्छ
home = गृहपृष्ठ

## Public site

site-leave = साइट छोड्नुहोस्
site-help-short = खतरा छ? { $number }
site-menu = मेनु
site-section-help = मद्दत
site-in-this-part = यस खण्डमा
site-last-changed = पछिल्लो परिवर्तन: { $date }
site-minutes-to-read = { $count ->
    [one] पढ्न १ मिनेट
   *[other] पढ्न { $count } मिनेट
}
site-share = यो पृष्ठ पठाउनुहोस्
site-share-address = यस पृष्ठको ठेगाना
site-share-text = यो ठेगाना सार्नुहोस् वा इमेलमा पठाउनुहोस्। तपाईंले पठाएको कुरा कसैलाई थाहा हुँदैन।
site-share-mail = इमेलमा पठाउने
site-read-on = अगाडि पढ्नुहोस्
site-five-caption = पाँच काम, र हरेकले के गर्छ
site-five-response = काम
site-five-what = हामी के गर्छौँ
site-no-pages = यहाँ अझै केही प्रकाशित भएको छैन।
site-to-the-desk = कर्मचारी साइन इन
site-trail = तपाईं यहाँ हुनुहुन्छ:
site-trail-foot = तपाईं यहाँ हुनुहुन्छ, पृष्ठको अन्त्यमा
site-navigation = मुख्य मेनु
site-need-help = मद्दत चाहियो?
site-neutral-title = जानकारी
site-share-copy = ठेगाना सार्नुहोस्
site-share-copied = सारियो
site-share-native = अर्को एपबाट पठाउनुहोस्
site-foot = कुकी छैन, अरू ठाउँबाट केही ल्याइँदैन, कसैलाई गनिँदैन।
site-back-home = पहिलो पृष्ठमा
site-help-free = निःशुल्क। नाम भन्नु पर्दैन।
site-strip-call = कुनै बालबालिका खतरामा छन्? { $country }: { $number } मा फोन गर्नुहोस्। निःशुल्क, चौबीसै घण्टा।
site-search = खोज
site-search-label = के खोज्दै हुनुहुन्छ?
site-search-button = खोज्नुहोस्
site-search-private = टाइप गरेको कुरा ठेगाना वा हिस्ट्रीमा बस्दैन, हामी पनि राख्दैनौँ।
site-search-found = { $count ->
    [one] एउटा पृष्ठ भेटियो
   *[other] { $count } वटा पृष्ठ भेटिए
}
site-search-none = केही भेटिएन
site-search-none-text = हतार छ भने पहिले फोन गर्नुहोस्। नत्र “काम”, “विद्यालय” वा “कागज” जस्तो एउटै शब्द लेखेर हेर्नुहोस्, वा पृष्ठको अन्त्यमा रहेको मेनु खोल्नुहोस्।
site-search-nothing-typed = एक-दुई शब्द लेख्नुहोस्
site-not-found-title = यो पृष्ठ यहाँ छैन
site-not-found-text = ठेगाना पुरानो वा गलत हुन सक्छ। मद्दत चाहिएको हो भने नम्बर यहाँ छन्।
site-gone-title = यो पृष्ठ हटाइयो
site-gone-text = पहिले यहाँ थियो, अब फेरि राखिँदैन। मद्दत चाहिएको हो भने नम्बर यहाँ छन्।
site-busy-title = अहिले धेरै व्यस्त छ
site-busy-text = केही सेकेन्डपछि फेरि खोल्नुहोस्। हतार भए फोन गर्नुहोस्।
site-fault-title = यो पृष्ठ बिग्रियो
site-fault-text = टिपिएको छ, तपाईंबारे केही बिना। हतार भए फोन गर्नुहोस्।
site-request-title = यो बुझ्न सकिएन
site-request-text = पछाडि गएर फेरि गर्नुहोस्। हतार भए फोन गर्नुहोस्।

## The ordinary page that the exit opens

leave-title = बादलका प्रकार
leave-lead = उचाइ र आकारअनुसार बादलका नाम हुन्छन्। सजिलै छुट्याउन सकिने चार बादल:
leave-name = नाम
leave-height = उचाइ
leave-looks = कस्तो देखिन्छ
leave-high = माथि
leave-middle = बीचमा
leave-low = तल
leave-cirrus = कपालजस्ता मसिना सेता धागा।
leave-cumulus = घमाइलो दिनमा देखिने, पींध समतल भएका सेता थुप्रा।
leave-stratus = माथि उठेको कुहिरोजस्तो, आकार नभएको खैरो चादर।
leave-nimbostratus = घण्टौँ पानी पार्ने कालो तह।
leave-on = बादलबारे थप पढ्ने
leave-on-address = https://ne.wikipedia.org/wiki/बादल

## Sign-in

sign-in = साइन इन
sign-in-name = तपाईंको साइन इन नाम
sign-in-password = पासवर्ड
sign-in-code = कोड एपका ६ अङ्क
sign-in-code-hint = वा तपाईंले लेखेर राखेको एउटा पुनःप्राप्ति कोड।
sign-in-code-asked = अब कोड एपका ६ अङ्क लेख्नुहोस्।
sign-in-code-wrong = यो कोड मिलेन। एपमा अर्को कोड आउन दिनुहोस् र फेरि लेख्नुहोस्।
sign-in-failed = साइन इन भएन
sign-in-wrong = नाम र पासवर्ड मिलेन। दुवै हेरेर फेरि लेख्नुहोस्।
sign-in-wait = { $seconds ->
    [one] धेरै पटक भयो। १ सेकेन्ड पर्खेर फेरि गर्नुहोस्।
   *[other] धेरै पटक भयो। { $seconds } सेकेन्ड पर्खेर फेरि गर्नुहोस्।
}
shared-computer = यो कम्प्युटर अरूले पनि चलाउँछन्?
shared-computer-text = निजी (प्राइभेट) विन्डो खोल्नुहोस्, उठ्दा “बन्द गर्ने” थिच्नुहोस्। १५ मिनेटपछि डेस्क आफैँ बन्द हुन्छ, दुई मिनेटअघि खबर गर्छ। लेख्दै गरेको कुरा जोगिन्छ।
lost-factor = फोन वा साँचो हरायो?
lost-factor-text = आफ्नो एउटा पुनःप्राप्ति कोडले साइन इन गर्नुहोस्। त्यो पनि हरायो? जुनसुकै बेला भए पनि तुरुन्तै दुई जना प्रशासकलाई भन्नुहोस्: उनीहरू मिलेर दोस्रो प्रमाण हटाउँछन्, र तपाईं नयाँ राख्नुहुन्छ।
demo-accounts = यसरी हेर्नुहोस्
demo-accounts-hint = हरेक खाताले आफ्नो भूमिकाअनुसार देख्छ। एउटाबाट, अनि अर्कोबाट साइन इन गरेर तुलना गर्नुहोस्।
demo-sign-in-as = { $name } का रूपमा
demo-try-this = यो गरी हेर्नुहोस्
demo-try-open = एउटा केस खोलेर जवाफ फेर्नुहोस्।
demo-try-history = त्यस जवाफको इतिहास हेर्नुहोस्।
demo-try-role = अर्को भूमिकाबाट साइन इन गर्नुहोस्, केस भेटिँदैन।
demo-try-verify = { $command } चलाउनुहोस्, डाटाबेसको एक बाइट फेर्नुहोस्, फेरि चलाउनुहोस्।
link-title = पासवर्ड राख्नुहोस्
link-text = यो लिङ्क एक पटक मात्र चल्छ। कसैले अनुमान गर्न नसक्ने पासवर्ड राख्नुहोस्, र कसैलाई नभन्नुहोस्।
link-used-title = यो लिङ्क अब चल्दैन
link-used = यो प्रयोग भइसकेको छ वा म्याद सकियो। व्यवस्थापकसँग नयाँ माग्नुहोस्।
new-password = नयाँ पासवर्ड
new-password-hint = कम्तीमा १२ अक्षर। आपसमा नमिल्ने चार शब्द सम्झन सजिलो हुन्छ।
save-password = सुरक्षित गरी साइन इन
weak-password-short = छोटो भयो: कम्तीमा १२ अक्षर चाहिन्छ।
weak-password-long = लामो भयो: बढीमा १२८ अक्षर।
weak-password-common = यो पासवर्ड धेरैले राख्ने भएकाले सबैभन्दा पहिले यही प्रयास गरिन्छ। अर्को राख्नुहोस्।
second-factor-title = कोड एप थप्नुहोस्
second-factor-text = तपाईंको भूमिकाले नाम खोल्छ, त्यसैले पासवर्ड मात्र पुग्दैन। कोड एपले यो चित्र स्क्यान गर्नुहोस्, अनि देखिएका ६ अङ्क लेख्नुहोस्।
recovery-codes-title = तपाईंका पुनःप्राप्ति कोड
recovery-codes-text = फोन साथमा नभएको बेला हरेक कोड एक पटक चल्छ। अहिले नै कागजमा लेख्नुहोस्: फेरि देखाइँदैन।
step-up-title = फेरि एक पटक, तपाईं नै हो?
step-up-text = अब गर्न लागेको कामले धेरै जनालाई छुन्छ वा फर्काउन सकिँदैन। पासवर्ड फेरि लेख्नुहोस्।
idle-warning = दुई मिनेटमा डेस्क बन्द हुन्छ। बसिरहन कुनै बटन थिच्नुहोस्।
locked = बन्द भयो। लेख्दै गरेको कुरा जोगिएको छ।
lock = बन्द गर्ने
switch-membership = यस भूमिकामा काम गर्ने
acting-as = { $role }, { $site }

## Desk navigation

desk-navigation = डेस्कका खण्ड
nav-my-day = मेरो दिन
nav-approvals = स्वीकृति
nav-conflicts = दुई जवाफ
nav-settings = सेटिङ
nav-look-back = फर्केर हेर्ने
the-office = कार्यालय
to-the-desk = डेस्कमा
find-a-person = व्यक्ति खोज्ने
find-label = व्यक्ति, केस वा कागज खोज्ने
find-placeholder = नाम, नम्बर वा फोन
find-hint = सुनेजस्तै लेख्नुहोस्, जुनसुकै लिपिमा। मिल्दोजुल्दो हिज्जे पनि भेटिन्छ।
find-button = खोज्ने
find-found = { $count ->
    [one] १ भेटियो
   *[other] { $count } भेटिए
}
find-nothing = कोही भेटिएन
find-nothing-text = नामको एक भाग मात्र वा अर्को लिपिमा लेखी हेर्नुहोस्। अर्को टोलीसँग रहेकी व्यक्ति यहाँ देखिँदैनन्।

## Kinds in the plural, for lists

kinds-case = केस
kinds-htcds = पहिलो अभिलेख (HTCDS)
kinds-person = व्यक्तिहरू
kinds-household = घरपरिवार
kinds-organisation = संस्थाहरू
kinds-place = ठाउँहरू
kinds-page = पृष्ठहरू
kinds-consent = सहमतिहरू
kinds-document = कागजपत्र
kinds-note = टिपोटहरू
kinds-follow-up = पछिका सम्पर्क
kinds-suspect = संलग्न हुन सक्ने व्यक्तिहरू
kinds-portrait = फोटोहरू
kinds-user = सहकर्मीहरू
kinds-site = कार्यस्थलहरू
kinds-membership = कार्यस्थलका भूमिका
kinds-assignment = हेरचाह टोली
kinds-share = अरूलाई खुला
kinds-link = सम्बन्धहरू
kinds-approval = स्वीकृतिहरू

## Lists

column-stage = चरण
column-site = कार्यस्थल
column-owner = केस हेर्ने
column-opened = सुरु मिति
column-number = नम्बर
column-person = व्यक्ति
column-title = नाम
column-changed = पछिल्लो परिवर्तन
new-record = नयाँ: { $kind }
list-caption = तपाईंले देख्न पाउने { $kinds }
filter-the-list = सूची छान्ने
filter = छान्ने
any-of = { $what }: सबै
showing-only = यति मात्र:
remove-filter = यो छनोट हटाउने
unknown-filter = सूचीमा नभएको मान
list-empty = अहिलेसम्म केही छैन
list-nothing-fits = यी छनोटमा केही भेटिएन
list-nothing-fits-text = अर्को टोलीसँग रहेको कुरा भए यहाँ देखिँदैन।
list-without-filters = सबै देखाउने
next-rows = पछिका २५
list-first-rows = सुरुमा फर्कने
list-sorted-by = { $what } अनुसार मिलाइएको
saved-views = राखिएका दृश्य
save-view = यो दृश्य राख्ने
view-mine = मेरा
view-my-team = मेरो टोली
late-by-hours = { $count ->
    [one] १ घण्टा ढिलो
   *[other] { $count } घण्टा ढिलो
}
late-by-days = { $count ->
    [one] १ दिन ढिलो
   *[other] { $count } दिन ढिलो
}
waiting-days = { $count ->
    [one] १ दिनदेखि कुर्दै
   *[other] { $count } दिनदेखि कुर्दै
}
today = आज
tomorrow = भोलि
yesterday = हिजो

## Forms

form-draft-found = तपाईंले { $date } मा यो फारम सुरु गर्नुभएको थियो। रोकेकै ठाउँबाट अगाडि बढ्छ।
form-draft-throw-away = मस्यौदा फालेर फेरि सुरु गर्ने
form-saved = सुरक्षित भयो।
form-change-about = जवाफ:
form-row-number = क्रम
form-sealed-field = बन्द: चाहिने मान्छेकहाँ जान्छ, तपाईंले फेरि पढ्न पाउनुहुन्न।

## Errors of a form

unique-taken = यी जवाफ भएको चालु अभिलेख पहिल्यै छ। त्यसलाई खोलेर परिवर्तन गर्नुहोस्।
approval-needed = { $count ->
    [one] पहिले “{ $role }” भूमिकाका एक जनाले स्वीकृति दिनुपर्छ।
   *[other] पहिले “{ $role }” भूमिकाका { $count } जनाले स्वीकृति दिनुपर्छ।
}

## Pages of errors

error-not-found-title = भेटिएन
error-not-found-text = यो छैन, वा तपाईंका लागि खुला छैन। खुला हुनुपर्ने लागे आफ्नो सुपरभाइजरलाई सोध्नुहोस्।
error-forbidden-title = हेर्न पाउनुहुन्छ, तर यो गर्न पाउनुहुन्न
error-forbidden-text = तपाईंको भूमिकामा यो पर्दैन। नपुगेको अधिकार तल लेखिएको छ, त्यही माग्न सक्नुहुन्छ।
error-invalid-title = केही जवाफ फेरि हेर्नुपर्छ
error-invalid-text = केही हराएको छैन। पछाडि गएर चिनो लागेको कुरा हेर्नुहोस् र फेरि सुरक्षित गर्नुहोस्।
error-refused-title = एउटा नियमले रोक्यो
error-refused-text = केही सुरक्षित भएन, तपाईंले लेखेको कुरा मस्यौदामा राखिएको छ।
error-stale-title = तपाईं लेख्दै गर्दा अरू कसैले परिवर्तन गर्‍यो
error-stale-text = दुवै जोगिएका छन्। सँगै राखेर हेर्नुहोस् र छान्नुहोस्।
error-request-title = यो बुझ्न सकिएन
error-request-text = ठेगाना वा फारममा केही मिलेन। पछाडि गएर फेरि गर्नुहोस्।
error-busy-title = अहिले धेरै व्यस्त छ
error-busy-text = केही हराएको छैन। केही सेकेन्डपछि फेरि गर्नुहोस्।
error-fault-title = यहाँ कार्यक्रम बिग्रियो
error-fault-text = हेर्ने मान्छेका लागि टिपिएको छ, कसैको व्यक्तिगत कुरा बिना। पहिले सुरक्षित भएको कुरा जोगिएको छ।
error-method-title = यो ठेगाना अर्कै तरिकाले चल्छ
error-method-text = पछाडि गएर पृष्ठका बटन थिच्नुहोस्।
error-too-large-title = यो धेरै ठूलो भयो
error-too-large-text = फारम २ एमबीसम्म, फाइल २० एमबीसम्म हुन सक्छ।
error-late-title = समयमा आइपुगेन
error-late-text = इन्टरनेट ढिलो थियो वा बीचैमा टुट्यो। केही फेरिएको छैन। कृपया फेरि पठाउनुहोस्।
error-too-many-title = धेरै पटक भयो
error-too-many-text = केही बेर पर्खेर फेरि गर्नुहोस्।
error-origin-title = यो फारम अन्तैबाट आयो
error-origin-text = तपाईंको सुरक्षाका लागि यो लिइएन। पृष्ठ यहीँ खोलेर फेरि पठाउनुहोस्।
error-starting-title = एकछिन
error-starting-text = नमुना तयार हुँदै छ: { $total } मध्ये { $done }।
error-back = पछाडि जाने

## A record's page

change-answers = परिवर्तन गर्ने
stage = चरण
stage-of = चरण { $number }, जम्मा { $count }
stage-done = भएको
move-to = यसमा सार्ने
move-reason = किन? (सारिएसँगै राखिन्छ)
reopen = फेरि खोल्ने
six-rights = उनका छ अधिकार
right-not-known = अझै थाहा छैन
right-next = अब: { $what }
story-so-far = अहिलेसम्मको कथा
story-made = सुरु: { $kind }
story-changed = परिवर्तन: { $kind }
story-moved = सारियो: { $stage }
story-part = बन्द भागमा केही लेखियो: { $part }
story-assigned = { $name } हेरचाह टोलीमा आए
story-nothing = यहाँ अझै केही भएको छैन
show-earlier = पहिलेका देखाउने
sealed-parts = बन्द भागहरू
sealed-parts-hint = यस्ता सबै अभिलेखमा यी भाग हुन्छन्, भरिएका हुन् वा नहुन्। हरेक पटक खोलेको लेखिन्छ।
sealed-for = बन्द: { $roles }का लागि
sealed-people-facts = बन्द भाग, व्यक्ति र विवरण
part-open = नचिनिने कुरा
part-identity = उनी को हुन्
part-legal = वकिलको फाइल
part-health = स्वास्थ्य
part-mind = मनोविमर्शकर्ताको टिपोट
part-network = संलग्न व्यक्तिहरू
part-story = सार्वजनिक गर्ने उनको कथा
part-equality = समानता
part-member = सदस्यका शब्द
people-and-links = व्यक्ति र सम्बन्ध
care-team = हेरचाह टोली
facts = विवरण
consent-until = { $date } सम्म सहमति
consent-none = सहमति लेखिएको छैन
consent-withdrawn = सहमति फिर्ता
consent-ground = सहमति बिना: { $ground }
text-draft = यो पाठ तपाईंको भाषामा मस्यौदा हो, जाँचिएको पाठ छेउमा छ।
number-later = कार्यालयमा पुगेपछि नम्बर पाइन्छ

## History

history = इतिहास
history-of = इतिहास: { $field }
history-versions = { $count ->
    [one] १ संस्करण
   *[other] { $count } संस्करण
}
history-first = पहिलो पटक
history-now = अहिले भएको
history-from-to = “{ $from }” बाट “{ $to }”
history-by = लेख्ने: { $name }
history-happened = भएको { $happened }, लेखिएको { $recorded }
back-to-record = अभिलेखमा फर्कने
seen-by = कसले हेर्‍यो

## Two answers (conflicts)

conflict-title = एउटै प्रश्नका दुई जवाफ
conflict-text = एउटै संस्करणबाट दुई जनाले जवाफ लेखे। दुवै जोगिएका छन्। ठीक जवाफ छान्नुहोस् वा तेस्रो लेख्नुहोस्।
conflict-theirs = अहिले भएको
conflict-yours = तपाईंले लेखेको
conflict-other = { $name } ले लेखेको
conflict-keep-theirs = भएकै राख्ने
conflict-take-yours = मेरो राख्ने
conflict-write-third = अर्कै जवाफ लेख्ने
conflict-solved = टुङ्गियो। दुवै जवाफ इतिहासमा रहन्छन्।
conflict-none = दुई जवाफ भएको प्रश्न छैन।

## Approvals

approvals-title = तपाईंको स्वीकृति कुर्दै
approvals-none = तपाईंलाई कुरिरहेको केही छैन
approve-button = स्वीकृत गर्ने
send-back-button = फिर्ता पठाउने
approve-version = तपाईंले संस्करण { $version } स्वीकृत गर्दै हुनुहुन्छ। पछि परिवर्तन भए स्वीकृति रद्द हुन्छ।
approve-not-you = यो तपाईंले लेख्नुभएको वा तपाईंकै भएकाले अर्कोले स्वीकृत गर्नुपर्छ।
approvals-have = { $need } मध्ये { $have } स्वीकृति
approval-asked = स्वीकृति मागियो

## अभिलेख भर्नेबाहेक त्यससँग गरिने काम

act-share = साझा गर्ने…
act-handover = हस्तान्तरण गर्ने…
act-link = जोड्ने…
act-break-glass = आपत्‌मा खोल्ने…
act-erase = मेटाउने…
nav-counted = { $what } ({ $count })
kinds-handover = हस्तान्तरण
handover-hands = कसको जिम्मामा
kinds-broken-glass = आपतकालीन खोलाइ
kinds-erasure = मेटाइ
kinds-legal-hold = कानुनी रोक
share-until = { $date } सम्म
share-ended = सकियो, अन्तिम दिन { $date }
share-end = यो साझेदारी अन्त्य गर्ने
handover-title = हस्तान्तरण
handover-text = सहकर्मीले नलिएसम्म केस जहाँको त्यहीँ रहन्छ। लिएपछि व्यक्तिको अभिलेखसहित उनको हुन्छ, र पहिले हेर्नेले टोलीमा नभएसम्म अब देख्दिनन्।
handover-offer = उनलाई प्रस्ताव गर्ने
handover-line = { $from } → { $to }
handover-from = अहिलेसम्म { $name } सँग
handover-by = { $name } ले प्रस्ताव गरेको, { $when }
handover-withdraw = प्रस्ताव फिर्ता लिने
handover-answer = थप भन्न चाहनुहुन्छ भने तपाईंको जवाफ
handover-take = जिम्मा लिने
handover-decline = नलिने
handovers-title = तपाईंलाई दिइएका
handovers-text = नलिएसम्म केसको केही पनि तपाईंलाई खुल्दैन। लिनेबित्तिकै त्यो तपाईंको हुन्छ।
handovers-none = तपाईंलाई कुनै केस प्रस्ताव गरिएको छैन
handovers-none-text = सुपरभाइजरले तपाईंलाई केस दिँदा, तपाईंले लिने वा नलिने नभनेसम्म यहीँ पर्खन्छ।
handovers-declined = तपाईंले लिनुभएन। केस जहाँको त्यहीँ छ।
refused-handover-waiting = यो पहिल्यै कसैलाई प्रस्ताव गरिएको छ। पहिले त्यो प्रस्ताव फिर्ता लिनुहोस्।
refused-handover-same = यो केस उनैसँग छ। अर्कै सहकर्मी छान्नुहोस्।
refused-handover-cannot = उनको भूमिकाले त्यस कार्यस्थलमा यो केसमा काम गर्न मिल्दैन। अर्को कार्यस्थल वा अर्को सहकर्मी छान्नुहोस्।
refused-handover-moved = प्रस्ताव गरेपछि केस अर्काको हातमा गइसक्यो। नलिनुहोस् र नयाँ प्रस्ताव माग्नुहोस्।
link-record-title = अर्को अभिलेखसँग जोड्ने
link-record-text = दुई अभिलेख कसरी सम्बन्धित छन् भन्ने सम्बन्धले देखाउँछ। केही सर्दैन, र जुनसुकै बेला फिर्ता लिन सकिन्छ।
link-find-person = अर्को व्यक्ति खोज्नुहोस्, जुनसुकै हिज्जेको नामले
link-find-case = अर्को केस खोज्नुहोस्, त्यसको नम्बरले
link-found = भेटिएका
link-alike = सुन्दा मिल्ने नामहरू
link-same-person = उनीबारेका अरू केस
link-none = अहिलेसम्म केही प्रस्ताव छैन
link-none-text = माथि अर्को अभिलेख खोज्नुहोस्। तपाईंलाई खुला भएका मात्र भेटिन्छन्।
link-how = दुवै कसरी सम्बन्धित छन्?
link-suggested = एउटै व्यक्ति हुन सक्छ: कसैले हेर्नुपर्छ
link-same = एउटै व्यक्ति
link-not-same = दुई फरक व्यक्ति
link-unsure = एउटै व्यक्ति हो कि होइन, पक्का छैन
link-make = जोड्ने
link-look = निर्णय गर्नुअघि हेर्नुहोस्:
link-take-back = सम्बन्ध फिर्ता लिने
link-choose-both = अर्को अभिलेख, र दुवै कसरी सम्बन्धित छन् भन्ने छान्नुहोस्।
refused-share-organisation = उनी अर्को संस्थामा काम गर्छिन्। “तोकिएको एउटा संस्थालाई बताउन”, वा प्रहरी वा अदालतका लागि छानेर उनको संस्था तोक्नुहोस्।
refused-link-there = यी यसरी पहिल्यै जोडिएका छन्।
erase-title = मेटाउने
erase-text = मेटाउँदा यहाँ लेखिएको कुराका साँचो नष्ट हुन्छन्। त्यसपछि कसैले पढ्न सक्दैन, ब्याकअपमा पनि। अभिलेख थियो, कसले कहिले मेटायो भन्ने मात्र रहन्छ।
erase-goes = के-के जान्छ
erase-propose-text = किन हो भन्नुहोस्। दोस्रो व्यक्तिले पढेर स्वीकृत गर्छ वा गर्दैन। त्यसपछि यहीँबाट मेटाउन सकिन्छ।
erase-propose = प्रस्ताव गर्ने
erase-waits = प्रस्ताव भइसक्यो, दोस्रो व्यक्तिलाई पर्खँदै छ। स्वीकृत भयो कि भएन यहीँ देखिन्छ।
erase-who = स्वीकृत गर्ने: { $roles }।
erase-approved = दोस्रो व्यक्तिले स्वीकृत गरिसके। अब गर्ने काम फिर्ता हुँदैन।
erase-type = यस अभिलेखको नम्बर लेख्नुहोस्
erase-type-hint = नम्बर { $number } हो।
erase-now = सधैँका लागि मेटाउने
refused-legal-hold = कानुनी रोकले यो अभिलेख जोगाएको छ: रोक नसकिएसम्म यसभित्रको केही मेटाउन मिल्दैन।
refused-erasure-waiting = यो पहिल्यै प्रस्ताव गरिएको छ।
refused-erasure-unapproved = पहिले दोस्रो व्यक्तिले स्वीकृत गर्नुपर्छ।
refused-erasure-number = यो यस अभिलेखको नम्बर होइन। केही मेटाइएको छैन।
erased-title = मेटाइएको: { $kind }
erased-text = यो अभिलेख मेटाइएको हो। यसमा भएको कुरा सधैँका लागि गयो; यो थियो भन्ने मात्र राखिएको छ।
erased-on = मेटाइएको मिति
erased-by = मेटाउने
erased-ground = आधार
erased-approved = स्वीकृत गर्ने
erasures-title = मेटाउने प्रस्ताव
erasures-text = हरेकले दोस्रो व्यक्तिलाई पर्खन्छ। बुझेको मात्र स्वीकृत गर्नुहोस्: फिर्ता हुँदैन।
erasures-none = तपाईंलाई पर्खने मेटाउने प्रस्ताव छैन
erasures-none-text = कसैले अभिलेख मेटाउने प्रस्ताव गर्दा दोस्रो व्यक्तिका लागि यहीँ पर्खन्छ।
erasures-words = चाहनुहुन्छ भने प्रस्ताव गर्नेलाई केही भन्नुहोस्
erasures-approve = स्वीकृत गर्ने
erasures-refuse = स्वीकृत नगर्ने
erasures-approved = स्वीकृत भयो। अब प्रस्ताव गर्नेले मेटाउन सक्छन्।
erasures-refused = स्वीकृत भएन। केही मेटाइएको छैन।
glass-title = आपत्
glass-text = कोही खतरामा छ र उनको टोलीको कोही सम्पर्कमा छैन भने तपाईं उनको अभिलेख खोल्न सक्नुहुन्छ।
glass-rule-time = यो तपाईंलाई २ घण्टा खुला रहन्छ।
glass-rule-parts = उनी को हुन् र सङ्केतका जवाफ पढ्न पाइन्छ; मनोविद्का टिपोट र संलग्न व्यक्ति कहिल्यै पाइँदैन।
glass-rule-told = उनको सुपरभाइजर र तथ्याङ्क संरक्षण जिम्मेवारलाई तुरुन्तै थाहा दिइन्छ, र ४८ घण्टाभित्र हेरिन्छ।
glass-rule-week = हप्तामा दुई पटक गर्न पाइन्छ, र तपाईंको कुनै खोलाइ ४८ घण्टाभन्दा बढी पर्खिरहेको भए पाइँदैन।
glass-number = अभिलेखको नम्बर
glass-number-hint = फोनमा भनिने जस्तै, जस्तै CH‑000123‑4। यो कुनै ठेगाना वा लगमा रहँदैन।
glass-open = २ घण्टाका लागि खोल्ने
glass-mine = तपाईंका खोलाइ
glass-not-found = तपाईंले यसरी खोल्न मिल्ने यस नम्बरको अभिलेख छैन। नम्बर फेरि हेर्नुहोस् वा सुपरभाइजरलाई सोध्नुहोस्।
glass-open-until = आपत्‌मा { $when } सम्म तपाईंलाई खुला छ। हेर्ने जिम्मेवारलाई थाहा दिइएको छ।
glass-reviews-title = आपतकालीन खोलाइ
glass-reviews-text = हरेकलाई ४८ घण्टाभित्र हेर्नुपर्छ। खोल्नेसँग कुरा गर्नुहोस्, अनि के पाउनुभयो भन्नुहोस्।
glass-reviews-none = तपाईंलाई पर्खने खोलाइ छैन
glass-reviews-none-text = कसैले आपत्‌मा अभिलेख खोल्दा तपाईंलाई यहीँ तुरुन्तै थाहा दिइन्छ।
glass-words = तपाईंले के पाउनुभयो
glass-review = हेरेँ भनेर लेख्ने
glass-reviewed = धन्यवाद। लेखियो।
glass-due = { $when } भित्र हेर्नुपर्ने
refused-glass-overdue = तपाईंको पहिलेको खोलाइ ४८ घण्टाभन्दा बढीदेखि पर्खिरहेको छ। पहिले सुपरभाइजरलाई हेर्न भन्नुहोस्।
refused-glass-quota = तपाईंले सात दिनमा दुई अभिलेख खोल्नुभयो। यो खोलिदिन सुपरभाइजरलाई भन्नुहोस्।
refused-glass-needless = उनी को हुन् तपाईं पहिल्यै पढ्न सक्नुहुन्छ।
print-how = ब्राउजरको छाप्ने आदेश प्रयोग गर्नुहोस्।
printed-by = { $name } ले छापेको, { $when }
confidential = गोप्य
confidential-text = ताला लगाएर राख्नुहोस्, नचाहिने कसैलाई नदेखाउनुहोस्, र काम सकिएपछि नष्ट गर्नुहोस्।
log-print = अभिलेख छाप्यो
log-break-glass = आपत्‌मा अभिलेख खोल्यो

## Actions, for messages about rights

action-view = हेर्ने
action-create = बनाउने
action-change = परिवर्तन गर्ने
action-move = सार्ने
action-approve = स्वीकृत गर्ने
action-assign = जिम्मा दिने
action-share = खोल्ने
action-transfer = सुम्पने
action-resolve = दुई जवाफ टुङ्ग्याउने
action-link = जोड्ने
action-export = निकाल्ने
action-erase = मेटाउने
action-break-glass = टोलीमा नभई खोल्ने
action-manage = व्यवस्थापन गर्ने

## Settings of one’s own account

settings-title = मेरो खाता
settings-language = डेस्कको भाषा
settings-calendar = मिति लेख्ने पात्रो
settings-theme = उज्यालो वा अँध्यारो
settings-theme-device = यन्त्रअनुसार
settings-theme-light = उज्यालो
settings-theme-dark = अँध्यारो
settings-password = पासवर्ड फेर्ने
settings-old-password = अहिलेको पासवर्ड
settings-sessions = म कहाँ-कहाँ साइन इन छु
settings-end-sessions = अरू सबै ठाउँबाट साइन आउट
settings-saved = तपाईंका सेटिङ सुरक्षित भए।

## Colleagues and invitations

invite-title = सहकर्मीलाई बोलाउने
invite-name = साइन इन नाम
invite-link = यो लिङ्क उनलाई आफैँ भेटेर वा कागजमा दिनुहोस्। एक पटक, ७२ घण्टासम्म चल्छ।
invite-taken = यो नाम अरूले लिइसकेका छन्। अर्को राख्नुहोस्।
account-close = यो खाता बन्द गर्ने
account-closed = खाता बन्द
not-to-oneself = कसैले आफैँलाई भूमिका दिन मिल्दैन। अर्को व्यवस्थापकलाई भन्नुहोस्।

## Publishing

publish-frozen = आगन्तुकले { $date } को संस्करण पढ्छन्।
publish-changed-since = प्रकाशित भएपछि परिवर्तन भएको।
publish-see-page = पृष्ठ हेर्ने
publish-language-missing = { $language } मा अझै लेखिएको छैन
publish-language-outdated = { $language } को पाठभन्दा पुरानो
error-look-again = फेरि हेर्नुहोस्

# form
# डेस्कका अरू पृष्ठसँग साझा: नभएको जवाफ, हो र होइन।
missing-unknown = थाहा छैन
missing-not-asked = सोधिएन
missing-refused = भन्न चाहिनन्
answer-yes = हो
answer-no = होइन
language-en = अङ्ग्रेजी
language-fr = फ्रान्सेली
language-ne = नेपाली

# फारम भर्दा
form-next = सुरक्षित गरी अगाडि बढ्ने
form-keep = सुरक्षित गरी यहीँ रोक्ने
form-back = पछाडि
form-save = सुरक्षित गर्ने
form-leave = सुरक्षित नगरी बाहिर जाने
form-change = बदल्ने
form-pages = यो फारमका पृष्ठ
form-page-of = { $count } मध्ये पृष्ठ { $number }
form-any-order = जुनसुकै क्रममा भर्न सकिन्छ।
form-step-here = तपाईं यहाँ हुनुहुन्छ
form-step-done = भयो
form-step-todo = सुरु भएको छैन
form-check-title = जवाफ जाँच्ने
form-check-aloud = सुरक्षित गर्नुअघि उनलाई पढेर सुनाउनुहोस्। उनले जुनसुकै जवाफ सच्याउन सक्छिन्।
form-check-hint = सुरक्षित गर्नुअघि एकपटक फेरि पढ्नुहोस्।
form-blank = अहिलेसम्म जवाफ छैन
form-tired = उनी थाकेकी छिन् भने
form-tired-text = रोक्नुहोस्। “सुरक्षित गरी यहीँ रोक्ने” थिच्नुहोस्। यी प्रश्न उनलाई फेरि कसैले सोध्दैन; जहाँ रोकियो त्यहीँबाट तपाईं अगाडि बढ्नुहुन्छ।
form-unsaved = तपाईंले अझै सुरक्षित गर्नुभएको छैन।
form-kept-line = तपाईंका लागि मात्र बन्द गरी राखियो:
form-updated = पृष्ठ तपाईंका जवाफअनुसार मिलाइयो।

# एउटा प्रश्न
form-advice = तपाईंका लागि सल्लाह
form-subject = यो कसको बारेमा हो?
form-subject-hint = उनी सूचीमा छैनन्?
form-subject-new = पहिले उनको विवरण लेख्नुहोस्
form-subject-missing = यो कसको बारेमा हो, फारमको माथि छान्नुहोस्।
form-choose = छान्नुहोस्
form-several = मिल्ने सबै छान्नुहोस्।
form-other = अरू
form-other-text = त्यो के हो?
form-acknowledge = हो, भयो
form-no-answer = जवाफ छैन?
form-rank = स्थान { $place }
form-rank-hint = सबैभन्दा महत्त्वपूर्ण पहिले। बाँकी खाली छोड्नुहोस्।
form-range = { $start } देखि { $end } सम्मको अङ्क।
form-time = घण्टा र मिनेट, जस्तै १४:३०।
form-datetime = दिन र समय, जस्तै 2026-11-24T14:30।
form-point = फोनले देखाएजस्तै डिग्रीमा।
form-point-lat = अक्षांश
form-point-lon = देशान्तर
form-point-acc = कति मिटरभित्र
form-district = जिल्ला
form-municipality = पालिका
form-municipality-show = यसका पालिका देखाउने
form-filter = सुरुका अक्षर लेख्नुहोस्
form-file-keep = राख्ने
form-file-instead = यसको सट्टा अर्को राख्न नयाँ फाइल छान्नुहोस्; कुनै नराख्न चिनो हटाउनुहोस्।
form-file-any = पीडीएफ, तस्बिर, रेकर्ड, भिडियो, पाठ, वा वर्ड, एक्सेल वा लिब्रेअफिसको कागज। बढीमा २० एमबी।
form-file-picture = तस्बिर: JPEG, PNG, WebP वा HEIC। बढीमा २० एमबी।
form-file-recording = बोलीको रेकर्ड। बढीमा २० एमबी, करिब एक घण्टाको कुराकानी।
form-file-film = भिडियो। बढीमा २० एमबी।
form-error-file = यस्तो प्रकारको फाइल यहाँ राख्न मिल्दैन। अर्को छान्नुहोस्; फारमका बाँकी कुरा जस्ताको तस्तै छन्।
form-error-file-too-long = यो फाइल २० एमबीभन्दा ठूलो छ। सानो बनाउनुहोस् वा टुक्रा-टुक्रा गरी पठाउनुहोस्।
file-pdf = पीडीएफ
file-picture = तस्बिर
file-recording = रेकर्ड
file-film = भिडियो
file-text = पाठ
file-document = कागज
file-size-kb = { $size } केबी
file-size-mb = { $size } एमबी
form-worked-out-later = सुरक्षित गर्दा निकालिन्छ
form-add = थप्ने: { $what }
form-row = { $what } { $number }
form-remove = सूचीबाट हटाउने: { $what } { $number }
form-text-state = पाठको अवस्था
form-text-draft = मस्यौदा
form-text-reviewed = अर्कोले पढेको
form-text-outdated = पुरानो भएको

# मिति
form-calendar = पात्रो
form-calendar-bs = नेपाली पात्रो (वि.सं.)
form-calendar-ad = अन्तर्राष्ट्रिय (ई.सं.)
form-calendar-show = यो पात्रोका महिना देखाउने
form-day = गते
form-month = महिना
form-month-unknown = थाहा छैन
form-year = वर्ष
form-date-hint = वर्ष मात्र थाहा भए गते र महिना खाली छोड्नुहोस्। दुवै थरी अङ्क चल्छन्।
form-other-calendar = अर्को पात्रोमा:
form-about-year = त्यही वर्षतिर
form-about-age = वा उनको उमेर: करिब कति वर्ष?

# फेरि हेर्नुपर्ने
form-errors-title = { $count ->
    [one] एउटा कुरा फेरि हेर्नुहोस्
   *[other] { $count } वटा कुरा फेरि हेर्नुहोस्
}
form-errors-kept = यो पृष्ठका अरू सबै जवाफ राखिएका छन्।
form-error-required = जवाफ दिनुहोस्, वा किन छैन भन्नुहोस्।
form-error-constraint = यो अरू जवाफसँग मिल्दैन। फेरि हेर्नुहोस्।
form-error-integer = पूरा सङ्ख्या अङ्कमा लेख्नुहोस्।
form-error-decimal = सङ्ख्या लेख्नुहोस्, दशमलवअघि थोप्लो राखेर: १२.५।
form-error-time = घण्टा र मिनेट लेख्नुहोस्, जस्तै १४:३०।
form-error-datetime = दिन र समय लेख्नुहोस्, जस्तै 2026-11-24T14:30।
form-error-point = अक्षांश र देशान्तर डिग्रीमा लेख्नुहोस्: २७.७ र ८५.३।
form-error-code = दिइएका जवाफमध्ये एउटा छान्नुहोस्।
form-error-code-not-in-use = यो जवाफ अब चल्दैन। अर्को छान्नुहोस्।
form-error-code-filtered = यो जवाफ अरूसँग मिल्दैन। अर्को छान्नुहोस्।
form-error-other = त्यो के हो लेख्नुहोस्।
form-error-range = { $start } देखि { $end } सम्म, { $step } को फरकमा लेख्नुहोस्।
form-error-too-long = यो पाठ धेरै लामो भयो। केही भाग टिपोटमा राख्नुहोस्।
form-error-rows = बढीमा { $most } वटा हुन सक्छ।
form-error-form = यहाँ फारममै गल्ती छ। फारम हेर्नेलाई भन्नुहोस्; तपाईंका अरू जवाफ राखिएका छन्।
form-error-date = मिति तीन कोठामा लेख्नुहोस्: गते, महिना, वर्ष।
form-error-date-no-year = वर्ष छुट्यो। अनुमान पनि चल्छ।
form-error-date-year-digits = वर्ष अङ्कमा लेख्नुहोस्।
form-error-date-month-digits = महिना सूचीबाट छान्नुहोस्।
form-error-date-day-digits = गते अङ्कमा लेख्नुहोस्।
form-error-date-year = यो पात्रोमा वर्ष { $first } देखि { $last } सम्म हुन्छ। तपाईंले { $year } लेख्नुभयो।
form-error-date-month = वर्षमा १२ महिना हुन्छन्। तपाईंले { $month } लेख्नुभयो।
form-error-date-day = { $year } { $month }मा { $days } दिन छन्। तपाईंले { $day } लेख्नुभयो।
form-error-date-day-without-month = गतेसँग महिना चाहिन्छ। महिना छान्नुहोस्, वा गते खाली छोड्नुहोस्।
form-error-date-estimate = अनुमानको मितिमा महिना हुँदैन। गते र महिना खाली छोड्नुहोस्, वा “त्यही वर्षतिर” हटाउनुहोस्।
form-error-date-outside = त्यो दिनको नेपाली पात्रो थाहा छैन।
form-error-date-age = उमेर ० देखि { $oldest } सम्म हुन्छ।

# नियम नमिलेको, वा बीचमा अर्कोले लेखेको
form-reason = तैपनि अगाडि बढ्नु किन ठीक हो?
form-reason-hint = तपाईंका शब्द अभिलेखसँगै रहन्छन्।
add-to-record = थप्ने:
# Texts of writing a record that locales/ne.ftl does not have yet.
form-kept-title = राखियो
form-kept-text = तपाईंका जवाफ बन्द गरी राखिएका छन्। तपाईंले मात्र खोल्न सक्नुहुन्छ।
form-kept-go-on = यो फारम अगाडि बढाउने
form-new = नयाँ: { $what }
form-edit = बदल्ने: { $what }
form-more-questions = तपाईंका जवाफले यही पृष्ठमा थप प्रश्न ल्याए।
form-rule-unique = यस्तो एउटा छँदैछ। त्यही खोलेर बदल्नुहोस्।
form-rule-approval = पहिले अर्को व्यक्तिले स्वीकृत गर्नुपर्छ।
form-clash-title = अर्को व्यक्तिले यिनै जवाफ बदल्नुभयो
form-clash-text = केही हराएको छैन: दुवै जवाफ तल छन्। प्रत्येकमा एउटा छान्नुहोस् वा नयाँ लेख्नुहोस्। तपाईंका अरू जवाफ राखिएका छन्।
form-clash-theirs = अहिले भएकै राख्ने
form-clash-yours = मेरो राख्ने
form-clash-again = फेरि लेख्ने
form-clash-by = { $who }, { $when }
form-clash-hidden = अहिले त्यहाँ भएको तपाईंले पढ्न मिल्दैन।
form-too-large = फारम काटिएर आयो: एकैचोटि धेरै जवाफ छन्। केही सुरक्षित भएन। भाग-भाग गरी सुरक्षित गर्नुहोस्।

## The desk: one's own account

settings-look = भाषा र उज्यालो
settings-save = सुरक्षित गर्ने
settings-not-saved = केही फेरिएन
settings-no-role = तपाईंको अहिले कुनै कार्यस्थलमा भूमिका छैन। प्रशासकले दिनुहुन्छ।
settings-drafts = मैले सुरु गरेका फारम
settings-no-drafts = छैन। नसकिएको फारम सुरक्षित नगरेसम्म वा नफालेसम्म यहीँ रहन्छ।
settings-draft-go-on = अगाडि बढ्ने
settings-draft-throw-away = फाल्ने
settings-draft-gone = मस्यौदा फालियो।
settings-password-changed = पासवर्ड फेरियो। अरू सबै ठाउँबाट तपाईं साइन आउट हुनुभयो।
settings-old-wrong = अहिलेको पासवर्ड मिलेन। फेरि लेख्नुहोस्।
settings-this-session = यहीँ, अहिले
settings-session-times = { $began }मा साइन इन, पछिल्लो प्रयोग { $seen }
settings-end-session = त्यहाँबाट साइन आउट
settings-sessions-ended = साइन आउट भयो।
settings-other-browser = अर्को कार्यक्रम
factor-title = दोस्रो प्रमाण
factor-on = { $count ->
    [one] लागू छ। एउटा पुनःप्राप्ति कोड बाँकी छ।
   *[other] लागू छ। { $count } वटा पुनःप्राप्ति कोड बाँकी छन्।
}
factor-off = अहिले छैन। यो भएपछि चोरिएको पासवर्डले मात्र केही खुल्दैन।
factor-set-up = राख्ने
factor-in-force = तपाईंको दोस्रो प्रमाण लागू भयो।
factor-not-yet = दोस्रो प्रमाण अझै लागू भएको छैन
factor-demanded = तपाईंको भूमिकाले नाम खोल्छ, त्यसैले पासवर्ड मात्र पुग्दैन। दोस्रो प्रमाण अहिले राख्नुहोस्; दुई मिनेट लाग्छ। अनि डेस्क खुल्छ।
factor-text = फोनको कोड एपले आधा मिनेटमा फेरिने छ अङ्क देखाउँछ। अबदेखि साइन इन गर्दा ती सोधिन्छन्।
factor-step-app = फोनमा कोड एप तयार राख्नुहोस्। “एक पटक चल्ने कोड” को जुनसुकै एप हुन्छ।
factor-step-secret = एपका लागि क्युआर कोड देखिन्छ, र लेख्नका लागि त्यही गोप्य कुरा ३२ अक्षर र अङ्कमा।
factor-step-codes = दसवटा पुनःप्राप्ति कोड देखिन्छन्। कागज र कलम तयार राख्नुहोस्।
factor-begin = गोप्य कुरा देखाउने
factor-begin-again = नयाँ गोप्य कुराबाट फेरि सुरु गर्ने
factor-secret = तपाईंको गोप्य कुरा
factor-secret-text = कोड एपमा नयाँ खाता बनाई यो पढाउनुहोस्। फेरि देखाइँदैन।
factor-open-app = यही यन्त्रको कोड एपमा खोल्ने
factor-first-code = पहिलो कोड
factor-confirm = लागू गर्ने
step-up-go-on = अगाडि बढ्ने
step-up-failed = अझै भएन
step-up-wrong = पासवर्ड मिलेन। फेरि लेख्नुहोस्।
tokens-title = कार्यक्रमका लागि साँचो
tokens-hint = साँचोले कार्यक्रमलाई तपाईंको नाममा अभिलेख पढ्न वा लेख्न दिन्छ, तपाईं आफैँले पाउनेभन्दा बढी कहिल्यै होइन।
tokens-look = मेरा साँचो हेर्ने
tokens-held = चलिरहेका साँचो
tokens-none = छैन। कार्यक्रमलाई चाहिँदा बनाउनुहोस्, नचाहिँदा अन्त्य गर्नुहोस्।
tokens-times = { $made }मा बनेको, { $ends }मा सकिन्छ
tokens-end = अहिल्यै अन्त्य गर्ने
tokens-new = नयाँ साँचो
tokens-fresh = तपाईंको नयाँ साँचो
tokens-fresh-text = अहिल्यै कार्यक्रममा राख्नुहोस्। फेरि देखाइँदैन।
tokens-label = केका लागि हो?
tokens-label-hint = आफ्नै लागि: कार्यक्रमको नाम, जस्तै “महिनाको तथ्याङ्क”।
tokens-actions = कार्यक्रमले के गर्न पाउँछ?
tokens-parts = कुन भाग देख्न पाउँछ?
tokens-kinds = यी अभिलेखमा मात्र
tokens-kinds-hint = तपाईंले देख्न पाउने सबैका लागि केही नछान्नुहोस्।
tokens-all-kinds = सबै अभिलेख
tokens-ends = कति दिनमा सकिन्छ
tokens-days = { $count ->
    [one] १ दिन
   *[other] { $count } दिन
}
tokens-make = साँचो बनाउने
tokens-incomplete = साँचो केका लागि हो लेख्नुहोस्, र गर्न पाउने कम्तीमा एउटा काम छान्नुहोस्।

## The desk: conflicts and approvals

conflict-none-text = दुई जनाले एउटै संस्करणबाट एउटै प्रश्नको जवाफ लेख्दा दुवै जवाफ यहाँ आउँछन्।
conflict-take-other = यो जवाफ लिने
conflict-save-third = यो जवाफ लेख्ने
conflict-third-in-form = दुवै ठीक छैनन्?
approvals-which = कुन स्वीकृति
approvals-next = अर्को चरण
approvals-end = बन्द गर्ने
approvals-end-text = तपाईंले स्वीकृत गरे यी सबै बन्द गर्न मिल्छ। काम सकिएर कारण लेखिएपछि मात्र स्वीकृत गर्नुहोस्।
approvals-none-text = अर्को चरणमा जान तपाईंको स्वीकृति चाहिने अभिलेख यहाँ आउँछन्।
approvals-move = यो चरणमा जान: { $stage }
approvals-approved = स्वीकृत भयो। केस हेर्नेले अब सार्न सक्छिन्।
approvals-sent-back = कारणसहित फिर्ता पठाइयो।
approvals-moved = तपाईंले हेर्दाहेर्दै यो फेरियो। फेरि एक पटक हेर्नुहोस्।
send-back-why = के पुगेन? केस हेर्नेले यो पढ्छिन्।

## The desk: looking back

news-title = तपाईंका लागि नयाँ
news-text = फारमको नियमले यी कुरा हेर्न भनेको छ। पढिसकेपछि यहाँबाट हट्छ।
news-none = नयाँ केही छैन
news-none-text = तुरुन्तै ध्यान दिनुपर्ने कुरा यहाँ देखिनेछ।
news-read = मैले पढेँ
log-title = कसले के हेर्‍यो
log-text = बन्द भाग खोलेको, साइन इन गरेको र नमिलेको हरेक पटक। हरफहरू एकअर्कासँग गाँसिएका छन्: थाहै नदिई कुनै फेर्न वा हटाउन सकिँदैन।
log-none = अहिलेसम्म केही लेखिएको छैन
log-when = समय
log-who = को
log-what = के
log-records = अभिलेख
log-more = { $count ->
    [one] र अरू १
   *[other] र अरू { $count }
}
log-view = अभिलेख खोलियो
log-list = नामसहितको सूची पढियो
log-find = नामबाट खोजियो
log-export = अभिलेख निकालियो
log-file = फाइल खोलियो
log-sign-in = साइन इन
log-refused = नमिलेको
log-account = खाताको काम
log-other = अरू केही
log-wrong-password = पासवर्ड मिलेन
log-wrong-code = कोड मिलेन
log-account-link = एक पटक चल्ने लिङ्क दिइयो
log-account-closed = बन्द गरियो
log-account-reopened = फेरि खोलियो
ledger-title = खाताबही
ledger-text = हरेक परिवर्तन एउटा प्रविष्टि हो र अघिल्लोको छाप बोकेको हुन्छ। लेखिएको कुरा चिन्ह नछोडी फेर्न सकिँदैन।
ledger-now = अहिलेको अवस्था
ledger-entries = प्रविष्टि
ledger-access = “कसले के हेर्‍यो” का हरफ
ledger-last = पछिल्लो लेखाइ
ledger-head = पछिल्लो प्रविष्टिको छाप
ledger-access-head = पछिल्लो हरफको छाप
ledger-verify = अहिले सबै जाँच्ने
ledger-well = सबै ठीक छ
ledger-wrong = { $count ->
    [one] एउटा कुरा लेखिएजस्तो छैन
   *[other] { $count } वटा कुरा लेखिएजस्ता छैनन्
}
ledger-looked = { $entries } प्रविष्टि, { $records } अभिलेख र { $access } हरफ हेरियो।
ledger-more = अरू पनि छन्। “chautari verify” आदेशले सबै देखाउँछ।
ledger-what-to-do = अब केही नलेख्नुहोस्। डाटाबेस जस्ताको तस्तै नक्कल गरी राख्नुहोस्, र कार्यक्रम हेर्नेलाई बोलाउनुहोस्।
ledger-table = तालिका
ledger-row = हरफ
ledger-entry = प्रविष्टि
ledger-what = के मिलेन
ledger-checkpoints = हस्ताक्षर भएका बिन्दु
ledger-checkpoints-text = हरेकले दुवै साङ्लो कहाँ थिए भनी हस्ताक्षर गर्छ। अन्यत्र राखेको एउटाले खाताबही छोट्याइएको भए देखाउँछ।
ledger-no-checkpoints = अहिलेसम्म कुनै हस्ताक्षर भएको छैन।
ledger-signed = हस्ताक्षर
ledger-key = साँचो

## The desk: people and roles

people-title = सहकर्मीहरू
people-text = कार्यालयका सबै जना, अहिलेका भूमिकासहित।
people-add = सहकर्मी थप्ने
people-account = खाता
people-no-role = भूमिका छैन
people-no-role-text = अहिले भूमिका छैन। भूमिका नभए साइन इन गरेपछि केही खुल्दैन।
people-record = उनको अभिलेख
people-role = भूमिका
people-role-hint = कुन भूमिकाले के गर्न पाउँछ
people-team = टोली { $team }
people-supervisor = सुपरभाइजर: { $name }
people-until = { $date }सम्म
people-team-label = टोली, भए
people-team-hint = यहाँ एउटै टोली लेखिएका मान्छेले, भूमिकाले दिएमा, केसहरू सँगै हेर्छन्।
people-supervisor-label = सुपरभाइजर
people-nobody = कोही होइन
people-give-role = भूमिका दिने
people-end-role = अन्त्य गर्ने
people-ended = पहिलेका भूमिका
people-own-account = तपाईंको आफ्नै खाता
account-none = नबोलाइएको
account-invited = बोलाइएको
account-open = खाता चलिरहेको
account-closed-text = यसबाट कसैले साइन इन गर्न सक्दैन। उनले लेखेको कुरा रहन्छ।
account-reopen = खाता फेरि खोल्ने
account-reset = नयाँ पासवर्डको लिङ्क दिने
account-reset-text = बिर्सिएको पासवर्डका लागि। दोस्रो प्रमाण जस्ताको तस्तै रहन्छ।
account-close-text = उनी तुरुन्तै सबै ठाउँबाट साइन आउट हुन्छिन्, र उनका कार्यक्रमका साँचो पनि सकिन्छन्।
invite-text = साइन इन नाम छान्नुहोस्। हातमा दिने लिङ्क पाउनुहुन्छ।
invite-name-hint = कम्तीमा ३ अक्षर, जस्तै maya.gurung। पछि फेरिँदैन।
invite-short = साइन इन नाममा कम्तीमा ३ अक्षर हुन्छन्।
invite-made = एक पटक चल्ने लिङ्क
invite-until = { $when }सम्म। फेरि देखाइँदैन।
roles-title = भूमिकाहरू
roles-text = हरेक भूमिकाले के देख्न र के गर्न पाउँछ। यी मिसनका फाइलमा, दुई जना मिलेर फेरिन्छन्, यहाँ होइन।
roles-manages = हेरचाह गर्ने
roles-factor = दोस्रो प्रमाण चाहिन्छ
roles-add-up = अधिकार जोडिँदै जान्छन्, कुनैले घटाउँदैन।
roles-no-grants = यो भूमिकाले केही गर्न पाउँदैन।
grant-do = गर्न पाउने
grant-where = कुन-कुन
grant-see = पढ्ने
grant-write = लेख्ने
grant-flag = छ भन्ने मात्र थाहा हुने
grant-only = यी जवाफ मात्र
grant-stages = यी चरणमा
grant-within = कति समय
grant-since-made = { $count ->
    [one] बनेदेखि १ दिन
   *[other] बनेदेखि { $count } दिन
}
grant-since-stage = “{ $stage }” चरणदेखि { $count } दिन
grant-manage = हेरचाह: { $parts }
relation-tenant = संस्थाका सबै
relation-country = आफ्नो देशका
relation-site = आफ्नो कार्यस्थलका
relation-team = आफ्नो टोलीका
relation-owner = आफ्नै
relation-care-team = आफ्नै र जिम्मा पाएका
relation-assigned = जिम्मा पाएका
relation-supervised = आफूले सुपरिवेक्षण गर्नेहरूका
relation-shared = आफूलाई खोलिएका
relation-broken-glass = आपत्‌मा आफूले खोलेका, दुई घण्टाका लागि
relation-author = आफूले लेखेका
relation-self = आफ्नै बारेका
manage-users = सहकर्मी
manage-roles = भूमिका
manage-devices = यन्त्र
manage-kinds = फारम
manage-settings = सेटिङ
manage-keys = साँचो
manage-audit = फर्केर हेर्ने

## The desk: forms and code lists

forms-title = फारम र सूची
forms-text = के सोधिन्छ, हरेक जवाफ अभिलेखको कुन भागमा पर्छ, र नियम। यी मिसनका फाइलमा फेरिन्छन्।
strand-prevention = रोकथाम
strand-protection = संरक्षण
strand-reintegration = पुनःएकीकरण
strand-training = तालिम
strand-advocacy = पैरवी
strand-shared = सबैको साझा
strand-site = सार्वजनिक साइट
kind-form = फारम
kind-what-for = केका लागि
kind-questions = प्रश्न
kind-question = प्रश्न
kind-stages = चरण
kind-leads-to = यसपछि
kind-approvals = स्वीकृति
kind-approval = “{ $stage }” मा जान: { $role } ({ $count })
kind-name = फाइलमा नाम
kind-group = समूह, भूमिकाका लागि
kind-under = यसमुनि रहन्छ
kind-kept = राखिने
kind-kept-years = { $count ->
    [one] १ वर्ष
   *[other] { $count } वर्ष
}
kind-unique = एउटै मात्र
kind-repeat = { $what }, चाहिए जति पटक
kind-type = जवाफ
kind-part = भाग
kind-notes = टिपोट
kind-required = जवाफ चाहिन्छ
kind-indexed = सूची यसबाट छान्न मिल्छ
kind-searched = खोज्न मिल्छ
kind-safety = हटाउन मिल्दैन
kind-translated = हरेक भाषामा एउटा पाठ
kind-hidden = अब सोधिँदैन
kind-rules = नियम
kind-download = XLSForm डाउनलोड गर्ने
kind-hash = यो संस्करण:
rule-when = कहिले
rule-require = साँचो हुनुपर्ने
rule-create = बन्दा
rule-change = फेरिँदा
rule-stage = “{ $stage }” मा सर्दा
rule-daily = हरेक दिन
rule-at = तोकिएको दिन
rule-refuse = नभए सुरक्षित हुँदैन
rule-warn = नभए कारणसहित मात्र
rule-task = नभए काम दिइन्छ
rule-move = नभए “{ $stage }” मा सर्छ
rule-revoke = नभए खोलिएको बन्द हुन्छ
rule-notify = नभए कसैलाई खबर हुन्छ
type-text = पाठ
type-number = सङ्ख्या
type-date = मिति वा समय
type-one = सूचीबाट एउटा
type-several = सूचीबाट धेरै
type-rank = क्रमअनुसार सूची
type-yes-no = हो वा होइन
type-acknowledge = पुष्टि
type-note = पढ्ने पाठ
type-calculate = हिसाबबाट
type-file = फाइल
type-place = ठाउँ
type-point = नक्साको बिन्दु
type-barcode = बारकोड
type-ref = अर्को अभिलेख
type-children = मुनिका अभिलेख
type-filled = कार्यक्रमले भर्छ
type-foreign = अरू कार्यक्रमका लागि राखिएको
codes-title = कोडका सूची
codes-list = सूची
codes-id = सूचीपत्रमा
codes-count = कोड
codes-source = स्रोत
codes-open = सूचीबाहिर
codes-open-text = “अन्य” र जवाफ नभएको कारण लेख्न मिल्छ।
codes-closed-text = यी कोड मात्र।
codes-used = प्रयोग भएको ठाउँ
codes-label = मान्छेले पढ्ने
codes-code = कोड
codes-state = अवस्था
codes-retired = { $day }सम्म चलेको
codes-draft-text = तपाईंको भाषामा मस्यौदा भनिएका पाठ अझै दोस्रो व्यक्तिले पढेका छैनन्।

## The desk: first steps

start-title = पहिला पाँच पाइला
start-text = यी पाँच पाइलाले कार्यालयको काम सुरु हुन्छ।
start-sites-title = कार्यस्थल
start-sites-text = आश्रयगृह, केन्द्र, चौकी, कार्यालय: काम हुने ठाउँ। अभिलेख कुनै कार्यस्थलको हुन्छ।
start-sites-link = कार्यस्थल थप्ने
start-people-title = मान्छे
start-people-text = पहिलो सहकर्मी र अर्को एक प्रशासक थप्नुहोस्: फोन हराएमा दुई जना चाहिन्छ। तपाईंले दिने लिङ्कबाट हरेक साइन इन गर्छन्।
start-people-link = सहकर्मी थप्ने
start-roles-title = भूमिका
start-roles-text = हरेक सहकर्मीलाई कुनै कार्यस्थलमा भूमिका दिनुहोस्। भूमिका नभए उनलाई केही खुल्दैन।
start-roles-link = सहकर्मीतिर
start-form-title = पहिलो फारम
start-form-text = के सोधिन्छ हेर्नुहोस्। अनि कार्यकर्ताले पहिलो अभिलेख लेख्छिन्।
start-form-link = फारमतिर
start-backup-title = जगेडा प्रति
start-backup-text = पहिलो अभिलेखअघि एउटा बनाउनुहोस्, र यो कम्प्युटरभन्दा टाढा राख्नुहोस्। चलाउनुहोस्:

# Lists that are kept
views = राखिएका सूची
view-all = सबै
view-keep = यो सूची राख्ने
view-change = यो सूचीको नाम फेर्ने वा बाँड्ने
view-name-label = सूचीको नाम
view-name-hint = यो केका लागि हो, जस्तै “लिन बाँकी कागज”। कसैको नाम नलेख्नुहोस्।
view-for = कसले चलाउँछ
view-for-me = म मात्र
view-for-role = यो भूमिका भएका सबै: { $role }
view-save = राख्ने
view-drop = यो सूची हटाउने
view-not-kept = सूची राखिएन
view-name = १ देखि ६० अक्षरको नाम दिनुहोस्।
view-role = तपाईंसँग भएको भूमिकासँग मात्र सूची बाँड्न मिल्छ।
view-most = यहाँ तपाईंका ३० सूची छन्। पहिले एउटा हटाउनुहोस्।
filter-any = सबै
filter-more = थप: मिति, क्रम, स्तम्भ
filter-conflict = दुई जवाफ टुङ्गो नलागेका
filter-me = म
sort = क्रम
sort-up = { $what }, बढ्दो क्रममा
sort-down = { $what }, घट्दो क्रममा
columns = स्तम्भ
span-period = समय
span-days = जुनसुकै बेला
span-first = देखि
span-last = सम्म
span-between = { $from } देखि { $to } सम्म
span-from = { $from } देखि
span-to = { $to } सम्म
period-past-7 = पछिल्ला ७ दिन
period-past-30 = पछिल्ला ३० दिन
period-past-90 = पछिल्ला ९० दिन
period-past-365 = पछिल्लो एक वर्ष
period-over = आजभन्दा अघि
period-next-7 = आउने ७ दिन
period-next-30 = आउने ३० दिन
list-under = यी अर्को अभिलेखको पानामा लेखिन्छन्: { $kinds }। त्यो खोल्नुहोस् र “थप्ने” छान्नुहोस्।
list-no-right = तपाईंले हेर्न मिल्ने कुरा सहकर्मीले थपेपछि यहाँ देखिन्छ।

# Under which role; going away and coming back
settings-acting-now = अब तपाईं यो भूमिकामा हुनुहुन्छ। यो फेरबदल “कसले के हेर्‍यो” मा लेखियो।
settings-posts = तपाईंका धेरै भूमिका छन्; एक पटकमा एउटामा मात्र काम हुन्छ।
settings-post-here = अहिले यसैमा
settings-post-switch = यो भूमिकामा काम गर्ने
settings-post-ended = तपाईंले काम गरिरहेको भूमिका सकियो। अर्को छान्नुहोस्; त्यतिन्जेल केही खुल्दैन।
settings-other-tenant = अर्को संस्थाका लागि डेस्क बन्द गर्नुहोस् र त्यहाँको नामले साइन इन गर्नुहोस्।
idle-stay = यहीँ रहने

# A second factor that was lost
lost-title = दोस्रो प्रमाण
lost-asked = { $one }ले { $when } मा दोस्रो प्रमाण हटाउन भन्नुभयो। तीन दिनभित्र अर्को प्रशासकले पक्का गर्नुपर्छ।
lost-asked-text = हराएको हो? त्यसो भए यहाँ केही गर्नु पर्दैन। तपाईंसँगै छ भने अहिले भन्नुहोस्: अनुरोध फिर्ता हुन्छ।
lost-i-have-it = मसँगै छ
lost-dropped = { $one } र { $other }ले { $when } मा दोस्रो प्रमाण हटाउनुभयो।
lost-dropped-text = तपाईंले नभन्नुभएको हो भने आजै तथ्याङ्क सुरक्षा प्रमुखलाई भन्नुहोस्।
lost-read = मैले पढेँ
lost-settled = धन्यवाद। यो टिपियो।
lost-open-title = दोस्रो प्रशासक चाहिन्छ
lost-open-text = एक सहकर्मीले यी दोस्रो प्रमाण हटाउन भन्नुभएको छ। पक्का गर्नुअघि उनै व्यक्तिलाई भेटेर वा फोनमा सोध्नुहोस्।
lost-waits = तपाईंले भन्नुभयो; पक्का अर्कैले गर्नुपर्छ। अर्को प्रशासकलाई भन्नुहोस्।
lost-confirm-text = उनलाई आफैँ भेटेर वा फोनमा सोध्नुहोस्। तपाईंले पक्का गरेपछि प्रमाण हट्छ, उनी सबैतिरबाट साइन आउट हुन्छिन् र उनलाई जानकारी दिइन्छ।
lost-confirm = दोस्रो प्रमाण हटाउने
lost-take-back = अनुरोध फिर्ता लिने
lost-ask-text = उनको फोन हरायो र पुनःप्राप्ति कोड पनि छैन? तपाईं दोस्रो प्रमाण हटाउन भन्नुहुन्छ, अर्को प्रशासकले पक्का गर्नुहुन्छ। एक्लैले कसैले गर्न सक्दैन।
lost-ask = उनको दोस्रो प्रमाण हटाउन भन्ने
factor-qr = कोड एपका लागि गोप्य अक्षरको क्युआर कोड
factor-type-it = वा “समयमा आधारित” नयाँ खाता बनाई यो लेख्नुहोस्:
factor-print = कोड छाप्ने
invite-qr = एक पटक चल्ने लिङ्कको क्युआर कोड
invite-qr-text = वा उनको फोनले पढोस्:

# Backups
backups-title = जगेडा प्रति
backups-none = अहिलेसम्म जगेडा प्रति लिइएको छैन
backups-late = पछिल्लो जगेडा प्रति एक दिनभन्दा पुरानो छ
backups-late-text = यो कम्प्युटर अहिले हरायो भने त्यसयता लेखिएको सबै हराउँछ। आजै जगेडा प्रति लिनुहोस्।
backups-last = पछिल्लो जगेडा प्रति
backups-hours = { $count ->
    [0] एक घण्टा पनि भएको छैन
    [one] एक घण्टाअघि
   *[other] { $count } घण्टाअघि
}
backups-days = { $count ->
    [one] एक दिनअघि
   *[other] { $count } दिनअघि
}
backups-take = एउटा लिने
backups-take-text = प्रोग्राम चल्ने कम्प्युटरमा, पछि अर्को घरमा लगिने डिस्कमा:
backups-witness = त्यसले देखाएका हरफ अन्तै राख्नुहोस्: खाताबही काटिएको छ कि छैन भनी पछि तिनैले देखाउँछन्। मूल साँचो कुनै जगेडा प्रतिमा हुँदैन; अलग राख्नुहोस्।
backups-daily = हरेक दिन आफैँ
backups-daily-text = कम्प्युटरको समयतालिका (cron) मा एक हरफ, हरेक साँझ आठ बजे:
backups-restore = कार्यालय फर्काउने
backups-restore-text = खाली फोल्डरमा, सबभन्दा नयाँ जोडी फाइलबाट। त्यसपछि मेटिएका व्यक्ति मेटिएकै रहन्छन्। चाहिनुअघि एक पटक गरेर हेर्नुहोस्।

# The association
office-settings-title = संस्था
office-name = नाम
office-prefix = केस नम्बरको सुरु
office-languages = भाषा
office-zone = तपाईंको कार्यस्थलको समय क्षेत्र
office-site = सार्वजनिक साइट
office-desk = डेस्क
office-settings-where = नाम र भाषा प्रोग्राम चल्ने कम्प्युटरको chautari.toml फाइलमा छन्। फेरिएको कुरा अर्को पटक सुरु गर्दा लागू हुन्छ। हरेक कार्यस्थलको आफ्नै समय क्षेत्र हुन्छ।
start-sites-done = धेरै कार्यस्थल छन्
start-sites-todo = अहिलेसम्म मुख्य कार्यालय मात्र
start-people-done = सहकर्मी छन्
start-people-todo = अहिलेसम्म तपाईं एक्लै
start-roles-done = सहकर्मीका भूमिका छन्
start-roles-todo = तपाईंबाहेक कसैको भूमिका छैन
start-form-done = पहिलो अभिलेख लेखियो
start-form-todo = अहिलेसम्म अभिलेख छैन
start-backup-link = जगेडा प्रतिबारे
start-backup-done = एक दिनभित्र लिइएको छ
start-backup-todo = एक दिनभित्र लिइएको छैन

# Looking into the log
log-look = खोज्ने
log-anyone = जोसुकै
log-record = अभिलेख
log-record-hint = अभिलेखको नम्बर, वा अन्तिम स्तम्भमा भएका आठ अक्षर।
log-day = दिन
log-no-record = यो नम्बरको अभिलेख छैन। यसको पानामा भए जस्तै लेख्नुहोस्।
log-nothing-fits = यहाँ केही मिलेन
log-none-text = कसैले साइन इन गर्दा वा नाम खोल्दा हरफ आफैँ थपिन्छन्।
log-switch = अर्को भूमिकामा काम गर्न थाल्यो
log-backup = जगेडा प्रति लियो
log-account-factor-asked = दोस्रो प्रमाण हटाउन भन्यो
log-account-factor-dropped = पक्का गर्‍यो: दोस्रो प्रमाण हट्यो
log-account-factor-kept = फिर्ता लियो: दोस्रो प्रमाण रहन्छ
log-account-factor-read = दोस्रो प्रमाण हटेको पढ्यो

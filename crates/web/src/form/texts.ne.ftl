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
form-kept-title = राखियो
form-kept-text = तपाईंका जवाफ बन्द गरी राखिएका छन्। तपाईंले मात्र खोल्न सक्नुहुन्छ।
form-kept-go-on = यो फारम अगाडि बढाउने
form-new = नयाँ: { $what }
form-edit = बदल्ने: { $what }
form-more-questions = तपाईंका जवाफले यही पृष्ठमा थप प्रश्न ल्याए।
form-updated = पृष्ठ तपाईंका जवाफअनुसार मिलाइयो।

# एउटा प्रश्न
form-advice = तपाईंका लागि सल्लाह
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
form-file-later = यो सुरक्षित भएपछि अभिलेखको पृष्ठबाट फाइल थपिन्छ।
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
form-rule-unique = यस्तो एउटा छँदैछ। त्यही खोलेर बदल्नुहोस्।
form-rule-approval = पहिले अर्को व्यक्तिले स्वीकृत गर्नुपर्छ।
form-reason = तैपनि अगाडि बढ्नु किन ठीक हो?
form-reason-hint = तपाईंका शब्द अभिलेखसँगै रहन्छन्।
form-clash-title = अर्को व्यक्तिले यिनै जवाफ बदल्नुभयो
form-clash-text = केही हराएको छैन: दुवै जवाफ तल छन्। प्रत्येकमा एउटा छान्नुहोस् वा नयाँ लेख्नुहोस्। तपाईंका अरू जवाफ राखिएका छन्।
form-clash-theirs = अहिले भएकै राख्ने
form-clash-yours = मेरो राख्ने
form-clash-again = फेरि लेख्ने
form-clash-by = { $who }, { $when }
form-clash-hidden = अहिले त्यहाँ भएको तपाईंले पढ्न मिल्दैन।
form-too-large = फारम काटिएर आयो: एकैचोटि धेरै जवाफ छन्। केही सुरक्षित भएन। भाग-भाग गरी सुरक्षित गर्नुहोस्।

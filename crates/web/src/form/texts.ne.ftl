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

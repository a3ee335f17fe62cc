//! Names and sentences the demonstration is made of. All of them are made up; no one is meant.

/// Given names of girls and women: Latin letters, Devanagari.
pub const GIRLS: [(&str, &str); 20] = [
    ("Asha", "आशा"),
    ("Bina", "बिना"),
    ("Chandra", "चन्द्रा"),
    ("Devi", "देवी"),
    ("Gita", "गीता"),
    ("Indira", "इन्दिरा"),
    ("Junu", "जुनु"),
    ("Kamala", "कमला"),
    ("Laxmi", "लक्ष्मी"),
    ("Maya", "माया"),
    ("Nirmala", "निर्मला"),
    ("Parbati", "पार्वती"),
    ("Rita", "रीता"),
    ("Sabina", "सबिना"),
    ("Sarita", "सरिता"),
    ("Sunita", "सुनिता"),
    ("Tara", "तारा"),
    ("Urmila", "उर्मिला"),
    ("Sani", "सानी"),
    ("Phulmaya", "फूलमाया"),
];

/// Given names of boys and men.
pub const BOYS: [(&str, &str); 10] = [
    ("Bikram", "विक्रम"),
    ("Dipesh", "दिपेश"),
    ("Gopal", "गोपाल"),
    ("Hari", "हरि"),
    ("Kiran", "किरण"),
    ("Manoj", "मनोज"),
    ("Prakash", "प्रकाश"),
    ("Raju", "राजु"),
    ("Suresh", "सुरेश"),
    ("Umesh", "उमेश"),
];

/// Family names.
pub const FAMILIES: [(&str, &str); 14] = [
    ("Tamang", "तामाङ"),
    ("Rai", "राई"),
    ("Gurung", "गुरुङ"),
    ("Chaudhary", "चौधरी"),
    ("Thapa", "थापा"),
    ("Magar", "मगर"),
    ("Shrestha", "श्रेष्ठ"),
    ("Nepali", "नेपाली"),
    ("Karki", "कार्की"),
    ("Limbu", "लिम्बू"),
    ("Kumal", "कुमाल"),
    ("Shah", "शाह"),
    ("Yadav", "यादव"),
    ("Adhikari", "अधिकारी"),
];

/// What was heard or done, for notes of a case: English, because each writer uses her own language and these do.
pub const NOTES: [&str; 12] = [
    "She slept through the night for the first time.",
    "She asked whether her sister may visit on Saturday. We said yes and wrote it in the calendar.",
    "Talked about school. She would like to go to the evening class and sit near the door.",
    "Her mother called. She is well and the goats are sold; she sounded tired.",
    "She helped in the kitchen and taught two others a song.",
    "The ward office asks for one more paper. We go again on Monday.",
    "She does not want to speak about the journey yet. We did not ask.",
    "Seen by the nurse. No treatment under way.",
    "She chose the colour of the room together with the others.",
    "The teacher says she is quick in numbers and shy when reading aloud.",
    "Walked to the market together. She bought thread and a notebook.",
    "She asked what the court will want to know. We explained it with the picture cards.",
];

/// What stands in a plan to be safe.
pub const PLANS: [&str; 4] = [
    "She sleeps in the inner house and is taken to class and back.",
    "Nobody is told the address. Calls go through the office telephone.",
    "The committee looks in twice a day; the police post knows her name.",
    "She stays with her aunt; the man who promised work is not told.",
];

//! The functions an expression may call, with the number of arguments each takes.

/// One function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name as written.
    pub name: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments; `ANY` for no limit.
    pub most: usize,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a function comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// ODK's XForms functions.
    Odk,
    /// Ours, answered wherever a form is filled in.
    Ours,
    /// Ours, answered by the host from the record's surroundings: for rules.
    Rule,
}

/// Stands for "as many arguments as one likes".
pub const ANY: usize = usize::MAX;

const fn odk(name: &'static str, least: usize, most: usize) -> Function {
    Function { name, least, most, origin: Origin::Odk }
}

const fn ours(name: &'static str, least: usize, most: usize) -> Function {
    Function { name, least, most, origin: Origin::Ours }
}

const fn rule(name: &'static str, least: usize, most: usize) -> Function {
    Function { name, least, most, origin: Origin::Rule }
}

/// All functions (`docs/kinds.md` 4 and 5). `checklist`, `weighted-checklist`, `distance`, `exp10` and `substring` are
/// here because ODK Collect, Enketo and ODK Web Forms agree on them.
pub const FUNCTIONS: &[Function] = &[
    odk("abs", 1, 1),
    odk("acos", 1, 1),
    odk("asin", 1, 1),
    odk("atan", 1, 1),
    odk("atan2", 2, 2),
    odk("boolean", 1, 1),
    odk("boolean-from-string", 1, 1),
    odk("ceiling", 1, 1),
    odk("checklist", 2, ANY),
    odk("coalesce", 1, ANY),
    odk("concat", 0, ANY),
    odk("contains", 2, 2),
    odk("cos", 1, 1),
    odk("count", 1, 1),
    odk("count-non-empty", 1, 1),
    odk("count-selected", 1, 1),
    odk("date", 1, 1),
    odk("date-time", 1, 1),
    odk("decimal-date-time", 1, 1),
    odk("decimal-time", 1, 1),
    odk("distance", 1, ANY),
    odk("ends-with", 2, 2),
    odk("exp", 1, 1),
    odk("exp10", 1, 1),
    odk("false", 0, 0),
    odk("floor", 1, 1),
    odk("format-date", 2, 2),
    odk("format-date-time", 2, 2),
    odk("if", 3, 3),
    odk("indexed-repeat", 3, 7),
    odk("int", 1, 1),
    odk("join", 1, ANY),
    odk("jr:choice-name", 2, 2),
    odk("log", 1, 1),
    odk("log10", 1, 1),
    odk("max", 0, ANY),
    odk("min", 0, ANY),
    odk("normalize-space", 1, 1),
    odk("not", 1, 1),
    odk("now", 0, 0),
    odk("number", 1, 1),
    odk("once", 1, 1),
    odk("pi", 0, 0),
    odk("position", 1, 1),
    odk("pow", 2, 2),
    odk("regex", 2, 2),
    odk("round", 1, 2),
    odk("selected", 2, 2),
    odk("selected-at", 2, 2),
    odk("sin", 1, 1),
    odk("sqrt", 1, 1),
    odk("starts-with", 2, 2),
    odk("string", 1, 1),
    odk("string-length", 1, 1),
    odk("substr", 2, 3),
    odk("substring", 2, 3),
    odk("substring-after", 2, 2),
    odk("substring-before", 2, 2),
    odk("sum", 1, 1),
    odk("tan", 1, 1),
    odk("today", 0, 0),
    odk("translate", 3, 3),
    odk("true", 0, 0),
    odk("uuid", 0, 0),
    odk("weighted-checklist", 2, ANY),
    ours("age-high", 1, 1),
    ours("age-low", 1, 1),
    ours("bs-date", 2, 2),
    ours("days-after", 2, 2),
    ours("days-since", 1, 1),
    ours("missing", 1, 1),
    ours("role", 1, 1),
    ours("setting", 1, 1),
    rule("approvals", 1, 1),
    rule("consent", 1, 2),
    rule("count-of", 1, 2),
    rule("distinct-approvers", 0, 0),
    rule("latest", 2, 2),
    rule("person", 1, 1),
    rule("records", 1, 1),
    rule("ref", 2, 2),
    rule("working-days-since", 1, 1),
];

/// The function of that name.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

impl Function {
    /// True when it may be called with `count` arguments.
    pub fn takes(&self, count: usize) -> bool {
        let paired = match self.name {
            "indexed-repeat" => count % 2 == 1,
            "weighted-checklist" => count.is_multiple_of(2),
            _ => true,
        };
        paired && (self.least..=self.most).contains(&count)
    }

    /// How many arguments it takes, in words.
    pub(super) fn arity(&self) -> String {
        match (self.name, self.least, self.most) {
            ("indexed-repeat", ..) => "3, 5 or 7 arguments".into(),
            ("weighted-checklist", ..) => "two numbers, then pairs of a condition and its weight".into(),
            (_, 0, 0) => "no argument".into(),
            (_, 1, 1) => "1 argument".into(),
            (_, least, ANY) => format!("{least} arguments or more"),
            (_, least, most) if least == most => format!("{least} arguments"),
            (_, least, most) => format!("{least} to {most} arguments"),
        }
    }

    /// True when its first argument must be a field, a repeat or a path, not a value.
    pub(super) fn reads_nodes(&self) -> bool {
        matches!(self.name, "count" | "count-non-empty" | "sum" | "position" | "indexed-repeat" | "missing")
    }
}

/// The known name nearest to `name`, if it is near enough to be a slip of the hand.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    FUNCTIONS
        .iter()
        .map(|function| (distance(name, function.name), function.name))
        .min()
        .filter(|(distance, _)| *distance <= 2 && *distance < name.len())
        .map(|(_, name)| name)
}

/// Levenshtein distance of two short names; 99 when one is too long to be a slip.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    if left.len() > 64 || right.len() > 64 {
        return 99;
    }
    let right: Vec<char> = right.chars().collect();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let swap = previous[column] + usize::from(a != *b);
            current.push(swap.min(previous[column + 1] + 1).min(current[column] + 1));
        }
        previous = current;
    }
    previous[right.len()]
}

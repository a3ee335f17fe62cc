//! Every key the grammar knows, in the order `docs/kinds.md` explains them. A test holds this file
//! and that page together.

/// The keys of one sort of mapping.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// What the mapping is, as messages and the page call it.
    pub what: &'static str,
    /// The keys it may have.
    pub keys: &'static [&'static str],
}

/// Keys of `<strand>/<kind>.yaml`.
pub const KIND: Table = Table {
    what: "a kind",
    keys: &[
        "label",
        "hint",
        "title",
        "about",
        "parent",
        "group",
        "retain",
        "list",
        "stages",
        "survey",
        "rules",
        "tasks",
        "number",
        "unique",
        "valid",
        "claims",
        "links",
        "translated",
        "publishes",
        "visible",
        "export",
        "settings",
    ],
};

/// Keys of a row that asks, shows or works out something.
pub const FIELD: Table = Table {
    what: "a field",
    keys: &[
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "relevant",
        "required",
        "required_message",
        "constraint",
        "constraint_message",
        "calculation",
        "choice_filter",
        "default",
        "appearance",
        "read_only",
        "parameters",
        "media",
        "compartment",
        "index",
        "search",
        "declassifies",
        "recompute",
        "merge",
        "purpose",
        "safety",
        "translated",
        "was",
        "other",
    ],
};

/// Keys of a heading around rows.
pub const GROUP: Table =
    Table { what: "a group", keys: &["type", "name", "label", "hint", "relevant", "appearance", "survey", "other"] };

/// Keys of rows given many times.
pub const REPEAT: Table = Table {
    what: "a repeat",
    keys: &[
        "type",
        "name",
        "label",
        "hint",
        "relevant",
        "repeat_count",
        "appearance",
        "compartment",
        "survey",
        "other",
    ],
};

/// Keys of `retain`.
pub const RETAIN: Table = Table { what: "`retain`", keys: &["after", "years", "or_until_age"] };

/// Keys of `list`.
pub const LIST: Table = Table { what: "`list`", keys: &["columns", "sort", "filters"] };

/// Keys of a stage.
pub const STAGE: Table = Table { what: "a stage", keys: &["label", "initial", "final", "to", "approve", "reopen"] };

/// Keys of an approval.
pub const APPROVAL: Table = Table { what: "an approval", keys: &["role", "count", "not"] };

/// Keys of a claim.
pub const CLAIM: Table = Table { what: "a claim", keys: &["latin", "native", "value", "source"] };

/// Keys of a link.
pub const LINK: Table = Table { what: "a link", keys: &["inverse", "label", "inverse_label"] };

/// Keys of a rule.
pub const RULE: Table = Table {
    what: "a rule",
    keys: &["id", "kinds", "source", "on", "when", "require", "else", "message", "fields", "safety"],
};

/// Keys of a task.
pub const TASK: Table = Table { what: "a task", keys: &["id", "kinds", "on", "due", "for", "harm", "until", "label"] };

/// Keys of `<strand>/rules/<name>.yaml`.
pub const RULES_FILE: Table = Table { what: "a file of rules", keys: &["rules", "tasks"] };

/// Keys of `codes/<list>.yaml`.
pub const CODE_LIST: Table =
    Table { what: "a code list", keys: &["id", "source", "multiple", "closed", "foreign", "compartment", "codes"] };

/// Keys of a code; beside them each of [`STANDARDS`] is a key of its own.
pub const CODE: Table =
    Table { what: "a code", keys: &["code", "label", "hint", "status", "from", "until", "export", "columns", "media"] };

/// Keys of a role.
pub const ROLE: Table = Table { what: "a role", keys: &["label", "second_factor", "grants"] };

/// Keys of a grant.
pub const GRANT: Table = Table {
    what: "a grant",
    keys: &["kinds", "groups", "do", "where", "see", "write", "flag", "only", "stages", "within", "since", "manage"],
};

/// Keys of an entry of `rights.yaml`.
pub const RIGHT: Table = Table { what: "a right", keys: &["code", "label", "hint"] };

/// Keys of `countries/<iso>/country.yaml`.
pub const COUNTRY: Table = Table { what: "a country", keys: &["label", "time_zone", "help", "settings"] };

/// Keys of a help number.
pub const HELP: Table = Table { what: "a help number", keys: &["number", "label", "hint"] };

/// Keys of an overlay's file for a kind that a lower layer has.
pub const KIND_PATCH: Table = Table {
    what: "a patch of a kind",
    keys: &["label", "hint", "list", "retain", "fields", "stages", "add", "hide", "rules", "drop", "tasks"],
};

/// Keys of a field within a patch.
pub const FIELD_PATCH: Table = Table {
    what: "a patch of a field",
    keys: &[
        "label",
        "hint",
        "guidance_hint",
        "required",
        "required_message",
        "constraint",
        "constraint_message",
        "default",
        "appearance",
        "read_only",
        "media",
        "compartment",
        "index",
        "search",
        "purpose",
        "safety",
    ],
};

/// Keys of a stage within a patch.
pub const STAGE_PATCH: Table = Table { what: "a patch of a stage", keys: &["label", "approve"] };

/// Keys of an overlay's file for a code list that a lower layer has.
pub const CODE_LIST_PATCH: Table = Table { what: "a patch of a code list", keys: &["codes", "add"] };

/// Keys of a code within a patch.
pub const CODE_PATCH: Table =
    Table { what: "a patch of a code", keys: &["label", "hint", "status", "until", "export", "media"] };

/// All tables, in the order of the page.
pub const ALL: [Table; 25] = [
    KIND,
    FIELD,
    GROUP,
    REPEAT,
    RETAIN,
    LIST,
    STAGE,
    APPROVAL,
    CLAIM,
    LINK,
    RULE,
    TASK,
    RULES_FILE,
    CODE_LIST,
    CODE,
    ROLE,
    GRANT,
    RIGHT,
    COUNTRY,
    HELP,
    KIND_PATCH,
    FIELD_PATCH,
    STAGE_PATCH,
    CODE_LIST_PATCH,
    CODE_PATCH,
];

/// Folders that hold kinds.
pub const STRANDS: [&str; 7] = ["shared", "prevention", "protection", "reintegration", "training", "advocacy", "site"];

/// Standards a kind or a code may be mapped to; an association's own begins with `x_`.
pub const STANDARDS: [&str; 9] = ["htcds", "ctdc", "ictip", "glotip", "isic", "iso", "unodc", "dhis2", "iati"];

/// Types of a field that stand alone.
pub const PLAIN_TYPES: [&str; 29] = [
    "text",
    "integer",
    "decimal",
    "range",
    "date",
    "time",
    "datetime",
    "yes_no",
    "acknowledge",
    "note",
    "calculate",
    "hidden",
    "group",
    "repeat",
    "photo",
    "audio",
    "video",
    "file",
    "signature",
    "place",
    "geopoint",
    "geotrace",
    "geoshape",
    "barcode",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
];

/// Types of a field that name something after a blank.
pub const NAMING_TYPES: [&str; 5] = ["select_one", "select_multiple", "rank", "ref", "children"];

/// Types of XLSForm that are kept for round trips and not asked here. A file name may follow after a blank.
pub const FOREIGN_TYPES: [&str; 13] = [
    "audit",
    "email",
    "phonenumber",
    "simserial",
    "subscriberid",
    "xml-external",
    "csv-external",
    "start-geopoint",
    "background-audio",
    "background-geopoint",
    "select_one_from_file",
    "select_multiple_from_file",
    "select_one_external",
];

/// What a `ref` may name beside a kind.
pub const REF_TARGETS: [&str; 3] = ["user", "site", "team"];

/// Columns every record has, as `list` names them.
pub const RECORD_COLUMNS: [&str; 6] = ["stage", "site", "owner", "opened", "number", "title"];

/// Claims a flat form may make about a person.
pub const CLAIM_NAMES: [&str; 6] = ["name", "birth", "origin", "sex", "language", "nationality"];

/// Answers every list takes beside its codes; they are kept as missing answers, not as codes.
pub const MISSING: [&str; 3] = ["unknown", "not_asked", "refused"];

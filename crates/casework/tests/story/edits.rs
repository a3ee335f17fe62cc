//! A thousand random bytes are changed, one at a time, in what is stored of the ledger, the log and the state:
//! verification finds each, and names the table, the record and the entry.

use crate::office::{Here, changes, mission, someone};
use casework::checkpoint;
use casework::record::{self, Wanted};
use casework::verify::{self, Report};
use serde_json::json;
use store::{Column, Param, Store};
use uuid::Uuid;

/// Edits on SQLite and on PostgreSQL, where each takes longer.
const EDITS: [usize; 2] = [1_000, 150];
/// Tables whose every value is under the ledger's guard.
const TABLES: [&str; 8] = ["entry", "entry_plain", "record", "sealed", "facet", "assignment", "access", "checkpoint"];

#[test]
fn verify_finds_each_of_a_thousand_changed_bytes() {
    store::testing::on_sqlite(|store| edit(&store, EDITS[0], "CAST($ AS text)"));
}

#[test]
fn verify_finds_changed_bytes_on_postgresql() {
    store::testing::on_postgres(|store| edit(&store, EDITS[1], "convert_from($, 'UTF8')"));
}

#[test]
fn a_row_that_no_record_accounts_for_is_named() {
    store::testing::on_both(|store| {
        fill(&store);
        for (table, columns, values) in [
            ("membership", "account, site, role, team, until", "$1, $1, 'administrator', '', 0"),
            ("share", "root, account, until", "$1, $1, 0"),
            ("assignment", "root, account, task, until", "$1, $1, 'nurse', 0"),
            ("approval", "record, stage, version, account, decision", "$1, 'closed', 1, $1, 'approved'"),
            ("link", "kind, a, b, state", "'same', $1, $1, 'open'"),
            ("site", "name, site_type, country, time_zone", "'x', 'office', 'NP', 'UTC'"),
        ] {
            let sql = format!("INSERT INTO {table} (tenant, id, {columns}) VALUES (1, $1, {values})");
            let id = Uuid::from_u128(77);
            store.write(move |writes| writes.run(&sql, &[id.into()])).unwrap();
            let wanted = verify::Wanted { fold: true, ..verify::Wanted::default() };
            let report = verify::stored(&store, &mission(), &wanted, &mut |_| {}).unwrap();
            let found: Vec<_> = report.faults.iter().map(|found| (found.table.as_str(), found.row.clone())).collect();
            assert_eq!(found, [(table, id.to_string())]);
            let sql = format!("DELETE FROM {table} WHERE tenant = 1 AND id = $1");
            store.write(move |writes| writes.run(&sql, &[id.into()])).unwrap();
        }
    });
}

/// Makes so many edits, each taken back after it was found; `as_text` makes a text of bytes.
fn edit(store: &Store, edits: usize, as_text: &'static str) {
    fill(store);
    let mission = mission();
    let look = || {
        let wanted = verify::Wanted { fold: true, ..verify::Wanted::default() };
        verify::stored(store, &mission, &wanted, &mut |_| {}).unwrap()
    };
    assert!(look().faults.is_empty(), "{:#?}", look().faults);
    let tables = Table::all(store);
    let mut random = Random::new();
    let (mut done, mut missed) = (0, Vec::new());
    while done < edits {
        let Some(edit) = Edit::draw(&tables[random.below(tables.len())], store, &mut random) else { continue };
        // The engine itself refuses a key that another row has, and PostgreSQL a text that is none.
        if !edit.set(store, &edit.before, &edit.after, as_text) {
            continue;
        }
        let report = look();
        if !edit.is_named(&report) {
            missed.push(format!("{edit:?}: {:#?}", report.faults));
        }
        assert!(edit.set(store, &edit.after, &edit.before, as_text), "{edit:?} could not be taken back");
        done += 1;
    }
    assert!(missed.is_empty(), "{} of {edits} edits were not named:\n{}", missed.len(), missed.join("\n"));
    assert!(look().faults.is_empty(), "every edit was taken back");
}

/// Cases with their history, a conflict, an approval, an assignment, checkpoints and access lines, of two tenants.
pub fn fill(store: &Store) {
    let here = Here::new(store.clone());
    let site = here
        .office
        .store
        .read(|reads| reads.first("SELECT id FROM site WHERE tenant = 1 ORDER BY id", &[], |row| row.get::<Uuid>(0)));
    let nurse = someone(&here.office, 1, "Gita Rai", "nurse", site.unwrap().unwrap(), None);
    for risk in ["low", "medium"] {
        let (_, case) = here.case();
        let seen = record::open(&here.office, &here.worker, case).unwrap().version;
        here.change(case, json!({"risk": risk, "safety_plan": "She sleeps in the inner house."}));
        here.move_to(case, "registered").unwrap();
        let mut late = Wanted { id: case, kind: "case".into(), base: seen, keep_conflicts: true, ..Wanted::default() };
        late.changes = changes(json!({"risk": "high", "care": "kin"}));
        record::save(&here.office, &here.worker, &late).unwrap();
        here.approve(case, "assessed");
        let answers = json!({"account": nurse.id(), "task": "nurse"});
        let assignment = Wanted {
            id: here.office.new_id(),
            kind: "assignment".into(),
            parent: Some(case),
            changes: changes(answers),
            ..Wanted::default()
        };
        record::save(&here.office, &here.worker, &assignment).unwrap();
        checkpoint::all(&here.office).unwrap();
    }
}

/// A table with the names and types of its columns.
pub struct Table {
    name: &'static str,
    columns: Vec<(String, String)>,
    key: Vec<String>,
    rows: usize,
}

impl Table {
    /// All that are under the ledger's guard.
    pub fn all(store: &Store) -> Vec<Self> {
        TABLES.iter().map(|name| Self::read(name, store)).collect()
    }

    /// Reads it from the schema.
    fn read(name: &'static str, store: &Store) -> Self {
        let schema = include_str!("../../../../migrations/schema.sql");
        let (_, rest) = schema.split_once(&format!("CREATE TABLE {name} (")).unwrap();
        let (body, _) = rest.split_once(");").unwrap();
        let mut table = Self { name, columns: Vec::new(), key: Vec::new(), rows: 0 };
        for line in body.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty()) {
            if let Some(key) = line.strip_prefix("PRIMARY KEY") {
                table.key = key.trim_matches([' ', '(', ')']).split(", ").map(str::to_owned).collect();
            } else {
                let (column, word) = line.trim_end_matches(" NOT NULL").split_once(' ').unwrap();
                table.columns.push((column.to_owned(), word.to_owned()));
            }
        }
        let count = store.read(|reads| reads.first(&format!("SELECT count(*) FROM {name}"), &[], |row| row.get(0)));
        table.rows = usize::try_from(count.unwrap().unwrap_or(0_i64)).unwrap();
        assert!(table.rows > 0, "{name} holds nothing to edit");
        table
    }

    /// All rows in the order of their key.
    fn select(&self) -> String {
        let columns: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        format!("SELECT {} FROM {} ORDER BY {}", columns.join(", "), self.name, self.key.join(", "))
    }

    fn values(&self, row: &Column<'_>) -> store::Result<Vec<Option<Bytes>>> {
        self.columns.iter().enumerate().map(|(place, (_, word))| bytes(row, place, word)).collect()
    }
}

/// A stored value by its bytes.
type Bytes = Vec<u8>;

/// Every row of some tables, value by value.
pub fn all_rows(tables: &[Table], store: &Store) -> store::Result<Vec<Vec<Option<Bytes>>>> {
    let mut rows = Vec::new();
    for table in tables {
        rows.extend(store.read(|reads| reads.all(&table.select(), &[], |row| table.values(row)))?);
    }
    Ok(rows)
}

/// One byte changed in one value of one row.
struct Edit<'a> {
    table: &'a Table,
    /// Place of the column.
    column: usize,
    before: Vec<Option<Bytes>>,
    after: Vec<Option<Bytes>>,
    /// The entry that wrote the row.
    seq: i64,
    /// The record that must be named; none for the log and the checkpoints.
    record: Option<Uuid>,
}

impl std::fmt::Debug for Edit<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (before, after) = (&self.before[self.column], &self.after[self.column]);
        let name = &self.table.columns[self.column].0;
        write!(formatter, "{}.{name} of {} at {}: {before:?} → {after:?}", self.table.name, self.row(), self.seq)
    }
}

impl<'a> Edit<'a> {
    /// Draws a value with at least one byte, and another byte for one of it.
    fn draw(table: &'a Table, store: &Store, random: &mut Random) -> Option<Self> {
        let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
        let sql = format!("{} LIMIT 1 OFFSET {}", table.select(), random.below(table.rows));
        let before = store.read(|reads| reads.first(&sql, &[], |row| table.values(row))).unwrap()?;
        let column = random.below(names.len());
        let mut after = before.clone();
        let value = after[column].as_mut()?;
        if table.columns[column].1 == "boolean" {
            value[0] ^= 1;
        } else {
            let length = value.len();
            *value.get_mut(random.below(length.max(1)))? ^= u8::try_from(1 + random.below(255)).unwrap();
        }
        let number = |name: &str| {
            let bytes = before[names.iter().position(|column| *column == name)?].clone()?;
            Some(i64::from_be_bytes(bytes.try_into().ok()?))
        };
        let id = |name: &str| {
            let place = names.iter().position(|column| *column == name)?;
            Uuid::from_slice(before[place].as_deref()?).ok()
        };
        let tenant = number("tenant")?;
        let record = match table.name {
            "entry" | "sealed" | "facet" => id("record"),
            "record" | "assignment" => id("id"),
            "entry_plain" => {
                let params = [tenant.into(), number("seq")?.into()];
                let sql = "SELECT record FROM entry WHERE tenant = $1 AND seq = $2";
                store.read(|reads| reads.first(sql, &params, |row| row.get(0))).unwrap()
            }
            _ => None,
        };
        let asked = |sql: &str, id: Uuid| {
            let first = store.read(|reads| reads.first(sql, &[tenant.into(), id.into()], |row| row.get::<i64>(0)));
            first.unwrap().unwrap()
        };
        let seq = match (table.name, record) {
            ("sealed", _) => asked("SELECT seq FROM entry WHERE tenant = $1 AND id = $2", id("entry")?),
            ("record" | "facet" | "assignment", Some(record)) => {
                asked("SELECT max(seq) FROM entry WHERE tenant = $1 AND record = $2", record)
            }
            _ => number("seq")?,
        };
        Some(Self { table, column, before, after, seq, record })
    }

    /// Puts one state of the row in place of the other; false when the engine refuses it.
    fn set(&self, store: &Store, from: &[Option<Bytes>], to: &[Option<Bytes>], as_text: &'static str) -> bool {
        let (name, word) = &self.table.columns[self.column];
        let mut params = vec![param(to[self.column].as_deref(), word)];
        let place = |word: &str, number: usize| match word {
            "text" => as_text.replace('$', &format!("${number}")),
            _ => format!("${number}"),
        };
        let mut sql = format!("UPDATE {} SET {name} = {}", self.table.name, place(word, 1));
        for (number, key) in self.table.key.iter().enumerate() {
            let column = self.table.columns.iter().position(|(name, _)| name == key).unwrap();
            let word = &self.table.columns[column].1;
            params.push(param(from[column].as_deref(), word));
            let joined = if number == 0 { "WHERE" } else { "AND" };
            sql += &format!(" {joined} {key} = {}", place(word, params.len()));
        }
        store.write(move |writes| writes.run(&sql, &params)).is_ok_and(|rows| rows == 1)
    }

    fn row(&self) -> String {
        self.record.map(|record| record.to_string()).unwrap_or_default()
    }

    /// Whether a report names the table, the record and the entry. Where the edit changed which of them the row says
    /// it is of, it is named by what it says now, or at the place after the gap it left.
    fn is_named(&self, report: &Report) -> bool {
        let (name, _) = &self.table.columns[self.column];
        let now = self.after[self.column].as_deref().unwrap_or_default();
        let (mut rows, mut seqs) = (vec![self.row()], vec![self.seq]);
        match name.as_str() {
            "record" | "id" if self.record.is_some() => rows.push(Uuid::from_slice(now).unwrap().to_string()),
            "seq" => seqs.extend([i64::from_be_bytes(now.try_into().unwrap()), self.seq + 1]),
            _ => {}
        }
        let moved = matches!(name.as_str(), "seq" | "tenant");
        let fits = |found: &verify::Found| {
            found.table == self.table.name && seqs.contains(&found.seq) && (moved || rows.contains(&found.row))
        };
        report.faults.iter().any(fits)
    }
}

/// The bytes of a value, as its type has them.
fn bytes(row: &Column<'_>, place: usize, word: &str) -> store::Result<Option<Bytes>> {
    Ok(match word {
        "uuid" => row.get::<Option<Uuid>>(place)?.map(|id| id.as_bytes().to_vec()),
        "bigint" => row.get::<Option<i64>>(place)?.map(|number| number.to_be_bytes().to_vec()),
        "boolean" => row.get::<Option<bool>>(place)?.map(|truth| vec![u8::from(truth)]),
        "double precision" => row.get::<Option<f64>>(place)?.map(|number| number.to_be_bytes().to_vec()),
        "bytea" => row.get(place)?,
        _ => row.get::<Option<String>>(place)?.map(String::into_bytes),
    })
}

/// The value that has these bytes; a text stays bytes, since it may be none any more.
fn param(bytes: Option<&[u8]>, word: &str) -> Param {
    let Some(bytes) = bytes else { return Param::Null };
    match word {
        "uuid" => Uuid::from_slice(bytes).unwrap().into(),
        "bigint" => i64::from_be_bytes(bytes.try_into().unwrap()).into(),
        "boolean" => (bytes[0] == 1).into(),
        "double precision" => f64::from_be_bytes(bytes.try_into().unwrap()).into(),
        _ => bytes.to_vec().into(),
    }
}

/// Random numbers that are the same at each run (xorshift64).
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end as u64).unwrap()
    }
}

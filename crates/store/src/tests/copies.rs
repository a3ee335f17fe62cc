//! From one engine to the other and back.

use super::sample::*;
use crate::testing::{self, Databases, Folder};
use crate::*;

/// Every table's rows as text, in the order of the columns.
fn dump(store: &Store) -> Vec<String> {
    store
        .read(|reads| {
            let mut lines = Vec::new();
            for table in schema::tables()? {
                let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
                let sql = format!("SELECT {} FROM {} ORDER BY {}", names.join(", "), table.name, table.key.join(", "));
                lines.extend(reads.all(&sql, &[], |row| {
                    let mut line = table.name.clone();
                    for (index, (_, word)) in table.columns.iter().enumerate() {
                        line += &match word.as_str() {
                            "uuid" => format!(" {:?}", row.get::<Option<uuid::Uuid>>(index)?),
                            "bigint" => format!(" {:?}", row.get::<Option<i64>>(index)?),
                            "boolean" => format!(" {:?}", row.get::<Option<bool>>(index)?),
                            "bytea" => format!(" {:?}", row.get::<Option<Vec<u8>>>(index)?),
                            "double precision" => format!(" {:?}", row.get::<Option<f64>>(index)?),
                            _ => format!(" {:?}", row.get::<Option<String>>(index)?),
                        };
                    }
                    Ok(line)
                })?);
            }
            Ok::<_, Error>(lines)
        })
        .unwrap()
}

#[test]
fn a_copy_to_the_other_engine_and_back_is_the_same() {
    let databases = Databases::new();
    let back = Folder::new();
    let [sqlite, postgres] = databases.urls().map(|url| Store::open(&url, testing::clock().0).unwrap());
    let back = Store::open(&back.url(), testing::clock().0).unwrap();
    for tenant in [1, 2] {
        for _ in 0..150 {
            root(&sqlite, tenant);
        }
    }
    let rows = copy(&sqlite, &postgres, |_, _| {}).unwrap();
    assert_eq!(rows, 300 * 7 + 2, "seven rows a record and one head a tenant");
    copy(&postgres, &back, |_, _| {}).unwrap();
    let whole = dump(&sqlite);
    assert_eq!(whole.len() as u64, rows);
    assert_eq!(whole, dump(&postgres));
    assert_eq!(whole, dump(&back));
    for store in [&postgres, &back] {
        assert_eq!(store.verify_chain(1, |_, _| {}).unwrap(), []);
        root(store, 1);
        assert_eq!(store.verify_chain(1, |_, _| {}).unwrap(), [], "the copy goes on where the first stopped");
    }
    let refused = copy(&sqlite, &postgres, |_, _| {}).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
}

#[test]
fn a_backup_is_every_row_of_one_moment_in_a_new_file() {
    testing::on_both(|store| {
        for _ in 0..40 {
            root(&store, 1);
        }
        let folder = Folder::new();
        let path = folder.path().join("copy.db");
        let whole = dump(&store);
        store.backup_to(&path).unwrap();
        root(&store, 1);
        let copy = Store::open(&format!("sqlite:{}", path.display()), testing::clock().0).unwrap();
        assert_eq!(dump(&copy), whole);
        assert_eq!(copy.verify_chain(1, |_, _| {}).unwrap(), []);
        let refused = store.backup_to(&path).unwrap_err();
        assert!(matches!(refused, Error::Io { .. }), "{refused}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    });
}

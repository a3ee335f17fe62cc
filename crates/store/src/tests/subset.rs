//! The traps of `docs/sql.md`: each rule gives the same answer on both engines.

use super::sample::id;
use crate::testing::on_both;
use crate::{Error, FromColumn, Param, Store};

/// One value by a text without tables.
fn value<T: FromColumn>(store: &Store, sql: &str, params: &[Param]) -> T {
    store.read(|reads| reads.first(sql, params, |row| row.get(0))).unwrap().expect("one row")
}

#[test]
fn booleans_are_written_as_such() {
    on_both(|store| {
        let numbers = "(VALUES (1, TRUE), (2, FALSE), (3, TRUE)) AS numbers";
        assert_eq!(value::<i64>(&store, &format!("SELECT count(*) FROM {numbers} WHERE column2"), &[]), 2);
        assert_eq!(value::<i64>(&store, &format!("SELECT count(*) FILTER (WHERE NOT column2) FROM {numbers}"), &[]), 1);
        assert!(value::<bool>(&store, "SELECT $1 AND TRUE", &[true.into()]));
    });
}

#[test]
fn sums_and_means_are_cast() {
    on_both(|store| {
        let numbers = "(VALUES ($1), (2)) AS numbers";
        let params = [Param::Int(1)];
        assert_eq!(value::<i64>(&store, &format!("SELECT CAST(sum(column1) AS bigint) FROM {numbers}"), &params), 3);
        let mean = format!("SELECT CAST(avg(column1) AS double precision) FROM {numbers}");
        assert_eq!(value::<f64>(&store, &mean, &params), 1.5);
        assert_eq!(value::<Option<i64>>(&store, "SELECT CAST(sum($1) AS bigint) WHERE FALSE", &params), None);
    });
}

#[test]
fn partial_dates_group_by_their_beginning_and_like_minds_case() {
    on_both(|store| {
        assert_eq!(value::<String>(&store, "SELECT substr($1, 1, 7)", &["2026-05-14".into()]), "2026-05");
        assert!(!value::<bool>(&store, "SELECT $1 LIKE 'A%'", &["abc".into()]));
        assert!(value::<bool>(&store, "SELECT $1 LIKE 'a%'", &["abc".into()]));
        assert_eq!(value::<i64>(&store, "SELECT length($1)", &["चितवन".into()]), 5, "characters, not bytes");
    });
}

#[test]
fn nulls_are_placed_and_compared_by_words() {
    on_both(|store| {
        let sql = "SELECT column1 FROM (VALUES (1, 2), (2, NULL), (3, 1)) AS numbers ORDER BY column2 NULLS LAST";
        let sorted = store.read(|reads| reads.all(sql, &[], |row| row.get::<i64>(0))).unwrap();
        assert_eq!(sorted, [3, 1, 2]);
        let distinct = "SELECT CAST($1 AS bigint) IS DISTINCT FROM CAST($2 AS bigint)";
        assert!(value::<bool>(&store, distinct, &[Param::Null, 1.into()]));
        assert!(!value::<bool>(&store, distinct, &[Param::Null, Param::Null]));
    });
}

#[test]
fn rows_are_compared_upserted_and_returned() {
    on_both(|store| {
        assert!(value::<bool>(&store, "SELECT ($1, $2) < (2, 1)", &[1.into(), 9.into()]));
        let site = id();
        store
            .write(move |writes| {
                let sql = "INSERT INTO site (tenant, id, name, site_type, country, time_zone)
                    VALUES (1, $1, $2, '', '', '') ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name
                    RETURNING name";
                for name in ["a", "b"] {
                    let back = writes.reads().all(sql, &[site.into(), name.into()], |row| row.get::<String>(0))?;
                    assert_eq!(back, [name]);
                }
                let sql = "UPDATE site SET name = given.column2 FROM (VALUES ($1, $2)) AS given
                    WHERE tenant = 1 AND id = given.column1";
                assert_eq!(writes.run(sql, &[site.into(), "c".into()])?, 1);
                let sql = "WITH named AS (SELECT name FROM site WHERE tenant = 1)
                    SELECT string_agg(name, ',' ORDER BY name), CAST(NULL AS text) FROM named";
                let names = writes.reads().first(sql, &[], |row| row.get::<String>(0))?;
                assert_eq!(names.as_deref(), Some("c"));
                let sql = "SELECT row_number() OVER (PARTITION BY country ORDER BY name) FROM site WHERE tenant = 1";
                assert_eq!(writes.reads().first(sql, &[], |row| row.get::<i64>(0))?, Some(1));
                Ok::<_, Error>(())
            })
            .unwrap();
    });
}

#[test]
fn a_closure_that_goes_on_after_a_failed_statement_writes_nothing() {
    on_both(|store| {
        let site = id();
        let insert =
            "INSERT INTO site (tenant, id, name, site_type, country, time_zone) VALUES (1, $1, '', '', '', '')";
        let result = store.write(move |writes| {
            writes.run(insert, &[site.into()])?;
            assert!(matches!(writes.run(insert, &[site.into()]), Err(Error::Exists { .. })));
            Ok::<_, Error>(())
        });
        assert!(matches!(result, Err(Error::Engine(text)) if text.contains("nothing was written")));
        let result = store.write(move |writes| {
            drop(writes.run("nonsense", &[]));
            writes.run(insert, &[site.into()])
        });
        assert!(matches!(result, Err(Error::Engine(text)) if text.contains("earlier statement")));
        assert_eq!(value::<i64>(&store, "SELECT count(*) FROM site", &[]), 0);
        // A row that the closure refuses is not a failed statement.
        let result = store.write(move |writes| {
            let refused = writes.reads().all("SELECT 1", &[], |_| Err::<(), _>(Error::Busy));
            assert!(matches!(refused, Err(Error::Busy)));
            writes.run(insert, &[site.into()])
        });
        assert!(result.is_ok(), "{result:?}");
    });
}

//! Values go in and come out the same on both engines.

use super::sample::id;
use crate::testing::on_both;
use crate::{Error, Param, list};
use uuid::Uuid;

#[test]
fn every_type_comes_back_as_it_went_in() {
    on_both(|store| {
        let (id, account) = (id(), id());
        store
            .write(move |writes| {
                let sql = "INSERT INTO conflict (tenant, id, record, path, compartment, base, account, at, key, nonce,
                    value, open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
                writes.run(
                    sql,
                    &[
                        i64::MAX.into(),
                        id.into(),
                        Uuid::nil().into(),
                        "it's \"$1\" चौतारी".into(),
                        "open".into(),
                        i64::MIN.into(),
                        account.into(),
                        0.into(),
                        "".into(),
                        Vec::new().into(),
                        vec![0, 255].into(),
                        true.into(),
                    ],
                )
            })
            .unwrap();
        store
            .read(|reads| {
                let sql = "SELECT tenant, id, record, path, base, nonce, value, open, CAST($1 AS double precision),
                    CAST(NULL AS text) FROM conflict WHERE id = $2 AND open";
                let found = reads.all(sql, &[0.1.into(), id.into()], |row| {
                    assert_eq!(row.get::<i64>(0)?, i64::MAX);
                    assert_eq!(row.get::<Option<Uuid>>(1)?, Some(id));
                    assert_eq!(row.get::<Uuid>(2)?, Uuid::nil());
                    assert_eq!(row.get::<String>(3)?, "it's \"$1\" चौतारी");
                    assert_eq!(row.get::<i64>(4)?, i64::MIN);
                    assert_eq!(row.get::<Vec<u8>>(5)?, Vec::<u8>::new());
                    assert_eq!(row.get::<Vec<u8>>(6)?, [0, 255]);
                    assert!(row.get::<bool>(7)?);
                    assert_eq!(row.get::<f64>(8)?, 0.1);
                    assert_eq!(row.get::<Option<String>>(9)?, None);
                    assert!(row.get::<String>(9).is_err(), "NULL is no text");
                    assert!(row.get::<i64>(3).is_err(), "a text is no number");
                    assert!(row.get::<Uuid>(3).is_err(), "a text is no id");
                    assert!(row.get::<i64>(99).is_err(), "there is no such column");
                    Ok(())
                })?;
                assert_eq!(found.len(), 1);
                Ok::<_, Error>(())
            })
            .unwrap();
    });
}

#[test]
fn parameters_are_bound_by_number_and_counted() {
    on_both(|store| {
        let minus = |given: &[Param]| store.read(|reads| reads.first("SELECT $2 - $1", given, |row| row.get::<i64>(0)));
        assert_eq!(minus(&[10.into(), 3.into()]).unwrap(), Some(-7));
        for given in [&[][..], &[1.into()], &[1.into(), 2.into(), 3.into()]] {
            let error = minus(given).unwrap_err();
            assert!(error.to_string().contains("takes 2 parameters"), "{error}");
        }
        let error = store.read(|reads| reads.all("SELECT $1", &["a\0b".into()], |_| Ok(()))).unwrap_err();
        assert!(error.to_string().contains("NUL"), "{error}");
    });
}

#[test]
fn lists_hold_their_items_and_an_empty_one_holds_nothing() {
    on_both(|store| {
        let count = |wanted: &[i64]| {
            store
                .read(|reads| {
                    let mut params = vec![Param::Int(1)];
                    let places = list(&mut params, wanted.iter().map(|number| Param::Int(*number)));
                    let sql =
                        format!("SELECT count(*) FROM (VALUES ($1), (2), (3)) AS numbers WHERE column1 IN {places}");
                    reads.first(&sql, &params, |row| row.get::<i64>(0))
                })
                .unwrap()
        };
        assert_eq!(count(&[]), Some(0));
        assert_eq!(count(&[1, 2, 9]), Some(2));
        assert_eq!(count(&[3, 2, 1, 1, 1]), Some(3));
    });
}

#[test]
fn readings_cannot_write_and_failed_writings_leave_nothing() {
    on_both(|store| {
        let insert = "INSERT INTO tenant (tenant, id, prefix, name, created) VALUES (5, $1, 'a', 'b', 0)";
        let id = id();
        let read = store.read(|reads| reads.all(insert, &[id.into()], |_| Ok(())));
        assert!(read.is_err());
        let failed = store.write(move |writes| {
            writes.run(insert, &[id.into()])?;
            Err::<(), _>(Error::Busy)
        });
        assert!(matches!(failed, Err(Error::Busy)));
        let panicked = store.write::<(), Error>(move |writes| {
            writes.run(insert, &[id.into()])?;
            panic!("a panic that the test wants")
        });
        assert!(matches!(panicked, Err(Error::Engine(text)) if text.contains("panicked") && !text.contains("test")));
        assert_eq!(super::sample::number(&store, "SELECT count(*) FROM tenant", &[]), 0);
        store.write(move |writes| writes.run(insert, &[id.into()])).unwrap();
        let taken = store.write(move |writes| writes.run(insert, &[id.into()]));
        assert!(matches!(taken, Err(Error::Exists { table }) if table == "tenant"));
        assert_eq!(super::sample::number(&store, "SELECT count(*) FROM tenant", &[]), 1);
    });
}

#[test]
fn texts_sort_by_their_bytes() {
    on_both(|store| {
        let sorted = store
            .write(|writes| {
                for (number, name) in [(1, "b"), (2, "B"), (3, "_"), (4, "é"), (5, "क")] {
                    let sql = "INSERT INTO definition (tenant, hash, kind, body, created) VALUES ($1, $2, '', '', 0)";
                    writes.run(sql, &[Param::Int(number), name.into()])?;
                }
                writes.reads().all("SELECT hash FROM definition ORDER BY hash", &[], |row| row.get::<String>(0))
            })
            .unwrap();
        assert_eq!(sorted, ["B", "_", "b", "é", "क"]);
    });
}

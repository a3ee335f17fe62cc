use super::*;

fn json(source: &str) -> String {
    let expression = Expression::parse(source).unwrap_or_else(|e| panic!("{source}: {e}"));
    serde_json::to_string(&*expression.tree).unwrap()
}

fn refused(source: &str) -> ParseError {
    match Expression::parse(source) {
        Ok(expression) => panic!("{source} was read as {:?}", expression.tree),
        Err(error) => error,
    }
}

#[test]
fn operators_bind_as_in_xpath() {
    assert_eq!(json("1 + 2 * 3"), r#"["op",1.0,"+",["op",2.0,"*",3.0]]"#);
    assert_eq!(json("1 - 2 + 3"), r#"["op",1.0,"-",2.0,"+",3.0]"#);
    assert_eq!(json("(1 - 2) * 3"), r#"["op",["op",1.0,"-",2.0],"*",3.0]"#);
    assert_eq!(
        json("1 < 2 = true() and 2 or 3"),
        r#"["op",["op",["op",["op",1.0,"<",2.0],"=",["call","true"]],"and",2.0],"or",3.0]"#
    );
    assert_eq!(json("2 * 3 - 1 > 4 div 2"), r#"["op",["op",["op",2.0,"*",3.0],"-",1.0],">",["op",4.0,"div",2.0]]"#);
    assert_eq!(json("-1 * 2"), r#"["op",["-",1.0],"*",2.0]"#);
    assert_eq!(json("${a} -3"), r#"["op",["$","a"],"-",3.0]"#);
}

#[test]
fn names_paths_and_fields_are_told_apart() {
    assert_eq!(json("province = ${p}"), r#"["op",["name","province"],"=",["$","p"]]"#);
    assert_eq!(json("position(..)"), r#"["call","position",["path",1]]"#);
    assert_eq!(json("../../a"), r#"["path",2,"a"]"#);
    assert_eq!(json("/data/g/a"), r#"["path","/","data","g","a"]"#);
    assert_eq!(json("sum(${r}/a)"), r#"["call","sum",["path",["$","r"],"a"]]"#);
    assert_eq!(json(".>=.5"), r#"["op",["."],">=",0.5]"#);
    assert_eq!(json("div div mod"), r#"["op",["name","div"],"div",["name","mod"]]"#);
    let expression = Expression::parse("jr:choice-name(${d}, '${e}') = ../f and . = ${r}/g and once(h)").unwrap();
    assert_eq!(expression.reads, ["d", "e", "r"].map(String::from).into());
    assert_eq!(expression.names, ["f", "g", "h"].map(String::from).into());
    assert_eq!(expression.calls, ["jr:choice-name", "once"].map(String::from).into());
    assert!(expression.current && expression.paths);
}

#[test]
fn a_fault_has_its_column() {
    for (source, column, part) in [
        ("1 == 1", 3, "write '='"),
        ("(1 + 2", 7, "')' is expected"),
        ("1 +", 4, "ends where a value"),
        ("${a", 1, "no '}'"),
        ("${a b}", 1, "not the name of a field"),
        ("${last-saved#a}", 1, "last-saved"),
        ("'abc", 1, "no closing '"),
        ("1 2", 3, "the number 2 is not expected"),
        ("1 + contains('a')", 5, "takes 2 arguments, not 1"),
        ("count(1)", 7, "a field, a repeat or a path"),
        ("indexed-repeat(${a}, 1, ${r})", 22, "a repeat here"),
        ("${r}[1]", 5, "brackets"),
        ("a/1", 3, "a name is expected"),
        ("count-of('visit', 'due = ')", 19, "column 7"),
        ("नाम = ", 7, "ends where a value"),
        ("", 1, "ends where a value"),
    ] {
        let error = refused(source);
        assert_eq!(error.column, column, "{source}: {error}");
        assert!(error.message.contains(part), "{source}: {error}");
    }
}

#[test]
fn an_unknown_function_is_named_with_the_nearest() {
    let error = refused("1 + selectd(${a}, 'x')");
    assert_eq!((error.column, error.unknown_function.as_deref()), (5, Some("selectd")));
    assert!(error.message.contains("did you mean selected()"), "{error}");
    assert_eq!(refused("pulldata('a','b','c','d')").unknown_function.as_deref(), Some("pulldata"));
}

#[test]
fn an_importer_is_told_what_was_bent() {
    let (expression, notes) = Expression::parse_noting("${a} = ‘yes’ and not(${b}) and contains(“x”)").unwrap();
    assert_eq!(
        serde_json::to_string(&*expression.tree).unwrap(),
        r#"["op",["op",["$","a"],"=","yes"],"and",["call","not",["$","b"]],"and",["call","contains","x"]]"#
    );
    let kinds: Vec<_> = notes.iter().map(|note| (note.column, note.kind)).collect();
    assert_eq!(kinds, [(8, NoteKind::Quotes), (22, NoteKind::BlankAsBoolean), (32, NoteKind::Arguments)]);
    assert_eq!(json("'l’enfant'"), r#""l’enfant""#, "a curved quote within a text stays");
    assert_eq!(json("'oui’"), r#""oui""#);
    let (_, notes) = Expression::parse_noting("${a} or if(., ${b} or 1 = 1 and c, 2)").unwrap();
    let columns: Vec<_> = notes.iter().map(|note| note.column).collect();
    assert_eq!(columns, [1, 12, 15, 33], "{notes:?}");
    assert!(Expression::parse("${a}").unwrap().ambiguous_as_boolean());
    assert!(!Expression::parse("${a} = 1").unwrap().ambiguous_as_boolean());
}

#[test]
fn deep_and_long_texts_are_refused_not_followed() {
    let deep = |open: &str, count: usize, close: &str| format!("{}1{}", open.repeat(count), close.repeat(count));
    for (open, close) in [("(", ")"), ("-", ""), ("abs(", ")"), ("if(1 or 1 and 1 = 1 < 1 + 1 * ", ", 1, 1)")] {
        assert!(Expression::parse(&deep(open, MAX_NESTING, close)).is_ok(), "{open}");
        let error = refused(&deep(open, 500, close));
        assert!(error.message.contains("levels"), "{open}: {error}");
    }
    assert!(Expression::parse(&vec!["1"; 8000].join(" + ")).is_ok(), "a long row is not deep");
    assert!(refused(&"1+".repeat(MAX_LENGTH)).message.contains("longer"));
}

//! Every SQL text of casework is prepared on both engines, and reads no large table whole.

#[test]
fn texts_are_prepared_on_both_engines() {
    store::testing::check_texts(env!("CARGO_MANIFEST_DIR"));
}

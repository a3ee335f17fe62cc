//! Tests of the drawing of forms and of reading them back, on the forms of `tests/mission`.

mod browser;
mod drawing;
mod escaping;
mod filling;
mod support;
use super::tests_browser as support_browser;

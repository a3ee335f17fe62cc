//! XLSForm in and out: forms of other programs become kinds, kinds become forms that pyxform converts
//! and ODK Validate accepts.
//!
//! [`import`] reads a workbook and says of everything it did not take as it stands what became of it.
//! What XLSForm cannot say travels in columns of our own (`chautari::compartment`, …), so that an export
//! comes back as the same definition. [`to_yaml`] writes a kind as files of the mission.

mod choices;
mod export;
mod fields;
mod heading;
mod import;
mod language;
mod names;
mod report;
mod settings;
mod survey;
mod text;
mod types;
mod workbook;
mod yaml;

pub use export::{ExportError, export, left_out};
pub use import::{ImportOptions, Imported, import};
pub use report::{Line, Refusal, What};
pub use yaml::to_yaml;

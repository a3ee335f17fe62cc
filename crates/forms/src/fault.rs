//! What is wrong with a definition, and where.

use serde::Serialize;

/// One fault found in a file of the mission or in a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Path of the file within its tree, or the name of the sheet's file.
    pub file: String,
    /// Sheet of a workbook, when there is one.
    pub sheet: Option<String>,
    /// Line of a text file or row of a sheet, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// What is wrong and what would be right, in English.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " [{sheet}]")?;
        }
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        write!(f, ": {}", self.message)
    }
}

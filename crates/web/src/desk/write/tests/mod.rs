//! Writing records as a browser does, in an office of made-up people.

mod office;
mod writing;

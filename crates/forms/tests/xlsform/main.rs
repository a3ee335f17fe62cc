//! XLSForm in and out, from forms written here and, where they are present, from real ones.

mod bad;
mod export;
mod given;
mod import;
mod old;
mod random;
mod refused;
mod support;
mod yaml;

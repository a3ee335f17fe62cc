//! XLSForm in and out, from forms written here and, where they are present, from real ones.

#[cfg(test)]
mod bad;
#[cfg(test)]
mod export;
#[cfg(test)]
mod given;
#[cfg(test)]
mod import;
#[cfg(test)]
mod old;
#[cfg(test)]
mod random;
#[cfg(test)]
mod refused;
#[cfg(test)]
mod shipped;
#[cfg(test)]
mod support;
#[cfg(test)]
mod yaml;

//! Several named parts in one stream: what a data file of a backup holds, before it is sealed.

use anyhow::{Context, Result, bail};
use std::io::{self, Read, Write};

/// First bytes of the stream.
const BEGINNING: &[u8] = b"chautari data 1\n";
/// Longest name of a part.
const NAME_MOST: u64 = 1024;

/// Writes the first bytes.
pub fn begin(to: &mut impl Write) -> io::Result<()> {
    to.write_all(BEGINNING)
}

/// Writes a part of `length` bytes.
pub fn put(to: &mut impl Write, name: &str, length: u64, from: &mut impl Read) -> Result<()> {
    to.write_all(&(name.len() as u64).to_be_bytes())?;
    to.write_all(name.as_bytes())?;
    to.write_all(&length.to_be_bytes())?;
    let copied = io::copy(&mut from.take(length), to).with_context(|| format!("{name}: cannot be copied"))?;
    if copied != length {
        bail!("{name}: has {copied} bytes instead of {length}: it was changed meanwhile");
    }
    Ok(())
}

/// Hands every part to `take`, with its name and its bytes; what `take` leaves is passed over.
pub fn each(from: &mut impl Read, mut take: impl FnMut(&str, &mut dyn Read) -> Result<()>) -> Result<()> {
    let mut beginning = [0; BEGINNING.len()];
    from.read_exact(&mut beginning).context("the data file ends too early")?;
    if beginning != BEGINNING {
        bail!("the data file was written by a newer version of the program: install that");
    }
    while let Some(length) = number(from)? {
        if length > NAME_MOST {
            bail!("a part of the data file has a name of {length} bytes");
        }
        let mut name = String::new();
        from.take(length).read_to_string(&mut name)?;
        let length = number(from)?.context("the data file ends within a part")?;
        let mut part = from.take(length);
        take(&name, &mut part)?;
        io::copy(&mut part, &mut io::sink())?;
        if part.limit() > 0 {
            bail!("the data file ends within {name}");
        }
    }
    Ok(())
}

/// Eight bytes as a number; `None` at the end of the stream.
fn number(from: &mut impl Read) -> Result<Option<u64>> {
    let mut bytes = Vec::with_capacity(8);
    from.take(8).read_to_end(&mut bytes)?;
    match <[u8; 8]>::try_from(bytes.as_slice()) {
        Ok(bytes) => Ok(Some(u64::from_be_bytes(bytes))),
        Err(_) if bytes.is_empty() => Ok(None),
        Err(_) => bail!("the data file ends too early"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
        let mut found = Vec::new();
        each(&mut &*bytes, |name, part| {
            let mut text = Vec::new();
            part.read_to_end(&mut text)?;
            found.push((name.to_owned(), text));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn parts_come_back_and_no_cut_stream_is_taken() {
        let mut bytes = Vec::new();
        begin(&mut bytes).unwrap();
        put(&mut bytes, "one", 3, &mut &b"abc"[..]).unwrap();
        put(&mut bytes, "two", 0, &mut &b""[..]).unwrap();
        let whole = [("one".to_owned(), b"abc".to_vec()), ("two".to_owned(), Vec::new())];
        assert_eq!(parts(&bytes).unwrap(), whole);
        // Cut between two parts it is a whole stream of fewer; the seal around it tells that.
        let between = [BEGINNING.len(), BEGINNING.len() + 8 + 3 + 8 + 3];
        for cut in (0..bytes.len()).filter(|cut| !between.contains(cut)) {
            assert!(parts(&bytes[..cut]).is_err(), "{cut}");
        }
        let mut long = BEGINNING.to_vec();
        long.extend(u64::MAX.to_be_bytes());
        assert!(parts(&long).is_err());
        assert!(put(&mut Vec::new(), "short", 4, &mut &b"abc"[..]).is_err());
    }
}

//! The patterns that `regex()` takes: classes, quantifiers, groups, anchors and alternation. Each is written anew, so
//! that this engine and the browser's mean the same by it.

use super::EvalError;
use regex_lite::Regex;

/// Deepest groups in one another.
const MAX_DEPTH: u32 = 32;
/// Largest number of repetitions, those in one another multiplied.
const MAX_WEIGHT: u64 = 10_000;
const LAST: char = char::MAX;

/// Whether the whole of `text` matches `pattern`.
///
/// # Errors
/// [`EvalError::Pattern`] for a pattern with anything else in it.
pub(super) fn matches(text: &str, pattern: &str) -> Result<bool, EvalError> {
    let refused = || EvalError::Pattern(pattern.to_owned(), "it is too large".into());
    let regex = Regex::new(&translate(pattern)?).map_err(|_| refused())?;
    Ok(regex.is_match(text))
}

/// The pattern in plain signs, anchored at both ends.
///
/// # Errors
/// [`EvalError::Pattern`], saying what is not supported.
pub(super) fn translate(pattern: &str) -> Result<String, EvalError> {
    let mut translator = Translator { chars: pattern.chars().collect(), at: 0, out: "^(?:".into(), depth: 0 };
    let weight = translator.alternation().and_then(|weight| match translator.peek() {
        None => Ok(weight),
        Some(c) => Err(format!("'{c}' without its '('")),
    });
    weight.map_err(|why| EvalError::Pattern(pattern.to_owned(), why))?;
    translator.out.push_str(")$");
    Ok(translator.out)
}

struct Translator {
    chars: Vec<char>,
    at: usize,
    out: String,
    depth: u32,
}

impl Translator {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn alternation(&mut self) -> Result<u64, String> {
        let mut weight = self.sequence()?;
        while self.take('|') {
            self.out.push('|');
            weight += self.sequence()?;
        }
        Ok(weight)
    }

    fn sequence(&mut self) -> Result<u64, String> {
        let mut weight = 1;
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let anchor = matches!(c, '^' | '$');
            let atom = self.atom(c)?;
            let times = self.quantifier(anchor)?;
            weight += atom.saturating_mul(times);
            if weight > MAX_WEIGHT {
                return Err("it is too large".into());
            }
        }
        Ok(weight)
    }

    fn atom(&mut self, first: char) -> Result<u64, String> {
        self.at += 1;
        match first {
            '(' => return self.group(),
            '[' => self.class()?,
            '\\' => match self.escape()? {
                Escape::Char(c) => self.literal(c),
                Escape::Class(ranges) => {
                    self.out.push('[');
                    self.ranges(ranges);
                    self.out.push(']');
                }
            },
            '.' => self.out.push_str("[^\\n\\r]"),
            '^' | '$' => self.out.push(first),
            '*' | '+' | '?' | '{' => return Err(format!("'{first}' has nothing to repeat")),
            other => self.literal(other),
        }
        Ok(1)
    }

    fn group(&mut self) -> Result<u64, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("its groups stand too deep in one another".into());
        }
        if self.take('?') && !self.take(':') {
            return Err("only plain groups and (?:…) are supported".into());
        }
        self.out.push_str("(?:");
        let weight = self.alternation()?;
        if !self.take(')') {
            return Err("'(' has no ')'".into());
        }
        self.out.push(')');
        self.depth -= 1;
        Ok(weight)
    }

    /// How often at most what stands before is repeated; a number without an end counts as once more.
    fn quantifier(&mut self, anchor: bool) -> Result<u64, String> {
        let (text, times) = match self.peek() {
            Some(sign @ ('*' | '+' | '?')) => {
                self.at += 1;
                (sign.to_string(), 1)
            }
            Some('{') => self.counts()?,
            _ => return Ok(1),
        };
        if anchor {
            return Err("an anchor cannot be repeated".into());
        }
        self.out.push_str(&text);
        if self.take('?') {
            self.out.push('?');
        }
        if matches!(self.peek(), Some('*' | '+' | '?' | '{')) {
            return Err("a repetition cannot be repeated".into());
        }
        Ok(times)
    }

    fn counts(&mut self) -> Result<(String, u64), String> {
        let wrong = || String::from("'{' is not followed by one or two numbers up to 1000 and '}'");
        let length = self.chars[self.at..].iter().position(|c| *c == '}').ok_or_else(wrong)?;
        let inner: String = self.chars[self.at + 1..self.at + length].iter().collect();
        self.at += length + 1;
        let (least, most) = inner.split_once(',').map_or((inner.as_str(), None), |(a, b)| (a, Some(b)));
        let count = |text: &str| {
            let plain = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u64>().ok().filter(|number| plain && *number <= 1000)
        };
        let low = count(least).ok_or_else(wrong)?;
        match most {
            None => Ok((format!("{{{low}}}"), low.max(1))),
            Some("") => Ok((format!("{{{low},}}"), low + 1)),
            Some(most) => {
                let high = count(most).filter(|high| *high >= low).ok_or_else(wrong)?;
                Ok((format!("{{{low},{high}}}"), high.max(1)))
            }
        }
    }

    /// A class, after its '['.
    fn class(&mut self) -> Result<(), String> {
        self.out.push('[');
        if self.take('^') {
            self.out.push('^');
        }
        let start = self.at;
        loop {
            let c = self.peek().ok_or("'[' has no ']'")?;
            self.at += 1;
            match c {
                ']' if self.at == start + 1 => return Err("a class must not be empty".into()),
                ']' => break,
                '[' => return Err("a '[' within a class must be written \\[".into()),
                '&' if self.peek() == Some('&') => return Err("'&&' within a class is not supported".into()),
                _ => self.class_item(c)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// A sign or a range of signs of a class.
    fn class_item(&mut self, first: char) -> Result<(), String> {
        let low = match first {
            '\\' => match self.escape()? {
                Escape::Class(ranges) => {
                    self.ranges(ranges);
                    return Ok(());
                }
                Escape::Char(c) => c,
            },
            other => other,
        };
        let next = self.chars.get(self.at + 1).copied();
        if self.peek() != Some('-') || next.is_none_or(|c| c == ']') {
            self.literal(low);
            return Ok(());
        }
        self.at += 2;
        let high = match next {
            Some('\\') => match self.escape()? {
                Escape::Char(c) => c,
                Escape::Class(_) => return Err("a range must end with a single sign".into()),
            },
            Some(c) if c != '[' => c,
            _ => return Err("a range must end with a single sign".into()),
        };
        if high < low {
            return Err(format!("the range {low}-{high} runs backwards"));
        }
        self.ranges(&[(low, high)]);
        Ok(())
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Result<Escape, String> {
        let c = self.peek().ok_or("nothing follows the last '\\'")?;
        self.at += 1;
        Ok(match c {
            'd' => Escape::Class(&[('0', '9')]),
            'D' => Escape::Class(&[('\0', '/'), (':', LAST)]),
            'w' => Escape::Class(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
            'W' => Escape::Class(&[('\0', '/'), (':', '@'), ('[', '^'), ('`', '`'), ('{', LAST)]),
            's' => Escape::Class(&[('\t', '\r'), (' ', ' ')]),
            'S' => Escape::Class(&[('\0', '\x08'), ('\x0e', '\x1f'), ('!', LAST)]),
            't' => Escape::Char('\t'),
            'n' => Escape::Char('\n'),
            'r' => Escape::Char('\r'),
            'u' => {
                let hex: String = self.chars.iter().skip(self.at).take(4).collect();
                self.at += 4;
                let plain = hex.len() == 4 && hex.bytes().all(|b| b.is_ascii_hexdigit());
                let code = u32::from_str_radix(&hex, 16).ok().filter(|_| plain).and_then(char::from_u32);
                Escape::Char(code.ok_or("\\u is not followed by four hexadecimal digits of a sign")?)
            }
            c if c.is_ascii_punctuation() || c == ' ' => Escape::Char(c),
            c => return Err(format!("\\{c} is not supported")),
        })
    }

    fn literal(&mut self, c: char) {
        if c.is_ascii_alphanumeric() {
            self.out.push(c);
        } else {
            self.out.push_str(&format!("\\x{{{:x}}}", u32::from(c)));
        }
    }

    fn ranges(&mut self, ranges: &[(char, char)]) {
        for (low, high) in ranges {
            self.literal(*low);
            self.out.push('-');
            self.literal(*high);
        }
    }
}

enum Escape {
    Char(char),
    Class(&'static [(char, char)]),
}

//! Cuts the text of an expression into tokens, each with its column.

use super::{Note, NoteKind, Operator, ParseError};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Text(String),
    Number(f64),
    Field(String),
    /// A name; `and`, `or`, `div` and `mod` too, as only the place tells them from names.
    Name(String),
    Operator(Operator),
    Open,
    Close,
    Comma,
    Dot,
    DotDot,
    Slash,
}

impl Token {
    /// As a message names it.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Text(text) => format!("the text '{}'", text.chars().take(40).collect::<String>()),
            Self::Number(number) => format!("the number {number}"),
            Self::Field(name) => format!("${{{name}}}"),
            Self::Name(name) => format!("'{name}'"),
            Self::Operator(operator) => format!("'{}'", operator.text()),
            Self::Open => "'('".into(),
            Self::Close => "')'".into(),
            Self::Comma => "','".into(),
            Self::Dot => "'.'".into(),
            Self::DotDot => "'..'".into(),
            Self::Slash => "'/'".into(),
        }
    }
}

pub(super) fn fail(column: u32, message: impl Into<String>) -> ParseError {
    ParseError { column, message: message.into(), unknown_function: None }
}

/// The tokens of `source`, each with its column from 1. Typographic quotes around a text are read as straight
/// ones and noted once.
pub(super) fn tokens(source: &str, notes: &mut Vec<Note>) -> Result<Vec<(u32, Token)>, ParseError> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, quotes: None };
    let mut found = Vec::new();
    while let Some(column) = lexer.skip_blanks() {
        found.push((column, lexer.token(column)?));
    }
    if let Some(column) = lexer.quotes {
        let message = "typographic quotes were made straight".into();
        notes.push(Note { column, kind: NoteKind::Quotes, message });
    }
    Ok(found)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    /// Column of the first typographic quote.
    quotes: Option<u32>,
}

const SINGLE: [char; 4] = ['‘', '’', '‚', '‛'];
const DOUBLE: [char; 4] = ['“', '”', '„', '‟'];

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Moves to the next token and gives its column; nothing at the end.
    fn skip_blanks(&mut self) -> Option<u32> {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.peek(0).map(|_| column(self.at))
    }

    fn token(&mut self, column: u32) -> Result<Token, ParseError> {
        let Some(first) = self.peek(0) else { return Err(fail(column, "something is missing at the end")) };
        match (first, self.peek(1)) {
            ('$', Some('{')) => return self.field(column),
            ('.', Some(next)) if next.is_ascii_digit() => return self.number(column),
            _ => {}
        }
        if first.is_ascii_digit() {
            return self.number(column);
        }
        if first == '\'' || first == '"' || SINGLE.contains(&first) || DOUBLE.contains(&first) {
            return self.text(column, first);
        }
        if first.is_alphabetic() || first == '_' {
            return Ok(Token::Name(self.name()));
        }
        self.sign(column, first)
    }

    fn sign(&mut self, column: u32, first: char) -> Result<Token, ParseError> {
        let (length, token) = match (first, self.peek(1)) {
            ('!', Some('=')) => (2, Token::Operator(Operator::NotEqual)),
            ('<', Some('=')) => (2, Token::Operator(Operator::LessOrEqual)),
            ('>', Some('=')) => (2, Token::Operator(Operator::GreaterOrEqual)),
            ('.', Some('.')) => (2, Token::DotDot),
            ('=', Some('=')) => return Err(fail(column, "'==' is not an operator; write '='")),
            ('&', Some('&')) => return Err(fail(column, "'&&' is not an operator; write 'and'")),
            ('|', Some('|')) => return Err(fail(column, "'||' is not an operator; write 'or'")),
            ('=', _) => (1, Token::Operator(Operator::Equal)),
            ('<', _) => (1, Token::Operator(Operator::Less)),
            ('>', _) => (1, Token::Operator(Operator::Greater)),
            ('+', _) => (1, Token::Operator(Operator::Add)),
            ('-', _) => (1, Token::Operator(Operator::Subtract)),
            ('*', _) => (1, Token::Operator(Operator::Multiply)),
            ('(', _) => (1, Token::Open),
            (')', _) => (1, Token::Close),
            (',', _) => (1, Token::Comma),
            ('.', _) => (1, Token::Dot),
            ('/', _) => (1, Token::Slash),
            ('[', _) => return Err(fail(column, "a condition in brackets is not supported; use a calculation")),
            (other, _) => return Err(fail(column, format!("'{other}' has no meaning here"))),
        };
        self.at += length;
        Ok(token)
    }

    fn field(&mut self, column: u32) -> Result<Token, ParseError> {
        let rest = &self.chars[self.at + 2..];
        let Some(length) = rest.iter().position(|c| *c == '}') else {
            return Err(fail(column, "'${' has no '}' after the field's name"));
        };
        let name: String = rest[..length].iter().collect();
        let name = name.trim();
        if name.starts_with("last-saved#") {
            return Err(fail(column, "answers of the form saved before (last-saved) are not supported"));
        }
        let valid = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if name.is_empty() || !name.chars().all(valid) {
            let message = format!("'{name}' is not the name of a field: letters, digits, '_', '-' and '.' only");
            return Err(fail(column, message));
        }
        self.at += length + 3;
        Ok(Token::Field(name.to_owned()))
    }

    fn number(&mut self, column: u32) -> Result<Token, ParseError> {
        let start = self.at;
        let mut dots = 0;
        while let Some(next) = self.peek(0) {
            dots += u32::from(next == '.');
            if !(next.is_ascii_digit() || next == '.') || dots > 1 {
                break;
            }
            self.at += 1;
        }
        let text: String = self.chars[start..self.at].iter().collect();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Token::Number(number)),
            _ => Err(fail(column, "the number is too large")),
        }
    }

    /// A text in quotes. Opened by a straight quote it ends at the same one, or, where there is none, at the
    /// typographic one; opened by a typographic quote it ends at any quote of its sort.
    fn text(&mut self, column: u32, open: char) -> Result<Token, ParseError> {
        let rest = &self.chars[self.at + 1..];
        let straight = if open == '"' || DOUBLE.contains(&open) { '"' } else { '\'' };
        let curved = if straight == '"' { DOUBLE } else { SINGLE };
        let any = |c: &char| *c == straight || curved.contains(c);
        let end = if open == straight { rest.iter().position(|c| *c == straight) } else { None };
        let Some(length) = end.or_else(|| rest.iter().position(any)) else {
            return Err(fail(column, format!("the text that begins here has no closing {straight}")));
        };
        if open != straight || rest[length] != straight {
            self.quotes.get_or_insert(column);
        }
        let text = rest[..length].iter().collect();
        self.at += length + 2;
        Ok(Token::Text(text))
    }

    /// A name as in XML: letters, digits, `_ - .` and, between two parts, `:`.
    fn name(&mut self) -> String {
        let start = self.at;
        while let Some(next) = self.peek(0) {
            let colon = next == ':' && self.peek(1).is_some_and(|c| c.is_alphabetic() || c == '_');
            if !(next.is_alphanumeric() || matches!(next, '_' | '-' | '.') || colon) {
                break;
            }
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }
}

fn column(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

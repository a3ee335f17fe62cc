//! Builds the tree from the tokens, by precedence.

use super::lexer::{Token, fail, tokens};
use super::{Expr, Note, NoteKind, Operator, ParseError, Path, Start, functions, pattern};

/// Longest text of an expression, in bytes.
pub const MAX_LENGTH: usize = 32 * 1024;

/// How deep parentheses, calls and minus signs may stand in one another. Long rows of operators do not count.
pub const MAX_NESTING: usize = 96;

/// Parses `source` into a tree, with notes.
pub(super) fn parse(source: &str) -> Result<(Expr, Vec<Note>), ParseError> {
    if source.len() > MAX_LENGTH {
        return Err(fail(1, format!("the expression is longer than {MAX_LENGTH} bytes; split it into calculations")));
    }
    let mut notes = Vec::new();
    let tokens = tokens(source, &mut notes)?;
    let end = u32::try_from(source.chars().count() + 1).unwrap_or(u32::MAX);
    let mut parser = Parser { tokens, at: 0, end, nesting: 0, notes };
    let tree = parser.expression(1)?;
    if let Some(token) = parser.peek() {
        return Err(fail(parser.column(), format!("{} is not expected here", token.describe())));
    }
    parser.notes.sort_by_key(|note| note.column);
    Ok((tree, parser.notes))
}

/// What a blank answer makes ambiguous when `tree` is read as yes or no: the field's name, or `.`.
pub(super) fn ambiguous(tree: &Expr) -> Option<&str> {
    match tree {
        Expr::Field(name) | Expr::Name(name) => Some(name),
        Expr::Path(path) => path.names.last().map(String::as_str),
        Expr::Current => Some("."),
        _ => None,
    }
}

struct Parser {
    tokens: Vec<(u32, Token)>,
    at: usize,
    /// Column after the last character.
    end: u32,
    nesting: usize,
    notes: Vec<Note>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn column(&self) -> u32 {
        self.tokens.get(self.at).map_or(self.end, |(column, _)| *column)
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, wanted: &Token, why: &str) -> Result<(), ParseError> {
        if self.take(wanted) {
            return Ok(());
        }
        let found = self.peek().map_or("the end".into(), Token::describe);
        Err(fail(self.column(), format!("{} is expected {why}, not {found}", wanted.describe())))
    }

    /// The operator that stands here, if one does.
    fn operator(&self) -> Option<Operator> {
        match self.peek()? {
            Token::Operator(operator) => Some(*operator),
            Token::Name(name) => match name.as_str() {
                "or" => Some(Operator::Or),
                "and" => Some(Operator::And),
                "div" => Some(Operator::Divide),
                "mod" => Some(Operator::Modulo),
                _ => None,
            },
            _ => None,
        }
    }

    /// An expression whose operators bind at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<Expr, ParseError> {
        let mut column = self.column();
        let mut left = self.operand()?;
        // A tighter row is finished before a looser one begins, so the levels are walked downwards.
        for level in (least..=6).rev() {
            let mut rest = Vec::new();
            while let Some(operator) = self.operator().filter(|operator| operator.precedence() == level) {
                self.at += 1;
                if rest.is_empty() && level <= 2 {
                    self.note_boolean(&left, column);
                }
                column = self.column();
                let right = self.expression(level + 1)?;
                if level <= 2 {
                    self.note_boolean(&right, column);
                }
                rest.push((operator, right));
            }
            if !rest.is_empty() {
                left = Expr::Chain(Box::new(left), rest);
            }
        }
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expr, ParseError> {
        let column = self.column();
        let Some(token) = self.peek().cloned() else {
            return Err(fail(column, "the expression ends where a value is expected"));
        };
        self.at += 1;
        match token {
            Token::Text(text) => Ok(Expr::Text(text)),
            Token::Number(number) => Ok(Expr::Number(number)),
            Token::Field(name) => self.field(name),
            Token::Name(name) if self.peek() == Some(&Token::Open) => self.call(name, column),
            Token::Name(name) => self.name(name),
            Token::Dot => self.after_dot(),
            Token::DotDot => self.upwards(),
            Token::Slash => Ok(Expr::Path(Path { start: Start::Root, names: self.steps()? })),
            Token::Open => {
                self.enter(column)?;
                let inner = self.expression(1)?;
                self.expect(&Token::Close, "after what stands in parentheses")?;
                self.nesting -= 1;
                Ok(inner)
            }
            Token::Operator(Operator::Subtract) => {
                self.enter(column)?;
                let inner = self.operand()?;
                self.nesting -= 1;
                Ok(Expr::Negate(Box::new(inner)))
            }
            other => Err(fail(column, format!("a value is expected here, not {}", other.describe()))),
        }
    }

    fn enter(&mut self, column: u32) -> Result<(), ParseError> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(fail(column, format!("more than {MAX_NESTING} levels stand in one another; split it up")));
        }
        Ok(())
    }

    fn field(&mut self, name: String) -> Result<Expr, ParseError> {
        if self.take(&Token::Slash) {
            return Ok(Expr::Path(Path { start: Start::Field(name), names: self.steps()? }));
        }
        Ok(Expr::Field(name))
    }

    fn name(&mut self, name: String) -> Result<Expr, ParseError> {
        if self.take(&Token::Slash) {
            let mut names = vec![name];
            names.extend(self.steps()?);
            return Ok(Expr::Path(Path { start: Start::Up(0), names }));
        }
        Ok(Expr::Name(name))
    }

    fn after_dot(&mut self) -> Result<Expr, ParseError> {
        if self.take(&Token::Slash) {
            return Ok(Expr::Path(Path { start: Start::Up(0), names: self.steps()? }));
        }
        Ok(Expr::Current)
    }

    /// `..`, `../..`, `../name`, after the first `..`.
    fn upwards(&mut self) -> Result<Expr, ParseError> {
        let mut levels = 1;
        while self.take(&Token::Slash) {
            if !self.take(&Token::DotDot) {
                return Ok(Expr::Path(Path { start: Start::Up(levels), names: self.steps()? }));
            }
            levels += 1;
        }
        Ok(Expr::Path(Path { start: Start::Up(levels), names: Vec::new() }))
    }

    /// The names of a path, at least one.
    fn steps(&mut self) -> Result<Vec<String>, ParseError> {
        let mut names = Vec::new();
        loop {
            let column = self.column();
            match self.peek() {
                Some(Token::Name(name)) => names.push(name.clone()),
                _ => return Err(fail(column, "a name is expected after '/'")),
            }
            self.at += 1;
            if !self.take(&Token::Slash) {
                return Ok(names);
            }
        }
    }

    fn call(&mut self, name: String, column: u32) -> Result<Expr, ParseError> {
        let Some(function) = functions::function(&name) else {
            let hint = functions::nearest(&name).map(|near| format!("; did you mean {near}()?")).unwrap_or_default();
            let message = format!("{name}() is not a function we have{hint}");
            return Err(ParseError { column, message, unknown_function: Some(name) });
        };
        self.enter(column)?;
        self.at += 1;
        let mut arguments = Vec::new();
        let mut columns = Vec::new();
        if !self.take(&Token::Close) {
            loop {
                columns.push(self.column());
                arguments.push(self.expression(1)?);
                if !self.take(&Token::Comma) {
                    break;
                }
            }
            self.expect(&Token::Close, &format!("after the arguments of {name}()"))?;
        }
        self.nesting -= 1;
        if function.takes(arguments.len()) {
            self.check_arguments(function, &arguments, &columns)?;
        } else {
            let message = format!("{name}() takes {}, not {}", function.arity(), arguments.len());
            self.notes.push(Note { column, kind: NoteKind::Arguments, message });
        }
        Ok(Expr::Call(name, arguments))
    }

    /// What can be said of the arguments before any answer is known.
    fn check_arguments(
        &mut self,
        function: &functions::Function,
        arguments: &[Expr],
        columns: &[u32],
    ) -> Result<(), ParseError> {
        let (Some(first), Some(column)) = (arguments.first(), columns.first().copied()) else { return Ok(()) };
        let name = function.name;
        if function.reads_nodes() && ambiguous(first).is_none() && !matches!(first, Expr::Path(_)) {
            return Err(fail(column, format!("{name}() takes a field, a repeat or a path here, not a value")));
        }
        if name == "missing" && matches!(first, Expr::Current) {
            return Err(fail(column, "missing() takes the name of a field, written ${name}"));
        }
        if matches!(name, "not" | "boolean" | "if") {
            self.note_boolean(first, column);
        }
        if name == "indexed-repeat" {
            let repeats = arguments.iter().zip(columns).skip(1).step_by(2);
            for (repeat, column) in repeats {
                if !matches!(repeat, Expr::Field(_) | Expr::Path(_)) {
                    return Err(fail(*column, "indexed-repeat() takes a repeat here, written ${name}"));
                }
            }
        }
        if let ("regex", Some(Expr::Text(pattern)), Some(column)) = (name, arguments.get(1), columns.get(1)) {
            pattern::translate(pattern).map_err(|e| fail(*column, e.to_string()))?;
        }
        if let ("count-of", Some(Expr::Text(condition)), Some(column)) = (name, arguments.get(1), columns.get(1)) {
            let nested = parse(condition);
            nested.map_err(|e| ParseError { column: *column, message: format!("in the condition, {e}"), ..e })?;
        }
        Ok(())
    }

    fn note_boolean(&mut self, tree: &Expr, column: u32) {
        if let Some(name) = ambiguous(tree) {
            let message =
                format!("{name} is used as yes or no; a blank answer counts as no here, not in every program");
            self.notes.push(Note { column, kind: NoteKind::BlankAsBoolean, message });
        }
    }
}

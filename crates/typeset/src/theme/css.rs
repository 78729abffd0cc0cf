//! The tokens of a style sheet (CSS Syntax Module Level 3, section 4.3): comments are gone, escapes are read.

/// One token, and the byte at which it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) sort: Sort,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// An identifier, or a number with its unit.
    Word(String),
    /// `name(`.
    Function(String),
    /// `@name`.
    AtWord(String),
    /// `#name`, without its sign.
    Hash(String),
    /// `url(address)` without quotation marks.
    Url(String),
    /// What stands between quotation marks.
    Text(String),
    Open(char),
    Close(char),
    Space,
    /// `:`, `;`, `,` and every other sign.
    Sign(char),
}

/// All tokens of a text. Any text has some: what is malformed is read as browsers read it.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        reader.skip_comments();
        let at = reader.at;
        match reader.token() {
            Some(sort) => tokens.push(Token { at, sort }),
            None => return tokens,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

const fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

const fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{c}')
}

const fn is_name_start(letter: char) -> bool {
    letter.is_ascii_alphabetic() || letter == '_' || !letter.is_ascii()
}

const fn is_name(letter: char) -> bool {
    is_name_start(letter) || letter.is_ascii_digit() || letter == '-'
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest().chars().nth(ahead)
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek(0)?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn skip_comments(&mut self) {
        while let Some(comment) = self.rest().strip_prefix("/*") {
            self.at += comment.find("*/").map_or(comment.len() + 2, |end| end + 4);
        }
    }

    fn skip_spaces(&mut self) {
        while self.peek(0).is_some_and(is_space) {
            self.next();
        }
    }

    fn token(&mut self) -> Option<Sort> {
        let letter = self.peek(0)?;
        Some(match letter {
            _ if is_space(letter) => {
                self.skip_spaces();
                Sort::Space
            }
            '"' | '\'' => {
                self.next();
                Sort::Text(self.text_until(letter))
            }
            '@' if self.begins_name(1) => {
                self.next();
                Sort::AtWord(self.name())
            }
            '#' if self.peek(1).is_some_and(is_name) || self.is_escape(1) => {
                self.next();
                Sort::Hash(self.name())
            }
            _ if letter.is_ascii_digit() => Sort::Word(self.number()),
            '.' | '+' | '-' if self.begins_number() => Sort::Word(self.number()),
            _ if self.begins_name(0) => self.word(),
            '(' | '[' | '{' => {
                self.next();
                Sort::Open(letter)
            }
            ')' | ']' | '}' => {
                self.next();
                Sort::Close(letter)
            }
            _ => {
                self.next();
                Sort::Sign(letter)
            }
        })
    }

    fn is_escape(&self, ahead: usize) -> bool {
        self.peek(ahead) == Some('\\') && !self.peek(ahead + 1).is_some_and(is_line_end)
    }

    fn begins_name(&self, ahead: usize) -> bool {
        match self.peek(ahead) {
            Some('-') => {
                let second = self.peek(ahead + 1);
                second.is_some_and(|c| is_name_start(c) || c == '-') || self.is_escape(ahead + 1)
            }
            Some('\\') => self.is_escape(ahead),
            other => other.is_some_and(is_name_start),
        }
    }

    fn begins_number(&self) -> bool {
        let is_digit = |letter: Option<char>| letter.is_some_and(|c| c.is_ascii_digit());
        is_digit(self.peek(1)) || (self.peek(1) == Some('.') && is_digit(self.peek(2)))
    }

    fn number(&mut self) -> String {
        let begins = self.at;
        self.next();
        while self.peek(0).is_some_and(|c| c.is_ascii_digit() || c == '.') {
            self.next();
        }
        let mut number = self.text[begins..self.at].to_owned();
        if self.peek(0) == Some('%') {
            self.next();
            number.push('%');
        } else if self.begins_name(0) {
            number.push_str(&self.name());
        }
        number
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        loop {
            if self.is_escape(0) {
                self.next();
                name.push(self.escaped());
            } else if let Some(letter) = self.peek(0).filter(|letter| is_name(*letter)) {
                self.next();
                name.push(letter);
            } else {
                return name;
            }
        }
    }

    /// What stands behind a `\`: up to six hexadecimal digits and one space, or the letter itself.
    fn escaped(&mut self) -> char {
        let digits: String = self.rest().chars().take(6).take_while(char::is_ascii_hexdigit).collect();
        if digits.is_empty() {
            return self.next().unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        self.at += digits.len();
        if self.peek(0).is_some_and(is_space) {
            self.next();
        }
        let read = u32::from_str_radix(&digits, 16).ok().filter(|code| *code != 0);
        read.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn text_until(&mut self, mark: char) -> String {
        let mut text = String::new();
        while let Some(letter) = self.peek(0) {
            match letter {
                _ if letter == mark => {
                    self.next();
                    break;
                }
                // A text that is not closed ends with its line.
                _ if is_line_end(letter) => break,
                '\\' if self.peek(1).is_some_and(is_line_end) => {
                    self.next();
                    self.next();
                }
                '\\' => {
                    self.next();
                    text.push(self.escaped());
                }
                _ => {
                    self.next();
                    text.push(letter);
                }
            }
        }
        text
    }

    fn word(&mut self) -> Sort {
        let name = self.name();
        if self.peek(0) != Some('(') {
            return Sort::Word(name);
        }
        self.next();
        let unquoted = self.rest().trim_start_matches(is_space);
        if !name.eq_ignore_ascii_case("url") || unquoted.starts_with(['"', '\'']) {
            return Sort::Function(name);
        }
        self.skip_spaces();
        Sort::Url(self.address())
    }

    fn address(&mut self) -> String {
        let mut address = String::new();
        while let Some(letter) = self.next().filter(|letter| *letter != ')') {
            address.push(if letter == '\\' { self.escaped() } else { letter });
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, tokens};

    fn sorts(text: &str) -> Vec<Sort> {
        tokens(text)
            .into_iter()
            .map(|token| token.sort)
            .filter(|sort| *sort != Sort::Space)
            .collect()
    }

    #[test]
    fn an_address_is_read_through_marks_escapes_and_comments() {
        for written in ["url(//a.b/c)", "url( //a.b/c)", "u\\72l(//a.b/c)", "/* url( */UR\\4c (\\2f/a.b/c)"] {
            assert_eq!(sorts(written), [Sort::Url("//a.b/c".into())], "{written}");
        }
        for written in ["url('//a.b/c')", "url( \"/\\2f a.b/c\" )", "u\\rl(\"//a.b\\\n/c\")"] {
            let expected = [Sort::Function("url".into()), Sort::Text("//a.b/c".into()), Sort::Close(')')];
            assert_eq!(sorts(written), expected, "{written}");
        }
    }

    #[test]
    fn every_text_has_tokens_and_an_end() {
        for text in ["", "/*", "\\", "'", "url(", "@", "#", "-", "1.5e", "é{", "\\\n", "a\\", "--"] {
            assert!(tokens(text).len() <= text.len(), "{text}");
        }
        let expected = [
            Sort::AtWord("import".into()),
            Sort::Text("a".into()),
            Sort::Sign(';'),
            Sort::Word("--x".into()),
            Sort::Sign(':'),
            Sort::Hash("1b4d9b".into()),
            Sort::Word("-1.5em".into()),
        ];
        assert_eq!(sorts("@\\69mport 'a';--x:#1b4d9b -1.5em"), expected);
    }
}

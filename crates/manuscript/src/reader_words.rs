//! What the readers of settings say of a text that they cannot read, in both languages.
//!
//! serde and the TOML reader speak English alone. Their sentences are a closed list with holes for names and values; one
//! that is not on it is handed on as it is.

use crate::refusal::Said;

/// A reader's sentence in both languages.
pub fn said(message: &str) -> Said {
    let message = message.trim_end();
    Said::new(in_french(message), message)
}

/// A reader's sentence at its place in a text, with the line that it is about.
pub fn said_at(text: &str, at: usize, message: &str) -> Said {
    placed(text, at, &said(message))
}

/// Any sentence at its place in a text, with the line that it is about.
pub fn placed(text: &str, at: usize, said: &Said) -> Said {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let (line, column) = (before.matches('\n').count() + 1, before[start..].chars().count() + 1);
    let shown = text[start..].lines().next().unwrap_or_default();
    let caret = " ".repeat(column - 1);
    Said::new(
        format!("ligne {line}, colonne {column} : {}\n  | {shown}\n  | {caret}^", said.fr),
        format!("line {line}, column {column}: {}\n  | {shown}\n  | {caret}^", said.en),
    )
}

/// Sentences with holes, the more exact first. What fills the first hole of a type, and what is expected, are words
/// of their own.
const SENTENCES: [(&str, &str); 12] = [
    (
        "unknown field `{}`, there are no fields",
        "le champ « {} » n’existe pas, et il n’y en a aucun ici",
    ),
    ("unknown field `{}`, expected one of {}", "le champ « {} » n’existe pas ; il y a {}"),
    ("unknown field `{}`, expected {}", "le champ « {} » n’existe pas ; il y a {}"),
    (
        "unknown variant `{}`, expected one of {}",
        "« {} » n’est pas un mot d’ici ; il y a {}",
    ),
    ("unknown variant `{}`, expected {}", "« {} » n’est pas un mot d’ici ; il y a {}"),
    ("missing field `{}`", "le champ « {} » manque"),
    ("duplicate field `{}`", "le champ « {} » est écrit deux fois"),
    ("invalid type: {}, expected {}", "c’est {}, il faut {}"),
    ("invalid value: {}, expected {}", "c’est {}, il faut {}"),
    ("invalid length {}, expected {}", "la longueur est {}, il faut {}"),
    (
        "`{}` is no colour; write red, green and blue in hexadecimal, as in `#1b4d9b`",
        "« {} » n’est pas une couleur ; écrivez rouge, vert et bleu en hexadécimal, comme `#1b4d9b`",
    ),
    ("{}, expected {}", "{} ; il faut {}"),
];

/// Sentences of the TOML reader without holes, and the words that fill those of others.
const WORDS: [(&str, &str); 68] = [
    ("duplicate key", "cette clé est écrite deux fois"),
    ("string values must be quoted", "un texte s’écrit entre guillemets droits"),
    ("invalid string", "le texte est mal écrit"),
    ("missing opening quote", "le guillemet ouvrant manque"),
    (
        "missing assignment between key-value pairs",
        "il manque `=` entre la clé et sa valeur",
    ),
    ("extra assignment between key-value pairs", "il y a un `=` de trop"),
    ("extra `=`", "il y a un `=` de trop"),
    ("unexpected `=` in array", "un `=` n’a pas sa place dans une liste"),
    ("key with no value", "la clé n’a pas de valeur"),
    ("missing value for key", "la clé n’a pas de valeur"),
    ("missing value", "la valeur manque"),
    ("invalid value", "la valeur est mal écrite"),
    ("invalid key-value pair", "on attend une clé, `=` et une valeur"),
    ("unexpected key or value", "une clé ou une valeur est de trop"),
    ("unexpected content", "ceci est de trop"),
    (
        "unexpected content between comment and newline",
        "ceci est de trop après le commentaire",
    ),
    (
        "invalid unquoted key",
        "la clé est mal écrite : lettres, chiffres, `_` et `-`, ou entre guillemets droits",
    ),
    ("unquoted keys cannot be empty", "la clé est vide"),
    ("keys cannot be multi-line literal strings", "une clé tient sur une ligne"),
    ("keys cannot be multi-line basic strings", "une clé tient sur une ligne"),
    (
        "missing comma between array elements",
        "il manque une virgule entre deux éléments de la liste",
    ),
    ("missing comma between key-value pairs", "il manque une virgule entre deux champs"),
    ("extra comma in array", "il y a une virgule de trop dans la liste"),
    ("extra comma in inline table", "il y a une virgule de trop entre les accolades"),
    ("missing key for inline table element", "il manque une clé entre les accolades"),
    ("invalid inline table element", "ce champ entre accolades est mal écrit"),
    ("missing inline table opening", "l’accolade ouvrante manque"),
    ("missing array opening", "le crochet ouvrant manque"),
    ("missing table open", "le crochet ouvrant manque"),
    ("unclosed array", "la liste n’est pas fermée"),
    ("unclosed table", "le titre de section n’est pas fermé"),
    ("unclosed array table", "le titre de section n’est pas fermé"),
    ("unclosed inline table", "l’accolade n’est pas fermée"),
    (
        "integers with a radix cannot be signed",
        "un entier en hexadécimal, octal ou binaire n’a pas de signe",
    ),
    ("radix must be lowercase", "la base s’écrit en minuscule"),
    ("unexpected leading zero", "un nombre ne commence pas par zéro"),
    ("unexpected sign", "le signe est de trop"),
    ("redundant numeric sign", "le signe est de trop"),
    ("redundant integer number prefix", "le préfixe est de trop"),
    ("`_` may only go between digits", "`_` ne se met qu’entre deux chiffres"),
    ("missing escaped value", "il manque un signe après `\\`"),
    ("too few unicode value digits", "le code du caractère est trop court"),
    ("invalid comment character", "ce caractère n’a pas sa place dans un commentaire"),
    ("carriage return must be followed by newline", "la fin de ligne est incomplète"),
    (
        "cannot recurse further; max recursion depth met",
        "trop de listes les unes dans les autres",
    ),
    ("invalid socket address syntax", "l’adresse s’écrit IP:PORT, comme `127.0.0.1:8080`"),
    (
        "\"legal\", \"block\", \"warning\", \"note\", \"off\" or the severities of a section",
        "`legal`, `block`, `warning`, `note`, `off`, ou les gravités d’une rubrique",
    ),
    ("a string", "un texte"),
    ("a borrowed string", "un texte"),
    ("a boolean", "`true` ou `false`"),
    ("a map", "une section"),
    ("a sequence", "une liste"),
    ("map", "une section"),
    ("sequence", "une liste"),
    ("i64", "un nombre entier"),
    ("u64", "un nombre entier à partir de 0"),
    ("usize", "un nombre entier à partir de 0"),
    ("u32", "un nombre entier à partir de 0"),
    ("u16", "un nombre entier de 0 à 65535"),
    ("u8", "un nombre entier de 0 à 255"),
    ("f64", "un nombre"),
    ("key", "une clé"),
    ("value", "une valeur"),
    ("digits", "des chiffres"),
    ("newline", "une fin de ligne"),
    ("nothing", "rien"),
    ("literal string", "un texte entre apostrophes"),
    ("multi-line basic string", "un texte entre trois guillemets droits"),
];

/// Values as serde names them: what stands before the value, and the French around it.
const VALUES: [(&str, &str); 5] = [
    ("string \"{}\"", "le texte « {} »"),
    ("integer `{}`", "l’entier {}"),
    ("floating point `{}`", "le nombre {}"),
    ("boolean `{}`", "`{}`"),
    ("struct {}", "une section"),
];

fn in_french(message: &str) -> String {
    let sentence = SENTENCES
        .iter()
        .find_map(|(english, french)| Some(filled(french, &holes(english, message)?)));
    sentence.or_else(|| word(message)).unwrap_or_else(|| message.to_owned())
}

/// What stands in the holes of a sentence, if it is that sentence.
fn holes<'a>(sentence: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = sentence.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let mut holes = Vec::new();
    for piece in pieces {
        let end = if piece.is_empty() { rest.len() } else { rest.rfind(piece)? };
        holes.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(holes)
}

fn filled(sentence: &str, holes: &[&str]) -> String {
    let mut holes = holes.iter();
    let mut pieces = sentence.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text += &holes
            .next()
            .map_or_else(String::new, |hole| word(hole).unwrap_or_else(|| hole.replace(" or ", " ou ")));
        text += piece;
    }
    text
}

/// A word or a value, if it is known.
fn word(english: &str) -> Option<String> {
    let known = WORDS
        .iter()
        .find(|(word, _)| *word == english)
        .map(|(_, french)| (*french).to_owned());
    let value = || {
        VALUES
            .iter()
            .find_map(|(value, french)| Some(french.replace("{}", holes(value, english)?.first()?)))
    };
    known.or_else(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fr(message: &str) -> String {
        said(message).fr
    }

    #[test]
    fn names_and_values_stand_in_french_sentences() {
        assert_eq!(
            fr("unknown field `nme`, expected one of `name`, `zone`"),
            "le champ « nme » n’existe pas ; il y a `name`, `zone`"
        );
        assert_eq!(
            fr("unknown field `nme`, expected `name` or `zone`"),
            "le champ « nme » n’existe pas ; il y a `name` ou `zone`"
        );
        assert_eq!(
            fr("invalid type: integer `3`, expected a string"),
            "c’est l’entier 3, il faut un texte"
        );
        assert_eq!(
            fr("invalid type: string \"x, expected\", expected a boolean"),
            "c’est le texte « x, expected », il faut `true` ou `false`"
        );
        assert_eq!(
            fr("string values must be quoted, expected literal string"),
            "un texte s’écrit entre guillemets droits ; il faut un texte entre apostrophes"
        );
        assert_eq!(fr("duplicate key"), "cette clé est écrite deux fois");
    }

    #[test]
    fn what_is_not_known_is_handed_on() {
        assert_eq!(fr("something is or is not"), "something is or is not");
    }

    #[test]
    fn the_line_and_the_place_in_it_are_shown() {
        let said = said_at("a = 1\né = [\n", 9, "unclosed array, expected `]`");
        assert_eq!(
            said.fr,
            "ligne 2, colonne 3 : la liste n’est pas fermée ; il faut `]`\n  | é = [\n  |   ^"
        );
        assert_eq!(said.en, "line 2, column 3: unclosed array, expected `]`\n  | é = [\n  |   ^");
    }
}

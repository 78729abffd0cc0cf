//! The words of a code: `name value other="a value"`.

/// One word, or a name and what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// Nothing for a word that stands alone.
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The words in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let (mut found, mut word) = (Vec::new(), Word::default());
    let (mut mark, mut is_in_one) = (None, false);
    for sign in text.chars() {
        match (sign, mark) {
            (_, Some(open)) if sign == open => mark = None,
            ('"' | '\'' | '`', None) => (mark, is_in_one) = (Some(sign), true),
            ('=', None) if word.name.is_empty() && is_in_one => word.name = std::mem::take(&mut word.value),
            (_, None) if sign.is_whitespace() => {
                if is_in_one {
                    found.push(std::mem::take(&mut word));
                }
                is_in_one = false;
            }
            _ => {
                word.value.push(sign);
                is_in_one = true;
            }
        }
    }
    if is_in_one {
        found.push(word);
    }
    found
}

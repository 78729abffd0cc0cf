//! Escaping: every text of a writer goes through here before it stands in a page, a feed or a script.

/// Text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    escape_into(text, &mut escaped);
    escaped
}

/// The same, at the end of what is being written.
pub fn escape_into(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML 1.0 has no place for control characters; HTML shows nothing for them either.
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

/// An address that a reader may follow: to the paper itself, to the web, by mail or telephone. Anything else is no link.
pub fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let is_known = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    let is_own = address.starts_with('#') || (address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\"));
    let is_clean = !address.chars().any(|c| c.is_control() || c.is_whitespace());
    ((is_known || is_own) && is_clean).then_some(address)
}

/// JSON for a `<script type="application/ld+json">`: nothing in it can end the element or begin another.
pub fn json_for_script(value: &serde_json::Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// An element with escaped text, if there is any.
pub(crate) fn element(name: &str, class: &str, text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!("<{name} class=\"{class}\">{}</{name}>", escape(text)))
}

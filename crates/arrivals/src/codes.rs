//! Codes of other systems that say what the paper has a block for: Hugo's and Jekyll's.

use manuscript::markup::Element;

use crate::words::words;

/// Frames by the name of their house, and the address before the identity.
const FRAMES: [(&str, &str); 4] = [
    ("youtube", "https://www.youtube.com/watch?v="),
    ("vimeo", "https://vimeo.com/"),
    ("dailymotion", "https://www.dailymotion.com/video/"),
    ("soundcloud", "https://soundcloud.com/"),
];

/// What a whole code in braces means.
pub(crate) fn meaning(code: &str) -> Option<Element> {
    let inside = code.trim_matches(['{', '}', '<', '>', '%']).trim().trim_end_matches('/');
    let said = words(inside);
    let name = said.first().filter(|word| word.name.is_empty())?.value.as_str();
    let named = |name: &str| said.iter().find(|word| word.name == name).map(|word| word.value.clone());
    let first = || said.get(1).filter(|word| word.name.is_empty()).map(|word| word.value.clone());
    if let Some((_, before)) = FRAMES.iter().find(|(house, _)| *house == name) {
        let id = named("id").or_else(first)?;
        let is_id = !id.is_empty()
            && id
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '/'));
        return is_id.then(|| Element::Frame {
            address: format!("{before}{id}"),
            title: named("title"),
        });
    }
    (name == "figure").then(|| {
        Some(Element::Picture {
            source: named("src").or_else(first)?,
            alt: named("alt").unwrap_or_default(),
            title: named("caption").or_else(|| named("title")).unwrap_or_default(),
            credit: named("attr").or_else(|| named("credit")),
        })
    })?
}

/// The language of code that a line opens, and the line that closes it: `{% highlight ruby %}`, `{{< highlight go >}}`.
pub(crate) fn opens_code(line: &str) -> Option<(String, &'static [&'static str])> {
    let line = line.trim();
    let (inside, closings): (&str, &'static [&'static str]) =
        if let Some(inside) = line.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")) {
            (inside, &["{% endhighlight %}", "{%- endhighlight -%}", "{%endhighlight%}"])
        } else if let Some(inside) = line.strip_prefix("{{<").and_then(|rest| rest.strip_suffix(">}}")) {
            (inside, &["{{< /highlight >}}", "{{</highlight>}}", "{{< / highlight >}}"])
        } else {
            return None;
        };
    let said = words(inside.trim_matches('-'));
    let is_highlight = said.first().is_some_and(|word| word.name.is_empty() && word.value == "highlight");
    is_highlight.then(|| (said.get(1).map(|word| word.value.clone()).unwrap_or_default(), closings))
}

#[cfg(test)]
mod tests {
    use super::{meaning, opens_code};
    use manuscript::markup::Element;

    #[test]
    fn codes_with_a_block_are_known() {
        let frame = |address: &str, title: Option<&str>| {
            Some(Element::Frame {
                address: address.to_owned(),
                title: title.map(str::to_owned),
            })
        };
        assert_eq!(
            meaning("{{< youtube dQw4w9WgXcQ >}}"),
            frame("https://www.youtube.com/watch?v=dQw4w9WgXcQ", None)
        );
        assert_eq!(
            meaning("{{<youtube id=\"a_b\" title=\"Un film\">}}"),
            frame("https://www.youtube.com/watch?v=a_b", Some("Un film"))
        );
        assert_eq!(meaning("{% vimeo 123 %}"), frame("https://vimeo.com/123", None));
        assert!(matches!(
            meaning("{{< figure src=\"a.jpg\" title=\"Le pont\" attr=\"DR\" >}}"),
            Some(Element::Picture { .. })
        ));
        for none in [
            "{{< youtube >}}",
            "{{< youtube \"a b\" >}}",
            "{% include a %}",
            "{{ site.title }}",
            "{{}}",
            "{: .a}",
        ] {
            assert_eq!(meaning(none), None, "{none}");
        }
    }

    #[test]
    fn code_between_codes_has_a_language() {
        assert_eq!(opens_code("{% highlight ruby linenos %}").unwrap().0, "ruby");
        assert_eq!(opens_code("{{< highlight go \"hl_lines=1\" >}}").unwrap().0, "go");
        assert_eq!(opens_code("{% raw %}"), None);
    }
}

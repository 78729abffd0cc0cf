//! XMP: read for three properties, written with them and nothing else.
//!
//! Sources: ISO 16684-1 (XMP part 1) 7.3 to 7.5 (packet, serialisation); IPTC Photo Metadata Standard (which property says what).

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, QName, ResolveResult};

use crate::Rights;
use crate::rights::tidied;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";

/// Histories of editing have made packets of megabytes; one that is longer is not read.
const LONGEST_PACKET: usize = 4 << 20;
/// Deeper than any property that we read; a packet is not read on from there.
const DEEPEST: usize = 64;
/// More than any toolkit declares, few enough to be searched for every name.
const MOST_NAMESPACES: usize = 128;
/// A value's text is cut there; what may be kept of it is shorter.
const LONGEST_VALUE: usize = 16 << 10;

/// An element that says where in a packet we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Rdf,
    Description,
    Property(Property),
    Alternatives,
    Item(Language),
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    Credit,
    Source,
    Copyright,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Default,
    Other,
}

/// Where we are, the text that was met there, and what was understood.
#[derive(Default)]
struct Reading {
    path: Vec<Node>,
    text: String,
    rights: Rights,
    has_default: bool,
}

/// What a packet says; one that is not well formed says what it said until there. Entities other than XML's five and a
/// document type are never resolved.
pub(crate) fn read(packet: &[u8]) -> Rights {
    let mut reading = Reading::default();
    if packet.len() <= LONGEST_PACKET
        && let Ok(packet) = std::str::from_utf8(packet)
    {
        let mut reader = NsReader::from_str(packet);
        reader.resolver_mut().set_max_namespace_bindings(MOST_NAMESPACES);
        while reading.path.len() <= DEEPEST && reading.step(&mut reader).is_some() {}
    }
    reading.rights.tidied()
}

/// The only packet that a clean picture carries.
pub(crate) fn written(rights: &Rights) -> String {
    let element = |name: &str, words: &Option<String>| {
        words.as_ref().map_or_else(String::new, |words| {
            format!("<photoshop:{name}>{}</photoshop:{name}>", escaped(words))
        })
    };
    let copyright = rights.copyright.as_ref().map_or_else(String::new, |words| {
        format!(
            "<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:rights>",
            escaped(words)
        )
    });
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"{RDF}\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"{DC}\" xmlns:photoshop=\"{PHOTOSHOP}\">{}{}{copyright}</rdf:Description>\
         </rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>",
        element("Credit", &rights.credit),
        element("Source", &rights.source),
    )
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Reading {
    /// Reads one event; nothing when there is nothing more to be read.
    fn step(&mut self, reader: &mut NsReader<&[u8]>) -> Option<()> {
        match reader.read_event().ok()? {
            Event::Start(element) => self.open(reader, &element),
            Event::Empty(element) => {
                self.open(reader, &element);
                self.close();
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.add(&text),
            Event::CData(text) => self.add(&text),
            Event::GeneralRef(reference) => self.add(&resolved(&reference)),
            Event::DocType(_) | Event::Eof => return None,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        Some(())
    }

    fn open(&mut self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) {
        let node = self.node(reader, element);
        if node == Node::Description {
            self.read_attributes(reader, element);
        }
        self.path.push(node);
        self.text.clear();
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        match (self.path.pop(), self.path.as_slice()) {
            (Some(Node::Property(property)), _) => self.keep(property, &text),
            (Some(Node::Item(language)), [.., Node::Property(property), Node::Alternatives]) => self.keep_item(*property, language, &text),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_VALUE {
            self.text.push_str(text);
        } else {
            let room = LONGEST_VALUE.saturating_sub(self.text.len());
            self.text.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        }
    }

    /// What an element is depends on what it stands in: a credit inside of a history is another picture's.
    fn node(&self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> Node {
        let (namespace, local) = reader.resolver().resolve_element(element.name());
        match (self.path.last(), namespace, local.into_inner()) {
            (None | Some(Node::Other), ResolveResult::Bound(Namespace(RDF)), "RDF") if self.path.len() <= 1 => Node::Rdf,
            (Some(Node::Rdf), ResolveResult::Bound(Namespace(RDF)), "Description") => Node::Description,
            (Some(Node::Property(_)), ResolveResult::Bound(Namespace(RDF)), "Alt" | "Bag" | "Seq") => Node::Alternatives,
            (Some(Node::Alternatives), ResolveResult::Bound(Namespace(RDF)), "li") => Node::Item(language(element)),
            (Some(Node::Description), ResolveResult::Bound(Namespace(namespace)), local) => {
                property(namespace, local).map_or(Node::Other, Node::Property)
            }
            _ => Node::Other,
        }
    }

    /// The compact form: simple properties as attributes of their description.
    fn read_attributes(&mut self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) {
        for attribute in element.attributes().with_checks(false).flatten() {
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            if let ResolveResult::Bound(Namespace(namespace)) = namespace
                && let Some(property) = property(namespace, local.into_inner())
                && attribute.value.len() <= LONGEST_VALUE
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                self.keep(property, &value);
            }
        }
    }

    fn keep(&mut self, property: Property, words: &str) {
        let place = self.place(property);
        *place = place.take().or_else(|| tidied(words));
    }

    /// The first of the languages, unless one says that it is the default.
    fn keep_item(&mut self, property: Property, language: Language, words: &str) {
        let Some(words) = tidied(words) else { return };
        let is_default = property == Property::Copyright && language == Language::Default && !self.has_default;
        self.has_default |= is_default;
        let place = self.place(property);
        if is_default || place.is_none() {
            *place = Some(words);
        }
    }

    fn place(&mut self, property: Property) -> &mut Option<String> {
        match property {
            Property::Credit => &mut self.rights.credit,
            Property::Source => &mut self.rights.source,
            Property::Copyright => &mut self.rights.copyright,
        }
    }
}

fn property(namespace: &str, local: &str) -> Option<Property> {
    match (namespace, local) {
        (PHOTOSHOP, "Credit") => Some(Property::Credit),
        (PHOTOSHOP, "Source") => Some(Property::Source),
        (DC, "rights") => Some(Property::Copyright),
        _ => None,
    }
}

fn language(item: &BytesStart<'_>) -> Language {
    let mut attributes = item.attributes();
    let says_default = attributes
        .with_checks(false)
        .flatten()
        .any(|it| it.key == QName("xml:lang") && it.value.as_ref() == "x-default");
    if says_default { Language::Default } else { Language::Other }
}

/// A character by its number, or one of the five that XML itself names.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference)
        .unwrap_or_default()
        .to_owned()
}

//! Copying a PDF's objects from the catalog on, as far as the rules let them be followed.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::Uncleanable::{self, Malformed};
use crate::pdf_rules::{Role, is_forbidden, role_of, stays};
use crate::{icc, pictures, zlib};

/// Pictures that are compressed twice and profiles inflate to a few times their length; small ones may to more.
const MOST_INFLATED: usize = 8;
const ALWAYS_INFLATED: usize = 1 << 16;

/// The objects that were met, in the order in which they are numbered.
pub(crate) struct Copying {
    document: Document,
    numbers: HashMap<ObjectId, u32>,
    met: Vec<(ObjectId, Role)>,
    root: Object,
}

impl Copying {
    /// Begins at the catalog.
    pub(crate) fn of(document: Document) -> Result<Self, Uncleanable> {
        let root = document
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference)
            .map_err(|_| Malformed)?;
        let mut copying = Self {
            document,
            numbers: HashMap::new(),
            met: Vec::new(),
            root: Object::Null,
        };
        copying.root = copying.reference(root, Role::Catalog);
        Ok(copying)
    }

    /// All objects, the first of them number 1, and the reference to the catalog.
    pub(crate) fn finish(mut self) -> Result<(Vec<Object>, Object), Uncleanable> {
        let mut objects = Vec::new();
        while let Some((id, role)) = self.met.get(objects.len()).copied() {
            let object = self.document.objects.remove(&id).ok_or(Malformed)?;
            objects.push(self.object(object, role)?);
        }
        Ok((objects, self.root))
    }

    fn object(&mut self, object: Object, role: Role) -> Result<Object, Uncleanable> {
        Ok(match object {
            Object::Reference(id) => self.reference(id, role),
            Object::Array(items) => Object::Array(self.array(items, role)?),
            object if is_forbidden(&object, role) => Object::Null,
            Object::Dictionary(dictionary) => Object::Dictionary(self.dictionary(dictionary, role)?),
            Object::Stream(stream) => Object::Stream(self.stream(stream, role)?),
            plain => plain,
        })
    }

    /// What is not there or may not be is null, as for every reader (7.3.10).
    fn reference(&mut self, id: ObjectId, role: Role) -> Object {
        if let Some(number) = self.numbers.get(&id) {
            return Object::Reference((*number, 0));
        }
        if self.document.objects.get(&id).is_none_or(|object| is_forbidden(object, role)) {
            return Object::Null;
        }
        self.met.push((id, role));
        let number = self.met.len() as u32;
        self.numbers.insert(id, number);
        Object::Reference((number, 0))
    }

    /// Places in an array mean something, but in a list of annotations.
    fn array(&mut self, items: Vec<Object>, role: Role) -> Result<Vec<Object>, Uncleanable> {
        let mut copied = Vec::with_capacity(items.len());
        let role = if is_colour_space(&items) { Role::Profile } else { role };
        for item in items {
            let item = self.object(item, role)?;
            if role != Role::Annotation || !item.is_null() {
                copied.push(item);
            }
        }
        Ok(copied)
    }

    fn dictionary(&mut self, dictionary: Dictionary, role: Role) -> Result<Dictionary, Uncleanable> {
        let kept: Vec<(Vec<u8>, Role)> = dictionary
            .iter()
            .filter(|(key, _)| stays(key, &dictionary, role))
            .map(|(key, _)| (key.clone(), role_of(key, &dictionary, role)))
            .collect();
        let mut copied = Dictionary::new();
        let mut dictionary = dictionary;
        for (key, role) in kept {
            let value = std::mem::replace(dictionary.get_mut(&key).map_err(|_| Malformed)?, Object::Null);
            match self.object(value, role)? {
                Object::Null => {}
                value => copied.set(key, value),
            }
        }
        Ok(copied)
    }

    /// A stream's own length comes last and is never another object.
    fn stream(&mut self, stream: Stream, role: Role) -> Result<Stream, Uncleanable> {
        let Stream { dict, content, .. } = stream;
        let mut dict = self.dictionary(dict, Role::Stream)?;
        let content = match role {
            Role::Profile => profile(&mut dict, content)?,
            _ => picture(&mut dict, content)?,
        };
        dict.remove(b"Length");
        Ok(Stream::new(dict, content))
    }
}

/// A picture's data without what its camera said; other data as they are.
fn picture(dict: &mut Dictionary, content: Vec<u8>) -> Result<Vec<u8>, Uncleanable> {
    match filters(dict).as_slice() {
        [b"DCTDecode" | b"DCT"] => pictures::clean("image/jpeg", &content),
        [b"FlateDecode" | b"Fl", b"DCTDecode" | b"DCT"] if !dict.has(b"DecodeParms") => {
            let inflated = inflated(&content).ok_or(Malformed)?;
            dict.set("Filter", "DCTDecode");
            pictures::clean("image/jpeg", &inflated)
        }
        _ => Ok(content),
    }
}

/// A profile's colours; one that is packed otherwise than all programs do is refused, since it would say too much.
fn profile(dict: &mut Dictionary, content: Vec<u8>) -> Result<Vec<u8>, Uncleanable> {
    let content = match filters(dict).as_slice() {
        [] => content,
        [b"FlateDecode" | b"Fl"] if !dict.has(b"DecodeParms") => inflated(&content).ok_or(Malformed)?,
        _ => return Err(Malformed),
    };
    dict.remove(b"Filter");
    icc::cleaned(&content).ok_or(Malformed)
}

fn inflated(content: &[u8]) -> Option<Vec<u8>> {
    zlib::inflated(content, content.len().saturating_mul(MOST_INFLATED).max(ALWAYS_INFLATED))
}

/// Whether an array names a profile: `[ /ICCBased stream ]` (8.6.5.5).
fn is_colour_space(items: &[Object]) -> bool {
    items.first().and_then(|name| name.as_name().ok()) == Some(b"ICCBased")
}

/// The names of a stream's filters in their order.
fn filters(dict: &Dictionary) -> Vec<&[u8]> {
    match dict.get(b"Filter") {
        Ok(Object::Array(filters)) => filters.iter().map(|filter| filter.as_name().unwrap_or_default()).collect(),
        Ok(filter) => filter.as_name().into_iter().collect(),
        Err(_) => Vec::new(),
    }
}

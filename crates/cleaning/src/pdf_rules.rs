//! What may stay of a PDF's dictionaries.
//!
//! Catalog, pages, names, forms, annotations, outlines and actions keep the entries listed here. Everything that draws
//! (resources, fonts, pictures, functions, structure) has too many kinds and too many names of its own for a list; there,
//! the entries in which ISO 32000-2 lets a history stand go, and so do objects whose type is one of those.
//!
//! Source: ISO 32000-2 tables 29 (catalog), 31 (page), 166 and following (annotations), 151 (outlines), 224 (form).

use lopdf::{Dictionary, Object};

/// Where a dictionary was met, which says what its entries mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Catalog,
    Names,
    Form,
    Annotation,
    Action,
    Appearance,
    Resources,
    /// Its keys are names that the file chose.
    Chosen,
    /// An ICC profile, which is a stream.
    Profile,
    Stream,
    Other,
}

const CATALOG: &[&[u8]] = &[
    b"Type",
    b"Version",
    b"Extensions",
    b"Pages",
    b"PageLabels",
    b"Names",
    b"Dests",
    b"ViewerPreferences",
    b"PageLayout",
    b"PageMode",
    b"Outlines",
    b"AcroForm",
    b"StructTreeRoot",
    b"MarkInfo",
    b"Lang",
    b"OutputIntents",
    b"OCProperties",
];
const PAGE: &[&[u8]] = &[
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Contents",
    b"Rotate",
    b"Group",
    b"Annots",
    b"StructParents",
    b"Tabs",
    b"UserUnit",
    b"Dur",
    b"Trans",
    b"OutputIntents",
];
const FORM: &[&[u8]] = &[b"Fields", b"NeedAppearances", b"CO", b"DR", b"DA", b"Q"];
const ACTION: &[&[u8]] = &[b"Type", b"S", b"URI", b"IsMap", b"D", b"SD", b"N"];
const ACTIONS: &[&[u8]] = &[b"URI", b"GoTo", b"Named"];
const OUTLINE: &[&[u8]] = &[
    b"Type", b"Title", b"Parent", b"Prev", b"Next", b"First", b"Last", b"Count", b"Dest", b"A", b"SE", b"C", b"F",
];
/// Neither who wrote it (T), nor when (M, CreationDate), nor its number (NM), nor its words a second time (RC, Subj).
const ANNOTATION: &[&[u8]] = &[
    b"Type",
    b"Subtype",
    b"Rect",
    b"Contents",
    b"P",
    b"F",
    b"AP",
    b"AS",
    b"Border",
    b"C",
    b"CA",
    b"ca",
    b"BM",
    b"StructParent",
    b"OC",
    b"Lang",
    b"BS",
    b"BE",
    b"L",
    b"LE",
    b"LL",
    b"LLE",
    b"LLO",
    b"CO",
    b"IC",
    b"Vertices",
    b"QuadPoints",
    b"Open",
    b"Name",
    b"Popup",
    b"Parent",
    b"H",
    b"Dest",
    b"A",
    b"DA",
    b"DS",
    b"Q",
    b"InkList",
    b"CL",
    b"IT",
    b"RD",
    b"Path",
    b"MK",
    b"Cap",
    b"CP",
    b"IRT",
    b"RT",
    b"RO",
    b"OverlayText",
    b"Repeat",
    b"FixedPrint",
];
/// A field's name, which its form needs, and its value, which is shown.
const FIELD: &[&[u8]] = &[
    b"T", b"TU", b"TM", b"FT", b"Kids", b"V", b"DV", b"Ff", b"MaxLen", b"Opt", b"TI", b"I", b"DR",
];
const ANNOTATIONS: &[&[u8]] = &[
    b"Text",
    b"Link",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"Widget",
    b"Redact",
    b"Watermark",
    b"PrinterMark",
    b"TrapNet",
];
/// Objects that are nobody's pages: metadata, files, signatures, and the file's own bookkeeping.
const FORBIDDEN_TYPES: &[&[u8]] = &[
    b"Metadata",
    b"EmbeddedFile",
    b"Filespec",
    b"F",
    b"Sig",
    b"DocTimeStamp",
    b"SigRef",
    b"DSS",
    b"VRI",
    b"Collection",
    b"XRef",
    b"ObjStm",
    b"Linearized",
];
const FORBIDDEN_KEYS: &[&[u8]] = &[
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"AF",
    b"AA",
    b"OpenAction",
    b"JS",
    b"JavaScript",
    b"EmbeddedFiles",
    b"Info",
    b"CreatorInfo",
    b"Creator",
    b"Author",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"User",
    b"OPI",
    b"Measure",
    b"PtData",
    b"GPTS",
    b"LGIDict",
    b"SigFlags",
    b"XFA",
    b"Lock",
    b"SV",
];
/// A stream's data stand in it, not in another file, and come from no page of the web.
const FORBIDDEN_OF_STREAMS: &[&[u8]] = &[b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL", b"Ref", b"ID"];
const CHOSEN: &[&[u8]] = &[
    b"Font",
    b"XObject",
    b"ExtGState",
    b"ColorSpace",
    b"Pattern",
    b"Shading",
    b"Properties",
];
const CHOSEN_ANYWHERE: &[&[u8]] = &[b"CharProcs", b"RoleMap", b"ClassMap", b"Colorants"];

/// Whether an object must not be in the copy at all.
pub(crate) fn is_forbidden(object: &Object, role: Role) -> bool {
    let (Object::Dictionary(dictionary) | Object::Stream(lopdf::Stream { dict: dictionary, .. })) = object else {
        return false;
    };
    let named = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    FORBIDDEN_TYPES.contains(&named(b"Type"))
        || matches!(object, Object::Stream(_)) && named(b"Subtype") == b"XML"
        || is_annotation(dictionary, role) && !ANNOTATIONS.contains(&named(b"Subtype"))
        || role == Role::Action && !ACTIONS.contains(&named(b"S"))
}

/// Whether an entry may be in the copy.
pub(crate) fn stays(key: &[u8], dictionary: &Dictionary, role: Role) -> bool {
    match role {
        Role::Catalog => CATALOG.contains(&key),
        Role::Names => key == b"Dests",
        Role::Form => FORM.contains(&key),
        Role::Action => ACTION.contains(&key),
        Role::Chosen => true,
        Role::Stream => !FORBIDDEN_OF_STREAMS.contains(&key) && !FORBIDDEN_KEYS.contains(&key),
        _ if is_annotation(dictionary, role) => {
            ANNOTATION.contains(&key) || is_field(dictionary) && FIELD.contains(&key) && !is_signature(dictionary)
        }
        _ if dictionary.has_type(b"Page") => PAGE.contains(&key),
        _ if is_outline(dictionary) => OUTLINE.contains(&key),
        _ if is_signature(dictionary) && key == b"V" => false,
        _ => !FORBIDDEN_KEYS.contains(&key),
    }
}

/// What an entry's value is, once the dictionary around it is known.
pub(crate) fn role_of(key: &[u8], dictionary: &Dictionary, role: Role) -> Role {
    match key {
        b"DestOutputProfile" => Role::Profile,
        b"Names" if role == Role::Catalog => Role::Names,
        b"AcroForm" if role == Role::Catalog => Role::Form,
        b"Dests" if role == Role::Catalog => Role::Chosen,
        _ if matches!(role, Role::Appearance) => Role::Chosen,
        b"Annots" => Role::Annotation,
        b"A" if is_annotation(dictionary, role) || is_outline(dictionary) => Role::Action,
        b"AP" if is_annotation(dictionary, role) => Role::Appearance,
        b"Resources" | b"DR" => Role::Resources,
        key if role == Role::Resources && CHOSEN.contains(&key) => Role::Chosen,
        key if CHOSEN_ANYWHERE.contains(&key) => Role::Chosen,
        _ => Role::Other,
    }
}

fn is_annotation(dictionary: &Dictionary, role: Role) -> bool {
    role == Role::Annotation || dictionary.has_type(b"Annot") || dictionary.has(b"Rect") && dictionary.has(b"Subtype")
}

fn is_outline(dictionary: &Dictionary) -> bool {
    dictionary.has(b"Title") && dictionary.has(b"Parent")
}

fn is_field(dictionary: &Dictionary) -> bool {
    dictionary
        .get(b"Subtype")
        .and_then(Object::as_name)
        .is_ok_and(|kind| kind == b"Widget")
}

fn is_signature(dictionary: &Dictionary) -> bool {
    dictionary.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig")
}

//! Edits of a copy: one block put in, replaced, taken out or moved, by its id; one field set. What a rich editor sends while
//! somebody types.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::body::Block;
use crate::copy::Copy;
use crate::refusals;

/// One change. `after` names the block behind which one stands from then on; without it, it stands first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// A block is put in.
    Insert {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        block: Value,
    },
    /// A block says something else from then on; it keeps its id.
    Replace { block: Value, id: String },
    /// A block is taken out, with all that is within it.
    Remove { id: String },
    /// A block stands elsewhere.
    Move {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        id: String,
    },
    /// A field beside the body: `headline`, `standfirst`; nothing empties it.
    Set {
        field: String,
        #[serde(default)]
        to: Value,
    },
}

impl Edit {
    /// The words of `edit`, with what each names and what it may name.
    pub const SORTS: [(&'static str, &'static [&'static str], &'static [&'static str]); 5] = [
        ("insert", &["block"], &["after"]),
        ("replace", &["block", "id"], &[]),
        ("remove", &["id"], &[]),
        ("move", &["id"], &["after"]),
        ("set", &["field"], &["to"]),
    ];
}

/// What may be set: everything of a copy but its schema and its body.
pub const FIELDS: [&str; 16] = [
    "alert_headline",
    "byline",
    "dateline",
    "description",
    "headline",
    "headline_marks",
    "kicker",
    "kind",
    "language",
    "lead",
    "search_headline",
    "short_headline",
    "social_headline",
    "source_credit",
    "standfirst",
    "status",
];

refusals! {
    /// Why an edit could not be made. Edits are counted from one.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum EditRefused [] {
        NoBlock(number: usize, id: String) at "edits":
            "edit {number}: there is no block `{id}` in the draft; read it again"
            / "modification {number} : il n’y a pas de bloc « {id} » dans le brouillon ; relisez-le",
        NotABlock(number: usize, reason: String) at "edits":
            "edit {number}: this is no block as the body has them: {reason}"
            / "modification {number} : ce n’est pas un bloc comme le corps en a : {reason}",
        NotHere(number: usize, reason: String) at "edits":
            "edit {number}: the draft cannot hold this there: {reason}"
            / "modification {number} : le brouillon ne peut pas tenir cela à cet endroit : {reason}",
        NoField(number: usize, name: String, known: String) at "edits":
            "edit {number}: `{name}` is no field that can be set; there are {known}"
            / "modification {number} : « {name} » n’est pas un champ qui se règle ; il y a {known}",
        AfterItself(number: usize, id: String) at "edits":
            "edit {number}: the block `{id}` cannot stand behind itself or what is within it"
            / "modification {number} : le bloc « {id} » ne peut pas se placer derrière lui-même ou ce qu’il contient",
    }
}

/// The copy with the edits made, in their order. The draft that comes of them is still to be settled.
pub fn edited(copy: &Copy, edits: &[Edit]) -> Result<Copy, EditRefused> {
    let mut copy = copy.clone();
    for (number, edit) in (1..).zip(edits) {
        copy = one_made(&copy, edit, number)?;
    }
    Ok(copy)
}

fn one_made(copy: &Copy, edit: &Edit, number: usize) -> Result<Copy, EditRefused> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(copy) else {
        return Ok(copy.clone());
    };
    match edit {
        Edit::Set { field, to } => {
            refuse_unknown(field, number)?;
            set(&mut fields, field, to);
        }
        _ => in_body(&mut fields, edit, number)?,
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| EditRefused::NotHere(number, error.to_string()))
}

fn refuse_unknown(field: &str, number: usize) -> Result<(), EditRefused> {
    if FIELDS.contains(&field) {
        return Ok(());
    }
    Err(EditRefused::NoField(number, field.to_owned(), FIELDS.join(", ")))
}

/// A text without marks may be written for one with them.
fn set(fields: &mut Map<String, Value>, field: &str, to: &Value) {
    let value = match to {
        Value::String(text) if field == "standfirst" => serde_json::json!([{ "type": "text", "text": text }]),
        other => other.clone(),
    };
    // A headline that is another one carries no marks of the former.
    if field == "headline" {
        fields.remove("headline_marks");
    }
    if value.is_null() && field != "headline" {
        fields.remove(field);
    } else {
        let value = if value.is_null() { Value::from("") } else { value };
        fields.insert(field.to_owned(), value);
    }
}

fn in_body(fields: &mut Map<String, Value>, edit: &Edit, number: usize) -> Result<(), EditRefused> {
    let mut body = match fields.remove("body") {
        Some(Value::Array(blocks)) => blocks,
        _ => Vec::new(),
    };
    match edit {
        Edit::Insert { after, block } => {
            let block = checked(block, number)?;
            put(&mut body, after.as_deref(), block).map_err(|id| EditRefused::NoBlock(number, id))?;
        }
        Edit::Replace { id, block } => {
            let block = with_id(checked(block, number)?, id);
            let place = place_of(&mut body, id).ok_or_else(|| EditRefused::NoBlock(number, id.clone()))?;
            place.within[place.at] = block;
        }
        Edit::Remove { id } => drop(taken(&mut body, id, number)?),
        Edit::Move { id, after } => {
            let block = taken(&mut body, id, number)?;
            if after.as_deref().is_some_and(|after| is_within(&block, after)) {
                return Err(EditRefused::AfterItself(number, id.clone()));
            }
            put(&mut body, after.as_deref(), block).map_err(|id| EditRefused::NoBlock(number, id))?;
        }
        Edit::Set { .. } => {}
    }
    fields.insert("body".into(), body.into());
    Ok(())
}

/// The block, read once for its own sake: a fault in it is told of it alone. One without an id is given one later.
fn checked(block: &Value, number: usize) -> Result<Value, EditRefused> {
    let mut block = block.clone();
    name_unnamed(&mut block);
    match serde_json::from_value::<Block>(block.clone()) {
        Ok(_) => Ok(block),
        Err(error) => Err(EditRefused::NotABlock(number, error.to_string())),
    }
}

/// An editor need not invent ids.
fn name_unnamed(block: &mut Value) {
    let Some(fields) = block.as_object_mut() else { return };
    let is_block = fields
        .get("type")
        .is_some_and(|sort| sort != "text" && sort != "hard_break" && sort != "footnote_reference");
    if is_block && let Value::Object(attrs) = fields.entry("attrs").or_insert_with(|| Map::new().into()) {
        attrs.entry("id").or_insert_with(|| "".into());
    }
    if let Some(Value::Array(content)) = fields.get_mut("content") {
        content.iter_mut().for_each(name_unnamed);
    }
}

fn with_id(mut block: Value, id: &str) -> Value {
    if let Some(attrs) = block.get_mut("attrs").and_then(Value::as_object_mut) {
        attrs.insert("id".into(), id.into());
    }
    block
}

/// Puts a block behind another one, or first; answers the id of which there is no block.
fn put(body: &mut Vec<Value>, after: Option<&str>, block: Value) -> Result<(), String> {
    match after {
        None => body.insert(0, block),
        Some(id) => {
            let place = place_of(body, id).ok_or_else(|| id.to_owned())?;
            place.within.insert(place.at + 1, block);
        }
    }
    Ok(())
}

fn taken(body: &mut Vec<Value>, id: &str, number: usize) -> Result<Value, EditRefused> {
    let place = place_of(body, id).ok_or_else(|| EditRefused::NoBlock(number, id.to_owned()))?;
    Ok(place.within.remove(place.at))
}

/// Where a block stands: in the body, or in what another one holds.
struct Standing<'a> {
    within: &'a mut Vec<Value>,
    at: usize,
}

fn place_of<'a>(blocks: &'a mut Vec<Value>, id: &str) -> Option<Standing<'a>> {
    if let Some(at) = blocks.iter().position(|block| id_of(block) == Some(id)) {
        return Some(Standing { within: blocks, at });
    }
    blocks
        .iter_mut()
        .filter_map(|block| block.get_mut("content")?.as_array_mut())
        .find_map(|content| place_of(content, id))
}

fn id_of(block: &Value) -> Option<&str> {
    block.get("attrs")?.get("id")?.as_str()
}

fn is_within(block: &Value, id: &str) -> bool {
    let mut content = block.get("content").and_then(Value::as_array).into_iter().flatten();
    id_of(block) == Some(id) || content.any(|inner| is_within(inner, id))
}

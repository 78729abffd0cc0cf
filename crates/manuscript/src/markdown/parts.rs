//! Reading directives that hold parts: the rows of a table, the items of a list, the entries of a timeline.

use super::Malformed;
use super::attributes::Attributes;
use super::reading::Source;
use super::refused::{ManuscriptRefused, Read};
use super::running::text_of;
use super::stretches::{Stretch, stretches_of};
use crate::body::{Block, Cell, CellForm, Column, Entry, List, ListItem, Node, Row, Scope, Table, Task, Titled};

pub(super) fn table(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let (caption, source) = (attributes.take("caption"), attributes.take("source"));
    if let Some(columns) = attributes.take("columns") {
        let columns = columns
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(column_named)
            .collect::<Result<_, _>>();
        let columns = columns.map_err(|refused: ManuscriptRefused| Malformed::at_line(line, refused))?;
        let id = inner.note(0, Vec::new());
        let content = rows(&id, line, inner)?;
        let attrs = Table {
            id,
            caption,
            source,
            columns,
        };
        return Ok(Block::Table(Node { attrs, content }));
    }
    let mut content = inner.blocks()?;
    match (content.pop(), content.is_empty()) {
        (Some(Block::Table(mut table)), true) => {
            table.attrs.caption = caption;
            table.attrs.source = source;
            Ok(Block::Table(table))
        }
        _ => Err(Malformed::at_line(line, ManuscriptRefused::OneTable)),
    }
}

fn column_named(word: &str) -> Read<Column> {
    match word {
        "none" => Ok(Column::None),
        "left" => Ok(Column::Left),
        "center" => Ok(Column::Center),
        "right" => Ok(Column::Right),
        other => Err(ManuscriptRefused::NoColumn(other.to_owned())),
    }
}

fn rows(id: &str, line: usize, inner: &Source<'_>) -> Result<Vec<Row>, Malformed> {
    parts(line, inner, "row")?
        .into_iter()
        .map(|(_, row)| {
            let cells = parts(row.first_line, &row, "cell")?;
            let content = cells
                .into_iter()
                .map(|(mut attributes, cell)| {
                    let at = |refused: ManuscriptRefused| Malformed::at_line(cell.first_line - 1, refused);
                    Ok(Cell {
                        attrs: form(&mut attributes).map_err(at)?,
                        content: text_of(&cell, id)?,
                    })
                })
                .collect::<Result<_, Malformed>>()?;
            Ok(Row { content })
        })
        .collect()
}

pub(super) fn list(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let ordered = attributes.take_switch("ordered");
    let start = attributes.take("start").map_or(Ok(1), |text| text.parse::<u32>());
    let start = start.map_err(|_| Malformed::at_line(line, ManuscriptRefused::NoStart))?;
    let items = parts(line, inner, "item")?;
    let content = items
        .into_iter()
        .map(|(mut attributes, item)| {
            let at = |refused: ManuscriptRefused| Malformed::at_line(item.first_line - 1, refused);
            Ok(ListItem {
                attrs: task(&mut attributes).map_err(at)?,
                content: item.blocks()?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    Ok(Block::List(Node {
        attrs: List {
            id: inner.note(0, Vec::new()),
            ordered,
            start,
        },
        content,
    }))
}

fn task(attributes: &mut Attributes) -> Read<Option<Task>> {
    let task = match attributes.take("task").as_deref() {
        None => None,
        Some("done") => Some(Task { done: true }),
        Some("open") => Some(Task { done: false }),
        Some(other) => return Err(ManuscriptRefused::NotOnTheList(other.to_owned(), "done, open".into())),
    };
    attributes.refuse_rest("item", &["task"])?;
    Ok(task)
}

/// How a cell stands in its table.
fn form(attributes: &mut Attributes) -> Read<CellForm> {
    let scope = match attributes.take("scope").as_deref() {
        None => None,
        Some("column") => Some(Scope::Column),
        Some("row") => Some(Scope::Row),
        Some("none") => Some(Scope::None),
        Some(other) => return Err(ManuscriptRefused::NotOnTheList(other.to_owned(), "column, row, none".into())),
    };
    let mut span = |name: &str| match attributes.take(name) {
        None => Ok(1),
        Some(text) => match text.parse() {
            Ok(span @ 1..=CellForm::WIDEST) => Ok(span),
            _ => Err(ManuscriptRefused::NoSpan(name.to_owned())),
        },
    };
    let form = CellForm {
        scope,
        colspan: span("colspan")?,
        rowspan: span("rowspan")?,
    };
    attributes.refuse_rest("cell", &["scope", "colspan", "rowspan"])?;
    Ok(form)
}

pub(super) fn timeline(attributes: &mut Attributes, line: usize, inner: &Source<'_>) -> Result<Block, Malformed> {
    let title = attributes.take("title");
    let id = inner.note(0, Vec::new());
    let content = parts(line, inner, "entry")?
        .into_iter()
        .map(|(mut attributes, entry)| {
            let when = attributes
                .take("when")
                .ok_or_else(|| Malformed::at_line(entry.first_line, ManuscriptRefused::EntryNeedsWhen))?;
            inner.reading.renote(&id, |noted| noted.attributes.append(&mut attributes.taken));
            Ok(Entry {
                when,
                content: entry.blocks()?,
            })
        })
        .collect::<Result<_, Malformed>>()?;
    Ok(Block::Timeline(Node {
        attrs: Titled { id, title },
        content,
    }))
}

/// The parts of a directive that holds parts only: rows, cells, items, entries.
fn parts<'a>(line: usize, inner: &Source<'a>, part: &str) -> Result<Vec<(Attributes, Source<'a>)>, Malformed> {
    let mut found = Vec::new();
    for stretch in stretches_of(inner)? {
        let (opening, text) = match stretch {
            Stretch::Directive { opening, inner } => (opening, inner),
            Stretch::Markdown(between) if between.text.trim().is_empty() => continue,
            Stretch::Markdown(_) | Stretch::Code { .. } => {
                return Err(Malformed::at_line(line, ManuscriptRefused::OnlyParts(part.to_owned())));
            }
        };
        let head = opening.text.trim().trim_start_matches(':');
        let rest = head
            .strip_prefix(part)
            .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'));
        let Some(rest) = rest else {
            return Err(Malformed::at_line(
                line,
                ManuscriptRefused::OnlyPartsNot(part.to_owned(), head.to_owned()),
            ));
        };
        let attributes = Attributes::read(rest, opening.base_of(rest), None);
        let (attributes, _) = attributes.map_err(|refused| Malformed::at_line(text.first_line, refused))?;
        found.push((attributes, text));
    }
    Ok(found)
}

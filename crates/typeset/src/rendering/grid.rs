//! The grid of a table: in which column each cell begins, and what it spans.

use std::fmt::Write as _;

use manuscript::body::{CellForm, Column};

/// Where the cells of a table stand: a cell that spans rows pushes those of the next ones aside.
pub(super) struct Grid<'a> {
    columns: &'a [Column],
    /// For how many rows each column is taken by a cell above.
    taken: Vec<u32>,
    at: usize,
}

impl<'a> Grid<'a> {
    pub(super) const fn of(columns: &'a [Column]) -> Self {
        Self {
            columns,
            taken: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn begin_row(&mut self) {
        for rows in self.taken.iter_mut().skip(self.at) {
            *rows = rows.saturating_sub(1);
        }
        self.at = 0;
    }

    /// How the column stands in which the next cell begins.
    pub(super) fn place(&mut self, form: CellForm) -> Column {
        while let Some(rows) = self.taken.get_mut(self.at).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.at += 1;
        }
        let begins = self.at;
        for _ in 0..form.colspan.clamp(1, CellForm::WIDEST) {
            if self.at == self.taken.len() {
                self.taken.push(0);
            }
            self.taken[self.at] = form.rowspan.clamp(1, CellForm::WIDEST) - 1;
            self.at += 1;
        }
        self.columns.get(begins).copied().unwrap_or_default()
    }
}

/// What a cell spans, as attributes.
pub(super) fn spans(form: CellForm) -> String {
    let mut spans = String::new();
    for (name, span) in [("colspan", form.colspan), ("rowspan", form.rowspan)] {
        if span > 1 {
            let _ = write!(spans, " {name}=\"{}\"", span.min(CellForm::WIDEST));
        }
    }
    spans
}

//! No article stands twice on one page, and of its translations one is enough.

use manuscript::Uuid;
use shelf::Listed;

/// What stands on the page already: articles, and the sets of their translations.
#[derive(Default)]
pub(crate) struct Once {
    shown: Vec<Uuid>,
    sets: Vec<String>,
}

impl Once {
    /// A page that shows these already.
    pub(crate) fn with(shown: impl IntoIterator<Item = Uuid>, sets: impl IntoIterator<Item = String>) -> Self {
        Self {
            shown: shown.into_iter().collect(),
            sets: sets.into_iter().collect(),
        }
    }

    /// Takes at most so many that do not stand on the page yet.
    pub(crate) fn take(&mut self, candidates: impl IntoIterator<Item = Listed>, most: usize) -> Vec<Listed> {
        let mut taken = Vec::new();
        for one in candidates {
            let is_translated = one.translation_set.as_ref().is_some_and(|set| self.sets.contains(set));
            if taken.len() < most && !is_translated && !self.shown.contains(&one.id) {
                self.shown.push(one.id);
                self.sets.extend(one.translation_set.clone());
                taken.push(one);
            }
        }
        taken
    }
}

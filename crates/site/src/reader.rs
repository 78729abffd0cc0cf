//! Who reads, and how much of an article that shows.

use manuscript::Access;
use manuscript::words::View;

/// Who reads: at most three sorts, and everybody without an account is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    WithoutAccount,
    Registered,
    Subscriber,
}

impl Reader {
    /// How much of an article this reader sees.
    pub const fn view_of(self, access: Access) -> View {
        match (access, self) {
            (Access::Everyone, _) | (Access::Registered, Self::Registered | Self::Subscriber) | (Access::Subscribers, Self::Subscriber) => {
                View::Full
            }
            _ => View::Teaser,
        }
    }
}

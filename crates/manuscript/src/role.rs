//! Roles: what each lets someone do, where, and in which state of an article.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::words::closed_list;

closed_list! {
    /// Something that a person may be allowed to do.
    Capability {
        /// Keep a draft.
        Write = "write",
        /// Mend a typo on a live article.
        Mend = "mend",
        /// Publish, now or at a planned time.
        Publish = "publish",
        /// Change what a live article says, and tell the readers.
        Correct = "correct",
        /// Take an article back, and bring it back.
        Retract = "retract",
        /// Take something from the public on legal grounds.
        Withhold = "withhold",
        /// Put an article under embargo.
        Embargo = "embargo",
        /// Lift an embargo before its time.
        Lift = "lift",
        /// Place, pin, order, move; describe sections, people, dossiers, series and topics.
        Arrange = "arrange",
        /// Set the paper's menus, labels, pages and settings.
        SetPaper = "set_paper",
        /// Suspend comments and open them again.
        Moderate = "moderate",
        /// Say who works here and as what.
        Administer = "administer",
    }
}

closed_list! {
    /// What someone is at the paper.
    Role {
        Reporter = "reporter",
        CopyEditor = "copy_editor",
        FrontEditor = "front_editor",
        Moderator = "community_moderator",
        Publisher = "publisher",
        Administrator = "administrator",
        OutsideExpert = "outside_expert",
    }
}

closed_list! {
    /// How far an article is, for who may still change it.
    State {
        /// Readers never saw it.
        Unpublished = "unpublished",
        /// Readers never saw it, and its publication is planned.
        Scheduled = "scheduled",
        Live = "live",
        Retracted = "retracted",
    }
}

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Paper,
    /// A section and those below it.
    Section(Uuid),
    /// What one wrote, or signs.
    Own,
}

/// A role in a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
}

/// What an act is about, as far as permissions ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct On {
    /// The section and those above it; none for the paper itself.
    pub sections: Vec<Uuid>,
    /// Whether it is the person's own.
    pub whose: Whose,
    /// Nothing, where it is no article.
    pub state: Option<State>,
}

/// Whether a thing is the acting person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Own,
    Other,
}

impl On {
    /// Something that concerns the whole paper.
    pub const fn paper() -> Self {
        Self {
            sections: Vec::new(),
            whose: Whose::Other,
            state: None,
        }
    }
}

impl Role {
    /// What the role lets someone do, whatever the state.
    pub const fn capabilities(self) -> &'static [Capability] {
        use Capability::{Administer, Arrange, Correct, Embargo, Lift, Mend, Moderate, Publish, Retract, SetPaper, Withhold, Write};
        match self {
            Self::Reporter | Self::OutsideExpert => &[Write],
            Self::CopyEditor => &[Write, Mend],
            Self::FrontEditor => &[Write, Mend, Publish, Correct, Embargo, Lift, Arrange],
            Self::Moderator => &[Moderate],
            Self::Publisher => &[
                Write, Mend, Publish, Correct, Retract, Withhold, Embargo, Lift, Arrange, SetPaper, Moderate,
            ],
            Self::Administrator => &[SetPaper, Administer],
        }
    }

    /// Whether the role still lets someone do this to an article in a state: an expert's text is closed once it is
    /// planned or read, a retracted one is for those who may take it back.
    pub fn allows(self, capability: Capability, state: Option<State>) -> bool {
        let is_open = match (self, state) {
            (Self::OutsideExpert, Some(state)) => state == State::Unpublished,
            (Self::Reporter | Self::CopyEditor, Some(state)) => state != State::Retracted,
            _ => true,
        };
        is_open && self.capabilities().contains(&capability)
    }

    /// The scope in which the role is given unless another is named.
    pub const fn usual_scope(self) -> Scope {
        match self {
            Self::Reporter | Self::OutsideExpert => Scope::Own,
            _ => Scope::Paper,
        }
    }
}

impl Scope {
    /// Whether a thing is within the scope.
    pub fn covers(self, on: &On) -> bool {
        match self {
            Self::Paper => true,
            Self::Section(section) => on.sections.contains(&section),
            Self::Own => on.whose == Whose::Own,
        }
    }
}

impl Grant {
    /// Whether this grant lets its bearer do something.
    pub fn allows(&self, capability: Capability, on: &On) -> bool {
        self.scope.covers(on) && self.role.allows(capability, on.state)
    }
}

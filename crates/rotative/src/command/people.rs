//! What may be asked about people, on the command line.

use clap::{Args, Subcommand};

/// What may be asked about people.
#[derive(Debug, Subcommand)]
pub(crate) enum AskedOfPeople {
    /// Those who work here
    List,
    /// Someone who may act at once
    Add(Someone),
    /// Someone who may act once the code of the invitation was given back
    Invite(Someone),
    /// Give the code of an invitation back
    Accept { code: String },
    /// Give someone other roles than before
    Grant {
        key: String,
        /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times
        #[arg(long = "role", required = true, value_name = "ROLE[:SCOPE]")]
        roles: Vec<String>,
    },
    /// Someone may act no longer
    Disable { key: String },
    /// Someone may act again
    Enable { key: String },
    /// Let a program act for someone; what the token shows is said once
    Token(NewToken),
    /// Tokens that were issued, and until when they hold
    Tokens,
    /// A token opens nothing any more
    Revoke {
        /// Its identity, as `tokens` lists it
        token: String,
    },
}

/// A program that may act for someone.
#[derive(Debug, Args)]
pub(crate) struct NewToken {
    /// For whom it acts
    pub(crate) key: String,
    /// What it is for, in your own words
    #[arg(long)]
    pub(crate) name: String,
    /// How far it reaches within what the account may do: paper, own, or a section’s path [default: paper]
    #[arg(long)]
    pub(crate) scope: Option<String>,
    /// Only this act; may be said several times [default: all that the account may]
    #[arg(long = "act", value_name = "ACT")]
    pub(crate) acts: Option<Vec<String>>,
    /// For how many days it holds, 366 at most [default: 90]
    #[arg(long)]
    pub(crate) days: Option<u32>,
}

/// Someone new.
#[derive(Debug, Args)]
pub(crate) struct Someone {
    /// First name and name
    pub(crate) name: String,
    /// ROLE, ROLE:paper, ROLE:own or ROLE:section/path; may be said several times. Roles: reporter, `copy_editor`,
    /// `front_editor`, `community_moderator`, publisher, administrator, `outside_expert`
    #[arg(long = "role", required = true, value_name = "ROLE[:SCOPE]")]
    pub(crate) roles: Vec<String>,
    /// The word for `--as`; made from the name unless it is said
    #[arg(long)]
    pub(crate) key: Option<String>,
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// The name under which this one signs, if it is another
    #[arg(long, value_name = "NAME")]
    pub(crate) signs_as: Option<String>,
}

//! What the store says when it does not help, as whoever keeps this machine can act on it.

use http::StatusCode;
use manuscript::Said;
use manuscript::refusal::Refusal as _;
use outgoing::Unanswered;

/// An answer that helps nobody.
#[derive(Debug)]
pub(crate) enum Unhelpful {
    Unanswered(Unanswered),
    /// A status, and the code that came with it.
    Said(StatusCode, String),
    /// An answer that cannot be read.
    Unreadable(String),
}

impl From<Unanswered> for Unhelpful {
    fn from(why: Unanswered) -> Self {
        Self::Unanswered(why)
    }
}

impl Unhelpful {
    /// Whether it may help if it is asked later.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Unanswered(why) => !matches!(why, Unanswered::Destination(_) | Unanswered::Certificate(..) | Unanswered::NoRoots),
            Self::Said(status, _) => {
                status.is_server_error() || [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT].contains(status)
            }
            Self::Unreadable(_) => false,
        }
    }

    /// Whether it may help at once: who stood still does so for as long once more.
    pub(crate) fn is_worth_another_try(&self) -> bool {
        self.may_pass()
            && !matches!(
                self,
                Self::Unanswered(Unanswered::StoodStill(..) | Unanswered::NoConnectionInTime(..))
            )
    }

    pub(crate) fn said(&self) -> Said {
        match self {
            Self::Unanswered(why) => why.said(),
            Self::Said(status, code) if code == "NoSuchBucket" => Said::new(
                format!(
                    "ce bucket n’existe pas ({}) ; créez-le, ou corrigez `media.bucket`",
                    status.as_u16()
                ),
                format!("there is no such bucket ({}); make it, or mend `media.bucket`", status.as_u16()),
            ),
            Self::Said(status, code) if [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED].contains(status) => Said::new(
                format!(
                    "il refuse cette clé ({} {code}) ; voyez `media.access_key`, sa clé secrète, `media.region` et ses droits sur le bucket",
                    status.as_u16()
                ),
                format!(
                    "it refuses this key ({} {code}); see to `media.access_key`, its secret key, `media.region` and what it may do in the bucket",
                    status.as_u16()
                ),
            ),
            Self::Said(status, code) => Said::new(
                format!("il a répondu {} {code}", status.as_u16()),
                format!("it answered {} {code}", status.as_u16()),
            ),
            Self::Unreadable(why) => Said::new(
                format!("sa réponse ne peut pas être lue : {why}"),
                format!("its answer cannot be read: {why}"),
            ),
        }
    }
}

/// The code in an answer of the store: what stands in `<Code>`.
pub(crate) fn code_in(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    // What others wrote is told at a terminal.
    code.map_or_else(String::new, |(code, _)| {
        code.chars().filter(char::is_ascii_alphanumeric).take(64).collect()
    })
}

//! Who may do what. Asked by the acts themselves, so that no door can forget it.

use manuscript::By;
use manuscript::act::Act;

/// Someone wanted to do what they may not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{who} may not do this ({what}); ask someone who may")]
pub struct NotAllowed {
    pub who: String,
    pub what: &'static str,
}

/// Whether this one may do this. Imports, the command line and jobs act for the paper itself.
pub fn may(by: &By, act: Act) -> Result<(), NotAllowed> {
    match by {
        By::Import | By::CommandLine | By::Job(_) => Ok(()),
        By::Person { may, .. } if may.contains(&act.needs()) => Ok(()),
        By::Person { .. } => Err(NotAllowed {
            who: by.as_entry(),
            what: act.as_str(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use manuscript::Uuid;
    use manuscript::act::{Act, By, Capability};

    use super::may;

    #[test]
    fn every_act_asks_for_its_own_capability_and_no_other() {
        for act in Act::ALL {
            for capability in [Capability::Write, Capability::Publish, Capability::ArrangePaper] {
                let person = By::Person {
                    id: Uuid::nil(),
                    may: vec![capability],
                };
                assert_eq!(
                    may(&person, act).is_ok(),
                    act.needs() == capability,
                    "{} with {capability:?}",
                    act.as_str()
                );
            }
            assert!(
                may(
                    &By::Person {
                        id: Uuid::nil(),
                        may: Vec::new()
                    },
                    act
                )
                .is_err()
            );
            assert!(may(&By::Import, act).is_ok() && may(&By::CommandLine, act).is_ok());
        }
    }
}

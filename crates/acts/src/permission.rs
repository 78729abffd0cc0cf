//! Who may do what. Asked by the acts themselves, so that no door can forget it.

use manuscript::By;
use manuscript::act::Act;
use manuscript::refusal::{Refusal, Said};
use manuscript::role::{On, Role};
use serde_json::{Map, Value};

/// Someone wanted to do what they may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAllowed {
    pub who: String,
    pub act: Act,
}

/// Whether this one may do this. Imports, the command line and jobs act for the paper itself.
pub fn may(by: &By, act: Act, on: &On) -> Result<(), NotAllowed> {
    let allowed = match by {
        By::Import | By::CommandLine | By::Job(_) => true,
        By::Person(person) => person.may(act.needs(), on),
    };
    if allowed {
        return Ok(());
    }
    Err(NotAllowed { who: by.name(), act })
}

/// Whether this one may do this anywhere: a file stands nowhere before an article uses it.
pub fn may_somewhere(by: &By, act: Act) -> Result<(), NotAllowed> {
    match by {
        By::Person(person) if !person.may_somewhere(act.needs()) => Err(NotAllowed { who: by.name(), act }),
        _ => Ok(()),
    }
}

impl NotAllowed {
    fn roles(&self) -> impl Iterator<Item = Role> {
        let needed = self.act.needs();
        Role::ALL.iter().copied().filter(move |role| role.capabilities().contains(&needed))
    }
}

impl std::error::Error for NotAllowed {}

impl std::fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl Refusal for NotAllowed {
    fn said(&self) -> Said {
        let (french, english): (Vec<_>, Vec<_>) = self.roles().map(called).unzip();
        let what = self.act.called();
        Said::new(
            format!(
                "{} ne peut pas faire cela ici ({}) ; demandez à {}",
                self.who,
                what.fr,
                french.join(" ou à ")
            ),
            format!("{} may not do this here ({}); ask {}", self.who, what.en, english.join(" or ")),
        )
    }

    fn code(&self) -> String {
        "permission.not_allowed".into()
    }

    fn facts(&self) -> Map<String, Value> {
        Map::from_iter([("act".into(), self.act.as_str().into())])
    }

    fn codes() -> Vec<String> {
        vec!["permission.not_allowed".into()]
    }
}

/// Whom one asks who has a role, in French and in English.
const fn called(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Reporter => ("son auteur, journaliste", "a reporter (of one’s own articles)"),
        Role::CopyEditor => ("un secrétaire de rédaction", "a copy editor"),
        Role::FrontEditor => ("un chef d’édition", "a front editor"),
        Role::Moderator => ("un modérateur", "a community moderator"),
        Role::Publisher => ("la direction de la publication", "the publisher"),
        Role::Administrator => ("un administrateur", "an administrator"),
        Role::OutsideExpert => ("l’expert qui l’écrit", "the expert who writes it"),
    }
}

#[cfg(test)]
mod tests {
    use manuscript::Uuid;
    use manuscript::act::{Act, By, Person};
    use manuscript::refusal::Refusal as _;
    use manuscript::role::{Grant, On, Role, Scope, State, Whose};

    use super::may;

    /// Every act, and who may do it: on anything of the scope, or only on one's own. Written by hand, not derived.
    const TABLE: &[(Act, &[Role], &[Role])] = {
        use Role::{Administrator, CopyEditor, FrontEditor, Moderator, OutsideExpert, Publisher, Reporter};
        &[
            (Act::Saved, &[CopyEditor, FrontEditor, Publisher], &[Reporter, OutsideExpert]),
            (Act::Published, &[FrontEditor, Publisher], &[]),
            (Act::Mended, &[CopyEditor, FrontEditor, Publisher], &[]),
            (Act::Corrected, &[FrontEditor, Publisher], &[]),
            (Act::Retracted, &[Publisher], &[]),
            (Act::Restored, &[Publisher], &[]),
            (Act::Withheld, &[Publisher], &[]),
            (Act::Scheduled, &[FrontEditor, Publisher], &[]),
            (Act::Unscheduled, &[FrontEditor, Publisher], &[]),
            (Act::Embargoed, &[FrontEditor, Publisher], &[]),
            (Act::Lifted, &[FrontEditor, Publisher], &[]),
            (Act::AddressMoved, &[FrontEditor, Publisher], &[]),
            (Act::Placed, &[FrontEditor, Publisher], &[]),
            (Act::Described, &[FrontEditor, Publisher], &[]),
            (Act::PaperSet, &[Publisher, Administrator], &[]),
            (Act::Suspended, &[Moderator, Publisher], &[]),
            (Act::Resumed, &[Moderator, Publisher], &[]),
            (Act::AccountSet, &[Administrator], &[]),
            (Act::MediaCleaned, &[CopyEditor, FrontEditor, Publisher], &[Reporter, OutsideExpert]),
            (Act::StateCommitted, &[Administrator], &[]),
            (Act::TokenIssued, &[Administrator], &[]),
            (Act::TokenRevoked, &[Administrator], &[]),
            (Act::Woken, &[Publisher, Administrator], &[]),
            (Act::Erased, &[Publisher], &[]),
            (Act::JobRevived, &[Publisher, Administrator], &[]),
            // Whom a notice is for may settle it too: `notices::settle` looks.
            (Act::NoticeSettled, &[Publisher, Administrator], &[]),
        ]
    };

    const SECTION: Uuid = Uuid::from_u128(1);
    const ANOTHER: Uuid = Uuid::from_u128(2);

    fn person(role: Role, scope: Scope) -> By {
        By::Person(Person {
            account: Uuid::nil(),
            name: "Léa Brun".into(),
            signs_as: None,
            grants: vec![Grant { role, scope }],
            token: None,
        })
    }

    fn on(whose: Whose, state: Option<State>) -> On {
        On {
            sections: vec![SECTION],
            whose,
            state,
        }
    }

    #[test]
    fn every_act_is_in_the_table_once() {
        let listed: Vec<Act> = TABLE.iter().map(|(act, ..)| *act).collect();
        assert_eq!(listed, Act::ALL);
    }

    #[test]
    fn every_role_may_do_its_acts_and_no_others_own_or_anothers_in_every_scope() {
        for (act, anywhere, own) in TABLE {
            for role in Role::ALL {
                let by_role = anywhere.contains(role) || own.contains(role);
                for (whose, is_own) in [(Whose::Own, true), (Whose::Other, false)] {
                    let on = on(whose, Some(State::Unpublished));
                    let asked = |scope| may(&person(*role, scope), *act, &on).is_ok();
                    let place = format!("{role} · {act} · {whose:?}");
                    assert_eq!(asked(Scope::Paper), by_role, "{place} · paper");
                    assert_eq!(asked(Scope::Section(SECTION)), by_role, "{place} · its section");
                    assert!(!asked(Scope::Section(ANOTHER)), "{place} · another section");
                    assert_eq!(asked(Scope::Own), by_role && is_own, "{place} · own");
                    assert_eq!(
                        asked(role.usual_scope()),
                        anywhere.contains(role) || (own.contains(role) && is_own),
                        "{place} · usual"
                    );
                }
                assert!(
                    may(&person(*role, Scope::Section(SECTION)), *act, &On::paper()).is_err(),
                    "{role} · {act} · whole paper"
                );
            }
            for by in [By::Import, By::CommandLine, By::Job("publish")] {
                assert!(may(&by, *act, &On::paper()).is_ok(), "{by:?} · {act}");
            }
        }
    }

    #[test]
    fn the_state_of_an_article_closes_it_to_some() {
        let may_save = |role, state| may(&person(role, Scope::Paper), Act::Saved, &on(Whose::Own, Some(state))).is_ok();
        let open = |role| State::ALL.iter().map(|state| may_save(role, *state)).collect::<Vec<_>>();
        // Unpublished, scheduled, live, retracted.
        assert_eq!(open(Role::OutsideExpert), [true, false, false, false]);
        assert_eq!(open(Role::Reporter), [true, true, true, false]);
        assert_eq!(open(Role::CopyEditor), [true, true, true, false]);
        assert_eq!(open(Role::FrontEditor), [true; 4]);
        assert_eq!(open(Role::Publisher), [true; 4]);
    }

    #[test]
    fn without_a_role_nobody_may_anything_and_is_told_whom_to_ask() {
        let nobody = By::Person(Person {
            account: Uuid::nil(),
            name: "Léa Brun".into(),
            signs_as: None,
            grants: Vec::new(),
            token: None,
        });
        for act in Act::ALL {
            assert!(may(&nobody, *act, &on(Whose::Own, Some(State::Live))).is_err());
        }
        let refused = may(&nobody, Act::Retracted, &On::paper()).unwrap_err();
        assert_eq!(refused.to_string(), "Léa Brun may not do this here (retracted); ask the publisher");
        assert!(refused.said().fr.ends_with("demandez à la direction de la publication"));
    }
}

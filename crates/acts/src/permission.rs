//! Who may do what. Asked by the acts themselves, so that no door can forget it.

use manuscript::By;
use manuscript::act::Act;
use manuscript::refusal::InFrench;
use manuscript::role::{On, Role};

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
        By::Person(person) => person.grants.iter().any(|grant| grant.allows(act.needs(), on)),
    };
    if allowed {
        return Ok(());
    }
    Err(NotAllowed { who: by.name(), act })
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
        let roles: Vec<&str> = self.roles().map(in_english).collect();
        let what = self.act.as_str().replace('_', " ");
        write!(f, "{} may not do this here ({what}); ask {}", self.who, roles.join(" or "))
    }
}

impl InFrench for NotAllowed {
    fn in_french(&self) -> String {
        let roles: Vec<&str> = self.roles().map(in_french).collect();
        let what = act_in_french(self.act);
        format!(
            "{} ne peut pas faire cela ici ({what}) ; demandez à {}",
            self.who,
            roles.join(" ou à ")
        )
    }
}

const fn in_english(role: Role) -> &'static str {
    match role {
        Role::Reporter => "a reporter (of one’s own articles)",
        Role::CopyEditor => "a copy editor",
        Role::FrontEditor => "a front editor",
        Role::Moderator => "a community moderator",
        Role::Publisher => "the publisher",
        Role::Administrator => "an administrator",
        Role::OutsideExpert => "the expert who writes it",
    }
}

const fn act_in_french(act: Act) -> &'static str {
    match act {
        Act::Saved => "enregistrer",
        Act::Published => "publier",
        Act::Mended => "corriger une coquille",
        Act::Corrected => "corriger",
        Act::Retracted => "rétracter",
        Act::Restored => "rétablir",
        Act::Withheld => "retirer pour raison légale",
        Act::Scheduled => "programmer",
        Act::Unscheduled => "déprogrammer",
        Act::Embargoed => "mettre sous embargo",
        Act::Lifted => "lever un embargo",
        Act::AddressMoved => "changer une adresse",
        Act::Placed => "placer",
        Act::Described => "décrire",
        Act::PaperSet => "régler le journal",
        Act::Suspended => "suspendre les commentaires",
        Act::Resumed => "rouvrir les commentaires",
        Act::AccountSet => "dire qui travaille ici",
        Act::MediaCleaned => "apporter un fichier",
    }
}

const fn in_french(role: Role) -> &'static str {
    match role {
        Role::Reporter => "son auteur, journaliste",
        Role::CopyEditor => "un secrétaire de rédaction",
        Role::FrontEditor => "un chef d’édition",
        Role::Moderator => "un modérateur",
        Role::Publisher => "la direction de la publication",
        Role::Administrator => "un administrateur",
        Role::OutsideExpert => "l’expert qui l’écrit",
    }
}

#[cfg(test)]
mod tests {
    use manuscript::Uuid;
    use manuscript::act::{Act, By, Person};
    use manuscript::refusal::InFrench;
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
        });
        for act in Act::ALL {
            assert!(may(&nobody, *act, &on(Whose::Own, Some(State::Live))).is_err());
        }
        let refused = may(&nobody, Act::Retracted, &On::paper()).unwrap_err();
        assert_eq!(refused.to_string(), "Léa Brun may not do this here (retracted); ask the publisher");
        assert!(refused.in_french().ends_with("demandez à la direction de la publication"));
    }
}

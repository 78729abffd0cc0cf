//! Planned times: a local time in a zone, and the instant that they mean. A gap is refused, an overlap must be chosen.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::clock::Instant;
use crate::refusals;

/// When something is to happen: as it was said, and when that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// `2026-11-24T06:00:00`, without an offset.
    pub local: String,
    /// The IANA zone in which it was said.
    pub zone: String,
    pub at: Instant,
}

/// Which of two equal local times is meant, in the night in which the clocks go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    First,
    Second,
}

refusals! {
    /// Why a time cannot be planned.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum PlanRefused [] {
        NoTime(text: String):
            "`{text}` is no time; write the day and the hour, as in `2026-11-24 06:00`"
            / "« {text} » n’est pas une heure ; écrivez le jour et l’heure, comme `2026-11-24 06:00`",
        NoZone(zone: String) at "zone":
            "`{zone}` is no time zone; write an IANA name such as `Europe/Paris`"
            / "« {zone} » n’est pas un fuseau horaire ; écrivez un nom IANA comme `Europe/Paris`",
        Gap(text: String, zone: String):
            "{text} does not exist in {zone}: the clocks go forward then; choose an hour later"
            / "{text} n’existe pas à {zone} : on passe alors à l’heure d’été ; choisissez une heure plus tard",
        Overlap(text: String, zone: String) at "turn":
            "{text} comes twice in {zone}: the clocks go back then; say which one, the first or the second (`turn`)"
            / "{text} arrive deux fois à {zone} : on passe alors à l’heure d’hiver ; dites laquelle, la première ou la seconde (`turn`)",
        Past(text: String):
            "{text} has passed; choose a time to come"
            / "{text} est passé ; choisissez une heure à venir",
    }
}

impl Planned {
    /// Reads a local time as an editor writes it: `2026-11-24 06:00`, with seconds or not, with a space or a `T`.
    pub fn read(text: &str, zone: &str, turn: Option<Turn>) -> Result<Self, PlanRefused> {
        let rules = TimeZone::get(zone).map_err(|_| PlanRefused::NoZone(zone.to_owned()))?;
        let local = local(text).ok_or_else(|| PlanRefused::NoTime(text.to_owned()))?;
        let said = || local.strftime("%Y-%m-%d %H:%M").to_string();
        let ambiguous = rules.to_ambiguous_timestamp(local);
        let at = match (ambiguous.offset(), turn) {
            (AmbiguousOffset::Unambiguous { .. }, _) => ambiguous.compatible(),
            (AmbiguousOffset::Gap { .. }, _) => return Err(PlanRefused::Gap(said(), zone.to_owned())),
            (AmbiguousOffset::Fold { .. }, None) => return Err(PlanRefused::Overlap(said(), zone.to_owned())),
            (AmbiguousOffset::Fold { .. }, Some(Turn::First)) => ambiguous.earlier(),
            (AmbiguousOffset::Fold { .. }, Some(Turn::Second)) => ambiguous.later(),
        };
        let at = at.map_err(|_| PlanRefused::NoTime(text.to_owned()))?;
        Ok(Self {
            local: local.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            zone: zone.to_owned(),
            at: at.into(),
        })
    }

    /// The same, refused unless it is to come.
    pub fn to_come(self, now: Instant) -> Result<Self, PlanRefused> {
        if self.at > now {
            Ok(self)
        } else {
            Err(PlanRefused::Past(self.local.replace('T', " ")))
        }
    }
}

/// A local time. One with an offset or a zone of its own is not: it would say two things.
fn local(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let is_plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b' ' | b'T'));
    if !is_plain || !text.contains([' ', 'T']) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{PlanRefused, Planned, Turn};
    use crate::refusal::Refusal as _;

    const PARIS: &str = "Europe/Paris";

    fn at(text: &str, turn: Option<Turn>) -> Result<i64, PlanRefused> {
        Planned::read(text, PARIS, turn).map(|planned| planned.at.0)
    }

    #[test]
    fn a_local_time_means_one_instant() {
        assert_eq!(at("2026-11-24 06:00", None), Ok(1_795_496_400_000));
        assert_eq!(at("2026-11-24T06:00:00", None), Ok(1_795_496_400_000));
    }

    #[test]
    fn the_hour_that_spring_leaves_out_is_refused() {
        let refused = at("2027-03-28 02:30", None).unwrap_err();
        assert!(refused.to_string().contains("does not exist in Europe/Paris"), "{refused}");
        assert!(refused.said().fr.contains("n’existe pas"), "{}", refused.said().fr);
        assert_eq!(
            at("2027-03-28 03:00", None).unwrap() - at("2027-03-28 01:59", None).unwrap(),
            60_000
        );
    }

    #[test]
    fn the_hour_that_autumn_repeats_must_be_chosen() {
        assert!(matches!(at("2026-10-25 02:30", None), Err(PlanRefused::Overlap(..))));
        let first = at("2026-10-25 02:30", Some(Turn::First)).unwrap();
        let second = at("2026-10-25 02:30", Some(Turn::Second)).unwrap();
        assert_eq!(second - first, 3_600_000);
    }

    #[test]
    fn what_is_no_local_time_is_refused() {
        for text in [
            "",
            "demain",
            "2026-11-24",
            "2026-11-24 25:00",
            "2026-11-24T06:00:00Z",
            "2026-11-24 06:00+01:00",
        ] {
            assert!(matches!(at(text, None), Err(PlanRefused::NoTime(_))), "{text}");
        }
        assert!(matches!(
            Planned::read("2026-11-24 06:00", "Paris", None),
            Err(PlanRefused::NoZone(_))
        ));
    }
}

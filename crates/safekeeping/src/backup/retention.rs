//! Which planned backups are kept: of each of the last so many days, weeks and months the newest.

use std::collections::BTreeSet;

use jiff::civil::Date;
use manuscript::paper::Backups;

/// The days whose backups are to be removed. Days, weeks and months without a backup do not count: a machine that stood
/// still for a month does not lose what it had. The newest is always kept.
pub fn to_be_removed(days: &BTreeSet<Date>, rule: &Backups) -> BTreeSet<Date> {
    let newest_first = || days.iter().rev().copied();
    let mut kept: BTreeSet<Date> = newest_first().take(1).collect();
    kept.extend(newest_of_each(newest_first(), rule.keep_days, |day| {
        (day.year(), day.day_of_year())
    }));
    kept.extend(newest_of_each(newest_first(), rule.keep_weeks, |day| {
        let week = day.iso_week_date();
        (week.year(), i16::from(week.week()))
    }));
    kept.extend(newest_of_each(newest_first(), rule.keep_months, |day| {
        (day.year(), i16::from(day.month()))
    }));
    days.difference(&kept).copied().collect()
}

/// The first of the days that are kept as days: what is older is kept for its week or its month alone.
pub fn first_kept_as_a_day(days: &BTreeSet<Date>, rule: &Backups) -> Option<Date> {
    let kept = newest_of_each(days.iter().rev().copied(), rule.keep_days, |day| (day.year(), day.day_of_year()));
    kept.into_iter().min()
}

fn newest_of_each(newest_first: impl Iterator<Item = Date>, most: u32, period: impl Fn(Date) -> (i16, i16)) -> Vec<Date> {
    let mut seen = BTreeSet::new();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    newest_first.filter(|day| seen.insert(period(*day))).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(keep_days: u32, keep_weeks: u32, keep_months: u32) -> Backups {
        Backups {
            at: "03:00".into(),
            keep_days,
            keep_weeks,
            keep_months,
        }
    }

    fn days(texts: &[&str]) -> BTreeSet<Date> {
        texts.iter().filter_map(|text| text.parse().ok()).collect()
    }

    /// Every day of 2026 up to one.
    fn until(last: &str) -> BTreeSet<Date> {
        let last: Date = last.parse().unwrap_or(Date::MIN);
        jiff::civil::date(2026, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|day| *day <= last)
            .collect()
    }

    #[test]
    fn of_each_day_week_and_month_the_newest_is_kept() {
        let all = until("2026-12-01");
        let removed = to_be_removed(&all, &rule(3, 2, 3));
        let kept: Vec<String> = all.difference(&removed).map(ToString::to_string).collect();
        // 2026-11-29 is a Sunday, the last day of its week.
        assert_eq!(kept, ["2026-10-31", "2026-11-29", "2026-11-30", "2026-12-01"]);
    }

    #[test]
    fn days_are_kept_as_days_for_as_long_as_the_rule_says() {
        let all = until("2026-12-01");
        assert_eq!(
            first_kept_as_a_day(&all, &rule(3, 2, 3)).map(|day| day.to_string()),
            Some("2026-11-29".into())
        );
        assert_eq!(first_kept_as_a_day(&BTreeSet::new(), &rule(3, 0, 0)), None);
    }

    #[test]
    fn a_machine_that_stood_still_does_not_lose_what_it_had() {
        let all = days(&["2026-01-03", "2026-01-04", "2026-09-01"]);
        assert_eq!(to_be_removed(&all, &rule(2, 0, 0)), days(&["2026-01-03"]));
        assert_eq!(
            to_be_removed(&all, &rule(0, 0, 0)),
            days(&["2026-01-03", "2026-01-04"]),
            "the newest stays"
        );
        assert_eq!(to_be_removed(&BTreeSet::new(), &rule(1, 1, 1)), days(&[]));
    }
}

//! A cue's times and settings, and a region's: of each only what a player understands.
//!
//! Source: WebVTT, W3C Candidate Recommendation 4 April 2019, 4.3 (timings and settings), 4.4 (regions), 6.3 and 6.4 (their parsers).

use std::collections::HashSet;

/// When a cue begins and ends, and its settings as they came; nothing if these are no times.
pub(crate) fn times(line: &str) -> Option<(&str, &str, &str)> {
    let (start, rest) = line.split_once("-->")?;
    let rest = rest.trim_start();
    let (end, settings) = rest.split_at(rest.find(|sign: char| !is_of_time(sign)).unwrap_or(rest.len()));
    let start = start.trim();
    (is_time(start) && is_time(end)).then_some((start, end, settings))
}

/// A cue's line again: its times, and the settings that mean something.
pub(crate) fn written(line: &str, regions: &HashSet<&str>) -> String {
    let Some((start, end, settings)) = times(line) else {
        return String::new();
    };
    let mut written = format!("{start} --> {end}");
    for setting in settings.split_whitespace().filter(|setting| is_setting(setting, regions)) {
        written.push(' ');
        written.push_str(setting);
    }
    written
}

/// A region's name and its settings that mean something, on one line; a region without a name cannot be used.
pub(crate) fn region<'a>(lines: &[&'a str]) -> Option<(&'a str, String)> {
    let settings = lines
        .iter()
        .flat_map(|line| line.split_whitespace())
        .filter(|setting| is_region_setting(setting));
    let settings: Vec<&'a str> = settings.collect();
    let id = settings.iter().rev().find_map(|setting| setting.strip_prefix("id:"))?;
    Some((id, settings.join(" ")))
}

const fn is_of_time(sign: char) -> bool {
    matches!(sign, '0'..='9' | ':' | '.')
}

/// Minutes, seconds and thousandths, with hours before them that no recording exceeds.
fn is_time(time: &str) -> bool {
    let Some((clock, thousandths)) = time.split_once('.') else {
        return false;
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let is_sixtieth = |part: &str| is_digits(part) && part.len() == 2 && part < "60";
    let fits = match parts.as_slice() {
        [minutes, seconds] => is_sixtieth(minutes) && is_sixtieth(seconds),
        [hours, minutes, seconds] => is_digits(hours) && hours.len() <= 4 && is_sixtieth(minutes) && is_sixtieth(seconds),
        _ => false,
    };
    fits && is_digits(thousandths) && thousandths.len() == 3
}

fn is_setting(setting: &str, regions: &HashSet<&str>) -> bool {
    let Some((name, value)) = setting.split_once(':') else {
        return false;
    };
    let (place, alignment) = value
        .split_once(',')
        .map_or((value, None), |(place, alignment)| (place, Some(alignment)));
    match name {
        "vertical" => matches!(value, "rl" | "lr"),
        "line" => (is_percentage(place) || is_line(place)) && alignment.is_none_or(|it| matches!(it, "start" | "center" | "end")),
        "position" => is_percentage(place) && alignment.is_none_or(|it| matches!(it, "line-left" | "center" | "line-right")),
        "size" => is_percentage(value),
        "align" => matches!(value, "start" | "center" | "end" | "left" | "right"),
        "region" => regions.contains(value),
        _ => false,
    }
}

fn is_region_setting(setting: &str) -> bool {
    let Some((name, value)) = setting.split_once(':') else {
        return false;
    };
    let is_anchor = || value.split_once(',').is_some_and(|(x, y)| is_percentage(x) && is_percentage(y));
    match name {
        "id" => !value.is_empty() && !value.contains("-->"),
        "width" => is_percentage(value),
        "lines" => is_digits(value) && value.len() <= 4,
        "regionanchor" | "viewportanchor" => is_anchor(),
        "scroll" => value == "up",
        _ => false,
    }
}

fn is_line(number: &str) -> bool {
    let number = number.strip_prefix('-').unwrap_or(number);
    is_digits(number) && number.len() <= 4
}

/// At most a hundred, with a fraction that a screen can show.
fn is_percentage(value: &str) -> bool {
    let Some(number) = value.strip_suffix('%') else { return false };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    is_digits(whole)
        && is_digits(fraction)
        && fraction.len() <= 6
        && whole.len() <= 3
        && (whole.len() < 3 || number.parse::<f32>().is_ok_and(|it| it <= 100.0))
}

fn is_digits(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

//! Captions: what a player shows, and not what an editor left in the file.

use cleaning::Uncleanable::{Malformed, Unknown};
use cleaning::clean;

use crate::builders::cleaned;

/// Captions in which all that a player does not show is a secret.
pub(crate) const CAPTIONS: &str = "\u{feff}WEBVTT - SECRET title\r\nX-SECRET: header\r\n\r\nSTYLE \r\n/* SECRET comment */\r\n::cue(#intro) { color: red; /* SECRET \r\nover lines */ content: \"/* kept */\" }\r\n\r\nREGION\r\nid:low width:40% SECRET:1 lines:3\r\nregionanchor:0%,100% viewportanchor:10%,90% scroll:up\r\n\r\nNOTE SECRET note\r\nof two lines\r\n\r\nintro\r\n00:00.000 --> 00:02.500 region:low position:10%,line-left SECRET line:abc align:start\r\n<v Jeanne>Bonjour &amp; merci\r\nencore\r\n\r\nSECRET id\r\n00:00:03.000-->00:00:04.000 region:SECRET size:101% vertical:rl\r\nsecond\u{0}\r\n\r\nSECRET block\r\nwithout time\r\n\r\nSECRET words\r\nbefore\r\n01:00:05.000 --> 01:00:06.000 line:-1,end\r\nthird\r\n\r\nSTYLE\r\n/* SECRET only */\r\n\r\nNOTE\r\nSECRET end";

fn text(captions: &str) -> String {
    String::from_utf8(cleaned("text/vtt", captions.as_bytes(), captions.matches("SECRET").count())).unwrap()
}

#[test]
fn only_styles_regions_and_cues_stay_in_their_order() {
    assert_eq!(
        text(CAPTIONS),
        "WEBVTT\n\nSTYLE\n::cue(#intro) { color: red;   content: \"/* kept */\" }\n\nREGION\nid:low width:40% lines:3 \
         regionanchor:0%,100% viewportanchor:10%,90% scroll:up\n\nintro\n00:00.000 --> 00:02.500 region:low position:10%,line-left \
         align:start\n<v Jeanne>Bonjour &amp; merci\nencore\n\n00:00:03.000 --> 00:00:04.000 vertical:rl\nsecond\u{fffd}\n\n\
         01:00:05.000 --> 01:00:06.000 line:-1,end\nthird\n"
    );
}

#[test]
fn captions_that_hold_nothing_else_come_back_as_they_are() {
    for clean in [
        "WEBVTT\n",
        "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour\n",
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:00.000 --> 00:01.000\nA\n",
    ] {
        assert_eq!(text(clean), clean);
        crate::builders::assert_clean("text/vtt", clean.as_bytes());
    }
}

#[test]
fn a_header_without_an_empty_line_ends_at_the_first_cue() {
    assert_eq!(
        text("WEBVTT\nSECRET\n00:00.000 --> 00:01.000\nA"),
        "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n"
    );
    assert_eq!(text("WEBVTT\n00:00.000 --> 00:01.000\nA"), "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n");
}

#[test]
fn a_cue_without_an_empty_line_after_it_ends_at_the_next() {
    let together = "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n00:01.000 --> 00:02.000\nB\n";
    assert_eq!(
        text(together),
        "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n\n00:01.000 --> 00:02.000\nB\n"
    );
}

#[test]
fn what_is_no_time_makes_no_cue() {
    for time in ["0:00.000", "00:00", "00:60.000", "00:00.00", "33612345678:00:00.000", "SECRET"] {
        let captions = format!("WEBVTT\n\n{time} --> 00:01.000\nSECRET\n");
        assert_eq!(text(&captions), "WEBVTT\n", "{time}");
    }
}

#[test]
fn comments_of_a_style_leave_a_space_and_strings_stay_whole() {
    let style = |css: &str| text(&format!("WEBVTT\n\nSTYLE\n{css}\n"));
    assert_eq!(style("a/* SECRET */b"), "WEBVTT\n\nSTYLE\na b\n");
    assert_eq!(
        style("/SECRET".replace("SECRET", "/* SECRET */*").as_str()),
        "WEBVTT\n\nSTYLE\n/ *\n",
        "no new comment is made"
    );
    assert_eq!(
        style("a { content: \"\\\"/* no */\" } /* SECRET"),
        "WEBVTT\n\nSTYLE\na { content: \"\\\"/* no */\" }  \n"
    );
    assert_eq!(style("a { content: '/*' } b"), "WEBVTT\n\nSTYLE\na { content: '/*' } b\n");
}

#[test]
fn what_is_no_webvtt_is_refused() {
    assert_eq!(clean("text/vtt", b"WEBVTT\n\n\xff").unwrap_err(), Malformed);
    assert_eq!(clean("text/vtt", b"WEBVTTX\n").unwrap_err(), Unknown);
    assert_eq!(clean("text/vtt", b"1\n00:00:00,000 --> 00:00:01,000\nSubRip").unwrap_err(), Unknown);
    assert_eq!(clean("text/vtt", b"").unwrap_err(), Unknown);
}

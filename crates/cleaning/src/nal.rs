//! Supplemental enhancement information in H.264 (ITU-T H.264, 7.3.2.3 and annex D) and H.265 (ITU-T H.265, annex D):
//! what a decoder does not need of it becomes filler.
//!
//! Cameras write date, place and model there (MDPM, in user data), encoders their name and settings.

use std::ops::Range;

use crate::Uncleanable::{self, Malformed};
use crate::fields::{big, byte, fill, part_mut, plus, put, size};
use crate::recording::Film;

/// How the units of a sample are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Framing {
    pub coding: Coding,
    /// The bytes of a unit's length: 1, 2 or 4.
    pub length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Avc,
    Hevc,
}

/// A message within a unit, by places in the payload without its escapes.
struct Message {
    kind: usize,
    kind_at: usize,
    payload: Range<usize>,
}

/// Far more than any information takes; a map of its places would fill the memory.
const LONGEST: usize = 1 << 20;

const FILLER: u8 = 3;
const REGISTERED: usize = 4;

/// Timing, recovery, captions, frame packing, orientation, hashes, light levels, colours: what shows on the screen.
const KEPT: [usize; 18] = [0, 1, 2, REGISTERED, 6, 19, 45, 47, 128, 129, 130, 131, 132, 133, 137, 144, 145, 147];

/// Country and provider codes (ITU-T T.35) of ATSC captions, HDR10+ and Dolby: the registered data that is shown.
const SHOWN: [[u8; 3]; 3] = [[0xB5, 0x00, 0x31], [0xB5, 0x00, 0x3C], [0xB5, 0x00, 0x3B]];

impl Framing {
    /// As a decoder configuration box says it: avcC or hvcC (ISO/IEC 14496-15, 5.3.3 and 8.3.3).
    pub(crate) fn of(coding: Coding, configuration: &[u8]) -> Result<Self, Uncleanable> {
        let at = match coding {
            Coding::Avc => 4,
            Coding::Hevc => 21,
        };
        let length = usize::from(byte(configuration, at)? & 3).saturating_add(1);
        if length == 3 { Err(Malformed) } else { Ok(Self { coding, length }) }
    }
}

/// Cleans every unit of a sample, of which only those that carry information are looked into. Zeros that are too few to be a
/// length may end it.
pub(crate) fn clean_sample(film: &mut Film<'_>, range: Range<usize>, framing: Framing) -> Result<(), Uncleanable> {
    let (mut at, sample) = (range.start, &mut film.up_to(range.end)?);
    while range.end.saturating_sub(at) >= framing.length {
        let length = size(match framing.length {
            1 => big::<1>(sample, at)?,
            2 => big::<2>(sample, at)?,
            _ => big::<4>(sample, at)?,
        })?;
        let start = plus(at, framing.length)?;
        at = plus(start, length)?;
        if at > range.end {
            return Err(Malformed);
        }
        if length > 0 && framing.coding.is_information(byte(sample, start)?) {
            refuse_long(length)?;
            sample.change(start..at, |unit| clean_unit(unit, framing.coding))?;
        }
    }
    if sample.read(at..range.end)?.iter().any(|byte| *byte != 0) {
        Err(Malformed)
    } else {
        Ok(())
    }
}

impl Coding {
    /// Whether a unit carries information, by its first byte.
    const fn is_information(self, first: u8) -> bool {
        match self {
            Self::Avc => first & 0x1F == 6,
            Self::Hevc => matches!(first >> 1 & 0x3F, 39 | 40),
        }
    }

    /// The bytes of a unit's header.
    const fn header(self) -> usize {
        match self {
            Self::Avc => 1,
            Self::Hevc => 2,
        }
    }
}

fn refuse_long(length: usize) -> Result<(), Uncleanable> {
    if length > LONGEST { Err(Malformed) } else { Ok(()) }
}

/// Cleans the units in the arrays of an hvcC box (ISO/IEC 14496-15, 8.3.3.1.2).
pub(crate) fn clean_hevc_configuration(configuration: &mut [u8]) -> Result<(), Uncleanable> {
    let mut at = 23;
    for _ in 0..byte(configuration, 22)? {
        let count = big::<2>(configuration, plus(at, 1)?)?;
        at = plus(at, 3)?;
        for _ in 0..count {
            let start = plus(at, 2)?;
            at = plus(start, size(big::<2>(configuration, at)?)?)?;
            clean_unit(part_mut(configuration, start..at)?, Coding::Hevc)?;
        }
    }
    fill(configuration, at.min(configuration.len())..configuration.len(), 0)
}

fn clean_unit(unit: &mut [u8], coding: Coding) -> Result<(), Uncleanable> {
    if !unit.first().is_some_and(|first| coding.is_information(*first)) {
        return Ok(());
    }
    refuse_long(unit.len())?;
    let places = places(unit, coding.header());
    let mut next = 0;
    while !is_trailing(unit, &places, next) {
        let Some(message) = message(unit, &places, next) else {
            return fill_from(unit, &places, next);
        };
        if !is_kept(unit, &places, &message) {
            make_filler(unit, &places, &message)?;
        }
        next = message.payload.end;
    }
    Ok(())
}

/// Where each byte of the payload stands, leaving out the 3 of every escape `00 00 03` (ITU-T H.264, 7.4.1).
fn places(unit: &[u8], header: usize) -> Vec<usize> {
    let mut zeros = 0;
    let mut places = Vec::with_capacity(unit.len());
    for (place, byte) in unit.iter().enumerate().skip(header) {
        if zeros >= 2 && *byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        places.push(place);
    }
    places
}

/// Whether only the stop bit and zeros are left.
fn is_trailing(unit: &[u8], places: &[usize], next: usize) -> bool {
    let mut rest = places.iter().skip(next).filter_map(|place| unit.get(*place));
    rest.next().is_none_or(|first| *first == 0x80 && rest.all(|byte| *byte == 0))
}

fn message(unit: &[u8], places: &[usize], next: usize) -> Option<Message> {
    let (kind, size_at) = number(unit, places, next)?;
    let (size, start) = number(unit, places, size_at)?;
    let end = start.checked_add(size).filter(|end| *end <= places.len())?;
    Some(Message {
        kind,
        kind_at: next,
        payload: start..end,
    })
}

/// A number of a message's head: any count of 255, and a last byte. Also says where it ends.
fn number(unit: &[u8], places: &[usize], from: usize) -> Option<(usize, usize)> {
    let mut number = 0_usize;
    for (offset, place) in places.get(from..)?.iter().enumerate() {
        let byte = *unit.get(*place)?;
        number = number.checked_add(byte.into())?;
        if byte != 0xFF {
            return Some((number, from.checked_add(offset)?.checked_add(1)?));
        }
    }
    None
}

fn is_kept(unit: &[u8], places: &[usize], message: &Message) -> bool {
    if message.kind != REGISTERED {
        return KEPT.contains(&message.kind);
    }
    let head = places.get(message.payload.clone()).unwrap_or_default().iter().take(3);
    let head: Vec<u8> = head.filter_map(|place| unit.get(*place).copied()).collect();
    SHOWN.iter().any(|shown| shown.as_slice() == head)
}

/// A filler payload (D.1.4) has any size. Its kind cannot be written behind two zeros, where 3 would be an escape.
fn make_filler(unit: &mut [u8], places: &[usize], message: &Message) -> Result<(), Uncleanable> {
    let place = *places.get(message.kind_at).ok_or(Malformed)?;
    let before = place.checked_sub(2).and_then(|start| unit.get(start..place));
    if message.kind < 0xFF && before != Some(&[0, 0]) {
        put(unit, place, &[FILLER])?;
    }
    for index in message.payload.clone() {
        fill_one(unit, places, index)?;
    }
    Ok(())
}

fn fill_from(unit: &mut [u8], places: &[usize], next: usize) -> Result<(), Uncleanable> {
    (next..places.len()).try_for_each(|index| fill_one(unit, places, index))
}

/// Escapes stay where they are with their zeros, or the payload would grow: `00 00 03 01`.
fn fill_one(unit: &mut [u8], places: &[usize], index: usize) -> Result<(), Uncleanable> {
    let place = *places.get(index).ok_or(Malformed)?;
    let is_escaped_after = |index: usize| {
        let here = places.get(index).map(|place| place.saturating_add(2));
        here.is_some() && here == index.checked_add(1).and_then(|next| places.get(next)).copied()
    };
    if is_escaped_after(index) || is_escaped_after(index.saturating_add(1)) {
        return Ok(());
    }
    let is_behind_escape = index.checked_sub(1).is_some_and(is_escaped_after);
    put(unit, place, &[if is_behind_escape { 1 } else { 0xFF }])
}

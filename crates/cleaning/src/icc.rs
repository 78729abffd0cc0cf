//! ICC profiles: the colours stay; the device that was measured, its serial number, the day and the words go.
//!
//! Calibration writes the make, the model and the serial number of a screen into its profile, and screenshots carry it.
//! So a profile is written anew from its header's and tags' allowlist. Source: ICC.1:2022 chapters 7 (header, tag table),
//! 9 (tags) and 10 (types); ICC.1:2001-04 6.5.17 (the older description).

use crate::cursor::{Cursor, part};

const HEADER: usize = 128;
/// A profile of printing inks has some megabytes; nothing that is longer is one.
pub(crate) const LONGEST: usize = 16 << 20;
const MOST_TAGS: u32 = 128;

/// The tags that say how numbers become colours.
const TAGS: [&[u8; 4]; 30] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"lumi", b"chad", b"chrm", b"cicp", b"A2B0", b"A2B1",
    b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"B2D0", b"B2D1", b"B2D2", b"B2D3", b"gamt", b"pre0", b"pre1",
];
/// The forms in which they say it, none of them words.
const TYPES: [&[u8; 4]; 11] = [
    b"XYZ ", b"curv", b"para", b"sf32", b"chrm", b"cicp", b"mft1", b"mft2", b"mAB ", b"mBA ", b"mpet",
];

/// A tag's name and its data.
type Tag<'a> = ([u8; 4], &'a [u8]);

/// The profile that says the same of colours and nothing else, or nothing if it is none.
pub(crate) fn cleaned(profile: &[u8]) -> Option<Vec<u8>> {
    let header: &[u8; HEADER] = profile.first_chunk()?;
    let declared = u32::from_be_bytes(*header.first_chunk()?) as usize;
    if declared > LONGEST || header.get(36..40)? != b"acsp" {
        return None;
    }
    let tags = tags_of(profile.get(..declared)?)?;
    let (description, copyright) = words(*header.get(8)?);
    let mut named: Vec<Tag<'_>> = vec![(*b"desc", description.as_slice()), (*b"cprt", copyright.as_slice())];
    named.extend(tags);
    written(header, &named).filter(|cleaned| cleaned.len() <= LONGEST)
}

/// The tags that may stay, in their order, each once.
fn tags_of(profile: &[u8]) -> Option<Vec<Tag<'_>>> {
    let mut table = Cursor::new(profile.get(HEADER..)?);
    let count = table.u32_be().filter(|count| *count <= MOST_TAGS)?;
    let mut tags: Vec<Tag<'_>> = Vec::new();
    let mut room = profile.len();
    for _ in 0..count {
        let (name, offset, length) = (table.array::<4>()?, table.u32_be()?, table.u32_be()?);
        let data = part(profile, offset, length)?;
        let may_stay = TAGS.contains(&&name) && data.first_chunk::<4>().is_some_and(|kind| TYPES.contains(&kind));
        if !may_stay || tags.iter().any(|(other, _)| *other == name) {
            continue;
        }
        // Data that overlap could make a small profile a big one.
        if tags.iter().all(|(_, other)| *other != data) {
            room = room.checked_sub(data.len())?;
        }
        tags.push((name, data));
    }
    Some(tags)
}

/// The name and the notice that every profile must have, in the form of its edition.
fn words(edition: u8) -> (Vec<u8>, Vec<u8>) {
    if edition >= 4 {
        let words = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\x06\0\0\0\x1c\0i\0c\0c".to_vec();
        return (words.clone(), words);
    }
    let mut description = b"desc\0\0\0\0\0\0\0\x04icc\0".to_vec();
    description.resize(description.len() + 4 + 4 + 2 + 1 + 67, 0);
    (description, b"text\0\0\0\0icc\0".to_vec())
}

/// Tags with the same data share it, as the three curves of most profiles do.
fn written(header: &[u8; HEADER], tags: &[Tag<'_>]) -> Option<Vec<u8>> {
    let mut table = u32::try_from(tags.len()).ok()?.to_be_bytes().to_vec();
    let start = HEADER + 4 + tags.len() * 12;
    let mut data: Vec<u8> = Vec::new();
    let mut placed: Vec<(&[u8], usize)> = Vec::new();
    for (name, bytes) in tags {
        let known = placed.iter().find(|(other, _)| other == bytes).map(|(_, offset)| *offset);
        let offset = known.unwrap_or(start + data.len());
        if known.is_none() {
            placed.push((bytes, offset));
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(name);
        table.extend_from_slice(&u32::try_from(offset).ok()?.to_be_bytes());
        table.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_be_bytes());
    }
    let mut profile = header_of(header, start + data.len())?;
    profile.extend(table);
    profile.extend(data);
    Some(profile)
}

/// Size, edition, class, spaces, flags, attributes, intent and illuminant; no maker, no model, no platform, no day, no digest.
fn header_of(header: &[u8; HEADER], size: usize) -> Option<Vec<u8>> {
    let mut kept = u32::try_from(size).ok()?.to_be_bytes().to_vec();
    for (range, stays) in [
        (4..8, false),
        (8..24, true),
        (24..36, false),
        (36..40, true),
        (40..64, false),
        (64..80, true),
        (80..128, false),
    ] {
        let length = range.len();
        if stays {
            kept.extend_from_slice(header.get(range)?);
        } else {
            kept.resize(kept.len() + length, 0);
        }
    }
    Some(kept)
}

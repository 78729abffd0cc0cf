//! IPTC-IIM: the credit, the source and the copyright notice that agencies write into Photoshop's image resources.
//!
//! Sources: IPTC-NAA Information Interchange Model 4.2, chapters 3 (data sets), 5 (1:90) and 6 (2:110, 2:115, 2:116);
//! Adobe Photoshop File Formats Specification, "Image Resources Section".

use crate::Rights;
use crate::cursor::Cursor;
use crate::rights::{decoded, tidied};

/// What APP13 of a JPEG has before the resources.
pub(crate) const PREFIX: &[u8] = b"Photoshop 3.0\0";

const RESOURCE: u16 = 0x0404;
const DATASET: u8 = 0x1c;

/// What the resources say; what follows a broken one is not read.
pub(crate) fn read(resources: &[u8]) -> Rights {
    let mut cursor = Cursor::new(resources);
    let mut rights = Rights::default();
    while let Some((kind, data)) = resource(&mut cursor) {
        if kind == RESOURCE {
            rights = rights.or(read_datasets(data));
        }
    }
    rights
}

/// A resource is `8BIM`, its number, its name and its data, both padded to even length.
fn resource<'a>(cursor: &mut Cursor<'a>) -> Option<(u16, &'a [u8])> {
    (&cursor.array::<4>()? == b"8BIM").then_some(())?;
    let kind = cursor.u16_be()?;
    let name = usize::from(cursor.byte()?);
    cursor.take(name + usize::from(name.is_multiple_of(2)))?;
    let length = cursor.u32_be()? as usize;
    let data = cursor.take(length)?;
    // The last one's padding is often forgotten.
    let _padding = cursor.take(length % 2);
    Some((kind, data))
}

fn read_datasets(data: &[u8]) -> Rights {
    let mut cursor = Cursor::new(data);
    let mut rights = Rights::default();
    let mut is_utf8 = false;
    while let Some((number, value)) = dataset(&mut cursor) {
        let place = match number {
            (1, 90) => {
                is_utf8 = value == b"\x1b%G";
                continue;
            }
            (2, 110) => &mut rights.credit,
            (2, 115) => &mut rights.source,
            (2, 116) => &mut rights.copyright,
            _ => continue,
        };
        let words = if is_utf8 {
            String::from_utf8_lossy(value).into_owned()
        } else {
            decoded(value)
        };
        *place = place.take().or_else(|| tidied(&words));
    }
    rights
}

/// A data set's record and number, and its value; a length with its highest bit set is the length of the length.
fn dataset<'a>(cursor: &mut Cursor<'a>) -> Option<((u8, u8), &'a [u8])> {
    (cursor.byte()? == DATASET).then_some(())?;
    let number = (cursor.byte()?, cursor.byte()?);
    let length = match cursor.u16_be()? {
        short if short & 0x8000 == 0 => usize::from(short),
        0x8004 => cursor.u32_be()? as usize,
        _ => return None,
    };
    Some((number, cursor.take(length)?))
}

//! A profile of colours as screens are calibrated to.

/// A profile of these curves, with six secrets: header, description, copyright, device, serial number and digest.
pub(crate) fn profile(edition: u8) -> Vec<u8> {
    let curve: &[u8] = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0";
    let tags: [(&[u8; 4], &[u8]); 9] = [
        (b"desc", b"desc\0\0\0\0\0\0\0\x0dSECRET-screen"),
        (b"rXYZ", b"XYZ \0\0\0\0\0\0\x6f\xa2\0\0\x38\xf5\0\0\x03\x90"),
        (b"gXYZ", b"XYZ \0\0\0\0\0\0\x62\x99\0\0\xb7\x85\0\0\x18\xda"),
        (b"bXYZ", b"XYZ \0\0\0\0\0\0\x24\xa0\0\0\x0f\x84\0\0\xb6\xcf"),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"mmod", b"mmod\0\0\0\0SECRET-serial-number\0\0\0\0"),
        (b"bTRC", b"text\0\0\0\0SECRET-curve\0\0\0\0"),
        (b"cprt", b"text\0\0\0\0SECRET-owner\0\0\0\0"),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    for (name, bytes) in tags {
        table.extend_from_slice(name);
        table.extend(((132 + tags.len() * 12 + data.len()) as u32).to_be_bytes());
        table.extend((bytes.len() as u32).to_be_bytes());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = ((128 + table.len() + data.len()) as u32).to_be_bytes().to_vec();
    profile.extend_from_slice(b"lcms");
    profile.extend([edition, 0x10, 0, 0]);
    profile.extend_from_slice(b"mntrRGB XYZ ");
    profile.extend_from_slice(b"\x07\xea\0\x0b\0\x1e\0\x06\0\0\0\0acspAPPL\0\0\0\0SECRET-d");
    profile.resize(68, 0);
    profile.extend_from_slice(b"\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d");
    profile.resize(84, 0);
    profile.extend_from_slice(b"digest-SECRET");
    profile.resize(128, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}

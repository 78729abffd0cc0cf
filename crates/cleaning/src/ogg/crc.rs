//! The checksum of an Ogg page (RFC 3533, section 6, field 7): polynomial 0x04C11DB7, the highest bit first.

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut sum = (index as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 0x8000_0000 == 0 { sum << 1 } else { sum << 1 ^ 0x04C1_1DB7 };
            bit += 1;
        }
        table[index] = sum;
        index += 1;
    }
    table
}

/// Goes on with a sum over more bytes.
pub(super) fn over(sum: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(sum, |sum, byte| {
        sum << 8 ^ TABLE.get((sum >> 24) as usize ^ usize::from(*byte)).copied().unwrap_or_default()
    })
}

//! Films in MP4, box by box, with a secret wherever one fits.

/// A box.
pub(crate) fn part(kind: &[u8], body: &[u8]) -> Vec<u8> {
    [(body.len() as u32 + 8).to_be_bytes().as_slice(), kind, body].concat()
}

/// A box with a version and flags.
pub(crate) fn full(kind: &[u8], flags: u32, body: &[u8]) -> Vec<u8> {
    part(kind, &[&flags.to_be_bytes(), body].concat())
}

pub(crate) fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// A track: its samples are places in the file, a chunk each.
pub(crate) struct Track {
    pub id: u32,
    pub handler: [u8; 4],
    pub entry: Vec<u8>,
    pub samples: Vec<(u32, u32)>,
    /// Boxes in `trak`.
    pub beside: Vec<u8>,
    /// A box in `dinf`.
    pub references: Vec<u8>,
}

impl Track {
    pub(crate) fn new(id: u32, handler: [u8; 4], entry: Vec<u8>) -> Self {
        let references = full(b"dref", 0, &[numbers(&[1]), full(b"url ", 1, b"SECRETurl")].concat());
        Self {
            id,
            handler,
            entry,
            samples: Vec::new(),
            beside: Vec::new(),
            references,
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let tkhd = full(
            b"tkhd",
            3,
            &[b"SECRETtk".as_slice(), &numbers(&[self.id, 0, 100, 0, 0, 0, 0]), &[0; 44]].concat(),
        );
        let edts = part(
            b"edts",
            &full(b"elst", 0, &[numbers(&[1, 100, 0, 0x1_0000]), b"SECRETedits".to_vec()].concat()),
        );
        let mdhd = full(b"mdhd", 0, &[b"SECRETmd".as_slice(), &numbers(&[1000, 100, 0x55C4_0000])].concat());
        let hdlr = full(
            b"hdlr",
            0,
            &[b"mhlr".as_slice(), &self.handler, b"SECRETmaker1SECREThandler\0"].concat(),
        );
        let head = full(b"vmhd", 1, b"\0\0\0\0\0\0\0\0SECRETvmhd");
        let minf = part(
            b"minf",
            &[head, part(b"dinf", &self.references), self.tables(), part(b"meta", b"SECRETmore")].concat(),
        );
        let mdia = part(b"mdia", &[mdhd, hdlr, minf].concat());
        part(
            b"trak",
            &[tkhd, edts, self.beside.clone(), mdia, part(b"udta", &part(b"name", b"SECRETname"))].concat(),
        )
    }

    fn tables(&self) -> Vec<u8> {
        let count = self.samples.len() as u32;
        let sizes: Vec<u32> = self.samples.iter().map(|(_, size)| *size).collect();
        let places: Vec<u32> = self.samples.iter().map(|(place, _)| *place).collect();
        let runs = if count == 0 { numbers(&[0]) } else { numbers(&[1, 1, 1, 1]) };
        let tables = [
            full(b"stsd", 0, &[numbers(&[1]), self.entry.clone()].concat()),
            full(b"stts", 0, &[numbers(&[1, count, 10]), b"SECRETstts".to_vec()].concat()),
            full(b"stsc", 0, &runs),
            full(
                b"stsz",
                0,
                &[numbers(&[0, count]), numbers(&sizes), b"SECRETsizes".to_vec()].concat(),
            ),
            full(b"stco", 0, &[numbers(&[count]), numbers(&places)].concat()),
            full(b"sgpd", 0, b"SECRgroupSECRETgroup"),
            full(b"saiz", 0, b"SECRETauxiliary"),
        ];
        part(b"stbl", &tables.concat())
    }
}

/// H.264, with units of four-byte lengths.
pub(crate) fn avc1() -> Vec<u8> {
    picture(b"avc1", &part(b"avcC", &[1, 66, 0, 30, 0xFF, 0xE1, 0, 2, 0x67, 66, 1, 0, 1, 0x68]))
}

pub(crate) fn picture(kind: &[u8], configuration: &[u8]) -> Vec<u8> {
    let head = [
        &[0; 6],
        [0, 1].as_slice(),
        b"\0\0\0\0SECRETvendor",
        &numbers(&[0x0140_00F0, 0x48_0000, 0x48_0000, 0]),
        &[0, 1],
    ]
    .concat();
    let colour = [
        part(b"colr", b"nclx\0\x01\0\x01\0\x01\0"),
        part(b"pasp", &numbers(&[1, 1])),
        part(b"XYZW", b"SECRETunknown"),
    ]
    .concat();
    part(
        kind,
        &[
            &head,
            b"\x1FSECRETcompressorSECRETcompress_".as_slice(),
            &[0, 24, 0xFF, 0xFF],
            configuration,
            &colour,
        ]
        .concat(),
    )
}

pub(crate) fn mp4a() -> Vec<u8> {
    let descriptors = [
        3, 19, 0, 1, 0, 4, 13, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x12, 0x10, 6, 1, 2,
    ];
    sound(b"mp4a", &full(b"esds", 0, &descriptors))
}

pub(crate) fn sound(kind: &[u8], configuration: &[u8]) -> Vec<u8> {
    let head = [
        &[0; 6],
        [0, 1].as_slice(),
        &[0, 0],
        b"SECRET",
        &[0, 2, 0, 16, 0, 0, 0, 0],
        &numbers(&[44_100 << 16]),
    ]
    .concat();
    part(kind, &[&head, configuration, &part(b"SA3D", b"SECRETsound")].concat())
}

pub(crate) fn tx3g() -> Vec<u8> {
    let fonts = part(b"ftab", &[&[0, 1, 0, 1, 10], b"SECRETfont".as_slice()].concat());
    part(b"tx3g", &[&[0; 6], [0, 1].as_slice(), &[0; 30], &fonts].concat())
}

/// An entry of a kind without fields.
pub(crate) fn plain(kind: &[u8]) -> Vec<u8> {
    part(kind, &[&[0; 6], [0, 1].as_slice(), b"SECRETentry"].concat())
}

pub(crate) fn ftyp() -> Vec<u8> {
    part(b"ftyp", b"isom\0\0\x02\0isommp42")
}

pub(crate) fn moov(tracks: &[Track], beside: &[u8]) -> Vec<u8> {
    let head = [
        b"SECRETmv".as_slice(),
        &numbers(&[1000, 100, 0x1_0000]),
        &[1, 0],
        b"SECRETrese",
        &[0; 36],
        b"SECRETpreviewSECRETpost_",
        &numbers(&[9]),
    ];
    let tracks: Vec<u8> = tracks.iter().flat_map(Track::bytes).collect();
    let udta = part(
        b"udta",
        &[part(b"\xA9xyz", b"SECRET+50.85+004.35/"), part(b"\xA9mak", b"SECRETmake")].concat(),
    );
    let meta = part(b"meta", &part(b"keys", b"SECRETcom.apple.quicktime.location"));
    let others = [
        part(b"iods", b"SECRETiods"),
        part(b"uuid", b"SECRETuuid0123456789"),
        part(b"free", b"SECRETfree"),
    ]
    .concat();
    part(
        b"moov",
        &[full(b"mvhd", 0, &head.concat()), tracks, udta, meta, others, beside.to_vec()].concat(),
    )
}

/// Media data in pieces: its bytes, and where in the file each piece is if the box begins at `start`.
pub(crate) fn mdat(start: usize, pieces: &[&[u8]]) -> (Vec<u8>, Vec<(u32, u32)>) {
    let mut at = start + 8;
    let places = pieces.iter().map(|piece| {
        let place = (at as u32, piece.len() as u32);
        at += piece.len();
        place
    });
    let places = places.collect();
    (part(b"mdat", &pieces.concat()), places)
}

/// A unit of H.264 with its length.
pub(crate) fn unit(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes(), bytes].concat()
}

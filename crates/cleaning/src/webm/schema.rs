//! The elements that may stay, by where they stand (RFC 9559, section 5). Any other is voided.

use crate::Uncleanable;

/// What becomes of an element that may stay.
pub(super) enum Stay {
    Whole,
    /// Text that must be there but says nothing any more.
    Spaces,
    With(Allowed),
    Track,
    Block,
    Group,
    Refused(Uncleanable),
}

use Stay::{Block, Group, Refused, Spaces, Track, Whole, With};

pub(super) type Allowed = &'static [(u64, Stay)];

pub(super) const EBML: u64 = 0x1A45_DFA3;
pub(super) const DOC_TYPE: u64 = 0x4282;
pub(super) const ID_SEGMENT: u64 = 0x1853_8067;
pub(super) const ID_CLUSTER: u64 = 0x1F43_B675;
pub(super) const ID_TRACKS: u64 = 0x1654_AE6B;
pub(super) const ID_TRACK: u64 = 0xAE;
pub(super) const TRACK_NUMBER: u64 = 0xD7;
pub(super) const TRACK_TYPE: u64 = 0x83;
pub(super) const CODEC: u64 = 0x86;
pub(super) const CODEC_PRIVATE: u64 = 0x63A2;
pub(super) const ENCODINGS: u64 = 0x6D80;
pub(super) const BLOCK: u64 = 0xA1;

/// Versions, longest sizes, type of document.
pub(super) const HEAD: Allowed = &[
    (0x4286, Whole),
    (0x42F7, Whole),
    (0x42F2, Whole),
    (0x42F3, Whole),
    (DOC_TYPE, Whole),
    (0x4287, Whole),
    (0x4285, Whole),
];

pub(super) const SEGMENT: Allowed = &[
    // SeekHead: Seek of SeekID and SeekPosition.
    (0x114D_9B74, With(&[(0x4DBB, With(&[(0x53AB, Whole), (0x53AC, Whole)]))])),
    // Info: TimestampScale and Duration; MuxingApp and WritingApp are mandatory.
    (
        0x1549_A966,
        With(&[(0x002A_D7B1, Whole), (0x4489, Whole), (0x4D80, Spaces), (0x5741, Spaces)]),
    ),
    (ID_TRACKS, With(&[(ID_TRACK, Track)])),
    (ID_CLUSTER, With(CLUSTER)),
    // Cues: CuePoint.
    (0x1C53_BB6B, With(&[(0xBB, With(CUE))])),
];

/// CueTime, and CueTrackPositions: track, cluster, place in it, duration, block.
const CUE: Allowed = &[
    (0xB3, Whole),
    (
        0xB7,
        With(&[(0xF7, Whole), (0xF1, Whole), (0xF0, Whole), (0xB2, Whole), (0x5378, Whole)]),
    ),
];

pub(super) const TRACK: Allowed = &[
    (TRACK_NUMBER, Whole),
    // TrackUID.
    (0x73C5, Whole),
    (TRACK_TYPE, Whole),
    // FlagEnabled, FlagDefault, FlagForced, what the track is for, FlagLacing.
    (0xB9, Whole),
    (0x88, Whole),
    (0x55AA, Whole),
    (0x55AB, Whole),
    (0x55AC, Whole),
    (0x55AD, Whole),
    (0x55AE, Whole),
    (0x55AF, Whole),
    (0x9C, Whole),
    // MinCache, MaxCache, DefaultDuration, DefaultDecodedFieldDuration, TrackTimestampScale.
    (0x6DE7, Whole),
    (0x6DF8, Whole),
    (0x0023_E383, Whole),
    (0x0023_4E7A, Whole),
    (0x0023_314F, Whole),
    // Language, LanguageBCP47.
    (0x0022_B59C, Whole),
    (0x0022_B59D, Whole),
    (CODEC, Whole),
    (CODEC_PRIVATE, Whole),
    // CodecDelay, SeekPreRoll.
    (0x56AA, Whole),
    (0x56BB, Whole),
    (0xE0, With(VIDEO)),
    // Audio: rates, channels, depth.
    (0xE1, With(&[(0xB5, Whole), (0x78B5, Whole), (0x9F, Whole), (0x6264, Whole)])),
    (ENCODINGS, With(&[(0x6240, With(ENCODING))])),
];

const VIDEO: Allowed = &[
    // Interlacing, StereoMode. Not AlphaMode: transparency is in block additions, where anything may be.
    (0x9A, Whole),
    (0x9D, Whole),
    (0x53B8, Whole),
    // Width, height, crops, display, aspect, FourCC of uncompressed pictures.
    (0xB0, Whole),
    (0xBA, Whole),
    (0x54AA, Whole),
    (0x54BB, Whole),
    (0x54CC, Whole),
    (0x54DD, Whole),
    (0x54B0, Whole),
    (0x54BA, Whole),
    (0x54B2, Whole),
    (0x54B3, Whole),
    (0x55B0, With(COLOUR)),
    // Projection: type, private part, yaw, pitch, roll.
    (
        0x7670,
        With(&[(0x7671, Whole), (0x7672, Whole), (0x7673, Whole), (0x7674, Whole), (0x7675, Whole)]),
    ),
];

const COLOUR: Allowed = &[
    (0x55B1, Whole),
    (0x55B2, Whole),
    (0x55B3, Whole),
    (0x55B4, Whole),
    (0x55B5, Whole),
    (0x55B6, Whole),
    (0x55B7, Whole),
    (0x55B8, Whole),
    (0x55B9, Whole),
    (0x55BA, Whole),
    (0x55BB, Whole),
    (0x55BC, Whole),
    (0x55BD, Whole),
    // MasteringMetadata: chromaticities and luminances.
    (
        0x55D0,
        With(&[
            (0x55D1, Whole),
            (0x55D2, Whole),
            (0x55D3, Whole),
            (0x55D4, Whole),
            (0x55D5, Whole),
            (0x55D6, Whole),
            (0x55D7, Whole),
            (0x55D8, Whole),
            (0x55D9, Whole),
            (0x55DA, Whole),
        ]),
    ),
];

/// Order, scope, type; compression by algorithm and settings.
const ENCODING: Allowed = &[
    (0x5031, Whole),
    (0x5032, Whole),
    (0x5033, Whole),
    (0x5034, With(&[(0x4254, Whole), (0x4255, Whole)])),
    (0x5035, Refused(Uncleanable::Encrypted)),
];

const CLUSTER: Allowed = &[
    // Timestamp, Position, PrevSize.
    (0xE7, Whole),
    (0xA7, Whole),
    (0xAB, Whole),
    // SimpleBlock.
    (0xA3, Block),
    (0xA0, Group),
    // EncryptedBlock.
    (0xAF, Refused(Uncleanable::Encrypted)),
];

pub(super) const GROUP: Allowed = &[
    (BLOCK, Block),
    // BlockDuration, ReferencePriority, ReferenceBlock, DiscardPadding.
    (0x9B, Whole),
    (0xFA, Whole),
    (0xFB, Whole),
    (0x75A2, Whole),
];

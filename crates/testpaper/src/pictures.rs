//! Pictures of one point, in which nothing has to be cleaned: a name makes its own.

use acts::Desk;
use manuscript::Copy;
use manuscript::act::By;
use manuscript::commitment::hex;
use manuscript::picture::Media;
use sha2::{Digest, Sha256};
use store::assets::Asset;
use store::media::MediaFolders;
use store::public_media::Cleaned;
use store::{Broken, Tx};

/// In a picture of one point no edition of the cleaning, now or later, finds anything.
const WHATEVER_COMES: i64 = i64::MAX;

/// A picture of one point of a colour.
pub fn png(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixel = image::RgbImage::from_pixel(1, 1, image::Rgb(colour));
    let written = pixel.write_to(&mut bytes, image::ImageFormat::Png);
    written.unwrap_or_else(|error| panic!("no picture: {error}"));
    bytes.into_inner()
}

/// The picture that a manuscript of a paper in process means by a name.
pub fn picture_called(name: &str) -> Vec<u8> {
    let [red, green, blue, ..]: [u8; 32] = Sha256::digest(name).into();
    png([red, green, blue])
}

/// Where readers find it.
pub fn address_of(name: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(picture_called(name)).into();
    format!("/media/{}.png", hex(&hash))
}

/// What taking pictures in needs at hand.
pub(crate) struct Intake<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) by: &'a By,
    pub(crate) media: &'a MediaFolders,
}

impl Intake<'_> {
    /// Takes in every picture that a copy names; the copy then names assets.
    pub(crate) async fn take_in_all(&self, tx: &mut Tx, copy: &mut Copy) -> Result<(), Broken> {
        let files: Vec<String> = copy.media().iter().filter_map(named).collect();
        for name in files {
            let asset = self.take_in(tx, &picture_called(&name)).await?;
            copy.each_media_mut(&mut |media| {
                if named(media).as_ref() == Some(&name) {
                    *media = Media::Asset {
                        asset: asset.id,
                        hash: hex(&asset.hash),
                    };
                }
            });
        }
        Ok(())
    }

    /// Takes in the bytes of a picture of one point.
    pub(crate) async fn take_in(&self, tx: &mut Tx, bytes: &[u8]) -> Result<Asset, Broken> {
        let hash = self.media.received.keep(bytes).unwrap_or_else(|error| panic!("not kept: {error}"));
        let asset = Asset {
            id: self.desk.ids.uuid(),
            hash,
            media_type: "image/png".into(),
            bytes: bytes.len() as i64,
            width: Some(1),
            height: Some(1),
        };
        let cleaned = Cleaned {
            outcome: Ok(hash),
            edition: WHATEVER_COMES,
        };
        acts::media::take_in(tx, self.desk, self.by, &asset, &cleaned).await
    }
}

fn named(media: &Media) -> Option<String> {
    match media {
        Media::File(name) => Some(name.clone()),
        Media::Asset { .. } => None,
    }
}

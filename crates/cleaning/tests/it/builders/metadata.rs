//! EXIF, IIM and XMP as cameras and agencies write them.

/// The byte order of a TIFF.
#[derive(Clone, Copy)]
pub(crate) enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, number: u16) -> [u8; 2] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }

    fn u32(self, number: u32) -> [u8; 4] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

/// A directory's entries: tag, type and value.
type Entries<'a> = &'a [(u16, u16, Vec<u8>)];

/// A TIFF in which everything that a camera may say is a secret, but the orientation and the copyright; five secrets.
pub(crate) fn exif(order: Order, orientation: u16) -> Vec<u8> {
    let camera = directory(
        order,
        400,
        &[(0x927c, 7, b"SECRET-maker-note".to_vec()), (0xa431, 2, b"SECRET-serial\0".to_vec())],
        0,
    );
    let place = directory(order, 600, &[(0x001d, 2, b"SECRET-gps-day\0".to_vec())], 0);
    let thumbnail = directory(order, 700, &[(0x010f, 2, b"SECRET-thumbnail\0".to_vec())], 0);
    let main = directory(
        order,
        8,
        &[
            (0x0112, 3, order.u16(orientation).to_vec()),
            (0x013b, 2, b"SECRET-artist\0".to_vec()),
            (0x8298, 2, b"Agence Exif\0".to_vec()),
            (0x8769, 4, order.u32(400).to_vec()),
            (0x8825, 4, order.u32(600).to_vec()),
        ],
        700,
    );
    let mut tiff = match order {
        Order::Little => b"II".to_vec(),
        Order::Big => b"MM".to_vec(),
    };
    tiff.extend(order.u16(42));
    tiff.extend(order.u32(8));
    for (offset, part) in [(8, main), (400, camera), (600, place), (700, thumbnail)] {
        tiff.resize(offset, 0);
        tiff.extend(part);
    }
    tiff
}

/// What is longer than four bytes stands after the directory.
fn directory(order: Order, offset: usize, entries: Entries<'_>, next: u32) -> Vec<u8> {
    let mut table = order.u16(entries.len() as u16).to_vec();
    let mut values: Vec<u8> = Vec::new();
    let start = offset + 2 + entries.len() * 12 + 4;
    for (tag, kind, value) in entries {
        table.extend(order.u16(*tag));
        table.extend(order.u16(*kind));
        let size = match kind {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        table.extend(order.u32((value.len() / size) as u32));
        if value.len() <= 4 {
            table.extend(value);
            table.resize(table.len() + 4 - value.len(), 0);
        } else {
            table.extend(order.u32((start + values.len()) as u32));
            values.extend(value);
        }
    }
    table.extend(order.u32(next));
    table.extend(values);
    table
}

/// Photoshop's resources with data sets of IIM, a resource before them and one after; two secrets more.
pub(crate) fn resources(datasets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut iim = Vec::new();
    for (record, number, value) in datasets {
        iim.extend([0x1c, *record, *number]);
        iim.extend((value.len() as u16).to_be_bytes());
        iim.extend_from_slice(value);
    }
    [
        resource(0x0422, b"SECRET-odd-resource"),
        resource(0x0404, &iim),
        resource(0x0425, b"SECRET-digest"),
    ]
    .concat()
}

fn resource(number: u16, data: &[u8]) -> Vec<u8> {
    let mut resource = b"8BIM".to_vec();
    resource.extend(number.to_be_bytes());
    resource.extend(b"\x04name\0");
    resource.extend((data.len() as u32).to_be_bytes());
    resource.extend_from_slice(data);
    resource.resize(resource.len() + data.len() % 2, 0);
    resource
}

/// A packet as Adobe's toolkit writes it, with properties as elements and as attributes; six secrets.
pub(crate) fn xmp() -> Vec<u8> {
    br#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<!-- SECRET-comment --><x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="SECRET-toolkit">
 <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <r:Description r:about="SECRET-about" xmlns:ps="http://ns.adobe.com/photoshop/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" ps:Credit="Agence &amp; Fils" ps:City="SECRET-city" xmp:CreatorTool="SECRET-tool">
   <d:creator><r:Seq><r:li>SECRET-creator</r:li></r:Seq></d:creator>
   <ps:Source> Le Fonds </ps:Source>
   <d:rights><r:Alt><r:li xml:lang="fr">Tous droits</r:li><r:li xml:lang="x-default">&#169; 2026 &lt;Agence&gt;</r:li></r:Alt></d:rights>
  </r:Description>
 </r:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#
        .to_vec()
}

/// The rights that the packet names.
pub(crate) fn rights_of_xmp() -> cleaning::Rights {
    super::rights("Agence & Fils", "Le Fonds", "© 2026 <Agence>")
}

//! PDFs, object by object.

use super::jpeg;

/// A file of these objects, the first of which is the catalog, and these further entries of its trailer.
pub(crate) fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let numbered: Vec<(usize, &[u8])> = (1..).zip(objects.iter().map(Vec::as_slice)).collect();
    append(&mut pdf, &numbered, &format!("/Size {} {trailer}", objects.len() + 1));
    pdf
}

/// A revision of these objects at the end of a file, with a table of its own.
pub(crate) fn append(pdf: &mut Vec<u8>, objects: &[(usize, &[u8])], trailer: &str) {
    let mut table = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, object) in objects {
        let place = format!("{number} 1\n{:010} 00000 n \n", pdf.len());
        table.push_str(&place);
        pdf.extend(format!("{number} 0 obj\n").bytes());
        pdf.extend_from_slice(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend(format!("{table}trailer\n<< /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
}

pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// The objects of one page with a picture, a link, a note and a field.
pub(crate) fn objects() -> Vec<Vec<u8>> {
    let texts = [
        "<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R /OpenAction << /S /JavaScript /JS (SECRET-open) >> /Names 8 0 R /Lang (fr) \
         /PieceInfo << /App (SECRET-piece) >> /AF [ 10 0 R ] /AcroForm << /Fields [ 13 0 R ] /XFA (SECRET-xfa) >> /Outlines 14 0 R \
         /SECRET-key (SECRET-value) >>",
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 200 100 ] /Contents 4 0 R /Annots [ 6 0 R 9 0 R 12 0 R 13 0 R ] \
         /LastModified (D:SECRET) /AA << /O << /S /JavaScript /JS (SECRET-page) >> >> /VP [ << /Measure (SECRET-place) >> ] \
         /Resources << /XObject << /AF 5 0 R >> /Font << /Info << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
    ];
    let mut objects: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let picture = jpeg::dressed(&jpeg::plain(), &[jpeg::segment(0xfe, b"SECRET-comment")]);
    objects.extend([
        stream("", b"q 100 0 0 100 0 0 cm /AF Do Q BT /Info 12 Tf (Bonjour) Tj ET"),
        stream("/Type /XObject /Subtype /Image /Width 40 /Height 24 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Metadata 7 0 R", &picture),
        b"<< /Type /Annot /Subtype /Link /Rect [ 0 0 9 9 ] /A << /S /URI /URI (https://example.org/) /Next << /S /Launch /F (SECRET-next) >> >> /T (SECRET-author) /NM (SECRET-number) /M (D:SECRET) >>".to_vec(),
        stream("/Type /Metadata /Subtype /XML", b"<x>SECRET-xmp</x>"),
        b"<< /EmbeddedFiles << /Names [ (SECRET-file) 10 0 R ] >> /JavaScript << /Names [ (SECRET-js) 15 0 R ] >> /Dests << /Names [ (top) [ 3 0 R /Fit ] ] >> >>".to_vec(),
        b"<< /Type /Annot /Subtype /FileAttachment /Rect [ 0 0 9 9 ] /FS 10 0 R /Contents (SECRET-attachment) >>".to_vec(),
        b"<< /Type /Filespec /F (SECRET-path) /EF << /F 11 0 R >> >>".to_vec(),
        stream("/Type /EmbeddedFile", b"SECRET-contents"),
        b"<< /Subtype /Text /Rect [ 0 0 9 9 ] /Contents (Une note) /T (SECRET-annotator) /CreationDate (D:SECRET) /RC (SECRET-rich) /A << /S /JavaScript /JS (SECRET-action) >> >>".to_vec(),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [ 0 0 9 9 ] /T (nom) /V (visible) /AA << /K << /S /JavaScript /JS (SECRET-keystroke) >> >> >>".to_vec(),
        b"<< /Type /Outlines /First 16 0 R /Last 16 0 R /Count 1 >>".to_vec(),
        b"<< /S /JavaScript /JS (SECRET-script) >>".to_vec(),
        b"<< /Title (Une partie) /Parent 14 0 R /A << /S /GoToR /F (SECRET-other-file) /D [ 0 /Fit ] >> >>".to_vec(),
        b"<< /Author (SECRET-author) /Producer (SECRET-producer) >>".to_vec(),
        b"(SECRET-unreferenced)".to_vec(),
    ]);
    objects
}

/// A page that says all that a page can say, in two revisions and with a tail; and how many secrets that are.
pub(crate) fn with_secrets_everywhere() -> Vec<u8> {
    let mut pdf = file(&objects(), "/Info 17 0 R /ID [ (SECRET-id) (SECRET-id) ]");
    let first = pdf.windows(9).rposition(|it| it == b"startxref").unwrap();
    let previous: String = pdf[first + 10..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .map(|byte| char::from(*byte))
        .collect();
    let contents = stream("", b"q 100 0 0 100 0 0 cm /AF Do Q BT /Info 12 Tf (Bonsoir) Tj ET");
    append(&mut pdf, &[(4, &contents)], &format!("/Size 19 /Info 17 0 R /Prev {previous}"));
    pdf.extend_from_slice(b"SECRET-tail");
    pdf
}

/// A small page, of which nothing has to go.
pub(crate) fn plain() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 9 9 ] >>",
    ];
    file(&objects.map(|text| text.as_bytes().to_vec()), "")
}

#!/usr/bin/env python3
"""Makes the demo's document anew: two pages of an invented report, in PDF 1.4, byte for byte the same each time."""

from pathlib import Path

PAGES = [
    ["Departement de la Haute-Tarvoise", "Etat des 318 ponts au 31 octobre 2026", "", "Note 1 : 171   Note 2 : 112", "Note 3 : 32    Note 4 : 3"],
    ["Methode", "", "Chaque ouvrage est inspecte tous les trois ans.", "La note va de un, bon etat, a quatre, a reconstruire."],
]


def page(lines):
    shown = "\n".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F1 14 Tf 18 TL 72 760 Td\n{shown}\nET\n"


def document():
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(PAGES)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(PAGES)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(PAGES):
        content = page(lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    file, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(f"{len(file):010} 00000 n \n")
        file += f"{number} 0 obj\n{content}\nendobj\n"
    size, xref = len(objects) + 1, len(file)
    file += f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}"
    return file + f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n"


Path(__file__).with_name("etat-des-ponts.pdf").write_text(document(), encoding="ascii")

#!/usr/bin/env python3
"""Build the paper's web fonts and the faces that announce them.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install -r web/fonts/requirements.txt
    /tmp/fonts/bin/python web/fonts/build.py FOLDER

FOLDER keeps the npm packages between two runs. Six files come out, the same bytes every time: for each face a core
with the letters of French and English, and beside it, loaded only by a page that has one of them, the other letters
of Europe. faces.css declares them and the fallback faces, measured here on French text.
"""
import copy
import math
import subprocess
import sys
from pathlib import Path

import uharfbuzz
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.varLib import instancer
from fontTools.varLib.hvar import add_HVAR

HERE = Path(__file__).resolve().parent
PACKAGES = {
    "@fontsource-variable/piazzolla": "5.3.0",
    "@fontsource-variable/instrument-sans": "5.3.0",
    # Only measured, never shipped: Gelasio has Georgia's widths, Arimo has Arial's and Liberation Sans's.
    "@fontsource/gelasio": "5.3.0",
    "@fontsource/noto-serif": "5.3.0",
    "@fontsource/arimo": "5.3.0",
    "@fontsource/roboto": "5.3.0",
    "dejavu-fonts-ttf": "2.37.3",
}
# An article's page weighs at most 80 KB without its photographs; this is what is left to the fonts, in bytes.
BUDGETS = {
    ("piazzolla-roman", "instrument-sans"): 48_000,
    ("piazzolla-roman", "instrument-sans", "piazzolla-italic"): 60_000,
}

# Letters. The core is French and English, with the names met every day; what a font lacks is drawn below or left to
# the system. Every space is in the core, since none weighs anything and none is worth a second file.
CORE = {
    *range(0x20, 0x7F),
    *map(ord, "\u00a0\u00ad\u2002\u2003\u2009\u200a\u200b\u202f\u2010\u2011"),
    *map(ord, "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸàâäæçéèêëîïôöœùûüÿ"),
    *map(ord, "áãåßíñòóõøúÅØ"),
    *map(ord, "«»‹›‘’“”„–—…·•†°§©™€£×÷−←↑→↓↗²³½¼¾ᵈᵉᵐᵒʳˢᵗ"),
}
EXTENDED = {
    *range(0xA0, 0x180),
    *map(ord, "ƏəǍǎǐǒǔȘșȚțẀẁẂẃẄẅẞʼˆ˚˜―‚′″⁄⁰⁴⁵⁶⁷⁸⁹⅓⅔"),
} - CORE
# Without these a French page would wait for a second file, or show another font in the middle of a word.
NEEDED = {*map(ord, "\u00a0\u202f\u2010\u2011ŸŒœæ«»’…€←↑→↓↗")}

# Figures are proportional unless asked otherwise, and neither French nor English has forms of its own (locl).
CORE_FEATURES = ["kern", "liga", "tnum"]
EXTENDED_FEATURES = ["kern", "liga", "locl"]

# Kerning goes by steps of this many thousandths of an em: at 20 pixels it is never off by more than a tenth of a pixel.
STEP = 5

# Ligatures that text does not want: two t's tied together, and those that turn typed signs into others.
UNTIED = {"t.t", "w_w_w.liga", "hyphen_greater.liga", "less_hyphen.liga"}

# How far raised letters and digits are reduced.
RAISED, SMALL = 0.62, 0.60


class Face:
    """One face: where it comes from, how it is cut, and how CSS calls it."""

    def __init__(self, file, family, package, stem, axes, style="normal"):
        self.file, self.family, self.style = file, family, style
        self.package, self.stem, self.axes = package, stem, axes

    def source(self, folder, script):
        name = self.package.split("/")[1]
        tail = {"normal": "normal", "italic": "italic"}[self.style]
        return folder / name / f"package/files/{name}-{script}-{self.stem}-{tail}.woff2"

    def weights(self):
        match self.axes["wght"]:
            case low, _, high:
                return f"{low} {high}"
            case only:
                return f"{only}"


# One optical size serves the text of 18 pixels and the heads of 44; italics are text.
FACES = [
    Face("piazzolla-roman", "Piazzolla", "@fontsource-variable/piazzolla", "opsz", {"wght": (400, 400, 700), "opsz": 20}),
    Face("piazzolla-italic", "Piazzolla", "@fontsource-variable/piazzolla", "opsz", {"wght": 400, "opsz": 18}, "italic"),
    Face("instrument-sans", "Instrument Sans", "@fontsource-variable/instrument-sans", "wght", {"wght": (400, 400, 700)}),
]


# Making a file


def fetch(folder):
    """Every package, unpacked under its short name."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, version in PACKAGES.items():
        name = package.split("/")[-1]
        if (folder / name).exists():
            continue
        archive = subprocess.check_output(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, text=True)
        (folder / name).mkdir()
        subprocess.check_call(["tar", "xzf", archive.strip(), "-C", name], cwd=folder)


def named(font, code, glyph):
    """Let a code point show a glyph."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = glyph


def with_hyphens(font):
    cmap = font.getBestCmap()
    for code in (0x2010, 0x2011):
        if code not in cmap:
            named(font, code, cmap[0x2D])


def empty(font, name, advance):
    """A glyph without a drawing."""
    add(font, name, Glyph(), advance)


def add(font, name, glyph, advance, variations=()):
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)  # so that the font numbers it too
    font["hmtx"][name] = (round(advance), 0)
    if "gvar" in font:
        font["gvar"].variations[name] = list(variations)
    if "GDEF" in font and font["GDEF"].table.GlyphClassDef and "A" in font["GDEF"].table.GlyphClassDef.classDefs:
        font["GDEF"].table.GlyphClassDef.classDefs[name] = 1


def with_spaces(font):
    """U+202F is as wide as the thin space; a font without one gets two thirds of its word space."""
    cmap = font.getBestCmap()
    word = font["hmtx"][cmap[0x20]][0]
    if 0x2009 not in cmap:
        empty(font, "thinspace", word * 2 / 3)
        named(font, 0x2009, "thinspace")
    thin = font.getBestCmap()[0x2009]
    named(font, 0x202F, thin)
    for code, name, advance in (
        (0x200A, "hairspace", font["hmtx"][thin][0] / 2),
        (0x2002, "enspace", 500),
        (0x2003, "emspace", 1000),
        (0x200B, "nospace", 0),
    ):
        if code not in cmap:
            empty(font, name, advance)
            named(font, code, name)


def composed(font, code, name, parts, advance):
    """A sign put together from others. It follows their weight, since they keep their own variations."""
    if code in font.getBestCmap() or any(part[0] not in font["glyf"].glyphs for part in parts):
        return
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for base, scale, turn, x, y in parts:
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = base, round(x), round(y), 0x4
        angle = math.radians(turn)
        cos, sin = scale * math.cos(angle), scale * math.sin(angle)
        if (round(cos, 6), round(sin, 6)) != (1, 0):
            part.transform = [[cos, sin], [-sin, cos]]
        glyph.components.append(part)
    add(font, name, glyph, advance)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (round(advance), getattr(glyph, "xMin", 0))
    named(font, code, name)


def with_signs(font):
    """Arrows turned from the upright one, raised letters and digits, the thirds."""
    cmap, metrics, glyphs = font.getBestCmap(), font["hmtx"], font["glyf"]
    up = cmap[0x2191]
    shape = glyphs[up]
    middle, half = (shape.xMin + shape.xMax) / 2, (shape.yMax - shape.yMin) / 2
    axis = (glyphs[cmap[0x2B]].yMin + glyphs[cmap[0x2B]].yMax) / 2
    side = 60
    wide = 2 * half + 2 * side
    composed(font, 0x2192, "arrowright", [(up, 1, -90, side - shape.yMin, axis + middle)], wide)
    composed(font, 0x2190, "arrowleft", [(up, 1, 90, wide - side + shape.yMin, axis - middle)], wide)
    # Turned by 45 degrees about its own middle, then set on the axis.
    centre = (shape.yMin + shape.yMax) / 2
    lean = math.sqrt(0.5)
    composed(
        font, 0x2197, "arrowupright",
        [(up, 1, -45, wide / 2 - lean * (middle + centre), axis + lean * (middle - centre))], wide,
    )  # fmt: skip
    cap, low = glyphs[cmap[ord("H")]].yMax, glyphs[cmap[ord("x")]].yMax
    for code, letter in zip(map(ord, "ᵈᵉᵐᵒʳˢᵗ"), "demorst"):
        base = cmap[ord(letter)]
        lift = cap - low * RAISED if letter in "emors" else cap - cap * RAISED
        composed(font, code, f"{letter}.raised", [(base, RAISED, 0, 0, lift)], metrics[base][0] * RAISED + 8)
    for code, digit in zip(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"), range(10)):
        numerator = f"{cmap[ord(str(digit))]}.numr"
        if numerator in glyphs.glyphs:
            if code not in cmap:
                named(font, code, numerator)
        else:
            base = cmap[ord(str(digit))]
            composed(font, code, f"{base}.raised", [(base, SMALL, 0, 0, cap * (1 - SMALL))], metrics[base][0] * SMALL)
    with_fractions(font, cap)


def with_fractions(font, cap):
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    bar = cmap.get(0x2044) or cmap.get(0x2215)
    own = all(f"{cmap[ord(d)]}.{tail}" in font["glyf"].glyphs for d in "123" for tail in ("numr", "dnom"))
    if bar is None:
        bar, slant = cmap[0x2F], 0.86
    else:
        slant = 1
    for code, above, below in ((0xBD, "1", "2"), (0xBC, "1", "4"), (0xBE, "3", "4"), (0x2153, "1", "3"), (0x2154, "2", "3")):
        top, foot = cmap[ord(above)], cmap[ord(below)]
        size = 1 if own else SMALL
        rise = 0 if own else cap * (1 - SMALL)
        if own:
            top, foot = f"{top}.numr", f"{foot}.dnom"
        first, line = metrics[top][0] * size, metrics[bar][0] * slant
        overlap = -22 if own else 40
        parts = [(top, size, 0, 0, rise), (bar, slant, 0, first - overlap, 0), (foot, size, 0, first + line - 2 * overlap, 0)]
        composed(font, code, f"fraction{above}{below}", parts, first + line - 2 * overlap + metrics[foot][0] * size)
    if 0x2044 not in cmap:
        named(font, 0x2044, bar)


def borrowed(font, other, codes):
    """Letters of the other file that this one wants: drawing, variations and width, with what they are made of."""
    there, here = other.getBestCmap(), font.getBestCmap()
    for code in sorted(codes - here.keys()):
        if code not in there:
            continue
        wanted = [there[code]]
        while wanted:
            name = wanted.pop()
            if name in font["glyf"].glyphs:
                continue
            glyph = other["glyf"][name]
            if glyph.isComposite():
                wanted += [part.glyphName for part in glyph.components]
            variations = other["gvar"].variations[name] if "gvar" in other else ()
            add(font, name, copy.deepcopy(glyph), 0, copy.deepcopy(variations))
            font["hmtx"][name] = other["hmtx"][name]
        named(font, code, there[code])


def untied(font):
    """Take the unwanted ligatures out of the font itself, so that no style sheet has to."""
    gone = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                for name in [name for name, to in table.mapping.items() if to in UNTIED]:
                    gone.append(table.mapping.pop(name))
            elif table.LookupType == 4:
                for name, ligatures in table.ligatures.items():
                    gone += [each.LigGlyph for each in ligatures if each.LigGlyph in UNTIED]
                    table.ligatures[name] = [each for each in ligatures if each.LigGlyph not in UNTIED]
    return gone


def limited(path, axes):
    """A source with its axes limited, so that what is drawn below starts from the text weight."""
    font = TTFont(path)
    font.recalcTimestamp = False
    del font["HVAR"]  # made again from the drawings at the end
    font = instancer.instantiateVariableFont(font, axes)
    font.ensureDecompiled(recurse=True)  # counts of glyphs are checked at reading, before any is added
    if "gvar" in font:
        for name in font.getGlyphOrder():
            font["gvar"].variations.setdefault(name, [])
    else:
        del font["STAT"]  # it tells apart the cuts of a variable font
    return font


def in_steps(value):
    return round(value / STEP) * STEP


def coarsely_kerned(font):
    """Kerning in steps. In Instrument Sans nearly every letter is a class of its own, and kerning was half the file;
    equal values are what compression lives on."""
    store = getattr(font["GDEF"].table, "VarStore", None)
    for data in store.VarData if store else ():
        data.Item = [[in_steps(delta) for delta in row] for row in data.Item]
    for value in kerns(font):
        value.XAdvance = in_steps(value.XAdvance)
    if store:
        places = store.optimize()
        for table in ("GDEF", "GPOS"):
            font[table].table.remap_device_varidxes(places)


def kerns(font):
    """Every adjustment of a pair of glyphs, or of two classes of glyphs."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            if table.Format == 1:
                pairs = (pair for pairs in table.PairSet for pair in pairs.PairValueRecord)
            else:
                pairs = (pair for row in table.Class1Record for pair in row.Class2Record)
            yield from (pair.Value1 for pair in pairs if pair.Value1)


def cut(font, codes, features, out):
    """Keep the letters, write the file."""
    options = subset.Options()
    options.flavor, options.layout_features, options.notdef_outline = "woff2", features, True
    options.name_IDs, options.name_languages = [0, 1, 2, 3, 4, 5, 6, 13, 14], [0x409]
    options.hinting, options.recalc_timestamp, options.glyph_names = False, False, False
    tool = subset.Subsetter(options)
    tool.populate(unicodes=codes)
    tool.subset(font)
    coarsely_kerned(font)
    if "gvar" in font:
        add_HVAR(font)
    font.flavor = "woff2"
    font.save(out)
    return TTFont(out)


def build(face, folder):
    """The core and the extended file of a face, and what they hold."""
    latin, extended = (limited(face.source(folder, script), face.axes) for script in ("latin", "latin-ext"))
    gone = untied(latin) + untied(extended)
    borrowed(latin, extended, CORE)
    with_hyphens(latin)
    with_spaces(latin)
    with_signs(latin)
    borrowed(extended, latin, EXTENDED)
    core = cut(latin, CORE, CORE_FEATURES, HERE / f"{face.file}.woff2")
    more = cut(extended, EXTENDED, EXTENDED_FEATURES, HERE / f"{face.file}-ext.woff2")
    for name, font in ((face.file, core), (f"{face.file}-ext", more)):
        told(name, font)
    holds = core.getBestCmap().keys(), more.getBestCmap().keys()
    lacking = "".join(chr(code) for code in sorted((CORE | EXTENDED) - holds[0] - holds[1]) if chr(code).isprintable())
    print(f"{'':24} left to the system: {lacking or 'nothing'}; untied: {', '.join(sorted(set(gone))) or 'nothing'}")
    refuse_gaps(face, *holds)
    return core, more


def told(name, font):
    axes = font["fvar"].axes if "fvar" in font else ()
    axes = ", ".join(f"{axis.axisTag} {axis.minValue:g}–{axis.maxValue:g}" for axis in axes)
    print(f"{name:24} {weight(name):7,} bytes  {len(font.getGlyphOrder()):3} glyphs  {axes or 'static'}")


def weight(name):
    """A file's bytes."""
    return (HERE / f"{name}.woff2").stat().st_size


def refuse_gaps(face, core, more):
    if NEEDED - core:
        raise SystemExit(f"{face.file} lacks {', '.join(f'U+{code:04X}' for code in sorted(NEEDED - core))}")
    if core & more:
        raise SystemExit(f"both files of {face.file} hold {', '.join(f'U+{code:04X}' for code in sorted(core & more))}")


# Measuring the fallbacks

SAMPLE = """Le tablier a bougé à neuf heures vingt, d’abord de la largeur d’une main. Il a fallu retenir les gens, puis il a
fallu leur demander de ne pas s’arrêter au milieu. « Nous avons une route, nous n’avons pas encore de pont tournant »,
prévient le directeur technique du syndicat. Les véhicules de moins de 3,5 tonnes pourront passer lundi 23 novembre à
partir de 6 heures ; les camions et les cars scolaires continueront de faire le détour. Où était-ce déjà ? À l’écluse,
sur l’autre rive, là où l’eau reçoit la lumière du soir. Plus de 3 000 passagers, disent-ils, en six jours : c’est
beaucoup pour un bateau. Quel ouvrage, après cela, voudra-t-on garder ? Le maire hésite, le conseil vote, la Tarvoise
coule. Depuis la fermeture, personne n’a compté les pas perdus, ni les cœurs légers, ni les kilos de poisson frais."""
SAMPLE = " ".join(SAMPLE.split())


def width(path, location=None):
    """The mean advance of the sample, in ems, kerned and shaped in French."""
    font = TTFont(path)
    font.flavor = None
    plain = path.with_suffix(".measured.ttf") if HERE not in path.parents else Path("/tmp") / f"{path.stem}.measured.ttf"
    font.save(plain)
    shaped = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(plain))))
    if location:
        shaped.set_variations(location)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(SAMPLE)
    buffer.guess_segment_properties()
    buffer.language = "fr"
    uharfbuzz.shape(shaped, buffer, {"kern": True, "liga": True})
    plain.unlink()
    advance = sum(position.x_advance for position in buffer.glyph_positions)
    return advance / font["head"].unitsPerEm / len(SAMPLE)


# A fallback family: what local() asks for, regular and bold and italic, and the file that stands for it here.
SERIF = [
    ("Georgia", {"normal": ["Georgia", "Gelasio", "Gelasio Regular"], "bold": ["Georgia Bold", "Gelasio Bold"], "italic": ["Georgia Italic", "Gelasio Italic"]},
     "gelasio/package/files/gelasio-latin-{weight}-{style}.woff2"),
    ("Noto Serif", {"normal": ["Noto Serif", "Noto Serif Regular"], "bold": ["Noto Serif Bold"], "italic": ["Noto Serif Italic"]},
     "noto-serif/package/files/noto-serif-latin-{weight}-{style}.woff2"),
    ("DejaVu Serif", {"normal": ["DejaVu Serif"], "bold": ["DejaVu Serif Bold"], "italic": ["DejaVu Serif Italic"]}, None),
]  # fmt: skip
SANS = [
    ("Arial", {"normal": ["Arial", "ArialMT", "Liberation Sans", "Arimo", "Arimo Regular"], "bold": ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"]},
     "arimo/package/files/arimo-latin-{weight}-{style}.woff2"),
    ("Roboto", {"normal": ["Roboto", "Roboto Regular"], "bold": ["Roboto Bold"]},
     "roboto/package/files/roboto-latin-{weight}-{style}.woff2"),
    ("DejaVu Sans", {"normal": ["DejaVu Sans"], "bold": ["DejaVu Sans Bold"]}, None),
]  # fmt: skip
DEJAVU = {"normal": "", "bold": "-Bold", "italic": "-Italic"}


def stand_in(folder, name, pattern, cut_):
    if pattern:
        weight, style = ("700" if cut_ == "bold" else "400"), ("italic" if cut_ == "italic" else "normal")
        return folder / pattern.format(weight=weight, style=style)
    return folder / f"dejavu-fonts-ttf/package/ttf/{name.replace(' ', '')}{DEJAVU[cut_]}.ttf"


def fallback(family, name, cut_, locals_, ours, theirs, metrics):
    """A @font-face that makes a font of the machine as wide and as high as ours."""
    adjust = ours / theirs
    ascent, descent = (value / 1000 / adjust for value in metrics)
    src = ", ".join(f'local("{each}")' for each in locals_)
    style = "; font-style: italic" if cut_ == "italic" else ""
    weight = {"normal": "400 549", "bold": "550 900", "italic": "400 900"}[cut_]
    label = f"{family} on {name} {cut_}"
    print(f"{label:38} size-adjust {adjust:7.2%}  ascent {ascent:7.2%}  descent {descent:6.2%}  ({ours:.4f} / {theirs:.4f} em)")
    return (
        f'@font-face {{ font-family: "{family} Fallback {name}"; src: {src}; font-weight: {weight}{style}; '
        f"size-adjust: {adjust:.2%}; ascent-override: {ascent:.2%}; descent-override: {descent:.2%}; line-gap-override: 0%; }}"
    )


def fallbacks(folder):
    """Text is measured at its weight, heads between those of the large ones and of the small."""
    lines = []
    metrics = {}
    for face in FACES:
        font = TTFont(HERE / f"{face.file}.woff2")
        metrics[face.file] = (font["hhea"].ascent, -font["hhea"].descent)
    places = {
        ("Piazzolla", "normal"): ("piazzolla-roman", {"wght": 400}),
        ("Piazzolla", "bold"): ("piazzolla-roman", {"wght": 640}),
        ("Piazzolla", "italic"): ("piazzolla-italic", None),
        ("Instrument Sans", "normal"): ("instrument-sans", {"wght": 450}),
        ("Instrument Sans", "bold"): ("instrument-sans", {"wght": 600}),
    }
    for family, group in (("Piazzolla", SERIF), ("Instrument Sans", SANS)):
        for name, cuts, pattern in group:
            for cut_, locals_ in cuts.items():
                file, location = places[family, cut_]
                ours = width(HERE / f"{file}.woff2", location)
                theirs = width(stand_in(folder, name, pattern, cut_))
                lines.append(fallback(family, name, cut_, locals_, ours, theirs, metrics[file]))
    return lines


# The style sheet


def ranges(codes):
    """Code points as a unicode-range."""
    runs, codes = [], sorted(codes)
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def declared(face, file, font, wanted, display):
    style = "; font-style: italic" if face.style == "italic" else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; src: url("{file}.woff2") format("woff2"); '
        f"font-weight: {face.weights()}{style}; font-display: {display}; "
        f"unicode-range: {ranges(wanted & font.getBestCmap().keys())}; }}"
    )


def stacks(family, group, last):
    names = [family, *(f"{family} Fallback {name}" for name, _, _ in group)]
    return ", ".join([*(f'"{name}"' for name in names), last])


def main():
    folder = Path(sys.argv[1]).resolve()
    fetch(folder)
    lines = [
        "/* Made by web/fonts/build.py; change that, not this. */",
        "/* The core files of the roman and of the sans are worth a preload. Used whole, the families are: */",
        f"/* --serif: {stacks('Piazzolla', SERIF, 'Georgia, serif')}; */",
        f"/* --sans: {stacks('Instrument Sans', SANS, 'system-ui, sans-serif')}; */",
    ]
    for face in FACES:
        core, more = build(face, folder)
        lines.append(declared(face, face.file, core, CORE, "optional"))
        # A name with such a letter should not wait for the next visit; one letter shifts nothing.
        lines.append(declared(face, f"{face.file}-ext", more, EXTENDED, "swap"))
    over = []
    for files, budget in BUDGETS.items():
        total = sum(map(weight, files))
        print(f"{total:7,} bytes of {budget:,}: {', '.join(files)}")
        if total > budget:
            over.append(files)
    lines += fallbacks(folder)
    (HERE / "faces.css").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("piazzolla", "instrument-sans"):
        (HERE / f"OFL-{name}.txt").write_bytes((folder / name / "package/LICENSE").read_bytes())
    if over:
        raise SystemExit("over budget: " + "; ".join(", ".join(files) for files in over))


if __name__ == "__main__":
    main()

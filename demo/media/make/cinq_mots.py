"""« Cinq mots du canal »: a spoken lexicon, read by a synthetic voice that says so, with water between the words."""
import numpy as np

import studio

OPENING = ["Cinq mots du canal.", "Un lexique de L’Écluse, lu par une voix de synthèse."]
WORDS = [
    ("Bief", ["Bief.", "C’est la portion de canal comprise entre deux écluses.", "L’eau y est presque immobile, et partout au même niveau."]),
    ("Sas", ["Le sas.", "La chambre où l’on enferme le bateau, le temps que l’eau monte ou descende.", "On entre par une porte, on sort par l’autre."]),
    ("Bajoyer", ["Bajoyer.", "Le mur de côté du sas.", "On y trouve une échelle, et de quoi s’amarrer."]),
    ("Vantelle", ["Vantelle.", "La petite vanne qui laisse passer l’eau.", "On la lève, et le sas se remplit, ou se vide."]),
    ("Bassinée", ["Bassinée.", "L’eau d’un sas, rendue vers l’aval à chaque passage.", "C’est ce qu’un canal dépense pour faire monter un bateau."]),
]
CLOSING = ["Cinq mots, et vous voilà de l’autre côté."]


def main():
    places, cues, now = studio.read_aloud(OPENING, 0.9)
    chapters = [("Présentation", 0.0)]
    for name, sentences in WORDS:
        now += 0.75
        chapters.append((name, now - 0.2))
        said, written, now = studio.read_aloud(sentences, now)
        places += said
        cues += written
    said, written, now = studio.read_aloud(CLOSING, now + 0.9)
    end = now + 1.8
    voice = studio.level(studio.laid(places + said, end), 0.15)
    # Water is loud where nobody speaks, and stays under the voice elsewhere.
    hush = studio.mellowed(studio.mellowed((np.abs(voice) > 0.01).astype(float), 0.5), 0.5)
    stream = studio.water(end, 7)[: len(voice)]
    stream = np.pad(stream, (0, len(voice) - len(stream))) * (0.052 - 0.040 * np.clip(hush * 2.2, 0, 1))
    studio.write_m4a("cinq-mots-du-canal.m4a", studio.faded(voice + stream, 0.8, 1.6), "Cinq mots du canal")
    studio.write_vtt("cinq-mots-du-canal.vtt", cues + written)
    limits = [at for _, at in chapters[1:]] + [end]
    studio.write_vtt("cinq-mots-du-canal.chapitres.vtt", [(at, until, name) for (name, at), until in zip(chapters, limits)])
    print(f"cinq mots {end:.1f} s")


main()

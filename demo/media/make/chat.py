"""« Le chat de Muybridge »: the twenty-four photographs of one plate of 1887, put back one after the other.

The plate is demo/pictures/chat-locomotion-muybridge.jpg (CC0-1.0). Nothing is drawn into the photographs: they are cut
out, brought to one tone so that they do not flicker, and shown in their order.
"""
import cairo
import numpy as np
from PIL import Image

import studio
from studio import HAIR, INK, INK_2, PENCIL, RATE, between, rule, smooth, words

PLATE = studio.HERE.parent.parent / "pictures/chat-locomotion-muybridge.jpg"
COLUMNS = [9, 175, 344, 512, 681, 849]
ROWS = [(13, 120), (139, 246), (263, 370), (392, 499)]
CELL = (162, 106)
BIG = (700, 458)

PARTS = [
    ["Vingt-quatre photographies d’un chat, sur une seule planche.", "Elle est d’Eadweard Muybridge, et date de 1887."],
    ["Chaque case porte un numéro.", "Suivons-les, de un à vingt-quatre."],
    ["D’abord, le chat marche. Puis il s’allonge, et il court."],
    ["Le cinéma n’existe pas encore.", "Le chat, lui, est déjà en mouvement."],
]
SLOW, QUICK = 5, 11  # photographs a second


def cells():
    """The photographs, brought to one tone, small and large."""
    plate = Image.open(PLATE).convert("L")
    small, large = [], []
    for top, _ in ROWS:
        for left in COLUMNS:
            cut = np.asarray(plate.crop((left, top, left + CELL[0], top + CELL[1])), float)
            middle = np.median(cut)
            spread = np.percentile(cut, 92) - np.percentile(cut, 3)
            cut = np.clip((cut - middle) * (132 / spread) + 172, 12, 236)
            # The plate's own brown, from black to its paper.
            share = (cut / 255)[..., None]
            toned = np.array([26, 22, 18]) * (1 - share) + np.array([246, 233, 205]) * share
            picture = Image.fromarray(toned.astype(np.uint8))
            small.append(surface(picture.resize((81, 53), Image.Resampling.LANCZOS)))
            large.append(surface(picture.resize(BIG, Image.Resampling.BICUBIC)))
    return small, large


def surface(picture):
    """A Pillow picture as a cairo one."""
    rgba = np.zeros((picture.height, picture.width, 4), np.uint8)
    rgba[..., :3] = np.asarray(picture.convert("RGB"))[..., ::-1]
    rgba[..., 3] = 255
    made = cairo.ImageSurface(cairo.FORMAT_RGB24, picture.width, picture.height)
    stride = made.get_stride()
    rows = np.zeros((picture.height, stride), np.uint8)
    rows[:, : picture.width * 4] = rgba.reshape(picture.height, -1)
    made.get_data()[:] = rows.tobytes()
    made.mark_dirty()
    return made


class Clock:
    def __init__(self):
        self.places, self.cues, self.parts = [], [], []
        now = 1.3
        for number, sentences in enumerate(PARTS):
            places, cues, end = studio.read_aloud(sentences, now, 0.3)
            self.places += places
            self.cues += cues
            self.parts.append((now, end - 0.3))
            now = end + (0.5 if number != 2 else 3.6)
        self.walk = self.parts[1][0] + 0.2  # the frame goes over the plate
        self.walked = self.parts[1][1] + 0.9
        self.near = self.walked - 0.1  # the first photograph comes forward
        self.roll = self.near + 1.3
        self.quick = self.roll + 24 / SLOW
        self.stop = self.quick + 3 * 24 / QUICK
        # What the voice says about the running waits until it can be seen.
        self.move(2, self.roll + 0.1)
        self.move(3, max(self.stop - 3.4, self.parts[2][1] + 0.8))
        self.end = max(self.stop, self.parts[3][1]) + 2.4

    def move(self, part, start):
        """Say a part at another instant."""
        before = sum(len(sentences) for sentences in PARTS[:part])
        these = range(before, before + len(PARTS[part]))
        by = start - self.parts[part][0]
        for number in these:
            at, wave = self.places[number]
            self.places[number] = (at + by, wave)
            from_, to, text = self.cues[number]
            self.cues[number] = (from_ + by, to + by, text)
        self.parts[part] = tuple(at + by for at in self.parts[part])

    def turns(self):
        """The instant of each change of photograph."""
        slow = [self.roll + number / SLOW for number in range(24)]
        return slow + [self.quick + number / QUICK for number in range(3 * 24)]

    def shown(self, now):
        """Which photograph is on, from 0 to 23."""
        if now < self.roll:
            return 0
        if now < self.quick:
            return int((now - self.roll) * SLOW + 1e-6) % 24
        if now < self.stop:
            return int((now - self.quick) * QUICK + 1e-6) % 24
        return 23


# Where things stand on the page.
PLATE_AT, PLATE_WIDE = (150, 128), 980
BIG_AT = ((1280 - 700) / 2, 120)
STRIP_TOP = 600


def picture(page, image, x, y, wide, high, alpha=1.0):
    page.save()
    page.translate(x, y)
    page.scale(wide / image.get_width(), high / image.get_height())
    page.set_source_surface(image)
    page.get_source().set_filter(cairo.FILTER_BEST)
    page.paint_with_alpha(alpha)
    page.restore()


def on_plate(number):
    """Where one photograph stands on the page while the plate is whole."""
    scale = PLATE_WIDE / 1024
    left, top = COLUMNS[number % 6], ROWS[number // 6][0]
    return PLATE_AT[0] + left * scale, PLATE_AT[1] + top * scale, CELL[0] * scale, CELL[1] * scale


def scene(clock):
    small, large = cells()
    plate = surface(Image.open(PLATE).convert("RGB"))

    def draw(page, now):
        rule(page, 48, 34, 1232, 34, 4)
        words(page, 48, 84, "Le chat de Muybridge", "Ecluse Head", 40, tracking=-0.012)
        words(page, 1232, 82, "Arrêt sur archive", "Ecluse Text", 26, INK_2, "right")
        whole = smooth(now / 1.2) * (1 - between(now, clock.near, clock.near + 0.9))
        if whole > 0.01:
            high = PLATE_WIDE * plate.get_height() / plate.get_width()
            picture(page, plate, *PLATE_AT, PLATE_WIDE, high, whole)
        if clock.walk < now < clock.near + 0.9:
            over_the_plate(page, clock, now, whole)
        forward = between(now, clock.near, clock.near + 1.1)
        if forward > 0.01:
            number = clock.shown(now)
            place = on_plate(0)
            x, y, wide, high = (a + (b - a) * forward for a, b in zip(place, (*BIG_AT, *BIG)))
            picture(page, large[number], x, y, wide, high, min(1.0, forward * 4))
            beside = max(0.0, 2 * forward - 1)
            strip(page, small, number, beside)
            words(page, BIG_AT[0] - 28, 560, str(number + 1), "Ecluse Head", 58, INK, "right", beside)
        credit = between(now, clock.end - 2.4, clock.end - 1.7)
        if credit > 0.01:
            for line, text in enumerate(("Eadweard", "Muybridge, 1887", "Voix de synthèse")):
                words(page, BIG_AT[0] + BIG[0] + 28, 520 + 28 * line, text, "Ecluse Sans", 22, INK_2, alpha=credit)

    return draw


def over_the_plate(page, clock, now, whole):
    """A blue frame that goes from photograph to photograph, then comes back to the first."""
    share = (now - clock.walk) / (clock.walked - 0.9 - clock.walk)
    number = min(23, int(max(0.0, share) * 24))
    if now > clock.walked - 0.5:
        number = 0
    x, y, wide, high = on_plate(number)
    page.rectangle(x - 2, y - 2, wide + 4, high + 4)
    page.set_source_rgba(*PENCIL[:3], whole * smooth((now - clock.walk) / 0.2))
    page.set_line_width(5)
    page.stroke()


def strip(page, small, current, alpha):
    """The twenty-four in a row, the one that is shown underlined."""
    for number, image in enumerate(small):
        x = 48 + number * (1184 / 24)
        wide = 1184 / 24 - 3
        picture(page, image, x, STRIP_TOP, wide, wide * 53 / 81, alpha * (1.0 if number == current else 0.55))
        if number == current:
            rule(page, x, STRIP_TOP + 36, x + wide, STRIP_TOP + 36, 4, (*PENCIL[:3], alpha))
    rule(page, 48, STRIP_TOP + 36, 1232, STRIP_TOP + 36, 1, (*HAIR[:3], alpha * 0.8))


def sound(clock):
    voice = studio.level(studio.laid(clock.places, clock.end), 0.15)
    random = np.random.default_rng(1887)
    time = np.arange(int(0.03 * RATE)) / RATE

    def shutter(loud):
        return loud * random.standard_normal(len(time)) * np.exp(-time * 260)

    clicks = [(at, shutter(0.055)) for at in clock.turns()]
    walk = np.linspace(clock.walk, clock.walked - 0.9, 25)[:24]
    clicks += [(at, shutter(0.022)) for at in walk]
    return voice + studio.laid(clicks, clock.end)


def main():
    studio.ready_type()
    clock = Clock()
    print(f"chat {clock.end:.1f} s", {k: round(v, 1) for k, v in vars(clock).items() if isinstance(v, float)})
    draw = scene(clock)
    studio.write_poster("chat-de-muybridge.jpg", draw, clock.quick + 20.5 / QUICK)
    studio.write_vtt("chat-de-muybridge.vtt", clock.cues)
    if "--still" not in studio.sys.argv:
        studio.write_film("chat-de-muybridge.mp4", draw, sound(clock), clock.end, "Le chat de Muybridge")


if __name__ == "__main__":
    main()

"""« Comment fonctionne une écluse à sas »: a lock drawn from above and in section, and a boat that goes up through it.

Both drawings share their horizontal measures: the foreshortened leaf of a gate in section is the leaf seen from above.
"""
import math

import numpy as np

import studio
from studio import EDGE, HAIR, INK, INK_2, PAPER, PENCIL, RATE, SHADE, VERDIGRIS, between, ink, rule, smooth, words

# The words. One list per part of the film.
PARTS = [
    ["Un canal monte et descend par marches.", "D’un niveau à l’autre, il faut une porte\u00a0: l’écluse."],
    ["La péniche arrive par le bas.", "Elle entre dans le sas, dont les portes d’amont sont fermées."],
    ["Derrière elle, les portes d’aval se referment."],
    ["On lève alors les vantelles.", "L’eau d’amont descend dans le sas, et la péniche monte avec elle.", "Pas de pompe\u00a0: le poids de l’eau suffit."],
    ["Quand les deux niveaux sont égaux, les portes d’amont s’ouvrent."],
    ["La péniche repart, une marche plus haut.", "À chaque passage, un sas d’eau s’en va vers l’aval\u00a0: l’été, un canal a soif."],
]
STEPS = ["Entrer", "Fermer", "Remplir", "Ouvrir", "Sortir"]

# The section, in the drawing's units.
LEFT, RIGHT = 48, 1232
BED_LOW, BED_HIGH = 586, 474
WATER_LOW, WATER_HIGH = 492, 390
COPING, GROUND = 362, 640
GATE_LOW, GATE_HIGH = 420, 880  # where the hinges are
# The same, from above.
NORTH, SOUTH = 190, 268
LEAF = (SOUTH - NORTH) / 2 / math.cos(math.radians(20))
# The boat.
LONG, IN_THE_LOCK = 300, 510
MASONRY, EARTH, WATER_INK = ink("#EDEFEA"), ink("#DDE1DA"), VERDIGRIS


class Clock:
    """When each part begins and ends, as the voice has it."""

    def __init__(self):
        self.places, self.cues, self.parts = [], [], []
        now = 1.5
        for sentences in PARTS:
            places, cues, end = studio.read_aloud(sentences, now, 0.3)
            self.places += places
            self.cues += cues
            self.parts.append((now, end - 0.3))
            now = end + 0.38
        self.end = now + 1.9
        (_, _), (enter, entered), (shut, _), (fill, filled), (opened, _), (leave, left) = self.parts
        self.enter, self.entered = enter - 0.3, entered + 0.5
        self.shut, self.is_shut = shut + 0.2, shut + 2.0
        self.lift, self.filling, self.full = fill, fill + 1.2, filled + 0.35
        self.drop, self.opened, self.is_open = opened - 0.1, opened + 0.7, opened + 2.7
        self.leave, self.left = leave - 0.1, leave + 5.0
        self.close_again, self.closed_again = leave + 4.6, leave + 6.4

    def step(self, now):
        """The step under way, from 0, or -1 before the first."""
        starts = [start for start, _ in self.parts[1:]]
        return sum(now >= start - 0.25 for start in starts) - 1


def lock(clock, now):
    """Everything that moves, at one instant."""
    low = 1 - between(now, clock.shut, clock.is_shut)
    high = between(now, clock.opened, clock.is_open) - between(now, clock.close_again, clock.closed_again)
    # An emptying basin drives a lock less and less: the level rises fast, then slowly.
    share = min(1.0, max(0.0, (now - clock.filling) / (clock.full - clock.filling)))
    full = smooth(share) * 0.35 + (1 - (1 - share) ** 2) * 0.65 if share < 1 else 1.0
    flow = between(now, clock.filling - 0.5, clock.filling + 0.6) * (1 - between(now, clock.full - 1.2, clock.full))
    paddle = between(now, clock.lift, clock.lift + 1.1) - between(now, clock.drop, clock.drop + 0.8)
    if now < clock.leave:
        bow = -LONG - 40 + (IN_THE_LOCK + LONG + 40) * between(now, clock.enter, clock.entered)
    else:
        # Gathers way and does not stop before the frame's edge.
        gone = max(0.0, (now - clock.leave) / (clock.left - clock.leave))
        bow = IN_THE_LOCK + (1330 - IN_THE_LOCK) * gone**1.9
    level = WATER_LOW + (WATER_HIGH - WATER_LOW) * full
    return {"low": low, "high": high, "full": full, "level": level, "flow": flow, "paddle": paddle, "boat": bow}


def leaf_angle(openness):
    return math.radians(20 + 70 * openness)


def heading(page, clock, now):
    rule(page, LEFT, 34, RIGHT, 34, 4)
    words(page, LEFT, 84, "Comment fonctionne une écluse à sas", "Ecluse Head", 40, tracking=-0.012)
    words(page, RIGHT, 82, "L’Écluse", "Ecluse Head", 26, align="right")
    current = clock.step(now)
    x = LEFT
    for number, step in enumerate(STEPS):
        on = number == current
        colour = INK if number <= current else EDGE
        wide = words(page, x, 128, f"{number + 1}  {step}", "Ecluse Bold" if on else "Ecluse Sans", 23, colour)
        if number <= current:
            start = clock.parts[number + 1][0] - 0.25
            stop = clock.parts[number + 2][0] - 0.25 if number + 2 < len(clock.parts) else clock.end
            done = min(1.0, (now - start) / (stop - start))
            rule(page, x, 141, x + wide * done, 141, 3, PENCIL if on else HAIR)
        x += wide + 44
    rule(page, LEFT, 142.5, RIGHT, 142.5, 1, HAIR)


def surface(page, x1, x2, y, bottom, now, alpha):
    """A body of water whose surface breathes."""
    page.move_to(x1, bottom)
    steps = max(2, int((x2 - x1) / 12))
    line = []
    for number in range(steps + 1):
        x = x1 + (x2 - x1) * number / steps
        line.append((x, y + 1.1 * math.sin(x / 37 + now * 1.9) + 0.7 * math.sin(x / 17 - now * 1.3)))
    page.line_to(*line[0])
    for point in line:
        page.line_to(*point)
    page.line_to(x2, bottom)
    page.close_path()
    page.set_source_rgba(*WATER_INK[:3], alpha)
    page.fill()
    page.move_to(*line[0])
    for point in line:
        page.line_to(*point)
    page.set_source_rgba(*WATER_INK[:3], 0.95)
    page.set_line_width(2.2)
    page.stroke()


def boat_aside(page, x, water):
    """The péniche from the side, her stern at x."""
    keel, deck = water + 42, water - 20
    page.move_to(x + 4, deck - 6)
    page.curve_to(x - 2, deck + 20, x + 6, keel - 6, x + 26, keel)
    page.line_to(x + LONG - 30, keel)
    page.curve_to(x + LONG - 6, keel - 4, x + LONG + 2, deck + 10, x + LONG, deck - 14)
    page.curve_to(x + LONG - 16, deck - 7, x + LONG - 36, deck - 3, x + LONG - 60, deck)
    page.line_to(x + 60, deck)
    page.close_path()
    page.set_source_rgba(*INK)
    page.fill()
    rule(page, x + 8, deck + 9, x + LONG - 8, deck + 9, 1.6, PAPER)
    # Hatches, then the wheelhouse with its glass.
    page.set_source_rgba(*INK_2)
    for number in range(6):
        page.rectangle(x + 92 + number * 25.5, deck - 9, 23.5, 9)
    page.fill()
    page.rectangle(x + 22, deck - 34, 46, 34)
    page.set_source_rgba(*PAPER)
    page.fill_preserve()
    page.set_source_rgba(*INK)
    page.set_line_width(2.4)
    page.stroke()
    page.set_source_rgba(*PENCIL)
    page.rectangle(x + 28, deck - 27, 14, 11)
    page.rectangle(x + 48, deck - 27, 14, 11)
    page.fill()
    rule(page, x + 17, deck - 35, x + 73, deck - 35, 3.4)
    rule(page, x + 5, deck - 6, x + 1, deck - 30, 1.8)
    page.move_to(x + 1, deck - 30)
    page.line_to(x - 17, deck - 25)
    page.line_to(x + 2, deck - 19)
    page.set_source_rgba(*VERDIGRIS)
    page.fill()
    rule(page, x + LONG - 12, deck - 12, x + LONG - 12, deck - 26, 1.8)


def boat_above(page, x):
    """The same hull from above."""
    middle, half = (NORTH + SOUTH) / 2, 24
    page.move_to(x + 10, middle - half + 4)
    page.line_to(x + 26, middle - half)
    page.line_to(x + LONG - 46, middle - half)
    page.curve_to(x + LONG - 14, middle - half + 2, x + LONG, middle - 8, x + LONG, middle)
    page.curve_to(x + LONG, middle + 8, x + LONG - 14, middle + half - 2, x + LONG - 46, middle + half)
    page.line_to(x + 26, middle + half)
    page.line_to(x + 10, middle + half - 4)
    page.curve_to(x + 1, middle + 10, x + 1, middle - 10, x + 10, middle - half + 4)
    page.set_source_rgba(*INK)
    page.fill()
    page.set_source_rgba(*INK_2)
    for number in range(6):
        page.rectangle(x + 92 + number * 25.5, middle - 15, 23.5, 30)
    page.fill()
    page.rectangle(x + 24, middle - 14, 44, 28)
    page.set_source_rgba(*PAPER)
    page.fill()


def wall_lines(page):
    """The side wall of the lock, its stones and its ladder."""
    page.rectangle(GATE_LOW - 30, COPING, GATE_HIGH + 96 - GATE_LOW, BED_LOW - COPING)
    page.set_source_rgba(*MASONRY)
    page.fill()
    for course in range(1, 8):
        y = COPING + course * 28
        rule(page, GATE_LOW - 30, y, GATE_HIGH + (66 if y < BED_HIGH else 0), y, 1, SHADE)
        for joint in range(9):
            x = GATE_LOW - 30 + (joint + 0.5 * (course % 2)) * 58
            if x < GATE_HIGH + (60 if y < BED_HIGH else -6):
                rule(page, x, y, x, y + 28 if y + 28 < BED_LOW else BED_LOW, 1, SHADE)
    for x in (474, 486):
        rule(page, x, COPING, x, BED_LOW - 18, 1.6, HAIR)
    for rung in range(13):
        rule(page, 474, COPING + 14 + rung * 15, 486, COPING + 14 + rung * 15, 1.6, HAIR)
    rule(page, GATE_LOW - 30, COPING, GATE_HIGH + 66, COPING, 4)


def ground(page):
    """Earth and sill, with the culvert that passes through them."""
    page.move_to(0, BED_LOW)
    for point in ((GATE_HIGH, BED_LOW), (GATE_HIGH, BED_HIGH), (1280, BED_HIGH), (1280, GROUND), (0, GROUND)):
        page.line_to(*point)
    page.close_path()
    page.set_source_rgba(*EARTH)
    page.fill_preserve()
    page.save()
    page.clip()
    for x in range(-700, 1300, 13):
        rule(page, x, GROUND, x + 200, GROUND - 200, 0.8, (*HAIR[:3], 0.75))
    page.restore()
    culvert(page)
    page.set_source_rgba(*PAPER)
    page.set_line_width(22)
    page.stroke()
    culvert(page)
    page.set_source_rgba(*WATER_INK[:3], 0.30)
    page.set_line_width(22)
    page.stroke()
    page.move_to(0, BED_LOW)
    page.line_to(GATE_HIGH, BED_LOW)
    page.line_to(GATE_HIGH, 563)
    page.move_to(GATE_HIGH, 541)
    page.line_to(GATE_HIGH, BED_HIGH)
    page.line_to(1009, BED_HIGH)
    page.move_to(1031, BED_HIGH)
    page.line_to(1280, BED_HIGH)
    page.set_source_rgba(*INK)
    page.set_line_width(3)
    page.stroke()


def culvert(page):
    page.move_to(1020, BED_HIGH - 1)
    page.line_to(1020, 530)
    page.curve_to(1020, 546, 1014, 552, 998, 552)
    page.line_to(GATE_HIGH, 552)


def gate(page, hinge, openness, top, bottom):
    """A leaf seen from the side: as wide as its angle lets it look."""
    wide = LEAF * math.sin(leaf_angle(openness))
    page.rectangle(hinge, top, wide, bottom - top)
    page.set_source_rgba(*INK_2[:3], 0.92 - 0.42 * openness)
    page.fill()
    for part in (0.18, 0.42, 0.66, 0.9):
        rule(page, hinge, top + (bottom - top) * part, hinge + wide, top + (bottom - top) * part, 2, (*PAPER[:3], 0.55))
    rule(page, hinge, top - 8, hinge, bottom, 5)
    rule(page, hinge, top, hinge + wide, top, 4)


def stream(page, state, now):
    """The water that goes down: dashes in the culvert, eddies where it comes out."""
    flow = state["flow"]
    if flow <= 0.01:
        return
    page.save()
    for shift, width in ((0, 3.0), (17, 2.0)):
        page.set_dash([20, 16], -(now * 130 + shift))
        culvert(page)
        page.set_source_rgba(*PENCIL[:3], 0.85 * flow)
        page.set_line_width(width)
        page.stroke()
    page.set_dash([])
    for number in range(9):
        age = (now * 0.62 + number / 9) % 1
        reach = 26 + 300 * age**0.8
        rise = -6 + (number % 3 - 1) * 10 - 46 * age * (0.4 + (number % 3) / 2)
        x, y = GATE_HIGH - reach, 552 + rise * (0.4 + age) * 0.8
        if y < state["level"] + 12:
            continue
        bend = 12 * (1 - age) + 6
        page.move_to(x + 20 * (1 - age) + 12, y + 3)
        page.curve_to(x + 8, y + 3, x, y - bend * 0.3, x - 6, y - bend * 0.5)
        page.set_source_rgba(*PENCIL[:3], 0.7 * flow * math.sin(math.pi * age))
        page.set_line_width(2.6 * (1 - 0.5 * age))
        page.stroke()
    page.restore()


def paddle(page, state):
    """The vantelle: a plate on a rod, wound up from the quay."""
    lift = 25 * state["paddle"]
    rule(page, 946, 350 - lift * 0.8, 946, 541 - lift, 2.4, INK)
    page.rectangle(941, 540 - lift, 10, 25)
    page.set_source_rgba(*(PENCIL if state["paddle"] > 0.03 else INK))
    page.fill()
    page.save()
    page.translate(946, 344)
    page.rotate(state["paddle"] * 7)
    page.arc(0, 0, 9, 0, 2 * math.pi)
    page.set_source_rgba(*PAPER)
    page.fill_preserve()
    page.set_source_rgba(*INK)
    page.set_line_width(2.6)
    page.stroke()
    rule(page, 0, 0, 15, 0, 3.4)
    page.restore()


def goals(page, clock, now):
    """The two levels, dotted on the wall while the water rises from one to the other."""
    shown = between(now, clock.filling, clock.filling + 0.6) * (1 - between(now, clock.opened, clock.opened + 0.6))
    for y, share in ((WATER_HIGH, 1.0), (WATER_LOW, 0.6)):
        rule(page, GATE_LOW + 18, y, GATE_HIGH, y, 1.8, (*PENCIL[:3], share * shown), [2, 6])


def section(page, clock, state, now):
    wall_lines(page)
    gate(page, GATE_LOW, state["low"], COPING + 4, BED_LOW)
    gate(page, GATE_HIGH, state["high"], COPING + 4, BED_HIGH)
    ground(page)
    paddle(page, state)
    goals(page, clock, now)
    x, bow = state["boat"], state["boat"] + LONG
    # She floats on the low reach, then on the chamber, then on the high reach.
    water = state["level"] if bow > GATE_LOW + 40 else WATER_LOW
    boat_aside(page, x, water + 0.9 * math.sin(now * 1.7))
    surface(page, 0, GATE_LOW, WATER_LOW, BED_LOW, now, 0.30)
    surface(page, GATE_LOW, GATE_HIGH, state["level"], BED_LOW, now, 0.30)
    surface(page, GATE_HIGH, 1280, WATER_HIGH, BED_HIGH, now, 0.30)
    stream(page, state, now)
    for centre, text in ((205, "bief d’aval"), (650, "sas"), (1128, "bief d’amont")):
        words(page, centre, 622, text, "Ecluse Sans", 23, INK, "middle")


def plan(page, state):
    page.rectangle(0, NORTH, 1280, SOUTH - NORTH)
    page.set_source_rgba(*PAPER)
    page.fill()
    low, high = 0.20, 0.44
    inside = low + (high - low) * state["full"]
    for x1, x2, alpha in ((0, GATE_LOW, low), (GATE_LOW, GATE_HIGH, inside), (GATE_HIGH, 1280, high)):
        page.rectangle(x1, NORTH, x2 - x1, SOUTH - NORTH)
        page.set_source_rgba(*WATER_INK[:3], alpha)
        page.fill()
    for y in (NORTH, SOUTH):
        rule(page, 0, y, 1280, y, 1.4, EDGE)
        rule(page, GATE_LOW - 30, y, GATE_HIGH + 66, y, 7, INK)
    boat_above(page, state["boat"])
    for hinge, openness in ((GATE_LOW, state["low"]), (GATE_HIGH, state["high"])):
        angle = leaf_angle(openness)
        for y, way in ((NORTH + 1, 1), (SOUTH - 1, -1)):
            rule(page, hinge, y, hinge + LEAF * math.sin(angle), y + way * LEAF * math.cos(angle), 6, INK)
            page.arc(hinge, y, 5, 0, 2 * math.pi)
            page.set_source_rgba(*INK)
            page.fill()


def notes(page, clock, state, now):
    """Names that come when they are needed, in the blue pencil."""
    words(page, LEFT, 178, "vu d’en haut", "Ecluse Text", 22, INK_2)
    words(page, LEFT, 312, "en coupe", "Ecluse Text", 22, INK_2)
    fall = between(now, clock.parts[0][0] + 0.9, clock.parts[0][0] + 1.9) * (1 - between(now, clock.enter, clock.enter + 0.7))
    if fall > 0.01:
        blue = (*PENCIL[:3], fall)
        reach = GATE_HIGH - (GATE_HIGH - 300) * fall
        rule(page, reach, WATER_HIGH, GATE_HIGH, WATER_HIGH, 1.8, blue, [2, 6])
        rule(page, 330, WATER_HIGH + 5, 330, WATER_LOW - 5, 2.4, blue)
        for y, way in ((WATER_HIGH + 3, 1), (WATER_LOW - 3, -1)):
            page.move_to(330, y)
            page.line_to(323, y + 12 * way)
            page.line_to(337, y + 12 * way)
            page.set_source_rgba(*blue)
            page.fill()
        words(page, 314, 449, "la chute", "Ecluse Bold", 24, PENCIL, "right", fall)

    def called(text, x, y, to, shown, align="left"):
        if shown > 0.01:
            rule(page, x, y + 8, to[0], to[1], 1.6, (*PENCIL[:3], shown))
            words(page, x, y, text, "Ecluse Bold", 23, PENCIL, align, shown)

    called("portes d’aval", 404, 336, (424, COPING - 2), between(now, clock.shut - 0.3, clock.shut + 0.3) * (1 - between(now, clock.lift, clock.lift + 0.5)), "right")
    called("vantelle", 1000, 336, (958, 346), between(now, clock.lift - 0.1, clock.lift + 0.5) * (1 - between(now, clock.full, clock.full + 0.6)))
    called("portes d’amont", 860, 336, (884, COPING - 2), between(now, clock.opened - 0.5, clock.opened + 0.1) * (1 - between(now, clock.leave + 1.2, clock.leave + 1.8)), "right")
    closing = between(now, clock.end - 2.2, clock.end - 1.5)
    if closing > 0.01:
        words(page, RIGHT, 692, "Film dessiné par L’Écluse, lu par une voix de synthèse", "Ecluse Sans", 22, INK_2, "right", closing)


def scene(clock):
    def draw(page, now):
        state = lock(clock, now)
        seen = 1280 * smooth(now / 1.5)
        page.save()
        page.rectangle(0, 150, seen, 570)
        page.clip()
        section(page, clock, state, now)
        plan(page, state)
        page.restore()
        if now > 1.0:
            page.push_group()
            notes(page, clock, state, now)
            page.pop_group_to_source()
            page.paint_with_alpha(smooth((now - 1.0) / 0.6))
        heading(page, clock, now)

    return draw


def thud(seconds=0.5):
    time = np.arange(int(seconds * RATE)) / RATE
    return np.sin(2 * math.pi * (62 - 20 * time) * time) * np.exp(-11 * time)


def sound(clock):
    voice = studio.level(studio.laid(clock.places, clock.end), 0.15)
    rush = studio.faded(studio.water(clock.full - clock.filling + 1.2, 3), 1.2, 2.0) * 0.085
    lap = studio.faded(studio.water(clock.end, 5), 1.5, 1.5) * 0.011
    knocks = [(clock.is_shut - 0.12, thud() * 0.28), (clock.is_open - 0.1, thud() * 0.16), (clock.closed_again - 0.12, thud() * 0.2)]
    return voice + studio.laid([(clock.filling - 0.3, rush), (0, lap), *knocks], clock.end)


def main():
    studio.ready_type()
    clock = Clock()
    print(f"écluse {clock.end:.1f} s")
    draw = scene(clock)
    studio.write_poster("ecluse-a-sas.jpg", draw, clock.filling + 0.52 * (clock.full - clock.filling))
    studio.write_vtt("ecluse-a-sas.vtt", clock.cues)
    if "--still" not in studio.sys.argv:
        studio.write_film("ecluse-a-sas.mp4", draw, sound(clock), clock.end, "Comment fonctionne une écluse à sas")
    return clock, draw


if __name__ == "__main__":
    main()

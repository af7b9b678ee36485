"""Litter drawn: bags, boxes, overflowing bins, heaps, rubbish on green and on water."""

import math

from tools.street import BAGS, BINS, INK, SCRAPS, Colour, Street, mix, tone


def bag(s: Street, x: float, y: float, size: float, colour: Colour) -> None:
    r = 44 * size
    s.shape(
        [
            (x - 1.1 * r, y),
            (x - 1.2 * r, y - 0.6 * r),
            (x - 0.6 * r, y - 1.3 * r),
            (x, y - 1.5 * r),
            (x + 0.7 * r, y - 1.2 * r),
            (x + 1.15 * r, y - 0.5 * r),
            (x + 1.0 * r, y),
        ],
        colour,
    )
    s.shape(
        [
            (x - 0.15 * r, y - 1.42 * r),
            (x - 0.4 * r, y - 1.85 * r),
            (x + 0.02 * r, y - 1.62 * r),
            (x + 0.38 * r, y - 1.9 * r),
            (x + 0.2 * r, y - 1.4 * r),
        ],
        tone(colour, 0.82),
    )
    s.line(
        [(x - 0.55 * r, y - 0.95 * r), (x - 0.35 * r, y - 0.3 * r)], tone(colour, 1.35), 5 * size
    )
    s.line([(x + 0.45 * r, y - 0.85 * r), (x + 0.6 * r, y - 0.25 * r)], tone(colour, 0.7), 5 * size)


def crate(s: Street, x: float, y: float, size: float, colour: Colour = (186, 148, 104)) -> None:
    w, h, d = 66 * size, 62 * size, 26 * size
    s.shadow((x - w, y - 10 * size, x + w + d, y + 12 * size), 90)
    s.shape([(x - w, y - h), (x + w * 0.7, y - h), (x + w * 0.7, y), (x - w, y)], colour)
    s.shape(
        [
            (x + w * 0.7, y - h),
            (x + w * 0.7 + d, y - h - d * 0.6),
            (x + w * 0.7 + d, y - d * 0.6),
            (x + w * 0.7, y),
        ],
        tone(colour, 0.8),
    )
    s.shape(
        [
            (x - w, y - h),
            (x - w + d, y - h - d * 0.6),
            (x + w * 0.7 + d, y - h - d * 0.6),
            (x + w * 0.7, y - h),
        ],
        tone(colour, 1.14),
    )
    s.box(x - 0.25 * w, y - h, x - 0.1 * w, y - 0.4 * h, tone(colour, 0.86))


def scraps(s: Street, x0: float, x1: float, y0: float, y1: float, count: int) -> None:
    for _ in range(count):
        x, y = s.moment.uniform(x0, x1), s.moment.uniform(y0, y1)
        size, angle = s.moment.uniform(9, 22) * s.near(y), s.moment.uniform(0, math.pi)
        s.shape(
            [
                (x, y),
                (x + size * math.cos(angle), y - 0.4 * size * math.sin(angle)),
                (x + 1.2 * size, y + 0.35 * size),
                (x + 0.2 * size, y + 0.45 * size),
            ],
            s.moment.choice(SCRAPS),
        )


def bins(s: Street, wrong: bool) -> None:
    y = s.foot + 0.52 * (s.kerb - s.foot)
    size = 1.25 * s.near(y)
    start = s.place.uniform(0.2, 0.36) * s.wide
    for number, colour in enumerate(BINS):
        _bin(
            s,
            start + number * 168 * size,
            y,
            size,
            colour,
            full=wrong and number != s.moment.randrange(6),
        )
    if not wrong:
        return
    for _ in range(7):
        x, low = start + s.moment.uniform(-90, 640) * size, y + s.moment.uniform(18, 62) * size
        s.shadow((x - 44 * size, low - 8 * size, x + 48 * size, low + 9 * size), 70)
        bag(s, x, low, s.moment.uniform(0.7, 1.05) * size, s.moment.choice(BAGS))
    scraps(s, start - 90 * size, start + 760 * size, y + 20 * size, y + 130 * size, 42)


def _bin(s: Street, x: float, y: float, size: float, colour: Colour, *, full: bool) -> None:
    w, h = 66 * size, 210 * size
    s.shadow((x - 1.2 * w, y - 14 * size, x + 1.4 * w, y + 20 * size), 120)
    s.shape([(x - w, y - h), (x + w, y - h), (x + 0.84 * w, y), (x - 0.84 * w, y)], colour)
    s.shape(
        [(x + 0.4 * w, y - h), (x + w, y - h), (x + 0.84 * w, y), (x + 0.42 * w, y)],
        tone(colour, 0.8),
    )
    for rib in (-0.55, -0.2, 0.15):
        s.line(
            [(x + rib * w, y - 0.88 * h), (x + 0.9 * rib * w, y - 0.12 * h)],
            tone(colour, 1.16),
            4 * size,
        )
    for wheel in (-0.6, 0.6):
        s.disc(x + wheel * w, y - 2 * size, 17 * size, 17 * size, INK)
    s.box(x - 0.42 * w, y - 0.7 * h, x + 0.3 * w, y - 0.46 * h, (240, 242, 236), 6 * size)
    s.disc(x - 0.06 * w, y - 0.58 * h, 14 * size, 17 * size, colour)
    s.disc(x - 0.06 * w, y - 0.58 * h, 7 * size, 10 * size, (240, 242, 236))
    if full:
        s.shape(
            [
                (x - w, y - h),
                (x - 1.45 * w, y - 1.36 * h),
                (x - 1.3 * w, y - 1.42 * h),
                (x - 0.8 * w, y - h),
            ],
            tone(colour, 0.7),
        )
        for _ in range(6):
            across = s.moment.uniform(-0.62, 0.62)
            rise = s.moment.uniform(0, 0.24) * h * (1 - abs(across))
            bag(
                s,
                x + across * w,
                y - h - rise + 14 * size,
                s.moment.uniform(0.55, 0.85) * size,
                s.moment.choice(BAGS),
            )
        s.box(
            x - 1.06 * w,
            y - h - 4 * size,
            x + 1.06 * w,
            y - h + 16 * size,
            tone(colour, 0.88),
            5 * size,
        )
    else:
        s.box(
            x - 1.12 * w,
            y - h - 26 * size,
            x + 1.12 * w,
            y - h + 10 * size,
            tone(colour, 0.86),
            10 * size,
        )
        s.box(
            x - 1.12 * w,
            y - h - 26 * size,
            x + 1.12 * w,
            y - h - 14 * size,
            tone(colour, 1.18),
            7 * size,
        )


def rubbish(s: Street, wrong: bool) -> None:
    y = s.foot + 0.55 * (s.kerb - s.foot)
    size, x = 1.45 * s.near(y), s.place.uniform(0.4, 0.56) * s.wide
    if not wrong:
        return
    for _ in range(18):
        out = s.moment.gauss(0, 0.5)
        px, py = x + out * 230 * size, y + s.moment.uniform(-40, 70) * size
        s.shadow((px - 50 * size, py - 8 * size, px + 50 * size, py + 9 * size), 60)
        bag(s, px, py, s.moment.uniform(0.8, 1.4) * size, s.moment.choice(BAGS))
    crate(s, x + 190 * size, y + 70 * size, 1.2 * size)
    scraps(s, x - 380 * size, x + 420 * size, y - 10, y + 150 * size, 70)


def heap(s: Street, wrong: bool) -> None:
    if not wrong:
        return
    y, x = s.foot + 0.6 * (s.kerb - s.foot), s.place.uniform(0.32, 0.44) * s.wide
    size = 1.4 * s.near(y)
    for plank in range(6):
        s.line(
            [
                (x - 330 * size, y - (8 + 15 * plank) * size),
                (x + 30 * size, y - (22 + 15 * plank) * size),
            ],
            tone((172, 132, 88), 0.85 + 0.05 * plank),
            13 * size,
        )
    for row, count in enumerate((4, 3, 1)):
        for number in range(count):
            crate(
                s,
                x + (100 + 128 * number + 60 * row) * size,
                y + (20 - 76 * row) * size,
                0.95 * size,
                s.moment.choice(((186, 148, 104), (168, 130, 92), (150, 164, 140))),
            )
    s.shape(
        [
            (x - 220 * size, y + 10 * size),
            (x - 160 * size, y - 250 * size),
            (x - 120 * size, y - 250 * size),
            (x - 90 * size, y + 10 * size),
        ],
        (150, 158, 166),
    )
    s.box(x - 200 * size, y - 150 * size, x - 100 * size, y - 138 * size, (120, 128, 136))
    scraps(s, x - 350 * size, x + 500 * size, y + 10 * size, y + 90 * size, 14)


def lawn(s: Street, wrong: bool) -> None:
    top, low = s.foot - 0.02 * s.high, s.foot + 0.72 * (s.kerb - s.foot)
    s.fade((0, top, s.wide, low), (112, 158, 92), (132, 176, 102))
    for _ in range(420):
        x, y = s.place.uniform(0, s.wide), s.place.uniform(top, low)
        s.line(
            [(x, y), (x + 5 * s.unit, y - 13 * s.near(y))],
            s.place.choice(((96, 142, 78), (150, 190, 116))),
            2,
        )
    s.box(0, low - 6, s.wide, low + 10 * s.unit, (206, 204, 198))
    for x in range(0, s.wide, round(150 * s.unit)):
        s.disc(x, top + 4, 96 * s.unit, 42 * s.unit, (84, 128, 76))
    if wrong:
        scraps(s, 0.12 * s.wide, 0.86 * s.wide, top + 0.35 * (low - top), low - 20 * s.unit, 60)
        for _ in range(6):
            bag(
                s,
                s.moment.uniform(0.2, 0.78) * s.wide,
                s.moment.uniform(top + 0.5 * (low - top), low - 20),
                0.9 * s.unit,
                s.moment.choice(BAGS),
            )


def river(s: Street, wrong: bool) -> None:
    top, low = s.foot + 0.1 * (s.kerb - s.foot), s.high
    s.fade((0, s.foot - 8, s.wide, top), (176, 176, 168), (150, 150, 144))
    s.fade((0, top, s.wide, low), (112, 152, 158), (84, 126, 136))
    for _ in range(70):
        x, y = s.place.uniform(0, s.wide), s.place.uniform(top + 10, low)
        s.line(
            [(x, y), (x + s.place.uniform(40, 160) * s.near(y), y)],
            s.place.choice(((140, 178, 182), (96, 138, 148))),
            3,
        )
    for x in range(0, s.wide, round(120 * s.unit)):
        s.box(x, s.foot - 78 * s.unit, x + 12 * s.unit, s.foot, (206, 206, 200))
    s.box(0, s.foot - 80 * s.unit, s.wide, s.foot - 64 * s.unit, (220, 220, 214))
    if wrong:
        for _ in range(5):
            x, y = s.moment.uniform(0.2, 0.75) * s.wide, s.moment.uniform(top + 60, 0.9 * s.high)
            s.disc(x, y, 120 * s.near(y), 22 * s.near(y), mix((120, 150, 84), (84, 126, 136), 0.2))
        scraps(s, 0.15 * s.wide, 0.85 * s.wide, top + 50, 0.94 * s.high, 70)
        for _ in range(5):
            y = s.moment.uniform(top + 60, 0.9 * s.high)
            bag(
                s,
                s.moment.uniform(0.2, 0.8) * s.wide,
                y,
                0.9 * s.near(y),
                s.moment.choice(BAGS[2:]),
            )

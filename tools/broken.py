"""Things broken or spoilt, drawn: paving, puddles, covers, signs, fences, small ads."""

import math

from tools.litter import scraps
from tools.street import Street


def paving(s: Street, wrong: bool) -> None:
    x, y = s.place.uniform(0.34, 0.56) * s.wide, s.foot + 0.42 * (s.kerb - s.foot)
    size = 1.5 * s.near(y)
    if not wrong:
        s.shape(
            [
                (x - 150 * size, y - 30 * size),
                (x + 150 * size, y - 30 * size),
                (x + 176 * size, y + 44 * size),
                (x - 176 * size, y + 44 * size),
            ],
            (206, 200, 190),
        )
        for part in range(-2, 3):
            s.line(
                [(x + part * 60 * size, y - 30 * size), (x + part * 70 * size, y + 44 * size)],
                (184, 178, 168),
                2,
            )
        s.line([(x - 162 * size, y + 6 * size), (x + 162 * size, y + 6 * size)], (184, 178, 168), 2)
        return
    ring = [
        (
            x + math.cos(a / 9 * math.tau) * s.moment.uniform(130, 200) * size,
            y + 8 * size + math.sin(a / 9 * math.tau) * s.moment.uniform(30, 52) * size,
        )
        for a in range(9)
    ]
    s.shape(ring, (126, 110, 92))
    s.shape(
        [(px + 0.2 * (x - px), py + 6 * size + 0.2 * (y - py)) for px, py in ring], (104, 90, 76)
    )
    for _ in range(16):
        px, py = x + s.moment.uniform(-250, 250) * size, y + s.moment.uniform(-30, 70) * size
        w = s.moment.uniform(22, 46) * size
        s.shadow((px - 0.5 * w, py, px + 1.3 * w, py + 0.6 * w), 70)
        s.shape(
            [
                (px, py),
                (px + w, py - 0.25 * w),
                (px + 1.25 * w, py + 0.2 * w),
                (px + 0.3 * w, py + 0.5 * w),
            ],
            (212, 206, 196),
        )
        s.shape(
            [
                (px, py),
                (px + 0.3 * w, py + 0.5 * w),
                (px + 0.3 * w, py + 0.7 * w),
                (px, py + 0.2 * w),
            ],
            (150, 144, 136),
        )


def puddle(s: Street, wrong: bool) -> None:
    if not wrong:
        return
    x, y = s.place.uniform(0.4, 0.58) * s.wide, s.kerb + 0.45 * (s.high - s.kerb)
    size = s.near(y)
    for scale, colour in ((1.0, (84, 92, 102)), (0.94, (128, 150, 168)), (0.72, (156, 178, 194))):
        ring = [
            (
                x + math.cos(a / 14 * math.tau) * (380 + 60 * math.sin(a * 2.1)) * size * scale,
                y + math.sin(a / 14 * math.tau) * (72 + 12 * math.cos(a * 1.7)) * size * scale,
            )
            for a in (step / 5 for step in range(70))
        ]
        s.shape(ring, colour)
    for part in (-0.4, 0.1, 0.45):
        s.line(
            [(x + part * 400 * size, y - 20 * size), (x + (part * 400 + 90) * size, y - 20 * size)],
            (206, 220, 228),
            4 * size,
        )
    scraps(s, x - 300 * size, x + 300 * size, y - 30 * size, y + 50 * size, 9)


def manhole(s: Street, wrong: bool) -> None:
    x, y = s.place.uniform(0.4, 0.6) * s.wide, s.kerb + 0.5 * (s.high - s.kerb)
    size = 1.3 * s.near(y)
    s.disc(x, y, 128 * size, 46 * size, (140, 142, 146))
    if wrong:
        s.disc(x, y, 112 * size, 38 * size, (20, 22, 26))
        s.disc(x, y + 9 * size, 98 * size, 29 * size, (38, 40, 44))
        s.disc(x + 210 * size, y + 30 * size, 118 * size, 42 * size, (78, 82, 88))
        s.disc(x + 210 * size, y + 24 * size, 118 * size, 42 * size, (104, 108, 114))
        return
    s.disc(x, y, 116 * size, 40 * size, (86, 90, 96))
    for part in range(-3, 4):
        s.line(
            [(x + part * 28 * size, y - 24 * size), (x + part * 28 * size, y + 24 * size)],
            (112, 116, 122),
            5 * size,
        )


def small_ads(s: Street, wrong: bool) -> None:
    x, foot, size = (
        s.place.uniform(0.42, 0.58) * s.wide,
        s.foot + 0.8 * (s.kerb - s.foot),
        1.9 * s.unit,
    )
    s.shadow((x - 60 * size, foot - 10 * size, x + 90 * size, foot + 14 * size), 100)
    s.box(x - 34 * size, 0.0, x + 34 * size, foot, (176, 176, 172))
    s.box(x - 34 * size, 0.0, x - 16 * size, foot, (196, 196, 192))
    s.box(x + 18 * size, 0.0, x + 34 * size, foot, (150, 150, 148))
    if not wrong:
        s.box(x - 34 * size, foot - 300 * size, x + 34 * size, foot - 60 * size, (186, 188, 184))
        return
    height = 70.0
    for words, colour in (
        ("疏通管道", (246, 240, 214)),
        ("开锁", (250, 226, 120)),
        ("办证", (244, 244, 240)),
        ("高价回收", (236, 178, 168)),
        ("房屋出租", (198, 222, 242)),
        ("搬家", (246, 240, 214)),
    ):
        height += s.moment.uniform(48, 76)
        upper = foot - height * size
        left, right = x - s.moment.uniform(30, 46) * size, x + s.moment.uniform(30, 46) * size
        s.shape(
            [
                (left, upper),
                (right, upper + 5 * size),
                (right - 3 * size, upper + 66 * size),
                (left + 4 * size, upper + 61 * size),
            ],
            colour,
        )
        s.words((left + right) / 2, upper + 22 * size, words, 17 * size, (170, 44, 40))
        s.line(
            [(left + 14 * size, upper + 46 * size), (right - 14 * size, upper + 48 * size)],
            (90, 90, 96),
            4 * size,
        )


def sign_board(s: Street, wrong: bool) -> None:
    x, y, size = 0.47 * s.wide, s.foot - 0.155 * s.high, 1.15 * s.unit
    w, h = 330 * size, 62 * size
    s.box(x - w, y, x + w, s.foot + 4, (84, 88, 96))
    for pane in range(4):
        left = x - w + 16 * size + pane * (2 * w - 16 * size) / 4
        s.fade(
            (left, y + h, left + (2 * w - 48 * size) / 4, s.foot + 4),
            (108, 130, 146),
            (70, 86, 100),
        )
    s.box(x - w, y - h, x + w, y + h, (168, 48, 44), 8)
    s.box(x - w + 10, y - h + 10, x + w - 10, y + h - 10, (186, 58, 50), 6)
    s.words(x, y, "惠民生鲜超市", 74 * size, (255, 244, 214))
    if not wrong:
        return
    s.shape(
        [
            (x + 0.35 * w, y - h - 4),
            (x + w + 6, y - h - 4),
            (x + w + 6, y + h + 4),
            (x + 0.62 * w, y + h + 4),
            (x + 0.5 * w, y),
        ],
        (92, 96, 104),
    )
    for part in range(4):
        s.line(
            [(x + (0.5 + 0.14 * part) * w, y - h), (x + (0.46 + 0.15 * part) * w, y + h)],
            (132, 138, 146),
            6 * size,
        )
    s.shape(
        [
            (x + 0.5 * w, y + h),
            (x + 0.98 * w, y + 0.8 * h),
            (x + 0.86 * w, y + 2.5 * h),
            (x + 0.55 * w, y + 2.1 * h),
        ],
        (178, 54, 48),
    )
    s.line(
        [(x - 0.7 * w, y - h), (x - 0.55 * w, y + 0.1 * h), (x - 0.66 * w, y + h)],
        (108, 26, 26),
        5 * size,
    )


def fence(s: Street, wrong: bool) -> None:
    top, low = s.foot - 0.2 * s.high, s.foot + 0.3 * (s.kerb - s.foot)
    panel = 190 * s.unit
    hole = {2, 5} if wrong else set()
    for number in range(int(s.wide / panel) + 2):
        x = number * panel - 30 * s.unit
        if number in hole:
            s.box(x, top, x + panel, low, (150, 128, 100))
            s.box(x, low - 0.3 * (low - top), x + panel, low, (128, 106, 82))
            s.shape(
                [
                    (x, low),
                    (x + 0.9 * panel, low + 10 * s.unit),
                    (x + 1.05 * panel, low + 66 * s.unit),
                    (x + 0.1 * panel, low + 60 * s.unit),
                ],
                (62, 112, 146),
            )
            continue
        s.box(x, top, x + panel, low, (70, 122, 158))
        s.box(x, top, x + 8 * s.unit, low, (206, 210, 212))
        s.box(x, low - 0.2 * (low - top), x + panel, low, (232, 196, 70))
        for stripe in range(4):
            left = x + stripe * panel / 4
            s.shape(
                [
                    (left, low),
                    (left + panel / 8, low),
                    (left + panel / 5, low - 0.2 * (low - top)),
                    (left + panel / 13, low - 0.2 * (low - top)),
                ],
                (48, 50, 56),
            )
    s.words(
        0.46 * s.wide, top + 0.36 * (low - top), "文明施工  安全第一", 52 * s.unit, (250, 250, 246)
    )
    if wrong:
        s.shape(
            [
                (0.7 * s.wide, top),
                (0.84 * s.wide, top),
                (0.8 * s.wide, top + 0.4 * (low - top)),
                (0.74 * s.wide, top + 0.3 * (low - top)),
            ],
            (214, 206, 190),
        )
        scraps(s, 0.2 * s.wide, 0.8 * s.wide, low, low + 80 * s.unit, 26)

"""Public space taken, drawn: stalls, bicycles, cars, washing."""

from tools.litter import crate, scraps
from tools.street import INK, Colour, Street, tone


def stall(s: Street, wrong: bool) -> None:
    if not wrong:
        return
    y = s.foot + 0.66 * (s.kerb - s.foot)
    size = 1.15 * s.near(y)
    for number, x in enumerate((0.34 * s.wide, 0.34 * s.wide + 560 * size)):
        _stall(
            s,
            x + s.moment.uniform(-20, 20),
            y + 22 * number * size,
            size,
            s.moment.choice(((206, 72, 58), (44, 106, 168), (38, 128, 96))),
        )
    for number in range(3):
        crate(s, (0.3 + 0.16 * number) * s.wide, y + (60 + 20 * (number % 2)) * size, 0.9 * size)
    scraps(s, 0.15 * s.wide, 0.8 * s.wide, y + 20 * size, s.kerb, 16)


def _stall(s: Street, x: float, y: float, size: float, colour: Colour) -> None:
    s.shadow((x - 240 * size, y - 22 * size, x + 260 * size, y + 30 * size), 120)
    for leg in (-220, 220):
        s.line([(x + leg * size, y - 330 * size), (x + leg * size, y)], (152, 156, 160), 9 * size)
    for stripe in range(8):
        a, b = -260 + 65 * stripe, -195 + 65 * stripe
        s.shape(
            [
                (x + 0.86 * a * size, y - 420 * size),
                (x + 0.86 * b * size, y - 420 * size),
                (x + b * size, y - 330 * size),
                (x + a * size, y - 330 * size),
            ],
            colour if stripe % 2 else (246, 240, 226),
        )
        s.disc(
            x + (a + 32) * size,
            y - 330 * size,
            32 * size,
            13 * size,
            colour if stripe % 2 else (246, 240, 226),
        )
    s.shape(
        [
            (x - 236 * size, y - 150 * size),
            (x + 236 * size, y - 150 * size),
            (x + 256 * size, y - 112 * size),
            (x - 256 * size, y - 112 * size),
        ],
        (186, 154, 114),
    )
    s.box(x - 256 * size, y - 112 * size, x + 256 * size, y - 20 * size, (146, 116, 84))
    for tray, fruit in enumerate(((226, 128, 48), (196, 52, 48), (124, 166, 70), (232, 196, 76))):
        left = x + (-226 + 116 * tray) * size
        s.box(left, y - 172 * size, left + 100 * size, y - 132 * size, (206, 178, 132), 4)
        for row in range(2):
            for column in range(5 - row):
                s.disc(
                    left + (12 + 19 * column + 9 * row) * size,
                    y - (176 + 14 * row) * size,
                    11 * size,
                    11 * size,
                    tone(fruit, 0.9 + 0.08 * ((row + column) % 3)),
                )


def bikes(s: Street, wrong: bool) -> None:
    y = s.foot + 0.78 * (s.kerb - s.foot)
    size = 1.35 * s.near(y)
    colours = ((56, 112, 184), (232, 190, 60), (44, 140, 112), (206, 92, 62), (120, 126, 134))
    if wrong:
        for number in range(9):
            x = (0.08 + 0.082 * number + s.moment.uniform(-0.025, 0.025)) * s.wide
            _bike(
                s,
                x,
                y + s.moment.uniform(-70, 26) * size,
                size,
                s.moment.choice(colours),
                lean=s.moment.choice((0, 0, 0.25, -0.22)),
            )
        return
    for number in range(4):  # in a row, inside the marked bay
        _bike(
            s,
            0.5 * s.wide + number * 150 * size,
            s.foot + 0.3 * (s.kerb - s.foot),
            0.8 * size,
            colours[number % 2],
            lean=0,
        )


def _bike(s: Street, x: float, y: float, size: float, colour: Colour, lean: float) -> None:
    def at(right: float, up: float) -> tuple[float, float]:
        return x + (right + lean * up) * size, y - up * size

    s.shadow((x - 30 * size, y - 8 * size, x + 200 * size, y + 12 * size), 80)
    for hub in (24, 156):
        cx, cy = at(hub, 36)
        s.pen.ellipse(
            [cx - 36 * size, cy - 36 * size, cx + 36 * size, cy + 36 * size],
            outline=INK,
            width=max(2, round(7 * size)),
        )
        s.disc(cx, cy, 7 * size, 7 * size, (120, 124, 130))
    s.line([at(24, 36), at(62, 96), at(132, 100), at(82, 34), at(24, 36)], colour, 9 * size)
    s.line([at(62, 96), at(82, 34)], tone(colour, 0.8), 9 * size)
    s.line([at(156, 36), at(128, 118), at(108, 126)], (70, 74, 80), 8 * size)
    s.line([at(46, 104), at(80, 104)], INK, 13 * size)
    basket = [at(136, 112), at(178, 112), at(170, 76), at(142, 76)]
    s.shape(basket, (172, 176, 180))
    s.line([*basket, basket[0]], (120, 124, 128), 3 * size)


def cars(s: Street, wrong: bool) -> None:
    paints: tuple[Colour, ...] = (
        (206, 64, 56),
        (236, 238, 240),
        (54, 84, 128),
        (60, 64, 72),
        (176, 182, 188),
    )
    y = s.foot + 0.86 * (s.kerb - s.foot) if wrong else s.kerb + 0.5 * (s.high - s.kerb)
    size = (1.0 if wrong else 0.9) * s.near(y)
    for number in range(2 if wrong else 1):
        _car(
            s,
            (0.08 + 0.44 * number) * s.wide + s.moment.uniform(-20, 20),
            y - 26 * number * size,
            size,
            s.moment.choice(paints),
        )


def _car(s: Street, x: float, y: float, size: float, paint: Colour) -> None:
    s.shadow((x - 10 * size, y - 22 * size, x + 560 * size, y + 34 * size), 150)
    s.shape(
        [
            (x + 90 * size, y - 112 * size),
            (x + 166 * size, y - 196 * size),
            (x + 366 * size, y - 196 * size),
            (x + 452 * size, y - 112 * size),
        ],
        tone(paint, 0.94),
    )
    s.shape(
        [
            (x + 116 * size, y - 114 * size),
            (x + 176 * size, y - 182 * size),
            (x + 258 * size, y - 182 * size),
            (x + 258 * size, y - 114 * size),
        ],
        (74, 92, 108),
    )
    s.shape(
        [
            (x + 270 * size, y - 114 * size),
            (x + 270 * size, y - 182 * size),
            (x + 358 * size, y - 182 * size),
            (x + 424 * size, y - 114 * size),
        ],
        (88, 108, 124),
    )
    s.box(x, y - 120 * size, x + 540 * size, y - 14 * size, paint, 34 * size)
    s.box(x + 14 * size, y - 66 * size, x + 526 * size, y - 58 * size, tone(paint, 0.82))
    s.box(x + 500 * size, y - 98 * size, x + 536 * size, y - 76 * size, (252, 242, 206), 6)
    s.box(x + 4 * size, y - 98 * size, x + 30 * size, y - 76 * size, (176, 44, 40), 6)
    for wheel in (116, 420):
        s.disc(x + wheel * size, y - 14 * size, 50 * size, 50 * size, (34, 36, 42))
        s.disc(x + wheel * size, y - 14 * size, 27 * size, 27 * size, (176, 180, 186))
        s.disc(x + wheel * size, y - 14 * size, 9 * size, 9 * size, (96, 100, 106))


def laundry(s: Street, wrong: bool) -> None:
    if not wrong:
        return
    left, right, y, size = 0.24 * s.wide, 0.76 * s.wide, s.foot - 0.1 * s.high, 1.3 * s.unit
    for pole in (left, right):
        s.box(pole - 6, y - 20, pole + 6, s.foot + 0.3 * (s.kerb - s.foot), (122, 126, 130))
    s.line([(left, y), ((left + right) / 2, y + 16 * size), (right, y)], (70, 74, 80), 4)
    cloths: tuple[Colour, ...] = (
        (232, 120, 108),
        (96, 150, 206),
        (246, 242, 232),
        (236, 198, 92),
        (124, 176, 132),
        (168, 140, 196),
    )
    for number, colour in enumerate(cloths):
        x = left + (number + 0.6) * (right - left) / 6.4
        tall = s.moment.uniform(150, 230) * size
        s.shape(
            [
                (x - 44 * size, y + 8),
                (x + 44 * size, y + 10),
                (x + 50 * size, y + tall),
                (x - 46 * size, y + tall - 8),
            ],
            colour,
        )
        s.line(
            [(x + 10 * size, y + 30 * size), (x + 14 * size, y + tall - 20)],
            tone(colour, 0.88),
            5 * size,
        )
        s.box(x - 3, y - 6, x + 4, y + 16 * size, (186, 120, 60))

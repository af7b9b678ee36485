"""A street drawn flat: backdrop, furniture and the problems an inspector finds, by seed."""

import math
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]

INK: Colour = (38, 42, 50)
GREENS = ((88, 132, 84), (76, 120, 80), (104, 144, 88))
WALLS = ((216, 198, 168), (196, 188, 178), (206, 178, 150), (188, 196, 200), (222, 210, 190))
BINS: tuple[Colour, ...] = ((38, 118, 86), (44, 98, 168), (92, 96, 104), (178, 58, 52))
BAGS: tuple[Colour, ...] = (
    (44, 46, 54),
    (58, 62, 72),
    (240, 236, 226),
    (86, 128, 184),
    (228, 200, 110),
)
SCRAPS: tuple[Colour, ...] = (
    (246, 244, 238),
    (232, 212, 150),
    (206, 78, 66),
    (98, 146, 196),
    (170, 138, 100),
)
SIGNS: tuple[tuple[str, Colour], ...] = (
    ("便民超市", (34, 112, 92)),
    ("五金修配", (58, 86, 138)),
    ("老刘早点", (176, 66, 50)),
    ("水果鲜", (196, 120, 36)),
    ("理发店", (96, 70, 120)),
    ("电动车行", (44, 92, 122)),
    ("粮油副食", (128, 96, 40)),
    ("家常菜馆", (150, 44, 48)),
)


def tone(colour: Colour, share: float) -> Colour:
    """The colour lighter (above 1) or darker (below 1)."""
    return tuple(max(0, min(255, round(part * share))) for part in colour)  # type: ignore[return-value]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


class Street:
    """One view; ``place`` decides what stands there, ``moment`` what lies about today.

    Heights are shares of the picture: the wall's foot at FOOT, the kerb at KERB.
    """

    FOOT, KERB = 0.50, 0.78

    def __init__(self, place: int, moment: int, size: tuple[int, int], font: Path) -> None:
        self.wide, self.high = size
        self.place, self.moment = Random(place), Random(moment)
        self.image = Image.new("RGB", size, "white")
        self.pen = ImageDraw.Draw(self.image)
        self.foot, self.kerb = self.high * self.FOOT, self.high * self.KERB
        self.unit = max(self.wide, self.high) / 1600
        self.font = font

    # -- brushes -----------------------------------------------------------------------------
    def fade(self, box: tuple[float, float, float, float], top: Colour, low: Colour) -> None:
        left, upper, right, lower = map(round, box)
        for y in range(upper, lower):
            share = (y - upper) / max(1, lower - upper - 1)
            self.pen.line([(left, y), (right, y)], fill=mix(top, low, share))

    def shadow(self, box: tuple[float, float, float, float], strength: int = 90) -> None:
        blur = 9 * self.unit
        pad = round(3 * blur)
        left, upper, right, lower = (round(side) for side in box)
        mask = Image.new("L", (right - left + 2 * pad, lower - upper + 2 * pad), 0)
        ImageDraw.Draw(mask).ellipse(
            [pad, pad, pad + right - left, pad + lower - upper], fill=strength
        )
        self.image.paste(
            (24, 28, 36), (left - pad, upper - pad), mask.filter(ImageFilter.GaussianBlur(blur))
        )

    def shape(self, points: list[Point], colour: Colour) -> None:
        self.pen.polygon(points, fill=colour)

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        self.pen.line(points, fill=colour, width=max(1, round(width)), joint="curve")

    def box(
        self, x0: float, y0: float, x1: float, y1: float, colour: Colour, round_by: float = 0
    ) -> None:
        if x1 <= x0 or y1 <= y0:
            return
        if round_by:
            self.pen.rounded_rectangle([x0, y0, x1, y1], round_by, fill=colour)
        else:
            self.pen.rectangle([x0, y0, x1, y1], fill=colour)

    def disc(self, x: float, y: float, across: float, up: float, colour: Colour) -> None:
        self.pen.ellipse([x - across, y - up, x + across, y + up], fill=colour)

    def words(self, x: float, y: float, text: str, size: float, colour: Colour) -> None:
        font = ImageFont.truetype(self.font, round(size))
        self.pen.text((x, y), text, font=font, fill=colour, anchor="mm")

    def near(self, y: float) -> float:
        """How large things stand at height ``y`` of the picture."""
        return self.unit * (0.55 + 0.75 * (y - self.foot) / (self.high - self.foot))

    # -- backdrop ----------------------------------------------------------------------------
    def sky(self) -> None:
        blue = self.place.choice(((168, 202, 230), (186, 208, 226), (154, 192, 224)))
        self.fade((0, 0, self.wide, self.foot), blue, (236, 241, 242))
        for _ in range(4):
            x, y = self.place.uniform(0, self.wide), self.place.uniform(0.02, 0.2) * self.high
            for _ in range(4):
                self.disc(
                    x + self.place.uniform(-90, 90) * self.unit,
                    y + self.place.uniform(-10, 10) * self.unit,
                    90 * self.unit,
                    20 * self.unit,
                    mix(blue, (255, 255, 255), 0.55),
                )

    def skyline(self) -> None:
        x = -60.0
        while x < self.wide:
            width, height = (
                self.place.uniform(0.09, 0.17) * self.wide,
                self.place.uniform(0.14, 0.32) * self.high,
            )
            colour = mix(self.place.choice(WALLS), (206, 216, 224), 0.7)
            self.box(x, self.foot - height, x + width, self.foot, colour)
            pane = 15 * self.unit
            for row in range(int(height / (2.2 * pane))):
                for column in range(int(width / (2.4 * pane))):
                    left, upper = (
                        x + pane * (0.8 + 2.4 * column),
                        self.foot - height + pane * (0.9 + 2.2 * row),
                    )
                    self.box(left, upper, left + pane, upper + pane, tone(colour, 0.88))
            x += width + self.place.uniform(-0.01, 0.03) * self.wide

    def houses(self) -> None:
        middle = self.place.uniform(0.38, 0.6) * self.wide
        gap = self.place.uniform(0.02, 0.08) * self.wide
        self.house(-0.02 * self.wide, middle, self.place.uniform(0.06, 0.14))
        self.house(middle + gap, 1.02 * self.wide, self.place.uniform(0.14, 0.22))

    def house(self, left: float, right: float, top_share: float) -> None:
        colour, top = self.place.choice(WALLS), top_share * self.high
        shops = self.foot - 0.155 * self.high
        self.fade((left, top, right, self.foot), tone(colour, 1.05), tone(colour, 0.94))
        self.box(left, top - 9 * self.unit, right, top + 6 * self.unit, tone(colour, 0.84))
        floors = max(2, round((shops - top) / (0.125 * self.high)))
        for floor in range(floors):
            self.windows(
                left, right, top + (shops - top) * floor / floors, (shops - top) / floors, colour
            )
        self.shops(left, right, shops)

    def windows(self, left: float, right: float, upper: float, tall: float, wall: Colour) -> None:
        pane = 78 * self.unit
        x = left + 26 * self.unit
        while x + pane < right - 8 * self.unit:
            y0, y1 = upper + 0.2 * tall, upper + 0.76 * tall
            self.box(x - 5, y0 - 5, x + pane + 5, y1 + 5, tone(wall, 0.8))
            self.box(x, y0, x + pane, y1, (92, 112, 130))
            self.shape(
                [(x, y0), (x + 0.62 * pane, y0), (x + 0.2 * pane, y1), (x, y1)], (120, 142, 160)
            )
            self.box(x + 0.47 * pane, y0, x + 0.53 * pane, y1, (226, 226, 220))
            if self.place.random() < 0.35:
                self.box(x + 8, y1 + 8, x + 0.62 * pane, y1 + 0.2 * tall, (228, 228, 224), 4)
                self.disc(
                    x + 0.3 * pane, y1 + 8 + 0.07 * tall, 0.05 * tall, 0.05 * tall, (186, 190, 190)
                )
            x += 1.55 * pane

    def shops(self, left: float, right: float, upper: float) -> None:
        count = max(2, round((right - left) / (250 * self.unit)))
        names = self.place.sample(SIGNS, min(count, len(SIGNS)))
        width, board = (right - left) / len(names), 48 * self.unit
        for number, (name, colour) in enumerate(names):
            x0, x1 = left + number * width + 4, left + (number + 1) * width - 4
            self.box(x0, upper, x1, self.foot, (72, 76, 84))
            self.box(x0 + 9, upper + board + 8, x1 - 9, self.foot, (50, 58, 68))
            middle = (x0 + x1) / 2
            self.shape(
                [
                    (x0 + 9, upper + board + 8),
                    (middle, upper + board + 8),
                    (x0 + 0.3 * width, self.foot),
                    (x0 + 9, self.foot),
                ],
                (66, 80, 92),
            )
            self.box(middle - 3, upper + board + 8, middle + 3, self.foot, (128, 132, 138))
            self.box(x0, upper - 4, x1, upper + board, colour)
            self.box(x0, upper + board - 5, x1, upper + board, tone(colour, 0.78))
            self.words(middle, upper + board / 2 - 3, name, 0.62 * board, (252, 248, 238))

    def pavement(self) -> None:
        stone = self.place.choice(((194, 188, 178), (186, 186, 184), (200, 190, 174)))
        self.fade((0, self.foot, self.wide, self.kerb), tone(stone, 0.93), tone(stone, 1.05))
        vanish_x, vanish_y = 0.48 * self.wide, 0.18 * self.high
        share = (self.foot - vanish_y) / (self.kerb - vanish_y)
        step = 120 * self.unit
        for number in range(-30, 42):
            x = number * step
            self.line(
                [(vanish_x + (x - vanish_x) * share, self.foot), (x, self.kerb)],
                tone(stone, 0.89),
                2,
            )
        y, rise = self.foot, 12 * self.unit
        while y < self.kerb:
            self.line([(0, y), (self.wide, y)], tone(stone, 0.89), 2)
            y, rise = y + rise, rise * 1.3
        self.guide_strip()
        self.road()

    def guide_strip(self) -> None:
        """The yellow strip for the blind."""
        y0 = self.foot + 0.63 * (self.kerb - self.foot)
        y1 = y0 + 34 * self.unit
        self.box(0, y0, self.wide, y1, (214, 184, 92))
        for x in range(-40, self.wide, round(40 * self.unit)):
            self.line([(x, y0), (x - 12 * self.unit, y1)], (192, 162, 74), 2)
        for part in (0.3, 0.55, 0.8):
            self.line(
                [(0, y0 + part * (y1 - y0)), (self.wide, y0 + part * (y1 - y0))], (198, 168, 80), 2
            )

    def road(self) -> None:
        edge = self.kerb + 40 * self.unit
        self.box(0, self.kerb, self.wide, self.kerb + 15 * self.unit, (222, 220, 214))
        self.box(0, self.kerb + 15 * self.unit, self.wide, edge, (164, 164, 162))
        for x in range(0, self.wide + 200, round(180 * self.unit)):
            self.line([(x, self.kerb), (x - 14 * self.unit, edge)], (140, 140, 138), 3)
        self.fade((0, edge, self.wide, self.high), (98, 101, 106), (112, 114, 118))
        y = edge + 0.55 * (self.high - edge)
        for x in range(round(-100 * self.unit), self.wide, round(420 * self.unit)):
            self.shape(
                [
                    (x, y),
                    (x + 250 * self.unit, y),
                    (x + 240 * self.unit, y + 15 * self.unit),
                    (x - 12 * self.unit, y + 15 * self.unit),
                ],
                (222, 222, 216),
            )

    def tree(self, x_share: float) -> None:
        x, base = x_share * self.wide, self.foot + 0.34 * (self.kerb - self.foot)
        tall, leaf = 0.34 * self.high, self.place.choice(GREENS)
        self.shadow(
            (
                x - 110 * self.unit,
                base - 16 * self.unit,
                x + 110 * self.unit,
                base + 20 * self.unit,
            ),
            80,
        )
        self.box(
            x - 52 * self.unit,
            base - 6 * self.unit,
            x + 52 * self.unit,
            base + 15 * self.unit,
            (126, 106, 84),
        )
        self.shape(
            [
                (x - 13 * self.unit, base + 5),
                (x - 7 * self.unit, base - 0.7 * tall),
                (x + 7 * self.unit, base - 0.7 * tall),
                (x + 13 * self.unit, base + 5),
            ],
            (104, 86, 70),
        )
        crown = [(self.place.uniform(0, math.tau), self.place.random() ** 0.5) for _ in range(30)]
        for angle, out in sorted(
            crown, key=lambda leaf_at: math.sin(leaf_at[0]) * leaf_at[1], reverse=True
        ):
            cx = x + math.cos(angle) * out * 0.36 * tall
            cy = base - 0.82 * tall + math.sin(angle) * out * 0.25 * tall
            size = self.place.uniform(0.1, 0.17) * tall
            self.disc(cx, cy, size, 0.86 * size, tone(leaf, 1.0 - 0.32 * math.sin(angle) * out))

    def lamp(self, x_share: float) -> None:
        x, foot = x_share * self.wide, self.foot + 0.86 * (self.kerb - self.foot)
        self.shadow(
            (x - 20 * self.unit, foot - 6 * self.unit, x + 40 * self.unit, foot + 8 * self.unit), 80
        )
        self.box(x - 7 * self.unit, 0.1 * self.high, x + 7 * self.unit, foot, (132, 137, 143))
        self.box(x - 2 * self.unit, 0.1 * self.high, x + 3 * self.unit, foot, (160, 165, 170))
        self.box(
            x - 90 * self.unit, 0.1 * self.high, x, 0.1 * self.high + 9 * self.unit, (132, 137, 143)
        )
        self.box(
            x - 124 * self.unit,
            0.1 * self.high - 2,
            x - 64 * self.unit,
            0.1 * self.high + 14 * self.unit,
            (234, 234, 222),
            6,
        )

    def stand(self) -> "Street":
        """Draw everything that stands here whatever the day."""
        self.sky()
        self.skyline()
        self.houses()
        self.pavement()
        self.tree(self.place.uniform(0.06, 0.16))
        self.tree(self.place.uniform(0.8, 0.9))
        self.lamp(self.place.choice((0.93, 0.97)))
        return self

    # -- the look of a photo -------------------------------------------------------------------
    def finish(
        self, size: tuple[int, int], box: tuple[float, float, float, float] = (0, 0, 1, 1)
    ) -> Image.Image:
        """The photo: a hand's small tilt, the hour's light, darker corners, cut to ``box``."""
        tilted = self.image.rotate(self.moment.uniform(-0.7, 0.7), Image.Resampling.BICUBIC)
        margin = 0.018
        left, upper, right, lower = (margin + side * (1 - 2 * margin) for side in box)
        cut = tilted.crop(
            (
                round(left * self.wide),
                round(upper * self.high),
                round(right * self.wide),
                round(lower * self.high),
            )
        )
        photo = cut.resize(size, Image.Resampling.LANCZOS)
        warm = self.moment.uniform(0.97, 1.05)
        red, green, blue = photo.split()
        photo = Image.merge(
            "RGB",
            (
                red.point(lambda v: min(255, v * warm)),
                green,
                blue.point(lambda v: min(255, v / warm)),
            ),
        )
        photo = ImageEnhance.Brightness(photo).enhance(self.moment.uniform(0.93, 1.04))
        corners = Image.radial_gradient("L").resize(size).point(lambda v: max(0, (v - 130) * 0.3))
        return Image.composite(Image.new("RGB", size, (20, 24, 30)), photo, corners)

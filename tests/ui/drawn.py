"""Street scenes drawn for the fakes: bins, stalls, boxes before a wall."""

import random
from pathlib import Path

from PIL import Image, ImageDraw

BINS = ("#1F7A4D", "#2C6BB3", "#4A4A52", "#B23A34")


def draw_scene(path: Path, *, seed: int, bins: int = 4, litter: int = 12, size: int = 640) -> Path:
    """A drawn photo, 4:3, the same for the same seed."""
    rng = random.Random(seed)
    wide, high = size, size * 3 // 4
    image = Image.new("RGB", (wide, high), "#BBD4E6")
    pen = ImageDraw.Draw(image)
    unit = wide / 64
    pen.rectangle((0, 6 * unit, wide, 24 * unit), fill="#D9BD8B")
    for floor in range(3):
        for window in range(12):
            x, y = (1 + window * 5.4) * unit, (8 + floor * 5.4) * unit
            pen.rectangle((x, y, x + 3.4 * unit, y + 3 * unit), fill="#5B7FA0", outline="#F5EFE2")
    for shop in range(4):
        x = (rng.randint(0, 6) + shop * 17) * unit
        colour = rng.choice(("#1F6F6B", "#355A9A", "#B23A34", "#7A5A2A"))
        pen.rectangle((x, 22 * unit, x + 14 * unit, 25 * unit), fill=colour)
        pen.rectangle((x + unit, 25 * unit, x + 13 * unit, 31 * unit), fill="#39424E")
    pen.rectangle((0, 31 * unit, wide, 40 * unit), fill="#B9B3A8")
    pen.rectangle((0, 40 * unit, wide, 41 * unit), fill="#E0A62E")
    pen.rectangle((0, 41 * unit, wide, high), fill="#6A6E74")
    for number in range(bins):
        x = (8 + number * 8 + rng.random() * 2) * unit
        pen.rectangle((x, 26 * unit, x + 6 * unit, 37 * unit), fill=BINS[number % 4])
        pen.rectangle((x - unit / 2, 25 * unit, x + 6.5 * unit, 26.4 * unit), fill="#22262B")
    for _piece in range(litter):
        x, y = rng.uniform(6, 48) * unit, rng.uniform(34, 40) * unit
        w = rng.uniform(1, 3.4) * unit
        pen.ellipse(
            (x, y, x + w, y + w * 0.7),
            fill=rng.choice(("#1B1D21", "#E8E4DA", "#B58E58", "#2F5F8F")),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, quality=88)
    return path

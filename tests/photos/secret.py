"""A photo with something on it that must not get out, and a look whether it did."""

import io

from PIL import Image, ImageChops, ImageDraw

PLATE = (0.5, 0.5, 0.25, 0.2)
"""Where it stands, in fractions of the picture."""

COVER = (0.48, 0.48, 0.29, 0.24)
"""What a person covers: a little more, for a JPEG's colours run some pixels over an edge."""

_MAGENTA, _CYAN = (235, 20, 235), (20, 235, 235)


def a_picture_with_a_plate(size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """A grey street with a striped plate in two colours that stand nowhere else."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    left, top = PLATE[0] * size[0], PLATE[1] * size[1]
    wide, high = PLATE[2] * size[0], PLATE[3] * size[1]
    draw.rectangle((left, top, left + wide - 1, top + high - 1), fill=_CYAN)
    for stripe in range(10):
        x = left + wide * stripe / 10
        draw.rectangle((x, top, x + wide / 20, top + high - 1), fill=_MAGENTA)
    return image


def plate_shows(picture: Image.Image | bytes) -> bool:
    """Whether any pixel still has one of the plate's colours."""
    image = Image.open(io.BytesIO(picture)) if isinstance(picture, bytes) else picture
    hue, vivid, bright = image.convert("HSV").split()
    of_plate = hue.point(lambda one: 255 if 115 <= one <= 140 or 200 <= one <= 225 else 0)
    for strength in (vivid, bright):
        enough = strength.point(lambda one: 255 if one > 110 else 0)
        of_plate = ImageChops.darker(of_plate, enough)
    return of_plate.getbbox() is not None

"""Invented photos of boards, drawn from a number: the same number is the same shot."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter


def board(number: int) -> Image.Image:
    """A board before a wall, with papers on it."""
    rng = Random(number)  # noqa: S311 - a picture
    picture = Image.new("RGB", (1200, 900), (150 + rng.randrange(40), 150, 140))
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y = rng.randrange(1200), rng.randrange(900)
        shade = tuple(rng.randrange(60, 200) for _ in range(3))
        pen.ellipse((x, y, x + rng.randrange(20, 220), y + rng.randrange(20, 160)), fill=shade)
    pen.rectangle((150, 120, 1050, 780), fill=(245, 242, 230), outline=(155, 28, 31), width=14)
    for place in range(6):
        x, y = 190 + place % 3 * 285, 170 + place // 3 * 300
        pen.rectangle((x, y, x + 250, y + 260), fill="white", outline=(90, 90, 90), width=3)
        for line in range(y + 20, y + 240, 16):
            pen.line((x + 15, line, x + 15 + rng.randrange(60, 220), line), fill=(40, 40, 40), width=6)
    return picture.filter(ImageFilter.GaussianBlur(1))


def cut(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Cropped by so many hundredths from each side."""
    width, height = picture.size
    return picture.crop(
        (
            int(width * left / 100), int(height * top / 100), int(width * (1 - right / 100)),
            int(height * (1 - bottom / 100)),
        )
    )  # fmt: skip

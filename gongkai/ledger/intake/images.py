"""Photos are saved anew: what the camera wrote into them (place, device) does not go public (P29)."""

import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.rules.refusals import Refused

MOST_PIXELS = 40_000_000


def clean_photo(path: Path) -> Iterator[object]:
    """Re-save the photo in place without its hidden data: {"hidden", "size"}. Runs inside the limited child."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Refused("photo_pixels", name=path.name)
                had, form = bool(image.getexif()), image.format
                upright = ImageOps.exif_transpose(image)
                upright.info.clear()
                keep = upright.convert("RGB") if form == "JPEG" else upright
                keep.save(path, format=form)
                yield {"hidden": had, "size": keep.size}
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise Refused("file_broken", name=path.name) from broken
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused("photo_pixels", name=path.name) from bomb

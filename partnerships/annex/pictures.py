"""Pictures are drawn anew: what a camera notes beside them - place, time, device - and whatever hides behind them stays outside."""

import io
import warnings
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from partnerships.base import files

MOST_PIXELS = 40_000_000
QUALITY = 90
FORMATS = {"png": "PNG", "jpeg": "JPEG"}


def redrawn(path: Path, key: str, most_side: int | None = None) -> Path:
    """A new file with the same picture, upright, without metadata and no larger than wanted; the old one stays where it is."""
    drawn = io.BytesIO()  # Pillow would not notice a disk that takes only a part
    picture = _bare(path, key)
    if most_side:
        picture.thumbnail((most_side, most_side))
    picture.save(drawn, FORMATS[key], optimize=True, **({"quality": QUALITY} if key == "jpeg" else {}))
    new = files.new_incoming()
    try:
        new.write_bytes(drawn.getbuffer())
    except OSError:
        new.unlink(missing_ok=True)
        raise
    return new


def _bare(path: Path, key: str) -> Image.Image:
    """Nothing but the points of the picture."""
    try:
        with warnings.catch_warnings(), Image.open(path, formats=[FORMATS[key]]) as picture:
            warnings.simplefilter("error")  # Pillow only warns of what is damaged or too large
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("This picture has too many pixels. Please make it smaller first."), code="type")
            upright = ImageOps.exif_transpose(picture)
            bare = Image.new(upright.mode, upright.size)
            if upright.palette:
                bare.putpalette(upright.palette)
            bare.paste(upright)
            if "transparency" in upright.info:
                bare.info["transparency"] = upright.info["transparency"]
            return bare
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise ValidationError(_("This picture is damaged and cannot be opened."), code="type") from error

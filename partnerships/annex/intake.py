"""From a file that was sent to one that can be kept: its kind told by its content, its name cleaned, pictures drawn anew."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partnerships.annex.formats import FORMATS, clean_name, format_of
from partnerships.annex.pictures import FORMATS as PICTURES
from partnerships.annex.pictures import redrawn
from partnerships.base import files
from partnerships.base.uploads import Upload


@dataclass(frozen=True)
class Checked:
    """A file in MEDIA_ROOT/incoming that may be kept."""

    path: Path
    name: str
    format: str
    size: int
    sha256: str


def check(upload: Upload, *, only: tuple[str, ...] = (), most_side: int | None = None) -> Checked:
    """What was sent, fit to be kept; refused with a sentence for its field otherwise.

    `only`: keys of the formats that are taken here; `most_side`: pictures are made so small that no side has more points.
    """
    key = format_of(upload.path, upload.name)
    if only and key not in only:
        names = ", ".join(FORMATS[each].label for each in only)
        raise ValidationError(_("This kind of file is not taken here. Possible are: %(formats)s.") % {"formats": names}, code="type")
    if key in PICTURES:
        _redraw(upload, key, most_side)
    return Checked(
        path=upload.path,
        name=clean_name(upload.name, key),
        format=key,
        size=upload.path.stat().st_size,
        sha256=files.sha256_of(upload.path),
    )


def _redraw(upload: Upload, key: str, most_side: int | None) -> None:
    try:
        redrawn(upload.path, key, most_side).replace(upload.path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ValidationError(_("The file could not be stored: %(why)s. Nothing was saved.") % {"why": why}, code="storage") from error


def checked_file(path: Path, name: str, **how) -> Checked:
    """The same for a file that was not sent through a form; it is moved into place when it is kept."""
    upload = Upload(name)
    upload.path = path
    return check(upload, **how)

"""The picture of a receipt on its way through the form: taken or chosen, and kept when the form comes back with a question.

A browser forgets a chosen file when a page comes again; on a phone the photo would have to be taken anew. So a sound one waits in
MEDIA_ROOT/incoming (swept after a day) under a random name, which the form carries, signed for the person.
"""

from django.core import signing

from partnerships.annex.intake import Checked
from partnerships.base import files
from partnerships.base.uploads import Upload

FORMATS = ("jpeg", "png", "pdf")
MOST_SIDE = 2400  # points: a page of A4 stays readable, a picture of a phone becomes a tenth
HOURS = 12


def keep(upload: Upload, checked: Checked, person) -> str:
    """Let it outlive the request; the word the form carries."""
    waiting = files.new_incoming()
    upload.path.replace(waiting)
    return signing.dumps([waiting.name, checked.name, checked.format, checked.size, checked.sha256], salt=_salt(person), compress=True)


def kept(word: str, person) -> Checked | None:
    """The file that waits under this word; None where there is none any more."""
    try:
        name, shown, key, size, sha256 = signing.loads(word, salt=_salt(person), max_age=HOURS * 3600)
    except (signing.BadSignature, ValueError):
        return None
    path = files.folder(files.INCOMING) / name
    return Checked(path, shown, key, size, sha256) if path.is_file() else None


def _salt(person) -> str:
    return f"receipt:{person.pk}"

"""Files that people send: streamed to the disk or only looked at, never beyond a limit, and only where a view says that it takes one.

@takes_file(Incoming)      the file lies in MEDIA_ROOT/incoming until the request ends; partnerships.base.files.place keeps it
@takes_file(Fingerprint)   nothing is written: only its SHA-256 and its size are known

Everywhere else a file in a form is thrown away, and a request may be as long as a long text at most. Who is not signed in leaves no file on
the disk. Whoever sends more than is allowed gets a page that says so (413).
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from partnerships.base import files

BESIDE = 200_000  # what the other fields of a form with a file may weigh
DRAINED = 4  # so many times the limit are read and thrown away, so that the browser gets to see the answer
DRAIN_CHUNK = 1_048_576


def takes_file(handler: type[FileUploadHandler]) -> Callable:
    """A view whose form carries a file."""

    def mark(view: Callable) -> Callable:
        view.takes_file = handler
        return view

    return mark


class Upload(UploadedFile):
    """A file that was sent: its digest and, where it was written, its path. Closing it removes it, unless it was given a place."""

    def __init__(self, name: str, path: Path | None = None):
        super().__init__(path.open("wb") if path else None, name)
        self.path, self.size, self.problem = path, 0, ""
        self.digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()

    def take(self, chunk: bytes) -> None:
        self.digest.update(chunk)
        self.size += len(chunk)
        if self.file and not self.problem:
            try:
                self.file.write(chunk)
            except OSError as error:  # the disk is full: said in the form, since here nobody could be told
                self.problem = error.strerror or type(error).__name__

    def finish(self) -> None:
        """Everything is written; the file itself stays."""
        if self.file:
            try:
                self.file.close()
            except OSError as error:
                self.problem = error.strerror or type(error).__name__

    def close(self) -> None:
        self.finish()
        if self.path:
            self.path.unlink(missing_ok=True)


class Incoming(FileUploadHandler):
    """Streams a file into MEDIA_ROOT/incoming."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        try:
            self.file = Upload(self.file_name, files.new_incoming())
        except OSError as error:
            self.file = Upload(self.file_name)
            self.file.problem = error.strerror or type(error).__name__

    def receive_data_chunk(self, raw_data, start):
        self.file.take(raw_data)

    def file_complete(self, file_size):
        self.file.finish()
        return self.file

    def upload_interrupted(self):
        self.file.close()


class Fingerprint(Incoming):
    """Looks at a file without keeping anything of it."""

    def new_file(self, *args, **kwargs):
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = Upload(self.file_name)


class Nowhere(FileUploadHandler):
    """For everything that takes no file."""

    def receive_data_chunk(self, raw_data, start):
        raise SkipFile

    def file_complete(self, file_size):
        return None


class UploadField(forms.FileField):
    """One file; what went wrong on its way to the disk is said here."""

    def to_python(self, data):
        if isinstance(data, Upload) and data.problem:
            raise ValidationError(_("The file could not be stored: %(why)s. Nothing was saved.") % {"why": data.problem}, code="storage")
        if isinstance(data, Upload) and data.size > settings.UPLOAD_BYTES:
            raise ValidationError(
                _("This file is too large: at most %(most)s.") % {"most": filesizeformat(settings.UPLOAD_BYTES)}, code="size"
            )
        return super().to_python(data)


class UploadMiddleware:
    """Before anything reads a request's body: is it allowed to be that long, and where do its files go?"""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        handler = getattr(view, "takes_file", None)
        most = settings.UPLOAD_BYTES + BESIDE if handler else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _length(request) > most:
            _drain(request, DRAINED * most)
            return render(request, "413.html", {"most": settings.UPLOAD_BYTES if handler else most}, status=413)
        welcome = handler and (request.user.is_authenticated or not getattr(view, "login_required", True))
        request.upload_handlers = [(handler if welcome else Nowhere)(request)]
        return None


def _length(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drain(request, most: int) -> None:
    """A browser that is still sending when the connection closes shows an error of its own instead of the answer."""
    left = min(_length(request), most)
    while left > 0 and (chunk := request.read(min(left, DRAIN_CHUNK))):
        left -= len(chunk)

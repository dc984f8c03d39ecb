"""Record: a row with an opaque id that sorts by time of creation (UUID version 7), so that addresses reveal no counts."""

from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from partnerships.base import clock
from partnerships.base.verdict import YES, Verdict, no


class Record(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field):  # noqa: N802 - Django's name
        """The word for a choice. Django translates every word of the table each time it is asked for one; lists ask often."""
        value, language = getattr(self, field.attname), get_language()
        known = field.__dict__.setdefault("_words", {})
        words = known.get(language)
        if words is None:
            words = known[language] = {key: force_str(word, strings_only=True) for key, word in field.flatchoices}
        return words[value] if value in words else force_str(value, strings_only=True)


class Edited(models.Model):
    """A row that several people edit: each change raises its edition, and a form says which one its writer had read."""

    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)

    class Meta:
        abstract = True

    def is_current(self, edition) -> Verdict:
        """Is this the edition its reader saw? The no leads to the page as it is now; forms are told more by base/meanwhile.py."""
        if str(edition) == str(self.edition):
            return YES
        page = getattr(self, "get_absolute_url", str)()
        return no(newer_edition(), remedy=page)


def newer_edition() -> str:
    return gettext("Meanwhile there is a newer edition. Please read it first: nothing was changed.")

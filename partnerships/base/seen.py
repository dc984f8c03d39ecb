"""What a writer saw: a form carries the fingerprint of what it showed, so that nobody overwrites unseen what another has written."""

import hashlib
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, no


def fingerprint(*values) -> str:
    """32 hex digits of these values."""
    plain = [value.astimezone(UTC) if isinstance(value, datetime) else value for value in values]
    text = json.dumps(plain, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def unchanged(thing, seen: str) -> Verdict:
    """Is the thing still as its writer saw it? Things have fingerprint()."""
    if seen == thing.fingerprint():
        return YES
    return no(_("Meanwhile somebody else has changed this. Both versions are shown here: please put them together and save again."))

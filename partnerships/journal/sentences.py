"""In which words each verb is spoken: a registry the slices fill.

register({"contribution.granted": _("%(actor)s granted “%(subject)s” for %(organisation)s: %(amount)s.")}, amount=readers.amount)
Known names: actor, organisation, subject, and every key of the entry's data. The data is plain; a reader says how a key is read aloud.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partnerships.journal.changes import spoken

_SENTENCES: dict[str, object] = {}
_READERS: dict[str, dict[str, Callable[[Any], str]]] = {}


def register(sentences: dict, **readers: Callable[[Any], str]) -> None:
    for verb, sentence in sentences.items():
        if verb in _SENTENCES:
            raise ValueError(f"the verb {verb} has two sentences")
        _SENTENCES[verb], _READERS[verb] = sentence, readers


def known() -> frozenset[str]:
    return frozenset(_SENTENCES)


def groups() -> list[tuple[str, str]]:
    """What the journal tells about, by the first word of the verbs: the things of that name, in the plural where they have one."""
    return _groups(get_language(), known())


@lru_cache(8)
def _groups(_language, verbs: frozenset[str]) -> list[tuple[str, str]]:
    plurals = {model.__name__.lower(): str(model._meta.verbose_name_plural) for model in apps.get_models()}
    names = {verb.partition(".")[0] for verb in verbs}
    return sorted(((name, plurals.get(name, name)) for name in names), key=lambda pair: pair[1].casefold())


def tell(entry) -> str:
    """The sentence of a journal line in the language of now."""
    readers = _READERS[entry.verb]
    told = {key: readers.get(key, spoken)(value) or "–" for key, value in entry.data.items() if value is not None}
    values = defaultdict(lambda: "–", told)
    values.update(
        actor=str(entry.actor) if entry.actor else str(_("The portal")),
        organisation=str(entry.organisation) if entry.organisation else "–",
        subject=entry.subject_label,
    )
    return str(_SENTENCES[entry.verb]) % values

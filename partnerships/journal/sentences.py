"""In which words each verb is spoken: a registry the slices fill.

register({"agreement.signed": _("%(actor)s signed edition %(edition)s of “%(subject)s” for %(organisation)s.")})
Known names: actor, organisation, subject, and every key of the entry's data.
"""

from collections import defaultdict

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from partnerships.journal.changes import spoken

_SENTENCES: dict[str, object] = {}


def register(sentences: dict) -> None:
    for verb, sentence in sentences.items():
        if verb in _SENTENCES:
            raise ValueError(f"the verb {verb} has two sentences")
        _SENTENCES[verb] = sentence


def known() -> frozenset[str]:
    return frozenset(_SENTENCES)


def groups() -> list[tuple[str, str]]:
    """What the journal tells about, by the first word of the verbs: the things of that name, in the plural where they have one."""
    plurals = {model.__name__.lower(): str(model._meta.verbose_name_plural) for model in apps.get_models()}
    names = {verb.partition(".")[0] for verb in _SENTENCES}
    return sorted(((name, plurals.get(name, name)) for name in names), key=lambda pair: pair[1].casefold())


def tell(entry) -> str:
    """The sentence of a journal line; amounts and days in data are strings already fit to be read."""
    values = defaultdict(lambda: "–", {key: spoken(value) for key, value in entry.data.items()})
    values.update(
        actor=str(entry.actor) if entry.actor else str(_("The portal")),
        organisation=str(entry.organisation) if entry.organisation else "–",
        subject=entry.subject_label,
    )
    return str(_SENTENCES[entry.verb]) % values

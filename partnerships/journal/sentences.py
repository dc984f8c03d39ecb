"""In which words each verb is told: a registry the slices fill.

register({"agreement.signed": _("%(actor)s signed edition %(edition)s of “%(subject)s” for %(organisation)s.")})
Known names: actor, organisation, subject, and every key of the entry's data.
"""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[str, object] = {}


def register(sentences: dict) -> None:
    for verb, sentence in sentences.items():
        if verb in _SENTENCES:
            raise ValueError(f"the verb {verb} has two sentences")
        _SENTENCES[verb] = sentence


def known() -> frozenset[str]:
    return frozenset(_SENTENCES)


def tell(entry) -> str:
    """The sentence of a journal line; amounts and days in data are strings already fit to be read."""
    values = defaultdict(lambda: "–", entry.data)
    values.update(
        actor=str(entry.actor) if entry.actor else str(_("The portal")),
        organisation=str(entry.organisation) if entry.organisation else "–",
        subject=entry.subject_label,
    )
    return str(_SENTENCES[entry.verb]) % values

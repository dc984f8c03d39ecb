from django.utils.translation import gettext_lazy as _

from partnerships.agreement.parts import in_words
from partnerships.journal.sentences import register

register(
    {
        "agreement.amended": _("“%(subject)s” reads anew, edition %(edition)s, by “%(amendment)s”. Changed: %(parts)s."),
        "agreement.merged": _("“%(subject)s” is valid: it is edition %(edition)s of “%(agreement)s”."),
        "agreement.caught_up": _("%(actor)s took over for %(organisation)s in “%(subject)s” the text of “%(other)s”."),
        "agreement.lapsed": _("“%(subject)s” was not concluded: “%(agreement)s” has ended."),
    },
    parts=in_words,
)

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.parts import in_words
from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "agreement.idea": _("%(actor)s proposed the idea “%(subject)s” for %(organisation)s."),
        "agreement.taken_up": _("%(actor)s began to write a draft of “%(subject)s” for %(organisation)s."),
        "agreement.drafted": _("%(actor)s began the draft “%(subject)s”."),
        "agreement.edited": _("%(actor)s changed the draft “%(subject)s”."),
        "agreement.offered": _("%(actor)s offered the agreement “%(subject)s” for %(organisation)s."),
        "agreement.countered": _(
            "%(actor)s made a counter-proposal to “%(subject)s” for %(organisation)s: edition %(edition)s. Changed: %(parts)s."
        ),
        "agreement.part_agreed": _("%(actor)s agreed for %(organisation)s in “%(subject)s” to: %(parts)s."),
        "agreement.change_wanted": _("%(actor)s wants for %(organisation)s a change in “%(subject)s”, %(parts)s: %(text)s"),
        "agreement.part_open": _("%(actor)s took back for %(organisation)s what was said in “%(subject)s” to: %(parts)s."),
        "agreement.remarked": _("%(actor)s (%(organisation)s) remarked on “%(subject)s”, %(parts)s: %(text)s"),
        "agreement.noted": _("%(actor)s made an internal note on “%(subject)s”, %(parts)s."),
        "agreement.remarked_whole": _("%(actor)s (%(organisation)s) remarked on “%(subject)s”: %(text)s"),
        "agreement.noted_whole": _("%(actor)s made an internal note on “%(subject)s”."),
        "agreement.agreed": _("All have agreed to the text of “%(subject)s”, edition %(edition)s."),
        "agreement.to_be_signed": _("All houses have released “%(subject)s”: edition %(edition)s lies there to be signed."),
        "agreement.release_taken_back": _(
            "%(organisation)s has taken its release of “%(subject)s” back. "
            "Signatures of edition %(edition)s stay; nobody signs until it is released again."
        ),
        "agreement.reopened": _("%(actor)s took up the talks about “%(subject)s” again for %(organisation)s, about %(parts)s: %(reason)s"),
        "agreement.signed": _("%(actor)s signed edition %(edition)s of “%(subject)s” for %(organisation)s."),
        "agreement.signed_jointly": _(
            "%(actor)s signed edition %(edition)s of “%(subject)s” for %(organisation)s (%(count)s of %(needed)s signatures)."
        ),
        "agreement.concluded": _("All have signed “%(subject)s”, edition %(edition)s."),
        "agreement.in_force": _("The agreement “%(subject)s” came into force, edition %(edition)s."),
        "agreement.dropped": _("%(actor)s gave up the agreement “%(subject)s” for %(organisation)s. Reason: %(reason)s"),
        "agreement.revived": _("%(actor)s took up “%(subject)s” again for %(organisation)s."),
        "agreement.ended": _("The agreement “%(subject)s” ended with its term on %(ends_on)s."),
    },
    parts=in_words,
    ends_on=readers.day,
)

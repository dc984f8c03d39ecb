"""How the journal tells of proofs."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "proof.rule_set": _("%(actor)s set for %(organisation)s when the use of “%(subject)s” is proven: by %(on)s."),
        "proof.begun": _("%(actor)s began the proof of use of “%(subject)s” for %(organisation)s."),
        "proof.given": _("%(actor)s gave the proof of use of “%(subject)s” into the release of %(organisation)s."),
        "proof.given_back": _("The proof of use of “%(subject)s” is in work again at %(organisation)s."),
        "proof.submitted": _("%(organisation)s handed in the proof of use of “%(subject)s”; %(actor)s said the last yes."),
        "proof.taken_up": _("%(actor)s began for %(organisation)s to check the proof of use of “%(subject)s”."),
        "proof.questioned": _("%(actor)s asked for %(organisation)s about the proof of use of “%(subject)s”: %(text)s"),
        "proof.answered": _("%(actor)s answered for %(organisation)s about the proof of use of “%(subject)s”: %(text)s"),
        "proof.returned": _("%(actor)s returned the proof of use of “%(subject)s” for %(organisation)s: %(text)s"),
        "proof.accepted": _("%(actor)s accepted the proof of use of “%(subject)s” for %(organisation)s: %(amount)s."),
        "proof.accepted_part": _("%(actor)s accepted the proof of use of “%(subject)s” in part for %(organisation)s: %(amount)s."),
        "proof.closed": _("%(actor)s closed the proof of use of “%(subject)s” for %(organisation)s."),
        "proof.commented": _("%(actor)s wrote about the proof of use of “%(subject)s” for %(organisation)s: %(text)s"),
        "proof.reclaim_announced": _(
            "%(actor)s announced for %(organisation)s that %(amount)s of “%(subject)s” are to be paid back; answer until %(on)s: %(text)s"
        ),
        "proof.reclaim_answered": _("%(actor)s answered the reclaim of “%(subject)s” (%(amount)s) for %(organisation)s: %(text)s"),
        "proof.reclaim_set": _("%(actor)s set for %(organisation)s: %(amount)s of “%(subject)s” are to be paid back by %(on)s."),
        "proof.reclaim_waived": _("%(actor)s waived the reclaim of “%(subject)s” (%(amount)s) for %(organisation)s."),
        "proof.reclaim_offset": _("%(actor)s agreed for %(organisation)s to carry over %(amount)s of “%(subject)s”."),
        "proof.reclaim_repaid": _("%(actor)s said for %(organisation)s that %(amount)s of “%(subject)s” were paid back on %(on)s."),
        "proof.reclaim_denied": _("%(actor)s said for %(organisation)s that %(amount)s of “%(subject)s” did not come back yet."),
        "proof.reclaim_paid": _("%(actor)s confirmed for %(organisation)s that %(amount)s of “%(subject)s” came back."),
    },
    amount=readers.amount,
    on=readers.day,
)

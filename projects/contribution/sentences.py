"""How the journal tells of contributions."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register

register(
    {
        "contribution.asked": _("%(actor)s asked %(giver)s for “%(subject)s” (%(amount)s) for %(organisation)s."),
        "contribution.edited": _("%(actor)s reworded the request “%(subject)s” for %(organisation)s (edition %(edition)s): %(amount)s."),
        "contribution.proposed": _("%(actor)s proposes for %(organisation)s to grant “%(subject)s”: %(amount)s. Others release it now."),
        "contribution.granted": _("%(actor)s granted “%(subject)s” for %(organisation)s: %(amount)s."),
        "contribution.granted_part": _("%(actor)s granted “%(subject)s” in part for %(organisation)s: %(amount)s of %(asked)s."),
        "contribution.granted_with_conditions": _("%(actor)s granted “%(subject)s” with conditions for %(organisation)s: %(amount)s."),
        "contribution.questioned": _("%(actor)s asked a question about “%(subject)s” for %(organisation)s: %(text)s"),
        "contribution.answered": _("%(actor)s answered the question about “%(subject)s” for %(organisation)s: %(text)s"),
        "contribution.written": _("%(actor)s wrote about “%(subject)s” for %(organisation)s: %(text)s"),
        "contribution.declined": _("%(actor)s declined “%(subject)s” for %(organisation)s: %(text)s"),
        "contribution.part_accepted": _("%(actor)s accepted the part granted for “%(subject)s” for %(organisation)s: %(amount)s."),
        "contribution.withdrawn": _("%(actor)s withdrew the request “%(subject)s” for %(organisation)s."),
        "contribution.promised": _("%(organisation)s promised “%(subject)s” to %(receiver)s in the agreement “%(agreement)s”: %(amount)s."),
        "contribution.amended": _("“%(subject)s” follows the amended agreement “%(agreement)s”: %(amount)s, before %(amount_before)s."),
        "contribution.lapsed": _(
            "“%(subject)s” is no longer promised in “%(agreement)s” from %(on)s on: %(amount)s remain of %(amount_before)s."
        ),
        "contribution.delivered": _("%(actor)s noted for %(organisation)s that something came for “%(subject)s” on %(on)s: %(amount)s."),
        "contribution.delivery_corrected": _(
            "%(actor)s corrected a delivery of “%(subject)s” on %(on)s for %(organisation)s: %(amount)s, before %(amount_before)s."
        ),
        "contribution.delivery_taken_back": _(
            "%(actor)s took back a delivery of “%(subject)s” on %(on)s for %(organisation)s: %(amount)s."
        ),
        "contribution.confirmed": _("%(actor)s confirmed for %(organisation)s what came for “%(subject)s” on %(on)s: %(amount)s."),
    },
    amount=readers.amount,
    asked=readers.amount,
    amount_before=readers.amount,
    on=readers.day,
)

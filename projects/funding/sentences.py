"""How the journal tells of payment schedules and calls."""

from django.utils.translation import gettext_lazy as _

from partnerships.journal import readers
from partnerships.journal.sentences import register
from projects.funding import blockers

register(
    {
        "schedule.proposed": _(
            "%(actor)s proposed a payment schedule for “%(subject)s” for %(organisation)s: %(amount)s (instalments: %(count)s)."
        ),
        "schedule.edited": _("%(actor)s changed the payment schedule for “%(subject)s” for %(organisation)s (edition %(edition)s)."),
        "schedule.agreed": _("%(actor)s agreed to the payment schedule for “%(subject)s” for %(organisation)s. It holds now."),
        "schedule.withdrawn": _("%(actor)s withdrew the payment schedule for “%(subject)s” for %(organisation)s."),
        "leftover.proposed_carry": _(
            "%(actor)s proposed for %(organisation)s to carry over %(amount)s of “%(subject)s” until %(until)s: %(reason)s"
        ),
        "leftover.proposed_back": _(
            "%(actor)s proposed for %(organisation)s to pay back %(amount)s of “%(subject)s” until %(until)s: %(reason)s"
        ),
        "leftover.agreed": _("%(actor)s agreed for %(organisation)s to what becomes of the rest of “%(subject)s” (%(amount)s, %(until)s)."),
        "leftover.declined": _("%(actor)s declined for %(organisation)s what was proposed about the rest of “%(subject)s”."),
        "leftover.withdrawn": _("%(actor)s withdrew for %(organisation)s the proposal about the rest of “%(subject)s”."),
        "call.requested": _("%(actor)s called %(amount)s for %(organisation)s: “%(subject)s”."),
        "call.corrected": _("%(actor)s corrected the call “%(subject)s” for %(organisation)s: %(amount)s."),
        "call.factual": _("%(actor)s found the call “%(subject)s” factually correct for %(organisation)s."),
        "call.arithmetic": _("%(actor)s found the call “%(subject)s” arithmetically correct for %(organisation)s."),
        "call.released": _("%(organisation)s released the call “%(subject)s” for payment: %(amount)s."),
        "call.ordered": _("%(actor)s ordered the payment of “%(subject)s” for %(organisation)s on %(on)s: %(amount)s."),
        "call.undone": _("%(actor)s took back the payment of “%(subject)s” for %(organisation)s (%(amount)s): %(reason)s"),
        "call.received": _("%(actor)s confirmed for %(organisation)s that “%(subject)s” came: %(amount)s."),
        "call.payment_amended": _("%(actor)s agreed for %(organisation)s that the payment of “%(subject)s” was %(amount)s: %(reason)s"),
        "call.payment_cancelled": _(
            "%(actor)s agreed for %(organisation)s that the payment of “%(subject)s” (%(amount)s) never came: %(reason)s"
        ),
        "call.sent_back": _("%(actor)s sent the call “%(subject)s” back for %(organisation)s: %(reason)s"),
        "call.withdrawn": _("%(actor)s withdrew the call “%(subject)s” for %(organisation)s."),
        "call.lift_asked": _(
            "%(actor)s wants “%(subject)s” paid for %(organisation)s although this stands in the way: %(blocker)s. %(comment)s"
        ),
        "call.lifted": _(
            "%(actor)s as the second person lifted for %(organisation)s what stood in the way of “%(subject)s”: %(blocker)s. %(comment)s"
        ),
    },
    amount=readers.amount,
    on=readers.day,
    until=readers.day,
    blocker=blockers.label_of,
)

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.ending import WindUp
from partnerships.agreement.motion import Motion
from partnerships.journal import readers
from partnerships.journal.sentences import register


def _motion(verb) -> str:
    return str(dict(Motion.Verb.choices).get(verb, verb))


def _item(what) -> str:
    """A usual thing by its key, one's own as it was typed."""
    return str(dict(WindUp.Key.choices).get(what, what))


register(
    {
        "agreement.renewal_begun": _("%(actor)s (%(organisation)s) would like to talk about the renewal of “%(subject)s”."),
        "agreement.notice_given": _(
            "%(actor)s gave notice of “%(subject)s” for %(organisation)s: it ends on %(effective_on)s. Reason: %(reason)s"
        ),
        "agreement.motion_proposed": _("%(actor)s proposed for %(organisation)s about “%(subject)s”: %(motion)s (%(day)s)."),
        "agreement.motion_agreed": _("%(actor)s agreed for %(organisation)s about “%(subject)s” to: %(motion)s."),
        "agreement.motion_agreed_jointly": _(
            "%(actor)s agreed for %(organisation)s about “%(subject)s” to: %(motion)s (%(count)s of %(needed)s signatories)."
        ),
        "agreement.motion_decided": _("All parties have decided about “%(subject)s”: %(motion)s (%(day)s)."),
        "agreement.motion_declined": _("%(actor)s declined for %(organisation)s about “%(subject)s”: %(motion)s. %(reason)s"),
        "agreement.motion_withdrawn": _("%(actor)s (%(organisation)s) withdrew the proposal about “%(subject)s”: %(motion)s."),
        "agreement.motion_lapsed": _("About “%(subject)s” this proposal was overtaken: %(motion)s."),
        "agreement.done_renew": _("“%(subject)s” was renewed until %(day)s."),
        "agreement.done_take_back_notice": _("The notice of “%(subject)s” was taken back: the agreement goes on."),
        "agreement.done_suspend": _("“%(subject)s” is suspended from %(day)s on."),
        "agreement.done_resume": _("“%(subject)s” goes on from %(day)s."),
        "agreement.done_end": _("“%(subject)s” was ended by both sides on %(day)s."),
        "agreement.done_archive": _("“%(subject)s” is closed: everything is given back, or consciously left."),
        "agreement.prolonged": _("“%(subject)s” renewed itself until %(ends_on)s."),
        "agreement.reminders_set": _("%(actor)s set the reminders of “%(subject)s”: %(months)s months before."),
        "agreement.wind_up_begun": _("The list for the end of “%(subject)s” was begun: %(count)s things."),
        "agreement.item_added": _("%(actor)s put on the list for the end of “%(subject)s”: %(what)s."),
        "agreement.item_done": _("%(actor)s ticked off for the end of “%(subject)s”: %(what)s."),
        "agreement.item_dropped": _("%(actor)s struck out for the end of “%(subject)s”: %(what)s. %(reason)s"),
        "agreement.item_reopened": _("%(actor)s put back on the list for the end of “%(subject)s”: %(what)s."),
    },
    motion=_motion,
    what=_item,
    day=readers.day,
    ends_on=readers.day,
    effective_on=readers.day,
)

"""What is told by mail, to those who speak for an organisation in a negotiation."""

from django.utils.translation import gettext_lazy as _

from partnerships.agreement.ending import Reminded
from partnerships.agreement.rules import NEGOTIATORS
from partnerships.notice.actions import tell
from partnerships.organisation.models import Membership
from partnerships.person.models import Person

SUBJECTS = {
    "renewal_begun": _("Talks about the renewal of “%(title)s”"),
    "notice_given": _("Notice of “%(title)s”"),
    "motion_proposed": _("A proposal about “%(title)s” waits for your answer"),
    "motion_decided": _("Decided by both sides: “%(title)s”"),
    "motion_declined": _("Your proposal about “%(title)s” was declined"),
    "prolonged": _("“%(title)s” has renewed itself"),
    "ended": _("“%(title)s” has ended"),
    "reminder_end": _("“%(title)s” ends in %(months)s months"),
    "reminder_notice": _("“%(title)s”: the last day for notice comes in %(months)s months"),
}


def _write(agreement, name: str, *, key: str, only=None, but=None, by=None, **context) -> None:
    """To all parties, or `only` one of them, or all `but` one; not to who did it."""
    parties = [party.organisation_id for party in agreement.partnership.binding_parties()]
    chosen = [pk for pk in parties if (only is None or pk == only.pk) and (but is None or pk != but.pk)]
    people = Person.objects.filter(
        pk__in=Membership.objects.current().with_role(*NEGOTIATORS).filter(organisation__in=chosen).values("person")
    )
    template = "reminder" if name.startswith("reminder") else name
    tell(
        people.exclude(pk=by.pk) if by else people,
        key=f"tenure.{name}:{key}",
        subject=SUBJECTS[name],
        template=f"mail/tenure/{template}.txt",
        context={"agreement": agreement, "title": agreement.title, "by": by, **context},
    )


def renewal_begun(agreement, *, organisation, by) -> None:
    key = f"{agreement.pk}:{agreement.state_since.isoformat()}"
    _write(agreement, "renewal_begun", key=key, but=organisation, by=by, organisation=organisation)


def notice_given(agreement, *, organisation, by, effective_on, reason: str) -> None:
    key = f"{agreement.pk}:{agreement.state_since.isoformat()}"
    _write(agreement, "notice_given", key=key, but=organisation, by=by, organisation=organisation, effective_on=effective_on, reason=reason)


def motion_proposed(motion, *, by) -> None:
    _write(motion.agreement, "motion_proposed", key=str(motion.pk), but=motion.organisation, by=by, motion=motion)


def motion_decided(motion, *, by) -> None:
    _write(motion.agreement, "motion_decided", key=str(motion.pk), by=by, motion=motion)


def motion_declined(motion, *, organisation, by) -> None:
    _write(
        motion.agreement, "motion_declined", key=str(motion.pk), only=motion.organisation, by=by, motion=motion, organisation=organisation
    )


def prolonged(agreement) -> None:
    _write(agreement, "prolonged", key=f"{agreement.pk}:{agreement.ends_on}")


def ended(agreement) -> None:
    _write(agreement, "ended", key=f"{agreement.pk}:{agreement.ends_on}")


def reminder(agreement, *, anchor: str, day, months: int) -> None:
    name = "reminder_end" if anchor == Reminded.Anchor.END else "reminder_notice"
    _write(agreement, name, key=f"{agreement.pk}:{day}:{months}", day=day, months=months, notice=anchor == Reminded.Anchor.NOTICE)

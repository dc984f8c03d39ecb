from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from partnerships.approval.ladder import Limits
from partnerships.approval.models import Subject
from partnerships.approval.why import in_words, step_label
from partnerships.journal import readers
from partnerships.journal.sentences import register


def subject(value) -> str:
    return str(Subject(value).label)


def limits(value) -> str:
    """Of the three limits of a rule."""
    return in_words(Limits(*(None if each is None else Decimal(each) for each in value)))


def days(value) -> str:
    """Of ISO dates."""
    return ", ".join(readers.day(each) for each in value)


register(
    {
        "release.moved": _(
            "%(organisation)s: a cut-off for the decision about “%(subject)s” has passed. Now expected by %(day)s, before: %(before)s."
        ),
        "release.moved_by_house": _(
            "%(organisation)s has changed its dates or rules for decisions. The decision about “%(subject)s” is now expected by %(day)s, "
            "before: %(before)s."
        ),
        "house.day_changed": _(
            "%(actor)s changed a meeting of %(subject)s: now on %(day)s (cut-off %(cut_off)s), before on %(before)s "
            "(cut-off %(cut_off_before)s)."
        ),
    },
    day=readers.day,
    before=readers.day,
    cut_off=readers.day,
    cut_off_before=readers.day,
)
register(
    {
        "release.asked": _("%(organisation)s has begun its internal release of “%(subject)s”: %(step)s."),
        "release.yes": _("%(actor)s released “%(subject)s” in the step “%(step)s”."),
        "release.yes_for": _("%(actor)s released “%(subject)s” in the step “%(step)s” as deputy of %(for_person)s."),
        "release.step_done": _("%(organisation)s: the step “%(step)s” of the internal release of “%(subject)s” is done. Now: %(next)s."),
        "release.granted": _("%(organisation)s has released “%(subject)s” internally."),
        "release.refused": _("%(actor)s did not release “%(subject)s” in the step “%(step)s”: %(reason)s"),
        "release.not_released": _("%(organisation)s has not released “%(subject)s” internally: %(reason)s"),
        "release.withdrawn": _("%(actor)s withdrew the internal release of “%(subject)s”: %(reason)s"),
        "release.stopped": _("%(organisation)s: the internal release of “%(subject)s” has been stopped."),
        "house.rule_made": _("%(actor)s made the approval rule “%(about)s: %(limits)s”."),
        "house.rule_changed": _("%(actor)s changed the approval rule “%(about)s: %(limits)s” (before: %(before)s)."),
        "house.rule_ended": _("%(actor)s ended the approval rule “%(about)s: %(limits)s”."),
        "house.rule_checked": _("%(actor)s checked the approval rule “%(about)s: %(limits)s”, which came from an example."),
        "house.body_made": _("%(actor)s added the body %(subject)s."),
        "house.body_ended": _("%(actor)s ended the body %(subject)s."),
        "house.days_added": _("%(actor)s entered meetings of %(subject)s: %(days)s."),
        "house.day_removed": _("%(actor)s removed the meeting of %(subject)s on %(day)s."),
        "house.no_go_added": _("%(actor)s entered that %(subject)s decides nothing from %(starts)s to %(ends)s (%(name)s)."),
        "house.no_go_removed": _("%(actor)s removed the time without decisions from %(starts)s to %(ends)s (%(name)s)."),
        "house.absence_entered": _("%(actor)s entered that %(person)s is absent from %(starts)s to %(ends)s; deputy: %(deputy)s."),
        "house.absence_changed": _("%(actor)s changed the absence of %(person)s: %(starts)s to %(ends)s; deputy: %(deputy)s."),
        "house.absence_removed": _("%(actor)s removed the absence of %(person)s from %(starts)s to %(ends)s."),
    },
    step=step_label,
    next=step_label,
    about=subject,
    limits=limits,
    before=limits,
    days=days,
    day=readers.day,
    starts=readers.day,
    ends=readers.day,
)

from django.utils.translation import gettext_lazy as _

from partnerships.approval.why import step_label
from partnerships.journal.sentences import register

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
        "house.rule_made": _("%(actor)s made the approval rule “%(subject)s: %(limits)s”."),
        "house.rule_changed": _("%(actor)s changed the approval rule “%(subject)s: %(limits)s” (before: %(before)s)."),
        "house.rule_ended": _("%(actor)s ended the approval rule “%(subject)s: %(limits)s”."),
        "house.body_made": _("%(actor)s added the body %(subject)s."),
        "house.body_ended": _("%(actor)s ended the body %(subject)s."),
        "house.days_added": _("%(actor)s entered meetings of %(subject)s: %(days)s."),
        "house.day_removed": _("%(actor)s removed the meeting of %(subject)s on %(day)s."),
        "house.absence_entered": _("%(actor)s entered that %(person)s is absent %(days)s; deputy: %(deputy)s."),
        "house.absence_changed": _("%(actor)s changed the absence of %(person)s: %(days)s; deputy: %(deputy)s."),
        "house.absence_removed": _("%(actor)s removed the absence of %(person)s (%(days)s)."),
    },
    step=step_label,
    next=step_label,
)

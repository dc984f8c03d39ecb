"""May I? Whoever writes for the giver and has no hand in the request; an approver may decide without waiting for it."""

from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day
from partnerships.base.verdict import YES, Verdict, no
from projects.contribution import rules as contributions
from projects.contribution.models import Contribution
from projects.examination.models import Examination


def may_check(person, contribution: Contribution, examination: Examination | None) -> Verdict:
    """Is everything there? Once for each wording of the request."""
    if not (may := contributions.may_ask_back(person, contribution)):
        return may
    if examination:
        words = {"person": examination.checked_by, "day": day(examination.checked_at)}
        return no(_("%(person)s checked already on %(day)s that everything is there.") % words)
    return YES


def may_assess(person, contribution: Contribution, examination: Examination | None) -> Verdict:
    """After the check; a newer assessment takes the place of the one before."""
    if not (may := contributions.may_ask_back(person, contribution)):
        return may
    return YES if examination else no(_("First somebody checks whether everything is there."))

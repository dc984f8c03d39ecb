from django.utils.translation import gettext as _

from partnerships.base.templatetags.portal import day
from partnerships.base.valuation import Kind
from partnerships.base.verdict import YES, Verdict, first_no, no
from projects.contribution import rules
from projects.contribution.models import Contribution
from projects.hours.models import Sheet


def may_begin(person, contribution: Contribution) -> Verdict:
    """Whoever may note what came of this promise of time."""
    if contribution.kind not in (Kind.TIME, Kind.VOLUNTEER):
        return no(_("Weekly sheets are for staff time and volunteer hours."))
    return rules.may_deliver(person, contribution)


def is_not_sent(sheet: Sheet) -> Verdict:
    if sheet.delivery is None:
        return YES
    if sheet.delivery.confirmed_at:
        return no(
            _("%(person)s confirmed this sheet on %(day)s.")
            % {"person": sheet.delivery.confirmed_by, "day": day(sheet.delivery.confirmed_at)}
        )
    return no(_("This sheet is sent. Please take it back first, if something has to be changed."))


def may_edit(person, sheet: Sheet) -> Verdict:
    return first_no(is_not_sent(sheet), rules.may_deliver(person, sheet.contribution), rules.writes_for(person, sheet.organisation))


may_send = may_edit

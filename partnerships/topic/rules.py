from django.utils.translation import gettext as _

from partnerships.base.verdict import YES, Verdict, first_no, no
from partnerships.meeting.rules import may_plan, may_remove_topic, works_in
from partnerships.topic.models import Topic


def may_store(person, partnership) -> Verdict:
    return may_plan(person, partnership)


def may_edit(person, topic) -> Verdict:
    return first_no(works_in(person, topic.partnership), _is_open(topic), _brought_in(person, topic))


def may_drop(person, topic) -> Verdict:
    return may_edit(person, topic)


def may_take(person, topic) -> Verdict:
    """Into a meeting at all? The meeting's own rule says into which."""
    return first_no(may_plan(person, topic.partnership), _is_open(topic))


def may_put_aside(person, meeting, item, *, written: bool) -> Verdict:
    """Off the agenda and into the store."""
    if item.standing:
        return no(_("This point is on every agenda. It can be removed, but not put into the store."))
    return may_remove_topic(person, meeting, item, written=written)


def _brought_in(person, topic) -> Verdict:
    if topic.partnership.party_of(person).organisation_id == topic.brought_in_by_id:
        return YES
    return no(_("Only %(organisation)s can change this topic: it brought it in.") % {"organisation": topic.brought_in_by})


def _is_open(topic) -> Verdict:
    if topic.state == Topic.State.OPEN:
        return YES
    if topic.state == Topic.State.TAKEN:
        return no(_("This topic is on an agenda already."))
    return no(_("This topic was dropped: it is no longer needed."))

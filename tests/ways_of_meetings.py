"""The moves of meetings, their tasks and topics, and of series: see tests/ways.py."""

from partnerships.addendum import actions as addenda
from partnerships.addendum.models import Addendum
from partnerships.base import clock
from partnerships.deadline import actions as deadlines
from partnerships.deadline.models import Deadline
from partnerships.glossary import actions as glossary
from partnerships.glossary.models import Term
from partnerships.meeting import actions as meetings
from partnerships.meeting import rules as meeting_rules
from partnerships.meeting.models import Meeting
from partnerships.passage import actions as passages
from partnerships.passage.models import Wish
from partnerships.series.models import Series
from partnerships.task import actions as tasks
from partnerships.task.models import Task
from partnerships.topic import actions as topics
from partnerships.topic.models import Topic
from tests.cast import Cast
from tests.partnerships.meeting import stage as meeting_stage
from tests.partnerships.series import stage as series_stage
from tests.ways import way

# --- Meetings and their tasks ---------------------------------------------------------------------------------------------------


def released_by_one(cast: Cast) -> Meeting:
    meeting = meeting_stage.sent(cast)
    return meetings.release(meeting, edition=meeting.edition, by=cast.social.coordinator)


def begun(cast: Cast) -> Meeting:
    return meetings.begin_minutes(meeting_stage.planned(cast), by=cast.social.staff)


def may_send(person, meeting):
    return meeting_rules.may_send(person, meeting, presences=["present"], written=True)


def given(cast: Cast) -> Task:
    return meeting_stage.written(cast).tasks.get()


def looked_at(cast: Cast) -> Task:
    """The author wants to look before it is done."""
    meeting = meeting_stage.written(cast)
    return tasks.give(meeting, what="Tor", organisation=cast.housing.org, until=clock.today(), looks=True, by=cast.social.staff)


def ready(cast: Cast) -> Task:
    return tasks.report(looked_at(cast), by=cast.housing.staff)


def deadline(cast: Cast) -> Deadline:
    words = {"days": 7, "silence_counts": True, "source": "§ 8"}
    return deadlines.propose(cast.partnership, by=cast.social.coordinator, **words)


def term(cast: Cast) -> Term:
    return glossary.propose(cast.partnership, word="Treff", common="Ein offener Raum.", by=cast.social.staff)


def addendum(cast: Cast) -> Addendum:
    meeting = meeting_stage.released(cast)
    return addenda.propose(meeting, reason="Zahl", said=[addenda.Said("Es waren 40 Gäste.")], by=cast.social.coordinator)


def asked(cast: Cast) -> Wish:
    return passages.ask(meeting_stage.sent(cast), edition=1, wish="Bitte ab Mai.", by=cast.social.staff)


way(Meeting, "cancel", "planned", lambda cast: meeting_stage.planned(cast, days=3))
way(
    Meeting, "begin_minutes", "planned", meeting_stage.planned,
    rule=meeting_rules.may_begin, url="meeting_begin",
)  # fmt: skip
way(
    Meeting, "put_back", "minutes", begun,
    rule=lambda person, meeting: meeting_rules.may_put_back(person, meeting, written=False),
)  # fmt: skip
way(Meeting, "send_for_release", "minutes", meeting_stage.written, rule=may_send, url="meeting_send")
way(Meeting, "change", "release", meeting_stage.sent, rule=meeting_rules.may_ask_change, action=meetings.ask_change)
way(Meeting, "release", "release", released_by_one)
for verb in ("agree", "decline", "withdraw"):
    way(Addendum, verb, "proposed", addendum)
    way(Deadline, verb, "proposed", deadline)
    way(Term, verb, "proposed", term)
way(Term, "reword", "agreed", lambda cast: glossary.agree(term(cast), edition=1, by=cast.housing.staff), url="term_edit")
way(Deadline, "end", "in_force", lambda cast: deadlines.agree(deadline(cast), edition=1, by=cast.housing.coordinator))
way(Wish, "settle", "open", asked)
way(Wish, "settle", "differing", lambda cast: passages.differ(asked(cast), view="Ab Mai.", by=cast.social.staff))
way(Wish, "differ", "open", asked)
way(Task, "begin", "open", given)
way(Task, "finish", "open", given)
way(Task, "finish", "doing", lambda cast: tasks.begin(given(cast), by=cast.social.staff))
way(Task, "drop", "open", given)
way(Task, "drop", "doing", lambda cast: tasks.begin(given(cast), by=cast.social.staff))
way(Task, "report", "open", looked_at)
way(Task, "report", "doing", lambda cast: tasks.begin(looked_at(cast), by=cast.social.staff))
way(Task, "finish", "reported", ready)
way(Task, "send_back", "reported", ready)
way(Task, "drop", "reported", ready)
way(Task, "reopen", "done", lambda cast: tasks.finish(given(cast), by=cast.social.staff))
way(Task, "reopen", "dropped", lambda cast: tasks.drop(given(cast), reason="Nicht mehr nötig.", by=cast.social.staff))

# --- Topics for later -----------------------------------------------------------------------------------------------------------


def stored(cast: Cast) -> Topic:
    return topics.store(cast.partnership, title="Heizung", by=cast.social.staff)


way(Topic, "take", "open", stored)
way(Topic, "drop", "open", stored)

# --- Series of meetings ---------------------------------------------------------------------------------------------------------

way(Series, "agree", "proposed", series_stage.proposed)
way(Series, "decline", "proposed", series_stage.proposed)
way(Series, "withdraw", "proposed", series_stage.proposed)
way(Series, "end", "running", series_stage.running)

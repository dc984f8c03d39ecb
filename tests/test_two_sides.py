"""Two-sidedness, proved for every move of every table of moves (partnerships/base/moves.py).

Each line of each table is found by introspection and has its way here: a story that leads to its source, the rule that is asked, the
function that does it, the page it is done on. The story is told twice, the second time with the two sides exchanged: to mirrored people
the rule has to answer alike, word for word; and those may make the move of whom the table says so, nobody else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from importlib import import_module
from inspect import signature

import pytest
from django.apps import apps
from django.db import transaction

from partnerships.addendum import actions as addenda
from partnerships.addendum.models import Addendum
from partnerships.agreement import actions as agreements
from partnerships.agreement import rules as agreement_rules
from partnerships.agreement import signing, talks
from partnerships.agreement.ending import WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.tasks import start_agreements
from partnerships.amendment import actions as amendments
from partnerships.amendment.tasks import merge_amendments
from partnerships.approval import actions as releases
from partnerships.approval import keeping
from partnerships.approval import rules as release_rules
from partnerships.approval.house import desk_of
from partnerships.approval.keeping import RulePlan, StepPlan
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.moves import Move, Who
from partnerships.deadline import actions as deadlines
from partnerships.deadline.models import Deadline
from partnerships.glossary import actions as glossary
from partnerships.glossary.models import Term
from partnerships.meeting import actions as meetings
from partnerships.meeting import rules as meeting_rules
from partnerships.meeting.models import Meeting
from partnerships.organisation.models import Role
from partnerships.partnership import actions as partnerships
from partnerships.partnership import rules as partnership_rules
from partnerships.partnership.models import Partnership, Party
from partnerships.passage import actions as passages
from partnerships.passage.models import Wish
from partnerships.passage.tasks import count_silence
from partnerships.series.models import Series
from partnerships.task import actions as tasks
from partnerships.task.models import Task
from partnerships.tenure import actions as tenure
from partnerships.tenure import rules as tenure_rules
from partnerships.tenure.days import notice_effective_on
from partnerships.tenure.tasks import pass_day
from partnerships.topic import actions as topics
from partnerships.topic.models import Topic
from partnerships.work.registry import DAILY
from projects.change import actions as changes
from projects.change.models import Change
from projects.condition import actions as conditions
from projects.condition import rules as condition_rules
from projects.condition.models import Condition
from projects.contribution import actions as contributions
from projects.contribution import deliveries
from projects.contribution import rules as contribution_rules
from projects.contribution.models import Contribution
from projects.funding import actions as calls
from projects.funding import leftovers, schedules
from projects.funding import rules as funding_rules
from projects.funding.leftover import Leftover
from projects.funding.models import Call, Schedule
from projects.goal import actions as goals
from projects.goal import rules as goal_rules
from projects.goal.models import Goal
from projects.ledger import actions as corrections
from projects.ledger.models import Rebooking
from projects.pot.models import Overbooking
from projects.project import actions as projects
from projects.project.models import Project
from tests.cast import SEATS, Cast, make_cast, make_team
from tests.partnerships.agreement import making as agreement_making
from tests.partnerships.approval import making as approval_making
from tests.partnerships.meeting import stage as meeting_stage
from tests.partnerships.series import stage as series_stage
from tests.projects.contribution import making as contribution_making
from tests.projects.funding import making as funding_making
from tests.projects.pot import making as pot_making
from tests.test_permission_matrix import ours


@dataclass(frozen=True)
class Way:
    """How a move is made. In `story` the social team of the cast is the one that brought the thing in, or has already said yes (BOTH),
    or gives (GIVER), or receives (RECEIVER); told with the sides exchanged it is the housing company.
    """

    story: Callable
    rule: Callable
    action: Callable
    url: str
    may: frozenset[str]  # which team may: "author" (the social one of the story), "other"
    subject: Callable  # whose state the move changes, where that is not what the rule is asked about


WAYS: dict[tuple, Way] = {}
MAY = {
    Who.EITHER: {"author", "other"},
    Who.BOTH: {"other"},  # the author's yes is already there
    Who.AUTHOR: {"author"},
    Who.OTHER: {"other"},
    Who.GIVER: {"author"},
    Who.RECEIVER: {"author"},
}
# what the portal does by itself, when the day has come
BY_THE_CLOCK: dict[tuple, Callable] = {
    (Agreement, "start"): start_agreements,
    (Agreement, "prolong"): pass_day,
    (Agreement, "expire"): pass_day,
    (Agreement, "merge"): merge_amendments,
    (Agreement, "lapse"): pass_day,
    (Contribution, "follow"): merge_amendments,
    (Contribution, "lapse"): merge_amendments,
    (Meeting, "let_pass"): count_silence,
    (Motion, "carry_out"): pass_day,
    (Motion, "lapse"): pass_day,
}


def lines(model) -> dict[tuple[str, str], Move]:
    """By verb and source; a verb that leads to several targets is one move of one side."""
    return {(line.verb, source): line for line in model.MOVES for source in line.sources}


def tables():
    return [model for model in apps.get_models() if "MOVES" in vars(model)]


def way(
    model, verb: str, sources: str, story: Callable, *, rule=None, action=None, url: str = "", may=None, subject=lambda thing: thing
) -> None:
    """By custom the rule is may_<verb>, the action <verb>, the page <model>_<verb>; what differs is named."""
    package = model.__module__.rpartition(".")[0]
    for source in sources.split():
        WAYS[model, verb, source] = Way(
            story,
            rule or getattr(import_module(f"{package}.rules"), f"may_{verb}"),
            action or getattr(import_module(f"{package}.actions"), verb),
            url or f"{model._meta.model_name}_{verb}",
            frozenset(MAY[lines(model)[verb, source].who] if may is None else may),
            subject,
        )


# --- The partnership itself: told by its parties --------------------------------------------------------------------------------


def founded(cast: Cast) -> Partnership:
    """The author has invited the other."""
    words = {"title": "Neu", "description": "", "fields_of_action": [], "message": ""}
    by = cast.social.coordinator
    return partnerships.found(**words, organisation=cast.social.org, invited=cast.housing.org, by=by)


def invited(partnership: Partnership) -> Party:
    return next(party for party in partnership.party_list() if party.state == Party.State.INVITED)


def ending(cast: Cast) -> Partnership:
    return partnerships.ask_ending(cast.partnership, reason="Das Haus ist verkauft.", by=cast.social.coordinator)


def not_the_last(cast: Cast) -> Party:
    """The author's own party; a second one of its side takes part, so that it may leave."""
    second = make_team("Zweite", cast.social.org.kind, cast.social.side, ["coordinator"])
    party = partnerships.invite(cast.partnership, organisation=second.org, by=cast.social.coordinator)
    partnerships.accept(party, by=second.coordinator)
    return Party.objects.get(partnership=cast.partnership, organisation=cast.social.org)


def of_invited(rule: Callable) -> Callable:
    return lambda person, partnership: rule(person, invited(partnership))


way(Partnership, "accept", "invited", founded, rule=of_invited(partnership_rules.may_answer), url="party_accept")
way(Partnership, "decline", "invited", founded, rule=of_invited(partnership_rules.may_answer), url="party_decline")
way(Partnership, "withdraw", "invited", founded, rule=of_invited(partnership_rules.may_withdraw), url="party_withdraw")
way(
    Partnership, "end", "active", ending,
    rule=partnership_rules.may_answer_ending, action=partnerships.confirm_ending, url="partnership_end_confirm",
)  # fmt: skip
way(Party, "accept", "invited", lambda cast: invited(founded(cast)), rule=partnership_rules.may_answer)
way(Party, "decline", "invited", lambda cast: invited(founded(cast)), rule=partnership_rules.may_answer)
way(Party, "withdraw", "invited", lambda cast: invited(founded(cast)))
way(Party, "leave", "active", not_the_last, may={"author"})  # a party of either side, each for itself

# --- Agreements -----------------------------------------------------------------------------------------------------------------


def countered(cast: Cast) -> Agreement:
    agreement = agreement_making.offered(cast, cast.housing)
    return agreements.counter(agreement, edition=1, wording=agreement_making.reworded(cast), comment="Klarer.", by=cast.social.coordinator)


def item_rule(verb: str, person, item):
    return tenure_rules.may_change_item(person, item, verb)


def released_by_one_house(cast: Cast) -> Agreement:
    return agreement_making.give_into_release(agreement_making.agreed(cast), cast.social.org)


def of_own_release(person, agreement):
    """Each house takes back its own."""
    release = Release.objects.get(subject_id=agreement.pk, organisation=agreement.partnership.party_of(person).organisation)
    return release_rules.may_withdraw(person, desk_of(release))


def signed_by_one(cast: Cast) -> Agreement:
    agreement = agreement_making.to_be_signed(cast)
    return signing.sign(agreement, edition=agreement.edition, by=cast.social.signatory)


def to_begin(cast: Cast) -> Agreement:
    """Signed by all, in force from the next year on."""
    agreement = agreement_making.signed(cast, promises=(), starts_on=date(2027, 1, 1))
    assert agreement.state == "signed"
    return agreement


def in_force(cast: Cast) -> Agreement:
    return agreement_making.signed(cast, promises=())


def renewal(cast: Cast) -> Agreement:
    return tenure.begin_renewal(in_force(cast), by=cast.social.coordinator)


def noticed(cast: Cast) -> Agreement:
    agreement = in_force(cast)
    return tenure.give_notice(agreement, effective_on=notice_effective_on(agreement), by=cast.social.signatory)


def proposed_for(verb: str, story: Callable) -> Callable:
    """The author has proposed it for today: the yes of the other is missing."""

    def tell(cast: Cast) -> Motion:
        until = date(2033, 12, 31) if verb == "renew" else None
        return tenure.propose(story(cast), verb=verb, by=cast.social.signatory, reason="Umbau.", effective_on=clock.today(), until=until)

    return tell


def suspended(cast: Cast) -> Agreement:
    motion = proposed_for("suspend", in_force)(cast)
    tenure.agree(motion, edition=1, by=cast.housing.signatory)
    return Agreement.objects.get(pk=motion.agreement_id)


def overtaken(state: str, cast: Cast) -> Agreement:
    """An amendment of the author on its way, when another one was signed that takes up the same text."""
    agreement = in_force(cast)
    amendment, quicker = (amendments.amend(agreement, by=cast.social.coordinator) for _ in range(2))
    shared = {} if state == "draft" else {"offered_at": clock.now()}
    Agreement.objects.filter(pk=amendment.pk).update(state=state, **shared)
    Agreement.objects.filter(pk=quicker.pk).update(state="signed", offered_at=clock.now(), signed_at=clock.now(), waiting=[])
    return Agreement.objects.get(pk=amendment.pk)


def ended(cast: Cast) -> Agreement:
    motion = proposed_for("end", in_force)(cast)
    tenure.agree(motion, edition=1, by=cast.housing.signatory)
    return Agreement.objects.get(pk=motion.agreement_id)


def of_motion(motion) -> Agreement:
    return Agreement.objects.get(pk=motion.agreement_id)


EACH = {"author", "other"}
way(Agreement, "take_up", "idea", agreement_making.idea)
way(Agreement, "offer", "draft", agreement_making.draft)
way(Agreement, "drop", "draft", agreement_making.draft)
for source, story in {
    "idea": agreement_making.idea,
    "review": agreement_making.offered,
    "counter": countered,
    "agreed": agreement_making.agreed,
    "release": released_by_one_house,
    "signing": agreement_making.to_be_signed,
}.items():
    way(Agreement, "drop", source, story)
way(Agreement, "revive", "dropped", agreement_making.dropped)
for source, story in {"review": agreement_making.offered, "counter": countered}.items():
    way(Agreement, "counter", source, story)
    way(Agreement, "answer", source, story, action=talks.agree, url="agreement_talk")
    way(Agreement, "agree", source, story, rule=agreement_rules.may_answer, action=talks.agree, url="agreement_talk", may=EACH)
way(Agreement, "submit", "agreed", agreement_making.agreed, action=signing.submit)
way(Agreement, "submit", "release", released_by_one_house, action=signing.submit, may={"other"})  # the author's house has
way(Agreement, "submit", "signing", agreement_making.to_be_signed, action=signing.submit, may=())  # only where a house has left
way(
    Agreement, "withdraw_release", "signing", agreement_making.to_be_signed,
    rule=of_own_release, action=releases.withdraw, url="release_withdraw",
)  # fmt: skip
way(Agreement, "release", "release", released_by_one_house, rule=agreement_rules.may_submit, action=signing.submit, url="agreement_submit")
for source, story in {
    "agreed": agreement_making.agreed,
    "release": released_by_one_house,
    "signing": agreement_making.to_be_signed,
}.items():
    way(Agreement, "reopen", source, story, action=signing.reopen)
way(Agreement, "sign", "signing", signed_by_one, action=signing.sign)
for source, story in {"active": in_force, "renewal": renewal, "suspended": suspended}.items():
    way(Agreement, "give_notice", source, story, rule=tenure_rules.may_give_notice, action=tenure.give_notice)
way(Agreement, "begin_renewal", "active", in_force, rule=tenure_rules.may_begin_renewal, action=tenure.begin_renewal)
for verb, source, story in (
    ("renew", "active", in_force),
    ("renew", "renewal", renewal),
    ("take_back_notice", "notice", noticed),
    ("suspend", "active", in_force),
    ("suspend", "renewal", renewal),
    ("resume", "suspended", suspended),
    ("end", "signed", to_begin),
    ("end", "active", in_force),
    ("end", "renewal", renewal),
    ("end", "suspended", suspended),
    ("archive", "ended", ended),
):
    way(
        Agreement, verb, source, proposed_for(verb, story),
        rule=tenure_rules.may_agree, action=tenure.agree, url="motion_agree", subject=of_motion,
    )  # fmt: skip
for source in ("draft", "review", "counter", "agreed", "release", "signing"):
    way(Agreement, "catch_up", source, partial(overtaken, source), action=amendments.catch_up)
way(Motion, "agree", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_agree, action=tenure.agree)
way(Motion, "decline", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_decline, action=tenure.decline)
way(Motion, "withdraw", "proposed", proposed_for("suspend", in_force), rule=tenure_rules.may_withdraw, action=tenure.withdraw)


def to_wind_up(verb: str = "") -> Callable:
    """A line of the list for the end; `verb` has already been done to it."""

    def tell(cast: Cast) -> WindUp:
        item = noticed(cast).wind_up.get(key="keys")
        return tenure.change_item(item, verb=verb, by=cast.social.staff, remark="So ist es.") if verb else item

    return tell


for verb, source, story in (
    ("finish", "open", to_wind_up()),
    ("drop", "open", to_wind_up()),
    ("reopen", "done", to_wind_up("finish")),
    ("reopen", "dropped", to_wind_up("drop")),
):
    way(WindUp, verb, source, story, rule=partial(item_rule, verb), action=tenure.change_item)

# --- The release inside each house: told by the house itself, see tests/partnerships/approval ------------------------------------


def in_release(cast: Cast) -> Release:
    return approval_making.ask(cast, cast.social)


def released(cast: Cast) -> Release:
    return releases.approve(in_release(cast), by=cast.social.approver)


def at_the_desk(rule: Callable) -> Callable:
    return lambda person, release: rule(person, desk_of(release))


for verb in ("approve", "refuse"):
    way(Release, verb, "running", in_release, rule=at_the_desk(release_rules.may_approve))
way(Release, "withdraw", "running", in_release, rule=at_the_desk(release_rules.may_withdraw))
way(Release, "withdraw", "granted", released, rule=at_the_desk(release_rules.may_withdraw))

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

# --- Projects and goals ---------------------------------------------------------------------------------------------------------


def idea(cast: Cast) -> Project:
    return projects.bring_in(partnership=cast.partnership, by=cast.social.staff, title="Treff", field_of_action="meeting_place")


def running(cast: Cast) -> Project:
    return projects.start(idea(cast), by=cast.social.coordinator)


def proposed(cast: Cast, **more) -> Goal:
    return goals.propose(partnership=cast.partnership, by=cast.social.coordinator, wording="Mehr Nachbarn kennen sich.", **more)


def valid(cast: Cast) -> Goal:
    return goals.confirm(proposed(cast), edition=1, by=cast.housing.coordinator)


def closing(cast: Cast, closing_as: str) -> Goal:
    goal = valid(cast)
    return goals.ask_to_close(goal, edition=goal.edition, by=cast.social.coordinator, closing_as=closing_as, note="So ist es.")


way(Project, "start", "idea", idea)
way(Project, "drop", "idea", idea)
way(Project, "end", "running", running)
way(Project, "resume", "ended", lambda cast: projects.end(running(cast), by=cast.social.coordinator))
way(Project, "resume", "dropped", lambda cast: projects.drop(idea(cast), by=cast.social.coordinator, reason="Kein Geld."))
way(Goal, "reword", "proposed", proposed, url="goal_edit")
way(Goal, "confirm", "proposed", proposed)
way(Goal, "drop", "proposed", proposed)
way(
    Goal, "replace", "valid", lambda cast: proposed(cast, replaces=valid(cast)),
    rule=goal_rules.may_confirm, action=goals.confirm, url="goal_confirm", subject=lambda goal: goal.replaces,
)  # fmt: skip
way(Goal, "ask_to_close", "valid", valid, url="goal_close")
way(Goal, "keep", "valid", lambda cast: closing(cast, "reached"))
for closing_as in ("reached", "dropped"):
    way(
        Goal, f"close_{closing_as}", "valid", partial(closing, closing_as=closing_as),
        rule=goal_rules.may_agree_to_close, action=goals.agree_to_close, url="goal_agree_to_close",
    )  # fmt: skip

# --- Contributions: asked of the author where it gives, by the author where it receives -----------------------------------------


def asked_of(cast: Cast) -> Contribution:
    return contribution_making.asked(cast, cast.housing)


def asked_back(cast: Cast) -> Contribution:
    contribution = contribution_making.asked(cast)
    return contributions.ask_back(contribution, edition=contribution.edition, text="Für wie viele?", by=cast.housing.approver)


def in_part(cast: Cast) -> Contribution:
    contribution = contribution_making.asked(cast)
    words = {"amount": Decimal(600), "text": "Mehr ist nicht übrig."}
    return contributions.grant_part(contribution, edition=contribution.edition, **words, by=cast.housing.approver)


def confirmed(cast: Cast) -> Contribution:
    delivery = contribution_making.delivered(cast, amount=Decimal(1200))
    return deliveries.confirm(delivery, edition=delivery.edition, by=cast.social.coordinator).contribution


def of_contribution(delivery) -> Contribution:
    return Contribution.objects.get(pk=delivery.contribution_id)


def releasing(cast: Cast) -> Contribution:
    """Asked of the author, whose rule wants a signatory after the approver."""
    steps = (StepPlan("Leitung", (Role.APPROVER,)), StepPlan("Geschäftsführung", (Role.SIGNATORY,)))
    approval_making.rule(cast.social, *steps)
    contribution = asked_of(cast)
    return contributions.grant(contribution, edition=contribution.edition, by=cast.social.approver)


def waiting_for_release(cast: Cast) -> Contribution:
    """The author has asked, the other releases."""
    return releasing(exchanged(cast))


def at_its_desk(rule: Callable) -> Callable:
    return lambda person, contribution: rule(person, desk_of(Release.objects.about(contribution).get()))


DELIVERIES = {"subject": of_contribution}
for verb in ("grant", "grant_part", "ask_back", "decline"):
    way(Contribution, verb, "asked", asked_of, rule=contribution_rules.may_decide, url="contribution_decide")
way(
    Contribution, "release", "releasing", releasing,
    rule=at_its_desk(release_rules.may_approve), action=contributions.settle_released, url="release_approve",
)  # fmt: skip
way(Contribution, "give_back", "releasing", releasing, rule=at_its_desk(release_rules.may_approve), url="release_refuse")
way(Contribution, "edit", "releasing", waiting_for_release)
way(Contribution, "withdraw", "releasing", waiting_for_release)
way(Contribution, "answer", "question", asked_back)
way(Contribution, "accept_part", "part", in_part, url="contribution_accept")
way(Contribution, "withdraw", "asked", contribution_making.asked)
way(Contribution, "withdraw", "question", asked_back)
way(Contribution, "withdraw", "part", in_part)
way(Contribution, "deliver", "granted", contribution_making.granted, action=deliveries.deliver)
way(Contribution, "deliver", "delivered", lambda cast: of_contribution(contribution_making.delivered(cast)), action=deliveries.deliver)
way(Contribution, "deliver", "confirmed", confirmed, action=deliveries.deliver)
way(Contribution, "confirm", "delivered", contribution_making.delivered, action=deliveries.confirm, url="delivery_confirm", **DELIVERIES)
for verb, page in (("correct", "edit"), ("take_back", "take_back")):
    way(
        Contribution, verb, "delivered", lambda cast: contribution_making.delivered(cast, cast.housing),
        rule=contribution_rules.may_correct, action=getattr(deliveries, verb), url=f"delivery_{page}", **DELIVERIES,
    )  # fmt: skip


def conditioned(cast: Cast, team=None) -> Condition:
    """A grant with a condition, accepted; asked by the author unless told otherwise."""
    team = team or cast.social
    contribution = contribution_making.asked(cast, team)
    giver = cast.other(team)
    contribution = contributions.grant(contribution, edition=contribution.edition, conditions=["Versicherung zeigen"], by=giver.approver)
    contributions.accept_part(contribution, edition=contribution.edition, by=team.staff)
    return Condition.objects.get()


def said_fulfilled(cast: Cast) -> Condition:
    return conditions.fulfil(conditioned(cast, cast.housing), word="Liegt bei.", by=cast.housing.staff)


way(Condition, "fulfil", "open", conditioned)
for verb in ("accept", "reopen"):
    way(Condition, verb, "fulfilled", said_fulfilled, rule=condition_rules.may_judge)


def to_change(cast: Cast, team=None) -> Change:
    """Granted and proposed to be changed by the receiver: the author unless told otherwise."""
    contribution = contribution_making.granted(cast, team)
    words = {"reason": "Anders gekommen", "purpose": "Ein Fest im Herbst"}
    return changes.propose(contribution, edition=contribution.edition, by=(team or cast.social).staff, **words)


for verb in ("agree", "decline"):
    way(Change, verb, "proposed", to_change)
way(Change, "withdraw", "proposed", to_change)

# --- Pots: each house its own -----------------------------------------------------------------------------------------------------

for verb in ("confirm", "decline", "withdraw"):
    way(Overbooking, verb, "asked", pot_making.to_overbook)

# --- Paying: in the story the author receives, or (giving) pays ---------------------------------------------------------------------


def swapped(make: Callable) -> Callable:
    """The author is the one that pays."""
    return lambda cast: make(cast, cast.housing)


def plan_to_withdraw(cast: Cast) -> Schedule:
    return funding_making.proposed(cast, cast.social)


def newer_plan(cast: Cast) -> Schedule:
    """The author has proposed another one; the other's yes replaces the one that holds."""
    schedule = funding_making.agreed(cast)
    return schedules.propose(schedule.contribution, lines=funding_making.lines("600.00", "600.00"), by=cast.social.coordinator)


def sent_back(cast: Cast) -> Call:
    call = funding_making.called(cast)
    return calls.send_back(call, edition=call.edition, reason="Wofür?", by=cast.housing.staff)


def facts_checked(cast: Cast, receiver=None) -> Call:
    call = funding_making.called(cast, receiver)
    return calls.check_facts(call, edition=call.edition, by=cast.other(receiver or cast.social).staff)


def in_its_release(cast: Cast) -> Call:
    """The author's own rule wants two people."""
    plan = RulePlan("call", (StepPlan("Leitung", ("approver",)), StepPlan("Finanzen", ("signatory",))), amount_to=None, months_to=None)
    keeping.make_rule(cast.social.org, plan, by=cast.social.administrator)
    return funding_making.released(cast, cast.housing)


def of_its_release(rule: Callable) -> Callable:
    return lambda person, call: rule(person, desk_of(Release.objects.about(call).get()))


way(Schedule, "edit", "proposed", plan_to_withdraw, action=schedules.edit)
way(Schedule, "agree", "proposed", plan_to_withdraw, action=schedules.agree)
way(Schedule, "withdraw", "proposed", plan_to_withdraw, rule=funding_rules.may_withdraw_schedule, action=schedules.withdraw)
way(
    Schedule, "replace", "agreed", newer_plan, rule=funding_rules.may_agree, action=schedules.agree, url="schedule_agree",
    subject=lambda newer: Schedule.objects.get(contribution=newer.contribution_id, state="agreed"),
)  # fmt: skip
for verb in ("agree", "decline", "withdraw"):
    way(
        Leftover, verb, "proposed", funding_making.leftover,
        rule=getattr(leftovers, f"may_{verb}"), action=getattr(leftovers, verb),
    )  # fmt: skip
way(Call, "check_facts", "requested", swapped(funding_making.called))
way(Call, "check_sums", "factual", swapped(facts_checked))
way(Call, "release", "arithmetic", swapped(lambda cast, team: (funding_making.with_papers(cast), funding_making.checked(cast, team))[1]))
way(
    Call, "settle", "releasing", in_its_release,
    rule=of_its_release(release_rules.may_approve), action=calls.settle, url="release_approve",
)  # fmt: skip
way(
    Call, "give_back", "releasing", in_its_release,
    rule=of_its_release(release_rules.may_approve), action=calls.give_back, url="release_refuse",
)  # fmt: skip
way(Call, "order", "released", swapped(funding_making.released))
way(Call, "undo", "ordered", swapped(funding_making.ordered))
way(Call, "receive", "ordered", funding_making.ordered, url="delivery_confirm")
for source, story in {
    "requested": funding_making.called,
    "factual": facts_checked,
    "arithmetic": funding_making.checked,
    "released": funding_making.released,
}.items():
    way(Call, "send_back", source, swapped(story))
    if source != "released":
        way(Call, "withdraw", source, story)
way(Call, "withdraw", "returned", sent_back)
way(Call, "correct", "requested", funding_making.called, url="call_edit")
way(Call, "correct", "returned", sent_back, url="call_edit")

# --- Corrections of what is confirmed --------------------------------------------------------------------------------------------


def to_correct(cast: Cast) -> Rebooking:
    """The author proposes it."""
    return corrections.cancel(confirmed(cast).deliveries.get(), reason="Doppelt gezählt.", by=cast.social.staff)


for verb in ("agree", "decline", "withdraw"):
    way(Rebooking, verb, "open", to_correct)


# --- The proof ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _june_2026():
    with clock.travel(clock.at(date(2026, 6, 1), 12)):
        yield


def moves() -> dict[tuple, Move]:
    return {(model, verb, source): line for model in tables() for (verb, source), line in lines(model).items()}


def name_of(key: tuple) -> str:
    model, verb, source = key
    return f"{model.__name__}-{verb}-{source}"


def answers(made: Way, cast: Cast, *, source: str) -> dict[str, dict[str, tuple[bool, str]]]:
    """What the rule says to every seat of both teams after the story was told, with the names of the organisations taken out."""
    thing = made.story(cast)
    assert made.subject(thing).state == source, "the story leads there, and no further"
    said: dict[str, dict] = {}
    for role, team in (("author", cast.social), ("other", cast.housing)):
        said[role] = {}
        for seat in SEATS:
            verdict = made.rule(getattr(team, seat), thing)
            reason = verdict.reason.replace(str(cast.social.org), "AUTHOR").replace(str(cast.housing.org), "OTHER")
            said[role][seat] = (bool(verdict), reason)
    return said


def exchanged(cast: Cast) -> Cast:
    return replace(cast, social=cast.housing, housing=cast.social)


def test_every_move_of_every_table_has_its_way_here():
    by_people = {key for key, line in moves().items() if line.who is not Who.CLOCK}
    assert {name_of(key) for key in by_people} == {name_of(key) for key in WAYS}
    assert {model.__name__ for model in tables()} >= {
        "Partnership",
        "Party",
        "Agreement",
        "Meeting",
        "Goal",
        "Contribution",
        "Project",
        "Task",
        "Release",
    }


@pytest.mark.parametrize("key", WAYS, ids=name_of)
def test_the_verb_is_a_function_that_says_who_and_has_a_page(key):
    made = WAYS[key]
    assert "by" in signature(made.action).parameters, "an action is told who acts"
    assert made.action.__module__.split(".")[0] == key[0].__module__.split(".")[0], "of the same floor"
    assert made.url in ours()


@pytest.mark.django_db
@pytest.mark.parametrize("key", WAYS, ids=name_of)
def test_to_mirrored_people_the_rule_answers_alike(key):
    made = WAYS[key]
    heard = []
    for turn in (lambda cast: cast, exchanged):
        with transaction.atomic():
            cast = turn(make_cast())
            heard.append(answers(made, cast, source=key[2]))
            transaction.set_rollback(True)
    assert heard[0] == heard[1]
    assert {role for role, seats in heard[0].items() if any(may for may, _reason in seats.values())} == made.may


def test_what_the_portal_does_by_itself_runs_daily_and_has_no_button():
    of_the_clock = {(model, verb) for (model, verb, _source), line in moves().items() if line.who is Who.CLOCK}
    assert of_the_clock == set(BY_THE_CLOCK)
    for (model, verb), function in BY_THE_CLOCK.items():
        assert function in DAILY.values()
        assert f"{model._meta.model_name}_{verb}" not in ours()

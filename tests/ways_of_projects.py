"""How projects, contributions, pots, payments and corrections make their moves, for tests/test_two_sides.py."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial

from partnerships.approval import keeping
from partnerships.approval import rules as release_rules
from partnerships.approval.house import desk_of
from partnerships.approval.keeping import RulePlan, StepPlan
from partnerships.approval.release import Release
from partnerships.organisation.models import Role
from projects.booking.models import Booking
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
from projects.ledger import rules as correction_rules
from projects.ledger.models import Rebooking
from projects.pot.models import Overbooking
from projects.project import actions as projects
from projects.project.models import Project
from tests.cast import Cast
from tests.partnerships.approval import making as approval_making
from tests.projects.booking import making as booking_making
from tests.projects.contribution import making as contribution_making
from tests.projects.funding import making as funding_making
from tests.projects.pot import making as pot_making
from tests.ways import exchanged, way

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

for verb in ("confirm", "decline"):
    way(Booking, verb, "asked", lambda cast: booking_making.asked(cast, cast.housing))
way(Booking, "withdraw", "asked", booking_making.asked)
way(Booking, "cancel", "confirmed", booking_making.confirmed)

# --- Pots: each house its own -----------------------------------------------------------------------------------------------------

for verb in ("confirm", "decline", "withdraw"):
    way(Overbooking, verb, "asked", pot_making.to_overbook)

# --- Paying: in the story the author receives, or (giving) pays ---------------------------------------------------------------------


@cache
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


def never_came(cast: Cast) -> Rebooking:
    """The author has called and received it, and says so."""
    call = funding_making.ordered(cast)
    call = calls.receive(call, edition=call.edition, by=cast.social.finance)
    return corrections.cancel(call.delivery, reason="Doch nicht gekommen.", by=cast.social.staff)


for verb in ("agree", "decline", "withdraw"):
    way(Rebooking, verb, "open", to_correct)
way(
    Call, "cancel", "received", never_came, rule=correction_rules.may_agree, action=corrections.agree, url="rebooking_agree",
    subject=lambda correction: Call.objects.get(contribution=correction.contribution_id),
)  # fmt: skip

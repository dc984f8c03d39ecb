"""Chapter seven: how two of the houses decide - rules by amount and term, bodies with their dates, who acts for whom."""

from datetime import date
from decimal import Decimal

from partnerships.approval import keeping
from partnerships.approval.keeping import RulePlan, StepPlan
from partnerships.approval.models import Body, Subject
from partnerships.organisation.models import Role
from projects.demo.story import Story

SINCE = 45  # days ago
LEAD = StepPlan("Leitung Sozialmanagement", (Role.APPROVER,))
CONTROL = StepPlan("Fördercontrolling", (Role.FINANCE,))
MANAGEMENT = StepPlan("Geschäftsführung", (Role.SIGNATORY,))
BOARD = StepPlan("Vorstand", (Role.APPROVER,))
TREASURER = StepPlan("Kasse", (Role.FINANCE,), days=3)


def tell(story: Story) -> None:
    with story.ago(SINCE):
        _company(story)
        _association(story)
    with story.ago(3):
        keeping.enter_absence(
            story.organisations["H1"],
            person=story.birgit,
            starts_on=story.day(3),
            ends_on=story.day(-9),
            deputy=story.nuri,
            by=story.birgit,
        )


def _company(story: Story) -> None:
    """The larger the amount and the longer the term, the more people: up to the supervisory board."""
    house = story.organisations["H1"]
    board = keeping.make_body(house, name="Aufsichtsrat", by=story.henrike)
    days = [(story.workday(-8), story.workday(16)), (story.workday(-64), story.workday(-43)), (story.workday(-155), story.workday(-134))]
    keeping.add_days(board, [(meets, cut_off, "Förderungen und Wirtschaftsplan") for meets, cut_off in days], by=story.henrike)
    year = story.today.year
    keeping.add_no_go(house, name="Betriebsferien", starts_on=date(year, 12, 24), ends_on=date(year, 12, 31), by=story.henrike)
    board_step = StepPlan("Aufsichtsrat", (Role.FINANCE,), days=30, body=board)
    for amount, months, steps in (
        (500, 12, (LEAD,)),
        (5_000, 12, (LEAD, CONTROL)),
        (25_000, 36, (LEAD, MANAGEMENT)),
        (None, None, (MANAGEMENT, board_step)),
    ):
        _rule(house, Subject.CONTRIBUTION, amount, months, steps, by=story.henrike)
    _rule(house, Subject.AGREEMENT, 25_000, 36, (MANAGEMENT,), by=story.henrike)
    _rule(house, Subject.AGREEMENT, None, None, (MANAGEMENT, board_step), by=story.henrike)


def _association(story: Story) -> None:
    """The board decides, the treasurer looks at larger things, and what binds for years goes to its meeting."""
    house = story.organisations["S1"]
    board: Body = keeping.make_body(house, name="Vorstand", by=story.joern)
    days = [(story.workday(-20), story.workday(-13)), (story.workday(-48), story.workday(-41))]
    keeping.add_days(board, [(meets, cut_off, "") for meets, cut_off in days], by=story.joern)
    meeting = StepPlan("Vorstandssitzung", (Role.FINANCE,), days=20, body=board)
    _rule(house, Subject.CONTRIBUTION, 1_000, 12, (BOARD,), by=story.joern)
    _rule(house, Subject.CONTRIBUTION, 10_000, 12, (BOARD, TREASURER), by=story.joern)
    _rule(house, Subject.CONTRIBUTION, None, None, (BOARD, meeting), by=story.joern)


def _rule(house, subject: Subject, amount: int | None, months: int | None, steps, *, by) -> None:
    limit = None if amount is None else Decimal(amount)
    keeping.make_rule(house, RulePlan(subject, steps, amount_to=limit, months_to=months), by=by)

"""Each verdict is the same for mirrored people, and says who may what."""

import pytest

from partnerships.agreement import actions, rules
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.organisation.models import Membership, Role
from partnerships.organisation.standing import forget
from partnerships.partnership.models import Partnership, Party, Side
from tests.cast import SEATS, make_partnership, make_person, make_team
from tests.partnerships.agreement.making import active, draft, offered, reworded

STAGES = {"draft": draft, "offered": offered, "active": active}


def answers(rule, agreement, team) -> dict[str, tuple[bool, str]]:
    """What the rule says to each seat of a team, its name taken out."""
    found = {}
    for seat in SEATS:
        verdict = rule(getattr(team, seat), agreement)
        found[seat] = (verdict.allowed, verdict.reason.replace(str(team.org), "X"))
    return found


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("verb", ["edit", "offer", "counter", "sign", "drop"])
def test_rule__says_the_same_to_mirrored_people(cast, verb, stage):
    rule = getattr(rules, f"may_{verb}")
    first, second = (STAGES[stage](cast, team) for team in cast.teams)
    own = [answers(rule, agreement, team) for agreement, team in ((first, cast.social), (second, cast.housing))]
    across = [answers(rule, agreement, cast.other(team)) for agreement, team in ((first, cast.social), (second, cast.housing))]
    assert own[0] == own[1]
    if stage != "draft":  # nobody of the other side gets to see a draft at all
        assert across[0] == across[1]


@pytest.mark.parametrize(
    ("verb", "stage", "seats"),
    [
        ("edit", "draft", {"coordinator", "staff", "approver", "signatory", "finance"}),
        ("offer", "draft", {"coordinator", "approver", "signatory"}),
        ("drop", "draft", {"coordinator", "approver", "signatory"}),
        ("counter", "offered", {"coordinator", "approver", "signatory"}),
        ("drop", "offered", {"coordinator", "approver", "signatory"}),
        ("sign", "offered", {"signatory"}),
        ("edit", "offered", set()),
        ("offer", "offered", set()),
        ("counter", "active", set()),
        ("sign", "active", set()),
        ("drop", "active", set()),
    ],
)
def test_rule__is_for_these_seats_only(cast, verb, stage, seats):
    agreement = STAGES[stage](cast)
    rule = getattr(rules, f"may_{verb}")
    assert {seat for seat in SEATS if rule(getattr(cast.social, seat), agreement)} == seats
    assert not rule(cast.observer.reader, agreement)
    assert not rule(cast.outsider.coordinator, agreement)


def test_sign__without_the_second_factor_asked_for__refused(cast):
    cast.housing.org.requires_second_factor = True
    cast.housing.org.save()
    agreement = offered(cast)
    with pytest.raises(Refused, match="zweiten Faktor"):
        actions.sign(agreement, edition=1, by=cast.housing.signatory)


def test_sign__by_one_person_for_both_sides__refused(cast):
    agreement = offered(cast)
    both = cast.housing.signatory
    Membership.objects.create(person=both, organisation=cast.social.org, roles=[Role.SIGNATORY], starts_on="2020-01-01")
    both.acting_for = cast.housing.org
    both.save()
    forget(both)
    actions.sign(agreement, edition=1, by=both)
    both.acting_for = cast.social.org
    both.save()
    forget(both)
    with pytest.raises(Refused, match="bereits für die andere Seite"):
        actions.sign(agreement, edition=1, by=both)


def test_offer__in_an_ended_partnership__refused(cast):
    agreement = draft(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    with pytest.raises(Refused, match="nicht aktiv"):
        actions.offer(agreement, saves=1, by=cast.social.coordinator)


def test_sign__after_the_other_side_left__refused(cast):
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.social.signatory)
    Party.objects.filter(side=Side.HOUSING).update(state=Party.State.LEFT)
    with pytest.raises(Refused, match="Nur die Beteiligten"):
        actions.sign(agreement, edition=1, by=cast.housing.signatory)
    agreement.refresh_from_db()
    assert agreement.state == "offered"


def test_several_parties__each_yes_counts__and_the_missing_one_is_named(cast, client):
    second = make_team("Nord", "housing", Side.HOUSING, ["coordinator", "signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.social.signatory)

    half = actions.sign(agreement, edition=1, by=cast.housing.signatory)

    assert (half.state, half.turn) == ("offered", "housing")
    assert [str(party) for party in half.missing_parties()] == ["Nord"]
    client.force_login(cast.housing.signatory)
    assert "Nord ist am Zug" in client.get(agreement.get_absolute_url()).content.decode()

    assert actions.sign(agreement, edition=1, by=second.signatory).state == "active"


def test_counter__by_a_second_party_of_the_same_side__the_turn_goes_over(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["coordinator"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    agreement = offered(cast)
    countered = actions.counter(agreement, edition=1, wording=reworded(cast), comment="So.", by=second.coordinator)
    assert (countered.turn, countered.current().organisation) == ("social", second.org)


def test_a_party_that_joins_late__must_sign_too(cast):
    agreement = offered(cast)
    actions.sign(agreement, edition=1, by=cast.social.signatory)
    late = make_team("Nord", "housing", Side.HOUSING, ["signatory"])
    Party.objects.create(
        partnership=cast.partnership, organisation=late.org, side=late.side, state="active", invited_by=cast.social.coordinator,
        answered_by=late.signatory, answered_at=agreement.turn_since,
    )  # fmt: skip
    assert actions.sign(agreement, edition=1, by=cast.housing.signatory).state == "offered"
    assert actions.sign(agreement, edition=1, by=late.signatory).state == "active"


def test_a_former_signatory__signs_no_more(cast):
    agreement = offered(cast)
    gone = make_person("Weg", cast.housing.org, Role.SIGNATORY)
    Membership.objects.filter(person=gone).update(ends_on="2020-02-01")
    assert "Beteiligten" in rules.may_sign(gone, agreement).reason

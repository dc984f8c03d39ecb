"""Each verdict is the same for mirrored people, and says who may what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.agreement import actions, rules
from partnerships.agreement.models import Agreement
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.organisation.models import Membership, Role
from partnerships.organisation.standing import forget
from partnerships.partnership.models import Partnership, Party, Side
from tests.cast import SEATS, make_partnership, make_person, make_team
from tests.partnerships.agreement.making import active, draft, offered, promises, reworded, wording

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


def with_nord(cast):
    """A second organisation of the housing side."""
    second = make_team("Nord", "housing", Side.HOUSING, ["coordinator", "signatory"])
    cast.partnership = make_partnership(cast.social, cast.housing, second)
    return second


def leaves(team):
    Party.objects.filter(organisation=team.org).update(state=Party.State.LEFT)


def test_sign__when_the_last_one_missing_has_left__any_signatory_completes_it(cast, client):
    second = with_nord(cast)
    agreement = offered(cast)
    for team in cast.teams:
        actions.sign(agreement, edition=1, by=team.signatory)
    leaves(second)
    client.force_login(cast.housing.signatory)
    url = reverse("agreement_sign", args=[agreement.pk])

    assert "Alle Beteiligten haben unterzeichnet" in client.get(agreement.get_absolute_url()).content.decode()
    assert "In Kraft setzen" in client.get(url).content.decode()
    assert not rules.may_sign(cast.housing.coordinator, Agreement.objects.get())
    client.post(url, {"edition": 1, "read": "on"})

    done = Agreement.objects.get()
    assert (done.state, len(done.yeses())) == ("active", 2)


@pytest.mark.parametrize("role", ["giver", "receiver"])
def test_sign__a_promise_of_somebody_who_left__refused_until_it_is_taken_out(cast, role):
    second = with_nord(cast)
    theirs = replace(promises(cast)[0 if role == "giver" else 2], **{role: second.org})
    agreement, unoffered = offered(cast, promises=(theirs,)), draft(cast, promises=(theirs,))
    leaves(second)

    with pytest.raises(Refused, match="Bitte machen Sie einen Gegenvorschlag ohne"):
        actions.sign(agreement, edition=1, by=cast.housing.signatory)
    with pytest.raises(Refused, match="Nord nimmt nicht mehr teil"):
        actions.offer(unoffered, saves=1, by=cast.social.coordinator)
    assert actions.counter(agreement, edition=1, wording=wording(cast), comment="Ohne Nord.", by=cast.housing.coordinator).edition == 2


@pytest.mark.parametrize("make", [draft, offered])
def test_an_ended_partnership__nothing_in_its_agreements_changes(cast, make):
    agreement = make(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    agreement = Agreement.objects.get()
    for verb in ("edit", "offer", "counter", "sign", "drop"):
        assert not getattr(rules, f"may_{verb}")(cast.social.signatory, agreement), verb
    assert "beendet" in rules.may_drop(cast.social.signatory, agreement).reason


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": Decimal(9_000_000), "per": "month", "ends_on": date(2046, 1, 1)}, "über die ganze Zeit ist zu hoch"),
        ({"ends_on": date(2126, 1, 1)}, "höchstens 30 Jahre"),
        ({"ends_on": date(2056, 1, 1)}, "höchstens 30 Jahre"),
        ({"ends_on": date(2055, 12, 31)}, ""),
    ],
)
def test_is_sound__a_promise__within_what_the_ledger_can_hold(cast, change, sentence):
    promise = replace(promises(cast)[0], **change)
    verdict = rules.is_sound(wording(cast, promises=(promise,)), cast.partnership)
    assert (sentence in verdict.reason) if sentence else verdict

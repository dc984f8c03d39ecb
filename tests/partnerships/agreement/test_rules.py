"""Each verdict is the same for mirrored people, and says who may what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from partnerships.agreement import actions, rules, signing, talks
from partnerships.agreement.models import Agreement
from partnerships.agreement.sound import is_sound
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.organisation.models import Membership, Organisation, Role
from partnerships.organisation.standing import forget
from partnerships.partnership.models import Partnership, Party, Side
from tests.cast import SEATS, make_partnership, make_person, make_team
from tests.partnerships.agreement.making import (
    active,
    agreed,
    draft,
    dropped,
    give_into_release,
    idea,
    offered,
    promises,
    reworded,
    to_be_signed,
    wording,
)

STAGES = {
    "idea": idea,
    "draft": draft,
    "offered": offered,
    "agreed": agreed,
    "signing": to_be_signed,
    "active": active,
    "dropped": dropped,
}
VERBS = ["take_up", "edit", "offer", "counter", "answer", "remark", "note", "submit", "reopen", "sign", "drop", "revive"]
NEGOTIATORS = {"coordinator", "approver", "signatory"}
WRITERS = {"coordinator", "staff", "approver", "signatory", "finance"}


def answers(agreement, team) -> dict[str, dict[str, tuple[bool, str]]]:
    """By verb, what the rule says to each seat of a team, its name taken out."""
    people = {seat: getattr(team, seat) for seat in SEATS}
    found: dict[str, dict] = {verb: {} for verb in VERBS}
    for verb, said in found.items():
        for seat, person in people.items():
            verdict = getattr(rules, f"may_{verb}")(person, agreement)
            said[seat] = (verdict.allowed, verdict.reason.replace(str(team.org), "X"))
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_rules__say_the_same_to_mirrored_people(cast, stage):
    first, second = (STAGES[stage](cast, team) for team in cast.teams)
    assert answers(first, cast.social) == answers(second, cast.housing)
    if stage != "draft":  # nobody of the other side gets to see a draft at all
        assert answers(first, cast.housing) == answers(second, cast.social)


@pytest.mark.parametrize(
    ("stage", "seats"),
    [
        ("idea", {"take_up": WRITERS, "drop": NEGOTIATORS}),
        ("draft", {"edit": WRITERS, "offer": NEGOTIATORS, "drop": NEGOTIATORS, "answer": set()}),
        (
            "offered",
            {
                "counter": NEGOTIATORS,
                "answer": NEGOTIATORS,
                "remark": WRITERS,
                "note": WRITERS,
                "drop": NEGOTIATORS,
                "submit": set(),
                "sign": set(),
                "edit": set(),
                "offer": set(),
            },
        ),
        ("agreed", {"submit": NEGOTIATORS, "reopen": NEGOTIATORS, "counter": set(), "sign": set()}),
        ("signing", {"sign": {"signatory"}, "reopen": NEGOTIATORS, "submit": set(), "counter": set()}),
        ("active", {"counter": set(), "sign": set(), "drop": set(), "remark": set(), "note": WRITERS}),
        ("dropped", {"revive": WRITERS}),
    ],
)
def test_rules__are_for_these_seats_only(cast, stage, seats):
    agreement = STAGES[stage](cast)
    said = answers(agreement, cast.social)
    assert {verb: {seat for seat, (may, _reason) in said[verb].items() if may} for verb in seats} == seats
    for stranger in (cast.observer.reader, cast.outsider.coordinator):
        assert [verb for verb in seats if getattr(rules, f"may_{verb}")(stranger, agreement)] == []


def test_sign__without_the_second_factor_asked_for__refused(cast):
    agreement = to_be_signed(cast)
    cast.housing.org.requires_second_factor = True
    cast.housing.org.save()
    with pytest.raises(Refused, match="zweiten Faktor"):
        signing.sign(agreement, edition=1, by=cast.housing.signatory)


def with_two_hats(cast, *roles):
    """The company's signatory is one of the association's people, too."""
    both = cast.housing.signatory
    Membership.objects.create(person=both, organisation=cast.social.org, roles=list(roles), starts_on="2020-01-01")
    return both


def acting_for(person, organisation):
    person.acting_for = organisation
    person.save()
    forget(person)
    return person


@pytest.mark.parametrize("jointly", [False, True])
def test_sign__by_one_person_for_both_sides__refused(cast, jointly):
    """Also where the first signature is not yet the whole yes of its side."""
    if jointly:
        Organisation.objects.filter(pk=cast.housing.org.pk).update(signs=Organisation.Signs.JOINTLY)
    agreement = to_be_signed(cast)
    both = with_two_hats(cast, Role.SIGNATORY)
    signing.sign(agreement, edition=1, by=acting_for(both, cast.housing.org))
    with pytest.raises(Refused, match="schon für die andere Seite"):
        signing.sign(agreement, edition=1, by=acting_for(both, cast.social.org))


def test_agree__by_one_person_for_both_sides__refused(cast):
    agreement = actions.offer(draft(cast), saves=1, by=cast.social.signatory)
    both = with_two_hats(cast, Role.COORDINATOR)
    talks.agree(agreement, edition=1, parts=["purpose"], by=acting_for(both, cast.housing.org))
    with pytest.raises(Refused, match="schon für die andere Seite gesprochen"):
        talks.agree(agreement, edition=1, by=acting_for(both, cast.social.org))


def test_offer__in_an_ended_partnership__refused(cast):
    agreement = draft(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    with pytest.raises(Refused, match="nicht aktiv"):
        actions.offer(agreement, saves=1, by=cast.social.coordinator)


def test_sign__after_the_other_side_left__refused(cast):
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    Party.objects.filter(side=Side.HOUSING).update(state=Party.State.LEFT)
    with pytest.raises(Refused, match="Nur die Beteiligten"):
        signing.sign(agreement, edition=1, by=cast.housing.signatory)
    agreement.refresh_from_db()
    assert agreement.state == "signing"


def test_several_parties__each_yes_counts__and_the_missing_one_is_named(cast, client):
    with_nord(cast)
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)

    half = signing.sign(agreement, edition=1, by=cast.housing.signatory)

    assert half.state == "signing"
    assert [str(party) for party in half.missing_parties()] == [str(party) for party in half.waiting_parties()] == ["Nord"]
    client.force_login(cast.housing.signatory)
    assert "Nord ist am Zug" in client.get(agreement.get_absolute_url()).content.decode()


def test_counter__by_a_second_party_of_the_same_side__all_others_are_asked(cast):
    second = with_nord(cast)
    agreement = offered(cast)
    countered = actions.counter(agreement, edition=1, wording=reworded(cast), comment="Anders.", by=second.coordinator)
    assert {str(party) for party in countered.waiting_parties()} == {"Klang", "Bau"}


def test_a_party_that_joins_late__must_release_and_sign_too(cast):
    agreement = to_be_signed(cast)
    signing.sign(agreement, edition=1, by=cast.social.signatory)
    late = make_team("Süd", "housing", Side.HOUSING, ["coordinator", "signatory"])
    Party.objects.create(
        partnership=cast.partnership, organisation=late.org, side=late.side, state="active", invited_by=cast.social.coordinator,
        answered_by=late.signatory, answered_at=agreement.turn_since,
    )  # fmt: skip
    assert signing.sign(agreement, edition=1, by=cast.housing.signatory).state == "signing"
    with pytest.raises(Refused, match="noch nicht freigegeben"):
        signing.sign(agreement, edition=1, by=late.signatory)
    assert give_into_release(agreement, late.org).state == "signing"
    assert signing.sign(agreement, edition=1, by=late.signatory).state == "active"


def test_a_former_signatory__signs_no_more(cast):
    agreement = to_be_signed(cast)
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
    agreement = to_be_signed(cast)
    for team in cast.teams:
        signing.sign(agreement, edition=1, by=team.signatory)
    leaves(second)
    client.force_login(cast.housing.signatory)
    url = reverse("agreement_sign", args=[agreement.pk])

    assert "Lesen und abschließen" in client.get(agreement.get_absolute_url()).content.decode()
    assert not rules.may_sign(cast.housing.coordinator, Agreement.objects.get())
    client.post(url, {"edition": 1, "read": "on"})

    done = Agreement.objects.get()
    assert (done.state, len(done.yeses())) == ("active", 2)


def test_submit__when_the_last_one_missing_has_left__any_party_goes_on(cast):
    second = with_nord(cast)
    agreement = agreed(cast)
    for team in cast.teams:
        give_into_release(agreement, team.org)
    leaves(second)
    assert {str(party) for party in Agreement.objects.get().waiting_parties()} == {"Klang", "Bau"}
    assert give_into_release(agreement, cast.social.org).state == "signing"


def test_agree__when_the_last_one_missing_has_left__any_party_goes_on(cast):
    second = with_nord(cast)
    agreement = offered(cast)
    talks.agree(agreement, edition=1, by=cast.housing.coordinator)
    leaves(second)
    assert talks.agree(agreement, edition=1, by=cast.social.coordinator).state == "agreed"


@pytest.mark.parametrize("role", ["giver", "receiver"])
def test_a_promise_of_somebody_who_left__refused_until_it_is_taken_out(cast, role):
    second = with_nord(cast)
    theirs = replace(promises(cast)[0 if role == "giver" else 2], **{role: second.org})
    agreement, unoffered = agreed(cast, promises=(theirs,)), draft(cast, promises=(theirs,))
    leaves(second)

    with pytest.raises(Refused, match="Bitte machen Sie einen Gegenvorschlag ohne"):
        signing.submit(agreement, edition=1, by=cast.housing.coordinator)
    with pytest.raises(Refused, match="Nord nimmt nicht mehr teil"):
        actions.offer(unoffered, saves=1, by=cast.social.coordinator)
    signing.reopen(agreement, edition=1, parts=[":promises"], reason="Nord ist nicht mehr dabei.", by=cast.housing.coordinator)
    assert actions.counter(agreement, edition=1, wording=wording(cast), comment="Ohne Nord.", by=cast.housing.coordinator).edition == 2


@pytest.mark.parametrize("make", [idea, draft, offered, agreed, to_be_signed, dropped])
def test_an_ended_partnership__nothing_in_its_agreements_changes(cast, make):
    agreement = make(cast)
    Partnership.objects.update(state=Partnership.State.ENDED, ended_on=clock.today())
    agreement = Agreement.objects.get()
    for verb in VERBS:
        assert not getattr(rules, f"may_{verb}")(cast.social.signatory, agreement), verb


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
    verdict = is_sound(wording(cast, promises=(promise,)), cast.partnership)
    assert (sentence in verdict.reason) if sentence else verdict


@pytest.mark.parametrize("side", ["social", "housing"])
def test_profile__a_draft_waits_until_both_have_said_who_they_are__whosever_is_missing(client, cast, side):
    team = getattr(cast, side)
    other = cast.other(team)
    thought = idea(cast, team)
    Organisation.objects.filter(pk=other.org.pk).update(mission="", legal_form="")
    cast.partnership.forget_parties()
    edit = reverse("organisation_edit", args=[other.org.pk])
    said = f"Im Profil von {other.org} fehlt noch: Rechtsform und kurze Beschreibung („Was wir tun“)."

    for one, remedy in ((team.coordinator, other.org.get_absolute_url()), (other.coordinator, other.org.get_absolute_url())):
        verdict = rules.may_take_up(one, Agreement.objects.get(pk=thought.pk))
        assert (verdict.allowed, verdict.reason.startswith(said), verdict.remedy) == (False, True, remedy)
        client.force_login(one)
        create = f"{reverse('agreement_create')}?partnership={cast.partnership.pk}"
        for page in (thought.get_absolute_url(), create, cast.partnership.get_absolute_url()):
            html = unescape(client.get(page).content.decode())
            assert said in html, page
            assert f'href="{remedy}"' in html, page
        with pytest.raises(Refused, match="Im Profil von"):
            actions.take_up(thought, by=one)
        with pytest.raises(Refused, match="Im Profil von"):
            draft(cast, team)
    Membership.objects.filter(person=other.coordinator).update(roles=["coordinator", "administrator"])
    assert rules.may_take_up(other.coordinator, Agreement.objects.get(pk=thought.pk)).remedy == edit

    Organisation.objects.filter(pk=other.org.pk).update(mission="Wir sind da.", legal_form="GmbH")
    assert actions.take_up(Agreement.objects.get(pk=thought.pk), by=other.coordinator).state == Agreement.State.DRAFT


def test_profile__what_stands_is_amended_without_it(cast):
    agreement = active(cast)
    Organisation.objects.update(mission="")
    assert rules.may_amend(cast.social.coordinator, Agreement.objects.get(pk=agreement.pk))

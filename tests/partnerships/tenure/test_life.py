"""Notice, proposals that take both, renewal by itself, the list of the end, reminders: what a signed agreement goes through."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from partnerships.agreement.ending import Notice, WindUp
from partnerships.agreement.models import Agreement
from partnerships.agreement.motion import Motion
from partnerships.agreement.tasks import start_agreements
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.notice.models import Letter
from partnerships.tenure import actions, course
from partnerships.tenure.tasks import pass_day
from tests.partnerships.agreement.making import signed, wording

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)
TERM = {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31), "notice_months": 6, "notice_to": "year"}


@pytest.fixture(autouse=True)
def _today():
    with clock.travel(clock.at(TODAY)):
        yield


def active(cast, **changes) -> Agreement:
    agreement = signed(cast, promises=(), **(TERM | changes))
    assert agreement.state == "active"
    return agreement


def now(agreement) -> Agreement:
    return Agreement.objects.select_related("partnership", "owner").get(pk=agreement.pk)


def on(day: date):
    """Whatever the clock brings on this day."""
    with clock.travel(clock.at(day)), transaction.atomic():
        pass_day(day)


def propose(agreement, verb, *, by, **words) -> Motion:
    return actions.propose(now(agreement), verb=verb, by=by, **({"reason": "Umbau im Haus."} | words))


def agree(motion, *, by) -> Motion:
    return actions.agree(Motion.objects.get(pk=motion.pk), edition=1, by=by)


def test_notice__given_by_either_side__ends_on_the_computed_day(cast):
    for team, other in ((cast.social, cast.housing), (cast.housing, cast.social)):
        agreement = active(cast)
        actions.give_notice(agreement, effective_on=date(2026, 12, 31), reason="Wir ziehen um.", by=team.signatory)
        agreement = now(agreement)
        assert (agreement.state, agreement.ends_on, agreement.end_decided) == ("notice", date(2026, 12, 31), True)
        assert agreement.notices.get().former_end == date(2028, 12, 31)
        assert [item.key for item in agreement.wind_up.all()] == ["keys", "inventory", "money", "report", "neighbours"]
        told = set(Letter.objects.filter(key__startswith=f"tenure.notice_given:{agreement.pk}").values_list("to", flat=True))
        assert other.coordinator.email in told
        assert team.coordinator.email not in told
        on(date(2027, 1, 1))
        assert now(agreement).state == "ended"


def test_notice__the_day_moved_meanwhile__is_shown_anew(cast):
    agreement = active(cast)
    with clock.travel(clock.at(date(2026, 7, 1))), pytest.raises(Refused, match=r"31\.12\.2027"):
        actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=cast.social.signatory)
    assert not Notice.objects.exists()


def test_notice__after_the_last_day__takes_effect_one_period_later(cast):
    agreement = active(cast)
    with clock.travel(clock.at(date(2026, 7, 1))):
        actions.give_notice(agreement, effective_on=date(2027, 12, 31), by=cast.social.signatory)
    assert now(agreement).ends_on == date(2027, 12, 31)


def test_notice__by_who_may_not_sign__is_refused(cast):
    agreement = active(cast)
    for person in (cast.social.coordinator, cast.housing.approver, cast.observer.reader, cast.outsider.coordinator):
        with pytest.raises(Refused):
            actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=person)
    assert now(agreement).state == "active"


@pytest.mark.parametrize(
    ("on_day", "reason", "sentence"),
    [
        (date(2026, 4, 1), " ", "Grund"),
        (None, "Zahlungen bleiben aus.", "letzten Tag"),
        (date(2026, 3, 9), "Zahlungen bleiben aus.", "letzten Tag"),
        (date(2029, 1, 1), "Zahlungen bleiben aus.", "31.12.2028"),
    ],
)
def test_notice__for_a_grave_reason__names_reason_and_day(cast, on_day, reason, sentence):
    agreement = active(cast)
    with pytest.raises(Refused, match=sentence):
        actions.give_notice(agreement, effective_on=None, grave=True, on=on_day, reason=reason, by=cast.social.signatory)
    actions.give_notice(
        agreement, effective_on=None, grave=True, on=date(2026, 4, 1), reason="Zahlungen bleiben aus.", by=cast.social.signatory
    )
    assert now(agreement).ends_on == date(2026, 4, 1)


def test_take_back_notice__takes_both__and_everything_is_as_before(cast):
    agreement = active(cast)
    actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=cast.social.signatory)
    motion = propose(agreement, "take_back_notice", by=cast.social.signatory)
    assert now(agreement).state == "notice"
    agree(motion, by=cast.housing.signatory)
    agreement = now(agreement)
    assert (agreement.state, agreement.ends_on, agreement.end_decided) == ("active", date(2028, 12, 31), False)
    assert not agreement.wind_up.exists()
    actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=cast.housing.signatory)
    assert now(agreement).state == "notice"


@pytest.mark.parametrize("first", ["social", "housing"])
def test_motion__every_verb__takes_the_yes_of_both(cast, first):
    one, two = getattr(cast, first), cast.other(getattr(cast, first))
    agreement = active(cast)

    def both(verb, **words):
        before = now(agreement).state
        motion = propose(agreement, verb, by=one.signatory, **words)
        assert now(agreement).state == before
        with pytest.raises(Refused):
            agree(motion, by=one.signatory)
        return agree(motion, by=two.signatory)

    both("suspend", effective_on=TODAY)
    assert now(agreement).state == "suspended"
    both("resume", effective_on=TODAY)
    assert now(agreement).state == "active"
    both("renew", until=date(2030, 12, 31))
    assert now(agreement).ends_on == date(2030, 12, 31)
    both("end", effective_on=date(2026, 6, 30))
    assert (now(agreement).state, now(agreement).ends_on) == ("active", date(2026, 6, 30))
    on(date(2026, 7, 1))
    assert now(agreement).state == "ended"
    both("archive")
    assert now(agreement).state == "archived"
    assert Motion.objects.exclude(state="done").count() == 0


def test_motion__for_a_later_day__is_carried_out_on_it_once(cast):
    agreement = active(cast)
    agree(propose(agreement, "suspend", by=cast.social.signatory, effective_on=date(2026, 5, 1)), by=cast.housing.signatory)
    assert (now(agreement).state, Motion.objects.get().state) == ("active", "accepted")
    on(date(2026, 4, 30))
    assert now(agreement).state == "active"
    for _ in range(2):
        on(date(2026, 5, 9))  # nothing ran for a week
    assert (now(agreement).state, Motion.objects.get().state) == ("suspended", "done")
    assert Entry.objects.filter(verb="agreement.done_suspend").count() == 1


def test_motion__overtaken_by_notice__lapses(cast):
    agreement = active(cast)
    waiting = propose(agreement, "renew", by=cast.social.signatory, until=date(2030, 12, 31))
    agree(propose(agreement, "suspend", by=cast.social.signatory, effective_on=date(2026, 5, 1)), by=cast.housing.signatory)
    actions.give_notice(now(agreement), effective_on=date(2026, 12, 31), by=cast.housing.signatory)
    assert set(Motion.objects.values_list("state", flat=True)) == {"lapsed"}
    with pytest.raises(Refused):
        agree(waiting, by=cast.housing.signatory)
    on(date(2026, 5, 2))
    assert now(agreement).state == "notice"


def test_motion__declined_or_withdrawn__changes_nothing(cast):
    agreement = active(cast)
    motion = propose(agreement, "suspend", by=cast.social.signatory, effective_on=TODAY)
    with pytest.raises(Refused):
        actions.withdraw(motion, by=cast.housing.signatory)
    with pytest.raises(Refused):
        actions.decline(motion, answer="Nein.", by=cast.social.signatory)
    with pytest.raises(Refused):
        actions.decline(motion, answer=" ", by=cast.housing.signatory)
    actions.decline(motion, answer="Wir brauchen den Raum.", by=cast.housing.signatory)
    assert Letter.objects.filter(key__startswith="tenure.motion_declined").exists()
    second = propose(agreement, "suspend", by=cast.social.signatory, effective_on=TODAY)
    actions.withdraw(second, by=cast.social.signatory)
    assert now(agreement).state == "active"


def test_motion__where_a_house_signs_with_two__its_yes_takes_two(cast):
    agreement = active(cast)
    cast.housing.org.signs = "jointly"
    cast.housing.org.save()
    motion = propose(agreement, "suspend", by=cast.social.signatory, effective_on=TODAY)
    motion = agree(motion, by=cast.housing.signatory)
    assert (motion.state, now(agreement).state) == ("proposed", "active")
    with pytest.raises(Refused, match="zweite"):
        agree(motion, by=cast.housing.signatory)
    second = cast.housing.approver
    second.memberships.update(roles=["approver", "signatory"])
    agree(motion, by=type(second).objects.get(pk=second.pk))
    assert now(agreement).state == "suspended"


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("renew", {"until": date(2028, 12, 31)}),
        ("renew", {"until": None}),
        ("renew", {"until": date(2090, 1, 1)}),
        ("suspend", {"effective_on": date(2026, 3, 9)}),
        ("suspend", {"effective_on": date(2029, 1, 1)}),
        ("suspend", {"effective_on": TODAY, "until": TODAY}),
        ("suspend", {"effective_on": TODAY, "reason": ""}),
        ("end", {"effective_on": None}),
        ("resume", {"effective_on": TODAY}),
        ("archive", {}),
        ("take_back_notice", {}),
    ],
)
def test_motion__that_makes_no_sense__is_refused(cast, verb, words):
    agreement = active(cast)
    with pytest.raises(Refused):
        propose(agreement, verb, by=cast.social.signatory, **words)
    assert not Motion.objects.exists()


def test_renewal__by_itself__moves_the_end_until_notice(cast):
    agreement = active(cast, ends_on=date(2026, 12, 31), renewal="auto", renewal_months=12)
    on(date(2026, 12, 31))
    assert now(agreement).ends_on == date(2026, 12, 31)
    for _ in range(2):
        on(date(2027, 1, 9))
    assert (now(agreement).state, now(agreement).ends_on) == ("active", date(2027, 12, 31))
    line = Entry.objects.get(verb="agreement.prolonged")
    assert [(each["old"], each["new"]) for each in line.changes] == [("31.12.2026", "31.12.2027")]
    with clock.travel(clock.at(date(2027, 3, 1))):
        actions.give_notice(now(agreement), effective_on=date(2027, 12, 31), by=cast.housing.signatory)
    on(date(2028, 1, 1))
    assert now(agreement).state == "ended"


def test_renewal_talks__begun_by_either__end_with_the_renewal(cast):
    agreement = active(cast)
    actions.begin_renewal(agreement, by=cast.housing.coordinator)
    assert now(agreement).state == "renewal"
    with pytest.raises(Refused):
        actions.begin_renewal(agreement, by=cast.social.coordinator)
    agree(propose(agreement, "renew", by=cast.social.signatory, until=date(2030, 12, 31)), by=cast.housing.signatory)
    assert (now(agreement).state, now(agreement).ends_on) == ("active", date(2030, 12, 31))


def test_list_of_the_end__with_the_clause_on_it__is_made_once_and_closed_consciously(cast):
    start = wording(cast)
    row = {"item": "Klavier abholen", "days": 14}
    clause = replace(start.clauses[1], key="windup", title="Ende", data={"checklist": [row]})
    agreement = active(cast, clauses=(*start.clauses, clause))
    actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=cast.social.signatory)
    with transaction.atomic():
        course.begin_wind_up(now(agreement))
    own = WindUp.objects.get(key="own")
    assert (WindUp.objects.count(), own.what, own.until) == (6, "Klavier abholen", date(2027, 1, 14))
    actions.change_item(own, verb="finish", by=cast.housing.staff)
    with pytest.raises(Refused):
        actions.change_item(own, verb="finish", by=cast.social.staff)
    actions.change_item(WindUp.objects.get(key="keys"), verb="drop", remark="Es gab keine.", by=cast.social.staff)
    added = actions.add_item(agreement, what="Blumenkübel", organisation=cast.social.org, until=None, by=cast.housing.staff)
    on(date(2027, 1, 1))
    with clock.travel(clock.at(date(2027, 1, 5))):
        motion = propose(agreement, "archive", by=cast.housing.signatory)
        assert "Blumenkübel" in motion.data["left_open"]
        agree(motion, by=cast.social.signatory)
    assert now(agreement).state == "archived"
    with pytest.raises(Refused):
        actions.change_item(added, verb="finish", by=cast.social.staff)


def test_list_of_the_end__what_the_clause_says_of_a_usual_thing__takes_its_place(cast):
    start = wording(cast)
    rows = [{"item": "Schlüssel zurückgeben", "days": 14}, {"item": "Schlüssel des Kellers", "days": 7}, {"item": "Restmittel abrechnen"}]
    clause = replace(start.clauses[1], key="windup", title="Ende", data={"checklist": rows})
    agreement = active(cast, clauses=(*start.clauses, clause))
    actions.give_notice(agreement, effective_on=date(2026, 12, 31), by=cast.social.signatory)
    assert [(item.key, item.what) for item in agreement.wind_up.all()] == [
        ("keys", "Schlüssel zurückgeben"),
        ("inventory", ""),
        ("money", "Restmittel abrechnen"),
        ("report", ""),
        ("neighbours", ""),
        ("own", "Schlüssel des Kellers"),
    ]


def test_reminders__each_once_and_only_the_nearest__to_both_sides(cast):
    agreement = active(cast, ends_on=date(2026, 12, 31), notice_to="term")
    letters = Letter.objects.filter(key__startswith="tenure.reminder")
    on(date(2026, 3, 31))  # nine months before the end
    assert {letter.key.split(":")[-2] for letter in letters.all()} == {"9"}
    assert {cast.social.coordinator.email, cast.housing.coordinator.email} <= set(letters.values_list("to", flat=True))
    count = letters.count()
    on(date(2026, 4, 1))
    assert letters.count() == count
    actions.set_reminders(agreement, months=["2"], by=cast.social.coordinator)
    on(date(2026, 9, 30))  # three months are not asked for any more
    assert letters.count() == count
    on(date(2026, 10, 31))
    assert {letter.key.split(":")[-2] for letter in letters.all()} == {"9", "2"}


def test_start__then_end_before_the_first_day__never_comes_into_force(cast):
    agreement = signed(cast, promises=(), **(TERM | {"starts_on": date(2026, 6, 1)}))
    agree(propose(agreement, "end", by=cast.social.signatory, effective_on=TODAY), by=cast.housing.signatory)
    assert now(agreement).state == "ended"
    with transaction.atomic():
        start_agreements(date(2026, 6, 1))
    assert now(agreement).state == "ended"

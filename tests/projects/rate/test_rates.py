"""Rates by year: entered by finance, taken by themselves for what begins in that year, and never for what is valued already."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from projects.contribution import actions as contributions
from projects.contribution.models import Contribution
from projects.rate import actions, rules
from projects.rate.choose import choose
from projects.rate.models import Rate
from tests.once import post
from tests.projects.contribution.test_views import NEW, form_of

AS_OF = date(2026, 1, 1)


def entered(team, year=2026, value="52", kind="time", **more) -> Rate:
    words = {"kind": kind, "year": year, "value": Decimal(value), "source": "Vollkosten", "as_of": AS_OF}
    return actions.enter(team.org, by=team.finance, **words | more)


@pytest.mark.parametrize("index", [0, 1])
def test_asked__the_givers_rate_of_the_year_is_taken__with_source_and_day__and_stays(client, cast, index):
    asker, giver = cast.teams[index], cast.teams[1 - index]
    rate, _next_year = entered(giver), entered(giver, year=2027, value="54", source="Vollkosten 2027")
    client.force_login(asker.staff)
    typed = form_of(cast, asker, kind="time", hours="10")
    assert post(client, NEW, typed).status_code == 302
    assert post(client, NEW, typed | {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}).status_code == 302
    first, second = Contribution.objects.order_by("starts_on")
    assert (first.asked, first.rate_source, first.rate_date) == (Decimal(520), "Vollkosten", AS_OF)
    assert (second.asked, second.rate_source) == (Decimal(540), "Vollkosten 2027")
    contributions.grant(first, edition=1, by=giver.approver)
    actions.change(rate, edition=1, value=Decimal(60), source="Neu gerechnet", as_of=AS_OF, by=giver.finance)
    first.refresh_from_db()
    assert (first.rate, first.granted, first.rate_source) == (Decimal(52), Decimal(520), "Vollkosten")
    page = client.get(first.get_absolute_url()).content.decode()
    assert "Vollkosten, Stand 01.01.2026" in page
    assert "keine Spendenbescheinigung" in page


def test_asked__several_or_none__one_is_picked_or_typed(client, cast):
    client.force_login(cast.social.staff)
    typed = form_of(cast, cast.social, kind="time", hours="10")
    answer = post(client, NEW, typed)
    assert answer.status_code == 422
    assert "noch keinen Satz für 2026" in answer.content.decode()
    assert post(client, NEW, typed | {"hour_rate": "40"}).status_code == 422, "not without its source"
    assert post(client, NEW, typed | {"hour_rate": "40", "hour_source": "Angebot"}).status_code == 302
    caretaker, counsel = (entered(cast.housing, what=what, value=value) for what, value in (("Hausmeister", "42"), ("Beratung", "52")))
    assert "mehrere Sätze" in post(client, NEW, typed).content.decode()
    assert post(client, NEW, typed | {"hour_pick": str(caretaker.pk)}).status_code == 302
    newest = Contribution.objects.order_by("-created_at", "-pk")[0]
    assert (newest.asked, newest.rate_source) == (Decimal(420), "Hausmeister: Vollkosten")
    edit = reverse("contribution_edit", args=[newest.pk])
    stands = typed | {"edition": "1", "hour_rate": "42", "hour_source": "Hausmeister: Vollkosten", "hour_pick": str(counsel.pk)}
    assert "entweder" in post(client, edit, stands | {"hour_rate": "45"}).content.decode()
    assert post(client, edit, stands).status_code == 302, "what stood there gives way to what is picked"
    newest.refresh_from_db()
    assert (newest.asked, newest.rate_source) == (Decimal(520), "Beratung: Vollkosten")
    later = typed | {"hour_pick": str(counsel.pk), "starts_on": "2027-01-01", "ends_on": "2027-12-31"}
    assert "gilt für 2026" in post(client, NEW, later).content.decode()
    foreign = entered(cast.social)
    assert str(foreign.pk) not in client.get(edit).content.decode()
    assert post(client, NEW, typed | {"hour_pick": str(foreign.pk)}).status_code == 422
    assert post(client, NEW, form_of(cast, cast.social, kind="volunteer", volunteer_hours="10")).status_code == 302
    assert Contribution.objects.get(kind="volunteer").asked == Decimal(150)
    shown = client.get("/contributions/value/?kind=time", {"kind": "time", "hours": "10", "hour_pick": counsel.pk}).content.decode()
    assert "520,00\u00a0€" in shown
    assert "Beratung: Vollkosten" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"value": Decimal("0.001")}, "Cent"),
        ({"value": Decimal(-1)}, "Cent"),
        ({"source": "  "}, "woher"),
        ({"as_of": date(2030, 1, 1)}, "Zukunft"),
        ({"kind": "money"}, "Geld|money"),
        ({"year": -1}, "."),
        ({}, "schon einen Satz"),
    ],
)
def test_enter__what_is_wrong_is_said(cast, words, sentence):
    entered(cast.social)
    with pytest.raises(Refused, match=sentence):
        entered(cast.social, **words)
    assert Rate.objects.count() == 1


def test_choose__refuses_what_is_not_the_givers(cast):
    rate = entered(cast.social, kind="rooms")
    with pytest.raises(Refused, match="gehört nicht"):
        choose([rate], giver=cast.housing.org, kind="rooms", year=2026, picked=rate)


@pytest.mark.parametrize("count", [1, 3])
def test_pages__read_by_partners__kept_by_finance(client, cast, settings, django_assert_num_queries, count):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        rate = entered(cast.housing, what=f"<b>{number}</b>")
    here, mine = reverse("rate_list"), {"organisation": cast.housing.org.pk}
    for person in (cast.social.reader, cast.housing.reader):
        client.force_login(person)
        assert "&lt;b&gt;0&lt;/b&gt;" in client.get(here, mine).content.decode()
        with django_assert_num_queries(6 if person == cast.social.reader else 5):  # session, user, standing, (organisation,) count, rows
            client.get(here, mine)
        assert not rules.may_keep(person, cast.housing.org)
        whole = {"kind": "rooms", "year": "2027", "value": "1", "source": "x", "as_of": "2026-01-01"}
        post(client, f"{reverse('rate_create')}?organisation={cast.housing.org.pk}", whole)
        assert not Rate.objects.filter(kind="rooms").exists()
    client.force_login(cast.outsider.coordinator)
    assert client.get(here, mine).status_code == 404
    assert client.get(reverse("rate_edit", args=[rate.pk])).status_code == 404
    client.force_login(cast.housing.finance)
    typed = {"kind": "rooms", "year": "2027", "value": "7,62", "source": "Mietspiegel", "as_of": "01.01.2026"}
    assert post(client, reverse("rate_create"), typed | {"value": "7,625"}).status_code == 422
    assert post(client, reverse("rate_create"), typed).status_code == 302
    edit = reverse("rate_edit", args=[Rate.objects.get(kind="rooms").pk])
    typed = {"edition": "1", "value": "7,80", "source": "Mietspiegel 2027", "as_of": "01.06.2026"}
    assert post(client, edit, typed).status_code == 302
    assert post(client, edit, typed | {"value": "9"}).status_code == 422, "an older edition"
    assert Rate.objects.get(kind="rooms").value == Decimal("7.80")
    line = Entry.objects.get(verb="rate.changed")
    assert line.data["changes"]["value"] == ["7.62", "7.80"]

from datetime import date, timedelta
from uuid import uuid4

import pytest

from neighbourhoods.quarter import actions
from neighbourhoods.quarter.models import Figure, Quarter
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.organisation.models import Organisation
from partnerships.partnership import actions as partnerships
from partnerships.partnership.models import Partnership, Side
from tests.cast import asked_at, make_partnership, make_team
from tests.neighbourhoods.quarter.making import add_figure, add_quarter
from tests.once import post


def test_quarter__is_not_seen__by_who_is_only_invited(cast, quarter):
    guest = make_team("Gast", "social", "social", ["coordinator"])
    partnerships.invite(cast.partnership, organisation=guest.org, by=cast.social.coordinator)
    assert not Quarter.objects.visible_to(guest.coordinator).exists()


# who may change what


@pytest.mark.parametrize("side", ["social", "housing"])
def test_quarter__is_described__by_either_side(cast, quarter, side):
    staff = getattr(cast, side).staff
    changed = actions.edit(quarter, edition=1, name="Lindenhof-Süd", city="Auenstedt", description="", streets="Lindenweg", by=staff)
    assert (changed.name, changed.streets, changed.edition) == ("Lindenhof-Süd", "Lindenweg", 2)
    assert [(row["label"], row["new"]) for row in Entry.objects.get(verb="quarter.edited").changes] == [
        ("Name", "Lindenhof-Süd"),
        ("Straßen", "Lindenweg"),
    ]


def test_quarter__answers_alike__to_both_sides_and_no_to_readers(cast, quarter):
    for seat in cast.social.people:
        answers = []
        for team in cast.teams:
            try:
                add_figure(quarter, getattr(team, seat), reference_date=date(2026, 1, 1))
                answers.append("done")
            except Refused as refused:
                answers.append(refused.reason)
        assert answers[0] == answers[1]
        Figure.objects.all().delete()
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        add_figure(quarter, cast.observer.reader)


def test_quarter__of_an_ended_partnership__is_left_to_who_brought_it_in(cast, quarter):
    partnerships.ask_ending(cast.partnership, reason="Ende", by=cast.social.coordinator)
    partnerships.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.housing.coordinator)
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        add_figure(quarter, cast.social.staff)
    assert add_figure(quarter, cast.housing.staff)
    with pytest.raises(Refused, match="beendet"):
        actions.unlink(quarter, partnership=cast.partnership, by=cast.housing.staff)


def test_link__and_unlink__by_either_side_once(cast, quarter):
    other = actions.add(name="Nordfeld", city="Auenstedt", organisation=cast.social.org, by=cast.social.staff)
    for _ in range(2):
        actions.link(other, partnership=cast.partnership, by=cast.social.staff)
    actions.unlink(quarter, partnership=cast.partnership, by=cast.social.staff)
    assert list(cast.partnership.quarters.values_list("name", flat=True)) == ["Nordfeld"]
    assert Entry.objects.filter(verb="quarter.linked").count() == Entry.objects.filter(verb="quarter.unlinked").count() == 1


def test_link__refuses__to_foreign_partnerships_and_foreign_quarters(cast, quarter):
    rival = make_team("Rivalin", Organisation.Kind.HOUSING, Side.HOUSING, ["coordinator"])
    theirs = make_partnership(cast.outsider, rival, title="Fremde")
    with pytest.raises(Refused, match="Beteiligten"):
        actions.link(quarter, partnership=theirs, by=cast.social.staff)
    with pytest.raises(Refused, match="Nur wer in diesem Quartier arbeitet"):
        actions.link(quarter, partnership=theirs, by=rival.coordinator)


# pages


@pytest.mark.parametrize("count", [1, 3])
def test_list__costs_the_same__for_one_row_or_three(client, cast, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        add_figure(add_quarter(cast, f"Quartier {number}"), cast.housing.staff, key=Figure.Key.TURNOVER)
    client.force_login(cast.social.staff)
    client.get("/quarters/")
    with django_assert_num_queries(7):  # session, person, standing, count, rows, towns, partnerships
        response = client.get("/quarters/")
    assert response.content.decode().count('<th scope="row">') == count
    with django_assert_num_queries(5):  # session, person, standing, count, rows
        client.get("/quarters/", headers={"HX-Request": "true"})


@pytest.mark.parametrize("count", [1, 3])
def test_detail__costs_the_same__for_one_figure_or_three(client, cast, quarter, count, settings, django_assert_num_queries):
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    for number in range(count):
        add_figure(quarter, cast.housing.staff, reference_date=date(2020 + number, 12, 31))
    client.force_login(cast.social.staff)
    address = f"/quarters/{quarter.pk}/"
    client.get(address)
    with django_assert_num_queries(8):  # session, person, standing, quarter, figures, journal, partnerships, projects
        response = client.get(address)
    assert response.content.decode().count("<circle") == (0 if count == 1 else count)


def test_list__filters__by_text_town_and_partnership(client, cast, quarter):
    actions.add(name="Weserufer", city="Brückenau", organisation=cast.social.org, by=cast.social.staff)
    client.force_login(cast.social.reader)

    def names(query):
        html = client.get(f"/quarters/?{query}").content.decode()
        return [name for name in ("Lindenhof", "Weserufer") if f">{name}</a>" in html]

    assert names("") == ["Lindenhof", "Weserufer"]
    assert names("q=linden") == ["Lindenhof"]
    assert names("city=Br%C3%BCckenau") == ["Weserufer"]
    assert names(f"partnership={cast.partnership.pk}") == ["Lindenhof"]
    assert names("q=nichts") == []
    assert names(f"city=Nirgendwo&partnership={uuid4()}&sort=nonsense&page=99") == ["Lindenhof", "Weserufer"]


def test_partnership_page__shows__its_quarters(client, cast, quarter, figures):
    client.force_login(cast.social.staff)
    html = client.get(f"/partnerships/{cast.partnership.pk}/").content.decode()
    assert f"/quarters/{quarter.pk}/" in html
    assert f"/partnerships/{cast.partnership.pk}/quarters/" in html
    listed = client.get(f"/partnerships/?quarter={quarter.pk}").content.decode()
    assert "Gute Nachbarschaft" in listed
    assert "Lindenhof" in listed
    other = actions.add(name="Leer", city="Auenstedt", organisation=cast.social.org, by=cast.social.staff)
    assert "Gute Nachbarschaft" not in client.get(f"/partnerships/?quarter={other.pk}").content.decode()


def test_choose__adds_and_takes_out__in_the_browser(client, cast, quarter):
    client.force_login(cast.social.staff)
    chosen = {"partnership": str(cast.partnership.pk)}
    assert client.post(f"/quarters/{quarter.pk}/unlink/", chosen).status_code == 302
    assert not cast.partnership.quarters.exists()
    client.force_login(cast.housing.staff)  # who brought it in still sees it
    assert "Hinzufügen" in client.get(f"/partnerships/{cast.partnership.pk}/quarters/").content.decode()
    assert client.post(f"/quarters/{quarter.pk}/link/", chosen).status_code == 302
    assert client.post(f"/quarters/{quarter.pk}/link/", {"partnership": "nonsense"}).status_code == 404
    assert client.post(f"/quarters/{quarter.pk}/link/", {"partnership": str(uuid4())}).status_code == 404
    assert client.get(f"/quarters/{quarter.pk}/link/").status_code == 405
    assert list(cast.partnership.quarters.all()) == [quarter]


def test_create__sent_twice__makes_one_in_its_partnership(client, cast):
    client.force_login(cast.housing.staff)
    html = client.get(f"/quarters/new/?partnership={cast.partnership.pk}").content.decode()
    assert "checked" in html
    assert "keine Angaben zu einzelnen Personen" in html
    words = {"name": "Neu <i>hier</i>", "city": "Auenstedt", "partnerships": [str(cast.partnership.pk)], "once": str(uuid4())}
    for _ in range(2):
        response = client.post("/quarters/new/", words)
    quarter = Quarter.objects.get()
    assert response.headers["Location"] == f"/quarters/{quarter.pk}/"
    assert list(quarter.partnerships.all()) == [cast.partnership]
    assert "Neu &lt;i&gt;hier&lt;/i&gt;" in client.get(f"/quarters/{quarter.pk}/").content.decode()


def test_create__refuses__partnerships_one_does_not_work_on(client, cast):
    rival = make_team("Rivalin", Organisation.Kind.HOUSING, Side.HOUSING, ["coordinator"])
    theirs = make_partnership(cast.outsider, rival, title="Fremde")
    client.force_login(cast.housing.staff)
    words = {"name": "Neu", "city": "Auenstedt"}
    for wrong in (str(theirs.pk), "nonsense", str(uuid4())):
        assert post(client, "/quarters/new/", words | {"partnerships": [wrong]}).status_code == 422
    assert not Quarter.objects.exists()


@pytest.mark.parametrize("path", ["", "edit/", "figures/new/", "link/", "unlink/"])
def test_every_page__is_not_there__for_outsiders(client, cast, quarter, path):
    client.force_login(cast.outsider.coordinator)
    words = {"once": str(uuid4()), "partnership": str(cast.partnership.pk)}
    assert client.post(f"/quarters/{quarter.pk}/{path}", words).status_code == 404
    if path not in ("link/", "unlink/"):
        assert client.get(f"/quarters/{quarter.pk}/{path}").status_code == 404


def test_ended_members__lose_the_quarter(cast, quarter):
    person = cast.social.staff
    person.memberships.update(ends_on=clock.today() - timedelta(days=1))
    assert not Quarter.objects.visible_to(cast.social.staff).exists()
    assert Partnership.objects.count() == 1

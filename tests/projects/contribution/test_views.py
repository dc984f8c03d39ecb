from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from projects.contribution import actions, deliveries, views
from projects.contribution.models import Contribution, Delivery
from projects.ledger import actions as ledger
from tests.cast import make_partnership
from tests.once import post
from tests.projects.contribution import making

State = Contribution.State
NEW = "/contributions/new/"
NOBODY = "01a20668-7042-75bf-beeb-000000000000"
FROM_LIST = {"headers": {"referer": "http://testserver/contributions/"}}


def form_of(cast, team=None, **changes) -> dict:
    """What a person types into the request."""
    giver = cast.other(team or cast.social).org
    return {
        "partnership": str(cast.partnership.pk),
        "giver": str(giver.pk),
        "kind": "money",
        "title": "Sommerfest",
        "money_amount": "1.234,50",
        "money_type": "zuschuss",
        "purpose": "Für alle",
        "starts_on": "2026-07-01",
        "ends_on": "31.07.2026",
    } | changes


@pytest.mark.parametrize("index", [0, 1])
def test_create__works__in_either_direction(client, cast, index):
    team = cast.teams[index]
    client.force_login(team.staff)
    assert client.get(NEW, follow=True).status_code == 200
    answer = post(client, NEW, form_of(cast, team))
    contribution = Contribution.objects.get()
    assert answer.url == contribution.get_absolute_url()
    assert (contribution.receiver, contribution.asked, contribution.ends_on) == (team.org, Decimal("1234.50"), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"kind": "rooms", "area": "120", "rent": "7,62", "rent_source": "Mietspiegel", "rent_date": "2025-01-01"}, "914.40"),
        (
            {"kind": "rooms", "area": "120", "rent": "7,62", "room_months": "0,5", "rent_source": "Mietspiegel", "rent_date": "1.1.2025"},
            "457.20",
        ),
        ({"kind": "time", "hours": "12", "hour_rate": "52", "hour_source": "Vollkosten"}, "624.00"),
        ({"kind": "volunteer", "volunteer_hours": "100", "volunteer_rate": "15", "volunteer_source": "Pauschale"}, "1500.00"),
        ({"kind": "goods", "goods_value": "80"}, "80.00"),
        # nonsense in the fields of another kind does not matter
        ({"area": "viel", "hours": "1e9", "rent_date": "gestern"}, "1234.50"),
    ],
)
def test_create__each_kind(client, cast, typed, asked):
    client.force_login(cast.social.staff)
    assert post(client, NEW, form_of(cast, **typed)).status_code == 302
    assert Contribution.objects.get().asked == Decimal(asked)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("money_amount", "1e9", "Zahl"),
        ("money_amount", "-5", "größer"),
        ("money_amount", "0", "größer"),
        ("money_amount", "1,005", None),
        ("money_amount", "12,345", None),
        ("money_amount", "99999999999", "kleiner"),
        ("money_amount", "", "erforderlich"),
        ("money_type", "", "erforderlich"),
        ("ends_on", "2026-06-30", "Ende"),
        ("ends_on", "31.02.2026", "gültiges Datum"),
        ("starts_on", "0026-07-01", "Jahr"),
        ("title", "x" * 161, "160"),
        ("title", "a\x07b", "Steuerzeichen"),
        ("purpose", "x" * 4001, "4000"),
        ("giver", NOBODY, "gültige Auswahl"),
        ("kind", "gold", "gültige Auswahl"),
        ("project", NOBODY, "gültige Auswahl"),
    ],
)
def test_create__bad_input__a_sentence_and_nothing_lost(client, cast, field, typed, sentence):
    client.force_login(cast.social.staff)
    answer = post(client, NEW, form_of(cast, **{field: typed}))
    if sentence is None:  # 1,005 and 12,345: German three places, a half cent
        assert answer.status_code == 422
    else:
        assert answer.status_code == 422
        assert sentence in " ".join(str(error) for errors in answer.context["form"].errors.values() for error in errors)
    assert Contribution.objects.count() == 0
    assert "Für alle" in answer.content.decode() or field == "purpose"


def test_create__html_is_text(client, cast):
    client.force_login(cast.social.staff)
    post(client, NEW, form_of(cast, title="<b>Fest</b>", purpose="<script>x</script>"))
    page = client.get(Contribution.objects.get().get_absolute_url()).content.decode()
    assert "&lt;b&gt;Fest" in page
    assert "<script>x" not in page


def test_create__double_click__makes_one(client, cast):
    client.force_login(cast.social.staff)
    form = form_of(cast, once=str(uuid4()))
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first.url == second.url
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("text", ["nonsense", NOBODY])
def test_create__foreign_partnership__is_404(client, cast, text):
    client.force_login(cast.social.staff)
    assert client.get(f"{NEW}?partnership={text}").status_code == 404


def test_create__reader__is_refused_with_a_sentence(client, cast):
    client.force_login(cast.social.reader)
    page = client.get(f"{NEW}?partnership={cast.partnership.pk}", follow=True, **FROM_LIST)
    assert "nur lesen" in page.content.decode()
    post(client, NEW, form_of(cast), **FROM_LIST)
    assert Contribution.objects.count() == 0


def test_create__several_partnerships__one_chooses(client, cast):
    make_partnership(cast.social, cast.housing, title="Zweite")
    client.force_login(cast.social.staff)
    assert "Zweite" in client.get(NEW).content.decode()


PAGES = ["detail", "edit", "decide", "deliver", "write"]
BUTTONS = ["answer", "accept", "withdraw", "decide", "edit", "deliver", "write"]


@pytest.mark.parametrize("name", PAGES)
def test_pages__outsider_and_observer__404(client, cast, name):
    url = reverse(f"contribution_{name}", args=[making.asked(cast).pk])
    for person in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(person)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("button", BUTTONS)
def test_buttons__outsider_404__reader_refused__nothing_written(client, cast, button):
    contribution = making.asked(cast)
    url = reverse(f"contribution_{button}", args=[contribution.pk])
    data = {"edition": 1, "answer": "grant", "text": "Ja", "on": "2026-05-01", "amount": "5"} | form_of(cast)
    client.force_login(cast.outsider.coordinator)
    assert post(client, url, data).status_code == 404
    for team in cast.teams:
        client.force_login(team.reader)
        assert post(client, url, data, **FROM_LIST).status_code in {302, 422}
    contribution.refresh_from_db()
    assert (contribution.state, contribution.edition) == (State.ASKED, 1)
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("button", ["accept", "withdraw"])
def test_buttons__get__is_refused(client, cast, button):
    client.force_login(cast.social.staff)
    assert client.get(reverse(f"contribution_{button}", args=[making.asked(cast).pk])).status_code == 405


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"answer": "grant"}, State.GRANTED),
        ({"answer": "part", "part_amount": "800,00"}, State.PART),
        ({"answer": "question", "question_text": "Wie viele?"}, State.QUESTION),
        ({"answer": "decline", "reason": "budget", "reason_text": "Der Topf ist leer.", "next_date": "2026-08-28"}, State.DECLINED),
    ],
)
def test_decide__four_answers(client, cast, typed, state):
    contribution = making.asked(cast)
    client.force_login(cast.housing.approver)
    url = reverse("contribution_decide", args=[contribution.pk])
    assert client.get(url).status_code == 200
    assert post(client, url, {"edition": 1} | typed).url == contribution.get_absolute_url()
    contribution.refresh_from_db()
    assert contribution.state == state
    assert client.get(contribution.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"answer": "maybe"},
        {"answer": "part"},
        {"answer": "part", "part_amount": "1200"},
        {"answer": "part", "part_amount": "-1"},
        {"answer": "part", "part_amount": "1e3"},
        {"answer": "question"},
        {"answer": "decline", "reason": "budget"},
        {"answer": "decline", "reason": "budget", "reason_text": "Nein."},
        {"answer": "decline", "reason_text": "Nein."},
        {"answer": "decline", "reason": "budget", "reason_text": "Nein.", "next_date": "2026-05-31"},
        {"answer": "grant", "edition": "7"},
        {"answer": "grant", "edition": "x"},
    ],
)
def test_decide__bad_input__is_said_and_kept(client, cast, typed):
    contribution = making.asked(cast)
    client.force_login(cast.housing.approver)
    answer = post(client, reverse("contribution_decide", args=[contribution.pk]), {"edition": "1", "part_text": "Mehr geht nicht"} | typed)
    assert answer.status_code == 422
    assert "Mehr geht nicht" in answer.content.decode()
    contribution.refresh_from_db()
    assert contribution.state == State.ASKED


def test_decide__too_late__says_who_was_quicker(client, cast):
    contribution = making.granted(cast)
    client.force_login(cast.housing.approver)
    answer = post(client, reverse("contribution_decide", args=[contribution.pk]), {"edition": 1, "answer": "grant"})
    assert answer.status_code == 422
    assert "Bau approver hat schon am" in answer.content.decode()


def test_decide__from_the_inbox__goes_back_there(client, cast):
    contribution = making.asked(cast)
    client.force_login(cast.housing.approver)
    assert contribution.title in client.get(reverse("contribution_inbox")).content.decode()
    answer = post(client, reverse("contribution_decide", args=[contribution.pk]) + "?from=inbox", {"edition": 1, "answer": "grant"})
    assert answer.url == reverse("contribution_inbox")
    assert "Nichts zu entscheiden" in client.get(answer.url).content.decode()


def test_edit__keeps_what_stands__new_edition(client, cast):
    contribution = making.asked(cast, terms=making.rooms())
    client.force_login(cast.social.coordinator)
    url = reverse("contribution_edit", args=[contribution.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"area": "100"}
    assert post(client, url, data).status_code == 302
    contribution.refresh_from_db()
    assert (contribution.edition, contribution.asked, contribution.quantity) == (2, Decimal("9144.00"), Decimal(100))
    assert post(client, url, data).status_code == 302, "what stands there anyway: a double click"
    assert post(client, url, data | {"area": "90"}).status_code == 422


def test_answer__empty__is_said(client, cast):
    contribution = actions.ask_back(making.asked(cast), edition=1, text="Wie viele?", by=cast.housing.approver)
    client.force_login(cast.social.staff)
    url = reverse("contribution_answer", args=[contribution.pk])
    assert client.post(url, {"edition": 2, "text": " "}).status_code == 422
    stale = client.post(url, {"edition": 1, "text": "Achtzig, glaube ich"})
    assert stale.status_code == 422
    assert "Achtzig, glaube ich" in stale.content.decode()
    assert client.post(url, {"edition": 2, "text": "Achtzig"}).status_code == 302


@pytest.mark.parametrize("index", [0, 1])
def test_write__either_side__moves_nothing(client, cast, index):
    contribution = making.delivered(cast).contribution
    client.force_login(cast.teams[index].staff)
    url = reverse("contribution_write", args=[contribution.pk])
    assert client.get(url).status_code == 200
    assert post(client, url, {"text": " "}).status_code == 422
    form = {"text": "Der Betrag ist <b>nicht</b> angekommen.", "once": str(uuid4())}
    assert client.post(url, form).url == client.post(url, form).url
    assert [(message.by, message.organisation) for message in contribution.messages.all()] == [
        (cast.teams[index].staff, cast.teams[index].org)
    ]
    assert Contribution.objects.get().state == State.DELIVERED
    assert "&lt;b&gt;nicht" in client.get(contribution.get_absolute_url()).content.decode()


def test_deliver__correct__take_back__confirm(client, cast):
    contribution = making.granted(cast)
    client.force_login(cast.housing.staff)
    url = reverse("contribution_deliver", args=[contribution.pk])
    assert client.get(url).status_code == 200
    answer = post(client, url, {"on": "2026-05-01", "amount": "1.300,00", "meant": ["surplus:100.00"]})
    assert answer.url == contribution.get_absolute_url()
    assert "100,00\u00a0€ mehr" in client.get(answer.url).content.decode()
    delivery = Delivery.objects.get()
    edit = reverse("delivery_edit", args=[delivery.pk])
    assert client.get(edit).status_code == 200
    assert post(client, edit, {"on": "2026-05-01", "amount": "600", "edition": "1"}).status_code == 302
    assert post(client, edit, {"on": "2026-05-01", "amount": "500", "edition": "1"}).status_code == 422
    assert post(client, edit, {"on": "2026-05-01", "amount": "500"}).status_code == 422
    post(client, url, {"on": "2026-05-02", "amount": "1"})
    second = Delivery.objects.get(amount=1)
    client.post(reverse("delivery_take_back", args=[second.pk]), {"edition": 1})
    client.force_login(cast.social.finance)
    client.post(reverse("delivery_confirm", args=[delivery.pk]), {"edition": 2})
    contribution.refresh_from_db()
    assert (contribution.delivered, contribution.confirmed, contribution.state) == (Decimal(600), Decimal(600), State.GRANTED)
    assert "Bau staff" in client.get(contribution.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "typed", [{"on": ""}, {"on": "2027-01-01"}, {"on": "31.02.2026"}, {"amount": ""}, {"amount": "1e9"}, {"amount": "-4"}]
)
def test_deliver__bad_input(client, cast, typed):
    contribution = making.granted(cast)
    client.force_login(cast.housing.staff)
    answer = post(
        client, reverse("contribution_deliver", args=[contribution.pk]), {"on": "2026-05-01", "amount": "5", "note": "Überweisung"} | typed
    )
    assert answer.status_code == 422
    assert "Überweisung" in answer.content.decode()
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("button", ["delivery_edit", "delivery_confirm", "delivery_take_back"])
def test_delivery_buttons__outsider_404(client, cast, button):
    delivery = making.delivered(cast)
    client.force_login(cast.outsider.coordinator)
    assert post(client, reverse(button, args=[delivery.pk]), {"edition": 1}).status_code == 404


def test_value__preview(client, cast):
    client.force_login(cast.social.staff)
    page = client.get(reverse("contribution_value"), {"kind": "rooms", "area": "120", "rent": "7,62", "room_months": "12"})
    assert "10.972,80\u00a0€" in page.content.decode()
    for typed in ({}, {"kind": "x"}, {"kind": "time", "hours": "1e9", "hour_rate": "<b>"}, {"kind": "money", "money_amount": "5"}):
        page = client.get(reverse("contribution_value"), typed)
        assert page.status_code == 200
        assert "Berechneter Wert" not in page.content.decode()


def test_english__is_complete(client, cast):
    delivery = making.delivered(cast)
    cast.social.people["finance"].language = "en"
    cast.social.people["finance"].save(update_fields=["language"])
    client.force_login(cast.social.finance)
    page = client.get(delivery.contribution.get_absolute_url()).content.decode()
    assert "What came" in page
    deliveries.confirm(delivery, edition=1, by=cast.social.finance)


def test_detail__only_the_givers_people_see_the_decision_button(client, cast):
    for team in cast.teams:
        url = making.asked(cast, team).get_absolute_url()
        client.force_login(team.staff)
        assert "Entscheiden</" not in client.get(url).content.decode()
        client.force_login(cast.other(team).staff)
        assert "Entscheiden</" in client.get(url).content.decode()


def test_detail__a_part_that_came_is_called_a_part__and_the_arrow_reads_as_a_word(client, cast):
    contribution = making.delivered(cast).contribution
    client.force_login(cast.social.staff)
    text = client.get(contribution.get_absolute_url()).content.decode()
    assert "Teilweise geliefert" in text
    assert '<span class="visually-hidden"> an </span>' in text
    making.delivered(cast, amount=contribution.rest, contribution=contribution)
    assert "Geliefert, noch nicht bestätigt" in client.get(contribution.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("count", "waits", "folded"), [(6, None, 0), (7, None, 3), (7, 1, 1), (7, 0, 0), (12, 11, 8)])
def test_what_came__is_folded_up_to_the_first_that_waits_for_somebody(count, waits, folded):
    rows = [SimpleNamespace(confirmed_at=number != waits, proposed_id=None) for number in range(count)]
    assert views._folded(rows) == folded


def test_in_kind__wherever_its_value_stands__it_says_that_it_is_calculated(client, cast):
    making.asked(cast, terms=making.rooms())
    contribution = making.granted(cast, terms=making.rooms())
    first, second = (making.delivered(cast, contribution=contribution, amount=None, quantity=Decimal(1)) for _month in range(2))
    first = deliveries.confirm(first, edition=1, by=cast.social.staff)
    correction = ledger.amend(first, on=date(2026, 4, 1), quantity=Decimal(2), reason="?", by=cast.housing.staff)
    own = [f"/contributions/together/?pick={Contribution.objects.get(state='asked').pk}:1", "/contributions/inbox/"]
    pages = ["/", "/contributions/", "/ledger/", "/ledger/rows/", cast.partnership.get_absolute_url(), contribution.get_absolute_url()]
    pages += [f"/contributions/{contribution.pk}/deliver/", f"/deliveries/{second.pk}/confirm/", correction.get_absolute_url(), *own]
    silent = []
    for path in pages:
        client.force_login(cast.housing.approver if path in own else cast.social.coordinator)
        if "keine Spendenbescheinigung" not in client.get(path, follow=True).content.decode():
            silent.append(path)
    assert silent == []

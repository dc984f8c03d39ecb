"""The small tables inside clauses: what may stand in them, how they travel through form, rows and words, what a comparison tells."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from partnerships.agreement import actions, template
from partnerships.agreement.compare import compare
from partnerships.agreement.models import Agreement
from partnerships.agreement.schemas import SCHEMAS, groups_of, read_data, tables_of
from partnerships.agreement.structure import BadTable
from partnerships.agreement.wording import ClauseText, Wording
from partnerships.base.verdict import Refused
from tests.partnerships.agreement.making import draft, offered, rows_data, sheet_data, wording

ROOMS = {
    "rooms": [
        {"room": "Treff", "address": "Lindenhof 3", "area": "120", "people": "40", "use_type": "leihe_unentgeltlich"},
        {"room": "Büro", "area": "12.5", "rent": "80.00", "use_type": "miete_ermaessigt"},
    ],
    "costs": [{"cost": "heating", "borne_by": "housing"}],
    "rules": [{"small_repairs": "100.00", "others": "asked", "house_rules": True, "permit": False}],
}


def with_rooms(cast, data=ROOMS) -> Wording:
    words = wording(cast)
    return replace(words, clauses=(*words.clauses[:2], replace(words.clauses[2], data=data)))


def cell(column):
    """Something that may stand in this column."""
    texts = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=min(column.most, 40))
    return {
        "text": texts,
        "long": texts,
        "number": st.decimals(0, 99999, places=2).map(str),
        "money": st.decimals(0, 99999, places=2).map(str),
        "year": st.integers(1900, 2200).map(str),
        "date": st.dates(date(1950, 1, 1), date(2150, 1, 1)).map(date.isoformat),
        "choice": st.sampled_from([key for key, _label in column.choices] or [""]),
        "yes": st.booleans(),
        "fixed": st.none(),
    }[column.kind]


def row(group):
    needed = {column.name: cell(column) for column in group.columns if column.needed}
    return st.fixed_dictionaries(needed, optional={column.name: cell(column) for column in group.columns if not column.needed})


@st.composite
def clause_data(draw):
    key = draw(st.sampled_from(sorted(SCHEMAS)))
    return key, {group.key: draw(st.lists(row(group), max_size=1 if group.single else 3)) for group in groups_of(key)}


@given(clause_data())
def test_read__brings_data_into_one_form__and_keeps_it_there(given_data):
    key, data = given_data
    once = read_data(key, data)
    assert read_data(key, once) == once == json.loads(json.dumps(once))
    assert all(rows for rows in once.values())
    for table in tables_of(ClauseText("", "", key, once)):
        assert table.rows
        assert all(len(each) == len(table.columns) for each in table.rows)


@given(clause_data(), clause_data())
def test_compare__tells_nothing_of_the_same__and_something_of_all_else(one, other):
    old, new = (Wording("", None, None, 6, clauses=(ClauseText("T", "B", key, read_data(key, data)),)) for key, data in (one, other))
    assert compare(old, old).is_empty
    assert compare(old, new).is_empty == (old == new)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "keine solche Tabelle"),
        ({"costs": "all"}, "zu viele Zeilen"),
        ({"nothing": []}, "keine solche Tabelle"),
        ({"rooms": [{"room": "A", "colour": "red"}]}, "eine Spalte, die nicht zu ihr gehört"),
        ({"rooms": ["A"]}, "eine Spalte, die nicht zu ihr gehört"),
        ({"rooms": [{"area": "12"}]}, "Bitte füllen Sie „Raum“ aus"),
        ({"rooms": [{"room": "A", "area": "1e9"}]}, "keine Zahl"),
        ({"rooms": [{"room": "A", "area": "NaN"}]}, "keine Zahl"),
        ({"rooms": [{"room": "A", "area": "-1"}]}, "keine Zahl"),
        ({"rooms": [{"room": "A", "area": True}]}, "keine Zahl"),
        ({"rooms": [{"room": "A", "rent": "1.234"}]}, "keine Zahl"),
        ({"rooms": [{"room": "A", "use_type": "squat"}]}, "keine der Möglichkeiten"),
        ({"rooms": [{"room": "A" * 201}]}, "kein Text"),
        ({"rooms": [{"room": {"a": 1}}]}, "kein Text"),
        ({"rooms": [{"room": "A\x00"}]}, "kein Text"),
        ({"rooms": [{"room": "A"}] * 41}, "zu viele Zeilen"),
        ({"rules": [{"others": "no"}, {"others": "no"}]}, "zu viele Zeilen"),
        ({"rules": [{"house_rules": "yes"}]}, "weder ja noch nein"),
    ],
)
def test_read__bad_json__is_refused_with_a_sentence(data, sentence):
    with pytest.raises(BadTable, match=sentence):
        read_data("rooms", data)


def test_read__a_bad_day__is_refused():
    for bad in ("2026-02-30", "0001-01-01", "gestern", 7):
        with pytest.raises(BadTable, match="kein Tag"):
            read_data("purpose", {"goals": [{"goal": "Mehr", "until": bad}]})


@pytest.mark.parametrize("bad", ["", "26", "2026.5", "-2026", "²", "jetzt"])
def test_read__a_bad_year__is_refused(bad):
    with pytest.raises(BadTable, match=r"kein Jahr|füllen Sie „Jahr“ aus"):
        read_data("funding", {"per_year": [{"year": bad, "amount": "1.00"}]})


def test_read__what_is_empty__is_left_out():
    data = {"rooms": [{}, {"room": " Treff ", "address": "", "area": None}], "costs": [], "rules": [{}]}
    assert read_data("rooms", data) == {"rooms": [{"room": "Treff"}]}


def test_read__what_nobody_chooses__is_always_told():
    staff = read_data("staff", {"staff": [{"role": "Leitung", "fte": "0.50"}, {}]})
    assert staff == {"staff": [{"role": "Leitung", "fte": "0.5", "instructed_by": "employer"}]}
    assert tables_of(ClauseText("", "", "staff", staff))[0].rows == [["Leitung", "0,5", "nur durch den Arbeitgeber"]]


def test_tables__show_only_filled_columns__as_people_read_them():
    rooms, costs, rules = tables_of(ClauseText("Räume", "", "rooms", read_data("rooms", ROOMS)))
    assert rooms.columns == ["Raum", "Anschrift", "Fläche", "Höchstens", "Art der Nutzung", "Miete im Monat"]
    assert rooms.rows[1] == ["Büro", "", "12,5 m²", "", "Ermäßigte Miete", "80,00\u00a0€"]
    assert costs.rows == [["Heizung und Warmwasser", "Wohnungsunternehmen"]]
    assert rules.facts[2:] == [("Hausordnung gilt", "ja"), ("Genehmigung für diese Nutzung liegt vor", "nein")]


def test_schemas__every_key_and_column__once():
    for groups in SCHEMAS.values():
        assert len({group.key for group in groups}) == len(groups)
        for group in groups:
            names = [column.name for column in group.columns]
            assert len(set(names)) == len(names)
            assert group.single or group.columns[0].needed


@pytest.mark.parametrize("kind", Agreement.Kind.values)
def test_template__its_tables__are_sound(cast, kind):
    clauses = template.clauses_for(partnership=cast.partnership, kind=kind, head=Wording("", None, None, 6))
    assert [clause.key for clause in clauses if clause.data and clause.data != read_data(clause.key, clause.data)] == []
    data = next(clause for clause in clauses if clause.key == "parties").data
    assert data["representation"] == [
        {"party": "Bau Auenstedt", "person": "Bau signatory", "authority": "alone"},
        {"party": "Klang Auenstedt", "person": "Klang signatory", "authority": "alone"},
    ]
    assert {"party": "Klang Auenstedt", "legal_form": "gGmbH", "seat": "Auenstedt"} in data["register"]


def test_form__gives_back_what_was_kept(client, cast):
    agreement = draft(cast, **vars(with_rooms(cast)))
    client.force_login(cast.social.coordinator)
    shown = client.get(reverse("agreement_edit", args=[agreement.pk])).context["sheet"]
    sent = {"do": "save"}
    for part in [shown.form, *shown.promises, *(part.form for part in shown.clauses.parts)]:
        sent |= _sent(part)
    for formset in [shown.clauses.formset, shown.promises, *(table.rows for part in shown.clauses.parts for table in part.tables)]:
        sent |= _sent(formset.management_form)
        for form in formset:
            sent |= _sent(form)
    before = Wording.of(agreement.current())

    answer = client.post(reverse("agreement_edit", args=[agreement.pk]), sent)

    assert answer.status_code == 302
    after = Wording.of(Agreement.objects.get().current())
    assert before.clauses[2].data == ROOMS
    assert compare(before, after).is_empty
    assert before == after


def _sent(form) -> dict:
    """What a browser sends of a form it was shown."""
    return {form.add_prefix(name): "" if (value := form[name].value()) is None else value for name in form.fields}


def test_edit__rows_are_added_and_removed_without_javascript__nothing_typed_is_lost(client, cast):
    agreement = draft(cast, **vars(with_rooms(cast)))
    client.force_login(cast.social.coordinator)
    url = reverse("agreement_edit", args=[agreement.pk])
    data = sheet_data(agreement, with_rooms(cast)) | {"clause-2-rooms-1-area": "Unsinn", "clause-1-body": "Neu getippt."}

    added = client.post(url, data | {"do": "clause-2-rooms-add"})
    removed = client.post(url, data | {"do": "clause-2-rooms-remove-0"})
    moved = client.post(url, data | {"do": "clause-up-2"})

    assert [response.status_code for response in (added, removed, moved)] == [200, 200, 200]
    assert _rooms(added, 2) == [("Treff", "120"), ("Büro", "Unsinn"), ("", "")]
    assert added.context["sheet"].focus == "clause-2-rooms-2"
    assert _rooms(removed, 2) == [("Büro", "Unsinn")]
    assert _rooms(moved, 1) == [("Treff", "120"), ("Büro", "Unsinn")]
    assert all("Neu getippt." in response.content.decode() for response in (added, removed, moved))
    assert Agreement.objects.get().current().saves == 1


def _rooms(response, at: int) -> list[tuple[str, str]]:
    rows = response.context["sheet"].clauses.parts[at].tables[0].rows
    return [(form["room"].value() or "", form["area"].value() or "") for form in rows]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"clause-2-rooms-1-area": "viel"}, "Büro"),
        ({"clause-2-rooms-1-room": ""}, "Dieses Feld ist zwingend erforderlich."),
        ({"clause-2-rooms-1-use_type": "squat"}, "keine gültige Auswahl"),
        ({"clause-2-rules-0-small_repairs": "-5"}, "größer"),
        ({"clause-2-rooms-TOTAL_FORMS": "x"}, "manipuliert"),
    ],
)
def test_edit__a_bad_cell__is_told_at_its_place(client, cast, typed, sentence):
    agreement = draft(cast, **vars(with_rooms(cast)))
    client.force_login(cast.social.coordinator)
    response = client.post(reverse("agreement_edit", args=[agreement.pk]), sheet_data(agreement, with_rooms(cast)) | typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert response.context["sheet"].clauses.parts[2].is_open
    places = [place for place, _error in response.context["sheet"].problems]
    assert all(f'id="{place}"' in page for place in places)
    assert Agreement.objects.get().current().saves == 1


@pytest.mark.parametrize("do", ["clause-9-rooms-add", "clause-2-nothing-add", "clause-2-rooms-remove-99", "clause-2-rooms-remove-²"])
def test_edit__a_button_for_a_table_that_is_not_there__no_error_page(client, cast, do):
    agreement = draft(cast, **vars(with_rooms(cast)))
    client.force_login(cast.social.coordinator)
    response = client.post(reverse("agreement_edit", args=[agreement.pk]), sheet_data(agreement, with_rooms(cast)) | {"do": do})
    assert response.status_code == 200
    assert _rooms(response, 2) == [("Treff", "120"), ("Büro", "12.5")]


def test_edit__a_known_clause_is_added_with_its_words_and_tables(client, cast):
    agreement = draft(cast)
    client.force_login(cast.social.coordinator)
    data = sheet_data(agreement, wording(cast)) | {"do": "clause-add", "add_key": "conflict"}
    sheet = client.post(reverse("agreement_edit", args=[agreement.pk]), data).context["sheet"]
    new = sheet.clauses.parts[-1]
    assert (new.form["title"].value(), new.form["key"].value(), new.is_open) == ("Meinungsverschiedenheiten", "conflict", True)
    assert new.tables[0].shown == 4
    assert "conflict" not in dict(sheet.clauses.kinds)
    assert "windup" in dict(sheet.clauses.kinds)


def test_create__bad_data__is_refused_and_nothing_is_written(cast):
    with pytest.raises(Refused, match="Räume: „Fläche“ ist keine Zahl"):
        draft(cast, **vars(with_rooms(cast, {"rooms": [{"room": "A", "area": "viel"}]})))
    assert Agreement.objects.count() == 0


def test_create__too_many_rows_in_all__is_refused(cast):
    many = tuple(ClauseText(title=key, body="", key=key, data={}) for key in ("area", "staff", "contacts", "conflict", "windup", "keys"))
    rows = {
        "addresses": "street",
        "projects": "project",
        "staff": "role",
        "contacts": "topic",
        "levels": "who",
        "checklist": "item",
        "keys": "key",
    }
    full = [
        replace(each, data={group.key: [{rows[group.key]: f"{number}"} for number in range(40)] for group in groups_of(each.key)})
        for each in many
    ]
    texts = [replace(each, key=f"own-{number}", data={}) for number, each in enumerate(full)]
    purpose = ClauseText(
        "Zweck", "", "purpose", {"goals": [{"goal": f"{n}"} for n in range(40)], "target_groups": [{"group": f"{n}"} for n in range(40)]}
    )
    rooms = ClauseText("Räume", "", "rooms", {"rooms": [{"room": f"{n}"} for n in range(40)], "costs": [{"cost": "other"}] * 40})
    with pytest.raises(Refused, match="mehr als 400 Zeilen"):
        draft(cast, clauses=(*full, purpose, rooms, *texts))


def test_digest__covers_every_cell(cast):
    first = draft(cast, **vars(with_rooms(cast)))
    other = json.loads(json.dumps(ROOMS))
    other["rooms"][0]["area"] = "121"
    second = draft(cast, **vars(with_rooms(cast, other)))
    same = draft(cast, **vars(with_rooms(cast)))
    assert first.digest() != second.digest()
    assert first.digest() == same.digest()


def test_counter__only_a_cell_changed__is_a_counter_proposal_told_value_by_value(client, cast):
    agreement = offered(cast, **vars(with_rooms(cast)))
    data = {
        "rooms": [ROOMS["rooms"][0] | {"area": "110"}, {"room": "Garten", "use_type": "mitnutzung_freiflaeche"}],
        "costs": ROOMS["costs"],
        "rules": [ROOMS["rules"][0] | {"small_repairs": "250.00"}],
    }
    actions.counter(agreement, edition=1, wording=with_rooms(cast, data), comment="Nachgemessen.", by=cast.housing.coordinator)

    client.force_login(cast.social.coordinator)
    response = client.get(reverse("agreement_compare", args=[agreement.pk]))

    change = response.context["comparison"].clauses[2]
    assert change.status == "changed"
    rooms, rules = change.tables
    assert [(each.status, each.title) for each in rooms.rows] == [("changed", "Treff"), ("added", "Garten"), ("removed", "Büro")]
    assert [(value.label, value.old, value.new) for value in rooms.rows[0].values] == [("Fläche", "120 m²", "110 m²")]
    assert [(value.label, value.new) for value in rooms.rows[1].values] == [
        ("Raum", "Garten"),
        ("Art der Nutzung", "Mitnutzung einer Freifläche"),
    ]
    assert [(value.label, value.old, value.new) for value in rules.rows[0].values] == [
        ("Kleine Reparaturen bis", "100,00\u00a0€", "250,00\u00a0€")
    ]
    page = response.content.decode()
    assert "120 m²" in page
    assert "110 m²" in page


def test_counter__the_same_cells__is_no_counter_proposal(cast):
    agreement = offered(cast, **vars(with_rooms(cast)))
    same = json.loads(json.dumps(ROOMS))
    same["rooms"][1]["area"] = "12.50"
    same["costs"].append({})
    with pytest.raises(Refused, match="Es wurde nichts geändert"):
        actions.counter(agreement, edition=1, wording=with_rooms(cast, same), comment="Gleich.", by=cast.housing.coordinator)


def test_compare__a_row_with_another_name__is_found_by_what_it_shares():
    old = ClauseText("Räume", "", "rooms", {"rooms": [{"room": "Treff", "address": "Lindenhof 3", "area": "120"}]})
    new = replace(old, data={"rooms": [{"room": "Treffpunkt", "address": "Lindenhof 3", "area": "120"}]})
    [table] = compare(*(Wording("", None, None, 6, clauses=(each,)) for each in (old, new))).clauses[0].tables
    assert [(each.status, [(value.old, value.new) for value in each.values]) for each in table.rows] == [
        ("changed", [("Treff", "Treffpunkt")])
    ]


def test_compare__rows_in_another_order__are_told_as_moved():
    old = ClauseText("Schritte", "", "conflict", {"levels": [{"who": "A"}, {"who": "B"}]})
    new = replace(old, data={"levels": [{"who": "B"}, {"who": "A"}]})
    [table] = compare(*(Wording("", None, None, 6, clauses=(each,)) for each in (old, new))).clauses[0].tables
    assert (table.moved, table.rows, table.same) == (True, [], 2)


def test_detail__shows_the_tables(client, cast):
    agreement = offered(cast, **vars(with_rooms(cast)))
    client.force_login(cast.housing.reader)
    for url in (agreement.get_absolute_url(), reverse("agreement_edition", args=[agreement.pk, 1])):
        page = client.get(url).content.decode()
        assert "Lindenhof 3" in page
        assert "Loan, free of charge" not in page
        assert "Leihe, unentgeltlich" in page
    assert Decimal("12.5") == Decimal(agreement.current().clauses.get(key="rooms").data["rooms"][1]["area"])


def test_rows_data__is_what_the_page_sends():
    assert rows_data("x", [{"a": "1"}]) == {"x-TOTAL_FORMS": 1, "x-INITIAL_FORMS": 0, "x-0-a": "1"}

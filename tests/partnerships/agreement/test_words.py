"""The template, the hints, the comparison, and what a promise is worth."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from partnerships.agreement import compare as compared
from partnerships.agreement.compare import Piece, compare, pieces
from partnerships.agreement.edition import periods
from partnerships.agreement.hints import hints_on
from partnerships.agreement.models import Agreement
from partnerships.agreement.template import clauses_for
from partnerships.agreement.wording import GAP, ClauseText, PromiseText, Wording, numbered
from partnerships.partnership.models import Side
from tests.cast import make_partnership, make_team
from tests.partnerships.agreement.making import promises, wording

HEAD = Wording("Vereinbarung", None, None, 6)


@pytest.mark.parametrize("kind", Agreement.Kind.values)
def test_template__every_kind__refers_only_to_clauses_it_has(cast, kind):
    cast.partnership.fields_of_action = ["meeting_place", "garden"]
    words = wording(cast, clauses=clauses_for(partnership=cast.partnership, kind=kind, head=HEAD), promises=())
    assert len(words.clauses) > 5
    assert {clause.key for clause in words.clauses} >= {"parties", "preamble", "privacy"}
    assert not any("{§" in clause.body for clause in words.clauses)
    assert {hint.id for hint in hints_on(words, kind)} - {"gaps"} == ({"written_form"} if kind == "subsidy" else set())


def test_template__fills_in_what_is_known(cast):
    cast.partnership.fields_of_action = ["meeting_place", "garden"]
    cast.partnership.quarters.create(name="Lindenhof", city="Auenstedt", brought_in_by=cast.social.org)
    head = replace(HEAD, starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31), notice_months=3, notice_to="quarter")
    clauses = clauses_for(partnership=cast.partnership, kind="cooperation", head=head)
    body = {clause.key: clause.body for clause in clauses}
    assert body["preamble"].startswith("Beide Partner wollen, dass Menschen in Lindenhof gut und gern zusammenleben. Klang bringt")
    assert "gilt für Lindenhof. Handlungsfelder sind Stadtteiltreff und Gemeinschaftsgarten." in body["area"]
    assert body["funding"].startswith("Bau gewährt für die Zeit vom 01.01.2026 bis 31.12.2027 einen zweckgebundenen")
    assert body["term"].startswith("(1) Die Vereinbarung gilt vom 01.01.2026 bis 31.12.2027. Sie endet, ohne dass")
    assert "mit einer Frist von 3 Monaten zum Quartalsende gekündigt werden. Für die Kündigung gilt: Textform." in body["term"]
    assert GAP.findall(body["term"]) == []


def test_template__automatic_renewal__is_written_into_the_text(cast):
    head = replace(HEAD, ends_on=date(2027, 12, 31), renewal="auto", renewal_months=12, notice_form="schriftform")
    body = {clause.key: clause.body for clause in clauses_for(partnership=cast.partnership, kind="use", head=head)}
    assert "Sie verlängert sich jeweils um 12 Monate, wenn niemand rechtzeitig kündigt." in body["term"]
    assert "Für die Kündigung gilt: Schriftform." in body["term"]


def test_template__several_on_a_side__get_a_common_name(cast):
    second = make_team("Nord", "housing", Side.HOUSING, ["signatory"])
    partnership = make_partnership(cast.social, cast.housing, second)
    body = {clause.key: clause.body for clause in clauses_for(partnership=partnership, kind="cooperation", head=HEAD)}
    assert (
        "Bau Auenstedt, Auenstedt, vertreten durch Bau signatory\nNord Auenstedt, Auenstedt, vertreten durch Nord signatory"
        in body["parties"]
    )
    assert "nachfolgend gemeinsam „Seite B“" in body["parties"]
    assert "Ein Anspruch von Seite B auf eine bestimmte Gegenleistung" in body["contrib_housing"]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("Im Gegenzug nennt Klang den Namen von Bau.", "steuerpflichtigen Auftrag"),
        ("Als Gegenleistung berät Klang die Mieter.", "steuerpflichtigen Auftrag"),
        ("Die Angebote sind nur für Mieterinnen und Mieter von Bau.", "Bewohnerinnen und Bewohnern offenstehen"),
        ("Bau übergibt Klang eine Mieterliste.", "Rechtsgrundlage"),
        ("Näheres steht in § 9.", "verweist auf § 9"),
        ("Bau zahlt {Betrag} Euro.", "Eine Lücke"),
    ],
)
def test_hints__tell(cast, body, hint):
    clauses = (ClauseText(key="one", title="Eins", body=body),)
    texts = [found.text for found in hints_on(wording(cast, clauses=clauses, promises=()), "cooperation")]
    assert len(texts) == 1
    assert hint in texts[0]


@pytest.mark.parametrize(
    "body",
    [
        "Eine Gegenleistung entsteht dadurch nicht.",
        "Klang arbeitet ohne Gegenleistung.",
        "Die Angebote stehen allen offen, auch Mieterinnen und Mietern.",
        "Daten von Mietern werden nicht ausgetauscht.",
        "Siehe § 598 BGB und § 1.",
    ],
)
def test_hints__keep_silent(cast, body):
    clauses = (ClauseText(key="one", title="Eins", body=body),)
    assert hints_on(wording(cast, clauses=clauses, promises=()), "cooperation") == []


def test_hints__rooms_without_an_end__and_promises_beyond_the_term(cast):
    open_end = [hint.text for hint in hints_on(wording(cast, ends_on=None), "use")]
    assert [text[:30] for text in open_end] == ["Ohne vereinbartes Ende kann ei"]
    beyond = [hint.text for hint in hints_on(wording(cast, ends_on=date(2026, 12, 31)), "cooperation")]
    assert len(beyond) == 3
    assert "reicht über die Laufzeit" in beyond[0]


def test_hints__payment_for_a_service__belongs_into_a_service_contract(cast):
    fee = replace(promises(cast)[0], money_type="leistung")
    assert len(hints_on(wording(cast, promises=(fee,)), "cooperation")) == 1
    assert hints_on(wording(cast, promises=(fee,)), "service") == []


def test_pieces__word_by_word():
    assert pieces("Sie treffen sich monatlich im Treff.", "Sie treffen sich jede Woche im Treff.") == [
        Piece("same", "Sie treffen sich "),
        Piece("del", "monatlich "),
        Piece("ins", "jede Woche "),
        Piece("same", "im Treff."),
    ]
    assert pieces("Sie feiern.", "Sie feiern. Jedes Jahr.") == [Piece("same", "Sie feiern. "), Piece("ins", "Jedes Jahr.")]


@pytest.mark.parametrize("count", [3, 5000])
def test_pieces__lose_nothing(count):
    old = "".join(f"Wort{number} " + ("\n" if number % 7 else ". ") for number in range(count))
    new = old.replace("Wort2 ", "Neu2 ").replace("Wort1 ", "")
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "ins") == old
    assert "".join(piece.text for piece in found if piece.op != "del") == new


def test_compare__finds_what_was_changed_moved_added_removed(cast):
    old = wording(cast)
    parties, purpose, rooms = old.clauses
    extra = ClauseText(key="own-1", title="Feste", body="Einmal im Jahr.")
    money, _room, hours = old.promises
    new = replace(
        old,
        ends_on=date(2029, 12, 31),
        clauses=(rooms, parties, replace(purpose, body="Die Partner wollen gute Nachbarschaft."), extra),
        promises=(replace(money, amount=Decimal(7000)), hours),
    )

    found = compare(old, new)

    assert [(change.label, change.old, change.new) for change in found.term] == [("Bis", "31.12.2030", "31.12.2029")]
    assert [(change.number, change.status, change.moved) for change in found.clauses] == [
        ("§\u00a01", "same", True),
        ("", "same", False),
        ("§\u00a02", "changed", False),
        ("§\u00a03", "added", False),
    ]
    assert [(change.title, change.status) for change in found.promises] == [
        ("Zuschuss", "changed"),
        ("Ehrenamt", "same"),
        ("Gruppenraum", "removed"),
    ]
    assert [(value.label, value.old, value.new) for value in found.promises[0].values] == [
        ("Betrag oder Wert", "6.000,00\u00a0€", "7.000,00\u00a0€")
    ]
    assert (found.changed_clauses, found.changed_promises, found.is_empty) == (3, 2, False)
    assert compare(old, old).is_empty


def test_compare__a_removed_clause__stands_where_it_stood(cast):
    old = wording(cast)
    found = compare(old, replace(old, clauses=(old.clauses[0], old.clauses[2])))
    assert [(change.number, change.status) for change in found.clauses] == [("", "same"), ("", "removed"), ("§\u00a01", "same")]


def test_compare__shows_every_value_of_a_promise():
    assert {field.name for field in fields(PromiseText)} - {"key"} == set(compared.LABELS)


def test_numbered__parties_and_preamble_have_none():
    clauses = [ClauseText(key=key, title=key, body="") for key in ("parties", "preamble", "purpose", "own-1")]
    assert [number for number, _clause in numbered(clauses)] == ["", "", "§\u00a01", "§\u00a02"]


@pytest.mark.parametrize(
    ("per", "start", "end", "count"),
    [
        ("once", date(2026, 1, 1), date(2030, 12, 31), 1),
        ("month", date(2026, 1, 1), date(2026, 12, 31), 12),
        ("month", date(2026, 1, 15), date(2026, 2, 14), 1),
        ("month", date(2026, 1, 15), date(2026, 2, 15), 2),
        ("month", date(2026, 5, 3), date(2026, 5, 3), 1),
        ("month", date(2028, 2, 29), date(2029, 2, 28), 12),
        ("year", date(2026, 1, 1), date(2027, 12, 31), 2),
        ("year", date(2026, 3, 1), date(2027, 12, 31), 2),
        ("year", date(2026, 1, 1), date(2027, 1, 1), 2),
    ],
)
def test_periods__what_has_begun_counts(per, start, end, count):
    assert periods(per, start, end) == count

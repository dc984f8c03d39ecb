"""A proof from the first receipt to the last day it is kept, in both directions."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pypdf
import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.approval import actions as approval
from partnerships.approval.release import Release
from partnerships.base import clock
from partnerships.base.verdict import Refused
from partnerships.export.build import build, claim, folder
from partnerships.export.models import Export
from partnerships.notice.models import Letter as Mail
from partnerships.todo.registry import todos_of
from projects.booking import actions as bookings
from projects.contribution.parts import told_of_earlier
from projects.funding import blockers
from projects.proof import actions
from projects.proof.content import digest_of, rest_of
from projects.proof.due import later, periods
from projects.proof.laying import lay_out_all
from projects.proof.models import Check, DueRule, Proof, Submission
from projects.proof.news import remind
from projects.receipt import actions as receipts
from projects.receipt.models import Receipt
from tests.once import body, post
from tests.projects.booking import making as booking_making
from tests.projects.funding import making as funding_making
from tests.projects.proof import making
from tests.projects.receipt import making as receipt_making

State = Proof.State


@pytest.fixture(autouse=True)
def _place_and_time(settings, tmp_path):
    settings.MEDIA_ROOT, settings.EXPORT_DIR = tmp_path / "media", tmp_path / "exports"
    with clock.travel(clock.at(making.LATER, 16)):
        yield


@pytest.mark.parametrize(
    ("after", "count", "unit", "due"),
    [
        ("end", 6, "months", [date(2028, 6, 30)]), ("end", 4, "weeks", [date(2028, 1, 28)]), ("end", 30, "days", [date(2028, 1, 30)]),
        ("year", 3, "months", [date(2027, 3, 31), date(2028, 3, 31)]), ("fixed", 6, "months", [date(2028, 2, 29)]),
        ("instalment", 60, "days", [date(2026, 10, 30), date(2027, 3, 2)]),
    ],
)  # fmt: skip
def test_due__follows_the_rule(after, count, unit, due):
    paid = [date(2027, 1, 1), date(2026, 8, 31)]
    found = periods(date(2026, 7, 1), date(2027, 12, 31), after=after, count=count, unit=unit, fixed_on=date(2028, 2, 29), paid=paid)
    assert [each.due_on for each in found] == due


@settings(max_examples=30, deadline=None)
@given(
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)), days=st.integers(0, 1500), count=st.integers(1, 24),
    unit=st.sampled_from(["days", "weeks", "months"]), after=st.sampled_from(["end", "year", "instalment"]),
    paid=st.lists(st.integers(0, 1500), max_size=5),
)  # fmt: skip
def test_due__periods_follow_one_another_without_gap(start, days, count, unit, after, paid):
    end = later(start, days, "days")
    came = [later(start, each, "days") for each in paid if each <= days]
    found = periods(start, end, after=after, count=count, unit=unit, fixed_on=None, paid=came)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    for before, each in pairwise(found):
        assert (each.starts_on - before.ends_on).days == 1
    assert all(each.starts_on <= each.ends_on <= end and each.due_on >= each.starts_on for each in found)
    if after != "instalment":
        assert (found[0].starts_on, found[-1].ends_on, found[-1].is_last) == (start, end, True)


@pytest.mark.parametrize(
    ("mode", "spent", "others", "rest"),
    [
        ("gap", "55000", "25000", "0"), ("gap", "54000", "25000", "1000"), ("gap", "55000", "26000", "1000"),
        ("gap", "60000", "25000", "0"), ("share", "44000", "0", "6000"), ("fixed", "44000", "0", "0"),
        ("fixed", "29999.99", "0", "0.01"), (None, "10000", "0", "20000"),
    ],
)  # fmt: skip
def test_rest__follows_from_how_the_plan_finances(mode, spent, others, rest):
    words = {"received": Decimal(30_000), "planned": Decimal(55_000), "granted": Decimal(30_000)}
    assert rest_of(mode=mode, spent=Decimal(spent), others=Decimal(others), **words) == Decimal(rest)


def test_worked_example__the_numbers_of_the_proof(cast):
    proof = making.submitted(cast)
    content = proof.submissions.get().content
    assert [(row["planned"], row["spent"], row["light"]) for row in content["lines"]] == [
        ("38000.00", "36600.00", "near"), ("4000.00", "5200.00", "beyond"), ("3500.00", "3900.00", "over"),
        ("4500.00", "4300.00", "near"), ("5000.00", "5000.00", "near"),
    ]  # fmt: skip
    assert content["total"] == {"planned": "55000.00", "spent": "55000.00", "light": "near"}
    assert content["figures"] == {"spent": "55000.00", "income": "55000.00", "received": "30000.00", "rest": "0.00"}
    assert [row["no"] for row in content["receipts"]] == [1, 2, 3, 4, 5]


def test_life__question_answer_return_correction_acceptance(cast):
    """Here the association gives; what the giver reads never changes under its eyes, and nobody without the right moves anything."""
    team = cast.housing
    giver = cast.other(team)
    proof = making.checking(cast, team)
    first = proof.submissions.get()
    assert (proof.state, first.digest, proof.kept_until) == (State.CHECKING, digest_of(first.content), date(2032, 2, 1))
    with pytest.raises(Refused, match="eingereicht"):
        receipt_making.enter(proof.contribution, team.staff)
    with pytest.raises(Refused, match="Punkt"):
        actions.accept(proof, edition=proof.edition, marks={}, by=giver.finance)
    proof = actions.ask(proof, edition=proof.edition, marks={}, text="Wofür war Beleg 2?", by=giver.finance)
    proof = actions.answer(proof, text="Ein Nähkurs.", by=team.staff)
    proof = actions.send_back(proof, edition=proof.edition, marks={}, text="Bitte den Beleg ordnen.", by=giver.finance)
    assert proof.state == State.RETURNED
    with pytest.raises(Refused, match="Nur Bau schreibt"):
        actions.edit(proof, edition=proof.edition, narrative=making.NARRATIVE, income={}, by=giver.finance)
    receipt = Receipt.objects.get(contribution=proof.contribution, no=2)
    receipts.strike(receipt, edition=1, reason="Gehört zu einem anderen Projekt", by=team.staff)
    proof = making.checking(cast, team, making.submitted(cast, team, proof))
    second = proof.submissions.latest("number")
    assert (second.number, second.content["total"]["spent"], first.content["total"]["spent"]) == (2, "49800.00", "55000.00")
    proof = actions.accept(proof, edition=proof.edition, marks=making.YES, by=giver.finance)
    assert (proof.state, proof.recognised, proof.checked_by) == (State.ACCEPTED, Decimal("49800.00"), giver.finance)
    assert list(Check.objects.filter(proof=proof).values_list("result", flat=True)) == ["question", "return", "accept"]
    assert actions.close(proof, by=giver.coordinator).state == State.CLOSED


def test_narrative__knows_what_rooms_were_used_for(cast):
    """What took place within the period; not what was cancelled, or is asked for only."""
    with clock.travel(clock.at(date(2026, 3, 1), 9)):
        room = booking_making.room(cast)
        for days in (3, 10):
            booking_making.confirmed(cast, granted=room, **booking_making.times(days, length=3))
        gone = booking_making.confirmed(cast, granted=room, purpose="Fest", **booking_making.times(17))
        bookings.cancel(gone, edition=gone.edition, reason="Regen", by=cast.social.staff)
        booking_making.asked(cast, granted=room, purpose="Chor", **booking_making.times(24))
    activities = making.begun(cast).narrative["activities"]
    assert "Kleiderbörse in „Saal“: 2 Termine, 6 Stunden" in activities
    assert not {"Fest", "Chor"} & set(activities.replace(" ", "\n").split())


def test_release__by_another_person_of_the_house_a_no_lets_it_be_written_again(cast):
    proof = making.given(cast)
    release = Release.objects.about(proof).get()
    assert (proof.state, release.subject, release.organisation) == (State.RELEASING, "proof", cast.social.org)
    with pytest.raises(Refused):
        approval.approve(release, by=cast.social.staff)
    approval.refuse(release, reason_shown="Bitte den Ausblick ergänzen.", by=cast.social.approver)
    proof.refresh_from_db()
    assert (proof.state, Submission.objects.count()) == (State.WORK, 0)
    assert receipt_making.enter(proof.contribution, cast.social.staff, amount=Decimal(1)).fixed_at is None


def test_incomplete__is_not_handed_in(cast):
    proof = making.begun(cast)
    with pytest.raises(Refused, match="Bitte schreiben Sie etwas zu"):
        actions.give(proof, edition=proof.edition, declared=True, by=cast.social.staff)
    proof = actions.edit(proof, edition=proof.edition, narrative=making.NARRATIVE, income={}, by=cast.social.staff)
    with pytest.raises(Refused, match="Kommunale Mittel"):
        actions.give(proof, edition=proof.edition, declared=True, by=cast.social.staff)
    written = making.written(cast, grant=making.paid(cast))
    with pytest.raises(Refused, match="Erklärung"):
        actions.give(written, edition=written.edition, declared=False, by=cast.social.staff)


def test_submission__sql_cannot_change_it(cast):
    proof = making.submitted(cast)
    for change in (
        lambda: Submission.objects.update(digest="x"), Submission.objects.all().delete, lambda: Receipt.objects.update(amount=1),
        lambda: Proof.objects.all()._raw_delete("default"),
    ):  # fmt: skip
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()
    assert proof.submissions.get().digest == digest_of(proof.submissions.get().content)


def test_who_sees__the_giver_nothing_before_it_is_handed_in(client, cast):
    proof = making.written(cast)
    client.force_login(cast.housing.finance)
    assert "Text zu aims" not in client.get(proof.get_absolute_url()).content.decode()
    client.force_login(cast.social.reader)
    assert "Text zu aims" in client.get(proof.get_absolute_url()).content.decode()
    making.submitted(cast, proof=proof)
    client.force_login(cast.housing.finance)
    page = client.get(proof.get_absolute_url()).content.decode()
    assert ("Text zu aims" in page, "Firma fees" in page, "5.200,00" in page) == (True, True, True)


def test_pictures__shown_one_by_one_in_an_answer(client, cast):
    grant = making.paid(cast)
    with clock.travel(clock.at(date(2026, 12, 30), 9)):
        receipt = receipt_making.enter(grant, cast.social.staff, amount=Decimal("0.50"), upload=receipt_making.picture())
    proof = making.checking(cast, proof=making.submitted(cast, proof=making.written(cast, grant=grant)))
    actions.ask(proof, edition=proof.edition, marks={}, text="Bitte Beleg 6 zeigen.", by=cast.housing.finance)
    client.force_login(cast.housing.finance)
    assert "Bild<span" not in client.get(proof.get_absolute_url()).content.decode()
    client.force_login(cast.social.staff)
    answered = post(client, reverse("proof_answer", args=[proof.pk]), {"text": "Hier.", "show": [str(receipt.pk)]})
    assert answered.status_code == 302
    client.force_login(cast.housing.finance)
    assert "Bild<span" in client.get(proof.get_absolute_url()).content.decode()
    exported = made(client, proof, "zip")
    names = zipfile.ZipFile(io.BytesIO(exported)).namelist()
    assert [name for name in names if name.endswith(".jpg")] == ["Belege/006-1-ada-weber.jpg"]


def made(client, proof, kind: str) -> bytes:
    """Asked for on its page, built as a worker does, downloaded."""
    answer = client.post(reverse("proof_file", args=[proof.pk]), {"format": kind})
    export = Export.objects.get(pk=answer["Location"].rstrip("/").split("/")[-1])
    if export.state == Export.State.QUEUED:
        build(claim(export.pk))
    export.refresh_from_db()
    assert (export.state, export.error) == (Export.State.DONE, "")
    assert list(folder().glob("*.part*")) == []
    return body(client.get(reverse("export_download", args=[export.pk])))


def test_files__pdf_xlsx_and_zip_say_the_same(client, cast):
    proof = making.submitted(cast)
    client.force_login(cast.housing.finance)
    pdf = pypdf.PdfReader(io.BytesIO(made(client, proof, "pdf")))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert ("5.200,00" in text, "Text zu aims" in text, proof.submissions.get().digest[:20] in text.replace("\n", "")) == (True, True, True)
    book = openpyxl.load_workbook(io.BytesIO(made(client, proof, "xlsx")))
    rows = list(book["Belege"].iter_rows(min_row=2, max_row=6, values_only=True))
    assert (sum(row[-1] for row in rows), rows[0][0]) == (55_000, 1)
    names = zipfile.ZipFile(io.BytesIO(made(client, proof, "zip"))).namelist()
    assert sorted(name.rpartition(".")[2] for name in names) == ["pdf", "xlsx"]


def test_four_eyes__who_wrote_or_released_does_not_check(cast):
    proof = making.submitted(cast)
    with pytest.raises(Refused, match="Ihre Rolle"):
        actions.take_up(proof, by=cast.housing.staff)
    proof.hands.append(cast.housing.finance.pk)
    proof.save(update_fields=["hands"])
    with pytest.raises(Refused, match="Vier-Augen"):
        actions.take_up(proof, by=cast.housing.finance)


def test_rule__set_by_the_giver_never_to_earlier(cast):
    grant = making.paid(cast)
    actions.create(grant, by=cast.social.staff)
    with pytest.raises(Refused, match="nur auf später"):
        actions.set_rule(
            grant, after="end", count=4, unit="weeks", fixed_on=None, with_list=True, with_files=False, by=cast.housing.finance
        )
    with pytest.raises(Refused):
        actions.set_rule(
            grant, after="end", count=9, unit="months", fixed_on=None, with_list=True, with_files=False, by=cast.social.finance
        )
    other = making.paid(cast, title="Zweite")
    actions.set_rule(other, after="end", count=9, unit="months", fixed_on=None, with_list=True, with_files=True, by=cast.housing.finance)
    assert (Proof.objects.get(contribution=other).due_on, DueRule.objects.count()) == (date(2027, 9, 30), 1)


def test_overdue__blocks_is_told_and_stands_in_the_list(client, cast):
    grant = making.paid(cast)
    lay_out_all(clock.today())
    lay_out_all(clock.today())
    proof = Proof.objects.get()
    assert proof.state_label == "Noch nicht fällig"
    assert remind(date(2027, 5, 31)) == 1
    assert {mail.to for mail in Mail.objects.filter(subject__contains="bald fällig")} == {
        cast.social.coordinator.email,
        cast.social.finance.email,
    }
    with clock.travel(clock.at(date(2027, 7, 3), 9)):
        assert proof.state_label == "Überfällig seit 3 Tagen"
        assert told_of_earlier(grant, cast.housing.approver) == ["Verwendungsnachweise: 1 überfällig."]
        assert [todo.ask for todo in todos_of(cast.social.staff)["me"] if todo.overdue] == ["Verwendungsnachweis beginnen"]
        with clock.travel(clock.at(date(2026, 6, 1), 9)):
            call = funding_making.called(cast)
        assert "proof" in {each.key for each in blockers.of(call)}
        client.force_login(cast.housing.finance)
        assert "Stadtteiltreff" in client.get(reverse("proof_list") + "?state=overdue").content.decode()


def test_pages__from_the_first_button_to_the_acceptance(client, cast):
    """Through the pages themselves, as people do; each form takes what it shows."""
    grant = making.paid(cast)
    client.force_login(cast.social.staff)
    assert "Nachweis beginnen" in client.get(grant.get_absolute_url()).content.decode()
    assert post(client, reverse("proof_create", args=[grant.pk])).status_code == 302
    proof = Proof.objects.get()
    edit = reverse("proof_edit", args=[proof.pk])
    form = client.get(edit).context["form"]
    typed = {name: form[name].value() or "Text." for name in form.fields if not name.startswith("income_")}
    typed |= {f"income_{line.pk}": "1.000,00" for line in actions.typed_lines(proof)}
    assert post(client, edit, typed | {"income_x": "1"}).status_code == 302
    assert post(client, edit, typed | {"aims": "a\u202eb"}).status_code == 422
    give = reverse("proof_give", args=[proof.pk])
    assert post(client, give, {"edition": Proof.objects.get().edition}).status_code == 422
    assert post(client, give, {"edition": Proof.objects.get().edition, "declared": "on"}).status_code == 302
    approval.approve(Release.objects.about(proof).get(), by=cast.social.approver)
    client.force_login(cast.housing.finance)
    assert client.post(reverse("proof_take_up", args=[proof.pk])).status_code == 302
    check = reverse("proof_check", args=[proof.pk])
    page = client.get(check)
    assert "Über der Grenze: Honorare." in page.content.decode()
    answers = {"edition": page.context["form"]["edition"].value(), "result": "accept"}
    assert post(client, check, answers | {"result": "part"}).status_code == 422
    assert post(client, check, answers).status_code == 422
    assert post(client, check, answers | {f"point_{key}": "yes" for key in making.YES}).status_code == 302
    assert Proof.objects.get().state == State.ACCEPTED


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_page__cost_the_same(client, cast, count, django_assert_num_queries):
    for number in range(count):
        making.begun(cast, grant=making.paid(cast, title=f"Treff {number}"))
    client.force_login(cast.social.staff)
    client.get(reverse("proof_list"))
    with django_assert_num_queries(6):
        client.get(reverse("proof_list"))
    with django_assert_num_queries(10):  # session, user, standing, proof, releases, lines, receipts with files, came, journal, hands
        client.get(Proof.objects.first().get_absolute_url())

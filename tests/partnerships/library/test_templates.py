"""Templates of one's own: copied, edited in editions, archived, begun with; and nobody else sees them."""

import threading
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from partnerships.agreement.models import Agreement
from partnerships.agreement.template import every_shipped, shipped
from partnerships.agreement.wording import ClauseText
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.library import actions, rules
from partnerships.library.models import AgreementTemplate, TemplateEdition
from tests.once import post
from tests.partnerships.agreement.making import TERM, rows_data


def copied(cast, team=None, name="Unsere Vereinbarung", kind="cooperation") -> AgreementTemplate:
    team = team or cast.social
    return actions.copy(organisation=team.org, kind=kind, name=name, by=team.coordinator)


def sheet(template, **more) -> dict:
    """What the page of a template sends."""
    data = {"do": "save", "name": template.name, "note": template.note, "edition": template.edition, "clause-INITIAL_FORMS": 0}
    texts = template.texts()
    data["clause-TOTAL_FORMS"] = len(texts)
    for number, clause in enumerate(texts):
        data |= {f"clause-{number}-{name}": getattr(clause, name) for name in ("key", "title", "body")}
        for group, rows in clause.data.items():
            data |= rows_data(f"clause-{number}-{group}", rows)
    return data | more


@pytest.mark.parametrize("kind", Agreement.Kind.values)
def test_shipped__every_kind_of_agreement_has_a_text(kind):
    clauses = shipped(kind)
    assert len(clauses) >= 8
    assert len({clause.key for clause in clauses}) == len(clauses)
    assert clauses[0].key == "parties"
    references = {gap for clause in clauses for gap in clause.body.split("{§")[1:]}
    assert {each.split("}")[0] for each in references} <= {clause.key for clause in clauses}


def test_copy__begins_as_the_shipped_text__which_stays_as_it_is(cast):
    template = copied(cast)
    assert template.texts() == shipped("cooperation")
    changed = (replace(template.texts()[0], body="Anders."), *template.texts()[1:])
    actions.edit(template, edition=1, name="Neu", note="", clauses=changed, by=cast.social.coordinator)
    assert shipped("cooperation")[0].body != "Anders."
    assert every_shipped()[0].body != "Anders."
    assert template.texts(1) == shipped("cooperation")
    assert AgreementTemplate.objects.get().texts() == changed


@pytest.mark.parametrize("side", ["social", "housing"])
def test_only_members_see_it__and_those_who_speak_for_the_organisation_edit_it(cast, side):
    team, other = getattr(cast, side), cast.other(getattr(cast, side))
    template = copied(cast, team)
    for person in team.people.values():
        assert AgreementTemplate.objects.visible_to(person).get() == template
    for person in (*other.people.values(), *cast.observer.people.values(), *cast.outsider.people.values()):
        assert not AgreementTemplate.objects.visible_to(person).exists()
    may = {
        seat: bool(rules.may_edit(getattr(team, seat), template)) for seat in ("coordinator", "approver", "signatory", "staff", "reader")
    }
    assert may == {"coordinator": True, "approver": True, "signatory": True, "staff": False, "reader": False}
    with pytest.raises(Refused):
        actions.edit(template, edition=1, name="X", note="", clauses=template.texts(), by=other.coordinator)


def test_observers_keep_none(cast):
    with pytest.raises(Refused, match="Wer beobachtet"):
        actions.copy(organisation=cast.observer.org, kind="use", name="X", by=cast.observer.reader)


def test_edit__a_new_edition__older_ones_are_never_changed(cast):
    template = copied(cast)
    clauses = (*template.texts(), ClauseText("Feste", "Einmal im Jahr."))
    actions.edit(template, edition=1, name="Neu", note="Für Feste", clauses=clauses, by=cast.social.approver)
    template.refresh_from_db()
    assert (template.name, template.edition, template.texts()[-1].title) == ("Neu", 2, "Feste")
    assert [edition.by for edition in template.editions.all()] == [cast.social.coordinator, cast.social.approver]
    first = TemplateEdition.objects.get(number=1)
    for change in (lambda: first.clauses.update(body="heimlich"), first.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_edit__stale_unchanged_unsound_archived__is_refused(cast):
    template = copied(cast)
    by, texts = cast.social.coordinator, template.texts()
    longer = (*texts, ClauseText("Feste", "Jedes Jahr."))
    with pytest.raises(Refused, match="Es wurde nichts geändert"):
        actions.edit(template, edition=1, name=template.name, note="", clauses=texts, by=by)
    with pytest.raises(Refused, match="mindestens einen Abschnitt"):
        actions.edit(template, edition=1, name="N", note="", clauses=(), by=by)
    with pytest.raises(Refused, match="keine solche Tabelle"):
        actions.edit(template, edition=1, name="N", note="", clauses=(ClauseText("A", "", "rooms", {"x": []}),), by=by)
    actions.edit(template, edition=1, name="N", note="", clauses=longer, by=by)
    with pytest.raises(Refused, match="Inzwischen"):
        actions.edit(template, edition=1, name="O", note="", clauses=texts, by=by)
    actions.archive(template, by=by)
    with pytest.raises(Refused, match="ist archiviert"):
        actions.edit(template, edition=2, name="O", note="", clauses=texts, by=by)


def test_names__once_among_those_offered(cast):
    first = copied(cast)
    with pytest.raises(Refused, match="schon ein Muster mit diesem Namen"):
        copied(cast)
    actions.archive(first, by=cast.social.coordinator)
    copied(cast)
    with pytest.raises(Refused, match="schon ein Muster mit diesem Namen"):
        actions.restore(first, by=cast.social.coordinator)
    assert copied(cast, cast.housing).organisation == cast.housing.org


def test_archive_and_restore(cast):
    template = copied(cast)
    actions.archive(template, by=cast.social.signatory)
    with pytest.raises(Refused):
        actions.archive(template, by=cast.social.signatory)
    actions.restore(template, by=cast.social.signatory)
    with pytest.raises(Refused):
        actions.restore(template, by=cast.social.signatory)
    template.refresh_from_db()
    assert template.archived_at is None
    verbs = list(Entry.objects.order_by("pk").values_list("verb", "internal_to"))
    assert verbs == [(f"template.{verb}", cast.social.org.pk) for verb in ("copied", "archived", "restored")]
    assert not Entry.objects.visible_to(cast.housing.coordinator).exists()


@pytest.mark.django_db(transaction=True)
def test_edit_and_edit__one_wins_the_other_is_told(cast):
    template = copied(cast)
    barrier, results = threading.Barrier(2), []

    def save(number):
        barrier.wait()
        clauses = (*template.texts(), ClauseText("Feste", f"Fassung {number}."))
        try:
            actions.edit(template, edition=1, name="N", note="", clauses=clauses, by=cast.social.coordinator)
            results.append("saved")
        except Refused as refused:
            results.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told, saved = sorted(results)
    assert saved == "saved"
    assert "Inzwischen" in told
    assert AgreementTemplate.objects.get().edition == 2


def test_draft__begins_with_a_template_of_ones_own__filled_like_the_portals(client, cast):
    template = copied(cast, kind="grant")
    clauses = (
        ClauseText("Zweck", "{B} fördert {A} für {Zeitraum}. Siehe {§own-1}.", "grant_purpose"),
        ClauseText("Feste", "{Anzahl} im Jahr.", "own-1"),
    )
    actions.edit(template, edition=1, name="Unser Zuschuss", note="", clauses=clauses, by=cast.social.coordinator)
    client.force_login(cast.social.staff)
    page = client.get(f"{reverse('agreement_create')}?text={template.pk}&partnership={cast.partnership.pk}").content.decode()
    assert f'<option value="own-{template.pk}" selected>Unser Zuschuss</option>' in page
    data = {"partnership": cast.partnership.pk, "kind": f"own-{template.pk}", "title": "Zuschuss", "notice_months": "6"}
    data |= TERM | {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    post(client, reverse("agreement_create"), data)

    agreement = Agreement.objects.get()
    assert agreement.kind == "grant"
    bodies = [clause.body for clause in agreement.current().clauses.all()]
    assert bodies == ["Bau fördert Klang für die Zeit vom 01.01.2026 bis 31.12.2026. Siehe §\u00a02.", "{Anzahl} im Jahr."]


@pytest.mark.parametrize("whose", ["other", "archived", "nonsense"])
def test_draft__a_template_that_is_not_offered_to_me__is_no_choice(client, cast, whose):
    template = copied(cast, cast.housing if whose == "other" else cast.social)
    if whose == "archived":
        actions.archive(template, by=cast.social.coordinator)
    client.force_login(cast.social.coordinator)
    key = "x" if whose == "nonsense" else template.pk
    data = {"partnership": cast.partnership.pk, "kind": f"own-{key}", "title": "Zuschuss", "notice_months": "6"} | TERM
    response = post(client, reverse("agreement_create"), data)
    assert response.status_code == 422
    assert "kind" in response.context["form"].errors
    assert not Agreement.objects.exists()


def test_create__a_page_for_those_who_may(client, cast):
    client.force_login(cast.social.staff)
    assert client.get(reverse("agreementtemplate_create")).status_code == 302
    client.force_login(cast.social.coordinator)
    form = {"kind": "use", "organisation": cast.social.org.pk, "name": "Räume", "note": ""}
    response = post(client, reverse("agreementtemplate_create"), form)
    template = AgreementTemplate.objects.get()
    assert response["Location"] == reverse("agreementtemplate_edit", args=[template.pk])
    foreign = post(client, reverse("agreementtemplate_create"), form | {"organisation": cast.housing.org.pk, "name": "Fremd"})
    assert foreign.status_code == 422
    again = post(client, reverse("agreementtemplate_create"), form)
    assert "schon ein Muster mit diesem Namen" in again.content.decode()


def test_edit__page__saves_rearranges_and_keeps_what_was_typed(client, cast):
    template = copied(cast)
    client.force_login(cast.social.coordinator)
    url = reverse("agreementtemplate_edit", args=[template.pk])
    same = client.post(url, sheet(template))
    assert same.status_code == 422
    assert "Es wurde nichts geändert" in same.content.decode()
    moved = client.post(url, sheet(template, name="Getippt", do="clause-down-0"))
    assert moved.context["sheet"].clauses.parts[1].form["key"].value() == "parties"
    assert moved.context["form"]["name"].value() == "Getippt"
    wrong = client.post(url, sheet(template, name="", **{"clause-1-body": "Lang getippt."}))
    assert wrong.status_code == 422
    assert "Lang getippt." in wrong.content.decode()
    actions.edit(template, edition=1, name="Schneller", note="", clauses=template.texts(), by=cast.social.approver)
    stale = client.post(url, sheet(template, name="Langsamer"))
    assert stale.status_code == 422
    assert "Inzwischen geändert" in stale.content.decode()
    assert "Schneller" in stale.content.decode()
    assert stale.context["form"]["name"].value() == "Langsamer"
    again = client.post(url, sheet(template, name="Langsamer", edition=stale.context["form"]["edition"].value()))
    assert again.status_code == 302
    assert AgreementTemplate.objects.get().name == "Langsamer"


def test_detail_and_compare(client, cast):
    template = copied(cast)
    changed = (replace(template.texts()[0], body="Ganz anders."), *template.texts()[1:])
    actions.edit(template, edition=1, name="Neu", note="Nur für Feste", clauses=changed, by=cast.social.coordinator)
    client.force_login(cast.social.reader)
    page = client.get(template.get_absolute_url()).content.decode()
    assert "Ganz anders." in page
    assert "Nur für Feste" in page
    old = client.get(f"{template.get_absolute_url()}?edition=1").content.decode()
    assert "Ganz anders." not in old
    assert "ersetzt durch Fassung 2" in old
    comparison = client.get(reverse("agreementtemplate_compare", args=[template.pk])).context["comparison"]
    assert [change.status for change in comparison.clauses][:2] == ["changed", "same"]
    for query in ("from=x&to=y", "from=9", "to=99999999999999999999", "edition=0"):
        assert client.get(f"{reverse('agreementtemplate_compare', args=[template.pk])}?{query}").status_code in (200, 404)
    client.force_login(cast.housing.coordinator)
    assert client.get(template.get_absolute_url()).status_code == 404


def test_shipped__page__every_kind__and_no_other(client, cast):
    client.force_login(cast.housing.reader)
    for kind in Agreement.Kind.values:
        assert client.get(f"{reverse('agreementtemplate_shipped')}?kind={kind}").status_code == 200
    assert client.get(f"{reverse('agreementtemplate_shipped')}?kind=handshake").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages__ask_the_database_the_same__whatever_there_is(client, cast, django_assert_num_queries, count):
    for number in range(count):
        template = copied(cast, name=f"Muster {number}")
    client.force_login(cast.social.coordinator)
    client.get(reverse("agreementtemplate_list"))
    with django_assert_num_queries(4):
        client.get(reverse("agreementtemplate_list"))
    with django_assert_num_queries(7):
        client.get(template.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(reverse("agreementtemplate_edit", args=[template.pk]))
    with django_assert_num_queries(6):
        client.get(reverse("agreement_create"))

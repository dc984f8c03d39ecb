"""Somebody else is quicker: a case for each form of agreements, amendments and their templates; see tests/test_meanwhile.py."""

from dataclasses import replace

from django.urls import reverse

from partnerships.agreement import actions as agreements
from partnerships.agreement import forms as agreement_forms
from partnerships.agreement import signing, talks
from partnerships.amendment import forms as amendment_forms
from partnerships.base.records import newer_edition
from partnerships.library import actions as templates
from partnerships.library import forms as library_forms
from tests.partnerships.agreement import making as agreement_making
from tests.partnerships.amendment import making as amendment_making
from tests.quicker import Case


def _countered(agreement, by, body: str, *, edition: int = 1) -> None:
    words = amendment_making.reworded(agreement, "purpose", body)
    agreements.counter(agreement, edition=edition, wording=words, comment="Anders.", by=by)


def drop_the_agreement(cast) -> Case:
    agreement, url = agreement_making.offered(cast), "agreement_drop"

    def meanwhile():
        _countered(agreement, cast.housing.coordinator, "Sie treffen sich täglich.")

    return Case(
        cast.social.coordinator, reverse(url, args=[agreement.pk]), {"why": "money", "reason": "Kein Geld."}, meanwhile, "Gegenvorschlag"
    )


def reopen_the_agreement(cast) -> Case:
    agreement = agreement_making.agreed(cast)

    def meanwhile():
        signing.reopen(agreement, edition=1, parts=["purpose"], reason="Noch eins.", by=cast.housing.coordinator)
        _countered(agreement, cast.housing.coordinator, "Sie treffen sich täglich.")
        talks.agree(agreement, edition=2, by=cast.social.coordinator)

    typed = {"parts": "rooms", "reason": "Auch am Abend."}
    return Case(cast.social.coordinator, reverse("agreement_reopen", args=[agreement.pk]), typed, meanwhile)


def catch_up_with_an_amendment(cast) -> Case:
    agreement = amendment_making.in_force(cast)
    second = amendment_making.offered(cast, agreement, cast.housing, key="rooms", body="Auch am Abend.")
    amendment_making.signed(cast, agreement)

    def meanwhile():
        _countered(second, cast.social.coordinator, "Sie treffen sich täglich.")

    url = reverse("agreement_catch_up", args=[second.pk])
    return Case(cast.housing.coordinator, url, {"comment": "Beides zusammen."}, meanwhile, "Gegenvorschlag")


def write_a_draft(cast) -> Case:
    draft = agreement_making.draft(cast)

    def meanwhile():
        words = agreement_making.reworded(cast, "Sie treffen sich täglich.")
        agreements.edit(draft, saves=1, wording=replace(words, notice_months=9), by=cast.social.coordinator)

    taken = {"notice_months": "9", "clause-1-body": "Sie treffen sich täglich."}
    typed = {"clause-2-body": "Bau überlässt Klang zwei Räume."}
    return Case(cast.social.staff, reverse("agreement_edit", args=[draft.pk]), typed, meanwhile, "§\u00a01 Zweck", taken)


def offer_a_draft(cast) -> Case:
    case = write_a_draft(cast)
    typed = {"comment": "Unser Vorschlag."}
    return replace(case, who=cast.social.coordinator, url=case.url.replace("/edit/", "/offer/"), typed=typed, newer="", taken={})


def counter(cast) -> Case:
    agreement = agreement_making.offered(cast)

    def meanwhile():
        _countered(agreement, cast.social.coordinator, "Sie treffen sich täglich.")

    typed = {"clause-2-body": "Bau überlässt Klang zwei Räume.", "comment": "Zwei wären gut.", "promise-1-title": "Saal"}
    url, taken = reverse("agreement_counter", args=[agreement.pk]), {"clause-1-body": "Sie treffen sich täglich."}
    return Case(cast.housing.coordinator, url, typed, meanwhile, "von Fassung 1 zu Fassung 2", taken)


def sign(cast) -> Case:
    agreement = agreement_making.to_be_signed(cast)

    def meanwhile():
        signing.reopen(agreement, edition=1, parts=["purpose"], reason="Noch eins.", by=cast.housing.coordinator)
        _countered(agreement, cast.housing.coordinator, "Sie treffen sich täglich.")
        agreed = talks.agree(agreement, edition=2, by=cast.social.coordinator)
        for team in cast.teams:
            agreement_making.give_into_release(agreed, team.org)

    url = reverse("agreement_sign", args=[agreement.pk])
    return Case(cast.social.signatory, url, {}, meanwhile, "Sie hatten Fassung 1 gelesen", anew={"read": "on"}, sentence=newer_edition)


def say_something(cast) -> Case:
    agreement = agreement_making.offered(cast)

    def meanwhile():
        _countered(agreement, cast.social.coordinator, "Sie treffen sich täglich.")

    url, typed, button = reverse("agreement_talk", args=[agreement.pk]), {"text": "Bitte öfter."}, {"do": "change"}
    newer, opened = "Sie hatten Fassung 1 gelesen", agreement.get_absolute_url()
    return Case(cast.housing.coordinator, url, typed, meanwhile, newer, anew=button, opened=opened)


def write_a_template(cast) -> Case:
    words = {"kind": "cooperation", "name": "Unsere Vorlage", "organisation": cast.social.org}
    template = templates.copy(**words, by=cast.social.coordinator)

    def meanwhile():
        first, second, *others = template.texts()
        clauses = (first, replace(second, body="Sie treffen sich täglich."), *others)
        templates.edit(template, edition=1, name="Schneller", note="", clauses=clauses, by=cast.social.coordinator)

    url, typed = reverse("agreementtemplate_edit", args=[template.pk]), {"note": "Für Räume", "clause-2-body": "Zwei Räume."}
    taken = {"name": "Schneller", "clause-1-body": "Sie treffen sich täglich."}
    return Case(cast.social.coordinator, url, typed, meanwhile, "Schneller", taken)


CASES = {
    agreement_forms.TextForm: write_a_draft,
    agreement_forms.OfferForm: offer_a_draft,
    agreement_forms.CounterForm: counter,
    agreement_forms.SignForm: sign,
    agreement_forms.TalkForm: say_something,
    library_forms.HeadForm: write_a_template,
    agreement_forms.DropForm: drop_the_agreement,
    agreement_forms.ReopenForm: reopen_the_agreement,
    amendment_forms.CatchUpForm: catch_up_with_an_amendment,
}

from partnerships.notice.models import Letter
from partnerships.partnership import actions
from partnerships.partnership.models import Party
from tests.cast import asked_at


def letters():
    return sorted(Letter.objects.values_list("to", "subject"))


def test_invitation__is_mailed__to_those_who_may_answer(cast):
    new = actions.found(
        title="Neu & gut",
        description="",
        fields_of_action=[],
        organisation=cast.social.org,
        invited=cast.housing.org,
        message="Kommen Sie <bald>?",
        by=cast.social.coordinator,
    )
    subject = "Einladung zur Partnerschaft „Neu & gut“"
    assert letters() == [(f"bau.{seat}@example.org", subject) for seat in ("approver", "coordinator", "signatory")]
    body = Letter.objects.first().body
    assert "Klang coordinator (Klang Auenstedt) lädt Bau Auenstedt zur Partnerschaft „Neu & gut“ ein." in body
    assert "Kommen Sie <bald>?" in body
    assert f"/partnerships/{new.pk}/" in body

    Letter.objects.all().delete()
    actions.accept(Party.objects.get(partnership=new, organisation=cast.housing.org), answer="Gern", by=cast.housing.coordinator)
    subject = "Bau nimmt an „Neu & gut“ teil"
    assert letters() == [(f"klang.{seat}@example.org", subject) for seat in ("approver", "coordinator", "signatory")]
    assert "Gern" in Letter.objects.first().body


def test_ending__is_mailed__to_the_other_side_and_then_to_all(cast):
    for team in cast.teams:
        other = cast.other(team)
        name = other.org.short_name.lower()
        actions.ask_ending(cast.partnership, reason="Umzug", by=team.coordinator)
        subject = f"{team.org} möchte „Gute Nachbarschaft“ beenden"
        assert letters() == [(f"{name}.{seat}@example.org", subject) for seat in ("approver", "coordinator", "signatory")]
        Letter.objects.all().delete()
        actions.decline_ending(cast.partnership, answer="Noch nicht", by=other.coordinator)
        assert {to.partition(".")[0] for to, _ in letters()} == {team.org.short_name.lower()}
        Letter.objects.all().delete()
    actions.ask_ending(cast.partnership, reason="Umzug", by=cast.social.coordinator)
    Letter.objects.all().delete()
    actions.confirm_ending(cast.partnership, asked_at=asked_at(cast.partnership), by=cast.housing.signatory)
    assert len(letters()) == 5  # three who lead on each side, but not the one who did it
    assert {subject for _, subject in letters()} == {"Die Partnerschaft „Gute Nachbarschaft“ ist beendet"}

"""Released minutes are corrected by an addendum only: proposed by one side, confirmed by both, with a PDF of its own. They stay."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from partnerships.addendum import actions
from partnerships.addendum.actions import Said
from partnerships.addendum.build import make
from partnerships.addendum.models import AREA, Addendum, AddendumPaper, Correction
from partnerships.addendum.tasks import unmade_addenda
from partnerships.addendum.todos import addenda
from partnerships.base import files
from partnerships.base.verdict import Refused
from partnerships.journal.models import Entry
from partnerships.meeting.models import Decision, Meeting
from partnerships.paper.verify import look_inside
from partnerships.protocol.models import MinutesPaper
from partnerships.protocol.tasks import unmade_minutes
from tests.once import body, post
from tests.partnerships.meeting.stage import released, sent

DETAIL = 8  # with session and user


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def proposed(cast, meeting=None, *, by=None, text: str = "Der Plan gilt ab Mai.") -> Addendum:
    meeting = meeting or released(cast)
    decision = Decision.objects.get(meeting=meeting)
    said = [Said(text, decision=decision), Said("Auch die Donnerstage.", item=meeting.items.get())]
    return actions.propose(meeting, reason="Der Monat war falsch.", said=said, by=by or cast.social.coordinator)


def test_addendum__counts_when_both_have_confirmed__and_the_minutes_never_change(cast):
    for team in cast.teams:
        other = cast.other(team)
        meeting = released(cast)
        before = (meeting.content(), meeting.digest_released, meeting.edition)
        addendum = proposed(cast, meeting, by=team.coordinator)
        assert (addendum.state, addendum.number, addendum.yeses()) == ("proposed", 1, [team.org.pk])
        with pytest.raises(Refused):
            actions.agree(addendum, edition=1, by=other.reader)
        addendum = actions.agree(addendum, edition=1, by=other.approver)
        assert (addendum.state, addendum.digest_agreed) == ("agreed", addendum.digest())
        assert addendum.content()["minutes_sha256"] == meeting.digest_released
        meeting = Meeting.objects.get(pk=meeting.pk)
        assert (meeting.content(), meeting.digest_released, meeting.edition) == before
        assert proposed(cast, meeting, by=other.coordinator).number == 2
        verbs = Entry.objects.visible_to(cast.observer.reader).filter(subject_id__in=[addendum.pk, meeting.pk]).order_by("id")
        assert [each.verb for each in verbs] == ["meeting.released", "addendum.agreed", "meeting.addendum"]


def test_agreed_addendum__is_held_by_the_database(cast):
    addendum = actions.agree(proposed(cast), edition=1, by=cast.housing.coordinator)
    one = addendum.corrections.first()
    for change in (
        lambda: Addendum.objects.filter(pk=addendum.pk).update(reason="x"),
        lambda: Correction.objects.filter(pk=one.pk).update(text="x"),
        lambda: Correction.objects.filter(pk=one.pk).delete(),
        lambda: Correction.objects.create(addendum=addendum, order=9, text="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    for verb in (actions.withdraw, lambda each, by: actions.decline(each, reason="x", edition=1, by=by)):
        with pytest.raises(Refused, match="nicht mehr"):
            verb(addendum, by=cast.housing.coordinator)


def test_reworded__earlier_yeses_lapse__who_proposed_is_asked_anew(cast):
    addendum = proposed(cast)
    addendum = actions.reword(addendum, reason="Genauer.", said=[Said("Ab dem 4. Mai.")], edition=1, by=cast.housing.staff)
    assert (addendum.edition, addendum.organisation, addendum.yeses()) == (2, cast.housing.org, [])
    with pytest.raises(Refused, match="neuere Fassung"):
        actions.agree(addendum, edition=1, by=cast.social.coordinator)
    actions.agree(addendum, edition=2, by=cast.social.coordinator)
    assert actions.agree(addendum, edition=2, by=cast.housing.approver).state == "agreed"
    with pytest.raises(Refused, match="mindestens einer Stelle"):
        actions.propose(addendum.meeting, reason="x", said=[], by=cast.social.staff)


def test_before_the_release__there_is_no_addendum__and_a_number_that_was_declined_is_given_again(cast):
    with pytest.raises(Refused, match="freigegeben"):
        proposed(cast, sent(cast))
    addendum = proposed(cast)
    with pytest.raises(Refused, match="zurückziehen"):
        actions.decline(addendum, reason="x", edition=1, by=cast.social.staff)
    assert actions.decline(addendum, reason="So war es nicht.", edition=1, by=cast.housing.staff).answer == "So war es nicht."
    again = proposed(cast, addendum.meeting)
    assert again.number == 1
    assert actions.withdraw(again, by=cast.social.staff).state == "withdrawn"


def test_paper__of_its_own__recognised__and_that_of_the_minutes_stays_as_it_is(client, cast):
    meeting = released(cast)
    assert unmade_minutes() == 1
    addendum = actions.agree(proposed(cast, meeting), edition=1, by=cast.housing.coordinator)
    assert unmade_addenda() == 1
    paper = AddendumPaper.objects.get(addendum=addendum)
    make(paper.pk)
    paper.refresh_from_db()
    inside = look_inside(files.path_of(AREA, paper.file))
    assert (inside.fits, inside.named) == (True, addendum.digest_agreed)
    assert MinutesPaper.objects.get(meeting=meeting).digest == meeting.digest_released
    url = reverse("addendum_paper", args=[addendum.pk])
    client.force_login(cast.observer.reader)
    assert body(client.get(url)).startswith(b"%PDF-")
    client.force_login(cast.outsider.coordinator)
    assert client.get(url).status_code == 404


def test_pages__proposed_by_one__read_and_confirmed_by_the_other__beside_the_topic_and_in_the_register(client, cast):
    meeting = released(cast)
    item, decision = meeting.items.get(), meeting.decisions.get()
    client.force_login(cast.housing.coordinator)
    assert "Nachtrag vorschlagen" in client.get(meeting.get_absolute_url()).content.decode()
    url = reverse("meeting_addendum_add", args=[meeting.pk])
    assert "Ab April gilt der neue Belegungsplan." in client.get(url).content.decode()
    nothing = post(client, url, {"reason": "Zahl"})
    assert (nothing.status_code, b"Zahl" in nothing.content) == (422, True)
    assert post(client, url, {"reason": "x" * 1001, "whole": "a\x00b"}).status_code == 422
    typed = {"reason": "Zahl <b>", f"item_{item.pk}": "<script>40</script>", f"decision_{decision.pk}": "Ab Mai."}
    assert post(client, url, typed).status_code == 302
    addendum = Addendum.objects.get()
    page = client.get(addendum.get_absolute_url()).content.decode()
    assert "&lt;script&gt;40&lt;/script&gt;" in page
    for wrong in (cast.outsider.coordinator, cast.observer.reader):
        client.force_login(wrong)
        assert client.get(addendum.get_absolute_url()).status_code == 404
    client.force_login(cast.social.approver)
    assert "Ab Mai." not in client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("addendum_agree", args=[addendum.pk]), {"edition": 1})
    client.force_login(cast.observer.reader)
    for where in (meeting.get_absolute_url(), reverse("decision_detail", args=[decision.pk]), addendum.get_absolute_url()):
        page = client.get(where).content.decode()
        assert "Nachtrag Nr. 1" in page
        assert "Ab Mai." in page
        assert "Ab April gilt der neue Belegungsplan." in page
    assert "Nachtrag Nr. 1" in client.get(reverse("decision_list")).content.decode()


def test_todo__for_whoever_may_confirm__and_for_the_others_of_the_house(cast):
    addendum = proposed(cast)
    told = {who: [each.waiting for each in addenda(getattr(cast.housing, who))] for who in ("coordinator", "staff")}
    assert told == {"coordinator": ["me"], "staff": ["us"]}
    assert [each.waiting for each in addenda(cast.social.coordinator)] == ["them"]
    actions.agree(addendum, edition=1, by=cast.housing.coordinator)
    assert addenda(cast.housing.coordinator) == addenda(cast.outsider.coordinator) == []


def test_detail__asks_the_same_for_one_passage_and_for_three(client, cast, django_assert_num_queries):
    addendum = proposed(cast)
    client.force_login(cast.housing.coordinator)
    client.get(addendum.get_absolute_url())
    with django_assert_num_queries(DETAIL):
        client.get(addendum.get_absolute_url())
    for order in (8, 9):
        Correction.objects.create(addendum=addendum, order=order, text="Mehr.")
    with django_assert_num_queries(DETAIL):
        client.get(addendum.get_absolute_url())

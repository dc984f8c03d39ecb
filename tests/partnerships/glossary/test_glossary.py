"""A word means the same to both when both have agreed on it; where it occurs in minutes it leads to what it means, once a page."""

import pytest
from django.urls import reverse
from django.utils.safestring import SafeString

from partnerships.base.verdict import Refused
from partnerships.base.words import Marker, Word
from partnerships.glossary import actions
from partnerships.glossary.models import Term
from partnerships.glossary.shipped import shipped
from partnerships.glossary.todos import terms
from tests.once import post
from tests.partnerships.meeting.stage import released, written

LIST, DETAIL = 6, 7  # with session and user


def proposed(cast, **changes) -> Term:
    words = {"word": "Belegungsplan", "forms": "Belegungsplans, Belegungspläne", "common": "Wer den Raum wann nutzt."}
    return actions.propose(cast.partnership, by=cast.social.staff, **words | changes)


def test_term__each_side_words_its_own_view__and_both_agree(cast):
    for team in cast.teams:
        other, word = cast.other(team), f"Treff {team.side}"
        term = actions.propose(cast.partnership, word=word, common="Ein Raum.", view="Unserer", by=team.staff)
        words = {"word": word, "forms": "", "common": "Ein Raum."}
        term = actions.reword(term, view="Ihrer", edition=1, by=other.staff, **words)
        assert {term.view_of(team.side), term.view_of(other.side)} == {"Unserer", "Ihrer"}
        assert term.view_of(team.side) == "Unserer"
        with pytest.raises(Refused):
            actions.agree(term, edition=2, by=team.reader)
        assert [each.waiting for each in terms(team.staff) if each.title.endswith(word)] == ["me"]
        assert actions.agree(term, edition=2, by=team.staff).state == "agreed"
        again = actions.reword(term, view="Anders", edition=2, by=team.staff, **words)
        assert (again.state, again.edition) == ("proposed", 3)


def test_pages__propose__find__agree(client, cast):
    client.force_login(cast.social.staff)
    url = f"{reverse('term_create')}?partnership={cast.partnership.pk}"
    assert client.get(reverse("term_create")).status_code == 200
    assert post(client, url, {"word": "x" * 81, "common": "a\x00"}).status_code == 422
    assert post(client, url, {"word": "<i>Treff</i>", "common": "Ein Raum."}).status_code == 302
    assert post(client, url, {"word": "<I>treff</i>", "common": "Noch einmal."}).status_code == 422
    term = Term.objects.get()
    client.force_login(cast.housing.staff)
    assert "&lt;i&gt;Treff&lt;/i&gt;" in client.get(reverse("term_list")).content.decode()
    assert client.post(reverse("term_agree", args=[term.pk]), {"edition": 1}).status_code == 302
    assert Term.objects.get().state == "agreed"
    page = client.get(reverse("term_list"), {"q": "hausfrieden"}).content.decode()
    assert "Verkehrssicherung" not in page
    client.force_login(cast.outsider.coordinator)
    assert client.get(term.get_absolute_url()).status_code == 404


def test_shipped__thirty_words_with_three_views():
    assert len(shipped()) == len({each.key for each in shipped()}) == 30
    assert all(each.housing and each.social and each.common and each.forms for each in shipped())


def test_pages__ask_the_same_for_one_and_for_three(client, cast, django_assert_num_queries):
    term = proposed(cast)
    client.force_login(cast.housing.staff)
    client.get(term.get_absolute_url())
    for number in (1, 3):
        with django_assert_num_queries(LIST):
            client.get(reverse("term_list"))
        with django_assert_num_queries(DETAIL):
            client.get(term.get_absolute_url())
        if number == 1:
            for word in ("Eins", "Zwei"):
                proposed(cast, word=word)


def test_marker__once_a_page__not_in_links__whole_words__longest_first():
    treff = Word("Treff", "/t/", 'Ein "Raum".', ("Treff", "Treffs", "Treff im Hof"))
    marker = Marker([treff, Word("Hof", "/h/", "Draußen", ("Hof",))])
    assert marker.marked("Treffpunkt <b>") == "Treffpunkt &lt;b&gt;"
    html = marker.marked(SafeString('<p><a href="/x/">Treff</a> im Treff im Hof, Hof und Treffs</p>'))
    assert html == (
        '<p><a href="/x/">Treff</a> im <a class="term" href="/t/" title="Ein &quot;Raum&quot;.">Treff im Hof</a>, '
        '<a class="term" href="/h/" title="Draußen">Hof</a> und Treffs</p>'
    )
    assert marker.marked("Treff und Hof") == "Treff und Hof"
    assert [word.word for word in marker.found_in("Hof, Treffs, Hof")] == ["Hof", "Treff"]
    assert Marker([]).marked("<i>") == "&lt;i&gt;"


def test_minutes__mark_agreed_terms_and_shipped_ones__once(client, cast):
    meeting = released(cast)
    term = proposed(cast)
    client.force_login(cast.housing.staff)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert term.get_absolute_url() not in page
    actions.agree(term, edition=1, by=cast.housing.staff)
    for reader in (cast.housing.staff, cast.observer.reader):
        client.force_login(reader)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert page.count(f'href="{term.get_absolute_url()}"') == 1
    being_written = written(cast)
    item = being_written.items.get()
    item.result = "Das Ehrenamt trägt das Quartier."
    item.save()
    client.force_login(cast.social.staff)
    for name in ("meeting_minutes", "meeting_live"):
        page = client.get(reverse(name, args=[being_written.pk])).content.decode()
        assert "/glossary/#ehrenamt" in page
        assert "/glossary/#quartier" in page

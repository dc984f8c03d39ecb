import socket
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from partnerships.base import clock
from partnerships.notice import actions, build
from partnerships.notice.models import Letter
from partnerships.notice.tasks import due_letters, forget_old_letters, send_letter
from partnerships.work.registry import DAILY, SWEEPERS


@pytest.fixture
def letter(db) -> Letter:
    return actions.write(to="mara@example.org", key="k", subject="Guten Tag", body="Ein Brief.")


@pytest.fixture
def mail_server_down(settings):
    """A port on which nobody listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def test_letter__sent_once__even_if_the_task_runs_twice(letter):
    send_letter(str(letter.pk))
    send_letter(str(letter.pk))
    assert [sent.to for sent in mail.outbox] == [["mara@example.org"]]
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.body) == (Letter.State.SENT, 1, "Ein Brief.")


def test_letter__message__says_who_made_it_and_keeps_its_id(letter, settings):
    settings.BASE_URL = "https://portal.example.org"
    first, again = build.message(letter).message(), build.message(letter).message()
    assert first["Message-ID"] == again["Message-ID"] == f"<{letter.pk}@portal.example.org>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_letter__same_key_twice__one_letter(letter):
    assert actions.write(to="mara@example.org", key="k", subject="Noch einmal", body="x") == letter
    assert Letter.objects.get().subject == "Guten Tag"


def test_letter__rolled_back_with_its_cause(db):
    with transaction.atomic():
        actions.write(to="mara@example.org", key="k", subject="s", body="b")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_letter__mail_server_down__waits_with_growing_pauses_and_goes_out_later(letter, mail_server_down, settings):
    start = clock.now()
    pauses = []
    for _try in range(4):
        with clock.travel(Letter.objects.get().next_try_at):
            send_letter(str(letter.pk))
            letter.refresh_from_db()
            pauses.append(letter.next_try_at - clock.now())
    assert letter.state == Letter.State.WAITING
    assert letter.error
    assert pauses == [timedelta(minutes=minutes) for minutes in (2, 5, 10, 20)]

    send_letter(str(letter.pk))  # not before its pause is over
    letter.refresh_from_db()
    assert letter.tries == 4

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with clock.travel(start + timedelta(hours=1)):
        assert due_letters() == 1
        send_letter(str(letter.pk))
    letter.refresh_from_db()
    assert (letter.state, letter.error, len(mail.outbox)) == (Letter.State.SENT, "", 1)


def test_letter__mail_server_down_for_two_days__failed(letter, mail_server_down):
    for _try in range(40):
        with clock.travel(Letter.objects.get().next_try_at):
            send_letter(str(letter.pk))
    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED
    assert timedelta(days=2) <= letter.next_try_at - letter.created_at <= timedelta(days=2, hours=8)
    assert due_letters() == 0


@pytest.mark.parametrize("down", [False, True])
def test_letter__secret__is_emptied_once_it_is_over(db, down, request):
    letter = actions.write(to="mara@example.org", key="k", subject="s", body="geheimer Link", secret=True)
    if down:
        request.getfixturevalue("mail_server_down")
        Letter.objects.update(created_at=clock.now() - timedelta(days=3))
    send_letter(str(letter.pk))
    letter.refresh_from_db()
    assert (letter.body, letter.state) == ("", Letter.State.FAILED if down else Letter.State.SENT)
    assert down or "geheimer Link" in mail.outbox[0].body


def test_letter__worker_killed_while_sending__goes_out_after_its_pause(letter):
    assert build._claim(letter)  # and then the process dies
    assert due_letters() == 0
    with clock.travel(clock.now() + timedelta(minutes=2)):
        assert due_letters() == 1
        send_letter(str(letter.pk))
    assert len(mail.outbox) == 1


def test_letter__header_injection__impossible(db):
    nasty = "Einladung\r\nBcc: alle@example.org\n\nText\x00\u2028Ende"
    letter = actions.write(to="mara@example.org", key="k", subject=nasty, body="b")
    send_letter(str(letter.pk))
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert mail.outbox[0].subject == "Einladung Bcc: alle@example.org Text Ende"
    with pytest.raises(ValidationError):
        actions.write(to="mara@example.org\nBcc: alle@example.org", key="k2", subject="s", body="b")


def test_old_letters__are_forgotten_but_those_still_waiting(letter):
    actions.write(to="mara@example.org", key="waiting", subject="s", body="b")
    send_letter(str(letter.pk))
    for days, left in ((89, 2), (92, 1)):
        forget_old_letters(clock.today() + timedelta(days=days))
        assert Letter.objects.count() == left
    assert forget_old_letters in DAILY.values()


def test_sweeper__is_registered():
    assert due_letters in SWEEPERS.values()


def test_tell__each_in_their_language__once(cast, tmp_path, settings):
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "news.txt").write_text(
        "{% extends 'mail/letter.txt' %}{% load i18n %}{% block content %}{% translate 'Yes' %}: {{ what }}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    german, english, gone = cast.social.staff, cast.housing.staff, cast.social.reader
    english.language, gone.is_active = "en", False
    with translation.override("en"):
        for _twice in range(2):
            actions.tell(
                [german, english, german, gone],
                key="news:1",
                subject=_("Yes"),
                template="mail/news.txt",
                context={"what": "<Fest & Feier>"},
            )
    letters = {letter.person_id: letter for letter in Letter.objects.all()}
    assert set(letters) == {german.pk, english.pk}
    assert letters[german.pk].subject == "Ja"
    assert "Ja: <Fest & Feier>" in letters[german.pk].body
    assert letters[english.pk].subject == "Yes"
    assert letters[english.pk].body.startswith("Good day Bau staff,")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_letter__two_workers_at_once__send_once():
    letter = actions.write(to="mara@example.org", key="k", subject="s", body="b")
    barrier = threading.Barrier(4)
    sent = []

    def work():
        barrier.wait()
        sent.append(build.deliver(letter.pk))
        connection.close()

    threads = [threading.Thread(target=work) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [False, False, False, True]
    assert len(mail.outbox) == 1

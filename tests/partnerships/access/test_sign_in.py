import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from partnerships.access.adapter import PortalAdapter
from partnerships.access.tasks import forget_ended_sessions
from partnerships.base import clock
from partnerships.notice.models import Letter
from partnerships.notice.tasks import send_letter
from partnerships.work.registry import DAILY
from tests.cast import make_person

PASSWORD = "vier bunte Lampions im Hof"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_old_attempts():
    cache.clear()


@pytest.fixture
def mara(cast):
    person = make_person("Mara")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client, password=PASSWORD, email="mara@example.org", **extra):
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def test_sign_in__by_email_and_password(client, mara):
    answer = sign_in(client, email="MARA@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(mara.pk)


def test_sign_in__wrong_password_and_unknown_address__the_same_sentence(client, mara):
    def said(answer):
        return re.findall(r"<li>(.*?)</li>", answer.content.decode())

    wrong, unknown = sign_in(client, "falsch"), sign_in(client, "falsch", email="niemand@example.org")
    assert said(wrong) == said(unknown)
    assert "_auth_user_id" not in client.session


def test_sign_in__too_many_wrong_passwords__told_to_wait(client, mara):
    for _try in range(5):
        sign_in(client, "falsch")
    page = sign_in(client).content.decode()
    assert "_auth_user_id" not in client.session
    assert "Zu viele" in page


def test_sign_in__deactivated__stays_out(client, mara):
    mara.is_active = False
    mara.save()
    answer = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert client.get(answer["Location"]).status_code == 200


def test_sign_up__is_closed(client, db):
    answer = client.get("/account/signup/")
    assert 'name="password1"' not in answer.content.decode()
    client.post("/account/signup/", {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert not EmailAddress.objects.filter(email="x@example.org").exists()


def test_password_reset__goes_through_the_outbox__and_works(client, mara, mailoutbox):
    answer = client.post("/account/password/reset/", {"email": mara.email})
    assert answer.status_code == 302
    letter = Letter.objects.get()
    assert (letter.to, letter.secret, mailoutbox) == (mara.email, True, [])
    assert letter.subject == "Ein neues Passwort für Augenhöhe"
    assert letter.body.startswith("Guten Tag Mara,\n\nSie oder jemand anderes")
    link = urlsplit(re.search(r"http\S+/account/password/reset/key/\S+", letter.body).group()).path
    send_letter(str(letter.pk))
    assert link in mailoutbox[0].body
    assert Letter.objects.get().body == ""
    form = client.get(link, follow=True)
    new = "ein ganz anderes Passwort"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    mara.refresh_from_db()
    assert mara.check_password(new)
    told = Letter.objects.exclude(pk=letter.pk).get()
    assert told.subject == "Ihr Passwort wurde neu gesetzt"
    assert "127.0.0.1" in told.body


def test_password_reset__unknown_address__answers_alike(client, mara):
    known = client.post("/account/password/reset/", {"email": mara.email}, follow=True)
    cache.clear()
    unknown = Client().post("/account/password/reset/", {"email": "niemand@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    strip = re.compile(r"\w{64}")
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())


def test_password_reset__unknown_address__is_told_by_a_letter_that_promises_nothing(client, db):
    client.post("/account/password/reset/", {"email": "niemand@example.org"})
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("niemand@example.org", "Kein Konto mit dieser Adresse")
    assert "http" not in letter.body


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "account/email/email_confirmation",
        "account/email/email_changed",
        "account/email/email_deleted",
        "account/email/password_changed",
        "account/email/password_set",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
        "mfa/email/recovery_codes_generated",
    ],
)
def test_letters_of_the_sign_in__formal_and_whole(rf, mara, name, language):
    with request_context(rf.get("/")), translation.override(language):
        mara.language = language
        context = {"user": mara, "ip": "127.0.0.1", "timestamp": clock.now(), "activate_url": "https://portal.example.org/x"}
        PortalAdapter().send_mail(name, mara.email, context)
    letter = Letter.objects.get()
    assert letter.body.startswith({"de": "Guten Tag Mara,\n", "en": "Good day Mara,\n"}[language])
    assert not re.search(r"\b(du|dein\w*|dir|dich)\b|example\.com|\{", letter.subject + letter.body, re.IGNORECASE)


def test_password_reset__letter_in_the_language_of_the_profile(client, mara):
    mara.language = "en"
    mara.save()
    client.post("/account/password/reset/", {"email": mara.email}, headers={"accept-language": "de"})
    assert "password" in Letter.objects.get().body


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_change_password",
        "account_email",
    ],
)
def test_security_pages__can_be_reached(client, mara, name):
    sign_in(client)
    answer = client.get(reverse(name), follow=True)
    if "reauthenticate" in answer.request["PATH_INFO"]:
        answer = client.post(answer.request["PATH_INFO"] + "?next=" + reverse(name), {"password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == reverse(name)


def test_sign_in__with_a_second_factor__asks_for_it(client, mara):
    Authenticator.objects.create(user=mara, type="totp", data={"secret": "x"})
    answer = sign_in(client)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_own_sessions__listed_and_ended(client, mara):
    sign_in(client)
    other = Client()
    sign_in(other)
    assert UserSession.objects.filter(user=mara).count() == 2
    assert client.get(reverse("usersessions_list")).content.decode().count("127.0.0.1") == 2
    client.post(reverse("usersessions_list"))
    assert other.get(reverse("profile")).status_code == 302
    assert client.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize(
    ("requests", "lives"),
    [
        ([timedelta(hours=11, minutes=59)], True),
        ([timedelta(hours=12, minutes=1)], False),
        ([timedelta(hours=11 * step) for step in range(1, 16)], True),
        ([timedelta(hours=11 * step) for step in range(1, 17)], False),
    ],
)
def test_session__ends_after_idle_hours_and_after_days(client, mara, requests, lives):
    start = clock.now()
    sign_in(client)
    for later in requests:
        with clock.travel(start + later):
            answer = client.get(reverse("profile"))
    assert (answer.status_code == 200) == lives
    if not lives:
        with clock.travel(start + later):
            assert "Ihre Sitzung wurde zu Ihrem Schutz beendet" in client.get(answer["Location"]).content.decode()


def test_session__its_last_use_is_written_down_once_in_five_minutes(client, mara):
    start = clock.now()
    sign_in(client)
    seen = []
    for minutes in (4, 6, 7):
        with clock.travel(start + timedelta(minutes=minutes)):
            client.get(reverse("profile"))
            seen.append(UserSession.objects.get().last_seen_at)
    assert seen[0] < seen[1] == seen[2]


@pytest.mark.parametrize(("hour", "days", "left"), [(13, 1, 1), (11, 1, 0), (13, 2, 0)])
def test_session__nobody_used_for_hours__is_forgotten_with_its_line_in_the_list(client, mara, hour, days, left):
    sign_in(client)
    UserSession.objects.update(last_seen_at=clock.at(clock.today(), hour))
    forget_ended_sessions(clock.today() + timedelta(days=days))
    assert (Session.objects.count(), UserSession.objects.count()) == (left, left)
    assert forget_ended_sessions in DAILY.values()


def test_session__of_a_visitor__is_forgotten_when_its_cookie_is(client, db, settings):
    client.session.save()
    for days, left in ((6, 1), (8, 0)):
        forget_ended_sessions(clock.today() + timedelta(days=days))
        assert Session.objects.count() == left


def test_session__one_that_was_shut__leaves_the_list_the_day_after(client, mara):
    sign_in(client)
    Session.objects.all().delete()
    for days, left in ((0, 1), (1, 0)):
        forget_ended_sessions(clock.today() + timedelta(days=days))
        assert UserSession.objects.count() == left


@pytest.mark.parametrize(("language", "heading"), [("de", "Das war etwas zu oft"), ("en", "That was a little too often")])
def test_too_often__a_page_in_ones_language_says_how_long_to_wait(client, db, language, heading):
    headers = {"accept-language": language}
    answers = [client.post("/account/password/reset/", {"email": "wer@example.org"}, headers=headers) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert (answers[-1]["Retry-After"], answers[-1]["Content-Language"]) == ("300", language)
    assert f"<h1>{heading}</h1>" in answers[-1].content.decode()


def test_session__a_page_costs_nothing_more__but_once_in_five_minutes(client, mara, django_assert_num_queries):
    sign_in(client)
    client.get(reverse("profile"))  # reads the greeting away
    with django_assert_num_queries(3):  # session, person, standing
        client.get(reverse("profile"))
    with clock.travel(clock.now() + timedelta(minutes=6)):
        client.get(reverse("profile"))
        with django_assert_num_queries(3):
            client.get(reverse("profile"))


def test_form_sent_after_the_session_ended__is_filled_in_again_after_signing_in(client, mara):
    start = clock.now()
    sign_in(client)
    with clock.travel(start + timedelta(hours=13)):
        answer = client.post(reverse("profile"), {"name": "Mara <Tiedemann>", "language": "en", "once": "x", "password": "geheim"})
        assert answer["Location"] == f"{LOGIN}?next=/profile/"
        assert "geheim" not in str(dict(client.session))
        page = client.get(answer["Location"]).content.decode()
        assert "nichts von" in page
        answer = client.post(answer["Location"], {"login": mara.email, "password": PASSWORD, "next": "/profile/"})
        assert answer["Location"] == "/profile/"
        page = client.get("/profile/").content.decode()
        assert 'value="Mara &lt;Tiedemann&gt;"' in page
        mara.refresh_from_db()
        assert mara.name == "Mara"
        assert 'value="Mara &lt;Tiedemann&gt;"' not in client.get("/profile/").content.decode()


def test_form_sent_after_the_session_ended__kept_with_its_question_mark_and_for_half_an_hour(client, mara):
    answer = client.post("/profile/?from=menu", {"name": "Neu", "language": ""})
    assert answer["Location"] == f"{LOGIN}?next=/profile/%3Ffrom%3Dmenu"
    with clock.travel(clock.now() + timedelta(minutes=31)):
        sign_in(client)
        assert 'value="Neu"' not in client.get("/profile/").content.decode()


@pytest.mark.parametrize("path", ["/account/password/change/", "/operator/partnerships/organisation/add/"])
def test_form_sent_after_the_session_ended__never_keeps_what_opens_the_door(client, db, path):
    answer = client.post(path, {"oldpassword": "geheim", "password1": "noch geheimer"})
    assert answer.status_code == 302
    assert "stash" not in client.session


def test_htmx__after_the_session_ended__leads_the_whole_page_to_the_sign_in(client, db):
    answer = client.get("/organisations/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/organisations/?q=x"})
    assert answer["HX-Redirect"] == f"{LOGIN}?next=/organisations/%3Fq%3Dx"

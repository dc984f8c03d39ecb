"""Signing in and everything about one's account, as a person does it: password, passkey, app, codes, devices, errors."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

PASSWORD = "drei Spatzen auf dem Dach"


@pytest.fixture
def mara(cast):
    """A person with a password and a confirmed address."""
    person = cast.social.coordinator
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(page, person, password=PASSWORD):
    page.goto("/account/login/?next=/example/")
    page.get_by_label("E-Mail").fill(person.email)
    page.get_by_label("Passwort", exact=True).fill(password)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def confirm_password(page):
    """The page that asks once more before something important; it comes only when it is time."""
    if "reauthenticate" in page.url:
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Bestätigen").click()
        page.wait_for_url(lambda url: "reauthenticate" not in url)


def give_authenticator(page):
    """A security key inside the browser that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


LOOKS = pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
PUBLIC = (
    "account/login/",
    "account/logout/",
    "account/signup/",
    "account/inactive/",
    "account/password/reset/",
    "account/password/reset/done/",
    "account/password/reset/key/1-set-password/",
    "account/confirm-email/",
    "example/",
    "accessibility/",
)
OWN = ("email/", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "sessions/", "logout/")


@LOOKS
def test_public_pages__have_no_barrier(open_page, check, width, theme):
    page = open_page(width=width, theme=theme)
    for path in PUBLIC:
        page.goto(f"/{path}")
        expect(page.locator("h1")).to_have_count(1)
        check(page)


@LOOKS
def test_own_pages__have_no_barrier(open_page, mara, check, width, theme):
    page = open_page(width=width, theme=theme)
    sign_in(page, mara)
    page.wait_for_url(lambda url: "login" not in url)
    for path in OWN:
        page.goto(f"/account/{path}")
        confirm_password(page)
        expect(page.locator("h1")).to_have_count(1)
        check(page)


def test_sign_in__wrong_password_is_said_and_the_address_stays(open_page, mara, check):
    page = open_page()
    sign_in(page, mara, "falsch geraten")
    expect(page.locator(".error-summary")).to_contain_text("Bitte prüfen Sie Ihre Eingaben")
    expect(page.get_by_label("E-Mail")).to_have_value(mara.email)
    check(page)


def test_passkey__is_set_up_used_renamed_and_removed(open_page, mara, check):
    page = open_page()
    give_authenticator(page)
    sign_in(page, mara)
    page.goto("/account/2fa/webauthn/add/")
    confirm_password(page)
    page.get_by_label("Name").fill("Mein Telefon")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Einrichten").click()
    page.wait_for_url(lambda url: "add" not in url)
    page.goto("/account/2fa/webauthn/")
    assert page.get_by_role("strong").all_inner_texts() == ["Mein Telefon"]
    check(page)

    page.goto("/account/logout/")
    page.get_by_role("button", name="Abmelden", exact=True).last.click()
    page.wait_for_url(lambda url: "logout" not in url)
    page.goto("/account/login/?next=/example/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.goto("/account/2fa/webauthn/")
    expect(page.locator(".avatar")).to_have_text("KC", use_inner_text=True)
    page.get_by_role("link", name="Umbenennen").click()
    confirm_password(page)
    page.get_by_label("Name").fill("Alter Schlüssel")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Entfernen Alter Schlüssel").click()
    check(page)
    page.get_by_role("button", name="Entfernen").click()
    page.goto("/account/2fa/")
    expect(page.get_by_text("nicht eingerichtet")).to_have_count(2)


def test_passkey__refused_by_the_browser_is_told(open_page, mara):
    page = open_page()
    page.goto("/account/login/?next=/example/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_text("Das hat nicht geklappt, oder es wurde abgebrochen.").wait_for()


def test_app_and_codes__from_setting_up_to_signing_in(open_page, mara, check):
    page = open_page()
    sign_in(page, mara)
    page.goto("/account/2fa/totp/activate/")
    confirm_password(page)
    secret = page.locator(".secret").inner_text()
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code_of(secret))
    page.get_by_role("button", name="Einschalten").click()
    page.wait_for_url(lambda url: "activate" not in url)
    page.goto("/account/2fa/recovery-codes/")
    confirm_password(page)
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    check(page)
    page.goto("/account/2fa/recovery-codes/generate/")
    check(page)

    other = open_page(width=390)
    sign_in(other, mara)
    other.get_by_role("heading", name="Der zweite Schritt").wait_for()
    check(other)
    other.get_by_label(re.compile("code", re.IGNORECASE)).fill(codes[0])
    other.get_by_role("button", name="Anmelden", exact=True).click()
    other.wait_for_url(lambda url: "authenticate" not in url)
    other.goto("/account/sessions/")
    expect(other.get_by_text("dieses Gerät")).to_have_count(1)
    check(other)
    other.get_by_role("button", name="Überall sonst abmelden").click()
    page.goto("/account/2fa/")
    assert "/account/login/" in page.url


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_not_found__says_so_and_shows_the_way_out(open_page, check, cast, theme):
    page = open_page(cast.social.coordinator, theme=theme, width=390)
    page.goto("/nowhere/")
    expect(page.get_by_role("heading", name="Diese Seite finden wir nicht")).to_be_visible()
    expect(page.get_by_role("link", name="Zur Übersicht")).to_be_visible()
    check(page)

"""The seal of the installation, checked by pyHanko's own validator."""

import asyncio

import pytest
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from config import checks
from partnerships.base import clock
from partnerships.paper.build import make
from partnerships.paper.models import SignedPaper
from partnerships.paper.seal import CannotSealError, check_seal, on_a_thread_of_its_own
from tests.partnerships.agreement.making import active
from tests.partnerships.annex.making import kept
from tests.partnerships.paper.making import certificate, made, path_of


@pytest.fixture
def seal(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    found = certificate(tmp_path)
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(found.file), found.password
    return found


def test_sealed__the_validator_says_valid_whole_and_trusted(cast, seal):
    paper = made(cast)
    assert paper.seal == "Portal Auenstedt"
    context = ValidationContext(trust_roots=[asn1.Certificate.load(seal.certificate.public_bytes(Encoding.DER))], allow_fetching=False)
    with path_of(paper).open("rb") as file:
        [signature] = PdfFileReader(file).embedded_signatures
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"  # PAdES
        status = on_a_thread_of_its_own(lambda: validate_pdf_signature(signature, signer_validation_context=context))
    assert status.bottom_line
    assert "UNTOUCHED" in status.summary()
    assert check_seal(path_of(paper), trusted=[seal.certificate]).trusted
    assert not check_seal(path_of(paper)).trusted


def test_sealed__is_read_where_an_event_loop_is_running_too(cast, seal):
    path = path_of(made(cast))

    async def read():
        return check_seal(path, trusted=[seal.certificate])

    assert on_a_thread_of_its_own(lambda: asyncio.run(read())).trusted


@pytest.mark.parametrize(
    "change",
    [lambda c: c + b"\n", lambda c: c.replace(b"/Type /Page", b"/Type /page", 1), lambda c: c[:2000] + bytes([c[2000] ^ 1]) + c[2001:]],
)
def test_sealed__a_change_breaks_it(cast, seal, change, tmp_path):
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(change(path_of(made(cast)).read_bytes()))
    assert not check_seal(changed, trusted=[seal.certificate]).intact


def test_sealed__the_command_says_so(cast, seal, capsys, tmp_path):
    pem = tmp_path / "seal.pem"
    pem.write_bytes(seal.certificate.public_bytes(Encoding.PEM))
    path = path_of(made(cast))
    call_command("verify_pdf", str(path))
    assert "Sealed by “Portal Auenstedt”, intact, by a certificate nobody has vouched for here." in capsys.readouterr().out
    call_command("verify_pdf", str(path), trust=pem, offline=True)
    assert "intact, which leads to a certificate you trust." in capsys.readouterr().out
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(CommandError):
        call_command("verify_pdf", str(broken), trust=pem, offline=True)
    assert "The seal is broken" in capsys.readouterr().out


@pytest.fixture
def production(settings, db):
    settings.DEBUG = settings.DEMO = False
    settings.SECRET_KEY, settings.ALLOWED_HOSTS = "k" * 60, ["portal.example.org"]
    return settings


def refusals() -> list[str]:
    return [error.msg for error in checks.refusals()]


def test_check__a_usable_certificate_is_fine(production, seal):
    assert refusals() == []


def test_check__names_what_is_wrong(production, seal, tmp_path):
    production.SEAL_PASSWORD = "falsch"
    assert refusals() == [f"SEAL_PKCS12={seal.file} is no PKCS#12 file, or SEAL_PASSWORD does not open it."]
    production.SEAL_PKCS12 = str(tmp_path / "nowhere.p12")
    assert refusals() == [f"SEAL_PKCS12={tmp_path}/nowhere.p12 cannot be read: No such file or directory."]
    production.SEAL_PKCS12, production.SEAL_PASSWORD = str(certificate(tmp_path, password="", days=-1).file), ""
    assert refusals() == [f"The certificate in SEAL_PKCS12={tmp_path}/seal.p12 has expired."]


def test_a_certificate_that_fails_later__nothing_is_made_and_it_is_tried_again(cast, seal, settings):
    paper = SignedPaper.objects.get(edition__agreement=active(cast))
    settings.SEAL_PASSWORD = "falsch"
    with pytest.raises(CannotSealError):
        make(paper.pk)
    assert kept(settings.MEDIA_ROOT) == []
    settings.SEAL_PASSWORD = seal.password
    paper.refresh_from_db()
    with clock.travel(paper.next_try_at):
        assert make(paper.pk)

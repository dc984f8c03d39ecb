"""Papers, and a certificate of this test's own."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from pypdf import PdfReader

from partnerships.base import clock, files
from partnerships.paper.build import make
from partnerships.paper.models import AREA, SignedPaper
from tests.partnerships.agreement.making import active


@dataclass(frozen=True)
class Seal:
    file: Path
    password: str
    certificate: x509.Certificate


def made(cast, **changes) -> SignedPaper:
    """The PDF of an agreement that both have signed."""
    agreement = active(cast, **changes)
    paper = SignedPaper.objects.get(edition__agreement=agreement)
    assert make(paper.pk)
    return SignedPaper.objects.with_names().get(pk=paper.pk)


def path_of(paper: SignedPaper) -> Path:
    return files.path_of(AREA, paper.file)


def text_of(path: Path) -> str:
    """What one reads on all pages, in one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def certificate(folder: Path, *, password: str = "geheim", days: int = 365, name: str = "Portal Auenstedt") -> Seal:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    found = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=400))
        .not_valid_after(clock.now() + timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    file = folder / "seal.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, found, None, locked))
    return Seal(file, password, found)

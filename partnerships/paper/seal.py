"""The seal of this installation on a PDF: a PAdES signature by its own certificate.

It proves where the file comes from and that nothing was changed; it is no signature of a person.
"""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

FIELD = "Siegel"
Result = TypeVar("Result")


class CannotSealError(Exception):
    """The certificate cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Sealed:
    """What the seal on a file says. `trusted`: it leads to a certificate that was named as trusted."""

    name: str
    intact: bool
    trusted: bool


def certificate(path: str, password: str) -> x509.Certificate:
    """The certificate that seals, if file and password are right."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise CannotSealError(f"SEAL_PKCS12={path} cannot be read: {error.strerror}") from error
    try:
        key, found, _others = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except ValueError as error:
        raise CannotSealError(f"SEAL_PKCS12={path} is no PKCS#12 file, or SEAL_PASSWORD does not open it") from error
    if key is None or found is None:
        raise CannotSealError(f"SEAL_PKCS12={path} holds no key with its certificate")
    return found


def seal(path: Path, pkcs12_file: str, password: str) -> str:
    """Put the seal on the file; tells the name in the certificate."""
    found = certificate(pkcs12_file, password)
    signer = signers.SimpleSigner.load_pkcs12(pkcs12_file, passphrase=password.encode() or None)
    if signer is None:
        raise CannotSealError(f"SEAL_PKCS12={pkcs12_file} cannot be used to sign")
    meta = signers.PdfSignatureMetadata(field_name=FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    try:
        sealed = on_a_thread_of_its_own(
            lambda: signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(path.read_bytes())), meta, signer=signer)
        )
    except (PdfError, SigningError) as error:
        raise CannotSealError(str(error)) from error
    path.write_bytes(sealed.getbuffer())
    return name_of(found)


def on_a_thread_of_its_own(work: Callable[[], Result]) -> Result:
    """pyHanko starts an event loop for each seal it sets or checks: where one is running already it could not."""
    with ThreadPoolExecutor(1) as own:
        return own.submit(work).result()


def name_of(found: x509.Certificate) -> str:
    names = found.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME) or found.subject.get_attributes_for_oid(
        x509.NameOID.ORGANIZATION_NAME
    )
    return str(names[0].value)[:200] if names else found.subject.rfc4514_string()[:200]


def check_seal(path: Path, *, trusted: list[x509.Certificate] | None = None) -> Sealed | None:
    """What the seal on this file says, or None where there is none. Asks nobody else."""
    context = ValidationContext(trust_roots=[_asn1(each) for each in trusted or []], allow_fetching=False)
    with path.open("rb") as file:
        try:
            found = PdfFileReader(file).embedded_signatures
            if not found:
                return None
            status = on_a_thread_of_its_own(lambda: validate_pdf_signature(found[-1], signer_validation_context=context))
        except (PdfError, SignatureValidationError, ValueError):
            return Sealed("", intact=False, trusted=False)
    intact = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Sealed(status.signing_cert.subject.native.get("common_name", ""), intact=intact, trusted=status.trusted)


def _asn1(found: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(found.public_bytes(Encoding.DER))

"""See partnerships/paper/verify.py; the Makefile calls it as `make verify-pdf FILE=…`."""

from pathlib import Path

from cryptography import x509
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from partnerships.paper.signatures import confirmations_of
from partnerships.paper.verify import Answer, examine


class Command(BaseCommand):
    help = "Says whether a PDF is a signed agreement of this portal, unchanged. Ends with 0 only if it is."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--trust", type=Path, metavar="PEM", help="certificate that the seal has to lead to")
        parser.add_argument("--offline", action="store_true", help="look at the file only, without the portal's database")

    def handle(self, *, file, trust, offline, **options):
        try:
            trusted = x509.load_pem_x509_certificates(trust.read_bytes()) if trust else None
            answer = examine(file, trusted=trusted, offline=offline)
        except (OSError, ValueError) as error:
            raise CommandError(f"{error}") from error
        self.stdout.write(f"SHA-256 of the file: {answer.sha256}")
        holds = self.by_the_file(answer) if offline else self.by_the_portal(answer)
        self.about_the_seal(answer)
        if not holds:
            raise CommandError("This is not shown to be a signed, unchanged agreement.")

    def by_the_portal(self, answer: Answer) -> bool:
        if answer.paper is None:
            self.stdout.write("Unknown: the portal has no signed PDF with this check sum. It was changed, or it is none of this portal.")
            return False
        edition = answer.paper.edition
        self.stdout.write(f"Unchanged: the signed PDF of “{edition.agreement}”, edition {edition.number}.")
        for each in confirmations_of(edition):
            self.stdout.write(f"  {each.person}, {each.function}, {each.organisation}: {localtime(each.at):%Y-%m-%d %H:%M} (Germany)")
        return True

    def by_the_file(self, answer: Answer) -> bool:
        if answer.inside is None:
            self.stdout.write("There is no signed content in this file.")
            return False
        if not answer.inside.fits:
            self.stdout.write("The attached content is not the one whose check sum the file names: it was changed.")
            return False
        self.stdout.write(f"The attached content has the check sum that the file names: {answer.inside.named}")
        self.stdout.write("What one sees on the pages is not covered by this, only by the seal or by asking the portal.")
        return answer.seal is None or answer.seal.intact

    def about_the_seal(self, answer: Answer) -> None:
        if answer.seal is None:
            self.stdout.write("Without a seal.")
        elif not answer.seal.intact:
            self.stdout.write("The seal is broken: the file was changed after it was sealed.")
        else:
            trust = "which leads to a certificate you trust" if answer.seal.trusted else "by a certificate nobody has vouched for here"
            self.stdout.write(f"Sealed by “{answer.seal.name}”, intact, {trust}.")

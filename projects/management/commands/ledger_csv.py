"""See projects/ledger/everything.py."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from projects.ledger import everything


class Command(BaseCommand):
    help = "Writes every row of the ledger of this installation as CSV, to a file or to the standard output."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="where to; without it the standard output")

    def handle(self, *, file, **options):
        if file is None:
            everything.write(sys.stdout.buffer.write)
            return
        with file.open("wb") as output:
            everything.write(output.write)
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")

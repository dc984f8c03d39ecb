from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from projects.demo.build import load
from projects.demo.people import OPERATOR, PEOPLE


class Command(BaseCommand):
    help = "Load the demo data of Auenstedt, once; a second call changes nothing."

    def handle(self, *args, **options) -> None:
        if not (settings.DEMO or settings.DEBUG or settings.TESTING):
            raise CommandError("Demo data belongs into a demonstration: set DEMO=1. A production installation refuses to start with it.")
        told = load()
        self.stdout.write(
            f"Demo data {'loaded' if told else 'was there already'}: {len(PEOPLE)} people in Auenstedt, operator {OPERATOR[0]}."
        )

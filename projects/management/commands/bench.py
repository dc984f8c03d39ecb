"""See projects/bench."""

from collections.abc import Collection

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from partnerships.person.models import Person
from projects.bench import browser, build, database, ledger, measure
from projects.bench.profile import where_time_goes

HEAD = f"\n{'page':44}{'queries':>9}{'with few':>10}{'median':>9}{'p95':>9}{'ratio':>8}"


class Command(BaseCommand):
    help = "Measures every page on generated data: queries, server time, and its ratio to a bare view."

    def add_arguments(self, parser):
        parser.add_argument("--partnerships", type=int, default=200)
        parser.add_argument("--projects", type=int, default=2_000)
        parser.add_argument("--contributions", type=int, default=20_000)
        parser.add_argument("--rounds", type=int, default=15)
        parser.add_argument("--only", nargs="+", default=(), metavar="PAGE", help="measure these pages, by the names of their URLs")
        parser.add_argument("--profile", action="store_true", help="tell of each page measured where its time goes")
        parser.add_argument("--browser", action="store_true", help="measure in Chromium what pages weigh and how soon they are seen")
        parser.add_argument("--ledger", type=int, metavar="ROWS", help="measure the ledger with so many rows: 1000000")
        parser.add_argument("--strict", action="store_true", help="fail when a goal is missed")

    def handle(self, *, partnerships, projects, contributions, rounds, only, profile, strict, **options):
        call_command("collectstatic", verbosity=0, interactive=False)
        tell = self.stdout.write
        with database.filled(tell, partnerships=partnerships, projects=projects, contributions=contributions) as url:
            few, many = build.visitors()
            if options["ledger"]:
                with database.copied() as copy:
                    missed = self.measure_ledger(many, options["ledger"], copy, rounds)
            elif options["browser"]:
                with measure.server(url) as port:
                    missed = self.look(many, port, rounds, only or browser.PAGES)
            else:
                with measure.server(url) as port:
                    missed = self.compare(few, many, port, rounds, only)
                if profile:
                    tell(where_time_goes(many, self.measured))
        if missed and strict:
            raise SystemExit(f"{missed} goals are missed")

    def compare(self, few: Person, many: Person, port: int, rounds: int, only: Collection[str]) -> int:
        seldom, often = measure.Visitor(few, port), measure.Visitor(many, port)
        bare = measure.Page("bare", "/bench/bare/")
        often.measure(bare, bare, rounds)
        self.stdout.write(HEAD)
        self.line(bare, None)
        pages, unseen = measure.pages_of(many, often, only)
        with_few, _few_only = measure.pages_of(few, seldom, {page.name for page in pages.values()})
        self.measured = list(pages.values())
        for label, page in pages.items():
            often.measure(page, bare, rounds)
            self.line(page, with_few.get(label))
        for name, why in unseen.items():
            self.stdout.write(f"not measured: {name}: {why}")
        missing = [page for page in self.measured if self.wrong(page, with_few.get(page.label))]
        if missing:
            self.stdout.write(f"\nA goal is missed by{HEAD}")
        for page in sorted(missing, key=lambda page: -page.ratio):
            self.line(page, with_few.get(page.label))
        summary = f"{len(pages)} pages, {len(unseen)} more not measured, {len(missing)} of them miss a goal"
        self.stdout.write(f"\n{summary} (milliseconds; queries besides those for session and user)")
        return len(missing)

    def measure_ledger(self, person: Person, number: int, url: str, rounds: int) -> int:
        """Pages, files and the list of decisions with many rows; how many goals are missed."""
        giver = person.memberships.get().organisation
        goals = []
        with measure.server(url) as port:
            before = ledger.inbox(measure.Visitor(person, port), rounds)
            ledger.ask_for_much(giver, 5000)
            database.tidy()
            after = ledger.inbox(measure.Visitor(person, port), rounds)
            goals.append(ledger.Goal(f"list of decisions with 5,000 more; {before:.1f} times bare before", after, 1.5 * before, " times"))
            self.stdout.write(f"{number} rows of the ledger …")
            ledger.fill(number)
            visitor = measure.Visitor(person, port)
            bare = measure.Page("bare", "/bench/bare/")
            for page in measure.pages_of(person, visitor, ledger.PAGES)[0].values():
                visitor.measure(page, bare, rounds)
                self.line(page, None)
                if page.name == "ledger":
                    goals += [
                        ledger.Goal(f"{page.label}: queries", page.queries, 9, ""),
                        ledger.Goal(f"{page.label}: times bare", page.ratio, 5, ""),
                    ]
        goals += ledger.files(url)
        for goal in goals:
            self.stdout.write(str(goal))
        return sum(goal.missed for goal in goals)

    def look(self, person: Person, port: int, rounds: int, only: Collection[str]) -> int:
        """What pages weigh; there is no goal that could be missed."""
        visitor = measure.Visitor(person, port)
        pages, unseen = measure.pages_of(person, visitor, only)
        whole = [page for page in pages.values() if not page.fragment]
        try:
            found = browser.look(whole, port=port, cookie=visitor.headers["Cookie"], rounds=rounds)
        except browser.NoBrowser as error:
            raise CommandError(str(error)) from error
        kinds = ("html", "css", "js", "fonts", "other")
        self.stdout.write("".join([f"\n{'page':24}", *(f"{kind:>8}" for kind in kinds), f"{'LCP':>9}{'slow LCP':>10}{'CLS':>8}"]))
        for each in found:
            weight = "".join(f"{each.weight[kind] / 1000:8.1f}" for kind in kinds)
            self.stdout.write(f"{each.label:24}{weight}{each.lcp:9.0f}{each.slow_lcp:10.0f}{each.cls:8.3f}")
        for name, why in unseen.items():
            self.stdout.write(f"not measured: {name}: {why}")
        self.stdout.write("(kilobytes over the wire; milliseconds until the largest part is painted, here and on a slow machine; shift)")
        return 0

    def wrong(self, page: measure.Page, few: measure.Page | None) -> str:
        faults = []
        if page.status >= 500:
            faults.append(f"error {page.status}")
        if page.queries > page.most_queries:
            faults.append(f"more than {page.most_queries} queries")
        if page.grows(few):
            faults.append("more queries with more rows")
        if page.ratio > measure.MOST_TIMES_BARE:
            faults.append(f"slower than {measure.MOST_TIMES_BARE:.0f} times bare")
        return ", ".join(faults)

    def line(self, page: measure.Page, few: measure.Page | None) -> None:
        with_few = page.with_few(few)
        numbers = f"{page.queries:9}{'–' if with_few is None else with_few:>10}{page.median:9.1f}{page.p95:9.1f}{page.ratio:8.1f}"
        self.stdout.write(f"{page.label:44}{numbers}  {self.wrong(page, few)}")

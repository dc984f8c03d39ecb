"""House rules of templates and assets, read from the files themselves."""

import gzip
import re
from pathlib import Path

import pytest

from partnerships.base.templatetags import face

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# mails are shown by mail programs, which know no stylesheets
PAGES = [path for path in TEMPLATES if "mail" not in path.relative_to(ROOT / "templates").parts]
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
OWN = sorted((ROOT / "static" / "css").glob("*.css")) + sorted((ROOT / "static" / "js").glob("*.js"))
VENDORED = ROOT / "static" / "vendored"
NAMESPACE = "http://www.w3.org/"
HOST = re.compile(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"'<>)]*", re.IGNORECASE)
# parts of the frame, which take no props and appear on every page
FRAME = {"header", "footer", "messages", "language", "demo_bar"}

INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that needs eval": re.compile(r"\bhx-on\b|\bhx-vals=[\"']js:|\bhx-trigger=\"[^\"]*\["),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_tags(text: str) -> str:
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.DOTALL)


def found_inline(text: str) -> set[str]:
    return {what for what, pattern in INLINE.items() if pattern.search(without_tags(text))}


def foreign_hosts(text: str) -> set[str]:
    return {host for host in HOST.findall(text) if not host.startswith(NAMESPACE)}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page__carries_no_script_and_no_style_of_its_own(path):
    assert found_inline(path.read_text()) == set()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color:red">', "a style attribute"),
        ("<style>p{}</style>", "a style element"),
        ('<a href="#" onclick="x()">', "an event attribute"),
        ("<script>x()</script>", "a script in the page"),
        ('<a href="javascript:x()">', "a javascript address"),
        ('<div hx-trigger="click[ctrlKey]">', "htmx that needs eval"),
    ],
)
def test_found_inline__sees_each_kind(text, what):
    assert found_inline(text) == {what}


@pytest.mark.parametrize("path", [*PAGES, *OWN, *sorted(VENDORED.rglob("*.css")), *sorted(VENDORED.rglob("*.js"))], ids=name_of)
def test_page_or_asset__names_no_other_host(path):
    assert foreign_hosts(path.read_text()) == set()


def test_foreign_hosts__sees_them_with_and_without_scheme():
    assert foreign_hosts("url(//cdn.example.org/x.css) <a href='https://example.org/'> http://www.w3.org/2000/svg") == {
        "//cdn.example.org/x.css",
        "https://example.org/",
    }


NAMED = re.compile(r"\{% icon [\"']([a-z0-9-]+)[\"']|\bicon=[\"']([a-z0-9-]+)[\"']|icons\.svg' %\}#([a-z0-9-]+)")


def icons_in_use() -> dict[str, str]:
    """Every icon a template or a table of icons names, and where."""
    used = {icon: "face.py" for _, icon in [*face.LOOKS.values(), face.UNKNOWN]}
    used |= dict.fromkeys(face.TONE_ICONS.values(), "face.py") | {icon: "face.py" for _, icon, _ in face.MESSAGES.values()}
    for path in TEMPLATES:
        for name in re.findall(
            r"\{% icon [\"']([a-z0-9-]+)[\"']|\bicon=[\"']([a-z0-9-]+)[\"']|icons\.svg' %\}#([a-z0-9-]+)", path.read_text()
        ):
            used["".join(name)] = name_of(path)
    for app in ("partnerships", "neighbourhoods", "projects"):
        for path in (ROOT / app).rglob("*.py"):
            for name in re.findall(r"\bicon=\"([a-z0-9-]+)\"", path.read_text()):
                used[name] = name_of(path)
    return used


def test_icons__are_all_in_the_sprite():
    there = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (ROOT / "static" / "img" / "icons.svg").read_text()))
    assert {name: where for name, where in icons_in_use().items() if name not in there} == {}
    assert "brand" in there


def props_of(component: Path) -> set[str]:
    """The props a component's opening comment names: a line `a, b   what they are` each."""
    comment = re.match(r"\{% comment %\}(.*?)\{% endcomment %\}", component.read_text(), re.DOTALL)
    if not comment:
        return set()
    lines = re.findall(r"^ {3}([a-z_0-9]+(?:, [a-z_0-9]+)*)  ?", comment[1], re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


def test_components__each_says_what_it_is_and_is_shown_in_the_gallery():
    gallery = (ROOT / "templates" / "pages" / "styleguide.html").read_text()
    nested = "".join(path.read_text() for path in COMPONENTS)
    for component in COMPONENTS:
        text = component.read_text()
        assert text.startswith(("{% comment %} ", "{# ")), f"{component.name} does not say what it is"
        if component.stem not in FRAME:
            reference = f'"components/{component.name}"'
            assert reference in gallery or reference in nested, f"{component.name} is not in the gallery"


def test_components__get_only_props_they_document():
    known = {component.stem: props_of(component) for component in COMPONENTS}
    wrong = []
    for path in TEMPLATES:
        for stem, given in re.findall(r"\{% include [\"']components/([a-z_]+)\.html[\"'](?: with (.*?))? ?%\}", path.read_text()):
            unknown = set(re.findall(r"(?:^|\s)([a-z_0-9]+)=", given)) - known.get(stem, set())
            wrong += [f"{name_of(path)}: {stem} has no prop {prop}" for prop in sorted(unknown)]
    assert wrong == []


def test_components__that_need_the_request_are_included_without_only():
    needy = [
        component.stem
        for component in COMPONENTS
        if re.search(r"csrf_token|{% act |request\.|page_url|sort_url|sort_head", without_comment(component))
    ]
    wrong = []
    for path in TEMPLATES:
        for stem, given in re.findall(r"\{% include [\"']components/([a-z_]+)\.html[\"']([^%]*)%\}", path.read_text()):
            if stem in needy and given.rstrip().endswith(" only"):
                wrong.append(f"{name_of(path)}: {stem}")
    assert wrong == []


def without_comment(component: Path) -> str:
    return re.sub(r"^\{% comment %\}.*?\{% endcomment %\}|^\{#.*?#\}", "", component.read_text(), flags=re.DOTALL)


def packed(paths) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_weight__of_what_every_page_loads():
    base = (ROOT / "templates" / "base.html").read_text()
    loaded = [ROOT / "static" / name for name in re.findall(r"static '([^']+\.(?:css|js))'", base)]
    css, js = ([path for path in loaded if path.suffix == suffix] for suffix in (".css", ".js"))
    assert [path.name for path in css] == ["bootstrap.css", "portal.css", "content.css"]
    assert [path.name for path in js] == ["htmx.js", "portal.js"]
    assert packed(css) <= 30_000
    assert packed(js) <= 40_000
    assert sum(path.stat().st_size for path in (VENDORED / "inter").glob("*.woff2")) <= 60_000


def test_vendored__each_has_its_licence_and_version():
    readme = (VENDORED / "README.md").read_text()
    for folder in (path for path in VENDORED.iterdir() if path.is_dir() and path.name != "LICENSES"):
        assert (VENDORED / "LICENSES" / f"{folder.name}.txt").exists(), f"no licence of {folder.name}"
        assert re.search(rf"\| {folder.name} \| \d+\.\d+", readme), f"{folder.name} is not in README.md"


def test_stylesheet__carries_no_reference_that_collectstatic_cannot_follow():
    for path in [*OWN, *VENDORED.rglob("*.css"), *VENDORED.rglob("*.js")]:
        text = path.read_text()
        assert "sourceMappingURL" not in text
        for address in re.findall(r"url\(\"?([^\")]+)\"?\)", text) if path.suffix == ".css" else []:
            assert address.startswith("data:") or (path.parent / address).exists(), f"{path.name}: {address}"

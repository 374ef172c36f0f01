"""Every text of the pages goes through one catalogue: with another one the pages speak another language."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from probatum.actions.ask import ask
from probatum.actions.clock import now
from probatum.actions.export import Form
from probatum.actions.submit import submit
from probatum.errors import SettingsError
from probatum.records.article import Status
from probatum.web.pages import EXAMPLES
from probatum.web.translation import ENGLISH, SCRIPTS, Language, language_of
from probatum.web.view import counted, day, templates
from probatum.workspace import Workspace
from tests.actions.publishing import QUESTION, opened
from tests.people import people_at
from tests.render.myositis import ABSTRACT, COHORT, gap_revision, revision
from tests.web.conftest import Site, _opened, _served
from tests.web.texts import ERRORS, FILE, NAMES, POT, ROOT, SAYING, TEMPLATES, catalogue, outside, unwritten

#: A language that nobody speaks: every text of the catalogue stands in brackets.
BRACKETED = "qps"

#: Where something is filled in: it is not in brackets, so that words which come from elsewhere show.
_FILLED = re.compile(r"(%\(\w+\)s|\{\w+\})")

#: What programs read, and a PDF, which is made of the HTML file.
FOR_PROGRAMS = {Form.JSON, Form.JSON_LD, Form.BIBTEX, Form.RIS, Form.CSL_JSON, Form.PDF}

PAGES = [*sorted(TEMPLATES.glob("*.html")), FILE]


def _bracketed(words: str) -> str:
    parts = _FILLED.split(words)
    return "".join(part if place % 2 or not part else f"⟦{part}⟧" for place, part in enumerate(parts))


def _compiled(texts: Catalog, folder: Path, language: str) -> Path:
    place = folder / "locale" / language / "LC_MESSAGES" / "probatum.mo"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as file:
        write_mo(file, texts)
    return place


def in_brackets(folder: Path) -> None:
    """Write the catalogue of the language of brackets into a workspace."""
    with POT.open("rb") as file:
        texts = read_po(file, locale="en")
    for one in texts:
        if isinstance(one.id, tuple):
            one.string = tuple(_bracketed(words) for words in one.id)
        elif one.id:
            one.string = _bracketed(one.id)
    _compiled(texts, folder, BRACKETED)


def german(folder: Path) -> Language:
    """A few words of German, one of them with what must be escaped."""
    texts = Catalog(locale="de")
    texts.add("November", "November")
    texts.add("{day} {month} {year}", "{day}. {month} {year}")
    texts.add(("passage", "passages"), ("Stelle", "Stellen"))
    texts.add("Supported", "Belegt <b>")
    texts.add("Ask", "Fragen")
    _compiled(texts, folder, "de")
    return language_of("de", folder)


@pytest.fixture(scope="module")
def foreign(library: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The library of the site, served in the language of brackets."""
    in_brackets(library.path)
    settings = library.settings.model_copy(update={"language": BRACKETED})
    with _served(replace(library, settings=settings)) as site:
        yield site


# --- the catalogue ----------------------------------------------------------------------------------------


def test_the_catalogue_holds_what_the_sources_say() -> None:
    """A text that was added or changed is in it after ``make catalogue``."""
    assert POT.read_bytes().decode() == catalogue().decode(), "run `make catalogue`"


def test_the_catalogue_is_the_same_in_every_run_and_names_no_day_and_no_machine() -> None:
    made = catalogue().decode()
    assert made == catalogue().decode()
    assert str(ROOT) not in made
    assert "Date" not in made.split("\n\n")[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_word_of_a_template_stands_outside_of_the_catalogue(page: Path) -> None:
    assert outside(templates().env, page) == []


def test_no_message_is_marked_within_a_formatted_string() -> None:
    """Babel reads those as one token under Python 3.11: the message would not be in the catalogue."""
    marked = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "src/probatum").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and inner.id in {"N_", "filled"}
    ]
    assert marked == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_translated_as_markup_is_written_in_the_template(page: Path) -> None:
    """What came from elsewhere would not be escaped there."""
    assert unwritten(templates().env, page) == []


def test_words_outside_of_the_catalogue_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p aria-label="Bare one">{{ _("In it") }} bare two {{ "Bare three" if x }} <code>not prose</code>'
        '{% trans n=4 %}in it, {{ n }} times{% endtrans %}{{ n | counted("work") }} {{ _(x) }}'
        '<input placeholder="{{ _("In it") }}" class="bare">{% if x == "not words" %}bare four{% endif %}'
        "</p>",
        "utf-8",
    )
    environment = templates().env
    assert outside(environment, page) == ['aria-label="Bare one"', "bare two", "bare four", "'Bare three'"]
    assert unwritten(environment, page) == [1]


def test_what_the_scripts_say_is_what_pages_bring_along() -> None:
    used = {
        words
        for script in (ROOT / "src/probatum/web/static").glob("*.js")
        for words in re.findall(r'gettext\("([^"]*)"\)', script.read_text("utf-8"))
    }
    assert set(SCRIPTS) == used


# --- another language -------------------------------------------------------------------------------------


def test_days_and_counted_nouns_are_said_in_the_language(tmp_path: Path) -> None:
    said = german(tmp_path).texts
    assert day("2026-11-23T10:00:00Z", said.gettext) == "23. November 2026"
    assert counted(1, "passage", said=said.ngettext) == "1 Stelle"
    assert counted(1204, "passage", said=said.ngettext) == "1,204 Stellen"
    assert counted(2, "work", said=said.ngettext) == "2 works"


def test_a_word_that_is_known_late_is_translated_and_escaped(tmp_path: Path) -> None:
    said = templates(german(tmp_path)).env.from_string("{{ word | translated }}|{{ nothing | translated }}")
    assert said.render(word="Supported", nothing="") == "Belegt &lt;b&gt;|"
    assert said.render(word="<Overstated>", nothing="") == "&lt;Overstated&gt;|"


def test_english_needs_no_catalogue(tmp_path: Path) -> None:
    assert language_of("en", tmp_path) is ENGLISH
    assert ENGLISH.in_scripts == {}


def test_a_language_without_a_catalogue_is_refused_with_what_there_is(tmp_path: Path) -> None:
    german(tmp_path)
    with pytest.raises(
        SettingsError, match=r"^language = 'fr': there is no catalogue of it; known are .*\bde\b"
    ):
        language_of("fr", tmp_path)


def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    place = _compiled(Catalog(locale="de"), tmp_path, "de")
    place.write_bytes(b"no catalogue")
    with pytest.raises(SettingsError, match=r"^the catalogue of 'de' in .* cannot be read"):
        language_of("de", tmp_path)


# --- pages in another language ----------------------------------------------------------------------------

#: What stands there is not the interface's: a policy's text, suggested questions.
_NOT_OURS = {"policy-text", "suggestions"}
_NOT_WORDS = {"code", "kbd", "script", "style"}
_VOID = {"br", "hr", "img", "input", "link", "meta"}
_WORD = re.compile(r"[A-Za-z]{2,}")

#: Names, addresses and hashes.
_NAMED = re.compile(rf"{NAMES.pattern}|-LD|\bhttp\b|\S*/\S*|\b(?=[a-f]*\d)[0-9a-f]{{4,64}}\b")


class _Bare(HTMLParser):
    """Gathers the words of a page that stand outside of brackets."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.depth = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        skipped = tag in _NOT_WORDS or bool(_NOT_OURS & set((named.get("class") or "").split()))
        if tag not in _VOID:
            self.open.append((tag, skipped))
        if not self._skips():
            for name in ("aria-label", "title", "placeholder", "alt"):
                self._see(named.get(name) or "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._skips():
            self._see(data)

    def _skips(self) -> bool:
        return any(skipped for _, skipped in self.open)

    def _see(self, text: str) -> None:
        bare = ""
        for letter in text:
            self.depth += (letter == "⟦") - (letter == "⟧")
            bare += letter if not self.depth and letter not in "⟦⟧" else "\n"
        phrases = re.split(r"[\n.,;:()\[\]“”|·?!…]+|(?<!\w)'|'(?!\w)", bare)
        self.found += [" ".join(phrase.split()) for phrase in phrases if _WORD.search(phrase)]


def bare(page: str, data: str) -> list[str]:
    """The phrases of a page that are neither in brackets, nor names, nor anything that ``data`` says."""
    reading = _Bare()
    reading.feed(page)
    return _left(reading, data)


def bare_text(text: str, data: str) -> list[str]:
    """The same of plain text."""
    reading = _Bare()
    reading.handle_data(re.sub(r"[#*|]|<(?=http)|(?<=/)>|(?m:^[->] )", "\n", text))
    return _left(reading, data)


def _left(reading: _Bare, data: str) -> list[str]:
    assert reading.depth == 0
    said = " ".join(data.split()).lower()
    ours = [one for one in reading.found if _WORD.search(_NAMED.sub("", one))]
    return [one for one in ours if not re.search(rf"(?<!\w){re.escape(one.lower())}(?!\w)", said)]


def _data(site: Site) -> str:
    """All that the library holds and people have written, as the API gives it."""
    article = revision().article
    addresses = (
        f"/api/v1/articles/{article}",
        f"/api/v1/articles/{article}?audience=patient",
        f"/api/v1/articles/{article}/history",
        f"/api/v1/sources/{COHORT.id}",
    )
    told = [json.loads(site.get(address).text) for address in addresses]
    asked = [(revised.question.text, revised.searched.only) for revised in site.ws.store.articles()]
    held = [part.section for part in ABSTRACT.parts]
    named = ["Ash AB et al"]  # how the work is called for short
    every = [*_strings(told), *chain.from_iterable(asked), ABSTRACT.text, *held, *EXAMPLES, *named]
    return "\n".join(unescape(text) for text in every)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _public() -> list[str]:
    """Every page that anybody may see: of the article and the work of these tests."""
    shown = revision()
    article = f"/articles/{shown.article}"
    passage = shown.claims[0].citations[0].passage
    return [
        *("/", "/articles", "/library?q=invented", "/audit", "/how-we-check", "/policy", "/board"),
        *("/corrections", "/sign-in", "/threads", "/no-such-page", f"/sources/{COHORT.id}"),
        *(article, f"{article}?for=patient", f"{article}/history", f"{article}/report"),
        *(f"/passages/{passage}", f"{article}/revisions/{shown.hash}/statements/{shown.claims[0].id}/1"),
    ]


def test_every_public_page_speaks_the_language_that_is_set(foreign: Site) -> None:
    """What is left in English is what the library holds, what people wrote, and names."""
    data = _data(foreign)
    left = {address: bare(foreign.get(address).text, data) for address in _public()}
    assert [f"{address}: {words}" for address, words in left.items() if words] == []


#: What a style of references says itself.
_OF_STYLES = "\nPublished online 2024\nPublished online 2019"


@pytest.mark.parametrize("audience", ["clinician", "patient"])
@pytest.mark.parametrize("form", [one for one in Form if one not in FOR_PROGRAMS])
def test_every_file_that_is_taken_along_speaks_the_language_that_is_set(
    foreign: Site, form: Form, audience: str
) -> None:
    given = foreign.get(f"/articles/{revision().article}/files/{form}?for={audience}")
    assert given.status_code == 200
    read = bare if form is Form.HTML else bare_text
    assert read(unescape(re.sub(r"\\(.)", r"\1", given.text)), _data(foreign) + _OF_STYLES) == []


def test_a_file_of_a_gap_speaks_it_too(foreign: Site) -> None:
    address = f"/articles/{gap_revision().article}"
    data = "\n".join(_strings(foreign.get(f"/api/v1{address}?audience=patient").json()))
    assert bare(foreign.get(f"{address}/files/html?for=patient").text, data) == []
    assert bare_text(foreign.get(f"{address}.md?for=clinician").text.replace("\\", ""), data) == []


#: Addresses at which something is wrong, with what is typed into a form (None: the page is read).
_WRONG: tuple[tuple[str, dict[str, str] | None], ...] = (
    ("/articles/no-such-article", None),
    (f"/articles/{revision().article}/revisions/abc", None),
    (f"/articles/{revision().article}/files/docx", None),
    (f"/articles/{revision().article}/revisions/{revision().hash}/statements/none/1", None),
    ("/passages/none:0-1", None),
    ("/sources/none", None),
    ("/reports/none", None),
    ("/ask", {"question": " "}),
    ("/ask", {"question": "relapse " * 400}),
    ("/sign-in", {"email": "nobody@example.org", "password": "wrong words"}),
    (f"/articles/{revision().article}/report", {"wrong": ""}),
    ("/articles?page=x&status=bogus&since=never", None),
    ("/library?page=0", None),
    ("/library", {}),
)


#: What a program or a form sends, as it is to be sent: no words of ours.
_TYPED = (*Form, *Status, "GET", "POST")


@pytest.mark.parametrize(("address", "typed"), _WRONG, ids=[f"{one[0]}{bool(one[1])}" for one in _WRONG])
def test_what_is_wrong_is_said_in_the_language_that_is_set(
    foreign: Site, address: str, typed: dict[str, str] | None
) -> None:
    answer = foreign.get(address) if typed is None else foreign.client.post(address, data=typed)
    assert answer.status_code >= 400, answer.status_code
    parts = [*address.split("/"), *re.split(r"\W", address)]
    filled_in = "\n".join([*(typed or {}).values(), *parts, *_TYPED, revision().hash])
    assert bare(answer.text, _data(foreign) + filled_in) == []


#: Files that cannot be audited, each in its own way.
_UNREADABLE: tuple[tuple[str, bytes], ...] = (
    ("empty.txt", b" \n"),
    ("nothing.txt", b"- - -"),
    ("binary.txt", b"a\x00" * 400),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("cut.docx", b"PK\x03\x04 and no more"),
    ("cut.pdf", b"%PDF-1.7 and no more"),
    ("scan.png", b"\x89PNG"),
    ("deep.html", b"<!doctype html><html><body>" + b"<div>" * 20_000),
    ("long.txt", b"word " * 450_000),
)


@pytest.mark.parametrize(("name", "data"), _UNREADABLE, ids=[name for name, _ in _UNREADABLE])
def test_what_is_wrong_with_a_file_is_said_in_the_language_that_is_set(
    foreign: Site, site: Site, name: str, data: bytes
) -> None:
    answer = foreign.client.post("/audit", data={"text": ""}, files={"file": (name, data)})
    assert answer.status_code == 422, answer.text
    assert 'id="bring-fault"' in answer.text
    assert bare(answer.text, name) == []
    told = site.client.post("/audit", data={"text": ""}, files={"file": (name, data)}).text
    assert bare(told, name) != []
    assert foreign.client.post("/api/v1/audits", files={"file": (name, data)}).json() == (
        site.client.post("/api/v1/audits", files={"file": (name, data)}).json()
    )


def test_the_api_says_what_is_wrong_in_english(foreign: Site, site: Site) -> None:
    address = "/api/v1/articles/no-such-article"
    assert foreign.get(address).json() == site.get(address).json()


def test_every_error_that_a_page_may_show_is_said_as_a_message_of_the_catalogue() -> None:
    """What is filled in goes through ``filled``: a formatted string would be in no catalogue."""
    formatted = [
        f"{path.name}:{node.lineno}"
        for room in SAYING
        for path in (ROOT / "src/probatum" / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.JoinedStr)
        if getattr(node.func, "id", "") in ERRORS
    ]
    assert formatted == []


def test_the_page_of_the_api_quotes_its_description_and_says_the_rest_in_the_language(foreign: Site) -> None:
    described = "\n".join(_strings(foreign.get("/api/v1/openapi.json").json()))
    assert bare(foreign.get("/api").text, described) == []


def test_a_page_says_in_which_language_it_is(foreign: Site, site: Site) -> None:
    assert '<html lang="qps">' in foreign.get("/").text
    assert '<html lang="en-GB">' in site.get("/").text


def test_a_page_brings_the_words_of_its_scripts(foreign: Site, site: Site) -> None:
    brought = re.search(r'<body data-words="([^"]*)">', foreign.get("/").text)
    assert brought is not None
    assert json.loads(unescape(brought[1])) == {words: _bracketed(words) for words in SCRIPTS}
    assert "<body>" in site.get("/").text


def test_an_audit_and_its_file_speak_the_language_that_is_set(foreign: Site) -> None:
    text = "Relapse occurred in 85 of 105 patients (81%)."
    begun = foreign.client.post("/audit", data={"text": text}, files={"file": ("", b"")})
    address = str(begun.headers["location"])
    while not foreign.get(f"{address}/progress").json()["over"]:
        pass
    for page in (foreign.get(address).text, foreign.get(f"{address}.html").text):
        assert '<html lang="qps">' in page
        assert "⟦Claim by claim⟧" in page
        assert "⟦Contradicted⟧" in page
    taken = foreign.get(f"{address}.md").text
    assert "# ⟦Audit of ⟧" in taken
    assert "| ⟦Verdict⟧ | ⟦Claims⟧ | ⟦Meaning⟧ |" in taken
    assert "✗ ⟦Contradicted⟧" in taken


def test_the_words_of_an_article_are_the_same_in_every_language(foreign: Site, site: Site) -> None:
    address = f"/api/v1/articles/{revision().article}"
    assert foreign.get(address).json() == site.get(address).json()


def test_why_evidence_is_rated_so_is_said_in_the_language_that_is_set(tmp_path: Path) -> None:
    with opened(tmp_path / "workspace") as ws:
        in_brackets(ws.path)
        made = ask(ws, QUESTION, by="ada")
        kept = [reason for one in made.certainty for reason in one.reasons]
        settings = ws.settings.model_copy(update={"language": BRACKETED})
        with _served(replace(ws, settings=settings)) as site:
            address = f"/articles/{made.article}"
            told = [site.get(f"{address}{form}").text for form in ("", "/files/html", ".md")]
            programs = site.get(f"/api/v1{address}").json()
    assert any(one.startswith("Starts at high: one source") for one in kept)
    for page in told:
        assert "⟦Starts at ⟧⟦high⟧⟦: one source, design: ⟧⟦cohort⟧⟦.⟧" in page
        assert [one for one in kept if re.search(rf"(?<!⟦){re.escape(one)}", page)] == []
    assert [reason for one in programs["certainty"] for reason in one["reasons"]] == kept


def test_the_desk_and_the_accounts_speak_the_language_that_is_set(tmp_path: Path) -> None:
    """What the rules of the board answer, as the reason why an act is not open, is not asked here."""
    with _opened(tmp_path / "workspace", starter=False) as ws:
        in_brackets(ws.path)
        settings = ws.settings.model_copy(update={"language": BRACKETED})
        with _served(replace(ws, settings=settings)) as site:
            house = people_at(ws, site.address)
            submit(ws, revision().article, by=house.author.account, at=now())
            told = [f"{one.name} {one.email} {one.specialties}" for one in ws.accounts.all()]
            questions = [one.question.text for one in ws.store.articles()]
            data = "\n".join(["test", *questions, *told])
            seen = [(house.editor, page) for page in ("/desk", "/desk/figures", "/desk/log", "/desk/write")]
            seen += [(house.administrator, page) for page in ("/account", "/people")]
            left = {page: bare(who.client.get(page).text, data) for who, page in seen}
            house.close()
    assert [f"{page}: {words}" for page, words in left.items() if words] == []

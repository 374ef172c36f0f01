"""How the pages say things: days, counts, addresses, and the marks of a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from probatum import __version__
from probatum.actions.picture import picture
from probatum.actions.threads import suggested
from probatum.compose.suggest import Suggestion
from probatum.language.interface import N_, Gettext, Ngettext, Spoken, english, english_number
from probatum.language.reasons import reason_of
from probatum.records.article import Revision
from probatum.records.source import Design, Standing
from probatum.render.audiences import LABELS, READERS, how_checked, reading_line
from probatum.render.contract import ArticleForm, ClaimForm
from probatum.render.days import day
from probatum.render.desk_claims import word_diff
from probatum.render.desk_words import ACT_MEANS, ACT_WORDS, STATE_SIGNS, capitalize_first, sentence
from probatum.render.disagreement import SILENT, heading, rows
from probatum.render.references import design_name, label_of, standing_words
from probatum.render.status import caution, status_label, steps
from probatum.render.trail_words import NO_PERSONS, decided_words, kind_words
from probatum.render.verdicts import VERDICTS
from probatum.web.audiences import page_order
from probatum.web.identity import visitor, workspace_of
from probatum.web.translation import ENGLISH, Language

#: By which word a browser, and what it runs on, is known: the first that is there, for most name others too.
_BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome",
    "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
_SYSTEMS = {
    "iPhone": N_("an iPhone"), "iPad": N_("an iPad"), "Android": "Android", "Windows": "Windows",
    "CrOS": "ChromeOS", "Mac OS X": N_("a Mac"), "Linux": "Linux",
}  # fmt: skip

#: How the certainty of GRADE is drawn: filled rings of four.
RATINGS = {"high": 4, "moderate": 3, "low": 2, "very low": 1}

ANSWERS = {
    "yes": N_("Yes"),
    "no": N_("No"),
    "disagrees": N_("The evidence disagrees"),
    "unsettled": N_("Not settled"),
    "together": N_("Seen together"),
}

#: What each check looks at, in a reader's words.
CHECKS = {
    "quote": N_("The quoted words stand in the passage, character for character."),
    "numbers": N_(
        "Every number, unit, interval and p value is in the passage, and is there of the same thing."
    ),
    "dose": N_("A dose, its route and how often it is given are those of the passage."),
    "arithmetic": N_("A percentage fits the counts beside it."),
    "negation": N_("What the passage denies is not affirmed, nor the other way round."),
    "recommendation": N_("What the passage warns of is not recommended, nor the other way round."),
    "direction": N_("More is not stated as less, nor better as worse."),
    "comparison": N_("What is compared stands on the side on which the passage has it."),
    "counterpart": N_(
        "Of two that are told apart, such as systolic and diastolic, it is the one of the passage."
    ),
    "frequency": N_("What the passage calls rare, or has of few, is not called common, or said of most."),
    "significance": N_("A result that was not significant is not stated as a finding."),
    "causation": N_("An association is not stated as a cause."),
    "hedging": N_("Doubt that the passage expresses is not left out."),
    "population": N_("The people are those whom the passage speaks of."),
    "scope": N_("A figure of one study is not stated as a general rate."),
    "attribution": N_("A body that is named says it in the passage."),
    "drugs": N_("Every medicine is named in the passage."),
    "currency": N_("What is called new or current is not old."),
    "circularity": N_("A summary is not passed off as a guideline."),
    "arm": N_("A figure of one arm or group is not told of another."),
    "transcription": N_(
        "A sentence that is copied says the same: no word, figure or hedge was changed in it."
    ),
    "primary": N_("An article of this house is not all that is cited while the work behind it is held."),
    "standing": N_("The work has not been retracted, doubted or replaced."),
    "coverage": N_("The passage speaks of all that the statement speaks of."),
    "entailment": N_("A small model, where one is installed, reads both sides and finds no denial."),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as shown after a statement: its number and where it leads."""

    number: int
    href: str


def browser_name(agent: str, said: Gettext = english) -> str:
    """What a browser that calls itself ``agent`` (RFC 9110, 10.1.5) is called, so that its owner knows it."""
    browser = next((name for word, name in _BROWSERS.items() if word in agent), "")
    system = next((name for word, name in _SYSTEMS.items() if word in agent), "")
    if browser and system:
        return said(N_("{browser} on {system}")).format(browser=browser, system=said(system))
    return browser or agent[:40] or said(N_("A program without a name"))


def counted(number: int, one: str, several: str = "", said: Ngettext = english_number) -> str:
    """``1 passage``, ``1,204 passages``."""
    return f"{number:,} {said(one, several or f'{one}s', number)}"


def article_url(form: ArticleForm) -> str:
    """The address of an article at exactly this revision."""
    return f"/articles/{quote(form['article'])}/revisions/{form['revision']['hash']}"


def markers(claim: ClaimForm, form: ArticleForm) -> list[Marker]:
    """The markers of a statement, each once; a marker leads to the quotes that it stands for."""
    numbers = dict.fromkeys(citation["marker"] for citation in claim["citations"])
    base = f"{article_url(form)}/statements/{claim['id']}"
    return [Marker(number, f"{base}/{number}#quote") for number in numbers]


def passage_url(
    passage: str, start: int | None = None, end: int | None = None, source: str | None = None
) -> str:
    """The address of a passage, with the span to be marked and the work in which it is read.

    The same words can stand in two works, so that an address alone does not always name its work.
    """
    stated = {"start": start, "end": end, "source": source}
    query = urlencode({name: value for name, value in stated.items() if value is not None})
    address = f"/passages/{quote(passage, safe=':')}"
    return f"{address}{f'?{query}' if query else ''}{'' if start is None else '#quote'}"


def source_url(source: str) -> str:
    """The address of a work's page. Ids such as ``doi:10.1000/x`` keep their slashes."""
    return f"/sources/{quote(source, safe=':/')}"


def all_claims(form: ArticleForm) -> list[ClaimForm]:
    """Every statement of an article, lead first."""
    return form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]


def place_of(form: ArticleForm) -> dict[str, int]:
    """The number of each statement in the order read, for back-links; one that comes twice has one number."""
    ids = dict.fromkeys(claim["id"] for claim in all_claims(form))
    return {claim: number for number, claim in enumerate(ids, start=1)}


def follow_ups(request: Request, revision: Revision) -> tuple[Suggestion, ...]:
    """What could be asked after an article."""
    return suggested(workspace_of(request), revision)


def templates(language: Language = ENGLISH) -> Jinja2Templates:
    """The templates: everything that is put in is escaped, and what is not defined is an error.

    Their texts, and the words that :func:`_spoken` puts into filters, are said in ``language``.
    """
    environment = Environment(
        loader=FileSystemLoader(str(files("probatum.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(language.texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "capitalize_first": capitalize_first,
        "sentence": sentence,
        "passage_url": passage_url,
        "source_url": source_url,
        "word_diff": word_diff,
        **_spoken(language),
    }
    environment.globals |= {
        "ACT_MEANS": ACT_MEANS,
        "ACT_WORDS": ACT_WORDS,
        "all_claims": all_claims,
        "ANSWERS": ANSWERS,
        "article_url": article_url,
        "CHECKS": CHECKS,
        "follow_ups": follow_ups,
        "designs": [design.value for design in Design],
        "interface_language": language.tag,
        "in_scripts": language.in_scripts,
        "markers": markers,
        "NO_PERSONS": NO_PERSONS,
        "page_order": page_order,
        "place_of": place_of,
        "RATINGS": RATINGS,
        "READER_LABELS": LABELS,
        "READERS": READERS,
        "SILENT": SILENT,
        "standings": [standing.value for standing in Standing],
        "STATE_SIGNS": STATE_SIGNS,
        "VERDICTS": VERDICTS,
        "version": __version__,
        **_speaking(language),
    }
    return Jinja2Templates(env=environment, context_processors=[_everywhere])


def _spoken(language: Language) -> dict[str, Any]:
    """The filters that speak. ``translated`` is for words that the catalogue holds and that are known by name
    only when a page is made; unlike ``_()`` it escapes them."""
    said = language.spoken
    return {
        "browser_name": partial(browser_name, said=said),
        "cited_as": lambda reference: label_of(reference["type"], reference["of"], said),
        "counted": partial(counted, said=language.texts.ngettext),
        "day": partial(day, said=said),
        "design_name": lambda design: translated(design_name(design), said),
        "heading": partial(heading, said=said),
        "kind_words": partial(kind_words, said=said),
        "decided_words": partial(decided_words, said=said),
        "needed": lambda need: need.in_words(said),
        "reasoned": lambda reason: said(reason_of(reason)),
        "rows": partial(rows, said=said),
        "standing_words": lambda standing: translated(standing_words(standing), said),
        "status_label": partial(status_label, said=said),
        "translated": partial(translated, said=said),
    }


def _speaking(language: Language) -> dict[str, Any]:
    """The functions that speak."""
    said = language.texts.gettext
    return {
        "caution": partial(caution, said=said),
        "how_checked": partial(how_checked, said=said),
        "picture": partial(picture, said=language.spoken),
        "reading_line": partial(reading_line, said=said),
        "steps": partial(steps, said=said),
    }


def translated(words: str, said: Gettext = english) -> str:
    """The words in the language of the interface; nothing for nothing (which names a catalogue's head)."""
    return said(words) if words else ""


#: What is about somebody's own text, work or account is kept by no cache and no search engine.
PRIVATE: Mapping[str, str] = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def rendered(
    request: Request,
    name: str,
    context: dict[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page that the template ``name`` makes."""
    made: Response = request.app.state.templates.TemplateResponse(
        request, name, context, status, headers=headers
    )
    return made


def spoken(request: Request) -> Spoken:
    """The language of the pages, for what is put into words before a page is made."""
    language: Language = request.app.state.language
    return language.spoken


def rendered_privately(request: Request, name: str, context: dict[str, Any], status: int = 200) -> Response:
    """The same, for a page that nothing on its way may keep."""
    return rendered(request, name, context, status, PRIVATE)


def _everywhere(request: Request) -> dict[str, Any]:
    """What every page knows: who reads it."""
    return {"visitor": visitor(request)}


def page_links(page: int, pages: int) -> Sequence[int]:
    """Which pages a pager names: the first, the last, and those around this one; 0 stands for a gap."""
    near = [number for number in range(page - 2, page + 3) if 1 <= number <= pages]
    named = sorted({1, pages, *near})
    links: list[int] = []
    for number in named:
        if links and number - links[-1] > 1:
            links.append(0)
        links.append(number)
    return links

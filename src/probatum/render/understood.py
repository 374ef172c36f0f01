"""What was made of a question, as keys that are added to the public form of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import TypedDict

from probatum.records.notice import Correction, Notice, Part
from probatum.render.contract import ArticleForm


class NoticeForm(TypedDict):
    """Something to be told before the answer; ``urgent`` where it cannot wait for one."""

    kind: str
    title: str
    text: str
    urgent: bool


class CorrectionForm(TypedDict):
    """A name as it was ``said`` at ``start``-``end`` of ``asked``. ``meant`` was asked in its place.

    Where ``meant`` is null nothing was changed: each of ``options`` may be meant.
    """

    said: str
    meant: str | None
    options: list[str]
    start: int
    end: int


class PartForm(TypedDict):
    """One question of several, at ``start``-``end`` of what was asked with its names put right."""

    text: str
    start: int
    end: int
    article: str
    answered: bool


class NearForm(TypedDict):
    """An article on another question that may be meant."""

    article: str
    question: str


class AskedForm(ArticleForm):
    """An answer, and what was made of the question: ``asked`` are the words as they came.

    ``led`` is whether the article bears the same question in other words. Of several ``parts`` the document
    is that of the first.
    """

    asked: str
    notices: list[NoticeForm]
    corrections: list[CorrectionForm]
    parts: list[PartForm]
    led: bool
    did_you_mean: list[NearForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of a question, in records: ``articles`` are name and answered, one for each part.

    ``general`` is how a question about one person was put for everybody, ``left_out`` whether something that
    tells who it is about was left out of it.
    """

    asked: str
    notices: Sequence[Notice] = ()
    corrections: Sequence[Correction] = ()
    parts: Sequence[Part] = ()
    articles: Sequence[tuple[str, bool]] = ()
    led: bool = False
    near: Sequence[tuple[str, str]] = ()
    general: str = ""
    left_out: bool = False


def asked_document(form: ArticleForm, made: Made) -> AskedForm:
    """The public form of an answer with what was made of its question."""
    return {
        **form,
        "asked": made.asked,
        "notices": [
            {"kind": one.kind.value, "title": one.title, "text": one.text, "urgent": one.urgent}
            for one in made.notices
        ],
        "corrections": [
            {
                "said": one.said,
                "meant": one.options[0] if one.sure else None,
                "options": list(one.options),
                "start": one.start,
                "end": one.end,
            }
            for one in made.corrections
        ],
        "parts": [
            {
                "text": part.text,
                "start": part.start,
                "end": part.end,
                "article": article,
                "answered": answered,
            }
            for part, (article, answered) in zip(made.parts, made.articles, strict=False)
        ],
        "led": made.led,
        "did_you_mean": [{"article": article, "question": question} for article, question in made.near],
    }


def before(made: Made) -> list[tuple[str, bool]]:
    """What the terminal tells before an answer, line by line, and whether a line is urgent."""
    lines = [(f"{one.title} {one.text}", one.urgent) for one in made.notices]
    for one in made.corrections:
        if one.sure:
            lines.append((f"“{one.said}” was read as “{one.options[0]}” (--as-it-stands leaves it).", False))
        else:
            lines.append((f"“{one.said}” may be misspelt: did you mean {' or '.join(one.options)}?", False))
    if made.left_out:
        lines.append(("Names, exact ages and dates were left out: others can find the article.", False))
    if made.general:
        lines.append((f"Asked as it is for everybody: “{made.general}” (--as-it-stands leaves it).", False))
    if made.parts:
        lines.append((f"{len(made.parts)} questions were asked at once; each is answered apart.", False))
    if made.led:
        lines.append(
            (f"You asked: “{made.asked}”. The article below answers the same in other words.", False)
        )
    if made.near:
        lines.append((f"Did you mean: {'; '.join(question for _, question in made.near)}", False))
    return lines

"""What is told before an answer, by what a question was found to be, in the words of ``notices.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from probatum.language.triage import Triage
from probatum.records.notice import Notice, NoticeKind


def notices_of(
    found: Triage, *, emergency: str = "", crisis: str = "", poison: str = "", other: bool = True
) -> tuple[Notice, ...]:
    """The notices that a triage calls for, the gravest first.

    ``emergency``, ``crisis`` and ``poison`` say whom to call; where one is empty, what that is called is said
    and no number is made up. Without ``other`` nothing is said of another subject. Pure.
    """
    kinds = list(found.urgent)
    if found.own and not kinds:
        kinds.append(NoticeKind.OWN_CARE)
    if found.other and other and not kinds:
        kinds.append(NoticeKind.NOT_MEDICINE)
    named = {"emergency": emergency, "crisis": crisis, "poison": poison}
    call = {name: words.strip() or _read()["default"][name] for name, words in named.items()}
    return tuple(_notice(kind, call) for kind in kinds)


def _notice(kind: NoticeKind, call: dict[str, str]) -> Notice:
    words = _read()["notice"][kind.value]
    text = words["text"]
    for name, number in call.items():
        text = text.replace(f"{{{name}}}", number)
    return Notice(kind=kind, title=words["title"], text=text)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files("probatum.language").joinpath("notices.toml").read_text("utf-8"))

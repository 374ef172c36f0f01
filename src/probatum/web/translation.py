"""The language of the interface: its catalogue, and the name by which a browser knows it.

Only the standard library is needed to read a catalogue (GNU gettext's ``.mo``); it chooses the plural as the
catalogue itself says. See docs/translating.md.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from pathlib import Path

from probatum.errors import SettingsError
from probatum.language.interface import N_, Spoken
from probatum.records.account import Scope
from probatum.records.article import Status
from probatum.records.evidence import Judgement, Rating
from probatum.records.house import Kind
from probatum.records.passage import TextKind
from probatum.records.question import ClinicalType, QuestionKind
from probatum.records.report import Noticed, ReportOutcome
from probatum.records.review import Act, Interest, Recommendation, Role
from probatum.records.source import Design, DesignBasis, LinkKind, Standing
from probatum.render.references import design_name, with_article
from probatum.render.trail_words import KINDS
from probatum.review.risk import Risk
from probatum.review.waiting import Task

DOMAIN = "probatum"

#: Whose values the pages show as they are called: the catalogue holds each.
SHOWN: tuple[type[Enum], ...] = (
    Act,
    ClinicalType,
    Design,
    DesignBasis,
    Interest,
    Judgement,
    Kind,
    LinkKind,
    Noticed,
    QuestionKind,
    Rating,
    Recommendation,
    ReportOutcome,
    Risk,
    Role,
    Scope,
    Standing,
    Status,
    Task,
    TextKind,
)

#: Words for what was done with a revision or a statement, as the trail and the desk have them.
ALSO_SHOWN = (
    N_("drafted"),
    N_("edited"),
    N_("written"),
    N_("not yet corrected"),
    N_("new"),
    N_("changed"),
    N_("unchanged"),
    N_("accepted"),
    N_("has not answered"),
    *KINDS,
    *(with_article(design_name(one.value)) for one in Design),
)

#: What the scripts in static/ say; a page brings them along in another language than they were written in.
SCRIPTS = (
    N_("Back"),
    N_("Back to the claim"),
    N_("Claim beside its passage"),
    N_("Close"),
    N_("Keys"),
    N_("Next"),
    N_("Open as a page"),
    N_("Quote the words that are marked"),
    N_("Reading the question…"),
    N_("Reading the text…"),
    N_("Searching the library and checking each statement…"),
    N_("Back: the claim before"),
    N_("Next: the claim after"),
    N_("comment on it, or on the words that are marked"),
    N_("edit it"),
    N_("leave a comment, back to its statement"),
    N_("mark it as checked, or take the mark back"),
    N_("the next statement"),
    N_("the statement before"),
    N_("this help"),
    N_("{done} of {of} claims judged."),
    N_("{number} claim is shown."),
    N_("{number} claims are shown."),
    N_("{number} of {all}"),
)

#: In which the texts are written: no catalogue is needed for it.
WRITTEN_IN = "en"

#: The folder of catalogues in a workspace; they go before those that are shipped.
FOLDER = "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface: its tag (BCP 47) for the pages, and its texts."""

    tag: str
    texts: gettext.NullTranslations

    @property
    def spoken(self) -> Spoken:
        """It as rooms are given it."""
        return Spoken(self.texts.gettext, self.texts.ngettext, self.tag)

    @property
    def in_scripts(self) -> dict[str, str]:
        """What the scripts say, by how it was written: only what differs."""
        said = {words: self.texts.gettext(words) for words in SCRIPTS}
        return {words: other for words, other in said.items() if other != words}


ENGLISH = Language("en-GB", gettext.NullTranslations())


def language_of(name: str, workspace: Path | None = None) -> Language:
    """The language that a setting names, from the workspace's catalogues or else from those that are shipped.

    Raises ``SettingsError`` where there is none in it, and says which there are.
    """
    if name == WRITTEN_IN:
        return ENGLISH
    folders = [*([workspace / FOLDER] if workspace else []), Path(str(files("probatum.web") / FOLDER))]
    for folder in folders:
        try:
            return Language(name.replace("_", "-"), _catalogue(folder, name))
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError, ValueError) as problem:
            raise SettingsError(
                f"the catalogue of {name!r} in {folder} cannot be read ({problem}); compile it again, as "
                "docs/translating.md says"
            ) from None
    raise SettingsError(
        f"language = {name!r}: there is no catalogue of it; known are {', '.join(_known(folders))}. "
        f"Put one at {folders[0]}/{name}/LC_MESSAGES/{DOMAIN}.mo; docs/translating.md says how it is made"
    )


def _catalogue(folder: Path, name: str) -> gettext.NullTranslations:
    with (folder / name / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def _known(folders: Sequence[Path]) -> list[str]:
    found = {made.parts[-3] for folder in folders for made in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return [WRITTEN_IN, *sorted(found)]

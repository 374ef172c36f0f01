"""Canonical: one address for one question. Other wordings lead to it, and never another question."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.actions.ask import article_name
from probatum.actions.published import Listed, Listing
from probatum.actions.remembered import whole_trail
from probatum.actions.review import BOARD
from probatum.errors import NotEligible, NotHeld, OutOfOrder
from probatum.language.pico import read_question
from probatum.language.wording import wording_of
from probatum.records.article import Audience
from probatum.records.review import Person, Role
from probatum.records.wording import REMOVED, AddedWording, folded, wordings_in
from probatum.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A published article to which a wording leads. ``asked`` is the wording, ``added`` whether an editor has
    said so; ``own`` that the article is the wording's own, so that nothing need be explained."""

    listed: Listed
    asked: str
    added: bool = False
    own: bool = False


def lead(ws: Workspace, listing: Listing, text: str, audience: Audience = Audience.CLINICIAN) -> Lead | None:
    """The published article that answers a question in other words; None where none surely does.

    An editor's word comes first, then what :func:`probatum.language.wording.wording_of` takes for the same.
    Of several published articles with one wording none is chosen. Raises ``QuestionError``.
    """
    question = read_question(text, ws.vocabulary)
    asked = question.text
    own = listing.by_name.get(article_name(asked, audience))
    if own is not None and own.out:
        return Lead(listed=own, asked=asked, own=True)
    added = listing.wordings.get(folded(asked))
    if added is not None:
        one = listing.by_name.get(added.article)
        return Lead(listed=one, asked=asked, added=True) if one is not None and one.out else None
    same = listing.by_wording.get((wording_of(question), audience), ())
    return Lead(listed=same[0], asked=asked) if len(same) == 1 else None


def lead_from(ws: Workspace, listing: Listing, article: str) -> Lead | None:
    """The published article to which the address of another one leads: that of an added wording, or of an
    article that is not published and asks the same. None where the address stands for itself."""
    held = listing.by_name.get(article)
    if held is None:
        for one in listing.wordings.values():
            if article_name(one.text, Audience.CLINICIAN) == article:
                return lead(ws, listing, one.text)
        return None
    if held.out or article != article_name(held.facts.question, held.facts.audience):
        return None
    found = lead(ws, listing, held.facts.question, held.facts.audience)
    return found if found is not None and not found.own else None


def wordings_of(listing: Listing, article: str) -> tuple[AddedWording, ...]:
    """The other wordings that editors have added to an article, in the order added."""
    return tuple(one for one in listing.wordings.values() if one.article == article)


def add_wording(ws: Workspace, article: str, text: str, *, by: Person, at: str) -> AddedWording:
    """Let another wording of its question lead to ``article``. To say it twice adds nothing.

    Raises ``NotHeld``, ``QuestionError``, ``NotEligible`` (``by`` is no editor) and ``OutOfOrder`` (the
    wording leads to another article, or is the article's own question).
    """
    _editor(by)
    held = ws.store.revision(article)
    said = read_question(text, ws.vocabulary).text
    if folded(said) == folded(held.question.text):
        raise OutOfOrder("that is the article's own question; it needs no wording beside it")
    with ws.locked(BOARD):
        standing = wordings_in(whole_trail(ws)).get(folded(said))
        if standing is not None and standing.article == article:
            return standing
        if standing is not None:
            raise OutOfOrder(f"that wording leads to {standing.article}; take it away there first")
        made = AddedWording(article=article, text=said, by=by.id, at=at)
        ws.store.append((made.event(),))
    return made


def remove_wording(ws: Workspace, article: str, text: str, *, by: Person, at: str) -> None:
    """Take a wording away again. Raises ``NotHeld`` where it is not the article's, and ``NotEligible``."""
    _editor(by)
    with ws.locked(BOARD):
        standing = wordings_in(whole_trail(ws)).get(folded(text))
        if standing is None or standing.article != article:
            raise NotHeld(f"{article} has no wording {text[:80]!r}; its page lists those that it has")
        gone = AddedWording(article=article, text=standing.text, by=by.id, at=at)
        ws.store.append((gone.event(REMOVED),))


def _editor(by: Person) -> None:
    if Role.EDITOR not in by.roles:
        raise NotEligible(f"{by.name} may not say what asks the same: that needs the role {Role.EDITOR}")

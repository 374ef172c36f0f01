"""Canonical: one address for one question. Other wordings lead to it, and never another question."""

from __future__ import annotations

from dataclasses import dataclass

from probatum.actions.ask import article_name
from probatum.actions.published import ORDER, Listed, Listing
from probatum.actions.remembered import whole_trail
from probatum.actions.review import BOARD
from probatum.errors import NotEligible, NotHeld, OutOfOrder
from probatum.language.interface import filled
from probatum.language.pico import read_question
from probatum.language.sense import content_words, sense_of
from probatum.language.wording import wording_of
from probatum.records.article import Audience, Status
from probatum.records.question import Question
from probatum.records.review import Person, Role
from probatum.records.wording import REMOVED, AddedWording, folded, wordings_in
from probatum.workspace import Workspace

#: So many articles are offered with "Did you mean", and how much of what is asked about they must share.
MOST_NEAR, NEAR = 3, 0.6

#: What stands no longer is offered to nobody.
_GONE = frozenset({Status.RETIRED, Status.SUSPENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An article to which a wording leads. ``asked`` is the wording, ``added`` whether an editor has
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
    if len(same) == 1:
        return Lead(listed=same[0], asked=asked)
    alike = () if same else tuple(one for one in _alike(listing, question, audience) if one.out)
    return Lead(listed=alike[0], asked=asked) if len(alike) == 1 else None


def draft_lead(
    ws: Workspace, listing: Listing, text: str, audience: Audience = Audience.CLINICIAN
) -> Lead | None:
    """The article that nobody has reviewed yet and that was made for the same question in other words.

    Of several the one that was made first: the first asker's words are the address. None where the question
    has an article of its own, and where a reviewed one would do. Raises ``QuestionError``.
    """
    question = read_question(text, ws.vocabulary)
    if article_name(question.text, audience) in listing.by_name:
        return None
    alike = [one for one in _alike(listing, question, audience) if one.status not in _GONE]
    if not alike or any(one.out for one in alike):
        return None
    first = min(alike, key=lambda one: (one.facts.edited, one.article))
    return Lead(listed=first, asked=question.text)


def _alike(listing: Listing, question: Question, audience: Audience) -> tuple[Listed, ...]:
    """The articles on the same question, each once."""
    keys = (wording_of(question), sense_of(question))
    found = (one for key in keys if key is not None for one in listing.by_sense.get((key, audience), ()))
    return tuple({one.article: one for one in found}.values())


def near(
    ws: Workspace, listing: Listing, text: str, audience: Audience = Audience.CLINICIAN
) -> tuple[Listed, ...]:
    """Articles on questions that are near this one and may be meant, the nearest first; it is none of them.

    Near are those that name most of what is named here, whatever is asked of it (Jaccard). What has the same
    question is not near but the same, and what was not answered helps nobody. Raises ``QuestionError``.
    """
    question = read_question(text, ws.vocabulary)
    own, said = article_name(question.text, audience), content_words(question.text)
    same = {one.article for one in _alike(listing, question, audience)} | {own}
    scored = [
        (len(said & one.facts.content) / (len(said | one.facts.content) or 1), one)
        for one in listing.articles
        if one.facts.audience is audience and one.facts.answered and one.status not in _GONE and one.shelved
        if one.article not in same and one.article == article_name(one.facts.question, audience)
    ]
    found = sorted(
        ((score, one) for score, one in scored if score >= NEAR),
        key=lambda pair: (-pair[0], ORDER[pair[1].status], pair[1].article),
    )
    return tuple(one for _, one in found[:MOST_NEAR])


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
            raise OutOfOrder(
                filled("that wording leads to {article}; take it away there first", article=standing.article)
            )
        made = AddedWording(article=article, text=said, by=by.id, at=at)
        ws.store.append((made.event(),))
    return made


def remove_wording(ws: Workspace, article: str, text: str, *, by: Person, at: str) -> None:
    """Take a wording away again. Raises ``NotHeld`` where it is not the article's, and ``NotEligible``."""
    _editor(by)
    with ws.locked(BOARD):
        standing = wordings_in(whole_trail(ws)).get(folded(text))
        if standing is None or standing.article != article:
            raise NotHeld(
                filled(
                    "{article} has no wording {text}; its page lists those that it has",
                    article=article,
                    text=repr(text[:80]),
                )
            )
        gone = AddedWording(article=article, text=standing.text, by=by.id, at=at)
        ws.store.append((gone.event(REMOVED),))


def _editor(by: Person) -> None:
    if Role.EDITOR not in by.roles:
        raise NotEligible(
            filled(
                "{name} may not say what asks the same: that needs the role {EDITOR}",
                name=by.name,
                EDITOR=Role.EDITOR,
            )
        )

"""An article in the public form as another audience reads it: the same document with other words in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from probatum.language.interface import N_, Gettext, english
from probatum.records.adapted import Adapted, Block, Grade, Studied, View
from probatum.records.article import Audience
from probatum.render.contract import (
    DISCLAIMER,
    ArticleForm,
    BlockForm,
    ClaimForm,
    GradingForm,
    ReaderForm,
    StudiedForm,
)

#: What each audience is called: of one reader who chooses, and of those for whom an answer is.
LABELS: Final[Mapping[Audience, str]] = {
    Audience.CLINICIAN: N_("Clinician"),
    Audience.SPECIALIST: N_("Specialist"),
    Audience.STUDENT: N_("Student"),
    Audience.PATIENT: N_("Patient or carer"),
    Audience.POLICY: N_("Policy maker"),
}
READERS: Final[Mapping[str, str]] = {
    Audience.CLINICIAN: N_("clinicians"),
    Audience.SPECIALIST: N_("specialists"),
    Audience.STUDENT: N_("students"),
    Audience.PATIENT: N_("patients and carers"),
    Audience.POLICY: N_("policy makers"),
}

_FOR_PATIENTS = N_(
    "This page tells what the cited studies and guidelines say. It does not know you, and it is not advice "
    "for you. Talk with your doctor, nurse or pharmacist before you act on it. The evidence searched is the "
    "library of this installation, which may lack works that matter."
)

#: A command is of no use to who reads as a patient.
_COMMAND = "probatum ingest"
_WHERE_TO_ASK = N_(
    "Ask again in other words, or ask a doctor, nurse or pharmacist. That nothing was found here does not "
    "mean that nothing is known: those who run this library can add works on the subject."
)


def for_readers(form: ArticleForm, view: View | None) -> ArticleForm:
    """``form`` as the audience of ``view`` reads it; as it is without one. Pure.

    Each statement keeps its id, verdict and citations; ``text`` is what is read, ``original`` what clinicians
    read, and ``fell_back`` says why the original stands where it had to.
    """
    if view is None:
        return form
    worded = {one.claim: one for one in view.claims}
    made: ArticleForm = {**form}
    made["audience"] = view.audience.value
    made["lead"] = [_claim(claim, worded) for claim in form["lead"]]
    made["sections"] = [
        {**section, "claims": [_claim(claim, worded) for claim in section["claims"]]}
        for section in form["sections"]
    ]
    made["reading"] = {**_grade(view.after), "before": _grade(view.before)}
    made["reader"] = reader = _reader(view)
    reader["derived"] = derived(made)
    made["disclaimer"] = _FOR_PATIENTS if view.audience is Audience.PATIENT else DISCLAIMER
    if view.audience is Audience.PATIENT and form["gap"] is not None and _COMMAND in form["gap"]["advice"]:
        made["gap"] = {**form["gap"], "advice": _WHERE_TO_ASK}
    return made


def derived(form: ArticleForm, said: Gettext = english) -> str:
    """What words for others than clinicians are, and of which revision (its whole hash); else empty."""
    if form["reader"] is None or form["audience"] == Audience.CLINICIAN:
        return ""
    told = N_(
        "A view for {readers}, made by a program of revision {revision}. The board reviews the text for "
        "clinicians."
    )
    return said(told).format(readers=said(READERS[form["audience"]]), revision=form["revision"]["hash"])


def how_checked(form: ArticleForm, said: Gettext = english) -> str:
    """What a reader is told of how other words came about; empty where there are none."""
    told = form["reader"]
    if told is None:
        return ""
    reader = said(READERS[form["audience"]])
    if not told["changed"]:
        arranged = N_("Arranged for {readers}. Every statement stands as clinicians read it.")
        return said(arranged).format(readers=reader)
    ours = told["fell_back"]
    worded = N_(
        "Worded for {readers}. The facts are the same: each statement was compared with the clinician’s, "
        "number by number and word by word, and checked again against the same passages. "
        "What explains a word is ours."
    )
    stand = N_("For {number} other words failed: there the clinician’s stand.")
    kept = f" {said(stand).format(number=ours)}" if ours else ""
    return said(worded).format(readers=reader) + kept


def reading_line(form: ArticleForm, said: Gettext = english) -> str:
    """How hard the statements are to read, before and after; empty where that was not measured."""
    grade = form["reading"]
    if grade is None or grade["fkgl"] is None:
        return ""
    after, before = grade["fkgl"], grade["before"]["fkgl"]
    if after == before:
        return said(N_("Reading grade {grade} (SMOG {smog}).")).format(grade=after, smog=grade["smog"])
    changed = N_(
        "Reading grade {grade} (SMOG {smog}); in the clinician’s words {grade_before} (SMOG {smog_before})."
    )
    return said(changed).format(
        grade=after, smog=grade["smog"], grade_before=before, smog_before=grade["before"]["smog"]
    )


def _claim(claim: ClaimForm, worded: Mapping[str, Adapted]) -> ClaimForm:
    one = worded[claim["id"]]
    pieces = [{"text": piece.text, "kind": piece.kind.value, "of": piece.of} for piece in one.pieces]
    return {
        **claim,
        "text": one.text,
        "original": one.original,
        "fell_back": one.fell_back,
        "pieces": pieces,  # type: ignore[typeddict-item]
    }


def _grade(grade: Grade) -> GradingForm:
    return {"fkgl": grade.fkgl, "smog": grade.smog}


def _reader(view: View) -> ReaderForm:
    return {
        "derived": "",
        "statements": len(view.claims),
        "changed": sum(one.changed for one in view.claims),
        "fell_back": view.fell_back,
        "words": [{"term": word.term, "meaning": word.meaning} for word in view.words],
        "first": [_block(block) for block in view.first],
        "last": [_block(block) for block in view.last],
        "studied": [_studied(one) for one in view.studied],
        "order": list(view.order),
    }


def _block(block: Block) -> BlockForm:
    return {"name": block.name, "heading": block.heading, "lines": list(block.lines)}


def _studied(one: Studied) -> StudiedForm:
    definitions = [{"text": text, "passage": passage} for text, passage in one.definitions]
    return {
        "marker": one.marker,
        "source": one.source,
        "design": one.design,
        "population": one.population,
        "definitions": definitions,  # type: ignore[typeddict-item]
    }

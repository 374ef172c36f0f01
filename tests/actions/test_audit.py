"""Audit: a brought text against a library, claim by claim."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.audits import compared
from probatum.actions.audit import Audited, audit
from probatum.actions.cited_works import cited_by, references_held, source_named
from probatum.actions.starter import ensure_starter
from probatum.errors import BrokenInput, NotHeld
from probatum.language.claims import read_pasted
from probatum.records.audit import Audit
from probatum.records.verdict import Outcome
from probatum.workspace import Workspace, open_workspace

DRAFT = """
# Relapse in myositis

In a Korean cohort, relapse occurred in 65 of 105 patients (62%) [1].

Immunosuppressant use before relapse was associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86) [1].

Zanthofibrate cures inflammatory myositis in nine of ten patients.

Understanding myositis is crucial for everyone.

## References

1. A single-centre cohort of biopsied myositis. Clin Rheumatol 2024. doi:10.1007/s10067-024-07120-1
"""


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the starter library."""
    opened = open_workspace(tmp_path_factory.mktemp("audit") / "ws")
    ensure_starter(opened)
    yield opened
    opened.close()


def audited(ws: Workspace, text: str, **how: object) -> Audit:
    return audit(ws, text.encode(), name="draft.md", **how)  # type: ignore[arg-type]


def verdicts(made: Audit) -> dict[str, Outcome]:
    """The verdict on each claim, by the first two words of the claim."""
    return {" ".join(one.claim.text.split()[:2]): one.verdict.outcome for one in made.claims}


def test_each_claim_has_a_verdict_and_what_is_held_is_quoted(ws: Workspace) -> None:
    made = audited(ws, DRAFT)
    assert verdicts(made) == {
        "In a": Outcome.SUPPORTED,
        "Immunosuppressant use": Outcome.SUPPORTED,
        "Zanthofibrate cures": Outcome.NOT_FOUND,
        "Understanding myositis": Outcome.NOT_FOUND,
    }
    for one in made.claims[:2]:
        (passage,) = ws.store.passages([one.evidence[0].passage], [one.evidence[0].source])
        assert passage.text[one.evidence[0].start : one.evidence[0].end] == one.evidence[0].quote


def test_the_same_text_gives_the_same_audit(ws: Workspace) -> None:
    first, second = audited(ws, DRAFT), audited(ws, DRAFT)
    assert (first.claims, first.structure) == (second.claims, second.structure)


def test_a_wrong_figure_contradicts_the_work_that_is_cited_for_it(ws: Workspace) -> None:
    made = audited(ws, DRAFT.replace("65 of 105 patients (62%)", "56 of 105 patients (53%)"))
    assert made.claims[0].verdict.outcome in (Outcome.CONTRADICTED, Outcome.NOT_FOUND)
    assert "numbers" in {finding.check for finding in made.claims[0].verdict.findings}


def test_against_one_named_work_others_do_not_count(ws: Workspace) -> None:
    other = source_named(ws, "Long-term outcome in polymyositis and dermatomyositis")
    made = audited(ws, DRAFT, sources=[other])
    assert {one.source for each in made.claims for one in each.evidence} <= {other}
    assert made.claims[0].verdict.outcome is not Outcome.SUPPORTED


def test_without_the_starter_library_nothing_is_found(ws: Workspace) -> None:
    assert set(verdicts(audited(ws, DRAFT, starter=False)).values()) == {Outcome.NOT_FOUND}


def test_what_leans_on_a_subject_of_which_nothing_is_held_is_not_found(ws: Workspace) -> None:
    claim = "Relapse often occurs during tapering and after low-dose maintenance."
    text = f"# How is chickenpox treated?\n\n{claim}\n"
    assert set(verdicts(audited(ws, text)).values()) == {Outcome.NOT_FOUND}
    same = text.replace("chickenpox", "myositis")
    assert set(verdicts(audited(ws, same)).values()) != {Outcome.NOT_FOUND}


@pytest.mark.parametrize("name", ["pmid:39352438", "39352438", "10.1007/s10067-024-07120-1", "myo-001"])
def test_a_work_is_named_by_any_of_its_identifiers(ws: Workspace, name: str) -> None:
    assert ws.store.source(source_named(ws, name)).identifiers.pmid == "39352438"


def test_a_work_that_is_not_held_is_said_with_the_fix(ws: Workspace) -> None:
    with pytest.raises(NotHeld, match="ingest it first"):
        audited(ws, DRAFT, sources=["pmid:1"])


def test_progress_is_told_up_to_the_last_claim(ws: Workspace) -> None:
    told: list[Audited] = []
    made = audited(ws, DRAFT, progress=told.append)
    total = len(made.claims)
    assert told[-1] == Audited(done=total, of=total)


def test_a_text_without_claims_is_an_audit_without_claims(ws: Workspace) -> None:
    assert audited(ws, "# Myositis\n\nWhat is it?\n").claims == ()


def test_a_text_without_words_is_refused_with_the_fix(ws: Workspace) -> None:
    with pytest.raises(BrokenInput, match=r"draft\.md: no words in it; give plain text"):
        audited(ws, "\n\n")


@pytest.mark.shared
def test_the_founding_page_is_judged_as_people_judged_it(ws: Workspace, shared: Path) -> None:
    (page,) = (shared / "founding_page").glob("*.txt")
    lines = (shared / "evidence" / "seed_article_audit.jsonl").read_text("utf-8").splitlines()
    made = audit(ws, page.read_bytes(), name=page.name)
    met = list(compared(made, [json.loads(line) for line in lines]))
    assert sum(one.agrees for one in met) >= 0.85 * len(met)
    said = {one.claim.text[:30]: {finding.check for finding in one.verdict.findings} for one in made.claims}
    assert "significance" in said["Higher antinuclear antibody (A"]
    assert "causation" in said["The use of immunosuppressants "]
    assert said["Histopathologic features consi"] == set()
    structure = [(one.check, one.message) for one in made.structure]
    assert [
        message for check, message in structure if check == "dangling_markers" and "4, 5, 6 and 7" in message
    ]
    assert sum(check == "source_types" for check, _ in structure) == 3
    assert [message for check, message in structure if check == "missing_intervals" and "1.69" in message]
    assert [message for check, message in structure if check == "conflicting_figures" and "73%" in message]


@pytest.mark.shared
def test_answers_from_elsewhere_are_judged_too(ws: Workspace, shared: Path) -> None:
    """Three answers of the open sets: what the library does not hold is not found, and never called wrong."""
    answers = []
    for name in ("kqa/questions_with_answers.jsonl.gz", "expertqa/annotated_answers.jsonl.gz"):
        with gzip.open(shared / "data" / name, "rt", encoding="utf-8") as lines:
            rows = [json.loads(next(lines)) for _ in range(2)]
        answers += [row.get("answer") or next(iter(row["answers"].values()))["answer_string"] for row in rows]
    for answer in answers[:3]:
        made = audited(ws, answer)
        assert made.claims
        assert Outcome.CONTRADICTED not in {one.verdict.outcome for one in made.claims}
        for one in made.claims:
            assert made.pasted.text[one.claim.start : one.claim.end].strip()


def test_a_work_that_is_cited_by_author_and_year_is_held_against_the_statement_that_cites_it(
    ws: Workspace,
) -> None:
    text = (
        "In a Korean cohort, relapse occurred in 65 of 105 patients (Kim et al., 2024).\n\nReferences\n\n"
        "Kim H, Lee J, et al. (2024). A single-centre cohort of biopsied myositis. Clin Rheumatol. "
        "https://doi.org/10.1007/s10067-024-07120-1\n"
    )
    pasted = read_pasted(text)
    cited = references_held(ws, pasted.references)
    assert [len(cited_by(pasted, claim, cited)) for claim in pasted.claims] == [1]
    assert [one.verdict.outcome for one in audited(ws, text).claims] == [Outcome.SUPPORTED]

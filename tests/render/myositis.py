"""A hand-made article for tests of what is shown: invented works, every kind of thing there is to show."""

from __future__ import annotations

from dataclasses import replace

from probatum.records.article import Audience, Gap, Reference, Revision, Searched, Section, Withheld
from probatum.records.claim import Citation, Claim
from probatum.records.effect import Effect, Measure
from probatum.records.evidence import Certainty, Conflict, Rating, Side
from probatum.records.passage import Document, Part, Passage, TextKind, passage_at
from probatum.records.question import ClinicalType, Concept, Pico, Question, QuestionKind
from probatum.records.source import Author, Design, Identifiers, Source, Standing
from probatum.records.verdict import Finding, Outcome, Verdict

COHORT = Source(
    id="pmid:11111111",
    identifiers=Identifiers(pmid="11111111", doi="10.1000/cohort.1"),
    title='Relapse in <b>invented</b> myositis & its "predictors"',
    authors=tuple(
        Author(family=name, given="A B") for name in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Gum", "Ivy")
    ),
    journal="J Invented Med",
    published="2024-05",
    design=Design.COHORT,
)
NOTED = Source(
    id="doi:10.1000/trial/2",
    identifiers=Identifiers(doi="10.1000/trial/2"),
    title="A trial of an invented drug",
    journal="Trials of Nothing",
    published="2019",
    design=Design.RANDOMISED_TRIAL,
    standing=Standing.CONCERN,
    house=True,
)

_RESULTS = (
    "Relapse occurred in 65 of 105 patients (62%). Immunosuppressants were associated with fewer relapses "
    "(HR 0.50, 95% CI 0.29-0.86, P = 0.013). Doubling of the ANA titre was not (HR 1.13, 95% CI 1.00-1.27, "
    "P = 0.052)."
)
_METHODS = "We followed 105 adults with newly diagnosed myositis at one centre for 60 months."
ABSTRACT = Document(
    text=f"{_METHODS}\n{_RESULTS}",
    kind=TextKind.ABSTRACT,
    parts=(
        Part(start=0, end=len(_METHODS), section="Methods"),
        Part(start=len(_METHODS) + 1, end=len(_METHODS) + 1 + len(_RESULTS), section="Results"),
    ),
    language="en",
)
_FACT = "Relapse was seen in 12 of 40 patients (30%) while the dose was lowered."
_WHO = "40 adults with <script>alert('myositis')</script>"
NOTE = Document(
    text=f"{_FACT}\n{_WHO}",
    kind=TextKind.NOTE,
    parts=(
        Part(start=0, end=len(_FACT), section="Key facts › abstract"),
        Part(start=len(_FACT) + 1, end=len(_FACT) + 1 + len(_WHO), section="Population"),
    ),
)


def abstract_passage() -> Passage:
    """The whole abstract of the cohort."""
    return passage_at(COHORT.id, ABSTRACT, 0, len(ABSTRACT.text))


def fact_passage() -> Passage:
    """The key fact of the note."""
    return passage_at(NOTED.id, NOTE, 0, len(_FACT))


def population_passage() -> Passage:
    """The population of the note."""
    return passage_at(NOTED.id, NOTE, len(_FACT) + 1, len(NOTE.text))


def claims() -> tuple[Claim, ...]:
    """Three statements: one plain, one on two passages of a note, one with numbers and an interval."""
    abstract = abstract_passage()
    frequent = Claim(
        text="Yes. Cohort study (105 adults): relapse occurred in 65 of 105 patients (62%).",
        citations=(
            Citation.quoting(abstract, "Relapse occurred in 65 of 105 patients (62%)."),
            Citation.quoting(abstract, "We followed 105 adults with newly diagnosed myositis at one centre"),
        ),
    )
    taper = Claim(
        text="Relapse was seen in 12 of 40 patients (30%) while the dose was lowered.",
        citations=(
            Citation.quoting(fact_passage(), _FACT),
            Citation.quoting(population_passage(), _WHO),
        ),
    )
    protects = Claim(
        text="Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86).",
        citations=(
            Citation.quoting(
                abstract,
                "Immunosuppressants were associated with fewer relapses (HR 0.50, 95% CI 0.29-0.86, "
                "P = 0.013).",
            ),
        ),
    )
    return frequent, taper, protects


def effects() -> tuple[Effect, ...]:
    """A proportion, a ratio that excludes no effect and one that does not."""
    text = ABSTRACT.text

    def at(words: str) -> dict[str, int | str]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    passage = abstract_passage().id
    share = at("65 of 105 patients (62%)")
    halved = at("HR 0.50, 95% CI 0.29-0.86, P = 0.013")
    doubled = at("HR 1.13, 95% CI 1.00-1.27, P = 0.052")
    return (
        Effect(
            measure=Measure.PROPORTION, estimate=62.0, events=65, n=105, outcome="relapse",
            passage=passage, source=COHORT.id, **share,  # type: ignore[arg-type]
        ),
        Effect(
            measure=Measure.HR, estimate=0.5, low=0.29, high=0.86, level=95, p=0.013, adjusted=True,
            outcome="relapse", passage=passage, source=COHORT.id, **halved,  # type: ignore[arg-type]
        ),
        Effect(
            measure=Measure.HR, estimate=1.13, low=1.0, high=1.27, level=95, p=0.052, outcome="relapse",
            passage=passage, source=COHORT.id, **doubled,  # type: ignore[arg-type]
        ),
    )  # fmt: skip


def question(text: str = "Can invented myositis relapse?") -> Question:
    """A yes/no question on prognosis."""
    return Question(
        text=text,
        kind=QuestionKind.YESNO,
        clinical_type=ClinicalType.PROGNOSIS,
        pico=Pico(
            population=(Concept(text="invented myositis", preferred="Myositis"),),
            outcome=(Concept(text="relapse"),),
        ),
    )


def references() -> tuple[Reference, ...]:
    """The cohort itself, and our note on a trial."""
    return (
        Reference(
            marker=1,
            source=COHORT.id,
            type=Design.COHORT.value,
            title=COHORT.label,
            authors=tuple(author.name for author in COHORT.authors),
            journal=COHORT.journal,
            year=COHORT.year,
            doi=COHORT.identifiers.doi,
            pmid=COHORT.identifiers.pmid,
            url=COHORT.best_url,
            passages=(abstract_passage().id,),
        ),
        Reference(
            marker=2,
            source=NOTED.id,
            type="house note",
            of=Design.RANDOMISED_TRIAL.value,
            title=NOTED.label,
            journal=NOTED.journal,
            year=NOTED.year,
            doi=NOTED.identifiers.doi,
            url=NOTED.best_url,
            standing=NOTED.standing.value,
            passages=(fact_passage().id, population_passage().id),
        ),
    )


def revision() -> Revision:
    """An answer with everything that an answer can have."""
    frequent, taper, protects = claims()
    concern = Finding(
        check="standing",
        outcome=Outcome.PARTLY,
        said=NOTED.label,
        found="concern",
        reason="The cited work (A trial of an invented drug) is under an expression of concern.",
    )
    misprint = Finding(
        check="numbers",
        outcome=Outcome.CONTRADICTED,
        said="66",
        found="65",
        reason="The statement says 66; the passage says 65.",
    )
    checks = ("quote", "standing")
    share = effects()[0]
    return Revision(
        article="can-invented-myositis-relapse-0a1b2c3d",
        question=question(),
        audience=Audience.CLINICIAN,
        lead=(frequent,),
        sections=(
            Section(heading="When it happens", facet="timing", claims=(taper,)),
            Section(heading="What protects", facet="protection", claims=(protects,)),
            Section(
                heading="Monitoring", facet="monitoring", claims=(), note="Nothing on monitoring was found."
            ),
        ),
        references=references(),
        verdicts=(
            (frequent.id, Verdict(outcome=Outcome.SUPPORTED, checks=checks)),
            (taper.id, Verdict(outcome=Outcome.PARTLY, findings=(concern,), checks=checks)),
            (protects.id, Verdict(outcome=Outcome.SUPPORTED, checks=checks)),
        ),
        effects=effects(),
        certainty=(
            Certainty(
                outcome="relapse",
                rating=Rating.LOW,
                reasons=("observational studies begin at low", "one centre"),
                sources=(COHORT.id,),
            ),
        ),
        conflicts=(
            Conflict(
                about="How often relapse is seen",
                sides=(
                    Side(
                        source=COHORT.id,
                        passage=abstract_passage().id,
                        statement="Relapse occurred in 65 of 105 patients (62%).",
                        population="adults, one centre",
                        denominator="105 patients",
                        follow_up="60 months",
                        effect=share,
                    ),
                    Side(
                        source=NOTED.id,
                        passage=fact_passage().id,
                        statement="Relapse was seen in 12 of 40 patients (30%).",
                        definition="while the dose was lowered",
                    ),
                ),
                explanation="They counted relapse over different times.",
            ),
        ),
        gap=None,
        searched=Searched(
            query="invent myositi relaps",
            passages_considered=42,
            index="tantivy/1/abc",
            at="2026-01-02T03:04:05Z",
        ),
        made_by="extractive@1; embedder none",
        answer="yes",
        withheld=1,
        held_back=(
            Withheld(
                claim=replace(frequent, text="Relapse occurred in 66 of 105 patients <b>(63%)</b>."),
                verdict=Verdict(outcome=Outcome.CONTRADICTED, findings=(misprint,), checks=checks),
            ),
        ),
        created_at="2026-01-02T03:04:05Z",
    )


def gap_revision() -> Revision:
    """An honest no."""
    return Revision(
        article="does-zanthofibrate-cure-narcolepsy-11112222",
        question=question("Does zanthofibrate cure narcolepsy?"),
        audience=Audience.CLINICIAN,
        lead=(),
        sections=(),
        references=(),
        verdicts=(),
        effects=(),
        certainty=(),
        conflicts=(),
        gap=Gap(
            searched="Does zanthofibrate cure narcolepsy?",
            reason="Nothing held speaks of “zanthofibrate”.",
            nearest=("A trial of an invented drug",),
            advice="Ingest sources on the subject (probatum ingest), or ask again in other words.",
        ),
        searched=Searched(
            query="zanthofibr cure narcolepsi",
            passages_considered=3,
            index="tantivy/1/abc",
            at="2026-01-02T03:04:05Z",
        ),
        made_by="extractive@1; embedder none",
        created_at="2026-01-02T03:04:05Z",
    )

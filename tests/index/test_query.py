"""From a question to what is looked for."""

from __future__ import annotations

from probatum.index.index import Filters
from probatum.index.query import SYNONYMS, query_for
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import ClinicalType, Concept, Pico, Question, QuestionKind


def question(text: str, *concepts: Concept) -> Question:
    return Question(
        text=text,
        kind=QuestionKind.SUMMARY,
        clinical_type=ClinicalType.OTHER,
        pico=Pico(population=concepts),
    )


def test_terms_are_those_of_the_question_once_each() -> None:
    asked = query_for(question("Relapse of relapses in myositis?"), Vocabulary())
    assert (asked.terms, asked.widened) == (("relaps", "myositi"), ())


def test_concepts_are_widened_by_their_other_names() -> None:
    concept = Concept(text="GCA", preferred="giant cell arteritis", synonyms=("GCA", "Horton's disease"))
    asked = query_for(question("Does GCA relapse?", concept), Vocabulary())
    assert asked.widened == ((("giant", "cell", "arter"), ("horton", "diseas")),)


def test_without_a_pico_the_vocabulary_is_asked() -> None:
    asked = query_for(question("Is Eliquis safe?"), Vocabulary.shipped())
    assert asked.widened == ((("apixaban",),),)


def test_widening_is_bounded() -> None:
    names = (*(f"name number{at}" for at in range(200)), "one two three four five six seven")
    asked = query_for(question("x", Concept(text="x", synonyms=names)), Vocabulary())
    assert len(asked.widened[0]) == SYNONYMS


def test_filters_are_passed_on() -> None:
    filters = Filters(year_from=2000)
    assert query_for(question("gout"), Vocabulary(), filters).filters == filters

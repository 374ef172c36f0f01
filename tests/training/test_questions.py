"""What the selector learns from: statements turned into the questions that they answer."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[2] / "training" / "selector"


@pytest.fixture(scope="module")
def questions() -> ModuleType:
    """The recipe's module; it stands beside the package, not in it."""
    spec = importlib.util.spec_from_file_location("selector_questions", FOLDER / "questions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("Rituximab reduces relapses of vasculitis.", "Does rituximab reduce relapses of vasculitis?"),
        ("Methotrexate improved survival in adults.", "Did methotrexate improve survival in adults?"),
        ("Smoking is associated with lung disease.", "Is smoking associated with lung disease?"),
        ("Statins can cause myopathy.", "Can statins cause myopathy?"),
        ("ANCA titres are not useful alone.", None),
        ("Vasculitis.", None),
    ],
)
def test_a_statement_becomes_the_question_that_it_answers(
    questions: ModuleType, statement: str, question: str | None
) -> None:
    assert questions.question_of(statement) == question


def test_a_page_answers_its_own_question_and_not_that_about_another_disease(questions: ModuleType) -> None:
    pages = {
        name: [{"focus": name, "qtype": "inheritance", "answer": f"{name} is inherited in an {how} pattern."}]
        for name, how in (("Fabry disease", "X-linked"), ("Wilson disease", "autosomal recessive"))
    }
    row = pages["Fabry disease"][0]
    made = list(questions._page("Fabry disease", row, pages, ["Wilson disease"], random.Random(1)))
    told = {("fabry" in one.question.lower(), "fabry" in one.text.lower()): one.answers for one in made}
    assert told == {(True, True): True, (True, False): False, (False, True): False}


def test_the_aim_of_a_study_is_told_from_its_finding(questions: ModuleType) -> None:
    aims = ("We aimed to compare both drugs.", "Whether it helps is unknown.", "Relapses were fewer.")
    assert [questions._AIM.search(one) is not None for one in aims] == [True, True, False]

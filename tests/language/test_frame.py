"""What speaks of the page is told from what speaks of medicine."""

from __future__ import annotations

import pytest

from probatum.language.frame import is_frame_heading, speaks_of_page


@pytest.mark.parametrize(
    "words",
    [
        "Medically reviewed by Jane Doe, MD",
        "Approved",
        "Content is awaiting editorial review.",
        "We use cookies to improve your experience.",
        "Sign up for our newsletter",
        "Do you have any other questions? Ask away.",
        "Sure! Here is an overview.",
        "Trusted by thousands of clinicians.",
        "Our assistant is used by leading hospitals.",
        "This content is not a substitute for professional medical advice.",
        "The company accepts no liability for its use.",
        "As an AI language model, I cannot diagnose.",
        "Share this page",
        "© 2024 Example Media",
        "The provided context does not specify a dose.",
    ],
)
def test_what_speaks_of_the_page_is_told(words: str) -> None:
    assert speaks_of_page(words)


@pytest.mark.parametrize(
    "words",
    [
        "Peer-reviewed literature supports its use.",
        "The drug was approved in 2019.",
        "Aspirin is used by millions of people.",
        "Heart disease is the world-leading cause of death.",
        "CT | MRI",
        "Prednisone/azathioprine/methotrexate",
        "Our model predicted relapse.",
        "Dietary sources do not provide enough vitamin D.",
        "Personalised dosing reduced toxicity.",
        "Home oxygen helps.",
        "The tool is designed to assess frailty.",
        "Responses were reviewed by two assessors.",
        "Sure Start centres reduced admissions.",
    ],
)
def test_what_speaks_of_medicine_is_left(words: str) -> None:
    assert speaks_of_page(words) == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Medical Disclaimer", True),
        ("Review status", True),
        ("Have a question?", True),
        ("Related articles", True),
        ("Personalize your experience", True),
        ("Personalised therapy", False),
        ("Feedback inhibition of TSH", False),
        ("Treatment", False),
        ("Systematic reviews", False),
    ],
)
def test_headings_of_the_page_are_told(words: str, expected: bool) -> None:
    assert is_frame_heading(words) is expected

"""A question about one person is put as it is for everybody; what is not read for sure stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.general import general_form
from probatum.language.personal import without_details
from probatum.language.triage import speaks_of_one
from probatum.language.vocabulary import Vocabulary

SHIPPED = Vocabulary.shipped()
WORDS = """
I my daughter son he she have has gout asthma am pregnant take prednisone stop should can what dose how is it
safe to for before surgery and if , . ? 47 Emma do does the a with on
""".split()  # noqa: SIM905 - words to be read by people


@pytest.mark.parametrize(
    ("typed", "general"),
    [
        ("Should I stop my prednisone before surgery?", "Should prednisone be stopped before surgery?"),
        ("can my daughter with asthma take ibuprofen", "Can children with asthma take ibuprofen?"),
        ("My daughter Emma, 7, has asthma. Can she take ibuprofen?",
         "Can children with asthma take ibuprofen?"),
        ("I'm pregnant, can I take ibuprofen?", "Can pregnant women take ibuprofen?"),
        ("Is it safe to take ibuprofen while I'm pregnant?",
         "Is it safe for pregnant women to take ibuprofen?"),
        ("I'm on warfarin; can I eat grapefruit?", "Can people who take warfarin eat grapefruit?"),
        ("I have asthma can I take aspirin", "Can people with asthma take aspirin?"),
        ("How much paracetamol can I give my child?", "How much paracetamol can be given to children?"),
        ("Will methotrexate help my psoriasis?", "Will methotrexate help psoriasis?"),
        ("How long should I take amoxicillin for a sinus infection?",
         "How long should amoxicillin be taken for a sinus infection?"),
        ("Do I need to stop apixaban before my dental surgery?",
         "Does apixaban need to be stopped before dental surgery?"),
        ("My wife has lupus and is pregnant. Should she take hydroxychloroquine?",
         "Should pregnant women with lupus take hydroxychloroquine?"),
        ("My mum (78) has heart failure, which painkillers can she take?",
         "Which painkillers can older people with heart failure take?"),
        ("I had a stroke. Can I take aspirin?", "Can people who have had stroke take aspirin?"),
        ("Is metformin safe for me if I have kidney failure?",
         "Is metformin safe for people with kidney failure?"),
        ("How do I treat my son's eczema?", "How is eczema treated in children?"),
        ("My patient is 64 and has AF. Should I start apixaban?",
         "Should apixaban be started in people with AF?"),
        ("Hi, I'm Sarah, I have lupus and I'd like to know if I can take the pill. Thanks, Sarah",
         "Can people with lupus take the pill?"),
    ],
)  # fmt: skip
def test_it_is_put_for_everybody(typed: str, general: str) -> None:
    assert general_form(typed, SHIPPED) == general


@pytest.mark.parametrize(
    "text",
    [
        "Do I have lupus?",
        "Why am I so tired?",
        "How do I know if I have gout?",
        "How did my child get roseola?",
        "Do I need a colonoscopy?",
        "what about my daughter?",
        "How should I treat a patient with a kidney stone?",
    ],
)
def test_what_is_not_read_for_sure_stands(text: str) -> None:
    assert general_form(text, SHIPPED) == text


@pytest.mark.parametrize(
    "text",
    [
        "Can inflammatory myositis relapse?",
        "What is the prognosis of type I diabetes?",
        "How would you help a mother with her depression?",
        "Show me only trials since 2020",
    ],
)
def test_a_question_of_many_is_left_alone(text: str) -> None:
    assert general_form(text, SHIPPED) == text


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    ).map(" ".join)
)
def test_what_was_put_in_general_speaks_of_nobody(text: str) -> None:
    """Whatever is typed: either nothing was turned, or nobody is left in it."""
    made = general_form(text, SHIPPED)
    assert made == without_details(text) or not speaks_of_one(made)

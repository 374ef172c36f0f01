"""Yes, no or unsettled: read from words and numbers, quoted only where the sentence says so."""

from __future__ import annotations

import pytest

from probatum.compose.asks import asks_advice
from probatum.compose.relevance import candidates, subject_of
from probatum.compose.select import ranked
from probatum.compose.stance import Stance, counted_with, lacks_outcome, shown_in, stance_on
from probatum.compose.stands import Arms, read
from probatum.records.question import ClinicalType, Concept, Pico, QuestionKind
from probatum.records.source import Design
from tests.compose.library import found, question

ASKED = "Does methotrexate reduce relapse in myositis?"


def stance(asked: str, *texts: str, kind: QuestionKind = QuestionKind.YESNO) -> Stance:
    put = question(asked, kind=kind, pico=Pico())
    held = [found(text, source=f"pmid:{number}") for number, text in enumerate(texts)]
    return stance_on(put, ranked(subject_of(put, {}), candidates(held)))


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Methotrexate reduced relapse in myositis.", "affirms"),
        ("Methotrexate did not reduce relapse in myositis.", "denies"),
        ("Methotrexate increased relapse in myositis.", "opposite"),
        ("Relapse was 24% on methotrexate and 58% on placebo.", "affirms"),
        ("Relapse was 58% on methotrexate and 24% on placebo.", "opposite"),
        ("Relapse HR 0.50 (95% CI 0.29-0.86).", "affirms"),
        ("Relapse HR 1.50 (95% CI 1.29-1.86).", "opposite"),
        ("No significant difference in relapse was found.", "denies"),
        ("The effect of methotrexate on relapse is unclear.", "unknown"),
        ("Methotrexate may reduce relapse.", "affirms"),
    ],
)
def test_a_sentence_is_read_for_what_it_does_to_the_question(sentence: str, says: str) -> None:
    assert getattr(read(ASKED, sentence), says)


def test_of_several_results_the_one_that_is_asked_about_is_read() -> None:
    reading = read("Does it reduce death?", "Flares were more frequent; death HR 0.69 (95% CI 0.53-0.88).")
    assert (reading.affirms, reading.opposite) == (True, False)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Is lucatumumab a polyclonal antibody?", "Lucatumumab is a fully human monoclonal antibody."),
        ("Are Clostridia aerobes?", "Clostridia are a genus of obligate anaerobes."),
    ],
)
def test_words_that_exclude_each_other_are_opposites(asked: str, sentence: str) -> None:
    assert read(asked, sentence).opposite


def test_a_sentence_with_all_the_words_of_the_question_says_the_thing_itself() -> None:
    assert read("Is serotonin transported by platelets?", "Platelets transport serotonin.").states


def test_what_nearly_all_sentences_say_is_the_answer() -> None:
    yes = stance(ASKED, "Methotrexate reduced relapse in myositis.", "Relapse was less on methotrexate.")
    no = stance(
        ASKED,
        "Methotrexate did not reduce relapse in myositis.",
        "Methotrexate was not effective against relapse of myositis.",
    )
    assert (yes.word, no.word) == ("yes", "no")


def test_only_a_sentence_that_says_so_is_quoted_as_saying_so() -> None:
    answer = stance(
        ASKED,
        "Methotrexate reduced relapse in myositis.",
        "Methotrexate lowered the rate of relapse of myositis.",
        "Methotrexate is an old drug in myositis.",
    )
    assert answer.word == "yes"
    assert all(read(ASKED, one.sentence.text).affirms for one in answer.saying)


def test_other_questions_have_no_stance_and_nothing_read_settles_nothing() -> None:
    assert stance(ASKED, "Methotrexate reduced relapse.", kind=QuestionKind.SUMMARY) == Stance()
    assert stance(ASKED).word == "unsettled"


APIXABAN = Arms(("apixaban",), ("aspirin",))
PAIR = "Stroke: 1.6% per year on apixaban v 3.7% per year on aspirin."


@pytest.mark.parametrize(
    ("asked", "arms", "says"),
    [
        ("Is apixaban better than aspirin?", APIXABAN, "affirms"),
        ("Is aspirin better than apixaban?", Arms(("aspirin",), ("apixaban",)), "worse"),
        ("Is aspirin as effective as apixaban?", Arms(("aspirin",), ("apixaban",)), "opposite"),
        ("Is apixaban as effective as aspirin?", APIXABAN, "affirms"),
    ],
)
def test_of_two_treatments_the_one_asked_about_is_read(asked: str, arms: Arms, says: str) -> None:
    assert getattr(read(asked, PAIR, arms), says)


def test_the_title_tells_which_treatment_stands_first() -> None:
    asked, arms = "Is warfarin safer than apixaban?", Arms(("warfarin",), ("apixaban",))
    said = "Major bleeding 2.13% v 3.09% per year."
    assert read(asked, said, arms, "Apixaban versus warfarin").worse
    unknown = read(asked, said, arms, "Anticoagulants")
    assert (unknown.affirms, unknown.opposite, unknown.better) == (False, False, False)


def test_a_control_group_named_first_is_still_the_control() -> None:
    reading = read("Does it reduce relapse?", "Relapse was 58% on placebo and 24% on the drug.")
    assert (reading.affirms, reading.opposite) == (True, False)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        # A figure for how often does not say that it helps, nor that it is safe.
        ("Does myositis respond to treatment?", "Pooled prevalence of dysphagia was 36% in myositis."),
        (
            "Is exercise safe in myositis?",
            "Controls who did not exercise lost 9.2% of strength in one trial.",
        ),
        ("Is apixaban safe in kidney disease?", "Major bleeding in 6 (3.8%) on apixaban."),
        # A ratio whose interval holds 1 tells no direction, and one of a list is not read for the whole.
        ("Does apixaban reduce stroke?", "Stroke RR 0.93 (50,578, 95% CI 0.83-1.04)."),
        ("Does it reduce heart attacks?", "Heart attacks HR: lixisenatide 1.02, exenatide 0.91."),
        # Less of a harm than with something else does not make it the cause of that harm.
        ("Does apixaban cause bleeding?", "Bleeding was reduced most with apixaban."),
    ],
)
def test_what_was_merely_seen_neither_affirms_nor_opposes(asked: str, sentence: str) -> None:
    reading = read(asked, sentence)
    assert (reading.affirms, reading.opposite) == (False, False)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Exercise was safe in all stages of myositis.", "affirms"),
        ("Exercise did not increase disease activity in myositis.", "affirms"),
        ("Exercise is contraindicated in active myositis.", "opposite"),
        ("Exercise raised the risk of muscle damage.", "opposite"),
    ],
)
def test_whether_something_is_safe_is_told_by_what_speaks_of_harm(sentence: str, says: str) -> None:
    assert getattr(read("Is exercise safe in myositis?", sentence), says)


def test_what_ought_to_be_done_is_told_by_who_advises_and_not_by_a_result() -> None:
    asked = "Should warfarin be switched to apixaban in frail people?"
    result = "Stroke was reduced by apixaban against warfarin in frail people (RR 0.81, 95% CI 0.73-0.91)."
    advice = "Warfarin should be switched to apixaban in frail people, which reduced bleeding."
    assert (stance(asked, result, result).word, stance(asked, advice).word) == ("unsettled", "yes")
    assert stance("Can I take aspirin instead of apixaban?", "Aspirin reduced stroke.").word == "unsettled"


def of_treatment(asked: str, name: str, *texts: str) -> Stance:
    pico = Pico(intervention=(Concept(text=name, preferred=name),))
    put = question(asked, kind=QuestionKind.YESNO, pico=pico)
    held = [found(text, source=f"pmid:{number}") for number, text in enumerate(texts)]
    return stance_on(put, ranked(subject_of(put, {}), candidates(held)))


def test_a_treatment_that_another_is_compared_with_is_not_said_to_help() -> None:
    asked, name = "Does azathioprine help in myositis?", "azathioprine"
    other = "Survival in myositis was better with methotrexate than azathioprine."
    own = "Survival in myositis was better with azathioprine than placebo."
    assert (of_treatment(asked, name, other).word, of_treatment(asked, name, own).word) == (
        "unsettled",
        "yes",
    )


def test_a_sentence_on_another_medicine_has_no_voice() -> None:
    asked, name = "Does azathioprine help in myositis?", "azathioprine"
    other = "Azathioprine was given in myositis. Prednisone was linked with better survival of myositis."
    assert of_treatment(asked, name, other).word == "unsettled"


def test_both_sides_are_weighed_against_each_other_and_not_against_what_says_neither() -> None:
    answer = stance(
        ASKED,
        "Methotrexate reduced relapse in myositis.",
        "Methotrexate did not reduce relapse in myositis.",
        "Methotrexate in myositis: relapse was one of the outcomes.",
        "Methotrexate in myositis: relapse was told of by letter.",
    )
    assert answer.word == "disagrees"


def test_of_two_treatments_a_ratio_whose_interval_holds_1_finds_no_difference() -> None:
    arms = Arms(("rivaroxaban",), ("warfarin",))
    said = "Major bleeding with rivaroxaban v warfarin: HR 1.03 (95% CI 0.96-1.11)."
    reading = read("Is rivaroxaban safer than warfarin?", said, arms)
    assert (reading.alike, reading.affirms, reading.opposite) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "design", "word"),
    [
        ("Cancer was seen in 12% of patients with myositis.", Design.COHORT, "together"),
        ("Myositis was associated with cancer (SIR 3.0).", Design.COHORT, "together"),
        ("Cancer is a complication of myositis.", Design.COHORT, "yes"),
        ("Myositis increases the risk of cancer.", Design.COHORT, "yes"),
        ("Cancer was seen in 12% of patients with myositis.", Design.RANDOMISED_TRIAL, "yes"),
        ("Myositis was not associated with cancer.", Design.COHORT, "unsettled"),
    ],
)
def test_what_is_seen_together_is_a_cause_only_where_a_passage_says_so(
    text: str, design: Design, word: str
) -> None:
    asked = "Does myositis cause cancer?"
    put = question(asked, clinical_type=ClinicalType.AETIOLOGY, pico=Pico())
    held = [found(text, design=design)]
    assert stance_on(put, ranked(subject_of(put, {}), candidates(held))).word == word


@pytest.mark.parametrize(
    ("text", "design", "word"),
    [
        ("Remission of myositis was reached by 9 of 10 patients on rituximab.", Design.TRIAL, "unsettled"),
        (
            "Remission of myositis was reached by 9 of 10 patients on rituximab.",
            Design.CASE_SERIES,
            "unsettled",
        ),
        ("Rituximab was effective in myositis.", Design.CASE_SERIES, "yes"),
        ("Remission of myositis was more frequent on rituximab than before.", Design.TRIAL, "yes"),
        ("Remission of myositis was more frequent on rituximab.", Design.RANDOMISED_TRIAL, "yes"),
    ],
)
def test_how_patients_fared_without_any_others_does_not_say_that_it_helps(
    text: str, design: Design, word: str
) -> None:
    put = question("Does rituximab help in myositis?", clinical_type=ClinicalType.THERAPY, pico=Pico())
    held = [found(text, design=design)]
    assert stance_on(put, ranked(subject_of(put, {}), candidates(held))).word == word


SWITCH = Arms(("noac", "doac"), ("warfarin", "vitamin k antagonist"))


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Stable on a vitamin K antagonist: switching to a NOAC caused more bleeding.", "opposite"),
        ("Switching from warfarin to a NOAC caused more bleeding.", "opposite"),
        ("Switching from a NOAC to warfarin caused more bleeding.", "affirms"),
        ("Anticoagulation caused more bleeding.", ""),
    ],
)
def test_of_a_switch_the_result_is_that_of_what_is_switched_to(sentence: str, says: str) -> None:
    reading = read("Is it safe to switch from warfarin to a NOAC?", sentence, SWITCH)
    assert [name for name in ("affirms", "denies", "opposite") if getattr(reading, name)] == [says][
        : len(says)
    ]


@pytest.mark.parametrize(
    ("asked", "word"), [("Can myositis relapse?", "yes"), ("Can myositis heal?", "unsettled")]
)
def test_a_share_of_another_thing_says_nothing(asked: str, word: str) -> None:
    put = question(asked, pico=Pico(population=(Concept(text="myositis"),)))
    held = [found("Relapse of myositis was seen in 8 of 21 (38%).")]
    assert stance_on(put, ranked(subject_of(put, {}), candidates(held))).word == word


def test_a_share_of_the_outcome_under_another_name_says_that_it_happens() -> None:
    asked, said = "Can arteritis bring blindness?", "Visual loss was seen in 17% of patients."
    assert [read(asked, said, also=names).affirms for names in (("visual loss",), ("stroke",))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Do statins need to be stopped in myopathy?", True),
        ("Must warfarin be stopped before surgery?", True),
        ("Do I have to take aspirin?", True),
        ("Is p53 required for apoptosis?", False),
        ("Does the heart need to burn glucose?", False),
    ],
)
def test_what_must_be_done_is_told_from_what_must_be(text: str, asks: bool) -> None:
    assert asks_advice(text) is asks


def test_whether_something_needs_to_be_done_is_told_by_who_advises() -> None:
    asked = "Do statins need to be stopped in myopathy?"
    seen = "Relapse of myopathy occurred in 38% after statins were stopped."
    assert [stance(asked, said).word for said in (seen, "Statins must be stopped in myopathy.")] == [
        "unsettled",
        "yes",
    ]


def test_of_a_list_of_medicines_the_part_with_the_one_asked_about_is_read() -> None:
    said = "Stroke: dabigatran and apixaban superior, rivaroxaban and edoxaban similar to warfarin."
    readings = [
        read(f"Is {name} better than warfarin?", said, Arms((name,), ("warfarin",)))
        for name in ("edoxaban", "apixaban")
    ]
    assert [(one.alike, one.better) for one in readings] == [(True, False), (False, True)]


def test_better_in_one_thing_and_alike_in_another_is_neither_yes_nor_no() -> None:
    pico = Pico(intervention=(Concept(text="edoxaban"),), comparator=(Concept(text="warfarin"),))
    put = question("Is edoxaban better than warfarin?", clinical_type=ClinicalType.THERAPY, pico=pico)
    said = (
        "Stroke was similar on edoxaban and warfarin.",
        "Embolism was similar on edoxaban and warfarin.",
        "Death: edoxaban v warfarin HR 0.86 (95% CI 0.77-0.97).",
    )
    held = [found(text, source=f"pmid:{at}") for at, text in enumerate(said)]
    assert stance_on(put, ranked(subject_of(put, {}), candidates(held))).word == "disagrees"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("Does it reduce mortality?", "All-cause death 4.5% v 5.1%: not significant."),
        ("Does it reduce death?", "Death HR 0.78 (95% CI 0.61-1.00), not significant."),
        ("Does it improve strength?", "The difference in strength was not distinguishable from none."),
        ("Does it reduce relapse?", "Relapse 5.5% v 10.9%, neither significant (P = .06)."),
    ],
)
def test_what_is_not_significant_affirms_nothing(asked: str, sentence: str) -> None:
    assert not read(asked, sentence).affirms


def test_figures_that_are_only_called_not_significant_deny_nothing_either() -> None:
    assert not read("Does it reduce death?", "Death HR 0.78 (95% CI 0.61-1.00), not significant.").denies


def test_non_inferior_is_not_worse() -> None:
    reading = read("Does it reduce death?", "It was non-inferior to warfarin with less death.")
    assert (reading.worse, reading.opposite) == (False, False)


def test_the_result_of_the_outcome_is_read_before_one_with_more_words_of_the_question() -> None:
    sentence = "End-stage kidney disease HR 0.64 (0.5-0.8); CV death HR 1.81 (1.18-2.12)."
    reading = read("Does it reduce cardiovascular death in kidney disease?", sentence, also=("death",))
    assert (reading.affirms, reading.opposite) == (False, True)


def test_what_is_safe_does_not_make_worse() -> None:
    reading = read("Does exercise make myositis worse?", "Exercise is safe in myositis.")
    assert (reading.affirms, reading.opposite) == (False, True)


def test_one_work_does_not_disagree_with_itself() -> None:
    put = question(ASKED, kind=QuestionKind.YESNO, pico=Pico())
    held = [found("Methotrexate reduced relapse in myositis. Methotrexate increased relapse in myositis.")]
    assert stance_on(put, ranked(subject_of(put, {}), candidates(held))).word == "unsettled"


def test_a_word_that_no_shown_sentence_says_is_not_said() -> None:
    told = stance(ASKED, "Methotrexate reduced relapse in myositis.")
    assert (told.word, shown_in(told, told.saying).word, shown_in(told, ()).word) == (
        "yes",
        "yes",
        "unsettled",
    )


STROKE = Concept(text="stroke", preferred="stroke")


def on_stroke(*texts: str, title: str = "Drug A in adults") -> Stance:
    pico = Pico(intervention=(Concept(text="drug A"),), outcome=(STROKE,))
    put = question("Does drug A prevent stroke?", clinical_type=ClinicalType.THERAPY, pico=pico)
    held = [
        found(text, source=f"pmid:{number}", design=Design.RANDOMISED_TRIAL, title=title)
        for number, text in enumerate(texts)
    ]
    return stance_on(put, ranked(subject_of(put, {}), candidates(held)))


def test_several_outcomes_counted_as_one_do_not_tell_of_one_of_them() -> None:
    composite = "CV death, non-fatal MI or stroke 10.5% on drug A v 12.1% on placebo (HR 0.86, 0.74-0.99)."
    two = "Stroke or systemic embolism 1.3% on drug A v 1.6% on placebo (HR 0.79, 0.66-0.95)."
    alone = "With drug A there was no significant difference in stroke."
    assert on_stroke(composite).word == "unsettled"
    assert on_stroke(two).word == "yes"
    settled = on_stroke(two, alone)
    assert (settled.word, [one.sentence.text for one in settled.saying]) == ("unsettled", [alone])


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Stroke fell by a third.", 0),
        ("Stroke or systemic embolism fell.", 1),
        ("Stroke/embolism fell.", 1),
        ("Primary outcome (CV death, non-fatal MI or stroke) fell.", 2),
        ("Bleeding or death fell, and stroke rose.", 0),
    ],
)
def test_outcomes_counted_as_one_are_counted(text: str, others: int) -> None:
    assert counted_with(["stroke"], text) == others


@pytest.mark.parametrize(
    ("name", "text", "lacks"),
    [
        ("haemorrhagic stroke", "Non-haemorrhagic stroke RR 0.93.", True),
        ("haemorrhagic stroke", "Non-haemorrhagic stroke RR 0.93; haemorrhagic stroke RR 0.49.", False),
        ("relapse", "Visual loss at relapse in 2 patients.", True),
        ("relapse", "At relapse, ESR was raised in 65%.", True),
        ("relapse", "82.9% of relapses fell on a low dose.", True),
        ("relapse", "Use before relapse went with fewer relapses.", False),
        ("relapse", "Relapse in 37 of 81 patients.", False),
    ],
)
def test_an_outcome_that_is_not_meant_is_not_told(name: str, text: str, lacks: bool) -> None:
    put = question("Does it happen?", pico=Pico(outcome=(Concept(text=name),)))
    (one,) = candidates([found(text)])
    assert lacks_outcome(put, one) is lacks


def test_of_two_treatments_a_work_on_a_third_has_no_voice() -> None:
    pico = Pico(
        intervention=(Concept(text="apixaban", preferred="apixaban"),),
        comparator=(Concept(text="warfarin", preferred="warfarin"),),
        outcome=(Concept(text="mortality", synonyms=("death",)),),
    )
    put = question("Does apixaban lower mortality versus warfarin?", pico=pico)
    third = found("Death per year: warfarin 3.17%, high dose 2.74% (HR 0.86, 0.77-0.97).",
                  title="Edoxaban versus Warfarin", design=Design.RANDOMISED_TRIAL)  # fmt: skip
    own = found("Death 3.52% v 3.94% (HR 0.89, 0.80-0.99).", source="pmid:2",
                title="Apixaban versus warfarin", design=Design.RANDOMISED_TRIAL)  # fmt: skip

    def word(*held: object) -> str:
        return stance_on(put, ranked(subject_of(put, {}), candidates(held))).word  # type: ignore[arg-type]

    assert (word(third), word(own)) == ("unsettled", "yes")


def test_what_stands_behind_versus_is_the_comparator_wherever_it_stands() -> None:
    arms = Arms(("dabigatran",), ("warfarin",))
    said = "Stroke v warfarin: dabigatran rate ratio 0.76 (0.59-0.99)."
    assert read("Does dabigatran reduce stroke?", said, arms).affirms


def test_a_result_told_in_passing_is_read_alone_where_it_is_the_one_asked_about() -> None:
    arms = Arms(("dabigatran",), ("warfarin",))
    said = "Dabigatran better than warfarin for stroke with similar bleeding."
    asked = "Does dabigatran reduce bleeding?"
    reading = read(asked, said, arms, also=("bleeding",))
    assert (reading.affirms, reading.alike) == (False, True)


def test_which_of_two_is_no_question_of_yes_or_no() -> None:
    asked = "Is methotrexate or azathioprine better for myositis?"
    assert stance(asked, "Survival of myositis was better with methotrexate than azathioprine.") == Stance()


def test_people_whom_nobody_was_compared_with_do_not_show_that_it_helps() -> None:
    put = question("Is drug A effective in myositis?", clinical_type=ClinicalType.THERAPY, pico=Pico())
    text = "With drug A the skin score of myositis improved by 17 points."

    def word(title: str) -> str:
        held = [found(text, design=Design.META_ANALYSIS, title=title)]
        return stance_on(put, ranked(subject_of(put, {}), candidates(held))).word

    assert (word("Drug A: a single-arm meta-analysis"), word("Drug A: a meta-analysis")) == (
        "unsettled",
        "yes",
    )


def test_against_placebo_a_work_on_one_treatment_tells_of_it_and_on_two_it_does_not() -> None:
    arms = Arms(("semaglutide",), ("placebo",))
    asked, said = "Does semaglutide increase retinopathy?", "Retinopathy HR 1.76 (95% CI 1.11-2.78)."
    assert read(asked, said, arms, "Semaglutide and Outcomes").affirms
    assert not read(asked, said, arms, "Semaglutide versus liraglutide").affirms


def test_what_goes_with_higher_rates_is_not_told_in_passing() -> None:
    said = "Drug A was associated with slower atrophy but was associated with more side effects."
    assert not read("Is drug A effective?", said, also=("effective",)).opposite

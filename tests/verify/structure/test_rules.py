"""The rules of structure: each sees its fault, and a well-made text has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probatum.language.claims import read_pasted
from probatum.records.audit import Pasted, StructureFinding
from probatum.records.verdict import Outcome
from probatum.verify.structure.arithmetic import arithmetic
from probatum.verify.structure.circular_sources import circular_sources
from probatum.verify.structure.conflicting_figures import conflicting_figures
from probatum.verify.structure.dangling_markers import dangling_markers
from probatum.verify.structure.mismatched_reference import mismatched_reference
from probatum.verify.structure.missing_dates import missing_dates
from probatum.verify.structure.missing_intervals import missing_intervals
from probatum.verify.structure.promotional import promotional
from probatum.verify.structure.rules import RULES, Rule
from probatum.verify.structure.source_types import source_types
from probatum.verify.structure.status_lines import status_lines
from probatum.verify.structure.uncited_claims import uncited_claims
from probatum.verify.structure.uncited_references import uncited_references
from probatum.verify.structure.unnumbered_references import unnumbered_references
from probatum.verify.structure.unseen_words import unseen_words

WELL_MADE = """# Prevention of gout flares

Medically reviewed by Jane Doe, MD, on 3 May 2024. Last updated: 4 May 2024.

## How often flares return

In a cohort of 200 adults, 124 of 200 (62%) had a flare within one year [1]. Of those on allopurinol, 45% had
one within two years [2]. Allopurinol lowered the risk (HR 0.71, 95% CI 0.55 to 0.92) [2].

## Treatment

- Colchicine 0.5 mg twice daily should be given for the first months [3].
- Allopurinol should be started at 100 mg daily [2,3].

Further reading of the label is advised.

## References

1. Smith J, Lee K. Recurrence of gout: a cohort study. Ann Rheum Dis. 2019;78:1-9.
2. Jones A, Green B. Allopurinol and flares: a randomised trial. Lancet. 2020;395:10-19.
3. Example Society of Rheumatology. Guideline for the management of gout. 2021. doi:10.1000/gout.
"""


def _found(rule: Rule, text: str) -> list[StructureFinding]:
    found = list(rule(read_pasted(text)))
    assert all(0 <= span.start < span.end <= len(text) for one in found for span in one.spans)
    assert all(one.check == rule.__name__ for one in found)
    assert all(one.message.endswith(".") and "\n" not in one.message for one in found)
    return found


def test_a_well_made_text_has_no_findings() -> None:
    assert [finding for rule in RULES for finding in _found(rule, WELL_MADE)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_text_without_words_has_no_findings(rule: Rule) -> None:
    assert _found(rule, "") == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_has_a_page(rule: Rule, root: Path) -> None:
    page = (root / f"docs/checks/structure/{rule.__name__}.md").read_text("utf-8")
    assert all(
        word in page for word in ("**Catches:**", "**Must not catch:**", "**Severity:**", "**Source:**")
    )


@given(
    st.lists(
        st.sampled_from(
            [
                "Gout in 65 of 105 (62%). ",
                "73% were relapse-free [1]. ",
                "HR 0.5. ",
                "\n\nReferences\n",
                "1. Smith J. Gout. 2020.\n",
                "Guideline\n\n",
                "Approved\n",
                "Submitted\n",
                "We review all articles. ",
                "Reviewed by our board\n",
                "99% relapsed. [9] ",
                "Our AI platform is the best.\n",
                "\n# H\n",
                "[^1]",
                "0 of 0 (5%). ",
                "(Lee, 2020) ",
                "© 2024 House\n",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_text_has_findings_with_sound_places(text: str) -> None:
    for rule in RULES:
        _found(rule, text)


def test_markers_beyond_an_unnumbered_list_lead_nowhere() -> None:
    text = (
        "Gout hurts. [1] Ice helps. [2] Rest helps. [4]\n\nReferences\n\n"
        "Gout\nExample Society, 2020\n\nIce\nExample Society, 2021\n"
    )
    (finding,) = _found(dangling_markers, text)
    assert finding.outcome is Outcome.CONTRADICTED
    assert (
        finding.message
        == "3 different citation markers used, 2 references listed without numbers: 4 leads nowhere."
    )
    assert [text[span.start : span.end] for span in finding.spans] == ["[4]"]


def test_markers_without_a_list_are_not_found() -> None:
    (finding,) = _found(dangling_markers, "Gout hurts. [1] Ice helps. [2]")
    assert (finding.outcome, finding.message) == (
        Outcome.NOT_FOUND,
        "The text cites 1 and 2 and has no list that says what that is.",
    )


def test_entries_are_met_by_author_and_year_letter_and_abbreviation() -> None:
    text = (
        "Falls are common (Smith, 2020, p. 12). Exercise helps (Smith et al., 2020; van der Berg 2019a). "
        "Balance is best (van der Berg 2019b, pp. 3-4). Homes matter (NICE 2021; WHO, 2022).\n\n"
        "References\n\n"
        "Smith J, Doe A, Roe B (2020) Exercise and falls. BMJ 1: 2.\n"
        "Smith J (2020) Falls. Lancet 1: 2.\n"
        "van der Berg K (2019a) Strength and falls. BMJ 1: 2.\n"
        "van der Berg K (2019b) Balance and falls. BMJ 1: 2.\n"
        "National Institute for Health and Care Excellence (2021) Falls. NICE guideline.\n"
        "World Health Organization (2022) Falls. Geneva.\n"
    )
    assert _found(dangling_markers, text) == []
    assert _found(uncited_references, text) == []


def test_links_need_no_list() -> None:
    assert (
        _found(dangling_markers, "Gout hurts ([a review](https://example.org/a)). Ice helps (PMID: 123456).")
        == []
    )


def test_entries_that_are_never_cited_are_named() -> None:
    text = (
        "Gout hurts. [1]\n\nReferences\n1. Smith J. Gout. Lancet. 2020;1:2.\n2. Lee K. Ice. BMJ. 2019;3:4.\n"
    )
    (finding,) = _found(uncited_references, text)
    assert finding.message == "1 reference is listed and never cited: “Ice”."


def test_a_list_that_is_not_cited_at_all_is_said() -> None:
    text = "Gout hurts.\n\nReferences\n1. Smith J. Gout. Lancet. 2020;1:2.\n2. Lee K. Ice. BMJ. 2019;3:4.\n"
    (finding,) = _found(uncited_references, text)
    assert finding.message == "The text lists 2 references and cites none for any statement."


def test_a_list_without_numbers_cannot_be_matched() -> None:
    text = "Gout hurts. [1]\n\nReferences\n\nGout\nExample Society, 2020\n"
    (finding,) = _found(unnumbered_references, text)
    assert finding.outcome is Outcome.PARTLY


def test_one_work_that_is_listed_twice_is_seen() -> None:
    text = (
        "Gout hurts. [1,2]\n\n## References\n\n1. Smith J. Gout. Lancet. 2020;1:2. doi:10.1000/a.\n"
        "2. Smith J. Gout in men. Lancet. 2020;1:2. https://doi.org/10.1000/A\n"
    )
    (finding,) = _found(unnumbered_references, text)
    assert finding.message == "2 references are one work, 10.1000/a: “Gout” and “Gout in men”."
    assert finding.outcome is Outcome.PARTLY
    assert len(finding.spans) == 2
    assert _found(unnumbered_references, text.replace("10.1000/A", "10.1000/b")) == []
    by_number = text.replace("doi:10.1000/a", "PMID: 123456").replace(
        "https://doi.org/10.1000/A", "PMID: 123456"
    )
    assert "one work, 123456" in _found(unnumbered_references, by_number)[0].message


def test_two_entries_with_one_number_are_seen() -> None:
    text = (
        "Gout hurts. [2]\n\n## References\n\n1. Smith J. Gout. Lancet. 2020;1:2.\n"
        "2. Jones A. Urate. Lancet. 2020;1:3.\n2. Green B. Flares. Lancet. 2021;2:3.\n"
    )
    (finding,) = _found(unnumbered_references, text)
    assert finding.message == (
        "2 references carry the number 2: “Urate” and “Flares”. Which is meant can only be guessed."
    )
    assert _found(unnumbered_references, text.replace("2. Green", "3. Green")) == []


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        ("Guideline\n\nGout Overview\n\nExample Media Editors, 2024", Outcome.CONTRADICTED),
        ("Guideline\n\nGout in Brief\n\nQuick Summaries of Guidelines, 2024", Outcome.CONTRADICTED),
        ("Guideline\n\nGout in Brief\n\nGoutBase, 2024", Outcome.NOT_FOUND),
        ("Trial\n\nGout topic overview\n\nGoutBase, 2024", Outcome.CONTRADICTED),
        ("Guideline\n\nManagement of gout\n\nAmerican College of Rheumatology, 2020", None),
        ("Guideline\n\nGout: assessment\n\nNICE, 2022", None),
        ("Trial\n\nColchicine versus placebo in gout\n\nLancet, 2020", None),
        ("Systematic review\n\nColchicine for acute gout: a systematic review\n\nCochrane, 2021", None),
        ("Article\n\nGout Overview\n\nExample Media Editors, 2024", None),
    ],
)
def test_a_label_is_held_against_title_and_publisher(entry: str, outcome: Outcome | None) -> None:
    found = _found(source_types, f"Gout hurts. [1]\n\nReferences\n\n{entry}\n")
    assert [one.outcome for one in found] == ([outcome] if outcome else [])


def test_an_entry_by_the_house_itself_is_circular() -> None:
    text = (
        "Gout hurts. [1] Ice helps. [2]\n\nReferences\n\n1. Gout explained. GoutBase Health, 2024.\n"
        "2. Smith J. Ice. Lancet. 2020;1:2.\n\nDisclaimer\n\n"
        "GoutBase Health assumes no liability for this content.\n"
    )
    (finding,) = _found(circular_sources, text)
    assert "GoutBase Health" in finding.message
    assert [text[span.start : span.end].split()[0] for span in finding.spans] == ["1.", "GoutBase"]


def test_lines_of_review_that_contradict_each_other_are_seen() -> None:
    text = "All articles are reviewed by our board.\nThis content is pending review.\n\nGout hurts."
    (finding,) = _found(status_lines, text)
    assert finding.outcome is Outcome.CONTRADICTED
    assert len(finding.spans) == 2


def test_states_of_which_none_is_marked_are_seen() -> None:
    (finding,) = _found(
        status_lines, "Review Status\nSubmitted\nUnder Review\nApproved\n\nGout hurts very much."
    )
    assert finding.outcome is Outcome.NOT_FOUND
    assert _found(status_lines, "Review Status\nSubmitted\n✓ Approved\n\nGout hurts very much.") == []


@pytest.mark.parametrize(
    ("draft", "approved"),
    [
        ("Status: Draft", "Approved by the Drugs and Therapeutics Committee, 3 March 2024"),
        ("DRAFT – not for clinical use", "Approved by: Dr Jane Smith"),
        ("Version 2 (draft)", "Date approved: 1 May 2024"),
        ("Draft", "This protocol was approved by the board."),
        ("This draft has not been approved.", "Final version."),
        ("| Version | Draft 3 |", "| Status | Approved |\n|---|---|"),
    ],
)
def test_a_draft_that_is_approved_is_a_contradiction(draft: str, approved: str) -> None:
    (finding,) = _found(status_lines, f"# Gout\n\n{approved}\n{draft}\n\nGout hurts very much.")
    assert finding.outcome is Outcome.CONTRADICTED


@pytest.mark.parametrize(
    "text",
    [
        "Status: Draft. Approved for public consultation by the board on 1 May 2024.",
        "Status: Draft\n\nReviewed by Dr Jane Smith, 3 May 2024",
        "Status: Draft\n\nApproved by the FDA in 2017, tocilizumab is used in arteritis.",
        "Approved by Dr Jane Smith, 3 May 2024\n\nDraft guidelines were read by 12 societies.",
        "Approved by Dr Jane Smith, 3 May 2024\n\nThe device is in draft.",
    ],
)
def test_a_draft_may_be_reviewed_and_sent_out(text: str) -> None:
    assert _found(status_lines, f"# Gout\n\n{text}\n\nGout hurts very much.") == []


def test_a_review_without_name_or_date_is_seen() -> None:
    assert len(_found(status_lines, "All articles are medically reviewed.\n\nGout hurts.")) == 1
    assert _found(status_lines, "Medically reviewed by Jane Doe, MD.\n\nGout hurts.") == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Colchicine lowers flares (HR 0.50).", True),
        ("The odds ratio was 2.4.", True),
        ("The mean difference was −3.2 points.", True),
        ("Colchicine lowers flares (HR 0.50, 95% CI 0.3 to 0.8).", False),
        ("Colchicine lowers flares (HR 0.50; P = .01).", False),
        ("Colchicine lowers flares (RR 0.50 [0.31–0.82]).", False),
        ("RR 18 and heart rate 80 were normal.", False),
        ("Flares were rarer (HR 0.50, 95% CI 0.3-0.8), as with age (HR 0.97).", True),
        ("HR 0.97 for age, HR 0.80 for sex and HR 0.50 (95% CI 0.3-0.8) for colchicine.", True),
        (
            "The HR was 0.97 (0.9-1.1) for age, and the odds ratio was 2.1 (p = 0.02) for sex.",
            False,
        ),
        ("HR 0.97 for age, HR 0.80 for sex and HR 0.50 for colchicine (p < 0.01).", False),
        ("The odds ratio was 2.1 in men, and the odds ratio was 1.8 in women (p < 0.05 for both).", False),
        ("HR 0.5 and HR 0.8 (95% CI 0.3-0.9 and 0.7-0.9).", False),
        ("An HR of 1.0 means no difference; here the HR was 0.82 (95% CI 0.73-0.92).", False),
        ("62% of patients relapsed.", False),
    ],
)
def test_an_estimate_without_interval_or_p_is_seen(text: str, seen: bool) -> None:
    assert bool(_found(missing_intervals, text)) is seen


def test_only_the_estimates_without_an_interval_are_named() -> None:
    text = "Predictors were age (HR 1.6), fever (HR 1.9, 95% CI 1.1-3.2) and anaemia (OR 2.1)."
    (finding,) = _found(missing_intervals, text)
    assert finding.message == f"HR 1.6, OR 2.1 have no confidence interval or p value in “{text[:76]}…”."


def test_a_footnote_that_names_no_work_needs_no_year() -> None:
    text = "Gout hurts.[^a]\n\n[^a]: In adults with normal kidneys alone."
    assert _found(missing_dates, text) == []


def test_an_article_without_a_date_and_entries_without_a_year_are_seen() -> None:
    text = "# Gout\n\n## Causes\n\nGout hurts. [1]\n\n## References\n\n1. Smith J. Gout. Lancet.\n"
    assert [one.message for one in _found(missing_dates, text)] == [
        "Nothing says when the text was written or updated, or up to when evidence was searched.",
        "1 reference gives no year: 1.",
    ]
    assert _found(missing_dates, "Gout hurts.") == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Relapse occurred in 62% of patients. The course was non-relapsing in 73% of patients.", True),
        ("Mortality was 12% overall. In all, 40% of patients died.", True),
        ("Relapse occurred in 62% of patients. The course was non-relapsing in 38% of patients.", False),
        ("Relapse occurred in about two thirds of patients. Relapse was seen in 62%.", False),
        ("Relapse occurred in 62% of children. Relapse occurred in 30% of adults.", False),
        ("Relapse occurred in 20% at 1 year. Relapse occurred in 50% at 5 years.", False),
        ("Relapse occurred in 20% with rituximab. Relapse occurred in 50% with methotrexate.", False),
        ("Remission was reached by 80%. Complete remission was reached by 20%.", False),
        ("In a Danish cohort 20% relapsed. In a Swedish trial 50% relapsed.", False),
        ("Colchicine reduced relapse by 50%. Relapse occurred in 20% of patients.", False),
        ("The sensitivity of ultrasound is 55%. Ultrasound has a sensitivity of 88%.", True),
        (
            "Ultrasound has a sensitivity of 55%. Temporal artery biopsy has a sensitivity of 88%.",
            False,
        ),
        ("## Ultrasound\n\nSensitivity is 55%.\n\n## Biopsy\n\nSensitivity is 88%.", False),
        ("The sensitivity is 55%. It has a sensitivity of 88%.", False),
        ("Headache is common, seen in 70% at relapse. Vision loss occurs in 3% of relapses.", False),
        ("Relapse occurred in 62%. Rash is seen in 20% of those who relapse.", False),
        ("The rate of relapse was 62%. Relapse is seen in 20%.", True),
        ("Mortality was 12% in sepsis. Mortality was 40% in pneumonia.", False),
        ("Mortality of sepsis was 12%. In sepsis, 40% of patients died.", True),
        (
            "In a study of 105 patients with myositis, 65 patients (62%) had a relapse. The course can be "
            "non-relapsing in approximately 73% of patients with proper management.",
            True,
        ),
        (
            "Relapse occurred in 20% of patients. However, definitions differ, and 50% relapsed elsewhere.",
            False,
        ),
    ],
)
def test_figures_that_cannot_both_hold_are_seen(text: str, seen: bool) -> None:
    assert bool(_found(conflicting_figures, text)) is seen


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It was seen in 65 of 105 patients (72%).", "65 of 105 is 61.9%, not 72%."),
        ("It was seen in 65/105 (61.0%).", "65 of 105 is 61.9%, not 61.0%."),
        ("It was seen in 30% (12/50).", "12 of 50 is 24.0%, not 30%."),
        ("It was seen in 120 of 105 patients (62%).", "120 cannot be a part of 105."),
        (
            "Relapse was seen in 60%, and the remaining 50% were well.",
            "The parts and the rest add up to 110%, which is more than the whole.",
        ),
        ("It was seen in 65 of 105 patients (62%).", ""),
        ("It was seen in 65 of 105 patients (61%).", ""),
        ("It was seen in 1,234 of 2,468 (50.0%).", ""),
        ("It was seen in 65 of 105, about 60%.", ""),
        ("It was seen in 445 of 2,111 patients (95% CI 19 to 23).", ""),
        ("Blood pressure was 120/80 (40% were treated).", ""),
        ("It was seen in 60%, and the remaining 40% were well.", ""),
        (
            "Death was rarer (HR 0.97, 95% CI 0.66-0.95).",
            "HR 0.97 lies outside its own interval, 0.66-0.95.",
        ),
        (
            "Death was rarer (HR 0.97; P = 0.01; 95% CI, 0.66 to 0.95).",
            "HR 0.97 lies outside its own interval, 0.66 to 0.95.",
        ),
        ("The odds ratio was 1.97 (0.66–0.95).", "OR 1.97 lies outside its own interval, 0.66–0.95."),
        (
            "Death was rarer (HR 0.77, 95% CI 0.95-0.66).",
            "The interval 0.95 to 0.66 is turned round: its first bound is the higher.",
        ),
        (
            "It was seen in 62% (95% CI, 71.2%–50.1%).",
            "The interval 71.2% to 50.1% is turned round: its first bound is the higher.",
        ),
        ("Death was rarer (HR 0.77, 95% CI 0.66-0.95; P = 0.01).", ""),
        ("Death was rarer (HR 0.66, 95% CI 0.66-0.95) in men and (HR 0.4, 95% CI 0.41-0.66) in women.", ""),
        ("Pain was lower (mean difference 2.1, 95% CI -3.0 to -1.2).", ""),
        ("Death was rarer (HR 0.97; in women the risk difference was 3%, 95% CI 1 to 5).", ""),
        ("Death was seen in 5% and 7% (95% CI -3 to -1).", ""),
        ("The adjusted difference was −0.7, 95% CI−1.5 to −0.0.", ""),
        ("It fell by −6.4 kg (95% confidence interval (CI) −9.4 to −3.4, P<0.001).", ""),
        ("Death was rarer (HR < 0.97, 95% CI 0.66-0.95).", ""),
    ],
)
def test_percentages_are_worked_out_again(text: str, message: str) -> None:
    assert [one.message for one in _found(arithmetic, text)] == ([message] if message else [])


def test_an_interval_that_is_turned_round_and_has_not_its_estimate_is_told_twice() -> None:
    outside, turned = _found(arithmetic, "Death was as rare (HR 0.97, 95% CI 0.95-0.66).")
    assert (outside.outcome, turned.outcome) == (Outcome.CONTRADICTED, Outcome.PARTLY)


def test_praise_of_the_product_without_a_source_is_seen() -> None:
    (finding,) = _found(promotional, "Gout hurts.\n\nOur assistant gives world-class answers.")
    assert finding.outcome is Outcome.NOT_FOUND


def test_figures_and_advice_without_a_citation_are_seen_where_others_have_one() -> None:
    cited = "Gout hurts. [1]\n\nIce helps. [2]\n\nRest helps. [3]\n\n"
    (finding,) = _found(uncited_claims, cited + "Colchicine should be given early.")
    assert finding.message == (
        "1 statement with figures or advice carries no citation, where others do: "
        "“Colchicine should be given early.”."
    )
    assert _found(uncited_claims, cited + "Colchicine should be given early. It works. [1]") == []
    assert _found(uncited_claims, cited + "Gout is old.") == []
    assert _found(uncited_claims, "Colchicine should be given early.") == []


def test_an_entry_on_another_drug_is_seen() -> None:
    text = (
        "Febuxostat lowers urate. [1]\n\nReferences\n"
        "1. Smith J. Losartan in hypertension. Lancet. 2020;1:2.\n"
    )
    (finding,) = _found(mismatched_reference, text)
    assert finding.message == (
        "Reference 1, “Losartan in hypertension”, is about losartan, "
        "and is cited for what is said of febuxostat."
    )
    assert _found(mismatched_reference, text.replace("Losartan", "Febuxostat and losartan")) == []
    assert _found(mismatched_reference, text.replace("Losartan in hypertension", "Gout: a trial")) == []


BOOKS = """

References
1. FitzGerald J. 2020 guideline for the management of gout. Arthritis Care Res. 2020;1:2.
2. Mackenzie I. Febuxostat compared with allopurinol in gout. Lancet. 2020;1:2.
3. Humphrey M. Guideline for glucocorticoid-induced osteoporosis. Arthritis Care Res. 2023;1:2.
4. Mant J. Prednisolone for flares of gout. BMJ. 2021;1:2.
"""


@pytest.mark.parametrize(
    "text",
    [
        "Colchicine prevents flares. [1]",
        "Xanthine oxidase inhibitors lower urate. [2]",
        "Febuxostat was not inferior. [2] Colchicine was given to all for six months. [2]",
        "Glucocorticoids are tapered. [4] Bisphosphonates protect the bone. [3]",
        "Prednisone is an option. [4]",
        "Febuxostat was compared with allopurinol. All had colchicine at first. [2]",
    ],
)
def test_an_entry_that_fits_is_not_said_to_be_another_work(text: str) -> None:
    assert _found(mismatched_reference, text + BOOKS) == []


def test_an_entry_on_what_a_text_is_about_may_be_cited_for_other_things() -> None:
    about = "".join(f"Dulaglutide lowers glucose in trial {number}.\n\n" for number in range(6))
    text = (
        "{}Dexamethasone wastes muscle. [1]\n\nReferences\n"
        "1. Smith J. Dulaglutide protects muscle in mice. Lancet. 2020;1:2.\n"
    )
    assert len(_found(mismatched_reference, text.format(""))) == 1
    assert _found(mismatched_reference, text.format(about)) == []


def test_two_entries_that_were_exchanged_are_seen() -> None:
    text = f"Colchicine prevents flares. [2]\n\nFebuxostat lowers urate. [4]{BOOKS}"
    assert len(_found(mismatched_reference, text)) == 2


@pytest.mark.shared
def test_the_founding_page_has_the_faults_that_its_audit_names(shared: Path) -> None:
    (page,) = (shared / "founding_page").glob("*.txt")
    pasted = read_pasted(page.read_text("utf-8"))
    found = [finding for rule in RULES for finding in rule(pasted)]
    assert sum(one.check == "source_types" for one in found) == 3
    assert {one.check for one in found} >= {
        "dangling_markers",
        "unnumbered_references",
        "circular_sources",
        "mismatched_reference",
        "status_lines",
        "conflicting_figures",
        "missing_intervals",
        "promotional",
    }
    (dangling,) = [one for one in found if one.check == "dangling_markers"]
    assert "4, 5, 6 and 7 lead nowhere" in dangling.message
    (conflict,) = [one for one in found if one.check == "conflicting_figures"]
    assert "62%" in conflict.message
    assert "73%" in conflict.message


def test_what_a_reader_cannot_see_is_told() -> None:
    (found,) = unseen_words(Pasted(text="Gout hurts.", unseen=28))
    assert (found.outcome, found.message) == (
        Outcome.NOT_CHECKABLE,
        "The file holds 28 letters that a reader cannot see. They were left out and not judged.",
    )
    assert list(unseen_words(Pasted(text="Gout hurts."))) == []


@pytest.mark.parametrize("thousands", [130, 1_700])
def test_numbers_that_nobody_counts_are_not_reckoned_with(thousands: int) -> None:
    number = "1" + ",111" * thousands
    assert _found(arithmetic, f"Relapse was seen in {number} of 7 (50%) adults [1].") == []

"""Words by which works and their publishers are told: bodies that issue guidelines, houses that do not.

What bodies issue guidelines: Institute of Medicine, "Clinical Practice Guidelines We Can Trust" (2011), and
the register of the Guidelines International Network name professional societies, ministries, institutes and
agencies; a practice guideline names its panel and its body, a tertiary summary names neither.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


#: A body that could have issued a guideline.
ISSUING_BODY = re.compile(
    r"\b(?i:colleges?|society|societies|association|academy|federation|alliance|league|ministry|agency|"
    r"department of (?:health|veterans)|task force|guidelines? (?:group|panel|committee|network|working)|"
    r"working (?:group|party)|expert panel|consensus (?:group|panel)|health (?:organi[sz]ation|service|"
    r"authority|"
    r"council)|national (?:institute|institutes|cent(?:re|er)|council|comprehensive)|institute (?:for|of)|"
    r"cent(?:re|er)s? for disease|preventive services|joint committee|international (?:union|council)|"
    r"cochrane|"
    r"council (?:on|of|for)|collaborat(?:ive|ion)|initiative for|foundation)\b|"
    r"\b(?:WHO|NICE|SIGN|ESC|AHA|ACC|EULAR|ACR|ADA|EASD|KDIGO|IDSA|ATS|ERS|NCCN|ESMO|ASCO|USPSTF|CDC|"
    r"AAP|ACOG|"
    r"RCOG|BSR|BTS|AAN|EAN|APA|CANMAT|GINA|GOLD|AASLD|EASL|ECCO|AGA|ACG|BSG|ASH|BSH|ESH|ISH|ESO|NHS|"
    r"AAFP|ACP|"
    r"ESPEN|SCCM|ESICM|AAD|BAD|AWMF|HAS|EMA|FDA|IDF|CHEST|SIGN|EAU|AUA|ENETS|ILAE|MASCC|NHMRC|RACGP)\b"
)
#: A journal, told by its name or by volume and pages.
JOURNAL = re.compile(
    r"\b(?i:journal|annals|archives|circulation|gastroenterology|hepatology|neurology|rheumatology|"
    r"thorax|gut|"
    r"bulletin|proceedings|transactions|acta|reviews?|surgery|radiology|chest|diabetes care|pediatrics|"
    r"paediatrics)\b|\b(?:J|N Engl J Med|NEJM|Lancet|BMJ|JAMA|Ann|Arch|Am|Br|Eur|Int|Clin|PLoS|Nat|"
    r"Cochrane)\b|"
    r"\d{4};\s?\d|;\s?\d{1,4}\(\d|\b\d{1,4}\(\d{1,3}\)[:,]"
)
#: What summaries call themselves, and publishers that are no body: a board without a name, editors.
IN_HOUSE = _any(
    r"\b(?:practical|practice|clinical|quick|brief|expert|plain[- ]language|house|our) (?:summar(?:y|ies)|"
    r"insights?|overviews?|"
    r"digests?|briefs?)\b",
    r"\bsummar(?:y|ies) of\b",
    r"\b(?:topic|article|condition|disease|clinical) (?:overview|summary|page|review)\b",
    r"\boverview$",
    r"\b(?:medical advisory|editorial|advisory|medical review|content|medical|writing|clinical) "
    r"(?:board|team|staff|editors?)\b",
    r"&\s?editors\b|\band (?:the )?editors\b|^(?:the )?editors\b",
    r"\b(?:blog|insights|knowledge base|wiki|help cent(?:re|er)|learning hub|encyclop(?:a|e)?edia|faq)\b",
)
#: What an article of this house may be called in a list.
HOUSE_LABEL = _any(r"\bhouse (?:summary|overview|article)\b", r"\bpractice summary\b", r"\btopic overview\b")
#: What a text may call an entry, and the words without which a title or record is hardly one.
GUIDELINE = _any(
    r"\bguidelines?\b", r"\bguidance\b", r"\bconsensus\b", r"\bposition (?:statement|paper)\b",
    r"\brecommendations?\b",
)  # fmt: skip
TRIAL = _any(r"\btrials?\b", r"\brct\b")
REVIEW = _any(r"\bsystematic\b", r"\bmeta-?analys[ie]s\b", r"\bcochrane\b")
TRIAL_WORDS = _any(
    r"\btrials?\b", r"\brandomi[sz]\w+", r"\bplacebo\b", r"\bdouble[- ]blind\b", r"\bversus\b|\bvs\b",
    r"\bphase (?:\d|I)", r"\bNCT\d{8}\b|\bISRCTN\d+", r"\bsafety and efficacy\b|\befficacy and safety\b",
    r"\befficacy of\b|\beffects? of\b|\bsafety of\b",
)  # fmt: skip
REVIEW_WORDS = _any(
    r"\bsystematic\b", r"\bmeta-?analys[ie]s\b|\bmeta-?analytic\b", r"\bcochrane\b", r"\breviews?\b",
    r"\bpooled\b", r"\bumbrella\b|\bscoping\b",
)  # fmt: skip

#: Endings of the international names of drugs that tell a drug from other words.
#: WHO, "Use of stems in the selection of International Nonproprietary Names" (2018).
DRUG = re.compile(
    r"\b(?:[a-z]{2,}(?:sartan|vastatin|statins?|azepam|azolam|oxacin|cycline|mycin|micin|cillin|"
    r"cef\w{2,}|conazole|"
    r"prazole|tidine|dipine|olol|[^aeiou]april|enalapril|ximab|zumab|tumab|lizumab|umab|cept|tinib|"
    r"ciclib|rafenib|parib|"
    r"zomib|limus|gliptin|gliflozin|glutide|glitazone|formin|xaban|gatran|parin|setron|triptan|gepant|mab|"
    r"caine|curium|coxib|profen|fenac|oxicam|dronate|thiazide|semide|trexate|prine|mofetil|phosphamide|"
    r"platin|rubicin|"
    r"taxel|vudine|navir|tegravir|buvir|ciclovir|cyclovir|asone|solone|sone|onide|terol|tropium|lukast|"
    r"oxetine|traline|"
    r"apine|peridone|piprazole|triptyline|ipramine|barbital|gabalin|bapentin|racetam|chloroquine|quine|"
    r"purinol|"
    r"buxostat|colchicine|aspirin|warfarin|heparin|digoxin|lithium|insulin|metformin|methotrexate|"
    r"azathioprine|"
    r"ciclosporin|cyclosporine?|prednisone|prednisolone))\b|\b(?:aspirin|warfarin|heparin|digoxin|"
    r"lithium|insulin|statins?|"
    r"colchicine|cef\w{4,})\b",
    re.IGNORECASE,
)
#: Words that end as drugs do and are none.
NOT_DRUGS = frozenset(
    {"medicine", "vaccine", "routine", "supine", "alpine", "examine", "doctrine", "proprine"}
)


def drugs_in(text: str) -> frozenset[str]:
    """The drugs that a text names by their own names, in lower case and singular.

    >>> sorted(drugs_in("Losartan or a statin"))
    ['losartan', 'statin']
    """
    return frozenset(
        word
        for match in DRUG.finditer(text[:4000])
        if (word := match[0].lower().removesuffix("s")) not in NOT_DRUGS
    )

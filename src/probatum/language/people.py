"""Whom a text is about: species, age, sex, pregnancy, kind of a disease, setting. One value a way of being.

Only words that name people (or animals) count; "adult neurogenesis" and "male" as an adjective of a plug are
taken along, for what matters is whether a value is named at all. Age groups are those of MeSH.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: A text is read up to here.
LONGEST = 200_000

#: Each slot with its values and the words of each. Two values of a slot exclude each other where only one is
#: named.
SLOTS: dict[str, dict[str, str]] = {
    "species": {
        "humans": r"humans?|patients?|people|persons?|participants?|volunteers?|wom[ae]n|m[ae]n|children|"
        r"individuals|adolescents?|infants?|residents|mothers?|boys|girls|elderly|students|workers|"
        r"h(?:omo|\.) sapiens",
        "mice": r"mice|mouse|murine|rodents?|c57bl\w*|knock-?out",
        "rats": r"rats?|sprague[- ]dawley|wistar|rodents?",
        "rabbits": r"rabbits?",
        "dogs": r"dogs?|canine",
        "pigs": r"pigs?|piglets?|porcine|swine",
        "monkeys": r"monkeys?|macaques?|(?:non-?human )?primates?|rhesus",
        "zebrafish": r"zebrafish",
    },
    "age": {
        "newborns": r"newborns?|neonat\w+|preterm|premature|prematurity|birth|perinatal|nicu",
        "infants": r"infan\w+|bab(?:y|ies)|toddlers?|months of age|newborns?|neonat\w+",
        "children": r"child(?:ren|hood)?|pa?ediatrics?|school\w*|boys?|girls?|juvenile|youths?|kids|"
        r"adolescen\w+|teen\w+|young(?:er)?|infan\w+|preschool\w*|newborns?|neonat\w+|students?|pupils",
        "adolescents": r"adolescen\w+|teen\w+|youths?|young(?:er)?|pubert\w+|school\w*|pa?ediatric|students?",
        "young adults": r"young(?:er)?|adolescen\w+|students?",
        "adults": r"adult\w*|elderly|older|wom[ae]n|m[ae]n|middle[- ]aged?|aged \d\d|postmenopausal|"
        r"workers|pregnan\w+|mothers?|over \d\d|\d\d years",
        "older people": r"elderly|older|geriatric|seniors?|aged|ag(?:e|ing)|65|70|75|80|nursing home\w*|"
        r"dementia|late[- ]life|oldest",
    },
    "sex": {
        "women": r"wom[ae]n|females?|girls?|mothers?|maternal|pregnan\w+|postmenopausal|premenopausal|"
        r"menopaus\w+|daughters?|sexes|gender|she|her|breast|ovarian|cervical|uterine|endometri\w+|"
        r"birth|lactat\w+|gestation\w*|nurses|obstetric\w*|vaginal|preeclampsia",
        "men": r"m[ae]n|males?|boys?|fathers?|paternal|sons?|sexes|gender|he|his|prostat\w+|testic\w+|"
        r"erectile|sperm\w*|semen|msm",
    },
    "parent": {
        "mothers": r"mothers?|maternal\w*|parents?|parental|pregnan\w+|wom[ae]n|families|breast\w*",
        "fathers": r"fathers?|paternal\w*|parents?|parental|families",
    },
    "menopause": {
        "postmenopausal": r"post-?menopaus\w+|menopaus\w+",
        "premenopausal": r"pre-?menopaus\w+|reproductive age|childbearing",
    },
    "pregnancy": {
        "pregnant": r"pregnan\w+|gestation\w*|antenatal|prenatal|maternal|trimester|obstetric\w*|gravid\w*|"
        r"mothers?|birth|f(?:o)?etal|f(?:o)?etus\w*|perinatal|in utero",
        "breastfeeding": r"breast-?\s?feed\w*|breast-?\s?fed|lactat\w+|nursing|breast-?\s?milk|human milk",
    },
    "frailty": {"frail": r"frail\w*"},
    "smoking": {
        "non-smokers": r"non-?\s?smok\w+|never[- ]smok\w+|not smok\w+",
        "smokers": r"(?<!non-)(?<!non )(?<!never )(?<!never-)smok(?:ers?|ing)|tobacco|cigarettes?",
    },
    "symptoms": {
        "symptomatic": r"symptomatic\w*",
        "asymptomatic": r"asymptomatic\w*|without symptoms|no symptoms|symptomless|subclinical|silent|"
        r"symptom-?free|pre-?symptomatic",
    },
    "diabetes": {
        "type 1 diabetes": r"type (?:1|i) diabet\w+|t1dm?|type 1|type i|iddm|insulin-dependent|"
        r"autoimmune diabetes|nod",
        "type 2 diabetes": r"type (?:2|ii) diabet\w+|t2dm?|type 2|type ii|niddm|non-insulin",
    },
    "ejection fraction": {
        "reduced ejection fraction": r"reduced (?:left ventricular )?ejection|hfref|systolic|low ejection|"
        r"(?:left )?ventricular dysfunction|lvef|reduced ef",
        "preserved ejection fraction": r"preserved (?:left ventricular )?ejection|hfpef|diastolic|"
        r"normal ejection|preserved ef",
    },
    "stroke": {
        "ischaemic stroke": r"ischa?emic|infarct\w*|thrombo\w+|occlusion",
        "haemorrhagic stroke": r"ha?emorrhag\w+|bleed\w*",
    },
    "myositis": {
        "dermatomyositis": r"dermatomyositis|dm|pm/dm|myositis|myopath\w+",
        "polymyositis": r"polymyositis|pm|pm/dm|myositis|myopath\w+",
        "inclusion body myositis": r"inclusion body|ibm|sibm",
    },
    "vasculitis": {
        "giant cell arteritis": r"giant[- ]cell|gca|temporal arteritis|large[- ]vessel",
        "Takayasu arteritis": r"takayasu\w*|tak|large[- ]vessel",
    },
    "rheumatic disease": {
        "polymyalgia rheumatica": r"polymyalgia|pmr",
        "rheumatoid arthritis": r"rheumatoid|ra|inflammatory arthritis",
        "psoriatic arthritis": r"psoria\w+|psa|inflammatory arthritis|spondylo\w+",
        "osteoarthritis": r"osteoarthr\w+|oa",
    },
    "bowel disease": {
        "ulcerative colitis": r"colitis|uc|inflammatory bowel|ibd",
        "Crohn's disease": r"crohn\W?s?|cd|inflammatory bowel|ibd",
    },
    "lung cancer": {
        "non-small cell lung cancer": r"non[- ]?small[- ]cell\w*|nsclc|adenocarcinoma",
        "small cell lung cancer": r"(?<!non-)(?<!non )(?<!non)small[- ]cell|(?<!n)sclc",
    },
    "cancer": {
        "breast cancer": r"breast|mammary|tnbc|brca\d?",
        "ovarian cancer": r"ovar\w+",
        "prostate cancer": r"prostat\w+|crpc",
        "bladder cancer": r"bladder|urothelial",
        "colorectal cancer": r"colorectal|colon\w*|rectal|crc|bowel|intestinal",
        "gastric cancer": r"gastric|stomach|gastro\w+",
        "lung cancer": r"lung|nsclc|sclc|pulmonary|thoracic|bronch\w+",
        "liver cancer": r"liver|hepat\w+|hcc",
        "pancreatic cancer": r"pancrea\w+",
    },
    "leukaemia": {
        "acute myeloid leukaemia": r"acute (?:myel\w+)|aml|acute leuka?emia\w*",
        "chronic myeloid leukaemia": r"chronic (?:myel\w+)|cml|bcr-?abl\w*",
    },
    "setting": {
        "inpatients": r"in-?patients?|hospital\w*|admi(?:t|ss)\w+|icu|intensive care|ward\w*",
        "outpatients": r"out-?patients?|ambulatory|community|primary care|general practice|clinics?|"
        r"home|non-?hospitali[sz]ed",
    },
    "history": {
        "treatment-naive": r"treatment[- ]na[iï]ve|untreated|na[iï]ve|first[- ]line|newly diagnosed|"
        r"previously untreated|de novo",
        "previously treated": r"previously treated|pre-?treated|refractory|relapsed|second[- ]line|"
        r"treatment[- ]experienced|failed|failure|resistan\w+",
    },
    "course": {
        "newly diagnosed": r"newly[- ]diagnosed|new[- ]onset|incident|recent\w*|early|first[- ]line|"
        r"untreated|de novo|na[iï]ve",
        "refractory": r"refractory|resistan\w+|relapsed|unresponsive|failed|intractable|"
        r"non-?respon\w+|failure",
    },
}  # fmt: skip

#: The words with which a statement plainly names a value; fewer than those that tell it of a passage.
SAID: dict[tuple[str, str], str] = {
    (
        "species",
        "humans",
    ): r"humans|human(?! (?:epidermal|immunodeficiency|papilloma|herpes|disease|genom|cancer))",
    ("species", "mice"): r"mice|mouse|murine",
    ("species", "rats"): r"rats?",
    ("age", "newborns"): r"newborns?|neonates?",
    ("age", "infants"): r"infants?",
    ("age", "children"): r"children|pa?ediatric",
    ("age", "adolescents"): r"adolescents?|teenagers?",
    ("age", "young adults"): r"young (?:adults?|people)",
    ("age", "adults"): r"(?<!young )(?<!older )adults?",
    ("age", "older people"): r"elderly|older (?:adults?|people|patients|persons|women|men)",
    ("sex", "women"): r"wom[ae]n|females?|girls?",
    ("sex", "men"): r"m[ae]n|males?|boys?",
    ("parent", "mothers"): r"mothers?|maternal",
    ("parent", "fathers"): r"fathers?|paternal",
    ("menopause", "postmenopausal"): r"post-?menopausal",
    ("menopause", "premenopausal"): r"pre-?menopausal",
    ("pregnancy", "pregnant"): r"pregnant|pregnancy",
    ("pregnancy", "breastfeeding"): r"breast-?feeding|lactating",
    ("frailty", "frail"): r"frail(?:ty)?",
    ("smoking", "smokers"): r"(?<!non-)(?<!non )(?<!never )smokers",
    ("smoking", "non-smokers"): r"(?:non|never)[- ]?smokers",
    ("symptoms", "symptomatic"): r"symptomatic",
    ("symptoms", "asymptomatic"): r"asymptomatic",
    ("diabetes", "type 1 diabetes"): r"type (?:1|i) diabet\w+|t1dm?",
    ("diabetes", "type 2 diabetes"): r"type (?:2|ii) diabet\w+|t2dm?",
    ("ejection fraction", "reduced ejection fraction"): r"reduced ejection fraction|hfref",
    ("ejection fraction", "preserved ejection fraction"): r"preserved ejection fraction|hfpef",
    ("stroke", "ischaemic stroke"): r"ischa?emic strokes?",
    ("stroke", "haemorrhagic stroke"): r"ha?emorrhagic strokes?",
    ("myositis", "dermatomyositis"): r"dermatomyositis",
    ("myositis", "polymyositis"): r"polymyositis",
    ("myositis", "inclusion body myositis"): r"inclusion body myositis",
    ("vasculitis", "giant cell arteritis"): r"giant[- ]cell arteritis|gca",
    ("vasculitis", "Takayasu arteritis"): r"takayasu(?:['’]s)? arteritis",
    ("rheumatic disease", "polymyalgia rheumatica"): r"polymyalgia rheumatica|pmr",
    ("rheumatic disease", "rheumatoid arthritis"): r"rheumatoid arthritis",
    ("rheumatic disease", "psoriatic arthritis"): r"psoriatic arthritis",
    ("rheumatic disease", "osteoarthritis"): r"osteoarthritis",
    ("bowel disease", "ulcerative colitis"): r"ulcerative colitis",
    ("bowel disease", "Crohn's disease"): r"crohn['’]?s? disease",
    ("lung cancer", "non-small cell lung cancer"): r"non[- ]small[- ]cell lung (?:cancer|carcinoma)s?|nsclc",
    (
        "lung cancer",
        "small cell lung cancer",
    ): r"(?<!non-)(?<!non )small[- ]cell lung (?:cancer|carcinoma)s?|sclc",
    ("cancer", "breast cancer"): r"breast cancers?",
    ("cancer", "ovarian cancer"): r"ovarian cancers?",
    ("cancer", "prostate cancer"): r"prostate cancers?",
    ("cancer", "bladder cancer"): r"bladder cancers?",
    ("cancer", "colorectal cancer"): r"colorectal cancers?",
    ("cancer", "gastric cancer"): r"gastric cancers?",
    ("cancer", "lung cancer"): r"(?<!cell )lung cancers?",
    ("cancer", "liver cancer"): r"liver cancers?",
    ("cancer", "pancreatic cancer"): r"pancreatic cancers?",
    ("leukaemia", "acute myeloid leukaemia"): r"acute myel\w+ leuka?emia|aml",
    ("leukaemia", "chronic myeloid leukaemia"): r"chronic myel\w+ leuka?emia|cml",
    ("setting", "inpatients"): r"in-?patients?|(?<!non-)(?<!non )hospitali[sz]ed",
    ("setting", "outpatients"): r"out-?patients?|ambulatory|non-?hospitali[sz]ed",
    ("history", "treatment-naive"): r"treatment[- ]na[iï]ve",
    ("history", "previously treated"): r"previously treated",
    ("course", "newly diagnosed"): r"newly[- ]diagnosed",
    ("course", "refractory"): r"refractory",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a text names: ``value`` in the way of being ``slot``, at ``text[start:end]``."""

    slot: str
    value: str
    start: int
    end: int


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


_SAID = tuple((slot, value, _compiled(words)) for (slot, value), words in SAID.items())
_TOLD = {(slot, value): _compiled(words) for slot, values in SLOTS.items() for value, words in values.items()}
#: One search that tells most statements from those that name people at all.
_ANY = re.compile("|".join(f"(?:{words})" for words in SAID.values()), re.IGNORECASE)


@lru_cache(maxsize=8192)
def people_said(text: str) -> tuple[People, ...]:
    """The people that ``text`` plainly names, each value once. Pure, and remembered.

    >>> [one.value for one in people_said("It was seen in boys with type 1 diabetes.")]
    ['men', 'type 1 diabetes']
    """
    if not _ANY.search(text[:LONGEST]):
        return ()
    found = []
    for slot, value, pattern in _SAID:
        match = pattern.search(text, 0, LONGEST)
        if match:
            found.append(People(slot=slot, value=value, start=match.start(), end=match.end()))
    return tuple(found)


@lru_cache(maxsize=16384)
def told(text: str, slot: str, value: str) -> bool:
    """Whether ``text`` may speak of this value at all: any word that goes with it is enough."""
    return _TOLD[slot, value].search(text, 0, LONGEST) is not None

"""The words that ``evals.planting`` changes, and the few forms of English verbs that it needs.

Written for the bench alone: the lists of the checks that it measures are not read here.
"""

from __future__ import annotations

import re

#: Words of direction and their opposites, form by form.
_OPPOSITE_ROWS = (
    "higher lower",
    "increase increases increased increasing : decrease decreases decreased decreasing",
    "reduce reduces reduced reducing reduction reductions : "
    "increase increases increased increasing increase increases",
    "raise raises raised raising : lower lowers lowered lowering",
    "rise rose rising : fall fell falling",
    "elevate elevates elevated elevating elevation : reduce reduces reduced reducing reduction",
    "decline declined declining : rise rose rising",
    "improve improves improved improving improvement improvements : "
    "worsen worsens worsened worsening worsening worsening",
    "enhance enhances enhanced enhancing : impair impairs impaired impairing",
    "promote promotes promoted promoting : inhibit inhibits inhibited inhibiting",
    "stimulate stimulates stimulated stimulating stimulation : "
    "suppress suppresses suppressed suppressing suppression",
    "activate activates activating : "
    "inhibit inhibits inhibiting",
    "accelerate accelerates accelerated accelerating : slow slows slowed slowing",
    "upregulate upregulates upregulated upregulation : "
    "downregulate downregulates downregulated downregulation",
    "up-regulate up-regulates up-regulated up-regulation : "
    "down-regulate down-regulates down-regulated down-regulation",
    "prolong prolongs prolonged prolonging : shorten shortens shortened shortening",
    "prevent prevents prevented preventing : cause causes caused causing",
    "greater smaller", "larger smaller", "more less", "fewer more", "better worse",
    "longer shorter", "faster slower", "stronger weaker", "superior inferior", "high low",
    "beneficial harmful", "protective harmful", "favourable unfavourable", "favorable unfavorable",
    "positively inversely", "positive inverse", "effective ineffective", "safe unsafe",
)  # fmt: skip


def _opposites() -> dict[str, str]:
    made: dict[str, str] = {}
    for row in _OPPOSITE_ROWS:
        left, colon, right = row.partition(":")
        if not colon:
            left, right = row.split()
        for one, other in zip(left.split(), right.split(), strict=True):
            made.setdefault(one, other)
            made.setdefault(other, one)
    return made


OPPOSITES = _opposites()

#: Common drugs by class; within a class one is easily taken for another.
_DRUG_ROWS = (
    "prednisone prednisolone methylprednisolone dexamethasone hydrocortisone budesonide",
    "methotrexate azathioprine mycophenolate leflunomide tacrolimus cyclophosphamide",
    "adalimumab infliximab etanercept certolizumab golimumab",
    "tocilizumab sarilumab anakinra canakinumab secukinumab ustekinumab",
    "rituximab obinutuzumab ocrelizumab belimumab",
    "tofacitinib baricitinib upadacitinib ruxolitinib filgotinib",
    "apixaban rivaroxaban edoxaban dabigatran warfarin",
    "heparin enoxaparin dalteparin fondaparinux",
    "aspirin clopidogrel ticagrelor prasugrel",
    "empagliflozin dapagliflozin canagliflozin ertugliflozin",
    "semaglutide liraglutide dulaglutide exenatide lixisenatide",
    "sitagliptin saxagliptin linagliptin alogliptin",
    "metformin pioglitazone rosiglitazone glimepiride glipizide",
    "atorvastatin rosuvastatin simvastatin pravastatin lovastatin",
    "lisinopril enalapril ramipril captopril perindopril",
    "losartan valsartan candesartan telmisartan irbesartan",
    "metoprolol bisoprolol carvedilol atenolol propranolol",
    "amlodipine nifedipine diltiazem verapamil",
    "furosemide torsemide bumetanide", "spironolactone eplerenone finerenone",
    "fluoxetine sertraline paroxetine citalopram escitalopram venlafaxine",
    "olanzapine risperidone quetiapine aripiprazole haloperidol clozapine",
    "ibuprofen naproxen diclofenac celecoxib indomethacin",
    "morphine oxycodone fentanyl tramadol codeine",
    "amoxicillin ampicillin penicillin", "azithromycin erythromycin clarithromycin",
    "ciprofloxacin levofloxacin moxifloxacin", "doxycycline minocycline tetracycline",
    "ceftriaxone cefotaxime ceftazidime", "vancomycin linezolid daptomycin",
    "remdesivir favipiravir lopinavir ribavirin oseltamivir", "hydroxychloroquine chloroquine ivermectin",
    "acyclovir valacyclovir ganciclovir", "fluconazole voriconazole itraconazole",
    "tamoxifen letrozole anastrozole exemestane", "cisplatin carboplatin oxaliplatin",
    "paclitaxel docetaxel", "doxorubicin epirubicin", "trastuzumab pertuzumab cetuximab bevacizumab",
    "pembrolizumab nivolumab atezolizumab ipilimumab", "imatinib dasatinib nilotinib",
    "gefitinib erlotinib afatinib osimertinib", "omeprazole pantoprazole esomeprazole lansoprazole",
    "salmeterol formoterol tiotropium", "alendronate risedronate zoledronate denosumab",
    "levodopa pramipexole ropinirole", "donepezil rivastigmine galantamine memantine",
    "phenytoin carbamazepine valproate lamotrigine levetiracetam", "ondansetron granisetron metoclopramide",
    "finasteride dutasteride", "allopurinol febuxostat colchicine",
    "amiodarone dronedarone sotalol flecainide",
)  # fmt: skip
DRUG_CLASSES: tuple[tuple[str, ...], ...] = tuple(tuple(row.split()) for row in _DRUG_ROWS)

#: Whom a statement is of, and with whom they are confused; each way that is listed.
POPULATIONS: tuple[tuple[str, str], ...] = (
    ("adults", "children"), ("patients", "children"), ("children", "adults"),
    ("women", "men"), ("men", "women"),
    ("adult patients", "paediatric patients"), ("humans", "mice"), ("mice", "humans"), ("mouse", "human"),
    ("rats", "humans"), ("boys", "girls"), ("girls", "boys"), ("infants", "adolescents"),
    ("adolescents", "infants"), ("males", "females"), ("females", "males"), ("male", "female"),
    ("female", "male"), ("neonates", "adults"), ("newborns", "adults"), ("mothers", "fathers"),
    ("older adults", "young adults"), ("older people", "young people"), ("elderly", "young"),
    ("postmenopausal", "premenopausal"), ("premenopausal", "postmenopausal"),
    ("smokers", "non-smokers"), ("pregnant", "breastfeeding"),
    ("symptomatic", "asymptomatic"), ("asymptomatic", "symptomatic"),
    ("type 2 diabetes", "type 1 diabetes"), ("type 1 diabetes", "type 2 diabetes"),
    ("dermatomyositis", "polymyositis"), ("polymyositis", "dermatomyositis"),
    ("giant cell arteritis", "Takayasu arteritis"), ("polymyalgia rheumatica", "rheumatoid arthritis"),
    ("rheumatoid arthritis", "psoriatic arthritis"), ("ulcerative colitis", "Crohn's disease"),
    ("reduced ejection fraction", "preserved ejection fraction"),
    ("preserved ejection fraction", "reduced ejection fraction"), ("HFrEF", "HFpEF"), ("HFpEF", "HFrEF"),
    ("ischaemic stroke", "haemorrhagic stroke"), ("ischemic stroke", "hemorrhagic stroke"),
    ("small cell lung cancer", "non-small cell lung cancer"), ("breast cancer", "ovarian cancer"),
    ("prostate cancer", "bladder cancer"), ("colorectal cancer", "gastric cancer"),
    ("lung cancer", "liver cancer"), ("acute myeloid leukemia", "chronic myeloid leukemia"),
    ("juvenile", "adult"), ("paediatric", "adult"), ("pediatric", "adult"), ("outpatients", "inpatients"),
    ("inpatients", "outpatients"), ("hospitalised", "ambulatory"), ("hospitalized", "ambulatory"),
    ("treatment-naive", "previously treated"), ("refractory", "newly diagnosed"),
)  # fmt: skip

#: Units with what they are mistaken for.
UNITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mg", ("g", "µg")), ("g", ("mg", "kg")), ("µg", ("mg",)), ("mcg", ("mg",)), ("kg", ("g",)),
    ("ng", ("mg",)), ("mL", ("L",)), ("ml", ("l",)), ("L", ("mL",)), ("mmol", ("mol",)), ("mmHg", ("kPa",)),
    ("mm Hg", ("kPa",)), ("mm", ("cm",)), ("cm", ("mm",)), ("m", ("km",)), ("km", ("m",)), ("μm", ("mm",)),
    ("nm", ("mm",)), ("mg/day", ("mg/week", "mg/kg/day")), ("mg/kg", ("mg", "g/kg")),
    ("µg/day", ("mg/day",)),
    ("mg/kg/day", ("mg/day",)), ("mg/week", ("mg/day",)), ("mg/dL", ("mmol/L",)), ("mmol/L", ("mg/dL",)),
    ("mmol/l", ("mg/dl",)), ("ng/mL", ("mg/mL",)), ("ng/ml", ("mg/ml",)), ("nmol/L", ("mmol/L",)),
    ("mL/min", ("L/min",)), ("IU", ("mg",)), ("IU/day", ("mg/day",)), ("million", ("thousand", "billion")),
    ("billion", ("million",)), ("Hz", ("kHz",)), ("kDa", ("Da",)), ("kb", ("Mb",)), ("bp", ("kb",)),
    ("per 100,000", ("per 1,000",)), ("per 1000", ("per 100",)), ("per 1,000", ("per 100",)),
    ("person-years", ("person-months",)), ("patient-years", ("patient-months",)), ("°C", ("°F",)),
)  # fmt: skip

#: Bodies that did not say it, with their short names (looked for in the passage) and how they are quoted.
BODIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The World Health Organization", ("WHO", "World Health Organization")),
    ("The Mayo Clinic", ("Mayo",)),
    ("The National Institute for Health and Care Excellence", ("NICE", "Care Excellence")),
    ("The American College of Physicians", ("ACP", "College of Physicians")),
    ("The American Heart Association", ("AHA", "Heart Association")),
    ("The European Medicines Agency", ("EMA", "Medicines Agency")),
    ("The Food and Drug Administration", ("FDA", "Food and Drug")),
)

_BASES = """
accelerate activate affect allow alter attenuate benefit bind block cause change confer contribute control
correlate cure decrease depend determine develop die differ double drive enable encode enhance exhibit exist
express facilitate function halve impair improve increase induce influence inhibit interact involve kill lead
limit lower maintain mediate modulate need occur play predict prevent produce prolong promote protect provide
raise reduce regulate relapse remain require respond restore result shorten show slow spread stimulate
suppress survive transmit treat trigger vary worsen delay decline form support represent recover carry have
"""
BASES = frozenset(_BASES.split())
_PASTS = {
    "have": "had", "lead": "led", "show": "showed", "bind": "bound", "drive": "drove", "spread": "spread",
    "rise": "rose", "fall": "fell", "become": "became", "find": "found", "be": "was", "prefer": "preferred",
    "occur": "occurred", "confer": "conferred", "transmit": "transmitted", "control": "controlled",
    "get": "got", "give": "gave", "make": "made", "take": "took", "begin": "began", "do": "did",
    "go": "went", "keep": "kept", "meet": "met", "seem": "seemed",
}  # fmt: skip


def third(base: str) -> str:
    """The third person of a verb: ``reduce`` gives ``reduces``."""
    if base == "have":
        return "has"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ies"
    return base + ("es" if re.search(r"(?:s|sh|ch|x|o)$", base) else "s")


def past(base: str) -> str:
    """The simple past of a verb."""
    if base in _PASTS:
        return _PASTS[base]
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if re.search(r"[^aeiou]y$", base) else base + "ed"


BASE_OF_THIRD = {third(base): base for base in sorted(BASES)}
BASE_OF_PAST = {past(base): base for base in sorted(BASES)}

_SINGULAR_S = re.compile(r"(?:ss|us|is|sis|itis|news|diabetes|rabies|measles|species|series|rickets)$")
#: A subject that begins so is what someone does, and singular: "taking statins".
_GERUND = re.compile(
    r"(?:having|taking|wearing|drinking|using|eating|smoking|adding|giving|getting|treating|reducing|"
    r"stopping|"
    r"starting|avoiding|inhibiting|blocking|targeting|lowering|switching|combining|washing|testing|screening|"
    r"maintaining|keeping|consuming|inhaling|exercising|being|staying|providing|receiving|wiping)\b",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"\b(?:of|with|in|for|to|by|on|from|at|among|between|than|who|that|which|without|after|before|during|"
    r"using|containing|given|treated|receiving|via|through|against|as|under|over|into|such|like)\b",
    re.IGNORECASE,
)


def plural(subject: str) -> bool:
    """Whether a noun phrase is likely plural: "statins", "aspirin and heparin", "patients with gout"."""
    if _GERUND.match(subject):
        return False
    head = _HEAD_END.split(subject, maxsplit=1)[0].strip(" ,()")
    if re.search(r"\band\b", head):
        return True
    last = head.split()[-1].lower() if head.split() else ""
    if re.match(r"^(?:the|an?) (?:combination|use|number|majority|level)\b", subject, re.IGNORECASE):
        return False
    if last in {
        "people",
        "children",
        "women",
        "men",
        "mice",
        "data",
        "these",
        "they",
        "bacteria",
        "criteria",
    }:
        return True
    return last.endswith("s") and not _SINGULAR_S.search(last)


def article(word: str) -> str:
    """``a`` or ``an`` before ``word``."""
    vowel = re.match(r"(?:[aeio]|u(?!ni|se|su|ti)|h(?:our|onest)|8|11\b|18\b)", word, re.IGNORECASE)
    return "an" if vowel else "a"

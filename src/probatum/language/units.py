"""The words of quantities: numbers written out, units, nouns that are counted, measures of effect."""

from __future__ import annotations

import re
from functools import cache

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

#: Numbers as words.
NUMBER_WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_ONES)},
    **{tens: 10.0 * (place + 2) for place, tens in enumerate(_TENS)},
    **{
        f"{tens}-{ones}": 10.0 * (place + 2) + unit
        for place, tens in enumerate(_TENS)
        for unit, ones in enumerate(_ONES[:10])
        if unit
    },
    **{
        f"{tens} {ones}": 10.0 * (place + 2) + unit
        for place, tens in enumerate(_TENS)
        for unit, ones in enumerate(_ONES[:10])
        if unit
    },
    "hundred": 100.0,
    "one hundred": 100.0,
    "a hundred": 100.0,
    "dozen": 12.0,
    "a dozen": 12.0,
    "one thousand": 1000.0,
    "a thousand": 1000.0,
}

_PARTS = {
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "half": 2,
}
_HOW_MANY = {"one": 1, "a": 1, "two": 2, "three": 3, "four": 4}

#: Fractions as words, in per cent.
FRACTIONS: dict[str, float] = {
    "half": 50.0,
    **{
        f"{many}{joint}{part}": 100.0 * count / whole
        for many, count in _HOW_MANY.items()
        for part, whole in _PARTS.items()
        for joint in (" ", "-")
        if count < whole and (count == 1) == (not part.endswith("s"))
    },
}

#: Units of time.
TIMES = ("year", "month", "week", "day", "hour", "minute", "second", "decade")

#: Units as printed, and how they are named here. Single letters count only in their own case.
UNITS: dict[str, str] = {
    **{
        unit: unit
        for unit in ("mg", "g", "ng", "pg", "kg", "mmol", "nmol", "pmol", "mol", "mm", "cm", "nm", "Gy")
    },
    **dict.fromkeys(("year", "years", "yr", "yrs", "y"), "year"),
    **dict.fromkeys(("month", "months", "mo", "mos", "mths"), "month"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("day", "days", "d"), "day"),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), "hour"),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), "minute"),
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), "second"),
    **dict.fromkeys(("decade", "decades"), "decade"),
    **dict.fromkeys(("µg", "μg", "ug", "mcg", "microgram", "micrograms"), "µg"),
    **dict.fromkeys(("µmol", "μmol", "umol"), "µmol"),
    **{unit: unit for unit in ("mM", "nM", "pM")},
    **dict.fromkeys(("µM", "μM", "uM"), "µM"),
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("kilogram", "kilograms", "kilos"), "kg"),
    **dict.fromkeys(("gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("nanogram", "nanograms"), "ng"),
    **dict.fromkeys(("micrometre", "micrometres", "micrometer", "micrometers"), "µm"),
    **dict.fromkeys(("millimetre", "millimetres", "millimeter", "millimeters"), "mm"),
    **dict.fromkeys(("centimetre", "centimetres", "centimeter", "centimeters"), "cm"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "m"),
    **dict.fromkeys(("millilitre", "millilitres", "milliliter", "milliliters"), "ml"),
    **dict.fromkeys(("decilitre", "decilitres", "deciliter", "deciliters"), "dl"),
    **dict.fromkeys(("millimole", "millimoles"), "mmol"),
    **dict.fromkeys(("micromole", "micromoles"), "µmol"),
    **dict.fromkeys(("cGy", "centigray"), "cGy"),
    **dict.fromkeys(("gray", "grays"), "Gy"),
    **dict.fromkeys(("kilocalorie", "kilocalories", "calories"), "kcal"),
    **dict.fromkeys(("l", "L", "litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("ml", "mL"), "ml"),
    **dict.fromkeys(("dl", "dL"), "dl"),
    **dict.fromkeys(("µl", "μl", "µL", "μL", "ul"), "µl"),
    **dict.fromkeys(("IU", "iu"), "IU"),
    **dict.fromkeys(("U", "unit", "units"), "U"),
    **dict.fromkeys(("µm", "μm"), "µm"),
    **dict.fromkeys(("mEq", "meq"), "mEq"),
    **dict.fromkeys(("%", "％", "percent", "per cent"), "%"),
    **dict.fromkeys(("‰", "per mille", "permille"), "‰"),
    **dict.fromkeys(("percentage points", "percentage point"), "percentage point"),
    **dict.fromkeys(("fold",), "fold"),
    **dict.fromkeys(("point", "points"), "point"),
    **dict.fromkeys(("item", "items"), "item"),
    **dict.fromkeys(("mmHg", "mmhg", "mm hg"), "mmHg"),
    **dict.fromkeys(("° c", "℃", "degrees c", "degrees celsius"), "°C"),
    "m2": "m²",
    "m²": "m²",
    "mm3": "mm³",
    "mm³": "mm³",
    "bpm": "bpm",
    "kcal": "kcal",
    "kDa": "kDa",
    "kPa": "kPa",
    "Hz": "Hz",
    "bp": "bp",
    "person-years": "person-year",
}

#: Words that multiply the number before them.
MULTIPLIERS: dict[str, float] = {"thousand": 1e3, "million": 1e6, "billion": 1e9}

_FOLDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

#: Words that say how many times as much; what is "halved" is half as much.
FOLDS: dict[str, float] = {
    **dict.fromkeys(("doubled", "doubling", "doubles"), 2.0),
    **dict.fromkeys(("tripled", "tripling", "triples", "trebled"), 3.0),
    **dict.fromkeys(("quadrupled", "quadrupling"), 4.0),
    **dict.fromkeys(("halved", "halving", "halves"), 0.5),
    **{f"{word}fold": float(place + 2) for place, word in enumerate(_FOLDS)},
}

#: What one of a unit is of the first unit of its dimension. Months and years are those of the calendar
#: (365.25 days). What depends on the substance (mmol to mg, IU to µg) is not here.
_DIMENSIONS: tuple[dict[str, float], ...] = (
    {"g": 1.0, "kg": 1e3, "mg": 1e-3, "µg": 1e-6, "ng": 1e-9, "pg": 1e-12},
    {
        "day": 1.0,
        "week": 7.0,
        "month": 30.4375,
        "year": 365.25,
        "decade": 3652.5,
        "hour": 1 / 24,
        "minute": 1 / 1440,
        "second": 1 / 86_400,
    },
    {"l": 1.0, "dl": 0.1, "ml": 1e-3, "µl": 1e-6},
    {"mol": 1.0, "mmol": 1e-3, "µmol": 1e-6, "nmol": 1e-9, "pmol": 1e-12},
    {"M": 1.0, "mM": 1e-3, "µM": 1e-6, "nM": 1e-9, "pM": 1e-12},
    {"Gy": 1.0, "cGy": 1e-2},
    {"m": 1.0, "cm": 1e-2, "mm": 1e-3, "µm": 1e-6, "nm": 1e-9},
    {
        "%": 1.0,
        "‰": 0.1,
        "percentage point": 1.0,
    },
)
_FACTORS: dict[str, tuple[str, float]] = {
    unit: (next(iter(dimension)), factor) for dimension in _DIMENSIONS for unit, factor in dimension.items()
}


#: How often a day a dose is given, where its unit says so.
_TIMES_GIVEN = {" twice": 2.0, " thrice": 3.0}
#: "per 1000 person-year": a rate, and what it is counted by.
_RATE = re.compile(r"per (\d+(?:e\+\d+)?) (.+)")


@cache
def in_base(unit: str) -> tuple[str, float]:
    """The dimension of a unit (of ``mg/kg/day``: ``g/g/day``), and what one of it is in that.

    >>> in_base("mg/dl")[0], in_base("year")
    ('g/l', ('day', 365.25))
    >>> in_base("per 1000 person-year"), in_base("mg twice/day")
    (('per person-year', 0.001), ('g/day', 0.002))
    """
    if rate := _RATE.fullmatch(unit):
        return f"per {rate[2]}", 1.0 / float(rate[1])
    dimension, factor = [], 1.0
    for place, part in enumerate(unit.split("/")):
        given = next((word for word in _TIMES_GIVEN if part.endswith(word)), "")
        base, one = _FACTORS.get(part.removesuffix(given), (part.removesuffix(given), 1.0))
        dimension.append(base)
        factor = factor / one if place else factor * one * _TIMES_GIVEN.get(given, 1.0)
    return "/".join(dimension), factor


def often(unit: str) -> bool:
    """Whether a dose of this unit is given more than once a day: it is a part of what a day brings."""
    return any(word in unit for word in _TIMES_GIVEN)


_NOUNS = {
    "patient": "patients",
    "participant": "participants",
    "subject": "subjects",
    "adult": "adults",
    "child": "children",
    "woman": "women",
    "man": "men",
    "person": "people persons",
    "individual": "individuals",
    "volunteer": "volunteers",
    "infant": "infants",
    "neonate": "neonates newborns",
    "case": "cases",
    "control": "controls",
    "trial": "trials RCTs RCT",
    "study": "studies",
    "report": "reports",
    "article": "articles",
    "record": "records",
    "centre": "centres centers center",
    "site": "sites",
    "hospital": "hospitals",
    "country": "countries",
    "event": "events",
    "death": "deaths",
    "relapse": "relapses",
    "flare": "flares",
    "episode": "episodes",
    "stroke": "strokes",
    "pregnancy": "pregnancies",
    "birth": "births",
    "sample": "samples",
    "eye": "eyes",
    "dose": "doses",
    "cycle": "cycles",
    "group": "groups",
    "arm": "arms",
    "boy": "boys",
    "girl": "girls",
    "male": "males",
    "female": "females",
    "nurse": "nurses",
    "physician": "physicians",
    "family": "families",
    "twin": "twins",
    "gene": "genes",
    "locus": "loci",
    "mouse": "mice",
    "rat": "rats",
    "animal": "animals",
    "criterion": "criteria",
    "admission": "admissions",
    "procedure": "procedures",
    "review": "reviews",
    "guideline": "guidelines",
    "chart": "charts",
    "recommendation": "recommendations",
    "student": "students",
    "veteran": "veterans",
    "survivor": "survivors",
    "recipient": "recipients",
    "donor": "donors",
    "user": "users",
    "resident": "residents",
    "relapser": "relapsers",
    "citation": "citations",
    "survey": "surveys",
    "visit": "visits",
    "session": "sessions",
    "lesion": "lesions",
    "tumour": "tumours tumors tumor",
    "infection": "infections",
    "fracture": "fractures",
    "bleed": "bleeds",
    "hospitalisation": "hospitalisations hospitalizations hospitalization",
    "person-year": "person-years",
    "responder": "responders",
}
_COUNTED = {form.lower(): noun for noun, forms in _NOUNS.items() for form in (noun, *forms.split())}


def counted(word: str) -> str:
    """The noun, in the singular, where ``word`` (lower case) is one that papers count; else ``""``."""
    return _COUNTED.get(word, "")


#: Measures of effect as single words. Those in capitals count only so.
MEASURE_WORDS: dict[str, str] = {
    **dict.fromkeys(("HR", "HRs", "aHR", "AHR", "sHR", "SHR", "aHRs", "cHR", "csHR", "hr", "ahr"), "HR"),
    **dict.fromkeys(("OR", "ORs", "aOR", "AOR", "aORs", "pOR", "cOR", "POR", "aor"), "OR"),
    **dict.fromkeys(("RR", "RRs", "aRR", "pRR", "rr"), "RR"),
    **dict.fromkeys(("IRR", "aIRR", "IRRs", "irr"), "IRR"),
    **dict.fromkeys(("RD", "ARD", "ARR", "RDs", "aRD"), "RD"),
    **dict.fromkeys(("SMD", "SMDs", "smd"), "SMD"),
    **dict.fromkeys(("MD", "WMD", "MDs", "WMDs", "LSMD"), "MD"),
    **dict.fromkeys(("NNT", "NNTB", "NNTs", "nnt"), "NNT"),
    **dict.fromkeys(("NNH", "NNTH", "nnh"), "NNH"),
    **dict.fromkeys(("AUC", "AUROC", "AUCs", "auc", "auroc"), "AUC"),
    "r": "r",
    "rho": "r",
}

#: Measures of effect as two words, the last two of what is said ("adjusted hazard ratio").
MEASURE_PHRASES: dict[str, str] = {
    **{f"{word} {ratio}": "HR" for word in ("hazard", "hazards") for ratio in ("ratio", "ratios")},
    **{f"odds {ratio}": "OR" for ratio in ("ratio", "ratios")},
    **dict.fromkeys(("relative risk", "relative risks", "risk ratio", "risk ratios"), "RR"),
    **dict.fromkeys(("rate ratio", "rate ratios"), "IRR"),
    **dict.fromkeys(("risk difference", "risk differences", "risk reduction", "rate difference"), "RD"),
    **dict.fromkeys(
        ("mean difference", "mean differences", "treatment difference", "group difference"), "MD"
    ),
}

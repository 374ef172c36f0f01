"""The words of quantities: numbers written out, units, nouns that are counted, measures of effect."""

from __future__ import annotations

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
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("l", "L", "litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("ml", "mL"), "ml"),
    **dict.fromkeys(("dl", "dL"), "dl"),
    **dict.fromkeys(("µl", "μl", "µL", "μL", "ul"), "µl"),
    **dict.fromkeys(("IU", "iu"), "IU"),
    **dict.fromkeys(("U", "unit", "units"), "U"),
    **dict.fromkeys(("µm", "μm"), "µm"),
    **dict.fromkeys(("mEq", "meq"), "mEq"),
    **dict.fromkeys(("%", "％", "percent", "per cent"), "%"),
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

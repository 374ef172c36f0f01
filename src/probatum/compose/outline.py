"""Which sections an answer has: planned by the clinical type of the question, before any evidence is read.

The facets are those that clinicians expect of an article on prognosis, therapy, harm and so on (after the
question types of the PubMed Clinical Queries and the headings of BMJ Best Practice and UpToDate topics);
each is recognised by the words in which papers state it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from probatum.compose.asks import asks_advice
from probatum.language.drugs import drug_mentions
from probatum.records.passage import Role
from probatum.records.question import ClinicalType, Question, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One thing that an answer tells.

    ``cue`` recognises a sentence that tells it, ``seek`` are the words to search for beside the subject of
    the question, ``empty`` is what the section says where nothing was found. ``outcome_bound`` facets
    only take sentences that touch the outcome asked about; with ``estimate_enough`` an adjusted estimate
    will do where the outcome is spoken of around it; with ``outcome_near`` half of the outcome's words around
    the sentence are enough; with ``studies_only`` what a guideline or panel advises does not count.
    ``exclude`` refuses look-alikes; in a facet that ``advises``, what a guideline or panel says comes before
    what a study found. ``of_treatments``: the sentence, or the title of its work, must name a treatment.
    """

    name: str
    heading: str
    seek: str
    cue: re.Pattern[str]
    empty: str
    outcome_bound: bool = False
    advises: bool = False
    estimate_enough: bool = False
    outcome_near: bool = False
    studies_only: bool = False
    of_treatments: bool = False
    counts: bool = False
    exclude: re.Pattern[str] | None = None
    roles: frozenset[Role | None] = field(
        default=frozenset({Role.RESULTS, Role.CONCLUSIONS, Role.BACKGROUND, Role.OBJECTIVE, Role.OTHER, None})
    )


def _cue(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{alternative})" for alternative in alternatives), re.IGNORECASE)


_RATE = r"\b\d[\d.,·]*\s?(?:%|per cent)|\b\d[\d,]* (?:of|/) ?\d|\b(?:one|two|three) (?:thirds?|quarters?)\b"
#: Abbreviations in capitals only: "or" is no odds ratio.
_RATIO = r"\b(?:(?-i:a?HR|a?OR|a?RR|IRR)|hazard ratio|odds ratio|relative risk|risk ratio)\b"
#: Between a ratio's name and its value.
_TO = r"(?: for [\w -]{1,40})?(?: (?:of|was|is))?[ :=,(]*"
_DESCRIBES = re.compile(
    r"^(?:eligible\b|"
    r"(?:\w+[ -]){0,4}(?:review|abstract|cohort|guidelines?|analysis|trial|report|study|recommendations?|"
    r"paper) (?:of|on|in which|classifying|whether|that|with|from)\b|\d+ recommendations\b|"
    r"[\d,]+ (?:(?:patients|people|adults),|randomi[sz]ed\b)|"
    r"(?:\w+[ -]){1,2}recommendations (?:came|after)\b|a total of\b)|"
    # One boundary for all: most places of a text are none, and are left at once.
    r"\b(?:(?:was|were) (?:randomi[sz]ed|recruited|enrolled|screened|excluded|eligible|analysed|included)|"
    r"mean follow-up|median follow-up|aim(?:s|ed)? (?:of|to)|we (?:aimed|sought)|"
    r"(?:articles|records|definitions|guidelines) (?:were )?(?:screened|found|analysed|developed)|"
    r"were made|recommendations were|overarching|was accepted|"
    r"was counted only|defin(?:ed|ition)|aim (?:was|is|includes)|"
    r"had (?:established|prior|previous|a history|no history)|relied on|"
    r"replaced (?:in|by)|superseded|"
    r"recommendations\b[^.;]{0,40}\bwere (?:strong|conditional)|"
    r"informed the recommendations|panel agreement|"
    r"figures? not seen|count cut|panel had)\b",
    re.IGNORECASE,
)

FREQUENCY = Facet(
    name="frequency",
    heading="How often",
    seek="incidence prevalence rate frequency proportion of patients cumulative",
    cue=_cue(_RATE, r"\bincidence\b", r"\bprevalence\b", r"\b(?:common|rare|frequent|most have)\b"),
    empty="No figure for how often was found in the evidence held.",
    outcome_bound=True,
    counts=True,
    exclude=re.compile(_RATIO + r"|predict|definition|\bv(?:s|ersus)?\b\.? ", re.IGNORECASE),
)
TIMING = Facet(
    name="timing",
    heading="When",
    seek="time to onset during taper tapering dose first years withdrawal after discontinuation",
    cue=_cue(
        r"\btaper",
        r"\bwithdraw",
        r"\bdiscontinu",
        r"\b(?:first|within|after|by|at) (?:\w+ ){0,4}(?:\d+[ -]?)?(?:weeks?|months?|years?)\b",
        r"\bmedian time\b",
        r"\btime to\b",
        r"\bat (?:prednisone|prednisolone|low)",
    ),
    empty="Nothing on timing was found in the evidence held.",
    outcome_bound=True,
    exclude=re.compile(r"definition|\bfollow-up was\b|" + _RATIO, re.IGNORECASE),
)
RISK = Facet(
    name="risk",
    heading="Who is at higher risk",
    seek="predictors risk factors associated with higher risk hazard ratio",
    cue=_cue(
        _RATIO,
        r"\bpredict(?:s|ed|ors?|ive)?\b",
        r"\brisk factors?\b",
        r"\bassociated with\b",
        r"\bmore (?:often|likely|than)\b",
        r"\bhigher (?:risk|rate|in)\b",
        r"\bindependent",
        r"\bno clear risk\b",
    ),
    empty="No risk factor was found in the evidence held.",
    outcome_bound=True,
    estimate_enough=True,
    exclude=re.compile(
        r"\b(?:fewer|less|lower|reduced|protect|halved|decreased)\b|"
        rf"^(?!.*(?:{_RATIO}){_TO}[1-9]).*(?:{_RATIO}){_TO}0?[.·]",
        re.IGNORECASE,
    ),
)
PROTECTION = Facet(
    name="protection",
    heading="What goes with a lower risk",
    seek="fewer lower risk protective prevent maintenance immunosuppressant early combination",
    cue=_cue(
        r"\b(?:fewer|less|lower(?:ed)?|reduc(?:e[sd]?|tion)|protect\w*|prevent\w*|halved|decreas\w+)\b",
        r"\bspar(?:e|ing)\b",
        rf"(?:{_RATIO}){_TO}0?[.·]\d",
        r"\bmay be useful\b",
    ),
    empty="Nothing that goes with a lower risk was found in the evidence held.",
    outcome_bound=True,
    estimate_enough=True,
    # A bound, and what is done with a dose, are no lower risk.
    exclude=re.compile(
        r"\b(?:or|and) less\b|\bless than \d|\breduc\w+ (?:over|to|the dose)\b|"
        r"\b(?:raise|taper|dose)\b.*\breduce\b",
        re.IGNORECASE,
    ),
)
MONITORING = Facet(
    name="monitoring",
    heading="What to monitor",
    seek="monitoring follow-up assessment activity measure imaging laboratory screening",
    cue=_cue(
        r"\bmonitor",
        r"\bfollow(?:ed)? (?:up )?with\b",
        r"\bscreen(?:ing|ed)?\b",
        r"\bMRI\b",
        r"\bultrasound\b",
        r"\bCK\b",
        r"\bcreatine kinase\b",
        r"\bESR\b|\bCRP\b",
        r"\bat least yearly\b",
        r"\bassess(?:ed|ment)\b",
        r"\bactivity (?:information|index|measure)",
        r"\bcorrelated with\b",
    ),
    empty="Nothing on monitoring was found in the evidence held.",
    exclude=re.compile(
        r"\bscreened\b|\brecords\b|\barticles\b|\bnormali[sz]ed\b|\bmean CK\b|\bCK (?:rose|fell)\b",
        re.IGNORECASE,
    ),
)
TREATMENT = Facet(
    name="treatment",
    heading="What to do",
    seek="treatment recommendation therapy dose guideline refractory relapse management",
    cue=_cue(
        r"\brecommend",
        r"\bshould\b",
        r"\bfirst[- ]line\b",
        r"\bstart(?:ing)?\b.*\bmg\b",
        r"\b\d[\d.,-]* ?m?g(?:/kg)?(?:/day| daily)?\b",
        r"\btreat(?:ed|ment|ments)?\b",
        r"\boptions?\b",
        r"\bimprov(?:e[sd]?|ement)\b",
        r"\bat relapse\b",
        r"\brefractory\b",
        r"\bprimary (?:endpoint|outcome)\b",
        r"\badjunct\b",
    ),
    advises=True,
    empty="Nothing on treatment was found in the evidence held.",
)
OUTLOOK = Facet(
    name="outlook",
    heading="Outlook",
    seek="prognosis survival mortality remission disability damage long-term outcome",
    cue=_cue(
        r"\bsurviv",
        r"\bmortality\b",
        r"\bdie[sd]?\b|\bdeaths?\b",
        r"\bremission\b",
        r"\bdisabilit",
        r"\bdamage\b",
        r"\bprognos",
        r"\boutcome was\b",
        r"\bcourse\b",
    ),
    empty="Nothing on the outlook was found in the evidence held.",
)
BENEFIT = Facet(
    name="benefit",
    heading="What it does",
    seek="efficacy effect primary outcome reduced improved compared with placebo randomised trial",
    cue=_cue(
        _RATIO,
        _RATE,
        r"\b(?:reduc|improv|lower|slow|prevent|superior|effective|efficac|benefit|increas|decreas)\w*",
        r"\bremission\b",
        r"\bflares?\b",
        r"\bprimary (?:endpoint|outcome)\b",
        r"\bno (?:significant )?difference\b",
        r"\bdiffer(?:ed|s)? (?:\w+ )?from\b",
        r"\bassociated with\b",
    ),
    studies_only=True,
    outcome_near=True,
    empty="No effect on the outcome asked about was found in the evidence held.",
    exclude=re.compile(
        r"\bat (?:flare|relapse|onset|entry|diagnosis)\b|\badverse\b|\btoxicit|\bbaseline\b|\bbleed|"
        r"\bneutropenia\b|\binfections?\b|% (?:male|female|men|women)\b|\bprevalence\b|"
        r"\b(?:registry|trial) (?:\([^()]*\) )?records\b",
        re.IGNORECASE,
    ),
)
HARMS = Facet(
    name="harms",
    heading="Harms",
    seek="adverse events safety bleeding infection toxicity complications discontinuation",
    cue=_cue(
        r"\badverse\b",
        r"\bharm(?:s|ful)\b",
        r"\bsafety\b",
        r"\bsafe(?:r|ly)?\b",
        r"\btoxic",
        r"\bbleed",
        r"\bh[a]?emorrhag",
        r"\binfections?\b",
        r"\bneutropenia\b",
        r"\bketoacidosis\b",
        r"\bretinopathy\b",
        r"\bside effects?\b",
        r"\b(?:dyspepsia|nausea|vomiting|diarrh(?:o)?ea|hyperkal(?:a)?emia|hypoglyc(?:a)?emia)\b",
        r"\bboxed warnings?\b",
        r"\bcomplications?\b",
        r"\bserious\b",
    ),
    empty="Nothing on harms was found in the evidence held. That does not mean that there are none.",
)
SUBGROUPS = Facet(
    name="subgroups",
    heading="For whom",
    seek="subgroup renal function age diabetes elderly frail children severity",
    cue=_cue(
        r"\bsubgroups?\b",
        r"\b(?:among|in) (?:those|patients|people|adults|children) (?:with|aged|who)\b",
        r"\bfrail",
        r"\bolder\b|\belderly\b",
        r"\beGFR\b",
        r"\bGFR\b",
        r"\brenal (?:function|dysfunction|impairment)",
        r"\bdialysis\b",
        r"\birrespective\b|\bregardless\b",
        r"\bwith or without\b",
    ),
    empty="Nothing on particular groups of people was found in the evidence held.",
    exclude=_DESCRIBES,
)
RECOMMENDATIONS = Facet(
    name="recommendations",
    heading="What guidelines and panels say",
    seek="guideline recommendation recommended should consensus graded",
    cue=_cue(
        r"\brecommend",
        r"\bguidelines?\b",
        r"\bshould\b",
        r"\bconsensus\b",
        r"\bgraded?\b",
        r"\bfirst[- ]line\b",
        r"\boptions?\b",
        r"\badjunct\b",
        r"\bpreferred\b",
        r"\b(?:start|offer|avoid|consider)\b",
        r"\b[12][ABC]\b",
    ),
    advises=True,
    empty="No recommendation of a guideline or panel was found in the evidence held.",
)
CAUSES = Facet(
    name="causes",
    heading="What goes with it",
    seek="cause risk factor association exposure gene mutation pathogenesis",
    cue=_cue(
        _RATIO,
        r"\bcaus(?:e[sd]?|al|ing)\b",
        r"\bassociat",
        r"\brisk factors?\b",
        r"\bmutations?\b",
        r"\bpathogen",
        r"\bdue to\b",
        r"\bresults? (?:from|in)\b",
        r"\bmediat",
        r"\bcharacteri[sz]ed by\b",
    ),
    empty="No cause or association was found in the evidence held.",
)
MECHANISM = Facet(
    name="mechanism",
    heading="How it works",
    seek="mechanism pathway inhibits activates binds receptor",
    cue=_cue(
        r"\bmechanism",
        r"\bpathways?\b",
        r"\b(?:inhibit|activat|block|bind|regulat|suppress|induc|target|encod|modulat|interact)\w*\b",
        r"\breceptors?\b",
    ),
    empty="Nothing on the mechanism was found in the evidence held.",
)
TESTS = Facet(
    name="tests",
    heading="How well the tests do",
    seek="sensitivity specificity diagnostic accuracy test criteria biopsy imaging",
    cue=_cue(
        r"\bsensitivit",
        r"\bspecificit",
        r"\bdiagnos",
        r"\bcriteria\b",
        r"\bcut-?off\b",
        r"\bAUC\b",
        r"\bpredictive value",
        r"\bbiopsy\b",
        r"\bimaging\b",
        r"\bultrasound\b",
        r"\bMRI\b",
        r"\btest(?:s|ing)?\b",
    ),
    empty="No figure for a test was found in the evidence held.",
)
FEATURES = Facet(
    name="features",
    heading="What it looks like",
    seek="symptoms signs features presentation characterised definition",
    cue=_cue(
        r"\bsymptoms?\b",
        r"\bsigns?\b",
        r"\bpresent(?:s|ed|ation)?\b",
        r"\bcharacteri[sz]ed\b",
        r"\bdefin(?:ed|ition)\b",
        r"\bfeatures?\b",
        r"\bmanifest",
        r"\bis an?\b",
    ),
    empty="Nothing on its features was found in the evidence held.",
)

DOSE = Facet(
    name="dose",
    heading="Doses",
    seek="dose mg daily initial starting maintenance maximum",
    cue=_cue(
        r"\b\d[\d.,-]*\s?(?:to \d[\d.,]*\s?)?(?:mg|mcg|µg|μg|g|units?|IU|mL)\b(?:/kg)?",
        r"\b(?:once|twice|three times) (?:a day|daily|weekly)\b",
    ),
    advises=True,
    empty="No dose was found in the evidence held.",
    exclude=re.compile(r"\b(?:flares?|relapses?) (?:at|above|below|on)\b|\bdiscontinuation\b", re.IGNORECASE),
)

PLANS: dict[ClinicalType, tuple[Facet, ...]] = {
    ClinicalType.PROGNOSIS: (FREQUENCY, TIMING, RISK, PROTECTION, MONITORING, TREATMENT, OUTLOOK),
    ClinicalType.THERAPY: (BENEFIT, HARMS, SUBGROUPS, RECOMMENDATIONS),
    ClinicalType.HARM: (HARMS, FREQUENCY, RISK, RECOMMENDATIONS),
    ClinicalType.FREQUENCY: (FREQUENCY, RISK, OUTLOOK),
    ClinicalType.AETIOLOGY: (CAUSES, MECHANISM, FREQUENCY),
    ClinicalType.DIAGNOSIS: (TESTS, FEATURES, RECOMMENDATIONS),
    ClinicalType.MONITORING: (MONITORING, RECOMMENDATIONS, OUTLOOK),
    ClinicalType.MECHANISM: (MECHANISM, CAUSES, BENEFIT),
    ClinicalType.OTHER: (FEATURES, CAUSES, BENEFIT, FREQUENCY),
}

#: A sentence that gives an adjusted estimate, or one with its measure named.
ESTIMATES = re.compile(_RATIO + r"|\badjust(?:ed|ment|ing)\b|\bmultivaria", re.IGNORECASE)

#: A share or a count of a total.
GIVES_A_SHARE = re.compile(_RATE, re.IGNORECASE)

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?%")
#: So many shares that add up to a hundred, give or take what rounding does, are the parts of a whole.
_PARTS, _ROUNDED = 3, 1.0


def divides_a_whole(text: str) -> bool:
    """Whether the shares of a text are of the kinds of a thing, and so tell not how often it is.

    >>> divides_a_whole("First relapse: PMR 51%, cranial 31%, systemic 18%.")
    True
    """
    shares = [float(one) for one in _SHARE.findall(text)]
    return len(shares) >= _PARTS and abs(sum(shares) - 100) <= _ROUNDED


#: A comparison before adjustment: it gives way to the adjusted one of the same work.
UNADJUSTED = re.compile(r"\bun-?adjusted\b|\bunivaria\w+|\bcrude\b", re.IGNORECASE)

#: What a section may not be about, whatever it tells: how a study was run.
DESCRIBES_A_STUDY = _DESCRIBES


#: Types of question that are answered by their first facet or not at all.
ANSWERED_BY_FACET = frozenset({ClinicalType.MONITORING, ClinicalType.FREQUENCY})


#: Whether a treatment harms is told by what it does as well.
HARM_OF_TREATMENT = (HARMS, BENEFIT, SUBGROUPS, RECOMMENDATIONS)

#: What treatments do, where none is named in the question.
EFFECTS = replace(BENEFIT, heading="What treatments do", of_treatments=True)

#: How something is treated is told by what is recommended, and then by what each treatment does.
MANAGEMENT = (RECOMMENDATIONS, EFFECTS, HARMS, SUBGROUPS)

#: What one ought to do is told by who advises, and then by what it does.
ADVICE = (RECOMMENDATIONS, BENEFIT, HARMS, SUBGROUPS)

#: What foretells an outcome comes before how often it happens.
FORETOLD = (RISK, PROTECTION, FREQUENCY, TIMING, MONITORING, TREATMENT, OUTLOOK)
FORETELLING = (RISK, PROTECTION)

#: Facets of which none need be told.
ANY: tuple[Facet, ...] = ()

#: What an illness looks like comes before how it is told from others.
LOOKS = (FEATURES, TESTS, RECOMMENDATIONS)

#: How much of a medicine is given.
DOSING = (DOSE, RECOMMENDATIONS, HARMS, SUBGROUPS)

_ASKS_A_DOSE = _cue(r"\bdos(?:e|es|age|ages|ing)\b", r"\bhow (?:much|many mg)\b")
#: "At what dose do relapses occur?" asks for no dose to give.
_AT_A_DOSE = re.compile(r"\W*at (?:what|which)\b", re.IGNORECASE)
_ASKS_WHAT_IT_LOOKS_LIKE = _cue(
    r"\b(?:symptoms?|signs?|features|manifestations?|clinical picture) (?:of|in)\b", r"\bpresent with\b"
)
_ASKS_WHAT_FORETELLS = _cue(
    r"\bpredict", r"\brisk factors?\b", r"\bat (?:higher |greater )?risk\b", r"\bprognostic\b"
)


_ASKS_HOW_TREATED = _cue(
    r"\bhow\b.{1,120}\b(?:treat|manag)\w*",
    r"\b(?:treatments?|management|therap(?:y|ies)|medications?|drugs?|medicines?) (?:options? )?"
    r"(?:of|for|in|against|to treat)\b",
    r"\b(?:treatments?|therap(?:y|ies)|medications?|drugs?|medicines?) "
    r"(?:is|are) (?:there|used|recommended|given)\b",
    r"\bfirst[- ]line\b",
)


def asks_a_dose(question: Question) -> bool:
    """Whether how much of a named medicine is asked, and not whether it helps."""
    if question.kind is QuestionKind.YESNO or _AT_A_DOSE.match(question.text):
        return False
    return bool(_ASKS_A_DOSE.search(question.text) and question.pico.intervention)


def plan(question: Question) -> tuple[Facet, ...]:
    """The facets that an answer to this question tells, in order."""
    kind, named = question.clinical_type, bool(question.pico.intervention)
    if asks_a_dose(question):
        return DOSING
    if kind is ClinicalType.HARM and named:
        return HARM_OF_TREATMENT
    if kind is ClinicalType.THERAPY and question.kind is not QuestionKind.YESNO:
        if not named:
            return MANAGEMENT
        if asks_advice(question.text):
            return ADVICE
    if kind is ClinicalType.DIAGNOSIS and _ASKS_WHAT_IT_LOOKS_LIKE.search(question.text):
        return LOOKS
    if kind is ClinicalType.PROGNOSIS and _ASKS_WHAT_FORETELLS.search(question.text):
        return FORETOLD
    return PLANS[kind]


def opened_by(question: Question) -> tuple[tuple[Facet, ...], ...]:
    """By what an answer is opened: by sentences that tell one of the first facets, else one of the next.

    An empty group takes any sentence; where no group is told by anything, nothing answers. How often, what to
    monitor, how much to give, which harms and what it looks like are answered by what tells that alone.
    """
    facets = plan(question)
    if facets is FORETOLD:
        return (FORETELLING,)
    if _answered_by_the_first(question, facets):
        return (facets[:1],)
    if facets is MANAGEMENT and _ASKS_HOW_TREATED.search(question.text):
        return (facets[:1], (EFFECTS,))
    return (facets[:1], ANY) if facets in (MANAGEMENT, ADVICE) else (ANY,)


def _answered_by_the_first(question: Question, facets: tuple[Facet, ...]) -> bool:
    if facets is LOOKS or question.clinical_type is ClinicalType.HARM:
        return question.kind is not QuestionKind.YESNO
    return facets is DOSING or question.clinical_type in ANSWERED_BY_FACET


#: Treatments that are no medicine; what is only called treatment names none.
_TREATMENT = re.compile(
    r"\b(?:\w{3,}ectomy|surg(?:ery|ical)|\w*(?:chemo|radio|photo|physio|psycho|immuno)therapy|"
    r"transplant\w*|stent\w*|"
    r"ablation|exercise|training|rehabilitation|diet(?:s|ary)?|counselling|vaccin\w+|immuni[sz]ation|transfusions?|"
    r"dialysis|ventilation|plasma exchange|immunoglobulins?|implants?|pacemakers?|bypass|"
    r"lifestyle|acupuncture|"
    r"(?:add-on|combination|maintenance|early|drug|dual|triple|replacement|laser|light|behaviou?ral) "
    r"(?:therapy|treatment)|"
    r"steroids?|(?:gluco|cortico)steroids?|antibiotics?|immunosuppress\w+|placebo)\b",
    re.IGNORECASE,
)


def names_a_treatment(text: str) -> bool:
    """Whether a text names something that is done for people: a medicine, or what ``_TREATMENT`` lists."""
    return bool(_TREATMENT.search(text)) or any(one.sure for one in drug_mentions(text))

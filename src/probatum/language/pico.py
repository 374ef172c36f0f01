"""Taking a question apart: the form of its answer, its clinical type, and its PICO.

The forms are those of BioASQ (Krithara et al., Scientific Data 2023), the clinical types those of the PubMed
Clinical Queries (Haynes et al., BMJ 2005) and a few more, PICO is Richardson et al., ACP J Club 1995. All of
it is read by rule: the words that open a question, the words that tell its type, and the places (before and
after the verb, after "than", after "in") where its parts stand. Concepts come from the vocabulary; where it
knows nothing, the words themselves are the concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from probatum.errors import QuestionEmpty, QuestionTooLong
from probatum.language.drugs import DrugMention, drug_mentions, spelt
from probatum.language.interface import N_, filled
from probatum.language.limits import without_ages_and_weights, without_exclusions
from probatum.language.vocabulary import Vocabulary
from probatum.records.question import ClinicalType, Concept, Pico, Question, QuestionKind

#: The longest question, in characters.
LONGEST_QUESTION = 2_000

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def read_question(text: str, vocabulary: Vocabulary) -> Question:
    """Take a question apart.

    Takes the words as asked; control characters and white space are folded to single spaces. Raises
    ``QuestionEmpty`` where no word is left and ``QuestionTooLong`` beyond ``LONGEST_QUESTION`` characters.
    """
    folded = " ".join(_CONTROL.sub(" ", text).split())
    if not any(mark.isalnum() for mark in folded):
        raise QuestionEmpty(
            N_("the question has no words; ask one, such as: Can inflammatory myositis relapse?")
        )
    if len(folded) > LONGEST_QUESTION:
        raise QuestionTooLong(
            filled(
                "the question has {number} characters and may have {longest_question}; ask it more shortly",
                number=len(folded),
                longest_question=LONGEST_QUESTION,
            )
        )
    kind = kind_of(folded)
    return Question(
        text=folded,
        kind=kind,
        clinical_type=clinical_type_of(folded, kind),
        pico=pico_of(folded, kind, vocabulary),
    )


# --- the form of the answer

_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|can|could|has|have|had|should|shall|would|will|may|might|must|"
    r"isn't|aren't|doesn't|don't|didn't|can't|couldn't|hasn't|haven't|shouldn't|won't)"
)
#: Words in -s that are no plurals: verbs that follow "which gene", and nouns.
_NO_PLURAL = (
    r"\w*(?:ss|us|is)|class|does|has|was|series|diabetes|"
    r"(?:caus|link|produc|contain|encod|bind|driv|distinguish|mak|us|play|regulat|develop|control|"
    r"mediat|lead|includ|"
    r"inhibit|affect|happen|occur|determin|cataly[sz]|describ|represent|allow|requir|help|induc|trigger|"
    r"prevent|"
    r"activat|block|provid|mean|express|characteri[sz]|interact|detect|exist|show|increas|decreas|reduc|"
    r"treat)e?s"
)
_PLURAL = rf"(?!(?:{_NO_PLURAL})\b)\w+s"
_AUXILIARY_FIRST = re.compile(rf"^{_AUXILIARY}\b", re.IGNORECASE)
_COUNTED = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|some|several|all)"
_YESNO = re.compile(
    rf"^(?:[^,?]{{0,120}}, (?:and )?)?{_AUXILIARY}\b(?! (?:what|which|how|why|who)\b)|\byes or no\b|"
    rf"(?:[:.;?] |\s?--\s?|\s[-–—]\s|—){_AUXILIARY}\b[^:;]*\?\s*$",
    re.IGNORECASE,
)
_LIST = re.compile(
    rf"^(?:please )?(?:list|enumerate)\b|^(?:please )?name (?:{_COUNTED}|the (?:\w+ ){{0,3}}{_PLURAL})\b|"
    rf"\b(?:which|what) {_COUNTED} |"
    rf"\b(?:which|what) (?:(?!(?:is|are|was|of|for|in|does|has|do)\b)[\w/-]+ ){{0,4}}?"
    rf"(?:{_PLURAL}|genera|bacteria|criteria|species|phenomena|fungi|people|phyla)\b|"
    rf"^(?:which|what) are (?:the )?(?!differences?\b)(?:[\w-]+ ){{1,5}}?(?:{_PLURAL})\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^(?:please |briefly |can you )?(?:describe|explain|summari[sz]e|define|discuss|compare|outline|"
    r"provide|tell)\b|"
    r"^(?:how|why)\b(?! (?:many|much|long|often|common|frequent|old|large|big|prevalent|rare|high|fast|"
    r"far|few|effective|"
    r"big|likely)\b)|"
    r"^(?:what|which) (?:is|are|was|were) (?:the |a |an )?(?:\w+[ -]){0,2}?(?:mechanisms?|roles?|"
    r"functions?|effects?|"
    r"differences?|aims?|purpose|goal|associations?|relation(?:ship)?|connection|significance|importance|"
    r"benefits?|impact|principles?|definition|pathophysiology|pathogenesis|rationale|treatments?|"
    r"management|use|"
    r"uses|indications?|evidence|results?|outcomes?|applications?|implications?|concept|aetiology|etiology|"
    r"contribution|consequences?|advantages?|known|link|characteristics|pharmacology|safety|efficacy|"
    r"clinical picture|idea|basis|mode of action|interaction|involvement|utility|process)\b|"
    r"^what (?:do|does) .* (?:do|mean|measure)\b|^what (?:is|are) known\b|^what (?:do|can|could|"
    r"should) (?:we|you|i)\b|"
    r"^what happens\b|"
    r"^(?:what|who) (?:is|are|was|were) (?:a |an |the )?(?:(?!most\b|name\b|first\b|number\b|cause\b|"
    r"gene\b)[\w()/,'’*.+-]+ ?){1,4}\??$",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:most (?:common|frequent|prevalent|likely|abundant)|names?|first|number|percentage|proportion|"
    r"incidence|prevalence|"
    r"frequency|gene|chromosome|inheritance|cause of|target|abbreviation|acronym|dose|dosage|half-life|size|"
    r"length|rate|gold standard|sensitivity|specificity|cut-?off|threshold|antidote|origin|synonym|"
    r"another name|"
    r"main|primary|best|trade name|brand|generic|receptor|enzyme|ligand|location|genetic (?:basis|"
    r"defect|cause)|"
    r"causative|treatment of choice|marker|hormone|drug of choice|stand for)\b",
    re.IGNORECASE,
)


_ASKS_FOR_ONE = re.compile(
    r"\b(?:what|which|who|whom|whose|where|when|how (?!can|do))\b|^name\b", re.IGNORECASE
)


def kind_of(text: str) -> QuestionKind:
    """The form of the answer that a question asks for."""
    if _YESNO.search(text):
        return QuestionKind.YESNO
    if _LIST.search(text) and not _ASKS_WHAT_IS.match(text):
        return QuestionKind.LIST
    if _SUMMARY.match(text):
        return QuestionKind.FACTOID if _is_fact(text) else QuestionKind.SUMMARY
    if _ASKS_FOR_ONE.search(text):
        return QuestionKind.FACTOID
    # A title that ends in a question mark: "Hearing loss: an unknown complication of pre-eclampsia?"
    return QuestionKind.YESNO if text.endswith("?") else QuestionKind.SUMMARY


_ASKS_WHAT_IS = re.compile(r"what (?:is|was) ", re.IGNORECASE)


def _is_fact(text: str) -> bool:
    return bool(_ASKS_WHAT_IS.match(text) and _FACT.search(text[:60]))


# --- the clinical type


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + ")", re.IGNORECASE)


_TYPES: tuple[tuple[ClinicalType, re.Pattern[str]], ...] = (
    (
        ClinicalType.FREQUENCY,
        _words(
            r"how (?:common|often (?!should)|frequent|prevalent|rare|many (?:people|patients|persons|"
            r"adults|children|women|men))",
            r"what is the (?:\w+ )?(?:risk|rate|probability|likelihood) of|how high is|prevalence|"
            r"incidence|epidemiolog|"
            r"what (?:percentage|proportion|fraction|share)|frequency of|"
            r"(?:is|are) .{1,80} (?:common|rare|frequent)\??$",
        ),
    ),
    (
        ClinicalType.MONITORING,
        _words(
            r"monitor(?!ing (?:system|device))|surveillance|follow[- ]?up (?:schedule|visits?|interval|"
            r"tests?)|"
            r"how often should|how should .{1,80} be followed"
        ),
    ),
    (
        ClinicalType.HARM,
        _words(
            r"safe(?:r|ty|ly|st)?\b|adverse|side[- ]effects?|toxic(?:ity)?|harm(?:s|ful)?|dangerous|"
            r"contraindicat|"
            r"complications? of (?:\w+ )?(?:therapy|treatment|surgery)|teratogen|overdose|tolerab|"
            r"tolerated|drug[- ]induced|"
            r"(?:least|less|fewest|fewer|most|more|lowest|highest) (?:risk of )?(?:bleeding|harm)"
        ),
    ),
    (
        ClinicalType.DIAGNOSIS,
        _words(
            r"diagnos|biomarkers?|markers? (?:of|for)|detect|screen(?:ing|ed)|sensitivity|specificity|"
            r"differentiat(?:e|ed|ing) "
            r"(?:from|between)|distinguish|criteria|symptoms?|signs? of|tests? (?:for|is|are|used)|"
            r"imaging|features of|"
            r"triad|characteri[sz]ed by|manifestations?|syndrome (?:is|associated)|gold standard|present with"
        ),
    ),
    (
        ClinicalType.PROGNOSIS,
        _words(
            r"relaps|recur|prognos|surviv|outlook|life expectancy|remission|natural history|"
            r"clinical course|come back|"
            r"flares?\b|progress(?!ive|ion[- ]free)|long[- ]term outcomes?|mortality|fatal|"
            r"how long (?:do|does|can|will)|"
            r"predict(?:s|ors?|ive|ed)?\b(?! (?:protein|gene|structure|binding))"
        ),
    ),
    (
        ClinicalType.THERAPY,
        _words(
            r"better\b|best (?:for|in|to treat)\b|"
            r"treat|therap|effective|efficac|reduce|slow|improv|prevent|prophyla|better than|"
            r"superior|"
            r"inferior|used (?:for|to|in|as)|"
            r"indicated|approved|benefi|manage(?:ment|d)?\b|cure|drugs?\b|dose|vaccin|indication|"
            r"medication|surgery|lower|"
            r"recommended|first[- ]line|stop(?:ped|ping)? (?:treatment|therapy|anticoag)|alleviat|"
            r"ameliorat|protect|relie(?:f|ve)|"
            r"intervention|started?\b|regimen|combin(?:e|ed|ation) with|help\b|"
            r"work(?:s|ing)? (?:in|for|against)\b|instead of\b|"
            r"should .{1,60}\b(?:stop|continu|interrupt|withh[eo]ld|given|offered|used|taken|prescribed|"
            r"resum|taper|withdraw|switch)"
        ),
    ),
    (
        ClinicalType.MECHANISM,
        _words(
            r"mechanism|pathway|mode of action|how (?:does|do) .{1,80} (?:work|act)\b|function|role of|"
            r"target(?:s|ed)? (?:of|by)|"
            r"regulat|bind|interact|inhibit|activat|phosphorylat|signal|receptor|protein|enzyme|express|"
            r"encod|transcription|"
            r"cells?\b|molecul|structure|dna|rna|chromatin|histone|methylat|splic|mitochondri"
        ),
    ),
    (
        ClinicalType.AETIOLOGY,
        _words(
            r"caus|risk factors?|associated|association|lead(?:s)? to|led to|gene(?:s|tic|tics)?\b|"
            r"mutat|inherit|due to|link(?:ed|s)?|"
            r"increase(?:s|d)?|why do|risk|trigger|induce|origin|aetiolog|etiolog|pathogen|responsible|"
            r"implicated|related|"
            r"correlat|involved|heredit|contagious|transmi"
        ),
    ),
)
_DRUG_LIKE = re.compile(
    r"\b\w*(?:mab|nib|ban|gliflozin|gliptin|glutide|statin|pril|sartan|olol|azole|cillin|mycin|cycline|"
    r"vir|parin|"
    r"dipine|oxetine|prazole|triptan|setron|asone|olone|isone|tidine|ximab|tinib|zumab|cept|formin|glitazone|"
    r"urea|platin|taxel|rubicin|trexate|oprine|phenolate)s?\b|\b(?:inhibitors?|blockers?|antagonists?|"
    r"agonists?|"
    r"anticoagul\w+|warfarin|aspirin|steroids?|glucocorticoids?|corticosteroids?|immunosuppress\w+|vaccin\w+|"
    r"chemotherapy|radiotherapy|therapy|treatment|drugs?|surgery|antibiotics?|insulin|opioids?|NSAIDs?|"
    r"DOACs?|NOACs?)\b",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"\b(?:increas(?:e|es|ed|ing)|rais(?:e|es|ing)|induc(?:e|es)|caus(?:e|es|ing)|lead(?:s)? to|"
    r"trigger(?:s)?)\b",
    re.IGNORECASE,
)


def clinical_type_of(text: str, kind: QuestionKind) -> ClinicalType:
    """What the question is about; ``OTHER`` where no word tells."""
    raised = _RAISES.search(text)
    if raised and kind is QuestionKind.YESNO and _DRUG_LIKE.search(text[: raised.start()]):
        return ClinicalType.HARM
    told = [kind_ for kind_, words in _TYPES if words.search(text)]
    if not told:
        return ClinicalType.OTHER
    return _settled(text, told)


def _settled(text: str, told: Sequence[ClinicalType]) -> ClinicalType:
    """Of several types the first, unless the words around it say that another one is meant.

    A treatment of an outcome is therapy, not prognosis; the role of a drug is therapy, not mechanism.
    """
    first = told[0]
    for held, meant, told_by in _MEANT:
        possible = told_by is _ROLE_OF_A_DRUG or (meant in told and (told_by is not _TREATS or _treats(text)))
        if first is held and possible and told_by.search(text):
            return meant
    return first


_ROLE_OF_A_DRUG = re.compile(
    rf"\b(?:role|use|place|effects?) of (?:[\w-]+ ){{0,2}}?(?:{_DRUG_LIKE.pattern})", re.IGNORECASE
)
_AETIOLOGICAL = re.compile(
    r"\b(?:caus|associated with|mutat|risk factors?|inherit|implicated in|linked)\w*", re.IGNORECASE
)
_MECHANISTIC = re.compile(
    r"\b(?:mechanism|mode of action|how (?:does|do) .* (?:work|act)\b|pathway|targets? of)", re.IGNORECASE
)


_TREATS = re.compile(
    r"\b(?:reduc|slow|prevent|improv|lower|treat|delay|protect|decreas|therap)", re.IGNORECASE
)
#: The type first told, the type meant, and the words that say so.
_MEANT: tuple[tuple[ClinicalType, ClinicalType, re.Pattern[str]], ...] = (
    (ClinicalType.PROGNOSIS, ClinicalType.THERAPY, _TREATS),
    (ClinicalType.DIAGNOSIS, ClinicalType.THERAPY, _TREATS),
    (ClinicalType.MECHANISM, ClinicalType.AETIOLOGY, _AETIOLOGICAL),
    (ClinicalType.MECHANISM, ClinicalType.THERAPY, _ROLE_OF_A_DRUG),
    (ClinicalType.THERAPY, ClinicalType.MECHANISM, _MECHANISTIC),
)


def _treats(text: str) -> bool:
    """Whether a treatment is asked about: a drug is named, or the question can be answered yes or no."""
    return bool(_DRUG_LIKE.search(text) or _AUXILIARY_FIRST.match(text))


# --- PICO


@dataclass(frozen=True, slots=True)
class _Frame:
    """One way to say it: the words between the parts, and which part stands before and after them."""

    words: re.Pattern[str]
    before: str
    after: str
    itself: str = ""


def _frame(words: str, before: str, after: str, itself: str = "") -> _Frame:
    return _Frame(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), before, after, itself)


#: In order: the first whose words stand in the question. ``itself``: the part that the words themselves are.
_FRAMES: tuple[_Frame, ...] = (
    _frame(r"makes?(?=[^?]{1,80} (?:worse|better)\b)", "I", "P"),
    _frame(r"be (?:treated|managed) (?:with|by|using)", "P", "I"),
    _Frame(re.compile(r"^\W*(?:\w+ ){0,3}?dos(?:e|es|age|ages|ing) of(?= )", re.IGNORECASE), "", "I"),
    _frame(r"be (?:checked|monitored|measured|tested|repeated)", "I", "P"),
    _frame(
        r"(?:safer|better|worse|superior|inferior|preferable|more effective|less effective|non-?inferior|"
        r"as effective|as safe|as good)(?: (?:than|to|as))?(?= |\?|$)",
        "I",
        "C",
    ),
    _frame(
        r"(?:the )?(?:best|preferred|most effective|(?:drug|treatment) of choice) "
        r"(?:for|in|against|to treat)",
        "I",
        "P",
    ),
    _frame(r"(?:side[- ]effects?|adverse (?:effects?|events?|reactions?)) (?:of|from|with)", "", "I"),
    _frame(r"helps?(?= (?:in|for|with|against|people|patients|adults|children|women|men|those)\b)", "I", "P"),
    _frame(r"(?:safe|harmful|dangerous|effective|useful)$", "I", ""),
    _frame(r"(?:common|frequent|rare|likely) (?:with|on|after)", "O", "I"),
    _frame(r"(?:has|have|causes?|gives?) the (?:least|lowest|fewest|most|highest)(?: risk of)?", "I", "O"),
    _frame(
        r"(?:effective(?:ness)?|efficac(?:y|ious)|useful|beneficial|benefit|helpful|indicated|approved|"
        r"recommended|licensed|"
        r"used|given|prescribed|safe|safety|work|works)(?: as an? [\w -]{1,40}?)?(?: (?:for|in|"
        r"against|to treat|to manage|in the treatment of|"
        r"for the treatment of|for treatment of|for treating|in treating|as (?:a )?treatment (?:for|"
        r"of)|to cure))",
        "I",
        "P",
    ),
    _frame(
        r"(?:treatments?|therap(?:y|ies)|management|medications?|drugs?|interventions?|"
        r"prophylaxis) (?:used |available |approved |"
        r"options |given |recommended )*(?:for|of|in|against)",
        "I",
        "P",
    ),
    _frame(r"(?:treats?|cures?|manages?)", "I", "P"),
    _frame(r"(?:are|is) (?:treated|managed|monitored|diagnosed|followed)", "P", ""),
    _frame(
        r"(?:reduc(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|lowers?|slows?|prevents?|improves?|increas(?:e|"
        r"es|ed|ing)|delays?|affects?|"
        r"achieves?|maintains?|raises?|worsens?|ameliorates?|alleviates?|halts?|promotes?|induces?|enhances?|shortens?|"
        r"prolongs?|relieves?|"
        r"protects? against|protects? from|protects?|suppress(?:es)?|inhibits?|influences?|alters?|"
        r"attenuates?|"
        r"modulates?|blocks?|limits?)",
        "I",
        "O",
    ),
    _frame(
        r"(?:associated|linked|correlated|connected) (?:with|to)|(?:related|attributed) to|"
        r"(?:a )?(?:risk factors?|predictors?) (?:for|of)|"
        r"(?:causes?|predicts?|leads? to|triggers?|results? in|contributes? to|due to|"
        r"responsible for|implicated in|"
        r"involved in|mutated in|predispose to)",
        "I",
        "O",
    ),
    _frame(r"(?:risks?|incidence|prevalence|frequency|rate|probability|odds|likelihood) of", "", "O"),
    _frame(r"(?:(?:roles?|effects?|impact|use|influence|efficacy|functions?|action) of)", "", "I"),
    _frame(
        r"(?:symptoms?|signs?|features|prognosis|causes?|diagnosis|outlook|course|complications?|"
        r"manifestations?|"
        r"criteria|pathogenesis|aetiology|etiology|epidemiology|risk factors?) (?:of|for|in)",
        "",
        "P",
    ),
    _frame(
        r"(?:relaps(?:e[sd]?|ing)|recurs?|recurrent|recurrence|come back|flares?|progress(?:es)?|remit|"
        r"return|resolve|recover)",
        "P",
        "",
        "O",
    ),
)
_POPULATION = re.compile(
    r"\b(?:in|among|for|of|on)\s+(?:the )?(?P<kind>(?:\w+ ){0,3}?)(?:patients?|people|persons?|adults?|"
    r"children|"
    r"women|men|individuals?|"
    r"those|infants|neonates|subjects|participants|cases)\b(?:\s+(?:with|who have|suffering from|having|"
    r"on|taking|"
    r"receiving|undergoing|after|aged))?|\b(?:in|among|during)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:for|at|in) (?:the )?(?:prevent(?:ing|ion of)|reduc(?:ing|tion of)|treat(?:ing|ment of))\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\bwith (?:or|and) without [\w -]+?(?=\?|$|,| in )", re.IGNORECASE)

#: Why something is asked or done is no part of it.
_REASON = re.compile(r" because of [^,?]+", re.IGNORECASE)

#: Before what something is compared with; after the second it must be a treatment ("more likely than men").
_AGAINST = re.compile(
    r"(?:^|(?<= ))(?:as )?(?:compared (?:with|to)|versus|vs\.?|instead of)(?= )", re.IGNORECASE
)
_AGAINST_A_TREATMENT = re.compile(r"(?<= )(?:rather than|relative to|than)(?= )", re.IGNORECASE)
#: So many words may stand before the treatment that something is compared with: "standard oral warfarin".
_WORDS_BEFORE = 3
#: What something is told by: "At what eGFR can metformin be used".
_AT_WHAT = re.compile(rf"^at (?:what|which) (?P<what>[\w -]+?) {_AUXILIARY}\b", re.IGNORECASE)
_SAYS_FIRST = re.compile(
    rf"^(?:as )?compared (?:with|to) (?P<C>[^,]+), (?:{_AUXILIARY[3:-1]}) (?P<rest>.+)$", re.IGNORECASE
)


def pico_of(text: str, kind: QuestionKind, vocabulary: Vocabulary) -> Pico:
    """The parts of the question, each concept once, in the order of the words.

    What the people asked about do not have is none of them (``language/limits``).
    """
    plain = _REASON.sub("", without_exclusions(_EITHER.sub("", text))).rstrip(" ?.!")
    opened = _AUXILIARY_FIRST.match(plain) if kind is QuestionKind.YESNO else _ASKING.match(plain)
    body = plain[opened.end() :] if opened else plain
    at_what = _AT_WHAT.match(body)
    if at_what and not _names_a_drug(at_what["what"]):
        body = body[at_what.end() :]
    parts = _ends_apart(_parts(body))
    if at_what and not _names_a_drug(at_what["what"]):
        parts["O"].append(at_what["what"])
    seen: set[str] = set()
    found = {part: _concepts(parts.get(part, ()), vocabulary, seen) for part in ("P", "I", "C", "O")}
    kinds = (match["kind"] or "" for match in _POPULATION.finditer(body))
    people = [one for kind in kinds for one in _known(kind, vocabulary)]
    found["P"] += tuple(one for one in people if (one.preferred or one.text).casefold() not in seen)
    return _placed(found)


_ASKING = re.compile(
    rf"^(?:please )?(?:list|name|describe|explain|define|summari[sz]e|enumerate|discuss)\b(?: the)?|"
    rf"^(?:what|which|who|where|when|why|how)\b(?: (?:many|much|often|common|long|"
    rf"frequent))?(?: (?:{_AUXILIARY[3:-1]}))?\b",
    re.IGNORECASE,
)


#: A change of treatment, which names first what is left: "switch from warfarin to a DOAC", "on warfarin
#: switch to apixaban". ``I`` is what is changed to, ``C`` what is left, ``P`` before it or ``who`` between.
_SWITCHES = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"^(?P<P>.*?)\b(?:switch|chang|convert|transition|mov)\w*(?: over)?\b(?P<who>.*?)\bfrom (?P<C>.+?) "
        r"(?:on)?to (?P<I>.+)$",
        r"^(?P<P>.*?)\b(?:on|taking|receiving|treated with|stable on) (?P<C>[^,]+?),? "
        r"(?:who |to |be |should )*"
        r"(?:switch|chang|convert|transition|mov)\w*(?P<who>)(?: over)? (?:on)?to (?P<I>.+)$",
        r"^(?P<P>)(?P<C>.+?) (?:be )?replaced(?P<who>) (?:with|by) (?P<I>.+)$",
        r"^(?P<P>.*?)\breplac(?:es?|ing) (?P<C>.+?)(?P<who>) (?:with|by) (?P<I>.+)$",
    )
)


def _switched(body: str) -> dict[str, list[str]] | None:
    """The parts of a question on changing one medicine for another; None for any other."""
    match = next((found for one in _SWITCHES if (found := one.search(body))), None)
    if match is None or not (_names_a_drug(match["C"]) and _names_a_drug(match["I"])):
        return None
    head, people = _people_apart(match["I"])
    outcome: list[str] = []
    if (does := _by_frame(head)) and does["I"] and does["O"]:  # "… to a DOAC increase bleeding"
        (head,), outcome = does["I"], does["O"]
    return {"P": [match["P"], match["who"], *people], "I": [head], "C": [match["C"]], "O": outcome}


def _names_a_drug(words: str) -> bool:
    return bool(_DRUG_LIKE.search(words)) or any(one.sure for one in drug_mentions(words))


def _parts(body: str) -> dict[str, list[str]]:
    """The stretches of words that stand for P, I, C and O."""
    if switched := _switched(body):
        return switched
    if first := _SAYS_FIRST.match(body):
        body = f"{first['rest']} compared with {first['C']}"
    if against := _against(body):
        return _compared(body[: against.start()], body[against.end() :])
    return _by_frame(body) or _unframed(body)


def _by_frame(body: str) -> dict[str, list[str]] | None:
    for frame in _FRAMES:
        match = frame.words.search(body)
        if match:
            return _framed(body, frame, match)
    return None


def _against(body: str) -> re.Match[str] | None:
    """The words that stand before what something is compared with; None where nothing is."""
    found = _AGAINST.search(body, 1)
    if found:
        return found
    for match in _AGAINST_A_TREATMENT.finditer(body):
        if _names_a_drug(" ".join(body[match.end() :].split()[:_WORDS_BEFORE])):
            return match
    return None


def _compared(before: str, after: str) -> dict[str, list[str]]:
    """The parts of "… compared with …": what stands before it is read as a question of its own.

    "apixaban versus warfarin reduce stroke" has its verb behind what is compared with.
    """
    parts = _by_frame(before)
    if parts is None and (told := _by_frame(after)) and told["I"] and told["O"]:
        return {**told, "I": [before], "C": told["I"]}
    if parts is None:
        head, people = _people_apart(before)
        parts = {"P": people, "I": [head], "C": [], "O": []}
    head, people, purpose = _comparator_apart(after)
    parts["C"].append(head)
    parts["O"] += purpose
    parts["P"] += people
    return parts


def _comparator_apart(after: str) -> tuple[str, list[str], list[str]]:
    """What something is compared with, for whom, and to what end: "warfarin for preventing stroke in …"."""
    head, people = _people_apart(after)
    head, purpose = _purpose_apart(head)
    head, _, ill_with = head.partition(" for ")
    return head, [*people, ill_with], purpose


def _framed(body: str, frame: _Frame, match: re.Match[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"P": [], "I": [], "C": [], "O": []}
    before, after = body[: match.start()], body[match.end() :]
    head, people = _people_apart(after)
    lead, lead_people = _people_apart(before)
    if frame.after == "C":
        head, people, purpose = _comparator_apart(after)
        parts["O"] += purpose
    if frame.itself:
        parts[frame.itself].append(match[0])
    _give(parts, frame.before, lead)
    _give(parts, frame.after, head)
    parts["P"] += [*lead_people, *people]
    if not frame.after:
        parts["P"].append(head)
    return parts


def _give(parts: dict[str, list[str]], part: str, words: str) -> None:
    if part:
        parts[part].append(words)
    elif words.strip():
        parts["O"].append(words)


def _people_apart(words: str) -> tuple[str, list[str]]:
    """The words before "in patients with …", and the people."""
    match = _POPULATION.search(words)
    if not match:
        return words, []
    return words[: match.start()], [words[match.end() :]]


#: An end that was read as people, and people that were read with what happens to them.
_TO_PREVENT = re.compile(
    r"^\s*(?:the )?(?P<O>[\w -]+?) (?:prevention|prophylaxis)\b\s*(?P<rest>.*)$", re.IGNORECASE
)
_HAPPENS_TO = re.compile(
    r"^(?P<O>.*\b(?:relapses?|recurrences?|flares?|remission|exacerbations?) )of (?P<P>.+)$", re.IGNORECASE
)


def _ends_apart(parts: dict[str, list[str]]) -> dict[str, list[str]]:
    """The parts with "for stroke prevention" as what is to be reached, and "relapse of GCA" as two things."""
    people: list[str] = []
    for stretch in parts["P"]:
        ended = _TO_PREVENT.match(stretch)
        people.append(ended["rest"] if ended else stretch)
        parts["O"] += [ended["O"]] if ended else []
    outcome: list[str] = []
    for stretch in parts["O"]:
        befallen = _HAPPENS_TO.match(stretch)
        outcome.append(befallen["O"] if befallen else stretch)
        people += [befallen["P"]] if befallen else []
    return {**parts, "P": people, "O": outcome}


def _purpose_apart(words: str) -> tuple[str, list[str]]:
    match = _PURPOSE.search(words)
    return (words[: match.start()], [words[match.end() :]]) if match else (words, [])


def _unframed(body: str) -> dict[str, list[str]]:
    """Without a verb that we know: the people after "in", what is asked about before it."""
    head, people = _people_apart(body)
    return {"P": people or [head], "I": [head] if people else [], "C": [], "O": []}


#: Words that are no concept by themselves.
_EMPTY = frozenset(
    """
    a about adult adults after against all among an and any are as at available based be been before being
    best between both by can case cases cause caused children clinical common commonly could current
    currently did different disease diseases disorder do does drug drugs during each effect effective
    effects efficacy first-line for from further has have how human humans if in include including
    increase increased individuals into is it its kind kinds known list long main management many may men
    method methods might more most much name new no not of on one or other our out over participants
    patient patients people percentage person persons please possible potential present proportion
    recommended reduce related risk role short should subjects such term than that the their them
    therapies therapy there these they this those through to treatment type types under use used useful
    using versus via was were what when where which while who why will with without women would you your
    """.split()  # noqa: SIM905 - a list to be read by people
)
#: Words that are no concept alone, but end one: "kidney disease".
_HEADS = frozenset({"disease", "diseases", "disorder", "disorders", "syndrome", "therapy", "treatment"})
_PIECE = re.compile(
    r"\s*(?:,|;|\band/or\b|\band\b|\bor\b|\bwith\b|\bof\b|\bby\b|\bfrom\b|\bto\b|\bfor\b|\bon\b|"
    r"\bafter\b|\bas\b)\s*"
)
_TOKEN = re.compile(r"[\w'’*.+()-]*\w[\w'’*+-]*")
_MOST_WORDS = 4


def _concepts(stretches: Iterable[str], vocabulary: Vocabulary, seen: set[str]) -> tuple[Concept, ...]:
    found: list[Concept] = []
    for stretch in stretches:
        for concept in _named(stretch, vocabulary):
            key = (concept.preferred or concept.text).casefold()
            if key not in seen:
                seen.add(key)
                found.append(concept)
    return tuple(found)


def _named(stretch: str, vocabulary: Vocabulary) -> list[Concept]:
    """What the vocabulary knows in the stretch, else its telling words."""
    if event := _event_of(stretch, vocabulary):
        return event
    known = _known(stretch, vocabulary)
    if known:
        return known
    phrases = (_phrase(piece) for piece in _PIECE.split(stretch))
    return [_medicine_in(phrase) or Concept(text=phrase) for phrase in phrases if phrase]


#: After a medicine: nothing that makes another thing of it ("dobutamine stress echocardiography").
_NO_MORE = re.compile(r"\s*(?:$|\d|(?:is|are|was|were|be|been|has|have|had|binds?|targets?|receives?d?)\b)")


def _medicine_in(phrase: str) -> Concept | None:
    """The medicine that a phrase is about, where no other word of it says what it is."""
    for drug in drug_mentions(phrase):
        if drug.sure and _NO_MORE.match(phrase, drug.end):
            return _medicine(phrase, drug)
    return None


def _known(stretch: str, vocabulary: Vocabulary) -> list[Concept]:
    """The concepts of the vocabulary, and beside them the medicines that it does not know, in order."""
    mentions = vocabulary.mentions(stretch)
    placed = [(one.start, one.concept) for one in mentions]
    placed += [
        (drug.start, _medicine(stretch, drug))
        for drug in drug_mentions(stretch if mentions else "")
        if drug.sure
        and stretch[drug.end : drug.end + 1] != "-"
        and not any(one.start < drug.end and drug.start < one.end for one in mentions)
    ]
    return [concept for _, concept in sorted(placed, key=lambda pair: pair[0])]


def _medicine(stretch: str, drug: DrugMention) -> Concept:
    return Concept(text=stretch[drug.start : drug.end], preferred=drug.name, synonyms=spelt(drug.name))


#: An event and what it is from: "hospitalisation for heart failure" is neither the one nor the other alone.
_EVENT = re.compile(
    r"\b(?P<event>hospitali[sz]ations?|hospital admissions?|admissions?|deaths?|mortality) "
    r"(?:for|from|due to|because of) (?P<cause>.+)$",
    re.IGNORECASE,
)


def _event_of(stretch: str, vocabulary: Vocabulary) -> list[Concept]:
    """The event with its cause as one thing, where the vocabulary knows the cause; else nothing."""
    match = _EVENT.search(stretch)
    causes = vocabulary.mentions(match["cause"]) if match else []
    if match is None or not causes or causes[0].start:
        return []
    cause, event = causes[0].concept, match["event"]
    text = f"{match[0][: match.start('cause') - match.start()]}{cause.text}"
    whole = f"{cause.text} {event}"
    if any((known := one.concept).text == whole for one in vocabulary.mentions(whole)):
        return [replace(known, text=text)]
    names = (cause.preferred, *cause.synonyms)
    synonyms = (whole, *(f"{name} {event}" for name in names if name))
    return [Concept(text=text, preferred=text, synonyms=tuple(dict.fromkeys(synonyms)))]


def _phrase(piece: str) -> str:
    """The telling words of a piece, at most the last four."""
    words = _TOKEN.findall(without_ages_and_weights(piece))
    while words and words[0].casefold() in _EMPTY:
        words.pop(0)
    while words and words[-1].casefold() in _EMPTY and words[-1].casefold() not in _HEADS:
        words.pop()
    return " ".join(words[-_MOST_WORDS:])


def _medicines_apart(concepts: tuple[Concept, ...]) -> tuple[tuple[Concept, ...], tuple[Concept, ...]]:
    """The medicines among the concepts, and the others."""
    medicines = tuple(one for one in concepts if _medicine_in(one.text))
    return medicines, tuple(one for one in concepts if one not in medicines)


#: What happens to people, and is none of them.
_BEFALLS = re.compile(
    r"\b(?:deaths?|mortality|hospitali[sz]ations?|admissions?|bleeding|events|relapses?|survival)$",
    re.IGNORECASE,
)


def _placed(found: dict[str, tuple[Concept, ...]]) -> Pico:
    """Where no population was found, the thing treated or asked about is it, unless it is a medicine."""
    population, treatment, outcome = found["P"], found["I"], found["O"]
    if not population and not treatment:  # "the risk of stroke on apixaban"
        treatment, outcome = _medicines_apart(outcome)
    if not population and not treatment and outcome and not any(_BEFALLS.search(one.text) for one in outcome):
        population, outcome = outcome, ()
    if not treatment:  # nobody is a medicine: where none is named as what acts, it is
        treatment, population = _medicines_apart(population)
    if treatment:
        befalls = tuple(one for one in population if _BEFALLS.search(one.text))
        outcome += befalls
        population = tuple(one for one in population if one not in befalls)
    return Pico(population=population, intervention=treatment, comparator=found["C"], outcome=outcome)

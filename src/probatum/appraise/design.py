"""How a study was made, and with what that was read: publication types first, words of the paper second.

Publication types are MEDLINE's (https://www.nlm.nih.gov/mesh/pubtypes.html) and the words of our own notes.
The rules for words are conservative: where the paper does not say how it was made, it is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from probatum.records.source import Design, DesignBasis, Source

#: How much of a text is read, in characters: an abstract, or the head of a full text.
READ = 3_000

_READ = tuple[Design, DesignBasis]

#: What a publication type alone decides, strongest statement first.
_DECIDES: tuple[tuple[Design, frozenset[str]], ...] = (
    (
        Design.NOTICE,
        frozenset(
            {
                *("published erratum", "retraction of publication", "retraction notice", "erratum"),
                *("expression of concern", "corrected and republished article"),
            }
        ),
    ),
    (Design.META_ANALYSIS, frozenset({"meta-analysis", "network meta-analysis"})),
    (Design.SYSTEMATIC_REVIEW, frozenset({"systematic review", "scoping review"})),
    (Design.GUIDELINE, frozenset({"practice guideline", "guideline", "clinical practice guideline"})),
    (
        Design.CONSENSUS,
        frozenset(
            {
                *("consensus", "consensus statement", "consensus development conference"),
                *("consensus development conference, nih", "position statement"),
            }
        ),
    ),
    (
        Design.RANDOMISED_TRIAL,
        frozenset({"randomized controlled trial", "randomized trial", "randomised trial", "rct"}),
    ),
    (Design.CASE_CONTROL, frozenset({"case-control", "case-control study"})),
    (Design.COHORT, frozenset({"cohort", "cohort study", "registry"})),
    (Design.CROSS_SECTIONAL, frozenset({"cross-sectional", "cross-sectional study"})),
    (Design.DIAGNOSTIC, frozenset({"diagnostic accuracy", "diagnostic study"})),
    (Design.CASE_SERIES, frozenset({"case series"})),
    (Design.CASE_REPORT, frozenset({"case report"})),
    (Design.LABEL, frozenset({"label", "drug label"})),
    (Design.ABSTRACT, frozenset({"abstract", "meeting abstract", "conference abstract", "conference paper"})),
)
#: What a publication type says that the words of the paper may sharpen: type, what they may make of it.
_SHARPENED: tuple[tuple[Design, frozenset[str], frozenset[Design]], ...] = (
    (Design.CASE_REPORT, frozenset({"case reports"}), frozenset({Design.CASE_SERIES})),
    (
        Design.TRIAL,
        frozenset(
            {
                *("clinical trial", "controlled clinical trial", "pragmatic clinical trial"),
                *("clinical trial, phase i", "clinical trial, phase ii", "clinical trial, phase iii"),
                *(
                    "clinical trial, phase iv",
                    "adaptive clinical trial",
                    "equivalence trial",
                    "clinical study",
                ),
                *("non-randomised trial", "non-randomized trial", "trial"),
            }
        ),
        frozenset({Design.RANDOMISED_TRIAL}),
    ),
    (
        Design.EDITORIAL,
        frozenset({"editorial", "letter", "comment", "news", "newspaper article", "interview", "note"}),
        frozenset({Design.RANDOMISED_TRIAL, Design.CASE_REPORT, Design.CASE_SERIES, Design.COHORT}),
    ),
    (
        Design.REVIEW,
        frozenset({"review", "narrative review", "short survey"}),
        frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.CONSENSUS}),
    ),
)
#: MeSH headings that the indexers give to the design of the paper itself.
_HEADINGS: tuple[tuple[Design, frozenset[str]], ...] = (
    (Design.CASE_CONTROL, frozenset({"Case-Control Studies"})),
    (
        Design.COHORT,
        frozenset(
            {
                *("Cohort Studies", "Prospective Studies", "Retrospective Studies", "Follow-Up Studies"),
                "Longitudinal Studies",
            }
        ),
    ),
    (Design.CROSS_SECTIONAL, frozenset({"Cross-Sectional Studies"})),
)


def design_of(source: Source, text: str) -> tuple[Design, DesignBasis]:
    """The design of the work, and with what it was read.

    Takes the source (its publication types, title and headings) and its text (the abstract, or the head of a
    full text; ``READ`` characters are read). A design that the source already states is kept. Pure; a few
    microseconds where a publication type decides.

    >>> design_of(Source(publication_types=("Meta-Analysis",)), "")
    (<Design.META_ANALYSIS: 'meta-analysis'>, <DesignBasis.PUBLICATION_TYPE: 'publication type'>)
    """
    if source.design is not Design.UNKNOWN:
        basis = source.design_basis
        return source.design, DesignBasis.STATED if basis is DesignBasis.NONE else basis
    types = {name.strip().lower() for name in source.publication_types}
    basis = DesignBasis.STATED if source.house else DesignBasis.PUBLICATION_TYPE
    for design, names in _DECIDES:
        if not names.isdisjoint(types):
            return design, basis
    said = _said(source.title or "", text[:READ].lower())
    for design, names, sharper in _SHARPENED:
        if not names.isdisjoint(types):
            # The word of our own note was chosen by a reader of the work: its summary does not change it.
            return (said, DesignBasis.TEXT) if said in sharper and not source.house else (design, basis)
    return _by_words(source, said)


def _by_words(source: Source, said: Design | None) -> _READ:
    """What the words say; failing that, what the subject headings say of the design."""
    headings = {heading.descriptor for heading in source.mesh}
    if said is not None:
        return said, DesignBasis.TEXT
    for design, names in _HEADINGS:
        if not names.isdisjoint(headings):
            return design, DesignBasis.STATED
    if "Animals" in headings and "Humans" not in headings:
        return Design.ANIMAL, DesignBasis.STATED
    return Design.UNKNOWN, DesignBasis.NONE


@dataclass(frozen=True, slots=True)
class _Rule:
    """``words``, around one of ``needs``, state the design, where no ``unless`` stands in the text.

    ``people`` is false for work on animals and cells: a text about people is not that.
    """

    design: Design
    needs: tuple[str, ...]
    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    people: bool = True


#: A text with one of these is about people.
_PEOPLE = ("patients", "participants", "volunteers", "women", "children")


def _rule(design: Design, needs: str, words: str, unless: str = "", *, people: bool = True) -> _Rule:
    never = re.compile(unless) if unless else None
    return _Rule(design, tuple(needs.split("|")), re.compile(words), never, people)


_PROTOCOL = r"\bprotocol\b|\bstudy design\b|\brationale and design\b|\bdesign and rationale\b"
_NOT_ITSELF = (
    r"review|meta-anal|pooled|overview|comment|editorial|guideline|secondary analys|post[- ]hoc|trials\b"
    r"|protocol|eligib|barriers|recruit"
)

#: What a title says of its own paper. In order: the first that fits.
_TITLES: tuple[_Rule, ...] = (
    _rule(
        Design.NOTICE,
        "retract|erratum|corrig|correction|concern",
        r"^(?:retract(?:ion|ed)\b|erratum\b|corrigendum\b|correction(?: to)?:|expression of concern|"
        r"author correction|publisher correction|withdrawn:)",
    ),
    _rule(
        Design.META_ANALYSIS, "meta", r"\bmeta-?\s?analy(?:sis|ses|tic)\b", r"\bprotocol\b|critique|comment"
    ),
    _rule(
        Design.SYSTEMATIC_REVIEW,
        "systematic|scoping|cochrane|umbrella",
        r"\b(?:systematic(?:ally)?(?: \w+){0,2} review|systematic (?:literature|overview|search)|"
        r"scoping review|"
        r"umbrella review|cochrane review)",
        r"\bprotocol\b",
    ),
    _rule(
        Design.CONSENSUS,
        "consensus|position|delphi|expert",
        r"\b(?:consensus (?:statement|conference|document|recommendations?|report|guidance|definition)|"
        r"expert consensus|position (?:statement|paper)|delphi)\b",
    ),
    _rule(
        Design.GUIDELINE,
        "guideline|recommendation",
        r"\b(?:(?:clinical |practice |management |treatment )+guidelines?|guidelines? (?:for|on|from)|"
        r"(?:eular|acr|esc|acc|aha|bsr|nice|kdigo|ada|easd|esmo|asco|nccn|who|\d{4})\b.{0,60}"
        r"(?:guidelines?|recommendations))\b",
        r"adherence|compliance|implement|impact of|effect of|evaluation|according to|versus|comparison|"
        r"critical|"
        r"quality of|state of the art|review of|appraisal|concordance|before and after",
    ),
    _rule(
        Design.RANDOMISED_TRIAL,
        "random",
        r"\b(?:(?:cluster|quasi)?-?randomi[sz]ed\b(?!.{0,30}\btrials\b)|random(?:ly)? (?:assign|alloc))",
        _NOT_ITSELF + r"|\bnon-?randomi|mendelian|quasi",
    ),
    _rule(Design.CASE_CONTROL, "case|control", r"\bcase[- ](?:control(?:led)?|referent|crossover)\b"),
    _rule(Design.CROSS_SECTIONAL, "cross", r"\bcross[- ]sectional\b"),
    _rule(
        Design.COHORT,
        "cohort|longitudinal|follow-up|registry|prospective|retrospective",
        r"\b(?:cohort\b|longitudinal (?:study|analysis)|follow-up study|registry|"
        r"(?:prospective|retrospective)\b.{0,40}\b(?:study|analysis|review|observational))",
        r"randomi|\bprotocol\b|systematic",
    ),
    _rule(
        Design.CASE_SERIES, "series|cases|patients", r"\b(?:case series|series of \w+ (?:cases|patients))\b"
    ),
    _rule(
        Design.CASE_REPORT,
        "case",
        r"\b(?:case report|a case of|report of (?:a|one|two|three) (?:rare )?cases?|a case study)\b|"
        r": a case\b",
        r"review",
    ),
    _rule(
        Design.DIAGNOSTIC,
        "diagnos|sensitiv",
        r"\b(?:diagnostic (?:accuracy|performance|value|yield)|sensitivity and specificity)\b",
    ),
    _rule(
        Design.TRIAL,
        "trial|open|phase|pilot",
        r"\b(?:open[- ]label|single[- ]arm|phase (?:i{1,3}v?|[1-4])[ab]?\b.{0,40}\b(?:trial|study)|"
        r"(?:clinical|controlled|crossover|pilot) trial)\b",
        _PROTOCOL + r"|review|trials\b|meta-anal",
    ),
    _rule(
        Design.ANIMAL,
        "mice|mouse|rat|zebrafish|dog|rabbit|pig|primate|drosophila|elegans|monkey|macaque",
        r"\b(?:in (?:the )?(?:\w+ ){0,3}(?:mice|mouse|rats?|zebrafish|dogs|rabbits|pigs|monkeys|"
        r"macaques|drosophila|"
        r"c\. elegans|caenorhabditis elegans)|(?:mouse|rat|murine|animal|zebrafish) models?|(?:of|"
        r"on) mice)\b",
        r"human|patients|review|children|women|men\b",
    ),
    _rule(
        Design.LABORATORY,
        "vitro|cell line",
        r"\b(?:in vitro|cell lines?)\b",
        r"patients|review|in vivo|trial",
    ),
    _rule(
        Design.REVIEW,
        "review|overview|update|state of the art|perspective",
        r"(?:\b(?:a|an|the|narrative|literature|comprehensive|critical|brief|mini|clinical|concise|"
        r"current|updated)"
        r"[- ]?(?: \w+)? (?:review|overview|update)\b|^review\b|[:.?] (?:a |an )?review\b|"
        r"\breview of (?:the )?"
        r"(?:literature|evidence|current|recent|its|their)|state of the art|^overview of|\breview article)",
        r"chart|record|systematic|case|peer|medication review|utili[sz]ation review",
    ),
)
#: What an abstract says of its own paper. In order: the first that fits.
_TEXTS: tuple[_Rule, ...] = (
    _rule(
        Design.SYSTEMATIC_REVIEW,
        "search|systematic|database|medline|pubmed|embase",
        r"\b(?:(?:we|was|were|authors?|reviewers?)(?: \w+){0,3} search(?:ed|es)?\b.{0,120}(?:medline|"
        r"pubmed|embase|cochrane|"
        r"databases?)|(?:medline|pubmed|embase|cochrane|cinahl|databases?|"
        r"web of science)\b.{0,160}\b(?:was|were|searched)"
        r"\b.{0,40}|(?:this|we|a|our|present|conducted|"
        r"performed) (?:\w+ ){0,3}systematic(?:ally)? (?:literature )?"
        r"review(?:ed|s)?\b|(?:a|the) (?:comprehensive |systematic )+(?:literature )?search|search(?:es)? of "
        r"(?:\w+ )?(?:medline|pubmed|embase|electronic|cochrane|databases|bibliographic))",
        r"\bprotocol\b",
    ),
    _rule(
        Design.RANDOMISED_TRIAL,
        "random",
        r"\b(?:(?:were|was|we|been|are|will be|and)(?: \w+){0,3} (?:randomi[sz]ed|randomly)(?: \w+){0,3} "
        r"(?:to|assigned|allocated|into|between|in a|received?|selected to receive)\b|"
        r"randomi[sz]ed \d[\d,]* |"
        r"(?:a|this|an|our|the|design)(?:[:,]? [\w-]+,?){0,9} (?:cluster[- ])?randomi[sz]ed,?"
        r"(?: [\w-]+,?){0,9} (?:trial|study|design|experiment|comparison|crossover)\b|"
        r"(?:patients|participants|subjects|women|men|children|adults|volunteers|"
        r"infants)(?: [\w()=,%-]+){0,14} (?:were|was) "
        r"(?:then |stratified and )?(?:randomi[sz]ed|randomly|allocated randomly)|"
        r"random(?:ly)? allocat(?:ion|ed))",
        r"\b(?:systematic(?:ally)? review|meta-anal|trials were|randomi[sz]ed trials (?:of|comparing|"
        r"that|were|in)|"
        r"narrative review|this (?:article|paper) reviews|mice|rats)\b|\brcts\b",
    ),
    _rule(
        Design.CASE_CONTROL,
        "case-c|case c|case-ref",
        r"\b(?:(?:nested |matched |population-based |hospital-based )*case[- ]control(?:led)? (?:study|"
        r"design|analysis)|"
        r"case[- ]crossover)\b",
        r"studies (?:were|that)|review|study (?:has|have|had) |previous case|earlier case",
    ),
    _rule(
        Design.CROSS_SECTIONAL,
        "cross",
        r"\bcross[- ]sectional (?:[\w-]+ ){0,3}(?:study|survey|analysis|design|data|sample|cohort)\b",
        r"review|longitudinal",
    ),
    _rule(
        Design.COHORT,
        "cohort|retrospect|prospect|registry|followed|observational|longitudinal",
        r"\b(?:(?:this|a|an|we|our|the|design)(?:[:,]? [\w-]+,?){0,8} cohort (?:study|analysis|of)|"
        r"cohort study|"
        r"(?:prospective|retrospective)(?:ly)? (?:[\w-]+ ){0,4}(?:study|analysis|analy[sz]ed|"
        r"review(?:ed)?|followed|"
        r"observational|evaluated|collected|identified|cohort|included|enrolled|chart)|(?:were|"
        r"was) (?:prospectively |"
        r"retrospectively )?followed (?:up )?(?:for|until|over|prospectively)|"
        r"(?:registry|nationwide|population-based)[- ](?:based )?(?:[\w-]+ ){0,2}(?:study|cohort|"
        r"analysis)|longitudinal "
        r"(?:cohort |observational )?study)\b",
        r"\b(?:cohort studies were|systematic review|meta-anal|this review)\b",
    ),
    _rule(
        Design.CASE_SERIES,
        "case series|we report|we describe|we present",
        r"\b(?:(?:this|a|our|retrospective) case series|we (?:report|describe|"
        r"present) (?:on )?(?:the )?(?:\w+ )?(?:two|three|four|"
        r"five|six|seven|"
        r"eight|nine|ten|\d{1,2}) (?:[\w-]+ ){0,4}(?:cases|patients))\b",
        r"review|controls",
    ),
    _rule(
        Design.CASE_REPORT,
        "we report|authors report|is reported|we describe|authors describe|we present|-year-old|year old|"
        "case report",
        r"\b(?:(?:we|this|the authors?) (?:here )?(?:report|describe|"
        r"present)s? (?:here )?(?:on )?(?:an? |the )"
        r"(?:[\w-]+ ){0,5}(?:case|patient|\d+[- ]year[- ]old)|a \d{1,2}[- ](?:year|"
        r"month)s?[- ]old (?:[\w-]+ ){0,4}"
        r"(?:man|woman|boy|girl|male|female|patient|infant|child)|case report)\b",
        r"review of|cohort|controls",
    ),
    _rule(
        Design.DIAGNOSTIC,
        "sensitivity",
        r"\b(?:diagnostic (?:accuracy|performance)|sensitivity (?:and|"
        r",) specificity)\b.{0,200}\b(?:\d+(?:\.\d+)? ?%|0\.\d+)",
        r"review|meta-anal",
    ),
    _rule(
        Design.TRIAL,
        "open-label|open label|single-arm|phase i|phase 1|phase 2|phase 3|uncontrolled|nonrandom|non-random",
        r"\b(?:(?:this|an?|in|design)(?:[:,]? [\w-]+,?){0,6} (?:open[- ]label|single[- ]arm|"
        r"phase (?:i{1,3}|[123])[ab]?|"
        r"uncontrolled|non-?randomi[sz]ed)(?:[ ,/][\w-]+,?){0,6} (?:trial|study))\b",
        r"review|meta-anal|trials (?:of|were)|extension of",
    ),
    _rule(
        Design.ANIMAL,
        "mice|rats|mouse|zebrafish|drosophila|rabbits|elegans|macaques|beagle",
        r"\b(?:(?:wild-type|knockout|transgenic|c57bl/6\w*|balb/c|nude|deficient|null|adult|male|female|"
        r"diabetic|obese|ob/ob|"
        r"db/db|scid|mutant) (?:\w+ )?(?:mice|rats)|sprague[- ]dawley|wistar|mouse models?|rat models?|"
        r"murine model|"
        r"(?:in|of|from) (?:mice|rats|zebrafish|drosophila|rabbits)|mice (?:were|lacking|that|with)|"
        r"rats were|zebrafish|"
        r"caenorhabditis elegans|c\. elegans|drosophila melanogaster)\b",
        r"\breview\b",
        people=False,
    ),
    _rule(
        Design.LABORATORY,
        "vitro|cell line|hela|hek|crystal str|transfect|knockdown|knock-down|sirna|cryo|immunoprecip|"
        "western blot|cultured",
        r"\b(?:in vitro|cell lines?|hela|hek ?293t?|transfect(?:ed|ion)|knock-?down|sirna|"
        r"crystal structures?|cryo-em|"
        r"co-?immunoprecipitat\w+|western blot\w*|cultured (?:\w+ )?cells)\b",
        r"\breview\b|\btrials?\b",
        people=False,
    ),
    _rule(
        Design.REVIEW,
        "review|overview|summari",
        r"\b(?:(?:this|the present|our|in this|present) (?:\w+ )?(?:review|overview)|(?:here|"
        r"in this (?:article|paper|chapter)),? "
        r"we (?:review|summari[sz]e|discuss)|we (?:also )?(?:review|summari[sz]e) (?:the )?(?:current|"
        r"recent|available|"
        r"evidence|literature|what)|(?:article|paper|chapter) (?:reviews|summari[sz]es)|is reviewed\b|"
        r"are reviewed\b)",
        r"chart|medical records|systematic",
    ),
)


def _said(title: str, text: str) -> Design | None:
    """What the words say: the title of itself first, then the text."""
    heading = title.strip("[] ").lower()
    design = _first(_TITLES, heading)
    if design in (None, Design.REVIEW, Design.COHORT, Design.TRIAL):
        if re.search(_PROTOCOL, heading):
            return None
        design = _firmer(design, _first(_TEXTS, text))
    if design is Design.SYSTEMATIC_REVIEW and _pooled(heading, text):
        return Design.META_ANALYSIS
    return design


def _firmer(titled: Design | None, told: Design | None) -> Design | None:
    """The abstract may make a systematic review of a review and a randomised trial of a study."""
    if titled is None:
        return told
    return told if told in (Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL) else titled


_POOLED = re.compile(r"\b(?:meta-analys[ei]s|pooled (?:\w+ )?(?:estimate|effect|risk|odds|analys))")


def _pooled(title: str, text: str) -> bool:
    return (
        "meta-anal" in title
        or re.search(r"\b(?:meta-analys[ei]s|pooled (?:\w+ )?(?:estimate|effect|risk|odds|analys))", text)
        is not None
    )


def _first(rules: tuple[_Rule, ...], words: str) -> Design | None:
    of_people = any(word in words for word in _PEOPLE)
    for rule in rules:
        if of_people and not rule.people:
            continue
        if _met(rule, words) and (rule.unless is None or not rule.unless.search(words)):
            return rule.design
    return None


#: A rule is only tried this far around the words it needs, and at this many places: it keeps reading quick.
_BEFORE, _AFTER, _PLACES = 150, 220, 6


def _met(rule: _Rule, words: str) -> bool:
    for need in rule.needs:
        at = words.find(need)
        for _ in range(_PLACES):
            if at < 0:
                break
            if rule.words.search(words[max(0, at - _BEFORE) : at + _AFTER]):
                return True
            at = words.find(need, at + _AFTER)
    return False

"""To whom a statement gives what it says: agencies, institutes, societies, guidelines, authors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: A text is read up to here.
LONGEST = 200_000

#: Each body with the names under which it goes. Short names are read in capitals only.
_ROWS = """
World Health Organization; World Health Organisation; WHO
Mayo Clinic; Mayo
Cleveland Clinic
Johns Hopkins; Johns Hopkins Medicine
Harvard Health; Harvard Medical School
National Institute for Health and Care Excellence; NICE; Institute for Clinical Excellence; Care Excellence
Scottish Intercollegiate Guidelines Network; SIGN
National Health Service; NHS
National Institutes of Health; NIH
Centers for Disease Control and Prevention; Centers for Disease Control; Centres for Disease Control; CDC
European Centre for Disease Prevention and Control; ECDC
Food and Drug Administration; FDA
European Medicines Agency; EMA
Medicines and Healthcare products Regulatory Agency; MHRA
US Preventive Services Task Force; Preventive Services Task Force; USPSTF
Cochrane; Cochrane Collaboration
American College of Physicians; College of Physicians; ACP
American College of Rheumatology; ACR
European Alliance of Associations for Rheumatology; European League Against Rheumatism; EULAR
British Society for Rheumatology; BSR
American Heart Association; Heart Association; AHA
American College of Cardiology; ACC
European Society of Cardiology; ESC
American Diabetes Association; ADA
European Association for the Study of Diabetes; EASD
Kidney Disease: Improving Global Outcomes; KDIGO
American College of Chest Physicians; ACCP; CHEST
American Thoracic Society; ATS
European Respiratory Society; ERS
British Thoracic Society; BTS
Global Initiative for Asthma; GINA
Global Initiative for Chronic Obstructive Lung Disease; GOLD
Infectious Diseases Society of America; IDSA
American Society of Clinical Oncology; ASCO
European Society for Medical Oncology; ESMO
National Comprehensive Cancer Network; NCCN
American Cancer Society
American Academy of Neurology; AAN
European Academy of Neurology; EAN
American Academy of Pediatrics; AAP
American College of Obstetricians and Gynecologists; ACOG
Royal College of Obstetricians and Gynaecologists; RCOG
American Psychiatric Association
American Gastroenterological Association; AGA
American College of Gastroenterology; ACG
European Crohn's and Colitis Organisation; ECCO
American Association for the Study of Liver Diseases; AASLD
European Association for the Study of the Liver; EASL
American Academy of Dermatology
American Society of Hematology
International League Against Epilepsy; ILAE
Endocrine Society
American Academy of Family Physicians; AAFP
American Medical Association; AMA
Canadian Cardiovascular Society
Surviving Sepsis Campaign
Myositis Association
Arthritis Foundation
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """To whom a statement gives what it says, at ``text[start:end]``.

    ``body`` is its name here; empty where guidelines in general are meant, or an ``author``. ``recommends``:
    it is said to recommend, not only to say.
    """

    name: str
    start: int
    end: int
    body: str = ""
    author: str = ""
    recommends: bool = False


def _read() -> dict[str, tuple[str, ...]]:
    rows = [[name.strip() for name in line.split(";")] for line in _ROWS.strip().splitlines()]
    return {names[0]: tuple(names) for names in rows}


BODIES = _read()
_BY_NAME = {name.lower(): body for body, names in BODIES.items() for name in names}


def _short(name: str) -> bool:
    return name.isupper() and len(name) <= 6


def _named(names: tuple[str, ...]) -> str:
    long = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if not _short(name))
    short = "|".join(re.escape(name) for name in names if _short(name))
    return "|".join(part for part in (f"(?i:{long})" if long else "", short) if part)


_BODY = {body: re.compile(rf"(?<!\w)(?:{_named(names)})(?!\w)") for body, names in BODIES.items()}
_ANY_BODY = _named(tuple(name for names in BODIES.values() for name in names))
_SAYS = (
    r"recommend(?:s|ed|ing)?|advis(?:es|ed|e)|endors(?:es|ed|e)|suggest(?:s|ed)?|urg(?:es|ed|e)|states?|stated|"
    r"says?|said|reports?|reported|notes?|noted|warns?|warned|approved|approves|authori[sz]ed|considers?|"
    r"defines?|defined|classif(?:y|ies|ied)|declared|issued|estimates?|estimated|concludes?|concluded"
)
_OF = r"(?: (?:guidelines?|guidance|panel|experts?|website|task force|statement|committee|recommendations?))?"
_STATES = re.compile(
    rf"(?<!\w)(?P<body>{_ANY_BODY})(?!\w)(?: \([A-Z]{{2,8}}\))?{_OF},? "
    rf"(?:(?:currently|also|now|strongly|has|have|had|\d{{4}}) ){{0,3}}(?P<says>{_SAYS})\b"
)
_ACCORDING = re.compile(
    r"\b(?i:according to|as (?:recommended|advised|stated|approved|defined|endorsed) by|"
    r"(?P<by>recommended|endorsed|approved|authori[sz]ed) by) "
    rf"(?:(?i:the|us|u\.s\.|uk|current|both) ){{0,3}}(?P<body>{_ANY_BODY})(?!\w)"
)
_GUIDELINES = re.compile(
    r"\b(?i:(?:current|clinical|international|national|european|american|recent|most|practice|treatment|the|"
    r"all|evidence-based) (?:\w+ ){0,2}?guidelines? (?:currently |now |strongly )?"
    r"(?:recommend|advise|endorse|state|suggest)s?)\b|^(?i:guidelines (?:recommend|advise|endorse|state))\b|"
    r"\b(?i:(?:according to|recommended (?:by|in)) "
    r"(?:current |clinical |the |international |most ){0,3}guidelines)\b"
)
_AUTHORS = re.compile(
    r"(?<!\w)(?P<author>[A-Z][\w'’-]{2,25}) (?:et al\.?,?|and colleagues|and co-?workers)(?: \(?\d{4}\)?)? "
    r"(?:showed|found|reported|demonstrated|observed|concluded|described|suggest\w*|recommend\w*|proposed)\b"
)
_RECOMMENDS = re.compile(r"recommend|advis|endors|suggest|urg", re.IGNORECASE)


@lru_cache(maxsize=4096)
def attributions(text: str) -> tuple[Attribution, ...]:
    """To whom ``text`` gives what it says, in order. Pure, and remembered.

    >>> [(one.body, one.recommends) for one in attributions("The WHO recommends rest.")]
    [('World Health Organization', True)]
    """
    text = text[:LONGEST]
    found = [_of_body(match, match["says"]) for match in _STATES.finditer(text)]
    found += [_of_body(match, match["by"] or match[0]) for match in _ACCORDING.finditer(text)]
    found += [
        Attribution(name=match[0], start=match.start(), end=match.end(), recommends=True)
        for match in _GUIDELINES.finditer(text)
    ]
    found += [
        Attribution(name=match["author"], start=match.start(), end=match.end(), author=match["author"])
        for match in _AUTHORS.finditer(text)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _of_body(match: re.Match[str], says: str) -> Attribution:
    return Attribution(
        name=f"the {match['body']}".replace("the The", "The").replace("the the", "the"),
        start=match.start(),
        end=match.end(),
        body=_BY_NAME[match["body"].lower()],
        recommends=bool(_RECOMMENDS.search(says)),
    )


def body_named(words: str) -> str:
    """The body that goes under the name ``words``; empty where none does.

    >>> body_named("WHO")
    'World Health Organization'
    """
    return _BY_NAME.get(words.lower(), "")


@lru_cache(maxsize=8192)
def names_body(text: str, body: str) -> bool:
    """Whether ``text`` names the body under any of its names."""
    return _BODY[body].search(text, 0, LONGEST) is not None

"""A question about one person, put as it is for everybody.

"Should I stop my prednisone before surgery?" is asked as "Should prednisone be stopped before surgery?", and
"can my daughter with asthma take ibuprofen" as "Can children with asthma take ibuprofen?". By rule: whom it
is about is read from the relation, the age and what is told of them; what is not read for sure is left as it
stands, without what would tell who it is (:mod:`probatum.language.personal`). The words are in
``personal.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probatum.language.personal import AGED, RELATION, STAGE, WHO, article, personal, without_details
from probatum.language.topic import DISEASE, OTHER, OUTCOME, TREATMENT, named
from probatum.language.triage import names_medicine, speaks_of_one
from probatum.language.vocabulary import Vocabulary

#: What is told of somebody has so many words at most; more is a story, and is left as it stands.
_TOLD = 7

_ONE = (
    rf"(?:i|we|he|she|they|(?:my|our|his|her|the|a|an)(?: (?:{STAGE}))?(?: own)? (?:{RELATION})|"
    rf"(?:my|our) (?:{STAGE}))"
)
_AUX = r"(?:can|could|should|may|might|must|will|would|do|does|did|am|is|are|was|have|has|shall)"
_STATED = r"(?:am|is|are|was|have|has|had|take|takes|use|uses|suffer|suffers|got|live|lives)"
_SUBORDINATE = r"(?:if|when|while|because|since|as|now that|although|even though|given that)"
_OPENS = rf"(?:(?:what|which|how|when|why|where)\b|{_AUX} (?:{_ONE}|it|there|this|that)\b)"
_FACT_OPENS = rf"{_ONE} (?:also |now |currently |just )?{_STATED}\b"
_CUT = re.compile(
    rf"\s*[.;?!]+\s*|,\s*(?:and |but |so )?(?={_OPENS}|{_FACT_OPENS}|{_SUBORDINATE} {_FACT_OPENS})|"
    rf"\s+(?:and|but|so)\s+(?={_OPENS}|{_FACT_OPENS})|\s+(?={_SUBORDINATE} {_FACT_OPENS})",
    re.IGNORECASE,
)
#: "I have asthma can I take ibuprofen": a question behind what is told, with nothing between.
_RUN_ON = re.compile(
    rf"^({_FACT_OPENS}.{{2,60}}?) (?=(?:can|should|may|could|is it|what|which|how) )", re.IGNORECASE
)
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|dear doctor|please|ok|so|well|good (?:morning|evening)|doctor)\b[\s,.!]*|"
    r"my question is[\s,:]*)+",
    re.IGNORECASE,
)
_WONDERED = re.compile(
    r"(?:^|[,.;]? (?:and |but |so )?)(?:(?:can|could) (?:you|anyone|someone) (?:please )?tell me|"
    r"i (?:would like|want|need) to know|i am wondering|i was wondering|i wonder|i'd like to know|tell me|"
    r"do you know)"
    rf"(?: please)? (?:if|whether) (?P<one>{_ONE}) (?P<aux>can|could|should|may|must)\b",
    re.IGNORECASE,
)
#: Somebody of whom something was told: what is told next is of the same.
_AND_IS = re.compile(
    r"(?:,? and|,? but|,) (?=(?:is|am|has|takes?|have) (?!it\b|there\b|this\b|that\b|they\b|my\b|your\b|"
    r"to\b))",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"^(?:thanks?(?: you)?|please(?: help)?|hi|hello|hey|help|any (?:advice|ideas?)|many thanks)?[\s!,.]*$",
    re.I,
)
_CONTRACTED = (
    (re.compile(r"\b(i)('m|m)\b", re.I), r"\1 am"), (re.compile(r"\b(i|we|they)'?ve\b", re.I), r"\1 have"),
    (re.compile(r"\b(he|she|it)'s been\b", re.I), r"\1 has been"),
    (re.compile(r"\b(he|she)'s got\b", re.I), r"\1 has"),
    (re.compile(r"\b(he|she|it)'s\b", re.I), r"\1 is"), (re.compile(r"\bhave got\b", re.I), "have"),
    (re.compile(r"\bcan i safely\b", re.I), "can I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """For whom the answer is: the people, what they have, take and are. ``bare`` where nothing is told."""

    people: str = "people"
    having: tuple[str, ...] = ()
    taking: tuple[str, ...] = ()
    being: tuple[str, ...] = ()
    of_patient: bool = False

    @property
    def bare(self) -> bool:
        return not (self.having or self.taking or self.being) and self.people == "people"

    @property
    def words(self) -> str:
        said = self.people
        if self.having:
            said += f" with {' and '.join(dict.fromkeys(self.having))}"
        who = [*(f"take {one}" for one in self.taking), *self.being]
        return f"{said} who {' and '.join(who)}" if who else said

    def with_(self, other: _Group) -> _Group:
        """Both together; what the other says of the people counts where it says something."""
        return _Group(
            people=other.people if other.people != "people" else self.people,
            having=(*self.having, *other.having),
            taking=(*self.taking, *other.taking),
            being=(*self.being, *other.being),
            of_patient=self.of_patient or other.of_patient,
        )


def general_form(text: str, vocabulary: Vocabulary) -> str:
    """The question as it is for everybody, without what would tell who it is about; else only without that.

    A question about nobody in particular is given back as it is. Pure.

    >>> general_form("Should I stop my prednisone before surgery?", Vocabulary())
    'Should prednisone be stopped before surgery?'
    >>> general_form("can my daughter with asthma take ibuprofen", Vocabulary())
    'Can children with asthma take ibuprofen?'
    >>> general_form("Why am I so tired?", Vocabulary())
    'Why am I so tired?'
    """
    plain = without_details(text)
    if not speaks_of_one(plain):
        return plain
    made = _turned(_spoken(plain), vocabulary)
    if not made or speaks_of_one(made) or _LEFT.search(made):
        return plain
    return f"{made[:1].upper()}{made[1:].rstrip(' ?.!,')}?"


#: Words that say that a person was left in the sentence.
_LEFT = re.compile(
    r"\b(?:he|she|me|him|her|his|mine|myself|yourself|himself|herself|your|us|ours)\b|⟨", re.IGNORECASE
)


def _spoken(text: str) -> str:
    """The words without greetings, with nothing drawn together; "whether I should" asks "should I"."""
    said = text.replace("’", "'")
    for pattern, to in _CONTRACTED:
        said = pattern.sub(to, said)
    said = _WONDERED.sub(r". \g<aux> \g<one>", _POLITE.sub("", said)).lstrip(" .")
    told = re.match(_FACT_OPENS, said, re.IGNORECASE)
    said = _AND_IS.sub(". she ", said) if told else said
    return said.strip(" ,")


_OWNED = re.compile(rf"\b(?P<who>(?:my|our)(?: (?:{STAGE}))? (?:{RELATION}))'s ", re.IGNORECASE)


def _turned(said: str, vocabulary: Vocabulary) -> str:
    """The sentence for everybody; empty where one of its clauses is not read for sure."""
    group, question = _Group(), ""
    for match in _OWNED.finditer(said):
        group = group.with_(_whom(match["who"]))
    plain = _OWNED.sub("my ", said)
    if plain != said or re.search(rf"\b(?:i|we|he|she|(?:my|our) (?:{RELATION}))\b", said, re.IGNORECASE):
        plain = re.sub(r"\b(?:his|her|their) (?=[a-z])", "my ", plain, flags=re.IGNORECASE)
    for clause in _clauses(plain):
        told = None if re.match(_OPENS, clause, re.IGNORECASE) else _fact(clause, vocabulary)
        if told is None and not question and _ASKS.match(clause):
            question = clause
            continue
        if told is None:
            return ""
        group = group.with_(told)
    return _asked_of(question, group, vocabulary) if question else ""


_ASKS = re.compile(rf"(?:what|which|how|when|why|where|{_AUX})\b", re.IGNORECASE)
_APPOSED = re.compile(rf"({_ONE}), (who [^,?.]+),", re.IGNORECASE)


def _clauses(said: str) -> Iterator[str]:
    split = _RUN_ON.sub(r"\1. ", _APPOSED.sub(r"\1 \2", said), count=1)
    for clause in _CUT.split(split):
        if clause and not _NOTHING.match(clause):
            yield clause.strip(" ,")


_FACT = re.compile(
    rf"^(?:(?:{_SUBORDINATE}|and|but|so) )?(?:(?P<one>{_ONE}) )?(?:also |now |currently |just )?"
    r"(?:(?P<had>had|(?:have|has) (?:also |just |already )?had)|(?P<has>have|has|suffers? from|lives? "
    r"with|(?:was|am|is|has been|have been)(?: "
    r"recently| just)? diagnosed with)"
    r"|(?P<takes>takes?|uses?|(?:am|is|are)(?: currently| already)? (?:on|taking|using))|"
    r"(?P<allergic>(?:am|is) allergic to)"
    r"|(?P<is>am|is|are)) "
    r"(?P<what>.+)$",
    re.IGNORECASE,
)
_PRESCRIBED = re.compile(
    r"^(?:my|our|the|his|her) (?:doctor|gp|consultant|physician|specialist|rheumatologist|cardiologist) "
    r"(?:has )?"
    r"(?:just )?(?:prescribed|put (?:me|him|her) on|started (?:me|him|her) on|gave (?:me|him|her)|given "
    r"(?:me|him|her)) "
    r"(?:me |him |her )?(?P<what>.+)$",
    re.IGNORECASE,
)


def _fact(clause: str, vocabulary: Vocabulary) -> _Group | None:
    """What a clause tells of somebody; None where it is not read for sure."""
    by = _PRESCRIBED.match(clause)
    if by is not None:
        return _Group(taking=(by["what"],)) if _is_treatment(by["what"], vocabulary) else None
    match = _FACT.match(clause)
    if match is None or len(match["what"].split()) > _TOLD:
        return None
    group = _whom(match["one"] or "")
    what = _neutral(
        re.sub(r"^(?:an?|the|some|very|severe(?=ly)) ", "", match["what"].strip(" ,"), flags=re.I), vocabulary
    )
    if match["had"]:
        return group.with_(_Group(being=(f"have had {what}",))) if _is_condition(what, vocabulary) else None
    if match["has"]:
        return group.with_(_Group(having=(what,))) if _is_condition(what, vocabulary) else None
    if match["takes"]:
        return group.with_(_Group(taking=(what,))) if _is_treatment(what, vocabulary) else None
    if match["allergic"]:
        return group.with_(_Group(being=(f"are allergic to {what}",)))
    return _state(group, match["what"], vocabulary)


def _state(group: _Group, said: str, vocabulary: Vocabulary) -> _Group | None:
    """What somebody is: pregnant, a woman, diabetic, "a man with gout"."""
    said, _, having = said.partition(" with ")
    if having and not _is_condition(having, vocabulary):
        return None
    group = group.with_(_Group(having=(having,))) if having else group
    what = re.sub(
        r"^(?:(?:\d+|\w+) (?:weeks?|months?) (?=pregnant)|now |also )", "", said.casefold().strip(" ,")
    )
    if what in personal()["state"]:
        return group.with_(_Group(people=personal()["state"][what]))
    if what in personal()["condition"]:
        return group.with_(_Group(having=(personal()["condition"][what],)))
    return None


def _whom(one: str) -> _Group:
    """The people for whom somebody's question is asked: by the age that is said, else by the relation."""
    said = one.casefold()
    for aged, people in AGED.items():
        if re.search(rf"\b{aged}\b", said):
            return _Group(people=people)
    for people, words in WHO.items():
        if re.search(rf"\b(?:{words})$", said):
            return _Group(people=people, of_patient=said.endswith(" patient"))
    return _Group()


def _is_condition(what: str, vocabulary: Vocabulary) -> bool:
    found = [one for one in named(what, vocabulary) if one.nature in (DISEASE, OTHER, OUTCOME)]
    return (
        (bool(found) or names_medicine(what))
        and not speaks_of_one(what)
        and not re.search(
            r"\b(?:been|to|that|which|not|no|never|also|had|patients?|friend|doctor|appointment|question|"
            r"results?)\b",
            what,
        )
    )


def _is_treatment(what: str, vocabulary: Vocabulary) -> bool:
    return any(one.nature == TREATMENT for one in named(what, vocabulary)) and not speaks_of_one(what)


# --- the question itself ------------------------------------------------------------------------------------

_VERB = "|".join(sorted(personal()["done"], key=len, reverse=True))
_HOW_TO = r"(?:(?:still|also|safely|just|really|ever|now) )?"
_TOLD_OF = (
    r"(?: (?:with|who (?:has|have|suffers from)) (?P<having>[\w' -]+?)|"
    r" (?:on|taking|who (?:takes|is on|is taking)) (?P<taking>[\w' -]+?))?"
)
_QUESTION = re.compile(
    rf"^(?P<wh>(?:what|which|how|when|why|where)\b[^,]*? )??(?P<aux>{_AUX}) (?P<one>{_ONE}){_TOLD_OF} "
    rf"{_HOW_TO}"
    rf"(?P<need>(?:need|have|be able|be allowed) to )?(?P<verb>{_VERB}|[a-z]+)(?P<rest>(?: .+)?)$",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    rf"^(?P<head>(?:is|would|will) it (?:be )?[\w ]{{2,20}}?)(?: for (?P<one>me|us|him|her|"
    rf"{_ONE}){_TOLD_OF})? to "
    rf"(?P<verb>{_VERB}|[a-z]+)(?P<rest>(?: .+)?)$",
    re.IGNORECASE,
)
#: Where what is done something with ends.
_TAIL = re.compile(
    r"\b(?:before|after|during|while|with|for|in|on|if|when|at|every|to|from|because|instead|together|"
    r"until|without|"
    r"along|the same|as|by|once|twice|daily|now|than|alongside|under|over|per|each|right)\b",
    re.IGNORECASE,
)
#: Of nobody in particular nothing more can be asked than what may, should or must be done, and how.
_MAY = frozenset({"can", "could", "should", "may", "must", "might", "shall"})
#: Behind these "if I have it" is what is asked, not what is told.
_KNOWS = frozenset({"know", "tell", "find", "check", "wonder", "see", "say"})
_NOT_OF_ALL = frozenset({"be", "have", "need", "get", "die", "expect", "feel", "do"})


def _asked_of(question: str, told: _Group, vocabulary: Vocabulary) -> str:
    """The question of the group; empty where it is of no form that is known."""
    match = _IS_IT.match(question)
    if match is not None:
        return _safe(match, told, vocabulary)
    match = _QUESTION.match(question)
    if len(question.split()) < _QUESTION_WORDS and question.casefold() != "what happens":
        return ""
    if match is None or _ONE_AGAIN.search(match["wh"] or ""):
        return _plainly(_neutral(question, vocabulary), told)
    group = _of(match, vocabulary)
    if group is None:
        return ""
    if told.of_patient and match["one"].lower() in ("i", "we"):
        return _by_doctor(match, told, vocabulary)
    given = _given(match, told, vocabulary)
    return given or _whole(match, told.with_(group), vocabulary)


def _by_doctor(match: re.Match[str], told: _Group, vocabulary: Vocabulary) -> str:
    """What a doctor asks who has told of a patient: what he does is done in people like that one."""
    verb = match["verb"].lower()
    if verb not in personal()["done"] and verb not in personal()["managed"]:
        return ""
    what, tail = _object(_neutral(match["rest"], vocabulary))
    return _passive(match, what, f"{tail} in {told.words}") if what or match["wh"] else ""


def _plainly(said: str, told: _Group) -> str:
    """A question that somebody does nothing in: "is it safe for me" is asked of the group."""
    group = "" if told.bare else told.words
    if _FOR_ME.search(said):
        return _FOR_ME.sub(rf" \1 {group}" if group else "", said, count=1)
    return f"{said} in {group}" if group else said


_FOR_ME = re.compile(r" (for|in) (?:me|us|him|her)\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"(?:(?:an?|the|this) (?:[\w-]+ ){0,2}(?:patient|child|person|man|woman|boy|girl|baby)|people|"
    r"patients|children)\b",
    re.IGNORECASE,
)
_QUESTION_WORDS = 3
_ONE_AGAIN = re.compile(r"\b(?:i|we|he|she)\b", re.IGNORECASE)


def _of(match: re.Match[str], vocabulary: Vocabulary) -> _Group | None:
    """The group of whom a question names, with what stands behind the relation."""
    group = _whom(match["one"] or "")
    having, taking = match["having"], match["taking"]
    if having:
        what = re.sub(r"^(?:an?|the) ", "", having)
        return group.with_(_Group(having=(what,))) if _is_condition(what, vocabulary) else None
    if taking:
        return group.with_(_Group(taking=(taking,))) if _is_treatment(taking, vocabulary) else None
    return group


def _safe(match: re.Match[str], told: _Group, vocabulary: Vocabulary) -> str:
    """ "Is it safe to take X while I am pregnant?": nobody need be named but the group."""
    group = _of(match, vocabulary)
    if group is None:
        return ""
    group = told.with_(group)
    given = _given(match, told, vocabulary)
    if given:
        return given
    whom = "" if group.bare else f" for {group.words}"
    return f"{match['head']}{whom} to {match['verb'].lower()}{_neutral(match['rest'], vocabulary)}"


_TO_WHOM = re.compile(
    rf"^ (?P<first>him|her|{_ONE}) (?P<what>.+)$|^(?P<what2>(?: .+?)?) to (?P<second>him|her|"
    rf"{_ONE})(?P<rest>(?: .+)?)$",
    re.I,
)


def _given(match: re.Match[str], told: _Group, vocabulary: Vocabulary) -> str:
    """ "Can I give my child ibuprofen?": what is given, and to whom."""
    to = _TO_WHOM.match(match["rest"]) if match["verb"].lower() == "give" else None
    if to is None:
        if match["verb"].lower() == "give" and _ends_with_one(match["rest"]):
            whom = told.with_(_whom(match["rest"].strip())).words
            return _passive(match, "", f" to {whom}")
        return ""
    whom = told.with_(_whom(to["first"] or to["second"])).words
    what, tail = _object(_neutral(f" {to['what']}" if to["first"] else to["what2"], vocabulary))
    return _passive(match, what, f" to {whom}{tail}{_neutral(to['rest'] or '', vocabulary)}")


def _ends_with_one(rest: str) -> bool:
    return re.fullmatch(rf" (?:him|her|{_ONE})", rest, re.IGNORECASE) is not None


def _whole(match: re.Match[str], group: _Group, vocabulary: Vocabulary) -> str:
    verb, rest = match["verb"].lower(), _neutral(match["rest"], vocabulary)
    aux, wh = match["aux"].lower(), _neutral(match["wh"] or "", vocabulary)
    if verb in personal()["managed"] and match["one"].lower() in ("i", "we"):
        what, tail = _object(rest)
        if _SOMEBODY.match(what):
            return ""  # how a patient is to be treated is asked as it stands
        return _passive(match, what, tail if group.bare else f"{tail} in {group.words}")
    if aux in ("did", "was") or (verb in _KNOWS and re.match(r"how\b", wh, re.IGNORECASE)):
        return ""
    if group.bare:
        what, tail = _object(rest)
        treated = _is_treatment(what or wh, vocabulary) or what in ("it", "them", "this")
        if verb in personal()["done"] and treated:
            return _passive(match, what, tail)
        if verb == "do" and wh.strip().lower() == "what" and aux in _MAY:
            return f"{wh}{aux} be done{rest}"
        if not (_of_all(verb, aux, wh) or (verb in ("get", "have") and aux in _MAY and treated)):
            return ""
    aux = {"does": "do", "am": "are", "is": "are", "has": "have", "was": "were"}.get(aux, aux)
    need = (match["need"] or "").lower()
    return f"{wh}{aux} {group.words} {need}{verb}{rest}"


def _of_all(verb: str, aux: str, wh: str) -> bool:
    """Whether it can be asked of people of whom nothing is told."""
    why = re.match(r"(?:why|how)\b", wh, re.IGNORECASE) is not None
    if verb in _NOT_OF_ALL:
        return why and verb in ("get", "feel", "have") and aux in ("do", "can")
    return aux in _MAY or (why and aux in ("do", "does"))


def _passive(match: re.Match[str], what: str, tail: str) -> str:
    """What is done, with nobody who does it."""
    groups = match.groupdict()
    verb = match["verb"].lower()
    done = personal()["done"].get(verb) or personal()["managed"][verb]
    if groups.get("head"):
        return f"{match['head']} to give {what}{tail}".replace("  ", " ")
    aux, wh, need = match["aux"].lower(), match["wh"] or "", (match["need"] or "").lower()
    if aux in ("do", "does") and not need.startswith(("need", "have")):
        be = "are" if _several(what) else "is"
        return f"{wh}{be} {what} {done}{tail}" if verb in personal()["managed"] and wh and what else ""
    if aux in ("do", "does"):
        aux = "do" if _several(what) else "does"
        return f"{wh}{aux} {what} need to be {done}{tail}" if what else ""
    if aux not in _MAY:
        return ""
    return " ".join(f"{wh}{aux} {what} be {done}{tail}".split())


def _several(what: str) -> bool:
    return what.endswith("s") and not re.search(r"(?:ss|us|is)$", what)


def _object(rest: str) -> tuple[str, str]:
    """What is done something with, and what stands behind it."""
    match = _TAIL.search(rest)
    at = match.start() if match else len(rest)
    what = rest[:at].strip()
    return what, f" {rest[at:].strip()}" if rest[at:].strip() else ""


_MINE = re.compile(r"\b(?:my|our) (?:own )?(?P<what>[\w'-]+(?: [\w'-]+)?)", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"\b(?:surgery|treatment|medications?|medicines?|meds|tablets?|pills?|periods?|pregnancy|blood|"
    r"cholesterol|"
    r"diet|weight|symptoms|pain|chemotherapy|radiotherapy|dialysis|therapy|doses?|vaccin\w+|\w+itis)$|"
    r"^blood\b",
    re.IGNORECASE,
)


_WHO_SAID = re.compile(rf"(?:{STAGE}|{RELATION})\b", re.IGNORECASE)


def _neutral(said: str, vocabulary: Vocabulary) -> str:
    """The words with nobody's own in them: "my prednisone" is "prednisone", "my knee" is "the knee"."""

    def whose(match: re.Match[str]) -> str:
        what = match["what"]
        if _WHO_SAID.match(what):
            return match[0]
        known: Sequence[object] = [one for one in named(what, vocabulary) if one.start == 0]
        if what.casefold() in ("operation", "procedure"):
            return f"{article(what)} {what}"
        return what if known or _NO_ARTICLE.search(what) else f"the {what}"

    return _MINE.sub(whose, said)

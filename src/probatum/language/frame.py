"""What a text says of itself and of its reader, and what it says that no evidence could bear out.

A page that somebody pastes has more than its subject: who reviewed it, when it was updated, what it must not
be used for, what its maker would like to sell. A draft has closing generalities. Neither is a claim of fact
about medicine, and each is told from one by how it is said, not by which page it is from.
"""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_OWN = r"(?:this|the|our|these|all|its)"
_THING = (
    r"(?:articles?|pages?|web ?sites?|contents?|information|materials?|answers?|summar(?:y|ies)|posts?|"
    r"newsletters?|"
    r"resources?|documents?|responses?|text)"
)

#: One word for a state of review, on a line of its own.
STATES = frozenset(
    {
        "submitted", "under review", "in review", "approved", "draft", "published", "pending",
        "accepted", "pending review", "reviewed", "not reviewed", "unreviewed", "peer reviewed",
        "in progress",
        "verified", "unverified", "rejected", "awaiting review", "final", "preliminary",
    }
)  # fmt: skip

#: A line that says of the text that it is a draft: "DRAFT – not for use", "Version 2 (draft)".
DRAFT = (
    r"(?:version [\d.]+ ?[(–—-]? ?)?(?:(?:first|second|final|working|consultation) )?draft(?:\s?v?[\d.]+)?\)?"
    r"(?:\s?$|\s?[–—(:;,.-].{0,60}$|\s(?:not for|for|version)\b.{0,60}$)"
)
#: Who approves medicines and devices, not texts.
_REGULATOR = (
    r" (?:the )?(?:u\.?s\.? |european |uk )?"
    r"(?:fda|ema|mhra|tga|food|medicines|commission|health canada|regulat)"
)

REVIEW = _any(
    rf"(?:^|\b{_THING}\b.{{0,60}})\b(?:peer|medically|clinically|fact|editorially|professionally)[- ]"
    r"?(?:reviewed|checked|verified)\b(?! (?:literature|journal|stud|trial|article|evidence|publication|"
    r"paper|research))",
    rf"\b{_THING} (?:is|are|has been|have been) (?:\w+ ){{0,2}}(?:reviewed|checked|verified|vetted|edited)\b",
    rf"\b{_THING}\b.{{0,40}}\b(?:pending|awaiting|under)\b.{{0,20}}\b(?:review|approval|verification)\b",
    r"\b(?:pending|awaiting) (?:\w+ )?(?:review|approval|verification)\b",
    rf"^(?:medically |clinically |fact[- ])?(?:reviewed|checked|written|edited|approved|authored|"
    rf"verified) (?:by|on)\b(?!{_REGULATOR})",
    r"\breview(?:ed)? (?:status|by our|by the editor|process)\b",
    r"^(?:(?:article|page|content|document|editorial|review|peer)\s)*(?:review\s)?(?:status|"
    r"history)\b.{0,40}$",
    r"\b(?:editorial|medical advisory|advisory|medical review) (?:board|team|committee|"
    r"panel)\b.{0,60}\b(?:review|approv|check|oversee)",
    r"\b(?:not|yet to be|never) (?:been )?(?:peer[- ])?reviewed\b",
    rf"^{DRAFT}",
    r"^final version\b.{0,40}$",
    rf"^(?:date )?(?:approved|ratified|signed off)\b(?:.{{0,3}}\d|:| on\b| by\b(?!{_REGULATOR})).{{0,120}}$",
    rf"\bthis (?:\w+ )?(?:draft|{_THING}|version|guidelines?|protocol|policy)\b.{{0,40}}"
    r"\b(?:approved|ratified|signed off)\b",
)
_DATES = _any(
    r"^(?:\W{0,3}(?:last|date|first|next|page|content|originally)\s){0,2}(?:updated?|reviewed|published|"
    r"modified|edited|posted|accessed|"
    r"review(?: date| due)?|revision|created|written)(?: on|"
    r" date)?\s{0,2}[:–—-]?\s{0,2}(?:\w{3,9}\.? \d{1,2},? ?\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|"
    r"\d{1,2}\.? \w{3,9},? \d{4}|\w{3,9} \d{4}|\d{4})",
    r"^(?:date|version|doi|authors?|by|published|category|tags?|reading time|read time|issued|"
    r"(?:section|deputy|contributing) editors?|leaflet (?:reference|number))\s?[:|]",
    r"^version \d[\d.]*\b.{0,60}$",
    r"\b(?:literature|evidence) (?:review|search) (?:is )?current (?:through|to|as of)\b",
    r"^(?:this )?topic last updated\b",
    r"^\d{1,2} min(?:ute)?s? read\b",
)
_POLICY = _any(
    r"\b(?:view|see|read|our) (?:the |our )?(?:editorial|privacy|cookie|review|advertising|"
    r"content) (?:policy|process|guidelines|statement)",
    r"\b(?:privacy policy|terms of (?:use|service)|terms (?:and|&) conditions|cookie (?:policy|settings|"
    r"preferences)|all rights reserved)\b",
    r"\b(?:we|this (?:web)?site|our (?:partners|site)) (?:\w+ )?uses? (?:\w+ )?cookies\b",
    r"\baccept (?:all )?cookies\b",
    r"^(?:©|copyright\b|\(c\) \d{4})",
    r"\badvertis(?:ing policy|ement$)",
)
_FURNITURE = _any(
    r"^(?:home|menu|search|login|log ?in|sign ?(?:in|up|out)|subscribe(?: now)?|share(?: this.{0,20})?|"
    r"print|download(?: pdf)?|bookmark|"
    r"contact(?: us)?|about(?: us)?|help|faqs?|skip to .{0,30}|back to (?:top|home)|read more|"
    r"learn more|show (?:more|less|all)|"
    r"see (?:more|all)|next|previous|advertisement|table of contents|contents|on this page|in this article|"
    r"related (?:articles|topics|questions|content|posts)|you (?:may|might) also like|"
    r"recommended for you|trending|"
    r"cite this.{0,20}|copy link|personali[sz]e|feedback|comments?|newsletter|get started|"
    r"try (?:it )?(?:now|free)|"
    r"was this (?:page|article|answer|helpful).{0,30}|follow us.{0,30}|tags?|sources?|\d+ sources?)[:.!]?$",
    r"^(?:[\w’' &-]{2,24}\s?[|›»]\s?){2,12}[\w’' &-]{2,24}$",
    r"\b(?:help us|helps us|helping us)\b.{0,80}\byou(?:r|'re)?\b",
    r"^help us\b",
    r"\b(?:your|the) (?:choice|feedback|selection|answer) helps us\b",
    r"^(?:click|tap|scroll|swipe|press) (?:here|on|to|the|below)\b",
    r"^(?:sign|log) (?:up|in) (?:to|for|now|with)\b",
    r"^subscribe to\b",
    r"^download (?:our|the) app\b",
)
_PROMPTS = _any(
    r"\b(?:follow[- ]up|further|more|other|another|any) questions?\b.{0,40}(?:\?|ask|let me know|"
    r"feel free|don't hesitate|please)",
    r"^ask (?:any|a|us|our|me|your)\b",
    r"\b(?:let me know|feel free to (?:ask|reach|contact)|don[’']t hesitate to|happy to (?:help|clarify|"
    r"elaborate)|i hope (?:this|that) helps)\b",
    r"^(?:would you like|do you want|shall i|should i|can i help|what would you|"
    r"which (?:best )?describes you)\b",
    r"^(?:sure|certainly|of course|absolutely|great question|good question|thank(?:s| you))\b(?:[!,.:]|"
    r".{0,40}(?:question|asking|here))",
    r"^(?:here(?:[’']s| is| are)|below (?:is|are)) (?:a|an|the|some|your|my|what)\b.{0,120}:$",
    r"\b(?:context|(?:provided|given|retrieved) (?:sources?|passages?|documents?|information)|"
    r"search results?)"
    r"(?: provided| given| retrieved)? (?:do|does|did)(?: not|n[’']t) (?:\w+ )?"
    r"(?:provide|give|mention|contain|specify|include|state|address)\b",
    r"\bi (?:can(?:not|[’']t| not)|could not|couldn[’']t|am unable|was unable)\b",
    r"^(?:for|to find|to get) (?:more|further|additional|detailed) (?:information|details|"
    r"guidance)\b.{0,160}"
    r"\b(?:see|visit|refer|read|contact|call|go to)\b",
    r"^(?:if you(?:[’']d| would) like|let me know if you(?:[’']d| would) like)\b.{0,20}\bi (?:can|could)\b",
    r"^(?:based on|according to) (?:the|current|available) (?:\w+ )?(?:evidence|information|sources?),? "
    r"(?:here(?:[’']s| is| are))\b",
    r"\b(?:my|its) knowledge (?:has a )?cut-?off\b|\bmy knowledge\b.{0,20}\bcut-?off\b",
    r"^as an? (?:ai|language model|large language model|artificial|medical (?:expert|professional|ai))\b",
    r"\bi(?:[’']m| am) (?:not a (?:doctor|physician|medical)|an ai|just an ai|a language model|sorry)\b",
    r"\b(?:my (?:training|knowledge cut-?off)|i (?:cannot|can[’']t|can not) (?:provide|give|"
    r"offer) (?:medical|personal))\b",
)
DISCLAIMER = _any(
    rf"\b{_OWN}\b.{{0,40}}\b{_THING}\b.{{0,60}}\b(?:is|are) (?:only |solely )?(?:intended|meant|"
    rf"provided|designed|for (?:general|educational|informational))\b",
    rf"\b{_THING}\b.{{0,60}}\b(?:does|do|should|is|are|must|cannot|can) ?(?:not|"
    rf"n[’']t)\b.{{0,40}}\b(?:replace|substitute|constitute|be (?:used|taken|considered|relied)|"
    rf"intended)\b",
    r"\b(?:not (?:a |intended as a |meant as a )?(?:substitute|"
    r"replacement) for) (?:\w+ ){0,3}(?:medical|professional|clinical)\b",
    r"\b(?:assumes?|accepts?|disclaims?|bears?) (?:no|all|any) (?:liability|responsibility)\b",
    r"\b(?:no|any) (?:liability|responsibility|warrant(?:y|ies)) (?:is|are|for|whatsoever)\b",
    r"\b(?:educational|informational|information) (?:and \w+ )?purposes? only\b",
    r"\bfor (?:general )?(?:information|education) only\b",
    rf"\b(?:verify|check|confirm) (?:all |any |this )?(?:the )?{_THING}\b",
    r"\bmedical decision[- ]making should (?:rely|be based)\b",
    r"\bnot (?:constitute )?(?:medical|legal|professional) advice\b",
    r"\bconsidered supplementary to\b",
    r"\b(?:generated|sourced|synthesi[sz]ed|written|produced) by\b.{0,40}"
    r"\b(?:ai|artificial intelligence|chat ?bot|language model)\b",
    r"\b(?:this (?:is|was)|content (?:is|was)|text) (?:\w+ )?(?:ai[- ]generated|"
    r"generated by (?:an )?(?:ai|artificial))\b",
)
PROMOTION = _any(
    r"\bworld[- ](?:class|leading|renowned)\b(?! (?:expert|surgeon|hospital|centre|center|cause))",
    r"\b(?:trusted|loved) by (?:\w+ ){0,4}(?:doctors|physicians|clinicians|professionals|nurses|hospitals|"
    r"institutions|patients|experts|millions|thousands|hundreds|users|teams)\b",
    r"^(?=.{0,300}\b(?:our|we|app|platform|a\.?i\.?|assistant|chat ?bot|software|service)\b).{0,300}"
    r"\b(?:used|chosen|recommended|relied (?:up)?on) by (?:\w+ ){0,4}(?:doctors|physicians|clinicians|"
    r"nurses|"
    r"professionals|hospitals|institutions|experts|millions|thousands|hundreds|users|teams)\b",
    r"\bour (?:\w+[- ]){0,3}(?:a\.?i\.?|assistant|platform|app|search engine|chat ?bot|software)\b",
    r"\b(?:award[- ]winning|cutting[- ]edge|industry[- ]leading|best[- ]in[- ]class|"
    r"state[- ]of[- ]the[- ]art) "
    r"(?:\w+ ){0,3}(?:ai|platform|app|tool|software|service|product)\b",
    r"\b(?:try|get|claim) (?:it |yours? |our \w+ )?(?:for )?(?:free|today|now)\b",
    r"\b(?:free trial|sign up (?:now|today|free)|subscribe (?:now|today)|order (?:now|today)|buy (?:now|"
    r"today)|"
    r"money[- ]back)\b",
    r"\b(?:guideline|evidence|science|clinically)[- ]backed (?:answers|results|insights)\b",
    r"#1 (?:rated|choice|platform|app|tool|doctor)\b",
)
_HEADS = _any(
    r"\bdisclaimers?\b",
    r"^(?:article |page |content |document |editorial |peer )?review (?:status|process|history|board)$",
    r"^about (?:the|this|our) (?:authors?|site|page|article|company|team|reviewers?|editors?)",
    r"^(?:have|got|any|still have) (?:a |any |more )?(?:\w+[- ]){0,2}questions?\??$",
    r"^(?:related|similar|more|popular|recommended) (?:articles|topics|questions|posts|content|pages|"
    r"reading|searches)$",
    r"^(?:personali[sz]e|tailor)(?: (?:your|this|my)\b.{0,30})?$",
    r"^(?:help us|tell us|share this|follow us|contact us|about us|subscribe to|sign up)\b.{0,40}$",
    r"^(?:subscribe|newsletter|feedback|comments|advertisement|(?:cookies?|privacy)(?: \w+){0,2})$",
    r"^(?:medical|editorial|scientific) (?:advisory )?(?:board|team|staff)$",
    r"^(?:medically |clinically |fact )?(?:reviewed|written|edited) by$",
    r"^(?:was this (?:page|article|answer) helpful|people also ask|table of contents|on this page|"
    r"in this article)\b.{0,10}$",
)

#: Why a general remark is not looked for: it stands in a text as a claim, and is judged as one without
#: support.
GENERAL_REMARK = "It is a general remark without content that evidence could bear out."
_UNBOUND = re.compile(
    r"^(?:overall|in (?:conclusion|summary|short|general|essence)|to (?:conclude|summari[sz]e)|"
    r"ultimately|therefore|thus|hence|finally|"
    r"as (?:always|such)|additionally|furthermore|moreover|remember(?: that)?|importantly)[,:]?\s+",
    re.IGNORECASE,
)
_ADVICE = _any(
    r"^(?:please |always |you (?:should|must|may want to|need to) )*(?:always )?(?:consult|talk (?:to|"
    r"with)|speak (?:to|with)|see|ask|contact|discuss (?:this|it|your \w+) with|"
    r"check with|seek (?:advice|guidance) from|work (?:closely )?with) (?:with )?(?:your|a|an|"
    r"the)\b.{0,40}(?:doctor|physician|provider|professional|pharmacist|specialist|"
    r"clinician|dermatologist|rheumatologist|cardiologist|gp|nurse|team)\b",
    r"^it(?: is|[’']s) (?:also |always |very |therefore )*(?:best|important|recommended|advisable|"
    r"essential|crucial|vital|necessary|a good idea|wise) (?:for (?:you|patients|individuals|people) )?to "
    r"(?:consult|talk|speak|see|discuss|contact|check|work|seek (?:medical|professional|advice))\b",
    r"^(?:a |your |the |an? )?(?:\w+ ){0,3}(?:healthcare (?:provider|professional)|doctor|physician|"
    r"provider)s? (?:can|will|may|could|should|is best|are best)\b.{0,60}\b(?:help|guide|advise|"
    r"determine|provide|recommend|evaluate|assess)\b.{0,120}\b(?:you|your)\b",
    r"^i (?:would |strongly )?(?:recommend|suggest|advise|encourage)\b",
)
_GENERAL = _any(
    r"^(?:an? |the |our |early |better |thorough |proper |comprehensive |clear |continued |ongoing |"
    r"further )*(?:understanding|awareness|knowledge|appreciation|recogni[sz]ing|recognition|education|"
    r"staying informed|being (?:aware|informed)|"
    r"collaboration|communication|open communication|(?:(?:multi|inter)disciplinary|comprehensive|"
    r"holistic|individuali[sz]ed|personali[sz]ed|tailored) (?:\w+ ){0,2}(?:approach|care|plan|"
    r"management|treatment)s?)"
    r"\b.{0,160}\b(?:is|are|remains?|can be|plays?|will be|helps?) (?:\w+ )?(?:crucial|essential|key|"
    r"vital|important|paramount|critical|fundamental|imperative|necessary|a (?:key|crucial|vital|"
    r"critical) (?:role|part)|ensure)\b",
    r"^(?:each|every) (?:patient|person|individual|case|situation)(?:[’']s (?:\w+ )?(?:case|situation|"
    r"needs?|experience|body|journey))? is (?:different|unique)\b",
    r"^(?:more|further|additional) (?:research|studies|work|evidence) (?:is|are) (?:still )?(?:needed|"
    r"required|warranted|necessary)\b",
    r"^(?:with|through) (?:proper|appropriate|the right) (?:\w+ ){0,2}(?:care|support|guidance|"
    r"management)\b.{0,60}\b(?:you|people|patients|individuals) can (?:live|lead|enjoy)\b",
    r"^(?:there are|this (?:article|section|page|guide|review)|in this (?:article|section|guide|page)|"
    r"the following (?:section|table|list)) .{0,60}\b(?:explain|explore|discuss|cover|outline|describe|"
    r"review|summari[sz]e|look at)",
)
#: In brackets behind a sentence: a pointer to another part, a grade, the year of a recommendation.
_POINTER = r"\((?:see|see also|cf\.?|refer to|go to)\b[^()]{1,200}(?:\([^()]{0,80}\)[^()]{0,80})?\)"
_GRADE = (
    r"[(\[](?:strong|weak|conditional|good practice|grade|class|level|evidence|low|moderate|high|very low|"
    r"consensus)\b[^()\[\].]{0,90}(?:recommendations?|evidence|certainty|quality|statement|point|grade|level)\b"
    r"[^()\[\].]{0,40}[)\]]|[(\[](?:grade|level|class|LOE)\s[\dIVA-D+-]{1,6}[)\]]"
)
_OF_YEAR = r"\[(?:new |amended |updated )?\d{4}(?:,? (?:amended|updated|new|last reviewed) \d{4})?\]"
_POINTS = re.compile(rf"(?:(?:{_POINTER}|{_GRADE}|{_OF_YEAR})\.?\s?){{1,4}}", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_OPEN_STEM = re.compile(
    r"\b(?:include|includes|are|is|be|following|as follows|such as|below|involves?|consists? of|"
    r"comprises?|to|of|with|by|for|that|if|when)\s?(?:\([^)]{0,60}\)\s?)?:?$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def is_frame_heading(words: str) -> bool:
    """Whether what stands under this heading speaks of the page: a disclaimer, a status, an invitation."""
    return len(words) <= 120 and _HEADS.search(words.strip(" :#*_")) is not None


def speaks_of_page(words: str) -> str:
    """Why a line or sentence is no statement of the text but of its page; empty where it is one.

    >>> speaks_of_page("Last updated: 3 May 2024")
    'It says when the page was made or changed.'
    """
    head = words[:400].strip(" *_#>")
    if head.strip(" .:").lower() in STATES:
        return "It names a state of review."
    return next((why for pattern, why in _PAGE if pattern.search(head)), "")


_PAGE = (
    (REVIEW, "It speaks of how the page itself was reviewed."),
    (_DATES, "It says when the page was made or changed."),
    (DISCLAIMER, "It is a disclaimer."),
    (PROMOTION, "It speaks of a product or service, not of medicine."),
    (_POLICY, "It belongs to the page, not to its subject."),
    (_FURNITURE, "It belongs to the page, not to its subject."),
    (_PROMPTS, "It speaks to the reader, not of the subject."),
)


def states_nothing(words: str) -> str:
    """Why no evidence could bear out a sentence; empty where some could.

    >>> states_nothing("Each case is different.")
    'It is a general remark without content that evidence could bear out.'
    """
    if not _LETTERS.search(words):
        return "It has no words."
    if words.rstrip(" \"'”’)*_").endswith("?"):
        return "It is a question."
    if _POINTS.fullmatch(words.strip()):
        return "It points to another part of the text, or grades what stands before it."
    bare = _UNBOUND.sub("", words, count=1)
    if _ADVICE.search(bare):
        return "It is advice to the reader, not a statement of fact."
    if _GENERAL.search(bare) and not _FIGURE.search(bare):
        return GENERAL_REMARK
    return ""


def is_open_stem(words: str) -> bool:
    """Whether a sentence says nothing without the list that follows it: ``Its side effects include:``."""
    return words.rstrip().endswith(":") and _OPEN_STEM.search(words.rstrip(" :")) is not None

"""Where a quote stands in the work itself, for people: a link to the place, and a page in words."""

from __future__ import annotations

import re
from urllib.parse import quote as escaped

from probatum.records.place import PageView

#: A quote of more words than twice this is named by its first and its last words.
WORDS = 6
#: What would end or part the words of a text fragment, beside what every address escapes.
_RESERVED = str.maketrans({"-": "%2D", ",": "%2C", "&": "%26"})
_ENDS = re.compile(r"^\W+|\W+$")


def text_fragment(url: str, quote: str) -> str:
    """``url`` with a text fragment that leads a browser to the words of ``quote`` in the page.

    The form is that of URL Fragment Text Directives (W3C Community Group Draft): ``#:~:text=start,end``. A
    browser that does not know it, or does not find the words, opens the page. An address that has a fragment
    of its own keeps it.

    >>> text_fragment("https://example.org/a", "Relapse was seen.")
    'https://example.org/a#:~:text=Relapse%20was%20seen'
    """
    words = quote.split()
    if not words:
        return url
    said = [" ".join(words)] if len(words) <= 2 * WORDS else [words[:WORDS], words[-WORDS:]]
    ends = [_ENDS.sub("", one if isinstance(one, str) else " ".join(one)) for one in said]
    told = ",".join(escaped(one, safe="").translate(_RESERVED) for one in ends if one)
    return f"{url}{'' if '#' in url else '#'}:~:text={told}" if told else url


def page_fragment(url: str, page: int) -> str:
    """The address of a PDF, opened at ``page`` (RFC 8118, section 3)."""
    return f"{url.partition('#')[0]}#page={page}"


def described(title: str, view: PageView) -> str:
    """What a picture of a page shows, for who does not see it: which page, of what, and where the quote is.

    >>> described("A trial", PageView(number=2, of=9, width=1, height=1, marks=(), image=b""))
    'Page 2 of 9 of “A trial”, as a picture. Its text is beside it.'
    """
    named = f"Page {view.number} of {view.of} of “{title}”, as a picture."
    marks = [mark for found in view.marks for mark in found]
    if not marks:
        return f"{named} Its text is beside it."
    top = min(mark.top for mark in marks)
    where = "at the top" if top < 1 / 3 else "in the middle" if top < 2 / 3 else "at the foot"
    return f"{named} The quoted words are marked {where} of it; they are marked in the text beside it too."

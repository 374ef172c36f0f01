"""Fields of exports as plain lines: without mark-up, with character references as characters."""

from __future__ import annotations

import html
import re

from probatum.sources.abstracts import line_of

_TAGS = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|sc|p|br|div|span|title|sec|jats:[a-z-]+|mml:[a-z]+|inf|bold|italic)"
    r"(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?<=\d)<sup>\s*([-−–+]?\d+)\s*</sup>", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:p|br|div|jats:p|jats:title|jats:sec|title|sec)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


def plain(text: str) -> str:
    """A field on one line, without the mark-up that databases put into it; ``10<sup>9</sup>`` is 10^9.

    Only known elements are mark-up: ``p <0.05 and n> 3`` stays as it is.
    """
    if "&" in text:
        # Exports escape twice now and then.
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _TAGS.sub("", _BREAKS.sub(" ", _POWER.sub(r"^\1", text)))
    return line_of(text)

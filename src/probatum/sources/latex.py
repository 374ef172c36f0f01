"""LaTeX in the fields of bibliographies as plain text."""

from __future__ import annotations

import codecs
import re
from typing import Any, cast

import latexcodec  # noqa: F401  registers the codec

#: A field longer than this is left as it is: nobody writes one, and decoding is slow.
LONGEST = 200_000
_SCRIPTS = (
    (re.compile(r"(?<=\d)\$?\^\{?([-−+]?\d+)\}?\$?"), r"^\1"),
    (re.compile(r"(?<=\d)\\textsuperscript\{([-−+]?\d+)\}"), r"^\1"),
    (re.compile(r"\\textsuperscript\{([^{}]{0,200})\}"), r"\1"),
    (re.compile(r"\\textsubscript\{([^{}]{0,200})\}"), r"\1"),
    (re.compile(r"_\{([^{}]{1,40})\}|(?<=\$)_(\w)|(?<=[A-Za-z)])_(\d)(?=\$)"), r"\1\2\3"),
    (re.compile(r"\^\{([^{}]{1,40})\}"), r"\1"),
)
_COMMAND = re.compile(
    r"\\(?:text(?:it|bf|sc|rm|tt|sf|sl|normal|up)|emph|mathrm|mathit|mathbf|mathsf|mbox|hbox|textnormal|enquote|"
    r"uppercase|underline|url|href|ensuremath|it|bf|em|rm|sc|sl|tt|small)\b\s*"
)
_SIGNS = {
    r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥", r"\pm": "±", r"\times": "×", r"\cdot": "·",
    r"\approx": "≈", r"\sim": "~", r"\neq": "≠", r"\rightarrow": "→", r"\to": "→", r"\ldots": "…",
    r"\dots": "…", r"\infty": "∞", r"\degree": "°", r"\textdegree": "°", r"\textendash": "–",
    r"\textemdash": "—", r"\textregistered": "®", r"\texttrademark": "™", r"\lt": "<", r"\gt": ">",
}  # fmt: skip
_LONGEST_FIRST = sorted(_SIGNS, key=len, reverse=True)
_SIGN = re.compile("|".join(re.escape(name) + r"(?![A-Za-z])" for name in _LONGEST_FIRST))


def from_latex(text: str) -> str:
    """``text`` with LaTeX's accents, signs and Greek letters as characters, without braces and commands.

    >>> from_latex(r'M{\\"u}ller: {$\\alpha$}-synuclein, \\emph{E. coli}, 10$^{9}$, 5\\% \\& more')
    'Müller: α-synuclein, E. coli, 10^9, 5% & more'
    """
    if len(text) > LONGEST or not re.search(r"[\\{}$~]|--|``|''", text):
        return text
    for pattern, shape in _SCRIPTS:
        text = pattern.sub(shape, text)
    text = _SIGN.sub(lambda match: _SIGNS[match[0]] + " ", _COMMAND.sub("", text))
    try:
        decoded = cast(Any, codecs.decode)(text, "ulatex+utf8")
    except (ValueError, LookupError):
        decoded = text
    plain = str(decoded).replace("\\%", "%").replace("\\&", "&").replace("\\_", "_").replace("\\$", "\0")
    plain = re.sub(r"[{}$]", "", plain).replace("\0", "$").replace("~", " ").replace("\xa0", " ")
    return plain.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")

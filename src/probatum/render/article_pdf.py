"""An article as PDF, made of its HTML file by WeasyPrint: tagged, with its status on every page."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NoReturn

from probatum.errors import ExtraMissing
from probatum.language.interface import N_

_MISSING = N_(
    "a PDF needs the extra 'pdf' and Pango; install them: pip install 'probatum[pdf]' "
    "and apt-get install libpango-1.0-0 libpangoft2-1.0-0 (or take the HTML and print it)"
)


def to_pdf(html: str, identifier: str) -> bytes:
    """The HTML file of an article as PDF/UA-1 (ISO 14289-1); ``identifier`` is the hash of its revision.

    Nothing is fetched. The same file gives the same bytes. Raises ``ExtraMissing`` where WeasyPrint, or what
    it needs of the system, is not installed.
    """
    try:
        weasyprint: Any = import_module("weasyprint")
    except (ImportError, OSError):  # the second: Pango is not there
        raise ExtraMissing(_MISSING) from None
    made = weasyprint.HTML(string=html, url_fetcher=_nothing)
    pdf: bytes = made.write_pdf(pdf_identifier=identifier.encode(), pdf_variant="pdf/ua-1")
    return pdf


def _nothing(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError(f"nothing is fetched, not {url[:80]}")

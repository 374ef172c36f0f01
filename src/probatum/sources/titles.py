"""Titles as they are shown: without the marks that databases put around them."""

from __future__ import annotations


def plain_title(title: str) -> str:
    """A title on one line without its closing point, and without the brackets of a translated title."""
    title = title.removesuffix(".") if not title.endswith("..") else title
    if title.startswith("[") and title.find("]") == len(title) - 1:
        return title[1:-1].removesuffix(".")
    return title

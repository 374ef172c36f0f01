"""What somebody brings to be audited: a pasted text or a file, and the works to hold it against.

All of it stays in memory: a form is read without the temporary files that the framework would make.
"""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from probatum.errors import BrokenInput
from probatum.language.interface import N_
from probatum.web.identity import workspace_of
from probatum.web.refused import DAMAGED
from probatum.workspace import Workspace

#: Where a text may be brought.
TAKES_TEXTS: Final = ("/audit", "/api/v1/audits")
#: So much more (bytes) than the text may a form be: its other fields, and what stands between them.
FRAME: Final = 64 * 1024
#: So many works may be named.
MOST_SOURCES: Final = 200

PASTED: Final = "pasted text"
_PATH = re.compile(r"[/\\]")


class Brought(BaseModel):
    """A text to be audited."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(
        "",
        description="The text: plain, Markdown or HTML.",
        examples=["Immunosuppressants halve the risk of relapse in myositis [1]."],
    )
    sources: list[str] = Field(
        default_factory=list,
        max_length=MOST_SOURCES,
        description="Held works to judge it against instead of everything: ids, PMIDs, DOIs or titles.",
    )
    starter: bool = Field(True, description="Whether the starter library may be used.")
    name: str = Field(PASTED, max_length=300, description="What the text is called.")

    @field_validator("name")
    @classmethod
    def _one_name(cls, name: str) -> str:
        return file_name(name)


class File(BaseModel):
    """The same with its bytes, of a file or of a text that was pasted."""

    model_config = ConfigDict(frozen=True)

    data: bytes
    name: str
    pasted: str
    sources: tuple[str, ...]
    starter: bool


def file_name(told: str) -> str:
    """The last part of a path as a browser tells it, without what is no letter of a name."""
    last = _PATH.split(told)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-120:] or PASTED


def room(workspace: Workspace) -> int:
    """How large (bytes) a request with a text may be."""
    return workspace.settings.limits.upload + FRAME


def file_of(brought: Brought) -> File:
    """A pasted text as a file. Raises ``BrokenInput`` where there is none."""
    return _file(brought.text.encode("utf-8", "replace"), brought.name, brought)


def _file(data: bytes, name: str, brought: Brought) -> File:
    if not data.strip():
        raise BrokenInput(N_("no text was brought"), fix=N_("paste a text, or choose a file"))
    return File(
        data=data,
        name=name,
        pasted=brought.text,
        sources=tuple(one.strip() for one in brought.sources if one.strip()),
        starter=brought.starter,
    )


async def form_of(request: Request) -> FormData:
    """The fields of a form, read into memory. Raises a 400 for one that is damaged."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.form()
    largest = room(workspace_of(request))
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=1, max_fields=20, max_part_size=largest
    )
    parser.spool_max_size = largest  # what a person brings is not to be written to the disk
    try:
        return await parser.parse()
    except MultiPartException:
        raise HTTPException(400, DAMAGED) from None


async def brought_by(form: FormData) -> File:
    """What a form brings: the file where there is one, else the text. Raises ``BrokenInput`` for neither.

    Works are named one to a line, or in several fields.
    """
    upload = form.get("file")
    brought = fields_of(form)
    if isinstance(upload, UploadFile) and upload.filename:
        return _file(await upload.read(), file_name(upload.filename), brought)
    return file_of(brought)


def fields_of(form: FormData) -> Brought:
    """The text and the works of a form, whatever else is in it."""
    text = form.get("text")
    named = [one for field in form.getlist("sources") if isinstance(field, str) for one in field.splitlines()]
    return Brought(
        text=text if isinstance(text, str) else "",
        sources=[one for one in named if one.strip()][:MOST_SOURCES],
        starter=form.get("starter") != "no",
        name=PASTED,
    )

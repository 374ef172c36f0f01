"""``python -m evals crowd``: many people at once on one server, over HTTP, and the server killed among them.

Authors, reviewers and editors (``--people``) work for ``--seconds`` on a few articles of the starter library,
each as fast as the server answers, on whatever comes next: they submit, assign, accept, disclose, comment,
recommend, edit, decide, publish, suspend. With ``--kills`` the server is killed (SIGKILL) at random moments
and started again, until that has happened so often. What was acknowledged is then looked for in the store.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from evals.figures import milliseconds
from probatum.actions.ask import ask
from probatum.actions.clock import now
from probatum.actions.people.secrets import new_id
from probatum.actions.people.tokens import make_token
from probatum.actions.review import dossier
from probatum.actions.starter import ensure_starter
from probatum.actions.trail import verify_workspace
from probatum.errors import QuestionError
from probatum.records.account import Account, Scope
from probatum.records.article import Audience
from probatum.records.review import Role
from probatum.web import listening
from probatum.workspace import Workspace, open_workspace

PEOPLE, SECONDS, ARTICLES = 50, 60.0, 10

#: Of four people two review, one edits the journal and one writes.
_KINDS = (Role.REVIEWER, Role.EDITOR, Role.REVIEWER, Role.AUTHOR)

_QUESTIONS = (
    "Can inflammatory myositis relapse?",
    "Is apixaban safer than warfarin in atrial fibrillation?",
    "Do SGLT2 inhibitors slow CKD progression in type 2 diabetes?",
    "Does tocilizumab reduce relapse in giant cell arteritis?",
    "Does methotrexate help in inflammatory myositis?",
    "Is rituximab effective in myositis?",
    "What predicts relapse of myositis?",
    "Does intravenous immunoglobulin help in dermatomyositis?",
    "Do glucocorticoids cause relapse in giant cell arteritis?",
    "Does dapagliflozin reduce heart failure?",
    "Is rivaroxaban safer than warfarin?",
    "Does metformin prevent diabetes?",
)

#: What each kind of person does, and how often beside the rest of what is open to them.
_ACTS: Mapping[Role, Mapping[str, float]] = {
    Role.AUTHOR: {"submit": 4, "edit": 0.3, "read": 1},
    Role.REVIEWER: {"accept": 6, "disclose": 0.2, "recommend": 6, "comment": 1, "read": 1},
    Role.EDITOR: {
        "submit": 2, "assign": 5, "approve": 9, "publish": 9, "correct": 9, "edit": 0.1, "return": 0.1,
        "suspend": 0.3, "resume": 3, "re-review": 0.2, "read": 1,
    },
}  # fmt: skip

#: How often somebody tries what they have just been told is not open to them.
_WRONGLY = 0.25

#: How long (seconds) the server may take to begin, and how long it runs before it is killed.
_START, _ALIVE = 120.0, (0.2, 1.6)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The suite's own options."""
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many work at once")
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help="for how long, where nothing is killed"
    )
    parser.add_argument("--articles", type=int, default=ARTICLES, help="on how many articles")
    parser.add_argument("--kills", type=int, default=0, help="how often the server is killed meanwhile")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other choices")


def run(args: argparse.Namespace) -> dict[str, object]:
    """Measure; gives the figures by name."""
    with tempfile.TemporaryDirectory(prefix="probatum-evals-") as name:
        folder = Path(name) / "workspace"
        articles, people = _prepared(folder, args.people, min(args.articles, args.limit or args.articles))
        crowd = Crowd(articles=articles, people=people, seed=args.seed, killed=bool(args.kills))
        with Server(folder) as server:
            crowd.work(server, seconds=args.seconds, kills=args.kills)
        with closing(open_workspace(folder)) as ws:
            return {"people": args.people, "articles": len(articles), "kills": args.kills, **crowd.told(ws)}


@dataclass(frozen=True)
class Somebody:
    """Somebody at work."""

    id: str
    role: Role
    token: str


def _prepared(folder: Path, number: int, articles: int) -> tuple[list[str], list[Somebody]]:
    """A workspace with articles to work on, and people with tokens."""
    with closing(open_workspace(folder)) as ws:
        ensure_starter(ws)
        made: list[str] = []
        for question in _QUESTIONS[:articles]:
            try:
                made.append(ask(ws, question, audience=Audience.CLINICIAN, by="evals").article)
            except QuestionError:
                continue
        return list(dict.fromkeys(made)), [_somebody(ws, at) for at in range(number)]


def _somebody(ws: Workspace, at: int) -> Somebody:
    role = _KINDS[at % len(_KINDS)]
    account = Account(id=new_id("p"), name=f"Person {at}", email=f"p{at}@example.org", roles=(role,))
    ws.accounts.add(account)
    made = make_token(ws, account, name="evals", scopes=tuple(Scope), days=1, by=account.id, at=now())
    return Somebody(id=account.id, role=role, token=made.secret)


class Server:
    """``probatum serve`` in a process of its own, on a port that stays the same when it is started again."""

    def __init__(self, folder: Path) -> None:
        with listening.listen("127.0.0.1", 0) as free:
            self.port = int(free.getsockname()[1])
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=60)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "probatum", "--workspace", str(self._folder), "serve"]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + _START
        while time.monotonic() < until:
            try:
                httpx.get(f"{self.address}/how-we-check", timeout=5)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise OSError("the server did not begin to answer; run probatum serve to see why")

    def kill(self) -> None:
        """Kill it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


@dataclass
class Crowd:
    """People at work, and what they were told."""

    articles: list[str]
    people: list[Somebody]
    seed: int
    killed: bool
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    decided: dict[str, str] = field(default_factory=dict)
    edited: dict[str, tuple[str, str]] = field(default_factory=dict)
    cut: int = 0
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)

    def work(self, server: Server, *, seconds: float, kills: int) -> None:
        """Let all of them work, and kill the server meanwhile."""
        threads = [
            threading.Thread(target=self._one, args=(server.address, at, one))
            for at, one in enumerate(self.people)
        ]
        for thread in threads:
            thread.start()
        if kills:
            choose = random.Random(self.seed)
            for _ in range(kills):
                time.sleep(choose.uniform(*_ALIVE))
                server.kill()
                server.start()
        else:
            time.sleep(seconds)
        self._over.set()
        for thread in threads:
            thread.join()

    def _one(self, address: str, at: int, one: Somebody) -> None:
        choose = random.Random(self.seed * 1_000 + at)
        headers = {"Authorization": f"Bearer {one.token}"}
        with httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=120) as client:
            while not self._over.is_set():
                try:
                    self._next(client, one, choose)
                except httpx.TransportError:
                    with self._lock:
                        self.cut += 1
                    time.sleep(0.1)

    def _next(self, client: httpx.Client, one: Somebody, choose: random.Random) -> None:
        article = choose.choice(self.articles)
        seen = self._sent(client, "GET", f"/articles/{article}/review", "look")
        if seen is None:
            return
        acts = dict(_ACTS[one.role])
        if choose.random() > _WRONGLY:
            acts = {act: often for act, often in acts.items() if not seen["open"].get(act, "")}
        act = choose.choices(list(acts), weights=list(acts.values()))[0]
        if act == "read":
            return
        if act == "edit":
            self._edit(client, article, choose)
            return
        body = {"revision": seen["revision"], **self._said(act, seen, choose)}
        verb = "review-again" if act == "re-review" else act
        answer = self._sent(client, "POST", f"/articles/{article}/{verb}", act, json=body)
        if answer is not None:
            with self._lock:
                self.decided[answer["event"]] = act

    def _said(self, act: str, seen: Mapping[str, Any], choose: random.Random) -> dict[str, Any]:
        """What goes with an act."""
        if act == "assign":
            reviewers = [one.id for one in self.people if one.role is Role.REVIEWER]
            return {"to": choose.choice(reviewers)}
        if act == "disclose":
            return {"disclosures": []}
        if act == "comment":
            return {"comments": [{"text": f"Remark {choose.randrange(10_000)}."}]}
        if act == "recommend":
            return {"recommendation": choose.choice(["approve", "approve", "approve", "return"])}
        if act in ("return", "suspend", "resume", "correct", "re-review"):
            return {"reason": f"Because of {seen['status']}."}
        return {}

    def _edit(self, client: httpx.Client, article: str, choose: random.Random) -> None:
        """Leave a statement out, or say one in the words of its quote."""
        form = self._sent(client, "GET", f"/articles/{article}", "look")
        if form is None:
            return
        claims = form["lead"] + [claim for section in form["sections"] for claim in section["claims"]]
        if not claims:
            return
        claim = choose.choice(claims)
        quote = claim["citations"][0]["quote"]
        change: dict[str, Any] = {"reword": [{"claim": claim["id"], "text": quote}]}
        if quote == claim["text"]:
            change = {"drop": [claim["id"]]}
        body = {"revision": form["revision"]["hash"], **change, "reason": "Said plainly."}
        answer = self._sent(client, "POST", f"/articles/{article}/edit", "edit", json=body)
        if answer is not None:
            with self._lock:
                self.edited[answer["revision"]["hash"]] = (article, answer["revision"]["parent"])

    def _sent(self, client: httpx.Client, method: str, path: str, act: str, **sent: Any) -> Any:
        """What comes back where it was done; None where it was refused."""
        began = time.perf_counter()
        answer = client.request(method, path, **sent)
        with self._lock:
            self.seconds.append(time.perf_counter() - began)
            self.statuses[f"{answer.status_code // 100}xx"] += 1
            if answer.status_code >= 500:
                self.faults.append(f"{act}: {answer.status_code} {answer.text[:200]}")
        return answer.json() if answer.is_success else None

    def told(self, ws: Workspace) -> dict[str, object]:
        """The figures, after the store was looked through."""
        held = {kept_as for kept_as, _ in ws.store.trail()}
        lost = [event for event in self.decided if event not in held]
        lost += [name for name, (article, _) in self.edited.items() if not _held(ws, article, name)]
        parents = Counter(parent for _, parent in self.edited.values())
        refused = [str(one.reason) for name in self.articles for one in dossier(ws, name).played.refused]
        return {
            "requests": sum(self.statuses.values()),
            "statuses": dict(sorted(self.statuses.items())),
            "decisions": len(self.decided),
            "decisions_by_act": dict(sorted(Counter(self.decided.values()).items())),
            "edits": len(self.edited),
            "cut_off": self.cut,
            "faults": len(self.faults),
            "first_faults": self.faults[:3],
            "acknowledged_and_lost": len(lost),
            "edits_that_overwrote_another": sum(count - 1 for count in parents.values()),
            "illegal_in_the_trail": len(refused),
            "trail_broken": len(verify_workspace(ws)),
            "p50_ms": milliseconds(self.seconds, 50),
            "p95_ms": milliseconds(self.seconds, 95),
        }


def _held(ws: Workspace, article: str, name: str) -> bool:
    return ws.store.revision(article, name).hash == name

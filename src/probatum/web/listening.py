"""Listening: a bound socket first, so that a port in use is told before any work is done."""

from __future__ import annotations

import errno
import socket

import uvicorn
from fastapi import FastAPI

from probatum.errors import PortInUse
from probatum.language.interface import filled

_PROBLEMS = {
    errno.EADDRINUSE: "is in use; stop what listens there, or choose another port with --port",
    errno.EACCES: "may not be used by this user; choose a port above 1023 with --port",
    errno.EADDRNOTAVAIL: "is not an address of this machine; choose another with --host",
}


def listen(host: str, port: int) -> socket.socket:
    """Bind ``host`` and ``port`` (0 for any free port). Raises ``PortInUse`` where that cannot be done."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise PortInUse(
            filled("the host {host} is not known; give a name or address with --host", host=repr(host))
        ) from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(128)  # at once, so that a second server on the port is refused and not shared with
    except OSError as error:
        listener.close()
        problem = _PROBLEMS.get(error.errno or 0, f"cannot be listened on ({error.strerror})")
        raise PortInUse(
            filled("port {port} on {host} {problem}", port=port, host=host, problem=problem)
        ) from None
    return listener


def address_of(listener: socket.socket) -> str:
    """Where a browser finds what listens: ``http://127.0.0.1:8000/``."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - every address of this machine, so also this one
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(app: FastAPI, listener: socket.socket) -> None:
    """Serve ``app`` until the process is told to stop."""
    uvicorn.Server(configured(app)).run(sockets=[listener])


def configured(app: FastAPI, *, log_level: str = "warning") -> uvicorn.Config:
    """How ``app`` is served. Of proxies uvicorn believes nothing: ``access.proxies`` says how far to go."""
    return uvicorn.Config(
        app, log_level=log_level, access_log=False, server_header=False, proxy_headers=False
    )

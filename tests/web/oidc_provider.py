"""An OpenID Connect provider for tests, as a process of its own: ``python oidc_provider.py PORT``.

Its protocol is Authlib's server side. ``POST /pretend`` says who sits at the browser (``user``: claims) and
in which one way the provider is to lie (``lie``).
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import orjson
import uvicorn
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    AuthorizationServer,
    ClientMixin,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "probatum", "a secret of the client"

KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _ in range(2))


class Pretence:
    """What the provider is to make the next browser believe."""

    user: dict[str, Any] = {"sub": "1"}  # noqa: RUF012 - one process, one test at a time
    lie: str = ""
    issuer: str = ""


class Client(ClientMixin):  # type: ignore[misc]
    """The only client."""

    client_id = CLIENT

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/sign-in/provider/back")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """A code that was given out."""

    def __init__(self, request: OAuth2Request) -> None:
        data = request.payload.data
        self.redirect_uri, self.scope = data["redirect_uri"], data["scope"]
        self.nonce, self.user = data.get("nonce"), request.user
        self.code_challenge = data.get("code_challenge")
        self.code_challenge_method = data.get("code_challenge_method")

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> Any:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


CODES: dict[str, Code] = {}
TOKENS: dict[str, dict[str, Any]] = {}


class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
    """The code flow."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]  # noqa: RUF012 - Authlib's own form

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        CODES[code] = Code(request)

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        return CODES.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        for code in [one for one, held in CODES.items() if held is authorization_code]:
            del CODES[code]

    def authenticate_user(self, authorization_code: Code) -> Any:
        return authorization_code.user


class Identity(OpenIDCode):  # type: ignore[misc]
    """The ID token, true or not."""

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        return False

    def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
        now = int(time.time())
        hash_ = create_half_hash(token["access_token"], "RS256").decode()
        claims = {
            "iss": Pretence.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": request.authorization_code.get_nonce(),
            "at_hash": hash_,
            **{name: said for name, said in request.user.items() if name != "kept back"},
            **_LIES.get(Pretence.lie, lambda at: {})(now),
        }
        if Pretence.lie == "names nobody":
            del claims["sub"]
        if Pretence.lie == "leaves the nonce out":
            del claims["nonce"]
        return _signed(claims)


#: What each lie says instead.
_LIES: dict[str, Any] = {
    "another nonce": lambda now: {"nonce": "n"},
    "another audience": lambda now: {"aud": "another site"},
    "another audience beside": lambda now: {"aud": [CLIENT, "another site"]},
    "another issuer": lambda now: {"iss": "https://issuer.example.org"},
    "over": lambda now: {"iat": now - 400, "exp": now - 100},
    "long ago": lambda now: {"iat": now - 4000, "exp": now + 300},
    "from the future": lambda now: {"iat": now + 4000, "exp": now + 5000},
    "another token": lambda now: {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


def _signed(claims: dict[str, Any]) -> str:
    """The claims, signed as the lie has it."""
    lie = Pretence.lie
    if lie == "a shared secret":
        key = OctKey.import_key(SECRET)
        return jwt.encode({"alg": "HS256", "kid": "one"}, claims, key, ["HS256"])
    if lie == "no signature":
        return jwt.encode({"alg": "none"}, claims, None, ["none"])
    key = OTHER_KEY if lie == "another key" else KEY
    said = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key, ["RS256"])
    if lie == "altered":
        head, body, signature = said.split(".")
        return f"{head}.{body[:-2]}{'A' if body[-2] != 'A' else 'B'}{body[-1]}.{signature}"
    return said


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server, spoken to by Starlette."""

    def query_client(self, client_id: str) -> Client | None:
        return Client() if client_id == CLIENT else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        TOKENS[token["access_token"]] = request.user

    def create_oauth2_request(self, request: OAuth2Request) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        content = orjson.dumps(body) if isinstance(body, dict) else str(body or "")
        return Response(content, status, dict(headers))

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""


class Asked(OAuth2Request):  # type: ignore[misc]
    """A request as Authlib reads it."""

    def __init__(self, request: Request, form: dict[str, str]) -> None:
        super().__init__(request.method, str(request.url), headers=request.headers)
        self._args, self._form = dict(request.query_params), form
        self.payload = BasicOAuth2Payload({**self._args, **form})

    @property
    def args(self) -> dict[str, str]:
        return self._args

    @property
    def form(self) -> dict[str, str]:
        return self._form


SERVER = Server()
SERVER.register_grant(Grant, [Identity(require_nonce=True), CodeChallenge(required=True)])
SERVER.register_token_generator("default", BearerTokenGenerator(lambda **_: os.urandom(16).hex()))


def describe(request: Request) -> Response:
    """The provider's description of itself."""
    here = Pretence.issuer
    return JSONResponse(
        {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
            "userinfo_endpoint": f"{here}/user",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
    )


def keys(request: Request) -> Response:
    """The public key."""
    return JSONResponse({"keys": [KEY.as_dict(private=False)]})


def authorize(request: Request) -> Response:
    """Let whoever is pretended to sit there in, at once."""
    asked = Asked(request, {})
    grant = SERVER.get_consent_grant(asked, Pretence.user)
    if Pretence.lie == "no":
        return SERVER.create_authorization_response(asked, grant_user=None, grant=grant)
    response = SERVER.create_authorization_response(asked, grant_user=Pretence.user, grant=grant)
    there = response.headers["location"]
    if Pretence.lie == "another provider's answer":
        there += "&iss=https%3A%2F%2Fissuer.example.org"
    response.headers["location"] = there
    return response


async def token(request: Request) -> Response:
    """Give a token for a code."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return SERVER.create_token_response(Asked(request, form))


def user(request: Request) -> Response:
    """What the provider knows of the user of a token."""
    known = TOKENS.get(request.headers.get("authorization", "").removeprefix("Bearer "))
    if known is None:
        return Response(status_code=401)
    more = {"sub": "another"} if Pretence.lie == "another user" else {}
    return JSONResponse({**known, **known.get("kept back", {}), **more})


async def pretend(request: Request) -> Response:
    """Take in what is to be pretended."""
    said = orjson.loads(await request.body())
    Pretence.user, Pretence.lie = said["user"], said.get("lie", "")
    return Response(status_code=204)


APP = Starlette(
    routes=[
        Route("/.well-known/openid-configuration", describe),
        Route("/keys", keys),
        Route("/authorize", authorize),
        Route("/token", token, methods=["POST"]),
        Route("/user", user),
        Route("/pretend", pretend, methods=["POST"]),
    ]
)


def main(port: int) -> None:
    """Serve on this machine alone."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    Pretence.issuer = f"http://127.0.0.1:{port}"
    uvicorn.run(APP, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]))

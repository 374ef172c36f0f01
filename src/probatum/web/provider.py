"""An OpenID Connect provider: where a browser is sent to sign in, and what is believed when it comes back.

The code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636), spoken by Authlib. Nothing is fetched but from
the provider that the settings name. What it says is believed only where its signature, issuer, audience,
times and nonce are right (Core, 3.1.3.7), and where the answer comes to the browser that asked (``state``).
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from probatum.errors import ExtraMissing, NotVouched, ProviderAway
from probatum.language.interface import filled
from probatum.records.account import Vouched
from probatum.settings import Oidc

if TYPE_CHECKING:
    from collections.abc import Iterator

#: By which signatures a provider may vouch: such as only it can make. Never ``none``, never a shared secret.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)

#: How long (seconds) a provider is waited for, how far its clock may be off, how old its word may be, and how
#: long its description is kept.
PATIENCE, LEEWAY, OLDEST, KEPT = 10.0, 60, 600, 600.0

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What is remembered between sending a browser away and its coming back: three times 256 random bits."""

    state: str
    nonce: str
    verifier: str


def begun() -> Begun:
    """A new one."""
    return Begun(**{name: secrets.token_urlsafe(32) for name in Begun.__slots__})


class Provider:
    """One provider. Safe for threads: what is kept of it is only ever replaced whole."""

    def __init__(self, settings: Oidc) -> None:
        self._settings = settings
        self._kept: tuple[float, dict[str, Any]] | None = None

    def address(self, started: Begun, back: str) -> str:
        """Where to send the browser, which is to come back to ``back``. Raises ``ProviderAway``."""
        description = self._description()
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                description["authorization_endpoint"],
                state=started.state,
                nonce=started.nonce,
                code_verifier=started.verifier,
            )
        return str(address)

    def vouched(self, started: Begun, answer: Mapping[str, str], back: str, *, at: int) -> Vouched:
        """Whom the provider vouches for in the ``answer`` with which a browser came back.

        Raises ``NotVouched`` where that cannot be believed, and ``ProviderAway``.
        """
        code = self._code(started, answer)
        description = self._description()
        with self._client(back) as client:
            token = client.fetch_token(
                description["token_endpoint"],
                code=code,
                code_verifier=started.verifier,
                grant_type="authorization_code",
            )
            keys = self._fetched(client, description["jwks_uri"])
            claims = self._believed(token, keys, started.nonce, at)
            claims = self._completed(client, description, claims)
        return self._named(claims)

    # --- what comes back ----------------------------------------------------------------------------------

    def _code(self, started: Begun, answer: Mapping[str, str]) -> str:
        if not hmac.compare_digest(answer.get("state", "").encode(), started.state.encode()):
            raise NotVouched("this answer is not of the sign-in that was begun here; begin again")
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:  # RFC 9207
            raise NotVouched("this answer is of another provider; begin again")
        if not answer.get("code"):
            raise NotVouched(
                filled("{name} did not let you in; begin again, or ask there", name=self._settings.name)
            )
        return answer["code"]

    def _believed(self, token: Mapping[str, Any], keys: Any, nonce: str, at: int) -> dict[str, Any]:
        """The claims of the ID token, once all is checked that OpenID Connect Core, 3.1.3.7, names."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        said = jwt.decode(str(token.get("id_token", "")), KeySet.import_key_set(keys), list(ALGORITHMS))
        client = self._settings.client_id
        claims = CodeIDToken(
            said.claims,
            said.header,
            options={
                "iss": {"essential": True, "value": self._settings.issuer},
                "aud": {"essential": True, "value": client},
                "sub": {"essential": True},
            },
            params={"nonce": nonce, "client_id": client, "access_token": token.get("access_token")},
        )
        claims.validate(now=at, leeway=LEEWAY)
        if not isinstance(claims["iat"], int | float) or claims["iat"] < at - OLDEST:
            raise NotVouched("what the provider said is old; begin again")
        return dict(claims)

    def _completed(
        self, client: Any, description: Mapping[str, Any], claims: dict[str, Any]
    ) -> dict[str, Any]:
        """With what only the provider's page of the user says; it must be of the same one (Core, 5.3.2)."""
        wanted = {"email", "name", self._settings.roles_claim} - {""}
        if wanted <= claims.keys() or "userinfo_endpoint" not in description:
            return claims
        more = self._fetched(client, description["userinfo_endpoint"], withhold_token=False)
        if more.get("sub") != claims["sub"]:
            raise NotVouched("the provider spoke of two different people; ask those who run it")
        return {**more, **claims}

    def _named(self, claims: Mapping[str, Any]) -> Vouched:
        subject = str(claims["sub"])
        if not 0 < len(subject) <= 255:
            raise NotVouched("the provider named nobody; ask those who run it")
        groups = claims.get(self._settings.roles_claim, ()) if self._settings.roles_claim else ()
        name = claims.get("name") or claims.get("preferred_username") or ""
        return Vouched(
            identity=f"{self._settings.issuer} {subject}",
            name=str(name),
            email=str(claims.get("email") or ""),
            verified=claims.get("email_verified") is True,
            groups=tuple(map(str, groups if isinstance(groups, list | tuple) else (groups,))),
        )

    # --- talking ------------------------------------------------------------------------------------------

    @contextmanager
    def _client(self, back: str = "") -> Iterator[Any]:
        """A client of the provider. What goes wrong there comes out as one of our own errors."""
        try:
            import httpx2
            from authlib.integrations.base_client import OAuthError
            from authlib.integrations.httpx_client import OAuth2Client
            from joserfc.errors import JoseError
        except ImportError:
            raise ExtraMissing(
                "signing in with a provider needs the extra oidc; install it with: pip install "
                "'probatum[oidc]', or leave [oidc] issuer empty"
            ) from None
        secret = self._settings.client_secret.get_secret_value()
        client = OAuth2Client(
            self._settings.client_id,
            secret or None,
            scope=self._settings.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method=self._way(secret),
            timeout=PATIENCE,
        )
        try:
            with client:
                yield client
        except (JoseError, OAuthError) as problem:
            raise NotVouched(
                filled("{name} did not vouch for you; begin again", name=self._settings.name)
            ) from problem
        except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
            raise self._away() from problem
        except (KeyError, TypeError, ValueError) as problem:  # no answer that the standard knows
            raise NotVouched(
                filled("{name} gave no answer that can be used", name=self._settings.name)
            ) from problem

    def _way(self, secret: str) -> str:
        known = self._kept[1].get("token_endpoint_auth_methods_supported") if self._kept else None
        if not secret:
            return "none"
        return "client_secret_post" if known and "client_secret_basic" not in known else "client_secret_basic"

    def _description(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, section 4)."""
        kept = self._kept
        if kept is not None and time.monotonic() - kept[0] < KEPT:
            return kept[1]
        issuer = self._settings.issuer
        with self._client() as client:
            said = self._fetched(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        named = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if said.get("issuer") != issuer or not all(self._private(one) for one in named):
            raise ProviderAway(
                filled(
                    "the provider does not call itself {issuer}, with https addresses; correct [oidc] issuer",
                    issuer=issuer,
                )
            )
        self._kept = (time.monotonic(), said)
        return said

    def _private(self, address: object) -> bool:
        """Whether what goes to an address cannot be read on the way: over TLS, or on this machine."""
        parts = urlsplit(str(address or ""))
        here = urlsplit(self._settings.issuer).hostname in _HERE
        return parts.scheme == "https" or (here and parts.scheme == "http" and parts.hostname in _HERE)

    def _fetched(self, client: Any, address: str, *, withhold_token: bool = True) -> dict[str, Any]:
        if not self._private(address):
            raise NotVouched(filled("{name} names an address that is not https", name=self._settings.name))
        answer = client.request("GET", address, withhold_token=withhold_token)
        if answer.status_code != 200:
            raise self._away()
        said = answer.json()
        if not isinstance(said, dict):
            raise ValueError("no object")  # noqa: TRY004 - of what was sent, not of our types
        return said

    def _away(self) -> ProviderAway:
        return ProviderAway(
            filled(
                "{name} does not answer as it should; try again, or sign in by password",
                name=self._settings.name,
            )
        )

"""Who may use the desk: nobody, whoever sits at this computer, or people on a list.

`STORY_DESK=local` opens the desk where the server is bound to loopback, and only to visits that
come over loopback, by a loopback name and without a sign of any proxy. `STORY_DESK=oidc` opens it
to people who sign in with an OpenID provider (Streamlit's `[auth]` secrets) and whose address
stands in the secrets as

    [desk]
    allow = ["person@example.org"]

Everything that writes asks here again at that moment; who is on the list is read anew each time.
"""

import getpass
import hashlib
import hmac
import logging
import os
import secrets
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from story.surfaces.hosts import host_name, is_loopback, public_address

LOG = logging.getLogger(__name__)
Mode = Literal["off", "local", "oidc"]
# How the headers begin by which proxies, load balancers and content networks make themselves known.
PROXIES = (
    "forwarded", "via", "x-forwarded", "x-real-", "x-original-", "x-client-", "x-cluster-",
    "x-proxy", "x-envoy-", "x-amz", "x-azure-", "x-arr-", "x-appengine-", "x-cloud-trace-",
    "x-varnish", "x-vercel-", "x-nf-", "x-ngrok-", "x-tailscale-", "tailscale-", "cf-", "cdn-",
    "fastly-", "fly-", "akamai-", "true-client-", "client-ip", "proxy-", "incap-",
)  # fmt: skip
LONG_ENOUGH = 32  # characters of the secret that signs the cookies of those signed in
SIGNED_IN = 12 * 3600  # seconds after which somebody has to sign in again
AHEAD = 300  # seconds by which a provider's clock may be ahead


@dataclass(frozen=True)
class Editor:
    """Somebody who may publish; `name` is what the log remembers."""

    name: str


@cache
def mode() -> Mode:
    """Return how the desk is opened on this server; says in the log why it stays closed."""
    asked = os.environ.get("STORY_DESK", "")
    if asked == "local" and not is_loopback(st.get_option("server.address") or ""):
        LOG.error(
            "The desk stays closed: STORY_DESK=local needs a server bound to loopback "
            "(--server.address 127.0.0.1)."
        )
        return "off"
    if asked == "oidc" and (missing := _missing_for_sign_in()):
        LOG.error("The desk stays closed: STORY_DESK=oidc needs %s.", missing)
        return "off"
    match asked:
        case "local" | "oidc":
            return asked
        case "":
            return "off"
    LOG.error("The desk stays closed: STORY_DESK is neither “local” nor “oidc”.")
    return "off"


def editor() -> Editor | None:
    """Return who is at the desk in this session, None for everybody else."""
    match mode():
        case "local":
            headers = st.context.headers.to_dict()
            here = comes_from_here(headers, st.context.ip_address)
            return Editor(getpass.getuser()) if here else None
        case "oidc":
            return _signed_in()
        case _:
            return None


def shown() -> bool:
    """Whether the desk has an address for this session: with a sign-in, everybody may try it."""
    return mode() == "oidc" or editor() is not None


def token() -> str:
    """Return a word that only this session of this editor knows; blank for everybody else.

    It is part of the names of the buttons that write, so that nobody can press them who was not
    shown them, and is compared again when something is written.
    """
    who, run = editor(), get_script_run_ctx()
    if who is None or run is None:
        return ""
    said = f"{run.session_id} {who.name}".encode()
    return hmac.new(_key(), said, hashlib.sha256).hexdigest()[:32]


def holds(shown_with: str) -> bool:
    """Whether what was shown with a token may be written now, by the same editor and session."""
    now = token()
    return bool(now) and hmac.compare_digest(now, shown_with)


@cache
def _key() -> bytes:
    return secrets.token_bytes(32)


def comes_from_here(headers: Mapping[str, str | list[str]], peer: str | None = None) -> bool:
    """Whether a visit names this computer by a loopback name and came through no proxy.

    `peer` is the address it came from, None for loopback. A page elsewhere can make a browser send
    requests here under a name of its own (DNS rebinding), and a proxy on this computer can pass on
    anybody's.
    """
    by_name = {name.casefold(): value for name, value in headers.items()}
    if any(name.startswith(PROXIES) for name in by_name):
        return False
    host, origin = str(by_name.get("host", "")), str(by_name.get("origin", ""))
    if origin and urlsplit(origin).netloc != host:
        return False
    return is_loopback(host_name(host)) and (peer is None or is_loopback(peer))


def allowed() -> frozenset[str]:
    """Return the addresses of those who may sign in, in small letters, as they are listed now."""
    listed = _secrets().get("desk", {}).get("allow", [])
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(str(item).strip().casefold() for item in listed) - {""}


def _secrets() -> Mapping[str, Mapping[str, Any]]:
    """Return the secrets as they are on disk: Streamlit reads them once.

    Nobody is on a list that cannot be read.
    """
    found: dict[str, Any] = {}
    for name in st.get_option("secrets.files") or ():
        try:
            found |= tomllib.loads(Path(name).read_text(encoding="utf-8"))
        except (FileNotFoundError, IsADirectoryError):
            continue
        except (OSError, ValueError) as error:
            LOG.error("The secrets cannot be read: %s", type(error).__name__)
            return {}
    return {name: part for name, part in found.items() if isinstance(part, dict)}


def _missing_for_sign_in() -> str:
    """Return what the secrets lack for people to sign in, blank where they lack nothing."""
    auth = _secrets().get("auth", {})
    back = str(auth.get("redirect_uri", ""))
    public = public_address()
    if not auth or not back:
        return "[auth] with a redirect_uri in the secrets"
    if len(str(auth.get("cookie_secret", ""))) < LONG_ENOUGH:
        return f"a cookie_secret of {LONG_ENOUGH} characters or more in [auth]"
    if public and not back.startswith(public):
        return "a redirect_uri in [auth] that begins with STORY_URL"
    return "" if allowed() else "[desk] with an allow list in the secrets"


def _signed_in() -> Editor | None:
    """Return the person signed in, if the provider vouches for an address on the list."""
    if not st.user.is_logged_in:
        return None
    address = str(st.user.get("email") or "").strip()
    if st.user.get("email_verified") is not True or address.casefold() not in allowed():
        return None
    return Editor(address) if _lately(st.user.get("iat")) else None


def _lately(issued: object) -> bool:
    """Whether somebody signed in less than half a day ago; not so where it is not known."""
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    return -AHEAD < time.time() - issued < SIGNED_IN

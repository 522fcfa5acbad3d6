"""Who may use the desk: nobody, whoever sits at this computer, or people on a list.

`STORY_DESK=local` opens the desk where the server is bound to loopback, and only to requests that
come by a loopback name and through no proxy. `STORY_DESK=oidc` opens it to people who sign in with
an OpenID provider (Streamlit's `[auth]` secrets) and whose address stands in the secrets as

    [desk]
    allow = ["person@example.org"]

Everything that writes asks here again at that moment.
"""

import getpass
import ipaddress
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

LOG = logging.getLogger(__name__)
Mode = Literal["off", "local", "oidc"]
FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")


@dataclass(frozen=True)
class Editor:
    """Somebody who may publish; `name` is what the log remembers."""

    name: str


@cache
def mode() -> Mode:
    """Return how the desk is opened on this server; says in the log why it stays closed."""
    asked = os.environ.get("STORY_DESK", "")
    if asked == "local" and not _is_loopback(st.get_option("server.address") or ""):
        LOG.error(
            "The desk stays closed: STORY_DESK=local needs a server bound to loopback "
            "(--server.address 127.0.0.1)."
        )
        return "off"
    if asked == "oidc" and not (allowed() and _secrets().get("auth")):
        LOG.error(
            "The desk stays closed: STORY_DESK=oidc needs [auth], and [desk] with an allow list, "
            "in the secrets."
        )
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
            headers = st.context.headers
            return Editor(getpass.getuser()) if comes_from_here(headers.to_dict()) else None
        case "oidc":
            return _signed_in()
        case _:
            return None


def shown() -> bool:
    """Whether the desk has an address for this session: with a sign-in, everybody may try it."""
    return mode() == "oidc" or editor() is not None


def comes_from_here(headers: Mapping[str, str | list[str]]) -> bool:
    """Whether a request names this computer by a loopback name and came through no proxy.

    A page elsewhere can make a browser send requests here under a name of its own (DNS
    rebinding), and a proxy on this computer can pass on anybody's.
    """
    by_name = {name.casefold(): value for name, value in headers.items()}
    if any(name in by_name for name in FORWARDED):
        return False
    hosts = [by_name.get("host", ""), urlsplit(str(by_name.get("origin", ""))).netloc]
    return bool(hosts[0]) and all(_is_loopback(_name(str(one))) for one in hosts if one)


def allowed() -> frozenset[str]:
    """Return the addresses of those who may sign in, in small letters."""
    listed = _secrets().get("desk", {}).get("allow", [])
    return frozenset(str(one).strip().casefold() for one in listed)


def _secrets() -> Mapping[str, Mapping[str, list[str]]]:
    return st.secrets.to_dict() if st.secrets.load_if_toml_exists() else {}


def _signed_in() -> Editor | None:
    """Return the person signed in, if the provider vouches for an address on the list."""
    if not st.user.is_logged_in:
        return None
    address = str(st.user.get("email") or "").strip()
    if st.user.get("email_verified") is not True or address.casefold() not in allowed():
        return None
    return Editor(address)


def _name(host: str) -> str:
    """Return a host without its port: `[::1]:8501` is `::1`."""
    return urlsplit(f"//{host}").hostname or ""


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False

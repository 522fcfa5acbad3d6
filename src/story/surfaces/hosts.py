"""The addresses this server answers to: the public one, `STORY_URL`, and what it is bound to.

One list for every request and every handshake. What is asked of it is compared as text: no name is
looked up, and nothing that a request says of itself is taken for the site's address.
"""

import ipaddress
import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WILDCARDS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, never bound to
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")
PORTS = {"http": 80, "https": 443}


class AddressError(ValueError):
    """A setting names an address the site cannot stand at; the message says what to do."""


def public_address() -> str:
    """Return the site's public address, `STORY_URL`, ending in a slash; blank where none is set.

    Raises AddressError where it names no root of a web site.
    """
    named = os.environ.get("STORY_URL", "").strip()
    if not named:
        return ""
    try:
        parts = urlsplit(named)
        name, port = parts.hostname or "", parts.port
        name = name if ":" in name else name.encode("idna").decode("ascii")
    except ValueError as error:
        raise AddressError(f"STORY_URL is no address: {error}.") from error
    if parts.scheme not in PORTS or not name:
        raise AddressError("STORY_URL must begin with https:// (or http://) and name a host.")
    if parts.username is not None or parts.query or parts.fragment:
        raise AddressError("STORY_URL must hold a host alone: no name, query or passage.")
    if parts.path.strip("/"):
        raise AddressError(
            "STORY_URL has a path, but the site stands only at the root of a host: Streamlit's "
            "files, its socket and its cookies do not follow a prefix that a proxy takes away. "
            "Give it a host of its own, such as https://story.example.org/; the edition that "
            "story build writes can lie in any folder."
        )
    shown = f"[{name}]" if ":" in name else name
    ending = "" if port in (None, PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{shown}{ending}/"


def host_name(host: str) -> str:
    """Return the name in a Host header without its port; blank for what is no host."""
    found = HOST.fullmatch(host.lower())
    if not found or int(found[2] or 0) > 65535:
        return ""
    if not found[1].startswith("["):
        return found[1]
    try:
        return str(ipaddress.IPv6Address(found[1][1:-1]))
    except ValueError:
        return ""


def is_loopback(name: str) -> bool:
    """Whether a name or an address means this computer to itself."""
    if name == "localhost":
        return True
    try:
        return unmapped(name).is_loopback
    except ValueError:
        return False


def unmapped(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return an IP address; one of IPv4 written as IPv6 is that of IPv4. Raises ValueError."""
    found = ipaddress.ip_address(address)
    return getattr(found, "ipv4_mapped", None) or found


@dataclass(frozen=True)
class Hosts:
    """What may stand in Host and Origin: the public origin, and names of this computer.

    `bound` is the address the server was told to bind. Where that is every address, the one a
    connection came to counts too; a stranger's DNS can point a name of his own there, never an
    address.
    """

    public: str = ""
    bound: str = ""

    def host(self, host: str, came_to: str = "") -> bool:
        """Whether a Host header names this server; `came_to` is the connection's own address."""
        if self.public and host.lower() == urlsplit(self.public).netloc:
            return True
        name = host_name(host)
        return bool(name) and name in LOOPBACK | self._own(came_to)

    def origin(self, origin: str, host: str) -> bool:
        """Whether an Origin header is that of the pages this host gives out."""
        if self.public and host.lower() == urlsplit(self.public).netloc:
            # Streamlit compares the two to the letter, and asks the network where they differ.
            return origin == self.public.rstrip("/") and origin.endswith(f"//{host}")
        return origin in (f"http://{host}", f"https://{host}")

    def _own(self, came_to: str) -> frozenset[str]:
        own = {self.bound.lower()} - WILDCARDS
        try:
            return frozenset({*own, str(unmapped(came_to))})
        except ValueError:
            return frozenset(own)

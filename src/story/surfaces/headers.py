"""The headers that every answer carries: one list for the app, the edition and the proxy.

The app sends them (`answer_headers.py`), `story build` writes them into the edition as
`_headers`, which some hosts read, and `python -m deploy.headers` into nginx's configuration.
"""

import re
from dataclasses import dataclass

from story.surfaces.links import OWN_PAGES

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
        "encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
        "midi=(), payment=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What is no page runs nothing. The worker's file asks the host for pages to keep.
FILE = (
    "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A page of the edition names its one script and its style by their hashes in the page itself, and
# both policies hold. Pages of earlier editions have other hashes, which a proxy cannot know.
PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors "
)


@dataclass(frozen=True)
class Rule:
    """The policy of some files of the edition: by a pattern of their paths, and for `_headers`."""

    pattern: str
    paths: tuple[str, ...]
    policy: str
    framed: bool = False


_KEPT = "(editions/[0-9a-f]+/)?"
RULES = (
    Rule(
        rf"{_KEPT}(en|ko)/embed/[^/]+\.html",
        (
            "/en/embed/:figure", "/ko/embed/:figure", "/editions/:edition/en/embed/:figure",
            "/editions/:edition/ko/embed/:figure",
        ),
        f"{PAGE}*",
        framed=True,
    ),
    Rule(
        rf"{_KEPT}((en|ko)/(({'|'.join(OWN_PAGES.values())})/)?)?([^/]+\.html)?",
        (
            "/", "/:page", "/en/:page", "/ko/:page", "/editions/:edition/en/:page",
            "/editions/:edition/ko/:page",
            *(
                f"{kept}/{language}/{folder}/:row"
                for kept in ("", "/editions/:edition")
                for language in ("en", "ko")
                for folder in OWN_PAGES.values()
            ),
        ),
        f"{PAGE}'none'",
    ),
    Rule(
        ".*",
        (
            "/assets/*", "/cards/*", "/data/*", "/editions/:edition/assets/*",
            "/editions/:edition/data/*",
        ),
        FILE,
    ),
)  # fmt: skip


def rule_of(path: str) -> Rule:
    """Return the rule of a file of the edition, by its path in the edition's folder."""
    return next(item for item in RULES if re.fullmatch(item.pattern, path))


def hidden(path: str) -> bool:
    """Whether a file of the edition's folder is none of the edition: what the site makes of it."""
    first, *others = path.split("/")
    return first == "shells" or any(item.startswith(("_", ".")) for item in (first, *others))


def headers_file() -> str:
    """Return `_headers`, as Netlify and Cloudflare Pages read it: no two rules meet on a path."""
    blocks = ["/*", *(f"  {name}: {value}" for name, value in ALWAYS.items())]
    for rule in RULES:
        for path in rule.paths:
            blocks += [path, f"  Content-Security-Policy: {rule.policy}"]
    return "\n".join([*blocks, ""])


def nginx_maps() -> str:
    """Return nginx's maps of what each path is answered with.

    What a replica has said of itself is passed on; nginx adds to what it answers itself.
    """
    lines = ["map $uri $policy {"]
    lines += [f'  "~^/edition/{item.pattern}$" "{item.policy}";' for item in RULES[:-1]]
    lines += [f'  default "{FILE}";', "}"]
    for name, value in {"Content-Security-Policy": "$policy", **ALWAYS}.items():
        known = name.lower().replace("-", "_")
        lines += [f"map $upstream_http_{known} $own_{known} {{", f'  "" "{value}";']
        lines += ['  default "";', "}"]
    return "\n".join(lines)


def nginx_sent() -> str:
    """Return what sends them; nginx forgets those of a server where a place in it adds any."""
    names = ("Content-Security-Policy", *ALWAYS)
    return "\n".join(
        f"add_header {name} $own_{name.lower().replace('-', '_')} always;" for name in names
    )

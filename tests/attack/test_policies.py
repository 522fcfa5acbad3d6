"""What the policies allow, as they are sent: read as CSP Level 3 says, by a test of our own."""

import re
from collections.abc import Mapping

import pytest

from attack.conftest import Attacked
from attack.test_outgoing import TARGETS
from attack.wire import ask
from story.surfaces.html import ASSETS, asset

Policy = Mapping[str, tuple[str, ...]]
KNOWN = {
    "default-src", "script-src", "style-src", "img-src", "font-src", "connect-src", "worker-src",
    "manifest-src", "object-src", "base-uri", "form-action", "frame-ancestors",
}  # fmt: skip
FETCHED = ("script-src", "style-src", "img-src", "font-src", "connect-src", "worker-src",
           "object-src", "manifest-src", "frame-src", "media-src")  # fmt: skip
SOURCE = re.compile(r"'self'|'none'|data:|blob:|'unsafe-inline'|'wasm-unsafe-eval'|\*|"
                    r"'sha256-[A-Za-z0-9+/]{43}='")  # fmt: skip


def read(text: str) -> Policy:
    """Return a policy's directives; of one that is named twice the first counts."""
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        name, *sources = part.split()
        assert name not in found, f"{name} is there twice"
        found[name] = tuple(sources)
    return found


def allowed(policy: Policy, directive: str) -> tuple[str, ...]:
    """Return the sources of a directive, or of the one that stands for it."""
    named = ("script-src", "default-src") if directive == "worker-src" else ("default-src",)
    for name in (directive, *named):
        if name in policy:
            return policy[name]
    return ("*",)


def weaknesses(policy: Policy) -> set[str]:
    """Return what a policy lets a stranger do, in words."""
    sources = {one for given in policy.values() for one in given}
    found = {f"unknown {name}" for name in set(policy) - KNOWN}
    found |= {f"unknown source {one}" for one in sources if not SOURCE.fullmatch(one)}
    found |= {
        f"{name} from anywhere" for name in FETCHED
        if set(allowed(policy, name)) & {"*", "http:", "https:"}
    }  # fmt: skip
    scripts = allowed(policy, "script-src")
    found |= {f"script-src {one}" for one in set(scripts) & {"data:", "'unsafe-eval'", "blob:"}}
    # With a hash beside it, browsers pass 'unsafe-inline' over.
    hashed = any(one.startswith("'sha256-") for one in scripts)
    none, own = ("'none'",), ("'self'",)
    closed = {
        "inline scripts": hashed or "'unsafe-inline'" not in scripts,
        "plugins": allowed(policy, "object-src") == none,
        "another base": policy.get("base-uri") in (none, own),
        "forms to anywhere": policy.get("form-action") in (none, own),
        "framed": policy.get("frame-ancestors") == none,
    }
    return found | {name for name, shut in closed.items() if not shut}


# Streamlit imports the browser's side of a component as a module made from a string.
OF_STREAMLIT = {"script-src blob:"}


@pytest.mark.parametrize("target", TARGETS)
def test_the_policy_of_every_route_allows_what_is_needed_and_no_more(
    target: str, attacked: Attacked
) -> None:
    reply = ask(attacked.url, target)
    policy = read(reply.headers["content-security-policy"])
    printed = target.startswith("/edition/")
    assert weaknesses(policy) <= (set() if printed and reply.status == 200 else OF_STREAMLIT)
    assert "'unsafe-inline'" not in policy["script-src"] if "script-src" in policy else True
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_printed_page_runs_its_own_script_by_hash_and_no_other(attacked: Attacked) -> None:
    for name, framing in (("en/index.html", "'none'"), ("en/embed/camps.html", "*")):
        policy = read(ask(attacked.url, f"/edition/{name}").headers["content-security-policy"])
        (script,) = policy["script-src"]
        (style,) = policy["style-src"]
        assert script.startswith("'sha256-")
        assert style.startswith("'sha256-")
        assert policy["frame-ancestors"] == (framing,)


def test_what_a_proxy_sends_leaves_to_the_page_its_own_script_alone(behind: str) -> None:
    for name, open_ in (
        ("en/index.html", {"inline scripts"}), ("data/claims.csv", set()),
        ("en/embed/camps.html", {"inline scripts", "framed"}), ("sw.js", set()),
    ):  # fmt: skip
        policy = ask(behind, f"/edition/{name}").headers["content-security-policy"]
        assert weaknesses(read(policy)) == open_


@pytest.mark.parametrize("policy", ["", "script-src *", "default-src https:",
                                    "script-src 'unsafe-inline'; object-src 'none'"])  # fmt: skip
def test_the_reader_of_policies_finds_what_is_open(policy: str) -> None:
    assert {"another base", "forms to anywhere", "framed"} <= weaknesses(read(policy))
    assert weaknesses(read(policy)) & {"script-src from anywhere", "inline scripts"}


def test_the_page_is_let_compile_what_streamlit_reads_its_messages_with(attacked: Attacked) -> None:
    policy = read(ask(attacked.url).headers["content-security-policy"])
    assert "'wasm-unsafe-eval'" in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]


def test_every_message_to_another_window_is_sent_and_taken_with_care() -> None:
    scripts = {one.name: asset(one.name) for one in ASSETS.glob("*.js")}
    posting = {name for name, text in scripts.items() if "postMessage(" in text}
    listening = {name for name, text in scripts.items() if 'addEventListener("message"' in text}
    assert posting == {"edition.js", "slides.js"}
    assert listening == {"slides.js"}
    # What an embed tells whoever embeds it: its height, and nothing of the address.
    assert re.findall(r"postMessage\((.*), \"\*\"\)", scripts["edition.js"]) == [
        '{ type: "story-embed", height }'
    ]
    slides = scripts["slides.js"]
    assert '"*")' not in slides
    assert slides.count('addEventListener("message"') == slides.count("const said = from(event, ")
    assert "event.source === source && event.origin === self.origin" in slides


def test_nobody_may_command_the_page_from_a_frame_around_it(attacked: Attacked) -> None:
    assert '"allowedOrigins":[]' in ask(attacked.url, "/_stcore/host-config").said

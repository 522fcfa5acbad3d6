"""What the proxy and hosts of files serve is as guarded as what the app serves: by one list."""

import re
from pathlib import Path

import pytest

from attack.conftest import EDITION, Attacked
from attack.wire import SECURITY, ask
from story.surfaces.pages import ALL_PAGES, Page

KEPT = f"editions/{EDITION}/en"
PAGES = ("en/index.html", "en/", "ko/camps.html", "404.html", f"{KEPT}/index.html")
EMBEDS = ("en/embed/camps.html", f"{KEPT}/embed/camps.html")
FILES = ("data/claims.csv", "assets/mark.svg", "sw.js", "data/figures/camps.en.csv")


@pytest.mark.parametrize("name", [*PAGES, *EMBEDS, *FILES, "none.html", "en/embed/none.html"])
def test_the_edition_is_guarded_alike_by_app_and_proxy(
    name: str, attacked: Attacked, behind: str
) -> None:
    framing = "*" if name in (*EMBEDS, "en/embed/none.html") and "none" not in name else "'none'"
    for url in (attacked.url, behind):
        reply = ask(url, f"/edition/{name}")
        assert reply.status == (404 if "none" in name else 200)
        assert reply.guarded
        policy = reply.headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {framing}")
    one, other = (ask(url, f"/edition/{name}").headers for url in (attacked.url, behind))
    assert [one[header] for header in SECURITY[1:]] == [other[header] for header in SECURITY[1:]]


@pytest.mark.parametrize("name", ["shells/overview.en.json", ".story-build", "_headers",
                                  "en/../shells/overview.en.json", "%73hells/overview.en.json",
                                  "shells/", "shells", "en/%2e%2e/_headers"])  # fmt: skip
def test_what_the_site_keeps_beside_the_edition_is_nobodys(
    name: str, attacked: Attacked, behind: str
) -> None:
    for url in (attacked.url, behind):
        reply = ask(url, f"/edition/{name}")
        assert reply.status in (400, 404)
        assert "paper shells" not in reply.said
        assert "paper ." not in reply.said
        assert reply.guarded


@pytest.mark.parametrize("target", ["/", "/camps", "/healthz", "/nope", "/download/claims.csv",
                                    "/_stcore/health", "/static/none.js"])  # fmt: skip
def test_through_the_proxy_every_header_is_there_once(target: str, behind: str) -> None:
    said = ask(behind, target).said.lower()
    for name in SECURITY:
        assert len(re.findall(rf"^{name}:", said, flags=re.MULTILINE)) == 1


CACHED = ("/static/none.js", "/download/claims.csv", "/assets/mark.svg", "/site.webmanifest",
          "/edition/data/claims.csv", f"/edition/{KEPT}/index.html", "/healthz", "/embed/camps",
          "/changes.atom", "/newest.json")  # fmt: skip


def test_a_seat_is_given_with_pages_alone(behind: str) -> None:
    for page in ALL_PAGES:
        assert ask(behind, f"/{page.path}?lang=ko").headers["set-cookie"].startswith("story_seat=")
    for target in CACHED:
        assert "set-cookie" not in ask(behind, target).headers
    seated = ask(behind, "/", headers=[("Cookie", "story_seat=1")])
    assert "set-cookie" not in seated.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.0.2.1", ""])
def test_the_proxy_answers_to_its_own_names(host: str, behind: str) -> None:
    for target in ("/", "/edition/en/index.html", "/healthz", "/nope"):
        reply = ask(behind, target, host=host)
        assert reply.status in (400, 421)
        assert reply.guarded
        assert "paper" not in reply.said


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("/", "/edition/en/index.html"), ("/camps?lang=ko", "/edition/ko/camps.html"),
        ("/briefing", "/edition/en/index.html"), ("/changes.atom", "/edition/en/changes.atom"),
        ("/download/claims.csv", "/edition/data/claims.csv"),
        ("/download/story-data.zip", "/edition/data/story-data.zip"),
        ("/embed/camps", "/edition/en/embed/camps.html"),
        ("/embed/anything?step=2.3", "/edition/en/embed/step-2.3.html"),
        ("/embed/camps.csv", "/edition/data/figures/camps.en.csv"),
        (f"/embed/camps?edition={EDITION}", f"/edition/{KEPT}/embed/camps.html"),
    ],
)  # fmt: skip
def test_with_no_replica_the_same_thing_is_found_in_the_edition(
    target: str, leads: str, down: str
) -> None:
    reply = ask(down, target)
    assert (reply.status, reply.headers["location"]) == (302, leads)
    assert reply.headers["cache-control"] == "no-store"
    assert reply.guarded


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_with_no_replica_every_page_leads_to_one_of_the_edition(page: Page, down: str) -> None:
    name = "index" if page.name in ("overview", "briefing") else page.name
    assert ask(down, f"/{page.path}").headers["location"] == f"/edition/en/{name}.html"


@pytest.mark.parametrize(
    "target",
    ["/download/claims/c1.csv", "/healthz", "/_stcore/health", "/nope", "/media/x.csv", "/oembed",
     "/embed/a%20b", "/embed/camps?step=x", "/download/../x.csv", "/static/js/x.js"],
)  # fmt: skip
def test_what_the_edition_has_not_is_said_to_be_away(target: str, down: str) -> None:
    reply = ask(down, target)
    if target == "/embed/camps?step=x":
        assert reply.headers["location"] == "/edition/en/embed/camps.html"
        return
    assert reply.status in (502, 503, 404)
    assert len(reply.body) < 200
    assert "<title>" not in reply.said
    assert reply.guarded


def test_the_proxy_marks_what_it_passes_on_and_keeps_the_desk_closed(tmp_path: Path) -> None:
    from deploy.replicas import configuration

    proxy = configuration("80", [8501], tmp_path, tmp_path)
    for name in ("X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "Via"):
        assert re.search(rf"proxy_set_header {name} [^;]*[^\"; ][^;]*;", proxy)
    for name in ("Forwarded", "X-Real-IP"):
        assert f'proxy_set_header {name} "";' in proxy
    assert 'map "" $desk' in proxy

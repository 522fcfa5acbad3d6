"""The one list of headers, as the proxy and hosts of files are given it."""

import re

import pytest
from deploy.headers import TEMPLATE, written

from story.surfaces.headers import RULES, headers_file, hidden, rule_of

EDITION = "editions/0123456789ab/en"
PAGES = ("en/index.html", "ko/camps.html", "404.html", f"{EDITION}/index.html")
EMBEDS = ("en/embed/camps.html", f"{EDITION}/embed/camps.html")
FILES = ("data/claims.csv", "assets/mark.svg", "sw.js", "data/figures/camps.en.csv")


def test_the_template_holds_the_list_as_it_is() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    assert written(template) == template, "run python -m deploy.headers"


def matching(path: str) -> list[str]:
    """Return the policies that `_headers` gives to a path, as its readers match it."""
    found, rule = [], ""
    for line in headers_file().splitlines():
        if not line.startswith(" "):
            rule = re.sub(r":\w+", "[^/]+", re.escape(line).replace(r"\*", ".*"))
            rule = rule.replace(r"\[^/\]\+", "[^/]+")
        elif line.strip().startswith("Content-Security-Policy") and re.fullmatch(rule, path):
            found.append(line.partition(": ")[2])
    return found


@pytest.mark.parametrize("name", [*PAGES, *EMBEDS, *FILES])
def test_hosts_of_files_give_each_path_one_policy(name: str) -> None:
    policies = matching(f"/{name}")
    assert policies == [rule_of(name).policy] or name == "sw.js"
    assert len(policies) == 1


def test_only_figures_to_embed_may_be_framed() -> None:
    framed = [one for one in RULES if one.framed]
    assert len(framed) == 1
    assert all("embed" in path for path in framed[0].paths)


def test_what_the_site_makes_of_the_edition_is_hidden() -> None:
    for path in ("shells/overview.en.json", "shells", "_headers", ".story-build", "en/../shells/x",
                 "editions/.half-1/x"):  # fmt: skip
        assert hidden(path)
    assert not any(hidden(one) for one in (*PAGES, *EMBEDS, *FILES))

"""The edition on hosts of other habits: `/en` shown without its slash, names without `.html`."""

from itertools import product
from urllib.parse import urljoin

import pytest

from story.surfaces.edition.links import EditionLinks, page_path
from story.text import Language

HOST = "https://story.example"
PAGES = ("overview", "estimates", "camps", "data", "claims", "1-two-speeches")


@pytest.mark.parametrize(("language", "name"), product(Language, PAGES))
def test_the_first_page_leads_to_the_same_places_with_its_slash_and_without(
    language: Language, name: str
) -> None:
    links = EditionLinks(language, page_path("overview", language))
    for way in (
        links.page(name, "part"), links.table("claims"), links.embed("camps"), links.zip,
        links.figure_table("camps"), links.to("sw.js"), links.to("ko/index.html"),
    ):  # fmt: skip
        shown = (f"{HOST}/{language}", f"{HOST}/{language}/", f"{HOST}/{language}/index.html")
        # A passage of the page itself is found wherever the page is.
        led = {urljoin(one, way).removeprefix(one) if way[:1] == "#" else urljoin(one, way)
               for one in shown}  # fmt: skip
        assert len(led) == 1, (way, led)


def test_the_first_page_still_opens_from_a_folder_and_from_a_disk() -> None:
    links = EditionLinks(Language.EN, "en/index.html")
    for base in ("file:///home/x/edition/", f"{HOST}/some/folder/"):
        assert urljoin(f"{base}en/index.html", links.page("camps")) == f"{base}en/camps.html"
    kept = EditionLinks(Language.KO, "ko/claims.html")
    assert urljoin(f"{HOST}/ko/claims", kept.page("camps")) == f"{HOST}/ko/camps.html"

"""Choices live in the address: what a reader picks is what a copied link shows."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from browser.conftest import Open, Server
from story.publishing.folder import load
from story.text import Language


def choices(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_a_copied_link_shows_the_same_camp_and_list_on_a_cold_server(
    site: Server, cold: Server, reader: Open
) -> None:
    dataset = load()
    camp = next(one for one in dataset.camps if one.id == "camp-25")
    first = reader(site)
    page = first.visit("/camps?lang=ko&list=un-coi-2014")
    page.get_by_role("radio", name=camp.within("name", Language.KO)).check(force=True)
    page.wait_for_url("**camp=camp-25**")
    first.settled()
    card = page.locator(".card").inner_text()
    link = page.url.removeprefix(site.url)
    assert choices(link) == {"lang": ["ko"], "list": ["un-coi-2014"], "camp": ["camp-25"]}
    assert reader(cold).visit(link).locator(".card").inner_text() == card


def test_changing_the_language_keeps_what_was_chosen(site: Server, reader: Open) -> None:
    window = reader(site)
    page = window.visit("/camps?camp=camp-15")
    page.get_by_text("한국어", exact=True).click()
    page.wait_for_url("**lang=ko**")
    window.settled()
    assert choices(page.url) == {"lang": ["ko"], "camp": ["camp-15"]}
    expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_a_link_to_another_page_keeps_the_language_and_leaves_the_choices_behind(
    site: Server, reader: Open
) -> None:
    window = reader(site)
    page = window.visit("/camps?lang=ko&camp=camp-15")
    page.locator('.st-key-masthead a[href*="claims"]').click()
    page.wait_for_url("**/claims?lang=ko")
    window.settled()
    assert page.locator(".claim").count() == len(load().claims)


def test_back_shows_the_view_its_address_names(site: Server, reader: Open) -> None:
    window = reader(site)
    page = window.visit("/claims?assessment=contested")
    contested = page.locator(".claim").count()
    page.get_by_role("button", name="Opinion").first.click()
    page.wait_for_url("**assessment=opinion**")
    window.settled()
    page.go_back()
    expect(page.locator(".claim")).to_have_count(contested)
    assert choices(page.url)["assessment"] == ["contested"]


@pytest.mark.parametrize(
    "address",
    [
        "/camps?list=nobody&camp=%3Cscript%3E",
        "/estimates?years=abc&origins=&scope=x",
        "/summits?years=2050-1800&event=none&people=%00",
        "/data?table=passwd&rows-page=99",
        "/claims?words=%27%22%3Cimg+src%3Dx%3E&topic=-1",
        "/?lang=xx",
    ],
)
def test_an_address_that_means_nothing_shows_the_published_view(
    address: str, site: Server, reader: Open
) -> None:
    window = reader(site)
    page = window.visit(address)
    assert page.locator(".stException, [data-testid=stException]").count() == 0
    assert page.locator("h1").count() == 1
    assert window.complaints == []

"""Every page as a reader meets it who follows a link to it."""

from playwright.sync_api import expect

from browser.conftest import Open, Place, Server


def test_a_deep_link_opens_its_page_on_a_cold_server(
    place: Place, cold: Server, reader: Open
) -> None:
    window = reader(cold)
    page = window.visit(place.address)
    assert page.evaluate("document.documentElement.lang") == place.language
    assert page.locator("h1").count() == 1
    expect(page.locator('[aria-current="page"]').first).to_be_attached()
    assert page.locator(".stException, [data-testid=stException]").count() == 0
    assert window.complaints == []

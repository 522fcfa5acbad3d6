"""The addresses this server answers to: how they are written, and which a request may name."""

import pytest

from story.surfaces.hosts import AddressError, Hosts, public_address


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""), ("https://Story.Example", "https://story.example/"),
        ("https://story.example:443/", "https://story.example/"),
        ("http://story.example:8080", "http://story.example:8080/"),
        ("https://수용소.example/", "https://xn--9l4b1j10j.example/"),
        ("http://[::1]:8501", "http://[::1]:8501/"),
    ],
)  # fmt: skip
def test_the_public_address_is_written_in_one_way(
    given: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORY_URL", given)
    assert public_address() == address


@pytest.mark.parametrize(
    "given",
    [
        "story.example", "//story.example", "ftp://story.example", "https://",
        "javascript:alert(1)",
        "https://a@story.example", "https://story.example/story", "https://story.example/?a",
        "https://story.example/#a", "https://story.example:port/", "https://story.example:99999/",
    ],
)  # fmt: skip
def test_what_is_no_root_of_a_host_is_no_public_address(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORY_URL", given)
    with pytest.raises(AddressError, match="STORY_URL"):
        public_address()


def test_where_every_address_is_bound_the_one_that_was_come_to_counts() -> None:
    hosts = Hosts(bound="0.0.0.0")
    assert hosts.host("10.0.0.7:8501", "10.0.0.7")  # a probe of a cluster
    assert hosts.host("10.0.0.7:8501", "::ffff:10.0.0.7")
    assert not hosts.host("10.0.0.8:8501", "10.0.0.7")
    assert not hosts.host("story.example", "10.0.0.7")
    assert Hosts(bound="192.0.2.4").host("192.0.2.4", "192.0.2.4")

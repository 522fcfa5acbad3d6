"""Figures drawn as the reader comes near them: what Streamlit sends of two runs in a row."""

from collections.abc import Sequence
from typing import Any

import pytest
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from test_site import SCRIPT

Path = tuple[int, ...]
ROOTS: tuple[Path, ...] = ((0,), (1,), (2,), (3,))  # the page, its side, its events, its foot


def sent(near: Sequence[str]) -> list[Any]:
    """Return what a visit puts into the page while these figures of chapter 1 are near."""
    messages: list[Any] = []
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.session_state["near-1"] = {"near": list(near)}
    ForwardMsgQueue.on_before_enqueue_msg(messages.append)
    try:
        app.run()
    finally:
        ForwardMsgQueue.on_before_enqueue_msg(None)
    assert not app.exception
    return [one for one in messages if one.HasField("delta")]


def of(fragment: str, messages: Sequence[Any]) -> list[Any]:
    return [one for one in messages if one.delta.fragment_id == fragment]


def passage(held: Sequence[Any], drawn: Sequence[Any]) -> str:
    """Return the one fragment that sends more once its figure is drawn."""
    fragments = {one.delta.fragment_id for one in held if one.delta.fragment_id}
    (found,) = (one for one in fragments if len(of(one, drawn)) > len(of(one, held)))
    return str(found)


def put(message: Any, tree: set[Path]) -> None:
    """Put a part into the page as the browser does, which has no place for it otherwise."""
    path: Path = tuple(message.metadata.delta_path)
    *parent, place = path
    beside = sum(one[:-1] == tuple(parent) for one in tree)
    assert tuple(parent) in tree, f"nothing to put {path} into"
    assert place <= beside, f"no place for {path}: there are {beside}"
    tree.add(path)


@pytest.fixture(scope="module")
def held() -> list[Any]:
    return sent([])


@pytest.fixture(scope="module")
def drawn() -> list[Any]:
    return sent(["chapter-1"])


def test_what_is_left_of_a_run_that_was_overtaken_has_its_place_on_the_page(
    held: list[Any], drawn: list[Any]
) -> None:
    overtaken = passage(held, drawn)
    known = {one.delta.fragment_id for one in held}
    queue = ForwardMsgQueue()
    for one in drawn:
        if one.delta.fragment_id == overtaken or one.delta.fragment_id not in known:
            queue.enqueue(one)
    # As when the passage is run again before anything of it has been sent.
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[overtaken])
    rest = queue.flush()
    assert rest
    assert of(overtaken, rest) == []
    page = set(ROOTS)
    for one in (*held, *rest, *of(overtaken, drawn)):
        put(one, page)


def test_a_figure_that_waits_can_be_stood_on(held: list[Any]) -> None:
    bodies = [one.delta.new_element.html.body for one in held]
    waiting = [one for one in bodies if "data-held=" in one]
    assert waiting
    assert [one for one in waiting if 'tabindex="0" aria-label="' not in one] == []

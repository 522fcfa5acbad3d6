"""A page's choices live in its address, by code, so that a copied link shows exactly this view.

Streamlit can bind a widget to the address itself, but it then writes the label a reader sees
(`?camp=15호`), which a page in the other language cannot read back. So choices are written here,
once, by the codes of the data. Defaults are left out of the address.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from story.surfaces.pages import EDITION

T = TypeVar("T")
LONGEST = 200  # characters looked for
MARKS = re.compile(r"([\\`*_\[\]<>$:~&#|!@^]|(?<=www)\.|^[-+]|(?<=^\d)\.)")
WIDTH = 460  # pixels; a line of input needs no more


def pick(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str | None,
    *,
    style: str = "selectbox",
) -> str | None:
    """Let the reader choose one code of `options` (code -> words); `style` names the widget.

    `selectbox`, `radio` (a list) or `segments`. Returns the code, None where none is chosen.
    """
    codes = list(options)
    named = _seed(name, lambda given: next((item for item in given if item in options), default))
    first = named if named in options else default
    _forget(name, lambda code: code in options)
    common: dict[str, Any] = {"format_func": options.__getitem__, "key": _key(name)}
    index = codes.index(first) if first is not None else None
    match style:
        case "radio":
            shown = {**common, "format_func": lambda code: as_text(options[code])}
            chosen = st.radio(label, codes, index=index, **shown)
        case "segments":
            chosen = st.segmented_control(
                label, codes, default=first, required=True, label_visibility="collapsed", **common
            )
        case _:
            # Only a choice that may be left open can be cleared.
            chosen = st.selectbox(
                label, codes, index=index, required=default is not None, width=WIDTH, **common
            )
    return _written(name, chosen, default, lambda code: [code] if code else [""])


def picks(
    name: str,
    label: str,
    options: Mapping[str, str],
    default: Sequence[str] = (),
    *,
    offered: Collection[str] | None = None,
    in_order: bool = False,
) -> tuple[str, ...]:
    """Let the reader choose several codes of `options`; returns them in the options' order.

    With `in_order` they come in the order chosen. An address may part them by commas. Of more
    options than can be looked over, only those `offered` are, and those chosen already.
    """
    first = _seed(name, lambda given: _parted(given, options) or list(default))
    _forget(name, lambda codes: set(codes) <= set(options))
    if in_order:
        picked = st.multiselect(
            label, list(options), format_func=options.__getitem__, default=first, key=_key(name),
            placeholder="",
        )  # fmt: skip
        return _written(name, tuple(picked), tuple(default), lambda codes: [",".join(codes)])
    shown = options if offered is None else {*offered, *st.session_state.get(_key(name), first)}
    chosen = st.pills(
        label,
        [option for option in options if option in shown],
        format_func=lambda code: as_text(options[code]),
        selection_mode="multi",
        default=[entry for entry in first if entry in options],
        key=_key(name),
    )
    ordered = tuple(each for each in options if each in chosen)
    return _written(name, ordered, tuple(default), lambda codes: list(codes) or [""])


def _parted(given: Sequence[str], options: Mapping[str, str]) -> list[str]:
    """Return the codes of an address, each once, whether repeated or parted by commas."""
    parts = [part.strip() for item in given for part in item.split(",")]
    return [part for part in dict.fromkeys(parts) if part in options]


def text(name: str, label: str, most: int) -> str:
    """Let the reader type a line of their own, which the address never fills in or keeps."""
    typed = st.text_input(label, key=_key(name), max_chars=most, width=WIDTH)
    return (typed or "").strip()


def switch(name: str, label: str, *, default: bool = False) -> bool:
    """Let the reader turn something on or off."""
    first = _seed(name, lambda given: given[-1] == "yes" if given else default)
    chosen = st.toggle(label, value=first, key=_key(name))
    return _written(name, chosen, default, lambda on: ["yes" if on else "no"])


def words(name: str, label: str, found: Callable[[str], bool]) -> str:
    """Let the reader type words to look for; `found` tells whether anything here holds them.

    Of an address only words that are found are taken: anybody can write a sentence into a link,
    and it would stand on our page.
    """

    def read(given: Sequence[str]) -> str:
        asked = given[-1][:LONGEST].strip() if given else ""
        return asked if asked and found(asked) else ""

    first = _seed(name, read)
    typed = st.text_input(label, value=first, key=_key(name), max_chars=LONGEST, width=WIDTH)
    return _written(name, (typed or "").strip(), "", lambda text: [text])


def years(name: str, label: str, first: int, last: int) -> tuple[int, int]:
    """Let the reader choose a span of years within `first` and `last`, both included."""

    def read(given: Sequence[str]) -> tuple[int, int]:
        parts = given[-1].split("-") if given else []
        if len(parts) == 2 and all(part.isdecimal() for part in parts):
            low, high = sorted(min(max(int(part), first), last) for part in parts)
            return low, high
        return first, last

    chosen = st.slider(label, first, last, value=_seed(name, read), key=_key(name), format="%d")
    return _written(name, chosen, (first, last), lambda span: [f"{span[0]}-{span[1]}"])


def named(name: str) -> str:
    """Return what the reader has chosen or the address names, before it is known to be a code."""
    return str(st.session_state.get(_key(name), st.query_params.get(name)) or "")


def chosen() -> list[tuple[str, str]]:
    """Return the choices of this view, by name and code, in the address's order.

    Whatever else an address holds is nobody's choice, and goes into no link of ours.
    """
    named = {"lang", *(_bare(key) for key in st.session_state.get("seeds", ()))}
    found = [
        (name, item) for name in st.query_params if name in named
        for item in st.query_params.get_all(name)
    ]  # fmt: skip
    edition = str(st.query_params.get("edition", ""))
    return [*found, ("edition", edition)] if EDITION.fullmatch(edition) else found


def _bare(key: str) -> str:
    return key.rpartition(":")[2]


def choose(name: str, value: str) -> None:
    """Set a choice from elsewhere, such as a click on a plot; call it in a callback only."""
    st.session_state[_key(name)] = value


def as_text(words: str) -> str:
    """Return words so that a widget that reads Markdown shows them as they are.

    Streamlit reads the options of radios, pills and segments as Markdown; those of lists it does
    not. Without this, text of the tables could set links, formulas and colours.
    """
    return MARKS.sub(r"\\\1", words)


def enter(page: str) -> bool:
    """Note which page is shown; its choices are read from the address when it is entered.

    Returns whether it is entered now, and was not shown before.
    """
    if st.session_state.get("page") == page:
        return False
    st.session_state["page"] = page
    st.session_state["seeds"] = {}
    return True


def _key(name: str) -> str:
    # Widgets of one name on two pages must not share their state.
    return name if name == "lang" else f"{st.session_state.get('page', '')}:{name}"


def _seed(name: str, read: Callable[[Sequence[str]], T]) -> T:
    """Return what the address said of a choice when the page was entered.

    It is given to the widget as its default and stays the same from run to run. Setting the
    widget's state instead loses it when a first run is cut short by a second.
    """
    seeds = st.session_state.setdefault("seeds", {})
    key = _key(name)
    if key not in seeds:
        seeds[key] = read(st.query_params.get_all(name))
    found: T = seeds[key]
    return found


def _forget(name: str, fits: Callable[[Any], bool]) -> None:
    """Drop a choice that other choices have since taken off the list."""
    key = _key(name)
    if key in st.session_state and st.session_state[key] and not fits(st.session_state[key]):
        del st.session_state[key]


def _written(name: str, value: T, default: T, write: Callable[[T], list[str]]) -> T:
    given = st.query_params.get_all(name)
    wanted = [] if value == default else write(value)
    if given != wanted:
        if wanted:
            st.query_params[name] = wanted
        else:
            del st.query_params[name]
    return value

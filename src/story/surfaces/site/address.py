"""A page's choices live in its address, by code, so that a copied link shows exactly this view.

Streamlit can bind a widget to the address itself, but it then writes the label a reader sees
(`?camp=15호`), which a page in the other language cannot read back. So choices are written here,
once, by the codes of the data. Defaults are left out of the address.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

import streamlit as st

T = TypeVar("T")
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
    _seed(name, lambda given: next((one for one in given if one in options), default))
    key, codes = _key(name), list(options)
    # The list of options may have changed since the choice was made.
    if st.session_state[key] not in options:
        st.session_state[key] = default
    match style:
        case "radio":
            chosen = st.radio(label, codes, format_func=options.__getitem__, key=key, index=None)
        case "segments":
            chosen = st.segmented_control(
                label,
                codes,
                format_func=options.__getitem__,
                key=key,
                required=True,
                label_visibility="collapsed",
            )
        case _:
            # Only a choice that may be left open can be cleared.
            first = None if default is None else 0
            chosen = st.selectbox(
                label, codes, format_func=options.__getitem__, key=key, index=first
            )
    return _written(name, chosen, default, lambda code: [code] if code else [""])


def picks(
    name: str, label: str, options: Mapping[str, str], default: Sequence[str] = ()
) -> tuple[str, ...]:
    """Let the reader choose several codes of `options`; returns them in the options' order."""
    _seed(name, lambda given: [one for one in options if one in given] if given else list(default))
    st.session_state[_key(name)] = [one for one in st.session_state[_key(name)] if one in options]
    chosen = st.pills(
        label,
        list(options),
        format_func=options.__getitem__,
        selection_mode="multi",
        key=_key(name),
    )
    ordered = tuple(one for one in options if one in chosen)
    return _written(name, ordered, tuple(default), lambda codes: list(codes) or [""])


def switch(name: str, label: str, *, default: bool = False) -> bool:
    """Let the reader turn something on or off."""
    _seed(name, lambda given: given[-1] == "yes" if given else default)
    chosen = st.toggle(label, key=_key(name))
    return _written(name, chosen, default, lambda on: ["yes" if on else "no"])


def words(name: str, label: str, placeholder: str = "") -> str:
    """Let the reader type words to look for."""
    _seed(name, lambda given: given[-1][:200] if given else "")
    typed = st.text_input(
        label, key=_key(name), placeholder=placeholder, max_chars=200, width=WIDTH
    )
    return _written(name, (typed or "").strip(), "", lambda text: [text])


def years(name: str, label: str, first: int, last: int) -> tuple[int, int]:
    """Let the reader choose a span of years within `first` and `last`, both included."""

    def read(given: Sequence[str]) -> tuple[int, int]:
        parts = given[-1].split("-") if given else []
        if len(parts) == 2 and all(part.isdigit() for part in parts):
            low, high = sorted(int(part) for part in parts)
            return min(max(low, first), last), max(min(high, last), first)
        return first, last

    _seed(name, read)
    # The state set above makes it a slider with two ends.
    ends: object = st.slider(label, first, last, key=_key(name), format="%d")
    chosen = cast(tuple[int, int], ends)
    return _written(name, chosen, (first, last), lambda span: [f"{span[0]}-{span[1]}"])


def choose(name: str, value: str) -> None:
    """Set a choice from elsewhere, such as a click on a plot; call it in a callback only."""
    st.session_state[_key(name)] = value


def kept(*, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return the choices now in the address, for a link that keeps them."""
    return {n: st.query_params.get_all(n) for n in st.query_params if n not in without}


def _key(name: str) -> str:
    # Widgets of one name on two pages must not share their state.
    return name if name == "lang" else f"{st.session_state.get('page', '')}:{name}"


def _seed(name: str, read: Callable[[Sequence[str]], T]) -> None:
    """Take the choice from the address the first time this page is shown in a session."""
    if _key(name) not in st.session_state:
        st.session_state[_key(name)] = read(st.query_params.get_all(name))


def _written(name: str, value: T, default: T, write: Callable[[T], list[str]]) -> T:
    given = st.query_params.get_all(name)
    wanted = [] if value == default else write(value)
    if given != wanted:
        if wanted:
            st.query_params[name] = wanted
        else:
            del st.query_params[name]
    return value

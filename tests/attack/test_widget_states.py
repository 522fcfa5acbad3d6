"""What a stranger sends as the state of a widget costs that stranger's page, and nobody else's."""

import json
from urllib.parse import urlsplit

import pytest
from bench.visitor import Run, Visitor, identity
from streamlit.proto.Common_pb2 import DoubleArray, SInt64Array, StringArray, StringTriggerValue
from streamlit.proto.WidgetStates_pb2 import WidgetState

from apart import run_apart
from attack.conftest import Attacked
from attack.wire import ask
from story.surfaces.script_health import pulse
from story.surfaces.site import frame

SENTENCE = "The UN found these figures to be invented"
CRAFTED: tuple[dict[str, object], ...] = (
    {"json_value": SENTENCE}, {"json_value": "1"}, {"json_value": "[" * 5000},
    {"json_value": json.dumps({SENTENCE: [SENTENCE]})}, {"json_trigger_value": "{}"},
    {"int_value": 2**62}, {"double_value": float("nan")}, {"string_value": SENTENCE},
    {"bytes_value": SENTENCE.encode()}, {"trigger_value": True},
    {"int_array_value": SInt64Array(data=[-1])},
    {"string_array_value": StringArray(data=[SENTENCE])},
    {"double_array_value": DoubleArray(data=[0.5])},
    {"string_trigger_value": StringTriggerValue(data=SENTENCE)},
)  # fmt: skip


def sent(url: str, page: str) -> list[Run]:
    """Send every crafted state to the language and the window of a page; the runs that follow."""

    async def send() -> list[Run]:
        runs = []
        async with Visitor(url, page) as visitor:
            shown = (await visitor.run()).elements
        widgets = {identity(one) for one in shown if identity(one).endswith(("-lang", "-viewport"))}
        assert len(widgets) == 2
        for widget in widgets:
            async with Visitor(url, page) as visitor:
                for value in CRAFTED:
                    state = WidgetState(id=widget, **value)  # type: ignore[arg-type]
                    visitor._states = {widget: state}
                    runs.append(await visitor.run())
        return runs

    return run_apart(send())


@pytest.mark.parametrize("page", ["changes", "estimates"])
def test_no_state_of_a_widget_turns_the_site_red_or_is_said_in_our_voice(
    page: str, attacked: Attacked
) -> None:
    for run in sent(attacked.url, page):
        assert "invented" not in run.texts()
        assert not run.failed
    said = json.loads(ask(attacked.url, "/healthz", host=urlsplit(attacked.url).netloc).body)
    assert (said["script"], said["last_error"]) == ("ok", None)
    log = attacked.log.read_text(encoding="utf-8")
    assert "invented" not in log
    lines = [one for one in log.splitlines() if "Error" in one]
    assert all(one.startswith("{") for one in lines)


@pytest.mark.parametrize(("brought", "well"), [(False, False), (True, True)])
def test_a_page_that_fails_with_nothing_but_its_address_is_said_by_the_health_of_the_site(
    brought: bool, well: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("drawn")

    pulse.cache_clear()
    monkeypatch.setattr(frame, "_show", fail)
    monkeypatch.setattr(frame, "_brought_states", lambda: brought)
    with pytest.raises(ValueError, match="drawn"):
        frame.show()
    assert pulse().well is well
    pulse.cache_clear()

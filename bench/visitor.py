"""A visitor without a browser: Streamlit's own protocol over a real WebSocket.

It does what the browser's side does (keeps the messages it may be asked to show again, sends its
widgets' values back, names the fragment a widget belongs to), draws nothing, and counts.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60.0  # seconds within which a run must end
LARGEST = 64_000_000  # bytes of one message
STREAM = "/_stcore/stream"
Wanted = Callable[[Element], bool]


@dataclass
class Run:
    """One run of a script as the visitor saw it: seconds until it ended, and what was sent."""

    seconds: float = 0.0
    first: float = 0.0
    received: int = 0
    messages: int = 0
    elements: list[Element] = field(default_factory=list)

    def texts(self) -> str:
        """Return the HTML and the exceptions shown, to be looked through."""
        return "\n".join(
            one.html.body if one.WhichOneof("type") == "html" else one.exception.message
            for one in self.elements
        )

    @property
    def failed(self) -> bool:
        """Whether the page shows an exception."""
        return any(one.WhichOneof("type") == "exception" for one in self.elements)


@dataclass
class Visitor:
    """A visitor to one page of a site; an asynchronous context."""

    origin: str
    page: str = ""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    session: str = ""

    def __post_init__(self) -> None:
        self._kept: dict[str, ForwardMsg] = {}
        self._states: dict[str, WidgetState] = {}
        self._fragments: dict[str, str] = {}
        self._script = ""
        self._socket: ClientConnection | None = None
        self._shown: list[Element] = []

    async def __aenter__(self) -> Self:
        await self.arrive()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def arrive(self) -> None:
        """Open the socket; a visitor who has been here takes the same session up again."""
        again = ["streamlit", "none", self.session] if self.session else ["streamlit"]
        self._socket = await connect(
            self.origin.replace("http", "ws", 1) + STREAM,
            additional_headers=self.headers,
            subprotocols=again,
            max_size=LARGEST,
            compression=None,
            open_timeout=PATIENCE,
            proxy=None,
        )

    async def leave(self) -> None:
        """Close the socket."""
        if self._socket:
            await self._socket.close()

    async def run(self) -> Run:
        """Run the page's script as a whole."""
        return await self._ran("")

    async def change(self, wanted: Wanted, **value: object) -> Run:
        """Give the first widget that is `wanted` a value and return the run that follows.

        `value`: one field of WidgetState. Raises LookupError where no widget is wanted.
        """
        element = next((one for one in self._shown if wanted(one)), None)
        if element is None:
            raise LookupError("no such widget on this page")
        widget = identity(element)
        self._states[widget] = WidgetState(id=widget, **value)  # type: ignore[arg-type]
        return await self._ran(self._fragments.get(widget, ""))

    async def _ran(self, fragment: str) -> Run:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_name = "" if self._script else self.page
        state.page_script_hash = self._script
        state.fragment_id = fragment
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.url = f"{self.origin}/{self.page}"
        state.context_info.timezone = "UTC"
        state.context_info.locale = "en-GB"
        state.context_info.color_scheme = "light"
        started = time.perf_counter()
        await self._open.send(message.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                run = await self._read(started)
        except TimeoutError:
            raise TimeoutError(f"a run did not end within {PATIENCE:.0f} seconds") from None
        run.seconds = time.perf_counter() - started
        return run

    async def _read(self, started: float) -> Run:
        run = Run()
        async for raw in self._open:
            run.messages += 1
            run.received += len(raw)
            run.first = run.first or time.perf_counter() - started
            if self._noted(ForwardMsg.FromString(raw), run):  # type: ignore[arg-type]
                self._shown = run.elements
                return run
        raise ConnectionError("the server closed the socket during a run")

    def _noted(self, message: ForwardMsg, run: Run) -> bool:
        """Note what a message says; whether the run is over."""
        if message.WhichOneof("type") == "ref_hash":
            message = self._kept[message.ref_hash]
        if message.metadata.cacheable:
            self._kept[message.hash] = message
        match message.WhichOneof("type"):
            case "new_session":
                self._script = message.new_session.page_script_hash
                self.session = message.new_session.initialize.session_id
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                run.elements.append(element)
                self._fragments[identity(element)] = message.delta.fragment_id
            case "script_finished":
                return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    @property
    def _open(self) -> ClientConnection:
        if self._socket is None:
            raise ConnectionError("this visitor has not arrived")
        return self._socket


def identity(element: Element) -> str:
    """Return the id of a widget, blank for an element that is none."""
    shown = getattr(element, element.WhichOneof("type") or "empty")
    return str(getattr(shown, "id", ""))


def labelled(kind: str, label: str = "") -> Wanted:
    """Return whether an element is of this kind (a field of Element) and label."""

    def wanted(element: Element) -> bool:
        if element.WhichOneof("type") != kind:
            return False
        return label in getattr(getattr(element, kind), "label", "")

    return wanted

"""Three engines behind one window: Chromium by Playwright, Firefox by BiDi, WebKit by WebDriver.

Playwright drives only builds of its own of the other two, which no distribution packages. The
system's Firefox speaks WebDriver BiDi itself, WebKit's driver classic WebDriver.
"""

import base64
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest
from deploy.replicas import free_port
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from websockets.sync.client import ClientConnection, connect

ENGINES = ("chromium", "firefox", "webkit")
PACKAGES = {"firefox": "firefox-esr", "webkit": "webkit2gtk-driver xvfb"}
# Keys as WebDriver writes them, by the name that Playwright gives them.
KEYS = {
    "Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
}  # fmt: skip
PATIENCE = 30  # seconds an engine may take to answer
# WebKit's small browser shows a bar, which without this is wider than a phone; who sits before it
# wants no motion.
GTK = {
    "gtk.css": "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }",
    "settings.ini": "[Settings]\ngtk-enable-animations=false\n",
}


class Refused(Exception):  # noqa: N818 - it names what was done
    """An engine did not do what it was asked, as while it goes from one page to the next."""


class Window(Protocol):
    """A window of an engine; `complaints` are the errors its console was given, if it `tells`."""

    complaints: list[str]
    tells: bool

    def go(self, url: str) -> None:
        """Open an address and wait until it has loaded."""

    def run(self, function: str) -> Any:
        """Return what a JavaScript function of no argument returns or resolves to, as JSON can."""

    def press(self, key: str) -> None:
        """Press and release a key, named as in `KEYS`, or a letter."""

    def click(self, across: float, down: float) -> None:
        """Click at a place of the window, in CSS pixels."""

    def resize(self, width: int, height: int) -> None:
        """Give the page this much room, in CSS pixels; WebKit's bar takes some of the height."""

    def back(self) -> None:
        """Go back in the history."""

    def picture(self) -> bytes:
        """Return what is seen, as PNG."""


def keys(key: str) -> dict[str, Any]:
    """Return the actions of a keyboard that press one key."""
    value = KEYS.get(key, key)
    presses = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
    return {"type": "key", "id": "keyboard", "actions": presses}


def mouse(across: float, down: float) -> dict[str, Any]:
    """Return the actions of a mouse that click at a place of the window."""
    move = {"type": "pointerMove", "x": round(across), "y": round(down), "origin": "viewport"}
    clicks = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
    return {"type": "pointer", "id": "mouse", "actions": [move, *clicks]}


@dataclass
class Chromium:
    """A window of Chromium."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    tells: bool = True

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, said: str) -> None:
        self.complaints.append(said)

    def go(self, url: str) -> None:
        self.page.goto(url)

    def run(self, function: str) -> Any:
        return self.page.evaluate(function)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def click(self, across: float, down: float) -> None:
        self.page.mouse.click(across, down)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def back(self) -> None:
        self.page.go_back()

    def picture(self) -> bytes:
        return self.page.screenshot()


class Firefox:
    """The window of a Firefox that listens for WebDriver BiDi."""

    def __init__(self, socket: ClientConnection) -> None:
        self.complaints: list[str] = []
        self.tells = True
        self._socket = socket
        self._asked = 0
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        tree = self._ask("browsingContext.getTree")
        self._context = {"context": tree["contexts"][0]["context"]}

    def _ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv(timeout=PATIENCE))
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.complaints.append(said["params"]["text"])
            if said.get("id") == self._asked:
                if said["type"] != "success":
                    raise Refused(f"{method}: {said}")
                return said["result"]

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", **self._context, url=url, wait="complete")

    def run(self, function: str) -> Any:
        said = self._ask(
            "script.evaluate", target=self._context, awaitPromise=True,
            expression=f"Promise.resolve(({function})()).then((value) => JSON.stringify(value))",
        )  # fmt: skip
        if said["type"] != "success":
            raise Refused(said)
        return json.loads(said["result"].get("value", "null"))

    def press(self, key: str) -> None:
        self._ask("input.performActions", **self._context, actions=[keys(key)])

    def click(self, across: float, down: float) -> None:
        self._ask("input.performActions", **self._context, actions=[mouse(across, down)])

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._ask("browsingContext.setViewport", **self._context, viewport=viewport)

    def back(self) -> None:
        self._ask("browsingContext.traverseHistory", **self._context, delta=-1)

    def picture(self) -> bytes:
        return base64.b64decode(
            self._ask("browsingContext.captureScreenshot", **self._context)["data"]
        )


class WebKit:
    """The window of a WebKit behind its driver, which tells nothing of the console."""

    def __init__(self, driver: str, binary: str) -> None:
        self.complaints: list[str] = []
        self.tells = False
        self._client = httpx.Client(base_url=driver, timeout=PATIENCE, trust_env=False)
        options = {"binary": binary, "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        self._path = ""
        said = self._ask("session", capabilities={"alwaysMatch": wanted})
        self._path = f"session/{said['sessionId']}/"

    def _ask(self, what: str, **given: Any) -> Any:
        answer = self._client.post(f"/{self._path}{what}", json=given).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise Refused(f"{what}: {answer}")
        return answer

    def go(self, url: str) -> None:
        self._ask("url", url=url)

    def run(self, function: str) -> Any:
        script = f"""const done = arguments[0];
          Promise.resolve(({function})()).then((value) => done(JSON.stringify(value)));"""
        said = self._ask("execute/async", script=script, args=[])
        return json.loads(said) if said else None

    def press(self, key: str) -> None:
        self._ask("actions", actions=[keys(key)])

    def click(self, across: float, down: float) -> None:
        self._ask("actions", actions=[mouse(across, down)])

    def resize(self, width: int, height: int) -> None:
        self._ask("window/rect", width=width, height=height)

    def back(self) -> None:
        self._ask("back")

    def picture(self) -> bytes:
        answer = self._client.get(f"/{self._path}screenshot").json()
        return base64.b64decode(answer["value"])

    def close(self) -> None:
        """End the session, and the browser with it."""
        self._client.delete(f"/{self._path}".rstrip("/"))


def installed(engine: str, *names: str) -> str:
    """Return the command of an engine; a run without it fails, and says what to install."""
    found = next((path for name in names if (path := shutil.which(name))), "")
    if not found:
        pytest.fail(f"The tests need {engine}: apt-get install {PACKAGES[engine]}")
    return found


@contextmanager
def running(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Run a command while the block lasts."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, text=True, **options) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Open Firefox with a new profile in `folder`; it asks nobody for anything."""
    preferences = {
        "ui.prefersReducedMotion": 1,
        "app.update.enabled": False,
        "browser.safebrowsing.malware.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "services.settings.server": "",
    }
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences.items()]
    folder.joinpath("user.js").write_text("\n".join(lines))
    command = [
        installed("firefox", "firefox-esr", "firefox"), "--headless", "--no-remote",
        "--profile", str(folder), f"--remote-debugging-port={free_port()}",
    ]  # fmt: skip
    with running(command, stderr=subprocess.PIPE) as process:
        for line in process.stderr or ():
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                break
        else:
            pytest.fail("Firefox ended before it listened")
        with connect(f"{found[1]}/session", max_size=None) as socket:
            yield Firefox(socket)


@contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """Open WebKit's small browser, with its settings in `folder`, on a screen of its own."""
    settings = folder / "gtk-3.0"
    settings.mkdir()
    for name, text in GTK.items():
        settings.joinpath(name).write_text(text)
    read, write = os.pipe()
    screen = [installed("webkit", "Xvfb"), "-displayfd", str(write), "-screen", "0"]
    driver, port = installed("webkit", "WebKitWebDriver"), free_port()
    (browser,) = Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")
    with (
        running([*screen, "2000x1400x24"], stderr=subprocess.DEVNULL, pass_fds=[write]),
        os.fdopen(read) as told,
    ):
        os.close(write)
        environment = {
            **os.environ, "DISPLAY": f":{told.readline().strip()}", "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1", "XDG_CONFIG_HOME": str(folder),
        }  # fmt: skip
        with running([driver, f"--port={port}"], stderr=subprocess.DEVNULL, env=environment):
            while True:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/status", trust_env=False)
                    break
                except httpx.ConnectError:
                    time.sleep(0.02)
            window = WebKit(f"http://127.0.0.1:{port}", str(browser))
            yield window
            window.close()


def until(window: Window, function: str, patience: int = PATIENCE) -> Any:
    """Return what a JavaScript function returns, as soon as it returns anything that counts."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        # While it goes from page to page, a window has none to ask.
        with suppress(Refused, PlaywrightError):
            if found := window.run(function):
                return found
        time.sleep(0.02)
    raise AssertionError(f"never: {function}")

"""A running site to attack, with every name it looks up and every connection written down."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bench.servers import story
from deploy.replicas import free_port, proxy, until

HERE = Path(__file__).parent
PUBLIC = "story.example.org"
EDITION = "0123456789ab"  # kept, in the folder of the edition that stands for one


@dataclass(frozen=True)
class Attacked:
    """A server under attack: its address, its log, and what it asked the network."""

    url: str
    log: Path
    intercepted: Path
    edition: Path


def paper(folder: Path) -> Path:
    """Write what stands for an edition printed for the site."""
    html = "<!doctype html><title>{}</title><style>p{{}}</style><script>1</script><p>{}"
    names = (
        "index.html", "404.html", "en/index.html", "ko/index.html", "en/camps.html",
        "ko/camps.html", "en/embed/camps.html", "en/embed/step-2.3.html", "en/changes.atom",
        f"editions/{EDITION}/en/index.html", f"editions/{EDITION}/en/embed/camps.html",
        "data/claims.csv", "data/figures/camps.en.csv", "assets/mark.svg", "sw.js",
        "shells/overview.en.json", ".story-build", "_headers",
    )  # fmt: skip
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html.format(name, name) if name.endswith("html") else f"paper {name}\n")
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    return folder


@pytest.fixture(scope="session")
def edition() -> Iterator[Path]:
    """The folder of the edition; the proxy's own user may read it."""
    with tempfile.TemporaryDirectory(prefix="story-attacked-") as name:
        yield paper(Path(name))


@pytest.fixture(scope="session")
def attacked(edition: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """The site at its public address, without a desk, behind nothing."""
    intercepted = tmp_path_factory.mktemp("intercepted") / "asked"
    intercepted.touch()
    given = {
        "PYTHONPATH": os.pathsep.join(
            [str(HERE / "intercepted"), *filter(None, [os.environ.get("PYTHONPATH")])]
        ),
        "STORY_INTERCEPTED": str(intercepted),
        "STORY_EDITION": str(edition),
        "STORY_URL": f"https://{PUBLIC}/",
        "STORY_WARM": "none",
    }
    with story(**given) as server:
        yield Attacked(server.url, server.log, intercepted, edition)


@pytest.fixture(scope="session")
def behind(attacked: Attacked) -> Iterator[str]:
    """The same behind the shipped proxy; the proxy's address."""
    port = int(attacked.url.rpartition(":")[2])
    listen = free_port()
    with proxy(listen, [port], attacked.edition):
        until(f"http://127.0.0.1:{listen}/edition/en/index.html")
        yield f"http://127.0.0.1:{listen}"


@pytest.fixture(scope="session")
def down(attacked: Attacked) -> Iterator[str]:
    """The shipped proxy with no replica behind it."""
    listen = free_port()
    with proxy(listen, [free_port()], attacked.edition):
        until(f"http://127.0.0.1:{listen}/edition/en/index.html")
        yield f"http://127.0.0.1:{listen}"

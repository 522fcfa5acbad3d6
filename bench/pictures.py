"""Every figure beside an earlier commit's: `python -m bench.pictures COMMIT` writes a page.

Both commits serve the same views: each figure on a page and on a phone, in both languages and
themes. The page, `build/pictures/index.html`, has them in pairs, and says how many pixels have
nothing alike within two pixels; those without any are not shown.
"""

import argparse
import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import product
from pathlib import Path
from urllib.request import urlopen

import numpy as np
from PIL import Image

from bench.servers import ROOT, serving, streamlit
from story.figures import NAMES

OUT = ROOT / "build" / "pictures"
NEAR = 2  # pixels
ALIKE = 40  # of 255


def main() -> None:
    """Write the page and say what differs."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("commit")
    given = asked.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    now = dict(pictures(ROOT))
    with tempfile.TemporaryDirectory() as place:
        earlier = Path(place) / "earlier"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run((*git, "add", "-q", str(earlier), given.commit), check=True)
        try:
            then = dict(pictures(earlier))
        finally:
            subprocess.run((*git, "remove", "--force", str(earlier)), check=True)
    rows = []
    for name, picture in now.items():
        differ = _differ(then[name], picture) if name in then else -1
        said = f"{differ:,} pixels" if differ >= 0 else "new"
        print(f"| {name} | {said} |")
        if differ:
            for side, content in (("then", then.get(name)), ("now", picture)):
                if content:
                    (OUT / f"{name}.{side}.png").write_bytes(content)
            images = "".join(f'<img src="{escape(name)}.{side}.png">' for side in ("then", "now"))
            rows.append(f"<h2>{escape(name)}: {said}</h2><p>{images}</p>")
    (OUT / "index.html").write_text("\n".join(rows), "utf-8")


def pictures(
    tree: Path,
    languages: Sequence[str] = ("en", "ko"),
    themes: Sequence[str] = ("light", "dark"),
) -> Iterator[tuple[str, bytes]]:
    """Yield each figure as a tree's site draws it on a page and a phone, PNG by its view's name."""
    environment = {"STORY_PRESS": "off", "STORY_WARM": "none", "PYTHONPATH": str(tree / "src")}
    with serving(partial(streamlit, tree / "app.py"), tree, environment) as server:
        choices = product(NAMES, ("page", "phone"), languages, themes)
        for figure, sheet, language, theme in choices:
            address = f"/picture/{figure}.png?sheet={sheet}&lang={language}&theme={theme}"
            try:
                with urlopen(server.url + address) as answer:
                    yield f"{figure}-{sheet}-{language}-{theme}", answer.read()
            except OSError:
                continue  # a figure that the earlier commit has not


def _differ(then: bytes, now: bytes) -> int:
    """Return how many pixels have none like them within two pixels of the other picture."""
    first, second = (
        np.asarray(Image.open(io.BytesIO(part)).convert("L"), int) for part in (then, now)
    )
    high, wide = (max(sides) for sides in zip(first.shape, second.shape, strict=True))
    first, second = (
        np.pad(part, ((0, high - part.shape[0]), (0, wide - part.shape[1])), constant_values=255)
        for part in (first, second)
    )
    return int((_unlike(first, second) | _unlike(second, first)).sum())


def _unlike(picture: "np.ndarray", other: "np.ndarray") -> "np.ndarray":
    lowest, highest = other.copy(), other.copy()
    edged = np.pad(other, 2 * NEAR, mode="edge")
    for down, right in product(range(4 * NEAR + 1), repeat=2):
        moved = edged[down : down + other.shape[0], right : right + other.shape[1]]
        lowest, highest = np.minimum(lowest, moved), np.maximum(highest, moved)
    return (picture < lowest - ALIKE) | (picture > highest + ALIKE)


if __name__ == "__main__":
    main()

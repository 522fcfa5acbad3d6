"""Write `docs/figures.md`: every figure before and after it was redrawn, and what it said to eyes.

`python scripts/show_figures.py COMMIT`: the figures of an earlier commit, and today's, as a phone
and a page show them; the sentence each should say is its finding. What was answered to the
picture alone, without its finding and its words, stands in `docs/figures-answers.csv`.
"""

import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.pictures import pictures
from bench.servers import ROOT
from PIL import Image

from story.figures import FIGURES, NAMES, figure_function
from story.figures.scene import PAGE
from story.publishing.folder import load
from story.text import Language

DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures" / "figures"
ANSWERS = DOCS / "figures-answers.csv"
SHEETS = {"phone": 390, "page": 1280}
WIDTHS = {"phone": 360, "page": 840}  # pixels of a picture on them
SHADES = 24  # of a picture's palette: drawings of few colours, a tenth of the bytes


def main() -> None:
    """Take the pictures of both commits and write the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        earlier = Path(place) / "earlier"
        git = ("git", "-C", str(ROOT), "worktree")
        subprocess.run((*git, "add", "-q", str(earlier), sys.argv[1]), check=True)
        try:
            _take(earlier, "before")
        finally:
            subprocess.run((*git, "remove", "--force", str(earlier)), check=True)
    _take(ROOT, "after")
    (DOCS / "figures.md").write_text(_page(), encoding="utf-8")


def _take(tree: Path, when: str) -> None:
    for name, content in pictures(tree, ("en",), ("light",)):
        figure, sheet, _, _ = name.rsplit("-", 3)
        small = Image.open(io.BytesIO(content)).convert("RGB")
        small.thumbnail((WIDTHS[sheet], small.height))
        small.quantize(SHADES).save(PICTURES / f"{figure}-{sheet}-{when}.png", optimize=True)


def _page() -> str:
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    dataset = load()
    parts = [
        "# The figures, before and after",
        "Each figure as a phone (390 px) and a page (1280 px) show it: as it was before it was "
        "redrawn, and as it is. Under it stands the sentence it should say without words around "
        "it, and what was answered by those shown the picture alone, without title or caption, "
        "and asked what it says: a language model for each language, as ten strangers were not "
        "to be had. What they found unclear was mended after they had answered.",
    ]
    for name in NAMES:
        parts += [f"## {FIGURES[name].called.en}"]
        for language in Language:
            drawn = figure_function(name)(dataset, language, PAGE)
            parts.append(f"**{drawn.title}**")
            parts += [
                f"- {row['agrees']}: {row['answer']}"
                for row in answers
                if (row["figure"], row["language"]) == (name, language)
            ]
        parts += [_pictures(name, sheet) for sheet in SHEETS]
    return "\n\n".join(parts).replace("\n\n- ", "\n- ") + "\n"


def _pictures(name: str, sheet: str) -> str:
    shown = []
    for when in ("before", "after"):
        file = PICTURES / f"{name}-{sheet}-{when}.png"
        if file.exists():
            said = f"{FIGURES[name].called.en} at {SHEETS[sheet]} px, {when}"
            shown.append(f"![{said}]({file.relative_to(DOCS)})")
    return " ".join(shown)


if __name__ == "__main__":
    main()

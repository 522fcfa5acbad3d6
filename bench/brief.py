"""How long fifteen minutes of slides take to make, in both languages and all three forms.

    .venv/bin/python bench/brief.py

Each form is made twice: with nothing drawn before, and again with what was drawn and printed
kept. Times
are also given as multiples of a yardstick taken beside them: starting Chromium to draw one figure.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from story.figures import figure_function
from story.surfaces.briefing import Deck, chosen, deck
from story.surfaces.briefing.deck import chapter_titles
from story.surfaces.briefing.making import FORMS, made
from story.surfaces.pictures import Pictures
from story.tables import Dataset, load
from story.text import Language


def main() -> None:
    """Print the table."""
    data = load()
    yard = _timed(lambda: _yardstick(data))
    print(f"yardstick: Chromium started, one figure drawn: {yard:.1f} s\n")
    print(f"{'':28}{'slides':>7}{'anew':>9}{'kept':>9}{'kB':>7}{'anew/yard':>11}{'kept/yard':>11}")
    titles = chapter_titles(data)
    totals = [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        for language in Language:
            start = time.perf_counter()
            told = deck(data, chosen(titles, language, length="15"), site="https://example.org")
            spent = time.perf_counter() - start
            totals = [one + spent for one in totals]
            print(f"{f'{language} deck':28}{len(told.slides):>7}{spent:>8.1f}s")
            for form in FORMS:
                anew, kept, size = _form(form, data, told, Path(folder) / form / language)
                totals = [totals[0] + anew, totals[1] + kept]
                print(
                    f"{f'{language} {form}':28}{'':>7}{anew:>8.1f}s{kept:>8.1f}s"
                    f"{size / 1000:>7.0f}{anew / yard:>11.1f}{kept / yard:>11.1f}"
                )
    anew, kept = totals
    ratios = f"{anew / yard:>11.1f}{kept / yard:>11.1f}"
    print(f"{'all':28}{'':>7}{anew:>8.1f}s{kept:>8.1f}s{'':>7}{ratios}")


def _form(form: str, data: Dataset, told: Deck, folder: Path) -> tuple[float, float, int]:
    """Return the seconds taken anew and with pictures kept, and the size in bytes."""
    sizes: list[int] = []
    os.environ["STORY_CACHE"] = str(folder)

    def make() -> None:
        with Pictures(folder) as pictures:
            sizes.append(len(made(form, data, told, pictures)))

    return _timed(make), _timed(make), sizes[-1]


def _yardstick(data: Dataset) -> None:
    figure = figure_function("envoy")(data, Language.EN)
    with tempfile.TemporaryDirectory() as folder, Pictures(Path(folder)) as pictures:
        pictures.svg(figure, width=720)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

"""Streamlit's fonts made smaller: no letter of the story is lost, and no weight."""

import io
from pathlib import Path

import pytest
import streamlit
from fontTools.ttLib import TTFont

from story.surfaces.fonts import reduced

pytestmark = pytest.mark.slow

MEDIA = Path(streamlit.__file__).parent / "static" / "static" / "media"
CHAPTERS = Path(__file__).parents[1] / "src" / "story" / "telling" / "chapters"
(SERIF,) = MEDIA.glob("SourceSerif*-Roman*.woff2")


@pytest.fixture(scope="module")
def whole() -> TTFont:
    return TTFont(SERIF)


@pytest.fixture(scope="module")
def small() -> TTFont:
    return TTFont(io.BytesIO(reduced(SERIF)))


def test_every_letter_of_the_story_that_the_font_had_it_has_still(
    whole: TTFont, small: TTFont
) -> None:
    told = "".join(chapter.read_text(encoding="utf-8") for chapter in CHAPTERS.glob("*.en.md"))
    drawn = {ord(letter) for letter in told} & set(whole.getBestCmap())
    assert len(drawn) > 60
    assert drawn <= set(small.getBestCmap())


def test_the_weights_are_kept_and_one_cut_serves_all_sizes(whole: TTFont, small: TTFont) -> None:
    def axes(font: TTFont) -> dict[str, tuple[float, float]]:
        return {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}

    assert axes(small) == {"wght": axes(whole)["wght"]}


def test_it_is_a_fifth_of_what_it_was() -> None:
    assert len(reduced(SERIF)) < SERIF.stat().st_size / 5

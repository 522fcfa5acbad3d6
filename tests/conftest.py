"""What every test shares: properties are about values; how long one takes is for `bench/`."""

from pathlib import Path

import pytest
from hypothesis import settings

from edition_order import order, quiet
from story.surfaces.edition.build import build

BROWSER = Path(__file__).parent / "browser"

settings.register_profile("story", deadline=None)
settings.load_profile("story")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser; modules that are slow otherwise say so themselves."""
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the edition for the group `edition`, on a machine without a browser."""
    out = tmp_path_factory.mktemp("edition")
    with pytest.MonkeyPatch.context() as here:
        here.setenv("PATH", "")
        here.delenv("STORY_CHROMIUM", raising=False)
        build(order(out), quiet)
    return out

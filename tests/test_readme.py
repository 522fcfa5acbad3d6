"""What the README tells people to type exists and works."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
INLINE = re.findall(r"`([^`\n]+)`", README)


def targets() -> set[str]:
    return set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))


@pytest.mark.parametrize("command", [one for one in (*BLOCKS, *INLINE) if "make " in one])
def test_every_make_command_is_a_target(command: str) -> None:
    named = re.search(r"make ([\w-]+)", command)
    assert named
    assert named[1] in targets()


@pytest.mark.parametrize("command", [one for one in BLOCKS if one.startswith(".venv/bin/")])
def test_every_other_command_runs_and_succeeds(command: str) -> None:
    name, *given = command.split()
    tool = Path(sys.executable).with_name(Path(name).name)
    done = subprocess.run([tool, *given], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_and_picture_is_there(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link).exists()


def test_every_page_of_the_site_is_in_the_table() -> None:
    from story.surfaces.pages import PAGES

    for page in PAGES:
        assert f"| {page.title.en} |" in README

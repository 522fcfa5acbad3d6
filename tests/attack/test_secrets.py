"""No secret is committed or copied into an image: the build's context is a list of what runs."""

import re
import subprocess
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
IGNORES = (".containerignore", ".dockerignore")
# What may lie in a working folder and must stay there.
SECRETS = (
    ".streamlit/secrets.toml", ".env", "id_ed25519", "story.env", "dump.sql", "notes.txt",
    "backup/story.zip", ".aws/credentials", ".git/config", ".venv/bin/python", ".cache/x",
    "build/x", "tests/test_x.py", "bench/x.py", "node_modules/x", "data/.~lock.events.csv#",
    "data/.editions/lock", "data/.editions/staging/x", "src/story/__pycache__/x.pyc",
    "src/story.egg-info/PKG-INFO",
)  # fmt: skip
RUNS = (
    "app.py", "pages/overview.py", "src/story/surfaces/serving/web.py", "data/events.csv",
    "src/story/surfaces/templates/site/table.html", "requirements/runtime.txt", "pyproject.toml",
    ".streamlit/config.toml", "data/geo", "LICENSE",
)  # fmt: skip


def copied(path: str, rules: list[str]) -> bool:
    """Whether `COPY . .` takes a file: the last rule that matches it or a folder above decides."""
    taken = True
    above = [path, *(str(one) for one in PurePosixPath(path).parents if str(one) != ".")]
    for rule in rules:
        pattern = _pattern(rule.removeprefix("!"))
        if any(pattern.fullmatch(one) for one in above):
            taken = rule.startswith("!")
    return taken


def _pattern(rule: str) -> re.Pattern[str]:
    """Return a rule as Docker reads it: from the context's root, `*` within a name."""
    parts = re.split(r"(\*\*/|\*)", rule)
    written = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return re.compile("".join(written.get(one, re.escape(one)) for one in parts))


def rules(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [one for one in lines if one and not one.startswith("#")]


def test_docker_and_podman_are_told_the_same() -> None:
    first, second = ((ROOT / name).read_bytes() for name in IGNORES)
    assert first == second


@pytest.mark.parametrize("secret", SECRETS)
def test_what_must_stay_here_is_not_copied_into_an_image(secret: str) -> None:
    assert not copied(secret, rules(IGNORES[0]))


@pytest.mark.parametrize("file", RUNS)
def test_what_the_site_runs_from_is_copied(file: str) -> None:
    assert (ROOT / file).exists()
    assert copied(file, rules(IGNORES[0]))


def test_every_file_that_is_copied_is_one_that_was_reviewed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    context = {one for one in listed if one and copied(one, rules(IGNORES[0]))}
    known = {"app.py", "pages", "src", "data", "requirements", ".streamlit", "pyproject.toml",
             "README.md", "LICENSE", "CITATION.cff"}  # fmt: skip
    assert {one.split("/")[0] for one in context} == known
    # Every module that the site may load is among them.
    assert {one for one in listed if one.startswith(("src/story/", "pages/"))} <= context


@pytest.mark.parametrize("secret", [".streamlit/secrets.toml", ".env"])
def test_a_secret_is_not_committed_by_adding_everything(secret: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", secret], cwd=ROOT, check=False)
    assert ignored.returncode == 0

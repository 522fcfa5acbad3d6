"""`make test` on a machine that lacks what the tests need: installed, or said what to type."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "install_test_needs"
TOOLS = (
    "npm", "chromium", "firefox-esr", "WebKitWebDriver", "Xvfb", "nginx", "curl", "fc-list",
)  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of commands, which is all that the machine has: everything the tests need."""
    for tool in (*TOOLS, "id"):
        (tmp_path / tool).write_text("#!/bin/bash\necho 1000\n")
    for tool in ("bash", "env", "grep"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    for tool in (*TOOLS, "id"):
        (tmp_path / tool).chmod(0o755)
    return tmp_path


def having(machine: Path, tool: str, script: str) -> None:
    """Give the machine a command that does what the script says."""
    (machine / tool).write_text(f"#!/bin/bash\n{script}\n")
    (machine / tool).chmod(0o755)


def run(machine: Path) -> subprocess.CompletedProcess[str]:
    """Run the script where the machine's commands are all there are."""
    source = SCRIPT.read_text().replace("PATH=$PATH:/usr/sbin:/sbin\n", "")
    (machine / "script").write_text(source)
    return subprocess.run(
        [machine / "bash", machine / "script"], env={"PATH": str(machine)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_machine_with_everything_is_left_alone(machine: Path) -> None:
    done = run(machine)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_who_may_not_install_is_told_the_command_before_any_test(machine: Path) -> None:
    (machine / "chromium").unlink()
    having(machine, "apt-get", "echo must not run; exit 9")
    having(machine, "sudo", "exit 1")
    done = run(machine)
    assert done.returncode == 1
    assert "not on this machine: Chromium." in done.stderr
    assert (
        "sudo apt-get update && sudo apt-get install --no-install-recommends chromium"
        in done.stderr
    )
    assert "must not run" not in done.stdout


def test_root_has_the_packages_installed_that_are_missing_and_no_others(machine: Path) -> None:
    (machine / "nginx").unlink()
    having(machine, "fc-list", "exit 0")  # no font is listed
    having(machine, "id", "echo 0")
    having(machine, "apt-get", f'echo "apt-get $*" >> {machine}/asked')
    done = run(machine)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Installing what the tests need: nginx, a font with Hangul\n"
    update, install = (machine / "asked").read_text().splitlines()
    assert update == "apt-get update -qq"
    assert install.endswith("--no-install-recommends nginx-light fonts-noto-cjk")


def test_a_system_without_apt_is_told_what_is_missing(machine: Path) -> None:
    (machine / "curl").unlink()
    (machine / "nginx").unlink()
    done = run(machine)
    assert done.returncode == 1
    assert "not on this machine: nginx, curl. Install it" in done.stderr

"""What the files under deploy/ name is there: paths, ports, addresses and settings."""

import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from deploy import replicas
from deploy.replicas import configuration

from story.surfaces.serving import web

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNIT = (DEPLOY / "systemd" / "story@.service").read_text()
CONTAINER = (DEPLOY / "Containerfile").read_text()
OBJECTS = {one["kind"]: one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())}
POD = OBJECTS["Deployment"]["spec"]["template"]["spec"]
(STORY,) = POD["containers"]
KUBERNETES = "1.34"
SETTING = re.compile(r"\bSTORY_[A-Z]+(?:_[A-Z]+)*\b")
# The proxy's own, filled in by replicas.py or envsubst, and that of the script.
OF_DEPLOY = {"STORY_LISTEN", "STORY_REPLICAS", "STORY_RUN", "STORY_RESTART"}


def ours() -> set[str]:
    return {one.path for one in web.routes()} | {"/_stcore/health"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", sorted(p.name for p in DEPLOY.rglob("*") if p.is_file()
                                        and "__pycache__" not in p.parts))  # fmt: skip
def test_every_setting_that_is_named_is_read_by_the_code(file: str) -> None:
    (path,) = DEPLOY.rglob(file)
    code = "".join(one.read_text() for one in (ROOT / "src").rglob("*.py"))
    for name in set(SETTING.findall(path.read_text())) - OF_DEPLOY:
        assert f'"{name}"' in code, name


@pytest.mark.parametrize("kind", sorted(OBJECTS))
def test_the_objects_for_kubernetes_are_what_its_schemas_allow(kind: str) -> None:
    kubernetes_validate.validate(OBJECTS[kind], KUBERNETES, strict=True)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("spec.replicas", "three"),
        ("spec.template.spec.containers.0.ports.0.containerPort", "http"),
        ("spec.template.spec.containers.0.securityContext.readOnlyRootFilesistem", True),
    ],
)
def test_what_the_schemas_do_not_allow_would_be_found(path: str, value: object) -> None:
    deployment = deepcopy(OBJECTS["Deployment"])
    *above, last = path.split(".")
    place: Any = deployment
    for one in above:
        place = place[int(one) if one.isdecimal() else one]
    place[last] = value
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, KUBERNETES, strict=True)


def test_a_pod_runs_without_rights_and_cannot_write_to_its_image() -> None:
    assert POD["securityContext"]["runAsNonRoot"]
    assert STORY["securityContext"]["readOnlyRootFilesystem"]
    assert not STORY["securityContext"]["allowPrivilegeEscalation"]
    assert STORY["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert f"USER {POD['securityContext']['runAsUser']}" in CONTAINER


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_probes_ask_addresses_that_are_answered(probe: str) -> None:
    asked = STORY[probe]["httpGet"]
    assert asked["path"] in ours()
    assert asked["port"] in {one["name"] for one in STORY["ports"]}


def test_ports_agree() -> None:
    ports = {one["name"]: str(one["containerPort"]) for one in STORY["ports"]}
    variables = {one["name"]: one.get("value") for one in STORY["env"]}
    assert variables["STORY_METRICS_PORT"] == ports["metrics"]
    assert f"EXPOSE {ports['http']}" in CONTAINER
    assert f'"--server.port", "{ports["http"]}"' in CONTAINER
    (service,) = OBJECTS["Service"]["spec"]["ports"]
    assert service["targetPort"] in ports


def test_what_is_written_to_is_writable() -> None:
    variables = {one["name"]: one.get("value") for one in STORY["env"]}
    mounts = {one["mountPath"] for one in STORY["volumeMounts"]}
    assert str(Path(variables["STORY_CACHE"]).parent) in mounts
    assert {one["name"] for one in STORY["volumeMounts"]} == {one["name"] for one in POD["volumes"]}
    assert "CacheDirectory=story" in UNIT
    assert "STORY_CACHE=/var/cache/story/" in UNIT


def test_a_replica_is_given_the_time_it_takes_to_close() -> None:
    from story.surfaces.serving.shutdown import DRAWING, LEAVING

    (systemd,) = re.findall(r"^TimeoutStopSec=(\d+)$", UNIT, flags=re.MULTILINE)
    (before,) = (int(one) for one in STORY["lifecycle"]["preStop"]["exec"]["command"][1:])
    assert int(systemd) > DRAWING + LEAVING
    assert DRAWING + LEAVING + before < POD["terminationGracePeriodSeconds"]


def test_the_commands_name_files_that_are_there() -> None:
    for copied in re.findall(r"^COPY (\S+) ", CONTAINER, flags=re.MULTILINE):
        assert (ROOT / copied).exists()
    (start,) = re.findall(r"^ExecStart=(.+)$", UNIT, flags=re.MULTILINE)
    assert [one for one in shlex.split(start) if one.endswith(".py")] == ["app.py"]
    assert (ROOT / "app.py").exists()


def test_the_cache_rules_are_those_of_the_proxy(tmp_path: Path) -> None:
    rules = (DEPLOY / "README.md").read_text()
    proxy = configuration("80", [8501], tmp_path, tmp_path)
    for rule in ("public, max-age=31536000, immutable", "public, max-age=3600", "no-cache"):
        assert rule in rules
        assert rule in proxy


def test_a_reader_cannot_send_more_than_a_choice_or_a_table_needs() -> None:
    server: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())[
        "server"
    ]
    proxy = configuration("80", [8501], ROOT, ROOT)
    (body,) = re.findall(r"client_max_body_size (\d+)m;", proxy)
    assert server["maxUploadSize"] <= int(body)
    assert server["maxMessageSize"] == 50  # what uvicorn takes in one message of a WebSocket
    assert server["maxWidgetStateSize"] == 1


def test_replicas_that_are_not_ready_in_time_are_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    @contextmanager
    def nothing(*_: object, **__: object) -> Iterator[None]:
        yield

    monkeypatch.setattr(replicas, "replica", nothing)
    monkeypatch.setattr(replicas, "proxy", nothing)
    monkeypatch.setattr(replicas, "nginx_path", str)
    monkeypatch.setattr(replicas, "WARMING", 0.0)
    monkeypatch.setattr(sys, "argv", ["replicas", "--replicas", "1", "--edition", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"The replica on port \d+ was not ready"):
        replicas.main()

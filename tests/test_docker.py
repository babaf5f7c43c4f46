"""The container files, checked without an engine."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from mockserver.cli.serve import serve
from mockserver.providers import built_in

ROOT = Path(__file__).parent.parent
DOCKER = ROOT / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text()


def words(instruction: str) -> list[str]:
    found = re.findall(rf"^{instruction} (\[.*\])$", DOCKERFILE, re.MULTILINE)
    listed: list[str] = json.loads(found[-1])
    return listed


def test_the_same_entry_command_serves_without_a_container(tmp_path: Path) -> None:
    command = [*words("ENTRYPOINT"), *words("CMD")]
    here = {"0.0.0.0": "127.0.0.1", "/data": str(tmp_path), "mockserver": "mockserver"}
    replaced = [here.get(word, word) for word in command[1:]]

    with subprocess.Popen(
        [sys.executable, "-m", "mockserver", *replaced, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        url = next(line.split()[1] for line in server.stdout if line.startswith("Ready: "))
        health = requests.get(f"{url}/_mock/health", timeout=10).json()
        server.terminate()

    assert health["status"] == "ok"
    assert (tmp_path / "default.sqlite").exists()


def test_what_the_image_copies_is_in_the_build_context() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    sources = {source for line in copied for source in line.split()}

    assert sources == {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / source).exists() for source in sources)


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001"]


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text())["services"]
    return found


def kubernetes() -> dict[tuple[str, str], Any]:
    """The manifests by kind and name."""
    files = ("shards.yaml", "balancer.yaml")
    found = [one for name in files for one in yaml.safe_load_all(read(f"kubernetes/{name}"))]
    return {(one["kind"], one["metadata"]["name"]): one for one in found}


def read(name: str) -> str:
    return (DOCKER / name).read_text()


def test_compose_publishes_on_this_machine_only() -> None:
    published = [port for service in services().values() for port in service.get("ports", [])]

    assert published == ["127.0.0.1:4010:4010", "127.0.0.1:4020:8080"]


def test_no_container_may_write_its_root_file_system_or_gain_rights() -> None:
    locked = {
        (
            service["read_only"],
            tuple(service["cap_drop"]),
            tuple(service["security_opt"]),
        )
        for service in services().values()
    }

    assert locked == {(True, ("ALL",), ("no-new-privileges:true",))}


def test_every_real_host_name_leads_to_the_container_with_tls() -> None:
    providers = services()["providers"]

    hosts = {host for provider in built_in() for host in provider.hosts}

    assert set(providers["networks"]["providers"]["aliases"]) == hosts
    assert {"--tls", "443"} < set(providers["command"])


def test_the_recipe_for_a_hosts_file_names_every_real_host() -> None:
    recipe = (ROOT / "docs" / "tls.md").read_text()
    lines = re.findall(r"^127\.0\.0\.1 (.+)$", recipe, re.MULTILINE)

    named = {host for line in lines for host in line.split()}

    assert named == {host for provider in built_in() for host in provider.hosts}


@pytest.mark.parametrize("name", ["mockserver", "providers"])
def test_the_options_of_a_container_are_options_of_serve(name: str) -> None:
    command = services()[name].get("command", words("CMD"))

    known = {option for parameter in serve.params for option in parameter.opts}

    assert {word for word in command if word.startswith("--")} <= known


def test_the_balancer_knows_as_many_shards_as_there_are() -> None:
    shards = {name for name in services() if name.startswith("shard-")}
    named = set(re.findall(r"SHARD_\d", read("haproxy.cfg")))
    balanced = services()["balancer"]["environment"]
    pods = kubernetes()["Deployment", "balancer"]["spec"]["template"]["spec"]["containers"][0]

    assert {balanced[name] for name in sorted(named)} == {f"{name}:4010" for name in shards}
    assert kubernetes()["StatefulSet", "shard"]["spec"]["replicas"] == len(shards)
    assert {one["value"] for one in pods["env"] if one["name"] in named} == {
        f"{name}.shards:4010" for name in shards
    }


def test_pods_are_found_by_their_services_and_kept_by_name() -> None:
    found = kubernetes()
    shards, balancer = found["StatefulSet", "shard"], found["Deployment", "balancer"]

    assert found["Service", "shards"]["spec"]["clusterIP"] == "None"
    assert shards["spec"]["serviceName"] == "shards"
    for workload, service in ((shards, "shards"), (balancer, "mockserver")):
        labels = workload["spec"]["template"]["metadata"]["labels"]
        assert workload["spec"]["selector"]["matchLabels"] == labels
        assert found["Service", service]["spec"]["selector"] == labels
        ports = {p["name"] for p in workload["spec"]["template"]["spec"]["containers"][0]["ports"]}
        assert {p["targetPort"] for p in found["Service", service]["spec"]["ports"]} == ports


def test_pods_run_without_root_rights_and_with_a_read_only_file_system() -> None:
    workloads = [
        one for (kind, _), one in kubernetes().items() if kind in ("StatefulSet", "Deployment")
    ]

    pods = [workload["spec"]["template"]["spec"] for workload in workloads]

    assert [pod["securityContext"]["runAsNonRoot"] for pod in pods] == [True, True]
    assert [pod["containers"][0]["securityContext"] for pod in pods] == [
        {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
    ] * 2


def test_kustomize_builds_the_manifests() -> None:
    if shutil.which("kubectl") is None:
        pytest.skip("kubectl is not installed")
    command = ["kubectl", "kustomize", DOCKER / "kubernetes"]

    built = subprocess.run(
        [*command, "--load-restrictor", "LoadRestrictionsNone"],
        capture_output=True,
        text=True,
        check=True,
    )

    kinds = sorted(one["kind"] for one in yaml.safe_load_all(built.stdout))
    assert kinds == [
        "ConfigMap",
        "Deployment",
        "PodDisruptionBudget",
        "Service",
        "Service",
        "StatefulSet",
    ]


def test_haproxy_accepts_its_configuration() -> None:
    if shutil.which("haproxy") is None:
        pytest.skip("haproxy is not installed (apt-get install haproxy)")
    places = {f"SHARD_{number}": f"127.0.0.1:{number + 1}" for number in range(3)}

    checked = subprocess.run(
        ["haproxy", "-c", "-f", DOCKER / "haproxy.cfg"],
        env={**os.environ, **places, "BIND": ":8080", "ERRORS": str(DOCKER)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "WARNING" not in checked.stderr
    assert checked.returncode == 0, checked.stderr

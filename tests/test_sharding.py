"""One address, several servers: a sandbox always meets its own, whoever else is down.

The load balancer is the real HAProxy with the file that the container images use.
"""

import os
import shutil
import socket
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from benchmarks.processes import Process

DOCKER = Path(__file__).parent.parent / "docker"
CONFIGURATION = DOCKER / "haproxy.cfg"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Cluster:
    """Three servers behind HAProxy."""

    def __init__(self) -> None:
        self.shards = [Process() for _ in range(3)]
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        places = {f"SHARD_{n}": shard.url[7:] for n, shard in enumerate(self.shards)}
        self.balancer = subprocess.Popen(
            ["haproxy", "-db", "-q", "-f", CONFIGURATION],
            env={**os.environ, **places, "BIND": f"127.0.0.1:{port}", "ERRORS": str(DOCKER)},
            stdout=subprocess.DEVNULL,
        )
        with requests.Session() as session:
            retry = Retry(connect=50, backoff_factor=0.05, backoff_max=0.1)
            session.mount("http://", HTTPAdapter(max_retries=retry))
            session.get(f"{self.url}/_mock/health", timeout=10)

    def ask(self, method: str, path: str, **how: Any) -> requests.Response:
        return requests.request(method, self.url + path, timeout=10, **how)

    def named(self, number: int) -> list[str]:
        """The sandboxes of one shard, asked past the balancer."""
        listed = requests.get(f"{self.shards[number].url}/_mock/sandboxes", timeout=10).json()
        return [one["name"] for one in listed if one["name"] != "default"]

    def stop(self) -> None:
        self.balancer.terminate()
        self.balancer.wait()
        for shard in self.shards:
            shard.stop()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if shutil.which("haproxy") is None:
        pytest.skip("haproxy is not installed (apt-get install haproxy)")
    made = Cluster()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def born(cluster: Cluster) -> dict[str, Any]:
    """A dozen sandboxes, one half named by us, the other by the balancer."""
    ours = [
        cluster.ask("POST", "/_mock/sandboxes", json={}, headers={"Mock-Sandbox": f"box-{number}"})
        for number in range(6)
    ]
    theirs = [cluster.ask("POST", "/_mock/sandboxes", json={}) for _ in range(6)]
    assert [answer.status_code for answer in ours + theirs] == [201] * 12
    return {answer.json()["name"]: answer.json() for answer in ours + theirs}


def info(cluster: Cluster, prefix: str, headers: dict[str, str]) -> requests.Response:
    return cluster.ask("GET", f"{prefix}/candis/v1/organizations/info", headers=headers)


def test_sandboxes_are_spread_and_each_lives_once(cluster: Cluster, born: dict[str, Any]) -> None:
    homes = [cluster.named(number) for number in range(3)]

    assert sorted(name for home in homes for name in home) == sorted(born)
    assert sum(bool(home) for home in homes) > 1


def test_every_way_to_name_a_sandbox_leads_to_its_own_shard(
    cluster: Cluster, born: dict[str, Any]
) -> None:
    candis = [world["providers"]["candis"]["headers"] for world in born.values()]
    codat = [world["providers"]["codat"]["headers"] for world in born.values()]
    feedback = [world["providers"]["feedback_house"]["headers"] for world in born.values()]
    appzen = [world["providers"]["appzen"]["headers"] for world in born.values()]
    house = "/feedback-house/api/planning/business-division/v1/query"

    answers = [
        *(cluster.ask("GET", f"/_mock/sandboxes/{name}") for name in born),
        *(info(cluster, f"/sandboxes/{name}", key) for name, key in zip(born, candis, strict=True)),
        *(
            info(cluster, "", key | {"Mock-Sandbox": name})
            for name, key in zip(born, candis, strict=True)
        ),
        *(info(cluster, "", key) for key in candis),
        *(cluster.ask("GET", "/codat/companies", headers=key) for key in codat),
        *(cluster.ask("GET", house, headers=key) for key in feedback),
        *(
            cluster.ask(
                "POST", "/appzen/dictionary-data-services/entity/search", json={}, headers=key
            )
            for key in appzen
        ),
    ]

    assert {answer.headers.get("Mock-Origin", "control") for answer in answers} == {
        "control",
        "provider",
    }
    asked = [answer.headers["Mock-Request-Id"].rpartition("-")[0] for answer in answers[12:]]
    assert asked == list(born) * 6
    assert {answer.status_code for answer in answers[:72]} == {200}


def test_a_token_of_the_realm_leads_there_too(cluster: Cluster, born: dict[str, Any]) -> None:
    world = list(born.values())[-1]
    keys = world["providers"]["candis"]["credentials"]
    basic = b64encode(f"{keys['client_id']}:{keys['client_secret']}".encode()).decode()

    answer = info(cluster, "", {"Authorization": f"Basic {basic}"})

    assert answer.headers["Mock-Request-Id"].startswith(world["name"])


def test_a_fork_lives_where_its_original_lives(cluster: Cluster, born: dict[str, Any]) -> None:
    name = next(iter(born))

    copy = cluster.ask("POST", f"/_mock/sandboxes/{name}/fork", json={}).json()
    again = cluster.ask("GET", f"/_mock/sandboxes/{copy['name']}")
    cluster.ask("DELETE", f"/_mock/sandboxes/{copy['name']}")

    assert copy["name"].startswith(f"{name}--")
    assert again.status_code == 200


def test_an_imported_world_is_put_where_its_new_name_belongs(
    cluster: Cluster, born: dict[str, Any]
) -> None:
    image = cluster.ask("GET", f"/_mock/sandboxes/{next(iter(born))}/export").content

    made = cluster.ask("POST", "/_mock/sandboxes?import&name=brought", data=image)
    found = cluster.ask("GET", "/_mock/sandboxes/brought")
    cluster.ask("DELETE", "/_mock/sandboxes/brought")

    assert [made.status_code, found.status_code] == [201, 200]


def test_a_name_that_the_balancer_did_not_hear_of_is_refused(cluster: Cluster) -> None:
    answer = cluster.ask("POST", "/_mock/sandboxes", json={"name": "late"})

    assert answer.status_code == 422
    assert (
        answer.json()["error"]["hint"] == "behind a load balancer send Mock-Sandbox with the name"
    )


def test_a_request_without_a_sandbox_meets_the_default_one(cluster: Cluster) -> None:
    answer = info(cluster, "", {})

    assert answer.status_code == 401
    assert answer.headers["Mock-Request-Id"].startswith("default-")


def test_when_a_shard_dies_the_others_serve_on_and_nobody_takes_its_place(
    cluster: Cluster, born: dict[str, Any]
) -> None:
    homes = [cluster.named(number) for number in range(3)]
    dead = max(range(3), key=lambda number: len(homes[number]))
    cluster.shards[dead].kill()

    answers = {name: cluster.ask("GET", f"/_mock/sandboxes/{name}") for name in born}

    lost = {name for name, answer in answers.items() if answer.status_code == 503}
    assert lost == set(homes[dead])
    assert {answers[name].status_code for name in born if name not in lost} == {200}
    assert answers[homes[dead][0]].json()["error"]["code"] == "shard-down"
    assert cluster.ask("GET", "/_mock/providers").status_code == 200

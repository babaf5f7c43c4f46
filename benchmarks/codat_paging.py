"""Reading 100,000 invoices page by page, in ratios, each measured side by side in this one run.

    python -m benchmarks.codat_paging

1. The last of a thousand pages against the first, plain, and by query and order.
2. A page by query and order against a plain one; what the first such page costs.
3. How long other requests take while the large data set comes in, against an idle server.
4. How much memory the server takes for it.
"""

import statistics
import time

import requests

from benchmarks.candis_import import memory_mb, seconds, server, server_cpu_s

CHOSEN = {"query": "totalAmount>1&&metadata.isDeleted!=true", "orderBy": "-issueDate"}
ROUNDS = 60
Times = list[float]


class Company:
    """A company of a sandbox, linked with the large data set."""

    def __init__(self, url: str, *, rate: float) -> None:
        born = requests.post(f"{url}/_mock/sandboxes", json={"clock": {"rate": rate}}, timeout=30)
        world = born.json()
        self.control = f"{url}/_mock/sandboxes/{world['name']}"
        self.session = requests.Session()
        self.session.headers.update(world["providers"]["codat"]["headers"])
        self.root = world["providers"]["codat"]["base_url"]
        made = self.session.post(f"{self.root}/companies", json={"name": "Large"}).json()
        self.path = f"{self.root}/companies/{made['id']}"
        wish = {"company_id": made["id"], "platform_key": "mqjo", "data_set": "large"}
        linked = requests.post(f"{self.control}/providers/codat/link", json=wish, timeout=60)
        linked.raise_for_status()

    def finish(self) -> None:
        answer = requests.post(f"{self.control}/clock", json={"advance": "until-idle"}, timeout=900)
        answer.raise_for_status()

    def page(self, page: int, **wanted: str) -> None:
        query = {"page": str(page), "pageSize": "100", **wanted}
        answer = self.session.get(f"{self.path}/data/invoices", params=query, timeout=120)
        answer.raise_for_status()
        assert len(answer.json()["results"]) == 100

    def look(self) -> None:
        self.session.get(self.path, timeout=60).raise_for_status()

    def is_running(self) -> bool:
        query = {"query": "dataType=invoices"}
        found = self.session.get(f"{self.path}/data/history", params=query).json()["results"]
        return not found[0]["isCompleted"]


def side_by_side(company: Company) -> str:
    """Medians of pages that are asked for in turn."""
    first_s = seconds(lambda: company.page(1, **CHOSEN))
    wishes: list[tuple[int, dict[str, str]]] = [(1, {}), (1000, {}), (1, CHOSEN), (1000, CHOSEN)]
    times: list[Times] = [[], [], [], []]
    for _ in range(ROUNDS):
        for kept, (page, wanted) in zip(times, wishes, strict=True):
            kept.append(seconds(lambda page=page, wanted=wanted: company.page(page, **wanted)))  # type: ignore[misc]
    plain, deep, chosen, chosen_deep = (statistics.median(kept) * 1000 for kept in times)
    return (
        f"page 1: {plain:.2f} ms, page 1,000: {deep:.2f} ms, ratio {deep / plain:.2f}\n"
        f"by query and order: page 1: {chosen:.2f} ms, page 1,000: {chosen_deep:.2f} ms,"
        f" ratio {chosen_deep / chosen:.2f}\n"
        f"by query and order against plain: {chosen / plain:.2f};"
        f" the first such page: {first_s * 1000:.0f} ms"
    )


def latencies(company: Company, for_s: float) -> tuple[float, float]:
    """Median and 99th percentile in ms."""
    times = []
    until = time.perf_counter() + for_s
    while time.perf_counter() < until:
        times.append(seconds(company.look) * 1000)
    return statistics.median(times), statistics.quantiles(times, n=100)[98]


def meanwhile(url: str, other: Company) -> str:
    """Requests to another sandbox and to the one that is busy."""
    idle = latencies(other, 4)
    busy = Company(url, rate=1)
    same, others = latencies(busy, 6), latencies(other, 6)
    assert busy.is_running()
    return (
        "a request, median and p99 in ms:"
        f" idle {idle[0]:.1f} and {idle[1]:.1f};"
        f" while another sandbox takes in the large set {others[0]:.1f} and {others[1]:.1f};"
        f" in that sandbox {same[0]:.1f} and {same[1]:.1f}"
    )


def main() -> None:
    """Print what was measured."""
    with server() as (url, pid):
        before, cpu = memory_mb(pid, "VmRSS"), server_cpu_s(pid)
        company = Company(url, rate=0)
        company.finish()
        print(
            f"the large set came in with {server_cpu_s(pid) - cpu:.1f} s of processor time;"
            f" memory {before:.0f} → {memory_mb(pid, 'VmHWM'):.0f} MB at most",
            flush=True,
        )
        print(side_by_side(company), flush=True)
        print(meanwhile(url, company), flush=True)


if __name__ == "__main__":
    main()

"""Who may import whom; what may exist only once per sandbox; see docs/architecture.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "mockserver"
MODULES = sorted(PACKAGE.rglob("*.py"))
THIRD_PARTY = ("apispec", "click", "flask", "httptools", "jinja2", "marshmallow", "requests")
THIRD_PARTY += ("sqlite_utils", "urllib3", "werkzeug")

# first match wins: (module, prefixes of what it may import beside the standard library)
ALLOWED: list[tuple[str, tuple[str, ...]]] = [
    (r"mockserver\.engine(\..*)?", ("mockserver.engine", "sqlite_utils", "urllib3")),
    (r"mockserver\.tours(\..*)?", ("mockserver.tours", "mockserver.fixtures", "marshmallow")),
    (r"mockserver\.web\.control\.tours", ("mockserver.web", "mockserver.tours", "flask")),
    (r"mockserver\.web(\..*)?", ("mockserver.engine", "mockserver.web", "mockserver.settings",
                              "mockserver.__version__", "apispec", "flask", "httptools",
                              "marshmallow", "werkzeug")),
    (r"mockserver\.providers\.(?P<own>\w+)\.rules(\..*)?", ("mockserver.providers.{own}.rules",)),
    (r"mockserver\.providers\.(?P<own>\w+)\.schemas(\..*)?",
     ("mockserver.providers.{own}", "mockserver.web.fields", "marshmallow")),
    (r"mockserver\.providers\.(?P<own>\w+)(\..*)?",
     ("mockserver.providers.{own}", "mockserver.engine", "mockserver.web", "mockserver.fixtures",
      "marshmallow", "jinja2")),
    (r"mockserver\.providers", ("mockserver.web.provider",)),
    (r"mockserver\.testing.*", ("mockserver.app", "mockserver.settings", "mockserver.testing",
                                "pytest", "requests", "urllib3", "werkzeug")),
    (r"mockserver\.app", ("mockserver",)),
    (r"mockserver\.mutation(\..*)?", ("mockserver", "marshmallow", "pytest", "requests",
                                      "werkzeug")),
    (r"mockserver\.drift(\..*)?", ("mockserver.drift",)),
    (r"mockserver\.certify(\..*)?", ("mockserver.certify", "jinja2", "requests")),
    (r"mockserver\.cli(\..*)?", ("mockserver", "click", "requests")),
    (r"mockserver\.__main__", ("mockserver.cli",)),
    (r"mockserver\.certificates", ("trustme",)),
    (r"mockserver(\.settings|\.fixtures)?", ()),
]  # fmt: skip


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """What a module imports, with the names it takes from packages, relative ones refused."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed_for(module: str) -> tuple[str, ...]:
    for pattern, prefixes in ALLOWED:
        if match := re.fullmatch(pattern, module):
            return tuple(prefix.format(**match.groupdict()) for prefix in prefixes)
    raise AssertionError(f"no rule says what {module} may import")


def matters(name: str) -> bool:
    return name.partition(".")[0] in ("mockserver", "pytest", *THIRD_PARTY)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    prefixes = allowed_for(name_of(path))

    forbidden = [
        name
        for name in imported(path)
        if matters(name)
        and not any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)
    ]

    assert forbidden == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "contract_tests").rglob("*.py")), ids=lambda path: path.stem
)
def test_a_contract_test_speaks_http_only(path: Path) -> None:
    assert [name for name in imported(path) if name.startswith("mockserver")] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_lives_outside_the_sandbox(path: Path) -> None:
    """No module-level name is rebound or filled from inside a function."""
    tree = ast.parse(path.read_text())

    rebound = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Global)]

    assert rebound == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_in_its_first_line_what_it_holds(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text()))

    assert docstring
    assert docstring.partition("\n")[0].endswith((".", ":", "!"))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_engine_reads_the_real_clock_or_makes_chance(path: Path) -> None:
    realtime = {"time", "random", "secrets", "datetime.datetime.now", "uuid.uuid4"}
    if path.is_relative_to(PACKAGE / "engine"):
        return

    assert realtime.isdisjoint(imported(path))
    assert not re.search(r"\b(datetime\.now|utcnow|uuid4|uuid1|os\.urandom)\(", path.read_text())

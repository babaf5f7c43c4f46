"""The rules of the suite: one provenance marker each, and what a real API is spared."""

from __future__ import annotations

import pytest

from contract_tests.targets.accounts import ACCOUNTS

INI = """
[pytest]
addopts = --import-mode=importlib
markers =
    documented(source)
    spec(source)
    assumed(reason)
    writes
    needs(capability)
"""


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A small suite under the rules, in an environment that names no real API."""
    for name in [f"CONTRACT_{p.upper()}_BASE_URL" for p in ACCOUNTS] + ["CONTRACT_ALLOW_WRITES"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CONTRACT_MIN_INTERVAL_S", "0")
    pytester.makeini(INI)
    pytester.makeconftest("from contract_tests.conftest import *")
    pytester.mkdir("candis")
    return pytester


@pytest.fixture
def configured(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names a real Candis."""
    monkeypatch.setenv("CONTRACT_CANDIS_BASE_URL", "https://api.example.test/")
    monkeypatch.setenv("CONTRACT_CANDIS_ACCESS_TOKEN", "token-123")
    monkeypatch.setenv("CONTRACT_CANDIS_ORGANIZATION_ID", "acme")


def put_test(suite: pytest.Pytester, markers: str, body: str = "pass") -> None:
    (suite.path / "candis" / "test_it.py").write_text(
        f"import pytest\n\n{markers}\ndef test_it(target):\n    {body}\n"
    )


def run(suite: pytest.Pytester, *options: str) -> pytest.RunResult:
    return suite.runpytest_inprocess(
        "-p", "no:cacheprovider", "-p", "no:mockserver", "-rs", *options
    )


@pytest.mark.parametrize(
    ("markers", "has"),
    [
        ("", "it has none"),
        (
            "@pytest.mark.spec('a')\n@pytest.mark.assumed('b')",
            "it has assumed, spec",
        ),
    ],
)
def test_a_test_without_exactly_one_provenance_is_not_collected(
    suite: pytest.Pytester, markers: str, has: str
) -> None:
    put_test(suite, markers)

    result = run(suite)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*test_it.py::test_it needs exactly one of *{has}"])


@pytest.mark.parametrize("marker", ["@pytest.mark.documented()", "@pytest.mark.assumed(' ')"])
def test_a_provenance_without_its_source_is_not_collected(
    suite: pytest.Pytester, marker: str
) -> None:
    put_test(suite, marker)

    result = run(suite)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*must say its source or reason"])


def test_a_capability_nobody_has_is_not_collected(suite: pytest.Pytester) -> None:
    put_test(suite, "@pytest.mark.needs('clocks')\n@pytest.mark.spec('a')")

    result = run(suite)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*needs clocks, but there is only read, write, clock*"])


def test_an_unconfigured_provider_is_skipped_with_the_variables_to_set(
    suite: pytest.Pytester,
) -> None:
    put_test(suite, "@pytest.mark.spec('a')")

    result = run(suite, "--target", "real")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*to run on the real candis, set CONTRACT_CANDIS_BASE_URL, "
            "CONTRACT_CANDIS_ACCESS_TOKEN, CONTRACT_CANDIS_ORGANIZATION_ID"
        ]
    )


@pytest.mark.parametrize(
    ("marker", "reason"),
    [
        ("@pytest.mark.assumed('a guess')", "*not published (a guess); --run-assumed runs it*"),
        ("@pytest.mark.spec('a')\n@pytest.mark.writes", "*CONTRACT_ALLOW_WRITES=candis"),
        ("@pytest.mark.spec('a')\n@pytest.mark.needs('clock')", "*its time can be moved"),
    ],
)
@pytest.mark.usefixtures("configured")
def test_a_real_api_is_spared(suite: pytest.Pytester, marker: str, reason: str) -> None:
    put_test(suite, marker)

    result = run(suite, "--target", "real")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines([reason])


@pytest.mark.usefixtures("configured")
def test_writes_are_allowed_by_name_only(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_test(suite, "@pytest.mark.spec('a')\n@pytest.mark.writes")
    monkeypatch.setenv("CONTRACT_ALLOW_WRITES", "codat,appzen")

    result = run(suite, "--target", "real")

    result.stdout.fnmatch_lines(["*CONTRACT_ALLOW_WRITES=candis"])


def test_a_misspelt_provider_in_the_allowance_is_refused(
    suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_test(suite, "@pytest.mark.spec('a')")
    monkeypatch.setenv("CONTRACT_ALLOW_WRITES", "candiz")

    result = run(suite, "--target", "real")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*CONTRACT_ALLOW_WRITES names candiz; it may name candis*"])


@pytest.mark.usefixtures("configured")
def test_a_configured_provider_is_run(suite: pytest.Pytester) -> None:
    put_test(
        suite,
        "@pytest.mark.spec('a')",
        "assert target.subject == {'organization_id': 'acme'}; "
        "assert target.base_url == 'https://api.example.test'",
    )

    result = run(suite, "--target", "real", "--ledger", "ledger.jsonl")

    result.assert_outcomes(passed=1)


def test_a_real_run_is_not_distributed(suite: pytest.Pytester) -> None:
    put_test(suite, "@pytest.mark.spec('a')")

    result = run(suite, "--target", "real", "-n", "2")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*run --target real without -n"])


def test_a_file_outside_a_providers_directory_is_refused(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_lost="import pytest\n@pytest.mark.spec('a')\ndef test_it(target): pass\n")

    result = run(suite, "--target", "real")

    result.stdout.fnmatch_lines(["*must be in a directory named after a provider: candis*"])

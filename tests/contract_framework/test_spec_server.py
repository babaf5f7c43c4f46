"""The suite on servers made of the vendors' own documents: what has a shape passes, what has a
state or a refusal is named, with the call that showed it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract_framework.spec_server import Spec, served

REPOSITORY = Path(__file__).parents[2]
TESTS = {
    "candis": ["test_archive.py", "test_authentication.py", "test_import_logs.py"],
    "codat": [
        "test_account.py",
        "test_companies.py",
        "test_company_list.py",
        "test_integrations.py",
    ],
}
ACCESS = {
    "candis": {
        "CONTRACT_CANDIS_ACCESS_TOKEN": "token-123456",
        "CONTRACT_CANDIS_ORGANIZATION_ID": "acme",
    },
    "codat": {"CONTRACT_CODAT_API_KEY": "key-1234567"},
}


def document(shared: Path, provider: str) -> Any:
    """The official document; the test is skipped where it is absent."""
    names = {"candis": "candis/openapi.json", "codat": "codat/openapi/Codat-Platform.yaml"}
    file = shared / "providers" / names[provider]
    if not file.exists():
        pytest.skip(f"the official document is not at {file}")
    text = file.read_text(encoding="utf-8")
    return json.loads(text) if file.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)


def outcomes(shared: Path, provider: str, ledger: Path) -> tuple[set[str], set[str], str]:
    """Names of passed and of failed tests, and all that was printed."""
    files = [f"contract_tests/{provider}/{name}" for name in TESTS[provider]]
    options = ["--target", "real", "--ledger", ledger, "-q", "-rfEp", "-p", "no:cacheprovider"]
    with served(Spec(document(shared, provider))) as spec:
        base_url = {
            f"CONTRACT_{provider.upper()}_BASE_URL": spec.url,
            "CONTRACT_MIN_INTERVAL_S": "0",
        }
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *files, *options],
            cwd=REPOSITORY,
            env={**os.environ, **ACCESS[provider], **base_url},
            capture_output=True,
            text=True,
            check=False,
        )
    named = re.findall(r"^(PASSED|FAILED) \S+::(\w+)", ran.stdout, re.MULTILINE)
    passed, failed = ({name for how, name in named if how == one} for one in ("PASSED", "FAILED"))
    return passed, failed, ran.stdout


def test_codats_document_has_shapes_but_no_state(shared: Path, tmp_path: Path) -> None:
    passed, failed, printed = outcomes(shared, "codat", tmp_path / "ledger.jsonl")

    assert passed == {"test_keys_are_listed", "test_without_parameters_the_first_hundred_come"}
    assert failed == {
        "test_an_integration_has_logos_and_buttons",
        "test_an_unknown_company_is_not_found",
        "test_a_list_comes_in_its_envelope",
        "test_a_page_that_cannot_be_is_refused",
        "test_parameter_names_count_in_any_case",
        "test_a_malformed_condition_is_refused",
        "test_the_sandbox_is_found_by_its_key",
        "test_integrations_are_listed_with_their_features",
        "test_integrations_are_filtered_by_source_type",
    }
    assert "pageSize=5001 answered 200 application/json, expected 400" in printed
    assert "key-1234567" not in printed


def test_candis_document_has_shapes_but_no_state(shared: Path, tmp_path: Path) -> None:
    passed, failed, printed = outcomes(shared, "candis", tmp_path / "ledger.jsonl")

    assert passed == {
        "test_a_limit_above_fifty_counts_as_fifty",
        "test_invoices_are_filtered_by_status",
        "test_an_invoice_has_its_required_members",
        "test_the_bare_list_shows_exported_items",
        "test_purchase_requests_are_sorted_by_creation",
        "test_the_organization_needs_a_token",
    }
    assert failed == {
        "test_a_list_says_how_much_there_is",
        "test_invoices_are_filtered_by_status",
        "test_several_statuses_are_parted_by_commas",
        "test_items_are_filtered_by_type",
        "test_a_token_tells_its_organization",
        "test_an_unknown_process_is_refused_in_the_envelope",
    }
    assert "answered 200 application/json, expected 400 or 404" in printed
    assert "token-123456" not in printed

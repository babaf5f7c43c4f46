"""What contract tests of Codat share."""

from __future__ import annotations

import pytest

from contract_tests.codat.payables import linked
from contract_tests.codat.writing import Books
from contract_tests.targets import Target


@pytest.fixture
def books(target: Target) -> Books:
    """A new company whose accounting software is connected, with Bill Pay at hand."""
    return linked(target)

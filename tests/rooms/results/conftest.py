"""What tests of runs share: both sample rounds in the database."""

import pytest

from parindex.grammar.roles import SYSTEM
from parindex.package.files.reading import read_package
from parindex.results.actions import compute_run
from parindex.results.importing import import_package
from tests.make.files import CANONICAL

BEFORE, THIS, ASEM = CANONICAL


@pytest.fixture
def two_years(db):
    """Give the rounds of 2016, computed, and of 2017."""
    first = import_package(read_package(BEFORE), by=SYSTEM)
    compute_run(first, by=SYSTEM)
    return first, import_package(read_package(THIS), by=SYSTEM)

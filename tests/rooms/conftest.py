"""What tests of the workflow rooms share."""

import pytest

from tests.make.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """Give a small province with an open round."""
    return make_world()

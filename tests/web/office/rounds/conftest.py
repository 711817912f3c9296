"""A draft round beside the open one of the world: see tests/rooms/rounds."""

from tests.rooms.rounds.conftest import appraisers, clock_at, coordinator, draft, draft_set, ready

__all__ = ["appraisers", "clock_at", "coordinator", "draft", "draft_set", "ready"]

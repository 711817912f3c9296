"""The demo's accounts: their addresses end alike, and their password is no secret."""

from __future__ import annotations

DEMO_DOMAIN = "@demo.parindex"
DEMO_PASSWORD = "mat-khau-minh-hoa"  # noqa: S105  # shown on the login page of the demo, and used nowhere else

"""The locks hold what pyproject.toml asks for, with hashes, and nothing about where it comes from."""

import re
import tomllib

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$")


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def pins(root, lock):
    """Read a lock: name -> versions, by the Python they are for."""
    found = {}
    for line in (root / "requirements" / lock).read_text(encoding="utf-8").splitlines():
        pin = PIN.match(line)
        if pin:
            found.setdefault(canonicalize_name(pin[1]), []).append((Version(pin[2]), pin[3]))
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), line
    return found


def asked(project, lock):
    """Give what a lock has to hold."""
    frames = [wish for wishes in project["project"]["optional-dependencies"].values() for wish in wishes]
    return {
        "run.lock": project["project"]["dependencies"],
        "dev.lock": project["project"]["dependencies"] + frames + project["dependency-groups"]["dev"],
        "installer.lock": project["dependency-groups"]["installer"],
    }[lock]


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock", "installer.lock"])
def test_every_wish_is_locked_within_its_bounds(root, project, lock):
    locked = pins(root, lock)
    for wish in map(Requirement, asked(project, lock)):
        versions = locked.get(canonicalize_name(wish.name))
        assert versions, f"{lock} lacks {wish.name}: refresh it, see CONTRIBUTING.md"
        assert all(version in wish.specifier for version, _ in versions), f"{lock}: {wish} is not what is locked"


@pytest.mark.parametrize("lock", ["run.lock", "installer.lock"])
def test_developers_have_what_users_have(root, lock):
    # where they have it may differ: what users have on Windows alone, a tool may want everywhere
    developers, users = pins(root, "dev.lock"), pins(root, lock)
    versions = {name: {version for version, _ in found} for name, found in developers.items()}
    assert {name: versions.get(name) for name in users} == {
        name: {v for v, _ in found} for name, found in users.items()
    }


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("lock", ["run.lock", "dev.lock", "installer.lock"])
def test_no_python_gets_two_versions_of_one_package(root, lock, python):
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    for name, versions in pins(root, lock).items():
        chosen = [version for version, marker in versions if marker is None or Marker(marker).evaluate(here)]
        assert len(chosen) <= 1, name


@pytest.mark.parametrize("group", ["dependencies", "frames", "dev", "installer"])
def test_every_dependency_has_its_reason_above_it(root, group):
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{group} = ["))
    assert "#" in lines[start - 1] + lines[start + 1], f"{group} gives no reason"


def test_the_locks_name_no_address(root):
    for lock in (root / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        assert not re.search(r"--(index|extra-index|find-links|trusted-host)", text), lock

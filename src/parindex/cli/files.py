"""Files come out only when whole: written beside, then renamed. Nothing is overwritten unasked."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from parindex.engine.problems import Problem, Text, Where
from parindex.package.files.staging import place_new
from parindex.package.files.systems import os_words


class Refused(Exception):
    """Nothing was written; says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.what.en for problem in problems))
        self.problems = problems


def refuse_existing(folder: Path, names: list[str], *, force: bool) -> None:
    """Raise Refused, naming every file that stands there already, before any work is done."""
    if folder.exists() and not folder.is_dir():
        raise Refused([_not_a_folder(folder)])
    standing = [] if force else [name for name in names if os.path.lexists(folder / name)]
    if standing:
        raise Refused([_exists(folder / name) for name in standing])


def write_all(folder: Path, files: Mapping[str, bytes], *, force: bool) -> list[Path]:
    """Write every file beside its place, then move all into place; on any failure none of the new ones is left.

    Raises Refused with what the system said, or where another process was faster and `force` is off.
    """
    try:
        with _staging(folder) as beside:
            for name, content in files.items():
                with (beside / name).open("wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
            _place(beside, folder, list(files), force=force)
    except OSError as error:
        raise Refused([_failed(folder, error)]) from error
    return [folder / name for name in files]


def _place(beside: Path, folder: Path, names: list[str], *, force: bool) -> None:
    placed: list[Path] = []
    for name in names:
        if force:
            (beside / name).replace(folder / name)
            continue
        try:
            place_new(beside / name, folder / name)
        except FileExistsError as error:
            for path in placed:
                path.unlink()
            raise Refused([_exists(folder / name)]) from error
        placed.append(folder / name)


@contextlib.contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".parindex-", dir=folder) as beside:
            yield Path(beside)
    except BaseException:
        for parent in made:
            with contextlib.suppress(OSError):
                parent.rmdir()
        raise


def _exists(path: Path) -> Problem:
    return Problem(
        "exists",
        Where(str(path)),
        Text("tệp đã có; không ghi đè", "the file exists and is not overwritten"),
        Text("Chọn thư mục khác, hoặc thêm --force để ghi đè.", "Choose another folder, or add --force to overwrite."),
    )


def _not_a_folder(path: Path) -> Problem:
    return Problem(
        "not_a_folder",
        Where(str(path)),
        Text("đã có một tệp mang tên này, không phải thư mục", "a file of this name exists; it is not a folder"),
        Text("Chọn tên thư mục khác cho --out.", "Choose another folder for --out."),
    )


def _failed(folder: Path, error: OSError) -> Problem:
    said = os_words(error)
    return Problem(
        "cannot_write",
        Where(str(folder)),
        Text(f"không ghi được ({said.vi}); không tệp nào được tạo", f"cannot write ({said.en}); no file was made"),
        Text(
            "Kiểm tra quyền ghi và dung lượng còn trống, hoặc chọn thư mục khác.",
            "Check write permission and free space, or choose another folder.",
        ),
    )

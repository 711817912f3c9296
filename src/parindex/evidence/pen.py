"""Opens a hostile file and draws a page of it. A program of its own, so that a bomb kills only this process.

    python -I pen.py look  FILE pdf|image              -> {"pages": 3, "width": 1240, "height": 1754}
    python -I pen.py draw  FILE pdf|image PAGE WIDTH TARGET -> {"width": ..., "height": ...}, the PNG in TARGET

Prints one line of JSON; {"fault": word} with exit code 3 where the file is at fault. Imports nothing of parindex.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each kind of file loads its own library alone
    from PIL.Image import Image as PillowImage
    from pypdfium2 import PdfDocument

MEMORY = 1536 * 1024 * 1024
SECONDS = 20
FILE_SIZE = 64 * 1024 * 1024
PIXELS = 120_000_000
"""Of a picture as it comes: a phone's 108 megapixels pass."""
DRAWN = 16_000_000
"""Of a drawn page."""
FRAMES = 500


class Fault(Exception):
    """What is wrong with the file, in a word."""


def limit() -> None:
    """Take away from this process what it does not need; Windows has only the clock of the caller."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # a limit the system does not know, or that is lower already
            resource.setrlimit(what, (most, most))


def main(arguments: list[str]) -> int:
    """Do one thing, say how it went."""
    verb, path, kind, *rest = arguments
    try:
        if kind == "pdf":
            import pypdfium2  # noqa: F401  # its threads and files, before the limits
        else:
            import PIL.Image  # noqa: F401
        limit()
        done = DOES[verb, kind](path, *rest)
    except Fault as fault:
        done = {"fault": str(fault)}
    except MemoryError:
        done = {"fault": "memory"}
    sys.stdout.write(json.dumps(done))
    return 3 if "fault" in done else 0


def look_pdf(path: str) -> dict[str, int]:
    """Count the pages, measure the first."""
    document = _open_pdf(path)
    if len(document) < 1:
        raise Fault("broken")
    width, height = document.get_page_size(0)
    return {"pages": len(document), "width": round(width), "height": round(height)}


def draw_pdf(path: str, page: str, width: str, target: str) -> dict[str, int]:
    """Draw a page, counted from 1, as wide as asked."""
    document = _open_pdf(path)
    number = int(page) - 1
    if not 0 <= number < len(document):
        raise Fault("page")
    across, down = document.get_page_size(number)
    if across <= 0 or down <= 0:
        raise Fault("broken")
    scale = int(width) / across
    if across * scale * down * scale > DRAWN:
        scale = (DRAWN / (across * down)) ** 0.5
    picture = document[number].render(scale=scale, may_draw_forms=False).to_pil()
    return _write(picture.convert("RGB"), target)


def look_image(path: str) -> dict[str, int]:
    """Read all of the picture once: what cannot be read is not accepted."""
    picture = _open_image(path)
    frames = min(getattr(picture, "n_frames", 1), FRAMES + 1)
    width, height = picture.size
    picture.draft("RGB", (64, 64))
    picture.load()
    return {"pages": frames, "width": width, "height": height}


def draw_image(path: str, page: str, width: str, target: str) -> dict[str, int]:
    """Draw a picture anew (a frame of it, counted from 1), upright, not larger than it is."""
    from PIL import Image, ImageOps

    picture = _open_image(path)
    number = int(page) - 1
    if not 0 <= number < min(getattr(picture, "n_frames", 1), FRAMES):
        raise Fault("page")
    picture.seek(number)
    if picture.width * picture.height > PIXELS:
        raise Fault("pixels")
    across = min(int(width), max(picture.size))
    picture.draft("RGB", (across, across))
    upright = ImageOps.exif_transpose(picture)
    bare = Image.new("RGB", upright.size, "white")
    flat = upright.convert("RGBA") if upright.mode in ("RGBA", "LA", "P", "PA") else upright.convert("RGB")
    bare.paste(flat, mask=flat.getchannel("A") if flat.mode == "RGBA" else None)
    across = min(int(width), bare.width)
    down = max(1, round(bare.height * across / bare.width))
    if across * down > DRAWN:
        shrink = (DRAWN / (across * down)) ** 0.5
        across, down = max(1, int(across * shrink)), max(1, int(down * shrink))
    return _write(bare.resize((across, down), Image.Resampling.LANCZOS, reducing_gap=2.0), target)


def _open_pdf(path: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        raise Fault("locked" if "password" in str(fault).lower() else "broken") from fault


def _open_image(path: str) -> PillowImage:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and told apart from other faults
    try:
        picture = Image.open(path, formats=("JPEG", "PNG", "WEBP", "TIFF"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise Fault("broken") from fault
    if picture.width * picture.height > PIXELS:
        raise Fault("pixels")
    return picture


def _write(picture: PillowImage, target: str) -> dict[str, int]:
    picture.save(target, format="PNG", compress_level=6)
    return {"width": picture.width, "height": picture.height}


def _guarded(work: Callable[..., dict[str, int]]) -> Callable[..., dict[str, int]]:
    def tried(*arguments: str) -> dict[str, int]:
        try:
            return work(*arguments)
        except (Fault, MemoryError):
            raise
        except Exception as fault:  # whatever a decoder throws at a broken file
            raise Fault("broken") from fault

    return tried


DOES = {
    ("look", "pdf"): _guarded(look_pdf),
    ("draw", "pdf"): _guarded(draw_pdf),
    ("look", "image"): _guarded(look_image),
    ("draw", "image"): _guarded(draw_image),
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

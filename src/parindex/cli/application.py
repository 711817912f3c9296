"""The commands of the application: demo, serve, init, import, export, ledger, manage. These alone start Django."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.cli.terminal import progress, say

if TYPE_CHECKING:
    from collections.abc import Callable

CLEAN, FOUND, CANNOT = 0, 1, 2


def run(options: argparse.Namespace) -> int:
    """Run one of them; one sentence on standard error where it cannot be done."""
    from parindex.config.trouble import Trouble

    try:
        return _COMMANDS[options.command](options)
    except Trouble as trouble:
        say(trouble.said.said(options.lang))
        return CANNOT


def _manage(options: argparse.Namespace) -> int:
    from parindex.config import commands

    commands.manage(options.rest)
    return CLEAN


def _said(options: argparse.Namespace, vi: str, en: str) -> str:
    return vi if options.lang == "vi" else en


def _demo(options: argparse.Namespace) -> int:
    from parindex.config import commands, demo
    from parindex.config.folder import data_folder, user_folder

    folder = data_folder() if os.environ.get("PARINDEX_DATA") else user_folder("parindex-demo")
    demo.claim(folder)
    os.environ |= {"PARINDEX_DATA": str(folder), "PARINDEX_DEMO": "1"}
    os.environ.pop("DATABASE_URL", None)  # the demo never touches a database that is somebody's
    _reached_as(options.host)
    commands.start()
    with commands.database(), progress(_said(options, "Đang chuẩn bị dữ liệu minh họa", "Preparing the demo's data")):
        demo.prepare()
    if options.prepare:
        print(folder)
        return CLEAN
    return _served(options, workers=1, next_one=True)


def _serve(options: argparse.Namespace) -> int:
    from parindex.config import commands, serving

    _reached_as(options.host)
    commands.start()
    with commands.database():
        commands.up_to_date()
        if not commands.has_administrator():
            say(
                _said(
                    options,
                    "Chưa có tài khoản quản trị: chạy “parindex init” để lập.",
                    "There is no administrator yet: run “parindex init” to make one.",
                )
            )
        serving.sweep()
    return _served(options, workers=options.workers, next_one=False)


def _reached_as(host: str) -> None:
    """Let the application answer under the name it is served on, unless PARINDEX_HOSTS says otherwise."""
    own = "*" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # asked for by whoever starts it
    os.environ.setdefault("PARINDEX_HOSTS", ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", own])))


def _served(options: argparse.Namespace, *, workers: int, next_one: bool) -> int:
    from parindex.config import serving

    port = serving.free_port(options.host, options.port, next_one=next_one)
    name = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host  # noqa: S104  # shown, not opened
    address = f"http://{f'[{name}]' if ':' in name else name}:{port}/"
    serving.serve(options.host, port, workers, ready=lambda: _ready(address, options))
    return CLEAN


def _ready(address: str, options: argparse.Namespace) -> None:
    print(address, flush=True)
    say(_said(options, "Ctrl+C để dừng.", "Ctrl+C to stop."))
    desktop = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty() and not options.no_browser and not os.environ.get("CI"):
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _init(options: argparse.Namespace) -> int:
    from parindex.config import commands

    commands.start()
    with commands.database():
        waiting, _ = commands.pending()
        if waiting:
            commands.migrate()
        commands.refuse_administrator()
    email = options.email or _asked(_said(options, "Thư điện tử: ", "E-mail: "))
    name = options.name or _asked(_said(options, "Họ và tên: ", "Name: "))
    password = os.environ.get("PARINDEX_ADMIN_PASSWORD") or _password(options)
    with commands.database():
        commands.make_administrator(email.strip(), name, password)
    say(_said(options, f"Đã lập tài khoản quản trị {email}.", f"Made the administrator {email}."))
    return CLEAN


def _asked(question: str) -> str:
    from parindex.config.trouble import Trouble

    try:
        print(question, end="", file=sys.stderr, flush=True)
        return input()
    except EOFError as end:
        raise Trouble(
            "Thiếu thông tin: dùng --email, --name và biến PARINDEX_ADMIN_PASSWORD.",
            "Nobody answers: use --email, --name and the variable PARINDEX_ADMIN_PASSWORD.",
        ) from end


def _password(options: argparse.Namespace) -> str:
    from parindex.config.trouble import Trouble

    if not sys.stdin.isatty():
        raise Trouble(
            "Thiếu mật khẩu: đặt biến PARINDEX_ADMIN_PASSWORD.",
            "There is no password: set the variable PARINDEX_ADMIN_PASSWORD.",
        )
    first = getpass.getpass(_said(options, "Mật khẩu: ", "Password: "))
    if first != getpass.getpass(_said(options, "Nhập lại mật khẩu: ", "Password again: ")):
        raise Trouble("Hai lần nhập mật khẩu không giống nhau.", "The two passwords differ.")
    return first


def _import(options: argparse.Namespace) -> int:
    from parindex.cli.check import render
    from parindex.config import commands

    commands.start()
    with progress(_said(options, "Đang nhập", "Importing")):
        name, notes = commands.import_from(options.package)
    print(name)
    if notes:
        say(render(list(notes), options.lang, colour=sys.stderr.isatty()))
    return CLEAN


def _export(options: argparse.Namespace) -> int:
    from parindex.config import commands

    commands.start()
    with progress(_said(options, "Đang xuất", "Exporting")):
        commands.export(options.name, options.target, force=options.force)
    print(Path(options.target))
    return CLEAN


def _ledger(options: argparse.Namespace) -> int:
    from parindex.config import commands

    commands.start()
    with progress(_said(options, "Đang kiểm tra nhật ký", "Verifying the ledger")):
        report = commands.verify(options.anchor)
    if options.format == "json":
        import json

        from parindex.cli.check import as_json

        told = {"format": 1, "entries": report.count, "anchor": report.anchor, "untold": report.untold}
        print(json.dumps({**told, "problems": as_json(report.problems, options.lang)}, ensure_ascii=False, indent=1))
    else:
        from parindex.cli.check import render

        print(
            _said(
                options, f"{report.count} dòng nhật ký · {report.anchor}", f"{report.count} entries · {report.anchor}"
            )
        )
        print(render(report.problems, options.lang, colour=sys.stdout.isatty()))
    return FOUND if report.problems else CLEAN


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": _demo,
    "serve": _serve,
    "init": _init,
    "import": _import,
    "export": _export,
    "ledger": _ledger,
    "manage": _manage,
}

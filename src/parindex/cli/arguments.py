"""The commands and their options, with help in both languages."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from parindex import __version__
from parindex.cli.language import LANGUAGES

FORMATS = ("docx", "pdf", "html", "xlsx", "article")
STAGES = ("self", "appraised", "explained", "final")
NOISES = ("uniform", "dirichlet")

_VIETNAMESE = {
    "usage: ": "Cách dùng: ",
    "options": "Tùy chọn",
    "positional arguments": "Tham số",
    "subcommands": "Lệnh",
    "show this help message and exit": "hiện trợ giúp này",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
    "the following arguments are required: %s": "còn thiếu: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "expected one argument": "cần một giá trị đi kèm",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không hợp lệ",
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có lựa chọn %(value)r (chọn một trong: %(choices)s)",
}


class _Parser(argparse.ArgumentParser):
    """A parser that points to the help instead of printing the whole usage with an error."""

    def error(self, message: str) -> NoReturn:
        hint = "Xem" if _spoken["language"] == "vi" else "See"
        self.exit(2, f"{self.prog}: {message}\n{hint}: {self.prog} --help\n")


_spoken = {"language": "vi"}


def parser(language: str) -> argparse.ArgumentParser:
    """The whole command line, speaking `language`."""
    _spoken["language"] = language
    # argparse takes its few own words from gettext; they are translated here, where all other help stands too
    setattr(argparse, "_", lambda text: _VIETNAMESE.get(text, text) if language == "vi" else text)  # noqa: B010 - mypy knows no `_` there
    return _Builder(language).root


class _Builder:
    def __init__(self, language: str) -> None:
        self.language = language
        said = self.said(
            "Tính, kiểm tra và báo cáo chỉ số cải cách hành chính của một kỳ đánh giá.",
            "Compute, check and report the public administration reform index of one round.",
        )
        after = self.said(
            "PACKAGE là thư mục, tệp .zip hoặc sổ tính .xlsx. Mã thoát: 0 không có lỗi, 1 có lỗi, 2 không đọc được.",
            "PACKAGE is a folder, a .zip or an .xlsx workbook. Exit codes: 0 clean, 1 problems found, 2 cannot be read.",
        )
        self.root = _Parser(prog="parindex", description=said, epilog=after)
        self.root.add_argument(
            "--version",
            action="version",
            version=f"parindex {__version__}",
            help=self.said("hiện phiên bản", "show the version"),
        )
        self._language(self.root)
        self.commands = self.root.add_subparsers(dest="command", metavar=self.said("LỆNH", "COMMAND"), required=True)
        self._check()
        self._compute()
        self._report()
        self._robustness()
        self._convert()
        self._application()
        self._test()

    def said(self, vi: str, en: str) -> str:
        return vi if self.language == "vi" else en

    def _language(self, to: argparse.ArgumentParser) -> None:
        text = self.said("ngôn ngữ: vi (mặc định) hoặc en", "language: vi (default) or en")
        to.add_argument("--lang", choices=LANGUAGES, default=self.language, help=text)

    def _command(self, name: str, vi: str, en: str) -> argparse.ArgumentParser:
        text = self.said(vi, en)
        made: argparse.ArgumentParser = self.commands.add_parser(name, help=text, description=text)
        self._language(made)
        return made

    def _package(self, to: argparse.ArgumentParser, *, previous: bool = False) -> None:
        text = self.said("gói dữ liệu của kỳ đánh giá", "the round package")
        to.add_argument("package", metavar="PACKAGE", help=text)
        if previous:
            text = self.said("gói dữ liệu của kỳ trước", "the previous round's package")
            to.add_argument("--previous", metavar="PACKAGE", help=text)

    def _force(self, to: argparse.ArgumentParser) -> None:
        text = self.said("ghi đè tệp đã có", "overwrite what exists")
        to.add_argument("--force", action="store_true", help=text)

    def _format(self, to: argparse.ArgumentParser, choices: Sequence[str]) -> None:
        text = self.said("dạng kết quả", "form of the output")
        to.add_argument("--format", choices=choices, default=choices[0], help=text)

    def _check(self) -> None:
        made = self._command(
            "check", "nêu mọi lỗi của một gói dữ liệu cùng một lúc", "list everything wrong with a package, all at once"
        )
        self._package(made, previous=True)
        self._format(made, ("table", "json"))

    def _compute(self) -> None:
        made = self._command("compute", "tính chỉ số, xếp hạng và so sánh", "compute indexes, ranks and comparisons")
        self._package(made, previous=True)
        text = self.said("tính theo điểm đến hết bước này", "compute with points up to this stage")
        made.add_argument("--stage", choices=STAGES, help=text)
        self._format(made, ("table", "json", "csv"))

    def _report(self) -> None:
        made = self._command("report", "viết báo cáo phân tích và tin công bố", "write the report and the announcement")
        self._package(made, previous=True)
        text = self.said("thư mục ghi kết quả", "the folder to write into")
        made.add_argument("--out", metavar=self.said("THƯ_MỤC", "FOLDER"), required=True, help=text)
        made.add_argument(
            "--formats",
            default=",".join(FORMATS),
            help=self.said(
                "các dạng cần ghi, cách nhau dấu phẩy (mặc định: tất cả)",
                "what to write, commas between (default: all)",
            ),
        )
        self._force(made)

    def _robustness(self) -> None:
        made = self._command(
            "robustness", "hạng vững đến đâu nếu trọng số khác đi", "how far ranks would move under other weights"
        )
        self._package(made)
        made.add_argument(
            "--draws", type=_count, default=2000, help=self.said("số lần rút (mặc định 2000)", "draws (2000)")
        )
        made.add_argument(
            "--seed", type=_seed, default=1, help=self.said("hạt giống ngẫu nhiên (mặc định 1)", "seed (1)")
        )
        text = self.said("cách làm nhiễu trọng số", "how weights are varied")
        made.add_argument("--noise", choices=NOISES, default=NOISES[0], help=text)
        self._format(made, ("table", "json"))

    def _convert(self) -> None:
        made = self._command(
            "convert",
            "chuyển đổi giữa thư mục, .zip, sổ tính và phiếu chấm điểm",
            "convert between folder, zip, workbook and the official scoring form",
        )
        self._package(made)
        made.add_argument("target", metavar="TARGET", help=self.said("nơi ghi kết quả", "where to write"))
        self._form(made)
        self._force(made)

    def _form(self, to: argparse.ArgumentParser) -> None:
        to.add_argument(
            "--form",
            action="store_true",
            help=self.said(
                "ghi ra phiếu chấm điểm: TARGET.xlsx mỗi đơn vị một trang, hoặc thư mục mỗi đơn vị một tệp",
                "write the official scoring form: TARGET.xlsx with a sheet per unit, or a folder with a file per unit",
            ),
        )
        to.add_argument(
            "--base",
            metavar="PACKAGE",
            help=self.said(
                "khi đọc phiếu chấm điểm: gói có bộ tiêu chí và danh sách đơn vị để đối chiếu",
                "when reading scoring forms: a package with the criteria and units to match them with",
            ),
        )
        to.add_argument(
            "--told",
            metavar="FILE.csv",
            help=self.said(
                "khi đọc phiếu chấm điểm: ghi từng dòng của phiếu được hiểu là gì",
                "when reading scoring forms: write what every row was taken for",
            ),
        )

    def _application(self) -> None:
        demo = self._command(
            "demo",
            "mở ứng dụng với dữ liệu mẫu (phục dựng) của tỉnh Lai Châu",
            "open the application with the Lai Châu sample",
        )
        self._address(demo)
        text = self.said("chỉ chuẩn bị dữ liệu, không mở ứng dụng", "only prepare the data, serve nothing")
        demo.add_argument("--prepare", action="store_true", help=text)
        serve = self._command("serve", "chạy ứng dụng", "run the application")
        self._address(serve)
        text = self.said("số tiến trình (mặc định 2)", "number of processes (2)")
        serve.add_argument("--workers", type=_workers, default=2, help=text)
        self._init()
        self._package(
            self._command(
                "import", "nhập gói dữ liệu thành một kỳ đánh giá", "import a package as a round of the application"
            )
        )
        export = self._command("export", "xuất một kỳ đánh giá thành gói dữ liệu", "export a round as a package")
        export.add_argument("name", metavar="NAME", help=self.said("tên kỳ đánh giá", "the round's name"))
        export.add_argument("target", metavar="TARGET", help=self.said("nơi ghi kết quả", "where to write"))
        self._force(export)
        self._ledger()
        self._rest("manage", "lệnh của Django, dành cho người vận hành", "commands of Django, for operators")

    def _address(self, to: argparse.ArgumentParser) -> None:
        text = self.said("địa chỉ mạng (mặc định 127.0.0.1)", "the address to listen on (127.0.0.1)")
        to.add_argument("--host", default="127.0.0.1", help=text)
        text = self.said("cổng (mặc định 8400)", "the port (8400)")
        to.add_argument("--port", type=_port, default=8400, help=text)
        text = self.said("không mở trình duyệt", "do not open the browser")
        to.add_argument("--no-browser", action="store_true", help=text)

    def _init(self) -> None:
        made = self._command(
            "init",
            "tạo cơ sở dữ liệu và tài khoản quản trị đầu tiên (mật khẩu: hỏi, hoặc PARINDEX_ADMIN_PASSWORD)",
            "make the database and the first administrator (password: asked for, or PARINDEX_ADMIN_PASSWORD)",
        )
        made.add_argument("--email", help=self.said("thư điện tử, là tên đăng nhập", "e-mail address, to sign in with"))
        made.add_argument("--name", help=self.said("họ và tên", "the person's name"))

    def _ledger(self) -> None:
        made = self._command(
            "ledger", "kiểm tra nhật ký: không dòng nào bị sửa, xóa, chèn", "verify that the ledger is whole"
        )
        made.add_argument("what", choices=("verify",), help=self.said("việc cần làm", "what to do"))
        text = self.said("mốc đã ghi lại ở lần kiểm tra trước", "the anchor noted down at an earlier verification")
        made.add_argument("--anchor", metavar="COUNT:DIGEST", default="", help=text)
        self._format(made, ("table", "json"))

    def _rest(self, name: str, vi: str, en: str) -> None:
        made = self._command(name, vi, en)
        made.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help=argparse.SUPPRESS)

    def _test(self) -> None:
        self._rest("test", "chạy mọi phép thử (từ mã nguồn)", "run every test (from the source)")


def _count(text: str) -> int:
    if not 1 <= (number := int(text)) <= 1_000_000:
        raise ValueError(text)
    return number


def _seed(text: str) -> int:
    if not 0 <= (number := int(text)) < 2**63:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    if not 1 <= (number := int(text)) <= 65535:
        raise ValueError(text)
    return number


def _workers(text: str) -> int:
    if not 1 <= (number := int(text)) <= 64:
        raise ValueError(text)
    return number

"""What the commands of the application do, once Django is started. They return values; printing is the command line's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from parindex.config.trouble import Trouble
from parindex.package.files.systems import os_words

if TYPE_CHECKING:
    from parindex.engine.problems import Problem
    from parindex.ledger.verify import Report


def start() -> None:
    """Start Django with our settings. Raises Trouble where the folder of data cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.config.settings")
    import django

    try:
        django.setup()
    except OSError as error:
        said, place = os_words(error), error.filename or os.environ.get("PARINDEX_DATA", "")
        raise Trouble(
            f"Không dùng được thư mục dữ liệu {place}: {said.vi}. Kiểm tra quyền ghi, hoặc đặt PARINDEX_DATA là thư mục khác.",
            f"The folder of data {place} cannot be used: {said.en}. Check the permissions, or set PARINDEX_DATA.",
        ) from error
    except ValueError as error:
        if not os.environ.get("DATABASE_URL"):
            raise
        raise Trouble(
            "DATABASE_URL không đúng dạng postgres://người_dùng:mật_khẩu@máy:cổng/tên.",
            "DATABASE_URL is not of the form postgres://user:password@host:port/name.",
        ) from error


@contextmanager
def database() -> Iterator[None]:
    """Turn a database that is away or cannot be written into Trouble; its own words may hold names, so they stay out."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
        yield
    except OperationalError as error:
        settings = connection.settings_dict
        place = settings["NAME"] if connection.vendor == "sqlite" else f"{settings['HOST']}:{settings['PORT'] or 5432}"
        raise Trouble(
            f"Không kết nối được cơ sở dữ liệu ({place}). Kiểm tra máy chủ, quyền ghi và DATABASE_URL.",
            f"The database ({place}) cannot be reached. Check the server, the permissions and DATABASE_URL.",
        ) from error


def pending() -> tuple[int, bool]:
    """How many migrations wait, and whether none was ever applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(waiting), not executor.loader.applied_migrations


def migrate() -> None:
    """Bring the database up to this version."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def up_to_date(*, make: bool = False) -> None:
    """Raise Trouble where migrations wait; with `make`, a database that is empty is made."""
    waiting, empty = pending()
    if waiting and empty and make:
        migrate()
    elif waiting and empty:
        raise Trouble(
            "Chưa có cơ sở dữ liệu. Chạy “parindex init” để tạo và lập tài khoản quản trị.",
            "There is no database yet. Run “parindex init” to make it, with the first administrator.",
        )
    elif waiting:
        raise Trouble(
            f"Cơ sở dữ liệu cần {waiting} bước cập nhật. Sao lưu, rồi chạy “parindex manage migrate”.",
            f"The database waits for {waiting} migrations. Make a backup, then run “parindex manage migrate”.",
        )


def manage(arguments: Sequence[str]) -> None:
    """Django's own commands."""
    start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["parindex manage", *arguments])


def has_administrator() -> bool:
    """Whether somebody holds that role and can sign in."""
    from parindex.directory.models import Holding
    from parindex.grammar.roles import Role

    return Holding.objects.filter(role=Role.ADMINISTRATOR.value, ended_at=None, person__is_active=True).exists()


def refuse_administrator() -> None:
    """Raise Trouble where there is one already."""
    if has_administrator():
        raise Trouble(
            "Đã có tài khoản quản trị; người đó lập các tài khoản khác trong ứng dụng.",
            "There is an administrator already, who makes further accounts in the application.",
        )


def make_administrator(email: str, name: str, password: str) -> None:
    """Make the first administrator. Raises Trouble with everything that is wrong."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from parindex.directory.actions import invite_person
    from parindex.directory.models import Person
    from parindex.grammar.roles import SYSTEM, Role
    from parindex.grammar.verdict import Invalid

    try:
        validate_password(password, Person(email=email, name=name))
    except ValidationError as error:
        raise Trouble(
            "Mật khẩu chưa đạt: cần ít nhất 10 ký tự, không quá phổ biến, không giống tên hay thư điện tử.",
            "The password will not do: it needs 10 characters at least, must not be common, nor like name or e-mail.",
        ) from error
    try:
        with transaction.atomic():
            refuse_administrator()
            invite_person(email, by=SYSTEM, name=name, roles=[(Role.ADMINISTRATOR, None)], password=password)
    except Invalid as invalid:
        faults_vi = " ".join(fault.vi for fault in invalid.faults.values())
        raise Trouble(faults_vi, " ".join(fault.en for fault in invalid.faults.values())) from invalid


def import_from(path: str) -> tuple[str, Sequence[Problem]]:
    """Import a package; its round's name, and notes on what was assumed. Raises CannotRead."""
    from parindex.grammar.roles import SYSTEM
    from parindex.package.files.reading import read_package
    from parindex.results.importing import import_package

    package = read_package(path)
    with database():
        up_to_date(make=True)
        return import_package(package, by=SYSTEM).name, package.notes


def export(name: str, target: str, *, force: bool) -> None:
    """Write a round as a package. Raises Trouble where there is no such round, CannotWrite."""
    from parindex.package.files.writing import write_package
    from parindex.results.gathering import gather
    from parindex.rounds.models import Round

    with database():
        up_to_date()
        round_ = Round.objects.filter(name=name).first()
        if round_ is None:
            known = ", ".join(Round.objects.values_list("name", flat=True)[:10])
            raise Trouble(
                f"Không có kỳ đánh giá “{name}”. Hiện có: {known or 'chưa có kỳ nào'}.",
                f"There is no round “{name}”. There are: {known or 'none yet'}.",
            )
        package = gather(round_)
    write_package(package, Path(target), force=force)


def verify(anchor: str) -> Report:
    """Hold the ledger against its digests."""
    from parindex.ledger.verify import verify as verify_ledger

    with database():
        up_to_date()
        return verify_ledger(anchor=anchor)

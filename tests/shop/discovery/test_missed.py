"""Searches in vain: noted without a query, counted once whoever is killed when, and never what may be personal."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import threading
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.discovery import missed
from shop.discovery.missed import OTHER, count, kept, looked_for, note, times
from shop.discovery.models import CountedFile, Missed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def spool(settings, tmp_path) -> Path:
    """A folder that is not there yet."""
    folder = tmp_path / "var" / "missed"
    settings.SEARCH_SPOOL = str(folder)
    missed._trouble.is_said = False
    return folder


def rows():
    found = Missed.objects.order_by("day", "text_fold").values_list("day", "text_fold", "shown", "count")
    return [(day.isoformat(), *rest) for day, *rest in found]


def test_noted_without_a_query_and_counted_by_folded_words_and_local_day(now, spool):
    with CaptureQueriesContext(connection) as captured:
        note("Mắc ca  Bình Liêu", now)
        note("mac ca binh lieu", now)
        note(unicodedata.normalize("NFD", "MẮC CA, Bình Liêu!"), now)
        # 17:00 UTC is the next day in Vietnam.
        note("mắc ca bình liêu", datetime(2026, 11, 24, 16, 59, 59, 999_999, tzinfo=UTC))
        note("sâm đất", datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    assert len(captured) == 0

    assert count(at=now) == 5

    assert rows() == [
        ("2026-11-24", "mac ca binh lieu", "Mắc ca Bình Liêu", 4),
        ("2026-11-25", "sam dat", "sâm đất", 1),
    ]
    assert list(spool.iterdir()) == []


def test_what_was_counted_is_added_to(now):
    for _ in range(3):
        note("mắc ca", now)
        note("sâm", now)
        assert count(at=now) == 2

    assert rows() == [("2026-11-24", "mac ca", "mắc ca", 3), ("2026-11-24", "sam", "sâm", 3)]
    assert count(at=now) == 0


@pytest.mark.parametrize(
    "text",
    [
        "hoa@example.vn",
        "gọi cho hoa ＠ nhà",
        "0912 345 678",
        "số 12-34-56",
        "١٢٣٤٥٦",
        "mật ong " * 8,
    ],
)
def test_what_may_be_personal_is_never_written_down(text, now, spool):
    note(text, now)

    assert (spool / "open.log").read_text() == f"\n2026-11-24\t{OTHER}\t\n"
    count(at=now)
    assert rows() == [("2026-11-24", OTHER, OTHER, 1)]


def test_what_is_kept_and_what_is_no_search():
    assert kept("5 sao dưới 20000") == OTHER
    assert kept("4 sao dưới 200k") == "4 sao dưới 200k"
    assert kept("m" * 60) == "m" * 60
    assert kept("m" * 61) == OTHER
    assert kept("  mật\tong\nrừng\x00\u202e ") == "mật ong rừng"
    assert [kept(text) for text in ("", "  ", "?!", "🍯", "\x00")] == [""] * 5


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "a\ud800b",
        "x\ty\nz",
        "\x00" * 100,
        "ﷺ" * 60,
        "e" + "\u0301" * 5000,
        "a" * 10_000,
        "'; DROP TABLE x --",
    ],
    ids=["surrogate", "half", "tabs", "nul", "expands", "marks", "long", "sql"],
)
def test_nothing_that_is_typed_breaks_it(text, now):
    note(text, now)
    note("mắc ca", now)

    count(at=now)

    assert Missed.objects.get(text_fold="mac ca").count == 1
    assert Missed.objects.count() <= 2


# ---------------------------------------------------------------- trouble


def test_a_disk_that_takes_nothing_costs_one_line_in_the_log(now, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.SEARCH_SPOOL = str(tmp_path / "file" / "folder")
    for _ in range(3):
        note("mắc ca", now)
    assert [record.levelname for record in caplog.records] == ["WARNING"]

    # It went well in between: said again.
    settings.SEARCH_SPOOL = str(tmp_path / "good")
    note("mắc ca", now)
    settings.SEARCH_SPOOL = str(tmp_path / "file" / "folder")
    note("mắc ca", now)
    assert len(caplog.records) == 2


def test_a_full_disk_raises_nothing(now, monkeypatch, caplog):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)

    note("mắc ca", now)

    assert [record.getMessage() for record in caplog.records] == [
        "searches in vain are not noted for now: OSError: [Errno 28] No space left on device"
    ]


@pytest.mark.parametrize("cut", range(1, 22))
def test_a_line_that_a_full_disk_cut_spoils_no_other(now, spool, cut):
    spool.mkdir(parents=True)
    line = "\n2026-11-24\tmắc ca\t\n".encode()
    (spool / "open.log").write_bytes(line + line[:-cut] + line)

    count(at=now)

    # Without its last byte it is still whole: the next line begins with one.
    assert Missed.objects.get().count == (3 if cut == 1 else 2)


def test_the_open_file_does_not_grow_for_ever(now, spool, monkeypatch):
    monkeypatch.setattr(missed, "MOST_BYTES", 100)
    for _ in range(50):
        note("mắc ca", now)

    assert (spool / "open.log").stat().st_size < 130


def test_a_machine_that_tries_words_fills_no_table(now, monkeypatch):
    monkeypatch.setattr(missed, "MOST_A_DAY", 3)
    for word in ("một", "hai"):
        note(word, now)
    count(at=now)
    for word in ("hai", "ba", "bốn", "năm", "a@b.vn"):
        note(word, now)
    count(at=now)

    assert sum(row[3] for row in rows()) == 7
    assert [(row[1], row[3]) for row in rows()] == [("ba", 1), ("hai", 2), ("mot", 1), (OTHER, 3)]


# ---------------------------------------------------------------- killed, and at the same time


class Killed(BaseException):
    """The process ends here."""


def test_killed_between_renaming_and_counting(now, spool, monkeypatch):
    note("mắc ca", now)
    monkeypatch.setattr(missed, "_count_file", lambda *args: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        count(at=now)
    monkeypatch.undo()
    note("mắc ca", now)

    assert count(at=now) == 2
    assert rows() == [("2026-11-24", "mac ca", "mắc ca", 2)]


def test_killed_in_the_middle_of_counting(now, spool, monkeypatch):
    note("mắc ca", now)
    add = missed._add

    def half(searches):
        add(searches)
        raise Killed

    monkeypatch.setattr(missed, "_add", half)
    with pytest.raises(Killed):
        count(at=now)
    assert (Missed.objects.count(), CountedFile.objects.count()) == (0, 0)
    monkeypatch.setattr(missed, "_add", add)

    assert count(at=now) == 1
    assert rows() == [("2026-11-24", "mac ca", "mắc ca", 1)]


def test_killed_between_the_commit_and_deleting_the_file(now, spool, monkeypatch):
    note("mắc ca", now)
    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda *args, **words: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        count(at=now)
    assert len(list(spool.glob("closed-*.log"))) == 1
    monkeypatch.setattr(Path, "unlink", unlink)

    assert count(at=now) == 0
    assert rows() == [("2026-11-24", "mac ca", "mắc ca", 1)]
    assert list(spool.iterdir()) == []


def test_another_worker_took_the_file_meanwhile(now, spool, monkeypatch):
    note("mắc ca", now)
    read = missed._read

    def slow(path):
        content = read(path)
        path.unlink()
        return content

    monkeypatch.setattr(missed, "_read", slow)
    assert count(at=now) == 1

    monkeypatch.setattr(Path, "glob", lambda *args: [spool / "closed-gone.log"])
    assert count(at=now) == 0


def _write(folder: str, word: str, lines: int, at: datetime) -> None:
    from django.conf import settings

    settings.SEARCH_SPOOL = folder
    for _ in range(lines):
        note(word, at)


def test_no_line_of_many_processes_is_lost_or_mixed_while_files_are_closed(now, spool):
    """Four processes write while this one closes the file again and again."""
    words = ["mắc ca Bình Liêu", "sâm", "x" * 60, "nước mắm"]
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write, args=(str(spool), word, 400, now)) for word in words]
    for writer in writers:
        writer.start()
    counted = 0
    while any(writer.is_alive() for writer in writers):
        counted += count(at=now)
    for writer in writers:
        writer.join()
    counted += count(at=now)

    assert counted == 1600
    assert {row[2]: row[3] for row in rows()} == dict.fromkeys(words, 400)


def test_who_counts_waits_for_who_still_writes(now, spool, monkeypatch):
    """A writer that opened the file before it was renamed, and writes after."""
    spool.mkdir(parents=True)
    may_write, is_locked = threading.Event(), threading.Event()
    write = os.write

    def slow(file, line):
        is_locked.set()
        may_write.wait(5)
        return write(file, line)

    monkeypatch.setattr(os, "write", slow)
    writer = threading.Thread(target=note, args=("mắc ca", now))
    writer.start()
    is_locked.wait(5)
    threading.Timer(0.2, may_write.set).start()

    counted = count(at=now)
    writer.join()

    assert counted == 1


def test_who_opened_a_file_that_was_counted_meanwhile_begins_another(now, spool, monkeypatch):
    note("sâm", now)
    lock, counted = fcntl.flock, []

    def late(file, kind):
        monkeypatch.setattr(fcntl, "flock", lock)
        counted.append(count(at=now))
        lock(file, kind)

    monkeypatch.setattr(fcntl, "flock", late)
    note("mắc ca", now)

    assert counted == [1]
    assert count(at=now) == 1
    assert {row[2] for row in rows()} == {"sâm", "mắc ca"}


# ---------------------------------------------------------------- kept for some time, and read


def test_after_ninety_days_it_is_gone(now):
    note("mắc ca", now - timedelta(days=91))
    note("sâm", now - timedelta(days=90))
    count(at=now - timedelta(days=90))
    assert CountedFile.objects.count() == 1

    count(at=now)

    assert [row[1] for row in rows()] == ["sam"]
    assert CountedFile.objects.count() == 1
    count(at=now + timedelta(microseconds=1))
    assert CountedFile.objects.count() == 0


def test_what_curators_read(now):
    for days, text, often in ((0, "sâm", 1), (6, "mắc ca", 2), (6, "sâm", 1), (7, "quế", 9), (2, "a@b.vn", 4)):
        for _ in range(often):
            note(text, now - timedelta(days=days))
    count(at=now)

    def read(days):
        return [(row["text"], row["times"], row["last"].day) for row in looked_for(days=days, at=now)]

    assert read(7) == [("sâm", 2, 24), ("mắc ca", 2, 18)]
    assert read(8) == [("quế", 9, 17), ("sâm", 2, 24), ("mắc ca", 2, 18)]
    assert read(1) == [("sâm", 1, 24)]
    assert (times(days=7, at=now), times(days=30, at=now)) == ((8, 4), (17, 4))
    Missed.objects.all().delete()
    assert times(days=90, at=now) == (0, 0)

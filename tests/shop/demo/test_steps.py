"""The demo remembers its steps, on the database they were done on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from django.core.management.base import CommandError

from shop.demo.management.commands import demo
from shop.demo.steps import STEPS, Memory, Step, fingerprint


@pytest.fixture
def house(tmp_path, settings):
    """A folder of its own for database, media and static files."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def opened(house) -> Memory:
    """The memory of the database in the folder."""
    return Memory.open({"ENGINE": "django.db.backends.sqlite3", "NAME": str(house / "shop.sqlite3")}, folder=house)


STEP = Step("one", "One", lambda progress: None, ("requirements.txt",))


def test_every_step_has_a_key_of_its_own_and_inputs_that_exist():
    assert len({step.key for step in STEPS}) == len(STEPS)
    for step in STEPS:
        for pattern in step.inputs:
            assert fingerprint((pattern,)) != fingerprint(()), f"{step.key}: {pattern} matches no file"


def test_a_fingerprint_follows_names_and_contents(tmp_path):
    (tmp_path / "requirements.txt").touch()
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    first = fingerprint(("*.csv",), root=tmp_path)

    assert fingerprint(("*.csv",), root=tmp_path) == first
    (tmp_path / "a.csv").write_text("2", encoding="utf-8")
    assert fingerprint(("*.csv",), root=tmp_path) != first
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert fingerprint(("*.csv",), root=tmp_path) != first


def test_a_done_step_stays_done_in_the_next_start(house):
    memory = opened(house)
    assert not memory.is_ours()
    memory.begin()
    memory.remember(STEP)

    later = opened(house)

    assert later.is_ours()
    assert later.is_done(STEP)
    assert not later.is_done(Step("one", "One", STEP.run, ("pyproject.toml",)))


def test_another_database_in_the_same_place_remembers_nothing(house):
    memory = opened(house)
    memory.begin()
    memory.remember(STEP)
    (house / "shop.sqlite3").unlink()
    assert not opened(house).is_ours()
    with closing(sqlite3.connect(house / "shop.sqlite3")) as connection:
        connection.execute("CREATE TABLE other (id integer)")

    later = opened(house)

    assert not later.is_ours()
    assert not later.is_done(STEP)


def test_fresh_removes_the_demos_own_database_and_media(house):
    memory = opened(house)
    memory.begin()
    demo.make_folders()
    (house / "media" / "jar.webp").touch()
    (house / "other.sqlite3").touch()

    demo.drop_demo(memory)

    assert sorted(path.name for path in house.iterdir()) == ["other.sqlite3", "static"]


def test_fresh_refuses_a_database_that_the_demo_did_not_make(house):
    with closing(sqlite3.connect(house / "shop.sqlite3")) as connection:
        connection.execute("CREATE TABLE other (id integer)")

    with pytest.raises(CommandError, match="was not made by the demo"):
        demo.drop_demo(opened(house))

    assert (house / "shop.sqlite3").exists()


def test_fresh_leaves_media_that_somebody_else_made(house, settings):
    settings.MEDIA_ROOT = str(house / "photographs")
    (house / "photographs").mkdir()
    memory = opened(house)
    memory.begin()
    demo.make_folders()

    demo.drop_demo(memory)

    assert (house / "photographs").exists()


def test_fresh_refuses_postgresql(house):
    config = {"ENGINE": "django.db.backends.postgresql", "NAME": "shop", "HOST": "h", "PORT": "1"}
    memory = Memory.open(config, folder=house)

    with pytest.raises(CommandError, match="SQLite demo only"):
        demo.drop_demo(memory)


def test_a_busy_port_gets_one_sentence_with_a_way_out():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} cannot be used .*--port {port + 1}"):
            demo.check_port(port)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(CommandError, match="from 1 to 65535"):
        demo.check_port(port)


@pytest.mark.django_db
def test_a_real_shop_is_not_filled_with_demo_goods(house, django_user_model):
    django_user_model.objects.create(email="owner@example.vn")

    with pytest.raises(CommandError, match="a shop that the demo did not make"):
        demo.refuse_a_shop_that_is_not_the_demo(Memory(path=house / "x", database=None))


@pytest.mark.django_db
def test_an_empty_database_may_become_the_demo(house):
    demo.refuse_a_shop_that_is_not_the_demo(Memory(path=house / "x", database=None))

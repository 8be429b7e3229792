"""The way from a bare Python to Django: the parts that need no network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shop import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("# a note\n\nDEMO=1\n", {"DEMO": "1"}),
        ("export DEMO = 1", {"DEMO": "1"}),
        ("A='two words'\nB=\"x=y\"\nC=", {"A": "two words", "B": "x=y", "C": ""}),
        ("URL=postgres://u:p#1@h/n", {"URL": "postgres://u:p#1@h/n"}),
        ("A=1\nA=2", {"A": "2"}),
    ],
)
def test_env_files_are_read(text, expected):
    assert bootstrap.read_env(text) == expected


def test_a_line_that_is_no_variable_stops_the_start_with_its_number():
    with pytest.raises(bootstrap.Stop, match=r"\.env, line 2: “DEMO 1” is not KEY=VALUE"):
        bootstrap.read_env("A=1\nDEMO 1\n")


def test_writing_demo_keeps_every_other_line():
    text = "# mine\nSECRET_KEY=abc\nDEMO=0\nexport DEMO=no\nDEMO_X=1"

    assert bootstrap.env_with(text, name="DEMO", value="1") == "# mine\nSECRET_KEY=abc\nDEMO_X=1\nDEMO=1\n"


def test_what_is_set_already_wins_over_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ENV_FILE", tmp_path / ".env")
    (tmp_path / ".env").write_text("A=file\nB=file\n", encoding="utf-8")
    environ = {"A": "set"}

    bootstrap.load_env(environ)

    assert environ == {"A": "set", "B": "file"}


def test_the_demo_writes_its_switch_once(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ENV_FILE", tmp_path / ".env")
    (tmp_path / ".env").write_text("EMAIL_URL=smtp://localhost:25\n", encoding="utf-8")
    environ: dict[str, str] = {}

    bootstrap.turn_demo_on(environ)
    bootstrap.turn_demo_on(environ)

    assert (tmp_path / ".env").read_text(encoding="utf-8") == "EMAIL_URL=smtp://localhost:25\nDEMO=1\n"
    assert environ == {"DEMO": "1"}


@pytest.mark.parametrize(
    ("environ", "word"),
    [({"DEMO": "0"}, "switched off"), ({"DJANGO_SETTINGS_MODULE": "shop.settings.production"}, "production settings")],
)
def test_a_machine_that_is_no_demo_is_left_alone(tmp_path, monkeypatch, environ, word):
    monkeypatch.setattr(bootstrap, "ENV_FILE", tmp_path / ".env")

    with pytest.raises(bootstrap.Stop, match=word):
        bootstrap.turn_demo_on(environ)

    assert not (tmp_path / ".env").exists()


def test_requirement_lines_follow_other_files_and_drop_reasons(tmp_path):
    (tmp_path / "requirements.txt").write_text("# what\na==1  # why\n\nb[x]==2.0  # why\n", encoding="utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "requirements.txt").write_text("-r ../requirements.txt\nc==3\n", encoding="utf-8")

    assert bootstrap.requirement_lines(tmp_path / "tests" / "requirements.txt") == ["a==1", "b[x]==2.0", "c==3"]


def test_the_fingerprint_follows_packages_and_python():
    fingerprint = bootstrap.digest(["a==1"], python="3.12")

    assert bootstrap.digest(["a==1"], python="3.12") == fingerprint
    assert bootstrap.digest(["a==2"], python="3.12") != fingerprint
    assert bootstrap.digest(["a==1"], python="3.13") != fingerprint


def test_packages_are_met_here_only_in_their_exact_version():
    import django

    assert bootstrap.is_met_here([f"Django=={django.__version__}"])
    assert bootstrap.is_met_here(bootstrap.requirement_lines(ROOT / "requirements.txt"))
    assert not bootstrap.is_met_here(["Django==1.0"])
    assert not bootstrap.is_met_here(["no-such-package-of-ours==1.0"])


def _venv(folder: Path, config: str, *, python: bool) -> Path:
    (folder / "bin").mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text(config, encoding="utf-8")
    (folder / "bin" / "python").symlink_to(sys.executable if python else folder / "gone")
    return folder


@pytest.mark.parametrize(
    ("config", "python", "version"),
    [
        ("home = /usr/bin\nversion = 3.12.1\n", True, "3.12"),
        ("home = /usr/bin\nversion_info = 3.13.0\n", True, "3.13"),  # as uv writes it
        ("home = /usr/bin\nversion = 3.10.4\n", True, None),
        ("home = /usr/bin\nversion = 3.14.0\n", True, None),
        ("home = /usr/bin\n", True, None),
        ("home = /usr/bin\nversion = 3.12.1\n", False, None),  # its Python was removed
    ],
)
def test_a_virtual_environment_counts_only_when_it_can_run(tmp_path, config, python, version):
    assert bootstrap.venv_version(_venv(tmp_path / "v", config, python=python)) == version


def test_a_folder_that_is_no_environment_has_no_version(tmp_path):
    (tmp_path / "v" / "bin").mkdir(parents=True)

    assert bootstrap.venv_version(tmp_path / "v") is None
    assert bootstrap.venv_version(tmp_path / "nothing") is None


def test_a_broken_stamp_counts_as_none(tmp_path):
    assert bootstrap.stamps(tmp_path) == {}
    (tmp_path / "installed.json").write_text("{half", encoding="utf-8")
    assert bootstrap.stamps(tmp_path) == {}
    (tmp_path / "installed.json").write_text('{"demo": "x"}', encoding="utf-8")
    assert bootstrap.stamps(tmp_path) == {"demo": "x"}


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A project folder of its own with one requirement, and a record of what was made and installed."""
    calls: list[str] = []
    (tmp_path / "requirements.txt").write_text("a-package-of-nobody==1\n", encoding="utf-8")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", {"demo": tmp_path / "requirements.txt"})
    monkeypatch.setattr(bootstrap, "venv_version", lambda at: "3.12" if (at / "pyvenv.cfg").exists() else None)
    monkeypatch.setattr(bootstrap, "tool_for_existing_venv", lambda *, log: "pip" if _is_whole(venv) else None)

    def make_venv(*, log):
        calls.append("make")
        bootstrap._clear_venv()
        venv.mkdir()
        (venv / "pyvenv.cfg").touch()
        return "pip"

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "_install_with_pip", lambda path, *, pip, log: calls.append("install"))
    return venv, calls


def _is_whole(venv: Path) -> bool:
    return (venv / "pyvenv.cfg").exists() and not (venv / "installing").exists()


def test_the_second_start_installs_nothing(house):
    _venv_path, calls = house

    bootstrap.prepare("demo")
    bootstrap.prepare("demo")

    assert calls == ["make", "install"]


def test_what_the_tests_need_holds_what_the_shop_needs(house, monkeypatch):
    venv, calls = house
    (venv.parent / "tests.txt").write_text("-r requirements.txt\nb==1\n", encoding="utf-8")
    both = {"demo": venv.parent / "requirements.txt", "test": venv.parent / "tests.txt"}
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", both)

    bootstrap.prepare("test")
    bootstrap.prepare("demo")

    assert calls == ["make", "install"]


def test_changed_requirements_are_installed_into_the_environment_that_stands(house):
    venv, calls = house
    bootstrap.prepare("demo")
    (venv.parent / "requirements.txt").write_text("a-package-of-nobody==2\n", encoding="utf-8")

    bootstrap.prepare("demo")

    assert calls == ["make", "install", "install"]


def test_an_interrupted_installation_is_made_anew(house, monkeypatch):
    venv, calls = house

    def killed(path, *, pip, log):
        raise KeyboardInterrupt

    whole = bootstrap._install_with_pip
    monkeypatch.setattr(bootstrap, "_install_with_pip", killed)
    with pytest.raises(KeyboardInterrupt):
        bootstrap.prepare("demo")
    assert (venv / "installing").exists()
    monkeypatch.setattr(bootstrap, "_install_with_pip", whole)

    bootstrap.prepare("demo")

    assert calls == ["make", "make", "install"]
    assert not (venv / "installing").exists()


def test_a_python_that_has_everything_needs_no_environment(house):
    venv, calls = house
    (venv.parent / "requirements.txt").write_text("# nothing\n", encoding="utf-8")

    bootstrap.prepare("demo")

    assert calls == []
    assert not venv.exists()


def test_where_nothing_can_make_an_environment_one_sentence_names_what_to_install(house, monkeypatch, capsys):
    venv, _calls = house
    monkeypatch.undo()
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(bootstrap, "_run", lambda command, *, log: False)
    log = venv.parent / "log"
    log.write_text("no module named pip\n", encoding="utf-8")

    with pytest.raises(bootstrap.Stop, match=r"install uv, or the package python3\.1[123]-venv"):
        bootstrap.make_venv(log=log)

    assert not venv.exists()


def test_uv_tells_its_download_time():
    output = "Resolved 32 packages in 252ms\nPrepared 30 packages in 1.55s\nInstalled 32 packages in 300ms\n"

    assert bootstrap.uv_download_seconds(output) == pytest.approx(1.802)
    assert bootstrap.uv_download_seconds("Prepared 3 packages in 1m 02s") == pytest.approx(62.0)
    assert bootstrap.uv_download_seconds("Resolved 1 package in 3ms") == pytest.approx(0.003)


def _fresh_folder(tmp_path: Path) -> Path:
    """A copy of what stands before Django: manage.py and the start, without .venv."""
    (tmp_path / "shop" / "demo").mkdir(parents=True)
    for name in (
        "manage.py",
        "shop/__init__.py",
        "shop/bootstrap.py",
        "shop/demo/__init__.py",
        "shop/demo/progress.py",
    ):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_the_start_needs_the_standard_library_only(tmp_path):
    folder = _fresh_folder(tmp_path)

    # -S: without site-packages, as on a machine that has Python and nothing else.
    run = subprocess.run(
        [sys.executable, "-S", "manage.py", "check"], cwd=folder, capture_output=True, text=True, check=False
    )

    assert run.returncode == 1
    assert run.stderr == "Django is not installed here. Run `python3 manage.py demo` once: it makes .venv.\n"


def test_every_command_goes_on_in_the_environment_beside_it(tmp_path):
    folder = _fresh_folder(tmp_path)
    venv = folder / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text("version = 3.12.1\n", encoding="utf-8")
    python = venv / "bin" / "python"
    python.write_text('#!/bin/sh\necho "inside: $DEMO $@"\n', encoding="utf-8")
    python.chmod(0o755)
    (folder / ".env").write_text("DEMO=1\n", encoding="utf-8")
    environ = {name: value for name, value in os.environ.items() if name != "DEMO"}

    run = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--plan"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.stdout == f"inside: 1 {folder / 'manage.py'} migrate --plan\n"
    assert run.returncode == 0

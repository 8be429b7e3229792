"""What stands between `python3 manage.py …` on a fresh machine and Django: `.env`, `.venv`, the packages.

Standard library only. Every command reads `.env` and goes on inside `.venv` when there is one; `demo` and `test`
make it and fill it first. Nothing is done twice: a stamp inside `.venv` remembers which packages stand there.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import time
from collections.abc import MutableMapping
from importlib import metadata
from pathlib import Path
from typing import NoReturn

from shop.demo import progress

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
ENV_FILE = ROOT / ".env"
REQUIREMENTS = {"demo": ROOT / "requirements.txt", "test": ROOT / "tests" / "requirements.txt"}
# Set when the first process of a command began, so that the last one can tell the whole time.
STARTED = "SHOP_STARTED"
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)")
_UV_TIME = re.compile(r"(Resolved|Prepared) \d+ packages? in (?:(\d+)m )?([\d.]+)(ms|s)")


class Stop(SystemExit):
    """A start that cannot go on; the sentence says what to do."""


# -- .env ---------------------------------------------------------------------------------------------------------


def read_env(text: str) -> dict[str, str]:
    """This will return the variables of a `.env` file: KEY=VALUE lines, `#` comments, quotes around a value dropped.

    Refuses: `Stop` at a line that is none of these.
    """
    found: dict[str, str] = {}
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise Stop(f".env, line {number}: “{line}” is not KEY=VALUE.")
        name, value = match.groups()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found[name] = value
    return found


def env_with(text: str, *, name: str, value: str) -> str:
    """This will return the `.env` text with NAME=value in it once and every other line as it was."""
    lines = [line for line in text.splitlines() if not re.match(rf"\s*(export\s+)?{re.escape(name)}\s*=", line)]
    return "\n".join([*lines, f"{name}={value}"]) + "\n"


def load_env(environ: MutableMapping[str, str] = os.environ) -> None:
    """This will put the variables of `.env` into the environment; what is set already wins."""
    if ENV_FILE.is_file():
        for name, value in read_env(ENV_FILE.read_text(encoding="utf-8")).items():
            environ.setdefault(name, value)


def turn_demo_on(environ: MutableMapping[str, str] = os.environ) -> None:
    """This will write DEMO=1 to `.env` and set it.

    Refuses: `Stop` where DEMO is switched off or the settings are those of production: that machine is no demo.
    """
    if environ.get("DEMO", "1").strip().lower() not in {"1", "true", "yes", "on"}:
        raise Stop("DEMO is switched off here (.env or the environment). Remove that line to run the demo.")
    if environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"):
        raise Stop("DJANGO_SETTINGS_MODULE names the production settings; the demo does not run with them.")
    text = ENV_FILE.read_text(encoding="utf-8") if ENV_FILE.is_file() else ""
    if read_env(text).get("DEMO") != "1":
        ENV_FILE.write_text(env_with(text, name="DEMO", value="1"), encoding="utf-8")
    environ["DEMO"] = "1"


# -- what is installed --------------------------------------------------------------------------------------------


def requirement_lines(path: Path) -> list[str]:
    """This will return the lines of a requirements file that install something, those of `-r` files included."""
    found: list[str] = []
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.split(" #", 1)[0].strip()
        if line.startswith("-r "):
            found += requirement_lines(path.parent / line[3:].strip())
        elif line and not line.startswith("#"):
            found.append(line)
    return found


def digest(lines: list[str], *, python: str) -> str:
    """This will return the fingerprint of an installation: its packages and the Python (3.12) they were chosen for."""
    return hashlib.sha256("\n".join([python, *lines]).encode()).hexdigest()


def is_met_here(lines: list[str]) -> bool:
    """This will tell whether the running Python has every pinned package already."""
    for line in lines:
        match = _PIN.match(line)
        try:
            if match and metadata.version(match[1]) != match[2]:
                return False
        except metadata.PackageNotFoundError:
            return False
    return True


def venv_python(venv: Path) -> Path:
    """This will return the path of the Python inside a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def venv_version(venv: Path) -> str | None:
    """This will return the Python of a virtual environment as "3.12", or None where it cannot run.

    A half-made one, or one whose Python was since removed, gives None.
    """
    config = venv / "pyvenv.cfg"
    if not config.is_file() or not venv_python(venv).exists():
        return None
    match = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+)", config.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match and match[1] in {"3.11", "3.12", "3.13"} else None


def stamps(venv: Path) -> dict[str, str]:
    """This will return which installations were finished in a virtual environment: {"demo": digest, "test": digest}."""
    try:
        found = json.loads((venv / "installed.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


# -- making it ----------------------------------------------------------------------------------------------------


def _run(command: list[str | Path], *, log: Path) -> bool:
    """This will run a command with its output in the log and tell whether it succeeded."""
    with log.open("a", encoding="utf-8") as out:
        out.write("$ " + " ".join(map(str, command)) + "\n")
        out.flush()
        try:
            return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False, cwd=ROOT).returncode == 0
        except OSError as error:
            out.write(f"{error}\n")
            return False


def _fail(log: Path, sentence: str) -> NoReturn:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]:
        print("   | " + line, file=sys.stderr)
    raise Stop(sentence)


def cannot_make_venv() -> str:
    """This will return the sentence for a machine on which neither uv nor venv works."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"This Python {version} cannot make a virtual environment: install uv, or the package python{version}-venv "
        f"(Debian, Ubuntu: apt install python{version}-venv), and run the command again."
    )


def _clear_venv() -> None:
    """This will remove `.venv` in one move, so that a half-removed one never stands under the name."""
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        old = VENV.with_name(f".venv-old-{os.getpid()}")
        VENV.rename(old)
        shutil.rmtree(old, ignore_errors=True)


def make_venv(*, log: Path) -> str:
    """This will make a fresh `.venv` and return the tool that will fill it: "uv", "pip" or "outer pip".

    Refuses: `Stop` with the package to install where no way works.
    """
    _clear_venv()
    uv = shutil.which("uv")
    if uv and _run([uv, "venv", "--no-project", "--python", sys.executable, VENV], log=log):
        return "uv"
    _clear_venv()
    if importlib.util.find_spec("ensurepip") and _run([sys.executable, "-m", "venv", VENV], log=log):
        return "pip"
    _clear_venv()
    # Debian ships Python without ensurepip; a pip outside can fill an environment that has none.
    outer = [sys.executable, "-m", "pip"]
    if _run([*outer, "--version"], log=log) and _run([sys.executable, "-m", "venv", "--without-pip", VENV], log=log):
        return "outer pip"
    _clear_venv()
    _fail(log, cannot_make_venv())


def tool_for_existing_venv(*, log: Path) -> str | None:
    """This will return the tool that can fill the `.venv` that stands, or None where it must be made anew."""
    if (VENV / "installing").exists() or venv_version(VENV) is None:
        return None
    if shutil.which("uv") and _run(["uv", "--version"], log=log):
        return "uv"
    if _run([venv_python(VENV), "-m", "pip", "--version"], log=log):
        return "pip"
    return None


def install(path: Path, *, tool: str, log: Path) -> None:
    """This will install a requirements file into `.venv` with the tool, telling download and installation apart.

    Refuses: `Stop` when the packages cannot be fetched or installed.
    """
    # An interrupted installation leaves this file; the next run then starts from nothing instead of half a package.
    (VENV / "installing").touch()
    if tool == "uv":
        _install_with_uv(path, log=log)
    else:
        python = venv_python(VENV)
        inner: list[str | Path] = [python, "-m", "pip"]
        outer: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
        _install_with_pip(path, pip=inner if tool == "pip" else outer, log=log)
    (VENV / "installing").unlink()


_NO_DOWNLOAD = "The packages could not be fetched. Check the network (or the package index) and run the command again."
_NO_INSTALL = "The packages could not be installed. The lines above say why; the whole log is {log}."


def _install_with_pip(path: Path, *, pip: list[str | Path], log: Path) -> None:
    wheels = VENV / "wheels"
    quiet: list[str | Path] = ["--disable-pip-version-check", "--progress-bar", "off", "--no-input", "--no-deps"]
    total = len(requirement_lines(path))
    with progress.step("Download packages (pip)") as bar:
        # `wheel`, not `download`: django-haystack comes as source, and is made a wheel here.
        command = [*pip, "wheel", *quiet, "-w", wheels, "-r", path]
        if not _run_counting(command, log=log, total=total, bar=bar):
            _fail(log, _NO_DOWNLOAD)
    with progress.step(f"Install {total} packages"):
        command = [*pip, "install", *quiet, "--no-index", "--find-links", wheels, "-r", path]
        if not _run(command, log=log):
            _fail(log, _NO_INSTALL.format(log=log))
    shutil.rmtree(wheels, ignore_errors=True)


def _run_counting(command: list[str | Path], *, log: Path, total: int, bar: progress.Bar) -> bool:
    """This will run pip and move the bar by one for each package that it begins with."""
    begun = 0
    with (
        log.open("a", encoding="utf-8") as out,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace"
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            out.write(line)
            if line.startswith("Collecting "):
                begun += 1
            bar(begun, total)
    return process.returncode == 0


def _install_with_uv(path: Path, *, log: Path) -> None:
    before = log.stat().st_size
    with progress.step(f"Fetch and install {len(requirement_lines(path))} packages (uv)"):
        if not _run(["uv", "pip", "install", "--no-progress", "--python", venv_python(VENV), "-r", path], log=log):
            _fail(log, _NO_DOWNLOAD)
    fetched = uv_download_seconds(log.read_bytes()[before:].decode("utf-8", "replace"))
    progress.told("  of that, download", seconds=fetched)


def uv_download_seconds(output: str) -> float:
    """This will return the seconds that uv says it spent on resolving and fetching."""
    return sum(
        int(minutes or 0) * 60 + float(amount) * (0.001 if unit == "ms" else 1.0)
        for _word, minutes, amount, unit in _UV_TIME.findall(output)
    )


def prepare(command: str) -> None:
    """This will see to it that the packages of `demo` or `test` stand, here or in `.venv`; nothing is done twice."""
    path = REQUIREMENTS[command]
    lines = requirement_lines(path)
    version = venv_version(VENV)
    if version and not (VENV / "installing").exists() and stamps(VENV).get(command) == digest(lines, python=version):
        return
    if not VENV.exists() and is_met_here(lines):
        return
    print(f"Preparing {VENV.name} (only the first time, and when the requirements change)", flush=True)
    # The log stands outside .venv, which may be made anew.
    log = ROOT / "var" / "install.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text("", encoding="utf-8")
    tool = tool_for_existing_venv(log=log)
    if tool is None:
        with progress.step(f"{'Mend' if VENV.exists() else 'Make'} .venv"):
            tool = make_venv(log=log)
    install(path, tool=tool, log=log)
    made = venv_version(VENV)
    if made is None:
        _fail(log, _NO_INSTALL.format(log=log))
    temporary = VENV / "installed.json.new"
    # What the tests need holds what the shop needs.
    done = {name: digest(requirement_lines(REQUIREMENTS[name]), python=made) for name in {"demo", command}}
    temporary.write_text(json.dumps({**stamps(VENV), **done}), encoding="utf-8")
    temporary.replace(VENV / "installed.json")


# -- going on inside ----------------------------------------------------------------------------------------------


def is_inside(venv: Path) -> bool:
    """This will tell whether this very process runs in the virtual environment."""
    return Path(sys.prefix).resolve() == venv.resolve()


def go_on_inside(argv: list[str]) -> None:
    """This will replace this process by the same command in `.venv`, where there is one and we are not in it."""
    if is_inside(VENV) or venv_version(VENV) is None:
        return
    command = [str(venv_python(VENV)), str(ROOT / "manage.py"), *argv[1:]]
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def main(argv: list[str]) -> int:
    """This will carry out one command of `manage.py`."""
    os.environ.setdefault(STARTED, str(time.time()))
    command = argv[1] if len(argv) > 1 else "help"
    try:
        load_env()
        if command in REQUIREMENTS:
            prepare(command)
        go_on_inside(argv)
        if command == "test":
            sys.argv = argv[1:]
            runpy.run_path(str(ROOT / "tests" / "run.py"), run_name="__main__")
        if command == "demo":
            turn_demo_on()
        return _django(argv)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _django(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        raise Stop("Django is not installed here. Run `python3 manage.py demo` once: it makes .venv.") from None
    execute_from_command_line(argv)
    return 0

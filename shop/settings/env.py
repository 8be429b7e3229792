"""The environment, read and checked once. A wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent


class WrongSetting(SystemExit):
    """A value of the environment that cannot be used; the start ends with its sentence."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"Setting {name}: {sentence}")


def text(name: str, default: str = "") -> str:
    """This will return the trimmed value of NAME, or the default when it is not set."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """This will return NAME as a boolean; anything but 1/0, true/false, yes/no, on/off stops the start."""
    value = text(name).lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(name, f"“{value}” is neither yes nor no. Use 1 or 0.")


def number(name: str, default: int, *, at_least: int = 0) -> int:
    """This will return NAME as a whole number not below `at_least`."""
    value = text(name)
    if value == "":
        return default
    try:
        result = int(value)
    except ValueError:
        raise WrongSetting(name, f"“{value}” is not a whole number.") from None
    if result < at_least:
        raise WrongSetting(name, f"{result} is below {at_least}.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """This will return NAME split at commas, without empty parts."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def site_url(*, required: bool) -> str:
    """This will return the public address of the shop without a final slash (QR codes and mails use it)."""
    value = text("SITE_URL").rstrip("/")
    if not value:
        if required:
            raise WrongSetting("SITE_URL", "is missing. Set the public address, e.g. https://ocop.example.vn.")
        return "http://127.0.0.1:8000"
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise WrongSetting("SITE_URL", f"“{value}” is not an address such as https://ocop.example.vn.")
    if required and parts.scheme != "https":
        raise WrongSetting("SITE_URL", "must begin with https:// in production.")
    return value


def services(name: str) -> str:
    """This will return NAME, addresses of one service by comma (https://host:port), each checked; empty = none."""
    for value in words(name):
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise WrongSetting(name, f"“{value}” is not an address such as https://host:9200.")
    return text(name)


def secret_key(*, required: bool) -> str:
    """This will return SECRET_KEY; in production a missing or short one stops the start."""
    value = text("SECRET_KEY")
    if not value and not required:
        return "development-only-key-never-used-in-production-0123456789"
    if len(value) < 50 or len(set(value)) < 5:
        raise WrongSetting(
            "SECRET_KEY",
            "is missing or too short. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
        )
    return value


def database(default: str) -> dict[str, Any]:
    """This will return Django's DATABASES['default'] for DATABASE_URL (SQLite or PostgreSQL).

    SQLite runs in WAL with immediate transactions: with deferred ones two writers end in "database is locked".
    PostgreSQL plans what a connection asks often once: it plans most queries of a page for longer than it runs them.
    DATABASE_PREPARE=0 leaves that, for a pooler that hands a connection from one query to the next.
    """
    url = text("DATABASE_URL", default)
    scheme = url.split(":", 1)[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise WrongSetting("DATABASE_URL", f"begins with “{scheme}”; use sqlite:///path or postgres://user@host/name.")
    try:
        config = dict(environ.Env.db_url_config(url))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise WrongSetting("DATABASE_URL", f"cannot be read ({error}).") from None
    if not config.get("NAME"):
        raise WrongSetting("DATABASE_URL", "names no database.")
    if scheme == "sqlite":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        }
        if config["NAME"] != ":memory:":
            Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    else:
        config["CONN_MAX_AGE"] = number("DATABASE_CONN_MAX_AGE", 600)
        config["CONN_HEALTH_CHECKS"] = True
        if flag("DATABASE_PREPARE", True):
            config["OPTIONS"] = {**config.get("OPTIONS", {}), "server_side_binding": True, "prepare_threshold": 3}
    config["ATOMIC_REQUESTS"] = False
    return config


def cache() -> dict[str, Any]:
    """This will return Django's CACHES['default'] for CACHE_URL (empty: one process's memory; redis://…)."""
    url = text("CACHE_URL")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shop"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise WrongSetting("CACHE_URL", "must begin with redis://, rediss:// or unix://.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def mail() -> dict[str, Any]:
    """This will return the mail settings for EMAIL_URL (smtp://user:password@host:port; empty: written to the log)."""
    url = text("EMAIL_URL")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        return dict(environ.Env.email_url_config(url))
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        raise WrongSetting("EMAIL_URL", f"cannot be read ({error}).") from None

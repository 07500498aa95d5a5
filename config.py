"""Configuration: the only file that reads the environment.

Every value has a default that works on one machine without services. A bad value stops the
start with one sentence that names it (`ConfigError`), so that a typing mistake is never found
by a reader at night.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent

#: How long a signed-in browser stays signed in, in days (docs: README, "Configuration").
SESSION_DAYS = 60


class ConfigError(Exception):
    """A configuration value cannot be used; the message names it and says why."""


def from_environment(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Read all settings.

    environ: names and texts, by default the process environment.
    Returns the values for `Flask.config`. Creates the instance folder and, on the first start,
    the secret key in it (mode 600).
    Raises ConfigError, naming the value, when one cannot be used.
    """
    env = os.environ if environ is None else environ
    instance = _instance_path(env)
    base_url = _base_url(env.get("BASE_URL", "http://127.0.0.1:8000"))
    return {
        "INSTANCE_PATH": str(instance),
        "SECRET_KEY": _secret_key(env, instance),
        "SQLALCHEMY_DATABASE_URI": _database_url(env, instance),
        "REDIS_URL": _url(env, "REDIS_URL", ("redis", "rediss", "unix")),
        "MAIL_URL": _url(env, "MAIL_URL", ("smtp", "smtps")),
        "MAIL_FROM": env.get("MAIL_FROM", "").strip() or f"noreply@{urlsplit(base_url).hostname}",
        "SITE_NAME": _site_name(env),
        "BASE_URL": base_url,
        "CONTACT_EMAIL": env.get("CONTACT_EMAIL", "").strip(),
        "LANGUAGE": env.get("LANGUAGE_CODE", "en").strip() or "en",
        "COUNTRY": _country(env),
        "TRUSTED_PROXIES": _number(env, "TRUSTED_PROXIES", 0, low=0, high=5),
        "WEB_WORKERS": _number(env, "WEB_WORKERS", 2, low=1, high=64),
        "RATE_LIMITS": _truth(env, "RATE_LIMITS", default=True),
        "HIDE_UNSAFE_AT": _number(env, "HIDE_UNSAFE_AT", 4, low=1, high=100),
        "HIDE_OTHER_AT": _number(env, "HIDE_OTHER_AT", 8, low=1, high=100),
        "EXPOSURE_RECORD": _truth(env, "EXPOSURE_RECORD", default=True),
        "LOG_LEVEL": _choice(env, "LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    }


def _instance_path(env: Mapping[str, str]) -> Path:
    instance = Path(env.get("INSTANCE_PATH") or ROOT / "instance").expanduser().resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"INSTANCE_PATH: the folder {instance} cannot be made: {error.strerror}."
        ) from error
    if not os.access(instance, os.W_OK):
        raise ConfigError(f"INSTANCE_PATH: the folder {instance} cannot be written to.")
    return instance


def _secret_key(env: Mapping[str, str], instance: Path) -> str:
    given = env.get("SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ConfigError("SECRET_KEY: use at least 32 characters.")
        return given
    path = instance / "secret_key"
    try:
        # O_EXCL: two processes that start together agree on one key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text().strip()
        if len(key) < 32:
            raise ConfigError(
                f"SECRET_KEY: the file {path} is damaged; delete it (everybody signs in again)."
            ) from None
        return key
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
    return key


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL", "").strip() or f"sqlite:///{instance / 'askwell.db'}"
    scheme = url.partition("://")[0]
    if scheme == "postgres":
        url = "postgresql" + url.removeprefix("postgres")
    elif scheme.partition("+")[0] not in ("sqlite", "postgresql"):
        raise ConfigError("DATABASE_URL: only sqlite:/// and postgresql:// are supported.")
    return url


def _base_url(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ConfigError(
            "BASE_URL: give the address readers use, such as https://forum.example.org, "
            "without a path."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _site_name(env: Mapping[str, str]) -> str:
    name = env.get("SITE_NAME", "Askwell").strip()
    if not 1 <= len(name) <= 40 or "\n" in name:
        raise ConfigError("SITE_NAME: use 1 to 40 characters on one line.")
    return name


def _country(env: Mapping[str, str]) -> str:
    country = env.get("COUNTRY", "GB").strip().upper()
    if len(country) != 2 or not country.isalpha():
        raise ConfigError("COUNTRY: use a two-letter code such as GB or IE.")
    return country


def _url(env: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str:
    url = env.get(name, "").strip()
    if url and url.partition("://")[0] not in schemes:
        raise ConfigError(f"{name}: start it with {' or '.join(s + '://' for s in schemes)}.")
    return url


def _number(env: Mapping[str, str], name: str, default: int, *, low: int, high: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isdigit() or not low <= int(text) <= high:
        raise ConfigError(f"{name}: use a whole number from {low} to {high}.")
    return int(text)


def _truth(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = env.get(name, "").strip().lower()
    if text in ("", "1", "yes", "true", "on", "0", "no", "false", "off"):
        return text in ("1", "yes", "true", "on") if text else default
    raise ConfigError(f"{name}: use yes or no.")


def _choice(env: Mapping[str, str], name: str, default: str, choices: tuple[str, ...]) -> str:
    text = env.get(name, "").strip().upper() or default
    if text not in choices:
        raise ConfigError(f"{name}: use one of {', '.join(choices)}.")
    return text

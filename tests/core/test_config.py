"""Configuration: a bad value stops the start with one sentence that names it."""

from __future__ import annotations

import stat

import pytest

from config import ConfigError, from_environment


def read(tmp_path, **environ):
    return from_environment({"INSTANCE_PATH": str(tmp_path), **environ})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("REDIS_URL", "http://x"),
        ("MAIL_URL", "mail.example.org"),
        ("SECRET_KEY", "short"),
        ("SITE_NAME", "x" * 41),
        ("BASE_URL", "forum.example.org"),
        ("BASE_URL", "https://example.org/forum"),
        ("COUNTRY", "England"),
        ("WEB_WORKERS", "many"),
        ("TRUSTED_PROXIES", "-1"),
        ("RATE_LIMITS", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("HIDE_UNSAFE_AT", "0"),
        ("HIDE_OTHER_AT", "many"),
    ],
)
def test_bad_value_is_named(tmp_path, name, value):
    with pytest.raises(ConfigError, match=f"^{name}: "):
        read(tmp_path, **{name: value})


def test_instance_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="^INSTANCE_PATH: "):
        from_environment({"INSTANCE_PATH": str(tmp_path / "file" / "x")})


def test_secret_key_is_made_once_for_the_owner_alone(tmp_path):
    first, second = read(tmp_path), read(tmp_path)
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_damaged_secret_key_is_named(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ConfigError, match="^SECRET_KEY: "):
        read(tmp_path)


def test_defaults_need_no_services(tmp_path):
    settings = read(tmp_path)
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'askwell.db'}"
    assert (settings["REDIS_URL"], settings["MAIL_URL"]) == ("", "")

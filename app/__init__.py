"""Askwell: a question-and-answer forum for health topics. `create_app` builds it.

Rooms, from the ground up: core; permissions and safety; web; accounts; forum and articles; votes;
moderation; notifications; recall; transparency; then the doors made of many rooms: pages,
exports and ops.
`docs/start-here.md` walks one request through them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from flask import Flask
from flask_migrate import Migrate

from app.core import outbox, sqlite
from app.core.db import db
from config import ROOT, from_environment

#: Rooms that set themselves up, in the order of the layers (docs/start-here.md).
ROOMS = (
    "web",
    "accounts",
    "forum",
    "articles",
    "votes",
    "moderation",
    "notifications",
    "recall",
    "transparency",
    "pages",
    "exports",
    "ops",
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application.

    config: all values, as `config.from_environment` returns them; None reads the environment.
    Raises ConfigError when a value cannot be used.
    """
    settings = from_environment() if config is None else dict(config)
    app = Flask(
        "app",
        root_path=str(ROOT / "app"),
        instance_path=settings["INSTANCE_PATH"],
        static_folder="web/static",
        static_url_path="/static",
        template_folder="web/templates",
    )
    app.config.update(settings)
    logging.basicConfig(
        level=app.config["LOG_LEVEL"], format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    _init_database(app)
    for room in ROOMS:
        import_module(f"app.{room}").init_app(app)
    return app


def _init_database(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        options: dict[str, Any] = {"module": sqlite.driver(), "connect_args": {"timeout": 5}}
    else:
        options = {"pool_pre_ping": True, "pool_timeout": 5, "connect_args": {"connect_timeout": 5}}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    assert outbox.OutboxEntry.metadata is db.metadata  # every table is known to migrations
    with app.app_context():
        sqlite.prepare(db.engine)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)

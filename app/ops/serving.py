"""Starting the site: schema, articles, server and worker, and words for whoever started it."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import threading

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces

from app.core.db import db, transaction

#: Requests a worker process serves at once; each may wait for the database.
THREADS = 4


def prepare() -> None:
    """Bring the schema up to date and import the articles; quick when there is nothing to do."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if not _is_current():
        upgrade()
    seed()


def _is_current() -> bool:
    migrate = current_app.extensions["migrate"]
    newest = ScriptDirectory(migrate.directory).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def seed() -> list[str]:
    """Import the articles that come with Askwell. Returns the titles that were new or newer."""
    from app.articles import services as articles

    with transaction():
        done = articles.seed_articles()
        return [one.article.title for one in done if one.outcome in ("created", "updated")]


def say_where() -> None:
    """Print the address, the one-time administrator link, and where mail goes."""
    config = current_app.config
    click.echo(f"\n  {config['SITE_NAME']} is at {config['BASE_URL']}")
    from app.accounts import services as accounts

    with transaction():
        link = accounts.setup_link()
    if link:
        click.echo(f"  Make yourself the administrator (works once):\n    {link}")
    if not config["MAIL_URL"]:
        click.echo(f"  No MAIL_URL is set: mail is written to {config['INSTANCE_PATH']}/outbox/")
    click.echo("  Stop with Ctrl-C.\n")


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before any work when the address is in use. Raises ClickException."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"PORT: {host}:{port} cannot be used ({error.strerror}). "
                f"Choose another with PORT={port + 1}."
            ) from error


def run(host: str, port: int) -> None:
    """Serve until Ctrl-C or SIGTERM, with a worker beside the server."""
    db.engine.dispose()  # connections must not be shared with the processes that follow
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"],
        start_new_session=True,  # Ctrl-C goes to the server, which stops the worker last
    )
    try:
        Granian(
            "wsgi:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=current_app.config["WEB_WORKERS"],
            blocking_threads=THREADS,
            # Without this one dead worker would end the whole server.
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_enabled=False,
        ).serve()
    finally:
        worker.terminate()
        try:
            worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            worker.kill()


def stop_with_parent(stop: threading.Event) -> None:
    """Set `stop` when the process that started this one is gone, even if it was killed."""
    parent = os.getppid()

    def watch() -> None:
        while not stop.wait(1):
            if os.getppid() != parent:
                stop.set()

    threading.Thread(target=watch, daemon=True).start()

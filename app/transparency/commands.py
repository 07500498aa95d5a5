"""Commands of the transparency room: `flask transparency recompute`."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from app.core.clock import now
from app.core.db import transaction
from app.transparency import services as transparency
from app.transparency.periods import Month

group = AppGroup("transparency", help="The figures of each month.")


@group.command("recompute")
@click.argument("months", nargs=-1, metavar="[2026-11 ...]")
@with_appcontext
def recompute(months: tuple[str, ...]) -> None:
    """Count months again, also finished ones; without names all that are due."""
    if not months:
        count = 0
        while _store_next():
            count += 1
        click.echo(f"{count} months counted.")
        return
    for name in months:
        month = Month.named(name)
        if month is None or month > Month.of(now()):
            raise click.ClickException(f"{name} is not a month that has begun, such as 2026-11.")
        with transaction():
            row = transparency.store_month(month)
        click.echo(f"{name}: {len(row.figures)} figures.")


def _store_next() -> int:
    with transaction():
        return transparency.store_next_month()


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(group)

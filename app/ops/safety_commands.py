"""`flask safety`: run the engine of the safety check over files. No database is read.

Only what comes with Askwell counts here, not the switches and rules of a site; app/safety/batch.py
does the work and describes the lines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from app.safety import batch

safety = AppGroup("safety", help="Try the safety check on files of texts.")
KIND = click.Choice(batch.KINDS)


@safety.command("classify", with_appcontext=False)
@click.option("--kind", type=KIND, required=True, help="What the texts are.")
def classify(kind: str) -> None:
    """Read JSON lines from standard input, write what the check says of each.

    In: {"id", "text"} or {"id", "title", "body"}. Ends with status 2 at a line that is neither.
    """
    # Bytes, so that the texts are read as UTF-8 whatever the terminal is set to.
    lines = (line.decode() for line in sys.stdin.buffer)
    try:
        for line in batch.classify(kind, lines):
            sys.stdout.buffer.write(f"{line}\n".encode())
    except (batch.InputError, UnicodeDecodeError) as error:
        _refuse(error)


@safety.command("evaluate", with_appcontext=False)
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=KIND, help="What the texts are; told by the labels if left out.")
def evaluate(gold: Path, kind: str | None) -> None:
    """Print precision and recall per class of a labelled file, and the named figures."""
    try:
        click.echo(batch.report(gold, kind))
    except KeyError as error:
        _refuse(batch.InputError(f"{gold}: a line has no {error}; is the kind right?"))
    except (batch.InputError, UnicodeDecodeError) as error:
        _refuse(error)


def _refuse(error: Exception) -> None:
    click.echo(str(error), err=True)
    sys.exit(2)


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(safety)

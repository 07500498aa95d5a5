"""The commands of the machine's owner: serve, worker, seed, demo, content generate."""

from __future__ import annotations

import signal
import sys
import threading
import time

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from app.core import outbox
from app.ops import bulk, demo, serving

content = AppGroup("content", help="Content in bulk, for trying things at size.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", "with_demo", is_flag=True, help="Fill an empty database.")
@with_appcontext
def serve(host: str, port: int, with_demo: bool) -> None:
    """Migrate, seed, and serve the forum with its worker until Ctrl-C."""
    serving.refuse_taken_port(host, port)
    serving.prepare()
    if with_demo:
        demo.fill_if_empty(click.echo)
    serving.say_where()
    if with_demo:
        demo.say_accounts(click.echo)
    serving.run(host, port)


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do what must follow a commit (mail) until told to stop. `make run` starts one itself."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    serving.stop_with_parent(stop)
    outbox.run_worker(stop)


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Import and pin the articles that come with Askwell. Safe to repeat."""
    for title in serving.seed():
        click.echo(f"Imported: {title}")


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Fill an empty database with believable content, and print the sign-in names."""
    serving.prepare()
    demo.fill_if_empty(click.echo)
    demo.say_accounts(click.echo)


@content.command("generate")
@click.option("--questions", default=1000, show_default=True, type=click.IntRange(0, 2_000_000))
@click.option("--answers", default=3000, show_default=True, type=click.IntRange(0, 10_000_000))
@click.option("--replies", default=3000, show_default=True, type=click.IntRange(0, 10_000_000))
@click.option("--members", default=200, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", "number", default=1, show_default=True, help="Same seed, same content.")
@with_appcontext
def generate(questions: int, answers: int, replies: int, members: int, number: int) -> None:
    """Write varied, skewed content in bulk, beside what is there."""
    started = time.monotonic()
    size = bulk.Size(questions=questions, answers=answers, replies=replies, members=members)
    with click.progressbar(length=size.total, label="Writing", file=sys.stderr) as bar:
        bulk.generate(size, seed=number, progress=bar.update)
    click.echo(f"{size.total:,} rows in {time.monotonic() - started:.1f} s")


def init_app(app: Flask) -> None:
    """Register the commands."""
    for command in (serve, worker, seed, demo_command, content):
        app.cli.add_command(command)

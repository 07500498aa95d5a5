"""`flask articles import FILE.md`: take an article from a file."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.articles import services
from app.articles.files import FileError
from app.core.db import transaction
from app.core.errors import Invalid

articles = AppGroup("articles", help="Reference articles.")

OUTCOMES = {
    "created": "Imported “{}”: /articles/{}",
    "updated": "Renewed “{}”: /articles/{}",
    "unchanged": "“{}” is already here, nothing changed: /articles/{}",
    "kept": "“{}” was edited on the site, so it stays as it is: /articles/{}",
}


@articles.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Import the article FILE: Markdown with its facts in TOML between +++ lines."""
    try:
        text = file.read_text("utf-8")
        with transaction():
            imported = services.import_article(text)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name}: save the file as UTF-8.") from error
    except FileError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    except Invalid as error:
        raise click.ClickException(f"{file.name}: {error.field}: {error.sentence}") from error
    article = imported.article
    click.echo(OUTCOMES[imported.outcome].format(article.title, article.slug))

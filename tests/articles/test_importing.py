"""Articles come from files: safe to repeat, and never over what was edited here."""

from __future__ import annotations

import pytest

from app.articles import queries, services
from app.articles.files import FileError, read_article
from app.articles.models import Article
from app.core.db import db, transaction
from tests.articles.conftest import FILE, draft_of, imported


def test_import_makes_an_article_with_its_first_revision(app):
    result = imported()
    assert result.outcome == "created"
    article = queries.get_article(None, "eyelids")
    assert (article.title, article.revision_count) == ("Twitching eyelids", 1)
    assert article.contents == [{"anchor": "what-it-is", "title": "What it is"}]
    assert [revision.editor_id for revision in queries.revisions(None, article)] == [None]


def test_importing_the_same_text_again_changes_nothing(app):
    imported()
    assert imported().outcome == "unchanged"
    assert queries.get_article(None, "eyelids").revision_count == 1


def test_a_changed_file_renews_the_article(app):
    imported()
    assert imported(FILE.replace("when people are tired", "when you sleep badly")).outcome == (
        "updated"
    )
    article = queries.get_article(None, "eyelids")
    assert "sleep badly" in article.body_html
    assert article.revision_count == 2


def test_import_never_touches_an_article_that_was_edited_here(app, make, article):
    mona = make.moderator()
    body = article.body + "\nMost people need no test.\n"
    with transaction():
        services.edit_article(
            mona, article, draft_of(article, body=body), reason="Added tests.", revision=1
        )
    assert imported(FILE.replace("common", "very common")).outcome == "kept"
    assert "no test" in queries.get_article(None, "eyelids").body_html


def test_one_article_is_pinned_at_a_time(app):
    imported()
    imported(FILE.replace('slug = "eyelids"', 'slug = "calves"'))
    pinned = queries.pinned_article()
    assert pinned is not None
    assert pinned.slug == "calves"
    assert db.session.query(Article).filter(Article.is_pinned).count() == 1


def test_seeding_brings_the_reference_article_and_pins_it(app):
    for outcome in ("created", "unchanged"):
        with transaction():
            assert [one.outcome for one in services.seed_articles()] == [outcome]
    pinned = queries.pinned_article()
    assert pinned is not None
    assert pinned.slug == "muscle-twitching"
    assert "See a GP if:" in queries.care_card_for("My eyelid is twitching")


def test_without_a_pinned_article_there_is_no_card(app):
    assert queries.pinned_article() is None
    assert queries.care_card_for("My eyelid is twitching") == ""


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("written = 2026-11-23\n", "", "The facts lack: written."),
        ("written = 2026-11-23", 'written = "yesterday"', "written: give a date such as"),
        ('slug = "eyelids"', 'slug = "Eye lids"', "slug: “Eye lids” cannot be an address."),
        ("pinned = true", 'pinned = "yes"', "pinned: use true or false"),
        ("pinned = true", "colour = 3", "Unknown facts: colour."),
        ('publisher = "NHS"\n', "", "sources: number 1 needs a publisher and a title."),
        ('title = "Twitching eyelids"', "title = Twitching", "are not valid TOML"),
        ("+++\n\n## What", "\n## What", "Begin the file with its facts"),
    ],
)
def test_file_with_a_mistake_is_refused_in_plain_words(before, after, sentence):
    assert before in FILE
    with pytest.raises(FileError, match=sentence.split(" (")[0].replace(".", r"\.")):
        read_article(FILE.replace(before, after, 1))


def test_command_imports_a_file_and_tells_its_address(sqlite_app, tmp_path):
    file = tmp_path / "eyelids.md"
    file.write_text(FILE)
    runner = sqlite_app.test_cli_runner()
    result = runner.invoke(args=["articles", "import", str(file)])
    assert result.exit_code == 0
    assert "Imported “Twitching eyelids”: /articles/eyelids" in result.output
    assert "nothing changed" in runner.invoke(args=["articles", "import", str(file)]).output


def test_command_names_the_file_and_the_mistake(sqlite_app, tmp_path):
    file = tmp_path / "eyelids.md"
    file.write_text(FILE.replace("not-urgent", "warning"))
    result = sqlite_app.test_cli_runner().invoke(args=["articles", "import", str(file)])
    assert result.exit_code == 1
    assert "eyelids.md: body: Line 5: “warning” is no block." in result.output


def test_card_stands_only_beside_questions_about_the_subject_or_from_the_article(app):
    with transaction():
        services.seed_articles()
    article = queries.pinned_article()
    assert queries.care_card_for("My calf twitches after running").startswith("<section")
    assert queries.care_card_for("A headache after every long ride") == ""
    assert "<h2>" in queries.care_card_for("A headache after every ride", article.id)

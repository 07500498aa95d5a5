"""first tables

Revision ID: 0001
Revises:
Created: 2026-11-23 18:59:27.388657+00:00

Every table of the first version. The ones that later rooms deepen have their columns already.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_due", ["done_at", "given_up_at", "due_at"], unique=False)

    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("card_html", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("review_due_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewer", sa.String(length=150), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("imported_digest", sa.String(length=64), nullable=True),
        sa.Column("is_edited_here", sa.Boolean(), nullable=False),
        sa.Column("revision_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("slug", name=op.f("uq_articles_slug")),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("suspension_reason", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("theme", sa.String(length=10), nullable=False),
        sa.Column("has_single_keys", sa.Boolean(), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("unread_notice_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('member', 'moderator', 'administrator')", name=op.f("ck_members_role")
        ),
        sa.CheckConstraint("theme IN ('auto', 'light', 'dark')", name=op.f("ck_members_theme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("uq_members_email_key", ["email_key"], unique=True)
        batch_op.create_index("uq_members_name_key", ["name_key"], unique=True)

    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("question_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("name", name=op.f("uq_tags_name")),
    )
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.create_index("ix_tags_question_count", ["question_count", "name"], unique=False)

    op.create_table(
        "account_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('confirm', 'reset', 'setup', 'email')",
            name=op.f("ck_account_tokens_purpose"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_account_tokens_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_tokens_token_hash")),
    )
    with op.batch_alter_table("account_tokens", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_tokens_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "article_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_article_revisions_article_id_articles"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["members.id"], name=op.f("fk_article_revisions_editor_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_revisions")),
        sa.UniqueConstraint(
            "article_id", "number", name=op.f("uq_article_revisions_article_id_number")
        ),
    )
    with op.batch_alter_table("article_revisions", schema=None) as batch_op:
        batch_op.create_index("ix_article_revisions_article_id", ["article_id"], unique=False)

    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("root_id", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("answer_kind", sa.String(length=12), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("up_count", sa.Integer(), nullable=False),
        sa.Column("down_count", sa.Integer(), nullable=False),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("revision_count", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'question' AND question_id IS NULL AND parent_id IS NULL) OR (kind = 'answer' AND question_id IS NOT NULL AND parent_id = question_id) OR (kind = 'reply' AND question_id IS NOT NULL AND parent_id IS NOT NULL AND root_id IS NOT NULL)",
            name=op.f("ck_posts_place"),
        ),
        sa.CheckConstraint(
            "answer_kind IS NULL OR answer_kind IN ('experience', 'information', 'care')",
            name=op.f("ck_posts_answer_kind"),
        ),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('question', 'answer', 'reply')", name=op.f("ck_posts_kind")
        ),
        sa.CheckConstraint(
            "status IS NULL OR status IN ('visible', 'held', 'hidden', 'removed', 'withdrawn')",
            name=op.f("ck_posts_status"),
        ),
        sa.CheckConstraint("score = up_count - down_count", name=op.f("ck_posts_score")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["members.id"], name=op.f("fk_posts_author_id_members")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["posts.id"], name=op.f("fk_posts_parent_id_posts")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["posts.id"], name=op.f("fk_posts_question_id_posts")
        ),
        sa.ForeignKeyConstraint(["root_id"], ["posts.id"], name=op.f("fk_posts_root_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_posts_answers", ["question_id", "kind", "status", "score", "id"], unique=False
        )
        batch_op.create_index("ix_posts_author", ["author_id", "kind", "id"], unique=False)
        batch_op.create_index("ix_posts_by_score", ["kind", "status", "score", "id"], unique=False)
        batch_op.create_index("ix_posts_list", ["kind", "status", "id"], unique=False)
        batch_op.create_index("ix_posts_parent_id", ["parent_id"], unique=False)
        batch_op.create_index("ix_posts_thread", ["root_id", "path"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("report_count", sa.Integer(), nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('kept', 'edited', 'removed_unsafe', 'removed_other', 'restored')",
            name=op.f("ck_cases_outcome"),
        ),
        sa.CheckConstraint(
            "state IS NULL OR state IN ('open', 'claimed', 'decided')", name=op.f("ck_cases_state")
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["members.id"], name=op.f("fk_cases_claimed_by_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["members.id"], name=op.f("fk_cases_decided_by_id_members")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_cases_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("post_id", name=op.f("uq_cases_post_id")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index("ix_cases_queue", ["state", "priority", "id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("browser_hash", sa.String(length=64), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", sa.String(length=300), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("answer_kind", sa.String(length=12), nullable=True),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("article_section", sa.String(length=100), nullable=True),
        sa.Column("is_posted_on_confirm", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noticed", sa.String(length=60), nullable=True),
        sa.Column("duration", sa.String(length=60), nullable=True),
        sa.Column("frequency", sa.String(length=20), nullable=True),
        sa.Column("places", sa.String(length=120), nullable=True),
        sa.Column("same_muscle", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "answer_kind IS NULL OR answer_kind IN ('experience', 'information', 'care')",
            name=op.f("ck_drafts_answer_kind"),
        ),
        sa.CheckConstraint(
            "frequency IS NULL OR frequency IN ('all_the_time', 'many_a_day', 'few_a_day', 'few_a_week', 'less_often', 'not_sure')",
            name=op.f("ck_drafts_frequency"),
        ),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('question', 'answer', 'reply')", name=op.f("ck_drafts_kind")
        ),
        sa.CheckConstraint(
            "same_muscle IS NULL OR same_muscle IN ('yes', 'no', 'not_sure')",
            name=op.f("ck_drafts_same_muscle"),
        ),
        sa.CheckConstraint(
            "member_id IS NOT NULL OR browser_hash IS NOT NULL", name=op.f("ck_drafts_owner")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_drafts_article_id_articles"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_drafts_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["posts.id"], name=op.f("fk_drafts_parent_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_browser_hash"), ["browser_hash"], unique=False)
        batch_op.create_index("ix_drafts_member_id", ["member_id", "updated_at"], unique=False)
        batch_op.create_index("ix_drafts_updated_at", ["updated_at"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_notices_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_notices_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("ix_notices_member_id", ["member_id", "id"], unique=False)

    op.create_table(
        "questions",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("accepted_answer_id", sa.Integer(), nullable=True),
        sa.Column("answer_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("article_section", sa.String(length=100), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noticed", sa.String(length=60), nullable=True),
        sa.Column("duration", sa.String(length=60), nullable=True),
        sa.Column("frequency", sa.String(length=20), nullable=True),
        sa.Column("places", sa.String(length=120), nullable=True),
        sa.Column("same_muscle", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "frequency IS NULL OR frequency IN ('all_the_time', 'many_a_day', 'few_a_day', 'few_a_week', 'less_often', 'not_sure')",
            name=op.f("ck_questions_frequency"),
        ),
        sa.CheckConstraint(
            "same_muscle IS NULL OR same_muscle IN ('yes', 'no', 'not_sure')",
            name=op.f("ck_questions_same_muscle"),
        ),
        sa.ForeignKeyConstraint(
            ["accepted_answer_id"], ["posts.id"], name=op.f("fk_questions_accepted_answer_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name=op.f("fk_questions_article_id_articles"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_questions_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_questions")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index("ix_questions_active", ["last_activity_at", "post_id"], unique=False)
        batch_op.create_index("ix_questions_article_id", ["article_id", "post_id"], unique=False)
        batch_op.create_index("ix_questions_waiting", ["answer_count", "post_id"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("quoted_post_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_quotes_post_id_posts")),
        sa.ForeignKeyConstraint(
            ["quoted_post_id"], ["posts.id"], name=op.f("fk_quotes_quoted_post_id_posts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
    )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quotes_post_id"), ["post_id"], unique=False)
        batch_op.create_index("ix_quotes_quoted_post_id", ["quoted_post_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("editor_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", sa.String(length=300), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["editor_id"], ["members.id"], name=op.f("fk_revisions_editor_id_members")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_revisions_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_revisions_post_id_number")),
    )
    op.create_table(
        "submissions",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_submissions_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_submissions_post_id_posts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
    )
    op.create_table(
        "tombstones",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("safer_note", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(category IS NULL) = (safer_note = '')", name=op.f("ck_tombstones_safer_note")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_tombstones_post_id_posts")
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_tombstones")),
    )
    op.create_table(
        "votes",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value IN (1, -1)", name=op.f("ck_votes_value")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_votes_member_id_members")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_votes_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", "member_id", name=op.f("pk_votes")),
    )
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_votes_member_id"), ["member_id"], unique=False)

    op.create_table(
        "moderation_actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=60), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("safer_note", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reverts_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('keep_post', 'hide_post', 'remove_post', 'restore_post', 'edit_post', 'withdraw_post', 'claim_case', 'release_case', 'reveal_author', 'edit_article', 'import_article', 'change_role', 'suspend_member', 'lift_suspension', 'lock_question', 'unlock_question')",
            name=op.f("ck_moderation_actions_kind"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN post_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN member_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN article_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_moderation_actions_one_subject"),
        ),
        sa.CheckConstraint(
            "(actor_id IS NULL) <> (rule IS NULL)", name=op.f("ck_moderation_actions_doer")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["members.id"], name=op.f("fk_moderation_actions_actor_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_moderation_actions_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_moderation_actions_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_moderation_actions_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_moderation_actions_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["reverts_id"],
            ["moderation_actions.id"],
            name=op.f("fk_moderation_actions_reverts_id_moderation_actions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_actions")),
        sa.UniqueConstraint("reverts_id", name=op.f("uq_moderation_actions_reverts_id")),
    )
    with op.batch_alter_table("moderation_actions", schema=None) as batch_op:
        batch_op.create_index("ix_moderation_actions_actor_id", ["actor_id", "id"], unique=False)
        batch_op.create_index("ix_moderation_actions_post_id", ["post_id", "id"], unique=False)

    op.create_table(
        "question_tags",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.post_id"],
            name=op.f("fk_question_tags_question_id_questions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tags.id"], name=op.f("fk_question_tags_tag_id_tags"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "tag_id", name=op.f("pk_question_tags")),
    )
    with op.batch_alter_table("question_tags", schema=None) as batch_op:
        batch_op.create_index("ix_question_tags_tag_id", ["tag_id", "question_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reporter_email", sa.String(length=254), nullable=True),
        sa.Column("rule", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("text_then", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('unsafe_advice', 'urgent_care', 'personal_data', 'abuse', 'spam', 'off_topic', 'other', 'first_post')",
            name=op.f("ck_reports_kind"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('agreed', 'disagreed', 'disputed', 'ignored')",
            name=op.f("ck_reports_outcome"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN reporter_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN reporter_email IS NULL THEN 0 ELSE 1 END) + (CASE WHEN rule IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_reports_source"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_reports_case_id_cases")),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["members.id"], name=op.f("fk_reports_reporter_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_reports_reporter_id", ["reporter_id", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("outbox")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index("ix_reports_reporter_id")
        batch_op.drop_index("ix_reports_case_id")

    op.drop_table("reports")
    with op.batch_alter_table("question_tags", schema=None) as batch_op:
        batch_op.drop_index("ix_question_tags_tag_id")

    op.drop_table("question_tags")
    with op.batch_alter_table("moderation_actions", schema=None) as batch_op:
        batch_op.drop_index("ix_moderation_actions_post_id")
        batch_op.drop_index("ix_moderation_actions_actor_id")

    op.drop_table("moderation_actions")
    with op.batch_alter_table("votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_votes_member_id"))

    op.drop_table("votes")
    op.drop_table("tombstones")
    op.drop_table("submissions")
    op.drop_table("revisions")
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index("ix_quotes_quoted_post_id")
        batch_op.drop_index(batch_op.f("ix_quotes_post_id"))

    op.drop_table("quotes")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index("ix_questions_waiting")
        batch_op.drop_index("ix_questions_article_id")
        batch_op.drop_index("ix_questions_active")

    op.drop_table("questions")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_member_id")

    op.drop_table("notices")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_drafts_updated_at")
        batch_op.drop_index("ix_drafts_member_id")
        batch_op.drop_index(batch_op.f("ix_drafts_browser_hash"))

    op.drop_table("drafts")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_queue")

    op.drop_table("cases")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.drop_index("ix_posts_thread")
        batch_op.drop_index("ix_posts_parent_id")
        batch_op.drop_index("ix_posts_list")
        batch_op.drop_index("ix_posts_by_score")
        batch_op.drop_index("ix_posts_author")
        batch_op.drop_index("ix_posts_answers")

    op.drop_table("posts")
    with op.batch_alter_table("article_revisions", schema=None) as batch_op:
        batch_op.drop_index("ix_article_revisions_article_id")

    op.drop_table("article_revisions")
    with op.batch_alter_table("account_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_tokens_member_id"))

    op.drop_table("account_tokens")
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.drop_index("ix_tags_question_count")

    op.drop_table("tags")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index("uq_members_name_key")
        batch_op.drop_index("uq_members_email_key")

    op.drop_table("members")
    op.drop_table("articles")

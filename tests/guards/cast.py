"""The things that the access matrix asks for, made once: one of each kind, in each state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.articles import services as articles
from app.articles.models import Article
from app.core.clock import now
from app.core.db import db, transaction
from app.forum import services as forum
from app.forum.models import Draft, Question
from app.moderation import services as moderation
from app.moderation.models import Case
from app.moderation.rules import services as rules
from app.notifications.models import Notice
from app.transparency import services as transparency
from app.transparency.periods import Month
from tests.factories import Make


@dataclass
class Cast:
    """People, and the values that fill the braces of the matrix."""

    people: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


CANARY = "canary words that only the right people may read"


def make_cast(make: Make) -> Cast:
    """Asha asks and writes, Mona moderates, Ada administers, Meg stands by."""
    asha, meg = make.member("Asha"), make.member("Meg")
    mona, ada = make.moderator(), make.administrator()
    with transaction():
        articles.seed_articles()
    question = make.question(asha, "Has anybody else felt this small flutter?")
    answer = make.answer(asha, question)
    reply = make.reply(asha, answer)
    anonymous = make.question(
        asha, "Is it all right to ask this without my name?", is_anonymous=True
    )
    hidden, removed = (make.answer(asha, question, f"{CANARY}, {n}") for n in ("one", "two"))
    withdrawn = make.question(asha, "A question that its author took back again")
    with transaction():
        forum.withdraw_post(asha, withdrawn)
        moderation.report_post(meg, answer, kind="other", text="please look")
        moderation.hide_post(mona, hidden, reason="being checked")
        removal = moderation.remove_post(
            mona, removed, category="stop_change_medicine", reason="It told people to stop.",
            safer_note="Do not stop or change a prescribed medicine without asking first.",
        )  # fmt: skip
        draft = forum.start_draft(asha, kind="question", browser=None)
        forum.save_draft(
            draft,
            title="Has anybody else felt this?",
            body="It flickers all day long.",
            warning_signs=[],
        )
        forum.accept_answer(asha, answer)
        appeal = moderation.file_appeal(asha, removal.id, reason="It only told what I did.")
        note = moderation.note_member(mona, meg, text="Reports a lot, mostly rightly.")
        site_rule = rules.add_site_rule(
            ada, rules.Wanted("Kerosene", "drink", "kerosene", "advice", "hold",
                              "dangerous_remedy", "It recommends kerosene."),
        )  # fmt: skip
        transparency.store_month(Month.of(now()))
    hilda = make.member("Hilda", about=f"{CANARY}, three")
    make.answer(hilda, question, "An answer under a name whose page is being checked.")
    with transaction():
        moderation.report_member(meg, mona, kind="other", text="a report about a moderator")
        moderation.report_member(meg, hilda, kind="abuse", text="please look at this page")
        moderation.hide_profile(ada, hilda, reason="being checked")
    notice = db.session.query(Notice).filter_by(member_id=asha.id).first()
    values = {
        "question": question.id,
        "slug": db.session.get(Question, question.id).slug,
        "answer": answer.id,
        "reply": reply.id,
        "anonymous_question": anonymous.id,
        "withdrawn_question": withdrawn.id,
        "hidden_answer": hidden.id,
        "removed_answer": removed.id,
        "tag": "eyelid",
        "member": meg.id,
        "member_name": "meg",
        "author": asha.id,
        "author_name": "asha",
        "article": db.session.query(Article.slug).first()[0],
        "draft": db.session.query(Draft.id).first()[0],
        "hidden_member": hilda.id,
        "member_case": db.session.query(Case.id).filter_by(member_id=hilda.id).scalar(),
        "own_case": db.session.query(Case.id).filter_by(member_id=mona.id).scalar(),
        "case": db.session.query(Case.id).order_by(Case.id).first()[0],
        "action": removal.id,
        "note_action": note.act_id,
        "appeal": appeal.id,
        "notice": notice.id if notice else 0,
        "site_rule": site_rule.id,
        "month": Month.of(now()).name,
        "token": "no-such-token",
    }
    people = {
        "visitor": None,
        "member": meg,
        "author": asha,
        "moderator": mona,
        "administrator": ada,
    }
    return Cast(people, values)

"""Moderation: reporting and safety notices are for everybody, the desk for moderators."""

from __future__ import annotations

from tests.guards.matrix import Row

LOGIN, OK, EMPTY, NO, MISSING = 303, 200, 422, 403, 404

#: visitor, member, author, moderator, administrator
DESK = (LOGIN, NO, NO, OK, OK)
ACT = (LOGIN, NO, NO, EMPTY, EMPTY)
#: A case about a member has no post, and the other way round.
OF_A_POST = (LOGIN, NO, NO, MISSING, MISSING)
#: What only administrators do.
CHANGE = (LOGIN, NO, NO, NO, EMPTY)

ROWS: list[Row] = [
    ("GET", "moderation.standing", "/settings/standing", (LOGIN, OK, OK, OK, OK)),
    ("GET", "moderation.own_reports", "/settings/reports", (LOGIN, OK, OK, OK, OK)),
    ("GET", "moderation.report", "/report?post=answer-{answer}", OK),
    ("GET", "moderation.report", "/report?post=question-{question}", OK),
    ("GET", "moderation.report", "/report?post=answer-{hidden_answer}", (404, 404, 200, 200, 200)),
    ("GET", "moderation.report", "/report?post=nothing-1", MISSING),
    ("POST", "moderation.send_report", "/report?post=answer-{answer}", EMPTY),
    ("GET", "moderation.report_thanks", "/report/thanks?post=answer-{answer}", OK),
    ("GET", "moderation.report", "/report?post=member-{member}", OK),
    ("GET", "moderation.report", "/report?post=member-{hidden_member}", OK),
    ("GET", "moderation.report", "/report?post=member-999999", MISSING),
    ("POST", "moderation.send_report", "/report?post=member-{hidden_member}", EMPTY),
    ("GET", "moderation.report_thanks", "/report/thanks?post=member-{hidden_member}", OK),
    ("GET", "moderation.safety_notices", "/safety-notices", OK),
    ("GET", "moderation.safety_notice", "/safety-notices/{removed_answer}", OK),
    ("GET", "moderation.safety_notice", "/safety-notices/{hidden_answer}", MISSING),
    ("GET", "moderation.moderation_home", "/moderation", (LOGIN, NO, NO, 303, 303)),
    ("GET", "moderation.queue", "/moderation/queue", DESK),
    ("GET", "moderation.case", "/moderation/queue/{case}", DESK),
    ("GET", "moderation.case", "/moderation/queue/999999", (LOGIN, NO, NO, MISSING, MISSING)),
    ("POST", "moderation.decide", "/moderation/queue/{case}/decision", ACT),
    ("GET", "moderation.case", "/moderation/queue/{member_case}", DESK),
    ("GET", "moderation.case", "/moderation/queue/{member_case}?act=warn", DESK),
    ("GET", "moderation.case", "/moderation/queue/{own_case}", DESK),
    ("POST", "moderation.decide_profile", "/moderation/queue/{member_case}/profile-decision", ACT),
    ("POST", "moderation.decide_profile", "/moderation/queue/{case}/profile-decision", OF_A_POST),
    ("POST", "moderation.decide", "/moderation/queue/{member_case}/decision", OF_A_POST),
    ("POST", "moderation.reveal", "/moderation/queue/{member_case}/reveal", OF_A_POST),
    ("POST", "moderation.redact", "/moderation/queue/{member_case}/redaction", OF_A_POST),
    ("POST", "moderation.decide_many", "/moderation/queue/bulk", ACT),
    ("POST", "moderation.claim", "/moderation/queue/{case}/claim", (LOGIN, NO, NO, 303, 303)),
    ("POST", "moderation.reveal", "/moderation/queue/{case}/reveal", (LOGIN, NO, NO, 409, 409)),
    ("POST", "moderation.redact", "/moderation/queue/{case}/redaction", (LOGIN, NO, NO, 422, 422)),
    (
        "POST",
        "moderation.redact_copy",
        "/moderation/queue/{case}/redaction/999999",
        (LOGIN, NO, NO, MISSING, MISSING),
    ),
    ("POST", "moderation.undo", "/moderation/actions/{action}/undo", (LOGIN, NO, NO, 303, NO)),
    ("GET", "moderation.sign", "/moderation/questions/{question}/sign", DESK),
    ("GET", "moderation.sign", "/moderation/questions/999999/sign", (LOGIN, NO, NO, 404, 404)),
    ("POST", "moderation.set_sign", "/moderation/questions/{question}/sign", ACT),
    ("GET", "moderation.audit", "/moderation/audit", DESK),
    ("GET", "moderation.rules", "/moderation/rules", DESK),
    ("GET", "moderation.rule_changes", "/moderation/rules/changes", DESK),
    ("POST", "moderation.switch_rule", "/moderation/rules/stop-medicine/switch", CHANGE),
    ("GET", "moderation.new_site_rule", "/moderation/rules/site/new", (LOGIN, NO, NO, NO, OK)),
    ("POST", "moderation.new_site_rule", "/moderation/rules/site/new", CHANGE),
    (
        "GET",
        "moderation.edit_site_rule",
        "/moderation/rules/site/{site_rule}",
        (LOGIN, NO, NO, NO, OK),
    ),
    ("POST", "moderation.edit_site_rule", "/moderation/rules/site/{site_rule}", CHANGE),
    ("POST", "moderation.switch_site_rule", "/moderation/rules/site/{site_rule}/switch", CHANGE),
]

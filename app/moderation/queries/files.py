"""A case as the desk opens it, whatever it is about."""

from __future__ import annotations

from app.accounts.models import Member
from app.moderation.models import Case
from app.moderation.queries.cases import CaseFile, get_case, get_case_file
from app.moderation.queries.profiles import MemberCaseFile, get_member_case_file

AnyFile = CaseFile | MemberCaseFile


def get_file(viewer: Member | None, case: Case | int) -> AnyFile:
    """A case with its whole context. case: its id, unless it was read already.

    Raises Refused, NotFound.
    """
    found = get_case(viewer, case) if isinstance(case, int) else case
    if found.member_id is not None:
        return get_member_case_file(viewer, found.id)
    return get_case_file(viewer, found.id)

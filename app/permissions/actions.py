"""Every action, as `resource:action`, with the sentence shown when it is refused."""

from __future__ import annotations

ACTIONS: dict[str, str] = {
    "question:post": "Confirm your e-mail address to post.",
    "answer:post": "You cannot answer this question.",
    "reply:post": "You cannot reply here.",
    "draft:write": "You cannot keep a draft here.",
    "post:see": "We cannot find that page.",
    "post:see-author": "You cannot see who wrote this.",
    "post:edit": "Only the author and moderators can edit this post.",
    "post:withdraw": "Only the author can delete this post.",
    "post:see-history": "You cannot see the earlier versions of this post.",
    "post:vote": "You cannot vote on this post.",
    "post:report": "You cannot report this post.",
    "post:hide": "This page is for moderators.",
    "post:remove": "This page is for moderators.",
    "post:restore": "This page is for moderators.",
    "answer:accept": "Only the person who asked can choose the answer that helped.",
    "case:see": "This page is for moderators.",
    "case:decide": "You cannot decide about your own post.",
    "audit:see": "This page is for moderators.",
    "article:edit": "This page is for moderators.",
    "member:edit-self": "You can change only your own settings.",
    "member:see-email": "You cannot see this address.",
    "member:change-role": "This page is for administrators.",
    "notice:see": "These are somebody else's notices.",
}

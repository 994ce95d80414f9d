"""Proposals: drafting, teams, PDFs, submitting, withdrawing, and reading by their writers."""

from innovation_hub.services.proposals.answering import Invitation, accept, decline, invitation
from innovation_hub.services.proposals.drafting import Saved, begin, save
from innovation_hub.services.proposals.fields import save_field
from innovation_hub.services.proposals.files import attach, detach, download
from innovation_hub.services.proposals.inviting import invite_again
from innovation_hub.services.proposals.leading import hand_over, successors
from innovation_hub.services.proposals.lookup import get, mine, receipt
from innovation_hub.services.proposals.submitting import reopen, submit, withdraw
from innovation_hub.services.proposals.successor import Successor
from innovation_hub.services.proposals.team import remove_member, save_member
from innovation_hub.services.proposals.views import (
    AttachmentView,
    MemberView,
    ProposalCard,
    ProposalView,
    Receipt,
    SubmissionView,
)

__all__ = [
    "AttachmentView",
    "Invitation",
    "MemberView",
    "ProposalCard",
    "ProposalView",
    "Receipt",
    "Saved",
    "SubmissionView",
    "Successor",
    "accept",
    "attach",
    "begin",
    "decline",
    "detach",
    "download",
    "get",
    "hand_over",
    "invitation",
    "invite_again",
    "mine",
    "receipt",
    "remove_member",
    "reopen",
    "save",
    "save_field",
    "save_member",
    "submit",
    "successors",
    "withdraw",
]

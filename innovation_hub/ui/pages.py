"""The registry of pages: file, address, section of the menu, icon, and the permission a reader needs."""

from dataclasses import dataclass
from pathlib import Path

from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class PageInfo:
    """A page. Its title is ``pages.<name>`` in the catalogue; ``listed``: whether the menu shows it.

    ``light``: whether it is sent as a light page first. Not if its form is Streamlit's, or if it is slow to draw twice.
    """

    name: str
    icon: str
    section: str
    permission: P
    listed: bool = True
    light: bool = True

    @property
    def url_path(self) -> str:
        """The address under the hub's root; empty for the home page."""
        return "" if self.name == "home" else self.name.replace("_", "-")

    @property
    def path(self) -> Path:
        """The file whose function ``page`` draws the page."""
        return ROOT / "pages" / f"{self.name}.py"

    @property
    def symbol(self) -> str:
        """Its icon as Streamlit names it."""
        return f":material/{self.icon}:"

    @property
    def public(self) -> bool:
        """Whether visitors may open it."""
        return self.permission in (P.CALL_READ, P.RESULT_READ, P.RESOLUTION_READ)


PAGES: tuple[PageInfo, ...] = (
    PageInfo("home", "home", "", P.RESOLUTION_READ),
    PageInfo("calls", "campaign", "", P.CALL_READ),
    PageInfo("results", "emoji_events", "", P.RESULT_READ),
    PageInfo("resolutions", "list_alt", "resolutions", P.RESOLUTION_READ),
    PageInfo("resolution_4", "account_balance", "resolutions", P.RESOLUTION_READ),
    PageInfo("resolution_10", "school", "resolutions", P.RESOLUTION_READ),
    PageInfo("resolution_11", "memory", "resolutions", P.RESOLUTION_READ),
    PageInfo("how_ranking", "help", "", P.RESULT_READ, listed=False),
    PageInfo("words", "help", "", P.RESOLUTION_READ, listed=False),
    PageInfo("proposals", "description", "work", P.PROPOSAL_WRITE),
    PageInfo("proposal", "edit_note", "work", P.PROPOSAL_WRITE, listed=False),
    PageInfo("reviews", "rate_review", "work", P.REVIEW_WRITE),
    PageInfo("review", "grading", "work", P.REVIEW_WRITE, listed=False),
    PageInfo("manage_calls", "edit_calendar", "work", P.CALL_MANAGE),
    PageInfo("call_editor", "edit_document", "work", P.CALL_MANAGE, listed=False, light=False),
    PageInfo("screening", "fact_check", "work", P.PROPOSAL_SCREEN),
    PageInfo("received_proposal", "description", "work", P.PROPOSAL_SCREEN, listed=False),
    PageInfo("systems", "inventory_2", "work", P.SYSTEM_MANAGE),
    PageInfo("panels", "groups", "work", P.JUDGING_ADMINISTER),
    PageInfo("ranking", "leaderboard", "work", P.PROPOSAL_DECIDE),
    PageInfo("adjusted_ranking", "leaderboard", "work", P.PROPOSAL_DECIDE, listed=False, light=False),
    PageInfo("funding", "savings", "work", P.PROPOSAL_DECIDE),
    PageInfo("budgets", "payments", "work", P.BUDGET_READ),
    PageInfo("budget_line", "receipt_long", "work", P.BUDGET_READ, listed=False),
    PageInfo("approvals", "task_alt", "work", P.BUDGET_APPROVE),
    PageInfo("devices", "devices", "work", P.DEVICE_READ),
    PageInfo("people", "group", "work", P.ACCOUNT_MANAGE),
    PageInfo("institutions", "domain", "work", P.INSTITUTION_MANAGE),
    PageInfo("security", "lock", "work", P.ACCOUNT_MANAGE),
    PageInfo("messages", "mail", "work", P.MESSAGE_MANAGE),
    PageInfo("journal", "history", "work", P.JOURNAL_READ),
    PageInfo("account", "person", "work", P.ACCOUNT_OWN),
)
SECTIONS = ("", "resolutions", "work")
BY_NAME = {info.name: info for info in PAGES}
BY_ADDRESS = {info.url_path: info for info in PAGES}

"""The dates of an account: opened, confirmed, a role given, disabled or closed."""

from innovation_hub.domain.accounts import AccountState, is_closed
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.accounts import PersonDetail
from innovation_hub.ui.things import Milestone

# keys: people.step.*


def milestones(t: Translator, found: PersonDetail) -> list[Milestone]:
    """The steps up to a role; for an account that cannot sign in, those that were reached and how it ended."""
    person, moved_at = found.person, found.moved_at
    steps = [_step(t, "opened", formats.instant(t, person.created_at))]
    out = person.state is AccountState.DISABLED
    confirmed_at = moved_at.get("account.confirmed")
    if confirmed_at:
        steps.append(_step(t, "confirmed", formats.instant(t, confirmed_at)))
    elif person.state is AccountState.UNCONFIRMED:
        steps.append(Milestone(t("people.step.confirmed"), "", reached=False))
    if found.roles:
        steps.append(_step(t, "role", formats.instant(t, min(found.roles.values()))))
    elif not out:
        steps.append(Milestone(t("people.step.role"), "", reached=False))
    if out:
        end = "closed" if is_closed(person.email) else "disabled"
        at = moved_at.get(f"account.{end}")
        steps.append(_step(t, end, formats.instant(t, at) if at else ""))
    return steps


def _step(t: Translator, name: str, when: str) -> Milestone:
    return Milestone(t(f"people.step.{name}"), when, reached=True)

"""Draw a decision and call the service of the pressed option."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from innovation_hub.domain.canonical import sha256
from innovation_hub.ui import chrome, errors, forms, tables
from innovation_hub.ui.decision.seen import Seen, TypedAmount, button, seen, settle, settle_all
from innovation_hub.ui.decision.spec import Amount, EffectTable, Option, Reason, Record
from innovation_hub.ui.tables import Html

_FIELD_HEIGHT = 90  # pixels
_AMOUNT_WIDTH = 280  # pixels


def draw(
    record: Record | Seen,
    options: Sequence[Option],
    *,
    shown: str = "",
    follows: str | EffectTable = "",
    reason: Reason | None = None,
    amount: Amount | None = None,
    sure: str = "",
    settles: tuple[str, ...] = (),
) -> None:
    """Draw the record, the effects, the reason, the amount, the changes since it was seen, and the buttons.

    ``record`` is what was `seen` of it when the page has drawn its changes before another form on the same record; then
    ``amount`` must be None, since it is part of what is seen.
    ``shown`` and ``follows`` are markdown. ``sure`` is the label of a checkbox that must be ticked first, once for each
    version. ``settles`` are prefixes of the names of other records that the options change.
    """
    if shown:
        st.markdown(shown, anchors=False)
    if isinstance(follows, EffectTable):
        _effects(follows)
    elif follows:
        st.markdown(follows, anchors=False)
    form = forms.prefix(record.name)
    expander = reason.expander if reason else None
    typed = _typed(f"{form}.reason", None if expander else reason)
    if isinstance(record, Seen):
        on = record
    else:
        on = seen(
            record.name,
            record.version,
            record.facts,
            records=record.records,
            reason=typed,
            standing=reason is not None,
            amount=_amount(f"{form}.amount", amount),
        )
    if not options and not on.stale:
        settle(on.name)  # there are no options
    # The key includes the version: a checkbox ticked for another version does not count.
    tick = f"{form}.{on.turn}.{sha256(str(record.version))}.sure" if sure else ""
    certain = not sure or st.checkbox(sure, key=tick, disabled=on.stale)
    option = _pressed(on, [one for one in options if not (expander and one.reasoned)], certain=certain)
    if expander:
        box = st.expander(expander.label, key=expander.key, on_change="rerun")
        if box.open:
            with box:
                typed = _typed(f"{form}.reason", reason)
                option = _pressed(on, [one for one in options if one.reasoned], certain=certain) or option
    if option is not None:
        with errors.shown():
            _carry_out(option, on, typed, settles)


def _effects(effects: EffectTable) -> None:
    rows = [
        (name, before, after if before == after else _strong(after)) for name, before, after in effects.rows
    ]
    tables.table(effects.headers, rows, caption=effects.caption, align=["left", "right", "right"])


def _strong(value: str) -> Html:
    return Html(f"<strong>{value if isinstance(value, Html) else escape(value)}</strong>")


def _typed(key: str, reason: Reason | None) -> str:
    """The text of the text area; without a text area, its text in the run before."""
    if reason is None:
        return st.session_state.get(key) or ""
    field = st.text_area(reason.label, key=key, help=reason.help, max_chars=reason.most, height=_FIELD_HEIGHT)
    return field or ""


def _amount(key: str, amount: Amount | None) -> TypedAmount | None:
    if amount is None:
        return None
    text = st.text_input(
        amount.label,
        key=key,
        help=amount.help,
        autocomplete=forms.AMOUNT,
        placeholder=amount.placeholder,
        width=_AMOUNT_WIDTH,
    )
    return TypedAmount(amount.label, key, text or "")


def _pressed(on: Seen, options: Sequence[Option], *, certain: bool) -> Option | None:
    for option in options:
        if option.obstacle:
            st.warning(option.obstacle, icon=":material/error:")
    if len(options) < 2:
        return next((option for option in options if _button(on, option, certain=certain)), None)
    with st.container(horizontal=True):
        pressed = [option for option in options if _button(on, option, certain=certain)]
    return pressed[0] if pressed else None


def _button(on: Seen, option: Option, *, certain: bool) -> bool:
    return button(
        on,
        option.label,
        key=option.key,
        type="primary" if option.main else "secondary",
        icon=option.icon,
        disabled=bool(option.obstacle) or not certain,
    )


def _carry_out(option: Option, on: Seen, reason: str, settles: tuple[str, ...]) -> None:
    """Call the service and report its result. Streamlit is not called until the form is accepted: `forms.accepted`."""
    result = option.act(on, reason)
    settle(on.name)
    settle_all(*settles)
    if not option.keeps_input:
        forms.accepted(on.name)
    chrome.flash(option.said if isinstance(option.said, str) else option.said(result))
    if option.then is not None:
        option.then()
    st.rerun()

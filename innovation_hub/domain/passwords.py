"""Length and Unicode form of passwords, checked before their strength."""

import unicodedata

from innovation_hub.errors import Invalid

SHORTEST = 10
LONGEST = 200


def plain(password: str) -> str:
    """The password in one Unicode form, the same from every keyboard; raises `Invalid` for its length.

    `innovation_hub.services.accounts.strength` checks how strong it is.
    """
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        raise Invalid("accounts.refused.password_short", field="password", least=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid("accounts.refused.password_long", field="password", most=LONGEST)
    return text

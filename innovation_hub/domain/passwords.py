"""What a password must be before anybody asks how strong it is: long enough, and of one form on every keyboard."""

import unicodedata

from innovation_hub.errors import Invalid

SHORTEST = 10
LONGEST = 200


def plain(password: str) -> str:
    """The password in one Unicode form, so that every keyboard types the same; raises `Invalid` for its length.

    Whether it may be used is for `innovation_hub.services.accounts.strength` to say.
    """
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        raise Invalid("accounts.refused.password_short", field="password", least=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid("accounts.refused.password_long", field="password", most=LONGEST)
    return text

"""What a password must be: long, and not what anybody would try first. No rules about its signs."""

import unicodedata

from innovation_hub.errors import Invalid

SHORTEST = 10
LONGEST = 200
_FEWEST_SIGNS = 5

# Stems of the ten-sign-and-longer passwords that lead every list of leaked ones, and what people here try first.
_LEAKED = """
password passw0rd p@ssword p@ssw0rd pass nywila nenosiri siri qwerty qwertyuiop qwertyui asdfghjkl asdfgh
zxcvbnm abcdefghij abcdefgh abc letmein iloveyou welcome karibu admin administrator superman football
princess sunshine michael jesus yesu mungu bwana tanzania dodoma daressalaam dar arusha mwanza zanzibar
kilimanjaro simba yanga serikali ubunifu innovation innovationhub kitovu student mwanafunzi university chuo
kikuu ega egovernment mtandao habari jambo nakupenda mama baba familia changeme default secret
1q2w3e4r 1q2w3e4r5t qazwsx qazwsxedc zaq12wsx
"""
_STEMS = frozenset(_LEAKED.split())
_AROUND = "0123456789!@#$%&*._- "
_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def check_password(password: str, *, email: str = "", name: str = "") -> str:
    """The password in one Unicode form, so that every keyboard types the same; raises `Invalid`."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        raise Invalid("accounts.refused.password_short", field="password", least=SHORTEST)
    if len(text) > LONGEST:
        raise Invalid("accounts.refused.password_long", field="password", most=LONGEST)
    if _common(text):
        raise Invalid("accounts.refused.password_common", field="password")
    if _personal(text, email, name):
        raise Invalid("accounts.refused.password_personal", field="password")
    return text


def _common(text: str) -> bool:
    plain = text.casefold().replace(" ", "")
    if len(set(plain)) < _FEWEST_SIGNS:
        return True
    core = plain.strip(_AROUND)
    twice = core[: len(core) // 2] if core[: len(core) // 2] * 2 == core else core
    return (
        not core
        or core in _STEMS
        or twice in _STEMS
        or any(plain in row or plain in row[::-1] for row in _ROWS)
    )


def _personal(text: str, email: str, name: str) -> bool:
    plain = "".join(filter(str.isalnum, text.casefold())).strip("0123456789")
    local, _, domain = email.casefold().partition("@")
    own = {email.casefold(), local, domain, name.casefold(), *name.casefold().split()}
    return plain in {"".join(filter(str.isalnum, part)).strip("0123456789") for part in own}

"""The recipe "To add an e-mail": whoever gets a role is told, in three files."""

import pytest

from tests.copies import copied
from tests.recipes import kit

ROW = """\
    Notice("account.role_granted", _R.ACCOUNT, "role_granted", "/", _N.ACCOUNT),
"""
CATALOGUES = "tests/architecture/test_catalogues.py"
ENGLISH = {
    "kind.role_granted": "A role granted",
    "role_granted.subject": "You have a new role",
    "role_granted.body": "Dear {name},\\n\\nAn administrator has granted you a role. Begin here:\\n\\n{link}",
}
SWAHILI = {
    "kind.role_granted": "Jukumu limetolewa",
    "role_granted.subject": "Umepewa jukumu jipya",
    "role_granted.body": "Ndugu {name},\\n\\nMsimamizi amekupa jukumu. Anza hapa:\\n\\n{link}",
}


def entries(texts: dict[str, str]) -> str:
    """Entries of a catalogue."""
    return "".join(f'\nmsgid "messages.{key}"\nmsgstr "{text}"\n' for key, text in texts.items())


CHANGES: dict[str, kit.Change | str] = {
    "innovation_hub/domain/notices.py": ('    Notice("journal.noted",', ROW),
    "innovation_hub/i18n/catalogue/sw/messages.po": entries(SWAHILI),
    "innovation_hub/i18n/catalogue/en/messages.po": entries(ENGLISH),
}


@pytest.mark.long
def test_a_new_email_is_told_of_journalled_and_read_in_both_languages(tmp_path):
    copy = copied(tmp_path)
    kit.followed(copy, CHANGES)
    kit.checked(
        copy,
        "tests/recipes/example_email.py",
        "tests/unit/test_notices.py",
        f"{CATALOGUES}::test_both_languages_have_the_same_places_and_plurals",
        f"{CATALOGUES}::test_every_key_is_used",
    )
    assert kit.files_of("To add an e-mail") == list(CHANGES)

"""The recipe "To add a field of a proposal": two fields, one for judges and one about the proposers, in six files."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.copies import copied
from tests.recipes import kit

TABLE = """\
    motto: str = asked(FieldKind.LINE, "plan", 10, 120, needed=True)
    mentor: str = asked(FieldKind.LINE, "plan", maximum=120, part=SnapshotPart.IDENTITY)
"""
COLUMNS = """\
    motto: str = Field(default="", sa_column_kwargs={"server_default": ""})
    mentor: str = Field(default="", sa_column_kwargs={"server_default": ""})
"""
MIGRATION = '''\
"""Two more fields of a proposal"""

import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward."""
    for name in ("motto", "mentor"):
        op.add_column("proposal", sa.Column(name, sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    """Take the table back."""
    for name in ("motto", "mentor"):
        op.drop_column("proposal", name)
'''
CATALOGUES = (
    "both_languages_have_the_same_keys",
    "both_languages_have_the_same_places_and_plurals",
    "every_key_is_used",
)
ENGLISH = {
    "field.motto": "Motto",
    "help.motto": "One line that people remember.",
    "missing.motto": "The motto (at least {least} characters).",
    "long.motto": "Motto: {over} characters too many; at most {most}.",
    "field.mentor": "Mentor",
    "help.mentor": "Who helps you with the work. Judges do not see it.",
    "long.mentor": "Mentor: {over} characters too many; at most {most}.",
}
SWAHILI = {
    "field.motto": "Kauli mbiu",
    "help.motto": "Mstari mmoja ambao watu wataukumbuka.",
    "missing.motto": "Kauli mbiu (angalau herufi {least}).",
    "long.motto": "Kauli mbiu: herufi {over} zimezidi; mwisho ni {most}.",
    "field.mentor": "Mlezi",
    "help.mentor": "Anayekusaidia katika kazi hii. Majaji hawamwoni.",
    "long.mentor": "Mlezi: herufi {over} zimezidi; mwisho ni {most}.",
}


def entries(texts: dict[str, str]) -> str:
    """Entries of a catalogue."""
    return "".join(f'\nmsgid "proposals.{key}"\nmsgstr "{text}"\n' for key, text in texts.items())


def changes(copy: Path) -> dict[str, kit.Change | str]:
    """What the recipe says to write."""
    last = max(path.name.partition("_")[0] for path in (copy / "db/migrations/versions").glob("0*.py"))
    return {
        "innovation_hub/domain/proposal_fields.py": ("    difference: str = asked(\n", TABLE),
        "db/models/proposals.py": ("    trl: int | None = None\n", COLUMNS),
        "db/migrations/versions/9999_motto_and_mentor.py": MIGRATION.format(last=last),
        "innovation_hub/i18n/catalogue/sw/proposals.po": entries(SWAHILI),
        "innovation_hub/i18n/catalogue/en/proposals.po": entries(ENGLISH),
        "innovation_hub/services/demo/entries.py": (
            "            track=idea.track,\n",
            "            motto=idea.title,\n",
        ),
    }


@pytest.mark.long
def test_a_new_field_is_drafted_asked_for_submitted_judged_and_exported(tmp_path):
    copy = copied(tmp_path)
    written = changes(copy)
    kit.followed(copy, written)
    kit.checked(
        copy,
        "tests/recipes/example_proposal_field.py",
        "tests/architecture/test_migrations.py::test_migrations_match_models[sqlite]",
        *(f"tests/architecture/test_catalogues.py::test_{name}" for name in CATALOGUES),
    )
    named = kit.files_of("To add a field of a proposal")
    assert len(named) == len(written) <= 6
    assert all(fnmatch(file, pattern) for file, pattern in zip(written, named, strict=True))

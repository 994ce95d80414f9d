"""Every reading of a device, kept as it was given"""

import sqlalchemy as sa
from alembic import op

import db.types
from db.triggers import append_only_ddl, drop_append_only_ddl

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "reading_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("financial_year", sa.String(), nullable=False),
        sa.Column("trl", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=1000), nullable=False),
        sa.Column("recorded_at", db.types.UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("trl BETWEEN 1 AND 9", name=op.f("ck_reading_record_trl")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_reading_record_device_id")),
        sa.ForeignKeyConstraint(
            ["financial_year"], ["financial_year.label"], name=op.f("fk_reading_record_financial_year")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_reading_record_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_record")),
    )
    with op.batch_alter_table("reading_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_record_device_id"), ["device_id"], unique=False)
    op.execute(
        "INSERT INTO reading_record (device_id, financial_year, trl, evidence, recorded_at, recorded_by) "
        "SELECT device_id, financial_year, trl, evidence, recorded_at, recorded_by FROM device_reading "
        "ORDER BY device_id, financial_year"
    )
    for statement in append_only_ddl(op.get_bind().dialect.name, ["reading_record"]):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables back."""
    for statement in drop_append_only_ddl(op.get_bind().dialect.name, ["reading_record"]):
        op.execute(statement)
    op.drop_table("reading_record")

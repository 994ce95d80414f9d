"""Key columns for searching and sorting names: folded by `folding.key`, and updated by the models' mappers.

Both databases compare them character by character, so that they find the same rows in the same order.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import String, event, inspect
from sqlalchemy.orm import Mapper
from sqlmodel import Field

from innovation_hub.domain.folding import key

_FOLDS = "hub_folds"
Parts = Callable[..., Iterable[str | None]]
PLAIN = String().with_variant(String(collation="C"), "postgresql")
"""A text column that PostgreSQL compares as SQLite does, whatever its server's locale."""


def key_of(
    *names: str, parts: Parts = lambda *values: values, unique: bool = False, index: bool = True
) -> Any:
    """A column with the key of the columns ``names``; ``parts`` returns the texts from their values."""

    def made(values: Mapping[str, Any]) -> str:
        return key(*(part or "" for part in parts(*(values.get(name) for name in names))))

    extra = {
        "server_default": "",
        "default": lambda context: made(context.get_current_parameters()),  # for a row that no mapper wrote
        "info": {_FOLDS: (names, made)},
    }
    return Field(default="", sa_type=PLAIN, unique=unique, index=index, sa_column_kwargs=extra)


@lru_cache(maxsize=128)
def _key_columns(
    mapper: Mapper[Any],
) -> list[tuple[str, tuple[str, ...], Callable[[Mapping[str, Any]], str]]]:
    columns: Iterable[Any] = mapper.local_table.c
    return [(c.name, *c.info[_FOLDS]) for c in columns if _FOLDS in c.info]


@event.listens_for(Mapper, "before_insert")
def _inserted(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    for name, names, made in _key_columns(mapper):
        setattr(row, name, made({one: getattr(row, one) for one in names}))


@event.listens_for(Mapper, "before_update")
def _updated(mapper: Mapper[Any], _connection: Any, row: Any) -> None:
    for name, names, made in _key_columns(mapper):
        if any(inspect(row).attrs[one].history.has_changes() for one in names):
            setattr(row, name, made({one: getattr(row, one) for one in names}))

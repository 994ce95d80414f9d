"""Parser of files of scores: CSV with the columns proposal, judge, criterion and score.

UTF-8, with or without a byte order mark; cells separated by commas, semicolons or tabs; names are stripped of white
space; an empty score means «cannot judge» and is missing, not 0.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from innovation_hub.methods.ranking.io.lines import Header, header, rows, text_of
from innovation_hub.methods.ranking.io.scores import LARGEST, Scores, arranged
from innovation_hub.methods.ranking.numbers import Floats, Index
from innovation_hub.methods.terms.ranking import Scale

NAMES = pa.dictionary(pa.int32(), pa.string())


def read(path: Path, scale: Scale | None = None) -> Scores:
    """The scores of a file, each within the range of ``scale``.

    Raises ``OSError`` when the file cannot be read, and ``Invalid`` with the number of the first invalid line: an
    unknown or missing column, a wrong number of cells, no name, no number, a score out of range or repeated.
    """
    scale = scale or Scale()
    data = path.read_bytes()
    text = text_of(data)
    head = header(text)
    scores = _parsed(text, head, scale)
    return scores if scores is not None else Scores.of(rows(text, head, scale), scale)


def _parsed(text: str, head: Header, scale: Scale) -> Scores | None:
    """The scores parsed in one step by Arrow, or None when anything is invalid or unusual."""
    found = _columns(text[head.length :].encode(), head)
    if found is None:
        return None
    names, codes, values, given = found
    low = -LARGEST if scale.lowest is None else max(scale.lowest, -LARGEST)
    high = LARGEST if scale.highest is None else min(scale.highest, LARGEST)
    fit = (values >= low) & (values <= high)  # False for NaN
    if any("" in each for each in names) or not fit[given].all() or not given.any():
        return None
    scores, repeated = arranged(names, [code[given] for code in codes], values[given])
    return scores if repeated is None else None


def _columns(
    body: bytes, head: Header
) -> tuple[list[list[str]], list[Index], Floats, NDArray[np.bool_]] | None:
    """Names and codes of the three columns of names, the scores (N,), and which of them are given (N,).

    None when Arrow cannot parse the file.
    """
    columns = [f"{index}" for index in range(len(head.columns))]
    types = {columns[index]: NAMES for index in head.columns[:3]} | {columns[head.columns[3]]: pa.float64()}
    try:
        table = csv.read_csv(
            pa.BufferReader(body),
            read_options=csv.ReadOptions(column_names=columns, block_size=1 << 23),
            parse_options=csv.ParseOptions(delimiter=head.delimiter, newlines_in_values=b'"' in body),
            convert_options=csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    table = table.unify_dictionaries().combine_chunks()
    coded = [_coded(table.column(columns[index])) for index in head.columns[:3]]
    values, given = _numbers(table.column(columns[head.columns[3]]))
    return [names for names, _ in coded], [codes for _, codes in coded], values, given


def _coded(column: pa.ChunkedArray) -> tuple[list[str], Index]:
    """The distinct names of a column, stripped of white space, and the codes of its cells (N,)."""
    if not column.num_chunks:
        return [], np.empty(0, dtype=np.int64)
    cells = column.chunk(0)
    known: dict[str, int] = {}
    code = [known.setdefault(name.strip(), len(known)) for name in cells.dictionary.to_pylist()]
    codes = np.frombuffer(cells.indices.buffers()[1], np.int32, len(cells), 4 * cells.offset)
    return list(known), np.array(code, dtype=np.int64)[codes]


def _numbers(column: pa.ChunkedArray) -> tuple[Floats, NDArray[np.bool_]]:
    """The numbers of a column (N,), and which cells are not null (N,).

    Arrow's own conversion is not used because it imports pandas, which takes longer than everything else here.
    """
    if not column.num_chunks:
        return np.empty(0), np.empty(0, dtype=bool)
    cells = column.chunk(0)
    valid, data = cells.buffers()
    values = np.frombuffer(data, np.float64, len(cells), 8 * cells.offset)
    if valid is None:
        return values, np.ones(len(cells), dtype=bool)
    bits = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")
    return values, bits[cells.offset : cells.offset + len(cells)].astype(bool)

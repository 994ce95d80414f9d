"""Files of scores: what is taken, and the line of what is not."""

import time

import numpy as np
import pytest

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking import Scale, read

HEAD = "proposal,judge,criterion,score\n"
ROWS = "a,x,c,1\nb,x,c,2\na,y,c,3\nb,y,c,5\n"


@pytest.fixture
def taken(tmp_path):
    def take(content: str | bytes, scale: Scale | None = None):
        path = tmp_path / "scores.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, scale)

    return take


@pytest.mark.parametrize(
    "content",
    [
        HEAD + ROWS,
        "\ufeff" + HEAD + ROWS,
        (HEAD + ROWS).replace("\n", "\r\n"),
        (HEAD + ROWS).replace(",", ";"),
        (HEAD + ROWS).replace(",", "\t"),
        (HEAD + ROWS).strip(),
        "\n" + HEAD + "\n" + ROWS + "\n\n,,,\n",
        "Proposal , JUDGE,criterion,Score\n" + ROWS,
        "score,criterion,judge,proposal\n1,c,x,a\n2,c,x,b\n3,c,y,a\n5,c,y,b\n",
        HEAD + " a,x ,c, 1\n" + ROWS[8:],
        HEAD + '"a",x,c,1\n' + ROWS[8:],
        HEAD + "a,x,c,+1.0\n" + ROWS[8:],
        HEAD + ROWS + "z,x,c,\n",
    ],
    ids=[
        *("plain", "mark", "crlf", "semicolons", "tabs", "no last break", "blank lines", "headings", "order"),
        *("white space", "quotes", "plus", "cannot judge"),
    ],
)
def test_the_same_scores_in_many_shapes(taken, content):
    scores = taken(content)
    assert (scores.proposals, scores.judges, scores.criteria) == (("a", "b"), ("x", "y"), ("c",))
    assert scores.value.tolist() == [1, 3, 2, 5]
    assert scores.unscored == (("z",) if "z" in content else ())


def test_names_may_hold_commas_quotes_and_line_breaks(taken):
    scores = taken(HEAD + '"a, b",x,c,1\n"say ""hi""",x,c,2\n"two\nlines",x,c,3\n')
    assert scores.proposals == ("a, b", 'say "hi"', "two\nlines")


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("proposal,judge,criterion,score,note\na,x,c,1,-\n", "scores.column_unknown", 1),
        ("proposal,judge,score\na,x,1\n", "scores.column_missing", 1),
        ("proposal,judge,judge,score\na,x,x,1\n", "scores.column_twice", 1),
        (ROWS, "scores.column_unknown", 1),
        ("\n\n" + ROWS, "scores.column_unknown", 3),
        (HEAD + ROWS + "a,z,c,good\n", "scores.not_finite", 6),
        (HEAD + ROWS + "a,z,c,NaN\n", "scores.not_finite", 6),
        (HEAD + ROWS + "a,z,c,inf\n", "scores.not_finite", 6),
        (HEAD + ROWS + "a,z,c,1e999\n", "scores.not_finite", 6),
        (HEAD + ROWS + "a,z,c,1_0\n", "scores.not_finite", 6),
        (HEAD + ROWS + 'a,z,c,"3,5"\n', "scores.not_finite", 6),
        (HEAD + ROWS + "a,z,c,1e300\n", "scores.too_large", 6),
        (HEAD + ROWS + "a,z,c,6\n", "scores.out_of_range", 6),
        (HEAD + ROWS + "\n\na,z,c,0\n", "scores.out_of_range", 8),
        (HEAD + ROWS + " a,x,c,4\n", "scores.duplicate", 6),
        (HEAD + '"a\nb",x,c,1\nc,x,c,2\nc,x,c,2\n', "scores.duplicate", 5),
        (HEAD + ROWS + ",z,c,3\n", "scores.name_missing", 6),
        (HEAD + ROWS + "a,z,c\n", "scores.cells", 6),
        (HEAD + ROWS + "a,z,c,3,5\n", "scores.cells", 6),
        (HEAD + ROWS + '"a,z,c,3\nb,z,c,3\n', "scores.malformed", 6),
        ((HEAD + ROWS + "caf\u00e9,z,c,3\n").encode("latin-1"), "scores.not_utf8", 6),
        ((HEAD + ROWS).encode("utf-16"), "scores.not_utf8", 1),
        ((HEAD + ROWS).encode("utf-16-le"), "scores.not_utf8", 1),
        (HEAD + ROWS + "a\0,z,c,3\n", "scores.not_utf8", 6),
    ],
)
def test_what_is_wrong_is_told_with_its_line(taken, content, key, line):
    with pytest.raises(Invalid) as refused:
        taken(content, Scale(1, 5))
    assert (refused.value.key, refused.value.data["line"]) == (key, line)


def test_a_duplicate_names_the_line_it_repeats(taken):
    with pytest.raises(Invalid) as refused:
        taken(HEAD + ROWS + "b,x,c,2\na,x,c,1\n")
    assert refused.value.data == {"line": 6, "first": 3}


@pytest.mark.parametrize("content", ["", "\n\n", HEAD, HEAD + "a,x,c,\n", HEAD + ",,,\n"])
def test_a_file_without_scores_is_refused(taken, content):
    with pytest.raises(Invalid, match=r"scores\.empty"):
        taken(content)


def test_a_missing_file_is_the_machines_refusal(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("bad", "key"), [("p1,x,c,bad\n", "scores.not_finite"), ("p1,x,c,9\n", "scores.out_of_range")]
)
def test_one_bad_line_among_many_is_found_soon(taken, bad, key):
    lines = [f"p{place},j{place % 50},c,{place % 5 + 1}\n" for place in range(200_000)]
    lines.insert(150_000, bad)
    begun = time.process_time()
    with pytest.raises(Invalid) as refused:
        taken(HEAD + "".join(lines), Scale(1, 5))
    assert time.process_time() - begun < 10  # well below a second on a quiet machine
    assert (refused.value.key, refused.value.data["line"]) == (key, 150_002)


def test_both_ways_of_reading_agree(taken):
    """A score with a plus sign sends the whole file through the slow way."""
    rng = np.random.default_rng(0)
    rows = [f"p{p},j{j},c{c},{rng.integers(1, 6)}\n" for p in range(30) for j in range(4) for c in range(3)]
    fast = taken(HEAD + "".join(rows))
    slow = taken(HEAD + "".join(rows).replace(",5\n", ",+5\n"))
    assert fast.value.tolist() == slow.value.tolist()
    assert (fast.proposals, fast.proposal.tolist()) == (slow.proposals, slow.proposal.tolist())

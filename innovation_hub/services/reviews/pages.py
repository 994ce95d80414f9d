"""The PDF of a proposal for judges: the pages that an organiser cleared, as pictures."""

from db.queries import covering as queries
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import NotFound
from innovation_hub.services.reviews.sheet import OPENED, own


def page(actor: Actor, *, assignment_id: int, number: int) -> bytes:
    """A cleared page as JPEG; raises `NotFound` for other pages, and before the text may be read."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        mine = own(session, actor, assignment_id)
        file = queries.file(session, mine.proposal_id)
        if file is None or mine.state not in OPENED or mine.review_id is None:
            raise NotFound
        picture = queries.picture(session, file.id, number)
    if picture is None:
        raise NotFound
    return picture

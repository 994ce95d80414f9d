"""Recording which submission of a proposal is its last."""

from db.models.proposals import Proposal, Submission
from db.primary_key import pk


def put_last(proposal: Proposal, submission: Submission) -> None:
    """Make a stored submission the last one of its proposal, with what lists sort by and search in.

    The only place that sets ``submission_id``, so that the copied columns always agree with the submission.
    """
    proposal.submission_id = pk(submission)
    proposal.submitted_at = submission.submitted_at
    proposal.submitted_title = submission.content["blind"]["title"]

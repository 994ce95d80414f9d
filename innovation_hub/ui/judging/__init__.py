"""What the pages of judging share: the choice of a call, the text of a proposal, the score form, the ranking."""

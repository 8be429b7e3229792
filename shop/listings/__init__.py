"""Texts and pictures of what is offered: what a producer says and shows, beside what the decision says."""

"""Officers' and administrators' pages of the trust pages: what holds, what is coming, and a new wording."""

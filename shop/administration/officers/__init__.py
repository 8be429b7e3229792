"""Officers' pages of the register: verify, correct, revoke, lengthen, undo. Until the programme's desk exists."""

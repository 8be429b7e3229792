"""A signed-in shopper's own pages, below /tai-khoan/."""

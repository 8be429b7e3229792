"""The desk of a producer: its parts of orders, packing, returns, how its goods are sent, what buyers say."""

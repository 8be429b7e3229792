"""What a buyer does with an order: each act a small page of its own, for who has proved that the order is theirs."""

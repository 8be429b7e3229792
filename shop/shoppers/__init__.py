"""What a shopper keeps between two visits: addresses, and products they want. Oscar's tables, our verbs."""

"""Finding: one door, `shop.discovery.queries.search`, over two engines."""

"""Settings: base says everything; dev, test and production change values only."""

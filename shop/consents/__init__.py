"""What people agreed to beyond what their order needs, one purpose at a time."""

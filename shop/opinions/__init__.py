"""What buyers say of what they bought, and what its maker replies."""

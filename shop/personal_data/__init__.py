"""What we hold of people: why, for how long, a copy for who asks, and how it ends."""

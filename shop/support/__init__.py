"""What a buyer asks or complains about, and by when it is answered."""

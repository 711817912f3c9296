"""What templates of this room say things with."""

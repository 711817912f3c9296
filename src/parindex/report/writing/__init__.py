"""From results to the one report model: facts, then sentences, in both languages."""

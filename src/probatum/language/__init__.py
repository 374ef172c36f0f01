"""Everything that reads words, by rule or by model."""

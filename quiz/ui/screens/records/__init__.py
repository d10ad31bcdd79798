"""What learning reached: bests, levels of banks, achievements."""

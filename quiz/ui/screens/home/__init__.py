"""Home: how today stands, what to do now, and the banks."""

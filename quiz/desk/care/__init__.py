"""Care for progress and settings: doctor, sync, restore, and the fit of the memory model."""

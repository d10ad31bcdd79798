"""What a class is asked, out of the banks that are here."""

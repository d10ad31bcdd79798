"""How each kind is answered: one view for each way of answering."""

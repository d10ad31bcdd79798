"""What a review log tells of the memory model: predictors, their scores, a fit to the learner.

Nothing is imported here: a sitting needs none of it.
"""

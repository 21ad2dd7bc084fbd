"""Training: a model from the coding, its honest scores, and what it shows about the coding."""

"""A look on paper: the face chart that a makeup artist works from and gives away."""

"""Where products go on a face: soft masks in canonical UV space, NxN float32, 0..1.

`lips`, `eyes` and `face` have the masks of their products, `canvas` what all of them are drawn with.
Everything is drawn for the person's right side and mirrored, since the layout is symmetric. Distances
are in units of the whole canvas.
"""

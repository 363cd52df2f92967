"""Looks and how they are painted.

    products   what there is to wear, and the ranges of what can be said of it
    look       a file of products
    formulas   a product -> its layers: a `pigment` on a mask of `shapes`
    drawings   a product -> what no film can be: lines, lashes, lenses, flakes, brows, teeth
    painter    a look -> one film in the face's canonical UV space, groundwork and drawings

The groundwork is done on the bare skin, the film lies on that, and the drawings on the film.
`transferred` is a photo's look, which a network has read.
"""

"""How the transfer network is made: data, painter bank, networks, losses, training, export.

    faces -> bare faces in canonical UV -+
                                         +-> triplets -> encoder, generator, discriminator -> ONNX
    masks -> bank of painted films ------+

The only package that imports torch.
"""

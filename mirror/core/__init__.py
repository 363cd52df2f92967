"""Mathematics on NumPy arrays: no file, no thread of its own, no Qt, no network.

Pictures are uint8 BGR as cameras deliver them and QImage.Format_BGR888 paints them. Everything
that is light is float32 linear Rec.709 in RGB order. Picture coordinates are x right, y down, in
pixels, with the origin at the top left corner of the top left pixel, so that a pixel's centre
lies at +0.5.
"""

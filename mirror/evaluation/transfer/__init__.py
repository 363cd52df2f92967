"""`mirror evaluate`: how good the transfer network is, through the real processor.

    subjects (bare faces) --+
    looks, references ------+-> sections -> samples -> figures -> report
    the mirror ------------+

A section looks at one question and gives samples; a sample is one number about one picture. What
is said of them (means, intervals, by skin tone, met or not) is worked out afterwards, from the same
samples for all.
"""

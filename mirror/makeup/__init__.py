"""Looks and how they are painted.

`look` is the schema of a look file; `painter` turns a look's products into one film in the
face's canonical UV space, and what no film can be into drawings.
"""

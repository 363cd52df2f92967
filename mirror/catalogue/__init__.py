"""What a shop sells: the catalogue of its shades, where they are kept, found and read in from.

    file -> table of rows -> mapping of its columns -> Item or bad row -> store, in one transaction

`import_file` does all of it and answers with a `Report`; `Catalogue` keeps the items and searches
them. Kinds of products, their finishes and parameters are those of `mirror.makeup.products`.
"""

"""What a makeup artist keeps: the book of their clients, and looks to give away.

    Outfit --worn_as--> Worn --ClientBook.save_session--> one encrypted file

No Qt here. Whatever is known of a person is in memory only while the book is open, and on the disk
only under encryption; names are in no file's name and in no log.
"""

"""What a person puts on, as plain values: the outfit, and the way back to the one before.

    Outfit --put_on, take_off, set_strength…--> Outfit --look()--> what the engine wears

No Qt and no files here: the window shows an outfit and asks for the next one.
"""

"""What a mirror in a shop needs behind its screens: no Qt here, and no camera of its own.

    visit          the screens a visitor goes through, and what each change commands, as pure values
    motion         wakes the attract loop when somebody comes near, by differences of pictures alone
    forgetting     wipes what a visitor leaves behind, and says what is left
    session_folder where a visitor's files lie until then: in memory, where there is such a place
    hand_off       gives a visitor the own picture over the local network, once; `lan` is where, and
                   `qr` how a phone gets there
    counts         how often which product was tried on, and nothing about who did
    settings       what the shop decides
    pin            the staff's number, hashed, and how often it may be got wrong
    heartbeat      tells the system's watchdog that the mirror is alive

A visitor consents before a camera's picture is analysed, and all of a visitor is forgotten before
anybody else can see it. `visit` decides both, and its tests hold it to them.
"""

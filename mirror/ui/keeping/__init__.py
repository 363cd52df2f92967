"""What a person takes along: pictures, cards, clips, and a camera for calls."""

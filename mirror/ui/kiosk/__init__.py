"""The screens of a mirror in a shop; what they may show and when is `mirror.kiosk.visit`'s to say."""

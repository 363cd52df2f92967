"""Where frames come from: cameras, clips, pictures and the built-in demo, behind one protocol."""

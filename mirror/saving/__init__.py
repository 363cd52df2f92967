"""Everything by which a person keeps what they see: pictures, clips, and a camera for calls.

`Album` says where a file goes and what it is called; `save_snapshot` writes one picture, a
`Recorder` turns the frames that are handed over into a video (`ClipSink`) or an animation
(`AnimationSink`), and `VirtualCamera` shows them to other programs. Each takes a file's name only
once it is whole, tells what went wrong in one sentence, and holds no picture once it has ended.

What is kept are pixels alone: no place, no time, no camera, and nobody's name.
"""

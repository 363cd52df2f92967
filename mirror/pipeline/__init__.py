"""From a source's frames to rendered ones: the processor, and the engine that runs it in threads.

The `Processor` is a plain value in, value out: it knows no thread, no Qt, no disk. The `Engine`
owns the threads, and hands values over in latest-wins slots, so that nothing ever queues.
"""

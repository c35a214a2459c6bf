"""Reading files in processes of their own, with limits, so that no file can harm the program.

A file may be broken or made to do harm: to use up the memory, never to end, to crash a library.
``worker`` is the process that reads; it gets a file's bytes through a pipe and gives back what was
read. ``processes`` starts such processes, ends those that take too long, and says in a line what
happened to a file. Nothing that a process gives back is obeyed or unpickled: it is bytes and JSON.
"""

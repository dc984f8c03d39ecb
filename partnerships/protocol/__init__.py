"""The PDF of released minutes: with the releases of both sides and the checksum of what they were given to, made once, never changed.

made      by a worker, soon after the last release; the data the releases were given to lies inside, byte for byte
check     the page that recognises signed agreements recognises it as well
"""

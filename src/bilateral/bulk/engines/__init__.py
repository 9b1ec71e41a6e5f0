"""Units in, their chunks out as they come, on this machine or on a cluster: one module an engine.

Each gives `(unit id, chunk)`; the chunks of one unit come in their order. What an engine does not
do is write: that is the run's, in one process, so that a kill loses nothing.
"""

"""The one exception of this layer."""


class TextError(Exception):
    """A document that cannot be read or a request that makes no sense; the message tells an editor what to do."""

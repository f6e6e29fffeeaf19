"""The schema's history; HEAD is the version this code works with."""

HEAD = "0005"

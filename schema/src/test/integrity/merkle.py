"""Merkle trees of RFC 9162, section 2.1, as far as a verifier needs them."""

from commitments import sha


def leaf(entry):
    return sha(b"\x00", entry)


def node(left, right):
    return sha(b"\x01", left, right)


def covering(start, end):
    """The sizes of the fewest perfect subtrees from one entry to before another, from left to right."""
    while start < end:
        size = 1 << (end - start).bit_length() - 1
        if start:
            size = min(size, start & -start)
        yield size
        start += size


class Tree:
    """A tree that grows: the roots of the perfect subtrees so far, and how many entries they have."""

    def __init__(self):
        self.size = 0
        self.roots = []

    def append(self, root, entries=1):
        self.size += entries
        self.roots.append((root, entries))
        while len(self.roots) > 1 and self.roots[-2][1] == self.roots[-1][1]:
            (right, half), (left, _) = self.roots.pop(), self.roots.pop()
            self.roots.append((node(left, right), 2 * half))

    def root(self):
        if not self.roots:
            return sha(b"")
        root = self.roots[-1][0]
        for left, _ in reversed(self.roots[:-1]):
            root = node(left, root)
        return root


def included(hashed, index, size, path, root):
    """Whether the leaf with this hash is entry index of the tree of that size and root."""
    if not 0 <= index < size:
        return False
    place, last = index, size - 1
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            hashed = node(sibling, hashed)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            hashed = node(hashed, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and hashed == root

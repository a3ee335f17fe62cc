#!/usr/bin/env python3
"""Known answers for src/ledger.rs, computed in another language from its description.

Run: python3 crates/store/tests/vectors.py > crates/store/tests/vectors.json
"""

import hashlib
import hmac
import json


def field(value):
    if value is None:
        value = b""
    elif isinstance(value, int):
        value = value.to_bytes(8, "big", signed=True)
    elif isinstance(value, str):
        value = value.encode()
    return len(value).to_bytes(4, "big") + value


def chained(label, previous, *values):
    return hashlib.sha256(label + previous + b"".join(field(value) for value in values)).digest()


def id_of(number):
    return bytes([number]) * 16


PLAIN = '{"$stage":"open","place":"चितवन"}'
SALT = bytes(range(32))
mac = hmac.new(SALT, PLAIN.encode(), hashlib.sha256).digest()
sealed = chained(b"chautari-sealed-1", b"", 3, id_of(0x33), "identity", id_of(0x11), "k1", bytes([5]) * 24, b"secret")
legal = chained(b"chautari-sealed-1", b"", 3, id_of(0x33), "legal", id_of(0x11), "k1", bytes([6]) * 24, b"")
START = bytes(32)
first = chained(
    b"chautari-entry-1", START, 3, 1, id_of(0x11), id_of(0x22), id_of(0x33), "case", id_of(0x44), None,
    -1, 1767225600000000, mac,
)
second = chained(
    b"chautari-entry-1", first, 3, 2, id_of(0x12), id_of(0x22), id_of(0x33), "case", id_of(0x44), id_of(0x55),
    1767225600000001, 1767225600000002, mac, "identity", sealed, "legal", legal,
)
access = chained(
    b"chautari-access-1", START, 3, 1, 1767225600000003, id_of(0x44), "view",
    '["33333333-3333-3333-3333-333333333333"]', '{"compartment":"identity"}',
)
checkpoint = b"chautari-checkpoint-1" + b"".join(
    field(value) for value in (3, 2, second, 1, access, 1767225600000004)
)
print(json.dumps({
    "plain_mac": mac.hex(),
    "sealed": sealed.hex(),
    "legal": legal.hex(),
    "first": first.hex(),
    "second": second.hex(),
    "access": access.hex(),
    "checkpoint": checkpoint.hex(),
}, indent=2))

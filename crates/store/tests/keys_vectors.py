"""Known answers for the keys of `store`, computed without any of its code.

The formats are built here a second time from their description, on other implementations: libsodium (PyNaCl) for
XChaCha20-Poly1305, OpenSSL (cryptography) for HKDF, HMAC and Ed25519, the reference Argon2 (argon2-cffi), and Shamir's
scheme over tables of logarithms. The output is kept in keys_vectors.txt, which a test of the crate reads:

    python3 -m venv VENV && VENV/bin/pip install cryptography==50.0.2 PyNaCl==1.6.2 argon2-cffi==25.1.0
    VENV/bin/python crates/store/tests/keys_vectors.py > crates/store/tests/keys_vectors.txt
"""

import hashlib
import hmac
import unicodedata
import uuid

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as xchacha


def run(start, length):
    """`length` bytes that count up from `start`: the fixed inputs."""
    return bytes((start + i) % 256 for i in range(length))


def derive(key, info, length=32):
    return HKDF(hashes.SHA256(), length, None, info.encode()).derive(key)


def bound(*fields):
    """Associated data: each field with its length before it."""
    return b"".join(len(field).to_bytes(8, "big") + field for field in fields)


def wrap(key, nonce, associated, secret):
    return b"\x01" + nonce + xchacha(secret, associated, nonce, key)


def bucket(length):
    if length <= 4096:
        size = 64
        while size < length:
            size *= 2
        return size
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(text):
    return text + b"\x80" + bytes(bucket(len(text) + 1) - len(text) - 1)


def sealing_key(root, info):
    key = derive(root, info)
    return key, "k1." + derive(key, "chautari/name", 16).hex()


def seal(root, info, nonce, fields, text):
    key, name = sealing_key(root, info)
    return name, xchacha(pad(text), bound(*fields, name.encode()), nonce, key)


# The field of 256 elements by logarithms to base 3; the program multiplies without tables.
EXP, LOG = [0] * 255, [0] * 256
element = 1
for power in range(255):
    EXP[power], LOG[element] = element, power
    double = (element << 1) ^ (0x11B if element & 0x80 else 0)
    element ^= double


def multiply(a, b):
    return EXP[(LOG[a] + LOG[b]) % 255] if a and b else 0


def power(x, n):
    product = 1
    for _ in range(n):
        product = multiply(product, x)
    return product


def shares(secret, count, coefficients):
    """`coefficients` has those of power 1 for each byte of the secret, then those of power 2, and so on."""
    size = len(secret)
    rows = [secret] + [coefficients[i : i + size] for i in range(0, len(coefficients), size)]
    values = []
    for x in range(1, count + 1):
        value = bytearray(size)
        for exponent, row in enumerate(rows):
            for place, coefficient in enumerate(row):
                value[place] ^= multiply(coefficient, power(x, exponent))
        values.append(bytes(value))
    return values


LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(element, n):
    """`element` times the n-th power of x, in the field of 32 elements (x^5 + x^2 + 1)."""
    for _ in range(n):
        element <<= 1
        if element & 32:
            element ^= 0b100101
    return element


def share_text(share):
    bits = "".join(f"{byte:08b}" for byte in share)
    groups = []
    for place, start in enumerate(range(0, len(bits), 20), 1):
        letters = [int(bits[start + i : start + i + 5], 2) for i in (0, 5, 10, 15)]
        check = place
        for weight, letter in enumerate(letters, 1):
            check ^= times(letter, weight)
        groups.append("".join(LETTERS[value] for value in letters + [check]))
    return " ".join(groups)


def show(name, value):
    print(name, value.hex() if isinstance(value, bytes) else value)


def main():
    master, tenant_key, seed, data_key = run(0, 32), run(32, 32), run(64, 32), run(96, 32)
    tenant, record, entry, file = 7, uuid.UUID(int=1).bytes, uuid.UUID(int=2).bytes, uuid.UUID(int=3)
    number = tenant.to_bytes(8, "big", signed=True)
    nonces = [run(start, 24) for start in (128, 152, 176, 200)]

    signing = Ed25519PrivateKey.from_private_bytes(seed)
    public = signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    wrapping = derive(master, "chautari/wrap/tenant")
    show("public", public)
    show("signature", signing.sign(b"head"))
    show("tenant-key", wrap(wrapping, nonces[0], bound(b"chautari/tenant-key/1", number), tenant_key))
    show("signing-key", wrap(wrapping, nonces[1], bound(b"chautari/signing-key/1", number, public), seed))

    place = (number, record, b"identity")
    show("record-key", wrap(derive(tenant_key, "chautari/wrap/identity"), nonces[0],
                            bound(b"chautari/record-key/1", *place), data_key))
    for label, text in (("state", b'{"name":"Maya"}'), ("long-state", run(0, 5000))):
        name, sealed = seal(data_key, "chautari/state", nonces[1], (b"chautari/state/1", *place, entry), text)
        show(f"{label}-key", name)
        show(f"{label}-digest", hashlib.sha256(sealed).digest())
        if label == "state":
            show(label, sealed)

    for label, root in (("box", tenant_key), ("box-under", data_key)):
        name, sealed = seal(root, "chautari/box/draft", nonces[2], (b"chautari/box/1", number, b"draft", entry), b"words")
        show(f"{label}-key", name)
        show(label, sealed)

    file_key = derive(data_key, f"chautari/file/{file}")
    place = (b"chautari/file-chunk/1", number, record, file.bytes, (5).to_bytes(4, "big"), b"\x01")
    piece = nonces[3] + xchacha(b"words", bound(*place), nonces[3], file_key)
    show("piece", piece)
    show("piece-id", hashlib.sha256(piece).digest())

    for register, typed in (("sign-in", " Jose\u0301@Example.ORG"), ("member", "सीता")):
        normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).lower()).strip()
        show(f"lookup-{register}", hmac.digest(derive(master, f"chautari/lookup/{register}"), normal.encode(), "sha256"))

    memory, passes, salt = 1024, 2, run(224, 16)
    stretched = hash_secret_raw("six words in a row, é".encode(), salt, passes, memory, 1, 32, Type.ID)
    place = (b"chautari/passphrase/1", memory.to_bytes(4, "big"), passes.to_bytes(4, "big"), salt)
    show("passphrase-salt", salt)
    show("passphrase-key", wrap(stretched, nonces[0], bound(*place), master))

    digest = hashlib.sha256(b"chautari/share-digest" + master).digest()[:3]
    secret = master + digest
    for needed, count in ((2, 3), (3, 5)):
        values = shares(secret, count, run(17, len(secret) * (needed - 1)))
        for index, value in enumerate(values, 1):
            body = bytes([1, index, needed << 4 | count]) + bytes.fromhex("cafe0123") + value
            body += hashlib.sha256(b"chautari/share" + body).digest()[:3]
            show(f"share-{index}-of-{count}", share_text(body))

    backup_key = derive(master, "chautari/backup")
    backup = b"chautari backup 1\n\x04data"
    backup += wrap(backup_key, nonces[0], bound(b"chautari/backup-key/1", b"data"), data_key)
    content = run(0, 65536 + 10)
    for n, piece in enumerate((content[:65536], content[65536:])):
        nonce = bytes(15) + n.to_bytes(8, "big") + bytes([n])
        backup += xchacha(piece, bound(b"chautari/backup-chunk/1"), nonce, data_key)
    show("backup-start", backup[:120])
    show("backup-digest", hashlib.sha256(backup).digest())


if __name__ == "__main__":
    main()

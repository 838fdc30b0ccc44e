"""The envelope of docs/encryption.md once more, by other hands: Python with `cryptography`, and nothing of Polder's.

    python envelope.py write FILE     makes the vectors anew (signatures, wrapped keys and so all ciphertexts' tags differ)
    python envelope.py check FILE     opens the vectors of a file, and refuses what has to be refused
    python envelope.py open KEY ORGANIZATION PUBLIC_KEY FILE    opens an envelope, text or bytes, to standard output
"""

import base64
import hashlib
import json
import struct
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC, TEXT = bytes.fromhex("89504c44520d0a1a"), "polder.envelope.v1:"
KINDS, PROOFS = {"input": 1, "result": 2}, {"everyone": 1, "recipient": 2}
LAST, TAG, WORD = 1 << 31, 16, 4
MAXIMUM = {"header": 2 << 20, "recipients": 1024, "wrapped": 1024, "signature": 1024, "image": 2048, "databases": 128,
           "database": 1024}  # fmt: skip
# The years 1 to 9999, in microseconds.
YEARS = (-62_135_596_800_000_000, 253_402_300_800_000_000)
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
PSS = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
FIXTURES = Path(__file__).resolve().parent.parent.parent / "Tests/PolderCryptoTests/Fixtures"


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = "envelope-" + code


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def fingerprint(key):
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return sha256(der)


def derived(secret, name):
    info = b"polder envelope 1 " + name
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)


def counted(data):
    return struct.pack(">H", len(data)) + data


def header_bytes(header):
    """Preamble and header. `header` has raw bytes where the vectors have text."""
    context = header["context"]
    image, collaboration, databases = (context.get(part) for part in ("image", "collaboration", "databases"))
    body = struct.pack(">BBq", header["kind"], header["proof"], header["created"]) + header["nonce"]
    body += struct.pack(">q", header["sender"]) + header["sender_fingerprint"]
    body += struct.pack(">I", header["chunk_size"]) + header["prefix"] + header["commitment"]
    body += bytes([(image is not None) | (collaboration is not None) << 1 | (databases is not None) << 2])
    if image is not None:
        body += counted(image.encode())
    if collaboration is not None:
        body += struct.pack(">q", collaboration)
    if databases is not None:
        body += struct.pack(">H", len(databases)) + b"".join(counted(one.encode()) for one in databases)
    body += struct.pack(">H", len(header["recipients"]))
    for organization, key_fingerprint, wrapped in header["recipients"]:
        body += struct.pack(">q", organization) + key_fingerprint + counted(wrapped)
    body += header.get("extra", b"")
    return MAGIC + struct.pack(">HI", 1, len(body)) + body


def chunk_nonce(prefix, index, last):
    return prefix + struct.pack(">IB", index, last)


def leaf(proof, record):
    if proof == PROOFS["everyone"]:
        return sha256(b"\0", record)
    return sha256(b"\2", record[:WORD], record[-TAG:])


def seal(pieces, header, secret, sender_key):
    """Seals pieces as they are given, right or wrong; the last one is the last chunk."""
    head = header_bytes(header)
    header_hash = sha256(b"polder envelope 1 header\0", head)
    cipher, leaves, out = AESGCM(derived(secret, b"content")), [], [head]
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        sealed = cipher.encrypt(chunk_nonce(header["prefix"], index, last), piece, header_hash)
        record = struct.pack(">I", len(piece) | (LAST if last else 0)) + sealed
        leaves.append(leaf(header["proof"], record))
        out.append(record)
    digest = sha256(b"\1", *leaves)
    signature = sender_key.sign(b"polder envelope 1 signature\0" + header_hash + digest, PSS, hashes.SHA256())
    return b"".join(out) + counted(signature), header_hash, digest


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count, code="malformed"):
        if len(self.data) - self.at < count:
            raise Refused(code)
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, form, code="malformed"):
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form), code))[0]

    def counted(self, limit):
        count = self.number("H")
        if count > limit:
            raise Refused("malformed")
        return self.take(count)

    def text(self, limit):
        try:
            return self.counted(limit).decode()
        except UnicodeDecodeError:
            raise Refused("malformed") from None


def require(condition, code):
    if not condition:
        raise Refused(code)


def parse_header(data):
    read = Reader(data)
    header = {"kind": read.number("B"), "proof": read.number("B"), "created": read.number("q"), "nonce": read.take(32),
              "sender": read.number("q"), "sender_fingerprint": read.take(32), "chunk_size": read.number("I"),
              "prefix": read.take(7), "commitment": read.take(32), "context": {}}  # fmt: skip
    require(header["kind"] in KINDS.values() and header["proof"] in PROOFS.values(), "malformed")
    require(YEARS[0] <= header["created"] < YEARS[1], "malformed")
    require(64 << 10 <= header["chunk_size"] <= 1 << 20, "malformed")
    parts = read.number("B")
    require(parts < 8, "malformed")
    if parts & 1:
        header["context"]["image"] = read.text(MAXIMUM["image"])
    if parts & 2:
        header["context"]["collaboration"] = read.number("q")
    if parts & 4:
        count = read.number("H")
        require(count <= MAXIMUM["databases"], "malformed")
        header["context"]["databases"] = [read.text(MAXIMUM["database"]) for _ in range(count)]
    count = read.number("H")
    require(1 <= count <= MAXIMUM["recipients"], "malformed")
    header["recipients"] = [(read.number("q"), read.take(32), read.counted(MAXIMUM["wrapped"])) for _ in range(count)]
    ids = [recipient[0] for recipient in header["recipients"]]
    require(all(one < next for one, next in zip(ids, ids[1:])), "malformed")
    require(read.at == len(data), "malformed")
    require(header["proof"] == PROOFS["everyone"] or count == 1, "malformed")
    return header


def open_envelope(data, own, own_key, kind, sender, sender_key, nonce=None, context=None):
    """What the envelope holds and its header, or `Refused`. (An image is compared as it is here.)"""
    if isinstance(data, str):
        require(data.startswith("polder.envelope."), "malformed")
        require(data.startswith(TEXT), "version")
        data = base64.b64decode(data[len(TEXT) :], validate=True)
    require(data[: len(MAGIC)] == MAGIC[: len(data)], "malformed")
    read = Reader(data)
    read.take(len(MAGIC), "truncated")
    require(read.number("H", "truncated") == 1, "version")
    length = read.number("I", "truncated")
    require(length <= MAXIMUM["header"], "too-large")
    header = parse_header(read.take(length, "truncated"))
    head = data[: read.at]
    require(header["kind"] == KINDS[kind], "kind")
    require(header["sender"] == sender, "sender")
    require(header["sender_fingerprint"] == fingerprint(sender_key), "sender-key")
    mine = [recipient for recipient in header["recipients"] if recipient[0] == own]
    require(mine, "recipient")
    require(mine[0][1] == fingerprint(own_key.public_key()), "recipient-key")
    require(nonce is None or header["nonce"] == nonce, "nonce")
    for part, found in (context or {}).items():
        require(header["context"].get(part) == found, "context")
    try:
        secret = own_key.decrypt(mine[0][2], OAEP)
    except ValueError:
        raise Refused("key") from None
    require(len(secret) == 32 and derived(secret, b"commitment") == header["commitment"], "key")
    header_hash = sha256(b"polder envelope 1 header\0", head)
    cipher, leaves, plaintext, last = AESGCM(derived(secret, b"content")), [], [], False
    while not last:
        start = read.at
        word = read.number("I", "truncated")
        last, count = bool(word & LAST), word & ~LAST
        require(count <= header["chunk_size"], "too-large")
        require(count > 0 or not leaves if last else count == header["chunk_size"], "malformed")
        sealed = read.take(count + TAG, "truncated")
        try:
            plaintext.append(cipher.decrypt(chunk_nonce(header["prefix"], len(leaves), last), sealed, header_hash))
        except InvalidTag:
            raise Refused("altered") from None
        leaves.append(leaf(header["proof"], data[start : read.at]))
    count = read.number("H", "truncated")
    require(1 <= count <= MAXIMUM["signature"], "malformed")
    signature = read.take(count, "truncated")
    require(read.at == len(data), "extended")
    signed = b"polder envelope 1 signature\0" + header_hash + sha256(b"\1", *leaves)
    try:
        sender_key.verify(signature, signed, PSS, hashes.SHA256())
    except InvalidSignature:
        raise Refused("forged") from None
    return b"".join(plaintext), header


# Vectors: two organizations with keys of 4096 bits, two with keys of 2048.


def load_keys():
    def private(pem):
        return serialization.load_pem_private_key(pem, None)

    other = json.loads((FIXTURES / "openssl.json").read_text())["keys"]
    return {"orgA": private((FIXTURES / "keys/privkey_orgA.pem").read_bytes()),
            "orgB": private((FIXTURES / "keys/privkey_orgB.pem").read_bytes()),
            "rsa2048": private(other["rsa2048"].encode())}  # fmt: skip


def pattern(length):
    return bytes((7 * index + 3) & 0xFF for index in range(length))


def divided(plaintext, size):
    return [plaintext[at : at + size] for at in range(0, len(plaintext), size)] or [b""]


def b64(data):
    return base64.b64encode(data).decode()


def fields(case, keys, number):
    """The header of a case, and its secret; all that is random in it comes from its number."""
    secret, nonce = sha256(b"vector secret %d" % number), sha256(b"vector nonce %d" % number)
    recipients = []
    for organization, name in case["recipients"]:
        public = keys[name].public_key()
        recipients.append((organization, fingerprint(public), public.encrypt(secret, OAEP)))
    header = {"kind": KINDS[case["kind"]], "proof": PROOFS[case["proof"]], "created": case["created"], "nonce": nonce,
              "sender": case["sender"][0], "sender_fingerprint": fingerprint(keys[case["sender"][1]].public_key()),
              "chunk_size": case["chunk_size"], "prefix": sha256(b"vector prefix %d" % number)[:7],
              "commitment": derived(secret, b"commitment"), "context": case["context"],
              "recipients": recipients}  # fmt: skip
    return header, secret


CREATED = 1_750_000_000_123_456
QUERY = {"query": "SELECT age FROM t", "arguments": {"b": 1, "a": [None, {"z": "é", "y": True}]}, "sheet_name": None}


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def database(label, parameters):
    """How a context names a database."""
    parameters = without_nulls(parameters)
    if not parameters:
        return label
    text = json.dumps(parameters, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return label + "\n" + base64.urlsafe_b64encode(sha256(text)).decode().rstrip("=")


def case(name, plaintext, kind="input", proof="everyone", sender=(1, "orgA"), recipients=((2, "orgB"),), context=None,
         chunk_size=64 << 10, created=CREATED):  # fmt: skip
    return {"name": name, "plaintext": plaintext, "kind": kind, "proof": proof, "sender": sender,
            "recipients": recipients, "context": context or {}, "chunk_size": chunk_size, "created": created}  # fmt: skip


def good_cases():
    text = '{"method": "partial_average", "kwargs": {"column": "age ✓"}}'.encode()
    full = {"image": "harbor.example.org/algorithms/average:1.2", "collaboration": 7,
            "databases": ["default", database("other", QUERY)]}  # fmt: skip
    three = ((1, "orgA"), (2, "orgB"), (9, "rsa2048"))
    return [
        case("an input for three organizations, the sender among them", text, recipients=three, context=full,
             chunk_size=256 << 10),  # fmt: skip
        case("a result for one organization", b"[1, 2, 3]", "result", "recipient", (9, "rsa2048"), ((1, "orgA"),)),
        case("a result that proves itself before everyone", b"[1, 2, 3]", "result", "everyone", (9, "rsa2048"),
             ((1, "orgA"),)),  # fmt: skip
        case("nothing at all", b"", sender=(9, "rsa2048"), recipients=((9, "rsa2048"),), created=-1),
        case("one full chunk", pattern(64 << 10), proof="recipient", context={"databases": []}),
        case("two full chunks and a byte", pattern((128 << 10) + 1), recipients=three, context={"image": "i"}),
    ]


def good(keys):
    vectors = []
    for number, one in enumerate(good_cases(), 1):
        header, secret = fields(one, keys, number)
        key = keys[one["sender"][1]]
        envelope, header_hash, digest = seal(divided(one["plaintext"], one["chunk_size"]), header, secret, key)
        plaintext = one["plaintext"]
        vectors.append({
            "name": one["name"], "kind": one["kind"], "proof": one["proof"], "created_microseconds": one["created"],
            "nonce": base64.urlsafe_b64encode(header["nonce"]).decode().rstrip("="), "chunk_size": one["chunk_size"],
            "sender": {"organization": one["sender"][0], "key": one["sender"][1]},
            "recipients": [{"organization": organization, "key": name, "wrapped": b64(recipient[2])}
                           for (organization, name), recipient in zip(one["recipients"], header["recipients"])],
            "context": one["context"], "secret": secret.hex(), "prefix": header["prefix"].hex(),
            "commitment": header["commitment"].hex(), "content_key": derived(secret, b"content").hex(),
            "header_hash": header_hash.hex(), "digest": digest.hex(),
            "plaintext": b64(plaintext) if len(plaintext) < 4096 else None, "plaintext_length": len(plaintext),
            "plaintext_sha256": sha256(plaintext).hex(), "envelope": b64(envelope)})  # fmt: skip
    return vectors


def bad(keys):
    """What a sender that knows its key can do wrong, so that only the form can tell; and what others can do."""
    base = case("", b"[1]", "result", "everyone", (9, "rsa2048"), ((9, "rsa2048"),))
    size, refused = base["chunk_size"], []

    def add(name, code, envelope=None, pieces=(b"[1]",), signer="rsa2048", **changes):
        header, secret = fields(base, keys, 100)
        header.update(changes)
        if envelope is None:
            envelope = seal(list(pieces), header, secret, keys[signer])[0]
        refused.append({"name": name, "code": "envelope-" + code, "envelope": b64(envelope)})

    header, secret = fields(base, keys, 100)
    sound = seal([b"[1]"], header, secret, keys["rsa2048"])[0]
    recipient = header["recipients"][0]
    add("bytes in the header after its last field", "malformed", extra=b"\0")
    add("an unknown kind", "malformed", kind=3)
    add("another kind", "kind", kind=1)
    add("an unknown proof", "malformed", proof=0)
    add("a chunk size below the least", "malformed", chunk_size=(64 << 10) - 1)
    add("a chunk size above the most", "malformed", chunk_size=(1 << 20) + 1)
    add("made before the year 1", "malformed", created=YEARS[0] - 1)
    add("made after the year 9999", "malformed", created=YEARS[1])
    add("no recipients", "malformed", recipients=[])
    add("one recipient twice", "malformed", recipients=[recipient, recipient])
    add("recipients out of order", "malformed", recipients=[recipient, (3, *recipient[1:])])
    add("two recipients without protection from each other", "malformed", proof=2,
        recipients=[(3, *recipient[1:]), recipient])  # fmt: skip
    add("a wrapped key that is too long", "malformed", recipients=[(9, recipient[1], bytes(1025))])
    add("a wrapped key that opens to nothing", "key", recipients=[(9, recipient[1], bytes(256))])
    short = keys["rsa2048"].public_key().encrypt(secret[:16], OAEP)
    add("a wrapped key of 16 bytes", "key", recipients=[(9, recipient[1], short)])
    add("a commitment to another key", "key", commitment=bytes(32))
    add("another sender", "sender", sender=8)
    add("another key of the sender", "sender-key", sender_fingerprint=bytes(32))
    add("others as its recipients", "recipient", recipients=[(8, *recipient[1:])])
    add("another key of the recipient", "recipient-key", recipients=[(9, bytes(32), recipient[2])])
    add("an image that is too long", "malformed", context={"image": "i" * 2049})
    add("too many databases", "malformed", context={"databases": [""] * 129})
    add("an empty chunk at the end", "malformed", pieces=[pattern(size), b""])
    add("a short chunk before the last", "malformed", pieces=[b"[", b"1]"])
    add("a chunk that is longer than the header says", "too-large", pieces=[pattern(size + 1)])
    add("the signature of somebody else", "forged", signer="orgA")
    add("a header of 10 GB, as far as a number can say so", "too-large", MAGIC + struct.pack(">HI", 1, 0xFFFFFFFF))
    add("a header of one byte more than any needs", "too-large", MAGIC + struct.pack(">HI", 1, (2 << 20) + 1))
    add("another version", "version", MAGIC + struct.pack(">HI", 2, 10))
    add("no signature", "malformed", sound[:-258] + b"\0\0")
    add("a signature of 65,535 bytes", "malformed", sound[:-258] + b"\xff\xff")
    add("a byte after the end", "extended", sound + b"\0")
    add("two envelopes in one", "extended", sound + sound)
    add("a byte less", "truncated", sound[:-1])
    add("the header alone", "truncated", header_bytes(header))
    add("nothing", "truncated", b"")
    add("the old format", "malformed", b"QUJD$QUJD$QUJD")
    return {"own": {"organization": 9, "key": "rsa2048"}, "sender": {"organization": 9, "key": "rsa2048"},
            "kind": "result", "cases": refused}  # fmt: skip


def statement(keys):
    key = keys["rsa2048"]
    printed = b64(fingerprint(key.public_key())).rstrip("=")
    lines = ["organization: 9", "fingerprint: SHA256:" + printed, "formats: hybrid envelope-1",
             "created: 2025-06-15T15:06:40Z"]  # fmt: skip
    message = b"polder key statement 1\0" + "".join(line + "\n" for line in lines).encode()
    signature = b64(key.sign(message, PSS, hashes.SHA256()))
    wrapped = [signature[at : at + 64] for at in range(0, len(signature), 64)]
    text = ["-----BEGIN POLDER KEY STATEMENT-----", *lines, "", *wrapped, "-----END POLDER KEY STATEMENT-----"]
    return {"organization": 9, "key": "rsa2048", "text": "\n".join(text) + "\n"}


def written(keys):
    return {"description": "Vectors of docs/encryption.md, made by scripts/interop/envelope.py. Keys are named as in keys/ "
            "and openssl.json; a plaintext that is null has the byte (7 i + 3) mod 256 at each place i.",
            "envelopes": good(keys), "refused": bad(keys), "statement": statement(keys),
            "database": {"label": "other", "parameters": QUERY, "name": database("other", QUERY)}}  # fmt: skip


def check(file, keys):
    data = json.loads(file.read_text())
    for vector in data["envelopes"]:
        envelope, sender = base64.b64decode(vector["envelope"]), vector["sender"]
        nonce = base64.urlsafe_b64decode(vector["nonce"] + "=")
        expected = base64.b64decode(vector["plaintext"]) if vector["plaintext"] is not None else pattern(vector["plaintext_length"])  # fmt: skip
        for recipient in vector["recipients"]:
            for form in (envelope, TEXT + b64(envelope)):
                opened, _ = open_envelope(form, recipient["organization"], keys[recipient["key"]], vector["kind"],
                    sender["organization"], keys[sender["key"]].public_key(), nonce, vector["context"])  # fmt: skip
                assert opened == expected, vector["name"]
    refused = data["refused"]
    own, sender = refused["own"], refused["sender"]
    for one in refused["cases"]:
        try:
            open_envelope(base64.b64decode(one["envelope"]), own["organization"], keys[own["key"]], refused["kind"],
                          sender["organization"], keys[sender["key"]].public_key())  # fmt: skip
        except Refused as error:
            assert error.code == one["code"], f"{one['name']}: {error.code}, not {one['code']}"
        else:
            raise AssertionError(f"{one['name']} was opened")
    return len(data["envelopes"]), len(refused["cases"])


def it_opens_the_vectors_and_refuses_what_has_to_be_refused():
    opened, refused = check(FIXTURES / "envelope-vectors.json", load_keys())
    assert opened >= 6 and refused >= 30


def main(verb, *arguments):
    if verb == "write":
        Path(arguments[0]).write_text(json.dumps(written(load_keys()), indent=1, ensure_ascii=False) + "\n")
    elif verb == "check":
        print("%d opened, %d refused" % check(Path(arguments[0]), load_keys()))
    elif verb == "open":
        key_file, organization, sender_file, file = arguments
        key = serialization.load_pem_private_key(Path(key_file).read_bytes(), None)
        sender_key = serialization.load_pem_public_key(Path(sender_file).read_bytes())
        data = Path(file).read_bytes()
        if not data.startswith(MAGIC):
            data = base64.b64decode(data.decode().strip()[len(TEXT) :])
        read = Reader(data[len(MAGIC) + 2 :])
        header = parse_header(read.take(read.number("I")))
        kind = {number: name for name, number in KINDS.items()}[header["kind"]]
        sys.stdout.buffer.write(
            open_envelope(data, int(organization), key, kind, header["sender"], sender_key)[0])  # fmt: skip
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))

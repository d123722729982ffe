"""The Bigre! protocol, read: written from protocol/PROTOCOL.md alone, sharing no code with the nodes.

Section numbers are those of that document. Nothing here writes or signs anything.
"""

import base64, hashlib, io, json, re, struct, unicodedata

import cbor2, nacl.bindings, nacl.exceptions

KIB, MINUTE, DAY = 1024, 60_000, 86_400_000
KINDS = {"card": 1, "assent": 2, "head": 3}
HIDDEN = re.compile("[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
MALFORMED = {"truncated", "trailing", "not-shortest", "forbidden", "key-type", "key-order", "text", "depth", "items", "shape",
             "header", "weak-key"}
REJECTED = {"size", "malformed", "federation", "signature", "quota", "delta-hash", "no-proof"}


class Refused(Exception):
    """What is verified is refused; the argument names the reason."""


def need(condition, why):
    if not condition:
        raise Refused(why)


# --- 2: encoding


def check(data):
    """Walks one canonical value."""
    at, items = 0, 0

    def value(depth):
        nonlocal at, items
        need(depth <= 8, "depth")
        items += 1
        need(items <= 16_384, "items")
        need(at < len(data), "truncated")
        major, argument = data[at] >> 5, data[at] & 31
        need(argument < 28, "forbidden")
        at += 1
        if argument >= 24:
            size = 1 << (argument - 24)
            need(at + size <= len(data), "truncated")
            need(major != 7, "forbidden")
            argument = int.from_bytes(data[at:at + size], "big")
            need(argument >= (24 if size == 1 else 1 << (4 * size)), "not-shortest")
            at += size
        if major in (2, 3, 4, 5):
            need(argument <= len(data) - at, "truncated")
        if major in (2, 3):
            raw, at = data[at:at + argument], at + argument
            need(major == 2 or text_is_valid(raw), "text")
        elif major == 4:
            for _ in range(argument):
                value(depth + 1)
        elif major == 5:
            previous = b""
            for _ in range(argument):
                start = at
                need(at == len(data) or data[at] >> 5 in (0, 1, 3), "key-type")
                value(depth + 1)
                need(data[start:at] > previous, "key-order")
                previous = data[start:at]
                value(depth + 1)
        elif major in (6, 7):
            need(major == 7 and argument in (20, 21, 22), "forbidden")

    value(0)
    need(at == len(data), "trailing")


def text_is_valid(raw):
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return False
    controls = any(unicodedata.category(c) == "Cc" for c in text)
    return not controls and not HIDDEN.search(text) and unicodedata.is_normalized("NFC", text)


def encode(value):
    """The one encoding: the library's, but for the order of keys."""
    def head(major, argument):
        return bytes([cbor2.dumps(argument)[0] | major << 5]) + cbor2.dumps(argument)[1:]
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(encode, value))
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(sorted(encode(k) + encode(v) for k, v in value.items()))
    return cbor2.dumps(value)


def decode(data, shape=None):
    check(data)
    value = cbor2.loads(data)
    assert encode(value) == data, "what is canonical is what encoding gives"
    need(shape is None or shape(value), "shape")
    return value


def diagnostic(value):
    if isinstance(value, bytes):
        return f"h'{value.hex()}'"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(diagnostic, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{diagnostic(k)}: {diagnostic(v)}' for k, v in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


# Shapes: functions that say whether a decoded value is of a type.

def uint(most=2**64 - 1):
    return lambda v: type(v) is int and 0 <= v <= most


def binary(size=None):
    return lambda v: type(v) is bytes and size in (None, len(v))


def text(most):
    return lambda v: type(v) is str and 1 <= len(v) <= most


def matching(pattern):
    return lambda v: type(v) is str and re.fullmatch(pattern, v, re.ASCII) is not None


def boolean(v):
    return type(v) is bool


def array(*shapes):
    return lambda v: type(v) is list and len(v) == len(shapes) and all(s(x) for s, x in zip(shapes, v))


def some(shape, most=2**64):
    return lambda v: type(v) is list and len(v) <= most and all(map(shape, v))


def nil_or(shape):
    return lambda v: v is None or shape(v)


def fields(**shapes):
    """A map with text keys; those whose name here ends in `_` are optional. It may hold others."""
    def is_one(v):
        known = {key.rstrip("_"): (shape, key.endswith("_")) for key, shape in shapes.items()}
        return type(v) is dict and all(type(key) is str for key in v) and all(
            shape(v[key]) if v.get(key) is not None else optional for key, (shape, optional) in known.items())
    return is_one


KEYS = fields(keys=some(binary(32), 16), threshold=uint(255))
CARD = fields(name=text(80), node=binary(32), root=KEYS, vote=KEYS, legal=text(64), nonce=binary(32), number=uint(),
              expires=uint(), previous_=binary(32), addresses=some(text(200), 8), transport=some(binary(32), 3))
ASSENT = fields(card=binary(32), federation=binary(32))
HEAD = fields(root=binary(32), time=uint(), bytes=uint(), count=uint(), delta_=binary(32), lease=uint(),
              prior=binary(32), number=uint())
CODE, WORDS = matching("[A-Za-z0-9.:-]{1,32}"), some(text(64), 16)
LANGUAGES, PLACE = some(matching("[a-z]{2}"), 8), fields(code=CODE, name=text(80))
ACTIVITY = fields(learn_=WORDS, modes_=some(CODE, 8), title=text(120), words_=WORDS, skills_=some(CODE, 32),
                  trades_=some(CODE, 8), sectors_=some(CODE, 8))
MEMBER = fields(name=text(80), about_=text(500), place_=PLACE, available_=boolean, languages_=LANGUAGES,
                activities_=some(ACTIVITY, 8))
LISTING = fields(by_=binary(16), about_=text(500), place_=PLACE, until_=uint(), activity=ACTIVITY, languages_=LANGUAGES,
                 exchange_=some(matching("paid|exchange|gift|mutual-aid"), 4))
BODIES = {1: ("member", MEMBER), 2: ("offer", LISTING), 3: ("need", LISTING)}
ENTRIES, IDS = some(array(binary(16), uint(255), binary(16), binary())), some(binary(16))
DELTA = array(uint(), ENTRIES, IDS)
CURSOR = array(uint(), binary(16))
HELLO = fields(asks=some(array(uint(65535), uint(), nil_or(CURSOR)), 64), time=uint(), forks=uint(),
               heads=some(array(uint(), binary(8)), 64), assents=uint(), program=text(64), instance=binary(8),
               everything=boolean, federation=binary(32))
FRAMES = {1: ("hello", HELLO), 2: ("assent", binary()), 3: ("fork", array(binary(), binary())),
          4: ("begin", array(binary(32), boolean, boolean, binary())),
          5: ("part", array(ENTRIES, IDS, uint(), nil_or(binary(16)))),
          6: ("end", lambda v: v is None), 7: ("done", lambda v: v is None)}
GOSSIP = {1: ("head", array(binary(), nil_or(binary()))), 2: FRAMES[3], 3: FRAMES[2]}


def tagged(data, shapes):
    """A frame or a gossip message: its name (`later` if of a later version) and its content."""
    need(len(data) > 1 and data[0] == 0x82 and data[1] <= 23, "shape")
    tag, content = decode(data)
    name, shape = shapes.get(tag, ("later", lambda v: True))
    need(shape(content), "shape")
    return name, content


# --- 3: identifiers


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def digest(domain, parts):
    return sha256(domain.encode(), *(struct.pack(">Q", len(part)) + part for part in parts))


def printed(data):
    return base64.b32encode(data).decode().lower().rstrip("=")


def read_id(typed, size):
    typed = typed.strip().lower()
    need(re.fullmatch("[a-z2-7]+", typed), "not-an-id")
    try:
        data = base64.b32decode(typed.upper() + "=" * (-len(typed) % 8))
    except ValueError:
        raise Refused("not-an-id") from None
    need(len(data) == size and printed(data) == typed, "not-an-id")
    return data


def words(federation):
    bits = int.from_bytes(federation, "big")
    found = []
    for word in range(6):
        ten = bits >> (246 - 10 * word) & 1023
        a, b, c = ten >> 6, ten >> 4 & 3, ten & 15
        found.append("bdfghjklmnprstvz"[a] + "aiou"[b] + "bdfghjklmnprstvz"[c] + "aiou"[(a + b + c) % 4])
    return "-".join(found)


def did_key(key):
    number, digits = int.from_bytes(b"\xed\x01" + key, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + digits
    return "did:key:z" + digits


def key_id(key):
    return sha256(key)[:8]


# --- 4: signed objects


def key_is_admitted(key):
    return nacl.bindings.crypto_core_ed25519_is_valid_point(key)


def signature_is_valid(key, message, signature):
    try:
        nacl.bindings.crypto_sign_open(signature + message, key)
        return True
    except nacl.exceptions.BadSignatureError:
        return False


def sig_structure(protected, payload):
    return encode(["Signature1", protected, b"bigre-object-v1", payload])


class Signed:
    def __init__(self, data, most):
        need(len(data) <= most, "size")
        shape = array(binary(), lambda v: type(v) is dict, nil_or(binary()), binary(64))
        self.protected, unprotected, self.payload, self.signature = decode(data, shape)
        header = decode(self.protected)
        need(type(header) is dict and set(header) == {1, 4, -65537, -65538, -65539}, "header")
        need(unprotected == {} and header[1] == -19, "header")
        self.key, self.federation, self.kind = header[4], header[-65537], header[-65538]
        need(binary(8)(self.key) and binary(32)(self.federation), "header")
        need(uint(255)(self.kind) and header[-65539] == 1, "kind")

    def check(self, payload, federation, kind, key):
        need(self.federation == federation, "federation")
        need(self.kind == kind, "kind")
        need(self.key == key_id(key), "key")
        need(signature_is_valid(key, sig_structure(self.protected, payload), self.signature), "signature")

    def verify(self, federation, kind, key, shape=None):
        need(self.payload is not None, "header")
        self.check(self.payload, federation, kind, key)
        return sha256(sig_structure(self.protected, self.payload)), decode(self.payload, shape)


class Cosigned:
    def __init__(self, data, most):
        need(len(data) <= most, "size")
        self.payload, signatures = decode(data, array(binary(), some(binary())))
        self.signatures = [Signed(signature, most) for signature in signatures]
        need(self.signatures and all(signed.payload is None for signed in self.signatures), "header")

    def verify(self, federation, kind, threshold, keys, shape=None):
        signers = set()
        for signed in self.signatures:
            key = next((key for key in keys if key_id(key) == signed.key), None)
            need(key is not None, "key")
            signed.check(self.payload, federation, kind, key)
            need(key not in signers, "key")
            signers.add(key)
        need(len(signers) >= max(threshold, 1), "signature")
        return sha256(sig_structure(encode([federation, kind, 1]), self.payload)), decode(self.payload, shape)


# --- 5, 6: cards and the founding page


LEGAL = "FR:SIREN:[0-9]{9}|BE:BCE:[0-9]{10}|(?!FR:|BE:)[A-Z]{2}:[A-Z]{1,16}:[A-Za-z0-9]{1,32}"


def read_card(data):
    cosigned = Cosigned(data, 16 * KIB)
    card = decode(cosigned.payload, CARD)
    for keys in (card["root"], card["vote"]):
        distinct = len(set(keys["keys"]))
        need(1 <= keys["threshold"] <= distinct == len(keys["keys"]), "threshold")
        need(all(map(key_is_admitted, keys["keys"])), "weak-key")
    need(key_is_admitted(card["node"]), "weak-key")
    need(matching(LEGAL)(card["legal"]), "legal")
    need(card["transport"], "no-transport")
    need(len(set(all_keys(card))) == len(all_keys(card)), "shared-key")
    need(card["number"] == 0 and card.get("previous") is None, "number")
    root = card["root"]
    return cosigned.verify(bytes(32), KINDS["card"], root["threshold"], root["keys"])


def all_keys(card):
    return [*card["root"]["keys"], *card["vote"]["keys"], card["node"], *card["transport"]]


class Federation:
    def __init__(self, data):
        try:
            need(len(data) <= 1088 * KIB, "size")
            name, cards = decode(data, array(lambda v: type(v) is str, some(binary())))
        except Refused:
            raise Refused("damaged") from None
        need(1 <= len(cards) <= 64, "count")
        read = []
        for card in cards:
            need(Cosigned(card, 16 * KIB).signatures[0].federation == bytes(32), "other-federation")
            read.append(read_card(card))
        self.cards = dict(sorted(read, key=lambda card: card[0]))
        values = self.cards.values()
        for what, found in [("name", [card["name"].lower() for _, card in read]),
                            ("legal id", [card["legal"] for _, card in read]),
                            ("key", [key for _, card in read for key in all_keys(card)])]:
            need(len(set(found)) == len(found), f"twice: {what}")
        name = unicodedata.normalize("NFC", name.strip())
        need(text(80)(name), "name")
        self.random = digest("bigre-founding-random-v1", [card["nonce"] for card in values])
        self.text = encode({"name": name, "rules": 1, "random": self.random, "founders": list(self.cards)})
        self.id = digest("bigre-federation-v1", [self.text])
        coops = [(digest("bigre-coop-v1", [self.id, card_id]), card) for card_id, card in self.cards.items()]
        self.electorate = dict(sorted(coops, key=lambda coop: coop[0]))

    def read_assent(self, data):
        cosigned = Cosigned(data, 16 * KIB)
        need(cosigned.signatures[0].federation == self.id, "federation")
        assent = decode(cosigned.payload, ASSENT)
        need(assent["card"] in self.cards, "key")
        root = self.cards[assent["card"]]["root"]
        cosigned.verify(self.id, KINDS["assent"], root["threshold"], root["keys"])
        need(assent["federation"] == self.id, "federation")
        return digest("bigre-coop-v1", [self.id, assent["card"]])

    def read_head(self, data):
        """The author, the id and the fields of a head."""
        signed = Signed(data, 4 * KIB)
        need(signed.federation == self.id, "federation")
        need(signed.kind == KINDS["head"], "kind")
        coop = next((coop for coop, card in self.electorate.items() if key_id(card["node"]) == signed.key), None)
        need(coop, "key")
        return coop, *signed.verify(self.id, KINDS["head"], self.electorate[coop]["node"], HEAD)


# --- 7, 8: entries and the set


def commitment(kind, salt, body):
    return sha256(b"bigre-entry-v1", salt, bytes([kind]), body)


def bit(entry_id, at):
    return int.from_bytes(entry_id, "big") >> (127 - at) & 1


def root(leaves):
    """Of sorted (id, commitment) pairs."""
    if len(leaves) < 2:
        return sha256(b"\x00", *leaves[0]) if leaves else sha256(b"\x02")
    first, last = (int.from_bytes(leaves[at][0], "big") for at in (0, -1))
    at = 128 - (first ^ last).bit_length()
    sides = [[leaf for leaf in leaves if bit(leaf[0], at) == side] for side in (0, 1)]
    return sha256(bytes([1, at]), root(sides[0]), root(sides[1]))


def proved_root(entry_id, leaf, steps):
    found, below = sha256(b"\x00", entry_id, leaf), 128
    for step in steps:
        need(step["bit"] < below, "not-proved")
        below = step["bit"]
        sides = [found, step["other"]] if bit(entry_id, below) == 0 else [step["other"], found]
        found = sha256(bytes([1, below]), *sides)
    return found


# --- 10, 12, 13, 16: the door, and what passes it


class Node:
    """A node that holds what passed the door."""

    def __init__(self, federation):
        self.federation = federation
        self.heads, self.entries, self.forks, self.assents = {}, {}, set(), set()

    def number(self, coop):
        return self.heads[coop][2]["number"] if coop in self.heads else 0

    def set_root(self, entries):
        return root(sorted((entry_id, commitment(*entry)) for entry_id, entry in entries.items()))

    def admit_head(self, data, now):
        need(all(data != held for held, _, _ in self.heads.values()), "duplicate")
        coop, head_id, head = self.federation.read_head(data)
        need(head["count"] <= 200_000 and head["bytes"] <= 256 * KIB * KIB, "quota")
        need(head["number"] and head["lease"] <= head["time"] + 90 * DAY, "malformed")
        need(coop not in self.forks, "frozen")
        need(head["time"] <= now + 10 * MINUTE, "future")
        need(head["lease"] + 7 * DAY >= now, "lapsed")
        need(head["number"] >= self.number(coop), "stale")
        if head["number"] == self.number(coop):
            need(head_id != self.heads[coop][1], "duplicate")
            self.forks.add(coop)
            raise Refused("frozen")
        return coop, (data, head_id, head)

    def admit_changes(self, coop, head, put, removed, full=False):
        for _, _, _, body in put:
            need(len(body) <= 4096, "size")
            check(body)
        entries = {} if full else dict(self.entries.get(coop, {}))
        for entry_id in removed:
            entries.pop(entry_id, None)
        for entry_id, kind, salt, body in put:
            entries[entry_id] = (kind, salt, body)
        found = (len(entries), sum(len(body) for _, _, body in entries.values()), self.set_root(entries))
        need(found == (head[2]["count"], head[2]["bytes"], head[2]["root"]), "root")
        need(sum(kind == 1 for kind, _, _ in entries.values()) <= 50_000, "quota")
        self.heads[coop], self.entries[coop] = head, entries

    def admit_fork(self, one, two):
        one, two = self.federation.read_head(one), self.federation.read_head(two)
        same = one[0] == two[0] and one[2]["number"] == two[2]["number"]
        need(same and one[1] != two[1], "no-proof")
        need(one[0] not in self.forks, "duplicate")
        self.forks.add(one[0])

    def admit_assent(self, data):
        coop = self.federation.read_assent(data)
        need(coop not in self.assents, "duplicate")
        self.assents.add(coop)

    def gossip(self, data, now):
        """The verdict on a message, and the name of the refusal."""
        try:
            need(len(data) <= 32 * KIB, "size")
            name, content = tagged(data, GOSSIP)
            need(name != "later", "kind")
            if name == "assent":
                self.admit_assent(content)
            elif name == "fork":
                self.admit_fork(*content)
            else:
                self.gossip_head(*content, now)
            return "accept", None
        except Refused as refused:
            why = str(refused)
            why = "malformed" if why in MALFORMED else {"kind": "unknown-kind", "key": "unknown-key"}.get(why, why)
            return "wait" if why == "gap" else "reject" if why in REJECTED else "ignore", why

    def gossip_head(self, data, delta, now):
        coop, head = self.admit_head(data, now)
        if delta is None:
            need(self.set_root(self.entries.get(coop, {})) == head[2]["root"], "gap")
            return self.admit_changes(coop, head, [], [])
        need(digest("bigre-delta-v1", [delta]) == head[2].get("delta"), "delta-hash")
        number, put, removed = decode(delta, DELTA)
        need(number == self.number(coop), "gap")
        self.admit_changes(coop, head, put, removed)

    def frames(self, frames, now, kept=None):
        """Takes the frames of an answer or of a bundle; `kept` is what a broken stream brought before."""
        current, kept = None, kept if kept is not None else {}
        for frame in frames:
            name, content = tagged(frame, FRAMES)
            try:
                if name == "assent":
                    self.admit_assent(content)
                elif name == "fork":
                    self.admit_fork(*content)
                elif name == "begin":
                    current, full, resumed, head = content
                    coop, head = self.admit_head(head, now)
                    need(coop == current, "out-of-turn")
                    put, removed = kept[coop][2:] if resumed and coop in kept else ({}, set())
                    kept[coop] = (head, full, put, removed)
                elif name == "part" and current:
                    _, _, put, removed = kept[current]
                    for entry in content[0]:
                        put[entry[0]] = entry
                        removed.discard(entry[0])
                    for entry_id in content[1]:
                        put.pop(entry_id, None)
                        removed.add(entry_id)
                elif name == "end" and current:
                    head, full, put, removed = kept.pop(current)
                    self.admit_changes(current, head, put.values(), removed, full)
                    current = None
            except Refused as refused:
                need(str(refused) == "duplicate", str(refused))
        return current


def read_bundle(data, federation):
    """The frames of a bundle."""
    magic = b"bigre-bundle-1\n"
    need(data.startswith(magic), "magic")
    need(len(data) >= len(magic) + 32, "damaged")
    file = io.BytesIO(data[len(magic):])
    need(file.read(32) == federation.id, "federation")
    frames = []
    while length := file.read(4):
        need(len(length) == 4 and int.from_bytes(length, "big") <= 64 * KIB, "damaged")
        frames.append(file.read(int.from_bytes(length, "big")))
        need(len(frames[-1]) == int.from_bytes(length, "big"), "damaged")
    return frames


def open_bundle(data, federation, now):
    node = Node(federation)
    unfinished = node.frames(read_bundle(data, federation), now)
    need(unfinished is None, "gap")
    return node

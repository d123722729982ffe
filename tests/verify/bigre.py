"""The Bigre! protocol, read: written from protocol/PROTOCOL.md alone, sharing no code with the nodes.

Section numbers are those of that document. Nothing here writes or signs anything.
"""

import base64, hashlib, io, json, re, struct, unicodedata

import cbor2, nacl.bindings, nacl.exceptions

KIB, MINUTE, DAY = 1024, 60_000, 86_400_000
KINDS = {"card": 1, "assent": 2, "head": 3, "entry": 4, "approval": 5, "page": 6, "pulse": 7, "charter": 8}
SEATS, CARDS = 1024, 1000
HIDDEN = re.compile("[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
MALFORMED = {"truncated", "trailing", "not-shortest", "forbidden", "key-type", "key-order", "text", "depth", "items", "shape",
             "header", "weak-key"}
REJECTED = {"size", "malformed", "federation", "signature", "delta-hash", "no-proof"}


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
            shape(v[key]) if v.get(key) is not None or key in v and not optional else optional for key, (shape, optional) in known.items())
    return is_one


KEYS = fields(keys=some(binary(32), 16), threshold=uint(255))
CUT = fields(journal=array(uint(), nil_or(binary(32))), directory=uint())
CARD = fields(cut_=CUT, name=text(80), node=binary(32), root=KEYS, vote=KEYS, legal=text(64), nonce=binary(32), number=uint(),
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
LABELS = fields(lang=matching("[a-z]{2}"), preferred=text(120), alternatives_=some(text(120), 128))
TERM = fields(code=CODE, isco_=CODE, kind=matching("trade|skill|sector|mode"), labels_=some(LABELS, 8), broader_=some(CODE, 8),
              related_=some(CODE, 64), same_as_=CODE, vocabulary=CODE)
BODIES = {1: ("member", MEMBER), 2: ("offer", LISTING), 3: ("need", LISTING), 4: ("service", LISTING), 9: ("term", TERM)}
ENTRIES, IDS = some(array(binary(16), uint(255), binary(16), binary())), some(binary(16))
DELTA = array(uint(), ENTRIES, IDS)
CURSOR = array(uint(), binary(16))
MARK = array(uint(), binary(8))
HELLO = fields(asks=some(array(uint(65535), uint(), nil_or(CURSOR)), SEATS), time=uint(), cards=some(MARK, SEATS),
               heads=some(MARK, SEATS), heard=nil_or(binary(8)), votes=binary(8), proofs=some(array(uint(65535), uint(255)), SEATS),
               pulses=some(uint(), SEATS), assents=uint(), program=text(64), instance=binary(8),
               journals=some(MARK, SEATS), register=MARK, everything=boolean, federation=binary(32))
FRAMES = {1: ("hello", HELLO), 2: ("assent", binary()), 3: ("fork", array(binary(), binary())),
          4: ("begin", array(binary(32), boolean, boolean, binary())),
          5: ("part", array(ENTRIES, IDS, uint(), nil_or(binary(16)))),
          6: ("end", lambda v: v is None), 7: ("done", lambda v: v is None), 8: ("card", binary()), 9: ("page", binary()),
          10: ("approval", binary()), 11: ("entry", binary()), 12: ("pulse", binary()),
          13: ("sealed", array(binary(), boolean))}
GOSSIP = {1: ("head", array(binary(), nil_or(binary()))),
          2: ("objects", lambda v: some(binary(), 64)(v) and len(v) > 0)}
PIN, PUBLISHED = array(binary(32), uint(), binary(32)), fields(coop=binary(32), name=CODE)
RULES = fields(bytes_=uint(), charter_=binary(), entries_=uint(), members_=uint(), vocabularies_=some(PUBLISHED, 16))
AMOUNT = uint(10**12)
LINE = fields(code=CODE, quick_=array(AMOUNT, uint()), window=uint(), maximum=AMOUNT, repayable=boolean)
FUND_RULES = fields(open=uint(), lines=some(LINE, 16), currency=matching("[A-Z]{3}"), participants_=some(binary(32), 192))
ACTS = {"fund-rules": FUND_RULES, "overrule": binary(32), "admit": fields(card=binary(), charter=binary()), "expel": fields(cut=CUT, coop=binary(32), grounds=CODE),
        "leave": fields(cut=CUT, coop=binary(32)), "sleep": binary(32), "wake": binary(32),
        "succeed": fields(cut_=CUT, card=binary(), coop=binary(32)), "recognise": fields(card=binary(32), coop=binary(32)),
        "rules": RULES, "upgrade": uint()}
PAGE = fields(act=lambda v: type(v) is dict and len(v) == 1 and all(k in ACTS and ACTS[k](x) for k, x in v.items()),
              pins=some(PIN, SEATS), height=uint(), opened=uint(), minutes_=binary(), previous=binary(32),
              proposer=binary(32))
APPROVAL = fields(coop=binary(32), page=binary(32), charter=binary(32), withdrawn=boolean)
CHARTER = fields(card=binary(32), charter=binary(32))
SEALED = array(binary(), some(binary()), some(binary()))
JOURNAL_ENTRY = fields(seq=uint(), body=binary(), kind=uint(), page=array(uint(), binary(32)), time=uint(),
                       previous_=binary(32))
SAID = {2: ("propose", binary(32)), 4: ("approve", binary()), 6: ("withdraw", binary()),
        8: ("ballot", fields(just_=uint(), page=binary(32), height=uint(), attempt=uint())),
        10: ("ack", fields(page=binary(32), height=uint(), attempt=uint())),
        12: ("suspend", fields(code=CODE, coop=binary(32), incident=uint()))}
# 26: the facts of the fund.
ID, OP = binary(32), binary(16)
PLAN = fields(count=uint(65535), amount=AMOUNT)
OF, CODED = fields(of=ID, op=OP), fields(of=ID, op=OP, code=CODE)
PAID = fields(of=ID, op=OP, amount=AMOUNT, reference_=ID)
PLEDGE = fields(op=OP, line=CODE, year=uint(65535), hours=uint(2**32 - 1), amount=AMOUNT)
FACTS = {20: ("pledge", PLEDGE), 22: ("pledge-less", PLEDGE),
         24: ("request", fields(op=OP, line=CODE, plan_=PLAN, until=uint(), amends_=ID, amount=AMOUNT, members=uint())),
         26: ("withdraw", OF),
         28: ("opinion", fields(op=OP, code_=CODE, view=matching("consent|abstain|object"), request=ID)),
         30: ("decision", fields(op=OP, granted=AMOUNT, request=ID, opinions=some(ID, 192))),
         32: ("commit", fields(op=OP, line=CODE, year=uint(65535), until=uint(), amount=AMOUNT, request=ID, decision_=ID)),
         34: ("release", fields(of=ID, op=OP, amount=AMOUNT)),
         36: ("accept", fields(op=OP, amount=AMOUNT, commit=ID, direct=boolean, request=ID)),
         38: ("decline", OF),
         40: ("disburse", fields(op=OP, accept=ID, amount=AMOUNT, commit=ID, reference_=ID)),
         42: ("receipt", fields(of=ID, op=OP, amount=AMOUNT)),
         44: ("repay", fields(op=OP, amount=AMOUNT, receipt=ID, reference_=ID)),
         46: ("guarantee", fields(op=OP, to=ID, year=uint(65535), terms_=ID, until=uint(), ceiling=AMOUNT)),
         48: ("guarantee-accept", OF),
         50: ("call", fields(op=OP, amount=AMOUNT, evidence_=ID, guarantee=ID)),
         52: ("honour", PAID), 54: ("refuse", CODED), 56: ("dispute", CODED), 58: ("settle", CODED), 60: ("correct", OF)}
SAID |= FACTS
PULSE = fields(page=array(uint(), binary(32)), time=uint(), number=uint(),
               journals=some(array(uint(), nil_or(binary(32))), SEATS), directories=some(uint(), SEATS))


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


def end_to_end_id(op):
    return f"BIGRE{printed(op).upper()}"


def reference_hash(reference):
    return digest("bigre-bank-reference-v1", ["".join(reference.split()).upper().encode()])


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

    def signers(self, federation, kind, keys):
        signers = set()
        for signed in self.signatures:
            key = next((key for key in keys if key_id(key) == signed.key), None)
            need(key is not None, "key")
            signed.check(self.payload, federation, kind, key)
            need(key not in signers, "key")
            signers.add(key)
        return signers

    def read(self, federation, kind, shape=None):
        return payload_id(federation, kind, self.payload), decode(self.payload, shape)

    def verify(self, federation, kind, threshold, keys, shape=None):
        need(len(self.signers(federation, kind, keys)) >= max(threshold, 1), "signature")
        return self.read(federation, kind, shape)


def payload_id(federation, kind, payload):
    """The id of what several keys sign, or none."""
    return sha256(sig_structure(encode([federation, kind, 1]), payload))



# --- 5, 6: cards and the founding page


LEGAL = "FR:SIREN:[0-9]{9}|BE:BCE:[0-9]{10}|(?!FR:|BE:)[A-Z]{2}:[A-Z]{1,16}:[A-Za-z0-9]{1,32}"


def check_card(card):
    for keys in (card["root"], card["vote"]):
        distinct = len(set(keys["keys"]))
        need(1 <= keys["threshold"] <= distinct == len(keys["keys"]), "threshold")
        need(all(map(key_is_admitted, keys["keys"])), "weak-key")
    need(key_is_admitted(card["node"]), "weak-key")
    need(matching(LEGAL)(card["legal"]), "legal")
    need(card["transport"], "no-transport")
    need(len(set(all_keys(card))) == len(all_keys(card)), "shared-key")


def read_card(data):
    """A card 0: its id and fields."""
    cosigned = Cosigned(data, 16 * KIB)
    card = decode(cosigned.payload, CARD)
    check_card(card)
    need(card["number"] == 0 and card.get("previous") is None and card.get("cut") is None, "number")
    root, new = card["root"], node_keys(card)
    signers = cosigned.signers(bytes(32), KINDS["card"], root["keys"] + new)
    need(len(signers & set(root["keys"])) >= root["threshold"], "signature")
    need(signers >= set(new), "unproved")
    return cosigned.read(bytes(32), KINDS["card"], CARD)


def read_next(data, federation, before, by_old=True):
    """The card after another, of which id and fields are given; a successor's is signed by the new root alone."""
    cosigned = Cosigned(data, 16 * KIB)
    card = decode(cosigned.payload, CARD)
    check_card(card)
    before_id, before = before
    need(card["number"] == before["number"] + 1 < CARDS, "number")
    need(card.get("previous") == before_id, "previous")
    need((card.get("cut") is not None) == (card["node"] != before["node"]), "cut")
    roots = [before["root"], card["root"]] if by_old else [card["root"]]
    new = [key for key in node_keys(card) if key not in node_keys(before)]
    signers = cosigned.signers(federation, KINDS["card"], [key for root in roots for key in root["keys"]] + new)
    need(all(len(signers & set(root["keys"])) >= root["threshold"] for root in roots), "signers")
    need(signers >= set(new), "unproved")
    return cosigned.read(federation, KINDS["card"], CARD)


def all_keys(card):
    return [*card["root"]["keys"], *card["vote"]["keys"], *node_keys(card)]


def node_keys(card):
    """What a card's node signs and connects with: each signs the first card that names it."""
    return [card["node"], *card["transport"]]


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
        head_id, head = signed.verify(self.id, KINDS["head"], self.electorate[coop]["node"], HEAD)
        need(head["number"], "void")
        return coop, head_id, head


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


def reason(why):
    return "malformed" if why in MALFORMED else {"kind": "unknown-kind", "key": "unknown-key"}.get(why, why)


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
        need(head["lease"] <= head["time"] + 90 * DAY, "malformed")
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
            if name == "objects":
                self.gossip_objects([tagged(frame, FRAMES) for frame in content])
            else:
                self.gossip_head(*content, now)
            return "accept", None
        except Refused as refused:
            why = reason(str(refused))
            return "wait" if why == "gap" else "reject" if why in REJECTED else "ignore", why

    def gossip_objects(self, objects):
        """One of them was new, and none was at fault."""
        result = "duplicate"
        for name, content in objects:
            try:
                if name == "later":
                    continue
                need(name in ("assent", "fork"), "out-of-turn")
                self.admit_assent(content) if name == "assent" else self.admit_fork(*content)
                result = None if result == "duplicate" else result
            except Refused as refused:
                why = reason(str(refused))
                need(why not in REJECTED, why)
                result = result if why in ("duplicate", "stale") else why
        need(result is None, result)

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


# --- 20 to 23: the register


def quorum(cooperatives):
    return -(-2 * cooperatives // 3)


def read_page(data, federation):
    """The id and the fields of a page."""
    need(len(data) <= 63 * KIB, "size")
    check(data)
    page = decode(data)
    if not PAGE(page):
        act = page.get("act") if type(page) is dict else None
        name = next(iter(act)) if type(act) is dict and len(act) == 1 else act
        need(type(name) is not str or name in ACTS, "later")
        raise Refused("shape")
    return payload_id(federation, KINDS["page"], data), page


def read_entry(data, federation, key):
    """The id and the fields of a journal's entry, what it says, and the fields of that."""
    entry_id, entry = Signed(data, 8 * KIB).verify(federation, KINDS["entry"], key, JOURNAL_ENTRY)
    return entry_id, entry, *read_said(entry)


def read_said(entry):
    name, shape = SAID.get(entry["kind"], ("unknown", None))
    return name, decode(entry["body"], shape)


def read_pulse(data, federation, key):
    return Signed(data, 31 * KIB).verify(federation, KINDS["pulse"], key, PULSE)


class Seat:
    def __init__(self, coop, card):
        self.coop, self.standing, self.cards, self.branches, self.end = coop, "active", [card], [], None

    def card(self):
        return self.cards[-1]

    def is_member(self):
        return self.standing in ("active", "dormant")

    def find(self, number, card_id):
        return next((card for card in self.cards + self.branches if (card[1]["number"], card[0]) == (number, card_id)), None)


class Register:
    """The cooperatives of a federation, as the pages written so far leave them."""

    def __init__(self, founding, charter):
        self.id, self.height, self.head, self.minimum = founding.id, 0, founding.id, 1
        cards = {digest("bigre-coop-v1", [self.id, card_id]): (card_id, card) for card_id, card in founding.cards.items()}
        self.seats = {coop: Seat(coop, cards[coop]) for coop in founding.electorate}
        self.charter = digest("bigre-charter-v1", [charter])
        self.fund, self.fund_ruled, self.overruled = FIRST_FUND_RULES, False, frozenset()

    def active(self):
        return [coop for coop, seat in self.seats.items() if seat.standing == "active"]

    def pinned(self, pin):
        coop, number, card_id = pin
        return self.seats[coop].find(number, card_id) if coop in self.seats else None

    def admit_cards(self, pool, pins=None):
        """Cards of a pool that follow those held, as far as a page pins them, or all."""
        more = True
        while more:
            more = False
            for coop, seat in self.seats.items():
                upto = {pin[0]: pin for pin in pins}.get(coop) if pins is not None else (coop, CARDS, None)
                if upto is None or seat.card()[1]["number"] >= upto[1]:
                    continue
                following = []
                for data in pool:
                    card = decode(Cosigned(data, 16 * KIB).payload, CARD)
                    if card.get("previous") == seat.card()[0]:
                        card = read_next(data, self.id, seat.card())
                        self.check_nodes(card[1], coop)
                        retired = card[1]["node"] != seat.card()[1]["node"]
                        need(not retired or all(c["node"] != card[1]["node"] for _, c in seat.cards), "shared-key")
                        if card[0] not in [card_id for card_id, _ in following]:
                            following.append(card)
                if len(following) > 1:
                    # Two cards of one number: none is in force until a page pins or recognises one.
                    seat.branches = following
                elif following:
                    seat.cards.append(following[0])
                    more = True

    def check_nodes(self, card, but):
        """No card of another seat has a node's keys of a card."""
        keys = lambda card: {card["node"], *card["transport"]}
        others = (other for seat in self.seats.values() if seat.coop != but for _, other in seat.cards)
        need(all(not keys(other) & keys(card) for other in others), "taken")

    def check_distinct(self, card, but=None, why="act"):
        for seat in self.seats.values():
            if seat.coop == but:
                continue
            other = seat.card()[1]
            need(not set(all_keys(other)) & set(all_keys(card)), why)
            if seat.is_member():
                need(other["name"].lower() != card["name"].lower() and other["legal"] != card["legal"], why)

    def check(self, page):
        need(page["height"] == self.height + 1, "height")
        need(page["previous"] == self.head, "previous")
        need([pin[0] for pin in page["pins"]] == self.active(), "pins")
        need(all(map(self.pinned, page["pins"])), "unknown-card")
        need(page["proposer"] in self.active(), "stranger")
        [(act, of)] = page["act"].items()
        seat = self.seats.get(of["coop"] if type(of) is dict and "coop" in of else of if type(of) is bytes else None)
        standing = seat.standing if seat else None
        if act == "admit":
            card_id, card = read_card(of["card"])
            self.check_charter(of["charter"], card_id, card)
            need(len(self.seats) < SEATS and digest("bigre-coop-v1", [self.id, card_id]) not in self.seats, "act")
            self.check_distinct(card)
        elif act in ("expel", "leave"):
            need(standing in ("active", "dormant"), "act")
            need(len(self.active()) - (standing == "active") > 0, "act")
        elif act == "sleep":
            need(standing == "active" and len(self.active()) > 1, "act")
        elif act == "wake":
            need(standing == "dormant", "act")
        elif act == "succeed":
            need(standing in ("active", "dormant"), "act")
            _, card = read_next(of["card"], self.id, seat.card(), by_old=False)
            need(card.get("cut") == of.get("cut"), "act")
            self.check_distinct(card, seat.coop)
        elif act == "recognise":
            need(standing in ("active", "dormant"), "act")
            need(of["card"] in [card_id for card_id, _ in seat.branches], "unknown-card")
        elif act == "rules":
            bounds = {"members": 10**7, "entries": 10**7, "bytes": 2**36}
            given = {key: value for key, value in of.items() if key in RULE_KEYS and value is not None}
            need(given and all(1 <= value <= bounds[key] for key, value in given.items() if key in bounds), "act")
            need("charter" not in given or is_charter(given["charter"]), "act")
            named = [(one["coop"], one["name"]) for one in given.get("vocabularies", [])]
            need(len(set(named)) == len(named), "act")
        elif act == "fund-rules":
            names = [line["code"] for line in of["lines"]]
            named = of.get("participants") or []
            need(names and len(set(names)) == len(names) and "guarantee" not in names, "act")
            for line in of["lines"]:
                need(line["window"] <= 24 * 92 and line["maximum"] > 0, "act")
                need(not line.get("quick") or line["quick"][1] <= line["window"], "act")
            need(len(set(named)) == len(named) and 1 <= of["open"] <= 1000, "act")
            need(not self.fund_ruled or of["currency"] == self.fund["currency"], "act")
        elif act == "overrule":
            need(of not in self.overruled, "act")
        elif act == "upgrade":
            need(of > self.minimum, "act")

    def check_charter(self, data, card_id, card):
        vote = card["vote"]
        _, signed = Cosigned(data, 16 * KIB).verify(self.id, KINDS["charter"], vote["threshold"], vote["keys"], CHARTER)
        need((signed["card"], signed["charter"]) == (card_id, self.charter), "charter")

    def read_approval(self, data, pages):
        """An approval of one of some pages, or its withdrawal."""
        cosigned = Cosigned(data, 8 * KIB)
        approval = decode(cosigned.payload, APPROVAL)
        need(approval["page"] in pages, "unknown")
        pin = next((pin for pin in pages[approval["page"]]["pins"] if pin[0] == approval["coop"]), None)
        need(pin, "stranger")
        card = self.pinned(pin)
        need(card, "unknown-card")
        vote = card[1]["vote"]
        cosigned.verify(self.id, KINDS["approval"], vote["threshold"], vote["keys"])
        need(approval["charter"] == self.charter, "charter")
        return approval

    def verify_seal(self, data):
        """The id and the fields of the next page, from a sealed one."""
        need(len(data) <= 1400 * KIB, "size")
        data, approvals, votes = decode(data, SEALED)
        page_id, page = read_page(data, self.id)
        self.check(page)
        approved = set()
        for approval in approvals:
            approval = self.read_approval(approval, {page_id: page})
            if not approval["withdrawn"]:
                approved.add(approval["coop"])
        needed = quorum(len(self.active()))
        need(len(approved) >= needed, "approvals")
        nodes = {key_id(self.pinned(pin)[1]["node"]): (pin[0], self.pinned(pin)[1]["node"]) for pin in page["pins"]}
        ballots, acks = {}, {}
        for vote in votes:
            signed = Signed(vote, 8 * KIB)
            need(signed.payload is not None, "header")
            name, value = read_said(decode(signed.payload, JOURNAL_ENTRY))
            need(name in ("ballot", "ack"), "seal")
            need(value["height"] == page["height"], "height")
            need(value["page"] == page_id, "unknown")
            need(signed.key in nodes, "stranger")
            coop, key = nodes[signed.key]
            signed.verify(self.id, KINDS["entry"], key, JOURNAL_ENTRY)
            attempt, just = value["attempt"], value.get("just")
            need(attempt + 1 >= page["opened"] // DAY, "attempt")
            # A ballot counts only once the certificate that it cites is known.
            need(just is None or just in certificates(ballots, needed), "unknown")
            if name == "ack":
                acks.setdefault(attempt, set()).add(coop)
            elif just is None or just < attempt:
                ballots.setdefault(attempt, {}).setdefault(just, set()).add(coop)
        certified = certificates(ballots, needed)
        need(any(len(acks.get(attempt, ())) >= needed for attempt in certified), "seal")
        return page_id, page

    def write(self, page_id, page):
        self.height, self.head = page["height"], page_id
        for pin in page["pins"]:
            self.recognise(self.seats[pin[0]], pin[2])
        [(act, of)] = page["act"].items()
        if act == "admit":
            card = read_card(of["card"])
            coop = digest("bigre-coop-v1", [self.id, card[0]])
            self.seats[coop] = Seat(coop, card)
        elif act in ("expel", "leave"):
            self.seats[of["coop"]].standing = {"expel": "expelled", "leave": "left"}[act]
            self.seats[of["coop"]].end = of["cut"]
        elif act in ("sleep", "wake"):
            self.seats[of].standing = {"sleep": "dormant", "wake": "active"}[act]
        elif act == "succeed":
            seat = self.seats[of["coop"]]
            seat.cards.append(read_next(of["card"], self.id, seat.card(), by_old=False))
            seat.branches = []
        elif act == "recognise":
            self.recognise(self.seats[of["coop"]], of["card"])
        elif act == "rules" and of.get("charter") is not None:
            self.charter = digest("bigre-charter-v1", [of["charter"]])
        elif act == "fund-rules":
            self.fund, self.fund_ruled = of, True
        elif act == "overrule":
            self.overruled |= {of}
        elif act == "upgrade":
            self.minimum = of

    @staticmethod
    def recognise(seat, card_id):
        for card in seat.branches:
            if card[0] == card_id:
                seat.cards.append(card)
                seat.branches = []
                return


def line(code, maximum, quick, repayable):
    return {"code": code, "maximum": maximum, "quick": quick, "window": 168, "repayable": repayable}


FIRST_FUND_RULES = {"open": 3, "currency": "EUR", "participants": [], "lines": [
    line("aid", 200_000, [50_000, 48], False), line("advance", 1_000_000, None, True), line("receivable", 1_000_000, None, False)]}
RULE_KEYS = ("bytes", "charter", "entries", "members", "vocabularies")


def is_charter(data):
    try:
        return 1 <= len(data) <= 32 * KIB and data.decode() is not None
    except UnicodeDecodeError:
        return False


def read_register(founding, charter, cards, pages, most=None, each=lambda register: None):
    """The register after the pages given, or the first of them: each is verified by what the one before leaves."""
    register, written = Register(founding, charter), []
    each(register)
    for at, data in enumerate([*pages, None]):
        # No card is taken up before a page pins it: a later one could take a name that was not free then.
        pins = read_page(decode(data, SEALED)[0], register.id)[1]["pins"] if data is not None else None
        register.admit_cards(cards, pins)
        if data is None or at == most:
            return register, written
        page_id, page = register.verify_seal(data)
        register.write(page_id, page)
        written.append((page_id, page))
        each(register)


def certificates(ballots, needed):
    """The attempts at which a page is certified, from its ballots by attempt and by what they cite."""
    certified = set()
    for attempt in sorted(ballots):
        counted = [coops for just, coops in ballots[attempt].items() if just is None or just in certified]
        if len(set().union(*counted)) >= needed:
            certified.add(attempt)
    return certified


def fingerprint(objects, federation):
    """What is held of the next page: ids of pages, approvals, withdrawals and votes. A notice alone says nothing."""
    parts = set()
    for what, data in objects:
        if what == "page":
            parts.add((2, read_page(data, federation)[0], bytes(32)))
        elif what == "approval":
            approval = decode(Cosigned(data, 8 * KIB).payload, APPROVAL)
            parts.add((4 if approval["withdrawn"] else 3, approval["page"], approval["coop"]))
        else:
            signed = Signed(data, 8 * KIB)
            name, said = read_said(decode(signed.payload, JOURNAL_ENTRY))
            if name != "propose":
                parts.add((5, sha256(sig_structure(signed.protected, signed.payload)), bytes(32)))
    joined = b"".join(bytes([tag]) + one + other for tag, one, other in sorted(parts))
    return digest("bigre-votes-v1", [joined])[:8] if parts else bytes(8)

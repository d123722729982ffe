#!/usr/bin/env python3
"""Verifies the golden vectors, bundles and exported registers, without any code of the nodes: see bigre.py.

    pip install -r requirements.txt
    ./verify.py                                         every ../vectors/*.json
    ./verify.py bundle.cbor --founding founding.cbor    one bundle, against one federation
    ./verify.py --register DIR                          a register: founding.cbor, cards/NNNN.cbor, pages/NNNN.cbor
"""

import argparse, json, pathlib, sys, time, traceback

import bigre
from bigre import Refused, decode, diagnostic, need

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"
CHARTER = VECTORS.parent.parent / "protocol" / "src" / "register" / "charter.md"


def same(found, expected, what):
    found = found.hex() if isinstance(found, bytes) else found
    assert found == expected, f"{what}: {found} instead of {expected}"


def bytes_of(vector, field="hex"):
    return bytes.fromhex(vector[field])


def load(noun):
    return json.loads((VECTORS / f"{noun}.json").read_text())["vectors"]


def federation():
    return bigre.Federation(bytes_of(load("founding")[0]))


# One function a noun: raises Refused for what is refused, fails an assertion where the vector says otherwise.


def codec(vector):
    data = bytes_of(vector) + bytes(vector.get("then_zero_bytes", 0))
    value = decode(data)
    if "value" in vector:
        same(diagnostic(value), vector["value"], "value")


def ids(vector):
    match vector["what"]:
        case "digest":
            same(bigre.digest(vector["domain"], [bytes.fromhex(p) for p in vector["parts"]]), vector["hash"], "hash")
        case "printed":
            printed = bigre.printed(bytes_of(vector, "bytes"))
            same((printed, printed[:10]), (vector["text"], vector["short"]), "printed")
        case "read":
            same(bigre.read_id(vector["text"], vector["length"]), vector.get("bytes"), "read")
        case "words":
            same(bigre.words(bytes_of(vector, "federation")), vector["words"], "words")
        case "key":
            key, _ = bigre.nacl.bindings.crypto_sign_seed_keypair(bytes_of(vector, "seed"))
            same(key, vector["key"], "key")
            same(bigre.key_id(key), vector["key_id"], "key_id")
            same(bigre.did_key(key), vector["did_key"], "did_key")


def ed25519(vector):
    key, message, signature = (bytes_of(vector, field) for field in ("key", "message", "signature"))
    same(bigre.signature_is_valid(key, message, signature), vector["verifies"], "verifies")
    same(bigre.key_is_admitted(key), vector["key_admitted"], "key_admitted")


def envelope(vector):
    data, of = bytes_of(vector), bytes_of(vector, "federation")
    if vector["what"] == "signed":
        signed = bigre.Signed(data, vector["most"])
        found, payload = signed.verify(of, vector["kind"], bytes_of(vector, "key"))
        structure = bigre.sig_structure(signed.protected, signed.payload)
        for field, part in [("protected", signed.protected), ("sig_structure", structure), ("signature", signed.signature)]:
            same(part, vector.get(field), field)
        _, secret = bigre.nacl.bindings.crypto_sign_seed_keypair(bytes_of(vector, "seed"))
        same(bigre.nacl.bindings.crypto_sign(structure, secret)[:64], vector["signature"], "signature of the seed")
    else:
        keys = [bytes.fromhex(key) for key in vector["keys"]]
        found, payload = bigre.Cosigned(data, vector["most"]).verify(of, vector["kind"], vector["threshold"], keys)
    same(found, vector.get("id"), "id")
    same(diagnostic(payload), vector["payload"], "payload")


def card(vector):
    found, value = bigre.read_card(bytes_of(vector))
    same(found, vector.get("id"), "id")
    same(diagnostic(value), vector["value"], "value")


def founding(vector):
    if vector["what"] == "assent":
        return same(federation().read_assent(bytes_of(vector)), vector.get("coop"), "coop")
    found = bigre.Federation(bytes_of(vector))
    same(found.text, vector.get("text"), "text")
    same(found.random, vector["random"], "random")
    same(found.id, vector["federation"], "federation")
    same((bigre.printed(found.id), bigre.words(found.id)), (vector["printed"], vector["words"]), "words")
    electorate = [{"coop": coop.hex(), "name": card["name"]} for coop, card in found.electorate.items()]
    same(electorate, [dict(sorted(coop.items())) for coop in vector["electorate"]], "electorate")
    same(-(-2 * len(electorate) // 3), vector["quorum"], "quorum")


def entry(vector):
    body, kind = bytes_of(vector), vector["kind"]
    try:
        need(len(body) <= 4096, "size")
        bigre.check(body)
    finally:
        same(sys.exc_info()[0] is None, vector.get("admitted", True), "admitted")
    name, shape = bigre.BODIES.get(kind, ("unknown", None))
    value = decode(body, shape)
    same(name, vector.get("reads"), "reads")
    same(diagnostic(value), vector["value"], "value")
    same(bigre.commitment(kind, bytes_of(vector, "salt"), body), vector["commitment"], "commitment")


def tree(vector):
    if vector["what"] == "root":
        leaves = sorted((bytes.fromhex(entry_id), bytes.fromhex(leaf)) for entry_id, leaf in vector["leaves"])
        return same(bigre.root(leaves), vector["root"], "root")
    step = bigre.fields(bit=bigre.uint(255), other=bigre.binary(32))
    steps = decode(bytes_of(vector), bigre.some(step))
    found = bigre.proved_root(bytes_of(vector, "id"), bytes_of(vector, "commitment"), steps)
    need(found == bytes_of(vector, "root"), "not-proved")


def head(vector):
    node = bigre.Node(federation())
    verdict, why = node.gossip(bigre.encode([1, [bytes_of(vector), None]]), vector["now"])
    same(verdict, vector.get("verdict", "wait"), "verdict")
    need(why in (None, "gap"), why)
    coop, found, value = node.federation.read_head(bytes_of(vector))
    same(coop, vector["coop"], "coop")
    same(found, vector["id"], "id")
    same(diagnostic(value), vector["value"], "value")


def delta(vector):
    number, put, removed = decode(bytes_of(vector), bigre.DELTA)
    same(bigre.digest("bigre-delta-v1", [bytes_of(vector)]), vector.get("hash"), "hash")
    same(number, vector["from"], "from")
    same([{"id": i.hex(), "kind": k, "salt": s.hex(), "body": b.hex()} for i, k, s, b in put], vector["put"], "put")
    same([entry_id.hex() for entry_id in removed], vector["removed"], "removed")


def gossip(vector):
    node = bigre.Node(federation())
    named = {other["name"]: other for other in load("gossip")}
    for before in vector["before"]:
        same(node.gossip(bytes_of(named[before]), named[before]["now"]), ("accept", None), before)
    verdict, why = node.gossip(bytes_of(vector), vector["now"])
    same(verdict, vector["verdict"], "verdict")
    need(why is None, why)


EXCHANGES = {}


def frame(vector):
    if vector.get("frame") != "exchange":
        name, _ = bigre.tagged(bytes_of(vector), bigre.FRAMES)
        same(name, vector.get("frame"), "frame")
        return same(diagnostic(decode(bytes_of(vector))), vector["value"], "value")
    # The asker is the same from one exchange to the next.
    node, kept = EXCHANGES.setdefault("asker", (bigre.Node(federation()), {}))
    coop = bytes_of(vector, "coop")
    [asked] = [bigre.tagged(bytes.fromhex(asked), bigre.FRAMES) for asked in vector["asked"]]
    frames = [bytes.fromhex(answer) for answer in vector["answered"]]
    names = [bigre.tagged(answer, bigre.FRAMES)[0] for answer in frames]
    same((asked[0], names[0], names[-1]), ("hello", "hello", "done"), "first and last frames")
    same(all(len(answer) <= 64 * bigre.KIB for answer in frames), True, "sizes")
    same(node.number(coop), vector["number_before"], "number before")
    place = list(node.federation.electorate).index(coop)
    same(asked[1]["heads"][place][0], vector["number_before"], "number said")
    node.frames(frames[:vector["arrived"]], vector["now"], kept)
    same(node.number(coop), vector["number_after"], "number after")
    same(sorted(entry_id.hex() for entry_id in node.entries.get(coop, {})), vector["ids_after"], "ids after")


def bundle(vector):
    node = bigre.open_bundle(bytes_of(vector), federation(), 1_767_225_600_000)
    found = {coop.hex(): node.number(coop) for coop in node.heads}
    same(found, {directory["coop"]: directory["number"] for directory in vector["directories"]}, "directories")


def register_of(path, state=None, cards=(), each=lambda register: None):
    """An exported register: after all its pages, or the first of them, with cards besides."""
    files = lambda noun: [file.read_bytes() for file in sorted((path / noun).glob("*.cbor"))]
    founding = bigre.Federation((path / "founding.cbor").read_bytes())
    return bigre.read_register(founding, CHARTER.read_bytes(), [*files("cards"), *cards], files("pages"), state, each)


def state_of(vector):
    register, _ = register_of(VECTORS / "register", vector["state"])
    if vector.get("cards"):
        register.admit_cards([bytes.fromhex(card) for card in vector["cards"]])
    return register


def following(vector):
    federation_id, before = bytes_of(vector, "federation"), None
    for card in map(bytes.fromhex, vector["before"]):
        before = bigre.read_next(card, federation_id, before) if before else bigre.read_card(card)
    found, value = bigre.read_next(bytes_of(vector), federation_id, before)
    same(found, vector.get("id"), "id")
    same(diagnostic(value), vector["value"], "value")


def page(vector):
    register = state_of(vector)
    found, value = bigre.read_page(bytes_of(vector), register.id)
    register.check(value)
    same(found, vector.get("id"), "id")
    same(diagnostic(value), vector["value"], "value")


def approval(vector):
    register = state_of(vector)
    found, value = bigre.read_page(bytes_of(vector, "page"), register.id)
    register.check(value)
    approved = register.read_approval(bytes_of(vector), {found: value})
    same((approved["coop"].hex(), approved["withdrawn"]), (vector.get("coop"), vector.get("withdrawn")), "approval")


def sealed(vector):
    same(state_of(vector).verify_seal(bytes_of(vector))[0], vector.get("id"), "id")


def journal(vector):
    of = bytes_of(vector, "federation")
    if vector["what"] == "votes":
        objects = [(said["what"], bytes_of(said)) for said in vector["objects"]]
        return same(bigre.fingerprint(objects, of), vector["fingerprint"], "fingerprint")
    found, value, name, said = bigre.read_entry(bytes_of(vector), of, bytes_of(vector, "key"))
    same(found, vector.get("id"), "id")
    same((name, diagnostic(value), diagnostic(said)), (vector["reads"], vector["value"], vector["body"]), "value")


def pulse(vector):
    data = bytes_of(vector) + bytes(vector.get("then_zero_bytes", 0))
    found, value = bigre.read_pulse(data, bytes_of(vector, "federation"), bytes_of(vector, "key"))
    same(found, vector.get("id"), "id")
    same(diagnostic(value), vector["value"], "value")


def fact(vector):
    if vector["what"] == "reference":
        same(bigre.end_to_end_id(bytes_of(vector, "op")), vector["end_to_end"], "end-to-end id")
        return same(bigre.reference_hash(vector["text"]), vector["hash"], "hash")
    name, shape = bigre.FACTS[vector["kind"]]
    value = decode(bytes_of(vector), shape)
    same((name, diagnostic(value)), (vector["reads"], vector["value"]), "value")


following.__name__ = "next"
NOUNS = [fact, following, page, approval, sealed, journal, pulse, codec, ids, ed25519, envelope, card, founding, entry, tree, head, delta, gossip, frame, bundle]


def verify(noun, vector):
    """What is wrong with a vector; None when it is as it says."""
    try:
        noun(vector)
        found = None
    except Refused as refused:
        found = str(refused)
    except Exception:
        return traceback.format_exc(limit=-1)
    expected = vector.get("refused")
    return None if found == expected else f"refused: {found} instead of {expected}"


def audit(path, founding, now):
    """Verifies a bundle, and prints what it brings."""
    found = bigre.Federation(founding.read_bytes())
    node = bigre.open_bundle(path.read_bytes(), found, now)
    print(f"federation {bigre.printed(found.id)}\n           {bigre.words(found.id)}")
    for coop, (_, _, head) in node.heads.items():
        name, when = found.electorate[coop]["name"], time.strftime("%Y-%m-%d %H:%M", time.gmtime(head["time"] / 1000))
        entries = node.entries[coop].values()
        unread = sum(bigre.BODIES.get(kind, (0, lambda _: True))[1](decode(body)) is False for kind, _, body in entries)
        print(f"{name}: number {head['number']} of {when} UTC, {head['count']} entries, {unread} of them not readable")
    print(f"{len(node.assents)} assents, {len(node.forks)} forks")
    return len(node.heads)


def audit_register(path):
    """Verifies an exported register, and prints its pages and its members."""
    register, written = register_of(path)
    print(f"federation {bigre.printed(register.id)}\n           {bigre.words(register.id)}")
    for page_id, value in written:
        [act], when = value["act"], time.strftime("%Y-%m-%d", time.gmtime(value["opened"] / 1000))
        print(f"page {value['height']}: {act}, proposed {when}, {bigre.printed(page_id)[:10]}")
    for seat in register.seats.values():
        card = seat.card()[1]
        print(f"{card['name']}: {seat.standing}, card {card['number']}{', two cards of one number' if seat.branches else ''}")
    return len(written)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", nargs="?", type=pathlib.Path)
    parser.add_argument("--founding", type=pathlib.Path, help="the founding file that the bundle is verified against")
    parser.add_argument("--register", type=pathlib.Path, help="the directory of an exported register")
    parser.add_argument("--now", type=int, default=int(time.time() * 1000), help="milliseconds since 1970, if not now")
    options = parser.parse_args()
    passed, failed = 0, 0
    if options.register:
        try:
            passed = audit_register(options.register)
        except Refused as refused:
            print(f"refused: {refused}")
            failed = 1
    elif options.bundle:
        if not options.founding:
            parser.error("a bundle is verified against a founding file: --founding founding.cbor")
        try:
            passed = audit(options.bundle, options.founding, options.now)
        except Refused as refused:
            print(f"refused: {refused}")
            failed = 1
    else:
        register_of(VECTORS / "register")
        for noun in NOUNS:
            for vector in load(noun.__name__):
                wrong = verify(noun, vector)
                passed, failed = passed + (wrong is None), failed + (wrong is not None)
                if wrong:
                    print(f"{noun.__name__}: {vector['name']}: {wrong}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()

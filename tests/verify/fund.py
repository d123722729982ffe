#!/usr/bin/env python3
"""Folds the fund of an exported directory and prints a year's report, without any code of the nodes: PROTOCOL.md, section 26.

    ./fund.py DIR --year 2026      the report, in full, as the nodes and `bigre fund audit --offline DIR` print it
    ./fund.py DIR --check          each report-YYYY.json of the directory is what its journals come to
"""

import argparse, json, pathlib, sys

import bigre
from bigre import Refused, decode, digest, encode, need, printed
from verify import register_of

MOST, DAY, INSTALMENT, LATE = 10**12, 86_400_000, 30 * 86_400_000, 15 * 86_400_000
GUARANTEE, CYCLE_LENGTH, CYCLES, CYCLE_STEPS = "guarantee", 8, 64, 100_000


class Void(Exception):
    """A fact without effect; the argument says why."""


class Waiting(Exception):
    """A fact that has no effect before another is held."""


def bound(condition, why):
    if not condition:
        raise Void(why)


# What is held: the register page by page, the journals, the pulses, the proofs.


class Sitting:
    """What a page of the register says about the fund."""

    def __init__(self, register):
        self.rules, self.active, self.overruled = register.fund, set(register.active()), register.overruled
        self.members = {coop for coop, seat in register.seats.items() if seat.is_member()}

    def line(self, code):
        return next((line for line in self.rules["lines"] if line["code"] == code), None)

    def participants(self, applicant):
        named = set(self.rules.get("participants") or self.active)
        return (self.active & named) - {applicant}


def terms(seat):
    """The node keys of a seat: each with the first and the last number of the journal that it may sign; and whether it is retired."""
    found, after = [], 0
    for (_, card), (_, following) in zip(seat.cards, [*seat.cards[1:], (None, None)]):
        cut = following["cut"] if following and following["node"] != card["node"] else None
        if following and not cut:
            continue
        end = cut or seat.end
        found.append((card["node"], after + 1, end["journal"][0] if end else None))
        after = end["journal"][0] if end else after
    return found


class Held:
    def __init__(self, path):
        self.sittings, self.pages = [], []

        def each(register):
            self.sittings.append(Sitting(register))
            self.pages.append(register.head)

        self.register, _ = register_of(path, each=each)
        self.coops = list(self.register.seats)
        self.journals = {coop: [] for coop in self.coops}
        for file in sorted((path / "journals").glob("*.cbor")):
            self.read_journal(bigre.read_id(file.stem, 32), file.read_bytes())
        heads = decode((path / "heads.cbor").read_bytes())
        found = [[coop, len(entries), entries[-1][0]] for coop, entries in self.journals.items() if entries]
        need(heads == found, "a journal is missing, or cut short")
        self.pulses = {}
        for file in sorted((path / "pulses").glob("*.cbor")):
            coop = bigre.read_id(file.stem, 32)
            key, _, last = terms(self.register.seats[coop])[-1]
            need(last is None, "void")
            self.pulses[coop] = bigre.read_pulse(file.read_bytes(), self.register.id, key)[1]
        self.forks = {}
        for file in sorted((path / "proofs").glob("*-2.cbor")):
            coop = bigre.read_id(file.stem.split("-")[0], 32)
            self.forks[coop] = self.read_fork(coop, decode(file.read_bytes()))

    def read_entry(self, coop, data):
        """An entry by the key of whoever signed it, within its term."""
        signer = bigre.Signed(data, 8 * bigre.KIB).key
        keys = [term for term in terms(self.register.seats[coop]) if bigre.key_id(term[0]) == signer]
        need(keys, "unknown-key")
        entry_id, entry, name, said = bigre.read_entry(data, self.register.id, keys[0][0])
        fits = [1 for _, first, last in keys if first <= entry["seq"] and (last is None or entry["seq"] <= last)]
        need(fits, "void")
        return entry_id, entry, name, said

    def read_journal(self, coop, data):
        at, journal = 0, self.journals[coop]
        while at < len(data):
            size = next(size for size in (1, 2, 3, 5, 9) if (data[at] & 31) < 24 or 1 << ((data[at] & 31) - 24) == size - 1)
            length = data[at] & 31 if size == 1 else int.from_bytes(data[at + 1:at + size], "big")
            item = decode(data[at:at + size + length], bigre.binary())
            at += size + length
            entry_id, entry, name, said = self.read_entry(coop, item)
            before, after = (journal[-1][0], journal[-1][1]["page"][0]) if journal else (None, 0)
            need(entry["seq"] == len(journal) + 1, "gap")
            need(entry.get("previous") == before, "chain")
            height, page = entry["page"]
            need(after <= height < len(self.pages) and self.pages[height] == page, "citation")
            journal.append((entry_id, entry, name, said))

    def read_fork(self, coop, pair):
        one, two = sorted((self.read_entry(coop, data) for data in pair), key=lambda read: read[0])
        need(one[1]["seq"] == two[1]["seq"] and one[0] != two[0], "no-proof")
        return one[1]["seq"], [one, two]

    def confirmed(self, coop):
        """The last entry that quorums vouch for: of those who vote after the page that it cites, and after each up to theirs."""
        journal, place = self.journals[coop], self.coops.index(coop)
        holders = {}
        for by, pulse in self.pulses.items():
            seq, entry_id = pulse["journals"][place] if place < len(pulse["journals"]) else (0, None)
            if 0 < seq <= len(journal) and journal[seq - 1][0] == entry_id:
                holders[by] = (seq, pulse["page"][0])
        for upto in range(len(journal), 0, -1):
            cited = journal[upto - 1][1]["page"][0]
            known = {by: page for by, (seq, page) in holders.items() if seq >= upto and page < len(self.sittings)}
            for last in range(cited, len(self.sittings)):
                holding = {by for by, page in known.items() if page <= last}
                voters = [self.sittings[page].active for page in range(cited, last + 1)]
                if all(some and len(holding & set(some)) >= bigre.quorum(len(some)) for some in voters):
                    return upto
        return 0


# One journal's own account.


def amount_of(name, said):
    """How much a fact is about; none for those without an amount."""
    key = {"decision": "granted", "guarantee": "ceiling"}.get(name, "amount")
    return said.get(key)


def cites(name, said):
    match name:
        case "pledge" | "pledge-less" | "guarantee":
            return []
        case "request":
            found = [said.get("amends")]
        case "opinion" | "decision":
            found = [said["request"]]
        case "commit":
            found = [said["request"], said.get("decision")]
        case "accept":
            found = [said["commit"], said["request"]]
        case "disburse":
            found = [said["accept"], said["commit"]]
        case "repay":
            found = [said["receipt"]]
        case "call":
            found = [said["guarantee"]]
        case _:
            found = [said["of"]]
    return [entry_id for entry_id in found if entry_id is not None]


def tallied(name, said):
    """Under what a fact is counted with others of its author about the same thing."""
    about = {"accept": "commit", "disburse": "accept", "repay": "receipt", "call": "guarantee", "receipt": "of", "honour": "of",
             "decline": "of", "guarantee-accept": "of", "refuse": "of", "correct": "of"}.get(name)
    return (name, said[about]) if about else None


class Account:
    def __init__(self, coop):
        self.coop, self.ops, self.own, self.about, self.open = coop, set(), {}, {}, set()
        self.pledges = {}

    def pledge(self, year, line):
        return self.pledges.get((year, line)) or {"amount": 0, "hours": 0, "taken": 0}

    def free(self, year, line):
        pledge = self.pledge(year, line)
        return max(pledge["amount"] - pledge["taken"], 0)

    def left(self, entry_id):
        own = self.own[entry_id]
        match own["what"]:
            case "commit":
                return own["bound"] - own["released"] - own["disbursed"]
            case "guarantee":
                return own["bound"] - own["released"]
            case "receipt":
                return max(own["bound"] - self.about.get(("repay", entry_id), 0), 0)
        return 0

    def mine(self, entry_id, *kinds):
        own = self.own.get(entry_id)
        bound(own and own["what"] in kinds, "not-yours")
        return own

    def once(self, entry_id, *kinds):
        bound(not any(self.about.get((kind, entry_id), 0) for kind in kinds), "twice")

    def check(self, name, said, sitting, corrected):
        """What a fact makes with what was said before of the same thing; `corrected`: the own fact that a correction is about."""
        bound(said["op"] not in self.ops, "repeated")
        amount = amount_of(name, said) or 0
        match name:
            case "pledge" | "pledge-less":
                self.check_pledge(name, said, sitting)
            case "request":
                self.check_request(said, sitting)
            case "withdraw":
                bound(not self.mine(said["of"], "request")["withdrawn"], "twice")
            case "decision":
                own = self.mine(said["request"], "request")
                bound(not own["withdrawn"], "withdrawn")
                bound(own["granted"] is None, "decided")
                bound(amount <= own["bound"], "over-asked")
            case "commit":
                bound(said.get("decision") is None or amount <= self.free(said["year"], said["line"]), "over-pledge")
            case "release":
                self.mine(said["of"], "commit", "guarantee")
                bound(amount <= self.left(said["of"]), "over-commit")
            case "accept":
                self.check_accept(said)
            case "decline":
                self.once(said["of"], "accept", "decline")
            case "disburse":
                self.mine(said["commit"], "commit")
                bound(amount <= self.left(said["commit"]), "over-commit")
            case "receipt" | "guarantee-accept":
                self.once(said["of"], name)
            case "repay":
                self.mine(said["receipt"], "receipt")
                bound(amount <= self.left(said["receipt"]), "over-receipt")
            case "guarantee":
                bound(said["to"] != self.coop, "oneself")
                bound(amount <= self.free(said["year"], GUARANTEE), "over-capacity")
            case "call":
                bound(self.about.get(("guarantee-accept", said["guarantee"]), 0), "not-accepted")
            case "honour" | "refuse":
                self.once(said["of"], "honour", "refuse")
            case "correct":
                self.check_correct(said["of"], corrected)
        has_amount = amount_of(name, said) is not None
        bound(amount > 0 or not has_amount or name in ("decision", "pledge", "pledge-less"), "nothing")
        running = self.about.get(tallied(name, said), 0) + amount
        bound(running <= MOST, "overflow")
        return running

    def check_pledge(self, name, said, sitting):
        bound(said["line"] == GUARANTEE or sitting.line(said["line"]), "line")
        bound(said["amount"] or said["hours"], "nothing")
        pledge = self.pledge(said["year"], said["line"])
        if name == "pledge":
            bound(pledge["amount"] + said["amount"] <= MOST, "overflow")
        else:
            fits = said["amount"] <= self.free(said["year"], said["line"]) and said["hours"] <= pledge["hours"]
            bound(fits, "below-committed")

    def check_request(self, said, sitting):
        line = sitting.line(said["line"])
        bound(line, "line")
        bound(said["amount"] <= line["maximum"], "over-maximum")
        if plan := said.get("plan"):
            whole = plan["count"] * plan["amount"] == said["amount"]
            bound(line["repayable"] and 1 <= plan["count"] <= 120 and whole, "plan")
        replaced = 0
        if said.get("amends") is not None:
            bound(self.mine(said["amends"], "request")["granted"] is None, "decided")
            replaced = said["amends"] in self.open
        most = sitting.rules["open"] * max(-(-said["members"] // 1_000), 1)
        bound(len(self.open) - replaced < most, "too-many-open")

    def check_accept(self, said):
        own = self.mine(said["request"], "request")
        bound(not own["withdrawn"], "withdrawn")
        self.once(said["commit"], "decline")
        if not said["direct"]:
            bound(own["granted"] is not None, "not-decided")
            bound(said["amount"] <= max(own["granted"] - own["accepted"], 0), "over-granted")
        bound(said["amount"] <= max(own["bound"] - own["accepted"] - own["direct"], 0), "over-asked")

    def check_correct(self, of, corrected):
        self.once(of, "correct")
        bound(corrected, "not-yours")
        name, said = corrected
        match name:
            case "pledge":
                fits = said["amount"] <= self.free(said["year"], said["line"])
                bound(fits and said["hours"] <= self.pledge(said["year"], said["line"])["hours"], "rested-on")
            case "pledge-less":
                bound(self.pledge(said["year"], said["line"])["amount"] + said["amount"] <= MOST, "overflow")
            case "commit":
                bound(of in self.own and self.own[of]["disbursed"] == 0, "rested-on")
            case "receipt":
                bound(not self.about.get(("repay", of), 0), "rested-on")
            case "guarantee-accept":
                bound(not self.about.get(("call", said["of"]), 0), "rested-on")
            case "accept" | "decline" | "disburse" | "repay" | "guarantee" | "call" | "honour" | "refuse":
                pass
            case _:
                raise Void("irreversible")

    def apply(self, entry_id, name, said, corrected):
        """Counts a fact that was checked."""
        self.ops.add(said["op"])
        amount = amount_of(name, said)
        if key := tallied(name, said):
            self.about[key] = self.about.get(key, 0) + (1 if amount is None else amount)
        match name:
            case "pledge" | "pledge-less":
                self.move(said, 1 if name == "pledge" else -1)
            case "request":
                if said.get("amends") is not None:
                    self.withdraw(said["amends"])
                self.own[entry_id] = {"what": "request", "bound": amount, "granted": None, "withdrawn": False, "accepted": 0, "direct": 0}
                self.open.add(entry_id)
            case "withdraw":
                self.withdraw(said["of"])
            case "decision":
                self.open.discard(said["request"])
                self.own[said["request"]]["granted"] = amount
            case "commit":
                pledge = (said["year"], said["line"]) if said.get("decision") is not None else None
                self.take(pledge, amount)
                self.own[entry_id] = {"what": "commit", "bound": amount, "released": 0, "disbursed": 0, "pledge": pledge}
            case "guarantee":
                pledge = (said["year"], GUARANTEE)
                self.take(pledge, amount)
                self.own[entry_id] = {"what": "guarantee", "bound": amount, "released": 0, "pledge": pledge}
            case "release":
                self.own[said["of"]]["released"] += amount
                self.take(self.own[said["of"]]["pledge"], -amount)
            case "accept":
                self.own[said["request"]]["direct" if said["direct"] else "accepted"] += amount
            case "disburse":
                self.own[said["commit"]]["disbursed"] += amount
            case "receipt":
                self.own[entry_id] = {"what": "receipt", "bound": amount}
            case "correct":
                self.reverse(said["of"], *corrected)

    def move(self, said, sign):
        pledge = self.pledges[said["year"], said["line"]] = self.pledge(said["year"], said["line"])
        pledge["amount"] = max(pledge["amount"] + sign * said["amount"], 0)
        pledge["hours"] = max(pledge["hours"] + sign * said["hours"], 0)

    def take(self, key, amount):
        if key:
            pledge = self.pledges[key] = self.pledge(*key)
            pledge["taken"] = max(pledge["taken"] + amount, 0)

    def withdraw(self, request):
        self.open.discard(request)
        self.own[request]["withdrawn"] = True

    def reverse(self, entry_id, name, said):
        """Takes back what an own fact counted for."""
        amount = amount_of(name, said)
        if key := tallied(name, said):
            self.about[key] = max(self.about.get(key, 0) - (1 if amount is None else amount), 0)
        match name:
            case "pledge" | "pledge-less":
                self.move(said, -1 if name == "pledge" else 1)
            case "accept":
                own = self.own[said["request"]]
                sum_of = "direct" if said["direct"] else "accepted"
                own[sum_of] = max(own[sum_of] - amount, 0)
            case "disburse":
                if own := self.own.get(said["commit"]):
                    own["disbursed"] = max(own["disbursed"] - amount, 0)
            case "commit" | "guarantee":
                left = self.left(entry_id)
                self.take(self.own.pop(entry_id)["pledge"], -left)
            case "receipt":
                self.own.pop(entry_id, None)


# All journals together.


class Fact:
    def __init__(self, coop, entry_id, entry, name, said):
        self.coop, self.id, self.name, self.said = coop, entry_id, name, said
        self.seq, self.page, self.time = entry["seq"], entry["page"][0], entry["time"]
        self.running, self.counted, self.effect, self.corrected = 0, False, None, False

    def amount(self):
        return amount_of(self.name, self.said) or 0


class Fund:
    def __init__(self, held):
        self.held, self.sittings, self.facts, self.by = held, held.sittings, {}, {}
        currencies = [sitting.rules["currency"] for sitting in self.sittings]
        changes = [at for at in range(1, len(currencies)) if currencies[at] != currencies[at - 1]]
        self.begins = changes[-1] if changes else 0
        self.accounts = {coop: Account(coop) for coop in held.coops}
        for coop, journal in held.journals.items():
            for entry_id, entry, name, said in journal:
                if entry["kind"] in bigre.FACTS:
                    self.take(Fact(coop, entry_id, entry, name, said))
        for fact in sorted(self.facts.values(), key=lambda fact: (fact.coop, fact.seq)):
            for cited in dict.fromkeys(cites(fact.name, fact.said)):
                self.by.setdefault(cited, []).append(fact)
        for fact in self.facts.values():
            self.settle(fact)

    def take(self, fact):
        """Counts a fact on its own journal."""
        account, corrected = self.accounts[fact.coop], None
        if fact.name == "correct":
            of = self.facts.get(fact.said["of"])
            if of and of.coop == fact.coop and of.counted:
                corrected = of
        reversed_fact = (corrected.name, corrected.said) if corrected else None
        try:
            bound(fact.page >= self.begins, "currency")
            fact.running = account.check(fact.name, fact.said, self.sittings[fact.page], reversed_fact)
            account.apply(fact.id, fact.name, fact.said, reversed_fact)
            fact.counted = True
            if corrected:
                corrected.corrected = True
        except Void as void:
            fact.effect = ("void", str(void))
        self.facts[fact.id] = fact

    def settle(self, fact):
        if fact.effect is None:
            try:
                self.rests(fact)
                fact.effect = ("valid", None)
            except Void as void:
                fact.effect = ("void", str(void))
            except Waiting as waiting:
                fact.effect = ("waiting", waiting.args[0])
        return fact.effect

    def cited(self, entry_id):
        fact = self.facts.get(entry_id)
        if not fact:
            raise Waiting(entry_id)
        match self.settle(fact)[0]:
            case "void":
                raise Void("cites-void")
            case "waiting":
                raise Waiting(entry_id)
        return fact

    def of_kind(self, entry_id, name):
        fact = self.cited(entry_id)
        bound(fact.name == name, "wrong-kind")
        return fact

    def rests(self, fact):
        me, said = fact.coop, fact.said
        match fact.name:
            case "opinion":
                request = self.of_kind(said["request"], "request")
                bound(request.coop != me, "recused")
                bound(me in self.sittings[fact.page].participants(request.coop), "not-participant")
            case "decision":
                self.decided(fact)
            case "commit":
                request = self.of_kind(said["request"], "request")
                bound(request.coop != me, "oneself")
                bound(request.said["line"] == said["line"], "line")
                if said.get("decision") is not None:
                    decision = self.of_kind(said["decision"], "decision")
                    bound(decision.said["request"] == said["request"], "wrong-kind")
                    bound(decision.said["granted"] > 0, "not-decided")
            case "accept":
                commit = self.of_kind(said["commit"], "commit").said
                direct = commit.get("decision") is None
                bound(commit["request"] == said["request"] and direct == said["direct"], "wrong-kind")
                bound(fact.running <= commit["amount"], "over-commit")
            case "release" | "correct":
                self.cited(said["of"])
            case "decline":
                commit = self.of_kind(said["of"], "commit")
                bound(self.cited(commit.said["request"]).coop == me, "not-yours")
            case "disburse":
                accept = self.of_kind(said["accept"], "accept").said
                bound(accept["commit"] == said["commit"], "wrong-kind")
                bound(fact.running <= accept["amount"], "over-accept")
            case "receipt":
                payment = self.cited(said["of"])
                bound(self.payee(payment) == me, "not-yours")
                bound(payment.amount() == said["amount"], "other-amount")
            case "repay":
                receipt = self.of_kind(said["receipt"], "receipt")
                disburse = self.cited(receipt.said["of"])
                bound(disburse.name == "disburse", "not-repayable")
                accept = self.of_kind(disburse.said["accept"], "accept")
                bound(self.is_repayable(self.of_kind(accept.said["request"], "request")), "not-repayable")
            case "guarantee":
                bound(said["to"] in self.sittings[fact.page].members, "not-participant")
            case "guarantee-accept" | "call":
                guarantee = self.of_kind(said["guarantee" if fact.name == "call" else "of"], "guarantee").said
                bound(guarantee["to"] == me, "not-yours")
                bound(fact.name != "call" or fact.running <= guarantee["ceiling"], "over-ceiling")
            case "honour" | "refuse":
                call = self.of_kind(said["of"], "call")
                bound(self.cited(call.said["guarantee"]).coop == me, "not-yours")
                bound(fact.name != "honour" or said["amount"] <= call.said["amount"], "over-ceiling")
            case "dispute":
                self.cited(said["of"])
                bound(me in self.parties(said["of"]), "not-participant")
            case "settle":
                dispute = self.of_kind(said["of"], "dispute")
                bound(dispute.coop == me, "not-yours")

    def is_repayable(self, request):
        line = self.sittings[request.page].line(request.said["line"])
        return bool(line and line["repayable"])

    def decided(self, fact):
        if fact.said["granted"] == 0:
            return
        sitting, views = self.sittings[fact.page], {}
        participants = sitting.participants(fact.coop)
        for entry_id in fact.said["opinions"]:
            opinion = self.of_kind(entry_id, "opinion")
            bound(opinion.said["request"] == fact.said["request"] and opinion.coop in participants, "not-participant")
            bound(opinion.coop not in views, "twice")
            views[opinion.coop] = opinion.said["view"]
        count = list(views.values()).count
        bound(not count("object") or fact.said["request"] in sitting.overruled, "objection")
        needed = max(-(-2 * (count("consent") + count("object")) // 3), -(-len(participants) // 2), 1)
        bound(count("consent") >= needed, "consents")

    def payee(self, payment):
        match payment.name:
            case "disburse":
                origin = payment.said["accept"]
            case "honour":
                origin = payment.said["of"]
            case "repay":
                origin = self.of_kind(payment.said["receipt"], "receipt").said["of"]
            case _:
                raise Void("wrong-kind")
        return self.cited(origin).coop

    def parties(self, entry_id):
        """Whom an entry concerns: its author, and those of the entries it rests on; 64 of them at most."""
        found, following = set(), [entry_id]
        for _ in range(64):
            fact = self.facts.get(following.pop()) if following else None
            if not fact:
                break
            found.add(fact.coop)
            if fact.name == "guarantee":
                found.add(fact.said["to"])
            if fact.name != "request":
                following += cites(fact.name, fact.said)
        return found

    # How things stand.

    def stands(self, fact):
        return fact.effect[0] == "valid" and not fact.corrected

    def standing(self, entry_id, *names):
        return [fact for fact in self.by.get(entry_id, []) if self.stands(fact) and fact.name in names]

    def is_disputed(self, entry_id):
        return any(not self.standing(dispute.id, "settle") for dispute in self.standing(entry_id, "dispute"))

    def payment(self, fact):
        found = {"amount": fact.amount(), "time": fact.time, "received": 0, "disputed": self.is_disputed(fact.id), "back": []}
        for receipt in self.standing(fact.id, "receipt"):
            found["received"] = fact.amount()
            found["disputed"] |= self.is_disputed(receipt.id)
            found["back"] = [self.payment(repay) for repay in self.standing(receipt.id, "repay")]
        return found

    def commit(self, fact, suspense):
        accepts = self.standing(fact.id, "accept")
        payments = [self.payment(sent) for sent in self.standing(fact.id, "disburse")]
        found = {"coop": fact.coop, "said": fact.said, "payments": payments,
                 "released": sum(release.amount() for release in self.standing(fact.id, "release")),
                 "accepted": sum(accept.amount() for accept in accepts),
                 "disbursed": sum(payment["amount"] for payment in payments),
                 "received": sum(payment["received"] for payment in payments),
                 "repaid": sum(back["received"] for payment in payments for back in payment["back"])}
        contested = [self.is_disputed(accept.id) for accept in accepts] + [payment["disputed"] for payment in payments]
        found["disputed"] = self.is_disputed(fact.id) or any(contested)
        repaid = found["received"] > 0 and found["repaid"] >= found["received"]
        received = found["accepted"] > 0 and found["received"] >= found["accepted"]
        found["suspended"] = fact.coop in suspense and not repaid and not received
        return found

    def request(self, fact, suspense):
        commits = [self.commit(commit, suspense) for commit in self.standing(fact.id, "commit")]
        decisions = self.standing(fact.id, "decision")
        granted = decisions[-1].said["granted"] if decisions else None
        own = self.accounts[fact.coop].own.get(fact.id)
        withdrawn = bool(own and own["withdrawn"])
        total = lambda key: sum(commit[key] for commit in commits)
        direct = sum(commit["accepted"] for commit in commits if commit["said"].get("decision") is None)
        asked, accepted = fact.amount(), total("accepted")
        sought = asked if granted is None else min(granted + direct, asked)
        received = accepted > 0 and total("received") >= accepted
        repaid = not self.is_repayable(fact) or total("repaid") >= accepted
        if self.is_disputed(fact.id) or any(commit["disputed"] for commit in commits):
            state = "disputed"
        elif withdrawn and not accepted:
            state = "withdrawn"
        elif received and (withdrawn or accepted >= sought):
            state = "closed" if repaid else "paid"
        elif accepted and accepted >= sought:
            state = "funded"
        elif accepted:
            state = "part-funded"
        elif granted is None:
            state = "open"
        else:
            state = "granted" if granted else "refused"
        return {"state": state, "granted": granted or 0, "commits": commits}

    def guarantee(self, fact):
        found = {"released": sum(release.amount() for release in self.standing(fact.id, "release")), "called": 0, "honoured": 0,
                 "refused": 0, "accepted": bool(self.standing(fact.id, "guarantee-accept"))}
        for call in self.standing(fact.id, "call"):
            answer = (self.standing(call.id, "honour", "refuse") or [None])[0]
            found["called"] += call.amount()
            found["honoured"] += answer.amount() if answer and answer.name == "honour" else 0
            found["refused"] += call.amount() if answer and answer.name == "refuse" else 0
        rest = max(fact.amount() - found["released"], 0)
        found["limit"] = max(rest - found["called"], 0)
        found["exposure"] = max(rest - found["honoured"], 0) if found["accepted"] else 0
        return found


# The report.


def year_begins(year):
    before = year - 1
    return max(before * 365 + before // 4 - before // 100 + before // 400 - 719_162, 0) * DAY


def year_of(time):
    year = 1970 + time // DAY // 366
    while year_begins(year + 1) <= time:
        year += 1
    return year


def zeros(*keys):
    return dict.fromkeys(keys, 0)


def given():
    return zeros("late", "owed", "hours", "direct", "repaid", "overdue", "pledged", "transit", "accepted", "received", "suspense",
                 "committed", "disbursed", "returning", "suspended")


def asked():
    return {"states": {}} | zeros("asked", "repaid", "granted", "overdue", "transit", "accepted", "received", "requests")


def sureties():
    return zeros("owed", "limit", "called", "number", "refused", "ceilings", "exposure", "honoured")


def entries():
    return {"voids": {}} | zeros("waiting", "disputes", "corrections", "unconfirmed")


def plus(total, other):
    for key, value in other.items():
        if isinstance(value, dict):
            plus(total[key], value)
        else:
            total[key] = total.get(key, 0) + value
    return total


def count(counts, name):
    counts[name] = counts.get(name, 0) + 1


def due(said, principal, as_of):
    """What should be paid back by a time: equal parts 30 days apart, the remainder one by one to the first ones."""
    parts = (said.get("plan") or {"count": 1})["count"]
    share, rest = divmod(principal, parts)
    ends = [max(said["until"] - (parts - 1 - at) * INSTALMENT, 0) for at in range(parts)]
    return sum(share + (at < rest) for at, end in enumerate(ends) if end <= as_of)


def cycles(edges):
    """Each circle once, from its first place on, by depth; and whether the search ended before all were found."""
    found, steps = [], 0

    def follow(path):
        nonlocal steps
        for following in sorted(edges.get(path[-1], ())):
            steps += 1
            if steps > CYCLE_STEPS:
                return False
            if following == path[0]:
                if len(found) == CYCLES:
                    return False
                found.append(list(path))
            elif following > path[0] and following not in path and len(path) < CYCLE_LENGTH:
                if not follow([*path, following]):
                    return False
        return True

    more = any(not follow([start]) for start in sorted(edges))
    return found, more


class Report:
    def __init__(self, held, fund, year, as_of=None):
        self.held, self.fund, self.year = held, fund, year
        self.suspense = {coop for coop in held.coops if not held.register.seats[coop].is_member() or coop in held.forks}
        facts = fund.facts.values()
        requests = [(fact, fund.request(fact, self.suspense)) for fact in facts if fact.name == "request" and fund.stands(fact)]
        self.lines = self.lines_of(requests)
        times = [fact.time for fact in facts if fact.time < year_begins(year + 1)]
        self.as_of = as_of if as_of is not None else max([*times, year_begins(year)])
        self.rows = {coop: {"given": {line: given() for line in self.lines}, "asked": {line: asked() for line in self.lines},
                            "entries": entries(), "sureties": {"given": sureties(), "received": sureties()}, "capacity": 0}
                     for coop in held.coops}
        self.pledges()
        for fact, request in requests:
            self.request(fact, request)
        self.exposures = {}
        for fact in facts:
            if fact.name == "guarantee" and fund.stands(fact) and fact.said["year"] == year:
                self.guarantee(fact)
        self.forks()
        self.count_entries()

    def lines_of(self, requests):
        found = [line["code"] for line in self.fund.sittings[-1].rules["lines"]]
        others = {line for account in self.fund.accounts.values() for (year, line) in account.pledges
                  if year == self.year and line != GUARANTEE}
        for fact, request in requests:
            if year_of(fact.time) == self.year or any(commit["said"]["year"] == self.year for commit in request["commits"]):
                others.add(fact.said["line"])
        return found + sorted(others - set(found))

    def pledges(self):
        for coop, account in self.fund.accounts.items():
            for (year, line), pledge in account.pledges.items():
                if year == self.year and line == GUARANTEE:
                    self.rows[coop]["capacity"] = pledge["amount"]
                elif year == self.year and line in self.lines:
                    self.rows[coop]["given"][line] |= {"pledged": pledge["amount"], "hours": pledge["hours"]}

    def request(self, fact, request):
        line, as_asked = fact.said["line"], self.rows[fact.coop]["asked"]
        if year_of(fact.time) == self.year:
            withdrawn = request["state"] == "withdrawn"
            plus(as_asked[line], {"requests": 1, "granted": request["granted"], "asked": 0 if withdrawn else fact.amount()})
            count(as_asked[line]["states"], request["state"])
        for commit in request["commits"]:
            if commit["said"]["year"] == self.year:
                self.commit(fact, commit, as_asked[line])

    def commit(self, fact, commit, as_asked):
        committed, is_direct = commit["said"]["amount"] - commit["released"], commit["said"].get("decision") is None
        transit = [payment for payment in commit["payments"] if not payment["received"]]
        principal = commit["received"] if self.fund.is_repayable(fact) else 0
        overdue = max(due(fact.said, principal, self.as_of) - commit["repaid"], 0)
        both = {"accepted": commit["accepted"], "received": commit["received"], "repaid": commit["repaid"], "overdue": overdue,
                "transit": sum(payment["amount"] for payment in transit)}
        late = max(self.as_of - LATE, 0)
        plus(as_asked, both)
        plus(self.rows[commit["coop"]]["given"][fact.said["line"]], both | {
            "committed": committed, "direct": committed if is_direct else 0, "disbursed": commit["disbursed"],
            "late": sum(payment["amount"] for payment in transit if payment["time"] < late),
            "returning": sum(back["amount"] for payment in commit["payments"] for back in payment["back"] if not back["received"]),
            "suspended": int(commit["suspended"]),
            "suspense": max(committed - commit["received"], 0) if commit["suspended"] else 0})

    def guarantee(self, fact):
        view = self.fund.guarantee(fact)
        sums = {key: view[key] for key in ("limit", "called", "refused", "exposure", "honoured")}
        sums |= {"number": 1, "ceilings": fact.amount()}
        plus(self.rows[fact.coop]["sureties"]["given"], sums)
        plus(self.rows[fact.said["to"]]["sureties"]["received"], sums)
        pair = (fact.coop, fact.said["to"])
        self.exposures[pair] = self.exposures.get(pair, 0) + view["exposure"]

    def forks(self):
        for coop, (_, both) in self.held.forks.items():
            for entry_id, _, name, said in both:
                if entry_id in self.fund.facts or name not in ("commit", "guarantee") or said["year"] != self.year:
                    continue
                if name == "guarantee":
                    self.rows[coop]["sureties"]["given"]["owed"] += said["ceiling"]
                elif said["line"] in self.lines:
                    self.rows[coop]["given"][said["line"]]["owed"] += said["amount"]

    def year_of_fact(self, fact):
        while True:
            if fact.name in ("pledge", "pledge-less", "commit", "guarantee"):
                return fact.said["year"]
            cited = self.fund.facts.get(next(iter(cites(fact.name, fact.said)), None))
            if fact.name == "request" or not cited:
                return year_of(fact.time)
            fact = cited

    def count_entries(self):
        confirmed = {coop: self.held.confirmed(coop) for coop in self.held.coops}
        for fact in self.fund.facts.values():
            if self.year_of_fact(fact) != self.year:
                continue
            counts, (effect, why) = self.rows[fact.coop]["entries"], fact.effect
            if effect == "void":
                count(counts["voids"], why)
            counts["waiting"] += effect == "waiting"
            counts["disputes"] += effect == "valid" and fact.name == "dispute" and not self.fund.standing(fact.id, "settle")
            counts["corrections"] += fact.corrected
            counts["unconfirmed"] += fact.seq > confirmed[fact.coop]
        self.confirmed = confirmed

    def row(self, coop):
        row, seat, journal = self.rows[coop], self.held.register.seats[coop], self.held.journals[coop]
        largest = max(((exposure, to) for (by, to), exposure in self.exposures.items() if by == coop and exposure),
                      key=lambda one: (one[0], [255 - byte for byte in one[1]]), default=None)
        if largest:
            exposure, to = largest
            per_mille = exposure * 1000 // row["capacity"] if row["capacity"] else None
            largest = {"to": to, "exposure": exposure, "per_mille": per_mille}
        fork = self.held.forks.get(coop)
        return {"coop": coop, "name": seat.card()[1]["name"], "standing": seat.standing,
                "head": [len(journal), journal[-1][0]] if journal else None, "confirmed": self.confirmed[coop],
                "fork": {"seq": fork[0], "entries": [one[0] for one in fork[1]]} if fork else None,
                "lines": [{"line": line, "asked": listed(row["asked"][line]), "given": row["given"][line]} for line in self.lines],
                "entries": listed(row["entries"]),
                "guarantees": row["sureties"] | {"capacity": row["capacity"], "largest": largest}}

    def whole(self):
        """The report, as it is encoded."""
        rows, register, coops = self.rows.values(), self.held.register, self.held.coops
        total = lambda part, empty: plus_all((part(row) for row in rows), empty)
        edges = {}
        for (by, to), exposure in self.exposures.items():
            if exposure:
                edges.setdefault(coops.index(by), set()).add(coops.index(to))
        found, more = cycles(edges)
        lines = [{"line": line, "asked": listed(total(lambda row: row["asked"][line], asked())),
                  "given": total(lambda row: row["given"][line], given())} for line in self.lines]
        summary = {"page": [register.height, register.head], "year": self.year, "as_of": self.as_of, "forks": len(self.held.forks),
                   "lines": lines, "cycles": [[coops[at] for at in path] for path in found],
                   "entries": listed(total(lambda row: row["entries"], entries())), "currency": register.fund["currency"],
                   "federation": register.id, "guarantees": total(lambda row: row["sureties"]["given"], sureties()),
                   "suppressed": False, "more_cycles": more}
        return {"summary": summary, "cooperatives": [self.row(coop) for coop in coops]}


def plus_all(parts, total):
    for part in parts:
        plus(total, part)
    return total


def listed(counts):
    """Counts by name as a list, in the order of the names."""
    tables = {key: [{"name": name, "count": counts[key][name]} for name in sorted(counts[key])]
              for key in ("states", "voids") if key in counts}
    return counts | tables


def published(report):
    report_id = digest("bigre-report-v1", [encode(report["summary"]), *map(encode, report["cooperatives"])])
    return {"id": report_id, "words": bigre.words(report_id), "report": report}


def shown(value):
    """As JSON: ids printed, keys in the order of their encoding."""
    if isinstance(value, bytes):
        return printed(value)
    if isinstance(value, dict):
        return {key: shown(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
    return [shown(item) for item in value] if isinstance(value, list) else value


def text(report):
    found = published(report)
    # These three stand as they are read.
    found = {"id": printed(found["id"]), "words": found["words"],
             "report": {key: shown(report[key]) for key in ("summary", "cooperatives")}}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--year", type=int)
    parser.add_argument("--as-of", type=int, help="milliseconds since 1970, if not the last entry's time")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    try:
        held = Held(options.folder)
    except Refused as refused:
        sys.exit(f"{options.folder}: {refused}")
    fund = Fund(held)
    if options.year:
        print(text(Report(held, fund, options.year, options.as_of).whole()), end="")
    files = sorted(options.folder.glob("report-*.json")) if options.check else []
    if options.check and not files:
        sys.exit(f"{options.folder}: no report-YYYY.json")
    for file in files:
        found, expected = text(Report(held, fund, int(file.stem[-4:])).whole()), file.read_text()
        if found != expected:
            pairs = enumerate(zip(found.splitlines(), expected.splitlines()), 1)
            first = next(((at, *pair) for at, pair in pairs if pair[0] != pair[1]), "another length")
            sys.exit(f"{file}: not what the journals come to, first at {first}")
        print(f"{file}: {len(fund.facts)} facts, {json.loads(found)['words']}")


if __name__ == "__main__":
    sys.setrecursionlimit(100_000)
    main()

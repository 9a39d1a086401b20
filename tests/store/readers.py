#!/usr/bin/python3
"""Opens a result file with the tools other people use and holds it against LAYOUT.md.

    /usr/bin/python3 tests/store/readers.py FILE [--no-sweeps]

h5py, netCDF4 and xarray must see the same names, dimensions, units and data; ncdump and h5dump must
list it. The file must have sweeps, or with --no-sweeps must have none. Ends with "N passed, M failed";
the exit code is 1 if anything failed.
"""
import pathlib
import re
import subprocess
import sys

import h5py
import netCDF4
import numpy
import xarray

LAYOUT = pathlib.Path(__file__).resolve().parents[2] / "engine" / "store" / "LAYOUT.md"
KINDS = {"float64": "f8", "float32": "f4", "int64": "i8", "int64, -1 for none": "i8",
         "int32": "i4", "bool (int8)": "i1"}
RESERVED = {"NAME", "CLASS", "REFERENCE_LIST", "DIMENSION_LIST"}
TIME_WORDS = {"days", "hours", "minutes", "seconds", "milliseconds", "microseconds"}

passed, failed = 0, []


def check(holds, what):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(what)


def layout():
    """Rows of the document: {path: (kind, type, dimensions, units)}."""
    rows = {}
    for line in LAYOUT.read_text(encoding="utf-8").splitlines():
        if re.match(r"\| `[/*]", line):
            path, kind, type_, dimensions, units, _ = cells(line)
            rows[path.strip("`")] = (kind, type_, [d for d in dimensions.split(", ") if d], units)
    return rows


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def is_scale(dataset):
    return text(dataset.attrs.get("CLASS", "")) == "DIMENSION_SCALE"


def same(one, other):
    """Equal values of any kind; NaN equals NaN."""
    one, other = numpy.asarray(one), numpy.asarray(other)
    if one.shape != other.shape:
        return False
    if one.dtype.kind in "OSU":
        return [text(v) for v in one.ravel()] == [text(v) for v in other.ravel()]
    return numpy.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def pattern(path):
    """The path as LAYOUT.md writes it: scenarios and sweeps are a star."""
    return re.sub(r"^/(scenario|sweep)/[^/@]+", r"/\1/*", path)


def check_attributes(path, item, rows):
    for name in item.attrs:
        known = f"{pattern(path)}@{name}" in rows or f"*@{name}" in rows
        check(known, f"{path}@{name} is not in the layout")
    units = item.attrs.get("units")
    check(units is None or text(units) not in TIME_WORDS, f"{path}: units read as a time")


def members(file, kind):
    """What a group of the file has, or nothing where the group itself is not there."""
    return file[kind] if kind in file else {}


def check_h5(file, rows, sweeps):
    """Types, dimensions and units of every object, by the HDF5 library alone."""
    for path, (kind, type_, dimensions, units) in rows.items():
        starred = path.split("/")[1] if "/*" in path else ""
        for name in members(file, starred) if starred else [""]:
            real = path.replace("*", name)
            if kind == "group" and (sweeps or real != "/sweep"):
                check(real in file, f"{real} is missing")
    check(sweeps == (len(members(file, "sweep")) > 0), "sweeps where none should be, or none")
    visit = []
    file.visititems(lambda name, item: visit.append(("/" + name, item)))
    for path, item in visit:
        row = rows.get(pattern(path))
        check(row is not None, f"{path} is not in the layout")
        check(path.isascii(), f"{path} is not ASCII")
        check_attributes(path, item, rows)
        if row is None or isinstance(item, h5py.Group):
            continue
        kind, type_, dimensions, units = row
        is_text = h5py.check_string_dtype(item.dtype)
        right = (is_text is not None and is_text.length is None and is_text.encoding == "utf-8") \
            if type_ == "text" else item.dtype == numpy.dtype(KINDS[type_])
        check(right, f"{path} is of type {item.dtype}, not {type_}")
        if kind == "coordinate":
            check(is_scale(item), f"{path} is no scale")
        else:
            scales = [[s.name.rsplit("/", 1)[1] for s in d.values()] for d in item.dims]
            check(scales == [[d] for d in dimensions],
                  f"{path} stands on {scales}, not {dimensions}")
            check(all(s.parent == item.parent for d in item.dims for s in d.values()),
                  f"{path} borrows a scale of another group")
        found = text(item.attrs.get("units", item.attrs.get("units_variable", "")))
        check(found == units, f"{path} has units '{found}', not '{units}'")
        if "units_variable" in item.attrs:
            check(found in item.parent, f"{path}: {found} is missing")
        if "_FillValue" in item.attrs:
            check(item.attrs["_FillValue"].dtype == item.dtype,
                  f"{path}: _FillValue of another type")


def check_netcdf(file, path):
    """Names, dimensions and data, the netCDF library against h5py."""
    with netCDF4.Dataset(path) as data:
        groups = [data.groups["inputs"], data.groups["audit"]]
        groups += data.groups["scenario"].groups.values()
        groups += data.groups["sweep"].groups.values() if "sweep" in data.groups else []
        for group in groups:
            h5 = file[group.path]
            check(list(group.variables) == list(h5), f"{group.path}: other names or another order")
            check(not any(d.startswith("phony") for d in group.dimensions),
                  f"{group.path}: phony dimensions")
            for name, variable in group.variables.items():
                variable.set_auto_maskandscale(False)
                where = f"{group.path}/{name}"
                check(same(variable[...], h5[name][()]), f"{where}: netCDF4 reads other data")
                check(not RESERVED & set(variable.ncattrs()), f"{where}: reserved attributes")
                dims = [name] if is_scale(h5[name]) else \
                    [d[0].name.rsplit("/", 1)[1] for d in h5[name].dims]
                check(list(variable.dimensions) == dims,
                      f"{where}: dimensions {variable.dimensions}")


def check_xarray(file, path):
    """Every scenario and sweep as xarray opens it."""
    labels = {"scenario": ("indicator_label", "indicator_label_vi", "indicator_unit"),
              "sweep": ("lever_label", "lever_label_vi", "lever_unit", "goal_label_vi")}
    for group in [f"{kind}/{name}" for kind in labels for name in members(file, kind)]:
        h5 = file[group]
        with xarray.open_dataset(path, group=group, engine="netcdf4") as data:
            check(set(data.variables) == set(h5), f"{group}: xarray has other names")
            for key, variable in data.variables.items():
                where = f"{group}/{key}"
                # What is decoded (booleans, -1 as NaN) is compared after the same decoding.
                is_text = h5py.check_string_dtype(h5[key].dtype)
                want = h5[key].asstr()[()] if is_text else h5[key][()]
                if variable.dtype == bool:
                    want = want.astype(bool)
                if variable.dtype.kind == "f" and want.dtype.kind == "i":
                    want = numpy.where(want == -1, numpy.nan, want.astype(float))
                check(same(variable.values, want), f"{where}: xarray reads other data")
                check(variable.dtype.kind not in "mM", f"{where}: read as a time")
            for key in labels[group.split("/")[0]]:
                check(key.split("_")[0] not in data.dims or key in data.coords,
                      f"{group}: {key} labels nothing")
            check(data.attrs["title_vi"] == text(h5.attrs["title_vi"]), f"{group}: other title")


def check_sweeps(file, path):
    """A part of a sweep read lazily: points of one scenario, and what they say of each other."""
    for name in members(file, "sweep"):
        h5 = file["sweep"][name]
        check(all(h5[key].chunks is None for key in h5), f"sweep/{name}: not in one piece")
        with xarray.open_dataset(path, group=f"sweep/{name}", engine="netcdf4") as data:
            some = data.isel(point=slice(1, 3), goal=0)
            check(same(some.hits, h5["hits"][1:3, 0]), f"sweep/{name}: another slice")
            share = numpy.where(data.counted > 0, data.hits.T / data.counted.where(data.counted > 0), numpy.nan).T
            check(numpy.allclose(share, data.probability, equal_nan=True), f"sweep/{name}: other probabilities")
            inside = (data.probability_low <= data.probability) & (data.probability <= data.probability_high)
            check(bool((inside | data.probability.isnull()).all()), f"sweep/{name}: outside its interval")
            values = data.lever_value_setting.groupby(data.lever_value_lever)
            check(len(values) == data.sizes["lever"], f"sweep/{name}: levers without values")
        with netCDF4.Dataset(path) as whole:
            settings = whole.groups["sweep"].groups[name].variables["setting"]
            check(same(settings[2, :], h5["setting"][2, :]), f"sweep/{name}: netCDF4 reads another row")


def check_vietnamese(file, path):
    """Labels keep their marks, through each reader's own decoding."""
    dump = subprocess.run(["ncdump", path], capture_output=True, text=True, check=False)
    check(dump.returncode == 0, "ncdump reads all data")
    for name in file["scenario"]:
        group = file["scenario"][name]
        labels = group["indicator_label_vi"].asstr()[()] if "indicator" in group else []
        for label in labels:
            check(label in dump.stdout, f"ncdump does not show '{label}'")


def check_tools(path):
    for command in (["ncdump", "-h", path], ["ncdump", "-k", path], ["h5dump", "-H", path]):
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        check(run.returncode == 0 and run.stdout and not run.stderr,
              " ".join(command) + ": " + run.stderr)
        if command[1] == "-k":
            check(run.stdout.strip() == "netCDF-4", "ncdump -k: " + run.stdout)


def attempt(look, *arguments):
    """A reader that gives up is one failure; the others still look."""
    try:
        look(*arguments)
    except Exception as error:  # whatever a reader throws at a broken file
        failed.append(f"{look.__name__}: {error!r}")


def check_root(file, rows):
    check(text(file.attrs["format"]) == "prospect-result", "format")
    check(int(text(file.attrs["seed_hex"]), 16) == int(file.attrs["seed"]) % 2**64, "seed")
    check_attributes("/", file, rows)


def main(path, sweeps):
    rows = layout()
    with h5py.File(path, "r") as file:
        attempt(check_root, file, rows)
        attempt(check_h5, file, rows, sweeps)
        for look in (check_netcdf, check_xarray, check_sweeps, check_vietnamese):
            attempt(look, file, path)
    attempt(check_tools, path)
    for what in failed:
        print("failed:", what)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--no-sweeps" not in sys.argv[2:]))

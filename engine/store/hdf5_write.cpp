#include <hdf5.h>
#include <hdf5_hl.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "base/check.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"

namespace prospect::store {
namespace {

using Kind = Handle::Kind;

// Kept paths are stored by so many at a time, one indicator in a chunk: 20 kB for five years.
constexpr hsize_t paths_in_chunk = 1024;
// Where attributes must be arrays (flag_values, _FillValue), as netCDF writes them.
constexpr std::array<std::int8_t, 2> flag_values = {0, 1};

Handle make_group(Id parent, const std::string& name) {
  const std::string doing = "making group '" + name + "'";
  const Handle list = creation(Kind::group);
  return Handle(Kind::group,
                H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), doing);
}

bool is_there(Id parent, const std::string& name) {
  return checked(H5Lexists(parent, name.c_str(), H5P_DEFAULT), "looking for '" + name + "'") > 0;
}

Handle open(Kind kind, Id parent, const std::string& name) {
  return Handle(kind, H5Oopen(parent, name.c_str(), H5P_DEFAULT), "opening '" + name + "'");
}

void write_list(Id object, const char* name, Type type, hsize_t count, const void* values) {
  const std::string doing = fmt::format("writing attribute '{}'", name);
  const Handle space(Kind::space, H5Screate_simple(1, &count, nullptr), doing);
  Handle attribute(
      Kind::attribute,
      H5Acreate2(object, name, file_type(type), space.id(), H5P_DEFAULT, H5P_DEFAULT), doing);
  checked(H5Awrite(attribute.id(), memory_type(type), values), doing);
  attribute.close(doing);
}

// What unwritten places hold, and the attribute that tells readers so. Coordinates have none.
void write_fill_value(Id dataset, Type type) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  constexpr float none_short = std::numeric_limits<float>::quiet_NaN();
  constexpr std::int64_t minus_one = -1;
  if (type == Type::float64) write_list(dataset, "_FillValue", type, 1, &none);
  if (type == Type::float32) write_list(dataset, "_FillValue", type, 1, &none_short);
  if (type == Type::int64_or_none) write_list(dataset, "_FillValue", type, 1, &minus_one);
}

// Datasets that label the rows of others, named where numbers stand on their dimension.
std::string labels_of(Section section, const std::vector<std::string>& dimensions) {
  std::string names;
  for (const std::string& dimension : dimensions) {
    for (const char* ending : {"_label", "_label_vi", "_unit"}) {
      if (find_row(section, dimension + ending) == nullptr) continue;
      names.append(names.empty() ? "" : " ").append(dimension).append(ending);
    }
  }
  return names;
}

struct WriteValues {
  Id dataset;
  Type type;
  const std::string& doing;

  void operator()(const std::vector<std::string>& texts) const {
    std::vector<const char*> pointers;
    for (const std::string& text : texts) {
      if (text.find('\0') != std::string::npos) {
        throw LibraryError(doing + ": a text holds a zero byte, which the file cannot hold");
      }
      pointers.push_back(text.c_str());
    }
    const Handle memory = text_type(), list = text_transfer(texts.size());
    checked(H5Dwrite(dataset, memory.id(), H5S_ALL, H5S_ALL, list.id(), pointers.data()), doing);
  }
  template <class Number>
  void operator()(const std::vector<Number>& numbers) const {
    checked(
        H5Dwrite(dataset, memory_type(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), doing);
  }
};

/// Writes one group: first its attributes, then its coordinates, then what stands on them.
class GroupWriter {
 public:
  GroupWriter(Id group, Section section, const Group& values)
      : group_(group), section_(section), values_(values) {}

  void write() {
    for (const Form form : {Form::attribute, Form::coordinate, Form::dataset}) {
      for (const Row& row : layout(section_)) {
        if (row.form == form) write_row(row);
      }
    }
    for (auto& [name, scale] : scales_) scale.close("closing coordinate '" + name + "'");
  }

 private:
  void write_row(const Row& row) {
    if (row.form == Form::attribute) {
      const auto found = values_.attributes.find(row.name);
      if (found == values_.attributes.end()) return;
      write_attribute(group_, std::string(row.name), found->second);
      return;
    }
    const auto found = values_.columns.find(row.name);
    const std::vector<hsize_t> shape = shape_of(row);
    if (std::find(shape.begin(), shape.end(), hsize_t{0}) != shape.end()) return;
    if (found == values_.columns.end()) {
      PROSPECT_EXPECT(is_chunked(row));   // written while the paths ran
      finish(row, open(Kind::dataset, group_, std::string(row.name)), "describing '" + std::string(row.name) + "'");
    } else {
      write_dataset(row, shape, found->second);
    }
  }

  [[nodiscard]] std::vector<hsize_t> shape_of(const Row& row) const {
    std::vector<hsize_t> shape;
    for (const std::string& name : dimensions_of(row)) shape.push_back(extent(values_, name));
    return shape;
  }

  void write_dataset(const Row& row, const std::vector<hsize_t>& shape, const Values& values) {
    const std::string name(row.name);
    const std::string doing = "writing dataset '" + name + "'";
    check_size(doing, shape, values);
    Handle dataset = make_dataset(row, shape, doing);
    std::visit(WriteValues{dataset.id(), row.type, doing}, values);
    finish(row, std::move(dataset), doing);
  }

  /// Describes the dataset and joins it to its axes.
  void finish(const Row& row, Handle dataset, const std::string& doing) {
    const std::string name(row.name);
    describe(dataset.id(), row);
    if (row.form == Form::coordinate) {
      checked(H5DSset_scale(dataset.id(), name.c_str()), doing);
      scales_.emplace(name, std::move(dataset));
      return;
    }
    unsigned axis = 0;
    for (const std::string& dimension : dimensions_of(row)) {
      checked(H5DSattach_scale(dataset.id(), scales_.at(dimension).id(), axis++), doing);
    }
    dataset.close(doing);
  }

  static void check_size(const std::string& doing, const std::vector<hsize_t>& shape,
                         const Values& values) {
    hsize_t expected = 1;
    for (const hsize_t length : shape) expected *= length;
    const auto count = std::visit([](const auto& all) { return all.size(); }, values);
    if (count != expected) {
      throw LibraryError(fmt::format("{}: it has {} values where its dimensions ask for {}", doing,
                                     count, expected));
    }
  }

  [[nodiscard]] Handle make_dataset(const Row& row, const std::vector<hsize_t>& shape, const std::string& doing) const {
    const auto rank = static_cast<int>(shape.size());
    const Handle space(
        Kind::space,
        rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, shape.data(), nullptr), doing);
    const Handle list = creation(Kind::dataset);
    if (row.type == Type::float64 || row.type == Type::float32) {
      constexpr double none = std::numeric_limits<double>::quiet_NaN();
      checked(H5Pset_fill_value(list.id(), H5T_NATIVE_DOUBLE, &none), doing);
    }
    if (is_chunked(row)) {
      std::vector<hsize_t> chunk = shape;
      chunk[0] = std::min(chunk[0], paths_in_chunk);
      if (rank == 3) chunk[1] = 1;
      checked(H5Pset_chunk(list.id(), rank, chunk.data()), doing);
      checked(H5Pset_fletcher32(list.id()), doing);
    }
    const Handle text = row.type == Type::text ? text_type() : Handle();
    const Id type = row.type == Type::text ? text.id() : file_type(row.type);
    const std::string name(row.name);
    return Handle(Kind::dataset,
                  H5Dcreate2(group_, name.c_str(), type, space.id(), H5P_DEFAULT, list.id(),
                             H5P_DEFAULT),
                  doing);
  }

  void describe(Id dataset, const Row& row) const {
    write_attribute(dataset, "long_name", std::string(row.meaning));
    if (row.units == Units::one) write_attribute(dataset, "units", std::string("1"));
    if (const auto name = units_variable(row.units); !name.empty()) {
      write_attribute(dataset, "units_variable", std::string(name));
    }
    if (row.form == Form::coordinate || row.type == Type::text || row.dimensions.empty()) return;
    if (const std::string labels = labels_of(section_, dimensions_of(row)); !labels.empty()) {
      write_attribute(dataset, "coordinates", labels);
    }
    write_fill_value(dataset, row.type);
    if (row.type != Type::boolean) return;
    write_attribute(dataset, "dtype", std::string("bool"));
    write_list(dataset, "flag_values", row.type, flag_values.size(), flag_values.data());
    write_attribute(dataset, "flag_meanings", std::string("false true"));
  }

  Id group_;
  Section section_;
  const Group& values_;
  std::map<std::string, Handle> scales_;
};

void write_group(Id parent, const std::string& name, Section section, const Group& values) {
  // A scenario whose paths were written while it ran is there already.
  Handle group = is_there(parent, name) ? open(Kind::group, parent, name) : make_group(parent, name);
  GroupWriter(group.id(), section, values).write();
  group.close("closing group '" + name + "'");
}

// What netCDF notes about the writer; the library's version is that in use, not that of the header.
std::string properties(const Contents& contents) {
  unsigned major = 0, minor = 0, release = 0;
  checked(H5get_libversion(&major, &minor, &release), "asking the version of the library");
  const auto found = contents.root.attributes.find("program_version");
  const auto* version = found == contents.root.attributes.end()
                            ? nullptr
                            : std::get_if<std::string>(&found->second);
  return fmt::format("version=2,prospect={},hdf5={}.{}.{}", version ? *version : "", major, minor,
                     release);
}

}  // namespace

NewFile::NewFile(const std::string& file) {
  const Handle making = creation(Kind::file);
  const Handle access = file_access();
  whole_ = Handle(Kind::file, H5Fcreate(file.c_str(), H5F_ACC_EXCL, making.id(), access.id()), "making the file");
}

Id NewFile::scenarios() {
  if (scenarios_.id() < 0) scenarios_ = make_group(whole_.id(), "scenario");
  return scenarios_.id();
}

void NewFile::complete(const Contents& contents) {
  Handle& whole = whole_;
  write_attribute(whole.id(), "_NCProperties", properties(contents));
  GroupWriter(whole.id(), Section::root, contents.root).write();
  write_group(whole.id(), "inputs", Section::inputs, contents.inputs);
  write_group(whole.id(), "audit", Section::audit, contents.audit);
  write_group(whole.id(), "answers", Section::answers, contents.answers);
  write_group(whole.id(), "fits", Section::fits, contents.fits);
  for (const auto& [name, group] : contents.scenarios) {
    write_group(scenarios(), name, Section::scenario, group);
  }
  static_cast<void>(scenarios());
  scenarios_.close("closing group 'scenario'");
  if (!contents.sweeps.empty()) {
    Handle sweeps = make_group(whole.id(), "sweep");
    for (const auto& [name, group] : contents.sweeps) write_group(sweeps.id(), name, Section::sweep, group);
    sweeps.close("closing group 'sweep'");
  }
  checked(H5Fflush(whole.id(), H5F_SCOPE_GLOBAL), "flushing the file");
  whole.close("closing the file");
}

}  // namespace prospect::store

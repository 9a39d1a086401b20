#include <hdf5.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/unicode.hpp"
#include "store/checksum.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"

namespace prospect::store {
namespace {

using Kind = Handle::Kind;

// Opens only what lies in the group itself: a soft or external link would lead elsewhere.
bool is_there(Id parent, const std::string& name) {
  const std::string doing = "looking for '" + name + "'";
  if (checked(H5Lexists(parent, name.c_str(), H5P_DEFAULT), doing) == 0) return false;
  H5L_info_t link{};
  checked(H5Lget_info(parent, name.c_str(), &link, H5P_DEFAULT), doing);
  if (link.type != H5L_TYPE_HARD) throw Unfit("'" + name + "' is a link to somewhere else");
  return true;
}

Handle open_group(Id parent, const std::string& name) {
  if (!is_there(parent, name)) throw Unfit("the group '" + name + "' is absent");
  return Handle(Kind::group, H5Gopen2(parent, name.c_str(), H5P_DEFAULT),
                "opening group '" + name + "'");
}

// Texts as the library reads them, of no more bytes in all than the file is long: many references may share one
// text in the file, so the sum is bounded while they are read.
class TextBuffer {
 public:
  TextBuffer(std::size_t count, Id type, Id space, std::uint64_t most)
      : pointers_(count, nullptr),
        type_(type),
        space_(space),
        list_(text_transfer(count)),
        left_(most) {
    checked(H5Pset_vlen_mem_manager(list_.id(), take, this, give_back, nullptr), "reading texts");
  }
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;
  ~TextBuffer() { H5Dvlen_reclaim(type_, space_, list_.id(), pointers_.data()); }
  [[nodiscard]] std::vector<char*>& pointers() { return pointers_; }
  [[nodiscard]] Id list() const { return list_.id(); }
  [[nodiscard]] bool is_too_long() const { return too_long_; }

 private:
  static void* take(std::size_t size, void* buffer) {
    auto& self = *static_cast<TextBuffer*>(buffer);
    self.too_long_ = self.too_long_ || size > self.left_;
    if (self.too_long_) return nullptr;
    self.left_ -= size;
    return std::malloc(size);
  }
  static void give_back(void* text, void*) { std::free(text); }

  std::vector<char*> pointers_;
  Id type_, space_;
  Handle list_;
  std::uint64_t left_;
  bool too_long_ = false;
};

/// The file as plain bytes, beside the library.
struct PlainFile {
  std::ifstream bytes;
  std::uint64_t size = 0;
};

/// Reads one group of a file.
class GroupReader {
 public:
  /// With `chunks` those of kept paths are put there, and their values left out.
  GroupReader(Id group, Section section, PlainFile& plain, std::vector<StoredChunk>* chunks = nullptr)
      : group_(group), section_(section), plain_(plain), limit_(plain.size), chunks_(chunks) {}

  Group read() {
    for (const Form form : {Form::attribute, Form::coordinate, Form::dataset}) {
      for (const Row& row : layout(section_)) {
        if (row.form == form) read_row(row);
      }
    }
    return std::move(values_);
  }

 private:
  void read_row(const Row& row) {
    const std::string name(row.name);
    if (row.form == Form::attribute) {
      if (name == "_NCProperties") return;
      // Files of older programs do not say it.
      if (name == "kept_checked" && checked(H5Aexists(group_, name.c_str()), "looking for '" + name + "'") == 0) return;
      values_.attributes.emplace(name, read_attribute(group_, row, limit_));
      return;
    }
    if (row.form == Form::coordinate) {
      if (is_there(group_, name)) read_dataset(row, {});
      return;
    }
    std::vector<hsize_t> shape;
    for (const std::string& dimension : dimensions_of(row)) {
      shape.push_back(extent(values_, dimension));
    }
    if (std::find(shape.begin(), shape.end(), hsize_t{0}) != shape.end()) return;
    if (!is_there(group_, name)) throw Unfit("the dataset '" + name + "' is absent");
    read_dataset(row, shape);
  }

  // An empty `expected` of a coordinate means: as long as it is.
  void read_dataset(const Row& row, const std::vector<hsize_t>& expected) {
    const std::string name(row.name);
    const std::string doing = "reading dataset '" + name + "'";
    const Handle dataset(Kind::dataset, H5Dopen2(group_, name.c_str(), H5P_DEFAULT), doing);
    const Handle space(Kind::space, H5Dget_space(dataset.id()), doing);
    const auto rank = checked(H5Sget_simple_extent_ndims(space.id()), doing);
    if (static_cast<std::size_t>(rank) != dimensions_of(row).size()) refuse(row, "has wrong rank");
    std::vector<hsize_t> shape(static_cast<std::size_t>(rank));
    checked(H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr), doing);
    if (row.form == Form::coordinate ? shape[0] == 0 : shape != expected) {
      refuse(row, "does not fit the dimensions it stands on");
    }
    const Handle type(Kind::type, H5Dget_type(dataset.id()), doing);
    check_type(row, type.id(), doing);
    const std::uint64_t count = check_size(row, shape, H5Tget_size(type.id()));
    check_storage(row, dataset.id(), shape, count * H5Tget_size(type.id()));
    if (row.form == Form::coordinate) values_.extents[name] = shape[0];
    if (is_chunked(row) && chunks_ != nullptr) return find_chunks(row, dataset.id(), shape);
    values_.columns.emplace(name, read_values(row, dataset.id(), space.id(), count));
  }

  [[noreturn]] static void refuse(const Row& row, const std::string& why) {
    throw Unfit("the dataset '" + std::string(row.name) + "' " + why);
  }

  static void check_type(const Row& row, Id type, const std::string& doing) {
    const Handle text = row.type == Type::text ? text_type() : Handle();
    const Id wanted = row.type == Type::text ? text.id() : file_type(row.type);
    if (checked(H5Tequal(type, wanted), doing) == 0) {
      refuse(row, fmt::format("is not of type {}", type_name(row.type)));
    }
  }

  // Nothing is compressed, so a dataset that claims more bytes than the file has is a trap.
  [[nodiscard]] std::uint64_t check_size(const Row& row, const std::vector<hsize_t>& shape, std::size_t size) const {
    std::uint64_t count = 1;
    for (const hsize_t length : shape) {
      if (length > limit_ / size / count) refuse(row, "claims to be longer than the file");
      count *= length;
    }
    return count;
  }

  static void check_storage(const Row& row, Id dataset, const std::vector<hsize_t>& shape,
                            std::uint64_t bytes) {
    const std::string doing = "looking at how '" + std::string(row.name) + "' is stored";
    const Handle list(Kind::list, H5Dget_create_plist(dataset), doing);
    if (checked(H5Pget_external_count(list.id()), doing) != 0) refuse(row, "lies in another file");
    const H5D_layout_t layout = checked(H5Pget_layout(list.id()), doing);
    const int filters = checked(H5Pget_nfilters(list.id()), doing);
    if (layout == H5D_VIRTUAL) refuse(row, "is put together from other files");
    if (layout == H5D_CHUNKED) {
      std::vector<hsize_t> chunk(shape.size());
      checked(H5Pget_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), doing);
      for (std::size_t i = 0; i < shape.size(); ++i) {
        if (chunk[i] > shape[i]) refuse(row, "has chunks longer than itself");
      }
    }
    for (int i = 0; i < filters; ++i) {
      std::size_t no_values = 0;
      unsigned flags = 0, config = 0;
      const H5Z_filter_t filter =
          H5Pget_filter2(list.id(), static_cast<unsigned>(i), &flags, &no_values, nullptr, 0,
                         nullptr, &config);
      if (filter != H5Z_FILTER_FLETCHER32) refuse(row, "is stored through a filter we do not use");
    }
    if (H5Dget_storage_size(dataset) < bytes) refuse(row, "is not stored in full");
  }

  Values read_values(const Row& row, Id dataset, Id space, std::uint64_t count) {
    switch (row.type) {
      case Type::text: return read_texts(row, dataset, space, count);
      case Type::float64: return read_numbers<double>(row, dataset, count);
      case Type::float32: return read_numbers<float>(row, dataset, count);
      case Type::int32: return read_numbers<std::int32_t>(row, dataset, count);
      case Type::boolean: return read_flags(row, dataset, count);
      case Type::int64:
      case Type::int64_or_none:
      case Type::none:
      case Type::any: break;
    }
    return read_numbers<std::int64_t>(row, dataset, count);
  }

  void find_chunks(const Row& row, Id dataset, const std::vector<hsize_t>& shape) {
    const std::string doing = "reading dataset '" + std::string(row.name) + "'";
    const Handle list(Kind::list, H5Dget_create_plist(dataset), doing);
    std::vector<hsize_t> chunk(shape.size()), at(shape.size(), 0);
    checked(H5Pget_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), doing);
    hsize_t size = H5Tget_size(memory_type(row.type));
    for (const hsize_t length : chunk) size *= length;
    // Chunks span the last axis; those of a range of paths follow each other along the axis before it.
    const hsize_t rows = shape.size() == 3 ? shape[1] : 1;
    for (hsize_t k = 0; at[0] < shape[0]; k = (k + 1) % rows, at[0] += k == 0 ? chunk[0] : 0) {
      if (shape.size() == 3) at[1] = k;
      unsigned skipped = 0;
      haddr_t address = HADDR_UNDEF;
      hsize_t bytes = 0;
      checked(H5Dget_chunk_info_by_coord(dataset, at.data(), &skipped, &address, &bytes), doing);
      if (address == HADDR_UNDEF || skipped != 0 || bytes != size + checksum_bytes) {
        refuse(row, "is not stored in full");
      }
      chunks_->push_back({address, bytes});
    }
  }

  template <class Number>
  static std::vector<Number> read_numbers(const Row& row, Id dataset, std::uint64_t count) {
    std::vector<Number> numbers(count);
    checked(H5Dread(dataset, memory_type(row.type), H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()),
            "reading dataset '" + std::string(row.name) + "'");
    return numbers;
  }

  static std::vector<std::int8_t> read_flags(const Row& row, Id dataset, std::uint64_t count) {
    auto flags = read_numbers<std::int8_t>(row, dataset, count);
    const bool sound = std::all_of(flags.begin(), flags.end(),
                                   [](std::int8_t flag) { return flag == 0 || flag == 1; });
    if (!sound) refuse(row, "holds something other than 0 and 1");
    return flags;
  }

  // The library makes room for a text before it finds that there is none of that length: four bytes of a damaged file
  // may ask for 4 GB. On disk a text is its length (4 bytes), the address of its heap (8) and its place there (4).
  void check_lengths(const Row& row, Id dataset, std::uint64_t count) {
    constexpr std::size_t described = 16;
    const haddr_t at = H5Dget_offset(dataset);
    if (at == HADDR_UNDEF || H5Dget_storage_size(dataset) != count * described) {
      refuse(row, "is not stored in one piece");
    }
    std::vector<char> bytes(count * described);
    plain_.bytes.clear();
    plain_.bytes.seekg(static_cast<std::streamoff>(at));
    if (!plain_.bytes.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
      refuse(row, "is not stored in full");
    }
    std::uint64_t total = 0;
    for (std::size_t k = 0; k < count; ++k) {
      std::uint32_t length = 0;
      std::memcpy(&length, &bytes[k * described], sizeof length);
      total += length;
    }
    if (total > limit_) refuse(row, "holds more text than the file is long");
  }

  std::vector<std::string> read_texts(const Row& row, Id dataset, Id space,
                                      std::uint64_t count) {
    const std::string doing = "reading dataset '" + std::string(row.name) + "'";
    check_lengths(row, dataset, count);
    const Handle type = text_type();
    TextBuffer buffer(count, type.id(), space, limit_);
    const herr_t result = H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, buffer.list(), buffer.pointers().data());
    if (buffer.is_too_long()) {
      H5Eclear2(H5E_DEFAULT);
      refuse(row, "holds more text than the file is long");
    }
    checked(result, doing);
    std::vector<std::string> texts;
    for (const char* pointer : buffer.pointers()) {
      texts.emplace_back(pointer == nullptr ? "" : pointer);
      if (base::first_broken_byte(texts.back())) refuse(row, "holds text that is not UTF-8");
    }
    return texts;
  }

  Id group_;
  Section section_;
  PlainFile& plain_;
  std::uint64_t limit_;   ///< length of the file in bytes
  std::vector<StoredChunk>* chunks_;
  Group values_;
};

Group read_group(Id parent, const std::string& name, Section section, PlainFile& plain,
                 std::vector<StoredChunk>* chunks = nullptr) {
  const Handle group = open_group(parent, name);
  return GroupReader(group.id(), section, plain, chunks).read();
}

// Before anything else is believed: is this our format, in a version we know?
void check_format(Id file, std::uint64_t limit) {
  const Scalar name = read_attribute(file, *find_row(Section::root, "format"), limit);
  if (name != Scalar(std::string(format_name))) throw Unfit("it is not a result file of prospect");
  const Scalar version = read_attribute(file, *find_row(Section::root, "format_version"), limit);
  if (version != Scalar(std::int32_t{format_version})) {
    throw Unfit(fmt::format("it is in version {} of the format, and this program reads version {}",
                            std::get<std::int32_t>(version), format_version));
  }
}

// Names of the links in a group, in the order in which they were made.
std::vector<std::string> names_in(Id group, std::uint64_t limit) {
  const char* const doing = "listing what a group holds";
  H5G_info_t info{};
  checked(H5Gget_info(group, &info), doing);
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const auto name_at = [&](char* text, std::size_t size) {
      return checked(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, text, size,
                                        H5P_DEFAULT),
                     doing);
    };
    const auto length = static_cast<std::uint64_t>(name_at(nullptr, 0));
    if (length > limit) throw Unfit("the name of a group is longer than the file");
    std::string name(length + 1, '\0');
    name_at(name.data(), name.size());
    name.resize(length);
    names.push_back(std::move(name));
  }
  return names;
}

// A file without many kept paths is read at once: its pieces are small and many.
constexpr std::uint64_t most_in_memory = 32 << 20;

}  // namespace

Contents read_contents(const std::string& file, Kept kept) {
  PlainFile plain{std::ifstream(file, std::ios::binary), std::filesystem::file_size(file)};
  if (H5Fis_hdf5(file.c_str()) <= 0) {
    H5Eclear2(H5E_DEFAULT);
    throw Unfit("it is not an HDF5 file");
  }
  const Handle access = file_access(plain.size <= most_in_memory ? Open::in_memory : Open::on_disk);
  const Handle whole(Kind::file, H5Fopen(file.c_str(), H5F_ACC_RDONLY, access.id()),
                     "opening the file");
  check_format(whole.id(), plain.size);
  Contents contents;
  contents.root = GroupReader(whole.id(), Section::root, plain).read();
  contents.inputs = read_group(whole.id(), "inputs", Section::inputs, plain);
  contents.audit = read_group(whole.id(), "audit", Section::audit, plain);
  contents.answers = read_group(whole.id(), "answers", Section::answers, plain);
  // Files of older programs hold no fits.
  if (is_there(whole.id(), "fits")) contents.fits = read_group(whole.id(), "fits", Section::fits, plain);
  const Handle scenarios = open_group(whole.id(), "scenario");
  std::vector<StoredChunk> chunks;
  for (const std::string& name : names_in(scenarios.id(), plain.size)) {
    contents.scenarios.emplace_back(
        name, read_group(scenarios.id(), name, Section::scenario, plain, kept == Kept::check ? &chunks : nullptr));
  }
  check_chunks(file, chunks);
  if (!is_there(whole.id(), "sweep")) return contents;
  const Handle sweeps = open_group(whole.id(), "sweep");
  for (const std::string& name : names_in(sweeps.id(), plain.size)) {
    contents.sweeps.emplace_back(name, read_group(sweeps.id(), name, Section::sweep, plain));
  }
  return contents;
}

}  // namespace prospect::store

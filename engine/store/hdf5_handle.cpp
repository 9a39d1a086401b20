#include "store/hdf5_handle.hpp"

#include <hdf5.h>

#include <algorithm>
#include <type_traits>
#include <vector>

namespace prospect::store {
namespace {

static_assert(std::is_same_v<hid_t, Id>, "identifiers of the library are 64-bit numbers");

constexpr std::size_t longest_words = 300;

// Gathers the stack from the innermost message, which names the cause, outwards.
herr_t gather(unsigned depth, const H5E_error2_t* error, void* words) {
  if (depth == 0 && error->desc != nullptr) *static_cast<std::string*>(words) = error->desc;
  return 0;
}

herr_t close_id(Handle::Kind kind, hid_t id) {
  switch (kind) {
    case Handle::Kind::file: return H5Fclose(id);
    case Handle::Kind::group: return H5Gclose(id);
    case Handle::Kind::dataset: return H5Dclose(id);
    case Handle::Kind::space: return H5Sclose(id);
    case Handle::Kind::type: return H5Tclose(id);
    case Handle::Kind::attribute: return H5Aclose(id);
    case Handle::Kind::list: return H5Pclose(id);
  }
  return -1;
}

std::mutex& library_mutex() {
  static std::mutex mutex;
  return mutex;
}

// What holds for the process; the first call of the library must be H5dont_atexit.
bool prepare() {
  return H5dont_atexit() >= 0 && H5open() >= 0 && H5PLset_loading_state(0) >= 0;
}

}  // namespace

Session::Session() : turn_(library_mutex()) {
  static const bool ready = prepare();
  // Printing is switched off for each thread apart.
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  if (!ready) fail("starting the HDF5 library");
}

Handle::Handle(Kind kind, Id id, const std::string& doing) : kind_(kind), id_(id) {
  if (id < 0) fail(doing);
}

Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    drop();
    kind_ = other.kind_;
    id_ = std::exchange(other.id_, -1);
  }
  return *this;
}

void Handle::close(const std::string& doing) {
  const Id id = std::exchange(id_, -1);
  if (id >= 0 && close_id(kind_, id) < 0) fail(doing);
}

void Handle::drop() noexcept {
  if (id_ >= 0) close_id(kind_, std::exchange(id_, -1));
}

std::string clean_words(const std::string& words) {
  // The file driver packs the system's message into "..., error message = 'No space left', ...".
  constexpr std::string_view mark = "error message = '";
  std::string part = words;
  if (const auto start = words.find(mark); start != std::string::npos) {
    part = words.substr(start + mark.size());
    part.resize(std::min(part.find('\''), part.size()));
  }
  std::string line;
  for (const char c : part) {
    const bool blank = static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    if (!blank) line += c;
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  if (line.size() > longest_words) line.resize(longest_words);
  return line;
}

void fail(const std::string& doing) {
  std::string words;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, gather, &words);
  H5Eclear2(H5E_DEFAULT);
  words = clean_words(words);
  throw LibraryError(words.empty() ? doing : doing + ": " + words);
}

Handle text_type(std::size_t size) {
  const char* const doing = "making the type of texts";
  Handle type(Handle::Kind::type, H5Tcopy(H5T_C_S1), doing);
  checked(H5Tset_size(type.id(), size == 0 ? H5T_VARIABLE : size), doing);
  checked(H5Tset_strpad(type.id(), H5T_STR_NULLTERM), doing);
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), doing);
  return type;
}

Id file_type(Type type) {
  switch (type) {
    case Type::float64: return H5T_IEEE_F64LE;
    case Type::float32: return H5T_IEEE_F32LE;
    case Type::int64:
    case Type::int64_or_none: return H5T_STD_I64LE;
    case Type::int32: return H5T_STD_I32LE;
    case Type::boolean: return H5T_STD_I8LE;
    case Type::none:
    case Type::text:
    case Type::any: break;
  }
  return -1;
}

Id memory_type(Type type) {
  switch (type) {
    case Type::float64: return H5T_NATIVE_DOUBLE;
    case Type::float32: return H5T_NATIVE_FLOAT;
    case Type::int64:
    case Type::int64_or_none: return H5T_NATIVE_INT64;
    case Type::int32: return H5T_NATIVE_INT32;
    case Type::boolean: return H5T_NATIVE_INT8;
    case Type::none:
    case Type::text:
    case Type::any: break;
  }
  return -1;
}

Handle text_transfer(std::uint64_t texts) {
  const char* const doing = "setting how texts are transferred";
  constexpr std::uint64_t least = 4096, most = 1 << 20, room_of_one = 64;
  Handle list(Handle::Kind::list, H5Pcreate(H5P_DATASET_XFER), doing);
  const auto room = std::clamp(texts < most ? texts * room_of_one : most, least, most);
  checked(H5Pset_buffer(list.id(), room, nullptr, nullptr), doing);
  return list;
}

Handle file_access(Open open) {
  const char* const doing = "setting how files are opened";
  Handle list(Handle::Kind::list, H5Pcreate(H5P_FILE_ACCESS), doing);
  checked(H5Pset_libver_bounds(list.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), doing);
  checked(H5Pset_fclose_degree(list.id(), H5F_CLOSE_SEMI), doing);
  constexpr std::size_t growth = 1 << 16;   // of no account in reading
  if (open == Open::in_memory) checked(H5Pset_fapl_core(list.id(), growth, false), doing);
  return list;
}

Handle creation(Handle::Kind kind) {
  const char* const doing = "setting how objects are made";
  constexpr unsigned in_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  const bool is_dataset = kind == Handle::Kind::dataset;
  const hid_t sort = is_dataset                         ? H5P_DATASET_CREATE
                     : kind == Handle::Kind::file ? H5P_FILE_CREATE
                                                        : H5P_GROUP_CREATE;
  Handle list(Handle::Kind::list, H5Pcreate(sort), doing);
  if (!is_dataset) checked(H5Pset_link_creation_order(list.id(), in_order), doing);
  checked(H5Pset_attr_creation_order(list.id(), in_order), doing);
  checked(H5Pset_obj_track_times(list.id(), false), doing);
  return list;
}

}  // namespace prospect::store

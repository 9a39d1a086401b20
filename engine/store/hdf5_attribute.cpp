#include <hdf5.h>

#include <algorithm>

#include "store/hdf5_handle.hpp"

namespace prospect::store {
namespace {

void write_scalar(Id object, const std::string& name, Id file, Id memory, const void* value) {
  const std::string doing = "writing attribute '" + name + "'";
  Handle space(Handle::Kind::space, H5Screate(H5S_SCALAR), doing);
  Handle attribute(Handle::Kind::attribute,
                   H5Acreate2(object, name.c_str(), file, space.id(), H5P_DEFAULT, H5P_DEFAULT),
                   doing);
  checked(H5Awrite(attribute.id(), memory, value), doing);
  attribute.close(doing);
}

struct WriteScalar {
  Id object;
  const std::string& name;
  void operator()(const std::string& text) const {
    // A text of no length cannot be: it takes the one byte of its end.
    const Handle type = text_type(std::max<std::size_t>(text.size(), 1));
    write_scalar(object, name, type.id(), type.id(), text.c_str());
  }
  void operator()(double number) const { write_number(Type::float64, &number); }
  void operator()(std::int64_t number) const { write_number(Type::int64, &number); }
  void operator()(std::int32_t number) const { write_number(Type::int32, &number); }
  void write_number(Type type, const void* number) const {
    write_scalar(object, name, file_type(type), memory_type(type), number);
  }
};

[[noreturn]] void refuse(const Row& row) {
  throw Unfit("attribute '" + std::string(row.name) + "' is absent or not of type " +
              std::string(type_name(row.type)));
}

std::string read_text(const Row& row, Id attribute, Id type, std::uint64_t most) {
  const std::string doing = "reading attribute '" + std::string(row.name) + "'";
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0) refuse(row);
  const std::size_t size = H5Tget_size(type);
  if (size == 0 || size > most) refuse(row);
  std::string text(size, '\0');
  checked(H5Aread(attribute, type, text.data()), doing);
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

template <class Number>
Scalar read_number(const Row& row, Id attribute, Id type) {
  if (checked(H5Tequal(type, file_type(row.type)), "comparing types") == 0) refuse(row);
  Number number{};
  checked(H5Aread(attribute, memory_type(row.type), &number),
          "reading attribute '" + std::string(row.name) + "'");
  return number;
}

}  // namespace

void write_attribute(Id object, const std::string& name, const Scalar& value) {
  std::visit(WriteScalar{object, name}, value);
}

Scalar read_attribute(Id object, const Row& row, std::uint64_t most) {
  const std::string name(row.name);
  const std::string doing = "opening attribute '" + name + "'";
  if (checked(H5Aexists(object, name.c_str()), doing) == 0) refuse(row);
  const Handle attribute(Handle::Kind::attribute, H5Aopen(object, name.c_str(), H5P_DEFAULT),
                         doing);
  const Handle type(Handle::Kind::type, H5Aget_type(attribute.id()), doing);
  const Handle space(Handle::Kind::space, H5Aget_space(attribute.id()), doing);
  if (checked(H5Sget_simple_extent_npoints(space.id()), doing) != 1) refuse(row);
  if (row.type == Type::text) return read_text(row, attribute.id(), type.id(), most);
  if (row.type == Type::float64) return read_number<double>(row, attribute.id(), type.id());
  if (row.type == Type::int64) return read_number<std::int64_t>(row, attribute.id(), type.id());
  return read_number<std::int32_t>(row, attribute.id(), type.id());
}

}  // namespace prospect::store

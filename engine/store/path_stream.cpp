#include "store/path_stream.hpp"

#include <fcntl.h>
#include <hdf5.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <limits>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "base/check.hpp"
#include "store/checksum.hpp"
#include "store/contents.hpp"
#include "store/hdf5_handle.hpp"

namespace prospect::store {
namespace {

using Kind = Handle::Kind;

/// Bytes after which the system is asked to begin writing: the disk then works while paths are computed.
constexpr std::uint64_t writeback_bytes = 32'000'000;

void add_checksum(char* chunk, std::size_t size) {
  const std::uint32_t sum = fletcher32(chunk, size);
  std::memcpy(chunk + size, &sum, checksum_bytes);  // little-endian, as the filter writes it
}

Handle make_dataset(Id group, const char* name, Type type, const std::vector<hsize_t>& shape,
                    const std::vector<hsize_t>& chunk) {
  const std::string doing = std::string("making dataset '") + name + "'";
  const auto rank = static_cast<int>(shape.size());
  const Handle space(Kind::space, H5Screate_simple(rank, shape.data(), nullptr), doing);
  const Handle list = creation(Kind::dataset);
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (type == Type::float32) checked(H5Pset_fill_value(list.id(), H5T_NATIVE_DOUBLE, &none), doing);
  checked(H5Pset_fill_time(list.id(), H5D_FILL_TIME_NEVER), doing);
  checked(H5Pset_chunk(list.id(), rank, chunk.data()), doing);
  checked(H5Pset_fletcher32(list.id()), doing);
  return Handle(Kind::dataset,
                H5Dcreate2(group, name, file_type(type), space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT), doing);
}

void write_chunk(Id dataset, const std::vector<hsize_t>& offset, const void* bytes, std::size_t size) {
  checked(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, offset.data(), size, bytes), "writing kept paths");
}

}  // namespace

std::size_t PathShape::chunk() const { return std::min<std::uint64_t>(paths, paths_in_buffer); }

std::uint64_t PathShape::bytes() const {
  if (paths == 0) return 0;
  const std::uint64_t chunks = (paths + chunk() - 1) / chunk();
  const std::uint64_t values = indicators * (chunk() * years * sizeof(float) + checksum_bytes);
  return chunks * (values + chunk() * targets + checksum_bytes) + paths * sizeof(std::int64_t);
}

PathBuffer::PathBuffer(const PathShape& shape)
    : shape_(shape),
      stride_(shape.chunk() * shape.years * sizeof(float) + checksum_bytes),
      values_(shape.indicators * stride_),
      met_(shape.chunk() * shape.targets + checksum_bytes) {}

float* PathBuffer::values(std::size_t indicator) {
  return reinterpret_cast<float*>(values_.data() + indicator * stride_);
}

void PathBuffer::seal(std::size_t used) {
  const std::size_t years = shape_.years, chunk = shape_.chunk();
  for (std::size_t k = 0; k < shape_.indicators; ++k) {
    std::fill(values(k) + used * years, values(k) + chunk * years, std::numeric_limits<float>::quiet_NaN());
    add_checksum(values_.data() + k * stride_, stride_ - checksum_bytes);
  }
  std::fill(met() + used * shape_.targets, met() + chunk * shape_.targets, std::int8_t{0});
  add_checksum(reinterpret_cast<char*>(met()), met_.size() - checksum_bytes);
}

/// The thread that writes, and the two queues between it and the workers.
class PathStream::Writer {
 public:
  Writer(Id file, Id group, const PathShape& shape, std::size_t buffers) : file_(file), shape_(shape) {
    const std::vector<hsize_t> values = {shape.paths, shape.indicators, shape.years};
    if (shape.indicators * shape.years > 0) {
      values_ = make_dataset(group, "paths", Type::float32, values, {shape.chunk(), 1, shape.years});
    }
    if (shape.targets > 0) {
      met_ = make_dataset(group, "path_met", Type::boolean, {shape.paths, shape.targets},
                          {shape.chunk(), shape.targets});
    }
    for (std::size_t k = 0; k < buffers; ++k) empty_.push_back(std::make_unique<PathBuffer>(shape));
    thread_ = std::thread([this] { work(); });
  }

  ~Writer() {
    close(false);
    if (thread_.joinable()) thread_.join();
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[nodiscard]] const PathShape& shape() const { return shape_; }

  std::unique_ptr<PathBuffer> empty() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return failure_ || !empty_.empty(); });
    if (failure_) std::rethrow_exception(failure_);
    auto buffer = std::move(empty_.back());
    empty_.pop_back();
    return buffer;
  }

  void put(std::uint64_t chunk, std::unique_ptr<PathBuffer> buffer) {
    const std::scoped_lock lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    PROSPECT_EXPECT(chunk == put_ && chunk * paths_in_buffer < shape_.paths);
    ++put_;
    full_.emplace(chunk, std::move(buffer));
    moved_.notify_all();
  }

  void finish() {
    close(true);
    thread_.join();
    if (failure_) std::rethrow_exception(failure_);
    PROSPECT_EXPECT(put_ * paths_in_buffer >= shape_.paths);
    if (values_.id() >= 0) values_.close("closing kept paths");
    if (met_.id() >= 0) met_.close("closing kept paths");
  }

 private:
  void close(bool write_all) {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    if (!write_all) full_.clear();
    moved_.notify_all();
  }

  void work() {
    try {
      H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // printing is switched off for each thread apart
      std::unique_lock lock(mutex_);
      while (true) {
        moved_.wait(lock, [this] { return closed_ || !full_.empty(); });
        if (full_.empty()) return;
        auto node = full_.extract(full_.begin());
        lock.unlock();
        write(node.key(), *node.mapped());
        lock.lock();
        empty_.push_back(std::move(node.mapped()));
        moved_.notify_all();
      }
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      failure_ = std::current_exception();
      moved_.notify_all();
    }
  }

  void write(std::uint64_t chunk, const PathBuffer& buffer) {
    const hsize_t first = chunk * paths_in_buffer;
    if (values_.id() >= 0) {
      for (std::size_t k = 0; k < shape_.indicators; ++k) {
        write_chunk(values_.id(), {first, k, 0}, buffer.values_.data() + k * buffer.stride_, buffer.stride_);
      }
    }
    if (met_.id() >= 0) write_chunk(met_.id(), {first, 0}, buffer.met_.data(), buffer.met_.size());
    waiting_ += buffer.values_.size() + buffer.met_.size();
    const bool last = first + paths_in_buffer >= shape_.paths;
    if (last || waiting_ >= writeback_bytes) write_back();
  }

  void write_back() {
    waiting_ = 0;
    void* descriptor = nullptr;
    const bool known = H5Fget_vfd_handle(file_, H5P_DEFAULT, &descriptor) >= 0 && descriptor != nullptr;
    // A hint: whether it is taken shows when the file is synced.
    if (known) ::sync_file_range(*static_cast<const int*>(descriptor), 0, 0, SYNC_FILE_RANGE_WRITE);
  }

  Id file_;
  PathShape shape_;
  Handle values_, met_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::vector<std::unique_ptr<PathBuffer>> empty_;
  std::map<std::uint64_t, std::unique_ptr<PathBuffer>> full_;
  std::exception_ptr failure_;
  std::uint64_t put_ = 0, waiting_ = 0;
  bool closed_ = false;
  std::thread thread_;
};

PathStream::PathStream(std::int64_t file, std::int64_t group, const PathShape& shape, std::size_t buffers)
    : writer_(std::make_unique<Writer>(file, group, shape, buffers)) {}
PathStream::~PathStream() = default;
const PathShape& PathStream::shape() const { return writer_->shape(); }
std::unique_ptr<PathBuffer> PathStream::empty() { return writer_->empty(); }
void PathStream::put(std::uint64_t chunk, std::unique_ptr<PathBuffer> buffer) {
  writer_->put(chunk, std::move(buffer));
}
void PathStream::finish() { writer_->finish(); }

std::unique_ptr<PathStream> PathSink::open(const std::string& scenario, const PathShape& shape, std::size_t buffers) {
  const std::string name = group_name(scenario, taken_);
  taken_.push_back(name);
  const Handle list = creation(Kind::group);
  const Handle group(Kind::group, H5Gcreate2(scenarios_, name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
                     "making group '" + name + "'");
  return std::make_unique<PathStream>(file_, group.id(), shape, buffers);
}

}  // namespace prospect::store

#include "simulate/chosen_words.hpp"

#include "lanes/block.hpp"

namespace prospect::simulate {

std::uint64_t ChosenWords::count(std::uint64_t paths, std::uint64_t dense, std::uint64_t stride) {
  return paths <= dense ? paths : dense + (paths - dense + stride - 1) / stride;
}

void ChosenWords::uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step, double* out) {
  const lanes::Words key = stream.key();
  const std::uint64_t pair = static_cast<std::uint64_t>(step >> 1), dense = dense_, stride = stride_;
  const bool odd = (step & 1) != 0;
  lanes::each_lane([=](std::size_t lane) {
    const std::uint64_t k = first_path + lane;
    const std::uint64_t path = k < dense ? k : dense + (k - dense) * stride;
    const lanes::Words words = lanes::threefry2x64({path, pair}, key);
    out[lane] = lanes::unit_number(odd ? words.second : words.first);
  });
}

}  // namespace prospect::simulate

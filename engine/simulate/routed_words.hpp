#pragma once
/// Random words in which chosen inputs take other ones: the same world but for what is asked about.
///
/// Routes      own: the path's own words. redrawn: those of the path `other_world` further on, which no
///             run has. shared: `replicates` paths in a row have the words of one, so that they differ only
///             in the rest. middle: 1/2, the median of whatever is drawn from it; an event does not
///             happen.
/// Correlated  where some noises of a correlation are redrawn and others not, the redrawn ones follow the
///             law given those that stay: e_R = e'_R + S_RK S_KK^-1 (e_K - e'_K), with e' the other
///             world's scores and S the correlations (Matheron's rule; Doucet 2010, "A note on efficient
///             conditional simulation of Gaussian distributions"). Every noise keeps its own law. The
///             other routes move a noise's own word only.
/// Threads     one a thread.

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "lanes/word_source.hpp"
#include "model/program.hpp"
#include "simulate/inputs.hpp"

namespace prospect::simulate {

enum class Route : std::uint8_t { own, redrawn, shared, middle };

/// Paths this much further on are never run by themselves.
inline constexpr std::uint64_t other_world = std::uint64_t{1} << 48;

class RoutedWords final : public lanes::WordSource {
 public:
  RoutedWords(const model::Program& program, const std::vector<Input>& inputs, std::uint64_t seed,
              std::uint64_t replicates = 1,
              std::unique_ptr<lanes::WordSource> words = std::make_unique<lanes::Threefry>());

  /// Sets the route of every input, in the order of `inputs`.
  void route(const std::vector<Route>& routes);

  void uniforms(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step,
                double* out) override;

 private:
  static constexpr std::size_t no_input = ~std::size_t{0};
  struct Member {
    std::size_t correlation = 0, place = 0;
  };
  struct Correlated {
    std::vector<lanes::Stream> streams;
    std::vector<double> factor;          ///< [n][n]
    std::vector<std::size_t> inputs;     ///< by member; none where nothing reads it
    std::vector<double> kept;            ///< [n][n]: scores = other's + kept (own - other's); empty: as routed
  };

  void condition(Correlated& group);
  void conditional(const Correlated& group, std::size_t place, std::uint64_t first_path, std::int64_t step,
                   double* out);
  void share(const lanes::Stream& stream, std::uint64_t first_path, std::int64_t step, double* out);

  std::unique_ptr<lanes::WordSource> words_;
  std::uint64_t replicates_;
  /// A stream's input, and its word on the middle route.
  struct Of {
    std::size_t input = no_input;
    double middle = 0.5;
  };
  std::unordered_map<std::uint64_t, Of> input_of_;            ///< by the name's key
  std::unordered_map<std::uint64_t, Member> member_of_;
  std::vector<Correlated> correlated_;
  std::vector<Route> routes_;
  lanes::Rows own_{1}, other_{1}, whole_{1};
};

}  // namespace prospect::simulate

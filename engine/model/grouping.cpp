#include "model/grouping.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <queue>
#include <set>

namespace prospect::model {
namespace {

class Grouping {
 public:
  Grouping(const Program& program, const Reads& reads, const std::vector<SharedTerms>& shared)
      : code_(program.year_code), reads_(reads) {
    find_components();
    order_components();
    join_needed();
    join_readers();
    for (const auto& sums : shared) join_terms(sums);
  }

  /// The groups in order, each with its instructions in the order of the program.
  [[nodiscard]] std::vector<std::vector<std::size_t>> groups() const {
    std::vector<std::vector<std::size_t>> all(members_.size());
    for (std::size_t k = 0; k < code_.size(); ++k) all[group_of(k)].push_back(k);
    std::erase_if(all, [](const auto& group) { return group.empty(); });
    return all;
  }

 private:
  static constexpr std::size_t none = Reads::none;

  void find_components() {
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> graph(code_.size());
    for (std::size_t k = 0; k < code_.size(); ++k) {
      for (const std::size_t reader : reads_.needed_by[k]) boost::add_edge(k, reader, graph);
    }
    component_.resize(code_.size());
    members_.resize(boost::strong_components(
        graph, boost::make_iterator_property_map(component_.begin(), get(boost::vertex_index, graph))));
    for (std::size_t k = 0; k < code_.size(); ++k) members_[component_[k]].push_back(k);
  }

  /// Each after all it needs; of those that can come next, the one that begins first in the program.
  void order_components() {
    std::vector<std::set<std::size_t>> after(members_.size());
    std::vector<std::size_t> waits(members_.size(), 0);
    for (std::size_t k = 0; k < code_.size(); ++k) {
      for (const std::size_t from : reads_.needs[k]) {
        if (component_[from] == component_[k]) continue;
        if (after[component_[from]].insert(component_[k]).second) ++waits[component_[k]];
      }
    }
    const auto later = [this](std::size_t a, std::size_t b) { return members_[a].front() > members_[b].front(); };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
    for (std::size_t c = 0; c < members_.size(); ++c) {
      if (waits[c] == 0) ready.push(c);
    }
    for (; !ready.empty();) {
      const std::size_t c = ready.top();
      ready.pop();
      order_.push_back(c);
      for (const std::size_t next : after[c]) {
        if (--waits[next] == 0) ready.push(next);
      }
    }
  }

  /// A component joins the last group that it needs: nothing can stand between the two, since that would be needed
  /// later still. One that needs nothing begins a group. A group is known by its place in the order.
  void join_needed() {
    group_.assign(members_.size(), none);
    for (std::size_t place = 0; place < order_.size(); ++place) {
      std::size_t last = none;
      for (const std::size_t k : members_[order_[place]]) {
        for (const std::size_t from : reads_.needs[k]) {
          const std::size_t group = group_[component_[from]];
          if (component_[from] != order_[place] && (last == none || group > last)) last = group;
        }
      }
      group_[order_[place]] = last == none ? place : last;
    }
  }

  /// What only another group reads joins that one: its row need not wait, and its own group goes by sooner. From the
  /// end, since what it reads in its turn may then follow.
  void join_readers() {
    for (std::size_t place = order_.size(); place-- > 0;) {
      const auto& members = members_[order_[place]];
      const std::size_t only = members.front();
      const auto& readers = reads_.needed_by[only];
      if (members.size() > 1 || code_[only].out.space != Operand::Space::scratch || readers.empty()) continue;
      const std::size_t group = group_of(*readers.begin());
      if (std::all_of(readers.begin(), readers.end(), [&](auto k) { return group_of(k) == group; })) {
        group_[order_[place]] = group;
      }
    }
  }

  /// Terms that are worked out together stand where the last of their rows does.
  void join_terms(const SharedTerms& sums) {
    std::size_t last = 0;
    for (const auto& terms : sums) {
      for (const std::size_t k : terms) {
        for (const std::size_t from : reads_.needs[k]) {
          const bool own = std::find(terms.begin(), terms.end(), from) != terms.end();
          if (!own) last = std::max(last, group_of(from));
        }
      }
    }
    for (const auto& terms : sums) {
      for (const std::size_t k : terms) group_[component_[k]] = last;
    }
  }

  [[nodiscard]] std::size_t group_of(std::size_t instruction) const { return group_[component_[instruction]]; }

  const std::vector<Instruction>& code_;
  const Reads& reads_;
  std::vector<std::size_t> component_;               ///< by instruction
  std::vector<std::vector<std::size_t>> members_;    ///< by component, in the order of the program
  std::vector<std::size_t> order_;                   ///< components
  std::vector<std::size_t> group_;                   ///< by component
};

}  // namespace

std::vector<std::vector<std::size_t>> groups(const Program& program, const Reads& reads,
                                             const std::vector<SharedTerms>& shared) {
  return Grouping(program, reads, shared).groups();
}

}  // namespace prospect::model

#pragma once
/// The model behind the what-if page: its scenarios, levers and events, and cases made of what is set there.
///
/// Files     read once, when it is made: a case is compiled from the texts of then, as a scenario file beside the one
///           it starts from would be. What is saved is that text, so that `prospect run` gives the page's numbers.
/// Threads   `case_of`, `save` and `curves` one thread; the rest is constant.

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "app/question.hpp"
#include "app/what_if_settings.hpp"
#include "lanes/distribution.hpp"
#include "model/display.hpp"

namespace prospect::app {

struct ServeRequest : QuestionRequest {
  std::optional<std::uint16_t> port; ///< none: the usual one, or any that is free
  bool save = true;                  ///< scenario files may be saved
};

/// A case that can be run, and what is drawn of it.
struct WhatIfCase {
  Case one;
  model::Display display;
  std::string scenario;              ///< the one it starts from
  std::string text;                  ///< of the scenario file; empty: a scenario as it is
  model::Equations equations;        ///< what its program was compiled of
};

class WhatIf {
 public:
  /// Reads, compiles and fits the scenarios of the request. Throws base::Rejected.
  explicit WhatIf(const ServeRequest& request);

  [[nodiscard]] const ServeRequest& request() const { return request_; }
  [[nodiscard]] const WhatIfBounds& bounds() const { return bounds_; }
  [[nodiscard]] const Questioned& about() const { return about_; }
  /// What the page is told first (page/README.md has the fields).
  [[nodiscard]] const std::string& model_message() const { return model_message_; }

  /// Saves a set-up as the scenario file NAME.toml beside its scenario, once it has been compiled as that; returns the
  /// file. Throws BadMessage where it may not be saved, base::Rejected, base::Failure.
  [[nodiscard]] std::string save(const WhatIfSettings& settings, const std::string& name, const base::Label& label);
  /// The scenario file of a set-up; without a label one is made of its scenario's.
  [[nodiscard]] std::string text_of(const WhatIfSettings& settings, const base::Label& label = {}) const;
  /// The case of a set-up, compiled and fitted; those of late are at hand. Throws base::Rejected.
  [[nodiscard]] std::shared_ptr<const WhatIfCase> case_of(const WhatIfSettings& settings);
  /// The set-up as the only case of a question, fitted on its own: for another thread. Throws base::Rejected.
  [[nodiscard]] Questioned asked_about(const WhatIfSettings& settings, int threads) const;
  /// How its paths are run.
  [[nodiscard]] simulate::Plan plan_for(const WhatIfCase& of) const { return plan_of(request_, about_, of.one); }
  /// Quantile tables that cases share.
  [[nodiscard]] lanes::Tables& curves() { return curves_; }

 private:
  struct Base {
    std::shared_ptr<const WhatIfCase> as_it_is;
    std::string changed;             ///< name of the file that a set-up over it would be
    std::string below;               ///< the line by which a scenario beside it names it
  };
  [[nodiscard]] const Base& base_of(const WhatIfSettings& settings) const;

  ServeRequest request_;
  Questioned about_;
  std::vector<Base> bases_;          ///< in the order of bounds_.scenarios
  WhatIfBounds bounds_;
  std::string model_message_;
  lanes::Tables curves_;
  read::Parsed parsed_;
  std::list<std::shared_ptr<const WhatIfCase>> late_;   ///< the latest first
};

}  // namespace prospect::app

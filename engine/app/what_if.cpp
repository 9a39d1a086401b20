#include "app/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>

#include "app/refuse.hpp"
#include "app/run.hpp"
#include "app/scenario_text.hpp"
#include "app/what_if_model.hpp"
#include "base/aside_file.hpp"
#include "base/check.hpp"
#include "model/model.hpp"
#include "read/read.hpp"
#include "report/names.hpp"
#include "report/texts.hpp"

namespace prospect::app {
namespace {

/// Cases kept at hand: what undo, pinning and two people at one set-up come back to.
constexpr std::size_t most_late_cases = 32;

/// The scenarios asked for, else those of the folder one stands in.
ServeRequest with_files(ServeRequest request) {
  if (request.files.empty()) request.files = toml_files_in("scenarios");
  if (request.files.empty()) {
    refuse("no file is named and there is no scenarios/*.toml here", "name scenario files, a model or a result file");
  }
  return request;
}

}  // namespace

WhatIf::WhatIf(const ServeRequest& request)
    : request_(with_files(request)), about_(questioned(request_, std::numeric_limits<std::size_t>::max())) {
  std::map<std::string, std::string> texts;
  for (const auto& one : about_.cases) {
    const auto inputs = read::load(one.file, *about_.files, about_.observed, &parsed_);
    texts.insert(inputs.texts.begin(), inputs.texts.end());
    const std::filesystem::path path(one.file);
    bases_.push_back({std::make_shared<const WhatIfCase>(
                          WhatIfCase{one, model::display(inputs, one.program), one.program.scenario, "",
                                     model::equations(inputs, about_.as_of)}),
                      (path.parent_path() / (path.stem().string() + "_what_if.toml")).generic_string(),
                      line_below(one.file, !inputs.scenarios.empty())});
  }
  // Later changes of the files change nothing here.
  about_.files = std::make_shared<read::Memory>(std::move(texts));
  request_.save = request_.save && !about_.record;
  bounds_ = bounds_of(about_, bases_.front().as_it_is->equations.available);
  std::vector<const WhatIfCase*> cases;
  for (const auto& base : bases_) cases.push_back(base.as_it_is.get());
  model_message_ = model_message_of(request_, about_.seed, cases, bounds_);
}

const WhatIf::Base& WhatIf::base_of(const WhatIfSettings& settings) const {
  const auto at = std::find(bounds_.scenarios.begin(), bounds_.scenarios.end(), settings.scenario);
  PROSPECT_EXPECT(at != bounds_.scenarios.end());
  return bases_[static_cast<std::size_t>(at - bounds_.scenarios.begin())];
}

std::string WhatIf::save(const WhatIfSettings& settings, const std::string& name, const base::Label& label) {
  if (!request_.save) throw BadMessage("nothing can be saved: the program was started with --no-save or a result file");
  const auto& from = base_of(settings).as_it_is->one;
  const auto file = (std::filesystem::path(from.file).parent_path() / (name + ".toml")).generic_string();
  if (about_.files->text(file)) throw BadMessage(fmt::format("'{}' is in use here: choose another name", file));
  if (is_of_others(file, page_marker)) {
    throw BadMessage(fmt::format("'{}' exists and was not saved from this page: it will not be replaced", file));
  }
  const auto text = text_of(settings, label);
  static_cast<void>(app::case_of(about_, file, text, from, threads_of(request_), &parsed_));
  base::write_file(file, text);
  return file;
}

std::string WhatIf::text_of(const WhatIfSettings& settings, const base::Label& label) const {
  const auto& base = base_of(settings);
  const auto say = [&base](report::Text key) {
    const auto in = [&](base::Language language) {
      return report::say(key, language, {{"scenario", report::scenario_name(base.as_it_is->one.program, language)}});
    };
    return base::Label{in(base::Language::english), in(base::Language::vietnamese)};
  };
  return scenario_text(settings, bounds_, base.below,
                       label.en.empty() ? say(report::Text::page_scenario_label) : label,
                       say(report::Text::page_scenario_about));
}

std::shared_ptr<const WhatIfCase> WhatIf::case_of(const WhatIfSettings& settings) {
  const auto& base = base_of(settings);
  if (settings.empty()) return base.as_it_is;
  const std::string text = text_of(settings);
  const auto there = std::find_if(late_.begin(), late_.end(), [&](const auto& late) { return late->text == text; });
  if (there != late_.end()) {
    late_.splice(late_.begin(), late_, there);
    return late_.front();
  }
  const auto& from = *base.as_it_is;
  model::Equations equations;
  Case one = app::case_of(about_, base.changed, text, from.one, threads_of(request_), &parsed_, &equations);
  auto made = std::make_shared<const WhatIfCase>(
      WhatIfCase{std::move(one), from.display, from.scenario, text, std::move(equations)});
  late_.push_front(std::move(made));
  if (late_.size() > most_late_cases) late_.pop_back();
  return late_.front();
}

Questioned WhatIf::asked_about(const WhatIfSettings& settings, int threads) const {
  const auto& base = base_of(settings);
  Questioned about;
  about.seed = about_.seed;
  about.as_of = about_.as_of;
  about.observed = about_.observed;
  about.files = about_.files;
  about.fits = std::make_shared<KeptFits>(request_.refit);
  if (settings.empty()) {
    about.cases = {base.as_it_is->one};
    return about;
  }
  const auto text = text_of(settings);
  about.cases = {app::case_of(about, base.changed, text, base.as_it_is->one, threads)};
  about.files = std::make_shared<read::Added>(*about_.files, base.changed, text);
  return about;
}

}  // namespace prospect::app

#include "simulate/inputs.hpp"

#include <algorithm>

#include "model/prune.hpp"

namespace prospect::simulate {
namespace {

using Kind = Input::Kind;

base::Label label_of(const model::Program& program, const std::string& variable) {
  for (const auto& v : program.variables) {
    if (v.name == variable) return v.label;
  }
  return {};
}

void add_families(const model::Program& program, const calibrate::Estimate& estimate,
                  const std::vector<bool>& used, std::vector<Input>& inputs) {
  for (const auto& joint : estimate.joints) {
    const auto& family = joint.posterior->family;
    std::vector<Input> states;
    for (const auto& state : joint.states) {
      Input input{Kind::state, state.name, label_of(program, state.name), {}, {}};
      for (const auto id : {state.level, state.drift, state.sigma}) {
        if (used[id.value]) input.parameters.push_back(id);
      }
      if (input.parameters.empty()) continue;
      for (const char* stream : {"breaks.", "parameter.sigma.", "parameter.level.", "parameter.drift."}) {
        input.streams.push_back(stream + state.name);
      }
      states.push_back(std::move(input));
    }
    if (states.empty()) continue;
    Input rule{Kind::family, family.name, family.label, {"family." + family.name}, {}};
    for (const auto& id : {joint.shared.scale, joint.shared.df, joint.shared.damping, joint.shared.drift_change,
                           joint.shared.drift_sd, joint.shared.estimate_error}) {
      if (id && used[id->value]) rule.parameters.push_back(*id);
    }
    inputs.push_back(std::move(rule));
    inputs.insert(inputs.end(), states.begin(), states.end());
  }
}

void add_blocks(const model::Program& program, const calibrate::Estimate& estimate,
                const std::vector<bool>& used, std::vector<Input>& inputs) {
  for (const auto& joint : estimate.blocks) {
    const auto& name = joint.posterior->block;
    Input input{Kind::block, name, {}, {"block." + name}, {}};
    for (const auto& block : program.blocks) {
      if (block->name == name) input.label = block->label;
    }
    for (const auto& part : joint.parts) {
      if (used[part.first.value]) input.parameters.push_back(part.first);
    }
    if (!input.parameters.empty()) inputs.push_back(std::move(input));
  }
}

/// Streams of chance by what they belong to: "active.drought" and "size.drought" are one event.
void add_chance(const model::Program& program, std::vector<Input>& inputs) {
  const auto used = model::streams_in_use(program);
  for (std::size_t s = 0; s < program.streams.size(); ++s) {
    if (!used[s]) continue;
    const auto& stream = program.streams[s].name;
    const auto dot = stream.find('.');
    const std::string part = stream.substr(0, dot), name = stream.substr(dot + 1);
    const Kind kind = part == "active" || part == "size" ? Kind::event
                      : part == "shock"                  ? Kind::shock
                                                         : Kind::noise;
    const auto there = std::find_if(inputs.begin(), inputs.end(), [&](const Input& input) {
      return input.kind == kind && input.name == name;
    });
    if (there != inputs.end()) {
      there->streams.push_back(stream);
    } else {
      inputs.push_back({kind, name, label_of(program, name), {stream}, {}});
    }
  }
}

}  // namespace

std::vector<Input> inputs_of(const model::Program& program, const calibrate::Estimate& estimate) {
  const auto used = model::parameters_in_use(program);
  std::vector<Input> inputs;
  for (std::size_t p = 0; p < program.parameters.size(); ++p) {
    const auto& law = estimate.laws[p];
    if (!used[p] || law.kind == calibrate::Law::Kind::joint ||
        law.distribution.kind == lanes::Distribution::Kind::fixed) {
      continue;
    }
    const auto& parameter = program.parameters[p];
    const bool lever = parameter.role == model::Parameter::Role::lever;
    inputs.push_back({lever ? Kind::lever : Kind::parameter, parameter.name, parameter.label,
                      {"parameter." + parameter.name}, {model::ParameterId(p)}});
  }
  add_blocks(program, estimate, used, inputs);
  add_families(program, estimate, used, inputs);
  add_chance(program, inputs);
  return inputs;
}

}  // namespace prospect::simulate

#pragma once
/// A JavaScript engine inside the program (JavaScriptCore), loaded when first needed: commands that draw nothing start
/// no slower for it.

#include <memory>
#include <string>
#include <string_view>

namespace prospect::publish {

/// One world of scripts: what one defines the next one sees. Not for several threads at once.
class JavaScript {
 public:
  /// Throws base::Failure that names the Debian package when the engine's library is not there.
  JavaScript();
  ~JavaScript();
  JavaScript(const JavaScript&) = delete;
  JavaScript& operator=(const JavaScript&) = delete;

  /// Runs a script. Throws base::Failure with the script's words if it throws.
  void run(std::string_view script);

  /// The text that the promise of `function(argument)` keeps; `function` is an expression. Throws base::Failure with
  /// the script's words if it is broken, or if it waits for something.
  [[nodiscard]] std::string promised(std::string_view function, std::string_view argument);

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace prospect::publish

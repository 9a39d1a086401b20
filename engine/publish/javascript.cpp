#include "publish/javascript.hpp"

#include <JavaScriptCore/JavaScript.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include "base/problem.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

#include <atomic>

namespace {
std::atomic<int> engine_is_loaded = 0;
}
/// The search for leaks fails on threads of the engine; programs that draw nothing are searched as ever.
int __lsan_is_turned_off() { return engine_is_loaded; }
#endif

namespace prospect::publish {
namespace {

constexpr const char* library_name = "libjavascriptcoregtk-4.1.so.0";

/// The engine's functions, found in its library by name.
struct Library {
  decltype(&JSGlobalContextCreate) create = nullptr;
  decltype(&JSGlobalContextRelease) release = nullptr;
  decltype(&JSContextGetGlobalObject) global = nullptr;
  decltype(&JSEvaluateScript) evaluate = nullptr;
  decltype(&JSObjectSetProperty) set = nullptr;
  decltype(&JSValueMakeString) make_string = nullptr;
  decltype(&JSValueToStringCopy) to_string = nullptr;
  decltype(&JSStringCreateWithUTF8CString) string_from = nullptr;
  decltype(&JSStringGetMaximumUTF8CStringSize) string_room = nullptr;
  decltype(&JSStringGetUTF8CString) string_bytes = nullptr;
  decltype(&JSStringRelease) string_release = nullptr;
};

template <class Function>
void find(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (function == nullptr) throw base::Failure(fmt::format("'{}' has no function '{}'", library_name, name));
}

Library loaded() {
  // Never closed: the engine's own threads may outlive our last use of it.
  void* handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    throw base::Failure(fmt::format("cannot draw: {}; on Debian it comes with 'apt-get install "
                                    "libjavascriptcoregtk-4.1-0'", dlerror()));
  }
#ifdef __SANITIZE_ADDRESS__
  engine_is_loaded = 1;
#endif
  Library found;
  find(handle, "JSGlobalContextCreate", found.create);
  find(handle, "JSGlobalContextRelease", found.release);
  find(handle, "JSContextGetGlobalObject", found.global);
  find(handle, "JSEvaluateScript", found.evaluate);
  find(handle, "JSObjectSetProperty", found.set);
  find(handle, "JSValueMakeString", found.make_string);
  find(handle, "JSValueToStringCopy", found.to_string);
  find(handle, "JSStringCreateWithUTF8CString", found.string_from);
  find(handle, "JSStringGetMaximumUTF8CStringSize", found.string_room);
  find(handle, "JSStringGetUTF8CString", found.string_bytes);
  find(handle, "JSStringRelease", found.string_release);
  return found;
}

const Library& library() {
  static const Library found = loaded();
  return found;
}

/// A string of the engine, given back at the end.
class Text {
 public:
  explicit Text(JSStringRef held) : held_(held) {}
  explicit Text(std::string_view utf8) : held_(library().string_from(std::string(utf8).c_str())) {}
  ~Text() {
    if (held_ != nullptr) library().string_release(held_);
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  [[nodiscard]] JSStringRef get() const { return held_; }

  [[nodiscard]] std::string utf8() const {
    if (held_ == nullptr) return {};
    std::string bytes(library().string_room(held_), '\0');
    const std::size_t written = library().string_bytes(held_, bytes.data(), bytes.size());
    bytes.resize(written == 0 ? 0 : written - 1);   // the last one ends the string
    return bytes;
  }

 private:
  JSStringRef held_;
};

/// Calls {function} with the text and keeps what comes of it; the engine ends all promises that wait for nothing before
/// the script returns.
constexpr std::string_view call = R"(
  globalThis.prospectOutcome = {{state: 'waits', text: ''}};
  Promise.resolve().then(() => ({function})(prospectArgument)).then(
    text => {{ prospectOutcome = {{state: 'kept', text}}; }},
    error => {{ prospectOutcome = {{state: 'broken', text: String(error)}}; }});
)";

}  // namespace

class JavaScript::Engine {
 public:
  Engine() : context_(library().create(nullptr)) {}
  ~Engine() { library().release(context_); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// The script's value as text.
  std::string evaluate(std::string_view script) {
    const Text text(script);
    JSValueRef thrown = nullptr;
    JSValueRef value = library().evaluate(context_, text.get(), nullptr, nullptr, 1, &thrown);
    if (thrown != nullptr) throw base::Failure(words(thrown));
    return words(value);
  }

  void set(std::string_view name, std::string_view value) {
    const Text property(name), text(value);
    library().set(context_, library().global(context_), property.get(), library().make_string(context_, text.get()),
                  kJSPropertyAttributeNone, nullptr);
  }

 private:
  std::string words(JSValueRef value) { return Text(library().to_string(context_, value, nullptr)).utf8(); }

  JSGlobalContextRef context_;
};

JavaScript::JavaScript() : engine_(std::make_unique<Engine>()) {}
JavaScript::~JavaScript() = default;

void JavaScript::run(std::string_view script) { engine_->evaluate(script); }

std::string JavaScript::promised(std::string_view function, std::string_view argument) {
  engine_->set("prospectArgument", argument);
  engine_->evaluate(fmt::format(call, fmt::arg("function", function)));
  const std::string state = engine_->evaluate("prospectOutcome.state");
  std::string text = engine_->evaluate("prospectOutcome.text");
  if (state == "waits") throw base::Failure("the script waits for something that does not come");
  if (state == "broken") throw base::Failure(text);
  return text;
}

}  // namespace prospect::publish

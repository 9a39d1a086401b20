#include "store/read_apart.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <new>
#include <system_error>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "store/hdf5_contents.hpp"
#include "store/hdf5_handle.hpp"

namespace prospect::store {
namespace {

struct CloseStream {
  void operator()(std::FILE* stream) const { std::fclose(stream); }
};
using Stream = std::unique_ptr<std::FILE, CloseStream>;

/// What the reading process tells first.
enum class Told : char { contents, unfit, library, system, memory };

/// What was sent is not what was to be sent: the sender broke.
struct Broken {};

/// Sends values down a pipe.
class Sender {
 public:
  explicit Sender(std::FILE* stream) : stream_(stream) {}

  void bytes(const void* data, std::size_t size) { std::fwrite(data, 1, size, stream_); }
  template <class Number>
  void number(Number value) { bytes(&value, sizeof value); }
  void value(const std::string& text) {
    number(text.size());
    bytes(text.data(), text.size());
  }
  template <class Number>
  void value(Number value) { number(value); }
  template <class Value>
  void value(const std::vector<Value>& values) {
    number(values.size());
    if constexpr (std::is_same_v<Value, std::string>) {
      for (const auto& text : values) value(text);
    } else {
      bytes(values.data(), values.size() * sizeof(Value));
    }
  }
  template <class... Kinds>
  void value(const std::variant<Kinds...>& choice) {
    number(choice.index());
    std::visit([this](const auto& chosen) { this->value(chosen); }, choice);
  }
  template <class Map>
  void map(const Map& entries) {
    number(entries.size());
    for (const auto& [name, entry] : entries) {
      value(name);
      value(entry);
    }
  }
  void group(const Group& group) {
    map(group.extents);
    map(group.columns);
    map(group.attributes);
  }

 private:
  std::FILE* stream_;
};

/// Takes them back. Throws Broken where the pipe ends too early or a choice is none.
class Receiver {
 public:
  explicit Receiver(std::FILE* stream) : stream_(stream) {}

  void bytes(void* data, std::size_t size) {
    if (std::fread(data, 1, size, stream_) != size) throw Broken();
  }
  template <class Number>
  void value(Number& number) { bytes(&number, sizeof number); }
  void value(std::string& text) { numbers(text); }
  template <class Value>
  void value(std::vector<Value>& values) {
    if constexpr (std::is_same_v<Value, std::string>) {
      const auto count = size();
      for (std::size_t k = 0; k < count; ++k) value(values.emplace_back());
    } else {
      numbers(values);
    }
  }
  template <class... Kinds>
  void value(std::variant<Kinds...>& choice) {
    choose<0>(size(), choice);
  }
  template <class Map>
  void map(Map& entries) {
    const auto count = size();
    for (std::size_t k = 0; k < count; ++k) {
      std::string name;
      value(name);
      value(entries[name]);
    }
  }
  void group(Group& group) {
    map(group.extents);
    map(group.columns);
    map(group.attributes);
  }
  std::size_t size() {
    std::size_t count = 0;
    value(count);
    return count;
  }

 private:
  /// Room is made as values come, not as a length asks for it.
  template <class Values>
  void numbers(Values& values) {
    constexpr std::size_t at_once = std::size_t{1} << 20;
    for (std::size_t left = size(); left > 0;) {
      const std::size_t more = std::min(left, at_once), before = values.size();
      values.resize(before + more);
      bytes(&values[before], more * sizeof values[0]);
      left -= more;
    }
  }
  template <std::size_t k, class... Kinds>
  void choose(std::size_t index, std::variant<Kinds...>& choice) {
    if constexpr (k < sizeof...(Kinds)) {
      if (index == k) return value(choice.template emplace<k>());
      choose<k + 1>(index, choice);
    } else {
      throw Broken();
    }
  }

  std::FILE* stream_;
};

void send(Sender& to, Told told, const std::string& words) {
  to.number(told);
  to.value(words);
}

void send(Sender& to, const Contents& contents) {
  to.number(Told::contents);
  for (const Group* group : {&contents.root, &contents.inputs, &contents.audit, &contents.answers, &contents.fits}) {
    to.group(*group);
  }
  for (const NamedGroups* groups : {&contents.scenarios, &contents.sweeps}) {
    to.number(groups->size());
    for (const auto& [name, group] : *groups) {
      to.value(name);
      to.group(group);
    }
  }
}

Contents receive(Receiver& from) {
  Contents contents;
  for (Group* group : {&contents.root, &contents.inputs, &contents.audit, &contents.answers, &contents.fits}) {
    from.group(*group);
  }
  for (NamedGroups* groups : {&contents.scenarios, &contents.sweeps}) {
    const auto count = from.size();
    for (std::size_t k = 0; k < count; ++k) {
      auto& [name, group] = groups->emplace_back();
      from.value(name);
      from.group(group);
    }
  }
  return contents;
}

/// Seconds of processor time that reading a file may take.
rlim_t seconds_for(const std::string& file) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(file, unknown);
  constexpr rlim_t least = 3, bytes_a_second = 20'000'000;
  return least + (unknown ? 0 : size / bytes_a_second);
}

/// Allocates nothing: another thread may have held the heap's lock when the process split, and what then waits for it
/// is to be ended by the clock that is set here.
void limit_self(rlim_t seconds) {
  const rlimit processor{seconds, RLIM_INFINITY}, none{0, 0};
  for (const int signal : {SIGINT, SIGTERM, SIGALRM}) std::signal(signal, SIG_DFL);
  constexpr rlim_t slow_machine = 10;
  ::alarm(static_cast<unsigned>(slow_machine * seconds));
  ::setrlimit(RLIMIT_CPU, &processor);
  ::setrlimit(RLIMIT_CORE, &none);
}

/// The whole life of the process that reads.
void read_and_send(const std::string& file, std::FILE* stream) {
  Sender to(stream);
  try {
    send(to, read_contents(file));
  } catch (const Unfit& error) {
    send(to, Told::unfit, error.what());
  } catch (const LibraryError& error) {
    send(to, Told::library, error.what());
  } catch (const std::system_error& error) {   // of the file system
    send(to, Told::system, error.code().message());
  } catch (const std::bad_alloc&) {
    send(to, Told::memory, "");
  }
  std::fflush(stream);
}

Contents taken_from(std::FILE* stream, const std::string& file) {
  Receiver from(stream);
  Told told{};
  from.value(told);
  if (told == Told::contents) return receive(from);
  std::string words;
  from.value(words);
  if (told == Told::unfit) throw Unfit(words);
  if (told == Told::library) throw LibraryError(words);
  if (told == Told::memory) throw std::bad_alloc();
  throw base::Failure("cannot open the result file '" + file + "': " + words);
}

/// Waits for the process and says whether it ended of its own will.
bool ended_well(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Contents read_apart(const std::string& file) {
  const auto no_process = [&file]() -> base::Failure {
    return base::Failure("cannot read the result file '" + file +
                         "' in a process of its own: " + std::generic_category().message(errno));
  };
  const Session session;
  const rlim_t seconds = seconds_for(file);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw no_process();
  const pid_t process = ::fork();
  if (process < 0) {
    const int error = errno;
    ::close(ends[0]);
    ::close(ends[1]);
    errno = error;
    throw no_process();
  }
  if (process == 0) {
    ::close(ends[0]);
    limit_self(seconds);
    std::FILE* const stream = ::fdopen(ends[1], "wb");
    if (stream != nullptr) read_and_send(file, stream);
    ::_exit(stream == nullptr ? 1 : 0);
  }
  ::close(ends[1]);
  const Stream stream(::fdopen(ends[0], "rb"));
  if (stream == nullptr) {   // no memory for it: the process writes to nobody and ends
    const int error = errno;
    ::close(ends[0]);
    ended_well(process);
    errno = error;
    throw no_process();
  }
  const char* const broke = "the HDF5 library breaks on it: it is damaged";
  try {
    Contents contents = taken_from(stream.get(), file);
    if (!ended_well(process)) throw Unfit(broke);
    return contents;
  } catch (const Broken&) {
    // What is broken may hang on its way out as well.
    ::kill(process, SIGKILL);
    ended_well(process);
    throw Unfit(broke);
  } catch (...) {
    ::kill(process, SIGKILL);
    ended_well(process);
    throw;
  }
}

}  // namespace prospect::store

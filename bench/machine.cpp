#include "machine.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <chrono>
#include <ctime>
#include <fstream>

#include "app/run.hpp"
#include "lanes/block.hpp"
#include "lanes/ordered_for.hpp"

namespace prospect::bench {
namespace {

/// Returns what stands behind the colon of the first line of `file` that begins with `key`.
std::string first_value(const char* file, const std::string& key) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const auto colon = line.find(':');
    if (!line.starts_with(key) || colon == std::string::npos) continue;
    const auto begin = line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? "" : line.substr(begin);
  }
  return "unknown";
}

std::string processor() {
  const char* file = "/proc/cpuinfo";
  return fmt::format("{} (family {}, model {})", first_value(file, "model name"),
                     first_value(file, "cpu family"), first_value(file, "model\t"));
}

/// Size of a cache of the first processor as the system tells it, such as "1024K".
std::string cache(int index) {
  std::ifstream file(fmt::format("/sys/devices/system/cpu/cpu0/cache/index{}/size", index));
  std::string size;
  return file >> size ? size : "unknown";
}

std::string today() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  return text;
}

}  // namespace

std::string describe_machine() {
  utsname system{};
  uname(&system);
  return fmt::format(
      "- Processor: {}; {} cores for this process\n"
      "- Caches: L1 {}, L2 {} a core, L3 {}; memory {}\n"
      "- System: {} {}; compiler: {} {}\n"
      "- Build: {}; {} lanes; Prospect {}\n"
      "- Date: {}\n",
      processor(), lanes::hardware_threads(), cache(0), cache(2), cache(3),
      first_value("/proc/meminfo", "MemTotal"), system.sysname, system.release,
#ifdef __clang__
      "clang",
#else
      "g++",
#endif
      __VERSION__, PROSPECT_FLAGS, lanes::lane_count, app::program_version, today());
}

}  // namespace prospect::bench

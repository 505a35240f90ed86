#include "tests/benchmark/report.h"

#include <libxml/xmlversion.h>
#include <sqlite3.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string_view>
#include <thread>

#include "google/protobuf/stubs/common.h"
#include "grpcpp/grpcpp.h"

namespace clientroute::benchmark {
namespace {

using Steady = std::chrono::steady_clock;

double RunRound(const std::function<void()>& work, std::chrono::milliseconds at_least) {
  const auto begin = Steady::now();
  std::int64_t runs = 0;
  auto end = begin;
  do {
    work();
    ++runs;
    end = Steady::now();
  } while (end - begin < at_least);
  return static_cast<double>(runs) / std::chrono::duration<double>(end - begin).count();
}

// What stands after `name` and a colon on the first line of a /proc file that begins so.
std::string LineOf(const char* file, std::string_view name) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind(name, 0) != 0) continue;
    const std::size_t colon = line.find(':');
    const std::size_t begin = colon == std::string::npos ? colon : line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? std::string() : line.substr(begin);
  }
  return "unknown";
}

double MebibytesOf(std::string_view name) {
  return static_cast<double>(std::atoll(LineOf("/proc/self/status", name).c_str())) / 1024;
}

std::string Number(double value, int decimals = 0) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  std::string number(text.data());
  const std::size_t point = number.find('.');
  for (std::size_t i = point == std::string::npos ? number.size() : point; i > 3; i -= 3) number.insert(i - 3, ",");
  return number;
}

std::string OrDash(double value, int decimals = 0) { return value > 0 ? Number(value, decimals) : "–"; }

}  // namespace

double PerSecond(const Effort& effort, const std::function<void()>& work, double units) {
  RunRound(work, effort.round);
  std::vector<double> rounds;
  for (int i = 0; i < effort.rounds; ++i) rounds.push_back(RunRound(work, effort.round));
  std::ranges::sort(rounds);
  return rounds[rounds.size() / 2] * units;
}

std::string Circumstances() {
  utsname system{};
  uname(&system);
  const std::time_t now = std::time(nullptr);
  std::tm day{};
  gmtime_r(&now, &day);
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%d", &day);
  std::string text;
  text += std::string("- date: ") + date.data() + "\n";
  text += "- machine: " + LineOf("/proc/cpuinfo", "model name") + ", " +
          std::to_string(std::thread::hardware_concurrency()) + " threads, " + LineOf("/proc/meminfo", "MemTotal") +
          "\n";
  text += std::string("- system: ") + system.sysname + " " + system.release + " " + system.machine + "\n";
  text += std::string("- build: ") + CLIENTROUTE_BUILD_TYPE + ", " + CLIENTROUTE_COMPILER + "\n";
  text += "- versions: gRPC " + grpc::Version() + ", Protobuf " +
          google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION) + ", SQLite " + sqlite3_libversion() +
          ", libxml2 " + LIBXML_DOTTED_VERSION + "\n";
  return text;
}

std::string Table(const std::vector<Figure>& figures) {
  std::string text =
      "| what | per second | p50 µs | p99 µs | yardstick per second | p50 µs | p99 µs | part of the yardstick | note "
      "|\n"
      "|---|--:|--:|--:|--:|--:|--:|--:|---|\n";
  for (const Figure& figure : figures) {
    const double part = figure.yardstick_per_second > 0 ? 100 * figure.per_second / figure.yardstick_per_second : 0;
    text += "| " + figure.what + " | " + OrDash(figure.per_second, figure.per_second < 100 ? 1 : 0) + " | " +
            OrDash(figure.p50_us) + " | " + OrDash(figure.p99_us) + " | " +
            OrDash(figure.yardstick_per_second, figure.yardstick_per_second < 100 ? 1 : 0) + " | " +
            OrDash(figure.yardstick_p50_us) + " | " + OrDash(figure.yardstick_p99_us) + " | " +
            (part > 0 ? Number(part) + " %" : "–") + " | " + figure.note + " |\n";
  }
  return text;
}

double ResidentMiB() { return MebibytesOf("VmRSS"); }
double ResidentMostMiB() { return MebibytesOf("VmHWM"); }

}  // namespace clientroute::benchmark

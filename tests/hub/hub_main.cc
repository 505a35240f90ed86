// A small hub as a program: for the demo, and for tests that run the suite as a process.
#include <poll.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <iostream>
#include <string>

#include "services/platform/status/status.h"
#include "tests/hub/small_hub.h"
#include "tests/hub/suite_address.h"

namespace clientroute::hub {
namespace {

constexpr char kUsage[] =
    "hub --folder MAP --municipality CBS [--municipality CBS …] (--suite MAP | --suite-url URL)\n"
    "    [--port N] [--seed N] [--faults fail=300&code=IB010]\n"
    "Een kleine hub (GGK) op 127.0.0.1, die tussen een suite en de mappen van aanbieders staat:\n"
    "  MAP/<gemeente>/in/   wat een aanbieder daar neerlegt, brengt de hub naar de suite\n"
    "  MAP/<gemeente>/out/  wat de suite stuurt, vindt de aanbieder daar\n"
    "De suite wordt gevonden in haar gegevensmap (--suite) of op haar adres (--suite-url).\n"
    "GET /control geeft tellingen, POST /control zet fouten; zie tests/hub/hub_faults.h.\n"
    "Loopt tot de standaardinvoer eindigt, of Ctrl-C.\n";

struct Words {
  SmallHubOptions options;
  std::string suite_folder;
  std::string suite_url;
  std::string faults;
};

template <typename Number>
bool ReadNumber(const std::string& text, Number* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

bool ReadWords(int count, char** words, Words* read) {
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view flag = words[i];
    const std::string value = words[i + 1];
    if (flag == "--folder") {
      read->options.folder = value;
    } else if (flag == "--municipality") {
      read->options.municipalities.push_back(value);
    } else if (flag == "--suite") {
      read->suite_folder = value;
    } else if (flag == "--suite-url") {
      read->suite_url = value;
    } else if (flag == "--faults") {
      read->faults = value;
    } else if (flag == "--port" ? !ReadNumber(value, &read->options.port)
                                : flag != "--seed" || !ReadNumber(value, &read->options.seed)) {
      return false;
    }
  }
  return count % 2 == 1 && !read->options.folder.empty() && !read->options.municipalities.empty() &&
         read->suite_folder.empty() != read->suite_url.empty();
}

volatile std::sig_atomic_t stopped = 0;
void Stop(int) { stopped = 1; }

/// Whether standard input has ended, after at most so long.
bool StdinEnded(int patience_ms) {
  pollfd waited{STDIN_FILENO, POLLIN, 0};
  if (poll(&waited, 1, patience_ms) <= 0) return false;
  char ignored[256];
  return read(STDIN_FILENO, ignored, sizeof(ignored)) == 0;
}

int Run(Words words) {
  words.options.suite_url = [folder = words.suite_folder, url = words.suite_url] {
    return url.empty() ? SuiteAddressIn(folder) : url;
  };
  const absl::StatusOr<HubFaults> faults = ReadFaults(words.faults, {});
  if (!faults.ok()) {
    std::cerr << faults.status().message() << '\n';
    return 2;
  }
  auto hub = SmallHub::Open(std::move(words.options));
  if (!hub.ok()) {
    std::cerr << hub.status().message() << '\n';
    return 1;
  }
  (*hub)->SetFaults(*faults);
  std::cout << (*hub)->url() << std::endl;
  constexpr int kPauseMs = 50;
  while (stopped == 0 && !StdinEnded(kPauseMs)) (*hub)->Bring();
  std::cout << ToJson((*hub)->figures()) << std::endl;
  return 0;
}

}  // namespace
}  // namespace clientroute::hub

int main(int count, char** words) {
  clientroute::hub::Words read;
  if (!clientroute::hub::ReadWords(count, words, &read)) {
    std::cerr << clientroute::hub::kUsage;
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGTERM, clientroute::hub::Stop);
  std::signal(SIGINT, clientroute::hub::Stop);
  return clientroute::hub::Run(std::move(read));
}

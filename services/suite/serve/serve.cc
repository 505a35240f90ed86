#include "services/suite/serve/serve.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include "services/platform/status/status.h"
#include "services/suite/serve/past_year.h"
#include "services/suite/serve/suite.h"

namespace clientroute::suite {
namespace {

/// Takes the signals that ask for a stop away from every thread that is started later, and gives a descriptor on which
/// they are read.
int StopSignals() {
  // A file that may not grow is an error of the write, as a full disk is; not the end of the process.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

/// Whether standard input has ended; what can be read on it is read away.
bool StdinEnded() {
  std::array<char, 256> ignored{};
  ssize_t got = read(STDIN_FILENO, ignored.data(), ignored.size());
  return got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
}

void WaitForStop(int signals, bool stop_with_stdin) {
  std::array<pollfd, 2> waited = {pollfd{signals, POLLIN, 0}, pollfd{stop_with_stdin ? STDIN_FILENO : -1, POLLIN, 0}};
  for (;;) {
    if (poll(waited.data(), waited.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (waited[0].revents != 0) return;
    if (waited[1].revents != 0 && StdinEnded()) return;
  }
}

/// What becomes of the past that was asked for, where that is not plain.
void TellOfPast(const Suite& suite, const v1::SuiteConfig& config, Output& out) {
  const std::optional<v1::PastYear>& past = suite.past_year();
  const int asked = config.past_year_percent();
  if (!past) {
    if (asked != 0)
      out.Line("  verleden       geen: de gegevens waren er al; een nagespeeld jaar vraagt een nieuwe --data");
    return;
  }
  if (asked != 0 && asked != past->percent()) {
    out.Line(Cat("  verleden       ", past->percent(), "% van een gemiddelde regio, zoals de gegevens begonnen; ",
                 asked, "% vraagt een nieuwe --data"));
  }
  if (!suite.running().driven_clock()) return;
  out.Line(Cat("  verleden       het afgelopen jaar wordt nagespeeld: ", past->percent(),
               "% van een gemiddelde regio, ", ClientsOfRegion(past->percent()), " cliënten",
               IsShortOfNumbers(past->percent()) ? " (meer testnummers zijn er niet)" : ""));
}

void Introduce(const Suite& suite, const v1::SuiteConfig& config, Output& out) {
  const v1::RunningSuite& running = suite.running();
  if (out.json()) {
    out.Json(running);
    out.stream().flush();
    return;
  }
  out.Line(
      Cat("Clientroute ", running.version(), " draait, regio ", running.region(), ", proces ", running.pid(), "."));
  out.Line(Cat("  gRPC           ", running.grpc_address()));
  out.Line(Cat("  portaal        ", running.portal_address()));
  out.Line(Cat("  meetwaarden    http://", running.metrics_address(), "/metrics"));
  out.Line(Cat("  berichten      ", running.exchange_folder(), "/<gemeente>/{in,out,done,refused}"));
  if (!running.hub_address().empty()) {
    out.Line(Cat("  hub            ", config.hub_url(), "; brengt berichten op ", running.hub_address()));
  }
  out.Line(Cat("  gegevens       ", config.data_folder()));
  if (running.driven_clock() && !suite.past_year()) {
    out.Line("  klok           gestuurd; clientroute clock advance zet haar vooruit");
  }
  TellOfPast(suite, config, out);
  out.Line("Stoppen: Ctrl-C.");
  out.stream().flush();
}

/// The past that is still to be played; null where there is none.
std::unique_ptr<PastYearPlay> PlayPast(const Suite& suite, const v1::SuiteConfig& config, Output& out) {
  if (!suite.past_year() || !suite.running().driven_clock()) return nullptr;
  PastYearPlay::Options options;
  options.past = *suite.past_year();
  options.running = suite.running();
  options.data_folder = config.data_folder();
  options.files = suite.region();
  options.released = [&suite] { static_cast<void>(suite.AnnounceReleasedClock()); };
  if (!out.json()) {
    options.tell = [&out](const std::string& line) {
      out.Line(line);
      out.stream().flush();
    };
  }
  return std::make_unique<PastYearPlay>(std::move(options));
}

}  // namespace

absl::Status Serve(const v1::SuiteConfig& config, bool stop_with_stdin, Output& out) {
  int signals = StopSignals();
  CLIENTROUTE_ASSIGN(std::unique_ptr<Suite> suite, Suite::Start(config));
  Introduce(*suite, config, out);
  std::unique_ptr<PastYearPlay> past = PlayPast(*suite, config, out);
  WaitForStop(signals, stop_with_stdin);
  past.reset();  // ends after the step that it is at
  if (!out.json()) {
    out.Line("Stoppen: lopende aanroepen worden afgemaakt.");
    out.stream().flush();
  }
  suite.reset();
  close(signals);
  if (!out.json()) out.Line("Gestopt; de gegevens zijn heel.");
  return absl::OkStatus();
}

}  // namespace clientroute::suite

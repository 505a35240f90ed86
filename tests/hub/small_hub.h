#ifndef CLIENTROUTE_TESTS_HUB_SMALL_HUB_H_
#define CLIENTROUTE_TESTS_HUB_SMALL_HUB_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/directory_exchange.h"
#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/letter.h"
#include "services/platform/clock/clock.h"
#include "tests/hub/hub_faults.h"
#include "tests/hub/hub_journal.h"

namespace httplib {
class Server;
struct Request;
struct Response;
}  // namespace httplib

namespace clientroute::hub {

/// How a small hub is made.
struct SmallHubOptions {
  /// The providers' side: per municipality in/, out/ and refused/, as a directory exchange has them.
  std::string folder;
  std::vector<std::string> municipalities;
  int port = 0;  // 0 picks one
  std::uint64_t seed = 1;
  /// Where the suite takes letters at present; empty while nobody knows.
  std::function<std::string()> suite_url;
};

/// What it did, since it was made.
struct HubFigures {
  std::int64_t offered = 0;   // letters of the suite, repeats too
  std::int64_t taken = 0;     // brought to a provider's side; each reference once
  std::int64_t repeated = 0;  // offered again after they were taken
  std::int64_t failed = 0;    // answered by an error of HTTP, or by none
  std::int64_t refused = 0;   // refused by a code
  std::int64_t brought = 0;   // letters that the suite acknowledged; each once
  std::int64_t again = 0;     // brought once more on purpose
  std::int64_t other = 0;     // of those: acknowledged by other bytes than the first time, which never may be
  std::int64_t turned = 0;    // that the suite refused
  std::int64_t told = 0;      // errors (Fo01) of the suite about what it was brought
};

/// Stands in for the national hub, for tests and the demo: takes letters of a suite on loopback HTTP and puts the
/// messages on the providers' side, and brings the suite what providers put there. It can be told to do wrong, on its
/// own address under /control: GET gives its figures as JSON, POST takes faults (`fail=300&delay_ms=20`, see
/// HubFaults). It reads no more of a message than it needs to name its file. A letter is known by its reference: a
/// repeat has no effect and the same answer. Thread-safe.
class SmallHub {
 public:
  static constexpr char kPath[] = "/ggk";

  /// Listens on 127.0.0.1. Errors: those of DirectoryExchange::Open; Unavailable ADDRESS_IN_USE.
  static absl::StatusOr<std::unique_ptr<SmallHub>> Open(SmallHubOptions options);
  ~SmallHub();
  SmallHub(const SmallHub&) = delete;
  SmallHub& operator=(const SmallHub&) = delete;

  /// Where it takes letters: `http://127.0.0.1:PORT/ggk`.
  std::string url() const;
  void SetFaults(const HubFaults& faults);
  HubFaults faults() const;
  HubFigures figures() const;

  /// Brings what waits to the suite, once each; what the suite does not take waits for the next time. Returns how many
  /// letters it tried. One thread at a time.
  int Bring();
  /// Whether nothing waits to be brought.
  bool IsEmpty();

 private:
  explicit SmallHub(SmallHubOptions options);

  void Listen();
  void TakeFrom(const httplib::Request& request, httplib::Response* response);
  messaging::HttpAnswer TakeLetter(const messaging::Letter& letter);
  absl::Status Deliver(const messaging::Letter& letter);
  bool BringFile(const messaging::ArrivedFile& file);
  absl::StatusOr<messaging::HttpAnswer> PostToSuite(messaging::LetterKind kind, const std::string& bytes);
  int BringFaults();
  void Control(const httplib::Request& request, httplib::Response* response);

  const SmallHubOptions options_;
  const FaultDraw draw_;
  SystemClock clock_;
  std::unique_ptr<messaging::DirectoryExchange> boxes_;
  std::unique_ptr<messaging::HubClient> client_;  // of the address below
  std::string client_url_;
  int port_ = 0;
  mutable std::mutex mutex_;  // guards what follows
  HubFaults faults_;
  HubFigures figures_;
  HubJournal journal_;
  std::map<std::string, int> offers_;             // by reference
  std::map<std::string, int> brought_;            // times, by reference
  std::vector<messaging::Letter> late_refusals_;  // errors (Fo01) that wait to be brought
  std::unique_ptr<httplib::Server> server_;
  std::atomic<bool> ended_ = false;
  std::thread listener_;
};

/// The figures as JSON, one line.
std::string ToJson(const HubFigures& figures);

}  // namespace clientroute::hub

#endif  // CLIENTROUTE_TESTS_HUB_SMALL_HUB_H_

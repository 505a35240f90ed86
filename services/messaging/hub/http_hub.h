#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_HTTP_HUB_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_HTTP_HUB_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/content_vault.h"
#include "services/messaging/hub.h"
#include "services/messaging/hub/hub_client.h"
#include "services/messaging/hub/hub_door.h"
#include "services/messaging/hub/letter_reader.h"
#include "services/messaging/hub/receipt_store.h"
#include "services/platform/clock/clock.h"
#include "services/platform/clock/scheduler.h"
#include "services/platform/logging/logger.h"
#include "services/platform/metrics/metrics.h"
#include "services/platform/store/database.h"

namespace clientroute::messaging {

struct HttpHubOptions {
  std::vector<std::string> municipalities;  // CBS codes
  HubClientOptions client;                  // where the hub takes letters
  HubDoorOptions door;                      // where it brings them
  std::string application = "Clientroute";  // how we call ourselves in an envelope
  RetryPolicy retry{std::chrono::seconds(1), std::chrono::minutes(5), 300};
};

/// What the HTTP hub stands on; all outlive it, and are thread-safe.
struct HttpHubDeps {
  /// Messaging's own.
  Database* database = nullptr;
  Clock* clock = nullptr;
  Random* random = nullptr;
  Logger* logger = nullptr;
  Metrics* metrics = nullptr;
  const SecretKey* master_key = nullptr;
  /// Where done/ and refused/ are; of it nothing comes from providers, and to them go the answers to what came that way
  /// before there was this hub.
  Hub* boxes = nullptr;
};

/// The HTTP hub of the municipality side (GGK, StUF 3.01 in SOAP 1.1). We bring it forward messages (Di01), return
/// messages (Du01) and errors (Fo01); it brings us the same. A letter that was taken is answered by a receipt (Bv03),
/// one that cannot be answered later by a refusal (Fo03). Letters that come are stored before they are acknowledged; a
/// letter is known by its reference: a repeat is acknowledged by the same bytes and has no effect. A return message
/// leaves by the way by which its question came. Thread-safe.
class HttpHub final : public Hub {
 public:
  /// Letters that are handed over at once to be stored as messages.
  static constexpr int kLettersListed = 1'000;

  /// Opens the door. Errors: those of HubClient::Open and HubDoor::Open.
  static absl::StatusOr<std::unique_ptr<HttpHub>> Open(HttpHubOptions options, HttpHubDeps deps);
  ~HttpHub() override;

  Arrivals List() override;
  absl::StatusOr<std::string> Read(const ArrivedFile& file) override;
  absl::StatusOr<std::string> ReadBeginning(const ArrivedFile& file, std::size_t bytes) override;
  absl::Status Remove(const ArrivedFile& file) override;
  absl::Status Put(Box box, std::string_view municipality, std::string_view name, std::string_view bytes) override;
  absl::Status Send(const OutgoingMessage& message) override;
  RetryPolicy retry() const override { return options_.retry; }
  std::string home() const override {
    return options_.municipalities.empty() ? std::string() : options_.municipalities.front();
  }

  /// Takes a letter as the door hands it over: stores it and answers. 200 with a receipt; 500 with a refusal; 503 when
  /// it could not be stored, so that the hub brings it again.
  HttpAnswer Take(const std::string& body);

  /// What is wrong with letters that came is told to the hub (Fo01). Owned by the hub; see Scheduler.
  Work* fault_work() { return fault_work_.get(); }
  /// `http://127.0.0.1:7423/ggk`.
  std::string url() const { return door_->url(); }

 private:
  HttpHub(HttpHubOptions options, HttpHubDeps deps);

  LetterParty Ourselves(std::string_view municipality) const;
  bool IsOurs(std::string_view municipality) const;
  std::optional<LetterFault> Judge(const Letter& letter) const;
  HubReceipt ReceiptOf(const Letter& letter, bool faulty) const;
  HttpAnswer TakeLetter(const LetterReading& reading);
  HttpAnswer Receive(const Letter& letter, Instant received_at);
  HttpAnswer Refuse(const Letter& letter, const LetterFault& fault);
  void Count(std::string_view outcome) const;

  const HttpHubOptions options_;
  const HttpHubDeps deps_;
  const ContentVault vault_;
  std::unique_ptr<HubClient> client_;
  std::unique_ptr<Work> fault_work_;
  std::unique_ptr<HubDoor> door_;  // last: it calls the rest
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_HTTP_HUB_H_

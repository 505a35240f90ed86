#include "services/platform/store/answer_retention.h"

#include <utility>

#include "services/platform/status/status.h"
#include "services/platform/store/request_answers.h"

namespace clientroute {
namespace {

constexpr int kForgottenAtATime = 500;  // a short transaction: other writes wait for it
constexpr std::chrono::hours kLookAgain(1);
constexpr std::chrono::minutes kAfterError(1);

class AnswerRetention final : public Work {
 public:
  AnswerRetention(std::string service, Database* database, Clock* clock, Logger* logger)
      : service_(std::move(service)), database_(database), clock_(clock), logger_(logger) {}

  std::string name() const override { return service_ + ".answers"; }

  std::optional<std::chrono::milliseconds> Run() override {
    // Most times there is nothing, and a read disturbs nobody.
    if (Idle()) return kLookAgain;
    std::int64_t forgotten = 0;
    absl::Status status = database_->Write([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(forgotten, ForgetAnswers(connection, Oldest(), kForgottenAtATime));
      return absl::OkStatus();
    });
    if (!status.ok()) {
      const std::string reason = ReasonOf(status);
      logger_->Write(LogLevel::kWarning, service_, "old answers could not be forgotten",
                     {{"reason", std::string_view(reason)}});
      return kAfterError;
    }
    return forgotten < kForgottenAtATime ? std::chrono::milliseconds(kLookAgain) : std::chrono::milliseconds(0);
  }

  // No commit makes an answer old.
  std::optional<std::vector<std::string>> follows() const override { return std::vector<std::string>(); }

  bool Idle() override {
    bool some = false;
    absl::Status status = database_->Read([&](Connection& connection) -> absl::Status {
      CLIENTROUTE_ASSIGN(some, HasAnswersBefore(connection, Oldest()));
      return absl::OkStatus();
    });
    return status.ok() && !some;
  }

 private:
  Instant Oldest() const { return clock_->Now() - kAnswersKept; }

  std::string service_;
  Database* database_;
  Clock* clock_;
  Logger* logger_;
};

}  // namespace

std::unique_ptr<Work> MakeAnswerRetention(std::string service, Database* database, Clock* clock, Logger* logger) {
  return std::make_unique<AnswerRetention>(std::move(service), database, clock, logger);
}

}  // namespace clientroute

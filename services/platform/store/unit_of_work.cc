#include "services/platform/store/unit_of_work.h"

#include "services/platform/events/outbox.h"
#include "services/platform/status/status.h"
#include "services/platform/store/request_answers.h"

namespace clientroute {
namespace {

class Transaction final : public UnitOfWork {
 public:
  Transaction(Connection* connection, const CallContext* call) : connection_(connection), call_(call) {}
  Connection& db() override { return *connection_; }
  const CallContext& call() const override { return *call_; }
  absl::Status Announce(std::string_view aggregate, const google::protobuf::Message& event) override {
    return AppendEvent(*connection_, *call_, ++events_, aggregate, event).status();
  }

 private:
  Connection* connection_;
  const CallContext* call_;
  int events_ = 0;
};

}  // namespace

Uuid UnitOfWork::NewId(std::string_view what) const {
  return Uuid::Derive(kClientrouteSpace, Cat(call().request_id, "/", what));
}

absl::Status WriteOnce(Database& database, const CallContext& call, const google::protobuf::Message& request,
                       google::protobuf::Message* answer, const std::function<absl::Status(UnitOfWork&)>& work) {
  CLIENTROUTE_RETURN_IF_ERROR(CheckRequestId(call.request_id));
  absl::Status status = database.Write([&](Connection& connection) -> absl::Status {
    CLIENTROUTE_ASSIGN(const bool answered, FindAnswer(connection, call, request, answer));
    if (answered) return absl::OkStatus();
    Transaction transaction(&connection, &call);
    CLIENTROUTE_RETURN_IF_ERROR(work(transaction));
    return StoreAnswer(connection, call, request, *answer);
  });
  if (!status.ok()) answer->Clear();  // what was rolled back was not answered
  return status;
}

}  // namespace clientroute

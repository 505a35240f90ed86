#include "services/suite/demo/look_witness.h"

#include <algorithm>
#include <optional>

#include "services/platform/calls/policy.h"
#include "services/platform/status/status.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::suite {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Key = std::pair<std::string, std::string>;

void AddClients(const Message& message, std::set<std::string>& found) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        AddClients(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                        : reflection->GetMessage(message, field),
                   found);
      } else if (field->type() == FieldDescriptor::TYPE_STRING) {
        std::string text = field->is_repeated() ? reflection->GetRepeatedString(message, field, i)
                                                : reflection->GetString(message, field);
        if (IdIn(text, "clients")) found.insert(std::move(text));
      }
    }
  }
}

std::string Described(const WitnessedLook& look) {
  std::string clients;
  for (const std::string& client : look.clients) clients += Cat(clients.empty() ? ": " : ", ", client);
  return Cat(look.method, " door ", look.subject, clients);
}

/// Takes the row that fits the answer out of the rows: one about its clients and no others. An answer that names nobody
/// is about someone all the same, which it does not say; the shortest row is its.
bool TakeRow(const WitnessedLook& answer, std::vector<WitnessedLook>& rows) {
  auto best = rows.end();
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    const bool fits = answer.clients.empty() || row->clients == answer.clients;
    if (fits && (best == rows.end() || row->clients.size() < best->clients.size())) best = row;
  }
  if (best == rows.end()) return false;
  rows.erase(best);
  return true;
}

/// Reads one call as it passes; one without a name is no look, and only passes.
class Interceptor final : public grpc::experimental::Interceptor {
 public:
  Interceptor(LookWitness* witness, std::string method) : witness_(*witness), method_(std::move(method)) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* passing) override {
    using Point = grpc::experimental::InterceptionHookPoints;
    if (method_.empty()) return passing->Proceed();
    if (passing->QueryInterceptionHookPoint(Point::PRE_SEND_INITIAL_METADATA)) {
      const auto* headers = passing->GetSendInitialMetadata();
      const auto subject = headers->find("clientroute-subject");
      if (subject != headers->end()) subject_ = subject->second;
    }
    if (passing->QueryInterceptionHookPoint(Point::POST_RECV_MESSAGE)) {
      const auto* received = static_cast<const google::protobuf::MessageLite*>(passing->GetRecvMessage());
      const auto* answer = dynamic_cast<const Message*>(received);
      if (answer != nullptr && answer->ByteSizeLong() > 0) {
        showed_ = true;
        AddClients(*answer, clients_);
      }
    }
    if (passing->QueryInterceptionHookPoint(Point::POST_RECV_STATUS)) Conclude(*passing->GetRecvStatus());
    passing->Proceed();
  }

 private:
  void Conclude(const grpc::Status& status) {
    switch (status.error_code()) {
      case grpc::StatusCode::OK:
        if (showed_) witness_.Answered({method_, subject_, std::move(clients_)});
        return;
      case grpc::StatusCode::UNAVAILABLE:
      case grpc::StatusCode::CANCELLED:
      case grpc::StatusCode::DEADLINE_EXCEEDED:
      case grpc::StatusCode::UNKNOWN:
        return witness_.BrokeOff(method_, subject_);
      default:
        return;  // the method refused: it showed nothing
    }
  }

  LookWitness& witness_;
  const std::string method_;
  std::string subject_;
  bool showed_ = false;
  std::set<std::string> clients_;
};

class Factory final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit Factory(LookWitness* witness) : witness_(witness) {}
  grpc::experimental::Interceptor* CreateClientInterceptor(grpc::experimental::ClientRpcInfo* call) override {
    std::string method = call->method();
    if (method.starts_with('/')) method.erase(0, 1);
    const auto* policy = PolicyOf(method);
    if (policy == nullptr || !policy->looks_at_clients()) method.clear();
    return new Interceptor(witness_, std::move(method));  // the call owns it
  }

 private:
  LookWitness* witness_;
};

}  // namespace

std::set<std::string> ClientsIn(const Message& message) {
  std::set<std::string> found;
  AddClients(message, found);
  return found;
}

std::vector<std::string> LookDifferences(const WitnessedLooks& witnessed, std::span<const WitnessedLook> logged) {
  std::map<Key, std::vector<WitnessedLook>> rows;
  for (const WitnessedLook& row : logged) rows[{row.method, row.subject}].push_back(row);
  // Those that name nobody come last, for the rows that are left.
  std::vector<WitnessedLook> answers = witnessed.answered;
  std::ranges::stable_sort(answers, std::ranges::greater(), [](const auto& answer) { return answer.clients.size(); });
  std::vector<std::string> differences;
  for (const WitnessedLook& answer : answers) {
    if (!TakeRow(answer, rows[{answer.method, answer.subject}])) {
      differences.push_back(Cat("niet in het logboek: ", Described(answer)));
    }
  }
  for (const auto& [key, left] : rows) {
    const auto broken = witnessed.broken_off.find(key);
    const std::size_t unknown = broken == witnessed.broken_off.end() ? 0 : static_cast<std::size_t>(broken->second);
    for (std::size_t i = unknown; i < left.size(); ++i) {
      differences.push_back(Cat("wel in het logboek, maar niet gezien: ", Described(left[i])));
    }
  }
  return differences;
}

std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> LookWitness::MakeInterceptors() {
  return std::make_unique<Factory>(this);
}

void LookWitness::Answered(WitnessedLook look) {
  const std::lock_guard lock(mutex_);
  told_.answered.push_back(std::move(look));
}

void LookWitness::BrokeOff(const std::string& method, const std::string& subject) {
  const std::lock_guard lock(mutex_);
  ++told_.broken_off[{method, subject}];
}

WitnessedLooks LookWitness::Told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

}  // namespace clientroute::suite

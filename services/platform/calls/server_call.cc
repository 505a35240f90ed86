#include "services/platform/calls/server_call.h"

#include <atomic>
#include <exception>
#include <memory>
#include <typeinfo>
#include <utility>

#include "google/protobuf/descriptor.h"
#include "services/platform/calls/identity_headers.h"
#include "services/platform/calls/policy.h"
#include "services/platform/calls/validate.h"
#include "services/platform/status/defect.h"
#include "services/platform/status/status.h"
#include "services/platform/store/request_answers.h"

namespace clientroute {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The request's `request_id`; empty when it has none.
std::string RequestIdOf(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("request_id");
  const bool text = field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated();
  return text ? request.GetReflection()->GetString(request, field) : std::string();
}

absl::Status DefectOf(std::string_view reason, std::string_view method, std::string_view why) {
  return Error(absl::StatusCode::kInternal, reason, Cat(method, ": ", why));
}

std::string_view KindOf(Identity::Kind kind) {
  switch (kind) {
    case Identity::Kind::kPerson:
      return "person";
    case Identity::Kind::kProvider:
      return "provider";
    case Identity::Kind::kService:
      return "service";
  }
  return "";
}

// How loud an outcome is: a defect or loss of ours wakes someone; a refusal is the caller's to solve.
LogLevel LevelOf(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kUnimplemented:
      return LogLevel::kError;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kPermissionDenied:
      return LogLevel::kWarning;
    default:
      return LogLevel::kInfo;
  }
}

// Runs the method; an exception becomes a status, because what it had written is rolled back and other calls are none
// the worse.
absl::Status WithoutExceptions(std::string_view method, const std::function<absl::Status()>& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Error(absl::StatusCode::kResourceExhausted, "MEMORY", "no memory is left for this call");
  } catch (const std::exception& exception) {
    return DefectOf("UNEXPECTED", method, Cat("an exception of type ", typeid(exception).name()));
  } catch (...) {
    return DefectOf("UNEXPECTED", method, "an exception of no standard type");
  }
}

}  // namespace

ServerCalls::ServerCalls(CallStack stack) : stack_(std::move(stack)) {
  if (stack_.clock == nullptr || stack_.logger == nullptr || stack_.metrics == nullptr || stack_.service.empty()) {
    StopOnDefect("a call wrapper needs a service name, a clock, a logger and metrics");
  }
}

Database& ServerCalls::database() const {
  if (stack_.database == nullptr) StopOnDefect(Cat(stack_.service, " looks or writes without a database"));
  return *stack_.database;
}

grpc::Status ServerCalls::Read(const grpc::ServerContextBase* context, std::string_view method, const Message& request,
                               const std::function<absl::Status(const CallContext&)>& work) const {
  return Wrapped(context, method, request, Shape::kRead, work);
}

grpc::Status ServerCalls::Look(const grpc::ServerContextBase* context, std::string_view method, const Message& request,
                               const std::function<absl::Status(const CallContext&, clientroute::Look&)>& work) const {
  return Wrapped(context, method, request, Shape::kLook, [&](const CallContext& call) -> absl::Status {
    clientroute::Look look;
    CLIENTROUTE_RETURN_IF_ERROR(work(call, look));
    if (look.clients().empty()) return absl::OkStatus();
    return database().Write([&](Connection& connection) { return AppendLook(connection, call, look); });
  });
}

grpc::Status ServerCalls::Write(const grpc::ServerContextBase* context, std::string_view method, const Message& request,
                                Message* answer, const std::function<absl::Status(UnitOfWork&)>& work,
                                const std::function<absl::Status(const CallContext&)>& prepare) const {
  return Wrapped(context, method, request, Shape::kWrite, [&](const CallContext& call) -> absl::Status {
    if (prepare) {
      bool answered = false;
      CLIENTROUTE_RETURN_IF_ERROR(database().Read([&](Connection& connection) -> absl::Status {
        CLIENTROUTE_ASSIGN(answered, FindAnswer(connection, call, request, answer));
        return absl::OkStatus();
      }));
      if (answered) return absl::OkStatus();
      CLIENTROUTE_RETURN_IF_ERROR(prepare(call));
    }
    return WriteOnce(database(), call, request, answer, work);
  });
}

grpc::Status ServerCalls::Submit(const grpc::ServerContextBase* context, std::string_view method,
                                 const Message& request,
                                 const std::function<absl::Status(const CallContext&)>& work) const {
  return Wrapped(context, method, request, Shape::kWrite, work);
}

grpc::Status ServerCalls::Wrapped(const grpc::ServerContextBase* context, std::string_view method,
                                  const Message& request, Shape shape,
                                  const std::function<absl::Status(const CallContext&)>& work) const {
  const auto start = Elapsed();
  CallContext call = Begin(method, request);
  const absl::Status status = WithoutExceptions(method, [&]() -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(Admit(*context, request, shape, &call));
    return work(call);
  });
  Report(call, status, Elapsed() - start);
  return ToGrpc(status, Cat(stack_.service, ".clientroute"));
}

CallContext ServerCalls::Begin(std::string_view method, const Message& request) const {
  CallContext call;
  call.method = std::string(method);
  call.request_id = RequestIdOf(request);
  call.now = stack_.clock->Now();
  return call;
}

/// A call that is answered once, by whoever comes first: the writer, or what went wrong on the way to it.
class ServerCalls::Pending {
 public:
  Pending(const ServerCalls* calls, CallContext call, Reply reply)
      : calls_(calls), call_(std::move(call)), begin_(Elapsed()), reply_(std::move(reply)) {}
  CallContext& call() { return call_; }
  void Answer(const absl::Status& status) {
    if (answered_.exchange(true)) return;
    calls_->Report(call_, status, Elapsed() - begin_);
    reply_(ToGrpc(status, Cat(calls_->stack_.service, ".clientroute")));
  }

 private:
  const ServerCalls* const calls_;
  CallContext call_;
  const std::chrono::microseconds begin_;
  const Reply reply_;
  std::atomic<bool> answered_ = false;
};

void ServerCalls::SubmitLater(const grpc::ServerContextBase& context, std::string_view method, const Message& request,
                              const std::function<void(CallContext, Done)>& work, Reply reply) const {
  const auto pending = std::make_shared<Pending>(this, Begin(method, request), std::move(reply));
  const absl::Status status = WithoutExceptions(method, [&]() -> absl::Status {
    CLIENTROUTE_RETURN_IF_ERROR(Admit(context, request, Shape::kWrite, &pending->call()));
    work(pending->call(), [pending](const absl::Status& answer) { pending->Answer(answer); });
    return absl::OkStatus();
  });
  if (!status.ok()) pending->Answer(status);
}

absl::Status ServerCalls::Admit(const grpc::ServerContextBase& context, const Message& request, Shape shape,
                                CallContext* call) const {
  CLIENTROUTE_RETURN_IF_ERROR(AdmitCaller(context, shape, call));
  if (auto violations = ViolationsIn(request); !violations.empty()) {
    return InvalidFields("REQUEST_INVALID", std::move(violations));
  }
  return shape == Shape::kWrite ? CheckRequestId(call->request_id) : absl::OkStatus();
}

absl::StatusOr<CallContext> ServerCalls::AdmitStream(const grpc::ServerContextBase& context,
                                                     std::string_view method) const {
  CallContext call;
  call.method = std::string(method);
  CLIENTROUTE_RETURN_IF_ERROR(AdmitCaller(context, Shape::kWrite, &call));
  return call;
}

absl::Status ServerCalls::AdmitNext(const Message& request, CallContext* call) const {
  call->request_id = RequestIdOf(request);
  call->now = stack_.clock->Now();
  if (auto violations = ViolationsIn(request); !violations.empty()) {
    return InvalidFields("REQUEST_INVALID", std::move(violations));
  }
  return CheckRequestId(call->request_id);
}

void ServerCalls::CountAnswers(std::string_view method, absl::StatusCode code, int answers) const {
  stack_.metrics->Count("clientroute_calls_total",
                        {{"method", std::string(method)}, {"code", absl::StatusCodeToString(code)}}, answers);
}

absl::Status ServerCalls::AdmitCaller(const grpc::ServerContextBase& context, Shape shape, CallContext* call) const {
  const auto* policy = PolicyOf(call->method);
  if (policy == nullptr) {
    return DefectOf("METHOD_HAS_NO_POLICY", call->method, "its proto does not say for whom it is");
  }
  const bool fits = policy->writes() == (shape == Shape::kWrite) &&
                    (policy->looks_at_clients() == (shape == Shape::kLook) || shape == Shape::kWrite);
  if (!fits) {
    return DefectOf("METHOD_POLICY_MISMATCH", call->method, "it does not do what its proto says");
  }
  if (!stack_.development_identity) {
    return Error(absl::StatusCode::kUnauthenticated, "IDENTITY_NOT_VERIFIED",
                 "this server takes no development identity, and the call brings no other");
  }
  CLIENTROUTE_ASSIGN(CallerHeaders caller, FromHeaders(context.client_metadata()));
  call->identity = std::move(caller.identity);
  call->purpose = std::move(caller.purpose);
  call->cause = std::move(caller.cause);
  CLIENTROUTE_RETURN_IF_ERROR(CheckPolicy(*policy, call->identity, call->purpose));

  if (const auto deadline = context.deadline(); deadline != std::chrono::system_clock::time_point::max()) {
    call->deadline = deadline;
    if (RealTimeUntil(deadline).count() == 0) {
      return Error(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED", "the caller no longer waits for the answer");
    }
  }
  return absl::OkStatus();
}

void ServerCalls::Report(const CallContext& call, const absl::Status& status, std::chrono::microseconds took) const {
  const std::string code = absl::StatusCodeToString(status.code());
  const std::string reason = ReasonOf(status);
  const LogLevel level = LevelOf(status.code());
  // Only what is ours to repair says more than its reason.
  const std::string message = level == LogLevel::kError ? std::string(status.message()) : std::string();
  const std::string request_id = CheckRequestId(call.request_id).ok() ? call.request_id : std::string();
  stack_.metrics->Count("clientroute_calls_total", {{"method", call.method}, {"code", code}});
  stack_.metrics->Observe("clientroute_call_seconds", {{"method", call.method}},
                          std::chrono::duration<double>(took).count());
  stack_.logger->Write(level, stack_.service, "call",
                       {{"method", std::string_view(call.method)},
                        {"code", std::string_view(code)},
                        {"reason", std::string_view(reason)},
                        {"error", std::string_view(message)},
                        {"request_id", std::string_view(request_id)},
                        {"kind", KindOf(call.identity.kind)},
                        {"purpose", std::string_view(call.purpose)},
                        {"duration_us", std::int64_t{took.count()}}});
}

}  // namespace clientroute

#ifndef CLIENTROUTE_SERVICES_SUITE_CLI_SESSION_H_
#define CLIENTROUTE_SERVICES_SUITE_CLI_SESSION_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "clientroute/suite/v1/running_suite.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/support/client_interceptor.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/ids/random.h"
#include "services/suite/cli/arguments.h"
#include "services/suite/cli/persona.h"

namespace clientroute::suite {

/// Reads `suite.json` of a data folder. Errors: NotFound SUITE_NOT_RUNNING when there is none; InvalidArgument
/// SUITE_FILE_DAMAGED.
absl::StatusOr<v1::RunningSuite> ReadRunningSuite(const std::string& data_folder);

/// A channel for a client of the suite; connects when it is used. Answers may be as large as the largest message file.
/// `interceptors` read along with its calls; they outlive the channel's calls.
std::shared_ptr<grpc::Channel> ClientChannel(
    const std::string& address,
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors = {});

/// A command's way to a running suite: as whom, why, and where. One thread.
class Session {
 public:
  /// Finds the suite by `--address`, else by `--data` (`data/suite.json`), and takes on the persona of `--as`, else the
  /// one given. Without `--municipality` he works for all municipalities of the region. Errors: those of
  /// ReadRunningSuite; WRONG_USE.
  static absl::StatusOr<Session> Open(const Arguments& arguments, std::string_view persona, Random* random);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const Caller& caller() const { return caller_; }
  /// `--request-id` where it was given, so that a call can be repeated; otherwise a new one.
  std::string NewRequestId() const;

 private:
  Session() = default;
  std::shared_ptr<grpc::Channel> channel_;
  Caller caller_;
  std::string request_id_;
  Random* random_ = nullptr;
};

/// Makes the call and gives what the method answers: `Ask(session, &Intake::Stub::GetClient, request)`.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Ask(const Session& session,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                             const Request& request) {
  Stub stub(session.channel());
  return Call(session.caller(), &stub, method, request);
}

/// How many rows a page holds: the elements of its one repeated field.
int RowsOn(const google::protobuf::Message& page);

/// All pages of a list method together, at most `limit` rows; `next_page_token` is left where more would follow.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> AskPages(const Session& session,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                  Request request, std::int64_t limit) {
  constexpr std::int64_t kPageSizeMax = 1'000;  // what every list method gives at most
  Response all;
  for (std::int64_t left = limit; left > 0;) {
    request.set_page_size(static_cast<int>(std::min(left, kPageSizeMax)));
    CLIENTROUTE_ASSIGN(Response page, Ask(session, method, request));
    left -= RowsOn(page);
    request.set_page_token(page.next_page_token());
    all.clear_next_page_token();
    all.MergeFrom(page);
    if (page.next_page_token().empty()) break;
  }
  return all;
}

/// `routes/` and the id, whether the caller wrote the collection or not.
std::string ResourceName(std::string_view collection, std::string_view id);

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_CLI_SESSION_H_

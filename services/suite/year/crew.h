#ifndef CLIENTROUTE_SERVICES_SUITE_YEAR_CREW_H_
#define CLIENTROUTE_SERVICES_SUITE_YEAR_CREW_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "clientroute/orchestrator/v1/orchestrator.pb.h"
#include "grpcpp/channel.h"
#include "services/platform/calls/client_call.h"
#include "services/provider/chance.h"

namespace clientroute::suite {

/// The people of a simulated region at work: they take the tasks that the routes give them and end them as chance says
/// (choices.h), by the same calls as everybody. All that they write is named by its task, so that a day that broke off
/// is done again without doing anything twice. Not thread-safe; it works with threads of its own.
class Crew {
 public:
  struct Options {
    std::set<std::string> municipalities;
    provider::Chance chance{1};
    /// How many work side by side.
    int hands = 8;
  };
  /// `channel` leads to a suite that takes people at their word (development identity).
  Crew(std::shared_ptr<grpc::Channel> channel, Options options);

  struct Report {
    int done = 0;         // those that went by themselves meanwhile included
    int left = 0;         // waits for a later day
    int refused = 0;      // what the suite did not let end so
    std::string refusal;  // the last of those, with what it was about
  };
  /// Does what people get to on that day. Errors: those of ListTasks; a call that was not answered.
  absl::StatusOr<Report> Work(Date today);

 private:
  using Task = orchestrator::v1::Task;
  using Route = orchestrator::v1::Route;

  /// Learns where the routes of the tasks came from, each once.
  absl::Status LearnOrigins(const std::vector<Task>& tasks);
  /// By what chance knows a route and a task: who referred, under which number. Ids follow the order in which messages
  /// came in, which is not the same each time.
  const std::string& OriginOf(const Task& task) const { return origins_.at(task.route()); }
  std::string KeyOf(const Task& task) const;

  absl::Status ListOpen(std::string_view role, std::vector<Task>* open);
  bool GetsTo(const Task& task, Date today) const;
  /// Takes the task and ends it.
  absl::Status Do(const Task& task, Date today);
  absl::Status Complete(const Caller& caller, const Task& task);
  absl::Status Answer(const Caller& caller, const Task& task, const Route& route, Date today);
  absl::Status Analyse(const Caller& caller, const Task& task, const Route& route);
  absl::Status Plan(const Caller& caller, const Task& task, const Route& route, Date today);
  absl::Status Decide(const Caller& caller, const Task& task, const Route& route);
  absl::Status Confer(const Caller& caller, const Task& task);
  absl::Status AskExperts(const Caller& caller, const Task& task);
  absl::Status Evaluate(const Caller& caller, const Task& task);
  absl::Status LeaveCare(const Caller& caller, const Task& task, const Route& route, Date today);
  absl::Status Contact(const Caller& caller, const Task& task, Date today);
  absl::Status NameCaseManager(const Caller& caller, const Task& task, const Route& route);

  Caller CallerOf(std::string_view role) const;
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Ask(const Caller& caller,
                               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) const {
    Stub stub(channel_);
    return Call(caller, &stub, method, request);
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const Options options_;
  std::map<std::string, std::string, std::less<>> origins_;  // by route
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_YEAR_CREW_H_

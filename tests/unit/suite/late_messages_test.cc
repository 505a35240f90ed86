// `clientroute message late` beside a server of the test's own, with messages in every state.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "clientroute/messaging/v1/messaging.grpc.pb.h"
#include "clientroute/platform/v1/operations.grpc.pb.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/ids/random.h"
#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/suite/cli/command.h"
#include "services/suite/commands/commands.h"

namespace clientroute::suite {
namespace {

using messaging::v1::Message;
using testing::HasSubstr;
using testing::Not;

const Date kToday = Date::Of(2026, 4, 9).value();

/// In each state a message whose term passed yesterday and one whose term ends today.
class Terms final : public messaging::v1::Messaging::Service {
 public:
  grpc::Status ListMessages(grpc::ServerContext* /*context*/, const messaging::v1::ListMessagesRequest* request,
                            messaging::v1::ListMessagesResponse* answer) override {
    for (const int days : {-1, 0}) {
      Message& message = *answer->add_messages();
      message.set_name(Cat("messages/", Message::State_Name(request->state()), days));
      message.set_state(request->state());
      message.set_identification(Cat(Message::State_Name(request->state()), days < 0 ? "-late" : "-in-time"));
      *message.mutable_answer_due_date() = ToProto(kToday.AddDays(days));
    }
    return grpc::Status::OK;
  }
};

class Clock final : public platform::v1::Operations::Service {
 public:
  grpc::Status GetTime(grpc::ServerContext* /*context*/, const platform::v1::GetTimeRequest* /*request*/,
                       platform::v1::GetTimeResponse* answer) override {
    *answer->mutable_now() = ToProto(LocalMidnight(kToday));
    return grpc::Status::OK;
  }
};

// shows: MSG-3
TEST(LateMessages, AreThoseOfBothSidesThatWaitForAnAnswerInWhateverState) {
  Terms terms;
  Clock clock;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&terms);
  builder.RegisterService(&clock);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  std::ostringstream out;
  std::ostringstream err;
  const std::unique_ptr<Random> random = MakeSeededRandom(1);
  const std::vector<std::string> words = {"message",        "late", "--address", Cat("127.0.0.1:", port),
                                          "--municipality", "0361"};
  EXPECT_EQ(RunCommandLine(AllCommands(), words, false, random.get(), out, err), 0) << err.str();
  for (const char* state : {"SENT", "RECEIVED", "WAITING", "FAILED", "ACCEPTED"}) {
    EXPECT_THAT(out.str(), HasSubstr(Cat(state, "-late")));
  }
  EXPECT_THAT(out.str(), Not(HasSubstr("in-time")));
  server->Shutdown();
}

}  // namespace
}  // namespace clientroute::suite

// What is left of the claims for a client who is erased (PRI-3).
#include <string>
#include <vector>

#include "clientroute/intake/v1/events.pb.h"
#include "services/claims/listener_service.h"
#include "services/platform/testing/delivery.h"
#include "tests/service/claims/claims_world.h"

namespace clientroute::claims {
namespace {

using testing::ElementsAre;

class ErasureTest : public ClaimsWorld {
 protected:
  absl::Status Deliver(const google::protobuf::Message& payload) {
    const Instant now = world_.clock()->Now();
    return DeliverTo(*database_, now, EventOf(Id(++delivered_ + 5'000).ToString(), now, payload), ClaimsListener());
  }
  absl::Status Erase(int client) {
    intake::v1::ClientErased erased;
    erased.set_client(Client(client));
    return Deliver(erased);
  }
  // The clients of the lines of a claim.
  std::vector<std::string> ClientsOf(const std::string& claim) {
    std::vector<std::string> clients;
    const auto lines = Lines(claim);
    EXPECT_THAT(lines, IsOk());
    for (const v1::ClaimLine& line : lines->lines()) clients.push_back(line.client());
    return clients;
  }
  int delivered_ = 0;
};

// shows: PRI-3
TEST_F(ErasureTest, TheLinesOfAnErasedClientStayAndNameNobody) {
  v1::SubmitMessageRequest may = Message(1);
  const v1::SubmittedClaimLine paid = *AddHours(may, "R-1", 16);
  AddHours(may, "R-2", 8, 8, 2);
  AddHours(may, "R-3", 21);  // refused
  const std::string claim = Judge(may).claim();
  ASSERT_THAT(ClientsOf(claim), ElementsAre(Client(1), Client(2), Client(1)));
  const auto before = Lines(claim);
  const std::vector<std::string> entries = Entries();
  ASSERT_THAT(Erase(1), IsOk());
  EXPECT_THAT(ClientsOf(claim), ElementsAre("", Client(2), ""));
  auto after = Lines(claim);
  for (int i = 0; i < 3; ++i) after->mutable_lines(i)->set_client(before->lines(i).client());
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString()) << "nothing else of them changed";
  EXPECT_EQ(Entries(), entries);
  EXPECT_EQ(Balance().total().cents(), 0);
  EXPECT_EQ(Balance().paid().cents(), Balance().accepted().cents());
  EXPECT_THAT(Erase(1), IsOk()) << "once more";
  EXPECT_THAT(Erase(77), IsOk()) << "nothing was claimed for him";
  EXPECT_THAT(ClientsOf(claim), ElementsAre("", Client(2), ""));

  // No line of it is paid twice, whoever it was for.
  v1::SubmitMessageRequest again = Message(2);
  AddHours(again, "R-1", 4, 8, 2);
  AddCredit(again, paid, "R-4");
  const auto told = Told(Judge(again));
  EXPECT_THAT(told, testing::Contains("Client[2]/Prestaties/Prestatie[1], TR314, 8021"));
  EXPECT_EQ(Entries(), entries);
}

TEST_F(ErasureTest, NothingElseOfALineEverChanges) {
  v1::SubmitMessageRequest may = Message(1);
  AddHours(may, "R-1", 16);
  Judge(may);
  for (const char* sql : {"UPDATE claim_line SET amount_cents = 1", "UPDATE claim_line SET client = NULL, volume = 1",
                          "UPDATE claim_line SET client = zeroblob(16)", "DELETE FROM claim_line"}) {
    EXPECT_FALSE(database_->Write([&](Connection& db) { return db.Execute(sql, {}).status(); }).ok()) << sql;
  }
}

TEST_F(ErasureTest, AnEventThatIsDamagedOrNotItsOwnIsRefused) {
  EXPECT_THAT(Deliver(intake::v1::ClientErased()), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
  EXPECT_THAT(Deliver(intake::v1::ReferralAccepted()), Fails(absl::StatusCode::kInvalidArgument, "EVENT_TYPE_UNKNOWN"));
}

}  // namespace
}  // namespace clientroute::claims

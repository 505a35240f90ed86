// Who is involved with a client sees his allocations, until the involvement ends.
#include <string>

#include "clientroute/access/v1/events.pb.h"
#include "tests/service/allocation/allocation_world.h"

namespace clientroute::allocation {
namespace {

class InvolvementTest : public AllocationWorld {
 protected:
  int Shown(const Caller& caller) {
    const auto page = Ask(&Stub::ListAllocations, v1::ListAllocationsRequest(), caller);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? page->allocations_size() : -1;
  }
};

// shows: PRI-1
TEST_F(InvolvementTest, EndsWithTheEventAndOnlyForWhomItIsSaid) {
  Allocate(1, Line("line-1"));
  const Caller coach = Persona("access-professional", {"0361"});
  access::v1::PersonInvolved involved;
  involved.set_client(Client(1));
  involved.set_person(coach.identity.subject);
  ASSERT_THAT(Deliver(involved), IsOk());
  ASSERT_EQ(Shown(coach), 1);
  access::v1::InvolvementEnded ended;
  ended.set_client(Client(1));
  ended.set_person("persons/somebody-else");
  ASSERT_THAT(Deliver(ended), IsOk());
  EXPECT_EQ(Shown(coach), 1);
  ended.set_person(coach.identity.subject);
  ASSERT_THAT(Deliver(ended), IsOk());
  ASSERT_THAT(Deliver(ended), IsOk());
  EXPECT_EQ(Shown(coach), 0);
  ended.clear_person();
  EXPECT_THAT(Deliver(ended), Fails(absl::StatusCode::kInvalidArgument, "EVENT_DAMAGED"));
}

}  // namespace
}  // namespace clientroute::allocation

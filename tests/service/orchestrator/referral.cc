#include "tests/service/orchestrator/referral.h"

#include "clientroute/intake/v1/events.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::orchestrator {

void OpenWithoutRequest(OrchestratorWorld& orchestrator, const std::string& route) {
  intake::v1::ReferralAccepted accepted;
  accepted.set_route(route);
  accepted.set_referral("referrals/1");
  accepted.set_client(ClientOf(route));
  accepted.set_household("households/1");
  accepted.set_municipality("0361");
  accepted.set_law(type::v1::JEUGDWET);
  accepted.mutable_receive_date()->set_year(2026);
  accepted.mutable_receive_date()->set_month(4);
  accepted.mutable_receive_date()->set_day(1);
  EXPECT_THAT(orchestrator.Deliver(route + "-accepted", accepted), IsOk());
  orchestrator.world().Settle();
}

}  // namespace clientroute::orchestrator

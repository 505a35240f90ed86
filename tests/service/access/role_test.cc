// Roles around a case: one holder at a time, history kept, and involvement as long as they last.
#include <string>
#include <vector>

#include "clientroute/allocation/v1/events.pb.h"
#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// `PersonInvolved` and `InvolvementEnded` in order: `+persons/x clients/…`, without the client where there is one.
class RoleTest : public AccessTest {
 protected:
  std::vector<std::string> Involvement() {
    std::vector<std::string> changes;
    for (const type::v1::Event& event : Announced()) {
      if (v1::PersonInvolved one; event.payload().UnpackTo(&one)) changes.push_back("+" + one.person());
      if (v1::InvolvementEnded one; event.payload().UnpackTo(&one)) changes.push_back("-" + one.person());
    }
    return changes;
  }
};

// shows: ACC-4
TEST_F(RoleTest, OneCaseDirectorAtATimeWithTheHistoryOfAll) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Direct("r-1", name, "persons/a"), IsOk());
  world_.clock()->Set(world_.clock()->Now() + std::chrono::hours(1));
  ASSERT_THAT(Direct("r-2", name, "persons/b", Persona("access-manager", {kAlkmaar})), IsOk());
  const auto shown = Get(name, ServicePersona("suite"));
  EXPECT_EQ(shown->case_director(), "persons/b");
  ASSERT_THAT(shown->roles(), SizeIs(2));
  EXPECT_EQ(shown->roles(0).holder(), "persons/a");
  EXPECT_EQ(shown->roles(0).named_by(), "persons/test.access-professional");
  EXPECT_EQ(shown->roles(0).end_time().seconds(), shown->roles(1).start_time().seconds());
  EXPECT_EQ(shown->roles(1).named_by(), "persons/test.access-manager");
  EXPECT_FALSE(shown->roles(1).has_end_time());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "-persons/a", "+persons/b"));
}

TEST_F(RoleTest, ARoleThatEndsLeavesNobody) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Direct("r-1", name, "persons/a"), IsOk());
  const auto ended = Direct("r-2", name, "");
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->case_director(), "");
  ASSERT_THAT(ended->roles(), SizeIs(1));
  EXPECT_TRUE(ended->roles(0).has_end_time());
  EXPECT_THAT(ended->routes(), IsEmpty()) << "nobody's client is shown without a look that is logged";
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "-persons/a"));
  EXPECT_THAT(Get(name, Named(Persona("case-director", {kAlkmaar}), "persons/a")),
              Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(FieldsOf(Direct("r-3", name, "").status()), ElementsAre("holder")) << "there is nothing to end";
}

// shows: ACC-4
TEST_F(RoleTest, ACaseManagerIsAskedForAtAClinicalAdmissionAndNamedToTheRoutesThatAsked) {
  const std::string name = Open("open-1", 1)->name();
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  ASSERT_EQ(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator"))->name(), name) << "it asks for nobody";
  allocation::v1::AllocationsMade made;
  made.set_route(RouteName(1));
  made.add_lines()->mutable_product()->set_code("45A04");
  ASSERT_THAT(Deliver("e-1", made), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), IsEmpty()) << "no admission";
  made.add_lines()->mutable_product()->set_code("43A03");
  ASSERT_THAT(Deliver("e-2", made), IsOk());
  ASSERT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(1));
  EXPECT_EQ(AnnouncedOf<v1::CaseManagerWanted>()[0].route(), RouteName(1));
  EXPECT_EQ(AnnouncedOf<v1::CaseManagerWanted>()[0].case_(), name);
  ASSERT_THAT(Assign(RoleRequest("r-1", name, v1::CASE_MANAGER, "persons/m")), IsOk());
  ASSERT_THAT(AnnouncedOf<v1::CaseManagerNamed>(), SizeIs(1));
  EXPECT_EQ(AnnouncedOf<v1::CaseManagerNamed>()[0].route(), RouteName(1));
  ASSERT_THAT(Assign(RoleRequest("r-1b", name, v1::CASE_MANAGER, "persons/n")), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerNamed>(), SizeIs(1)) << "the route was told already";
  allocation::v1::AllocationsChanged changed;
  changed.set_route(RouteName(1));
  changed.add_lines()->mutable_product()->set_code("43A03");
  ASSERT_THAT(Deliver("e-3", changed), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(1)) << "there is one";
  ASSERT_THAT(Assign(RoleRequest("r-2", name, v1::CASE_MANAGER, "")), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerNamed>(), SizeIs(1));
  ASSERT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(2)) << "the admission lasts";
  EXPECT_EQ(AnnouncedOf<v1::CaseManagerWanted>()[1].route(), RouteName(1)) << "the sibling is at home";
  ASSERT_THAT(Assign(RoleRequest("r-3", name, v1::CASE_MANAGER, "persons/m")), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerNamed>(), SizeIs(2));
}

// shows: ACC-4
TEST_F(RoleTest, ACaseManagerWhoseRoleEndsIsFollowedUpOnlyWhileAnAdmissionLasts) {
  const std::string name = Open("open-1", 1)->name();
  int requests = 0;
  const auto end_role = [&] {
    ASSERT_THAT(Assign(RoleRequest(Cat("name-", ++requests).c_str(), name, v1::CASE_MANAGER, "persons/m")), IsOk());
    ASSERT_THAT(Assign(RoleRequest(Cat("end-", requests).c_str(), name, v1::CASE_MANAGER, "")), IsOk());
  };
  ASSERT_THAT(Assign(RoleRequest("name", name, v1::CASE_MANAGER, "persons/l")), IsOk());
  allocation::v1::AllocationsMade made;
  made.set_route(RouteName(1));
  type::v1::CareLine& line = *made.add_lines();
  line.set_line("line-1");
  line.mutable_product()->set_code("43A03");
  *line.mutable_period()->mutable_start_date() = ToProto(*Date::Of(2026, 4, 1));
  ASSERT_THAT(Deliver("made", made), IsOk());
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), IsEmpty()) << "there is one";

  allocation::v1::CareStopped stopped;
  stopped.set_route(RouteName(1));
  stopped.set_part("line-1");
  ASSERT_THAT(Deliver("interrupted", stopped), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(1)) << "it is interrupted, not over";
  stopped.set_definitive(true);
  ASSERT_THAT(Deliver("stopped", stopped), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(1)) << "it is over";
  allocation::v1::CareStopRemoved removed;
  removed.set_route(RouteName(1));
  removed.set_part("line-1");
  removed.set_state(allocation::v1::CareAllocation::IN_CARE);
  ASSERT_THAT(Deliver("removed", removed), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(2)) << "it was not over";

  allocation::v1::AllocationsWithdrawn withdrawn;
  withdrawn.set_route(RouteName(1));
  withdrawn.add_lines()->set_line("line-1");
  ASSERT_THAT(Deliver("withdrawn", withdrawn), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(2)) << "it was taken back";
  allocation::v1::CareStarted started;
  started.set_route(RouteName(1));
  started.set_part("line-1");
  ASSERT_THAT(Deliver("started", started), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(3)) << "it was given all the same";

  allocation::v1::AllocationsChanged shortened;
  shortened.set_route(RouteName(1));
  *shortened.add_changed() = line;
  *shortened.mutable_changed(0)->mutable_period()->mutable_end_date() = ToProto(*Date::Of(2026, 1, 31));
  ASSERT_THAT(Deliver("shortened", shortened), IsOk());
  end_role();
  EXPECT_THAT(AnnouncedOf<v1::CaseManagerWanted>(), SizeIs(3)) << "its last day has passed";
}

// shows: ACC-4
TEST_F(RoleTest, RolesStandBesideEachOther) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Direct("r-1", name, "persons/a"), IsOk());
  ASSERT_THAT(Assign(RoleRequest("r-2", name, v1::CARE_COORDINATOR, "persons/c", "42420001")), IsOk());
  ASSERT_THAT(Assign(RoleRequest("r-3", name, v1::POLICE, "persons/a")), IsOk());
  const auto shown = Get(name, ServicePersona("suite"));
  ASSERT_THAT(shown->roles(), SizeIs(3));
  EXPECT_EQ(shown->roles(1).provider(), "42420001");
  ASSERT_THAT(Direct("r-4", name, "persons/b"), IsOk());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/c", "+persons/b"))
      << "who holds another role stays involved";
  ASSERT_THAT(Assign(RoleRequest("r-5", name, v1::POLICE, "")), IsOk());
  EXPECT_EQ(Involvement().back(), "-persons/a");
}

TEST_F(RoleTest, AnotherProviderOfTheSameHolderIsANewHoldingWithoutABreak) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Assign(RoleRequest("r-1", name, v1::CARE_COORDINATOR, "persons/c", "42420001")), IsOk());
  const auto moved = Assign(RoleRequest("r-2", name, v1::CARE_COORDINATOR, "persons/c", "42420002"));
  ASSERT_THAT(moved, IsOk());
  const auto same = Assign(RoleRequest("r-3", name, v1::CARE_COORDINATOR, "persons/c", "42420002"));
  EXPECT_EQ(same->etag(), moved->etag()) << "naming him again changes nothing";
  const auto shown = Get(name, ServicePersona("suite"));
  ASSERT_THAT(shown->roles(), SizeIs(2));
  EXPECT_TRUE(shown->roles(0).has_end_time());
  EXPECT_EQ(shown->roles(1).provider(), "42420002");
  EXPECT_THAT(Involvement(), ElementsAre("+persons/c"));
}

// shows: ACC-4, PRI-1
TEST_F(RoleTest, WhoHandsOverSeesTheClientNoLongerWhateverHeDidBefore) {
  const std::string name = BringToPlan("one", 1);
  EXPECT_THAT(Get(name), IsOk());
  const std::string me = Professional().identity.subject;
  ASSERT_THAT(Direct("r-1", name, me), IsOk());
  ASSERT_THAT(Direct("r-2", name, "persons/b"), IsOk());
  EXPECT_THAT(Get(name), Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(Involvement(), ElementsAre("+" + me, "-" + me, "+persons/b"));
  ASSERT_THAT(Plan(PlanRequest("plan-2", 1)), IsOk());
  EXPECT_THAT(Get(name), IsOk()) << "who works for the client again is involved again";
}

TEST_F(RoleTest, HoldersAreInvolvedWithWhoJoinsLater) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Direct("r-1", name, "persons/a"), IsOk());
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  ASSERT_THAT(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator")), IsOk());
  const auto involved = AnnouncedOf<v1::PersonInvolved>();
  ASSERT_THAT(involved, SizeIs(2));
  EXPECT_EQ(involved[1].client(), ClientName(2));
  ASSERT_THAT(Direct("r-2", name, "persons/b"), IsOk());
  const auto ended = AnnouncedOf<v1::InvolvementEnded>();
  ASSERT_THAT(ended, SizeIs(2)) << "with both children";
  EXPECT_EQ(ended[0].client(), ClientName(1));
  EXPECT_EQ(ended[1].client(), ClientName(2));
}

TEST_F(RoleTest, IsRefusedWithTheFieldThatIsWrong) {
  const std::string name = Open("open-1", 1)->name();
  const struct {
    v1::CaseRole role;
    const char* holder;
    const char* provider;
    const char* field;
  } cases[] = {
      {v1::CASE_DIRECTOR, "iemand", "", "holder"},
      {v1::CASE_DIRECTOR, "persons/a", "123", "provider"},
      {v1::CASE_DIRECTOR, "", "42420001", "provider"},
      {v1::CARE_COORDINATOR, "persons/a", "", "provider"},
      {v1::FACT_TEAM, "", "", "holder"},
  };
  for (const auto& one : cases) {
    const auto refused = Assign(RoleRequest("r", name, one.role, one.holder, one.provider));
    EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "ROLE_INVALID")) << one.field;
    EXPECT_THAT(FieldsOf(refused.status()), ElementsAre(one.field));
  }
  EXPECT_THAT(FieldsOf(Assign(RoleRequest("r", name, static_cast<v1::CaseRole>(15), "persons/a")).status()),
              ElementsAre("role"));
  EXPECT_THAT(Assign(RoleRequest("r", name, v1::CASE_ROLE_UNSPECIFIED, "persons/a")),
              Fails(absl::StatusCode::kInvalidArgument, "REQUEST_INVALID"));
  EXPECT_THAT(Assign(RoleRequest("r", name, v1::POLICE, "persons/a"), Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  EXPECT_THAT(Involvement(), IsEmpty());
}

TEST_F(RoleTest, TheTableItselfHoldsOneAtATimeAndKeepsTheHistory) {
  const std::string name = Open("open-1", 1)->name();
  ASSERT_THAT(Direct("r-1", name, "persons/a"), IsOk());
  const auto write = [&](const char* sql) {
    return database_->Write([&](Connection& db) { return db.Execute(sql).status(); });
  };
  EXPECT_FALSE(write("INSERT INTO case_role (case_file, role, holder, provider, named_by, started_at) "
                     "VALUES (1, 1, 'persons/b', '', 'persons/x', 0)")
                   .ok());
  EXPECT_FALSE(write("UPDATE case_role SET holder = 'persons/b'").ok());
  ASSERT_THAT(Direct("r-2", name, ""), IsOk());
  EXPECT_FALSE(write("UPDATE case_role SET ended_at = NULL").ok());
}

}  // namespace
}  // namespace clientroute::access

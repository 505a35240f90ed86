// Absence of who holds a role: recorded, with who acts for him as long as it lasts.
#include <string>
#include <vector>

#include "tests/service/access/access_test_base.h"

namespace clientroute::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

type::v1::Date Day(const char* text) { return ToProto(Date::Parse(text).value()); }

class AbsenceTest : public AccessTest {
 protected:
  // The case of route 1, directed by persons/a.
  std::string Directed() {
    const std::string name = Open("open-1", 1)->name();
    EXPECT_THAT(Direct("r-1", name, "persons/a"), IsOk());
    return name;
  }
  static v1::RecordAbsenceRequest AwayRequest(const char* request_id, const std::string& name) {
    v1::RecordAbsenceRequest request;
    request.set_request_id(request_id);
    request.set_name(name);
    request.set_role(v1::CASE_DIRECTOR);
    *request.mutable_first_date() = Day("2026-03-30");
    *request.mutable_expected_last_date() = Day("2026-04-30");
    request.set_substitute("persons/b");
    return request;
  }
  static v1::EndAbsenceRequest BackRequest(const char* request_id, const std::string& name, const char* last) {
    v1::EndAbsenceRequest request;
    request.set_request_id(request_id);
    request.set_name(name);
    request.set_role(v1::CASE_DIRECTOR);
    *request.mutable_last_date() = Day(last);
    return request;
  }
  absl::StatusOr<v1::Case> Away(const v1::RecordAbsenceRequest& request, const Caller& caller = Professional()) {
    return Ask(&Stub::RecordAbsence, request, caller);
  }
  absl::StatusOr<v1::Case> Back(const v1::EndAbsenceRequest& request) {
    return Ask(&Stub::EndAbsence, request, Professional());
  }
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
TEST_F(AbsenceTest, IsRecordedWithWhoActsUntilTheHolderIsBack) {
  const std::string name = Directed();
  const auto away = Away(AwayRequest("a-1", name));
  ASSERT_THAT(away, IsOk());
  EXPECT_EQ(away->case_director(), "persons/a") << "he keeps the role";
  ASSERT_THAT(away->roles(), SizeIs(1));
  ASSERT_THAT(away->roles(0).absences(), SizeIs(1));
  const v1::RoleAbsence absence = away->roles(0).absences(0);
  EXPECT_EQ(absence.substitute(), "persons/b");
  EXPECT_EQ(FromProto(absence.first_date()), Date::Parse("2026-03-30"));
  EXPECT_EQ(FromProto(absence.expected_last_date()), Date::Parse("2026-04-30"));
  EXPECT_FALSE(absence.has_last_date());
  EXPECT_EQ(absence.recorded_by(), "persons/test.access-professional");
  EXPECT_THAT(Get(name, Named(Professional(), "persons/b")), IsOk()) << "who acts sees the case";
  const auto started = AnnouncedOf<v1::RoleAbsenceStarted>();
  ASSERT_THAT(started, SizeIs(1));
  EXPECT_EQ(started[0].case_(), name);
  EXPECT_EQ(started[0].role(), v1::CASE_DIRECTOR);
  EXPECT_EQ(started[0].holder(), "persons/a");
  EXPECT_EQ(started[0].substitute(), "persons/b");

  const auto back = Back(BackRequest("b-1", name, "2026-04-01"));
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(FromProto(back->roles(0).absences(0).last_date()), Date::Parse("2026-04-01"));
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/b", "-persons/b"));
  EXPECT_THAT(Get(name, Named(Professional(), "persons/b")), Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  const auto ended = AnnouncedOf<v1::RoleAbsenceEnded>();
  ASSERT_THAT(ended, SizeIs(1));
  EXPECT_EQ(ended[0].substitute(), "persons/b");
  EXPECT_EQ(FromProto(ended[0].last_date()), Date::Parse("2026-04-01"));

  ASSERT_THAT(Away(AwayRequest("a-2", name)), IsOk()) << "he may be absent again";
  EXPECT_THAT(Get(name, ServicePersona("suite"))->roles(0).absences(), SizeIs(2)) << "the history is kept";
}

// shows: ACC-4
TEST_F(AbsenceTest, EndsWithTheRole) {
  const std::string name = Directed();
  ASSERT_THAT(Away(AwayRequest("a-1", name)), IsOk());
  const auto replaced = Direct("r-2", name, "persons/c");
  ASSERT_THAT(replaced, IsOk());
  EXPECT_EQ(FromProto(replaced->roles(0).absences(0).last_date()), Date::Parse("2026-04-01"));
  EXPECT_THAT(replaced->roles(1).absences(), IsEmpty());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/b", "-persons/b", "-persons/a", "+persons/c"));
  EXPECT_THAT(FieldsOf(Back(BackRequest("b-1", name, "2026-04-01")).status()), ElementsAre("role"));
}

TEST_F(AbsenceTest, WhoActsMayTakeTheRoleOver) {
  const std::string name = Directed();
  ASSERT_THAT(Away(AwayRequest("a-1", name)), IsOk());
  ASSERT_THAT(Direct("r-2", name, "persons/b"), IsOk());
  EXPECT_EQ(Involvement().back(), "+persons/b");
  EXPECT_THAT(Get(name, Named(Professional(), "persons/b")), IsOk());
}

TEST_F(AbsenceTest, WhoActsStaysInvolvedByAnotherRole) {
  const std::string name = Directed();
  ASSERT_THAT(Assign(RoleRequest("r-2", name, v1::PROCESS_DIRECTOR, "persons/b")), IsOk());
  ASSERT_THAT(Away(AwayRequest("a-1", name)), IsOk());
  ASSERT_THAT(Back(BackRequest("b-1", name, "2026-04-01")), IsOk());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/b"));
  ASSERT_THAT(Away(AwayRequest("a-2", name)), IsOk());
  ASSERT_THAT(Assign(RoleRequest("r-3", name, v1::PROCESS_DIRECTOR, "")), IsOk());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/b")) << "he acts";
}

TEST_F(AbsenceTest, WhoActsIsInvolvedWithWhoJoinsLater) {
  const std::string name = Directed();
  ASSERT_THAT(Away(AwayRequest("a-1", name)), IsOk());
  v1::OpenCaseRequest sibling = OpenRequest("open-2", 2);
  sibling.set_household(HouseholdName(1));
  ASSERT_THAT(Ask(&Stub::OpenCase, sibling, ServicePersona("orchestrator")), IsOk());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a", "+persons/b", "+persons/a", "+persons/b"));
}

TEST_F(AbsenceTest, NobodyNeedActAndNobodyNeedKnowHowLong) {
  const std::string name = Directed();
  v1::RecordAbsenceRequest request = AwayRequest("a-1", name);
  request.clear_substitute();
  request.clear_expected_last_date();
  const auto away = Away(request, Persona("access-manager", {kAlkmaar}));
  ASSERT_THAT(away, IsOk());
  EXPECT_FALSE(away->roles(0).absences(0).has_expected_last_date());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a"));
  ASSERT_THAT(Back(BackRequest("b-1", name, "2026-04-01")), IsOk());
  EXPECT_THAT(Involvement(), ElementsAre("+persons/a"));
}

TEST_F(AbsenceTest, IsRefusedWithEveryFieldThatIsWrong) {
  const std::string name = Directed();
  v1::RecordAbsenceRequest request = AwayRequest("a", name);
  request.set_role(v1::POLICE);
  request.mutable_first_date()->set_month(13);
  request.set_substitute("iemand");
  const auto refused = Away(request);
  EXPECT_THAT(refused, Fails(absl::StatusCode::kInvalidArgument, "ABSENCE_INVALID"));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("role", "first_date", "substitute"));
  request = AwayRequest("a", name);
  request.set_substitute("persons/a");
  EXPECT_THAT(FieldsOf(Away(request).status()), ElementsAre("substitute"));
  request = AwayRequest("a", name);
  *request.mutable_expected_last_date() = Day("2026-03-29");
  EXPECT_THAT(FieldsOf(Away(request).status()), ElementsAre("expected_last_date"));
  *request.mutable_first_date() = Day("2027-04-03");
  *request.mutable_expected_last_date() = Day("2027-04-03");
  EXPECT_THAT(FieldsOf(Away(request).status()), ElementsAre("first_date"));
  EXPECT_THAT(Away(AwayRequest("a", name), Professional({kHeiloo})),
              Fails(absl::StatusCode::kNotFound, "CASE_NOT_FOUND"));
  ASSERT_THAT(Away(AwayRequest("a", name)), IsOk());
  EXPECT_THAT(FieldsOf(Away(AwayRequest("a-2", name)).status()), ElementsAre("role")) << "he is absent already";
  EXPECT_THAT(FieldsOf(Back(BackRequest("b", name, "2026-04-02")).status()), ElementsAre("last_date"));
  EXPECT_THAT(FieldsOf(Back(BackRequest("b", name, "2026-03-29")).status()), ElementsAre("last_date"));
  EXPECT_THAT(AnnouncedOf<v1::RoleAbsenceStarted>(), SizeIs(1));
}

}  // namespace
}  // namespace clientroute::access

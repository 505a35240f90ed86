#include "services/intake/referral.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace clientroute::intake {
namespace {

Date Day(std::string_view text) { return Date::Parse(text).value(); }

const Date kToday = Day("2026-04-01");

CareLine Line(std::string name, std::string_view start) {
  CareLine line;
  line.line = std::move(name);
  line.product = {"45", "45A04"};
  line.period = Period::From(Day(start));
  line.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
  line.provider = ProviderCode::Parse("42420001");
  line.provider_reference = "REF-1";
  return line;
}

Referral FromProvider() {
  Referral referral;
  referral.municipality = "0361";
  referral.referrer = {ReferrerType::kGeneralPractitioner, "01012345", "Huisarts Bakker"};
  referral.lines = {Line("line-1", "2026-05-01"), Line("line-2", "2026-04-15")};
  referral.source = {"providers/42420001", "BERICHT1", "messages/8a6e0804-2bd0-5672-b79d-d97027f9071a"};
  referral.receive_date = kToday;
  return referral;
}

Person Sanne() {
  Person person;
  person.citizen_number = CitizenNumber::Parse("999900006");
  person.family_name = "Vries";
  person.birth_date = Day("2014-05-09");
  return person;
}

TEST(ReferralTest, WhatIsWholeHasNoProblem) { EXPECT_EQ(CheckReferral(FromProvider(), kToday), Problems()); }

struct WrongReferral {
  const char* name;
  std::function<void(Referral&)> spoil;
  const char* field;
};

TEST(ReferralTest, NamesEachWrongField) {
  const std::vector<WrongReferral> cases = {
      {"municipality of three digits", [](Referral& r) { r.municipality = "361"; }, "municipality"},
      {"practitioner of seven digits", [](Referral& r) { r.referrer.practitioner_code = "0101234"; },
       "referrer.practitioner_code"},
      {"referrer's name too long", [](Referral& r) { r.referrer.display_name = std::string(65, 'h'); },
       "referrer.display_name"},
      {"nothing asked for", [](Referral& r) { r.lines.clear(); }, "lines"},
      {"too many lines", [](Referral& r) { r.lines.resize(101, Line("line-x", "2026-05-01")); }, "lines"},
      {"a line of another law", [](Referral& r) { r.lines[1].law = Law::kWmo; }, "lines[1].law"},
      {"a line with a tariff", [](Referral& r) { r.lines[0].tariff = Money::Cents(8500); }, "lines[0]"},
      {"a line with a contract", [](Referral& r) { r.lines[0].contract = "contracts/c"; }, "lines[0]"},
      {"a line with a location", [](Referral& r) { r.lines[0].location = "locations/l"; }, "lines[0]"},
      {"a line with an allocation", [](Referral& r) { r.lines[0].allocation = "allocations/a"; }, "lines[0]"},
      {"a line with a number", [](Referral& r) { r.lines[0].allocation_number = 7; }, "lines[0]"},
      {"no sender", [](Referral& r) { r.source.sender = ""; }, "source.sender"},
      {"a sender without a collection", [](Referral& r) { r.source.sender = "42420001"; }, "source.sender"},
      {"a sender with a space", [](Referral& r) { r.source.sender = "schools/de ark"; }, "source.sender"},
      {"a provider without an AGB code", [](Referral& r) { r.source.sender = "providers/zorg"; }, "source.sender"},
      {"no reference", [](Referral& r) { r.source.reference = ""; }, "source.reference"},
      {"a reference of two lines", [](Referral& r) { r.source.reference = "A\nB"; }, "source.reference"},
      {"a message without an id", [](Referral& r) { r.source.message = "messages/1"; }, "source.message"},
      {"received tomorrow", [](Referral& r) { r.receive_date = Day("2026-04-02"); }, "receive_date"},
  };
  for (const WrongReferral& one : cases) {
    Referral referral = FromProvider();
    one.spoil(referral);
    const Problems problems = CheckReferral(referral, kToday);
    ASSERT_EQ(problems.size(), 1u) << one.name;
    EXPECT_EQ(problems[0].field, one.field) << one.name;
  }
}

TEST(ReferralTest, OnlyGuardiansOfCompulsionBind) {
  for (int code : {1, 2, 3, 5, 6, 91}) {
    EXPECT_EQ(FrameOf(ReferrerTypeOf(code).value()), LegalFrame::kVoluntary) << code;
  }
  for (int code : {4, 8}) EXPECT_EQ(FrameOf(ReferrerTypeOf(code).value()), LegalFrame::kCompulsory) << code;
}

TEST(ReferralTest, ReferrersAreThoseOfTheNationalListAndTheSchoolTeam) {
  const std::set<int> known = {1, 2, 3, 4, 5, 6, 8, 91};
  for (int code = -1; code < 100; ++code) {
    EXPECT_EQ(ReferrerTypeOf(code).has_value(), known.contains(code)) << code;
  }
}

TEST(ReferralTest, TheMunicipalitysOwnPeopleAreTrustedWithThePerson) {
  EXPECT_EQ(TrustOf({"municipalities/0361", "1", ""}), Trust::kMunicipality);
  EXPECT_EQ(TrustOf({"persons/j.devries", "1", ""}), Trust::kMunicipality);
  EXPECT_EQ(TrustOf({"providers/42420001", "1", ""}), Trust::kOthers);
  EXPECT_EQ(TrustOf({"schools/de-ark", "1", ""}), Trust::kOthers);
}

TEST(ReferralTest, OnlyAProviderIsTheProviderThatAsks) {
  EXPECT_EQ(ProviderOf({"providers/42420001", "1", ""}).value().ToString(), "42420001");
  EXPECT_EQ(ProviderOf({"municipalities/0361", "1", ""}), std::nullopt);
}

TEST(ReferralTest, TheRouteIsDerivedFromTheReferralsName) {
  const Uuid referral = Uuid::Derive(kClientrouteSpace, "a referral");
  EXPECT_EQ(RouteOf(referral), Uuid::Derive(kClientrouteSpace, "referrals/" + referral.ToString()));
}

TEST(ReferralTest, TheFirstWantedDayIsTheEarliestOfTheLines) {
  EXPECT_EQ(FirstWantedDate(FromProvider()), Day("2026-04-15"));
}

TEST(ContentTest, HowAndWhenItArrivedDoesNotCount) {
  Referral again = FromProvider();
  again.source.message = "";
  again.source.reference = "ANDERS";
  again.receive_date = Day("2026-03-31");
  EXPECT_EQ(ContentOf(again, Sanne()), ContentOf(FromProvider(), Sanne()));
}

TEST(ContentTest, EveryOtherDifferenceCounts) {
  std::vector<std::pair<Referral, Person>> others;
  const auto with = [&](const std::function<void(Referral&, Person&)>& change) {
    others.emplace_back(FromProvider(), Sanne());
    change(others.back().first, others.back().second);
  };
  with([](Referral&, Person& p) { p.citizen_number.reset(); });
  with([](Referral&, Person& p) { p.family_name = "Vrie"; });
  with([](Referral&, Person& p) { p.prefix = "de"; });
  with([](Referral&, Person& p) { p.first_names = "de"; });
  with([](Referral&, Person& p) { p.birth_date = Day("2014-05-10"); });
  with([](Referral&, Person& p) { p.expected_birth = Day("2026-05-10"); });
  with([](Referral&, Person& p) { p.expected_birth = Day("2026-05-11"); });
  with([](Referral&, Person& p) { p.birth_date_use = BirthDateUse::kYear; });
  with([](Referral&, Person& p) { p.gender = Gender::kMale; });
  with([](Referral&, Person& p) { p.address = Address{"Dijk", 1, "", "1811AB", "Alkmaar"}; });
  with([](Referral& r, Person&) { r.municipality = "0373"; });
  with([](Referral& r, Person&) { r.referrer.type = ReferrerType::kJustice; });
  with([](Referral& r, Person&) { r.referrer.practitioner_code = ""; });
  with([](Referral& r, Person&) { r.referrer.display_name = ""; });
  with([](Referral& r, Person&) { r.law = Law::kWmo; });
  with([](Referral& r, Person&) { r.legal_frame = LegalFrame::kCompulsory; });
  with([](Referral& r, Person&) { r.client_asks_himself = true; });
  with([](Referral& r, Person&) { r.lines.pop_back(); });
  with([](Referral& r, Person&) { r.lines[0].product.code = ""; });
  with([](Referral& r, Person&) { r.lines[0].period = Period::From(Day("2026-05-02")); });
  with([](Referral& r, Person&) { r.lines[0].volume->amount = 5; });
  with([](Referral& r, Person&) { r.lines[0].volume->frequency = Frequency::kPerMonth; });
  with([](Referral& r, Person&) { r.lines[0].volume.reset(); });
  with([](Referral& r, Person&) { r.lines[0].budget = Money::Cents(1); });
  with([](Referral& r, Person&) { r.lines[0].provider_reference = "REF-2"; });
  with([](Referral&, Person&) {});  // the referral itself, once
  std::set<std::string> contents;
  for (const auto& [referral, person] : others) contents.insert(ContentOf(referral, person));
  EXPECT_EQ(contents.size(), others.size());
}

TEST(SubjectTest, IsACollectionAndAnId) {
  for (std::string_view name : {"providers/42420001", "persons/j.devries", "schools/de-ark", "persons/a@b"}) {
    EXPECT_TRUE(IsSubject(name)) << name;
  }
  for (std::string_view name : {"", "/", "providers/", "/42420001", "Providers/1", "a b/c", "a/b c", "a/b\n"}) {
    EXPECT_FALSE(IsSubject(name)) << name;
  }
}

}  // namespace
}  // namespace clientroute::intake

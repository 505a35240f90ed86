#include "tests/service/intake/intake_world.h"

#include "gtest/gtest.h"
#include "services/intake/migrations.h"
#include "services/platform/events/relay.h"

namespace clientroute::intake {
namespace {

void Set(int year, int month, int day, type::v1::Date* date) {
  date->set_year(year);
  date->set_month(month);
  date->set_day(day);
}

void AddLine(std::string_view name, std::string_view code, std::int64_t amount, v1::Referral* referral) {
  type::v1::CareLine& line = *referral->add_lines();
  line.set_line(std::string(name));
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category("45");
  line.mutable_product()->set_code(std::string(code));
  Set(2026, 4, 13, line.mutable_period()->mutable_start_date());
  Set(2026, 10, 12, line.mutable_period()->mutable_end_date());
  line.mutable_volume()->set_amount(amount);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider("42420001");
  line.set_provider_reference(Cat("REF-", name));
}

}  // namespace

IntakeWorld::IntakeWorld(Database* database)
    : database_(database != nullptr ? database : world_.OpenDatabase("intake", IntakeMigrations())),
      service_(world_.Stack("intake", database_), {world_.random(), &master_key_}),
      server_(world_.Serve({&service_})),
      stub_(v1::Intake::NewStub(server_->InProcess())) {}

v1::CreateReferralRequest IntakeWorld::Request(std::string_view request_id, std::string_view citizen_number,
                                               std::string_view reference) {
  v1::CreateReferralRequest request;
  request.set_request_id(std::string(request_id));
  v1::Person& person = *request.mutable_person();
  person.set_citizen_number(std::string(citizen_number));
  person.set_family_name("Zonnebloem");
  person.set_prefix("van der");
  person.set_first_names("Sterre Lotus");
  person.set_initials("SL");
  Set(2014, 5, 9, person.mutable_birth_date());
  person.set_gender(v1::FEMALE);
  v1::Address& address = *person.mutable_address();
  address.set_street("Verborgen Laantje");
  address.set_house_number(17);
  address.set_postal_code("1811XZ");
  address.set_city("Alkmaar");
  v1::Referral& referral = *request.mutable_referral();
  referral.set_municipality("0361");
  referral.mutable_referrer()->set_type(type::v1::GENERAL_PRACTITIONER);
  referral.mutable_referrer()->set_display_name("Huisartsenpraktijk Duizendblad");
  referral.set_law(type::v1::JEUGDWET);
  AddLine("line-1", "45A04", 4, &referral);
  AddLine("line-2", "45A53", 2, &referral);
  referral.mutable_source()->set_sender("providers/42420001");
  referral.mutable_source()->set_reference(std::string(reference));
  referral.mutable_source()->set_message("messages/8a6e0804-2bd0-5672-b79d-d97027f9071a");
  referral.set_client_asks_himself(true);
  Set(2026, 3, 31, referral.mutable_receive_date());
  return request;
}

v1::Referral IntakeWorld::Create(const v1::CreateReferralRequest& request) {
  auto referral = As(Messaging(), &Stub::CreateReferral, request);
  EXPECT_TRUE(referral.ok()) << referral.status();
  return referral.ok() ? *std::move(referral) : v1::Referral();
}

absl::StatusOr<v1::Client> IntakeWorld::GetClient(const Caller& caller, std::string_view name) {
  v1::GetClientRequest request;
  request.set_name(std::string(name));
  return As(caller, &Stub::GetClient, request);
}

absl::StatusOr<v1::Referral> IntakeWorld::GetReferral(const Caller& caller, std::string_view name) {
  v1::GetReferralRequest request;
  request.set_name(std::string(name));
  return As(caller, &Stub::GetReferral, request);
}

absl::Status IntakeWorld::Withdraw(std::string_view request_id, std::string_view referral) {
  v1::WithdrawReferralRequest request;
  request.set_request_id(std::string(request_id));
  request.set_name(std::string(referral));
  request.set_reason("de hulp is niet meer nodig");
  request.set_cause(v1::NO_LONGER_NEEDED);
  return As(Orchestrator(), &Stub::WithdrawReferral, request).status();
}

absl::Status IntakeWorld::Erase(std::string_view request_id, std::string_view client) {
  v1::EraseClientRequest request;
  request.set_request_id(std::string(request_id));
  request.set_name(std::string(client));
  return As(PrivacyOfficer(), &Stub::EraseClient, request).status();
}

std::vector<type::v1::Event> IntakeWorld::Events() {
  std::vector<type::v1::Event> events;
  const absl::Status status = database_->Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(events, ListEvents(db, 0, 1'000));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return events;
}

std::vector<LookEntry> IntakeWorld::Looks() {
  std::vector<LookEntry> looks;
  const absl::Status status = database_->Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(looks, ListLooks(db, 0, 1'000, std::nullopt));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return looks;
}

}  // namespace clientroute::intake

#include "services/suite/year/access_desk.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "services/platform/calls/client_call.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"
#include "services/provider/book_store.h"
#include "services/suite/cli/persona.h"

namespace clientroute::suite {
namespace {

constexpr auto kCallPatience = std::chrono::seconds(60);

int NumberOf(const std::string& code) { return std::atoi(code.c_str()); }

type::v1::CareLine LineOf(const provider::AskedProduct& asked, const provider::NewClient& client) {
  type::v1::CareLine line;
  line.set_line("line-1");
  line.set_law(client.standard == provider::kYouth ? type::v1::JEUGDWET : type::v1::WMO);
  line.mutable_product()->set_category(asked.category);
  line.mutable_product()->set_code(asked.code);
  *line.mutable_period()->mutable_start_date() = ToProto(asked.first);
  *line.mutable_period()->mutable_end_date() = ToProto(asked.last);
  line.mutable_volume()->set_amount(asked.amount);
  line.mutable_volume()->set_unit(static_cast<type::v1::Unit>(NumberOf(asked.unit)));
  line.mutable_volume()->set_frequency(static_cast<type::v1::Frequency>(NumberOf(asked.frequency)));
  line.set_provider(client.provider);
  return line;
}

intake::v1::CreateReferralRequest ReferralOf(const provider::NewClient& client, const provider::Person& person,
                                             const type::v1::CareLine& line, Date today) {
  intake::v1::CreateReferralRequest request;
  request.set_request_id(Cat("year/", client.about, "/referral"));
  request.mutable_person()->set_citizen_number(person.bsn);
  request.mutable_person()->set_family_name(person.family_name);
  request.mutable_person()->set_initials(person.initials);
  *request.mutable_person()->mutable_birth_date() = ToProto(person.birth_date);
  request.mutable_person()->set_gender(person.sex == "1" ? intake::v1::MALE : intake::v1::FEMALE);
  intake::v1::Referral& referral = *request.mutable_referral();
  referral.set_municipality(client.municipality);
  referral.mutable_referrer()->set_type(type::v1::MUNICIPALITY);
  referral.set_law(line.law());
  referral.set_legal_frame(intake::v1::VOLUNTARY);
  referral.mutable_source()->set_sender(Cat("municipalities/", client.municipality));
  referral.mutable_source()->set_reference(client.about);
  referral.set_client_asks_himself(true);
  *referral.mutable_receive_date() = ToProto(today);
  *referral.add_lines() = line;
  return request;
}

}  // namespace

AccessDesk::AccessDesk(std::shared_ptr<grpc::Channel> channel, Database* books, provider::Chance chance,
                       std::set<std::string> municipalities)
    : channel_(std::move(channel)), books_(books), chance_(chance), municipalities_(std::move(municipalities)) {}

absl::StatusOr<provider::Person> AccessDesk::PersonOf(const provider::NewClient& client, Date today) {
  provider::Person person;
  CLIENTROUTE_RETURN_IF_ERROR(books_->Write([&](Connection& connection) -> absl::Status {
    // Who he is was chosen once; the second time he is known.
    const std::string name = Cat("referred/", client.about);
    CLIENTROUTE_ASSIGN(const auto known,
                       connection.QueryOne("SELECT value FROM setting WHERE name = $1", {std::string_view(name)},
                                           [](const Row& row) { return std::string(row.Text(0)); }));
    if (known) {
      CLIENTROUTE_ASSIGN(person, provider::LoadPerson(connection, *known));
      return absl::OkStatus();
    }
    CLIENTROUTE_ASSIGN(person, provider::MakePerson(connection, chance_, client, today));
    return provider::KeepSetting(connection, name, person.bsn).status();
  }));
  return person;
}

absl::Status AccessDesk::Refer(const provider::NewClient& client, const std::vector<provider::Profile>& profiles,
                               Date today) {
  const auto profile = std::ranges::find(profiles, client.provider, &provider::Profile::code);
  if (profile == profiles.end()) return absl::OkStatus();
  const auto offer = std::ranges::find_if(profile->offers, [&](const provider::Offer& one) {
    return one.code == client.code && provider::TariffOn(one, today) != nullptr;
  });
  if (offer == profile->offers.end()) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const provider::Person person, PersonOf(client, today));
  const type::v1::CareLine line =
      LineOf(provider::AskFor(chance_, client.about, *offer, *provider::TariffOn(*offer, today), today), client);
  CLIENTROUTE_ASSIGN(const Persona persona, FindPersona("access-professional"));
  Caller caller;
  caller.deadline = kCallPatience;
  caller.identity = IdentityOf(persona, municipalities_);
  caller.purpose = persona.purpose;
  intake::v1::Intake::Stub stub(channel_);
  return Call(caller, &stub, &intake::v1::Intake::Stub::CreateReferral, ReferralOf(client, person, line, today))
      .status();
}

}  // namespace clientroute::suite

#include "services/suite/demo/referrals.h"

#include "services/platform/calls/proto_values.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {

type::v1::CareLine LineOf(std::string_view provider, ProductCode product, Date from, Date until, int volume,
                          type::v1::Unit unit) {
  type::v1::CareLine line;
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category(std::string(product.category));
  line.mutable_product()->set_code(std::string(product.code));
  *line.mutable_period()->mutable_start_date() = ToProto(from);
  *line.mutable_period()->mutable_end_date() = ToProto(until);
  line.mutable_volume()->set_amount(volume);
  line.mutable_volume()->set_unit(unit);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider(std::string(provider));
  return line;
}

intake::v1::CreateReferralRequest AccessReferral(const StoryClient& client, std::string_view municipality,
                                                 const std::vector<type::v1::CareLine>& lines,
                                                 std::string_view reference) {
  intake::v1::CreateReferralRequest request;
  auto& person = *request.mutable_person();
  person.set_citizen_number(client.citizen_number);
  person.set_family_name(client.family_name);
  person.set_initials(client.initials);
  person.set_first_names(client.first_names);
  person.mutable_address()->set_street(client.street);
  person.mutable_address()->set_house_number(client.house_number);
  person.mutable_address()->set_postal_code(client.postal_code);
  person.mutable_address()->set_city(client.city);
  *person.mutable_birth_date() = ToProto(client.birth_date);
  person.set_gender(client.sex == "1" ? intake::v1::MALE : intake::v1::FEMALE);
  auto& referral = *request.mutable_referral();
  referral.set_municipality(std::string(municipality));
  referral.mutable_referrer()->set_type(type::v1::MUNICIPALITY);
  referral.set_law(type::v1::JEUGDWET);
  referral.set_legal_frame(intake::v1::VOLUNTARY);
  referral.mutable_source()->set_sender(Cat("municipalities/", municipality));
  referral.mutable_source()->set_reference(std::string(reference));
  referral.set_client_asks_himself(true);
  for (const type::v1::CareLine& line : lines) {
    type::v1::CareLine* added = referral.add_lines();
    *added = line;
    added->set_line(Cat("line-", referral.lines_size()));
  }
  return request;
}

}  // namespace clientroute::suite

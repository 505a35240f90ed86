#include "tests/recovery/referral_maker.h"

#include "services/platform/calls/proto_values.h"
#include "services/suite/demo/stage.h"

namespace clientroute::suite {

intake::v1::CreateReferralRequest MakeReferral(const std::string& request_id, const std::string& citizen_number,
                                               const std::string& product) {
  intake::v1::CreateReferralRequest request;
  request.set_request_id(request_id);
  auto& person = *request.mutable_person();
  person.set_citizen_number(citizen_number);
  person.set_family_name("Duinker");
  person.set_initials("S");
  person.set_gender(intake::v1::FEMALE);
  *person.mutable_birth_date() = ToProto(StoryDay(2016, 9, 14));
  auto& referral = *request.mutable_referral();
  referral.set_municipality("0361");
  referral.mutable_referrer()->set_type(type::v1::MUNICIPALITY);
  referral.set_law(type::v1::JEUGDWET);
  referral.set_legal_frame(intake::v1::VOLUNTARY);
  referral.mutable_source()->set_sender("municipalities/0361");
  referral.mutable_source()->set_reference(request_id);
  referral.set_client_asks_himself(true);
  *referral.mutable_receive_date() = ToProto(StoryDay(3, 2));
  auto& line = *referral.add_lines();
  line.set_line("line-1");
  line.set_law(type::v1::JEUGDWET);
  line.mutable_product()->set_category("45");
  line.mutable_product()->set_code(product);
  *line.mutable_period()->mutable_start_date() = ToProto(StoryDay(3, 16));
  *line.mutable_period()->mutable_end_date() = ToProto(StoryDay(12, 31));
  line.mutable_volume()->set_amount(4);
  line.mutable_volume()->set_unit(type::v1::HOUR);
  line.mutable_volume()->set_frequency(type::v1::PER_WEEK);
  line.set_provider("42420001");
  return request;
}

}  // namespace clientroute::suite

#include "services/intake/referral_codec.h"

#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::intake {

std::optional<Referral> ReadReferral(const v1::Referral& in, Date today, const std::string& field,
                                     std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const auto require = [&](bool holds, std::string_view part, std::string_view what) {
    if (!holds) violations->push_back({Cat(field, ".", part), std::string(what)});
  };
  Referral referral;
  referral.municipality = in.municipality();
  const auto type = ReferrerTypeOf(static_cast<int>(in.referrer().type()));
  require(type.has_value(), "referrer.type", "must be one of the national list (COD327) or a school team");
  referral.referrer = {type.value_or(ReferrerType::kMunicipality), in.referrer().practitioner_code(),
                       in.referrer().display_name()};
  const auto law = LawOf(static_cast<int>(in.law()));
  require(law.has_value(), "law", "must be one of the laws");
  referral.law = law.value_or(Law::kJeugdwet);
  const auto frame = LegalFrameOf(static_cast<int>(in.legal_frame()));
  require(frame || in.legal_frame() == v1::LEGAL_FRAME_UNSPECIFIED, "legal_frame", "must be voluntary or compulsory");
  referral.legal_frame = frame.value_or(FrameOf(referral.referrer.type));
  referral.lines = ReadCareLines(in.lines(), field + ".lines", violations);
  referral.source = {in.source().sender(), in.source().reference(), in.source().message()};
  referral.client_asks_himself = in.client_asks_himself();
  const auto receive_date = in.has_receive_date() ? FromProto(in.receive_date()) : today;
  require(receive_date.has_value(), "receive_date", "must be a day that exists");
  referral.receive_date = receive_date.value_or(today);
  if (violations->size() == before) AddProblems(CheckReferral(referral, today), field, violations);
  if (violations->size() != before) return std::nullopt;
  return referral;
}

v1::Referral ToProto(const ReferralRecord& record, std::string_view display_name) {
  const Referral& referral = record.referral;
  v1::Referral out;
  out.set_name(NameOf("referrals", record.id));
  out.set_etag(Cat(record.revision));
  *out.mutable_create_time() = clientroute::ToProto(record.create_time);
  out.set_state(static_cast<v1::Referral::State>(record.state));
  out.set_client(NameOf("clients", record.client));
  out.set_household(NameOf("households", record.household));
  out.set_route(NameOf("routes", record.route));
  out.set_municipality(referral.municipality);
  v1::Referrer& referrer = *out.mutable_referrer();
  referrer.set_type(static_cast<type::v1::ReferrerType>(referral.referrer.type));
  referrer.set_practitioner_code(referral.referrer.practitioner_code);
  referrer.set_display_name(std::string(display_name));
  out.set_law(clientroute::ToProto(referral.law));
  out.set_legal_frame(static_cast<v1::LegalFrame>(referral.legal_frame));
  for (const CareLine& line : referral.lines) *out.add_lines() = clientroute::ToProto(line);
  v1::Source& source = *out.mutable_source();
  source.set_sender(referral.source.sender);
  source.set_reference(referral.source.reference);
  source.set_message(referral.source.message);
  out.set_client_asks_himself(referral.client_asks_himself);
  *out.mutable_receive_date() = clientroute::ToProto(referral.receive_date);
  if (record.withdraw_cause) out.set_withdraw_cause(static_cast<v1::WithdrawCause>(*record.withdraw_cause));
  return out;
}

v1::ReferralAccepted ToAccepted(const ReferralRecord& record) {
  const Referral& referral = record.referral;
  v1::ReferralAccepted event;
  event.set_route(NameOf("routes", record.route));
  event.set_referral(NameOf("referrals", record.id));
  event.set_client(NameOf("clients", record.client));
  event.set_household(NameOf("households", record.household));
  event.set_municipality(referral.municipality);
  event.set_referrer_type(static_cast<type::v1::ReferrerType>(referral.referrer.type));
  event.set_law(clientroute::ToProto(referral.law));
  event.set_legal_frame(static_cast<v1::LegalFrame>(referral.legal_frame));
  *event.mutable_receive_date() = clientroute::ToProto(referral.receive_date);
  *event.mutable_first_wanted_date() = clientroute::ToProto(FirstWantedDate(referral));
  for (const CareLine& line : referral.lines) *event.add_lines() = clientroute::ToProto(line);
  event.set_message(referral.source.message);
  if (const auto provider = ProviderOf(referral.source)) event.set_provider(provider->ToString());
  event.set_unborn(!record.client_has_number);
  return event;
}

}  // namespace clientroute::intake

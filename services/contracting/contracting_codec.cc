#include "services/contracting/contracting_codec.h"

#include <utility>

#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

// Product has its namesake in clientroute; overloads of both are wanted here.
using clientroute::FromProto;
using clientroute::ToProto;

std::string ContractName(const std::string& code) { return NameOf(kContracts, code); }

type::v1::Unit UnitToProto(Unit unit) { return static_cast<type::v1::Unit>(CodeOf(unit)); }

}  // namespace

std::vector<TariffQuestion> ReadQuestions(const v1::LookUpTariffsRequest& request,
                                          std::vector<FieldViolation>* violations) {
  std::vector<TariffQuestion> questions;
  for (int i = 0; i < request.questions_size(); ++i) {
    const v1::TariffQuestion& in = request.questions(i);
    const std::size_t before = violations->size();
    const auto require = [&](bool holds, std::string_view part, const char* what) {
      if (!holds) violations->push_back({Cat("questions[", i, "].", part), what});
    };
    const auto provider = ProviderCode::Parse(in.provider());
    require(provider.has_value(), "provider", "must be an AGB code of eight digits");
    const Product product = FromProto(in.product());
    require(product.IsWellFormed() && !product.category.empty(), "product",
            "must have a category of two digits, with or without a code of five capitals and digits");
    require(MunicipalityCode::Parse(in.municipality()).has_value(), "municipality", "must be a CBS code");
    const auto day = FromProto(in.date());
    require(day.has_value(), "date", "is no day");
    const auto unit = UnitOf(static_cast<int>(in.unit()));
    require(unit.has_value() || in.unit() == type::v1::UNIT_UNSPECIFIED, "unit",
            "must be a unit of the national messages");
    if (violations->size() > before) continue;
    questions.push_back({*provider, product, in.municipality(), *day, unit});
  }
  return questions;
}

v1::TariffAnswer ToAnswer(const std::string& key, const KnownTariff* tariff) {
  v1::TariffAnswer answer;
  answer.set_key(key);
  if (tariff == nullptr) return answer;
  answer.set_found(true);
  *answer.mutable_tariff() = ToProto(tariff->row.amount);
  answer.set_unit(UnitToProto(tariff->row.unit));
  answer.set_contract(ContractName(tariff->row.contract));
  *answer.mutable_record_time() = ToProto(tariff->recorded_at);
  return answer;
}

v1::Municipality ToProto(const Municipality& municipality) {
  v1::Municipality out;
  out.set_code(municipality.code.ToString());
  out.set_display_name(municipality.display_name);
  out.mutable_place()->set_latitude_microdegrees(municipality.place.latitude_microdegrees);
  out.mutable_place()->set_longitude_microdegrees(municipality.place.longitude_microdegrees);
  return out;
}

v1::Provider ToProto(const Provider& provider) {
  v1::Provider out;
  out.set_code(provider.code.ToString());
  out.set_display_name(provider.display_name);
  *out.mutable_period() = ToProto(provider.period);
  return out;
}

v1::Product ToProto(const CatalogueProduct& product) {
  v1::Product out;
  *out.mutable_product() = ToProto(product.product);
  out.set_display_name(product.display_name);
  out.set_law(ToProto(product.law));
  out.set_segment(product.segment);
  out.set_unit(UnitToProto(product.unit));
  out.set_age_from(product.age_from);
  if (product.age_until) out.set_age_until(*product.age_until);
  *out.mutable_period() = ToProto(product.period);
  out.set_description(product.description);
  return out;
}

v1::Contract ToProto(const Recorded<Contract>& contract) {
  const Contract& row = contract.row;
  v1::Contract out;
  out.set_name(ContractName(row.code));
  out.set_provider(row.provider.ToString());
  out.set_lot(row.lot);
  for (const std::string& code : row.municipalities) out.add_municipalities(code);
  for (const Product& product : row.products) *out.add_products() = ToProto(product);
  *out.mutable_period() = ToProto(row.period);
  out.set_duty_to_accept(row.duty_to_accept);
  if (row.yearly_ceiling) *out.mutable_yearly_ceiling() = ToProto(*row.yearly_ceiling);
  *out.mutable_record_time() = ToProto(contract.recorded_at);
  return out;
}

v1::ProductRecorded RecordedEvent(const CatalogueProduct& product) {
  v1::ProductRecorded event;
  *event.mutable_product() = ToProto(product.product);
  event.set_law(ToProto(product.law));
  event.set_segment(product.segment);
  event.set_unit(UnitToProto(product.unit));
  return event;
}

v1::ContractRecorded RecordedEvent(const Contract& contract) {
  v1::ContractRecorded event;
  event.set_contract(ContractName(contract.code));
  event.set_provider(contract.provider.ToString());
  event.set_lot(contract.lot);
  for (const std::string& code : contract.municipalities) event.add_municipalities(code);
  *event.mutable_period() = ToProto(contract.period);
  if (contract.yearly_ceiling) *event.mutable_yearly_ceiling() = ToProto(*contract.yearly_ceiling);
  return event;
}

v1::Tariff ToProto(const Recorded<Tariff>& tariff) {
  v1::Tariff out;
  out.set_contract(ContractName(tariff.row.contract));
  *out.mutable_product() = ToProto(tariff.row.product);
  out.set_unit(UnitToProto(tariff.row.unit));
  *out.mutable_amount() = ToProto(tariff.row.amount);
  *out.mutable_period() = ToProto(tariff.row.period);
  *out.mutable_record_time() = ToProto(tariff.recorded_at);
  return out;
}

v1::StackingRule ToProto(const StackingRule& rule) {
  v1::StackingRule out;
  *out.mutable_product() = ToProto(rule.product);
  *out.mutable_other() = ToProto(rule.other);
  out.set_law(ToProto(rule.law));
  out.set_allowed(rule.allowed);
  out.set_reason(rule.reason);
  *out.mutable_period() = ToProto(rule.period);
  return out;
}

v1::ProductLimit ToProto(const ProductLimit& limit) {
  v1::ProductLimit out;
  *out.mutable_product() = ToProto(limit.product);
  out.set_law(ToProto(limit.law));
  *out.mutable_volume() = ToProto(limit.volume);
  out.set_reason(limit.reason);
  *out.mutable_period() = ToProto(limit.period);
  return out;
}

v1::ContractCheck ToProto(const ContractCheck& check) {
  v1::ContractCheck out;
  out.set_line(check.line);
  if (check.reason) out.set_reason(static_cast<v1::ContractCheck::Reason>(*check.reason));
  if (!check.contract.empty()) out.set_contract(ContractName(check.contract));
  if (check.tariff) *out.mutable_tariff() = ToProto(*check.tariff);
  if (check.unit) out.set_unit(UnitToProto(*check.unit));
  out.set_explanation(check.explanation);
  for (const ProviderOffer& offer : check.offers) {
    v1::ProviderOffer* added = out.add_offers();
    added->set_provider(offer.provider.ToString());
    added->set_contract(ContractName(offer.contract));
    if (offer.tariff) *added->mutable_tariff() = ToProto(*offer.tariff);
  }
  return out;
}

v1::ProductsConfirmed ConfirmedEvent(const std::string& route, const std::vector<CareLine>& lines,
                                     const std::vector<ContractCheck>& checks) {
  v1::ProductsConfirmed event;
  event.set_route(route);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CareLine line = lines[i];
    if (line.provider) line.contract = ContractName(checks[i].contract);
    line.tariff = checks[i].tariff;
    *event.add_lines() = ToProto(line);
  }
  event.set_explanation(Explain(checks));
  return event;
}

v1::ProductsNotContracted NotContractedEvent(const std::string& route, const std::vector<ContractCheck>& checks) {
  v1::ProductsNotContracted event;
  event.set_route(route);
  std::vector<ContractCheck> refused;
  for (const ContractCheck& check : checks) {
    if (!check.reason) continue;
    *event.add_refused() = ToProto(check);
    refused.push_back(check);
  }
  event.set_explanation(Explain(refused));
  return event;
}

}  // namespace clientroute::contracting

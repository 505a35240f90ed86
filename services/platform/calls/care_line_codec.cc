#include "services/platform/calls/care_line_codec.h"

#include <set>
#include <utility>

#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute {
namespace {

// Collects what is wrong with one line.
class LineCheck {
 public:
  LineCheck(const std::string& field, std::vector<FieldViolation>* violations)
      : field_(field), violations_(violations) {}
  void Require(bool holds, std::string_view part, std::string_view what) {
    if (holds) return;
    violations_->push_back({Cat(field_, ".", part), std::string(what)});
    whole_ = false;
  }
  bool whole() const { return whole_; }

 private:
  const std::string& field_;
  std::vector<FieldViolation>* violations_;
  bool whole_ = true;
};

void ReadAmounts(const type::v1::CareLine& in, LineCheck& check, CareLine* out) {
  if (in.has_volume()) {
    out->volume = FromProto(in.volume());
    check.Require(out->volume.has_value(), "volume", "needs an amount above 0, a known unit and a known frequency");
  }
  if (in.has_budget()) {
    out->budget = FromProto(in.budget());
    check.Require(in.budget().cents() > 0, "budget", "must be above 0");
  }
  check.Require(!in.has_volume() || !in.has_budget(), "budget", "stands instead of a volume, not beside it");
  if (in.has_tariff()) {
    out->tariff = FromProto(in.tariff());
    check.Require(in.tariff().cents() >= 0, "tariff", "must not be below 0");
  }
  out->allocation_number = in.allocation_number();
  check.Require(in.allocation_number() >= 0, "allocation_number", "must not be below 0");
}

}  // namespace

std::optional<CareLine> ReadCareLine(const type::v1::CareLine& in, const std::string& field,
                                     std::vector<FieldViolation>* violations) {
  LineCheck check(field, violations);
  CareLine out;
  out.line = in.line();
  check.Require(IsResourceCode(out.line), "line", "must be lower-case letters, digits and hyphens, at most 63");
  const auto law = LawOf(static_cast<int>(in.law()));
  check.Require(law.has_value(), "law", "must be one of the laws");
  out.law = law.value_or(Law::kJeugdwet);
  out.product = FromProto(in.product());
  check.Require(out.product.IsWellFormed(), "product",
                "must be a category of two digits, with or without a code of five capitals and digits");
  const auto period = FromProto(in.period());
  check.Require(period.has_value(), "period", "must have a first day that exists and no last day before it");
  out.period = period.value_or(Period());
  ReadAmounts(in, check, &out);
  if (!in.provider().empty()) {
    out.provider = ProviderCode::Parse(in.provider());
    check.Require(out.provider.has_value(), "provider", "must be an AGB code of eight digits");
  }
  out.provider_reference = in.provider_reference();
  check.Require(out.provider_reference.empty() || IsReference(out.provider_reference), "provider_reference",
                "must be at most 36 letters, digits and -_./: that name nobody");
  out.contract = in.contract();
  out.location = in.location();
  out.allocation = in.allocation();
  if (!check.whole()) return std::nullopt;
  return out;
}

std::vector<CareLine> ReadCareLines(const google::protobuf::RepeatedPtrField<type::v1::CareLine>& lines,
                                    const std::string& field, std::vector<FieldViolation>* violations) {
  std::vector<CareLine> out;
  std::set<std::string> names;
  for (int i = 0; i < lines.size(); ++i) {
    const std::string path = Cat(field, "[", i, "]");
    std::optional<CareLine> line = ReadCareLine(lines[i], path, violations);
    if (!line) continue;
    if (!names.insert(line->line).second) violations->push_back({path + ".line", "comes twice"});
    out.push_back(*std::move(line));
  }
  return out;
}

Product FromProto(const type::v1::Product& product) { return {product.category(), product.code()}; }

type::v1::Product ToProto(const Product& product) {
  type::v1::Product out;
  out.set_category(product.category);
  out.set_code(product.code);
  return out;
}

type::v1::Law ToProto(Law law) { return static_cast<type::v1::Law>(CodeOf(law)); }

type::v1::CareLine ToProto(const CareLine& line) {
  type::v1::CareLine out;
  out.set_line(line.line);
  out.set_law(ToProto(line.law));
  if (line.product != Product()) *out.mutable_product() = ToProto(line.product);
  *out.mutable_period() = ToProto(line.period);
  if (line.volume) *out.mutable_volume() = ToProto(*line.volume);
  if (line.budget) *out.mutable_budget() = ToProto(*line.budget);
  if (line.provider) out.set_provider(line.provider->ToString());
  out.set_provider_reference(line.provider_reference);
  if (line.tariff) *out.mutable_tariff() = ToProto(*line.tariff);
  out.set_contract(line.contract);
  out.set_location(line.location);
  out.set_allocation(line.allocation);
  out.set_allocation_number(line.allocation_number);
  return out;
}

}  // namespace clientroute

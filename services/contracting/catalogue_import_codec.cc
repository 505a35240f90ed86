// Reading an import: the half of contracting_codec.h that distrusts.
#include <algorithm>
#include <utility>

#include "services/contracting/contracting_codec.h"
#include "services/contracting/performance.h"
#include "services/contracting/talk.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::contracting {
namespace {

using clientroute::FromProto;

constexpr std::size_t kNameBytesMax = 200;
constexpr int kAgeMax = 120;
constexpr int kTalksPerYearMax = 12;  // once a month
constexpr int kWeightMax = 100;
// Of any unit in any time: far beyond what one person can be given.
constexpr std::int64_t kLimitMax = 1'000'000;

// Collects what is wrong with one row.
class RowCheck {
 public:
  RowCheck(std::string field, std::vector<FieldViolation>* violations)
      : field_(std::move(field)), violations_(violations) {}
  const std::string& field() const { return field_; }
  bool whole() const { return whole_; }
  void Require(bool holds, std::string_view part, std::string_view what) {
    if (holds) return;
    violations_->push_back({Cat(field_, ".", part), std::string(what)});
    whole_ = false;
  }
  void RequireName(const std::string& text, std::string_view part) {
    Require(!text.empty() && text.size() <= kNameBytesMax, part, "must be 1-200 bytes");
  }
  std::optional<Period> ReadPeriod(const type::v1::Period& period) {
    const std::optional<Period> read = FromProto(period);
    Require(read.has_value(), "period", "must have a first day that exists and no last day before it");
    return read;
  }
  std::optional<Unit> ReadUnit(type::v1::Unit unit) {
    const std::optional<Unit> read = UnitOf(static_cast<int>(unit));
    Require(read.has_value(), "unit", "must be a unit of the national messages");
    return read;
  }
  std::optional<ProviderCode> ReadProvider(const std::string& code, std::string_view part) {
    const std::optional<ProviderCode> read = ProviderCode::Parse(code);
    Require(read.has_value(), part, "must be an AGB code of eight digits");
    return read;
  }
  std::string ReadContract(const std::string& name, std::string_view part) {
    const auto code = CodeIn(name, kContracts);
    Require(code.has_value(), part, "must be contracts/ and lower-case letters, digits and hyphens");
    return std::string(code.value_or(std::string_view()));
  }

 private:
  std::string field_;
  std::vector<FieldViolation>* violations_;
  bool whole_ = true;
};

// `resolution_oriented/ambulatory`
bool IsSegment(std::string_view text) {
  if (text.empty() || text.size() > kNameBytesMax || text.front() == '/' || text.back() == '/') return false;
  if (text.find("//") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/'; });
}

void Read(const v1::Municipality& in, RowCheck& check, Import* import) {
  const auto code = MunicipalityCode::Parse(in.code());
  check.Require(code.has_value(), "code", "must be a CBS code of four digits");
  check.RequireName(in.display_name(), "display_name");
  check.Require(in.has_place(), "place", "is missing");
  if (!check.whole()) {
    import->unreadable.insert(in.code());
    return;
  }
  import->municipalities.push_back({check.field(),
                                    { *code,
                                      in.display_name(),
                                      { in.place().latitude_microdegrees(),
                                        in.place().longitude_microdegrees() } }});
}

void Read(const v1::Provider& in, RowCheck& check, Import* import) {
  const auto code = check.ReadProvider(in.code(), "code");
  check.RequireName(in.display_name(), "display_name");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) {
    import->unreadable.insert(in.code());
    return;
  }
  import->providers.push_back({check.field(), { *code, in.display_name(), *period }});
}

void Read(const v1::Product& in, RowCheck& check, Import* import) {
  CatalogueProduct out;
  out.product = FromProto(in.product());
  check.Require(out.product.IsWellFormed() && !out.product.code.empty(), "product",
                "must have a category of two digits and a code of five capitals and digits");
  check.RequireName(in.display_name(), "display_name");
  const auto law = LawOf(static_cast<int>(in.law()));
  check.Require(law.has_value(), "law", "must be one of the laws");
  check.Require(IsSegment(in.segment()), "segment", "must be lower-case words with _ and / between them");
  const auto unit = check.ReadUnit(in.unit());
  check.Require(in.age_from() >= 0 && in.age_from() <= kAgeMax, "age_from", "must be 0-120");
  check.Require(!in.has_age_until() || (in.age_until() >= in.age_from() && in.age_until() <= kAgeMax), "age_until",
                "must be 0-120 and not below age_from");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) {
    import->unreadable.insert({in.product().code(), in.product().category()});
    return;
  }
  out.display_name = in.display_name();
  out.law = *law;
  out.segment = in.segment();
  out.unit = *unit;
  out.age_from = in.age_from();
  if (in.has_age_until()) out.age_until = in.age_until();
  out.period = *period;
  out.description = in.description();
  import->products.push_back({check.field(), std::move(out)});
}

void Read(const v1::Contract& in, RowCheck& check, Import* import) {
  const std::string code = check.ReadContract(in.name(), "name");
  const auto provider = check.ReadProvider(in.provider(), "provider");
  check.Require(IsResourceCode(in.lot()), "lot", "must be lower-case letters, digits and hyphens");
  check.Require(in.municipalities_size() > 0, "municipalities", "must name at least one");
  check.Require(in.products_size() > 0, "products", "must name at least one");
  const auto period = check.ReadPeriod(in.period());
  check.Require(!in.has_yearly_ceiling() || in.yearly_ceiling().cents() > 0, "yearly_ceiling", "must be above 0");
  std::set<std::string> municipalities;
  for (const std::string& municipality : in.municipalities()) {
    check.Require(municipalities.insert(municipality).second, "municipalities", municipality + " comes twice");
  }
  std::set<Product> products;
  for (int i = 0; i < in.products_size(); ++i) {
    const Product product = FromProto(in.products(i));
    const std::string part = Cat("products[", i, "]");
    check.Require(product.IsWellFormed() && !product.category.empty(), part,
                  "must have a category of two digits, with or without a code of five capitals and digits");
    check.Require(products.insert(product).second, part, "comes twice");
  }
  if (!check.whole()) {
    import->unreadable.insert(code);
    return;
  }
  Contract out{.code = code,
               .provider = *provider,
               .lot = in.lot(),
               .municipalities = std::move(municipalities),
               .products = std::move(products),
               .period = *period,
               .duty_to_accept = in.duty_to_accept(),
               .yearly_ceiling = {}};
  if (in.has_yearly_ceiling()) out.yearly_ceiling = FromProto(in.yearly_ceiling());
  import->contracts.push_back({check.field(), std::move(out)});
}

void Read(const v1::Tariff& in, RowCheck& check, Import* import) {
  const std::string contract = check.ReadContract(in.contract(), "contract");
  const Product product = FromProto(in.product());
  check.Require(product.IsWellFormed() && !product.category.empty(), "product",
                "must have a category of two digits, with or without a code of five capitals and digits");
  const auto unit = check.ReadUnit(in.unit());
  check.Require(in.amount().cents() > 0, "amount", "must be above 0");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) return;
  import->tariffs.push_back({check.field(), { contract, product, *unit, FromProto(in.amount()), *period }});
}

// A product with its code, or a whole category.
Product ReadProductOrCategory(const type::v1::Product& in, std::string_view part, RowCheck& check) {
  Product product = FromProto(in);
  check.Require(product.IsWellFormed() && !product.category.empty(), part,
                "must have a category of two digits, with or without a code of five capitals and digits");
  return product;
}

void Read(const v1::StackingRule& in, RowCheck& check, Import* import) {
  StackingRule out;
  out.product = ReadProductOrCategory(in.product(), "product", check);
  out.other = ReadProductOrCategory(in.other(), "other", check);
  const auto law = LawOf(static_cast<int>(in.law()));
  check.Require(law.has_value(), "law", "must be one of the laws");
  check.RequireName(in.reason(), "reason");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) return;
  // A pair has one key, whichever way round it is written.
  if (out.other < out.product) std::swap(out.product, out.other);
  out.law = *law;
  out.allowed = in.allowed();
  out.reason = in.reason();
  out.period = *period;
  import->stacking_rules.push_back({check.field(), std::move(out)});
}

void Read(const v1::ProductLimit& in, RowCheck& check, Import* import) {
  ProductLimit out;
  out.product = ReadProductOrCategory(in.product(), "product", check);
  const auto law = LawOf(static_cast<int>(in.law()));
  check.Require(law.has_value(), "law", "must be one of the laws");
  const auto volume = FromProto(in.volume());
  check.Require(volume.has_value() && volume->amount <= kLimitMax, "volume",
                "needs an amount of 1-1,000,000, a known unit and a known frequency");
  check.RequireName(in.reason(), "reason");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) return;
  out.law = *law;
  out.volume = *volume;
  out.reason = in.reason();
  out.period = *period;
  import->product_limits.push_back({check.field(), std::move(out)});
}

void Read(const v1::TalkIntensity& in, RowCheck& check, Import* import) {
  check.Require(in.lot().empty() || IsResourceCode(in.lot()), "lot",
                "must be lower-case letters, digits and hyphens, or empty");
  check.Require(in.segment().empty() || IsSegment(in.segment()), "segment",
                "must be lower-case words with _ and / between them, or empty");
  check.Require(in.talks_per_year() >= 0 && in.talks_per_year() <= kTalksPerYearMax, "talks_per_year", "must be 0-12");
  check.RequireName(in.display_name(), "display_name");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) return;
  import->talk_intensities.push_back({check.field(),
                                      { in.lot(),
                                        in.segment(),
                                        in.talks_per_year(),
                                        in.display_name(),
                                        *period }});
}

void Read(const v1::PerformanceMeasure& in, RowCheck& check, Import* import) {
  check.Require(IsFigureName(in.code()), "code", "must be lower-case letters and _");
  check.RequireName(in.display_name(), "display_name");
  check.Require(
      v1::PerformanceMeasure::Source_IsValid(in.source()) && in.source() != v1::PerformanceMeasure::SOURCE_UNSPECIFIED,
      "source", "must be AGREEMENTS_KEPT, FIGURE or OBSERVED");
  const bool is_figure = in.source() == v1::PerformanceMeasure::FIGURE;
  check.Require(is_figure ? IsFigureName(in.figure()) : in.figure().empty(), "figure",
                "must be the name of a figure for FIGURE, and empty otherwise");
  const bool all_figures = std::all_of(in.of_figures().begin(), in.of_figures().end(), IsFigureName);
  check.Require(in.of_figures().empty() || (is_figure && all_figures), "of_figures",
                "must be names of figures, and only for FIGURE");
  check.Require(!in.of_contract() || is_figure, "of_contract", "is only for FIGURE");
  if (in.source() != v1::PerformanceMeasure::OBSERVED) {
    const bool share = !is_figure || !in.of_figures().empty();
    check.Require(in.share() == share, "share", "must be set for AGREEMENTS_KEPT and with of_figures, and only then");
  }
  check.Require(in.weight() >= 1 && in.weight() <= kWeightMax, "weight", "must be 1-100");
  const std::int64_t most = in.share() ? kWholeShare : kPerformanceAmountMax;
  for (const auto& [part, end] :
       {std::pair("full_points_at", in.full_points_at()), std::pair("no_points_at", in.no_points_at())}) {
    check.Require(end >= 0 && end <= most, part, "must be 0 or more, and of a share 10,000 at most");
  }
  check.Require(in.full_points_at() != in.no_points_at(), "no_points_at", "must not be full_points_at");
  const auto period = check.ReadPeriod(in.period());
  if (!check.whole()) return;
  import->performance_measures.push_back({check.field(),
                                          {.code = in.code(),
                                           .display_name = in.display_name(),
                                           .source = static_cast<MeasureSource>(in.source()),
                                           .figure = in.figure(),
                                           .of_figures = {in.of_figures().begin(), in.of_figures().end()},
                                           .of_contract = in.of_contract(),
                                           .weight = in.weight(),
                                           .full_points_at = in.full_points_at(),
                                           .no_points_at = in.no_points_at(),
                                           .share = in.share(),
                                           .period = *period }});
}

template <typename Rows>
void ReadAll(const Rows& rows, std::string_view field, Import* import, std::vector<FieldViolation>* violations) {
  for (int i = 0; i < rows.size(); ++i) {
    RowCheck check(Cat(field, "[", i, "]"), violations);
    Read(rows[i], check, import);
  }
}

}  // namespace

Import ReadImport(const v1::ImportCatalogueRequest& request, std::vector<FieldViolation>* violations) {
  Import import;
  ReadAll(request.municipalities(), "municipalities", &import, violations);
  ReadAll(request.providers(), "providers", &import, violations);
  ReadAll(request.products(), "products", &import, violations);
  ReadAll(request.contracts(), "contracts", &import, violations);
  ReadAll(request.tariffs(), "tariffs", &import, violations);
  ReadAll(request.stacking_rules(), "stacking_rules", &import, violations);
  ReadAll(request.product_limits(), "product_limits", &import, violations);
  ReadAll(request.talk_intensities(), "talk_intensities", &import, violations);
  ReadAll(request.performance_measures(), "performance_measures", &import, violations);
  return import;
}

}  // namespace clientroute::contracting

#include "services/platform/store/care_line_columns.h"

#include "services/platform/store/columns.h"

namespace clientroute {
namespace {

std::optional<Volume> VolumeIn(const Row& row, int first) {
  if (row.IsNull(first)) return std::nullopt;
  const auto unit = UnitOf(static_cast<int>(row.Int(first + 1)));
  const auto frequency = FrequencyOf(static_cast<int>(row.Int(first + 2)));
  if (!unit || !frequency) return std::nullopt;
  return Volume{row.Int(first), *unit, *frequency};
}

}  // namespace

void AddCareLine(const CareLine& line, std::vector<Parameter>* parameters) {
  parameters->emplace_back(std::string_view(line.line));
  parameters->emplace_back(std::string_view(line.product.category));
  parameters->emplace_back(std::string_view(line.product.code));
  parameters->emplace_back(ToDays(line.period.start()));
  parameters->push_back(Maybe(line.period.end()));
  if (line.volume) {
    parameters->emplace_back(line.volume->amount);
    parameters->emplace_back(std::int64_t{CodeOf(line.volume->unit)});
    parameters->emplace_back(std::int64_t{CodeOf(line.volume->frequency)});
  } else {
    for (int i = 0; i < 3; ++i) parameters->emplace_back(nullptr);
  }
  parameters->push_back(line.budget ? Parameter(line.budget->cents()) : Parameter(nullptr));
  parameters->push_back(line.provider ? Parameter(std::string_view(line.provider->ToString()))
                                      : Parameter(std::string_view()));
  parameters->emplace_back(std::string_view(line.provider_reference));
}

CareLine CareLineIn(const Row& row, int first, Law law) {
  CareLine line;
  line.line = std::string(row.Text(first));
  line.law = law;
  line.product = {std::string(row.Text(first + 1)), std::string(row.Text(first + 2))};
  const Date start = FromDays(row.Int(first + 3));
  std::optional<Date> end;
  if (const auto days = row.MaybeInt(first + 4)) end = FromDays(*days);
  line.period = Period::Of(start, end).value_or(Period::From(start));
  line.volume = VolumeIn(row, first + 5);
  if (const auto cents = row.MaybeInt(first + 8)) line.budget = Money::Cents(*cents);
  line.provider = ProviderCode::Parse(row.Text(first + 9));
  line.provider_reference = std::string(row.Text(first + 10));
  return line;
}

}  // namespace clientroute

#include "services/claims/claim_columns_store.h"

#include <utility>

#include "services/platform/store/columns.h"

namespace clientroute::claims {
namespace {

constexpr std::int64_t kAccepted = 1;
constexpr std::int64_t kRefusedState = 2;
constexpr int kSubmittedFirst = 2;  // after row and place
constexpr int kJudgedFirst = kSubmittedFirst + 15;
constexpr int kTariffFirst = kJudgedFirst + 6;

Uuid IdAt(const Row& row, int column) { return Uuid::FromBytes(row.Bytes(column)).value_or(Uuid()); }
Unit UnitAt(const Row& row, int column) { return UnitOf(static_cast<int>(row.Int(column))).value_or(Unit::kHour); }
Period PeriodOf(Date start, std::optional<Date> end) { return Period::Of(start, end).value_or(Period::From(start)); }

ClaimLine ReadSubmitted(const Row& row) {
  int column = kSubmittedFirst;
  ClaimLine line;
  line.class_path = row.Text(column++);
  line.client_path = row.Text(column++);
  if (!row.IsNull(column)) line.client = IdAt(row, column);
  ++column;
  line.reference = row.Text(column++);
  line.previous_reference = row.Text(column++);
  line.allocation_number = row.Int(column++);
  line.product.category = row.Text(column++);
  line.product.code = row.Text(column++);
  const Date start = FromDays(row.Int(column++));
  line.period = PeriodOf(start, FromDays(row.Int(column++)));
  line.volume.amount = row.Int(column++);
  line.volume.unit = UnitAt(row, column++);
  if (const auto tariff = row.MaybeInt(column++)) line.tariff = Money::Cents(*tariff);
  line.amount = Money::Cents(row.Int(column++));
  line.credit = row.Int(column++) == 1;
  return line;
}

std::vector<Remark> ReadRemarks(std::string_view text) {
  std::vector<Remark> remarks;
  for (const char c : text) {
    if (c != ',') remarks.push_back(static_cast<Remark>(c - '0'));
  }
  return remarks;
}

}  // namespace

ClaimRecord ReadClaim(const Row& row) {
  // The schema keeps the shape of the codes: what breaks it is a defect.
  Claim claim{.message = IdAt(row, 3),
              .provider = ProviderCode::Parse(row.Text(4)).value(),
              .municipality = MunicipalityCode::Parse(row.Text(5)).value(),
              .law = LawOf(static_cast<int>(row.Int(6))).value_or(Law::kJeugdwet),
              .number = std::string(row.Text(7)),
              .period = PeriodOf(FromDays(row.Int(8)), FromDays(row.Int(9))),
              .date = FromDays(row.Int(10)),
              .total = Money::Cents(row.Int(11)),
              .lines = {}};
  return {.row = row.Int(0),
          .id = IdAt(row, 1),
          .refused = row.Int(2) == kRefusedState,
          .claim = std::move(claim),
          .accepted = Money::Cents(row.Int(12)),
          .lines_accepted = row.Int(13),
          .lines_refused = row.Int(14),
          .created = FromMicros(row.Int(15)),
          .verdicts = {}};
}

void AddSubmitted(const ClaimLine& line, std::vector<Parameter>* parameters) {
  const Parameter client = line.client ? ToColumn(*line.client) : Parameter(nullptr);
  const Parameter tariff = line.tariff ? Parameter(line.tariff->cents()) : Parameter(nullptr);
  parameters->insert(
      parameters->end(),
      {std::string_view(line.class_path), std::string_view(line.client_path), client, std::string_view(line.reference),
       std::string_view(line.previous_reference), line.allocation_number, std::string_view(line.product.category),
       std::string_view(line.product.code), ToDays(line.period.start()), ToDays(line.LastDay()), line.volume.amount,
       std::int64_t{CodeOf(line.volume.unit)}, tariff, line.amount.cents(), std::int64_t{line.credit}});
}

std::string RemarksText(const std::vector<Remark>& remarks) {
  std::string text;
  for (const Remark remark : remarks) {
    if (!text.empty()) text += ",";
    text += std::to_string(static_cast<int>(remark));
  }
  return text;
}

void AddJudged(const LineJudgement& judgement, const std::string& remarks, std::vector<Parameter>* parameters) {
  parameters->insert(parameters->end(), {judgement.accepted ? kAccepted : kRefusedState, judgement.paid.cents(),
                                         std::string_view(judgement.contract), std::string_view(remarks),
                                         Maybe(judgement.credits), std::string_view(judgement.explanation)});
}

void AddTariff(const KnownTariff* tariff, std::vector<Parameter>* parameters) {
  if (tariff == nullptr) {
    parameters->insert(parameters->end(), 4, nullptr);
    return;
  }
  parameters->insert(parameters->end(), {std::string_view(tariff->contract), tariff->amount.cents(),
                                         std::int64_t{CodeOf(tariff->unit)}, ToMicros(tariff->recorded_at)});
}

LineRecord ReadLine(const Row& row) {
  LineRecord record;
  record.row = row.Int(0);
  record.number = row.Int(1);
  record.line = ReadSubmitted(row);
  LineJudgement& judgement = record.judgement;
  judgement.accepted = row.Int(kJudgedFirst) == kAccepted;
  judgement.paid = Money::Cents(row.Int(kJudgedFirst + 1));
  judgement.contract = row.Text(kJudgedFirst + 2);
  judgement.remarks = ReadRemarks(row.Text(kJudgedFirst + 3));
  judgement.credits = row.MaybeInt(kJudgedFirst + 4);
  judgement.explanation = row.Text(kJudgedFirst + 5);
  if (!row.IsNull(kTariffFirst)) {
    record.tariff = KnownTariff{std::string(row.Text(kTariffFirst)), Money::Cents(row.Int(kTariffFirst + 1)),
                                UnitAt(row, kTariffFirst + 2), FromMicros(row.Int(kTariffFirst + 3))};
  }
  return record;
}

void AddSnapshot(const KnownAllocation& allocation, std::vector<Parameter>* parameters) {
  const auto& volume = allocation.volume;
  parameters->insert(
      parameters->end(),
      {ToColumn(allocation.id), std::string_view(allocation.etag), std::string_view(allocation.product.category),
       std::string_view(allocation.product.code), ToDays(allocation.period.start()), Maybe(allocation.period.end()),
       volume ? Parameter(volume->amount) : Parameter(nullptr),
       volume ? Parameter(std::int64_t{CodeOf(volume->unit)}) : Parameter(nullptr),
       volume ? Parameter(std::int64_t{CodeOf(volume->frequency)}) : Parameter(nullptr),
       allocation.budget ? Parameter(allocation.budget->cents()) : Parameter(nullptr),
       std::string_view(allocation.contract), std::string_view(allocation.change_reason)});
}

KnownAllocation ReadSnapshot(const Row& row, int first) {
  KnownAllocation allocation;
  allocation.id = IdAt(row, first);
  allocation.etag = row.Text(first + 1);
  allocation.product = {std::string(row.Text(first + 2)), std::string(row.Text(first + 3))};
  std::optional<Date> end;
  if (const auto days = row.MaybeInt(first + 5)) end = FromDays(*days);
  allocation.period = PeriodOf(FromDays(row.Int(first + 4)), end);
  if (!row.IsNull(first + 6)) {
    const auto frequency = FrequencyOf(static_cast<int>(row.Int(first + 8)));
    allocation.volume = Volume{row.Int(first + 6), UnitAt(row, first + 7), frequency.value_or(Frequency::kTotal)};
  }
  if (const auto cents = row.MaybeInt(first + 9)) allocation.budget = Money::Cents(*cents);
  allocation.contract = row.Text(first + 10);
  allocation.change_reason = row.Text(first + 11);
  return allocation;
}

}  // namespace clientroute::claims

#include "services/claims/claim_codec.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "services/claims/names.h"
#include "services/platform/calls/care_line_codec.h"
#include "services/platform/calls/proto_values.h"
#include "services/platform/values/resource_name.h"

namespace clientroute::claims {
namespace {

using clientroute::FromProto;
using clientroute::ToProto;

// Enough to mend a fault of the sender; a message may have 100,000 lines.
constexpr std::size_t kViolationsMax = 50;
constexpr std::int64_t kLinesMax = 100'000;
constexpr std::int64_t kTotalMax = kAmountMax * kLinesMax;

bool IsKindOf(Law law, std::string_view kind) {
  return (law == Law::kJeugdwet && kind == "JW323") || (law == Law::kWmo && kind == "WMO323");
}

// Collects what is wrong under one prefix.
class Check {
 public:
  Check(std::string prefix, std::vector<FieldViolation>* violations)
      : prefix_(std::move(prefix)), violations_(*violations) {}
  void Require(bool holds, std::string_view part, std::string_view what) {
    if (!holds) violations_.push_back({Cat(prefix_, part), std::string(what)});
  }
  template <typename Value>
  Value Read(const std::optional<Value>& value, std::string_view part, std::string_view what) {
    Require(value.has_value(), part, what);
    return value.value_or(Value());
  }
  Period Closed(const type::v1::Period& period, std::string_view part) {
    const auto read = FromProto(period);
    Require(read && read->end(), part, "must be a period with both ends");
    return read.value_or(Period());
  }
  std::int64_t UpTo(std::int64_t most, std::int64_t amount, std::string_view part) {
    const bool fits = amount >= 0 && amount <= most;
    Require(fits, part, Cat("must be 0 to ", most));
    return fits ? amount : 0;
  }

 private:
  std::string prefix_;
  std::vector<FieldViolation>& violations_;
};

ClaimLine ReadLine(const v1::SubmittedClaimLine& in, Check check) {
  ClaimLine line;
  line.class_path = in.class_path();
  line.client_path = in.client_path();
  if (!in.client().empty()) {
    line.client = IdIn(in.client(), kClients);
    check.Require(line.client.has_value(), "client", "must be clients/ and an id");
  }
  line.reference = in.reference();
  line.previous_reference = in.previous_reference();
  line.allocation_number = in.allocation_number();
  line.product = FromProto(in.product());
  line.period = check.Closed(in.period(), "period");
  line.volume.amount = check.UpTo(kAmountMax, in.volume().amount(), "volume.amount");
  const auto unit = UnitOf(static_cast<int>(in.volume().unit()));
  check.Require(unit.has_value(), "volume.unit", "must be a unit");
  line.volume.unit = unit.value_or(Unit::kHour);
  if (in.has_tariff()) line.tariff = Money::Cents(check.UpTo(kAmountMax, in.tariff().cents(), "tariff.cents"));
  line.amount = Money::Cents(check.UpTo(kAmountMax, in.amount().cents(), "amount.cents"));
  line.credit = in.amount().credit();
  check.Require(!line.credit || !line.previous_reference.empty(), "previous_reference", "is required for a credit");
  return line;
}

void ReadLines(const v1::SubmitMessageRequest& request, Claim* claim, std::vector<FieldViolation>* violations) {
  std::set<std::string> paths;
  if (request.lines_size() == 0) violations->push_back({"lines", "a claim has lines"});
  for (int i = 0; i < request.lines_size() && violations->size() < kViolationsMax; ++i) {
    const std::string prefix = Cat("lines[", i, "].");
    claim->lines.push_back(ReadLine(request.lines(i), Check(prefix, violations)));
    if (!paths.insert(request.lines(i).class_path()).second) {
      violations->push_back({prefix + "class_path", "comes twice in the message"});
    }
  }
}

std::string LineName(const Uuid& claim, std::int64_t number) { return Cat(NameOf(kClaims, claim), "/lines/", number); }

v1::SubmittedClaimLine SubmittedOf(const ClaimLine& line) {
  v1::SubmittedClaimLine out;
  out.set_class_path(line.class_path);
  out.set_client_path(line.client_path);
  out.set_reference(line.reference);
  out.set_previous_reference(line.previous_reference);
  out.set_allocation_number(line.allocation_number);
  *out.mutable_product() = ToProto(line.product);
  *out.mutable_period() = ToProto(line.period);
  out.mutable_volume()->set_amount(line.volume.amount);
  out.mutable_volume()->set_unit(static_cast<type::v1::Unit>(CodeOf(line.volume.unit)));
  if (line.tariff) *out.mutable_tariff() = ToProto(*line.tariff);
  out.mutable_amount()->set_cents(line.amount.cents());
  out.mutable_amount()->set_credit(line.credit);
  return out;
}

v1::AllocationSnapshot SnapshotOf(const ClaimRecord& claim, const AllocationSnapshot& snapshot) {
  const KnownAllocation& allocation = snapshot.allocation;
  v1::AllocationSnapshot out;
  out.set_allocation(NameOf(kAllocations, allocation.id));
  out.set_etag(allocation.etag);
  out.set_change_reason(allocation.change_reason);
  CareLine line;
  line.law = claim.claim.law;
  line.product = allocation.product;
  line.period = allocation.period;
  line.volume = allocation.volume;
  line.budget = allocation.budget;
  line.provider = claim.claim.provider;
  line.contract = allocation.contract;
  line.allocation = out.allocation();
  line.allocation_number = snapshot.number;
  *out.mutable_line() = ToProto(line);
  return out;
}

v1::TariffSnapshot SnapshotOf(const KnownTariff& tariff) {
  v1::TariffSnapshot out;
  out.set_contract(tariff.contract);
  *out.mutable_amount() = ToProto(tariff.amount);
  out.set_unit(static_cast<type::v1::Unit>(CodeOf(tariff.unit)));
  *out.mutable_record_time() = ToProto(tariff.recorded_at);
  return out;
}

}  // namespace

absl::StatusOr<Claim> ReadClaim(const v1::SubmitMessageRequest& request) {
  std::vector<FieldViolation> violations;
  const v1::SubmittedClaim& header = request.header();
  Check check("header.", &violations);
  const Uuid message = check.Read(IdIn(header.message(), kMessages), "message", "must be messages/ and an id");
  const auto provider = ProviderCode::Parse(header.provider());
  check.Require(provider.has_value(), "provider", "must be an AGB code of eight digits");
  const auto municipality = MunicipalityCode::Parse(header.municipality());
  check.Require(municipality.has_value(), "municipality", "must be a CBS code of four digits");
  const auto law = LawOf(static_cast<int>(header.law()));
  check.Require(law && IsKindOf(*law, header.kind()), "kind", "must be JW323 or WMO323, the one of its law");
  const Period period = check.Closed(header.period(), "period");
  const Date date = check.Read(FromProto(header.claim_date()), "claim_date", "is no day");
  const Money total = Money::Cents(check.UpTo(kTotalMax, header.total().cents(), "total.cents"));
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  Claim claim{.message = message,
              .provider = *provider,
              .municipality = *municipality,
              .law = *law,
              .number = header.claim_number(),
              .period = period,
              .date = date,
              .total = header.total().credit() ? -total : total,
              .lines = {}};
  ReadLines(request, &claim, &violations);
  if (!violations.empty()) return InvalidFields("REQUEST_INVALID", std::move(violations));
  return claim;
}

v1::ClassVerdict ToProto(const Verdict& verdict) {
  v1::ClassVerdict out;
  out.set_class_path(verdict.class_path);
  out.set_rule(verdict.rule);
  out.set_return_code(verdict.return_code);
  out.set_explanation(verdict.explanation);
  return out;
}

v1::SignedAmount ToSignedAmount(Money amount) {
  v1::SignedAmount out;
  out.set_credit(amount < Money());
  out.set_cents(out.credit() ? -amount.cents() : amount.cents());
  return out;
}

v1::Claim ToProto(const ClaimRecord& record) {
  v1::Claim out;
  out.set_name(NameOf(kClaims, record.id));
  *out.mutable_create_time() = ToProto(record.created);
  out.set_state(record.refused ? v1::Claim::REFUSED : v1::Claim::JUDGED);
  out.set_message(NameOf(kMessages, record.claim.message));
  out.set_provider(record.claim.provider.ToString());
  out.set_municipality(record.claim.municipality.ToString());
  out.set_law(ToProto(record.claim.law));
  out.set_claim_number(record.claim.number);
  *out.mutable_period() = ToProto(record.claim.period);
  *out.mutable_claim_date() = ToProto(record.claim.date);
  *out.mutable_submitted() = ToProto(record.claim.total);
  *out.mutable_accepted() = ToProto(record.accepted);
  out.set_lines_accepted(static_cast<std::int32_t>(record.lines_accepted));
  out.set_lines_refused(static_cast<std::int32_t>(record.lines_refused));
  for (const Verdict& verdict : record.verdicts) *out.add_verdicts() = ToProto(verdict);
  return out;
}

v1::ClaimLine ToProto(const ClaimRecord& claim, const LineRecord& record, bool show_client) {
  const LineJudgement& judgement = record.judgement;
  v1::ClaimLine out;
  out.set_name(LineName(claim.id, record.number));
  if (show_client && record.line.client) out.set_client(NameOf(kClients, *record.line.client));
  *out.mutable_submitted() = SubmittedOf(record.line);
  out.set_state(judgement.accepted ? v1::ClaimLine::ACCEPTED : v1::ClaimLine::REFUSED);
  for (const Verdict& verdict : judgement.verdicts) *out.add_verdicts() = ToProto(verdict);
  for (const Remark remark : judgement.remarks) out.add_remarks(static_cast<v1::ClaimLine::Remark>(remark));
  *out.mutable_accepted() = ToProto(judgement.paid);
  out.set_contract(judgement.contract);
  if (record.allocation) *out.mutable_allocation() = SnapshotOf(claim, *record.allocation);
  if (record.tariff) *out.mutable_tariff() = SnapshotOf(*record.tariff);
  out.set_explanation(judgement.explanation);
  return out;
}

v1::LedgerAccount::Kind ToProto(AccountKind kind) { return static_cast<v1::LedgerAccount::Kind>(kind); }

v1::LedgerEntry ToProto(const EntryRecord& record) {
  v1::LedgerEntry out;
  out.set_posting(Cat(kPostings, "/", record.posting));
  out.set_kind(static_cast<v1::LedgerEntry::Kind>(record.kind));
  *out.mutable_create_time() = ToProto(record.created);
  out.set_claim(NameOf(kClaims, record.claim));
  if (record.line) out.set_line(LineName(record.claim, *record.line));
  out.mutable_account()->set_kind(ToProto(record.entry.account.kind));
  out.mutable_account()->set_municipality(record.entry.account.municipality);
  out.mutable_account()->set_provider(record.entry.account.provider);
  out.mutable_account()->set_contract(record.entry.account.contract);
  *out.mutable_amount() = ToProto(record.entry.amount);
  return out;
}

v1::ClaimJudged JudgedEvent(const ClaimRecord& record, const ClaimJudgement& judgement) {
  const Claim& claim = record.claim;
  v1::ClaimJudged event;
  event.set_claim(NameOf(kClaims, record.id));
  event.set_message(NameOf(kMessages, claim.message));
  event.set_provider(claim.provider.ToString());
  event.set_municipality(claim.municipality.ToString());
  event.set_law(ToProto(claim.law));
  *event.mutable_period() = ToProto(claim.period);
  event.set_submitted_cents(claim.total.cents());
  event.set_accepted_cents(judgement.accepted.cents());
  event.set_refused(judgement.refused());
  std::map<std::tuple<std::string, Product, Date>, v1::ClaimedRow> rows;
  for (std::size_t i = 0; i < judgement.lines.size(); ++i) {
    const ClaimLine& line = claim.lines[i];
    const LineJudgement& judged = judgement.lines[i];
    v1::ClaimedRow& row = rows[{judged.contract, line.product, line.Month()}];
    if (judged.accepted) {
      row.set_accepted_cents(row.accepted_cents() + judged.paid.cents());
      row.set_lines_accepted(row.lines_accepted() + 1);
      if (line.client) (*row.mutable_accepted_by_client())[NameOf(kClients, *line.client)] += judged.paid.cents();
      continue;
    }
    row.set_refused_cents(row.refused_cents() + line.Signed().cents());
    row.set_lines_refused(row.lines_refused() + 1);
    std::set<std::string> codes;
    for (const Verdict& verdict : judged.verdicts) codes.insert(verdict.return_code);
    for (const std::string& code : codes) {
      ++(*row.mutable_refused_by_code())[code];
      (*row.mutable_refused_cents_by_code())[code] += line.Signed().cents();
    }
  }
  for (auto& [key, row] : rows) {
    row.set_contract(std::get<0>(key));
    *row.mutable_product() = ToProto(std::get<1>(key));
    *row.mutable_month() = ToProto(std::get<2>(key));
    *event.add_rows() = std::move(row);
  }
  return event;
}

}  // namespace clientroute::claims

#include <algorithm>
#include <optional>
#include <string>

#include "services/platform/status/status.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/money.h"
#include "services/provider/act_work.h"
#include "services/provider/book_store.h"
#include "services/provider/claim_store.h"
#include "services/provider/letter_writer.h"
#include "services/provider/post_store.h"

namespace clientroute::provider {
namespace {

constexpr std::string_view kEuro = "83";  // WJ756
/// Of what may be delivered, so much in a hundred was.
constexpr int kShareLeast = 70;
constexpr int kShareMost = 100;
/// An allocation without an end is counted as one of a year.
constexpr int kYearDays = 365;

/// Days of care in the period.
int DaysOfCare(const std::vector<Stay>& stays, Date first, Date last) {
  int days = 0;
  for (const Stay& stay : stays) {
    const Date from = std::max(stay.began, first);
    const Date until = std::min(stay.ended.value_or(last), last);
    if (from <= until) days += until.DaysSince(from) + 1;
  }
  return days;
}

/// What was delivered in so many days, never more than was allocated for them; 0 when that is less than one.
std::int64_t Delivered(const Allocation& allocation, int days, int share) {
  constexpr std::int64_t kHundred = 100;
  constexpr std::int64_t kWeek = 7;
  const std::int64_t whole = allocation.last ? allocation.last->DaysSince(allocation.first) + 1 : kYearDays;
  const std::int64_t amount = allocation.budget_cents > 0 ? allocation.budget_cents : allocation.amount;
  std::int64_t volume = 0;
  if (allocation.budget_cents > 0 || allocation.frequency == "6") {
    volume = amount * days / whole;
  } else if (allocation.frequency == "1") {
    volume = amount * days;
  } else if (allocation.frequency == "2") {
    volume = amount * days / kWeek;
  } else {
    constexpr std::int64_t kMonth = 31;
    volume = amount * days / kMonth;
  }
  return volume * share / kHundred;
}

/// The line about an allocation and a month; nullopt when there is nothing to claim, or no tariff.
absl::StatusOr<std::optional<WrittenLine>> LineFor(const Desk& desk, Connection& connection, std::int64_t id,
                                                   Date month) {
  CLIENTROUTE_ASSIGN(const Allocation allocation, LoadAllocation(connection, id));
  const Profile& profile = desk.profiles.find(allocation.provider)->second;
  const Offer* offer = FindOffer(profile, allocation.standard, allocation.category, allocation.code);
  WrittenLine written{allocation, allocation.code, {}};
  if (offer == nullptr) return std::optional<WrittenLine>();
  if (written.code.empty()) written.code = offer->code;
  ClaimLine& line = written.line;
  line.allocation = id;
  line.first = std::max(month.FirstOfMonth(), allocation.first);
  line.last = std::min(month.LastOfMonth(), allocation.last.value_or(month.LastOfMonth()));
  if (line.first > line.last) return std::optional<WrittenLine>();
  CLIENTROUTE_ASSIGN(const std::vector<Stay> stays, ListStays(connection, id));
  const std::string about = Cat("delivered/", allocation.municipality, "/", allocation.standard, "/", allocation.bsn,
                                "/", allocation.code, "/", allocation.first.ToString(), "/", month.ToString());
  line.volume = Delivered(allocation, DaysOfCare(stays, line.first, line.last),
                          desk.chance.Between(about, kShareLeast, kShareMost));
  if (line.volume == 0) return std::optional<WrittenLine>();
  if (allocation.budget_cents > 0) {
    line.unit = kEuro;
    line.amount_cents = line.volume;
    return std::optional<WrittenLine>(std::move(written));
  }
  const Tariff* tariff = TariffOn(*offer, line.first);
  if (tariff == nullptr || tariff->unit != allocation.unit) return std::optional<WrittenLine>();
  line.unit = allocation.unit;
  line.tariff_cents = tariff->cents;
  line.amount_cents = line.volume * tariff->cents;
  return std::optional<WrittenLine>(std::move(written));
}

absl::StatusOr<WrittenLine> Again(Connection& connection, const Desk& desk, const ClaimLine& line) {
  CLIENTROUTE_ASSIGN(const Allocation allocation, LoadAllocation(connection, line.allocation));
  WrittenLine written{allocation, allocation.code, line};
  const Offer* offer = FindOffer(desk.profiles.find(allocation.provider)->second, allocation.standard,
                                 allocation.category, allocation.code);
  if (written.code.empty() && offer != nullptr) written.code = offer->code;
  return written;
}

/// What was refused is claimed anew, and what counted too much is taken back with the right line beside it.
absl::Status AddFromBefore(Desk& desk, Connection& connection, const Debtor& debtor, std::vector<WrittenLine>* lines) {
  CLIENTROUTE_ASSIGN(const std::vector<ClaimLine> refused, ListRefused(connection, debtor, kAttempts));
  for (const ClaimLine& line : refused) {
    CLIENTROUTE_ASSIGN(WrittenLine again, Again(connection, desk, line));
    ++again.line.attempt;
    CLIENTROUTE_RETURN_IF_ERROR(SaveLineState(connection, line.id, LineState::kClaimedAnew, ""));
    lines->push_back(std::move(again));
  }
  CLIENTROUTE_ASSIGN(const std::vector<ClaimLine> to_credit, ListToCredit(connection, debtor));
  for (const ClaimLine& line : to_credit) {
    CLIENTROUTE_ASSIGN(WrittenLine credit, Again(connection, desk, line));
    credit.line.credits = line.reference;
    credit.line.attempt = 1;
    WrittenLine right = credit;
    right.line.credits.clear();
    --right.line.volume;
    right.line.amount_cents =
        right.line.unit == kEuro ? right.line.volume : right.line.volume * right.line.tariff_cents;
    CLIENTROUTE_RETURN_IF_ERROR(DropCredit(connection, line.id));
    lines->push_back(std::move(credit));
    lines->push_back(std::move(right));
  }
  return absl::OkStatus();
}

absl::StatusOr<ClaimBook> Book(Connection& connection, const Entry& entry, Date month,
                               std::vector<WrittenLine>* lines) {
  CLIENTROUTE_ASSIGN(const std::int64_t number, NextNumber(connection, entry.provider, "claim"));
  ClaimBook claim{0, entry.provider, entry.municipality, entry.standard, Cat("D", number), month, 0};
  for (const WrittenLine& line : *lines) {
    claim.submitted_cents += line.line.credits.empty() ? line.line.amount_cents : -line.line.amount_cents;
  }
  CLIENTROUTE_RETURN_IF_ERROR(AddClaim(connection, &claim));
  for (WrittenLine& written : *lines) {
    CLIENTROUTE_ASSIGN(const std::int64_t reference, NextNumber(connection, entry.provider, "claim line"));
    written.line.claim = claim.id;
    written.line.reference = Cat("P", reference);
    written.line.state = LineState::kSent;
    CLIENTROUTE_RETURN_IF_ERROR(AddLine(connection, &written.line));
  }
  return claim;
}

/// A claim to which no answer comes is claimed anew.
absl::Status ClaimAnew(Desk& desk, Connection& connection, const Entry& entry, const ClaimBook& claim) {
  CLIENTROUTE_ASSIGN(const std::vector<ClaimLine> lines, ListLines(connection, claim.id));
  for (const ClaimLine& line : lines) {
    CLIENTROUTE_RETURN_IF_ERROR(SaveLineState(connection, line.id, LineState::kRefused, "schema"));
  }
  CLIENTROUTE_RETURN_IF_ERROR(SaveGranted(connection, claim.id, 0));
  constexpr int kWorkingDays = 4;
  Entry again = entry;
  again.attempt = entry.attempt + 1;
  again.due = AddWorkingDays(desk.today, kWorkingDays);
  return AddEntry(connection, again);
}

int MonthNumber(Date day) {
  constexpr int kMonths = 12;
  return kMonths * static_cast<int>(day.ymd().year()) + static_cast<int>(static_cast<unsigned>(day.ymd().month())) - 1;
}

}  // namespace

absl::Status PerformClaim(Desk& desk, Connection& connection, const Entry& entry) {
  const Debtor debtor{entry.provider, entry.municipality, entry.standard};
  const Date asked = Date::Parse(entry.detail).value_or(desk.today).FirstOfMonth();
  CLIENTROUTE_ASSIGN(const std::optional<Date> latest, LatestMonth(connection, debtor));
  const Date month = latest ? std::max(asked, *latest) : asked;
  std::vector<WrittenLine> lines;
  CLIENTROUTE_RETURN_IF_ERROR(AddFromBefore(desk, connection, debtor, &lines));
  CLIENTROUTE_ASSIGN(const std::vector<std::int64_t> allocations, ListClaimable(connection, debtor, asked));
  for (const std::int64_t allocation : allocations) {
    CLIENTROUTE_ASSIGN(std::optional<WrittenLine> line, LineFor(desk, connection, allocation, asked));
    if (line) lines.push_back(*std::move(line));
  }
  if (lines.empty()) return absl::OkStatus();
  CLIENTROUTE_ASSIGN(const ClaimBook claim, Book(connection, entry, month, &lines));
  CLIENTROUTE_ASSIGN(const std::string number, NextLetterNumber(connection, entry.provider));
  CLIENTROUTE_ASSIGN(const bool broken,
                     AddMessage(desk, connection,
                                WriteClaim({entry.standard, entry.provider, entry.municipality, number, desk.today},
                                           claim.number, month, lines),
                                {&entry, number, entry.detail, claim.id,
                                 Cat("declareert ", lines.size(), " regel(s) over ", month.ToString().substr(0, 7),
                                     ": ", Money::Cents(claim.submitted_cents).ToDutch())}));
  return broken ? ClaimAnew(desk, connection, entry, claim) : absl::OkStatus();
}

absl::Status PlanClaims(Desk& desk, Connection& connection) {
  CLIENTROUTE_ASSIGN(const auto debtors, ListDebtors(connection));
  for (const auto& [debtor, first] : debtors) {
    const std::string what = Cat("claimed/", debtor.municipality, "/", debtor.standard);
    CLIENTROUTE_ASSIGN(const auto planned,
                       connection.QueryOne("SELECT last FROM counter WHERE provider = $1 AND what = $2",
                                           {std::string_view(debtor.provider), std::string_view(what)},
                                           [](const Row& row) { return row.Int(0); }));
    Date month = first.FirstOfMonth();
    if (planned && MonthNumber(month) <= *planned) {
      month = month.AddMonths(static_cast<int>(*planned) - MonthNumber(month) + 1);
    }
    for (; month < desk.today.FirstOfMonth(); month = month.AddMonths(1)) {
      const std::string about =
          Cat(debtor.provider, "/", debtor.municipality, "/", debtor.standard, "/", month.ToString());
      const Date ended = month.LastOfMonth();
      for (const Plan& plan :
           WhatToDo(Happening::kMonthEnded, about, ended, std::nullopt, ended, desk.chance, desk.habits)) {
        CLIENTROUTE_RETURN_IF_ERROR(
            AddEntry(connection, {0, plan.due, debtor.provider, debtor.municipality, debtor.standard, plan.act,
                                  std::string(plan.habit), 0, month.ToString(), 1}));
      }
      CLIENTROUTE_RETURN_IF_ERROR(connection
                                      .Execute("INSERT INTO counter (provider, what, last) VALUES ($1, $2, $3)"
                                               " ON CONFLICT (provider, what) DO UPDATE SET last = excluded.last",
                                               {std::string_view(debtor.provider), std::string_view(what),
                                                static_cast<std::int64_t>(MonthNumber(month))})
                                      .status());
    }
  }
  return absl::OkStatus();
}

}  // namespace clientroute::provider

#ifndef CLIENTROUTE_SERVICES_CLAIMS_CLAIM_H_
#define CLIENTROUTE_SERVICES_CLAIMS_CLAIM_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/claims/delivered_volume.h"
#include "services/platform/values/calendar.h"
#include "services/platform/values/care_line.h"
#include "services/platform/values/codes.h"
#include "services/platform/values/date.h"
#include "services/platform/values/money.h"
#include "services/platform/values/uuid.h"

namespace clientroute::claims {

/// One line of a claim (Prestatie), as the provider wrote it.
struct ClaimLine {
  /// `Client[1]/Prestaties/Prestatie[2]`, and `Client[1]`.
  std::string class_path;
  std::string client_path;
  /// nullopt when the citizen number is not known here.
  std::optional<Uuid> client;
  /// ReferentieNummer, and that of the line that this one takes back; empty in a debit line.
  std::string reference;
  std::string previous_reference;
  /// ToewijzingNummer.
  std::int64_t allocation_number = 0;
  Product product;
  /// ProductPeriode; always with an end.
  Period period;
  DeliveredVolume volume;
  /// ProductTarief; nullopt when the message has none.
  std::optional<Money> tariff;
  /// IngediendBedrag without its direction: never negative.
  Money amount;
  /// DebetCredit `C`.
  bool credit = false;

  /// Negative for what goes back.
  Money Signed() const { return credit ? -amount : amount; }
  /// The first day of the month of care.
  Date Month() const { return period.start().FirstOfMonth(); }
  Date LastDay() const { return period.end().value_or(period.start()); }
};

/// A claim (Declaratie) of a provider to a municipality.
struct Claim {
  /// `messages/<uuid>`.
  Uuid message;
  ProviderCode provider;
  MunicipalityCode municipality;
  /// Also says which message it is: JW323 or WMO323.
  Law law = Law::kJeugdwet;
  /// DeclaratieNummer.
  std::string number;
  /// DeclaratiePeriode; always with an end.
  Period period;
  /// DeclaratieDagtekening.
  Date date;
  /// TotaalIngediendBedrag; negative when more goes back than is asked.
  Money total;
  std::vector<ClaimLine> lines;

  Date LastDay() const { return period.end().value_or(period.start()); }
};

/// A start or stop that was reported and still counts.
struct KnownDelivery {
  bool is_stop = false;
  Date start;
  /// Of a stop.
  std::optional<Date> end;
};

/// An allocation as the rules see it; all of it is kept with the lines that were judged on it.
struct KnownAllocation {
  Uuid id;
  /// Its version.
  std::string etag;
  Uuid client;
  Product product;
  Period period;
  std::optional<Volume> volume;
  std::optional<Money> budget;
  /// `contracts/…`.
  std::string contract;
  /// RedenWijziging (JZ002); empty without one.
  std::string change_reason;
  bool withdrawn = false;
  std::vector<KnownDelivery> deliveries;
};

/// The contract's tariff for a product on a day.
struct KnownTariff {
  /// `contracts/…`.
  std::string contract;
  Money amount;
  Unit unit = Unit::kHour;
  /// When it was recorded: its version.
  Instant recorded_at;
};

/// What a tariff is asked by: product, first day of the product period, unit of the line.
struct TariffKey {
  Product product;
  Date date;
  Unit unit = Unit::kHour;
  friend auto operator<=>(const TariffKey&, const TariffKey&) = default;
};
inline TariffKey TariffKeyOf(const ClaimLine& line) { return {line.product, line.period.start(), line.volume.unit}; }

/// An accepted debit line of an earlier message.
struct KnownDebit {
  /// Its row in the store.
  std::int64_t row = 0;
  std::optional<Uuid> client;
  std::int64_t allocation_number = 0;
  Product product;
  Period period;
  DeliveredVolume volume;
  Money amount;
  /// `contracts/…` that it was paid under.
  std::string contract;
  /// Whether an accepted credit took it back.
  bool credited = false;
};

/// What was accepted on an allocation so far: debits less credits.
struct Used {
  /// See Counted.
  std::int64_t volume = 0;
  Money amount;
};

/// A debit line that was not taken back stands for one product in one month of an allocation (TR389).
struct DebitKey {
  std::int64_t allocation_number = 0;
  Product product;
  Date month;
  friend auto operator<=>(const DebitKey&, const DebitKey&) = default;
};

/// What is known about the things that a claim speaks of, all within its municipality, law and provider.
struct Knowledge {
  /// By ToewijzingNummer.
  std::map<std::int64_t, KnownAllocation> allocations;
  std::map<TariffKey, KnownTariff> tariffs;
  /// Products that do not fit the product list on the day (TR381).
  std::set<std::pair<Product, Date>> misfits;
  /// Products that the provider has no contract for here on the day, and in Dutch why; of products without a tariff.
  std::map<std::pair<Product, Date>, std::string> uncontracted;
  /// References of the claim's lines that the provider used before within the law, whatever became of them.
  std::set<std::string> used_references;
  /// By reference: the debit lines that credit lines of the claim name.
  std::map<std::string, KnownDebit> debits;
  std::set<DebitKey> open_debits;
  std::map<std::int64_t, Used> used;
  /// Whether the provider used this DeclaratieNummer before within the law.
  bool claim_number_used = false;
  /// The first day of the latest month that was claimed before.
  std::optional<Date> latest_month;
};

}  // namespace clientroute::claims

#endif  // CLIENTROUTE_SERVICES_CLAIMS_CLAIM_H_
